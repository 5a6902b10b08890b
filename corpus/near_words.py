"""Vietnamese terms near in meaning: listed synonyms, and terms rendered by the same English.

"truyền thông" and "tuyên truyền" share "communication"; so a question in one wording
finds a plan in the other. Nearness only widens a search, nothing is asserted by it. A
single word that renders a common verb ("cut", "handle", "promote") makes none near: such
words have too many meanings.
"""

from collections import defaultdict
from functools import cache

from corpus import glossary, synonyms
from corpus.words import fold, spell

MOST_SHARED = 3  # an English word for more terms than this says too little
LEFT_OUT = frozenset({glossary.QUESTION_TOPIC})
VERB_TOPIC = "verbs"


@cache
def near(term: str, *, marked: bool = False) -> tuple[str, ...]:
    """Return the terms near to one of the lists: its synonyms first, in their lists' order.

    With ``marked`` the term counts only as it is spelt ("thuê đất" is not "thuế đất");
    otherwise any term with the same letters does, and none of those is near. A term not
    in the lists has none.
    """
    if marked:
        return _near().get(spell(term), ())
    letters = fold(term)
    found = [other for spelling in _by_letters().get(letters, ()) for other in _near()[spelling]]
    return tuple(dict.fromkeys(other for other in found if fold(other) != letters))


@cache
def _by_letters() -> dict[str, tuple[str, ...]]:
    """Return the spellings of the terms that have any near, by their letters."""
    found: dict[str, list[str]] = defaultdict(list)
    for spelling in _near():
        found[fold(spelling)].append(spelling)
    return {letters: tuple(spellings) for letters, spellings in found.items()}


@cache
def _near() -> dict[str, tuple[str, ...]]:
    by_english: dict[str, list[str]] = defaultdict(list)
    verbs: set[str] = set()
    for entry in glossary.entries():
        if entry.topic in LEFT_OUT:
            continue
        for english in map(str.lower, entry.en):
            by_english[english].append(entry.vi)
            if entry.topic == VERB_TOPIC and len(english.split()) == 1:
                verbs.add(english)
    places = {entry.vi: place for place, entry in enumerate(glossary.entries())}
    found: dict[str, set[str]] = defaultdict(set)
    for english, terms in by_english.items():
        if english not in verbs and len(terms) <= MOST_SHARED:
            for term in terms:
                found[spell(term)] |= {other for other in terms if spell(other) != spell(term)}
    ranked = {t: sorted(others, key=places.__getitem__) for t, others in found.items()}
    every = dict.fromkeys((*ranked, *synonyms.terms()))
    return {t: tuple(dict.fromkeys((*synonyms.same(t), *ranked.get(t, ())))) for t in every}
