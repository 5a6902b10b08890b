"""From troubles as people tell them to the topics of ``problems.tsv``, by the words they use.

``data/tellings.tsv`` holds short tellings of each topic, written in many voices. A text is
weighed against every topic: the share of the text's telling words and word pairs, each
weighed by its inverse document frequency over topics, that the topic's tellings, phrases
and plan terms use; a word of one telling counts half, of many nearly one (the saturation of
BM25 without lengths). A topic only leads to a duty; which body is responsible, the plan says.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from corpus import problems
from corpus.problems import Topic
from corpus.tsv import DATA, broken, read_table
from corpus.words import fold, words

PATH = DATA / "tellings.tsv"
COLUMNS = ("id", "telling")
LANGUAGES = ("vi", "en")
UNKNOWN = 1.0  # of the rarest word's weight: a word that no telling has
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|ly)$")


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling of a trouble: its topic's name, its language and its words."""

    topic: str
    language: str
    text: str


def load(path: Path = PATH) -> tuple[Telling, ...]:
    """Return the tellings of a table.

    Raises:
        DataError: with file and line, for an unknown topic or language or an empty telling.
    """
    known = {topic.name for topic in problems.load()}
    found: list[Telling] = []
    for row in read_table(path, COLUMNS):
        topic, _, rest = row.fields["id"].partition(".")
        language = rest.partition(".")[0]
        if topic not in known:
            raise broken(path, row.line, f"{topic!r} is no topic of problems.tsv")
        if language not in LANGUAGES or not row.fields["telling"]:
            raise broken(path, row.line, "a telling needs a language, vi or en, and words")
        found.append(Telling(topic, language, row.fields["telling"]))
    return tuple(found)


def weigh(text: str, language: str, *, marked: bool) -> list[tuple[Topic, float]]:
    """Return the topics that a text may tell of with their weights (0 to 1), best first.

    ``marked`` tells whether Vietnamese was typed with marks, so that they must agree.
    """
    model = _model(language, marked or language == "en")
    terms = set(_terms(text, language, marked=marked))
    total = sum(model.idf.get(term, UNKNOWN * model.rarest) for term in terms if " " not in term)
    if not total:
        return []
    weights: dict[str, float] = defaultdict(float)
    for term in terms:
        for topic, count in model.counts.get(term, {}).items():
            weights[topic] += model.idf[term] * count / (count + 1)
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return [(model.topics[name], min(1.0, weight / total)) for name, weight in ranked]


@dataclass(frozen=True, slots=True)
class _Model:
    """For each term how many texts of each topic have it, and its weight over topics."""

    topics: dict[str, Topic]
    counts: dict[str, Counter[str]]
    idf: dict[str, float]
    rarest: float


@cache
def _model(language: str, marked: bool) -> _Model:
    topics = {topic.name: topic for topic in problems.load()}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for topic, text in _texts(topics.values(), language):
        for term in set(_terms(text, language, marked=marked)):
            counts[term][topic] += 1
    size = len(topics)
    idf = {
        term: math.log(1 + (size - len(found) + 0.5) / (len(found) + 0.5))
        for term, found in counts.items()
    }
    return _Model(topics, dict(counts), idf, max(idf.values()))


def _texts(topics: Iterable[Topic], language: str) -> Iterable[tuple[str, str]]:
    """Yield every text of a language with its topic's name."""
    for topic in topics:
        phrases = (*topic.vi, *topic.plan_terms) if language == "vi" else topic.en
        yield from ((topic.name, phrase) for phrase in phrases)
    yield from ((t.topic, t.text) for t in load() if t.language == language)


def _terms(text: str, language: str, *, marked: bool) -> list[str]:
    found = [word.text for word in words(text)]
    if language == "en":
        found = [_ENDING.sub("", word) for word in found]
    elif not marked:
        found = [fold(word) for word in found]
    return [*found, *(f"{one} {two}" for one, two in pairwise(found))]
