"""From problems as people tell them to the words in which plans write the matter.

``data/problems.tsv`` lists topics with everyday phrases in both languages ("đưa phong bì",
"asked for money") and with the plans' own terms ("chi phí không chính thức"). A topic only
widens a search; which body is responsible, the plan says.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.tsv import DATA, broken, read_table
from corpus.words import fold, has_marks, words

PATH = DATA / "problems.tsv"
COLUMNS = ("topic", "index", "plan_terms", "vi", "en", "note")
BETWEEN = 4  # words that may stand between two words of a phrase
_SMALL = {"ai"}  # short forms in capitals that are small words in small letters
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s)$")


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter of the plans with the phrases that tell of it; ``index`` is a sub-index's id."""

    name: str
    index: str | None
    plan_terms: tuple[str, ...]
    vi: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A topic that a text tells of, in ``text[start:end]``."""

    topic: Topic
    start: int
    end: int


def load(path: Path = PATH) -> tuple[Topic, ...]:
    """Return the topics of a table.

    Raises:
        DataError: with file and line, where the table breaks its form.
    """
    found: list[Topic] = []
    for row in read_table(path, COLUMNS):
        lists = [row.listed(column) for column in ("plan_terms", "vi", "en")]
        if not all(lists):
            raise broken(path, row.line, "plan_terms, vi and en each need a term")
        name, index = row.fields["topic"], row.fields["index"] or None
        found.append(Topic(name, index, *lists))
    return tuple(found)


def find(text: str, language: str) -> list[Told]:
    """Return the topics that a text tells of, the longest phrase of each, in order."""
    found = words(text)
    marked = language == "vi" and has_marks(text)
    keys = [
        _key(word.text, language, marked=marked, capitals=_capitals(text[word.start : word.end]))
        for word in found
    ]
    held = set(keys)
    best: dict[str, tuple[int, int, int, Topic]] = {}
    for topic, phrase in _phrases(language, marked):
        if not held.issuperset(phrase):
            continue
        place = _place(keys, phrase)
        if place and len(phrase) > best.get(topic.name, (0,))[0]:
            best[topic.name] = (len(phrase), *place, topic)
    told = [
        Told(topic, found[first].start, found[last].end) for _, first, last, topic in best.values()
    ]
    return sorted(told, key=lambda one: (one.start, one.topic.name))


@cache
def _phrases(language: str, marked: bool) -> tuple[tuple[Topic, tuple[str, ...]], ...]:
    """Return every phrase of a language as the keys of its words, with its topic."""
    return tuple(
        (
            topic,
            tuple(
                _key(w.text, language, marked=marked, capitals=_capitals(phrase[w.start : w.end]))
                for w in words(phrase)
            ),
        )
        for topic in load()
        for phrase in (topic.vi if language == "vi" else topic.en)
    )


def _key(word: str, language: str, *, marked: bool, capitals: bool) -> str:
    """Return what two spellings of one word share.

    In Vietnamese "AI" is none of "ai", which asks who.
    """
    if language == "en":
        return _ENDING.sub("", word)
    if capitals and fold(word) in _SMALL:
        return word.upper()
    return word if marked else fold(word)


def _capitals(printed: str) -> bool:
    return len(printed) > 1 and printed.isupper()


def _place(keys: list[str], phrase: tuple[str, ...]) -> tuple[int, int] | None:
    """Return the first and last word of a phrase with few words between its own."""
    for first, key in enumerate(keys):
        if key != phrase[0]:
            continue
        at = first
        for wanted in phrase[1:]:
            window = keys[at + 1 : at + 2 + BETWEEN]
            if wanted not in window:
                break
            at += 1 + window.index(wanted)
        else:
            return first, at
    return None
