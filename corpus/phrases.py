"""Find the phrases of a fixed list in Vietnamese or English text, by whole words.

A phrase is found whatever the case of its letters, the place of a tone mark ("Ủy",
"Uỷ"), the kind of dash, "&" for "và" and "and", and with its commas and dashes left out.
Short forms in capitals must stand in capitals and alone: "STC" is no phrase of
"62/TTr-STC". In a question, words typed without marks stand for words with them, and
short forms may be in small letters; a word typed with marks always means those marks.

In data files a phrase may begin with one sign: ``=`` its letters must be as written, in
questions too; ``~`` its capitals must be capitals, outside questions; ``?`` only for
questions.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from corpus.words import fold, spell, without_superscripts

T = TypeVar("T")
_TOKEN = re.compile(r"[^\W_]+|&")
_DASHES = re.compile("[‐‑‒–—−]")
_AND = {"và": "&", "and": "&"}
_SAME = {
    "center": "centre",
    "centers": "centres",
    "labor": "labour",
    "sport": "sports",
    "dept": "department",
    "depts": "departments",
}
_SIGNS = ("=", "~", "?")
_BREAK = "\n\n"
_GAPS = {"": ("",), ",": ("", ",", "-"), "-": ("", "-"), "'": ("", "'"), ".": ("", ".")}


class Token(NamedTuple):
    """A word of a text: spelt one way, without marks, its place, and what is before it.

    ``gap`` is what stands between the word before and this one, spaces left out, dashes
    as one kind; after a blank line or at an item of a list it is two line ends.
    """

    spelt: str
    key: str
    raw: str
    start: int
    end: int
    gap: str

    @property
    def capital(self) -> bool:
        """Tell whether the word begins with a capital letter."""
        return self.raw[0].isupper()

    @property
    def short(self) -> bool:
        """Tell whether the word is all capitals, at least two of them."""
        return len(self.raw) > 1 and self.raw.isupper()


def tokens(text: str) -> list[Token]:
    """Return the words of a text with what stands between them; "&" is a word."""
    return list(_tokens(text))


@lru_cache(maxsize=512)
def _tokens(text: str) -> tuple[Token, ...]:
    clean = without_superscripts(text)
    spelt = spell(clean)
    bare = fold(clean)
    found: list[Token] = []
    before = 0
    for match in _TOKEN.finditer(spelt):
        start, end = match.span()
        word = _AND.get(match[0], _SAME.get(match[0], match[0]))
        key = bare[start:end]
        key = "&" if word == "&" or key == "va" else _SAME.get(key, key)
        found.append(Token(word, key, text[start:end], start, end, _gap(clean[before:start])))
        before = end
    return tuple(found)


def _gap(between: str) -> str:
    mark = _DASHES.sub("-", "".join(between.split())).replace("’", "'")
    lines = between.count("\n")
    # A dash after a line's end begins an item of a list.
    return _BREAK if lines > 1 or (lines and mark in ("-", "+")) else mark


@dataclass(frozen=True, slots=True)
class Phrase(Generic[T]):
    """A phrase to find and what it stands for.

    ``skip`` counts leading words that must be there but are not part of the match.
    """

    text: str
    value: T
    exact: bool = False
    cased: bool = False
    only_questions: bool = False
    skip: int = 0
    tokens: tuple[Token, ...] = field(default=(), compare=False, repr=False)


def unsigned(written: str) -> str:
    """Return the words of a phrase written in a data file, without its leading sign."""
    return written[1:] if written[:1] in _SIGNS else written


def phrase(written: str, value: T, skip: int = 0) -> Phrase[T]:
    """Return the phrase written in a data file, its leading sign read."""
    text = unsigned(written)
    sign = written[: len(written) - len(text)]
    parts = tuple(tokens(text))
    short = all(t.short or t.spelt == "&" or t.raw.isdigit() for t in parts)
    return Phrase(
        text=text,
        value=value,
        exact=sign == "=",
        cased=sign == "~" or (short and sign != "="),
        only_questions=sign == "?",
        skip=skip,
        tokens=parts,
    )


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase found: token places ``first`` to ``last`` (exclusive)."""

    value: T
    first: int
    last: int


@dataclass(slots=True)
class _Node(Generic[T]):
    children: dict[str, "_Node[T]"] = field(default_factory=dict)
    phrases: list[Phrase[T]] = field(default_factory=list)


class Phrasebook(Generic[T]):
    """A list of phrases, ready to be found; of equals the first one counts."""

    def __init__(self, phrases: Iterable[Phrase[T]]) -> None:
        """Build the tree of words; a phrase without words is left out."""
        self._root: _Node[T] = _Node()
        for one in phrases:
            node = self._root
            for token in one.tokens:
                node = node.children.setdefault(token.key, _Node())
            if one.tokens:
                node.phrases.append(one)

    def at(self, found: list[Token], place: int, text: str, *, question: bool) -> Match[T] | None:
        """Return the longest phrase that begins at a token, if any."""
        best: Match[T] | None = None
        node: _Node[T] | None = self._root
        here = place
        while node is not None:
            for one in node.phrases:
                if _fits(one, found, place, text, question):
                    best = Match(one.value, place + one.skip, here)
                    break
            if here == len(found) or (here > place and found[here].gap == _BREAK):
                break
            node = node.children.get(found[here].key)
            here += 1
        return best

    def find(self, text: str, *, question: bool = False) -> Iterator[Match[T]]:
        """Yield the phrases of a text: leftmost first, the longest there, no overlap."""
        found = tokens(text)
        place = 0
        while place < len(found):
            match = self.at(found, place, text, question=question)
            if match is None:
                place += 1
                continue
            yield match
            place = match.last


def _fits(one: Phrase[T], found: list[Token], place: int, text: str, question: bool) -> bool:
    if one.only_questions and not question:
        return False
    check_case = one.cased and not question
    for count, want in enumerate(one.tokens):
        have = found[place + count]
        if count and have.gap not in _GAPS.get(want.gap, (want.gap,)):
            return False
        if want.spelt != have.spelt and not (question and _unmarked(have)):
            return False
        if (one.exact and want.raw != have.raw) or (check_case and not _same_case(want, have)):
            return False
    last = place + len(one.tokens) - 1
    return not (
        (one.tokens[0].short and _glued_before(text, found[place].start))
        or (one.tokens[-1].short and _glued_after(text, found[last].end))
    )


def _unmarked(token: Token) -> bool:
    return token.spelt.isascii()


def _same_case(want: Token, have: Token) -> bool:
    if want.short:
        return have.short
    return have.capital or not want.capital


def _glued_before(text: str, start: int) -> bool:
    """Tell whether the word is the tail of a document number or a compound.

    A slash alone parts two bodies ("STC/SNV"), unless a number or a blank stands before.
    """
    if start == 0 or text[start - 1] not in "-–/":
        return False
    before = text[max(0, start - 2) : start - 1]
    if text[start - 1] == "/":
        return not before.isalpha()
    return before.isalnum()


def _glued_after(text: str, end: int) -> bool:
    return text[end : end + 1] in ("-", "–") and text[end + 1 : end + 2].isalnum()
