"""Duties: the rows of the register about one task, ready to be weighed."""

from dataclasses import dataclass
from functools import lru_cache

from assistant.evidence import Passage
from assistant.matching import text_of
from corpus import agencies, indices, register
from corpus.types import Assignment, Plan, Role, SectionKind, Span


@dataclass(frozen=True, slots=True)
class Duty:
    """The rows of one duty: one task, its bodies in their roles."""

    plan: Plan
    section: str
    task: Span
    rows: tuple[Assignment, ...]

    def agencies(self) -> set[str]:
        """Return the names of its bodies."""
        return {row.agency for row in self.rows}

    def of(self, *roles: Role) -> list[Assignment]:
        """Return the rows of these roles."""
        return [row for row in self.rows if row.role in roles]


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty with the words it is weighed by, and the indices and bodies it names.

    ``whole_section`` tells that the duty is what its section says, so that any sentence
    there speaks of it.
    """

    duty: Duty
    passage: Passage
    whole_section: bool
    indices: frozenset[str]
    named: frozenset[str]


@lru_cache(maxsize=256)
def duties_of(plan: Plan) -> tuple[DutyView, ...]:
    """Return the plan's duties in its order."""
    found: dict[tuple[str, int], list[Assignment]] = {}
    for row in register.assignments(plan):
        found.setdefault((row.section, row.task_span.start), []).append(row)
    return tuple(
        _view(Duty(plan, rows[0].section, rows[0].task_span, tuple(rows)))
        for rows in found.values()
    )


def indices_in(text: str) -> frozenset[str]:
    """Return the ids of the indices that a text names."""
    return frozenset(mention.index for mention in indices.find(text))


def _view(duty: Duty) -> DutyView:
    plan, text = duty.plan, duty.plan.text
    section = plan.section(duty.section)
    task = text[duty.task.start : duty.task.end]
    headings = " ".join(plan.headings(duty.section))
    under_bodies = bool(register.heading_bodies(plan, section))
    last = duty.rows[0].proof[-1]
    own = task if under_bodies else f"{task} {text[last.start : last.end]}"
    if section.kind is SectionKind.ROW:
        own = text[section.start : section.end]
    said = text_of(f"{own} {' '.join(row.agency for row in duty.rows)}")
    on_heading = duty.task.start == section.heading_start
    dashed = text[max(0, last.start - 2) : last.start].strip() in ("-", "–", "+")
    whole = on_heading or (len(duty.rows[0].proof) == 1 and not dashed)
    return DutyView(
        duty=duty,
        passage=Passage(duty.task, said, text_of(headings)),
        whole_section=whole and section.kind is SectionKind.HEADING,
        indices=indices_in(f"{task} {headings}"),
        named=frozenset(m.agency for m in agencies.find(task)),
    )
