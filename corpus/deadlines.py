"""Times that plans set: dates, quarters, "thường xuyên", "trong thời hạn 10 ngày".

An ordered table of small patterns; where two begin at one place, the longer one counts.
A date inside a document's name ("Nghị quyết số 02/NQ-CP ngày 08/01/2026") is none.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple


class Found(NamedTuple):
    """A time found at ``text[start:end]`` and its one form (empty: none)."""

    start: int
    end: int
    normal: str


_LIMIT = (
    r"(?:(?:hoàn thành|xong)\s+)?(?:trước|chậm nhất|muộn nhất|xong|đến)\s+"
    r"(?:là\s+|trước\s+|vào\s+|đến\s+|hết\s+)?"
)
_DAY = r"ngày\s+(\d{1,2})(?:/(\d{1,2})(?:/(\d{4}))?|\s+tháng\s+(\d{1,2}))"
_YEAR = r"(?:\s*,?\s+năm\s+(\d{4})|\s+(?:hằng|hàng)\s+(?P<each>năm|tháng|quý))?"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_AND = re.compile(r"(?i)\s+và\s+" + _DAY)
_EACH = {"tháng": "monthly", "quý": "quarterly", "năm": "yearly", "tuần": "weekly"}


def _days(match: re.Match[str]) -> str:
    """Return ISO dates of "trước ngày 10 tháng 6 và ngày 10 tháng 12 năm 2026"."""
    days = re.findall(r"(?i)" + _DAY, match[0])
    written = re.search(r"năm\s+(\d{4})", match[0])
    years = [day[2] for day in days if day[2]]
    year = written[1] if written else years[-1] if years else ""
    if not year:
        return _EACH[match["each"].lower()] if match["each"] else ""
    try:
        found = [date(int(own or year), int(a or b), int(day)) for day, a, own, b in days]
    except ValueError:
        return ""  # "ngày 31/6": no such day; it stays as written
    return ";".join(one.isoformat() for one in found)


def _quarter(match: re.Match[str]) -> str:
    number = _ROMAN.get(match["quarter"].lower())
    year = match["year"]
    return f"{year}-Q{number}" if number and year else ""


def _whole_year(match: re.Match[str]) -> str:
    return match["year"]


def _each(match: re.Match[str]) -> str:
    return _EACH[match["period"].lower()]


def _within(match: re.Match[str]) -> str:
    unit = {"ngày": "D", "tháng": "M", "tuần": "W"}[match["unit"].lower()]
    return f"P{int(match['count'])}{unit} from issue" if match["issue"] else ""


def _continuous(match: re.Match[str]) -> str:
    return "continuous"


RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"(?i)\b{_LIMIT}{_DAY}(?:\s+và\s+{_DAY})*{_YEAR}"), _days),
    (
        re.compile(
            rf"(?i)\b{_LIMIT}ngày\s+\d{{1,2}}\s+(?:hằng|hàng)\s+(?P<period>tháng|quý|năm)\b"
        ),
        _each,
    ),
    (
        re.compile(
            r"(?i)\btrong\s+(?:thời hạn|vòng)\s+(?P<count>\d+)\s+(?P<unit>ngày|tháng|tuần)"
            r"(?P<issue>\s+kể từ (?:ngày|khi)[^,.;()]{0,50}?(?:ban hành|có hiệu lực))?"
        ),
        _within,
    ),
    (
        re.compile(
            r"(?i)\b(?:trong\s+)?(?:quý)\s+(?P<quarter>iv|i{1,3}|[1-4])"
            r"(?:\s*/\s*|\s+năm\s+|\s*-\s*)(?P<year>\d{4})"
        ),
        _quarter,
    ),
    (
        # "định hướng đến năm 2045" is a horizon: nothing falls due then
        re.compile(
            r"(?i)\b(?<!định hướng )(?<!tầm nhìn )(?:hoàn thành )?"
            r"(?:trong|đến hết|hết|đến) năm\s+(?P<year>\d{4})\b"
        ),
        _whole_year,
    ),
    (
        re.compile(r"(?i)\b(?:định kỳ\s+)?(?:hằng|hàng|mỗi)\s+(?P<period>tháng|quý|năm|tuần)\b"),
        _each,
    ),
    (re.compile(r"(?i)(?:^|(?<=[-–:.;]\s))thường xuyên\b(?!,? liên tục)"), _continuous),
)
_FIRM = 4  # so many first rules set a limit; the others tell how often, or a year


def find(text: str, start: int = 0, end: int | None = None, *, firm: bool = False) -> list[Found]:
    """Return the times set in ``text[start:end]``, in order, none inside another.

    ``firm`` leaves out what only tells how often, or a year.
    """
    stop = len(text) if end is None else end
    part = text[start:stop]
    rules = RULES[:_FIRM] if firm else RULES
    found = sorted(
        (match.start(), -match.end(), normal(match))
        for pattern, normal in rules
        for match in pattern.finditer(part)
    )
    return list(_apart(found, start))


_VALUE = re.compile(r"^[^:]*:\s*")
_YEAR_ALONE = re.compile(r"(?i)^(?:năm\s+)?(?P<year>\d{4})\b(?!\s*[-–—]\s*\d)")
_CONTINUOUS = re.compile(r"(?i)^(?:thực hiện\s+)?thường xuyên\b")


def told(text: str, start: int, end: int) -> list[Found]:
    """Return the times in a place that is a time: a labelled line's words or a table's cell.

    What has no form of its own ("Theo tiến độ của Bộ", "2025 - 2030") stands as written.
    """
    if found := find(text, start, end):
        return found
    label = _VALUE.match(text[start:end])
    first = start + (label.end() if label else 0)
    words = text[first:end].rstrip(" .;/")
    if not words.strip():
        return []
    if year := _YEAR_ALONE.match(words):
        return [Found(first, first + year.end(), year["year"])]
    normal = "continuous" if _CONTINUOUS.match(words) else ""
    return [Found(first, first + len(words), normal)]


def last_days(normal: str) -> tuple[date, ...]:
    """Return the days on which the times of a normal form end, in the order written.

    A quarter ends on its last day; a year, what is done again and again, and days from a
    date that is not told end on none.

    >>> last_days("2026-06-10;2026-Q2")
    (datetime.date(2026, 6, 10), datetime.date(2026, 6, 30))
    """
    return tuple(day for one in normal.split(";") if (day := _last_day(one)))


_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_ISO_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


def _last_day(normal: str) -> date | None:
    if match := _ISO.fullmatch(normal):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _ISO_QUARTER.fullmatch(normal):
        year, month = int(match[1]), 3 * int(match[2])
        return date(year, month, calendar.monthrange(year, month)[1])
    return None


def _apart(found: list[tuple[int, int, str]], offset: int) -> Iterator[Found]:
    edge = -1
    for begin, minus_end, normal in found:
        if begin >= edge:
            edge = -minus_end
            yield Found(begin + offset, edge + offset, normal)
