"""The register's first form: who leads, coordinates, carries out or evaluates what.

Four small rules for the four ways in which plans write it: tables, labelled lines,
agency headings with tasks under them, and sentences. A rule gives a row only where body,
role and task stand in the plan's own words; what no rule reads is left to passages.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from corpus import agencies
from corpus.agencies import Mention
from corpus.sentences import sentences
from corpus.types import Assignment, Plan, Role, Section, SectionKind, Span, TableRow

_LABEL = re.compile(
    r"^\s*(?:[-–+]\s*|[a-zđ]\)\s*)?"
    r"(?P<label>(?:(?:Các\s+)?(?:Đơn vị|Cơ quan|Bộ phận)\s+)?"
    r"(?P<role>chủ trì|thực hiện|phối hợp(?:\s+thực hiện)?|triển khai thực hiện|"
    r"phân công(?:\s+thực hiện)?|giao))\s*:\s*",
    re.IGNORECASE,
)
_TIME_LABEL = re.compile(
    r"^\s*(?:[-–+]\s*|[a-zđ]\)\s*)?(?:Thời gian|Thời hạn|"
    r"Tiến độ)(?:\s+\w+){0,2}\s*:\s*(?P<when>[^\n]+)",
    re.IGNORECASE,
)
_LEADS = re.compile(r"chủ\s+trì", re.IGNORECASE)
_WITH = re.compile(r"phối\s+hợp\s+(?:chặt chẽ\s+|tốt\s+)?(?:cùng\s+)?với\b", re.IGNORECASE)
_ASKED = re.compile(r"đề\s+nghị\s*$", re.IGNORECASE)
_GLUE = re.compile(
    r"^[\s,;()]*(?:(?:và|các|cùng|với|phối hợp với|có liên quan)[\s,;]*)*$", re.IGNORECASE
)
_OPEN = re.compile(r"(?:liên quan|\.\.\.|…|khác)", re.IGNORECASE)
_LEAD_IN = re.compile(r"^[\s:]*(?:[-–+*]\s*)?")
_GIVEN = re.compile(
    r"^[\s:]*(?:[-–+*]\s*)?(?:\d+(?:\.\d+)*\.?\s*)?(?:(?:giao|đề nghị|yêu cầu)\s+)?$", re.IGNORECASE
)
_DENIED = re.compile(r"không\s+(?:còn\s+)?(?:(?:giao|phải|đề nghị)\s+)?$", re.IGNORECASE)
_ASKS = re.compile(r"đề nghị", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*\d+(?:\.\d+)*\.?\s*")
_FILLER = re.compile(
    r"^[\s,;.:]*(?:xây dựng kế hoạch\s+)?(?:tổ chức\s+)?(?:triển khai\s+)?"
    r"(?:thực hiện)?[\s.,;/]*$",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"(?:(?:trước|chậm nhất|đến|xong)\s+(?:trước\s+)?ngày\s+[\d/]+(?:\s+tháng\s+\d+)?"
    r"(?:\s+và\s+ngày\s+[\d/]+(?:\s+tháng\s+\d+)?)?(?:\s+năm\s+\d{4})?"
    r"|trong\s+(?:thời hạn\s+\d+\s+ngày[^,.;]*|Quý\s+[IV]+/\d{4})|Quý\s+[IV]+/\d{4})",
    re.IGNORECASE,
)
_LABEL_ROLES = {
    "chủ trì": Role.LEAD,
    "thực hiện": Role.CARRY_OUT,
    "phối hợp": Role.COORDINATE,
    "phối hợp thực hiện": Role.COORDINATE,
}
_DUTY_PARTS = frozenset({SectionKind.HEADING})


class Part(NamedTuple):
    """A body with its role in a duty, before the duty's task is known."""

    mention: Mention
    role: Role
    asked: bool


@lru_cache(maxsize=256)
def assignments(plan: Plan) -> tuple[Assignment, ...]:
    """Return the duties of a plan, in the order of its text."""
    found: list[Assignment] = []
    rows = {row.section: row for row in plan.rows}
    for section in plan.sections:
        if section.kind is SectionKind.ROW:
            found.extend(_of_row(plan, section, rows[section.id]))
        elif section.kind in _DUTY_PARTS:
            found.extend(_of_section(plan, section))
    return tuple(found)


def mentions(text: str, start: int, end: int) -> list[Mention]:
    """Return the bodies named in ``text[start:end]``, with places in the whole text."""
    return [
        replace(found, start=found.start + start, end=found.end + start)
        for found in agencies.find(text[start:end])
    ]


def _of_section(plan: Plan, section: Section) -> Iterator[Assignment]:
    """Apply the rules for prose to a section's own lines."""
    text = plan.text
    lines = _lines(text, section.heading_end, section.end)
    when = _labelled_time(text, lines)
    if bodies := heading_bodies(plan, section):
        for line in lines:
            yield from _under_heading(plan, section, bodies, line)
        return
    if section.heading_end < section.end and text[section.heading_end] not in "\n":
        lines = [(section.heading_start, lines[0][1] if lines else section.end), *lines[1:]]
    for line in lines:
        if label := _LABEL.match(text[line[0] : line[1]]):
            yield from _labelled(plan, section, line, label, when)
        else:
            for place in sentences(text, *line):
                yield from _sentence(plan, section, place)


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for match in re.finditer(r"[^\n]+", text[start:end]):
        if match[0].strip():
            found.append((start + match.start(), start + match.end()))
    return found


def _labelled_time(text: str, lines: Sequence[tuple[int, int]]) -> str | None:
    for start, end in lines:
        if match := _TIME_LABEL.match(text[start:end]):
            return match["when"].strip().rstrip(".")
    return None


def heading_bodies(plan: Plan, section: Section) -> list[Mention]:
    """Return the bodies of a heading that names nothing else ("2.1. Sở Tài chính")."""
    heading = plan.text[section.heading_start : section.heading_end]
    if not heading.strip():
        return []
    found = mentions(plan.text, section.heading_start, section.heading_end)
    rest = heading
    for mention in reversed(found):
        at = mention.start - section.heading_start
        rest = rest[:at] + " " + rest[at + mention.end - mention.start :]
    rest = _NUMBERED.sub("", rest, count=1)
    rest = re.sub(
        r"(?i)đề nghị|các đơn vị chuyên ngành|các đơn vị có liên quan|và|[\s,;:().…]+|a-zđ\)",
        "",
        rest,
    )
    return found if found and not rest else []


def _under_heading(
    plan: Plan, section: Section, bodies: Sequence[Mention], line: tuple[int, int]
) -> Iterator[Assignment]:
    """A task under an agency's heading: "- Chủ trì, phối hợp với Y ..." leads, and so on."""
    text = plan.text
    start = line[0] + len(_LEAD_IN.match(text[line[0] : line[1]])[0])  # type: ignore[index]
    words = text[start : line[1]]
    if not words.strip() or words.lstrip().startswith("("):
        return
    asked = "đề nghị" in text[section.heading_start : section.heading_end].lower()
    lead = words[:7].lower() == "chủ trì"
    helps = words[:8].lower() == "phối hợp"
    role = Role.LEAD if lead else Role.COORDINATE if helps else Role.CARRY_OUT
    parts = [Part(body, role, asked) for body in bodies]
    if lead:
        first = sentences(text, start, line[1])[0]
        parts += [Part(m, Role.COORDINATE, False) for m in _partners(text, *first)]
    heading = Span(plan.id, section.id, section.heading_start, section.heading_end)
    place = Span(plan.id, section.id, start, line[1])
    yield from _rows(plan, section, parts, place, (heading, place), None)
    for later in sentences(text, start, line[1])[1:]:
        yield from _sentence(plan, section, later)


def _labelled(
    plan: Plan, section: Section, line: tuple[int, int], label: re.Match[str], when: str | None
) -> Iterator[Assignment]:
    """A labelled line: its label is the role, or what follows is a duty sentence."""
    text = plan.text
    start = line[0] + label.end()
    role = _LABEL_ROLES.get(re.sub(r"\s+", " ", label["role"].lower()))
    if role is None or _LEADS.search(text[start : line[1]]):
        yield from _sentence(plan, section, (start, line[1]), line)
        return
    bodies = mentions(text, start, line[1])
    parts = [Part(body, role, False) for body in bodies]
    heading = Span(plan.id, section.id, section.heading_start, section.heading_end)
    place = Span(plan.id, section.id, *line)
    yield from _rows(plan, section, parts, heading, (heading, place), when)


def _sentence(
    plan: Plan, section: Section, place: tuple[int, int], line: tuple[int, int] | None = None
) -> Iterator[Assignment]:
    """``[Đề nghị] X chủ trì[, phối hợp với Y, Z] <task>``; a task of one word is the heading's."""
    text = plan.text
    start, end = place
    verb, leaders, asked = _lead(text, start, end)
    if verb is None:
        yield from _given(plan, section, place)
        return
    partners = _partners(text, verb.end(), end)
    heading = Span(plan.id, section.id, section.heading_start, section.heading_end)
    whole = Span(plan.id, section.id, *(line or place))
    task = _task(text, verb.start(), end, partners)
    parts = [Part(body, Role.LEAD, asked) for body in leaders]
    parts += [Part(body, Role.COORDINATE, False) for body in partners]
    if task is None:
        yield from _rows(plan, section, parts, heading, (heading, whole), None)
    else:
        span = Span(plan.id, section.id, *task)
        yield from _rows(plan, section, parts, span, (whole,), None)


def _lead(text: str, start: int, end: int) -> tuple[re.Match[str] | None, list[Mention], bool]:
    """Return the first "chủ trì" that has bodies before it and is not denied."""
    for verb in _LEADS.finditer(text, start, end):
        leaders, asked = _subject(text, start, verb.start())
        if leaders and not _DENIED.search(text[start : leaders[0].start]):
            return verb, leaders, asked
    return None, [], False


def _given(plan: Plan, section: Section, place: tuple[int, int]) -> Iterator[Assignment]:
    """``[Giao] X <task>``: a sentence that begins with a body gives it what follows."""
    text = plan.text
    start, end = place
    bodies: list[Mention] = []
    edge = start
    for mention in mentions(text, start, end):
        glue = _GLUE if bodies else _GIVEN
        if not glue.match(text[edge : mention.start]):
            break
        bodies.append(mention)
        edge = mention.end
    rest = text[edge:end].lstrip(" :,")
    if not bodies or not rest[:1].islower() or rest.startswith(("và ", "của ", "có ", "không ")):
        return
    asked = bool(_ASKS.search(text, start, bodies[0].start))
    task = Span(plan.id, section.id, end - len(rest), end)
    whole = Span(plan.id, section.id, start, end)
    parts = [Part(body, Role.CARRY_OUT, asked) for body in bodies]
    yield from _rows(plan, section, parts, task, (whole,), None)


def _subject(text: str, start: int, verb: int) -> tuple[list[Mention], bool]:
    """Return the bodies right before the verb, and whether they are only asked."""
    found: list[Mention] = []
    edge = verb
    for mention in reversed(mentions(text, start, verb)):
        if not _GLUE.match(text[mention.end : edge]):
            break
        found.insert(0, mention)
        edge = mention.start
    before = text[start:edge]
    return found, bool(_ASKED.search(before))


def _partners(text: str, start: int, end: int) -> list[Mention]:
    """Return the bodies named one after another behind each "phối hợp với"."""
    found: list[Mention] = []
    bodies = mentions(text, start, end)
    for match in _WITH.finditer(text, start, end):
        edge = match.end()
        for body in bodies:
            if body.start < edge:
                continue
            if not _GLUE.match(text[edge : body.start]):
                break
            if body not in found:
                found.append(body)
            edge = body.end
    return found


def _task(text: str, start: int, end: int, partners: Sequence[Mention]) -> tuple[int, int] | None:
    """Return the place of "chủ trì <task>", ``None`` where only "thực hiện" is said."""
    cut = end
    joint = _WITH.search(text, start, end)
    if joint:
        later = _WITH.search(text, joint.end(), end)
        stop = later.start() if later else end
        if _FILLER.match(text[start + len("chủ trì") : joint.start()]):
            helpers = [p.end for p in partners if joint.end() <= p.start < stop]
            rest = text[max(helpers, default=joint.end()) : stop]
            if _FILLER.match(re.sub(r"^\s*(?:có\s+)?liên quan", "", rest)):
                return None
            cut = stop
        else:
            cut = joint.start()
    kept = text[start:cut].rstrip(" ,;./")
    return start, start + len(kept)


def _of_row(plan: Plan, section: Section, row: TableRow) -> Iterator[Assignment]:
    """A table's row: the columns' names give the roles, and the column of tasks the task."""
    text = plan.text
    groups: list[tuple[list[Part], tuple[Span, ...]]] = []
    task: Span | None = None
    when: str | None = None
    for cell in row.cells:
        name = re.sub(r"\s+", " ", (cell.column or "").lower())
        words = text[cell.start : cell.end]
        role = _column_role(name)
        if role and words.strip():
            parts = [Part(m, role, False) for m in mentions(text, cell.start, cell.end)]
            header: tuple[Span, ...] = ()
            if cell.column_start is not None and cell.column_end is not None:
                parent = section.parent or section.id
                header = (Span(plan.id, parent, cell.column_start, cell.column_end),)
            groups.append((parts, header))
        elif "thời gian" in name or "thời hạn" in name or "tiến độ" in name:
            when = words.strip() or None
        elif task is None and re.search("nhiệm vụ|nội dung|chỉ tiêu|công việc|hoạt động", name):
            task = Span(plan.id, section.id, cell.start, cell.end)
    if task is None:
        return
    place = Span(plan.id, section.id, section.start, row.cells[-1].end)
    for parts, header in groups:
        yield from _rows(plan, section, parts, task, (*header, place), when)


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


def _rows(
    plan: Plan,
    section: Section,
    parts: Sequence[Part],
    task: Span,
    proof: tuple[Span, ...],
    when: str | None,
) -> Iterator[Assignment]:
    """Yield one row for each body of a duty."""
    text = plan.text
    words = text[task.start : task.end].strip()
    if when is None and (dated := _DEADLINE.search(text, proof[-1].start, proof[-1].end)):
        when = dated[0]
    for mention, role, asked in parts:
        after = text[mention.end : mention.end + 16]
        yield Assignment(
            plan=plan.id,
            section=section.id,
            agency=mention.agency,
            words=text[mention.start : mention.end],
            role=role,
            task=words,
            task_span=task,
            agency_span=Span(plan.id, section.id, mention.start, mention.end),
            asked=asked,
            open_list=bool(_OPEN.search(text[mention.start : mention.end] + after.split(";")[0])),
            deadline=when,
            proof=tuple(p for p in proof if p.end > p.start),
        )
