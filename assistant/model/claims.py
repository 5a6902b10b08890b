"""Which bodies a sentence names, and what it says that each of them does.

A body's part is read from the words around it: "do X chủ trì", "X phối hợp", "led by X",
"in coordination with X". Bodies in a row ("X, Y và Z") share their part. Where no word
tells, the body acts: nothing less may be proved for it than a duty of its own.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.patterns import any_of
from corpus import agencies, provinces
from corpus.agencies import Mention
from corpus.types import Role
from corpus.words import lower


class Part(StrEnum):
    """What a sentence says of a body."""

    LEADS = "leads"
    COORDINATES = "coordinates"
    JOINS = "joins in"
    REPORTS = "reports"
    RECEIVES = "receives"
    OVERSEEN = "is overseen"
    ACTS = "acts"
    NAMED = "named"
    DENIED = "denied"


ACTING = frozenset(set(Role) - {Role.COORDINATE, Role.RECEIVE_REPORTS})
#: The roles that prove each part; those not listed need none.
PROVED_BY: dict[Part, frozenset[Role]] = {
    Part.LEADS: frozenset({Role.LEAD, Role.EVALUATE}),
    Part.COORDINATES: frozenset({Role.COORDINATE}),
    Part.JOINS: ACTING | {Role.COORDINATE},
    Part.ACTS: ACTING,
    Part.REPORTS: frozenset({Role.REPORT_TO}),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A body by its canonical name, and its part in the sentence."""

    body: str
    part: Part


@dataclass(frozen=True, slots=True)
class Place:
    """A body's names side by side ("the Department X (Sở X)"): ``text[start:end]``."""

    body: str
    start: int
    end: int


# Words right before a body, or the first of several in a row.
_BEFORE: dict[str, tuple[tuple[Part, re.Pattern[str]], ...]] = {
    "vi": (
        (Part.DENIED, any_of(r"\b(?:không phải|chứ không phải|không do)(?: là)? *$")),
        (Part.JOINS, any_of(r"(?<!phối hợp )\bcùng(?: với)? *$")),
        (
            Part.COORDINATES,
            any_of(
                r"\b(?:phối hợp|sự phối hợp|hỗ trợ|tham gia)(?: chặt chẽ)?"
                r"(?: (?:với|của|cùng|từ|có))*(?: các cơ quan)?:? *$",
                r"\b(?:cơ quan|đơn vị) phối hợp(?: (?:là|gồm|có|còn có))*:? *$",
                r"\bcó(?: sự)? tham gia của *$",
            ),
        ),
        (
            Part.LEADS,
            any_of(
                r"\b(?:cơ quan|đơn vị) (?:chủ trì|đầu mối)(?:[^.;,:]{0,60})? (?:là|thuộc về):? *$",
                r"\bchủ trì(?: là| thuộc về)?:? *$",
            ),
        ),
        (
            Part.ACTS,
            any_of(
                r"\b(?:giao|phân công|giao nhiệm vụ|trách nhiệm)(?: (?:cho|của|là của|thuộc))* *$",
                r"\bthuộc(?: về)? trách nhiệm(?: của)? *$",
            ),
        ),
        (Part.OVERSEEN, any_of(r"\b(?:theo dõi|đôn đốc|giám sát) *$")),
        (Part.REPORTS, any_of(r"\bbáo cáo (?:\w+ ){0,3}(?:của|từ|do)(?: các)? *$")),
        (
            Part.RECEIVES,
            any_of(
                r"\bchịu trách nhiệm(?: trực tiếp)? trước *$",
                r"\b(?:báo cáo|gửi|trình|tham mưu|đề xuất|kiến nghị)"
                r"(?: cho| về| lên| tới| đến)? *$",
                r"\b(?:báo cáo|gửi|trình)\b[^.;,:]{0,60}\b(?:cho|về|lên|tới|đến) *$",
            ),
        ),
        (
            Part.NAMED,
            any_of(
                r"\b(?:giữa|với|cho|về|tới|đến|qua|thông qua|của|tại|thuộc|từ|theo|bởi|ban hành|ở)"
                r"(?: các)? *$"
            ),
        ),
    ),
    "en": (
        (Part.DENIED, any_of(r"\b(?:not|rather than|instead of)(?: (?:by|with|the))* *$")),
        (Part.JOINS, any_of(r"\b(?:together with|along with|alongside)(?: the)? *$")),
        (
            Part.LEADS,
            any_of(
                r"\blead(?:ership)?\b[^.;,:]{0,60} (?:is|stays|lies|rests|remains) with(?: the)? *$"
            ),
        ),
        (
            Part.COORDINATES,
            any_of(
                r"(?<!lies )(?<!rests )(?<!sits )(?<!stays )"
                r"\b(?:with|alongside)(?: (?:both|support from|help from|the support of|"
                r"the participation of|the coordination of|the help of|input from))?(?: the)? *$",
                r"\b(?:supported|assisted|helped) by(?: the)? *$",
                r"\bcoordinating (?:bodies|body|agenc\w+|units?)(?: (?:are|is|include))?:?"
                r"(?: the)? *$",
            ),
        ),
        (
            Part.LEADS,
            any_of(
                r"\b(?:led|headed|chaired|lead) (?:\w+ly )?by(?: the)? *$",
                r"\bunder the lead(?:ership)? of(?: the)? *$",
                r"\blead (?:agency|body|unit)(?:[^.;,:]{0,60})? (?:is|will be):?(?: the)? *$",
                r"\bleading (?:agency|body|unit) (?:is|will be):?(?: the)? *$",
            ),
        ),
        (
            Part.ACTS,
            any_of(
                r"\b(?:assigned|given|gives?|entrusted|falls?|belongs?|allocated|delegated|tasked|"
                r"assigns?)(?: \w+){0,3} to(?: the)? *$",
                r"\b(?:lies|rests|sits|stays|falls) (?:with|to|on)(?: the)? *$",
                r"\b(?:responsibility|task|duty|job|remit)"
                r"(?: of| lies with| rests with)(?: the)? *$",
            ),
        ),
        (Part.OVERSEEN, any_of(r"\b(?:urg|monitor|supervis|overse|track)\w*(?: the)? *$")),
        (Part.REPORTS, any_of(r"\breports? (?:\w+ ){0,3}(?:from|by|of)(?: the)? *$")),
        (
            Part.RECEIVES,
            any_of(
                r"\b(?:answer\w*|accountable|responsible)(?: directly)? to(?: the)? *$",
                r"\b(?:report|submit|send|sen[dt]|forward|propos|recommend)\w*\b[^.;:]{0,80}"
                r"\bto(?: the)? *$",
                r"\b(?:advis\w+|inform\w*)(?: the)? *$",
            ),
        ),
        (
            Part.NAMED,
            any_of(
                r"\b(?:assist|support|help|back|between|among|amongst|to|through|via|before|for|of|from|under|at|in|within)"
                r"(?: the)? *$"
            ),
        ),
    ),
}
# Words right after a body, or the last of several in a row.
# ", supported by Y," between a body and what is said of it.
_ASIDE = {
    "vi": re.compile(r"^ *, *(?:phối hợp|cùng|với sự)[^.;,]*(?:, (?:sở|ubnd|công an)[^.;,]*)*,"),
    "en": re.compile(
        r"^ *, *(?:(?:supported|assisted|helped|backed|aided) by|together with|along with|"
        r"alongside|with|in (?:close )?(?:coordination|cooperation|conjunction) with)\b[^.;,]*,"
    ),
}
_POSSESSIVE = re.compile(r"^(?:’s?|'s?) ")
_AFTER: dict[str, tuple[tuple[Part, re.Pattern[str]], ...]] = {
    "vi": (
        (Part.DENIED, any_of(r"^ *(?:không|chưa) (?:chủ trì|phối hợp|thực hiện|được giao)")),
        (
            Part.REPORTS,
            any_of(r"^[ ,]*(?:phải |có trách nhiệm |định kỳ |tổng hợp,? |và |cần )*báo cáo\b"),
        ),
        (Part.RECEIVES, any_of(r"^ *(?:sẽ |là nơi |là cơ quan )*(?:tiếp )?nhận (?:các )?báo cáo")),
        (
            Part.LEADS,
            any_of(
                r"^[ ,]*(?:sẽ |được giao |được đề nghị |có trách nhiệm |là (?:cơ quan|đơn vị) |"
                r"phải |được |cùng |đồng )*(?:chủ trì|đứng đầu|làm đầu mối|dẫn đầu)"
            ),
        ),
        (
            Part.COORDINATES,
            any_of(
                r"^[ ,]*(?:sẽ |được giao |được đề nghị |có trách nhiệm |là (?:cơ quan|đơn vị) |"
                r"phải |được |cùng |các |tham gia |chịu trách nhiệm |chỉ |cũng |còn |đều |thì |"
                r"chủ yếu )*"
                r"(?:phối hợp|hỗ trợ thực hiện)"
            ),
        ),
    ),
    "en": (
        (
            Part.DENIED,
            any_of(r"^ *(?:does|do|did|is|are|will|shall|has|have) not\b", r"^ *(?:isn|doesn|don)"),
        ),
        (
            Part.RECEIVES,
            any_of(
                r"^ *(?:will |is to |are to )?(?:receiv\w+|gets?) (?:the |these |those )?reports?\b"
            ),
        ),
        (
            Part.LEADS,
            any_of(
                r"^[ ,]*(?:(?:is|are|was|will|shall|must|which|that|also|jointly|has|have|been|be|"
                r"asked|requested|assigned|tasked|to|the|responsible for|charged with|in|takes?|a|"
                r"acts? as|both) )*(?:leads?\b|leading\b|led\b(?! by)|heads?\b|heading\b|chairs?\b|"
                r"spearhead\w*|steers?\b|charge of\b|lead role\b|"
                r"in charge\b)"
            ),
        ),
        (
            Part.COORDINATES,
            any_of(
                r"^[ ,]*(?:(?:is|are|will|shall|must|which|that|also|the|be|only|just|merely|as|a|"
                r"has|have|"
                r"asked|requested|assigned|tasked|to|act|acts|acting|in|jointly|both) )*"
                r"(?:(?:among|one of) the (?:\w+ )?(?:bodies|agencies|partners|units)"
                r"(?: that| which)? *)?"
                r"(?:coordinat\w+|co-ordinat\w+|cooperat\w+|co-operat\w+|collaborat\w+|support\w*|"
                r"assist\w*|helps?|helping)\b(?! by\b)"
            ),
        ),
    ),
}
_ROW = re.compile(
    r"[\s,;/&*]*(?:\b(?:và|cùng|and|with|as well as|hoặc|or|the|các|boards|sectors|branch|branches|"
    r"agencies|divisions|units)\b[\s,*]*)*"
)
_PLACE_BEFORE = re.compile(r"(?:[^\W\d_a-z]\w* )*[^\W\d_a-z]\w* [-–] $")  # "Đồng Đăng - "
_CLAUSE = re.compile(r"[.;:](?=\s)")
_BETWEEN = re.compile(r"[\s*,]*\(?[\s*]*")
# A body by its form alone: what the list does not know must stand in the evidence as written.
_FORM = re.compile(
    r"\b(?:(?:[A-Z][\w&’'-]*|of|for|and|the|on) )*"
    r"(?:Department|Ministry|Office|Committee|Board|Bank|"
    r"Inspectorate|Agency|Court|Police|Council|Authority|Cent(?:re|er)|Division|Union|Association|"
    r"Fund|Bureau|Commission|Secretariat|Institute|University)s?\b"
    r"(?: (?:of|for|on) (?:the )?[A-Z][\w&’'-]*(?:(?:,| and|,? and| of) [A-Z][\w&’'-]*)*)?"
)


def plain(text: str) -> str:
    """Return a sentence without its marks of bold type."""
    return text.replace("**", "")


def bodies(text: str, language: str) -> list[Place]:
    """Return the bodies that a sentence names, in order, one in two languages as one.

    A body whose English and Vietnamese names differ is given by both.
    """
    found: list[Mention] = list(agencies.find(text, folded=True))
    if language == "en":
        taken = [(m.start, m.end) for m in found]
        found += [
            m
            for m in agencies.find_english(text)
            if not any(m.start < end and start < m.end for start, end in taken)
        ]
    found.sort(key=lambda mention: mention.start)
    # "Lạng Sơn Provincial Tax": the place before a name is part of it
    near = [(place.start, place.end + 1) for place in provinces.find(text)]
    joined: list[Place] = []
    for mention in found:
        start = next((s for s, e in near if e == mention.start), mention.start)
        joined_place = _PLACE_BEFORE.search(text[:start]) if start < mention.start else None
        start = joined_place.start() if joined_place else start
        here = Place(mention.agency, start, max(mention.end, _official_end(text, mention)))
        before = joined[-1] if joined else None
        between = text[before.end : here.start] if before else ""
        glossed = "(" in between and _BETWEEN.fullmatch(between)
        if before and glossed and agencies.same(before.body, here.body):
            more_exact = max(before.body, here.body, key=len)
            joined[-1] = Place(more_exact, before.start, here.end)
        else:
            joined.append(here)
    return joined


def _official_end(text: str, mention: Mention) -> int:
    """Return where a body's official English name ends, if it stands there; else 0."""
    official = lower(agencies.english(mention.agency) or "")
    start = mention.start + 4 * lower(mention.words).startswith("the ")
    there = lower(text[start : start + len(official)]) == official
    return start + len(official) if official and there else 0


def strange_bodies(text: str, language: str) -> list[str]:
    """Return what has the form of a body's English name and is none of the list's."""
    if language != "en":
        return []
    known = bodies(text, language)
    return [
        match[0]
        for match in _FORM.finditer(text)
        if len(re.findall(r"\b(?!The\b)[A-Z]", match[0])) > 1  # "the Office" is no name
        and not any(place.start < match.end() and match.start() < place.end for place in known)
    ]


def claims(text: str, language: str) -> list[Claim]:
    """Return what a sentence says of each body that it names, in order."""
    places = bodies(text, language)
    found: list[Claim] = []
    for group in _groups(text, places):
        part = _part(text, group, language)
        found += [Claim(place.body, part) for place in group]
    return found


def _groups(text: str, places: list[Place]) -> list[list[Place]]:
    """Return bodies in a row together: nothing but commas and "and" stands between."""
    groups: list[list[Place]] = []
    for place in places:
        between = text[groups[-1][-1].end : place.start] if groups else ""
        if groups and _ROW.fullmatch(lower(between).lstrip(")")) and "với" not in between:
            if "with" in between or "cùng" in between:
                groups.append([place])
            else:
                groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _part(text: str, group: list[Place], language: str) -> Part:
    """Return the part of bodies in a row, by the words before the first and after the last."""
    small = lower(text)
    before = small[: group[0].start]
    ends = [match.end() for match in _CLAUSE.finditer(before)]
    before = before[ends[-1] if ends and before[ends[-1] :].strip() else 0 :]
    after = small[group[-1].end :].lstrip(")")
    if _POSSESSIVE.search(after):
        leads = re.match(r"^(?:’s?|'s?) (?:\w+ ){0,5}to lead\b", after)
        return Part.LEADS if leads else Part.NAMED
    after = _ASIDE[language].sub(" ", after)
    for part, pattern in _AFTER[language]:
        if part is Part.DENIED and pattern.search(after):
            return part
    told_before = next((part for part, p in _BEFORE[language] if p.search(before)), None)
    told_after = next((part for part, p in _AFTER[language] if p.search(after)), None)
    if told_before in (Part.DENIED, Part.LEADS):
        return told_before
    if told_after is Part.RECEIVES:
        return told_after
    apart = after.startswith(",") and not re.match(r", *(?:which|that|who|là)\b", after)
    beside = apart or not _leads_too(after, language)
    if told_before in (Part.COORDINATES, Part.JOINS) and beside:
        return told_before
    if told_after is not None and told_before in (
        None,
        Part.NAMED,
        Part.ACTS,
        Part.COORDINATES,
        Part.JOINS,
    ):
        return told_after
    if told_before is Part.NAMED and told_after is not None and _for_them(before, language):
        return told_after
    return told_before or Part.ACTS


def _leads_too(after: str, language: str) -> bool:
    """Tell whether bodies after "with" are said to lead all the same."""
    return any(part is Part.LEADS and p.search(after) for part, p in _AFTER[language])


def _for_them(before: str, language: str) -> bool:
    """Tell whether a body is given something to do, so that what follows is its part."""
    pattern = r"\b(?:giao|đề nghị|yêu cầu) cho *$" if language == "vi" else r"\bfor(?: the)? *$"
    return bool(re.search(pattern, before))
