"""Bodies that are on no list, by the form of their names in Vietnamese text.

A name begins with the word for a kind of body in capitals ("Trung tâm", "Quỹ") and goes
on with capitalised words; as Vietnamese words are mostly written in two syllables with
only the first capitalised ("Xúc tiến"), one small syllable may follow each capital.
"""

from corpus.phrases import Token

_HEADS = frozenset(
    tuple(head.split())
    for head in (
        "sở", "ban", "phòng", "trung tâm", "chi cục", "cục", "tổng cục", "hội", "liên minh",
        "hiệp hội", "công ty", "tổng công ty", "tập đoàn", "văn phòng", "tòa án", "viện",
        "quỹ", "bộ", "ủy ban", "ubnd", "hội đồng", "liên hiệp", "liên đoàn", "ban quản lý",
        "chi nhánh", "học viện", "bệnh viện", "ngân hàng",
    )
)  # fmt: skip
_LINKS = frozenset({"&"})
_STOPS = frozenset(
    {
        "là", "có", "được", "đã", "sẽ", "với", "của", "theo", "phải", "để", "về", "cho", "từ",
        "khi", "tại", "trên", "trong", "hoặc", "do", "bị", "cùng", "các", "những", "này", "đó",
        "nêu", "nào", "gì", "ai", "thì", "mà", "như", "trước", "sau", "liên", "không", "thuộc",
        "ở", "đang", "nên", "hay", "cần",
    }
)  # fmt: skip
_VERBS = frozenset(
    tuple(verb.split())
    for verb in (
        "chủ trì", "phối hợp", "thực hiện", "tham mưu", "đề nghị", "báo cáo", "tổ chức",
        "tiếp tục", "rà soát", "xây dựng", "triển khai", "hướng dẫn", "tăng cường",
        "đẩy mạnh", "cung cấp", "thường xuyên", "chịu trách", "kịp thời", "ban hành",
        "theo dõi", "tổng hợp", "chủ động", "tập trung", "căn cứ", "định kỳ", "công bố",
        "làm gì", "kiểm tra", "đánh giá", "bố trí", "hỗ trợ", "phụ trách", "chỉ đạo",
    )
)  # fmt: skip


def body_end(found: list[Token], place: int) -> int:
    """Return the end of a body's name that begins at a token; ``place`` for none."""
    first = _head_end(found, place)
    if first == place or first == len(found):
        return place
    here = first
    last = place
    while here < len(found):
        token = found[here]
        if token.gap and not (token.gap == "-" and here > first and token.capital):
            break
        if token.capital and (token.gap == "" or not _head_end(found, here) > here):
            here += 1
            last = here
            if here < len(found) and _second_syllable(found, here):
                here += 1
                last = here
        elif token.spelt in _LINKS and last == here and _goes_on(found, here):
            here += 1
        else:
            break
    return last


def _head_end(found: list[Token], place: int) -> int:
    """Return the end of the longest head word at a token; ``place`` for none."""
    if not found[place].capital or (found[place].short and found[place].spelt != "ubnd"):
        return place
    best = place
    for length in (1, 2, 3):
        words = tuple(t.spelt for t in found[place : place + length])
        gaps = all(t.gap == "" for t in found[place + 1 : place + length])
        if words in _HEADS and len(words) == length and gaps:
            best = place + length
    return best


def _second_syllable(found: list[Token], place: int) -> bool:
    token = found[place]
    if token.gap or token.capital or not token.raw.isalpha() or token.spelt in _LINKS:
        return False
    following = found[place + 1].spelt if place + 1 < len(found) else ""
    return token.spelt not in _STOPS and (token.spelt, following) not in _VERBS


def _goes_on(found: list[Token], place: int) -> bool:
    after = place + 1
    return (
        after < len(found)
        and found[after].gap == ""
        and found[after].capital
        and _head_end(found, after) == after
    )
