"""Marks put back on Vietnamese text that was typed without them.

Which spelling a word without marks stands for ("duong": "đường", "dương", "đương") is told
by the words beside it: how often pairs of words stand side by side in the plans and in the
lists of ``corpus/data``. The best whole reading of a run of words is taken (Viterbi, "Error
bounds for convolutional codes", IEEE Transactions on Information Theory 1967). A pair that
was never seen is judged by how many different words its second word follows (Kneser and
Ney, "Improved backing-off for m-gram language modeling", ICASSP 1995).

What is restored stands beside what was typed, never in its place: each word tells how sure
it is.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from corpus import (
    agency_table,
    glossary,
    indices,
    problems,
    provinces,
    short_forms,
    synonyms,
    tellings,
)
from corpus.tsv import DATA
from corpus.types import Plan
from corpus.words import Word, fold, has_marks, spell, words

PHRASES = DATA / "phrases_vi.txt"
DISCOUNT = 0.8  # what each pair seen leaves to the pairs that were not
UNSEEN = 0.4  # how many times a spelling that was never seen is taken to have been
SURE = 3.0  # the best reading is some twenty times likelier than the next

_EDGE = ""  # stands before the first and after the last word of a run
_NUMBER = "0"  # stands for all numbers
_CUT = re.compile(r"[^\w\s-]|\n|\s[-–]\s")
_BETWEEN = re.compile(r"[^\S\n]*-?[^\S\n]*")
_PART = re.compile(r"[^\W_]+")
_LONG = 4  # words of a run that are hardly all without marks
Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """A word with its marks put back, in the case it was typed, and its place in the text.

    ``sure`` is the natural logarithm of how many times likelier the text is with this
    spelling than with any other: 0 or more; 0 for a word that no text had, infinity for
    one that stays as typed because of its marks, capitals or digits.
    """

    text: str
    start: int
    end: int
    sure: float


class Restorer:
    """Knows how often words, and pairs of words, stand in some texts."""

    def __init__(self, runs: Iterable[Run]) -> None:
        """Count runs of words (:func:`runs_of`)."""
        self._single: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for run in runs:
            self._single.update(run)
            self._pairs.update(pairwise((_EDGE, *run, _EDGE)))
        self._kinds = max(len(self._pairs), 1)
        self._before: Counter[str] = Counter()  # pairs that a word begins
        self._next: Counter[str] = Counter()  # different words that follow a word
        self._behind: Counter[str] = Counter()  # different words that a word follows
        for (first, second), count in self._pairs.items():
            self._before[first] += count
            self._next[first] += 1
            self._behind[second] += 1
        self._spellings: dict[str, list[str]] = {}
        for word in sorted(self._single):
            if word.isalpha():
                self._spellings.setdefault(fold(word), []).append(word)

    def spellings(self, letters: str) -> tuple[str, ...]:
        """Return the spellings seen of a word without marks, sorted."""
        return tuple(self._spellings.get(letters, ()))

    def commonest(self, letters: str) -> str:
        """Return the spelling seen most often of a word without marks, or the word itself."""
        known = self._spellings.get(letters, [letters])
        return max(known, key=lambda word: (self._single[word], word))

    def restore(self, text: str) -> list[Restored]:
        """Return the words of an NFC text (:func:`corpus.words.words`), marks put back.

        A word with marks, a number, a single letter by itself and a word in capitals stay as
        typed (but not in a text that is all in capitals), and so does a word that no text
        had. With the places of the words the text can be put together again; each word
        keeps its length.
        """
        shouted = text.isupper()
        found: list[Restored] = []
        for run in _typed_runs(text):
            raws = [text[word.start : word.end] for word in run]
            alone = len(run) == 1 and len(raws[0]) == 1
            kept = [alone or _stays(raw, shouted=shouted) for raw in raws]
            choices = [
                (_key(word.text),) if stays else self.spellings(word.text)
                for word, stays in zip(run, kept, strict=True)
            ]
            read = self._read(choices)
            for word, raw, stays, (best, sure) in zip(run, raws, kept, read, strict=True):
                put = raw if stays or not best else _cased(best, raw)
                found.append(Restored(put, word.start, word.end, math.inf if stays else sure))
        return found

    def _chance(self, first: str | None, second: str | None) -> float:
        """Return ln P(second | first); ``None`` is a word or a spelling never seen."""
        behind = self._behind[second] if second is not None else 0
        rest = max(behind, UNSEEN) / self._kinds
        seen = self._before[first] if first is not None else 0
        if first is None or not seen:
            return math.log(rest)
        together = self._pairs[first, second] if second is not None else 0
        told = max(together - DISCOUNT, 0.0)
        return math.log((told + DISCOUNT * self._next[first] * rest) / seen)

    def _read(self, choices: Sequence[tuple[str, ...]]) -> list[tuple[str, float]]:
        """Return each word of the best path through a run's choices, with how sure it is.

        A word without choices is "". Any word might be a spelling that was never seen: a
        path through one is never taken, but it counts in how sure a word is.
        """
        columns: list[tuple[str | None, ...]]
        columns = [(_EDGE,), *(known or (None,) for known in choices), (_EDGE,)]
        ahead: list[dict[str | None, float]] = [{_EDGE: 0.0}]
        for column in columns[1:]:
            ahead.append({word: self._reached(ahead[-1], word) for word in column})
        behind: list[dict[str | None, float]] = [{_EDGE: 0.0}]
        for column in columns[-2::-1]:
            behind.append({word: self._left(word, behind[-1]) for word in column})
        behind.reverse()
        found: list[tuple[str, float]] = []
        for at in range(1, len(columns) - 1):
            whole = {word: ahead[at][word] + behind[at][word] for word in columns[at]}
            best = max(whole, key=lambda word: (whole[word], word or ""))
            others = [value for word, value in whole.items() if word != best]
            others.append(self._reached(ahead[at - 1], None) + self._left(None, behind[at + 1]))
            known = best is not None
            found.append((best or "", max(whole[best] - max(others), 0.0) if known else 0.0))
        return found

    def _reached(self, before: dict[str | None, float], word: str | None) -> float:
        """Return the value of the best path up to a word."""
        return max(value + self._chance(first, word) for first, value in before.items())

    def _left(self, word: str | None, after: dict[str | None, float]) -> float:
        """Return the value of the best path on from a word."""
        return max(value + self._chance(word, second) for second, value in after.items())


@lru_cache(maxsize=4)
def restorer(plans: tuple[Plan, ...]) -> Restorer:
    """Return the restorer of our lists and these plans, counted when first asked for."""
    return Restorer((*_listed(), *(run for plan in plans for run in runs_of(plan.text))))


@cache
def phrases() -> tuple[str, ...]:
    """Return our phrases of everyday Vietnamese, in the order of their file."""
    lines = PHRASES.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


def runs_of(text: str) -> Iterator[Run]:
    """Yield the words of an NFC text, spelt one way, cut where a sign or a line's end stands.

    All numbers are one word, "0". A longer run without a single mark was typed without
    them, or is foreign, and is left out.
    """
    for piece in _CUT.split(spell(text)):
        run = tuple(map(_key, _PART.findall(piece)))
        if run and (len(run) < _LONG or has_marks(piece)):
            yield run


@cache
def _listed() -> tuple[Run, ...]:
    """Return the runs of words of the lists in ``corpus/data``."""
    texts = [entry.vi for entry in glossary.entries()]
    texts += [full for _, full in short_forms.load()]
    texts += [term for group in synonyms.load() for term in group]
    texts += [term for topic in problems.load() for term in (*topic.plan_terms, *topic.vi)]
    texts += [name for row in agency_table.agencies() for name in (row.name, *row.forms)]
    texts += [name for i in indices.indices() for name in (i.name, *(a.text for a in i.aliases))]
    texts += [place.name for place in provinces.provinces()]
    texts += [telling.text for telling in tellings.load() if telling.language == "vi"]
    texts += phrases()
    return tuple(runs_of("\n".join(texts)))


def _key(word: str) -> str:
    """Return a word as it is counted: all that holds a digit as one."""
    return word if word.isalpha() else _NUMBER


def _stays(raw: str, *, shouted: bool) -> bool:
    """Tell whether a typed word stays: marks, digits, capitals among other words."""
    return not (raw.isascii() and raw.isalpha()) or (raw.isupper() and len(raw) > 1 and not shouted)


def _cased(word: str, raw: str) -> str:
    """Return a word in the case of the word typed, which is as long."""
    return "".join(w.upper() if r.isupper() else w for w, r in zip(word, raw, strict=True))


def _typed_runs(text: str) -> list[list[Word]]:
    """Return the words of a text, cut where a sign or a line's end stands between two."""
    runs: list[list[Word]] = []
    end = -1
    for word in words(text):
        if runs and _BETWEEN.fullmatch(text, end, word.start):
            runs[-1].append(word)
        else:
            runs.append([word])
        end = word.end
    return runs
