"""The bodies that plans name: the list, their English names, and their mentions in text.

A mention is found by the list (``data/agencies.tsv``) first. In Vietnamese text with
marks and capitals, a name that begins with the word for a body ("Trung tâm", "Quỹ") and
is not on the list is found by its form, and marked as not known.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus import provinces
from corpus.agency_table import KINDS, PATH, Agency, agencies, english_forms, load_agencies
from corpus.errors import DataError
from corpus.phrases import Match, Phrase, Phrasebook, Token, phrase, tokens
from corpus.unlisted import body_end
from corpus.words import spell

__all__ = [
    "KINDS", "PATH", "Agency", "Mention", "agencies", "agency", "english", "find",
    "find_english", "load_agencies", "same", "successor",
]  # fmt: skip

_UNITS = frozenset({"centre", "division", "subdepartment"})
_CITY = ("thành phố", "TP", "TP.")
# Words that hold what looks like a body's name: "cơ sở giáo dục" is no Sở Giáo dục, and
# without marks "điều chỉnh phù hợp" has the letters of "Chính phủ".
_NO_BODIES = (
    "=cơ sở", "=Cơ sở", "=CƠ SỞ", "=trụ sở", "=Trụ sở", "=sở hữu", "=sở thích",
    "?cơ sở y tế", "?cơ sở giáo dục", "?cơ sở khoa học", "?cơ sở đào tạo", "?cơ sở văn hóa",
    "?cơ sở du lịch", "?cơ sở lao động", "?cơ sở xây dựng", "?trụ sở", "?hồ sơ", "?chỉ số",
    "?một số", "?con số", "?dân số", "?các số", "?số ngành nghề", "?so sánh", "?điều chỉnh",
    "?hoàn chỉnh", "?văn bản", "?dữ liệu số", "?kinh tế số", "?xã hội số", "?công nghệ số",
    "?chuyển đổi số", "?nền tảng số", "?chính quyền số", "?chữ ký số", "?kỹ năng số",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named in a text: ``text[start:end]`` is ``words``.

    ``agency`` is the canonical name with what follows a stem ("Thuế tỉnh Lạng Sơn"), or
    the words themselves, spaces and dashes made one kind, where ``known`` is false.
    ``stem`` is the name of the row in the list ("" where there is none), ``place`` the
    place or number that was read after it ("" where there was none).
    """

    agency: str
    words: str
    start: int
    end: int
    known: bool
    stem: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Named:
    """What a form stands for: a row, named for a city ("Công an thành phố") or not."""

    row: Agency
    city: bool = False

    @property
    def name(self) -> str:
        return self.row.name.replace("tỉnh", "thành phố") if self.city else self.row.name


def _vietnamese(row: Agency) -> list[Phrase[_Named | None]]:
    found: list[Phrase[_Named | None]] = []
    for form in (row.name, *row.written):
        found.append(phrase(form, _Named(row)))
        if row.kind != "group" and " tỉnh" in form:
            found.extend(
                phrase(form.replace(" tỉnh", f" {city}"), _Named(row, city=True)) for city in _CITY
            )
    return found


def _english(row: Agency) -> list[Phrase[_Named]]:
    written = [*english_forms(row.en), *row.en_written]
    written += [form.replace("’s", "s").replace("'s", "s") for form in written if "s" in form]
    found = [phrase(form, _Named(row)) for form in dict.fromkeys(written)]
    if row.kind not in ("group", "head"):
        for form in dict.fromkeys(written):
            if "provincial " in form.lower():
                city = form.lower().replace("provincial ", "city ")
                found.append(phrase(city, _Named(row, city=True)))
    return found


@lru_cache(maxsize=1)
def _book() -> Phrasebook[_Named | None]:
    listed: list[Phrase[_Named | None]] = [phrase(words, None) for words in _NO_BODIES]
    for row in agencies():
        listed.extend(_vietnamese(row))
    return Phrasebook(listed)


@lru_cache(maxsize=1)
def _field_book() -> Phrasebook[_Named | None]:
    """Return the departments of today by their fields alone, capitals kept."""
    return Phrasebook(
        [
            phrase("~" + form.removeprefix("Sở "), _Named(row))
            for row in agencies()
            if row.kind == "department" and row.until is None
            for form in (row.name, *row.written)
            if form.startswith("Sở ")
        ]
    )


@lru_cache(maxsize=1)
def _english_book() -> Phrasebook[_Named]:
    return Phrasebook([one for row in agencies() for one in _english(row)])


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Agency]:
    return {a.name: a for a in agencies()}


def agency(name: str) -> Agency | None:
    """Return the row behind a canonical name, its place or number left aside."""
    direct = _by_name().get(name)
    if direct is not None:
        return direct
    mention = _whole(name)
    return _by_name()[mention.stem] if mention is not None and mention.stem else None


def find(text: str, *, folded: bool = False) -> list[Mention]:
    """Return the bodies named in Vietnamese text: in order, the longest, no overlap.

    With ``folded`` (for questions) words without marks stand for words with them, short
    forms may be in small letters, and some words that are too common for running text
    count ("công an").
    """
    return list(_found(text, folded))


@lru_cache(maxsize=4096)
def _found(text: str, folded: bool) -> tuple[Mention, ...]:
    found = tokens(text)
    places = {p.start: p for p in provinces.find(text)}
    mentions: list[Mention] = []
    place = 0
    while place < len(found):
        match = _book().at(found, place, text, question=folded)
        if match is None and mentions:
            match = _listed_after(text, found, place, mentions)
        if match is not None:
            mention, place = _known(text, found, match, places)
        else:
            mention, place = _unknown(text, found, place, places)
        if mention is not None:
            mentions.append(mention)
    return tuple(_joined(text, mentions))


def _known(
    text: str,
    found: list[Token],
    match: Match[_Named | None],
    places: dict[int, provinces.ProvinceMention],
) -> tuple[Mention | None, int]:
    """Return the mention of a match, with the place or number after it, and its end."""
    named = match.value
    if named is None:
        return None, match.last
    last, tail = _tail(text, found, match.last, named.row.tail, places)
    start, end = found[match.first].start, found[last - 1].end
    kept = tail if named.row.tail != "province" else ""
    name = f"{named.name} {kept}" if kept else named.name
    words = text[start:end]
    return Mention(name, words, start, end, True, named.row.name, tail), last


def _listed_after(
    text: str, found: list[Token], place: int, mentions: list[Mention]
) -> Match[_Named | None] | None:
    """Return the department named by its field alone after another: "Sở A, B và C".

    After "các Sở:" the mention of all departments is taken back.
    """
    before = mentions[-1]
    between = text[before.end : found[place].start].strip()
    group = before.words.lower() in ("các sở", "sở")
    row = _by_name().get(before.stem)
    follows = row is not None and row.kind == "department" and between in (",", "và", ", và")
    if not (follows or (group and between == ":")):
        return None
    match = _field_book().at(found, place, text, question=False)
    if match is not None and group:
        mentions.pop()
    return match


def _tail(
    text: str,
    found: list[Token],
    place: int,
    allowed: str,
    places: dict[int, provinces.ProvinceMention],
) -> tuple[int, str]:
    """Return the end of the place or number at a token, and its words ("" for none)."""
    if place == len(found) or found[place].gap or not allowed:
        return place, ""
    here = found[place]
    if "number" in allowed and (here.raw.isdigit() or set(here.raw) <= set("IVXL")):
        return place + 1, here.raw
    if allowed == "number":
        return place, ""
    rank = provinces.rank_words(found, place)
    first = place + rank
    if first == len(found) or (rank and found[first].gap):
        return place, ""
    last = _name_end(text, found, first, places, only_province=allowed == "province")
    if last == first:
        return place, ""
    printed = " ".join(t.spelt for t in found[place:first])
    return last, f"{printed} {provinces.place_name(found, first, last, places)}".strip()


def _name_end(
    text: str,
    found: list[Token],
    first: int,
    places: dict[int, provinces.ProvinceMention],
    *,
    only_province: bool,
) -> int:
    last = first
    while last < len(found):
        token = found[last]
        if last > first and token.gap not in (("",) if only_province else ("", "-")):
            break
        province = places.get(token.start)
        if province is not None:
            while last < len(found) and found[last].start < province.end:
                last += 1
            if only_province:
                break
            continue
        if only_province or not token.capital or token.short:
            break
        if body_end(found, last) > last or _book().at(found, last, text, question=False):
            break
        last += 1
    return last


def _unknown(
    text: str,
    found: list[Token],
    place: int,
    places: dict[int, provinces.ProvinceMention],
) -> tuple[Mention | None, int]:
    """Return a body known by its form alone, and where to go on."""
    last = body_end(found, place)
    inside = place and any(p.start < found[place].start < p.end for p in places.values())
    if last == place or inside:
        return None, place + 1
    for end in range(place + 1, last):
        if found[end].gap == "" and _book().at(found, end, text, question=False):
            last = end
            break
    start, end = found[place].start, found[last - 1].end
    if last - place < 2:
        return None, place + 1
    words = text[start:end]
    return Mention(_plain(words), words, start, end, False), last


def _plain(words: str) -> str:
    return " ".join(words.replace("–", "-").split())


def _joined(text: str, mentions: list[Mention]) -> list[Mention]:
    """Join a unit with the body it is part of: "Phòng A - Sở B" is one body."""
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        between = text[before.end : mention.start] if before else ""
        if before and between in (" - ", " – ") and _is_unit(before) and mention.known:
            words = text[before.start : mention.end]
            joined[-1] = Mention(_plain(words), words, before.start, mention.end, False)
        else:
            joined.append(mention)
    return joined


def _is_unit(mention: Mention) -> bool:
    if mention.stem:
        return _by_name()[mention.stem].kind in _UNITS
    return not mention.known and mention.words.startswith(("Phòng ", "Trung tâm ", "Chi cục "))


def find_english(text: str) -> list[Mention]:
    """Return the bodies named in English text: in order, the longest, no overlap."""
    found = tokens(text)
    mentions: list[Mention] = []
    for match in _english_book().find(text, question=True):
        named = match.value
        last, number = match.last, ""
        if "number" in named.row.tail:
            last, number = _english_number(found, last)
        start, end = found[match.first].start, found[last - 1].end
        name = f"{named.name} {number}" if number else named.name
        words = text[start:end]
        mentions.append(Mention(name, words, start, end, True, named.row.name, number))
    return mentions


def _english_number(found: list[Token], place: int) -> tuple[int, str]:
    here = place
    while here < len(found) and here < place + 3 and found[here].gap in ("", "-", ",", "."):
        raw = found[here].raw
        if raw.isdigit() or set(raw) <= set("IVXL"):
            return here + 1, raw
        if found[here].key not in ("region", "branch", "area", "in", "of", "no", "for"):
            break
        here += 1
    return place, ""


@lru_cache(maxsize=512)
def _whole(name: str) -> Mention | None:
    mentions = find(name)
    if len(mentions) == 1 and mentions[0].words == name:
        return mentions[0]
    return None


def english(name: str) -> str | None:
    """Return the English name of a body by its name or any of its forms.

    The place or number after a stem is kept ("Lạng Sơn Provincial Tax"); ``None`` where
    the list has no such body.
    """
    mention = _whole(name)
    if mention is None or not mention.stem:
        return None
    row = _by_name()[mention.stem]
    en = row.en
    if mention.agency.startswith(mention.stem.replace("tỉnh", "thành phố")) and (
        "tỉnh" in mention.stem
    ):
        en = en.replace("Provincial", "City")
    if mention.place and row.tail != "province":
        place = provinces.without_rank(mention.place)
        en = (row.en_tail or f"{{tail}} {row.en}").replace("{tail}", place)
    return en


@lru_cache(maxsize=8192)
def same(first: str, second: str) -> bool:
    """Tell whether two names may mean the same body.

    They do when they are forms of one row, or one names the body less exactly
    ("Ngân hàng Nhà nước", "Ngân hàng Nhà nước khu vực 5"); two places or two numbers
    part them. Names that the list does not have are compared as written.
    """
    one, two = _whole(first), _whole(second)
    if one is None or two is None or not (one.stem and two.stem):
        return spell(_plain(first)) == spell(_plain(second))
    here, there = provinces.without_rank(one.place), provinces.without_rank(two.place)
    if here and there and not _one_place(here, there):
        return False
    rows = _by_name()
    return (
        one.stem == two.stem
        or rows[one.stem].broader == two.stem
        or rows[two.stem].broader == one.stem
    )


def _one_place(here: str, there: str) -> bool:
    """Tell whether two places may be one: the same, or a part of "Đồng Đăng - Lạng Sơn"."""
    first, second = ({spell(p) for p in re.split(r"\s[-–]\s", one)} for one in (here, there))
    return first <= second or second <= first


def successor(name: str) -> str:
    """Return the body of today for a former one, and the name itself for others.

    Raises:
        DataError: where the name is not on the list.
    """
    row = agency(name)
    if row is None:
        raise DataError(f"{PATH.name} has no body {name!r}.")
    return row.successor or name
