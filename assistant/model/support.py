"""Whether the words of a sentence stand in the plan's words that are to prove it.

In Vietnamese each word that says something must stand in the evidence beside a word that
it stands beside in the sentence. In English each phrase must have a Vietnamese rendering
that stands there. Either way a sentence says nothing that its places do not, though it may
say it in another order; bodies, roles, numbers and negations are looked at apart.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from assistant.model.claims import bodies
from assistant.model.sources import NEUTRAL, NUMBER, Source
from corpus import everyday, glossary, indices, provinces
from corpus.english import singular, stem, tokens
from corpus.glossary import Entry, Phrases
from corpus.indices import IndexMention
from corpus.tsv import read_table
from corpus.words import Word, words

_PROVING = Path(__file__).parent.parent / "words" / "proof_en.tsv"
_DIGIT = re.compile(r"\d")
# Looked at apart: what denies, and what sets a bound (denying.py).
_APART = frozenset(
    {
        "no",
        "not",
        "never",
        "without",
        "cannot",
        "neither",
        "nor",
        "least",
        "less",
        "more",
        "than",
        "can",
    }
)
_OPENER = re.compile(r"(?i)^(?:ngoài ra|bên cạnh đó)\b,?")
_MAY = re.compile(r"(?i)\b(?:có thể|hiện có|hiện nay|một mình)\b")
_WEAKENED = re.compile(
    r"(?:\|[\s)]*(?:also )?(?=may|can|could|might)|"
    r"\b(?=(?:no|nothing) (?:more|other) than (?!\d)))(\w+)"
)
# What comes after these is what something else becomes; turned round it is another thing.
_TOWARDS = frozenset({"lên", "sang", "thành"})
_INTO = re.compile(r"\b(?:into|to become|become)\s+(?:an? |the )?")
_SHUTTING_OUT = frozenset({"chỉ", "duy"})
_NUMERALS = {
    "two": ("hai", "2"), "three": ("ba", "3"), "four": ("bốn", "4"), "five": ("năm", "5"),
    "six": ("sáu", "6"), "seven": ("bảy", "7"), "eight": ("tám", "8"), "nine": ("chín", "9"),
    "ten": ("mười", "10"),
}  # fmt: skip
_MONTHS = frozenset(
    {
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    }
)  # fmt: skip


def unsupported(text: str, source: Source, language: str) -> list[str]:
    """Return the words of a sentence that the evidence does not have, in order.

    Names of bodies are left out, those of indices and provinces must be named there.
    """
    rest, strange = without_names(_OPENER.sub("", text), source, language)
    if language == "vi":
        weak = _MAY.search(rest)
        strange += [weak[0]] if weak and spelt(weak[0]) not in source.spelt else []
        return strange + _strange_words(rest, source)
    weak = _WEAKENED.search(rest)  # the plan makes a body do it, it does not let it
    strange += [weak[1]] if weak else []
    return strange + _strange_phrases(rest, source) + _turned_round(rest, source)


def without_names(text: str, source: Source, language: str) -> tuple[str, list[str]]:
    """Return a sentence with its names blanked, and the names that the evidence lacks."""
    strange: list[str] = []
    rest = NUMBER.sub(lambda match: "|" + " " * (len(match[0]) - 1), text)
    for body in bodies(text, language):
        rest = _blanked(rest, body.start, body.end)
    for index in _indices(rest, language):
        if index.index in source.indices:
            rest = _blanked(rest, index.start, index.end)
        # else its words must stand by themselves: many an index has a common phrase for name
    for place in provinces.find(rest):
        if place.province not in source.places:
            strange.append(place.words)
        rest = _blanked(rest, place.start, place.end)
    return rest, strange


def _indices(text: str, language: str) -> list[IndexMention]:
    return indices.find(text) if language == "vi" else indices.find_english(text)


def _blanked(text: str, start: int, end: int) -> str:
    """Return a text with a place left empty; a bar keeps its neighbours apart."""
    return text[:start] + "|" + " " * (end - start - 1) + text[end:]


def _strange_words(rest: str, source: Source) -> list[str]:
    """Return the Vietnamese words that the evidence does not have beside their neighbours."""
    return [
        run[at].text
        for run in _neighbours(rest)
        for at in range(len(run))
        if not _supported(run, at, source)
    ]


def _supported(run: list[Word], at: int, source: Source) -> bool:
    """Tell whether a word says nothing, or stands in the evidence as it stands here.

    Beside a word that it stands beside here; or by itself, between words that say nothing
    or stand there with their own neighbours.
    """
    word = run[at].text
    if word in _SHUTTING_OUT:  # "chỉ phối hợp" is not said by "chỉ số"
        return _pair(run, at, source)
    if word in _TOWARDS and at + 1 < len(run) and word in source.words:
        return _pair(run, at, source) or weightless(run[at + 1].text)
    if weightless(word) or _pair(run, at - 1, source) or _pair(run, at, source):
        return True
    left = at == 0 or weightless(run[at - 1].text) or _pair(run, at - 2, source)
    last = at + 1 == len(run)
    right = last or weightless(run[at + 1].text) or _pair(run, at + 1, source)
    return word in source.words and left and right


def weightless(word: str) -> bool:
    """Tell whether a Vietnamese word claims nothing by itself; numbers are looked at apart."""
    return word in NEUTRAL["vi"] or bool(_DIGIT.search(word))


def _pair(run: list[Word], at: int, source: Source) -> bool:
    """Tell whether a word and the next stand side by side in the evidence, too."""
    return 0 <= at < len(run) - 1 and (run[at].text, run[at + 1].text) in source.pairs


def _neighbours(rest: str) -> list[list[Word]]:
    runs: list[list[Word]] = [[]]
    before = 0
    for word in words(rest):
        if runs[-1] and re.search(r"[.,;:|()]", rest[before : word.start]):
            runs.append([])
        runs[-1].append(word)
        before = word.end
    return runs


def _strange_phrases(rest: str, source: Source) -> list[str]:
    """Return the English words that have no rendering in the evidence."""
    return [word for word, found in english_support(rest, source) if not found]


def english_support(rest: str, source: Source) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each English word that says something with its renderings in the evidence."""
    covered: dict[int, tuple[str, ...]] = {}
    for find in _LISTS:
        for phrase in find(rest):
            there = tuple(t for t in phrase.vietnamese if _stands(t, source))
            if there:
                for at in range(phrase.start, phrase.end):
                    covered[at] = (*covered.get(at, ()), *there)
    for token in tokens(rest):
        word = token.text
        month = word in _MONTHS and rest[token.start].isupper()  # "may" is no May
        if month or NEUTRAL["en"] & {word, singular(word)} or word in _APART:
            continue
        if _DIGIT.search(word) or len(word) < 2:
            continue
        found = covered.get(token.start) or _by_itself(word, source)
        yield word, found


def _turned_round(rest: str, source: Source) -> list[str]:
    """Return what a sentence says that something becomes, where its places say otherwise."""
    ends = [match.end() for match in _INTO.finditer(rest)]
    if not ends or not _TOWARDS & source.words:
        return []
    found = []
    for end in ends:
        told = [t for find in _LISTS for p in find(rest) if p.start == end for t in p.vietnamese]
        goals = [f" {word}{spelt(term)}" for word in _TOWARDS for term in told]
        if told and not any(goal in source.spelt for goal in goals):
            found.append(rest[end:].split()[0])
    return found


def _by_itself(word: str, source: Source) -> tuple[str, ...]:
    """Return the renderings in the evidence of a word looked up without its neighbours."""
    if word in _NUMERALS:
        return tuple(v for v in _NUMERALS[word] if v in source.words)
    if word in source.words:
        return (word,)  # a name or a short form of the plan's own
    found: list[str] = []
    for form in dict.fromkeys((word, singular(word), stem(word))):
        for find in _LISTS:
            found += [t for phrase in find(form) for t in phrase.vietnamese]
    return tuple(dict.fromkeys(t for t in found if _stands(t, source)))


@cache
def _proving() -> Phrases:
    rows = read_table(_PROVING, ("en", "vi"))
    return Phrases(
        tuple(
            Entry(term, (row.fields["en"],), "proof", "plain")
            for row in rows
            for term in row.listed("vi")
        )
    )


def _expand_proving(text: str) -> list[glossary.Expansion]:
    """Return the phrases of ``words/proof_en.tsv`` in an English text."""
    return glossary.expand(text, _proving())


_LISTS = (glossary.expand_english, _expand_proving, everyday.expand_everyday)


@lru_cache(maxsize=16384)
def spelt(term: str) -> str:
    """Return a term's words between blanks, spelt one way."""
    return f" {' '.join(word.text for word in words(term))} "


def _stands(term: str, source: Source) -> bool:
    return spelt(term) in source.spelt
