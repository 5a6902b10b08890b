"""How well a text has a concept: in its words, in their order with a few between, or not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.query import Concept
from corpus.words import fold, words

OTHER_MARKS = 0.3
APART = 0.6
SCATTERED = 0.5
NEAR = 0.7
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))(?<!\d{4}[.,])")  # "5.000" is 5000
_PART = re.compile(r"[^\W_]+")
MOST_BETWEEN = 3  # words that may stand between two words of a wording


@dataclass(frozen=True, slots=True)
class Text:
    """A text's words between blanks, spelt one way and without marks; the latter as a set, too."""

    spelt: str
    folded: str
    letters: frozenset[str]


def text_of(text: str) -> Text:
    """Return a text ready to be matched.

    A document number is its parts: "Nghị quyết số 02" is in "… số 02/NQ-CP".
    """
    spelt = _parts(tuple(word.text for word in words(text)))
    folded = fold(spelt)
    return Text(spelt, folded, frozenset(folded.split()))


@lru_cache(maxsize=8192)
def _parts(spelt: tuple[str, ...]) -> str:
    """Return words between blanks, those with a sign inside as their parts."""
    whole = (_THOUSANDS.sub("", word) for word in spelt)
    return f" {' '.join(part for word in whole for part in _PART.findall(word))} "


def match(concept: Concept, text: Text) -> float:
    """Return 1 where the text has a wording of the concept, less where words are apart.

    Where marks were typed, or are restored for sure, other marks count little. A wording
    near in meaning counts :data:`NEAR`, and only as it stands.
    """
    # A question weighs the same sentences in several ways. Concept and text are held with the
    # value, so that no other object can have their ids while they are here.
    key = (id(concept), id(text))
    seen = _SEEN.get(key)
    if seen is None:
        if len(_SEEN) >= MOST_SEEN:
            _SEEN.clear()
        seen = _SEEN[key] = (concept, text, _best(concept, text))
    return seen[2]


MOST_SEEN = 30_000
_SEEN: dict[tuple[int, int], tuple[Concept, Text, float]] = {}


_LETTERS: dict[int, tuple[Concept, frozenset[str]]] = {}


def _letters(concept: Concept) -> frozenset[str]:
    """Return the words without marks of all wordings of a concept."""
    seen = _LETTERS.get(id(concept))
    if seen is None:
        if len(_LETTERS) >= MOST_SEEN:
            _LETTERS.clear()
        wordings = (*concept.alternatives, *concept.near, concept.restored)
        wordings += tuple(wording for part in concept.parts for wording in part)
        found = frozenset(word for w in wordings for word in fold(_parts(tuple(w))).split())
        seen = _LETTERS[id(concept)] = (concept, found)
    return seen[1]


def _best(concept: Concept, text: Text) -> float:
    if text.letters.isdisjoint(_letters(concept)):
        return 0.0
    best = max((_match(a, concept, text) for a in concept.alternatives), default=0.0)
    if best < NEAR and any(_parts(a) in text.spelt for a in concept.near):
        return NEAR
    if best < NEAR and concept.parts and _in_parts(concept, text):
        return NEAR
    return best


def _in_parts(concept: Concept, text: Text) -> bool:
    """Tell whether a text has a wording of each part of a concept, wherever."""
    return all(any(_parts(w) in text.spelt for w in part) for part in concept.parts)


def _match(wording: Sequence[str], concept: Concept, text: Text) -> float:
    if not wording:
        return 0.0
    plain = _plain(tuple(wording))
    if plain in text.folded:
        spelling = wording
        if concept.restored and wording == concept.alternatives[0]:
            spelling = concept.restored
        strict = concept.marked or spelling is concept.restored
        return OTHER_MARKS if strict and _parts(tuple(spelling)) not in text.spelt else 1.0
    if len(wording) == 1 or concept.body:
        return 0.0
    where = text.spelt if concept.marked else text.folded
    if _apart(tuple(wording), concept.marked).search(where):
        return APART
    pairs = _pairs(tuple(wording), concept.marked)
    return SCATTERED if pairs and all(pair in where for pair in pairs) else 0.0


@lru_cache(maxsize=8192)
def _pairs(wording: tuple[str, ...], marked: bool) -> tuple[str, ...]:
    """Return a term of two words of two syllables or more cut into those words.

    "báo cáo định kỳ" is also said by "định kỳ … báo cáo".
    """
    parts = _parts(wording if marked else tuple(map(fold, wording))).split()
    if len(parts) < 4 or len(parts) % 2:
        return ()
    return tuple(f" {one} {two} " for one, two in zip(parts[::2], parts[1::2], strict=True))


@lru_cache(maxsize=8192)
def _plain(wording: tuple[str, ...]) -> str:
    return fold(_parts(wording))


@lru_cache(maxsize=8192)
def _apart(wording: tuple[str, ...], marked: bool) -> re.Pattern[str]:
    """Return the pattern of the words in their order with a few words between them."""
    parts = [re.escape(word if marked else fold(word)) for word in _parts(wording).split()]
    between = rf"(?: \S+){{0,{MOST_BETWEEN}}} "
    return re.compile(" " + between.join(parts) + " ")
