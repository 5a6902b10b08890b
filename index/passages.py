"""What is indexed of a chunk: the words of its headings and its own words."""

from dataclasses import dataclass

from corpus.types import Chunk, Plan, TableRow


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that a chunk is found by.

    ``heading`` is where it stands (the place of the plan and the heading path), ``body``
    its own text; the cells of a table row carry their column's name before them.
    """

    heading: str
    body: str

    @property
    def text(self) -> str:
        """The whole passage as an encoder reads it."""
        return f"{self.heading}\n{self.body}" if self.heading else self.body


def passages(plan: Plan, chunks: tuple[Chunk, ...]) -> list[Passage]:
    """Return one passage per chunk of the plan, in the chunks' order."""
    rows = {row.section: row for row in plan.rows}
    return [_passage(plan, chunk, rows.get(chunk.section)) for chunk in chunks]


def _passage(plan: Plan, chunk: Chunk, row: TableRow | None) -> Passage:
    body = plan.text[chunk.start : chunk.end]
    if row is not None:
        body = _row_body(plan.text, chunk, row) or body
    headings = plan.headings(chunk.section)
    return Passage("\n".join(part for part in (plan.facts.place, *headings) if part), body)


def _row_body(text: str, chunk: Chunk, row: TableRow) -> str:
    lines = []
    for cell in row.cells:
        words = text[max(cell.start, chunk.start) : min(cell.end, chunk.end)].strip()
        if words:
            lines.append(f"{cell.column}: {words}" if cell.column else words)
    return "\n".join(lines)
