"""Reading bodies and tasks in the words of a duty: small functions, no rows yet."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus import agencies
from corpus.agencies import Mention
from corpus.duty_verbs import VERB
from corpus.sentences import clauses
from corpus.types import Plan, Section

Place = tuple[int, int]
_FARTHEST = 420
_LONGEST_NAME = 140
_NUMERAL = re.compile(r"[IVXL]+$|\d{1,2}$")
_BODY_LIKE = re.compile(
    r"(?:[Cc]ác|[Nn]hững|[Dd]oanh nghiệp|Sở|Ban|Phòng|Cơ quan|Đơn vị|Ủy ban|UBND|Hội|Hiệp hội|"
    r"Liên|Trung tâm|Trường|Viện|Tập đoàn|Công|Tổng|Chi|Cục|Quỹ|Báo|Đài|Mặt trận|Tỉnh đoàn|Đoàn|"
    r"Ngân hàng|Bảo hiểm|Thuế|Kho bạc|Hải quan|Bưu điện|Bộ|Tòa án|Viện kiểm sát|Văn phòng|"
    r"Thanh tra|Chủ đầu tư)\b"
)

LEADS = re.compile(r"chủ\s+trì", re.IGNORECASE)
_WITH = re.compile(
    r"phối\s+hợp\s+(?:chặt chẽ\s+|tốt\s+)?(?:(?:cùng\s+)?với\b|"
    r"(?=các\s+(?:sở|cơ quan|đơn vị|ngành|địa phương)|sở\s|công an\s))",
    re.IGNORECASE,
)
_ASKED = re.compile(r"đề\s+nghị\s*$", re.IGNORECASE)
_DENIED = re.compile(r"không\s+(?:còn\s+)?(?:(?:giao|phải|đề nghị)\s+)?$", re.IGNORECASE)
_GLUE = re.compile(
    r"^[\s,;()]*(?:(?:và|các|cùng|với|phối hợp với|có liên quan|liên quan|trực thuộc sở|cấp tỉnh|"
    r"cấp xã|của tỉnh|trên địa bàn tỉnh|trên địa bàn)[\s,;()]*)*$",
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
_CENTRAL = re.compile(r"báo cáo\s+((?:cấp có thẩm quyền (?:ở )?)?Trung ương)\b")
_PASSED_ON = re.compile(
    r"(?i)^\s*(?:để\s+)?(?:tổng hợp|theo dõi)[^.;]*(?:báo cáo|\bgửi)|^[^.;,]*\bđể\s+báo cáo\b"
)


def mentions(text: str, start: int, end: int) -> list[Mention]:
    """Return the bodies named in ``text[start:end]``, with places in the whole text."""
    return [
        replace(found, start=found.start + start, end=found.end + start)
        for found in agencies.find(text[start:end])
    ]


_INTRO = re.compile(
    r"(?i)^[\s:]*(?:[-–+]\s*)?(?:\d+(?:\.\d+)*\.?\s*|[a-zđ]\)\s*)?(?:căn cứ|trên cơ sở|theo|"
    r"trong|đối với|đồng thời|hằng năm|hàng năm|định kỳ|nhằm|để|sau khi|khi|nếu|riêng|ngoài ra|"
    r"trước ngày)\b"
)
_GIVES = re.compile(r"(?i)(?:giao|đề nghị|yêu cầu)\s+(?:cho\s+)?$")
_HELD = re.compile(
    r"(?i)\b(?:của|do|từ|với|cho|tại|về|đến|gửi|trên|bởi|báo cáo|trình|tham mưu|kiến nghị|đề xuất|"
    r"xin ý kiến|qua|phối hợp)\s+(?:các\s+)?$"
)
# What may stand between a subject and its verb: what it was given, on what grounds.
_INTERPOSED = re.compile(
    r"(?i)^\s*(?:\([^()]*\))?[\s,]*"
    r"(?:(?:được|thuộc|trực thuộc|có)\s(?!trách nhiệm)[^.;:]{1,160}?\s)?"
    r"(?:(?:căn cứ|trên cơ sở|theo|trong|là (?:cơ quan|đơn vị))\b[^.;:]{1,240}?[,)]\s*)?$"
)
_BY_THE_WAY = re.compile(r"(?i)được\s+(?:phân công|giao)(?:\s+nhiệm vụ)?\s+$")
_CHARGED_LATER = re.compile(r"[^.;]*?\bcó\s+trách\s+nhiệm\b")
_CHARGED = re.compile(r"[^.;:]{0,200}?\bcó\s+trách\s+nhiệm\s+")
_OWES = re.compile(r"(?i)(?:có\s+trách\s+nhiệm|phải|cần)\s+")
_LISTED_ON = re.compile(r"^\s*,[^.;:]{2,60},\s*$")
_HEADS_OF = re.compile(r"(?i)\b(?:thủ trưởng|người đứng đầu)\b")


def lines(text: str, start: int, end: int) -> list[Place]:
    """Return the lines of ``text[start:end]`` that are not blank."""
    return [
        (start + match.start(), start + match.end())
        for match in re.finditer(r"[^\n]+", text[start:end])
        if match[0].strip()
    ]


def closed(text: str, start: int, end: int) -> int:
    """Return where the words of ``text[start:end]`` end, without "./." that ends a document."""
    words = text[start:end].rstrip()
    return start + len(words.removesuffix("./.").rstrip())


def heading_bodies(plan: Plan, section: Section) -> list[Mention]:
    """Return the bodies of a heading that names nothing else ("2.1. Sở Tài chính").

    Among headings of which most do so, one in the form of a body is one under its own
    words ("18. Các doanh nghiệp công nghệ số").
    """
    place = section.heading_start, section.heading_end
    found = only_bodies(plan.text, *place)
    return found or (own_words(plan.text, *place) if _in_series(plan, section) else [])


def only_bodies(text: str, start: int, end: int) -> list[Mention]:
    """Return the bodies of ``text[start:end]`` if it names nothing else but its own number."""
    rest = text[start:end]
    if not rest.strip():
        return []
    found = mentions(text, start, end)
    for mention in reversed(found):
        at = mention.start - start
        rest = rest[:at] + " " + rest[at + mention.end - mention.start :]
    rest = _NUMBERED.sub("", rest, count=1)
    rest = re.sub(
        r"(?i)đề nghị|các đơn vị chuyên ngành|các đơn vị có liên quan|và|[\s,;:().…]+|a-zđ\)",
        "",
        rest,
    )
    return found if found and not rest else []


def _in_series(plan: Plan, section: Section) -> bool:
    """Tell whether a heading stands among three or more of which most name only bodies."""
    beside = [s for s in plan.sections if s.parent == section.parent and s.heading.strip()]
    bare = [s for s in beside if only_bodies(plan.text, s.heading_start, s.heading_end)]
    return len(bare) >= 3 and 2 * len(bare) > len(beside)


def own_words(text: str, start: int, end: int) -> list[Mention]:
    """Return the bodies of a place, those on no list under their own words.

    Empty where the words between the listed bodies are not in the form of bodies.
    """
    number = _NUMBERED.match(text[start:end])
    first = start + (number.end() if number else 0)
    if asks := re.match(r"(?i)đề nghị\s+", text[first:end]):
        first += asks.end()
    stop = first + len(text[first:end].rstrip(" :."))
    if stop - first > _LONGEST_NAME:
        return []
    found: list[Mention] = []
    edge = first
    for mention in [*mentions(text, first, stop), None]:
        for at, upto in _pieces(text, edge, mention.start if mention else stop):
            words = text[at:upto]
            if found and at - found[-1].end == 1 and _NUMERAL.match(words):
                last = found[-1]  # "Ngân hàng Nhà nước khu vực | XII": one name
                name = text[last.start : upto]
                found[-1] = Mention(name, name, last.start, upto, known=False)
            elif not _BODY_LIKE.match(words):
                return []
            else:
                found.append(Mention(words, words, at, upto, known=False))
        if mention:
            found.append(mention)
            edge = mention.end
    return found


def _pieces(text: str, start: int, end: int) -> list[Place]:
    """Return the words between listed bodies, cut where a list is cut."""
    places = []
    for match in re.finditer(r"[^;\n\t()]+", text[start:end]):
        words = re.sub(r"^(?:[\s,:.…]|và\b|cùng\b|có liên quan\b|liên quan\b)+", "", match[0])
        at = start + match.end() - len(words)
        words = re.sub(r"(?:[\s,:.…]|\bvà)+$", "", words)
        if words:
            places.append((at, at + len(words)))
    return places


def addressed(plan: Plan, section: Section) -> list[Mention]:
    """Return the bodies that an item over its dashes ends in ("…, Thủ trưởng các Sở:")."""
    text = plan.text
    first = lines(text, section.heading_start, section.end)[:2]
    if len(first) < 2:
        return []
    (start, end), (under, last) = first
    dashed = text[under:last].lstrip().startswith(("-", "–", "+"))
    if not dashed or not text[start:end].rstrip().endswith(":") or LEADS.search(text, start, end):
        return []
    words = _NUMBERED.sub("", text[start:end], count=1)
    if begins_task(words[:1].lower() + words[1:]):
        return []  # "a) Tham mưu UBND tỉnh quyết định:" is a task
    return mentions(text, start, end)


def lead(text: str, start: int, end: int) -> tuple[re.Match[str] | None, list[Mention], bool]:
    """Return the first "chủ trì" that has bodies before it and is not denied."""
    for verb in LEADS.finditer(text, start, end):
        if _BY_THE_WAY.search(text[start : verb.start()]) and _CHARGED_LATER.match(
            text, verb.end()
        ):
            continue  # "các cơ quan được giao chủ trì … có trách nhiệm lập": who is meant
        leaders, asked = subject(text, start, verb.start())
        leaders = leaders or _apart(text, start, verb.start())
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
    if _HELD.search(before):
        return [], False  # "theo đề xuất của các sở, chủ trì …": whose proposal, not who leads
    return found, bool(_ASKED.search(before))


def _apart(text: str, start: int, verb: int) -> list[Mention]:
    """Return the bodies a sentence opens with where grounds part them from their verb."""
    bodies, edge = opening(text, start, verb)
    between = text[edge:verb]
    return bodies if bodies and _INTERPOSED.match(_OWES.sub("", between)) else []


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
    return _as_heads(text, start, bodies), edge


def _as_heads(text: str, start: int, bodies: list[Mention]) -> list[Mention]:
    """Return committees named after "người đứng đầu" as their chairs, who are meant."""
    chaired = "UBND các xã, phường"
    if not bodies or not _HEADS_OF.search(text, start, bodies[0].end):
        return bodies
    return [replace(b, agency=f"Chủ tịch {chaired}") if b.agency == chaired else b for b in bodies]


def late_subject(text: str, start: int, end: int) -> tuple[list[Mention], int]:
    """Return the bodies that act after an opening of grounds or time, and where they end.

    "Trong quá trình thực hiện, nếu có vướng mắc, các sở kịp thời phản ánh …": only the
    first bodies that nothing holds ("của các sở") and that a verb of a task follows.
    """
    if not _INTRO.match(text[start:end]):
        return [], start
    bodies: list[Mention] = []
    for mention in mentions(text, start, end):
        gap = text[bodies[-1].end : mention.start] if bodies else ""
        if bodies and (_GLUE.match(gap) or (_LISTED_ON.match(gap) and not VERB.search(gap))):
            bodies.append(mention)
            continue
        if bodies:
            break
        if not _HELD.search(text[start : mention.start]):
            bodies.append(mention)
    edge = bodies[-1].end if bodies else start
    return (bodies, edge) if bodies and task_start(text, edge, end) is not None else ([], start)


def begins_task(words: str) -> bool:
    """Tell whether words in lower case begin with a verb of a task."""
    return bool(VERB.match(_OWES.sub("", words, count=1) if _OWES.match(words) else words))


def task_start(text: str, start: int, end: int) -> int | None:
    """Return where the task of a subject that ends at ``start`` begins: at a known verb."""
    if charged := _CHARGED.match(text, start, end):
        return charged.end()
    for verb in VERB.finditer(text, start, end):
        between = text[start : verb.start()]
        if _INTERPOSED.match(_OWES.sub("", between)):
            return verb.start()
        if len(between) > _FARTHEST:
            break
    return None


def receivers(text: str, start: int, end: int) -> list[tuple[Mention, bool]]:
    """Return the bodies that get a report, and whether each passes it on."""
    found: list[tuple[Mention, bool]] = []
    for first, last in clauses(text, start, end):
        chained = -1
        for body in sorted([*mentions(text, first, last), *_central(text, first, last)], key=_at):
            before = text[first : body.start]
            direct = bool(_REPORTS.search(before)) and bool(_RECEIVES.search(before))
            if direct or (chained >= 0 and _GLUE.match(text[chained : body.start])):
                found.append((body, bool(_PASSED_ON.match(text[body.end : last]))))
                chained = body.end
            else:
                chained = -1
    return found


def _central(text: str, start: int, end: int) -> list[Mention]:
    """Return the central authorities that get a report without a name of their own."""
    return [
        Mention(match[1], match[1], *match.span(1), known=False)
        for match in _CENTRAL.finditer(text, start, end)
    ]


def _at(mention: Mention) -> int:
    return mention.start


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
