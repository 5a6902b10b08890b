"""From a file's bytes to lines of plain text: normalised once, marks out, cuts mended.

The steps, in order: decode, clean characters (NFC, line ends, invisible characters),
cut into lines and table rows, take marks out, set footnotes aside, join sentences that a
page break cut in two. Nothing after this module changes a character.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus import grids
from corpus.errors import BadFileError
from corpus.markup import Marked, is_rule, strip_marks

MAX_BYTES = 5_000_000
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]")
_ENUMERATED = re.compile(
    r"^\s*(?:[-–+•*]\s|\(?(?:[a-zđ]{1,2}|[ivx]+|\d{1,2})\)|\d+(?:\.\d+)*\.\s|[IVX]+\.\s|Điều \d)"
)
_FOOTNOTE = re.compile(r"^\s*([¹²³⁰⁴-⁹]+|\[\^?\d{1,3}\])\s*:?\s*(?=\S)")
_END = re.compile(r"[.:;!?…]['\"”’)\]]*$")
LONG_LINE = 60  # characters; a shorter line ends where its writer ended it


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a row of a table (``cells``), as people see it.

    ``gap`` tells that a blank line stood before it, ``table`` counts tables from 1.
    """

    text: str
    level: int = 0
    bold: bool = False
    emphasised: bool = False
    lead: int = 0
    gap: bool = True
    cells: tuple[str, ...] = ()
    bold_cells: int = 0
    table: int = 0
    footnote: bool = False
    after_footnote: bool = field(default=False, compare=False)


def decode(data: bytes, name: str) -> str:
    """Return the file's text, cleaned of what is no text.

    Raises:
        BadFileError: empty, too large, not UTF-8, or not text at all.
    """
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1e6:.1f} MB"
        msg = f"{name} is {size}; a plan may have {MAX_BYTES / 1e6:.0f} MB. Split the file."
        raise BadFileError(msg)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = (
            f"{name} is not UTF-8 text (byte {error.start}). "
            "Save it as UTF-8, as plain text or Markdown, and add it again."
        )
        raise BadFileError(msg) from error
    if text.count("\x00") > 0:
        raise BadFileError(f"{name} holds zero bytes, so it is no text file.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    text = re.sub("[\u2028\u2029\x85]", "\n", text)
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFC", text)
    if not any(c.isalnum() for c in text):
        raise BadFileError(f"{name} is empty: it holds no letter and no number.")
    return text


def lines_of(text: str) -> list[Line]:
    """Return the lines of a decoded text, footnotes last, cut sentences joined."""
    main: list[Line] = []
    notes: list[Line] = []
    for line in _raw_lines(text.split("\n")):
        if line.footnote:
            notes.append(line)
            if main:
                main[-1] = replace(main[-1], after_footnote=True)
            continue
        if main and _continues(main[-1], line):
            main[-1] = _joined(main[-1], line)
        else:
            main.append(line)
    return main + notes


def _raw_lines(raw: Sequence[str]) -> Iterator[Line]:
    """Yield lines and rows before joining."""
    at, table, gap, in_table = 0, 0, True, False
    marks = _footnote_marks(raw)
    while at < len(raw):
        line = raw[at]
        if not line.strip():
            gap, in_table = True, False
            at += 1
            continue
        if grid := grids.lone_pipe_table(raw, at):
            rows, at = grid
            table += 1
            yield from _table(rows, table)
            gap = True
            continue
        at += 1
        cells = grids.pipe_row(line)
        if cells is None:
            cells = grids.tab_row(line)
        if cells is not None:
            table += 0 if in_table else 1
            in_table = True
            if cells:
                yield _row(cells, table)
            continue
        in_table = False
        if is_rule(line) or line.strip() == "|":
            continue
        found = _line(strip_marks(line), gap, marks)
        if found.text:
            yield found
        gap = bool(found.level) or not found.text


def _line(marked: Marked, gap: bool, marks: frozenset[str]) -> Line:
    note = _FOOTNOTE.match(marked.text)
    return Line(
        text=marked.text.strip(),
        level=marked.level,
        bold=marked.bold,
        emphasised=marked.emphasised,
        lead=marked.lead,
        gap=gap,
        footnote=bool(note and note[1] in marks),
    )


def _footnote_marks(raw: Sequence[str]) -> frozenset[str]:
    """Return the footnote marks that stand in running text, not at a line's start."""
    found: set[str] = set()
    for line in raw:
        found.update(re.findall(r"(?<=\S)([¹²³⁰⁴-⁹]+|\s?\[\^?\d{1,3}\])", line))
    return frozenset(mark.strip() for mark in found)


def _row(cells: Sequence[str], table: int) -> Line:
    marked = [strip_marks(cell) for cell in cells]
    texts = tuple(m.text.replace("\t", " ").strip() for m in marked)
    return Line(
        text="\t".join(texts).rstrip("\t") or "\t".join(texts),
        cells=texts,
        bold_cells=sum(m.bold for m in marked),
        table=table,
    )


def _table(rows: Sequence[Sequence[str]], table: int) -> Iterator[Line]:
    """Yield a table's rows; a table that only lays out a page gives its cells as lines."""
    if len(rows) <= 3 and max(map(len, rows)) <= 2:
        for row in rows:
            for cell in row:
                marked = strip_marks(cell)
                if marked.text.strip():
                    yield _line(marked, True, frozenset())
        return
    for row in rows:
        yield _row(row, table)


def _ended(text: str) -> bool:
    return bool(_END.search(text))


def _shouts(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and all(c.isupper() for c in letters)


def _continues(before: Line, line: Line) -> bool:
    """Tell whether the line goes on with the sentence of the line before."""
    if before.cells or line.cells or before.footnote or line.level or before.level:
        return False
    if _ended(before.text) or _ENUMERATED.match(line.text):
        return False
    if before.bold != line.bold and not line.text[0].islower():
        return False
    if before.after_footnote:
        return True
    if line.text[0].islower():
        return len(before.text) >= LONG_LINE or not line.gap
    wrapped = not line.gap and LONG_LINE <= len(before.text) <= 2 * LONG_LINE
    return wrapped and not _shouts(line.text) and not _shouts(before.text)


def _joined(before: Line, line: Line) -> Line:
    lead = before.lead
    if lead == len(before.text) and line.lead:
        lead += 1 + line.lead
    return replace(
        before,
        text=f"{before.text} {line.text}",
        bold=before.bold and line.bold,
        emphasised=before.emphasised and line.emphasised,
        lead=lead,
        after_footnote=line.after_footnote,
    )
