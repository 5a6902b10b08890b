"""Sentences and clauses of Vietnamese administrative prose, as places.

A line of the normalised text is a paragraph, a heading or an item, and a tab stands
between two cells, so both end a sentence whatever stands before them. Within a line a
full stop only counts where a sentence can end: the plans are full of stops in
abbreviations ("TM.", "v.v."), numbers ("15.000") and item numbers ("2.1.").
"""

import bisect
import re
from collections.abc import Iterator

Place = tuple[int, int]

_LINE = re.compile(r"[^\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CLOSING = '"”’»)\\]\\u00b9\\u00b2\\u00b3\\u2070-\\u2079'
# What ends a sentence, with the quotes, brackets and footnote marks that belong to it.
_END = re.compile(rf"(?:\./\.|[.?!…]+)[{_CLOSING}]*(?=\s|$)")
_SEMICOLON = re.compile(rf";[{_CLOSING}]*(?=\s|$)")
_OPENING = "\"“‘'«([-–—•*+"
_PAIRED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(/\[“\"‘'-])"
    r"(?:TM|KT|TL|TUQ|TP|Tp|TX|TT|ThS|Ths|Th\.S|TS|T\.S|PGS|GS|BS|KS|CN|LS|NSND|NSƯT|Đ/c|đ/c|"
    r"v\.v|vv|VD|Vd|vd|tr|Tr|Mr|Mrs|Ms|Dr|No|St|[^\W\d_])\.$"
)
_ROMAN = r"(?=[IVXLC])(?:X{0,3})(?:IX|IV|V?I{0,3})"
_VISIBLE = re.compile(r"\S")
# No abbreviation and no number of an item is longer, which keeps long lines quick.
_LONGEST = 24
# "2.1.", "a)", "IV.", "Điều 5.", also after a dash: the number of an item or a heading.
_MARKER = re.compile(
    r"(?:[-–—•*+]\s*)?"
    r"(?:(?:Điều|Khoản|Điểm|Mục|Chương|Phần|Phụ lục|Bước|Câu)\s+)?"
    rf"(?:\d+(?:\.\d+)*|{_ROMAN}|[^\W\d_])(?:[.)]|\./)$"
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Place]:
    """Return the places of the sentences in ``text[start:end]``, in order.

    They cover every character that is not blank, do not overlap, and neither begin nor
    end with a blank. An item's number or dash belongs to its sentence.

    >>> sentences("Giao Sở A chủ trì. Sở B phối hợp./.")
    [(0, 18), (19, 35)]
    """
    stop = len(text) if end is None else end
    lines = (match.span() for match in _LINE.finditer(text, start, stop))
    return [place for line in lines for place in _cut(text, line, False)]


def clauses(text: str, start: int = 0, end: int | None = None) -> list[Place]:
    """Return the places of the clauses: sentences cut also at ";" and at any ". ".

    What stands between two brackets stays together, and so do abbreviations and the
    number of an item with its words.

    >>> clauses("Rà soát quy định; sửa đổi, bổ sung.")
    [(0, 17), (18, 35)]
    """
    return [
        place for sentence in sentences(text, start, end) for place in _cut(text, sentence, True)
    ]


def _cut(text: str, line: Place, fine: bool) -> Iterator[Place]:
    """Yield the sentences (or, where ``fine``, the clauses) of one line."""
    first, last = line
    shut = [match.span() for match in _PAIRED.finditer(text, first, last)]
    ends = list(_END.finditer(text, first, last))
    if fine:
        ends = sorted((*ends, *_SEMICOLON.finditer(text, first, last)), key=re.Match.start)
    here = first
    for match in ends:
        if not _inside(shut, match.start()) and _ends_here(text, here, match, last, fine):
            yield from _trimmed(text, here, match.end())
            here = _next_word(text, match.end(), last)
    yield from _trimmed(text, here, last)


def _inside(shut: list[Place], place: int) -> bool:
    """Tell whether a place stands between two brackets of the sorted pairs ``shut``."""
    before = bisect.bisect_left(shut, (place, 0)) - 1
    return before >= 0 and place < shut[before][1] - 1


def _ends_here(text: str, start: int, match: re.Match[str], last: int, fine: bool) -> bool:
    """Tell whether a sentence that began at ``start`` ends with this stop."""
    after = _next_word(text, match.end(), last)
    if after == last or match[0].startswith(";"):
        return True
    before = text[max(start, match.end() - _LONGEST) : match.end()]
    marker = match.end() - start <= _LONGEST and _MARKER.fullmatch(before.strip())
    if marker or _ABBREVIATION.search(before):
        return False
    if match[0].startswith(("..", "…")):
        # A list left open ("Sở A, ..., Sở B") goes on; so does one that counts on.
        open_list = text.endswith((",", ", ", ";", "; "), start, match.start())
        return not open_list and _starts(text, after, last, digits=False)
    return fine or _starts(text, after, last, digits=True)


def _starts(text: str, place: int, last: int, digits: bool) -> bool:
    """Tell whether a sentence can start here: a capital, a digit, a quote or a dash."""
    char = text[place]
    if char in _OPENING:
        return digits or text[place + 1 : last].lstrip(_OPENING + " ")[:1].isupper()
    return char.isupper() or (digits and char.isdigit())


def _next_word(text: str, place: int, last: int) -> int:
    found = _VISIBLE.search(text, place, last)
    return found.start() if found else last


def _trimmed(text: str, start: int, end: int) -> Iterator[Place]:
    words = text[start:end]
    if words.strip():
        yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
