"""The form of the hand-written tables under ``corpus/data``: one reader for all.

A table is UTF-8 text in NFC: ``#`` lines are comments, the first other line names the
columns, fields are parted by one tab, and rows stand in the order of their first column
without marks. ``# [KEY] words`` is a comment that defines a source; a ``source`` column
holds such keys, parted by spaces.
"""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from corpus.errors import DataError
from corpus.words import fold

DATA = Path(__file__).parent / "data"
_SOURCE = re.compile(r"#\s*\[([^\]\s]+)\]\s+\S")


class Row(NamedTuple):
    """One row of a table: its line in the file and its fields by column name."""

    line: int
    fields: dict[str, str]

    def listed(self, column: str) -> tuple[str, ...]:
        """Return the parts of a field that are separated by ``|``."""
        return tuple(part.strip() for part in self.fields[column].split("|") if part.strip())


def broken(path: Path, line: int, why: str) -> DataError:
    """Return the error for a line of a data file, with file and line in its words."""
    return DataError(f"{path.name}, line {line}: {why}.")


def read_table(path: Path, columns: Iterable[str]) -> tuple[Row, ...]:
    """Return the rows of a table with exactly these columns, in order.

    Raises:
        DataError: with file and line, where the file breaks the form told above.
    """
    names = tuple(columns)
    text = path.read_text(encoding="utf-8")
    rows: list[Row] = []
    sources: set[str] = set()
    header = False
    for line, words in enumerate(text.split("\n"), start=1):
        if unicodedata.normalize("NFC", words) != words:
            raise broken(path, line, "the text is not in NFC")
        if words.startswith("#"):
            defined = _SOURCE.match(words)
            if defined:
                sources.add(defined[1])
        elif words and not header:
            header = _check_header(path, line, words, names)
        elif words:
            rows.append(_row(path, line, words, names))
    _check_order(path, rows, names[0])
    _check_sources(path, rows, sources)
    return tuple(rows)


def _check_header(path: Path, line: int, words: str, names: tuple[str, ...]) -> bool:
    if tuple(words.split("\t")) != names:
        raise broken(path, line, f"the columns should be {', '.join(names)}")
    return True


def _row(path: Path, line: int, words: str, names: tuple[str, ...]) -> Row:
    fields = words.split("\t")
    if len(fields) != len(names):
        raise broken(path, line, f"{len(fields)} fields instead of {len(names)}")
    for field in fields:
        if field != field.strip():
            raise broken(path, line, f"space at an end of the field {field!r}")
    if not fields[0]:
        raise broken(path, line, f"the column {names[0]} is empty")
    return Row(line, dict(zip(names, fields, strict=True)))


def _check_order(path: Path, rows: list[Row], first: str) -> None:
    before = ("", "")
    for row in rows:
        name = row.fields[first]
        key = (fold(name), name)
        if key == before:
            raise broken(path, row.line, f"{name!r} stands twice")
        if key < before:
            raise broken(path, row.line, f"{name!r} is out of order")
        before = key


def _check_sources(path: Path, rows: list[Row], sources: set[str]) -> None:
    for row in rows:
        if "source" not in row.fields:
            continue
        keys = row.fields["source"].split()
        if not keys:
            raise broken(path, row.line, "no source is given")
        for key in keys:
            if key not in sources:
                raise broken(path, row.line, f"the source {key!r} is not defined")
