"""The register: who leads, coordinates, carries out, evaluates, reports – what, by when.

``RULES`` is the ordered table of the ways in which plans write duties; the first rule
that fits a section reads it: rows of tables, agency headings with tasks under them, items
addressed to bodies, and lines of prose (labelled lines and sentences). A rule gives a row
only where body, role and task stand in the plan's own words; what no rule reads is left
to passages. What a duty is, and what the roles mean, is settled in ``docs/register.md``.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from corpus import deadlines, duty_text, indices, targets
from corpus.agencies import Mention
from corpus.duties import Duty, Part, of_table
from corpus.duty_text import Place, mentions
from corpus.sentences import clauses, sentences
from corpus.types import (
    Assignment,
    Deadline,
    Mode,
    Plan,
    Role,
    Section,
    SectionKind,
    Span,
    Target,
)

_LABEL = re.compile(
    r"^\s*(?:[-–+]\s*|[a-zđ]\)\s*)?"
    r"(?P<label>(?:(?:Các\s+)?(?:Đơn vị|Cơ quan|Bộ phận)\s+)?"
    r"(?P<role>chủ trì|thực hiện|phối hợp(?:\s+thực hiện)?|triển khai thực hiện|"
    r"phân công(?:\s+thực hiện)?|giao))\s*:\s*",
    re.IGNORECASE,
)
_LABEL_ROLES = {
    "chủ trì": Role.LEAD,
    "thực hiện": Role.CARRY_OUT,
    "phối hợp": Role.COORDINATE,
    "phối hợp thực hiện": Role.COORDINATE,
}
_TIME_LABEL = re.compile(
    r"^\s*(?:[-–+]\s*|[a-zđ]\)\s*)?(?:Thời gian|Thời hạn|Tiến độ)(?:\s+\w+){0,2}\s*:",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(r"^[\s:]*(?:[-–+*]\s*)?")
_ASKS = re.compile(r"đề nghị", re.IGNORECASE)
_OPEN = re.compile(r"(?:liên quan|\.\.\.|…|khác)", re.IGNORECASE)
_MONITORS = re.compile(
    r"(?i)^(?:là (?:cơ quan|đơn vị) đầu mối,?\s+)?(?:theo dõi|đôn đốc|kiểm tra|giám sát)\b"
    r"[^.;]*?\bkế hoạch\b"
)
_MONITORS_TOO = re.compile(r"(?i)theo dõi, đôn đốc việc (?:triển khai )?thực hiện kế hoạch này")
_COMMUNICATES = re.compile(
    r"(?i)^(?:làm tốt công tác )?(?:thông tin,? )?(?:tuyên truyền|phổ biến|truyền thông)\b"
)
_COMMUNICATES_TOO = re.compile(r"(?i)tuyên truyền, phổ biến[^.;]*kế hoạch này")
_ONLY_REPORTS = re.compile(r"(?i)^(?:định kỳ\b[^,;.]*(?:,[^,;.]*)?,\s*)?báo cáo\b")
_MANNER = re.compile(r"(?i)^(?:chủ động|tích cực|kịp thời|thường xuyên|tiếp tục|đồng thời),?\s+")
_LATER = re.compile(r"^\s*(?P<verb>Chủ trì|Phối hợp)\b")


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


def of_agency_heading(plan: Plan, section: Section) -> Iterator[Duty]:
    """An agency's heading, or an item addressed to bodies, with tasks under it."""
    if section.kind is not SectionKind.HEADING:
        return
    bodies = duty_text.heading_bodies(plan, section)
    head = Span(plan.id, section.id, section.heading_start, section.heading_end)
    start = section.heading_end
    if not bodies:
        bodies = duty_text.addressed(plan, section)
        first = duty_text.lines(plan.text, section.heading_start, section.end)[:1]
        if bodies and first:
            head = Span(plan.id, section.id, *first[0])
            start = first[0][1]
    if not bodies:
        return
    for line in duty_text.lines(plan.text, start, section.end):
        yield from _item(plan, section, bodies, head, line)


def _item(
    plan: Plan, section: Section, bodies: Sequence[Mention], head: Span, line: Place
) -> Iterator[Duty]:
    """An item under bodies: its first words give their role; another subject takes over."""
    text = plan.text
    lead_in = _LEAD_IN.match(text[line[0] : line[1]])
    start = line[0] + (lead_in.end() if lead_in else 0)
    words = text[start : line[1]]
    if not words.strip() or words.lstrip().startswith("("):
        return
    first, *later = sentences(text, start, line[1])
    own, edge = duty_text.opening(text, start, line[1])
    rest = text[edge : line[1]].lstrip(" :,")
    asked = Mode.ASKED if _ASKS.search(text, head.start, head.end) else Mode.ASSIGNED
    proof: tuple[Span, ...] = (head, Span(plan.id, section.id, start, line[1]))
    if own and (rest[:1].islower() or text[edge : edge + 1] == ":"):
        bodies, start, proof = own, line[1] - len(rest), proof[1:]
    taken = [place for place in later if _another(text, place)]
    end = taken[0][0] if taken else line[1]
    end = start + len(text[start:end].rstrip())
    parts = _roles(text, bodies, asked, (start, end), first)
    task = Span(plan.id, section.id, start, end)
    yield Duty(plan, section, tuple(parts), task, proof, ((start, end),))
    for place in taken:
        yield from _sentence(plan, section, place)


def _another(text: str, place: Place) -> bool:
    """Tell whether a later sentence of an item begins with a body of its own."""
    bodies, edge = duty_text.opening(text, *place)
    return bool(bodies) and text[edge : place[1]].lstrip(" :,")[:1].islower()


def _roles(
    text: str, bodies: Sequence[Mention], mode: Mode, item: Place, first: Place
) -> list[Part]:
    """Return the roles that an item gives its bodies, and those that it works with."""
    words = text[item[0] : item[1]]
    opened = _MANNER.sub("", words)[:8].lower()
    parts: list[Part] = []
    if opened.startswith("chủ trì"):
        parts += [Part(b, Role.LEAD, mode, words[:7]) for b in bodies]
        helpers = duty_text.partners(text, item[0], first[1])
        parts += [Part(m, Role.COORDINATE, Mode.ASSIGNED, "phối hợp với") for m in helpers]
    elif opened.startswith("phối hợp"):
        parts += [Part(b, Role.COORDINATE, mode, words[:8]) for b in bodies]
    elif not _ONLY_REPORTS.match(words):
        role = _plain_role(words)
        parts += [Part(b, role, mode, " ".join(words.split()[:2])) for b in bodies]
    parts += _later_roles(text, bodies, item)
    return parts + _reports(text, bodies, item)


def _plain_role(words: str) -> Role:
    if _MONITORS.match(words):
        return Role.MONITOR
    return Role.COMMUNICATE if _COMMUNICATES.match(words) else Role.CARRY_OUT


def _later_roles(text: str, bodies: Sequence[Mention], item: Place) -> list[Part]:
    """Return the roles of later clauses that begin with a verb of role of their own."""
    parts: list[Part] = []
    for start, end in clauses(text, *item)[1:]:
        verb = _LATER.match(text[start:end])
        if not verb:
            continue
        leads = verb["verb"] == "Chủ trì"
        role = Role.LEAD if leads else Role.COORDINATE
        parts += [Part(b, role, Mode.ASSIGNED, verb["verb"]) for b in bodies]
        if leads:
            helpers = duty_text.partners(text, start, end)
            parts += [Part(m, Role.COORDINATE, Mode.ASSIGNED, "phối hợp với") for m in helpers]
    return parts


def _reports(text: str, bodies: Sequence[Mention], item: Place) -> list[Part]:
    """Return who owes a report and who gets it, where an item says so."""
    names = {body.agency for body in bodies}
    got = [pair for pair in duty_text.receivers(text, *item) if pair[0].agency not in names]
    if not got:
        return []
    parts = [Part(b, Role.REPORT_TO, Mode.ASSIGNED, "báo cáo") for b in bodies]
    for body, passes_on in got:
        parts.append(Part(body, Role.RECEIVE_REPORTS, Mode.ASSIGNED, "báo cáo"))
        if passes_on:
            parts.append(Part(body, Role.REPORT_TO, Mode.ASSIGNED, "báo cáo"))
    return parts


def of_prose(plan: Plan, section: Section) -> Iterator[Duty]:
    """Lines of prose: labelled lines, and sentences in which a body leads or is given a task."""
    if section.kind is not SectionKind.HEADING:
        return
    text = plan.text
    found = duty_text.lines(text, section.heading_end, section.end)
    runs_on = section.heading_end < section.end and text[section.heading_end] != "\n"
    if runs_on:
        found = [(section.heading_start, found[0][1] if found else section.end), *found[1:]]
    for line in found:
        if label := _LABEL.match(text[line[0] : line[1]]):
            yield from _labelled(plan, section, line, label)
            continue
        places = sentences(text, *line)
        whole = runs_on and line == found[0]
        for number, place in enumerate(places):
            stop = _item_end(text, places, number) if whole or number == 0 else place[1]
            yield from _sentence(plan, section, place, stop=stop)


def _item_end(text: str, places: Sequence[Place], number: int) -> int:
    """Return the end of the sentences that go on with a sentence's subject."""
    end = places[number][1]
    for place in places[number + 1 :]:
        if _another(text, place) or duty_text.lead(text, *place)[0]:
            break
        end = place[1]
    return end


def _labelled(plan: Plan, section: Section, line: Place, label: re.Match[str]) -> Iterator[Duty]:
    """A labelled line: its label is the role, or what follows is a duty sentence."""
    text = plan.text
    start = line[0] + label.end()
    role = _LABEL_ROLES.get(re.sub(r"\s+", " ", label["role"].lower()))
    if role is None or duty_text.LEADS.search(text[start : line[1]]):
        yield from _sentence(plan, section, (start, line[1]), line)
        return
    found = mentions(text, start, line[1])
    parts = tuple(Part(body, role, Mode.ASSIGNED, label["label"]) for body in found)
    heading = Span(plan.id, section.id, section.heading_start, section.heading_end)
    place = Span(plan.id, section.id, *line)
    yield Duty(
        plan, section, parts, heading, (heading, place), _block(section), _timed(plan, section)
    )


def _block(section: Section) -> tuple[Place, ...]:
    """Return the place of what a section says under its heading."""
    return ((section.heading_end, section.end),)


def _timed(plan: Plan, section: Section) -> tuple[Place, ...] | None:
    """Return the lines of a section that are labelled as its times; ``None``: there are none."""
    found = duty_text.lines(plan.text, section.heading_end, section.end)
    labelled = tuple(line for line in found if _TIME_LABEL.match(plan.text[line[0] : line[1]]))
    return labelled or None


def _sentence(
    plan: Plan,
    section: Section,
    place: Place,
    line: Place | None = None,
    *,
    stop: int | None = None,
) -> Iterator[Duty]:
    """``[Đề nghị] X chủ trì[, phối hợp với Y] <task>``, or ``[Giao] X <task>``."""
    text = plan.text
    start, end = place
    verb, leaders, asked = duty_text.lead(text, start, end)
    if verb is None:
        yield from _given(plan, section, (start, stop or end))
        return
    helpers = duty_text.partners(text, verb.end(), end)
    heading = Span(plan.id, section.id, section.heading_start, section.heading_end)
    last = max(end, stop or end)
    whole = Span(plan.id, section.id, *(line or (start, last)))
    task = duty_text.task(text, verb.start(), end, helpers)
    mode = Mode.ASKED if asked else Mode.ASSIGNED
    parts = [Part(body, Role.LEAD, mode, verb[0]) for body in leaders]
    said = text[verb.start() : last]
    for role, pattern in ((Role.MONITOR, _MONITORS_TOO), (Role.COMMUNICATE, _COMMUNICATES_TOO)):
        if pattern.search(said):
            parts += [Part(body, role, mode, verb[0]) for body in leaders]
    parts += [Part(b, Role.COORDINATE, Mode.ASSIGNED, "phối hợp với") for b in helpers]
    if task is None:
        times = _timed(plan, section)
        yield Duty(plan, section, tuple(parts), heading, (heading, whole), _block(section), times)
        return
    parts += _reports(text, leaders, (verb.start(), last))
    span = Span(plan.id, section.id, *task)
    yield Duty(plan, section, tuple(parts), span, (whole,), ((verb.start(), last),))


def _given(plan: Plan, section: Section, place: Place) -> Iterator[Duty]:
    """``[Giao] X <task>``: a sentence that begins with a body gives it what follows."""
    text = plan.text
    start, end = place
    bodies, edge = duty_text.opening(text, start, end)
    rest = text[edge:end].lstrip(" :,")
    if not bodies or not rest[:1].islower() or rest.startswith(_NO_TASK):
        return
    mode = Mode.ASKED if _ASKS.search(text, start, bodies[0].start) else Mode.ASSIGNED
    begin = end - len(rest)
    parts: list[Part] = []
    if not _ONLY_REPORTS.match(rest):
        role = _plain_role(rest)
        parts += [Part(b, role, mode, " ".join(rest.split()[:2])) for b in bodies]
    parts += _reports(text, bodies, (begin, end))
    task = Span(plan.id, section.id, begin, end)
    whole = Span(plan.id, section.id, start, end)
    yield Duty(plan, section, tuple(parts), task, (whole,), ((begin, end),))


_NO_TASK = ("và ", "của ", "có ", "không ", "là những ", "là các ")

RULES: tuple[Rule, ...] = (of_table, of_agency_heading, of_prose)


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
        after = text[mention.end : mention.end + 16].split(";")[0].split("\n")[0]
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
            open_list=bool(_OPEN.search(text[mention.start : mention.end] + after)),
            deadlines=when,
            targets=aims,
            indices=named,
            proof=proof,
        )


def _deadlines(duty: Duty) -> tuple[Deadline, ...]:
    """Return the times in a duty's words; one form of a time once."""
    found: dict[str, Deadline] = {}
    for start, end in duty.extents if duty.timed is None else duty.timed:
        for one in deadlines.find(duty.plan.text, start, end):
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
    """Return the sub-indices that the task or its heading names."""
    task = duty.plan.text[duty.task.start : duty.task.end]
    named = (mention.index for mention in indices.find(f"{task} {duty.section.heading}"))
    return tuple(dict.fromkeys(i for i in named if indices.index(i).parent))
