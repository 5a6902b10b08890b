"""What a plan says of itself: number, date, place, title, who signed.

Decree 30/2020, annex I, sets where these stand: the issuing body at the top left, under
it "Số: 153/KH-UBND", at the right "Cần Thơ, ngày 17 tháng 11 năm 2025", then the kind of
document in capitals and its title; the signing authority at the end.
"""

import re
from collections.abc import Sequence

from corpus.types import PlanFacts, Section, SectionKind

_NUMBER = re.compile(r"Số:?\s*(\d*)\s*/\s*([A-ZĐ]+(?:-[A-ZĐ]+)+)")
_DATE = re.compile(r"(?m)^([^\W\d_][^,\n\d]{1,40}),\s*(ngày[^\n\t]{0,40}?năm\s*\d{4})")
_KIND = re.compile(
    r"(?m)^((?:KẾ HOẠCH|CHỈ THỊ|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|ĐỀ ÁN|NGHỊ QUYẾT|THÔNG BÁO|HƯỚNG DẪN)"
    r"(?: HÀNH ĐỘNG)?)\s*$"
)
_LETTERHEAD = re.compile(
    r"(?im)^((?:ủy|uỷ) ban nhân dân|hội đồng nhân dân|ban chỉ đạo|văn phòng|sở)\b[^\n]*"
)
_ISSUERS = {"UBND": "UBND", "VPUBND": "Văn phòng UBND", "HĐND": "HĐND", "VP": "Văn phòng UBND"}
_DASHES = re.compile(r"[-–_\s]{2,}$")
_ROLE_WORDS = frozenset(["TM.", "KT.", "TL.", "TUQ.", "Q."])


def facts_of(text: str, sections: Sequence[Section]) -> PlanFacts:
    """Return what the text says of itself; what it does not say is an empty string."""
    head = text[: _preamble_end(sections)]
    number = _NUMBER.search(head)
    dated = _DATE.search(head)
    place = dated[1].strip() if dated else ""
    symbol = number[2] if number else ""
    kind, title = _title(head)
    role, name = _signatory(text, sections)
    return PlanFacts(
        province=re.sub(r"^(?:tỉnh|thành phố|TP\.?)\s+", "", place, flags=re.IGNORECASE),
        place=place,
        issuer=_issuer(head, text, symbol, place, role),
        kind=kind,
        title=title,
        number=f"{number[1]}/{symbol}" if number and number[1] else "",
        symbol=symbol,
        date=dated[2] if dated else "",
        signatory=name,
        signatory_title=role,
    )


def _preamble_end(sections: Sequence[Section]) -> int:
    first = sections[0] if sections else None
    return first.end if first and first.kind is SectionKind.PREAMBLE else 0


def _title(head: str) -> tuple[str, str]:
    """Return the kind of document and the line after it, which is its title."""
    match = _KIND.search(head)
    if not match:
        return "", ""
    following = head[match.end() :].lstrip("\n").split("\n", 1)[0]
    return match[1], following.strip()


def _issuer(head: str, text: str, symbol: str, place: str, role: str) -> str:
    """Return the body that issues: the letterhead's, else the one its symbol stands for.

    A document signed by the head in his own right (no "TM.", on behalf of) is his.
    """
    letterhead = _LETTERHEAD.search(head)
    if letterhead and letterhead.start() < 200:
        return _DASHES.sub("", letterhead[0]).strip()
    body = _ISSUERS.get(symbol.rpartition("-")[2], "") if symbol else ""
    if not body or not place:
        return ""
    own = body == "UBND" and role == "CHỦ TỊCH" and "Chủ tịch UBND tỉnh ban hành" in text
    return f"{'Chủ tịch ' if own else ''}{body} tỉnh {place}"


def _signatory(text: str, sections: Sequence[Section]) -> tuple[str, str]:
    """Return the titles (joined by "; ") and the name at the last signature."""
    signed = [s for s in sections if s.kind is SectionKind.SIGNATURE]
    if not signed:
        return "", ""
    lines = [line.strip() for line in text[signed[-1].start : signed[-1].end].split("\n")]
    titles: list[str] = []
    name = ""
    for line in filter(None, lines):
        words = line.split()
        small = [i for i, word in enumerate(words) if word.upper() != word]
        if not small:
            titles.append(line)
            continue
        if titles or small[0] > 0:
            name = " ".join(words[small[0] :])
        if small[0] > 0:
            titles.append(" ".join(words[: small[0]]))
        break
    return "; ".join(titles), name
