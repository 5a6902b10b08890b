"""The duties of a section, line by line: agencies' headings, labelled lines, sentences.

A line that is only bodies is a heading for the items under it, and so is one that only
gives a role ("Chủ trì, phối hợp với các sở:"); a labelled line says who does what the
heading or the lettered item above it says; every other line is read by its sentences.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus import duty_labels, duty_lines, duty_roles, duty_text
from corpus.agencies import Mention
from corpus.duties import Duty, Part
from corpus.duty_lines import LETTERED, PARAGRAPH, Line
from corpus.duty_text import Place
from corpus.sentences import clauses, sentences
from corpus.types import Mode, Plan, Role, Section, SectionKind, Span

_LETTERED = re.compile(r"^[a-zđ]\)\s")
# "Cơ quan đăng ký đầu tư có trách nhiệm …": somebody who is on no list acts, not the heading.
_STRANGER = re.compile(
    r"^(?:Các |Cơ quan|Đơn vị|Chủ đầu tư|Doanh nghiệp|Nhà đầu tư|Người|Tổ chức|Cán bộ|Văn bản)"
    r"[^,.;:]{2,80}?\s(?:có trách nhiệm|phải)\s"
)
_ASKS = re.compile(r"đề nghị", re.IGNORECASE)
_ISSUES = re.compile(r"(?i)^\s*(?:yêu cầu|đề nghị|giao)\s")
# Words that tell which bodies are meant, or on what grounds: the task comes after them.
_MEANT = re.compile(
    r"(?:trực thuộc|thuộc|được|trong|theo|căn cứ|trên cơ sở|có liên quan|liên quan|đóng trên)\b"
)
_NO_TASK = (
    "và ", "của ", "có ", "không ", "là những ", "là các ", "cơ quan ", "đơn vị ", "đoàn thể",
    "doanh nghiệp ", "địa phương",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Head:
    """Bodies that the lines under theirs are given to, with their proof and depth.

    ``parts`` are the roles of every such line, where a line between gives them; ``joint``:
    each of those lines begins with the partners.
    """

    bodies: tuple[Mention, ...]
    mode: Mode
    proof: tuple[Span, ...]
    level: int
    parts: tuple[Part, ...] = ()


def of_lines(plan: Plan, section: Section) -> Iterator[Duty]:
    """The duties in a section's lines, in their order."""
    if section.kind is not SectionKind.HEADING:
        return
    text = plan.text
    runs_on = section.heading_end < section.end and text[section.heading_end] != "\n"
    begin = section.heading_start if runs_on else section.heading_end
    found = duty_lines.nested(text, begin, section.end)
    heads: list[_Head] = []
    if bodies := [] if runs_on else duty_text.heading_bodies(plan, section):
        heads.append(_headed(plan, section, bodies))
    elif bodies := duty_text.addressed(plan, section):
        whole = duty_lines.nested(text, section.heading_start, section.end)
        span = Span(plan.id, section.id, *whole[0].place)
        heads.append(_Head(tuple(bodies), _mode(text, whole[0].place), (span,), -1))
        found = whole[1:]
    elif labelled := duty_labels.of_heading(plan, section, found):
        yield labelled
        return
    elif above := _above(plan, section):
        yield from _of_subsection(plan, section, above)
        return
    first_runs_on = runs_on and not heads
    for number, line in enumerate(found):
        if line.level > PARAGRAPH:
            while heads and heads[-1].level >= line.level:
                heads.pop()
        if duty_lines.deeper(found, number) and (under := _heads_items(plan, section, line, heads)):
            heads.append(under)
        elif heads and (line.level > heads[-1].level):
            if not _part_of(text, found, number):
                yield from _item(plan, section, heads[-1], line)
        elif not heads or line.level == PARAGRAPH == heads[-1].level:
            yield from _prose(plan, section, found, number, whole=first_runs_on and number == 0)


def _headed(plan: Plan, section: Section, bodies: Sequence[Mention]) -> _Head:
    place = (section.heading_start, section.heading_end)
    head = Span(plan.id, section.id, *place)
    return _Head(tuple(bodies), _mode(plan.text, place), (head,), -1)


def _above(plan: Plan, section: Section) -> _Head | None:
    """Return the bodies that the heading right above a lettered section names."""
    if not section.parent or not _LETTERED.match(section.heading):
        return None
    parent = plan.section(section.parent)
    bodies = duty_text.heading_bodies(plan, parent)
    return _headed(plan, parent, bodies) if bodies else None


def _of_subsection(plan: Plan, section: Section, above: _Head) -> Iterator[Duty]:
    """The items of a lettered section under a heading that is bodies."""
    found = duty_lines.nested(plan.text, section.heading_start, section.end)
    first, *items = found
    under = _heads_items(plan, section, replace(first, level=LETTERED), [above])
    if under is None or not items:
        yield from _item(plan, section, above, first)
        under = above
    for number, line in enumerate(items, 1):
        if not _part_of(plan.text, found, number):
            yield from _item(plan, section, under, line)


def _part_of(text: str, found: Sequence[Line], number: int) -> bool:
    """Tell whether a line only goes on with one that ends in ":" ("- Dự án 1: …")."""
    line = found[number]
    above = next((o for o in reversed(found[:number]) if o.level < line.level), None)
    if above is None or not text[above.start : above.end].rstrip().endswith(":"):
        return False
    words = text[line.words : line.end]
    return not duty_text.begins_task(words[:1].lower() + words[1:])


def _mode(text: str, place: Place) -> Mode:
    return Mode.ASKED if _ASKS.search(text, *place) else Mode.ASSIGNED


def _heads_items(plan: Plan, section: Section, line: Line, heads: Sequence[_Head]) -> _Head | None:
    """Return what a line is to the items under it, if it is only bodies or only a role."""
    text = plan.text
    place = (line.words, line.end)
    span = Span(plan.id, section.id, *place)
    if bodies := duty_text.only_bodies(text, *place):
        return _Head(tuple(bodies), _mode(text, place), (span,), line.level)
    if not heads or heads[-1].level >= line.level:
        return None
    above = heads[-1]
    parts = duty_roles.lead_in(text, place, above.bodies, above.mode)
    if parts is None:
        return None
    return replace(above, proof=(*above.proof, span), level=line.level, parts=tuple(parts))


def _item(plan: Plan, section: Section, head: _Head, line: Line) -> Iterator[Duty]:
    """An item under bodies: its first words give their role; another subject takes over."""
    text = plan.text
    start, stop = line.words, line.end
    words = text[start:stop]
    if not words.strip() or words.lstrip().startswith("("):
        return
    if _STRANGER.match(words) and not duty_text.opening(text, start, stop)[0]:
        return
    first, *later = sentences(text, start, stop)
    own, edge = _subject(text, start, stop)
    rest = text[edge:stop].lstrip(" :,")
    proof: tuple[Span, ...] = (*head.proof, Span(plan.id, section.id, start, stop))
    bodies: Sequence[Mention] = head.bodies
    takes_over = bool(own) and (rest[:1].islower() or text[edge : edge + 1] == ":")
    with_own = takes_over and bool(head.parts) and all(p.role is Role.LEAD for p in head.parts)
    if takes_over and not with_own:
        bodies, start, proof = own, stop - len(rest), proof[-1:]
    taken = [place for place in later if another(text, place)]
    end = duty_text.closed(text, start, taken[0][0] if taken else stop)
    if head.parts and (with_own or not takes_over):
        parts = list(head.parts)
        if with_own:
            start = stop - len(rest)
            parts += [Part(m, Role.COORDINATE, Mode.ASSIGNED, "phối hợp") for m in own]
        parts += duty_roles.reports(text, head.bodies, (start, end))
    else:
        parts = duty_roles.of_item(text, bodies, head.mode, (start, end), first)
    task = Span(plan.id, section.id, start, end)
    yield Duty(plan, section, tuple(parts), task, proof, ((start, end),))
    for place in taken:
        yield from _sentence(plan, section, place)


def _subject(text: str, start: int, end: int) -> tuple[list[Mention], int]:
    """Return who a sentence begins with; of "UBND tỉnh giao X …", X: who asks does not act."""
    bodies, edge = duty_text.opening(text, start, end)
    if bodies and _ISSUES.match(text[edge:end]):
        return duty_text.opening(text, edge, end)
    return bodies, edge


def another(text: str, place: Place) -> bool:
    """Tell whether a sentence begins with a body of its own and what it is to do."""
    bodies, edge = duty_text.opening(text, *place)
    return bool(bodies) and text[edge : place[1]].lstrip(" :,")[:1].islower()


def _acts(text: str, place: Place) -> bool:
    """Tell whether a clause begins with bodies and a known verb of what they are to do."""
    bodies, edge = duty_text.opening(text, *place)
    return bool(bodies) and duty_text.begins_task(text[edge : place[1]].lstrip(" ,"))


def _prose(
    plan: Plan, section: Section, found: list[Line], number: int, *, whole: bool
) -> Iterator[Duty]:
    """A line of prose: a labelled line, or sentences in which bodies lead or are given a task."""
    text = plan.text
    line = found[number]
    if label := duty_labels.LABEL.match(text[line.words : line.end]):
        start = line.words + label.end()
        if duty_labels.is_list(text, label, start, line.end):
            yield duty_labels.of_line(plan, section, found, number, label)
            return
        one = bool(duty_text.LEADS.search(text, start, line.end))
        places = [(start, line.end)] if one else sentences(text, start, line.end)
        for place in places:
            yield from _sentence(plan, section, place, line.place if one else None)
        return
    places = sentences(text, *line.place)
    for count, place in enumerate(places):
        stop = _item_end(text, places, count) if whole or count == 0 else place[1]
        yield from _sentence(plan, section, place, stop=stop)


def _item_end(text: str, places: Sequence[Place], number: int) -> int:
    """Return the end of the sentences that go on with a sentence's subject."""
    end = places[number][1]
    for place in places[number + 1 :]:
        if another(text, place) or duty_text.lead(text, *place)[0]:
            break
        if duty_text.late_subject(text, *place)[0]:
            break
        end = place[1]
    return end


def _sentence(
    plan: Plan,
    section: Section,
    place: Place,
    line: Place | None = None,
    *,
    stop: int | None = None,
) -> Iterator[Duty]:
    """A sentence, cut where a later clause has a subject of its own."""
    text = plan.text
    pieces = [place]
    for clause in clauses(text, *place)[1:]:
        if text[: clause[0]].rstrip().endswith(";") and _acts(text, clause):
            pieces[-1] = (pieces[-1][0], duty_text.closed(text, pieces[-1][0], clause[0]))
            pieces.append((clause[0], place[1]))
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        yield from _clause(plan, section, piece, line, stop if last else None)


def _clause(
    plan: Plan, section: Section, place: Place, line: Place | None, stop: int | None
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
    parts += duty_roles.too(text[verb.start() : last], leaders, mode)
    parts += [Part(b, Role.COORDINATE, Mode.ASSIGNED, "phối hợp với") for b in helpers]
    runs_on = start <= section.heading_start
    if task is None and runs_on:  # the sentence is the heading: it has no other title
        task = verb.start(), duty_text.closed(text, verb.start(), end)
    if task is None:
        lines = duty_lines.nested(text, section.heading_end, section.end)
        timed = duty_labels.times(text, lines)
        block = ((section.heading_end, section.end),)
        yield Duty(plan, section, tuple(parts), heading, (heading, whole), block, timed)
        return
    parts += duty_roles.reports(text, leaders, (verb.start(), last))
    span = Span(plan.id, section.id, *task)
    yield Duty(plan, section, tuple(parts), span, (whole,), ((verb.start(), last),))


def _given(plan: Plan, section: Section, place: Place) -> Iterator[Duty]:
    """``[Giao] X <task>``: a sentence gives its subject what follows."""
    text = plan.text
    start, end = place
    bodies, edge = _subject(text, start, end)
    begin: int | None = None
    if bodies:
        rest = text[edge:end].lstrip(" :,")
        plain = rest[:1].islower() and not rest.startswith(_NO_TASK)
        plain = plain and not _MEANT.match(rest)
        begin = duty_text.task_start(text, edge, end)
        charged = begin is not None and text[edge:begin].rstrip().endswith("trách nhiệm")
        if plain and not charged:
            begin = end - len(rest)
    else:
        bodies, edge = duty_text.late_subject(text, start, end)
        begin = duty_text.task_start(text, edge, end) if bodies else None
    if begin is None:
        return
    mode = _mode(text, (start, bodies[0].start))
    stop = duty_text.closed(text, start, end)
    parts = duty_roles.of_item(text, bodies, mode, (begin, stop), (begin, stop))
    task = Span(plan.id, section.id, begin, stop)
    whole = Span(plan.id, section.id, start, end)
    yield Duty(plan, section, tuple(parts), task, (whole,), ((begin, end),))
