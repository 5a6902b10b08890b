"""Reading bodies and tasks in the words of a duty: small functions, no rows yet."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus import agencies
from corpus.agencies import Mention
from corpus.sentences import clauses
from corpus.types import Plan, Section

Place = tuple[int, int]

LEADS = re.compile(r"chủ\s+trì", re.IGNORECASE)
_WITH = re.compile(r"phối\s+hợp\s+(?:chặt chẽ\s+|tốt\s+)?(?:cùng\s+)?với\b", re.IGNORECASE)
_ASKED = re.compile(r"đề\s+nghị\s*$", re.IGNORECASE)
_DENIED = re.compile(r"không\s+(?:còn\s+)?(?:(?:giao|phải|đề nghị)\s+)?$", re.IGNORECASE)
_GLUE = re.compile(
    r"^[\s,;()]*(?:(?:và|các|cùng|với|phối hợp với|có liên quan|liên quan|cấp tỉnh|cấp xã|của tỉnh|"
    r"trên địa bàn tỉnh|trên địa bàn)[\s,;()]*)*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*(?:\d+(?:\.\d+)*\.?|[a-zđ]\))\s*")
_FILLER = re.compile(
    r"^[\s,;.:]*(?:xây dựng kế hoạch\s+)?(?:tổ chức\s+)?(?:triển khai\s+)?"
    r"(?:thực hiện)?[\s.,;/]*$",
    re.IGNORECASE,
)
GIVEN = re.compile(
    r"^[\s:]*(?:[-–+]\s*)?(?:\d+(?:\.\d+)*\.?\s*)?(?:(?:giao|đề nghị|yêu cầu)\s+)?$",
    re.IGNORECASE,
)
_UNLISTED = re.compile(r"\s*(các (?:đơn vị|cơ quan|ngành|cấp|địa phương|bên))\b", re.IGNORECASE)
_RECEIVES = re.compile(r"(?i)(?:báo cáo|gửi|về|qua|cho)\s*(?:các\s+)?$")
_REPORTS = re.compile(r"(?i)báo cáo|\bgửi\b")
_PASSED_ON = re.compile(r"(?i)^\s*(?:để\s+)?(?:tổng hợp|theo dõi)[^.;]*báo cáo")


def mentions(text: str, start: int, end: int) -> list[Mention]:
    """Return the bodies named in ``text[start:end]``, with places in the whole text."""
    return [
        replace(found, start=found.start + start, end=found.end + start)
        for found in agencies.find(text[start:end])
    ]


def lines(text: str, start: int, end: int) -> list[Place]:
    """Return the lines of ``text[start:end]`` that are not blank."""
    return [
        (start + match.start(), start + match.end())
        for match in re.finditer(r"[^\n]+", text[start:end])
        if match[0].strip()
    ]


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


def addressed(plan: Plan, section: Section) -> list[Mention]:
    """Return the bodies of an item that ends in ":" over its dashes ("…, Thủ trưởng các Sở:")."""
    text = plan.text
    found = lines(text, section.heading_start, section.end)
    if len(found) < 2:
        return []
    start, end = found[0]
    dashed = text[found[1][0] : found[1][1]].lstrip().startswith(("-", "–", "+"))
    if not dashed or not text[start:end].rstrip().endswith(":") or LEADS.search(text, start, end):
        return []
    return mentions(text, start, end)


def lead(text: str, start: int, end: int) -> tuple[re.Match[str] | None, list[Mention], bool]:
    """Return the first "chủ trì" that has bodies before it and is not denied."""
    for verb in LEADS.finditer(text, start, end):
        leaders, asked = subject(text, start, verb.start())
        if leaders and not _DENIED.search(text[start : leaders[0].start]):
            return verb, leaders, asked
    return None, [], False


def subject(text: str, start: int, verb: int) -> tuple[list[Mention], bool]:
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


def partners(text: str, start: int, end: int) -> list[Mention]:
    """Return the bodies named one after another behind each "phối hợp với"."""
    found: list[Mention] = []
    bodies = mentions(text, start, end)
    for match in _WITH.finditer(text, start, end):
        edge = match.end()
        if unlisted := _UNLISTED.match(text, edge, end):
            span = unlisted.span(1)
            if not any(body.start <= span[0] < body.end for body in bodies):
                found.append(Mention(unlisted[1], unlisted[1], *span, known=False))
                continue
        for body in bodies:
            if body.start < edge:
                continue
            if not _GLUE.match(text[edge : body.start]):
                break
            if body not in found:
                found.append(body)
            edge = body.end
    return found


def opening(text: str, start: int, end: int) -> tuple[list[Mention], int]:
    """Return the bodies that a sentence begins with, one after another, and where they end."""
    bodies: list[Mention] = []
    edge = start
    for mention in mentions(text, start, end):
        glue = _GLUE if bodies else GIVEN
        if not glue.match(text[edge : mention.start]):
            break
        bodies.append(mention)
        edge = mention.end
    return bodies, edge


def receivers(text: str, start: int, end: int) -> list[tuple[Mention, bool]]:
    """Return the bodies that get a report, and whether each passes it on."""
    found: list[tuple[Mention, bool]] = []
    for first, last in clauses(text, start, end):
        chained = -1
        for body in mentions(text, first, last):
            before = text[first : body.start]
            direct = bool(_REPORTS.search(before)) and bool(_RECEIVES.search(before))
            if direct or (chained >= 0 and _GLUE.match(text[chained : body.start])):
                found.append((body, bool(_PASSED_ON.match(text[body.end : last]))))
                chained = body.end
            else:
                chained = -1
    return found


def task(text: str, start: int, end: int, helpers: Sequence[Mention]) -> tuple[int, int] | None:
    """Return the place of "chủ trì <task>", ``None`` where only "thực hiện" is said."""
    cut = end
    joint = _WITH.search(text, start, end)
    if joint:
        later = _WITH.search(text, joint.end(), end)
        stop = later.start() if later else end
        if _FILLER.match(text[start + len("chủ trì") : joint.start()]):
            ends = [p.end for p in helpers if joint.end() <= p.start < stop]
            rest = text[max(ends, default=joint.end()) : stop]
            if _FILLER.match(re.sub(r"^\s*(?:có\s+)?liên quan", "", rest)):
                return None
            cut = stop
        else:
            cut = joint.start()
    kept = text[start:cut].rstrip(" ,;./")
    return start, start + len(kept)
