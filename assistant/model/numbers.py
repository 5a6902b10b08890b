"""Whether the numbers of a sentence stand for what they stand for in the plan.

A number that is in the quotes can still be told of something else ("340 enterprises left
the market"). So the words that say something nearest to it, before and after, must stand in
its clause in the plan, too, and the unit that it counts must be the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language import ENGLISH_STOP
from assistant.model.claims import bodies
from assistant.model.sources import NEUTRAL, NUMBER, Source, source_of
from assistant.model.support import english_support
from corpus.values import number, values
from corpus.words import spell, words

_COUNT = re.compile(r"(?<![\d/.,-])\d+(?:[.,]\d+)*(?![\d/-])")
_CLAUSE = re.compile(r"[;:()\n]|[.,](?=\s)")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"(?i)\b\d{{1,2}} {_MONTH}(?:,? \d{{4}})?|\b{_MONTH} \d{{1,2}}(?:,? \d{{4}})?\b|"
    r"\b\d{1,2}/\d{1,2}(?:/\d{4})?|\b\d{1,2} tháng \d{1,2}(?: năm \d{4})?"
)
_ENGLISH_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIME = re.compile(r"(?:năm|tháng|quý|ngày)\s*$")


@dataclass(frozen=True, slots=True)
class _Place:
    """A number's value with the words before and after it in its clause."""

    value: str
    before: str
    after: str


def _places(text: str, language: str) -> Iterator[_Place]:
    """Yield the numbers of a text that count something; years and dates are no counts."""
    for pattern in (NUMBER, _DATE, *((_ENGLISH_YEAR,) if language == "en" else ())):
        text = pattern.sub(lambda match: "x" * len(match[0]), text)
    for body in bodies(text, "en"):  # "khu vực 5" counts nothing
        text = text[: body.start] + "x" * (body.end - body.start) + text[body.end :]
    small = spell(text)
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(small)), len(small)]
    for match in _COUNT.finditer(small):
        start = max(cut for cut in cuts if cut <= match.start())
        end = min(cut for cut in cuts if cut >= match.end())
        before, after = small[start : match.start()], small[match.end() : end]
        if not _TIME.search(before):
            yield _Place(f"{number(match[0]).normalize():f}", before, after)


def moved(text: str, passages: str, language: str) -> list[str]:
    """Return the numbers of a sentence whose nearest words are not theirs in the plan."""
    there: dict[str, list[_Place]] = {}
    for place in _places(passages, "vi"):
        there.setdefault(place.value, []).append(place)
    found = [
        place.value
        for place in _places(text, language)
        if not any(_alike(place, other, language) for other in there.get(place.value, []))
    ]
    return found + _one(text, passages, language) + _redated(text, passages)


def _one(text: str, passages: str, language: str) -> list[str]:
    """Return "one" and "a month" where the plan counts no such thing."""
    evidence = spell(passages)
    found = [
        match[0]
        for match in _ONE[language].finditer(spell(text))
        if not re.search(r"\b0?1\b|\bmột\b", evidence)
    ]
    often = _OFTEN.search(text) if language == "en" else None
    if often and not re.search(r"\b(?:hằng|hàng|mỗi|/)\s*(?:tháng|tuần|ngày|quý)", evidence):
        found.append(often[0])
    return found


_ONE = {
    "en": re.compile(r"\b(?:least|most|have|by|aims? for|only) one\b"),
    "vi": re.compile(r"\b(?:nhất|có|thêm|tăng|giảm) một\b(?! (?:số|cửa|phần|trong|loạt))"),
}
_OFTEN = re.compile(r"(?i)\b(?:a|per|each|every) (?:day|week|month|quarter)\b")
_DATED = re.compile(
    r"(\d+(?:\.\d+)*(?:/\d{4})?[/-][^\W\d_]+(?:[/-][^\W_]+)*),?\s+"
    r"(?:ngày|of|dated|on)\s+(\d[\d/.]*(?:\s+[^\W\d_]+\s+\d{4})?)"
)


def _redated(text: str, passages: str) -> list[str]:
    """Return the documents that a sentence gives a date which is another's in the plan."""
    there = {(m[1].lower(), one) for m in _DATED.finditer(passages) for one in _dates(m[2])}
    named = {name for name, _ in there}
    return [
        match[0]
        for match in _DATED.finditer(text)
        if match[1].lower() not in named
        or not any((match[1].lower(), one) in there for one in _dates(match[2]))
    ]


def _dates(text: str) -> set[str]:
    return {one for one in values(text) if one.startswith("date:") and one.count("/") == 2}


# Words of bounds and about, which are looked at apart (denying.py) or claim little.
_HEDGES = frozenset(
    {"khoảng", "ít", "nhất", "tối", "thiểu", "đa", "dưới", "trên", "hơn", "quá", "gần", "từ"}
)
BEFORE, AFTER = 2, 3  # words with a meaning that must be near the number in the plan, too
_UNITS = {
    "ngày": "days?", "tháng": "months?", "năm": "years?", "tuần": "weeks?", "giờ": "hours?",
    "lần": "times?", "bậc": "(?:ranks?|places?|notches)", "điểm": "points?", "%": "(?:%|per ?cent)",
    "quý": "quarters?",
}  # fmt: skip


def _unit(after: str, language: str) -> str:
    """Return the unit right after a number, in Vietnamese; empty: it has none."""
    for unit, english in _UNITS.items():
        told = re.escape(unit) if language == "vi" else english
        if re.match(rf"\s*{told}(?!\w)", after):
            return unit
    return ""


def _alike(said: _Place, plan: _Place, language: str) -> bool:
    if _unit(said.after, language) != _unit(plan.after, "vi"):
        return False
    around = source_of(f"{plan.before} {plan.after}")
    if language == "vi":
        near = (*_content(said.before)[-BEFORE:], *_content(said.after)[:AFTER])
        return all(word in around.words for word in near)
    return _rendered(said.before, around, last=True) and _rendered(said.after, around, last=False)


def _content(text: str) -> list[str]:
    found = [word.text for word in words(text)]
    return [w for w in found if w not in NEUTRAL["vi"] | _HEDGES and not w[0].isdigit()]


def _rendered(text: str, around: Source, *, last: bool) -> bool:
    """Tell whether the nearest English words with a meaning are told near the number, too."""
    told = [found for word, found in english_support(text, around) if word not in ENGLISH_STOP]
    return all(told[-1:] if last else told[:1])
