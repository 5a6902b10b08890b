"""What a follow-up says of the answer before it: that body, the second of those, what else."""

import re
from collections.abc import Sequence

from assistant.query import LAST, Points
from corpus.words import fold

_BODY = {  # the group "it" is what stands for the body
    "vi": re.compile(
        r"(?i)\b(?P<it>(?:sở|so|cơ quan|co quan|đơn vị|don vi|phòng|phong|ban|ngành|nganh|"
        r"trung tâm|trung tam|bên|ben|nơi|noi|chỗ|văn phòng|van phong) "
        r"(?:đó|do|này|nay|ấy|ay|kia|trên|tren|vừa nêu|vua neu))(?!\w)"
        r"|\b(?P<he>họ|nó|no|ho)(?= (?:phải|phai|còn|con|có|co|chủ trì|chu tri|làm|lam|báo cáo|"
        r"bao cao|được|duoc|phối hợp|phoi hop|cần|can|lo|gửi|gui|nộp|nop))"
    ),
    "en": re.compile(
        r"(?i)\b(?P<it>(?:that|this|the same|said) (?:department|agency|body|office|unit|"
        r"authority|one|division|inspectorate|association))\b"
        r"|\b(?:must|do|does|should|is|are|will|has|have|can) (?P<he>it|they|them)"
        r"(?= (?:also |still |then )?(?:report|lead|do|submit|coordinate|have|send|handle|take|"
        r"monitor|publish|propose|responsible|supposed|in charge|required|expected|work|need))"
        r"|\b(?P<they>it|they) (?=(?:also |still )?(?:has|have|must|should|needs?) (?:to )?"
        r"(?:report|lead|do|submit|coordinate|send|handle|monitor|publish))"
    ),
}
_NUMBERS = {
    **{"nhat": 1, "dau tien": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5},
    **{"sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11},
    "muoi hai": 12,
    **{"cuoi": LAST, "cuoi cung": LAST, "sau cung": LAST, "last": LAST},
    **{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7},
    **{"eighth": 8, "ninth": 9, "tenth": 10},
}
# What comes after a number that is no place in a list: "số 2 năm 2026", "mục 2.3", "02/NQ-CP".
_NO_DATE = r"(?! nam \d| thang \d|[./–-]\w)"
_ITEM = re.compile(
    r"\b(?:viec|nhiem vu|y|muc|cai|dieu|khoan|diem|dong|gach dau dong|co quan|so|noi dung|"
    r"chi tieu|muc tieu|giai phap) "
    r"(?:thu |so )?(?P<vi>nhat|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi mot|muoi hai|muoi|"
    rf"dau tien|cuoi cung|sau cung|cuoi|\d{{1,2}}{_NO_DATE})(?!\w)(?! muoi)"
    r"|\bthe (?P<en>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|"
    r"\d{1,2}(?:st|nd|rd|th))"
    r"(?: (?:one|task|duty|item|point|target|index|sub-index|"
    r"of (?:these|those|them)))?(?= *(?:$|[?.,!]|who|when|in more|please|due|about|led))"
    rf"|\b(?:number|no\.?|item|task|duty|point) (?P<n>\d{{1,2}})\b{_NO_DATE}"
)
# A document's number is no place in a list: "Nghị quyết số 02", "Resolution No. 2".
_DOCUMENT = re.compile(
    r"\b(?:nghi quyet|nghi dinh|ket luan|ke hoach|quyet dinh|thong tu|chi thi|cong van|to trinh|"
    r"van ban|luat|phu luc|de an|resolution|decree|conclusion|plan|decision|circular|directive|"
    r"law|annex|appendix|dispatch|document|scheme)(?: (?:so|number|no\.?))? \d+"
)
_ORDINAL = re.compile(
    r"\bthu (?:nhat|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi)|dau tien|cuoi|^the\b|number|\d"
)
_MORE = re.compile(
    r"^\W*(?:vay |the |roi |va |ok |ngoai ra )*(?:con )?(?:co )?(?:(?:viec|nhiem vu|dieu|y|cai|"
    r"thong tin|noi dung|muc|ai|co quan)? ?(?:nao|gi)? ?)?(?:khac )?(?:nua|khac|them)"
    r"(?: khong| ko| k| chua| di| nhe| a)*\W*$"
    r"|^\W*(?:ke|noi|liet ke|cho biet) (?:tiep|them|not)(?: \w+){0,2}\W*$"
    r"|^\W*(?:het chua|chi the thoi (?:a|sao)|tiep di|tiep tuc|het roi (?:a|ha))\W*$"
    r"|^\W*(?:and |ok |so |but )*(?:(?:is there )?any(?:thing|body|one|one)? (?:else|more|others?)|"
    r"what else|who else|what more|more|go on|continue|"
    r"(?:tell|show|give) me (?:the )?(?:more|rest)|"
    r"is that (?:all|it|everything)|the rest|others)(?: please| then| there| is there)*\W*$"
)


_WHERE = re.compile(
    r"^\W*(?:vay |the |cai |dieu |viec )*(?:(?:do|nay|ay) )?(?:ghi|nam|viet|noi|neu|trich|nguon)?"
    r"(?: (?:do|nay|ay))?(?: tu| la)? ?(?:o|tai|trong) (?:dau|muc nao|phan nao|trang nao|"
    r"cho nao|dieu nao)(?: (?:vay|the|trong (?:van ban|ke hoach)|cua ke hoach))*\W*$"
    r"|^\W*(?:phan|muc|doan|cho|dieu) nao (?:noi|ghi|neu|viet|quy dinh)"
    r"(?: (?:vay|the|nhu (?:vay|the)|dieu (?:do|nay|ay)))?\W*$"
    r"|^\W*(?:nguon|trich dan|can cu)(?: (?:o dau|dau|nao|la gi))?\W*$"
    r"|^\W*(?:and )?(?:where|in (?:which|what) (?:section|part|place|article))\b.{0,25}"
    r"\b(?:written|say|says|said|stated|stand|stands|found|come from|plan|document|that|this)"
    r"[\w ]{0,12}\W*$"
    r"|^\W*(?:what(?:'s| is) (?:the|your) source|source|which section(?: is (?:that|it|this))?)\W*$"
)


def reference_of(question: str) -> Points:
    """Return what a follow-up points at: the rest, its place, or one of what was listed.

    >>> reference_of("nói rõ hơn về việc thứ hai")
    Points(more=False, where=False, item=2)
    """
    plain = _DOCUMENT.sub(" ", fold(question)).strip()
    if _MORE.search(plain):
        return Points(more=True)
    if _WHERE.search(plain):
        return Points(where=True)
    found = _ITEM.search(plain)
    if found is None or not _ORDINAL.search(found[0]):
        return Points()
    word = found["vi"] or found["en"] or found["n"]
    digits = re.match(r"\d+", word)
    return Points(item=int(digits[0]) if digits else _NUMBERS[word])


def names_body(question: str, language: str) -> bool:
    """Tell whether a question speaks of a body only as "that department", "it", "họ"."""
    return bool(_BODY[language].search(question))


def with_body(question: str, names: Sequence[str], language: str) -> str:
    """Return a question with the names of bodies in place of what points at them."""
    found = _BODY[language].search(question)
    if found is None:
        return question
    start, end = found.span(found.lastgroup or 0)
    both = " và " if language == "vi" else " and "
    return question[:start] + both.join(names) + question[end:]
