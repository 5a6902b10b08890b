"""Free text held against duties: Vietnamese with or without marks, short forms, English.

Every word typed must be found in a duty. Words that make a name or a term of the lists
(``STC``, ``TTHC``, ``Department of Finance``, ``land``) are found by what they stand for
as well: a body of the duty, an index, or the Vietnamese words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus import agencies, glossary, indices, short_forms
from corpus.deadlines import last_days
from corpus.english import ARTICLES, stem
from corpus.english import tokens as english_tokens
from corpus.types import Assignment, Plan
from corpus.words import Word, fold, words

_PART = re.compile(r"[^\W_]+")
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))(?<!\d{4}[.,])")  # "5.000" is 5000
_BETWEEN = " | "  # between two fields: no phrase goes over it
_LONGEST_TERM = 8
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
# English words that say nothing of a duty.
_PASSING = ARTICLES | {"and", "at", "by", "for", "from", "in", "of", "on", "or", "to", "with"}


@dataclass(frozen=True, slots=True)
class Words:
    """What a duty is found by: its words in order, bodies, indices, stems of English names."""

    spelt: str
    folded: str
    english: frozenset[str]
    bodies: frozenset[str]
    indices: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every word of some duties, as :class:`Words` has them."""

    spelt: frozenset[str]
    folded: frozenset[str]
    english: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Run:
    """Words typed one after another that are found, or missed, as one.

    ``named``: they name a body or an index, so they count in their order only.
    """

    typed: tuple[str, ...]
    terms: frozenset[tuple[str, ...]] = frozenset()
    bodies: frozenset[str] = frozenset()
    indices: frozenset[str] = frozenset()
    named: bool = False
    begins: bool = False


@dataclass(slots=True)
class _Reading:
    """A stretch ``text[start:end]`` of what was typed, and what it may stand for."""

    start: int
    end: int
    terms: set[tuple[str, ...]] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    indices: set[str] = field(default_factory=set)


def words_of(plan: Plan, rows: Sequence[Assignment]) -> Words:
    """Return what a duty is found by, from its rows.

    These are its task, the headings over it, its bodies as listed and as written, times
    and targets as written, and the names of its indices.
    """
    first = rows[0]
    named = [indices.index(name) for name in first.indices]
    fields = [
        first.task,
        *plan.headings(first.section),
        *dict.fromkeys(row.agency for row in rows),
        *dict.fromkeys(row.words for row in rows),
        *(time.written for time in first.deadlines),
        *(target.written for target in first.targets),
        *(one.name for one in named),
    ]
    spelt = f" {_BETWEEN.join(' '.join(w.text for w in _words(part)) for part in fields)} "
    days = [day for time in first.deadlines for day in last_days(time.normal)]
    english = [
        *(agencies.english(row.agency) or "" for row in rows),
        *(one.en for one in named),
        *(f"{day.day} {_MONTHS[day.month - 1]} {day.year}" for day in days),
    ]
    return Words(
        spelt,
        fold(spelt),
        frozenset(stem(t.text) for part in english for t in english_tokens(part)) - _PASSING,
        frozenset(row.agency for row in rows),
        frozenset(first.indices),
    )


def vocabulary(duties: Iterable[Words]) -> Vocabulary:
    """Return every word of the duties."""
    spelt: set[str] = set()
    folded: set[str] = set()
    english: set[str] = set()
    for duty in duties:
        spelt.update(duty.spelt.split())
        folded.update(duty.folded.split())
        english |= duty.english
    return Vocabulary(frozenset(spelt), frozenset(folded), frozenset(english))


class Search:
    """What was typed, read once and ready to be held against duties."""

    def __init__(self, text: str, known: Vocabulary) -> None:
        """Read the text; ``known`` tells which of its words can be Vietnamese of the plans.

        The last word is taken for the beginning of one where no duty has it and no blank
        follows it: people see what they find while they type.
        """
        runs = list(_runs(text, known))
        if runs and text == text.rstrip() and _unknown(runs[-1], known):
            runs[-1] = _Run(runs[-1].typed, begins=True)
        self._runs = tuple(runs)

    def finds(self, duty: Words) -> bool:
        """Tell whether the duty has all that was typed; nothing typed is in every duty."""
        return all(_has(run, duty) for run in self._runs)


def _words(text: str) -> list[Word]:
    """Return a text's words; "10/12/2026" and "02/NQ-CP" are their parts, "5.000" is 5000."""
    found: list[Word] = []
    for word in words(text):
        whole = _THOUSANDS.sub("", word.text)
        found += [Word(part[0], word.start, word.end) for part in _PART.finditer(whole)]
    return found


def _runs(text: str, known: Vocabulary) -> Iterator[_Run]:
    """Yield the runs of what was typed, in order; in English text passing words are left out."""
    typed = _words(text)
    readings = _placed([*_vietnamese(text, typed), *_english(text, typed, known)])
    foreign = [w for w in typed if w.text not in known.folded and stem(w.text) in known.english]
    english = bool(foreign) or any(_is_english(r, typed, known) for r in readings)
    at = 0
    while at < len(typed):
        here = next((r for r in readings if r.start <= typed[at].start < r.end), None)
        if here is None:
            if not (english and typed[at].text in _PASSING):
                yield _Run((typed[at].text,))
            at += 1
            continue
        inside = tuple(w.text for w in typed[at:] if w.start < here.end)
        yield _Run(
            inside,
            frozenset(here.terms),
            frozenset(here.bodies),
            frozenset(here.indices),
            named=bool(here.bodies or here.indices),
        )
        at += len(inside)


def _vietnamese(text: str, typed: list[Word]) -> Iterator[_Reading]:
    """Yield the bodies, indices and short forms that Vietnamese words name."""
    for body in agencies.find(text, folded=True):
        if body.known:
            yield _Reading(body.start, body.end, bodies={body.agency})
    for index in indices.find(text, folded=True):
        yield _Reading(index.start, index.end, indices={index.index})
    for first in range(len(typed)):
        for last in range(first + 1, min(len(typed), first + _LONGEST_TERM) + 1):
            forms = short_forms.same(tuple(word.text for word in typed[first:last]))
            if forms:
                yield _Reading(typed[first].start, typed[last - 1].end, terms=set(forms))


def _english(text: str, typed: list[Word], known: Vocabulary) -> Iterator[_Reading]:
    """Yield what English words stand for; words that are all in the plans are no English."""
    found = [_Reading(b.start, b.end, bodies={b.agency}) for b in agencies.find_english(text)]
    found += [_Reading(i.start, i.end, indices={i.index}) for i in indices.find_english(text)]
    for one in glossary.expand_english(text):
        if one.weight * len(one.vietnamese) > glossary.QUESTION_WEIGHT * 2:
            terms = {tuple(word.text for word in _words(vi)) for vi in one.vietnamese}
            found.append(_Reading(one.start, one.end, terms=terms))
    yield from (reading for reading in found if _is_english(reading, typed, known))


def _is_english(reading: _Reading, typed: list[Word], known: Vocabulary) -> bool:
    inside = [w.text for w in typed if reading.start <= w.start < reading.end]
    return all(w.isascii() for w in inside) and any(
        w not in known.folded and not short_forms.same((w,)) for w in inside
    )


def _placed(readings: list[_Reading]) -> list[_Reading]:
    """Return the readings that count: the longest first, none over another, equals as one."""
    placed: list[_Reading] = []
    for one in sorted(readings, key=lambda r: (r.start - r.end, r.start)):
        twin = next((p for p in placed if (p.start, p.end) == (one.start, one.end)), None)
        if twin is not None:
            twin.terms |= one.terms
            twin.bodies |= one.bodies
            twin.indices |= one.indices
        elif not any(one.start < p.end and p.start < one.end for p in placed):
            placed.append(one)
    return placed


def _unknown(run: _Run, known: Vocabulary) -> bool:
    """Tell whether a run is one word that no duty has."""
    if len(run.typed) > 1 or run.terms or run.bodies or run.indices:
        return False
    (word,) = run.typed
    marked = word != fold(word)
    return word not in (known.spelt if marked else known.folded) and (
        stem(word) not in known.english
    )


def _has(run: _Run, duty: Words) -> bool:
    """Tell whether a duty has a run, in its own words or by what they stand for."""
    end = "" if run.begins else " "
    found = all(f" {w}{end}" in (duty.folded if w == fold(w) else duty.spelt) for w in run.typed)
    if found and (not run.named or f" {fold(' '.join(run.typed))} " in duty.folded):
        return True
    if run.begins:
        return any(w.startswith(run.typed[0]) for w in duty.english)
    return (
        {stem(w) for w in run.typed} - _PASSING <= duty.english
        or bool(run.indices & duty.indices)
        or any(f" {' '.join(term)} " in duty.spelt for term in run.terms)
        or any(agencies.same(body, one) for body in run.bodies for one in duty.bodies)
    )
