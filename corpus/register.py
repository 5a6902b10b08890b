"""The register: who leads, coordinates, carries out, evaluates, reports – what, by when.

``RULES`` is the ordered table of the ways in which plans write duties; the first rule
that fits a section reads it: rows of tables, agency headings with tasks under them, items
addressed to bodies, and lines of prose (labelled lines and sentences). A rule gives a row
only where body, role and task stand in the plan's own words; what no rule reads is left
to passages. What a duty is, and what the roles mean, is settled in ``docs/register.md``.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from corpus import deadlines, duty_text, indices, targets
from corpus.agencies import Mention
from corpus.duties import Duty, of_table
from corpus.duty_sections import of_lines
from corpus.types import Assignment, Deadline, Plan, Role, Section, Span, Target

_DOTS = re.compile(r"(?:\.\.\.|…)\s*$")
_OPEN = re.compile(r"(?:liên quan|\.\.\.|…|khác)", re.IGNORECASE)

# What whole plans are about, and no one duty measures.
_WHOLE = frozenset({"pci", "bpi"})

Rule = Callable[[Plan, Section], Iterator[Duty]]


@lru_cache(maxsize=256)
def assignments(plan: Plan) -> tuple[Assignment, ...]:
    """Return the duties of a plan, a row for each body and role, in the order of its text."""
    return tuple(
        row for section in plan.sections for duty in _of(plan, section) for row in _rows(duty)
    )


def _of(plan: Plan, section: Section) -> list[Duty]:
    """Return the duties of a section by the first rule that gives any."""
    for rule in RULES:
        if found := list(rule(plan, section)):
            return found
    return []


def heading_bodies(plan: Plan, section: Section) -> list[Mention]:
    """Return the bodies of a heading that names nothing else ("2.1. Sở Tài chính")."""
    return duty_text.heading_bodies(plan, section)


RULES: tuple[Rule, ...] = (of_table, of_lines)


def _rows(duty: Duty) -> Iterator[Assignment]:
    """Yield one row for each body and role of a duty, each once."""
    text = duty.plan.text
    when = _deadlines(duty)
    aims = _targets(duty)
    named = _indices(duty)
    proof = tuple(place for place in duty.proof if place.end > place.start)
    seen: set[tuple[str, Role]] = set()
    for mention, role, mode, verb in duty.parts:
        if (mention.agency, role) in seen:
            continue
        seen.add((mention.agency, role))
        yield Assignment(
            plan=duty.plan.id,
            section=duty.section.id,
            agency=mention.agency,
            words=text[mention.start : mention.end],
            role=role,
            mode=mode,
            verb=verb,
            task=text[duty.task.start : duty.task.end].strip(),
            task_span=duty.task,
            agency_span=Span(duty.plan.id, duty.section.id, mention.start, mention.end),
            open_list=_is_open(text, mention),
            deadlines=when,
            targets=aims,
            indices=named,
            proof=proof,
        )


def _is_open(text: str, mention: Mention) -> bool:
    """Tell whether a body leaves its list open: "… liên quan", "A, B...", "Các đơn vị (A, ...)".

    Within brackets that end in dots it is the body before them that is left open.
    """
    line = text[mention.end : text.find("\n", mention.end) % (len(text) + 1)]
    if bracket := re.match(r"\s*\(([^()]*)\)", line):
        return bool(_DOTS.search(bracket[1]))
    if re.match(r"[^()]*(?:\.\.\.|…)\s*\)", line):
        return False
    after = line[:16].split(";")[0]
    return bool(_OPEN.search(text[mention.start : mention.end] + after))


def _deadlines(duty: Duty) -> tuple[Deadline, ...]:
    """Return the times in a duty's words; one form of a time once."""
    found: dict[str, Deadline] = {}
    read = deadlines.find if duty.timed is None else deadlines.told
    for start, end in duty.extents if duty.timed is None else duty.timed:
        for one in read(duty.plan.text, start, end):
            written = duty.plan.text[one.start : one.end]
            span = Span(duty.plan.id, duty.section.id, one.start, one.end)
            found.setdefault(one.normal or written, Deadline(written, one.normal, span))
    return tuple(found.values())


def _targets(duty: Duty) -> tuple[Target, ...]:
    text = duty.plan.text
    found = duty.targets
    if found is None:
        found = tuple(t for place in duty.extents for t in targets.find(text, *place))
    return tuple(
        Target(
            one.value,
            one.unit,
            one.direction,
            text[one.start : one.end].strip(),
            Span(duty.plan.id, duty.section.id, one.start, one.end),
        )
        for one in found
    )


def _indices(duty: Duty) -> tuple[str, ...]:
    """Return the indices that the task or its heading names."""
    task = duty.plan.text[duty.task.start : duty.task.end]
    named = (mention.index for mention in indices.find(f"{task} {duty.section.heading}"))
    return tuple(dict.fromkeys(i for i in named if i not in _WHOLE))
