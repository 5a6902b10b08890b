"""What looks like a duty and is in no row of the register, so that a person can look.

A sentence looks like a duty where it holds one of the words of ``_MARKS``. It is listed
where one of these words stands outside every place that proves a row. Those that were read
and are no duties are told, with the reason, in ``data/not_duties.tsv``.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from corpus.register import assignments
from corpus.sentences import Place, sentences
from corpus.tsv import DATA, broken
from corpus.types import Plan, SectionKind, Span

PATH = DATA / "not_duties.tsv"
_KINDS = frozenset({SectionKind.HEADING, SectionKind.ROW})
# "giao" also is a part of words that give nobody anything: traffic, trade, transfer, screen.
_MARKS = re.compile(
    r"(?i)\b(?:chủ\s+trì|phối\s+hợp|trước\s+ngày|"
    r"(?<!chuyển )(?<!ngoại )(?<!bàn )giao(?!\s+(?:thông|dịch|thương|lưu|diện)\b))\b"
)


class NotDuty(NamedTuple):
    """A sentence that looks like a duty and is none: its first words, and why."""

    plan: str
    section: str
    words: str
    why: str


def uncovered(plan: Plan) -> list[Span]:
    """Return the sentences that look like duties and stand in no row's proof, in order."""
    covered = {
        (place.start, place.end)
        for row in assignments(plan)
        for place in (*row.proof, row.task_span)
    }
    return [
        Span(plan.id, section.id, start, end)
        for section in plan.sections
        if section.kind in _KINDS
        for start, end in sentences(plan.text, section.start, section.end)
        if not all(_inside(covered, mark) for mark in _MARKS.finditer(plan.text, start, end))
    ]


def _inside(covered: Iterable[Place], mark: re.Match[str]) -> bool:
    return any(start <= mark.start() and mark.end() <= end for start, end in covered)


def explanation(plan: Plan, place: Span, known: Iterable[NotDuty] | None = None) -> str | None:
    """Return why a sentence is no duty, as a person wrote it; ``None``: nobody has yet."""
    words = _plain(plan.text[place.start : place.end])
    for one in not_duties() if known is None else known:
        if (one.plan, one.section) == (plan.id, place.section) and words.startswith(one.words):
            return one.why
    return None


def stale(plan: Plan, known: Iterable[NotDuty] | None = None) -> list[NotDuty]:
    """Return the explanations for a plan that fit no sentence of ``uncovered`` any more."""
    found = [
        (place.section, _plain(plan.text[place.start : place.end])) for place in uncovered(plan)
    ]
    return [
        one
        for one in (not_duties() if known is None else known)
        if one.plan == plan.id
        and not any(s == one.section and words.startswith(one.words) for s, words in found)
    ]


def _plain(words: str) -> str:
    return " ".join(words.split())


@lru_cache(maxsize=1)
def not_duties() -> tuple[NotDuty, ...]:
    """Return the explanations of ``data/not_duties.tsv``."""
    return load_not_duties(PATH)


def load_not_duties(path: Path) -> tuple[NotDuty, ...]:
    """Return the rows of such a file, in the order of its lines.

    Raises:
        DataError: with file and line, where a line breaks the form.
    """
    rows: list[NotDuty] = []
    header = False
    for line, words in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not words or words.startswith("#"):
            continue
        if unicodedata.normalize("NFC", words) != words:
            raise broken(path, line, "the text is not in NFC")
        fields = words.split("\t")
        if not header:
            if tuple(fields) != NotDuty._fields:
                raise broken(path, line, f"the columns should be {', '.join(NotDuty._fields)}")
            header = True
            continue
        if len(fields) != len(NotDuty._fields) or any(f != _plain(f) or not f for f in fields):
            raise broken(path, line, f"not {len(NotDuty._fields)} filled fields")
        rows.append(NotDuty(*fields))
    return tuple(rows)
