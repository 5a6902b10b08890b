"""What an English question is about: its phrases and words in Vietnamese renderings."""

from functools import cache

from assistant.language import ENGLISH_STOP, NOT_SUBJECTS
from assistant.query import Concept
from assistant.terms import FAINT, OFFICES, Spelt, spelt, topic_weight
from corpus import everyday, glossary, near_words, short_forms
from corpus.words import fold, has_marks, words

PLAIN_WORD = 0.5  # an English word that no list knows and that is no name
NUMERALS: dict[str, tuple[Spelt, ...]] = {
    english: ((str(value),), (f"{value:02d}",), (vietnamese,))
    for value, (english, vietnamese) in enumerate(
        zip(
            ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
            ["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"],
            strict=True,
        ),
        start=2,
    )
}


def english_concepts(rest: str) -> list[Concept]:
    """Return the Vietnamese renderings of an English question's phrases and other words."""
    found: list[Concept] = []
    covered = [False] * len(rest)
    for expansion in glossary.expand_english(rest):
        covered[expansion.start : expansion.end] = [True] * (expansion.end - expansion.start)
        if expansion.weight * len(expansion.vietnamese) < 0.5:
            continue  # a question's word
        name = expansion.english.lower()
        if all(w in ENGLISH_STOP for w in name.split()):
            continue
        wordings = [spelt(term) for term in expansion.vietnamese]
        wordings = [w for w in wordings if " ".join(map(fold, w)) not in NOT_SUBJECTS]
        if wordings:
            found.append(_phrase(name, wordings))
    return [*found, *_words(rest, covered)]


def _phrase(name: str, wordings: list[Spelt]) -> Concept:
    """Return an English phrase of the glossary in its Vietnamese renderings."""
    folded = [" ".join(map(fold, wording)) for wording in wordings]
    weight = max(FAINT.get(word, topic_weight(word)) for word in folded)
    short = [form for wording in wordings for form in short_forms.same(wording)]
    alternatives = tuple(dict.fromkeys((*wordings, *short)))
    close = [
        spelt(term)
        for wording in wordings
        for term in near_words.near(" ".join(wording), marked=True)
    ]
    return Concept(
        name,
        alternatives,
        (1.0 if " " in name else 0.8) * weight,
        marked=True,
        near=tuple(w for w in dict.fromkeys(close) if w not in alternatives),
        required=len(set(folded)) == 1 and folded[0] in OFFICES,
        parts=_parts_of(name),
    )


def _words(rest: str, covered: list[bool]) -> list[Concept]:
    """Return the other words of an English question, with their everyday renderings."""
    found: list[Concept] = []
    plain = {e.start: e for e in everyday.expand_everyday(rest) if not covered[e.start]}
    for word in words(rest):
        if covered[word.start] or word.text in ENGLISH_STOP or len(word.text) < 2:
            continue
        raw = rest[word.start : word.end]
        telling = not raw.islower()
        weight = 1.0 if telling else PLAIN_WORD
        other = short_forms.same((word.text,)) if telling else ()
        other += NUMERALS.get(word.text, ())
        near: tuple[Spelt, ...] = ()
        if word.start in plain:
            renderings = tuple(spelt(term) for term in plain[word.start].vietnamese)
            # a rendering of one syllable stands in many other words: "thích" in "thích hợp"
            other += tuple(wording for wording in renderings if len(wording) > 1)
            near = tuple(wording for wording in renderings if len(wording) == 1)
        found.append(
            Concept(
                word.text, ((word.text,), *other), weight, has_marks(raw), near, loose=not other
            )
        )
    return found


@cache
def _parts_of(phrase: str) -> tuple[tuple[Spelt, ...], ...]:
    """Return the renderings of each word of an English phrase; nothing where one has none.

    "cut the time" is not only what the list has for it, but also "cắt giảm … thời gian".
    """
    found: list[tuple[Spelt, ...]] = []
    for word in words(phrase):
        if word.text in ENGLISH_STOP:
            continue
        terms = [t for e in glossary.expand_english(word.text) for t in e.vietnamese]
        terms += [t for e in everyday.expand_everyday(word.text) for t in e.vietnamese]
        wordings = [spelt(term) for term in terms]
        if not wordings:
            return ()
        found.append(tuple(dict.fromkeys(wordings)))
    return tuple(found) if len(found) > 1 else ()
