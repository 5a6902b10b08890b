"""From a proved draft to the answer's text, citations and rows."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from assistant.answer import AnswerRow, Citation
from assistant.draft import Draft, Statement
from assistant.verifying import quote
from corpus.types import Plan, Span
from prompts.frames import frame

LONG_RUN = 5


class Numbered:
    """Citations in the order in which the answer uses their places."""

    def __init__(self, plans: Mapping[str, Plan]) -> None:
        """Start with no citation."""
        self._plans = plans
        self._numbers: dict[tuple[str, int, int], int] = {}
        self.citations: list[Citation] = []

    def number(self, place: Span) -> int:
        """Return the place's number, giving it the next one if it has none."""
        key = (place.plan, place.start, place.end)
        if key not in self._numbers:
            plan = self._plans[place.plan]
            self._numbers[key] = len(self.citations) + 1
            self.citations.append(
                Citation(
                    n=self._numbers[key],
                    plan=place.plan,
                    section=place.section,
                    heading=plan.headings(place.section),
                    quote=quote(place, self._plans),
                    start=place.start,
                    end=place.end,
                )
            )
        return self._numbers[key]


def render(
    draft: Draft, plans: Mapping[str, Plan]
) -> tuple[str, tuple[Citation, ...], tuple[AnswerRow, ...]]:
    """Return the answer's Markdown, its citations and its rows."""
    numbered = Numbered(plans)
    lines = []
    for in_table, group in groupby(draft.statements, key=lambda s: s.cell is not None):
        told = list(group)
        if in_table:
            lines.append(_table(told, numbered, plans))
        else:
            lines += [_line(statement, numbered, plans) for statement in told]
    rows = tuple(
        AnswerRow(
            agency=row.agency,
            role=str(row.role),
            task=row.task,
            deadline=row.deadline,
            plan=row.plan,
            section=row.section,
            citations=tuple(numbered.number(place) for place in row.proof),
        )
        for row in draft.rows
    )
    return "\n\n".join(lines), tuple(numbered.citations), rows


def _table(cells: Sequence[Statement], numbered: Numbered, plans: Mapping[str, Plan]) -> str:
    """Return statements that are cells as a table, a column for each province."""
    places = [cell.cell for cell in cells if cell.cell]
    columns = list(dict.fromkeys(column for _, column in places))
    labels = list(dict.fromkeys(label for label, _ in places))
    texts = {c.cell: _line(c, numbered, plans).replace("|", "/").replace("\n", " ") for c in cells}
    rows = [["", *columns], ["---"] * (len(columns) + 1)]
    rows += [[label, *(texts.get((label, column), "–") for column in columns)] for label in labels]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _line(statement: Statement, numbered: Numbered, plans: Mapping[str, Plan]) -> str:
    marks = _marks([numbered.number(place) for place in statement.proof])
    parts = [f"{statement.text} {marks}".strip()]
    for place in statement.quotes:
        shown = quote(place, plans).replace("\t", " | ").strip()
        parts.append("\n".join(f"> {line}" for line in shown.split("\n")))
        parts += [
            frame("en", "unofficial", words=words)
            for of, words in statement.translations
            if of == place
        ]
    return "\n\n".join(parts) if statement.quotes else parts[0]


def _marks(numbers: Sequence[int]) -> str:
    """Return the marks of citations; a long run is told by its ends ("[4]–[36]")."""
    first = 0
    parts: list[str] = []
    for place, number in enumerate(numbers):
        if place + 1 < len(numbers) and numbers[place + 1] == number + 1:
            continue
        run = [f"[{n}]" for n in numbers[first : place + 1]]
        parts.append("".join(run) if len(run) < LONG_RUN else f"{run[0]}–{run[-1]}")
        first = place + 1
    return "".join(parts)
