"""Typing slips in questions, mended against the words that the product's own lists hold.

A word is a slip where no list has it and it is no word of its language: in Vietnamese no
possible syllable, in English not in a general word list (or rare there, beside a common
word of ours one letter away). Names are left alone: a body, an index or a province never
becomes another. What cannot be mended for sure stays as typed.
"""

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein
from spellchecker import SpellChecker

from assistant.concepts import named_bodies, named_indices
from assistant.language import ENGLISH_STOP, NOT_SUBJECTS, VIETNAMESE_STOP
from corpus import agency_table, glossary, indices, provinces, short_forms, syllables, synonyms
from corpus.restoring import phrases
from corpus.words import fold, has_marks, words

SHORTEST = 4  # letters of an English slip
LONG = 7  # letters of a word that may have two slips
RARE = 1e-6  # a general word rarer than this may be a slip ...
FAR_MORE = 20  # ... for a word of ours so many times as common
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_TELEX = re.compile(r"aa|aw|ee|oo|ow|uw|dd|w")
_VOWEL = re.compile(r"[aeiouy]")
_TELEX_TONE = re.compile(r"[sfrxj]$")


def mended(question: str, language: str) -> str:
    """Return the question with its sure slips mended; the rest as typed."""
    return _mended_english(question) if language == "en" else _mended_vietnamese(question)


def _named(question: str, language: str) -> list[tuple[int, int]]:
    """Return the places of names in a question."""
    found = [(m.start, m.end) for m in named_bodies(question, language)]
    found += [(m.start, m.end) for m in named_indices(question, language)]
    return found + [(m.start, m.end) for m in provinces.find(question)]


def _mended_english(question: str) -> str:
    names = _named(question, "en")

    def mend(match: re.Match[str]) -> str:
        word = match[0]
        named = any(start <= match.start() < end for start, end in names)
        proper = not word.islower() and match.start() > 0
        if named or proper or len(word) < SHORTEST or has_marks(word):
            return word
        other = _english(word.lower())
        return other.capitalize() if word[0].isupper() else other

    return _WORD.sub(mend, question)


@lru_cache(maxsize=4096)
def _english(word: str) -> str:
    """Return the word of ours that an English word was meant to be, or the word itself."""
    ours = _english_words()
    if word in ours or fold(word) in _syllables():
        return word
    common = _general().word_usage_frequency(word)
    if common > RARE:
        return word
    most = 2 if len(word) >= LONG and not common else 1
    close = []
    for other in ours:
        if abs(len(other) - len(word)) <= most and other[0] == word[0]:
            apart = DamerauLevenshtein.distance(word, other, score_cutoff=most)
            if apart <= most:
                left_out = bool(_spaced(word).fullmatch(other))  # more often than mistaken
                usual = _general().word_usage_frequency(other)
                close.append((apart, not left_out, -usual, other))
    if not close:
        return word
    *_, usual, best = min(close)
    return best if not common or -usual >= FAR_MORE * common else word


@lru_cache(maxsize=64)
def _spaced(word: str) -> re.Pattern[str]:
    """Return the pattern of a word in which letters may have been left out."""
    return re.compile(".*".join(map(re.escape, word)))


@cache
def _general() -> SpellChecker:
    """Return the general English word list, read when the first unknown word is met."""
    return SpellChecker(language="en")


@cache
def _english_words() -> frozenset[str]:
    """Return the English words of our lists."""
    texts = [english for _, english in glossary.pairs()]
    texts += [row.en for row in agency_table.agencies() if row.en]
    texts += [index.en for index in indices.indices()]
    found = {word for text in texts for word in _WORD.findall(text.lower())}
    return frozenset(found | ENGLISH_STOP)


def _mended_vietnamese(question: str) -> str:
    found = words(question)
    folded = [fold(word.text) for word in found]
    names = _named(question, "vi")
    pieces: list[str] = []
    place = 0
    for at, word in enumerate(found):
        raw = question[word.start : word.end]
        named = any(start <= word.start < end for start, end in names)
        if named or not raw.isalpha() or raw.isupper() or _is_word(folded[at]):
            continue
        if not _VOWEL.search(folded[at]):
            continue  # a short form ("sx"), no slip
        before = folded[at - 1] if at else ""
        after = folded[at + 1] if at + 1 < len(found) else ""
        other = _vietnamese(folded[at], before, after)
        if other:
            pieces += [question[place : word.start], other]
            place = word.end
    return "".join(pieces) + question[place:]


def _is_word(word: str) -> bool:
    """Tell whether a word without marks may be one: a syllable, a short form, English."""
    if syllables.possible(word) or word in short_forms.forms() or word in _english_words():
        return True
    return _general().word_usage_frequency(word) > RARE


def _vietnamese(word: str, before: str, after: str) -> str:
    """Return the syllable that a word was meant to be between its neighbours; "": unsure."""
    plain = _TELEX_TONE.sub("", _TELEX.sub(lambda m: m[0][0].replace("w", "u"), word))
    if plain != word and plain in _syllables():
        return plain
    beside = _beside()
    close = [
        (beside[before, other] + beside[other, after], other)
        for other in _syllables()
        if abs(len(other) - len(word)) <= 1
        and DamerauLevenshtein.distance(word, other, score_cutoff=1) == 1
    ]
    ranked = sorted(close, reverse=True)
    if not ranked or not ranked[0][0] or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return ""
    return ranked[0][1]


@cache
def _terms() -> tuple[tuple[str, ...], ...]:
    """Return the Vietnamese terms of our lists as syllables without marks."""
    texts = [entry.vi for entry in glossary.entries()]
    texts += synonyms.terms()
    texts += [row.name for row in agency_table.agencies()]
    texts += [index.name for index in indices.indices()]
    texts += [*VIETNAMESE_STOP, *NOT_SUBJECTS, *phrases()]
    return tuple(tuple(fold(word.text) for word in words(text)) for text in texts)


@cache
def _syllables() -> frozenset[str]:
    return frozenset(part for term in _terms() for part in term if part.isalpha())


@cache
def _beside() -> Counter[tuple[str, str]]:
    """Return how often two syllables stand side by side in our terms."""
    return Counter(pair for term in _terms() for pair in pairwise(term))
