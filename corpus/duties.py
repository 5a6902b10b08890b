"""A duty before its rows, and the rule that reads one from a table's row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from corpus import targets
from corpus.agencies import Mention
from corpus.duty_text import Place, mentions, own_words
from corpus.targets import Found as TargetFound
from corpus.types import Mode, Plan, Role, Section, SectionKind, Span, TableRow

_TASK_COLUMN = re.compile("nhiệm vụ|nội dung|chỉ tiêu|công việc|hoạt động|đề án|dự án")
_TIME_COLUMN = re.compile("thời gian|thời hạn|tiến độ|hoàn thành")


class Part(NamedTuple):
    """A body with its role in a duty, the mode, and the words that give the role."""

    mention: Mention
    role: Role
    mode: Mode
    verb: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty before its rows: bodies in roles, task, proof, and where times and targets stand.

    ``extents`` are the places of both, ``timed`` those of times where a label names them.
    """

    plan: Plan
    section: Section
    parts: tuple[Part, ...]
    task: Span
    proof: tuple[Span, ...]
    extents: tuple[Place, ...]
    timed: tuple[Place, ...] | None = None
    targets: tuple[TargetFound, ...] | None = None


def of_table(plan: Plan, section: Section) -> Iterator[Duty]:
    """A table's row: the columns' names give the roles, and the column of tasks the task."""
    if section.kind is not SectionKind.ROW:
        return
    row = next(row for row in plan.rows if row.section == section.id)
    text = plan.text
    task = _column(plan, row, _TASK_COLUMN)
    if task is None:
        return
    place = Span(plan.id, section.id, section.start, row.cells[-1].end)
    timed = _column(plan, row, _TIME_COLUMN)
    extents = ((timed.start, timed.end),) if timed else ()
    aims = tuple(_cell_targets(plan, row))
    for cell in row.cells:
        role = _column_role(re.sub(r"\s+", " ", (cell.column or "").lower()))
        if role is None or not text[cell.start : cell.end].strip():
            continue
        header: tuple[Span, ...] = ()
        if cell.column_start is not None and cell.column_end is not None:
            parent = section.parent or section.id
            header = (Span(plan.id, parent, cell.column_start, cell.column_end),)
        verb = cell.column or ""
        found = own_words(text, cell.start, cell.end) or mentions(text, cell.start, cell.end)
        parts = tuple(Part(m, role, Mode.ASSIGNED, verb) for m in found)
        yield Duty(
            plan, section, parts, task, (*header, place), extents, extents or None, targets=aims
        )


def _column(plan: Plan, row: TableRow, name: re.Pattern[str]) -> Span | None:
    """Return the first filled cell whose column has a name of this kind."""
    for cell in row.cells:
        words = re.sub(r"\s+", " ", (cell.column or "").lower())
        if name.search(words) and not _column_role(words) and cell.end > cell.start:
            return Span(plan.id, row.section, cell.start, cell.end)
    return None


def _cell_targets(plan: Plan, row: TableRow) -> Iterator[TargetFound]:
    """Yield the target of a row: a cell that is a number, with the unit of its own column."""
    named = {(cell.column or "").lower(): cell for cell in row.cells}
    unit_cell = next(
        (c for name, c in named.items() if "đơn vị tính" in name or name == "đvt"), None
    )
    unit = plan.text[unit_cell.start : unit_cell.end].strip() if unit_cell else ""
    for name, cell in named.items():
        if re.search(r"chỉ tiêu|mục tiêu|năm \d{4}", name):
            found = targets.of_cell(plan.text, cell.start, cell.end, unit)
            if found and found.unit:
                yield found


def _column_role(name: str) -> Role | None:
    """Return the role that a column's name gives its bodies."""
    if "đánh giá" in name and ("cơ quan" in name or "đơn vị" in name):
        return Role.EVALUATE
    if "phối hợp" in name:
        return Role.COORDINATE
    if "chủ trì" in name:
        return Role.LEAD
    if re.search(r"(cơ quan|đơn vị).*(thực hiện|phụ trách)", name):
        return Role.CARRY_OUT
    return None
