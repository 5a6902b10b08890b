"""The terms of the product's lists, as questions are cut into them."""

from functools import cache

from assistant.language import NOT_SUBJECTS
from assistant.restored import UNKNOWN, Marks
from corpus import glossary, short_forms
from corpus.words import Word, fold, words

LONGEST_TERM = 6
Spelt = tuple[str, ...]
# Offices of persons: who asks for one is not answered by a body.
OFFICES = frozenset(
    {
        "to truong", "truong ban", "pho truong ban", "giam doc", "pho giam doc", "chu tich",
        "truong phong", "bi thu", "bo truong", "chu nhiem", "can bo dau moi", "hieu truong",
    }
)  # fmt: skip
FAINT = {
    **{"ke hoach": 0.35, "plan": 0.35, "nam": 0.5, "year": 0.5},
    "yeu cau": 0.5,  # "tỉnh yêu cầu các sở …" asks as "giao" does
    # how much and until when: the passage has a number or a time in whatever words
    **{"phan tram": 0.15, "tong so": 0.4, "cuoi nam": 0.4, "ti le": 0.5, "ty le": 0.5},
    **{"chi tieu": 0.5, "muc tieu": 0.5},  # a target is told by its number, seldom by the word
}
# How much a word of a topic says of a question's subject; a topic not named here: 1.
TOPIC_WEIGHTS = {"verbs": 0.55, "roles": 0.6, "reporting and deadlines": 0.8}


def spelt(text: str) -> Spelt:
    """Return a text's words, spelt one way."""
    return tuple(word.text for word in words(text))


@cache
def terms() -> dict[str, bool]:
    """Return the terms that a question is cut into, without marks; true: it is a subject."""
    found: dict[str, bool] = {}
    for entry in glossary.entries():
        term = " ".join(fold(w) for w in spelt(entry.vi))
        subject = entry.topic != glossary.QUESTION_TOPIC and term not in NOT_SUBJECTS
        found[term] = found.get(term, False) or subject
    found.update(dict.fromkeys(NOT_SUBJECTS, False))
    found.update(dict.fromkeys(OFFICES, True))
    return found


@cache
def _topics() -> dict[str, str]:
    return {" ".join(fold(w) for w in spelt(e.vi)): e.topic for e in glossary.entries()}


def topic_weight(term: str) -> float:
    """Return how much a term of the glossary says of a subject, by its topic."""
    return TOPIC_WEIGHTS.get(_topics().get(term, ""), 1.0)


def longest(run: list[Word], at: int, marked: bool, marks: Marks = UNKNOWN) -> int:
    """Return how many words the longest term has that begins here; 1 for none.

    Where marks were typed, or ``marks`` has them, a term must have the same.
    """
    length = _term_at(run, at, marked, marks)
    for step in range(1, length):
        within = _term_at(run, at + step, marked, marks)
        head = " ".join(fold(word.text) for word in run[at : at + step])
        if step + within > length <= within and head in terms():
            return step  # "cắt giảm | thủ tục hành chính", not "cắt giảm thủ tục | hành chính"
    return length


def _term_at(run: list[Word], at: int, marked: bool, marks: Marks) -> int:
    for length in range(min(LONGEST_TERM, len(run) - at), 1, -1):
        part = run[at : at + length]
        typed = tuple(word.text for word in part)
        plain = fold(" ".join(typed))
        shaping = plain in NOT_SUBJECTS or plain in OFFICES
        exact = typed if marked else marks.of(part)
        if plain in terms() and (shaping or not exact or meant(" ".join(exact))):
            return length
    return 1


def meant(typed: str) -> tuple[str, ...]:
    """Return the terms of our lists that typed words with marks stand for.

    The very words, if a list has them; else those with the same letters, where a word has
    marks that no word of the lists has.
    """
    if typed in _spelt_terms():
        return (typed,)
    parts = typed.split()
    if all(part in _spelt_words() for part in parts):
        return ()
    return tuple(sorted(term for term in _spelt_terms() if fold(term) == fold(typed)))


@cache
def _spelt_terms() -> frozenset[str]:
    """Return the glossary's terms with their marks."""
    return frozenset(" ".join(spelt(entry.vi)) for entry in glossary.entries())


@cache
def _spelt_words() -> frozenset[str]:
    return frozenset(word for term in _spelt_terms() for word in term.split())


def inner(wording: Spelt, marked: bool) -> list[Spelt]:
    """Return the longest term of our lists inside a long one, which says most of the same.

    In "đánh giá mức độ hài lòng" that is "mức độ hài lòng".
    """
    for length in range(len(wording) - 1, (len(wording) + 1) // 2, -1):
        for start in range(len(wording) - length + 1):
            part = wording[start : start + length]
            typed = " ".join(part)
            known = typed in _spelt_terms() if marked else terms().get(fold(typed), False)
            if known and length > 1:
                return [part]
    return []


def with_short_forms(wording: Spelt) -> tuple[Spelt, ...]:
    """Return a term with each short form for words inside it: "cắt giảm TTHC"."""
    found: list[Spelt] = []
    for start in range(len(wording)):
        for end in range(start + 1, len(wording) + 1):
            if 0 < end - start < len(wording):
                forms = short_forms.same(wording[start:end])
                found += [(*wording[:start], *form, *wording[end:]) for form in forms]
    return tuple(found)
