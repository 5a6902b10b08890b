"""The Vietnamese-English glossary, and what English questions say in Vietnamese.

``corpus/data/glossary.tsv`` pairs the plans' words with English ones: official renderings
and the everyday words of businesses ("red book", "under-the-table payments"). It leads
an English question to the Vietnamese text; a rendering is never shown as a translation.
Bodies, index names and provinces have lists of their own.

Its columns are ``vi``, ``en`` (renderings between `` | ``, the usual one first), ``topic``
and ``source``: an address with its standing for the first rendering, or ``plain`` for our
own words. Topics stand together; within one, rows are sorted by ``vi`` without marks.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from corpus.errors import DataError
from corpus.words import fold, lower, spell

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


@dataclass(frozen=True, slots=True)
class _Token:
    """An English word by its place; ``hyphen``: nothing but "-" stands before it."""

    text: str
    start: int
    end: int
    hyphen: bool


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
    phrases = _phrases()
    tokens = [token for token in _tokens(question) if token.text not in _ARTICLES]
    levels = [[form(token.text) for token in tokens] for form in _FORMS]
    free = [True] * len(tokens)
    found: list[Expansion] = []
    for size in range(min(phrases.longest, len(tokens)), 0, -1):
        for first in range(len(tokens) - size + 1):
            if all(free[first : first + size]):
                terms = phrases.terms(tokens, levels, first, first + size)
                if terms:
                    free[first : first + size] = [False] * size
                    start, end = tokens[first].start, tokens[first + size - 1].end
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
    _demand(all(map(_tokens, english)), where, "renderings with words", joined)
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


class _Phrases:
    """English phrases to entries: in the singular, and by stem."""

    def __init__(self, glossary: tuple[Entry, ...]) -> None:
        ranked: list[dict[str, list[tuple[int, int]]]] = [{} for _ in _FORMS]
        self._entries = glossary
        self.longest = 1
        for place, entry in enumerate(glossary):
            for rank, english in enumerate(entry.en):
                tokens = [token for token in _tokens(english) if token.text not in _ARTICLES]
                self.longest = max(self.longest, len(tokens))
                for form, level in zip(_FORMS, ranked, strict=True):
                    for key in _keys([form(token.text) for token in tokens], tokens):
                        level.setdefault(key, []).append((rank, place))
        self._levels = [{key: self._best(hits) for key, hits in lv.items()} for lv in ranked]

    def _best(self, hits: list[tuple[int, int]]) -> tuple[Entry, ...]:
        """Return each entry once, those whose usual rendering it is first."""
        places = dict.fromkeys(place for _, place in sorted(hits))
        return tuple(self._entries[place] for place in places)

    def terms(
        self, tokens: list[_Token], levels: list[list[str]], first: int, last: int
    ) -> tuple[Entry, ...]:
        """Return the entries of these words, from the strictest level that has any."""
        for forms, known in zip(levels, self._levels, strict=True):
            for key in _keys(forms[first:last], tokens[first:last]):
                if key in known:
                    return known[key]
        return ()


@cache
def _phrases() -> _Phrases:
    return _Phrases(entries())


def _keys(forms: list[str], tokens: list[_Token]) -> Iterator[str]:
    """Yield the phrase with blanks and, where it has hyphens, written as one word."""
    yield " ".join(forms)
    hyphens = [token.hyphen for token in tokens[1:]]
    if any(hyphens):
        parts = ("" if hyphen else " " for hyphen in hyphens)
        yield forms[0] + "".join(a + b for a, b in zip(parts, forms[1:], strict=True))


# English words: tokens, spelling, number, stem.

_ARTICLES = {"a", "an", "the"}
_ENGLISH = re.compile(r"([^\W_]+(?:&[^\W_]+)*)(?:['’]([^\W_]*))?")
_BRITISH = [
    (re.compile(r"is(e[drs]?|ing|ations?)$"), r"iz\1"),
    (re.compile(r"ys(e[drs]?|ing)$"), r"yz\1"),
    (re.compile(r"^(un)?(lab|fav|behavi|neighb|col|hon|harb|endeav)our"), r"\1\2or"),
    (re.compile(r"^(cent|theat|met)re(s?)$"), r"\1er\2"),
    (re.compile(r"^(licen|defen|offen|practi)[cs]e"), r"\1se"),
    (re.compile(r"^programme"), "program"),
    (re.compile(r"^catalogue"), "catalog"),
    (re.compile(r"^cheque"), "check"),
]
_IRREGULAR = {
    "bought": "buy", "built": "build", "children": "child", "criteria": "criterion",
    "dealt": "deal", "gave": "give", "given": "give", "got": "get", "gotten": "get",
    "held": "hold", "indices": "index", "indexes": "index", "kept": "keep", "led": "lead",
    "lent": "lend", "made": "make", "men": "man", "met": "meet", "paid": "pay", "ran": "run",
    "sent": "send", "sold": "sell", "spent": "spend", "took": "take", "taken": "take",
    "women": "woman", "written": "write", "wrote": "write",
}  # fmt: skip
_UNCHANGED = {"customs", "goods", "news", "premises", "always", "this", "its"}
_SUFFIX = re.compile(r"^(.*[aeiouy].*?)(?:ing|(?<!e)ed)$")


def _tokens(text: str) -> list[_Token]:
    """Return the words of an English text; a possessive "'s" belongs to no word."""
    found: list[_Token] = []
    for match in _ENGLISH.finditer(lower(text)):
        tail = match[2] or ""
        word, end = (match[1], match.end(1)) if tail in ("", "s") else (match[0], match.end())
        hyphen = bool(found) and text[found[-1].end : match.start()] == "-"
        found.append(_Token(word, match.start(), end, hyphen))
    return found


def _american(word: str) -> str:
    """Return the word in American spelling; what ends in -ise is written -ize."""
    for pattern, american in _BRITISH:
        word = pattern.sub(american, word)
    return word


@lru_cache(maxsize=8192)
def _singular(word: str) -> str:
    """Return the word in American spelling, a noun's plural or irregular form undone."""
    word = _american(_IRREGULAR.get(word, word))
    if len(word) < 3 or word in _UNCHANGED or word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "zzes", "ches", "shes")):
        return word[:-2]
    return word.removesuffix("s")


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """Return what the forms of a word share: "leased", "leasing", "leases" give "leas"."""
    stem = _singular(word)
    if word in _UNCHANGED:
        return stem
    inflected = _SUFFIX.match(stem)
    if inflected and len(inflected[1]) > 1:
        stem = inflected[1]
    if len(stem) > 3 and stem[-1] == stem[-2]:
        stem = stem[:-1]
    stem = stem.removesuffix("e") if len(stem) > 2 else stem
    return stem[:-1] + "i" if len(stem) > 2 and stem.endswith("y") else stem


# The stricter first.
_FORMS = (_singular, _stem)
