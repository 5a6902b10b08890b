"""The lexical index: BM25 over words with marks, words without, and word pairs.

Each word of a passage gives a folded term ("duong") and a spelt one ("=đường"), and each
pair of neighbours a folded pair ("chu tri"). A question typed with marks asks for all
three, so that marks count where they were typed; one typed without asks for folded terms
only, which every passage has.

The arithmetic is our own and not bm25s because three things asked of it are not there:
weights on the terms of a question, term frequencies that are no whole numbers (a
heading's word counts more than the body's), and counts kept per plan, so that a plan can
be added without reading the others again. A test holds the scores to those of bm25s
where both can be asked.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.words import Word, fold, has_marks, words
from index.fusion import coverage
from index.passages import Passage

K1 = 1.0
B = 0.75
HEADING_WEIGHT = 1.2
SPELT_WEIGHT = 0.75
PAIR_WEIGHT = 1.0
QUESTION_WORD_WEIGHT = 0.1

_SPELT = "="
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_COMPOUND = re.compile(r"[/-]")
_GAP = re.compile(r"[^\S\n]*[-–]?[^\S\n]*")

# Words that only an English question has: none is a Vietnamese syllable without marks.
_MARKERS = (
    "which what who whom whose when where why how of is are was were does did with from by for "
    "should must will would could their its this these those and any"
)
_FUNCTION_WORDS = (
    "a an the to in on at as be been do has have had it or if that than then there they we i you "
    "my our your me us can may shall into about under over between during per each all some many "
    "much more most other also only same such but so not he she his her them him being having am s"
)
# Without marks only what is no other word too ("bao" is also "báo", "vay" a loan).
_ASKING = "nào gì ai đâu sao mấy nhiêu hỏi vậy nao"
_ENGLISH_MARKERS = frozenset(_MARKERS.split())
_ENGLISH_FUNCTION_WORDS = _ENGLISH_MARKERS | frozenset(_FUNCTION_WORDS.split())
_QUESTION_WORDS = frozenset(_ASKING.split())


@dataclass(frozen=True, slots=True)
class TermCounts:
    """The terms of some passages (of one plan), counted; rows are passages.

    Row ``i`` holds the terms ``ids[starts[i]:starts[i + 1]]`` (places in ``vocabulary``)
    with their weighted ``frequencies``; the vocabulary is sorted.
    """

    vocabulary: tuple[str, ...]
    starts: NDArray[np.int64]
    ids: NDArray[np.int64]
    frequencies: NDArray[np.float32]


def _folded(word: str) -> str:
    folded = fold(word)
    if _THOUSANDS.fullmatch(folded):
        return folded.replace(".", "").replace(",", "")
    return folded


def _parts(folded: str) -> list[str]:
    """Return the parts of a document number or date ("02/nq-cp": 02, nq, cp), else none."""
    parts = [part for part in _COMPOUND.split(folded) if part]
    return parts if len(parts) > 1 else []


def _pairs(text: str, found: Sequence[Word]) -> Iterable[str]:
    """Yield the folded pairs of words of one line with at most a hyphen between them."""
    for left, right in pairwise(found):
        if not _GAP.fullmatch(text, left.end, right.start):
            continue
        first, second = _folded(left.text), _folded(right.text)
        yield f"{first} {second}"
        parts = _parts(second)
        if parts:
            yield f"{first} {parts[0]}"


def _text_terms(text: str) -> Counter[str]:
    found = words(text)
    counts: Counter[str] = Counter()
    for word in found:
        folded = _folded(word.text)
        counts[folded] += 1
        counts[_SPELT + word.text] += 1
        counts.update(_parts(folded))
    counts.update(_pairs(text, found))
    return counts


def passage_terms(passage: Passage) -> dict[str, float]:
    """Return the terms of a passage with their weighted frequencies.

    A term of the heading counts ``HEADING_WEIGHT``, one of the body 1.
    """
    terms: dict[str, float] = dict(_text_terms(passage.body))
    for term, count in _text_terms(passage.heading).items():
        terms[term] = terms.get(term, 0.0) + HEADING_WEIGHT * count
    return terms


def sounds_english(text: str) -> bool:
    """Tell whether a question has function words of English.

    Two, of which one at least is no Vietnamese syllable typed without marks ("the", "to"
    and "in" are).
    """
    return _is_english(words(text))


def _is_english(found: Sequence[Word]) -> bool:
    markers = sum(word.text in _ENGLISH_MARKERS for word in found)
    return markers > 0 and sum(word.text in _ENGLISH_FUNCTION_WORDS for word in found) > 1


def _content_words(found: Sequence[Word]) -> list[Word]:
    """Leave out English function words, in a question that is English."""
    if not _is_english(found):
        return list(found)
    return [word for word in found if word.text not in _ENGLISH_FUNCTION_WORDS]


def query_terms(text: str) -> dict[str, float]:
    """Return the weighted terms that a question asks for.

    A word that asks ("nào", "ai") counts little: it is rare in plans, so that its
    inverse document frequency alone would make it count much. English function words
    are left out of English questions. Empty where nothing is left.
    """
    found = words(text)
    marked = has_marks(text)
    terms: dict[str, float] = {}

    def add(term: str, weight: float) -> None:
        terms[term] = max(terms.get(term, 0.0), weight)

    kept = _content_words(found)
    for word in kept:
        weight = QUESTION_WORD_WEIGHT if word.text in _QUESTION_WORDS else 1.0
        folded = _folded(word.text)
        add(folded, weight)
        if marked:
            add(_SPELT + word.text, weight * SPELT_WEIGHT)
        for part in _parts(folded):
            add(part, weight / 2)
    if len(kept) == len(found):
        for pair in _pairs(text, found):
            add(pair, PAIR_WEIGHT)
    else:
        _add_english_pairs(text, found, kept, terms)
    return terms


def phrase_terms(phrases: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return the terms of weighted phrases, such as what a question may say otherwise.

    A term of several phrases gets the highest of their weights.
    """
    terms: dict[str, float] = {}
    for phrase, weight in phrases:
        for term, own in query_terms(phrase).items():
            terms[term] = max(terms.get(term, 0.0), own * weight)
    return terms


def _add_english_pairs(
    text: str, found: Sequence[Word], kept: Sequence[Word], terms: dict[str, float]
) -> None:
    places = {word.start for word in kept}
    for left, right in pairwise(found):
        if left.start in places and right.start in places:
            for pair in _pairs(text, (left, right)):
                terms[pair] = PAIR_WEIGHT


def count_terms(items: Sequence[Passage]) -> TermCounts:
    """Return the counted terms of the passages, one row each."""
    rows = [passage_terms(passage) for passage in items]
    vocabulary = tuple(sorted({term for row in rows for term in row}))
    place = {term: number for number, term in enumerate(vocabulary)}
    starts = np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64)
    ids = np.empty(starts[-1], np.int64)
    frequencies = np.empty(starts[-1], np.float32)
    for number, row in enumerate(rows):
        ordered = sorted(row.items())
        span = slice(starts[number], starts[number + 1])
        ids[span] = [place[term] for term, _ in ordered]
        frequencies[span] = [frequency for _, frequency in ordered]
    return TermCounts(vocabulary, starts, ids, frequencies)


class LexicalIndex:
    """BM25 over the rows of one or more plans, in the order given.

    Score of a row: the sum over the question's terms of ``weight · idf · tf · (k1 + 1) /
    (tf + k1 · (1 - b + b · length / mean length))`` with ``idf = ln(1 + (N - df + 0.5) /
    (df + 0.5))`` (Robertson et al., TREC-3, with the never negative idf of Lucene).
    Document frequencies are taken over all rows.
    """

    def __init__(self, parts: Sequence[TermCounts], *, k1: float = K1, b: float = B) -> None:
        """Join the counted terms of the parts; the rows are numbered through."""
        self._places: dict[str, int] = {}
        rows, terms, frequencies = self._join(parts)
        self._size = sum(len(part.starts) - 1 for part in parts)
        order = np.lexsort((rows, terms))
        self._rows = rows[order]
        self._starts = np.searchsorted(terms[order], np.arange(len(self._places) + 1))
        lengths = np.bincount(rows, weights=frequencies, minlength=self._size)
        mean = float(lengths.mean()) if self._size and lengths.any() else 1.0
        frequency = frequencies[order].astype(np.float64)
        norms = k1 * (1 - b + b * lengths[self._rows] / mean)
        self._saturated = frequency * (k1 + 1) / (frequency + norms)

    def _join(
        self, parts: Sequence[TermCounts]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        rows, terms, frequencies = [], [], []
        first = 0
        for part in parts:
            places = np.array(
                [self._places.setdefault(term, len(self._places)) for term in part.vocabulary],
                dtype=np.int64,
            )
            size = len(part.starts) - 1
            rows.append(first + np.repeat(np.arange(size), np.diff(part.starts)))
            terms.append(places[part.ids])
            frequencies.append(part.frequencies)
            first += size
        if not parts:
            return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32)
        return np.concatenate(rows), np.concatenate(terms), np.concatenate(frequencies)

    def __len__(self) -> int:
        """Return the number of rows."""
        return self._size

    def idf(self, term: str) -> float:
        """Return the inverse document frequency of a term; 0 where no row has it."""
        place = self._places.get(term)
        if place is None:
            return 0.0
        return self._idf(int(self._starts[place + 1] - self._starts[place]))

    def _idf(self, df: int) -> float:
        return math.log(1 + (self._size - df + 0.5) / (df + 0.5))

    def coverage(self, terms: Mapping[str, float]) -> float:
        """Return the share of the terms' folded words that any row has, 0 to 1.

        See :func:`index.fusion.coverage`; spelt terms and pairs are left out, for a
        known word stands in unknown pairs too.
        """
        single = {t: w for t, w in terms.items() if not t.startswith(_SPELT) and " " not in t}
        return coverage(single, self.idf, self._idf(0))

    def scores(self, terms: Mapping[str, float]) -> NDArray[np.float64]:
        """Return the score of every row (n,); 0 where no term is found."""
        scores = np.zeros(self._size)
        for term, weight in terms.items():
            place = self._places.get(term)
            if place is None:
                continue
            span = slice(self._starts[place], self._starts[place + 1])
            scores[self._rows[span]] += weight * self.idf(term) * self._saturated[span]
        return scores

    def search(
        self, terms: Mapping[str, float], k: int, *, allowed: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """Return the ``k`` best rows with a score above 0, best first, as (row, score).

        Equal scores go by the smaller row. ``allowed`` holds the rows that may be found.
        """
        return best_rows(self.scores(terms), k, allowed)


def best_rows(
    scores: NDArray[np.float64], k: int, allowed: NDArray[np.int64] | None = None
) -> list[tuple[int, float]]:
    """Return the ``k`` rows with the highest scores above 0, best first, ties by row."""
    rows = np.flatnonzero(scores > 0) if allowed is None else allowed[scores[allowed] > 0]
    order = np.lexsort((rows, -scores[rows]))[: max(k, 0)]
    return [(int(row), float(scores[row])) for row in rows[order]]
