"""The bodies that plans name: the list, their English names, and their mentions in text.

A mention is found by the list (``data/agencies.tsv``) first. In Vietnamese text with
marks and capitals, a name that begins with the word for a body ("Trung tâm", "Quỹ") and
is not on the list is found by its form, and marked as not known.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from corpus import provinces
from corpus.errors import DataError
from corpus.phrases import Match, Phrase, Phrasebook, Token, phrase, tokens
from corpus.tsv import DATA, Row, broken, read_table
from corpus.unlisted import body_end
from corpus.words import fold, spell

PATH = DATA / "agencies.tsv"
COLUMNS = (
    "name", "en", "en_tail", "kind", "tail", "broader", "successor", "until",
    "forms", "en_forms", "source", "level",
)  # fmt: skip
KINDS = frozenset(
    {
        "assembly", "association", "bank", "board", "centre", "company", "court", "customs",
        "department", "division", "front", "fund", "government", "group", "head",
        "inspectorate", "insurance", "military", "ministry", "office", "party",
        "people's committee", "people's council", "police", "portal", "press", "procuracy",
        "school", "statistics", "subdepartment", "task force", "tax", "treasury", "union",
    }
)  # fmt: skip
_TAILS = frozenset({"", "name", "number", "name|number", "province"})
_UNITS = frozenset({"centre", "division", "subdepartment"})
_CITY = ("thành phố", "TP", "TP.")
# Words that begin like a body's name and are none: "cơ sở giáo dục" is no Sở Giáo dục.
_NO_BODIES = (
    "=cơ sở", "=Cơ sở", "=CƠ SỞ", "=trụ sở", "=Trụ sở", "=sở hữu", "=sở thích",
    "?cơ sở y tế", "?cơ sở giáo dục", "?cơ sở khoa học", "?cơ sở đào tạo", "?cơ sở văn hóa",
    "?cơ sở du lịch", "?cơ sở lao động",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agency:
    """A row of the list; ``docs`` of the columns stand at the top of the table.

    ``until`` is the first day on which a former body was no more, ``successor`` the body
    that took (the larger part of) its work. ``level`` tells how far ``en`` is trusted.
    """

    name: str
    en: str
    en_tail: str
    kind: str
    tail: str
    broader: str | None
    successor: str | None
    until: date | None
    forms: tuple[str, ...]
    en_forms: tuple[str, ...]
    source: str
    level: str

    @property
    def group(self) -> bool:
        """Tell whether this is a group of bodies ("Các sở, ban, ngành")."""
        return self.kind == "group"


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


@lru_cache(maxsize=1)
def agencies() -> tuple[Agency, ...]:
    """Return the rows of the list, in order of their names.

    Raises:
        DataError: where the table breaks its form.
    """
    return load_agencies(PATH)


def load_agencies(path: Path) -> tuple[Agency, ...]:
    """Return the bodies of a table of the same form as ``data/agencies.tsv``.

    Raises:
        DataError: with file and line, where the table breaks its form, names a body that
            is not there, or gives one form to two bodies.
    """
    rows = read_table(path, COLUMNS)
    found = tuple(_agency(path, row) for row in rows)
    names = {a.name for a in found}
    owners: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for row, agency in zip(rows, found, strict=True):
        for other in (agency.broader, agency.successor):
            if other is not None and other not in names:
                raise broken(path, row.line, f"{other!r} is not on the list")
        written = ((agency.name, *agency.forms), (agency.en, *agency.en_forms))
        for owner, forms in zip(owners, written, strict=True):
            for form in forms:
                key = fold(" ".join(form.lstrip("=~?").split()))
                if owner.setdefault(key, agency.name) != agency.name:
                    raise broken(path, row.line, f"{form!r} is a form of {owner[key]!r} too")
    return found


def _agency(path: Path, row: Row) -> Agency:
    fields = row.fields
    if fields["kind"] not in KINDS:
        raise broken(path, row.line, f"the kind {fields['kind']!r} is not known")
    if fields["tail"] not in _TAILS:
        raise broken(path, row.line, f"the tail {fields['tail']!r} is not known")
    if fields["en_tail"] and "{tail}" not in fields["en_tail"]:
        raise broken(path, row.line, "en_tail has no {tail}")
    if not fields["en"] or not fields["level"]:
        raise broken(path, row.line, "the English name and its level must be given")
    try:
        until = date.fromisoformat(fields["until"]) if fields["until"] else None
    except ValueError as error:
        raise broken(path, row.line, f"{fields['until']!r} is no date") from error
    return Agency(
        name=fields["name"],
        en=fields["en"],
        en_tail=fields["en_tail"],
        kind=fields["kind"],
        tail=fields["tail"],
        broader=fields["broader"] or None,
        successor=fields["successor"] or None,
        until=until,
        forms=row.listed("forms"),
        en_forms=row.listed("en_forms"),
        source=fields["source"],
        level=fields["level"],
    )


def _vietnamese(row: Agency) -> list[Phrase[_Named | None]]:
    found: list[Phrase[_Named | None]] = []
    for form in (row.name, *row.forms):
        found.append(phrase(form, _Named(row)))
        if row.kind != "group" and " tỉnh" in form:
            found.extend(
                phrase(form.replace(" tỉnh", f" {city}"), _Named(row, city=True))
                for city in _CITY
            )
    return found


def _english_forms(en: str) -> list[str]:
    """Return an English name in the orders that people use."""
    found = [en]
    if en.startswith("Department of "):
        field = en.removeprefix("Department of ")
        found += [f"{field} Department", f"Department for {field}", f"{field} dept."]
    return found


def _english(row: Agency) -> list[Phrase[_Named]]:
    written = [*_english_forms(row.en), *row.en_forms]
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
    found = tokens(text)
    places = {p.start: p for p in provinces.find(text)}
    mentions: list[Mention] = []
    place = 0
    while place < len(found):
        match = _book().at(found, place, text, question=folded)
        if match is not None:
            mention, place = _known(text, found, match, places)
        else:
            mention, place = _unknown(text, found, place, places)
        if mention is not None:
            mentions.append(mention)
    return _joined(text, mentions)


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
    last, tail = _tail(found, match.last, named.row.tail, places)
    start, end = found[match.first].start, found[last - 1].end
    kept = tail if named.row.tail != "province" else ""
    name = f"{named.name} {kept}" if kept else named.name
    words = text[start:end]
    return Mention(name, words, start, end, True, named.row.name, tail), last


def _tail(
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
    rank = _rank_words(found, place)
    first = place + rank
    if first == len(found) or (rank and found[first].gap):
        return place, ""
    last = _name_end(found, first, places, only_province=allowed == "province")
    if last == first:
        return place, ""
    printed = " ".join(t.spelt for t in found[place:first])
    return last, f"{printed} {_name(found, first, last, places)}".strip()


def _rank_words(found: list[Token], place: int) -> int:
    keys = [t.key for t in found[place : place + 2]]
    if keys == ["thanh", "pho"]:
        return 2
    return 1 if keys[0] in ("tinh", "tp") else 0


def _name_end(
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
        if only_province or not token.capital or token.short or _begins_body(found, last):
            break
        last += 1
    return last


def _begins_body(found: list[Token], place: int) -> bool:
    return body_end(found, place) > place or found[place].key in ("so", "ubnd", "cac")


def _name(
    found: list[Token],
    first: int,
    last: int,
    places: dict[int, provinces.ProvinceMention],
) -> str:
    """Return the name of a place: a province by its canonical name, else as written."""
    province = places.get(found[first].start)
    if province is not None and province.end == found[last - 1].end:
        return province.province.removeprefix("Thành phố ")
    parts = [found[first].raw]
    for token in found[first + 1 : last]:
        parts.append(" - " if token.gap == "-" else " ")
        parts.append(token.raw)
    return "".join(parts)


def _unknown(
    text: str,
    found: list[Token],
    place: int,
    places: dict[int, provinces.ProvinceMention],
) -> tuple[Mention | None, int]:
    """Return a body known by its form alone, and where to go on."""
    last = body_end(found, place)
    inside = place and any(
        p.start < found[place].start < p.end for p in places.values()
    )
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
        place = _bare(mention.place)
        en = (row.en_tail or f"{{tail}} {row.en}").replace("{tail}", place)
    return en


def _bare(place: str) -> str:
    for rank in ("thành phố ", "tỉnh ", "tp "):
        place = place.removeprefix(rank)
    return place


def same(first: str, second: str) -> bool:
    """Tell whether two names may mean the same body.

    They do when they are forms of one row, or one names the body less exactly
    ("Ngân hàng Nhà nước", "Ngân hàng Nhà nước khu vực 5"); two places or two numbers
    part them. Names that the list does not have are compared as written.
    """
    one, two = _whole(first), _whole(second)
    if one is None or two is None or not (one.stem and two.stem):
        return spell(_plain(first)) == spell(_plain(second))
    here, there = _bare(one.place), _bare(two.place)
    if here and there and spell(here) != spell(there):
        return False
    rows = _by_name()
    return (
        one.stem == two.stem
        or rows[one.stem].broader == two.stem
        or rows[two.stem].broader == one.stem
    )


def successor(name: str) -> str:
    """Return the body of today for a former one, and the name itself for others.

    Raises:
        DataError: where the name is not on the list.
    """
    row = agency(name)
    if row is None:
        raise DataError(f"{PATH.name} has no body {name!r}.")
    return row.successor or name
