"""Vietnamese words for one thing: how people ask, and how plans write.

``data/synonyms.tsv`` lists them in groups, written by hand: "lập kế hoạch" beside "xây
dựng kế hoạch". A group only widens a search; nothing is asserted by it.
"""

from collections import defaultdict
from functools import cache
from pathlib import Path

from corpus.tsv import DATA, broken, read_table
from corpus.words import fold, words

PATH = DATA / "synonyms.tsv"
COLUMNS = ("terms", "topic", "note")


def load(path: Path = PATH) -> tuple[tuple[str, ...], ...]:
    """Return the groups of a table, each with two terms or more.

    Raises:
        DataError: with file and line, where the table breaks its form.
    """
    groups: list[tuple[str, ...]] = []
    for row in read_table(path, COLUMNS):
        terms = row.listed("terms")
        if len(set(terms)) < max(2, len(terms)):
            raise broken(path, row.line, "a group needs two terms or more, none of them twice")
        groups.append(terms)
    return tuple(groups)


@cache
def terms() -> frozenset[str]:
    """Return all terms, spelt one way, their words apart by single blanks."""
    return frozenset(_spelt(term) for group in load() for term in group)


@cache
def same(term: str) -> tuple[str, ...]:
    """Return the other terms of a term's groups, in the table's order; none for others.

    ``term`` is spelt one way with its marks, its words apart by single blanks.
    """
    return _book().get(term, ())


@cache
def same_letters(letters: str) -> tuple[str, ...]:
    """Return the other terms of the groups of every term with these letters, without marks."""
    found = [other for term in _by_letters().get(letters, ()) for other in same(term)]
    return tuple(dict.fromkeys(other for other in found if fold(other) != letters))


@cache
def _by_letters() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for term in _book():
        found[fold(term)].append(term)
    return found


@cache
def _book() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for group in load():
        spelt = [_spelt(term) for term in group]
        for term in spelt:
            found[term] += [other for other in spelt if other != term]
    return {term: tuple(dict.fromkeys(others)) for term, others in found.items()}


def _spelt(term: str) -> str:
    return " ".join(word.text for word in words(term))
