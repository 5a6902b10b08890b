"""What a question is about: its content as concepts, each in any of several wordings."""

import re
from functools import cache

from assistant.language import ENGLISH_STOP, VIETNAMESE_STOP
from assistant.query import Concept
from corpus import agencies, glossary, indices, provinces
from corpus.words import Word, fold, has_marks, words

LONGEST_TERM = 6
ROLE_WORDS = frozenset(
    "chu tri phoi hop phu trach dau moi chiu trach nhiem".split()
)
_ROLE_TERMS = (
    "chu tri", "phoi hop", "phu trach", "dau moi", "chiu trach nhiem", "co quan", "don vi",
    "nhiem vu", "thuc hien", "ke hoach", "bao nhieu", "thoi gian", "khi nao", "to chuc nao",
    "theo ke hoach", "trach nhiem", "duoc giao", "quy dinh", "cu the",
)  # fmt: skip
Spelt = tuple[str, ...]


def concepts_of(question: str, language: str, places: tuple[str, ...]) -> tuple[Concept, ...]:
    """Return the concepts of a question, in its order; words that only ask are left out.

    Bodies and indices stand for all their names. A place that chose the plans is no
    concept; any other is one.
    """
    found: list[Concept] = []
    taken = [False] * len(question)
    for start, end, concept in _named(question, language, places):
        if any(taken[start:end]):
            continue
        taken[start:end] = [True] * (end - start)
        if concept:
            found.append(concept)
    rest = "".join(" " if used else char for char, used in zip(question, taken, strict=True))
    found += _english(rest) if language == "en" else _vietnamese(rest)
    return tuple(found)


def _named(
    question: str, language: str, places: tuple[str, ...]
) -> list[tuple[int, int, Concept | None]]:
    found: list[tuple[int, int, Concept | None]] = []
    spotted = list(indices.find(question, folded=True))
    if language == "en":
        spotted += indices.find_english(question)
    for index in spotted:
        wordings = _index_wordings(index.index)
        found.append((index.start, index.end, Concept(index.index, wordings, 2.0)))
    named = list(agencies.find(question, folded=True))
    if language == "en":
        named += agencies.find_english(question)
    for body in named:
        found.append((body.start, body.end, Concept(body.agency, _body_wordings(body.agency), 1.5)))
    for place in provinces.find(question):
        concept = None
        if place.province not in places:
            concept = Concept(place.province, (_spelt(place.province),), 2.0)
        found.append((place.start, place.end, concept))
    return sorted(found, key=lambda item: (item[0] - item[1], item[0]))


@cache
def _index_wordings(index_id: str) -> tuple[Spelt, ...]:
    found = next(index for index in indices.indices() if index.id == index_id)
    names = (found.name, *(alias.text for alias in found.aliases))
    return tuple(dict.fromkeys(_spelt(name.lstrip("=~?")) for name in names))


@cache
def _body_wordings(name: str) -> tuple[Spelt, ...]:
    row = agencies.agency(name)
    names = (name, *((row.name, *row.forms) if row else ()))
    return tuple(dict.fromkeys(_spelt(form.lstrip("=~?")) for form in names))


def _spelt(text: str) -> Spelt:
    return tuple(word.text for word in words(text))


@cache
def _terms() -> frozenset[str]:
    """Return the glossary's terms of two words or more, without marks."""
    terms = {" ".join(fold(w) for w in _spelt(entry.vi)) for entry in glossary.entries()}
    return frozenset(term for term in terms if " " in term) | frozenset(_ROLE_TERMS)


def _vietnamese(rest: str) -> list[Concept]:
    """Cut a question into the glossary's terms, longest first, and single words."""
    marked = has_marks(rest)
    found: list[Concept] = []
    for run in _runs(rest):
        folded = [fold(word.text) for word in run]
        at = 0
        while at < len(run):
            length = next(
                (n for n in range(min(LONGEST_TERM, len(run) - at), 1, -1)
                 if " ".join(folded[at : at + n]) in _terms()),
                1,
            )  # fmt: skip
            name = " ".join(folded[at : at + length])
            stop = name in _ROLE_TERMS or (length == 1 and folded[at] in VIETNAMESE_STOP)
            if not stop:
                wording = tuple(word.text for word in run[at : at + length])
                found.append(Concept(name, (wording,), 1.0 if length == 1 else 1.5, marked))
            at += length
    return found


def _runs(rest: str) -> list[list[Word]]:
    """Return the words of a question, cut where something stands between them."""
    runs: list[list[Word]] = [[]]
    before = 0
    for word in words(rest):
        if re.search(r"[^\s]|\s{3,}", rest[before : word.start]) and runs[-1]:
            runs.append([])
        runs[-1].append(word)
        before = word.end
    return runs


def _english(rest: str) -> list[Concept]:
    """Return the Vietnamese renderings of an English question's phrases and other words."""
    found: list[Concept] = []
    covered = [False] * len(rest)
    for expansion in glossary.expand_english(rest):
        covered[expansion.start : expansion.end] = [True] * (expansion.end - expansion.start)
        name = expansion.english.lower()
        if all(w in ENGLISH_STOP for w in name.split()):
            continue
        wordings = tuple(_spelt(term) for term in expansion.vietnamese)
        wordings = tuple(w for w in wordings if " ".join(map(fold, w)) not in _ROLE_TERMS)
        if wordings:
            weight = min(1.0, expansion.weight * len(expansion.vietnamese))
            found.append(Concept(name, wordings, weight))
    for word in words(rest):
        if covered[word.start] or word.text in ENGLISH_STOP or len(word.text) < 2:
            continue
        found.append(Concept(word.text, ((word.text,),), 1.0, has_marks(word.text)))
    return found
