"""The Vietnamese-English glossary, and what English questions say in Vietnamese.

``corpus/data/glossary.tsv`` pairs the plans' words with English ones: official renderings
and the everyday words of businesses ("red book", "under-the-table payments"). It leads
an English question to the Vietnamese text; a rendering is never shown as a translation.
Bodies, index names and provinces have lists of their own.

Its columns are ``vi``, ``en`` (renderings between `` | ``, the usual one first), ``topic``
and ``source``: an address with its standing for the first rendering, or ``plain`` for our
own words. Topics stand together; within one, rows are sorted by ``vi`` without marks.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.english import ARTICLES, FORMS, Token, tokens
from corpus.errors import DataError
from corpus.words import fold, spell

GLOSSARY_PATH = Path(__file__).parent / "data" / "glossary.tsv"
COLUMNS = ("vi", "en", "topic", "source")
# Question words say how an answer looks, hardly where it stands.
QUESTION_TOPIC = "questions"
QUESTION_WEIGHT = 0.25


@dataclass(frozen=True, slots=True)
class Entry:
    """A Vietnamese term with its English renderings, the usual one first."""

    vi: str
    en: tuple[str, ...]
    topic: str
    source: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """English words of a question, ``question[start:end]``, and what they may be called.

    ``weight`` is the weight of each Vietnamese term: those of one phrase share 1, or
    0.25 where they are only question words.
    """

    english: str
    start: int
    end: int
    vietnamese: tuple[str, ...]
    weight: float


@cache
def entries() -> tuple[Entry, ...]:
    """Return the glossary in the order of its file."""
    return read_entries(GLOSSARY_PATH)


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """Return every Vietnamese term with each of its English renderings."""
    return tuple((entry.vi, english) for entry in entries() for english in entry.en)


def expand_english(question: str) -> list[Expansion]:
    """Return the glossary's phrases in an English question, in the question's order.

    Longer phrases go first and none overlap. Number, tense, British or American spelling,
    hyphens and articles make no difference, but the phrase itself is taken before one that
    only shares its stem ("planning" is not "plan").

    >>> [e.vietnamese for e in expand_english("tax refunds")]
    [('hoàn thuế',)]
    """
    return expand(question, _phrases())


def expand(question: str, phrases: "Phrases") -> list[Expansion]:
    """Return the phrases of a list in an English question, as :func:`expand_english` does."""
    asked = [token for token in tokens(question) if token.text not in ARTICLES]
    levels = [[form(token.text) for token in asked] for form in FORMS]
    free = [True] * len(asked)
    found: list[Expansion] = []
    for size in range(min(phrases.longest, len(asked)), 0, -1):
        for first in range(len(asked) - size + 1):
            if all(free[first : first + size]):
                terms = phrases.terms(asked, levels, first, first + size)
                if terms:
                    free[first : first + size] = [False] * size
                    start, end = asked[first].start, asked[first + size - 1].end
                    found.append(_expansion(question, start, end, terms))
    return sorted(found, key=lambda expansion: expansion.start)


def read_entries(path: Path) -> tuple[Entry, ...]:
    """Return the entries of a glossary file after checking its form.

    Raises:
        DataError: a line breaks the form; the message names file and line.
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    found: list[Entry] = []
    seen: dict[str, int] = {}
    topics: list[str] = []
    for number, line in enumerate(lines[:-1] if lines[-1] == "" else lines, 1):
        where = f"{path}:{number}"
        fields = tuple(line.split("\t"))
        if number == 1:
            _demand(fields == COLUMNS, where, f"the columns {COLUMNS}", line)
            continue
        entry = _entry(fields, where)
        known = seen.setdefault(spell(entry.vi), number)
        _demand(known == number, where, f"a term not on line {known} already", entry.vi)
        if not topics or topics[-1] != entry.topic:
            _demand(entry.topic not in topics, where, "each topic in one block", entry.topic)
            topics.append(entry.topic)
        elif _order(found[-1].vi) > _order(entry.vi):
            raise DataError(f"{where}: {entry.vi!r} must stand before {found[-1].vi!r}")
        found.append(entry)
    return tuple(found)


def _entry(fields: tuple[str, ...], where: str) -> Entry:
    """Return one line's entry, or raise ``DataError``."""
    _demand(len(fields) == len(COLUMNS), where, f"{len(COLUMNS)} fields", str(len(fields)))
    vi, joined, topic, source = fields
    english = tuple(joined.split(" | "))
    for words in (vi, *english, topic, source):
        _demand(bool(words) and words == words.strip(), where, "no empty field", repr(words))
        _demand(unicodedata.is_normalized("NFC", words), where, "NFC text", ascii(words))
    _demand(len(set(english)) == len(english), where, "each rendering once", joined)
    _demand(all(map(tokens, english)), where, "renderings with words", joined)
    return Entry(vi, english, topic, source)


def _demand(holds: bool, where: str, expected: str, found: str) -> None:
    if not holds:
        raise DataError(f"{where}: expected {expected}, found {found}; mend the line")


def _order(vi: str) -> tuple[str, str]:
    return fold(vi), vi


def _expansion(question: str, start: int, end: int, terms: tuple[Entry, ...]) -> Expansion:
    asking = all(term.topic == QUESTION_TOPIC for term in terms)
    whole = QUESTION_WEIGHT if asking else 1.0
    names = tuple(term.vi for term in terms)
    return Expansion(question[start:end], start, end, names, whole / len(names))


class Phrases:
    """English phrases to entries: in the singular, and by stem."""

    def __init__(self, glossary: tuple[Entry, ...]) -> None:
        ranked: list[dict[str, list[tuple[int, int]]]] = [{} for _ in FORMS]
        self._entries = glossary
        self.longest = 1
        for place, entry in enumerate(glossary):
            for rank, english in enumerate(entry.en):
                found = [token for token in tokens(english) if token.text not in ARTICLES]
                self.longest = max(self.longest, len(found))
                for form, level in zip(FORMS, ranked, strict=True):
                    for key in _keys([form(token.text) for token in found], found):
                        level.setdefault(key, []).append((rank, place))
        self._levels = [{key: self._best(hits) for key, hits in lv.items()} for lv in ranked]

    def _best(self, hits: list[tuple[int, int]]) -> tuple[Entry, ...]:
        """Return each entry once, those whose usual rendering it is first."""
        places = dict.fromkeys(place for _, place in sorted(hits))
        return tuple(self._entries[place] for place in places)

    def terms(
        self, asked: list[Token], levels: list[list[str]], first: int, last: int
    ) -> tuple[Entry, ...]:
        """Return the entries of these words, from the strictest level that has any."""
        for forms, known in zip(levels, self._levels, strict=True):
            for key in _keys(forms[first:last], asked[first:last]):
                if key in known:
                    return known[key]
        return ()


@cache
def _phrases() -> Phrases:
    return Phrases(entries())


def _keys(forms: list[str], words: list[Token]) -> Iterator[str]:
    """Yield the phrase with blanks and, where it has hyphens, written as one word."""
    yield " ".join(forms)
    hyphens = [token.hyphen for token in words[1:]]
    if any(hyphens):
        parts = ("" if hyphen else " " for hyphen in hyphens)
        yield forms[0] + "".join(a + b for a, b in zip(parts, forms[1:], strict=True))
