"""From a question as typed to a :class:`~assistant.query.Query`.

Tables of small patterns over the question without marks (Vietnamese) or in lower case
(English); bodies, indices and provinces come from their lists, never from here.
"""

import re
import unicodedata
from collections.abc import Sequence

from assistant.concepts import concepts_of
from assistant.language import language_of
from assistant.query import Kind, Query
from corpus import agencies, indices, provinces
from corpus.types import Plan, Role
from corpus.words import fold

_ROLES: dict[str, tuple[tuple[Role, str], ...]] = {
    "vi": (
        (Role.COORDINATE, r"phoi hop|cung lam|phoi ket hop|ho tro cho co quan chu tri"),
        (Role.EVALUATE, r"(?:ai|nao|chu tri|phu trach|trach nhiem|quan) (?:chu tri |phu trach )?(?:danh gia|cham diem)|danh gia chi tieu"),
        (Role.LEAD, r"chu tri|dau moi|phu trach|chiu trach nhiem|cam trich|dung dau|lo (?:chi so|viec|phan)"),
        (Role.CARRY_OUT, r"thuc hien|trien khai|lam viec nay|duoc giao"),
    ),
    "en": (
        (Role.COORDINATE, r"co-?ordinat|co-?operat|work(?:s|ing)? (?:with|alongside)|alongside|partner|support(?:s|ing)? (?:agenc|bod|the lead)|help(?:s|ing)? (?:the|it|out)|assist|team(?:s|ing)? up|join(?:s|ing)? in"),
        (Role.EVALUATE, r"\b(?:who|which|what)\b.*\b(?:evaluat|assess|scor|grad|rate|judg|check)"),
        (Role.LEAD, r"\blead|in charge|responsib|\bhead|takes? charge|own(?:s|er)\b|oversee|runs?\b|handl|main agency|focal"),
        (Role.CARRY_OUT, r"carr(?:y|ies|ied) out|implement|perform|execut|deliver|assigned"),
    ),
}
_WHO = {
    "vi": (
        r"^(?:don vi|co quan) (?:chu tri|phoi hop|dau moi|phu trach|thuc hien)\b|\bai\b|\b(?:co quan|don vi|so|nganh|ban|phong|ben|to chuc|noi|cho|bo phan|dau moi)"
        r"(?: nganh| ban| chuc nang| chuyen mon)? (?:nao|gi)\b|nhung (?:ai|co quan|don vi|so)|"
        r"(?:gui|nop|bao cao)(?: ve| cho| den)? (?:dau|ai|co quan nao)"
    ),
    "en": (
        r"\bwho\b|\bwhom\b|\bwho's\b|\bwhose\b|\b(?:which|what)(?: \w+){0,2} "
        r"(?:agenc|bod|department|office|unit|authorit|ministr|division|cent(?:er|re)|bureau|"
        r"institution|organi[sz]ation|side|party|parties|people|entit)"
    ),
}
_WHEN = {
    "vi": r"\b(?:khi nao|bao gio|luc nao|han (?:chot|nop|bao cao|cuoi|nao|la)|thoi han|thoi gian|thoi diem|ngay nao|ngay may|thang nao|thang may|quy nao|cham nhat|truoc ngay|deadline|bao lau|bao nhieu ngay|may ngay|quy may|dinh ky)\b",
    "en": r"^when\b|[,?.] when\b|\bwhen (?:must|does|do|is|are|should|will|did|can|was|were|by|exactly)\b|deadline|\bdue\b|what date|which date|by what|how (?:soon|often|long)|how many days|time limit|timeline|timeframe|what month|\bdates?\b|by which day|cut-?off",
}
_HOW_MUCH = {
    "vi": r"\b(?:bao nhieu|may|ti le|ty le|phan tram|muc tieu la|con so|so luong|toi thieu|toi da|it nhat|chi tieu .*(?:bao nhieu|la gi|the nao))\b|%",
    "en": r"how (?:many|much)|percent|per cent|what share|what rate|number of|target (?:rate|figure|number|level|value)|proportion|minimum|maximum|at least|%",
}
_NUMBERED = r"\bso (?:may|hieu)\b|ky hieu|number and date|(?:document|reference|plan) number|what number"
_DUTIES = {
    "vi": r"lam (?:gi|nhung gi|viec gi|cong viec)|(?:nhiem vu|viec|trach nhiem|cong viec)(?: cu the| chinh)? (?:gi|nao|cua)|phai lo|duoc giao (?:gi|nhung|viec|nhiem vu)|nhung (?:viec|nhiem vu)",
    "en": r"what (?:must|does|should|is|are|do|will|has|have)\b.*\b(?:do|duties|tasks?|responsib|assigned|asked|supposed|expected|required|work)|duties of|tasks of|responsibilities",
}
_LISTED = {
    "vi": r"\b(?:nhung|cac|liet ke)\b.*\b(?:chi so|nhiem vu|viec|linh vuc|mang|noi dung)\b|(?:chi so|nhiem vu|viec|linh vuc)(?: thanh phan)?(?: pci)?(?: nao| gi)\b|bao nhieu (?:chi so|nhiem vu|viec)",
    "en": r"(?:which|what|list|all|how many)\b.*\b(?:sub-?ind\w+|indices|indexes|tasks?|duties)\b",
}
_ANNEX = re.compile(r"\b(?:phu luc|annex|appendix|appendices|bieu kem theo)\b")

_RECEIVES = re.compile(r"\b(?:cho|ve|den|toi|gui|qua|voi|to|with|for|from|alongside)(?: the)?\s*$")
_CONTACT = re.compile(
    r"so dien thoai|dien thoai|so dt\b|sdt\b|email|e-mail|dia chi|website|trang web cua|zalo|"
    r"\bphone|telephone|address|contact (?:details|number|info)|fax"
)
_MONEY = re.compile(
    r"bao nhieu (?:tien|kinh phi|ngan sach|von|ty|trieu)|kinh phi (?:la )?bao nhieu|"
    r"(?:kinh phi|ngan sach|von|tien) .{0,60}bao nhieu|bao nhieu .{0,30}(?:kinh phi|ngan sach)|"
    r"how much (?:money|funding|budget|will it cost|does it cost|cash)|what (?:budget|funding|sum)|"
    r"how (?:big|large) is the (?:budget|fund)|\b(?:budget|cost)s? (?:of|for|is)\b"
)


def clean(question: str) -> str:
    """Return the question on one line, NFC, without characters that nobody sees."""
    kept = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", question))
    return re.sub(r"\s+", " ", kept).strip()


def understand(question: str, plans: Sequence[Plan], only: Sequence[str] = ()) -> Query:
    """Return what a question asks; ``only`` names the plans to look in, if not all.

    A province that is named chooses its plans; one without a plan, and that no plan
    speaks of, is an unknown place.
    """
    language = language_of(question)
    plain = fold(question) if language == "vi" else question.lower()
    bodies = _bodies(question, language)
    found_indices = _indices(question, language)
    places, unknown = _places(question, plans)
    pool = [p for p in plans if not only or p.id in only]
    chosen = [p.id for p in pool if p.facts.province in places] or [p.id for p in pool]
    role = next((r for r, pattern in _ROLES[language] if re.search(pattern, plain)), None)
    kind = _kind(plain, language, role, bool(bodies))
    return Query(
        question=question,
        standalone=question,
        language=language,
        kind=kind,
        role=role,
        plans=tuple(chosen),
        places=places,
        unknown_place=unknown,
        bodies=bodies,
        actors=_actors(question, bodies, language),
        indices=found_indices,
        annex=bool(_ANNEX.search(fold(question))),
        needs=_needs(fold(question)),
        concepts=concepts_of(question, language, places),
    )


def _needs(plain: str) -> frozenset[str]:
    """Return what a sentence must hold to be an answer: an amount of money, a contact."""
    asked = {"money": _MONEY, "contact": _CONTACT}
    return frozenset(name for name, pattern in asked.items() if pattern.search(plain))


def _kind(plain: str, language: str, role: Role | None, named: bool) -> Kind:
    who = re.search(_WHO[language], plain)
    if re.search(_NUMBERED, plain):
        return Kind.WHAT
    if re.search(_WHEN[language], plain) and not (who and role in (Role.LEAD, Role.COORDINATE)):
        return Kind.WHEN
    if who:
        return Kind.WHO
    if named and (
        re.search(_DUTIES[language], plain) or (role and re.search(_LISTED[language], plain))
    ):
        return Kind.DUTIES
    if re.search(_HOW_MUCH[language], plain):
        return Kind.HOW_MUCH
    return Kind.WHAT


def _bodies(question: str, language: str) -> tuple[str, ...]:
    found = list(agencies.find(question, folded=True))
    if language == "en":
        found += agencies.find_english(question)
    return tuple(dict.fromkeys(m.agency for m in found if m.known))


def _actors(question: str, bodies: Sequence[str], language: str) -> tuple[str, ...]:
    """Return the bodies that are asked to act, not those that only receive or help."""
    spotted = list(agencies.find(question, folded=True))
    if language == "en":
        spotted += agencies.find_english(question)
    received = {
        m.agency for m in spotted if _RECEIVES.search(fold(question[max(0, m.start - 16) : m.start]))
    }
    return tuple(body for body in bodies if body not in received)


def _indices(question: str, language: str) -> tuple[str, ...]:
    found = list(indices.find(question, folded=True))
    if language == "en":
        found += indices.find_english(question)
    return tuple(dict.fromkeys(m.index for m in found))


def _places(question: str, plans: Sequence[Plan]) -> tuple[tuple[str, ...], str | None]:
    """Return the provinces named that have a plan, and one that has none."""
    named = list(dict.fromkeys(m.province for m in provinces.find(question)))
    have = {plan.facts.province for plan in plans}
    known = tuple(name for name in named if name in have)
    strange = [n for n in named if n not in have and not any(n in p.text for p in plans)]
    return known, (strange[0] if strange and not known else None)
