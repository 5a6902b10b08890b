"""What a question asks, apart from what is told around it.

People tell before they ask ("Công ty em ở Sơn La làm chè, cho em hỏi …"). What is told
only helps to find; what is asked must be found.
"""

import re

from corpus.sentences import clauses
from corpus.words import fold

# Words that a piece that asks has; searched without marks.
_ASKS = {
    "vi": re.compile(
        r"\b(?:nao|gi|ai|dau|may|bao nhieu|bao gio|bao lau|khi nao|the nao|ra sao|sao|han chot|"
        r"liet ke|ke ten|ke ra|so sanh|cho biet|neu ro|khong|chua|phai khong|dung khong)\b"
    ),
    "en": re.compile(
        r"\b(?:who|whom|whose|which|what|when|where|why|how|is|are|does|do|did|can|could|should|"
        r"must|will|list|name|tell|compare|give|show|by when)\b"
    ),
}
# After these words the question itself begins.
_OPENS = {
    "vi": re.compile(
        r"(?i)(?:^|[,.:;–-]\s*|\s)(?:nên\s+|mà\s+|vậy\s+|thế\s+)?"
        r"(?:(?:cho|xin|nhờ)\s+(?:\w+\s+){0,3}?(?:hỏi|biết|hoi|biet|xin)"
        r"|(?:muốn|cần|định|muon|can|dinh)\s+(?:\w+\s+){0,2}?(?:hỏi|biết|hoi|biet|tra)"
        r"|hỏi thẳng|hoi thang)"
        r"(?:\s+(?:là|rằng|xem|một điều|cho rõ|cho ro|la|rang))?\s*[:,]?\s+"
    ),
    "en": re.compile(
        r"(?i)(?:^|[,.:;–-]\s*|\s)"
        r"(?:(?:i|we)(?:'d| would)? (?:want|need|like|wish) to (?:know|ask)|"
        r"(?:please|could you|can you) tell (?:me|us)|my question is|tell me)[:,]?\s+"
    ),
}
_COLON = re.compile(r":\s+")
# Who tells of himself; a topic before a colon ("Hoàn thuế: ai chủ trì?") is asked about.
_TELLER = re.compile(
    r"(?i)\b(?:em|tôi|toi|mình|minh|tụi|tui|bác|cháu|chị|bạn|nghe|thấy|đọc báo|"
    r"i|we|my|our|us|me|am)\b"
)
_PRONOUN = {  # the "it" of "ít nhất" without its mark is none
    "en": re.compile(r"\b(?:it|that|this|them|those|these)\b"),
    "vi": re.compile(
        r"\b(?:phai|dung|nhu) (?:the|vay)\b|\b(?:viec|dieu|chuyen|cai|khoan|cho|nhung|may|kieu) "
        r"(?:\w+ ){0,2}?(?:do|nay|ay|kia)\b"
    ),
}


def parted(question: str, language: str) -> tuple[str, str]:
    """Return what asks and what is told; nothing told where the question is one whole.

    Where what asks refers to something told ("việc đó"), the question is one whole.
    """
    pieces = list(_pieces(question, language))
    asking = [n for n, piece in enumerate(pieces) if _ASKS[language].search(fold(piece))]
    if len(pieces) < 2 or not asking:
        return question, ""
    at = asking[-1]
    if _PRONOUN[language].search(fold(pieces[at])):
        return question, ""
    told = [piece for n, piece in enumerate(pieces) if n != at]
    return pieces[at], " . ".join(told)


def _pieces(question: str, language: str) -> list[str]:
    """Return the clauses of a question, cut also where the asking begins."""
    found: list[str] = []
    for start, end in clauses(question):
        clause = question[start:end]
        cut = [m.end() for m in _OPENS[language].finditer(clause)][-1:]
        if not cut:
            cut = [
                m.end()
                for m in _COLON.finditer(clause)
                if _ASKS[language].search(fold(clause[m.end() :]))
                and not _ASKS[language].search(fold(clause[: m.start()]))
            ][-1:]
        tells = cut and _TELLER.search(clause[: cut[0]])
        if tells and _ASKS[language].search(fold(clause[cut[0] :])):
            found += [clause[: cut[0]], clause[cut[0] :]]
        else:
            found.append(clause)
    return [piece for piece in found if piece.strip()]
