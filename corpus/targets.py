"""Numbers that a duty is to reach: "100%", "tối thiểu 80", "15-20%", "quá 01 lần"."""

import re
from typing import NamedTuple

_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?"
_BEFORE = (
    r"(?P<before>tối thiểu|ít nhất|trên|hơn|từ|không quá|tối đa|dưới|không thanh tra, kiểm tra quá|"
    r"khoảng|đạt|không)?"
)
_PATTERN = re.compile(
    rf"(?i)(?:\b{_BEFORE}\s*)?(?<![\d/.,-])(?P<value>{_NUMBER})(?:\s*[-–]\s*(?P<upper>{_NUMBER}))?\s*"
    r"(?P<unit>%|lần\b|bậc\b|doanh nghiệp\b|chỉ số\b|hợp tác xã\b|dự án\b|lớp\b)"
)
_DIRECTIONS = {
    "tối thiểu": "at_least",
    "ít nhất": "at_least",
    "trên": "at_least",
    "hơn": "at_least",
    "từ": "at_least",
    "không quá": "at_most",
    "tối đa": "at_most",
    "không thanh tra, kiểm tra quá": "at_most",
    "dưới": "under",
}
_CELL = re.compile(rf"(?i)^\s*(?P<before>[^\d]*?)\s*(?P<value>{_NUMBER})\s*(?P<unit>%)?\s*$")


class Found(NamedTuple):
    """A target found at ``text[start:end]``."""

    start: int
    end: int
    value: str
    unit: str
    direction: str


def find(text: str, start: int = 0, end: int | None = None) -> list[Found]:
    """Return the numbers with a unit that ``text[start:end]`` sets, in order."""
    stop = len(text) if end is None else end
    found = []
    for match in _PATTERN.finditer(text, start, stop):
        before = (match["before"] or "").lower()
        told = before in _DIRECTIONS
        first = match.start("before") if told else match.start("value")
        upper = match["upper"]
        direction = "range" if upper else _DIRECTIONS.get(before, "exactly")
        value = f"{match['value']}-{upper}" if upper else match["value"]
        last = match.end() if match["unit"] != "" else match.end("value")
        found.append(Found(first, last, value, match["unit"], direction))
    return found


def of_cell(text: str, start: int, end: int, unit: str) -> Found | None:
    """Return the target of a table's cell ("Tối thiểu 80"), its unit from another column."""
    match = _CELL.match(text[start:end])
    if not match:
        return None
    before = match["before"].strip().lower()
    if before and before not in _DIRECTIONS:
        return None
    direction = _DIRECTIONS.get(before, "exactly")
    return Found(start, end, match["value"], match["unit"] or unit, direction)
