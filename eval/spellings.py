"""Spellings of values: whether a text says a number or a date, in words or by value."""

import re
import unicodedata
from typing import NamedTuple

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = "|".join(MONTHS)
_DATES = (
    re.compile(r"(?<![\d/])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:(?:/| năm )(?P<y>\d{4}))?(?![\d/])"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2}) tháng (?P<m>\d{1,2})(?: năm (?P<y>\d{4}))?(?!\d)"),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}}) (?P<m>{_MONTH})(?: (?P<y>\d{{4}}))?(?!\d)"),
    re.compile(rf"(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:,? (?P<y>\d{{4}}))?(?!\d)"),
)
_QUARTER = re.compile(r"\bquý (iv|i{1,3})\b")
_QUARTERS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")


class Date(NamedTuple):
    """A day; ``year`` is ``None`` where the text gives none."""

    day: int
    month: int
    year: int | None


def stands_in(variant: str, text: str) -> bool:
    """Tell whether a value's spelling is in the text: in words, or by value.

    By value means: every date of the variant is a date of the text (a year that one side
    leaves out fits any), every other number a number of the text.

    >>> stands_in("10 December 2026", "trước ngày 10/12/2026")
    True
    >>> stands_in("5,000", "khoảng 5.000 doanh nghiệp")
    True
    """
    if re.search(rf"(?<!\w){re.escape(plain(variant))}(?!\w)", plain(text)):
        return True
    wanted, rest = dates(variant)
    numbers = numbers_of(rest)
    if not wanted and not numbers:
        return False
    given, _ = dates(text)
    return all(any(_same_day(w, g) for g in given) for w in wanted) and numbers <= numbers_of(text)


def dates(text: str) -> tuple[list[Date], str]:
    """Return the dates of a text and the text without them."""
    found: list[Date] = []
    rest = plain(text)
    for pattern in _DATES:
        for match in pattern.finditer(rest):
            month = match["m"]
            number = int(month) if month.isdigit() else MONTHS.index(month) + 1
            found.append(Date(int(match["d"]), number, int(match["y"]) if match["y"] else None))
        rest = pattern.sub(" ", rest)
    return found, rest


def numbers_of(text: str) -> set[float]:
    """Return the numbers of a text by value ("5.000" and "5,000" are five thousand)."""
    return {_value(match) for match in _NUMBER.findall(plain(text))}


def plain(text: str) -> str:
    """Return the text ready to be compared: blanks, case, dashes, quarters, UBND made alike."""
    text = re.sub("[‐-―]", "-", collapse(text).casefold())
    text = _QUARTER.sub(lambda match: f"quý {_QUARTERS[match[1]]}", text)
    return text.replace("uỷ ban", "ủy ban").replace("ủy ban nhân dân", "ubnd")


def collapse(text: str) -> str:
    """Return the text in NFC with each run of blanks and line ends as one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _same_day(one: Date, other: Date) -> bool:
    years = {one.year, other.year} - {None}
    return one[:2] == other[:2] and len(years) < 2


def _value(number: str) -> float:
    if _THOUSANDS.fullmatch(number):
        return float(re.sub("[.,]", "", number))
    head, *tail = re.split("[.,]", number)
    return float(f"{head}.{''.join(tail) or 0}")
