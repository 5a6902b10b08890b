"""Numbers, dates and document numbers of a text, by value and not by spelling.

"5.000" and "5,000" are one number, "10/12/2026", "ngày 10 tháng 12 năm 2026" and
"10 December 2026" one date; "02/NQ-CP" is a name and is compared as it is written.
Numbers are written by Vietnamese use (full stop for thousands, comma for decimals) or
English use; a group of three digits after one separator is read as thousands in both.
"""

import re
from decimal import Decimal

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(f"{m}|{m[:3]}" for m in _MONTHS)
_NAME = re.compile(
    r"\b\d+(?:\.\d+)*(?:/\d{4})?/[A-ZĐa-zđ]+(?:-[A-ZĐa-zđ0-9]+)*|\b\d+-[A-ZĐ]{2,}(?:/[A-ZĐ]+)?"
)
_DATE = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_WRITTEN = re.compile(
    r"\b(\d{1,2})\s+(?:tháng|thang)\s+(\d{1,2})(?:\s+(?:năm|nam)\s+(\d{4}))?", re.I
)
_ENGLISH = re.compile(rf"\b(\d{{1,2}})\s+({_MONTH})\b\.?,?(?:\s+(\d{{4}}))?", re.IGNORECASE)
_AMERICAN = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:,?\s+(\d{{4}}))?\b", re.IGNORECASE)
_SHORT_DATE = re.compile(r"(?i)(?<=ngày )(\d{1,2})/(\d{1,2})\b(?!/)(?:\s+năm\s+(\d{4}))?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def _month(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))


def _date(day: str, month: str | int, year: str | None) -> str:
    return f"{int(day):02d}/{int(month):02d}" + (f"/{year}" if year else "")


def number(text: str) -> Decimal:
    """Return the value of a written number.

    >>> number("5.000") == number("5,000") == 5000
    True
    >>> number("66.7"), number("0,25"), number("1.234,5")
    (Decimal('66.7'), Decimal('0.25'), Decimal('1234.5'))
    """
    groups = re.split(r"[.,]", text)
    if len(groups) == 1:
        return Decimal(text)
    separators = re.findall(r"[.,]", text)
    if (
        all(len(group) == 3 for group in groups[1:])
        and len(set(separators)) == 1
        and groups[0] != "0"
    ):
        return Decimal("".join(groups))
    if len(groups) > 2 and len(set(separators)) == 1:
        return Decimal("".join(groups))
    return Decimal("".join(groups[:-1]) + "." + groups[-1])


def values(text: str) -> set[str]:
    """Return the values of a text: ``date:…``, ``name:…`` and ``number:…``.

    A date also gives its year and, without the year, its day and month, so that a
    sentence may say less than its quote does.
    """
    found: set[str] = set()
    rest = text

    def take(pattern: re.Pattern[str], kind: str) -> None:
        nonlocal rest
        for match in pattern.finditer(rest):
            found.update(_of(kind, match))
        rest = pattern.sub(lambda m: " " * len(m[0]), rest)

    take(_NAME, "name")
    for pattern in (_DATE, _WRITTEN, _ENGLISH, _AMERICAN, _SHORT_DATE):
        take(pattern, "american" if pattern is _AMERICAN else "date")
    for match in _NUMBER.finditer(rest):
        found.add(f"number:{number(match[0]).normalize():f}")
    return found


def _of(kind: str, match: re.Match[str]) -> set[str]:
    if kind == "name":
        return {f"name:{match[0].lower()}"}
    day, month, *year = match.groups() if kind == "date" else (match[2], match[1], match[3])
    numbered = month if month.isdigit() else _month(month)
    found = {"date:" + _date(day, numbered, None)}
    if year and year[0]:
        found |= {"date:" + _date(day, numbered, year[0]), f"number:{int(year[0])}"}
    return found


def missing(sentence: str, quotes: str) -> set[str]:
    """Return the values of a sentence that its quotes do not have."""
    return values(sentence) - values(quotes)
