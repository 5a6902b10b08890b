"""A plan's whole text as HTML: every character once, in order, in real headings and tables.

The plan's lines become headings, paragraphs and rows of tables; only white space between
them is left out. All of it goes through :func:`assistant.page.markup.escape`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.page.markup import escape
from assistant.page.plan_links import anchor, section_link
from assistant.page.source import marked_html
from corpus.types import Plan, Section, SectionKind, TableRow
from prompts.page_plans import PlansWords

#: The level of the plan's own first headings; the page and the tab stand above them.
FIRST_HEADING = 3
LAST_HEADING = 6

Place = tuple[int, int]


class PieceKind(StrEnum):
    """What a run of the text is shown as."""

    HEADING = "heading"
    REST = "rest"  # the rest of a line whose beginning is a heading
    PARAGRAPH = "paragraph"
    TABBED = "tabbed"  # a line of cells that is no row: a table's header
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]`` of a section, shown as one element."""

    kind: PieceKind
    section: Section
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of a table: those that name its columns, and its rows."""

    header: tuple[Piece, ...]
    rows: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section, the tables under it and their rows' sections, in the order of the text."""

    section: Section
    blocks: tuple[Piece | Table, ...]


def parts_of(plan: Plan) -> tuple[Part, ...]:
    """Return the plan's text cut into what is shown; rows of tables join the part before."""
    rows = {row.section: row for row in plan.rows}
    gathered: list[tuple[Section, list[Piece]]] = []
    for section in plan.sections:
        if section.kind is not SectionKind.ROW or not gathered:
            gathered.append((section, []))
        gathered[-1][1].extend(_pieces(plan, section, rows.get(section.id)))
    return tuple(Part(section, tuple(_blocks(pieces))) for section, pieces in gathered)


def _pieces(plan: Plan, section: Section, row: TableRow | None) -> Iterator[Piece]:
    """Yield a section's text as pieces in order; white space alone is no piece."""
    text, at = plan.text, section.start
    if row is not None and (end := _row_end(plan, section, row)) is not None:
        yield Piece(PieceKind.ROW, section, at, end)
        at = end
    elif section.heading_end > section.heading_start:
        yield from _lines(text, section, at, section.heading_start)
        yield Piece(PieceKind.HEADING, section, section.heading_start, section.heading_end)
        at = text.find("\n", section.heading_end, section.end)
        at = section.end if at < 0 else at
        if text[section.heading_end : at].strip():
            yield Piece(PieceKind.REST, section, section.heading_end, at)
    yield from _lines(text, section, at, section.end)


def _row_end(plan: Plan, section: Section, row: TableRow) -> int | None:
    """Return where a row's cells end; ``None`` where they do not hold all up to there."""
    at = section.start
    for cell in row.cells:
        if cell.start == cell.end:
            continue
        if not at <= cell.start < cell.end <= section.end or plan.text[at : cell.start].strip():
            return None
        at = cell.end
    return at if row.cells else None


def _lines(text: str, section: Section, start: int, end: int) -> Iterator[Piece]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            kind = PieceKind.TABBED if "\t" in text[start:stop].strip() else PieceKind.PARAGRAPH
            yield Piece(kind, section, start, stop)
        start = stop + 1


def _blocks(pieces: Sequence[Piece]) -> Iterator[Piece | Table]:
    """Yield the pieces, rows that follow each other as tables with the header before them."""
    at = 0
    while at < len(pieces):
        first = at
        while at < len(pieces) and pieces[at].kind is PieceKind.TABBED:
            at += 1
        header = tuple(pieces[first:at])
        first = at
        while at < len(pieces) and pieces[at].kind is PieceKind.ROW:
            at += 1
        if rows := tuple(pieces[first:at]):
            yield Table(header, rows)
            continue
        yield from header
        if at < len(pieces):
            yield pieces[at]
            at += 1


def heading_level(plan: Plan, section: Section) -> int:
    """Return a heading's level, 3 to 6: one more than that of the heading above it."""
    above = sum(bool(s.heading) for s in plan.path(section.id)[:-1])
    return min(FIRST_HEADING + above, LAST_HEADING)


def ranks_of(plan: Plan) -> dict[str, int]:
    """Return each section's place, from 1, among those of its kind under the same parent."""
    counted: Counter[tuple[SectionKind, str | None]] = Counter()
    found = {}
    for section in plan.sections:
        counted[section.kind, section.parent] += 1
        found[section.id] = counted[section.kind, section.parent]
    return found


def name_of(section: Section, words: PlansWords, rank: int) -> str:
    """Return a section's heading as printed, or a name for one that has none."""
    if section.heading:
        return section.heading
    if section.parent is not None and section.kind is SectionKind.HEADING:
        return words.after_table
    return str(getattr(words, section.kind.value)).format(number=rank)


def text_html(plan: Plan, words: PlansWords, place: Place | None = None) -> str:
    """Return the whole text as an article; ``place`` is marked wherever it is shown."""
    drawn = _Drawn(plan, words, place or (0, 0), ranks_of(plan))
    body = "".join(drawn.part(part) for part in parts_of(plan))
    return f'<article class="plan-text" lang="vi">{body}</article>'


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What drawing a piece needs to know."""

    plan: Plan
    words: PlansWords
    place: Place
    ranks: Mapping[str, int]

    def part(self, part: Part) -> str:
        """Return a section with all that stands under it, as an element of its own."""
        section, head = part.section, ""
        if section.kind is SectionKind.ROW:  # a plan that begins with a table
            opening = '<section class="plan-part">'
        else:
            opening = (
                f'<section class="plan-part {escape(section.kind.value)}" '
                f'id="{escape(anchor(self.plan.id, section.id))}" tabindex="-1">'
            )
            if not section.heading:
                head = self._link(section)
        shown = [head]
        for block in part.blocks:
            shown.append(self._block(block))
            if isinstance(block, Piece) and self._ends_heading(block):
                shown.append(self._link(section))
        return f"{opening}{''.join(shown)}</section>"

    def _ends_heading(self, piece: Piece) -> bool:
        """Tell whether a heading's line ends with this piece."""
        if piece.kind is PieceKind.REST:
            return True
        text, section = self.plan.text, piece.section
        end = text.find("\n", piece.end, section.end)
        rest = text[piece.end : section.end if end < 0 else end]
        return piece.kind is PieceKind.HEADING and not rest.strip()

    def _block(self, block: Piece | Table) -> str:
        if isinstance(block, Table):
            return self._table(block)
        shown = self._text(block.start, block.end)
        if block.kind is PieceKind.HEADING:
            level = heading_level(self.plan, block.section)
            return f"<h{level}>{shown}</h{level}>"
        if block.kind is PieceKind.REST:
            return f'<p class="rest">{shown}</p>'
        return f"<p{self._paragraph_class(block)}>{shown}</p>"

    def _paragraph_class(self, piece: Piece) -> str:
        """Return what sets a line of the opening apart: the document's kind and title."""
        facts = self.plan.facts
        line = self.plan.text[piece.start : piece.end].strip()
        named = piece.section.kind is SectionKind.PREAMBLE and line in (facts.kind, facts.title)
        return ' class="title"' if named else ""

    def _text(self, start: int, end: int) -> str:
        return marked_html(self.plan.text, start, end, *self.place)

    def _link(self, section: Section) -> str:
        """Return the small link that a section is shared by."""
        says = f"{self.words.link_title}: {name_of(section, self.words, self.ranks[section.id])}"
        return (
            f'<a class="plan-link" lang="{escape(self.words.language)}" '
            f'href="{escape(section_link(self.plan, section))}" '
            f'title="{escape(self.words.link_title)}" aria-label="{escape(says)}">#</a>'
        )

    def _table(self, table: Table) -> str:
        rows = {row.section: row for row in self.plan.rows}
        width = max(len(rows[piece.section.id].cells) for piece in table.rows)
        head = _header_rows([self._split(line) for line in table.header], width)
        columns = "".join(
            f"<tr>{''.join(self._header_cell(*cell) for cell in row)}</tr>" for row in head
        )
        body = "".join(self._row(piece, rows[piece.section.id], width) for piece in table.rows)
        return (
            f'<div class="wide" tabindex="0" role="region" lang="{escape(self.words.language)}" '
            f'aria-label="{escape(self.words.table)}"><table lang="vi">'
            f"{f'<thead>{columns}</thead>' if columns else ''}<tbody>{body}</tbody></table></div>"
        )

    def _split(self, line: Piece) -> list[Place]:
        """Return the places of a header line's cells, which tabs part."""
        found, at = [], line.start
        for cell in self.plan.text[line.start : line.end].split("\t"):
            found.append((at, at + len(cell)))
            at += len(cell) + 1
        return found

    def _header_cell(self, place: Place, across: int, down: int) -> str:
        spans = f' colspan="{across}"' if across > 1 else ""
        spans += f' rowspan="{down}"' if down > 1 else ""
        scope = "colgroup" if across > 1 else "col"
        return f'<th scope="{scope}"{spans}>{self._text(*place)}</th>'

    def _row(self, piece: Piece, row: TableRow, width: int) -> str:
        shown = [self._text(*_held(cell.start, cell.end, piece)) for cell in row.cells]
        shown[-1] += self._link(piece.section)
        cells = "".join(f"<td>{cell}</td>" for cell in shown)
        if missing := width - len(shown):  # a row that the source left short
            cells += f'<td colspan="{missing}"></td>'
        name = escape(anchor(self.plan.id, piece.section.id))
        return f'<tr id="{name}" tabindex="-1">{cells}</tr>'


def _held(start: int, end: int, piece: Piece) -> Place:
    """Return a cell's place; an empty cell may stand past the end of its line."""
    return (start, end) if end <= piece.end else (piece.end, piece.end)


def _header_rows(lines: Sequence[list[Place]], width: int) -> list[list[tuple[Place, int, int]]]:
    """Return header lines as rows of (place, columns across, rows down).

    Where a second line names columns under the last headings of the first, those reach
    across and the others down; lines that do not fit so stay as they are.
    """
    plain = [[(place, 1, 1) for place in line] for line in lines]
    if len(lines) != 2:
        return plain
    above = lines[0]
    under = [place for place in lines[1] if place[0] < place[1]]
    for wide in range(1, len(above) + 1):
        if len(above) - wide + len(under) == width > len(above) and len(under) % wide == 0:
            each = len(under) // wide
            top = [(place, 1, 2) for place in above[:-wide]]
            return [
                top + [(place, each, 1) for place in above[-wide:]],
                [(place, 1, 1) for place in under],
            ]
    return plain
