"""The roles that the words of a task give its bodies; what each role is: ``docs/register.md``."""

import re
from collections.abc import Sequence

from corpus import duty_text
from corpus.agencies import Mention
from corpus.duties import Part
from corpus.duty_text import Place
from corpus.sentences import clauses
from corpus.types import Mode, Role

_MONITORS = re.compile(
    r"(?i)^(?:là (?:cơ quan|đơn vị) đầu mối,?\s+)?(?:giúp [^.;,]{3,60}?\s)?"
    r"(?:theo dõi|đôn đốc|kiểm tra|giám sát)\b[^.;]*?\bkế hoạch\b"
)
_MONITORS_TOO = re.compile(
    r"(?i)(?:theo dõi, đôn đốc việc (?:triển khai )?thực hiện kế hoạch này|"
    r"\btheo dõi, đôn đốc[^.;]*\bkế hoạch\b)"
)
# Of the plan itself or what it carries out: "tuyên truyền về nông nghiệp" is another task.
_COMMUNICATES = re.compile(
    r"(?i)^(?:làm tốt công tác )?(?:thông tin,? )?(?:tuyên truyền|phổ biến|truyền thông)\b"
    r"[^.;]*?\b(?:kế hoạch|nghị quyết|kết luận|chương trình|chỉ thị|pci)\b"
)
_COMMUNICATES_TOO = re.compile(r"(?i)tuyên truyền, phổ biến[^.;]*kế hoạch này")
_REPORTS = re.compile(
    r"(?i)^(?:định kỳ\b[^,;.]*(?:,[^,;.]*)?,\s*)?(?:xây dựng )?(?:báo cáo\b|"
    r"tổng hợp\b(?![^.;]{0,240}(?:tham mưu|đề xuất|đánh giá)[^.;]*báo cáo)[^.;]{0,260}?\bbáo cáo\b)"
)
_MANNER = re.compile(
    r"(?i)^(?:(?:chủ động|tích cực|kịp thời|thường xuyên|tiếp tục|đồng thời),?\s+|"
    r"là (?:cơ quan|đơn vị)(?: thường trực| đầu mối)+,?\s+|"
    r"(?:căn cứ|trên cơ sở|theo|hằng năm|hàng năm|định kỳ)\b"
    r"(?:(?!chủ trì|phối hợp)[^;.]){0,260}?,\s*"
    r"(?=(?:chủ động\s+)?(?:chủ trì|phối hợp)\b))"
)
_LATER = re.compile(r"^\s*(?P<verb>Chủ trì|Phối hợp)\b")
_NO_PARTNER = re.compile(r"(?i)phối\s+hợp\s*(?:với)?[\s:]*$")
_CONCERNED = re.compile(
    r"(?i)(?:\s*[,;]?\s*(?:và\s+)?(?:các\s+)?"
    r"(?:cơ quan|đơn vị|ban|ngành|tổ chức|cá nhân|địa phương)"
    r"[,\s]*)+(?:có\s+)?(?:liên quan)?\s*$"
)


def stem(words: str) -> str:
    """Return the words of a task without manner ("Chủ động, kịp thời …") before its verb."""
    while (shorter := _MANNER.sub("", words)) != words:
        words = shorter
    return words


def only_reports(words: str) -> bool:
    """Tell whether a task is nothing but to report, so that it is no other duty too."""
    return bool(_REPORTS.match(stem(words)))


def plain_role(words: str) -> Role:
    """Return the role of a body that a task is given to without a verb of role."""
    if _MONITORS.match(stem(words)):
        return Role.MONITOR
    return Role.COMMUNICATE if _COMMUNICATES.match(words) else Role.CARRY_OUT


def of_item(
    text: str, bodies: Sequence[Mention], mode: Mode, item: Place, first: Place
) -> list[Part]:
    """Return the roles that an item gives its bodies, and those that it works with.

    ``first`` is the item's first sentence, where its partners are named.
    """
    words = text[item[0] : item[1]]
    opened = stem(words)[:8].lower()
    parts: list[Part] = []
    if opened.startswith("chủ trì"):
        parts += [Part(b, Role.LEAD, mode, words[:7]) for b in bodies]
        parts += too(text[first[0] : first[1]], bodies, mode)
        helpers = duty_text.partners(text, item[0], first[1])
        parts += [Part(m, Role.COORDINATE, Mode.ASSIGNED, "phối hợp với") for m in helpers]
    elif opened.startswith("phối hợp"):
        parts += [Part(b, Role.COORDINATE, mode, words[:8]) for b in bodies]
    elif not only_reports(words):
        parts += [Part(b, plain_role(words), mode, " ".join(words.split()[:2])) for b in bodies]
    parts += _later(text, bodies, item)
    return parts + reports(text, bodies, item)


def too(said: str, bodies: Sequence[Mention], mode: Mode) -> list[Part]:
    """Return what leaders do of the plan itself beside leading: watch over it, make it known."""
    found: list[Part] = []
    for role, pattern in ((Role.MONITOR, _MONITORS_TOO), (Role.COMMUNICATE, _COMMUNICATES_TOO)):
        if match := pattern.search(said):
            found += [Part(body, role, mode, " ".join(match[0].split()[:2])) for body in bodies]
    return found


def _later(text: str, bodies: Sequence[Mention], item: Place) -> list[Part]:
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


def reports(text: str, bodies: Sequence[Mention], item: Place) -> list[Part]:
    """Return who owes a report and who gets it, where an item says so.

    A report without a body that gets it counts only where it is the whole task.
    """
    names = {body.agency for body in bodies}
    got = [pair for pair in duty_text.receivers(text, *item) if pair[0].agency not in names]
    if not got and not only_reports(text[item[0] : item[1]]):
        return []
    parts = [Part(b, Role.REPORT_TO, Mode.ASSIGNED, "báo cáo") for b in bodies]
    for body, passes_on in got:
        parts.append(Part(body, Role.RECEIVE_REPORTS, Mode.ASSIGNED, "báo cáo"))
        if passes_on:
            parts.append(Part(body, Role.REPORT_TO, Mode.ASSIGNED, "báo cáo"))
    return parts


def lead_in(text: str, place: Place, bodies: Sequence[Mention], mode: Mode) -> list[Part] | None:
    """Return the roles that a line without a task gives for the items under it.

    "a) Chủ trì, phối hợp với các sở, ngành:" gives the bodies above it the lead of each
    item; ``None``: the line says more, or nothing of a role.
    """
    start, end = place
    opened = stem(text[start:end])[:8].lower()
    role = Role.LEAD if opened.startswith("chủ trì") else None
    if opened.startswith("phối hợp"):
        role = Role.COORDINATE
    if role is None:
        return None
    helpers = duty_text.partners(text, start, end)
    edge = helpers[-1].end if helpers else start + len("phối hợp")
    rest = _CONCERNED.sub("", text[edge:end].rstrip(" :;.,"))
    alone = not helpers and _NO_PARTNER.search(text[start:end])
    if rest.strip(" ,;:()") and not alone:
        return None
    parts = [Part(body, role, mode, text[start : start + 8].strip(" ,")) for body in bodies]
    if role is Role.LEAD:
        parts += [Part(m, Role.COORDINATE, Mode.ASSIGNED, "phối hợp với") for m in helpers]
    return parts
