"""Which language a question is in, and its words that say nothing of its subject.

The words stand in ``words/*.txt``, to be read and corrected there.
"""

import re
from functools import cache
from pathlib import Path

from corpus import provinces
from corpus.syllables import possible
from corpus.words import fold, has_marks, words

_FOLDER = Path(__file__).parent / "words"
_WORD = re.compile(r"[^\W\d_]+")


def listed(name: str) -> frozenset[str]:
    """Return the words of a list, its comment lines left out."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def terms(name: str) -> frozenset[str]:
    """Return the terms of a list whose lines hold terms apart by commas."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    parts = (part for line in lines if not line.startswith("#") for part in line.split(","))
    return frozenset(" ".join(part.split()) for part in parts if part.strip())


def term_groups(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of a list whose lines hold terms apart by commas."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split(",") for line in lines if line and not line.startswith("#"))
    return tuple(tuple(" ".join(term.split()) for term in row) for row in rows)


@cache
def _chat_forms(language: str) -> dict[str, str]:
    lines = (_FOLDER / f"chat_forms_{language}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows}


@cache
def _chat_pattern(language: str) -> re.Pattern[str]:
    forms = sorted(_chat_forms(language), key=lambda form: (-len(form), form))
    return re.compile(rf"(?<![\w&/.-])({'|'.join(map(re.escape, forms))})(?![\w&/.'-])")


def written_out(question: str, language: str) -> str:
    """Return a question with its chat forms ("ko", "bao h", "dept") written out.

    A Vietnamese question without marks gets the words without marks.
    """
    bare = language == "vi" and not has_marks(question)

    def full(match: re.Match[str]) -> str:
        words = _chat_forms(language)[match[1]]
        return fold(words) if bare else words

    return _chat_pattern(language).sub(full, question)


VIETNAMESE_STOP = listed("stop_vi")
VIETNAMESE_CONTENT = listed("content_vi")  # with marks
ENGLISH_STOP = listed("stop_en")
NOT_SUBJECTS = terms("not_subjects_vi")
_VIETNAMESE = listed("telling_vi")
_ENGLISH = listed("telling_en")
_EITHER = listed("telling_either")
FOREIGN = 0.5  # the weight of each word more that can be no Vietnamese syllable
EITHER = 0.6  # the weight of an English word that may be a Vietnamese one without marks


def mostly_marked(text: str) -> bool:
    """Tell whether a text was typed with marks, so that a word without them has none."""
    found = words(text)
    return 3 * sum(has_marks(word.text) for word in found) >= len(found) > 0


def language_of(text: str) -> str:
    """Return "vi" or "en".

    Marks on words that are not names decide for Vietnamese; without them, the words that
    join and ask do, and where those are silent, Vietnamese. The "la" of "Son La" is no "là".
    """
    for place in provinces.find(text):
        text = text[: place.start] + " " * (place.end - place.start) + text[place.end :]
    found = _WORD.findall(text)
    marked = [w for w in found if has_marks(w)]
    small = [w for w in marked if w[0].islower()]
    folded = [fold(w) for w in found]
    vietnamese = sum(w in _VIETNAMESE for w in folded) + 2 * len(small)
    english = sum(w in _ENGLISH for w in folded) + EITHER * sum(w in _EITHER for w in folded)
    plain = [possible(fold(w)) for w in found if w.islower()]
    english += FOREIGN * max(0, plain.count(False) - plain.count(True))
    if small and len(small) * 3 >= len(found):
        return "vi"
    if english == vietnamese:
        return "en" if found and not marked and english else "vi"
    return "en" if english > vietnamese else "vi"
