"""Vietnamese terms near in meaning: those that the glossary renders by the same English.

"truyền thông" and "tuyên truyền" share "communication"; so a question in one wording
finds a plan in the other. Nearness only widens a search, nothing is asserted by it.
"""

from collections import defaultdict
from functools import cache

from corpus import glossary
from corpus.words import fold

MOST_SHARED = 3  # an English word for more terms than this says too little
LEFT_OUT = frozenset({glossary.QUESTION_TOPIC})


@cache
def near(term: str) -> tuple[str, ...]:
    """Return the glossary's terms near to one of its terms, in the glossary's order.

    ``term`` may be written without marks; a term not in the glossary has none.
    """
    return _near().get(fold(term), ())


@cache
def _near() -> dict[str, tuple[str, ...]]:
    by_english: dict[str, list[str]] = defaultdict(list)
    for entry in glossary.entries():
        if entry.topic in LEFT_OUT:
            continue
        for english in entry.en:
            by_english[english.lower()].append(entry.vi)
    found: dict[str, list[str]] = defaultdict(list)
    for terms in by_english.values():
        if len(terms) <= MOST_SHARED:
            for term in terms:
                found[fold(term)] += [other for other in terms if fold(other) != fold(term)]
    return {term: tuple(dict.fromkeys(others)) for term, others in found.items()}
