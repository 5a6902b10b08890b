"""What a person says of himself in a conversation: his province and his department.

"Tôi làm ở Sở Tài chính Sơn La" is remembered, so that "sở tôi phải báo cáo khi nào?" can
be asked later. A question that names another body or province wins.
"""

import re
from collections.abc import Sequence

from assistant.concepts import named_bodies
from assistant.language import mostly_marked
from assistant.query import Home
from assistant.wording import names
from corpus import agencies, provinces
from corpus.types import Plan
from corpus.words import fold, words

_SELF = {"toi": "tôi", "minh": "mình", "em": "em", "tui": "tui", "ai": "ai"}
NEAR = 7  # characters between a body and the province behind it: " ", " tỉnh ", ", tỉnh "
_I = (
    r"(?<!gui )(?<!den )(?<!thong )(?<!xac )(?<!van )(?<!tre )"
    r"(?<!ban )(?<!vo )(?<!chong )(?<!anh )(?<!chi )(?<!bo )(?<!me )"  # his friend or family
    r"(?:toi|minh(?! bach)|em|tui|chung (?:toi|em|minh)|(?:bon|tui) (?:toi|em|minh)|"
    r"(?:cong ty|doanh nghiep|dn|hop tac xa|htx|xuong|cua hang|tiem|nha may|co so|co quan|don vi) "
    r"(?:cua )?(?:chung |bon )?(?:toi|em|minh|tui))"
)
_NOT_ABOUT_HIM = (
    r"(?!(?:hoi|muon|can|ai|nao|gi|biet|xem|tim|nghe|(?<!giam )doc|hieu|thay|phai|gui|nop|"
    r"khong|chua|chang)\b)"
)
_SAYS = {
    "vi": re.compile(
        rf"\b{_I}(?: {_NOT_ABOUT_HIM}\w+){{0,5}}? "
        r"(?:la|lam|lam viec|cong tac|(?:chuyen|dieu dong|moi) (?:sang|ve)|o|tai|ben|thuoc|tu|"
        r"trong|cho)"
        r"(?: (?:o|tai|cho|ben|can bo|cong chuc|chuyen vien|nhan vien|tinh|nguoi|vien chuc))*\W*$"
        rf"|\b{_I} la(?: {_NOT_ABOUT_HIM}\w+){{1,9}}? (?:o|tai|ben|thuoc|tu|cua)(?: tinh)?\W*$"
        r"|\b(?:doanh nghiep|cong ty|can bo|nguoi|dan) (?:o|tai|cua)? ?$"
    ),
    "en": re.compile(
        r"\b(?:i|we)(?:'m|'re|’m|’re)?"
        r"(?: (?!(?:want|need|ask|like|look|see|hear|know|wonder|read|deal|would|can|must|who|"
        r"not|never|no)\b)"
        r"\w+){0,6}?"
        r" (?:am|are|in|at|of|for|from|with|near|outside|the)(?: (?:the|a|an|our|province))*\W*$"
        r"|\b(?:my|our) (?:\w+ ){1,3}(?:is |are |sits |operates )?(?:\w+ )?(?:in|at|from|near)"
        r"(?: the)?\W*$"
        r"|\b(?:my|our) (?:\w+ )?(?:department|office|agency|unit|employer|province|workplace) is"
        r"(?: (?:the|in|at))*\W*$"
        r"|^(?:\w+ ){0,3}(?:speaking|calling|writing) from(?: the)?\W*$"
    ),
}
_OF_HIM = {"vi": re.compile(rf"\s*(?:{_I})\b"), "en": re.compile(r"(?!)")}
_PRONOUN = (
    r"(?:của |cua )?(?:chúng tôi|chung toi|chúng em|bọn tôi|bon toi|tôi|toi|em|mình|minh|tui)"
)
_MY_BODY = {
    "vi": re.compile(
        r"(?i)\b(?:sở|so|cơ quan|co quan|đơn vị|don vi|phòng|phong|ban|ngành|nganh|trung tâm|"
        rf"trung tam|chi cục|chi cuc|văn phòng|van phong|hiệp hội|hiep hoi) {_PRONOUN}(?!\w)"
        r"(?! (?:là|la)\b)"
    ),
    "en": re.compile(
        r"(?i)\b(?:my|our) (?:own )?(?:department|office|agency|unit|division|bureau|board|"
        r"cent(?:er|re)|inspectorate|association|dept)\b(?! is the\b)"
    ),
}
_ME = {
    "vi": re.compile(
        r"(?i)(?P<verb>\b(?:với|voi) )(?:chúng tôi|chung toi|bọn tôi|bon toi|tôi|toi|mình|minh)"
        r"(?=\W*$)|(?P<do>)\b(?:chúng tôi|chung toi|bọn tôi|bon toi|tôi|toi|mình|minh|em)"
        r"(?= (?:phải|phai|cần|can|chủ trì|chu tri|phối hợp|phoi hop|báo cáo|bao cao|"
        r"có (?:nhiệm vụ|trách nhiệm|việc)|co (?:nhiem vu|trach nhiem|viec)|được giao|duoc giao))"
    ),
    "en": re.compile(
        r"(?i)(?P<verb>\bwith )us\b(?=\W*$)|(?P<do>\b(?:must|do|does|should|are|am) )(?:we|i)"
        r"(?= (?:have|need|report|do|lead|submit|send|supposed|coordinate|required|responsible))"
    ),
}
_MY_PLACE = {
    "vi": re.compile(
        rf"(?i)\b(?:tỉnh|tinh|quê|que) (?:{_PRONOUN}|nhà|ta)(?!\w)|\b(?:ở|o) (?:đây|day)(?!\w)"
    ),
    "en": re.compile(r"(?i)\b(?:my|our) (?:own |home )?(?:province|region)\b"),
}
# Without marks "can bo", "nha may", "dau tu", "hiep hoi", "nghiep nho" and "xin chao" ask nothing.
_ASKS = {
    "marked": re.compile(
        r"\?|\b(?:ai|nào|gì|sao|mấy|bao nhiêu|bao giờ|đâu|không|hỏi|nhờ|xin(?! chào)|muốn|cần|"
        r"liệt kê|cho biết)\b"
    ),
    "vi": re.compile(
        r"\?|\b(?:ai|nao|gi|sao|(?<!nha )(?<!xuong )may|bao nhieu|bao gio|"
        r"dau(?! tu| thau| gia| khi)|khong|(?<!hiep )hoi(?! nong| phu nu| doanh| dong)|"
        r"(?<!nghiep )nho(?! va vua)|xin(?! chao)|muon|can(?! bo)|liet ke|cho biet)\b"
    ),
    "en": re.compile(
        r"\?|\b(?:who|whom|which|what|when|where|how|why|can|could|should|do|does|is there|tell|"
        r"list|need|want|please)\b"
    ),
}


def heard(question: str, plans: Sequence[Plan], language: str) -> Home:
    """Return the province and the body that a person says to be his; empty where he does not."""
    place = None
    own = _own_body(question, language)
    have = {plan.facts.province for plan in plans}
    for found in provinces.find(question):
        behind = own is not None and own.start < found.start <= own.end + NEAR
        his = behind or _his(question, found.start, found.end, language)
        if place is None and his and found.province in have:
            place = found.province
    return Home(place, own.agency if own else None)


def _own_body(question: str, language: str) -> agencies.Mention | None:
    """Return the first body that a person says to be his."""
    for mention in named_bodies(question, language):
        if mention.known and _his(question, mention.start, mention.end, language):
            return mention
    return None


def asked_after_telling(question: str, language: str) -> str | None:
    """Return what is asked behind a clause in which a person tells where he works, if it is so.

    "Em là chuyên viên Sở X, cơ quan em phải làm gì?" does not ask about "chuyên viên", and
    "Tôi ở Sở X, Sở Y phải làm gì?" does not ask about X.
    """
    own = _own_body(question, language)
    if own is None or _asks(question[: own.start], language):
        return None
    ends = [m.end for m in provinces.find(question) if own.start < m.start <= own.end + NEAR]
    after = re.match(r"\s*[,.;:–-]+\s*(\S.*)", question[max([own.end, *ends]) :])
    return after[1] if after and _asks(after[1], language) else None


def _his(question: str, start: int, end: int, language: str) -> bool:
    plain = plain_self(question)
    before, after = plain[:start], plain[end : end + 30]
    said = bool(_SAYS[language].search(before))
    if not said:
        return False
    general = language == "vi" and not re.search(rf"\b{_I}\b", before)
    return not general or bool(_OF_HIM[language].match(after))


def plain_self(question: str) -> str:
    """Return the question without marks, place by place; "tới" and "Minh" are no "tôi", "mình"."""
    marked = mostly_marked(question)
    plain = "".join(fold(c) if len(fold(c)) == 1 else c for c in question)
    for word in words(question) if marked else ():
        if fold(word.text) in _SELF and word.text not in _SELF.values():
            plain = plain[: word.start] + "_" * (word.end - word.start) + plain[word.end :]
    return plain


def only_tells(question: str, home: Home, language: str) -> bool:
    """Tell whether words that name somebody's home ask nothing."""
    return bool(home.place or home.body) and not _asks(question, language)


def _asks(text: str, language: str) -> bool:
    """Tell whether words ask something."""
    if language == "vi" and mostly_marked(text):
        return bool(_ASKS["marked"].search(text.lower()))
    return bool(_ASKS[language].search(fold(text)))


def written_for(question: str, home: Home, language: str) -> tuple[str, str | None]:
    """Return the question with "my department" and "my province" by name.

    Beside it what was asked for but is not known: ``"body"``, else ``None``.
    """
    unknown: str | None = None
    if _MY_BODY[language].search(question) or (home.body and _ME[language].search(question)):
        if home.body is None:
            unknown = "body"
        else:
            name = names([home.body], language)
            written = _MY_BODY[language].sub(name, question)
            question = (
                written
                if written != question
                else _ME[language].sub(
                    lambda m: "".join(filter(None, (m["verb"], m["do"]))) + name, question
                )
            )
    if home.place:
        at = f"ở {home.place}" if language == "vi" else home.place
        pattern = _MY_PLACE[language]
        question = pattern.sub(lambda m: _preposed(m, question, at, home), question)
    return question, unknown


def _preposed(match: re.Match[str], question: str, at: str, home: Home) -> str:
    """Return the place's name, with its preposition where none stands before it."""
    before = fold(question[: match.start()])
    if re.search(r"\b(?:o|tai|cua|in|at|of|for)\s+$", before):
        return home.place or ""
    return at


def joined(before: Home, now: Home) -> Home:
    """Return what is known after a person has said more of himself.

    Another province makes the department there unknown, unless it is named with it.
    """
    if now.place and before.place and now.place != before.place:
        return Home(now.place, now.body)
    return Home(now.place or before.place, now.body or before.body)
