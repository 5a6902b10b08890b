"""From lines to one text and the sections that tile it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus import outline
from corpus.outline import ROW_LEVEL, Found, Open
from corpus.reading import Line
from corpus.types import Cell, Move, Section, SectionKind, TableRow


def lay_out(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """Return the plan's text, one line each, and the place where each line starts."""
    starts: list[int] = []
    place = 0
    for line in lines:
        starts.append(place)
        place += len(line.text) + 1
    return "\n".join(line.text for line in lines), starts


def outline_of(
    plan: str, lines: Sequence[Line], text: str, starts: Sequence[int]
) -> tuple[tuple[Section, ...], tuple[TableRow, ...]]:
    """Return the sections of a plan, which tile its text in order, and its table rows."""
    opened = Open(plan)
    rows: list[TableRow] = []
    columns: list[tuple[str | None, int, int]] = []
    _open(opened, Found(SectionKind.PREAMBLE, None, "preamble", 0, 0), 0, 0)
    at, table = 0, 0
    while at < len(lines):
        line = lines[at]
        if line.cells:
            head = 0
            if line.table != table:
                table = line.table
                columns, head = _columns(lines, at, starts)
            if not head:
                rows.append(_row(opened, line, starts[at], columns))
            at += max(1, head)
            continue
        found = outline.find(lines, at, opened)
        if found is None:
            if opened.kind() is SectionKind.ROW:
                _after_table(opened, starts[at])
            at += 1
            continue
        _open(opened, found, starts[at], starts[at] + found.length)
        opened.tail = found.kind in (SectionKind.RECIPIENTS, SectionKind.SIGNATURE)
        at += found.lines
    return _closed(opened.sections, text), tuple(rows)


def _open(opened: Open, found: Found, start: int, heading_end: int) -> None:
    """Open the section that a rule found, under what stays open above it."""
    path = opened.path
    while path and (path[-1].level >= found.level or path[-1].kind is SectionKind.PREAMBLE):
        path.pop()
    parent = path[-1] if path else None
    section = Section(
        id=_unique(opened, found),
        plan=opened.plan,
        kind=found.kind,
        number=found.number,
        heading="",
        level=found.level,
        parent=parent.id if parent else None,
        start=start,
        end=start,
        heading_start=start,
        heading_end=heading_end,
    )
    opened.sections.append(section)
    path.append(section)


def _base(opened: Open, found: Found) -> str:
    """Return the id that the new one goes on from; a printed "2.1" holds its own parents."""
    whole = bool(found.number) and found.name[:1].isdigit()
    for section in reversed(opened.path):
        if section.id.startswith("document"):
            return ""
        if not (whole and (section.number or "")[:1].isdigit()):
            return section.id
    return ""


def _unique(opened: Open, found: Found) -> str:
    """Return the id: the printed path; repeats get a suffix, some kinds are counted."""
    base = _base(opened, found) if found.level else ""
    name = f"{base}.{found.name}" if base else found.name
    opened.used[name] = opened.used.get(name, 0) + 1
    count = opened.used[name]
    if found.kind in (SectionKind.ANNEX, SectionKind.FOOTNOTE):
        return f"{name}-{count}"
    if found.name == "u":
        return f"{name}{count}"
    return name if count == 1 else f"{name}-{count}"


def _after_table(opened: Open, start: int) -> None:
    """Open a section without heading for text that follows a table."""
    while opened.path and opened.path[-1].kind is SectionKind.ROW:
        opened.path.pop()
    parent = opened.path[-1]
    found = Found(parent.kind, None, "text", ROW_LEVEL, 0)
    opened.used.setdefault(f"{parent.id}.text", 1)
    _open(opened, found, start, start)


def _columns(
    lines: Sequence[Line], at: int, starts: Sequence[int]
) -> tuple[list[tuple[str | None, int, int]], int]:
    """Return a table's columns (name, place) and how many rows name them.

    A second row of headings stands under the last columns of the first, as in
    "Giai đoạn 2026 - 2030" over its years; each year's place is its own cell.
    """
    line = lines[at]
    if not outline.is_header(line):
        return [], 0
    names: list[tuple[str | None, int, int]] = list(_places(line, starts[at]))
    rows = [len(other.cells) for other in lines[at + 1 :] if other.table == line.table]
    if len(rows) > 1 and lines[at + 1].table == line.table:
        under = lines[at + 1]
        filled = [place for place in _places(under, starts[at + 1]) if place[0]]
        wide = _spanned(len(names), len(filled), Counter(rows[1:]).most_common(1)[0][0])
        if wide and outline.is_header(under):
            above = names[-wide:]
            each = len(filled) // wide
            del names[-wide:]
            for place, (name, start, end) in enumerate(filled):
                names.append((f"{above[place // each][0]} – {name}", start, end))
            return names, 2
    return names, 1


def _spanned(above: int, under: int, columns: int) -> int:
    """Return how many of a first row's last headings have headings of a second under them."""
    for wide in range(1, above + 1):
        if above - wide + under == columns > above and under % wide == 0:
            return wide
    return 0


def _places(line: Line, start: int) -> list[tuple[str, int, int]]:
    found = []
    for cell in line.cells:
        found.append((cell, start, start + len(cell)))
        start += len(cell) + 1
    return found


def _row(
    opened: Open, line: Line, start: int, columns: Sequence[tuple[str | None, int, int]]
) -> TableRow:
    while opened.path and opened.path[-1].kind is SectionKind.ROW:
        opened.path.pop()
    parent = opened.path[-1]
    name = f"{parent.id}.row"
    opened.used[name] = opened.used.get(name, 0) + 1
    section = Section(
        id=f"{name}-{opened.used[name]}",
        plan=opened.plan,
        kind=SectionKind.ROW,
        number=None,
        heading="",
        level=ROW_LEVEL,
        parent=parent.id,
        start=start,
        end=start,
        heading_start=start,
        heading_end=start,
    )
    opened.sections.append(section)
    opened.path.append(section)
    named = list(columns) if len(columns) == len(line.cells) else []
    cells = []
    for place, (_, cell_start, cell_end) in enumerate(_places(line, start)):
        column = named[place] if named else (None, None, None)
        cells.append(Cell(column[0], cell_start, cell_end, column[1], column[2]))
    return TableRow(section.id, tuple(cells))


def _closed(sections: Sequence[Section], text: str) -> tuple[Section, ...]:
    """Return the sections with their ends, headings read from the text."""
    done = []
    for place, section in enumerate(sections):
        last = place + 1 == len(sections)
        end = len(text) if last else sections[place + 1].start
        raw = text[section.heading_start : section.heading_end].rstrip()
        done.append(
            replace(
                section,
                end=end,
                heading=re.sub(r"\s+", " ", raw),
                heading_end=section.heading_start + len(raw),
            )
        )
    kept = [s for s in done if s.end > s.start]
    ids = {s.id for s in kept}
    # A table that opens a file stands in a preamble of no words, which is none.
    return tuple(s if s.parent in ids else replace(s, parent=None) for s in kept)


def moves_of(source: str, lines: Sequence[Line]) -> tuple[Move, ...]:
    """Return where footnotes stood in the source, in words, and where they stand now."""
    before = sum(_count(line.text) for line in lines if not line.footnote)
    found = []
    for note in (line for line in lines if line.footnote):
        place = max(0, source.find(note.text[:40]))
        found.append(Move("footnote", _count(source[:place]), before, _count(note.text)))
        before += found[-1].words
    return tuple(found)


def _count(text: str) -> int:
    return len(re.findall(r"\w+", text))
