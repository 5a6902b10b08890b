"""The indices that plans name (PCI and its sub-indices, PAR INDEX and others)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.errors import DataError
from corpus.phrases import Phrase, Phrasebook, phrase, tokens, unsigned
from corpus.tsv import DATA, Row, broken, read_table
from corpus.words import fold

PATH = DATA / "indices.tsv"
COLUMNS = ("id", "name", "en", "parent", "forms", "en_forms", "source", "level")
_YEARS = re.compile(r"(.*\S)\s+\[(\d{4})?-(\d{4})?\]")
_CUES = ("chỉ số", "chỉ số thành phần", "các chỉ số", "nhóm chỉ số")


@dataclass(frozen=True, slots=True)
class Alias:
    """A written form of an index's name, and the years of the index that used it.

    ``since`` and ``until`` are years, both included; ``None`` where open or not known.
    ``sign`` tells how the form is found (``corpus.phrases``).
    """

    text: str
    since: int | None
    until: int | None
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """An index or a sub-index (then ``parent`` is the id of its index).

    ``name`` is the newest Vietnamese name, ``en`` the English one, trusted as ``level``
    tells.
    """

    id: str
    name: str
    en: str
    parent: str | None
    aliases: tuple[Alias, ...]
    en_aliases: tuple[Alias, ...]
    source: str
    level: str


@dataclass(frozen=True, slots=True)
class IndexMention:
    """An index named in a text: ``index`` is its id, ``text[start:end]`` is ``words``."""

    index: str
    words: str
    start: int
    end: int


@lru_cache(maxsize=1)
def indices() -> tuple[Index, ...]:
    """Return the indices, in order of their ids.

    Raises:
        DataError: where the table breaks its form.
    """
    return load_indices(PATH)


def load_indices(path: Path) -> tuple[Index, ...]:
    """Return the indices of a table of the same form as ``data/indices.tsv``.

    Raises:
        DataError: with file and line, where the table breaks its form, or one form is
            given to two indices.
    """
    rows = read_table(path, COLUMNS)
    found = tuple(_index(path, row) for row in rows)
    ids = {i.id for i in found}
    owners: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for row, index in zip(rows, found, strict=True):
        if index.parent is not None and index.parent not in ids:
            raise broken(path, row.line, f"the parent {index.parent!r} is not in the table")
        for owner, aliases in zip(owners, (index.aliases, index.en_aliases), strict=True):
            for alias in aliases:
                key = fold(alias.text)
                if owner.setdefault(key, index.id) != index.id:
                    raise broken(path, row.line, f"{alias.text!r} is a form of {owner[key]!r} too")
    return found


def _index(path: Path, row: Row) -> Index:
    fields = row.fields
    for column in ("name", "en", "forms", "en_forms", "level"):
        if not fields[column]:
            raise broken(path, row.line, f"the column {column} is empty")
    return Index(
        id=fields["id"],
        name=fields["name"],
        en=fields["en"],
        parent=fields["parent"] or None,
        aliases=tuple(_alias(path, row, form) for form in row.listed("forms")),
        en_aliases=tuple(_alias(path, row, form) for form in row.listed("en_forms")),
        source=fields["source"],
        level=fields["level"],
    )


def _alias(path: Path, row: Row, form: str) -> Alias:
    words = unsigned(form)
    sign = form[: len(form) - len(words)]
    years = _YEARS.fullmatch(words)
    if years is None:
        if "[" in form:
            raise broken(path, row.line, f"the years of {form!r} cannot be read")
        return Alias(words, None, None, sign)
    since, until = (int(year) if year else None for year in years.groups()[1:])
    if since is None and until is None:
        raise broken(path, row.line, f"{form!r} names no year")
    return Alias(years[1], since, until, sign)


def _vietnamese(index: Index) -> list[Phrase[str]]:
    found: list[Phrase[str]] = []
    for alias in index.aliases:
        found.append(phrase(alias.sign + alias.text, index.id))
        if alias.sign == "~":
            found.extend(
                phrase(f"{cue} {alias.text}", index.id, skip=len(tokens(cue))) for cue in _CUES
            )
    return found


@lru_cache(maxsize=1)
def _book() -> Phrasebook[str]:
    return Phrasebook([one for index in indices() for one in _vietnamese(index)])


@lru_cache(maxsize=1)
def _english_book() -> Phrasebook[str]:
    return Phrasebook(
        [
            phrase(written, index.id)
            for index in indices()
            for written in (index.en, *(a.sign + a.text for a in index.en_aliases))
        ]
    )


def _mentions(book: Phrasebook[str], text: str, *, question: bool) -> list[IndexMention]:
    found = tokens(text)
    mentions: list[IndexMention] = []
    for match in book.find(text, question=question):
        start, end = found[match.first].start, found[match.last - 1].end
        mentions.append(IndexMention(match.value, text[start:end], start, end))
    return mentions


def find(text: str, *, folded: bool = False) -> list[IndexMention]:
    """Return the indices named in Vietnamese text: in order, the longest, no overlap.

    In running text a name that is a common phrase too ("tính minh bạch") counts with a
    capital or after "chỉ số"; with ``folded`` (for questions) it counts always, and
    words without marks stand for words with them.
    """
    return _mentions(_book(), text, question=folded)


def find_english(text: str) -> list[IndexMention]:
    """Return the indices named in English text: in order, the longest, no overlap."""
    return _mentions(_english_book(), text, question=True)


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Index]:
    return {i.id: i for i in indices()}


def index(index_id: str) -> Index:
    """Return the index with this id; ``DataError`` where there is none."""
    try:
        return _by_id()[index_id]
    except KeyError:
        raise DataError(f"{PATH.name} has no index {index_id!r}.") from None
