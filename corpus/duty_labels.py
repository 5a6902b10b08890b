"""Labelled lines: "Cơ quan chủ trì: X", "Thời gian thực hiện: Quý IV năm 2025".

A label says who does what its lettered item, the line "Nhiệm vụ: …" or the heading says.
"""

import re
from collections.abc import Sequence

from corpus import duty_lines, duty_text
from corpus.duties import Duty, Part
from corpus.duty_lines import Line
from corpus.duty_text import Place, mentions
from corpus.types import Mode, Plan, Role, Section, Span

LABEL = re.compile(
    r"^(?P<label>(?:(?:Các\s+)?(?:Đơn vị|Cơ quan|Bộ phận)\s+)?"
    r"(?P<role>chủ trì|thực hiện|phối hợp(?:\s+thực hiện)?|triển khai thực hiện|"
    r"phân công(?:\s+thực hiện)?|giao))\s*:\s*",
    re.IGNORECASE,
)
_ROLES = {
    "chủ trì": Role.LEAD,
    "thực hiện": Role.CARRY_OUT,
    "phối hợp": Role.COORDINATE,
    "phối hợp thực hiện": Role.COORDINATE,
}
_TASK = re.compile(r"(?i)^(?:nhiệm vụ|nội dung)(?:\s+\w+){0,2}\s*:\s*(?=\S)")
_TIME = re.compile(r"(?i)^(?:thời gian|thời hạn|tiến độ)(?:\s+\w+){0,2}\s*:")
_HEADING = re.compile(
    r"(?i)^(?:[a-zđ]\)|\d+(?:\.\d+)*\.?)\s*(?:cơ quan|đơn vị|bộ phận|phân công|tổ chức)\s+"
    r"(?:chủ trì|thực hiện|phối hợp)[^:]{0,20}:?\s*$"
)


def role_of(label: re.Match[str]) -> Role | None:
    """Return the role that a label names; ``None``: it only opens a sentence."""
    return _ROLES.get(re.sub(r"\s+", " ", label["role"].lower()))


def is_list(text: str, label: re.Match[str], start: int, end: int) -> bool:
    """Tell whether what follows a label is a list of bodies, not sentences about them."""
    if role_of(label) is None or duty_text.LEADS.search(text, start, end):
        return False
    bodies, edge = duty_text.opening(text, start, end)
    return not (bodies and duty_text.task_start(text, edge, end) is not None)


def times(text: str, lines: Sequence[Line]) -> tuple[Place, ...] | None:
    """Return the lines that are labelled as times; ``None``: there are none."""
    return tuple(o.place for o in lines if _TIME.match(text[o.words : o.end])) or None


def of_line(
    plan: Plan, section: Section, found: list[Line], number: int, label: re.Match[str]
) -> Duty:
    """Return the duty of a labelled list of bodies."""
    text = plan.text
    line = found[number]
    task, first, last = _task_of(plan, section, found, number)
    lines = found[first:last]
    parts = _parts(text, line.words + label.end(), line.end, label)
    timed = times(text, lines)
    spans = [Span(plan.id, section.id, *place) for place in (line.place, *(timed or ()))]
    extent = (lines[0].start, lines[-1].end)
    return Duty(plan, section, parts, task, _ordered(task, *spans), (extent,), timed)


def of_heading(plan: Plan, section: Section, found: list[Line]) -> Duty | None:
    """Return the duty of a section that is labels ("b) Cơ quan thực hiện:"), under its parent.

    Its task and times stand in the parent's lines and in the sections beside it.
    """
    if not section.parent or not _HEADING.match(section.heading):
        return None
    text = plan.text
    parent = plan.section(section.parent)
    parts: list[Part] = []
    spans: list[Span] = []
    for line in found:
        label = LABEL.match(text[line.words : line.end])
        if label and role_of(label) is not None:
            parts += _parts(text, line.words + label.end(), line.end, label)
            spans.append(Span(plan.id, section.id, *line.place))
    if not parts:
        return None
    beside = [s for s in plan.sections if s.parent == parent.id]
    blocks = [(parent, duty_lines.nested(text, parent.heading_end, parent.end))]
    blocks += [(s, duty_lines.nested(text, s.heading_start, s.end)) for s in beside]
    task = Span(plan.id, parent.id, parent.heading_start, parent.heading_end)
    timed: list[Place] = []
    for owner, lines in blocks:
        for line in lines:
            words = text[line.words : line.end]
            if told := _TASK.match(words):
                task = Span(plan.id, owner.id, line.words + told.end(), line.end)
            elif _TIME.match(words):
                timed.append(line.place)
                spans.append(Span(plan.id, owner.id, *line.place))
    extent = (task.start, task.end)
    proof = _ordered(task, *spans)
    return Duty(plan, parent, tuple(parts), task, proof, (extent,), tuple(timed) or None)


def _parts(text: str, start: int, end: int, label: re.Match[str]) -> tuple[Part, ...]:
    role = role_of(label)
    found = mentions(text, start, end)
    return tuple(Part(body, role, Mode.ASSIGNED, label["label"]) for body in found if role)


def _ordered(*spans: Span) -> tuple[Span, ...]:
    return tuple(sorted(dict.fromkeys(spans), key=lambda span: span.start))


def _task_of(plan: Plan, section: Section, found: list[Line], number: int) -> tuple[Span, int, int]:
    """Return the task of a labelled line, and the first and last line of its block.

    The lettered item that the label stands under; else what the section's one line
    "Nhiệm vụ: …" says; else the heading.
    """
    text = plan.text
    item, first, last = duty_lines.block(found, number)
    if item is not None:
        end = duty_text.closed(text, item.words, item.end)
        return Span(plan.id, section.id, item.words, end), first, last
    told = [(o, m) for o in found if (m := _TASK.match(text[o.words : o.end]))]
    if len(told) == 1:
        (own, match) = told[0]
        return Span(plan.id, section.id, own.words + match.end(), own.end), 0, len(found)
    heading = Span(plan.id, section.id, section.heading_start, section.heading_end)
    return heading, 0, len(found)
