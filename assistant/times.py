"""What in a sentence is a time, a number or an amount of money that can be asked for."""

import re

from corpus.values import values

_LIMIT = (
    r"(?:(?:hoàn thành|xong)\s+)?(?:trước|chậm nhất|muộn nhất|đến hết|xong)\s+"
    r"(?:là\s+|trước\s+|vào\s+|đến\s+)?"
)
_DAY = r"ngày\s+\d{1,2}(?:/\d{1,2}(?:/\d{4})?|\s+tháng\s+\d{1,2})"
DEADLINE = re.compile(
    rf"(?i)\b{_LIMIT}{_DAY}(?:\s+và\s+{_DAY})?(?:\s+năm\s+\d{{4}})?"
    r"|trong thời hạn \d+ ngày kể từ ngày [^,.;]{5,50}|(?:trong )?quý [ivx]+(?:/|\s+năm\s+)\d{4}"
    r"|\bthường xuyên(?=\.?\s*$)|(?:định kỳ )?(?:hằng|hàng) (?:quý|tháng)|"
    r"(?:định kỳ |^|[,;:.] )(?:hằng|hàng) năm|"
    r"đến hết năm \d{4}|(?<!định hướng )(?<!tầm nhìn )đến năm \d{4}"
)
DATE = re.compile(rf"(?i)\b{_DAY}(?:\s+năm\s+\d{{4}})?")
_LABELLED = re.compile(r"(?i)^\W*(?:thời gian|thời hạn|tiến độ)(?: thực hiện| hoàn thành)?\s*:")
EACH = re.compile(r"(?i)thường xuyên|(?:hằng|hàng|mỗi) (?:quý|tháng|năm|tuần)")
_DOCUMENT = re.compile(
    r"\d[\w./]*[-/][A-ZĐ][\w/-]*,?\s+(?:của [^,;]{3,40} )?ngày\s+\d[\d/]*"
    r"(?:\s+tháng\s+\d+)?(?:\s+năm\s+\d+)?"
)
_UNFIXED = re.compile(r"(?i)định kỳ hoặc đột xuất|khi có (?:yêu cầu|văn bản|hướng dẫn|chỉ đạo)")
TIMES_A_YEAR = re.compile(r"(?i)(?:không quá |quá |tối đa )?\d+ lần(?: trong |/)(?:một )?năm")
_ASIDE = re.compile(r"(?i)\b(?:khu vực|phụ lục|điều|khoản|mục|đề án|chi nhánh)\s+(?:số\s+)?\d+")
_YEAR = re.compile(r"number:(?:19|20)\d\d$")
_MONEY = re.compile(r"(?i)\d[\d.,]*\s*(?:tỷ|triệu|nghìn|đồng|usd|vnd)\b")

_CONTACT = re.compile(
    r"(?<![\d.,/])\(?0\d{2,4}\)?[\s.-]?\d{3,4}[\s.-]?\d{3,4}\b|\S@\S+\.\S|https?://|www\.|số nhà \d"
)


_NUMBERED = re.compile(r"\d[\w.]*(?:/\d{4})?[-/][A-ZĐ]{2}")


def has_deadline(text: str) -> bool:
    """Tell whether a text sets a time: by a day, within days, each quarter, continuously."""
    return any(p.search(text) for p in (DEADLINE, TIMES_A_YEAR, _UNFIXED))


def has_day(text: str) -> bool:
    """Tell whether a text sets a time that ends: a day, days from another, a quarter."""
    return any(not EACH.search(m[0]) for m in DEADLINE.finditer(text))


def has_each(text: str) -> bool:
    """Tell whether a text names a round of time ("hằng quý"), be it only an adjective."""
    return bool(EACH.search(text))


def is_labelled(text: str) -> bool:
    """Tell whether a line is labelled as the time of what stands over it."""
    return bool(_LABELLED.search(text))


def has_date(text: str) -> bool:
    """Tell whether a text names a day, beside those in the names of documents."""
    return bool(DATE.search(_DOCUMENT.sub("", text)))


def has_document_date(text: str) -> bool:
    """Tell whether a text names a document with its day."""
    return any(DATE.search(m[0]) for m in _DOCUMENT.finditer(text))


def has_number(text: str) -> bool:
    """Tell whether a text has a number that is no year, date, document or item number."""
    body = _ASIDE.sub("", re.sub(r"^\s*\d+(?:\.\d+)*\.?\s", "", text))
    return any(v.startswith("number:") and not _YEAR.match(v) for v in values(body))


_REASON = re.compile(r"(?i)\b(?:nhằm|để|vì|bởi|do vậy|nguyên nhân|xuất phát từ|đáp ứng)\b")


def holds(text: str) -> frozenset[str]:
    """Return what a text has of what a question may need.

    "money" (an amount), "contact" (phone, address), "reason", "document" (a number and sign).
    """
    found = {"money": _MONEY, "contact": _CONTACT, "reason": _REASON, "document": _NUMBERED}
    return frozenset(name for name, pattern in found.items() if pattern.search(text))
