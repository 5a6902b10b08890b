"""Vietnam's provinces and cities: those of today, those merged in 2025, and their mentions."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from corpus.errors import DataError
from corpus.phrases import Match, Phrase, Phrasebook, Token, phrase, tokens, unsigned
from corpus.tsv import DATA, Row, broken, read_table
from corpus.words import fold

PATH = DATA / "provinces.tsv"
COLUMNS = ("name", "en", "kind", "merged_into", "merged_on", "forms", "risk", "veto", "source")
_KINDS = frozenset({"tỉnh", "thành phố"})
_RISKS = frozenset({"", "lower", "unmarked"})
_CUES = frozenset({"tinh", "pho", "tp", "o", "tai", "in", "of", "for", "from", "at", "province"})
_CUES_AFTER = frozenset({"province", "city"})


@dataclass(frozen=True, slots=True)
class Province:
    """A province or a city of that rank.

    ``merged_into`` names the province of today it became part of on ``merged_on``; both
    are ``None`` for a province of today.
    """

    name: str
    en: str
    kind: str
    merged_into: str | None
    merged_on: date | None
    forms: tuple[str, ...]
    risk: str
    veto: tuple[str, ...]
    source: str

    @property
    def today(self) -> str:
        """Return the name of the province of today in this place."""
        return self.merged_into or self.name


@dataclass(frozen=True, slots=True)
class ProvinceMention:
    """A province named in a text: ``text[start:end]`` is ``words``."""

    province: str
    words: str
    start: int
    end: int


@lru_cache(maxsize=1)
def provinces() -> tuple[Province, ...]:
    """Return the 34 provinces of today and the 29 merged ones, in order of their names.

    Raises:
        DataError: where the table breaks its form.
    """
    return load_provinces(PATH)


def load_provinces(path: Path) -> tuple[Province, ...]:
    """Return the provinces of a table of the same form as ``data/provinces.tsv``.

    Raises:
        DataError: with file and line, where the table breaks its form.
    """
    rows = read_table(path, COLUMNS)
    found = tuple(_province(path, row) for row in rows)
    names = {p.name: p for p in found}
    for row, province in zip(rows, found, strict=True):
        into = province.merged_into
        if into is not None and (into not in names or names[into].merged_into):
            raise broken(path, row.line, f"{into!r} is no province of today")
    _check_forms(path, rows, found)
    return found


def _province(path: Path, row: Row) -> Province:
    fields = row.fields
    if fields["kind"] not in _KINDS:
        raise broken(path, row.line, f"the kind {fields['kind']!r} is not known")
    if fields["risk"] not in _RISKS:
        raise broken(path, row.line, f"the risk {fields['risk']!r} is not known")
    if bool(fields["merged_into"]) != bool(fields["merged_on"]):
        raise broken(path, row.line, "merged_into and merged_on go together")
    try:
        merged_on = date.fromisoformat(fields["merged_on"]) if fields["merged_on"] else None
    except ValueError as error:
        raise broken(path, row.line, f"{fields['merged_on']!r} is no date") from error
    return Province(
        name=fields["name"],
        en=fields["en"],
        kind=fields["kind"],
        merged_into=fields["merged_into"] or None,
        merged_on=merged_on,
        forms=row.listed("forms"),
        risk=fields["risk"],
        veto=row.listed("veto"),
        source=fields["source"],
    )


def _check_forms(path: Path, rows: tuple[Row, ...], found: tuple[Province, ...]) -> None:
    owner: dict[str, str] = {}
    for row, province in zip(rows, found, strict=True):
        for form in (province.name, *province.forms):
            key = fold(unsigned(form))
            if owner.setdefault(key, province.name) != province.name:
                raise broken(path, row.line, f"{form!r} is a form of {owner[key]!r} too")


def _forms(province: Province) -> list[Phrase[Province | None]]:
    written = [province.name, province.en, *province.forms]
    joined = "".join(fold(province.en).split())
    if not province.risk and joined.isalpha():
        written.append(f"?{joined}")
    found: list[Phrase[Province | None]] = [phrase(form, province) for form in written]
    # A longer phrase that means something else is found first, and then left out.
    found.extend(phrase(veto, None) for veto in province.veto)
    return found


@lru_cache(maxsize=1)
def _book() -> Phrasebook[Province | None]:
    return Phrasebook([form for province in provinces() for form in _forms(province)])


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Province]:
    return {p.name: p for p in provinces()}


def province(name: str) -> Province:
    """Return the province with this canonical name; ``DataError`` where there is none."""
    try:
        return _by_name()[name]
    except KeyError:
        raise DataError(f"{PATH.name} has no province {name!r}.") from None


@lru_cache(maxsize=256)
def _mentions(text: str) -> tuple[ProvinceMention, ...]:
    found = tokens(text)
    mentions: list[ProvinceMention] = []
    for match in _book().find(text, question=True):
        if match.value is None or not _meant(match.value, match, found):
            continue
        start, end = found[match.first].start, found[match.last - 1].end
        mentions.append(ProvinceMention(match.value.name, text[start:end], start, end))
    return tuple(mentions)


def find(text: str) -> list[ProvinceMention]:
    """Return the provinces named in Vietnamese or English text, in order, no overlap.

    Marks may be missing. A name that is a common word too ("hòa bình", "dien bien") is
    found with a capital or after a word that announces a place ("tỉnh", "ở", "in").
    """
    return list(_mentions(text))


def _meant(found_province: Province, match: Match[Province | None], found: list[Token]) -> bool:
    words = found[match.first : match.last]
    if all(token.capital for token in words):
        return True
    marked = not all(token.spelt.isascii() for token in words)
    if not found_province.risk or (marked and found_province.risk == "unmarked"):
        return True
    before = found[match.first - 1].key if match.first else ""
    after = found[match.last].key if match.last < len(found) else ""
    return before in _CUES or after in _CUES_AFTER


def rank_words(found: list[Token], place: int) -> int:
    """Return how many words at a token are "tỉnh", "thành phố" or "TP"."""
    keys = [t.key for t in found[place : place + 2]]
    if keys == ["thanh", "pho"]:
        return 2
    return 1 if keys[0] in ("tinh", "tp") else 0


def place_name(
    found: list[Token],
    first: int,
    last: int,
    places: dict[int, ProvinceMention],
) -> str:
    """Return the name of a place: a province by its canonical name, else as written."""
    named = places.get(found[first].start)
    if named is not None and named.end == found[last - 1].end:
        return named.province.removeprefix("Thành phố ")
    parts = [found[first].raw]
    for token in found[first + 1 : last]:
        parts.append(" - " if token.gap == "-" else " ")
        parts.append(token.raw)
    return "".join(parts)


def without_rank(place: str) -> str:
    """Return the name of a place without "tỉnh", "thành phố" or "tp" before it."""
    for rank in ("thành phố ", "tỉnh ", "tp "):
        place = place.removeprefix(rank)
    return place
