"""What a question is about: its content as concepts, each in any of several wordings."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from assistant.english_concepts import english_concepts
from assistant.language import (
    NOT_SUBJECTS,
    VIETNAMESE_CONTENT,
    VIETNAMESE_STOP,
    mostly_marked,
)
from assistant.query import Concept
from assistant.restored import Marks, marks_of
from assistant.terms import (
    FAINT,
    LONGEST_TERM,
    OFFICES,
    Spelt,
    inner,
    longest,
    meant,
    spelt,
    terms,
    topic_weight,
    with_short_forms,
)
from corpus import (
    agencies,
    glossary,
    indices,
    near_words,
    problems,
    provinces,
    short_forms,
    synonyms,
)
from corpus.agencies import Mention
from corpus.indices import IndexMention
from corpus.restoring import Restorer
from corpus.syllables import possible
from corpus.words import Word, fold, words

_DOCUMENT_NUMBER = re.compile(r"^\d+(?:\.\d+)*(?:/\d{4})?[/-][^\d\W]")
SINGLE = 0.6  # a word of no term; with the word beside it, it counts as a pair
PAIR = 0.8
TOPIC = 1.5
TELLING = 4  # of a topic's terms so many, the most telling, count in full
SHORTEST_FOREIGN = 4  # letters; a shorter one may be a short form
_SECTION_ID = re.compile(r"(?i)\b(?:muc|phan|diem|section|part) [ivx]+(?:\.\w+)*(?!\w)")
# "who leads it and who helps" asks for a role, not about help
_AND_HELPS = re.compile(
    r"\band who(?:m| else)? (?:helps?|assists?|supports?)(?: them| it| out)?\W*$"
)
# "what share of": the number is asked for, no stocks
_QUANTITY = re.compile(
    r"\b(?:what|which) (?:\w+ )?(?:share|portion|proportion|part|percentage|fraction)\b"
)
_ASKED_FOR = re.compile(
    r"(?<!chuyen )\b(?:phong|ban|nganh|co quan|don vi|trung tam|bo phan|to chuc|ben|cap|"
    r"dia phuong) (?:ban |nganh )?nao\b"
)


def concepts_of(
    question: str, language: str, places: tuple[str, ...], restorer: Restorer | None = None
) -> tuple[Concept, ...]:
    """Return the concepts of a question, in its order; words that only ask are left out.

    Bodies and indices stand for all their names. A place that chose the plans is no
    concept; any other is one. ``restorer`` knows the marks of a question typed without.
    """
    found: list[Concept] = []
    taken = [False] * len(question)
    for start, end, concept in _named(question, language, places):
        if any(taken[start:end]):
            continue
        taken[start:end] = [True] * (end - start)
        if concept:
            found.append(concept)
    plain = fold(question)
    asking = (_ASKED_FOR, _SECTION_ID, _AND_HELPS, _QUANTITY)
    for asked in (found for p in asking for found in p.finditer(plain)):  # no room, no item
        taken[asked.start() : asked.end()] = [True] * len(asked[0])
    rest = "".join(" " if used else char for char, used in zip(question, taken, strict=True))
    if language == "en":
        return (*found, *english_concepts(rest), *_problems(rest, language))
    foreign = _foreign(rest)
    for start, end in foreign:
        found += english_concepts(rest[start:end])
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return (*found, *_vietnamese(rest, marks_of(question, restorer)), *_problems(rest, language))


def _foreign(rest: str) -> list[tuple[int, int]]:
    """Return the places of English words of our lists in a Vietnamese question.

    "ai lead cái market entry index vậy": words that can be no Vietnamese syllable.
    """
    return [
        (found.start, found.end)
        for found in glossary.expand_english(rest)
        if all(
            len(word.text) >= SHORTEST_FOREIGN and not possible(word.text)
            for word in words(found.english)
        )
        and found.english.lower() not in short_forms.forms()
    ]


def _problems(rest: str, language: str) -> list[Concept]:
    """Return the topics of the problems told, in the plans' own words."""
    concepts: list[Concept] = []
    marked = language == "en" or mostly_marked(rest)
    for told in problems.find(rest, language):
        wordings = [spelt(term) for term in told.topic.plan_terms]
        concepts.append(
            Concept(
                f"topic:{told.topic.name}",
                tuple(wordings[:TELLING]),
                TOPIC,
                marked=marked,
                near=tuple(wordings[TELLING:]),
                passing=True,
                topic=told.topic.index or "",
            )
        )
    return concepts


def named_bodies(question: str, language: str) -> list[Mention]:
    """Return the bodies that a question names, in English also by their English names."""
    found = list(agencies.find(question, folded=True))
    if language != "en":
        return found
    # "the Office of the Lang Son People's Committee": the place parts the name
    plain = question
    for place in provinces.find(question):
        ends = place.end + 2 if question[place.end : place.end + 2] in ("'s", "’s") else place.end
        plain = plain[: place.start] + " " * (ends - place.start) + plain[ends:]
    whole = agencies.find_english(plain) if plain != question else []
    parts = [
        m
        for m in agencies.find_english(question)
        if not any(w.start < m.end and m.start < w.end for w in whole)
    ]
    english = sorted((*whole, *parts), key=lambda mention: mention.start)
    return found + [m for m in english if not _asks_for_it(question, m)]


def _asks_for_it(question: str, mention: Mention) -> bool:
    """Tell whether a group's name only asks: "which agencies", "their lead agencies"."""
    row = agencies.agency(mention.agency)
    group = row is not None and row.kind in ("group", "head")
    return group and bool(
        re.search(
            r"(?i)\b(?:which|what|their|its|name|list)(?: the)?\s+$", question[: mention.start]
        )
    )


def named_indices(question: str, language: str) -> list[IndexMention]:
    """Return the indices that a question names, in either language's words."""
    found = list(indices.find(question, folded=True))
    other = indices.find_english(question)
    return found + [o for o in other if language == "en" or " " in o.words]


def _named(
    question: str, language: str, places: tuple[str, ...]
) -> list[tuple[int, int, Concept | None]]:
    found: list[tuple[int, int, Concept | None]] = []
    for index in named_indices(question, language):
        wordings = _index_wordings(index.index)
        found.append(
            (index.start, index.end, Concept(index.index, wordings, 2.0, index=index.index))
        )
    for body in named_bodies(question, language):
        wordings = _body_wordings(body.agency)
        named_body = Concept(body.agency, wordings, 1.5, body=body.agency)
        found.append((body.start, body.end, named_body))
    for place in provinces.find(question):
        concept: Concept | None = None
        if place.province not in places:
            concept = Concept(place.province, (spelt(place.province),), 2.0)
        found.append((place.start, place.end, concept))
    return sorted(found, key=lambda item: (item[0] - item[1], item[0]))


@cache
def _index_wordings(index_id: str) -> tuple[Spelt, ...]:
    found = next(index for index in indices.indices() if index.id == index_id)
    names = (found.name, *(alias.text for alias in found.aliases))
    return tuple(dict.fromkeys(spelt(name.lstrip("=~?")) for name in names))


@cache
def _body_wordings(name: str) -> tuple[Spelt, ...]:
    row = agencies.agency(name)
    names = (name, *((row.name, *row.forms) if row else ()))
    return tuple(dict.fromkeys(spelt(form.lstrip("=~?")) for form in names))


def _vietnamese(rest: str, marks: Marks) -> list[Concept]:
    """Cut a question into the glossary's terms, longest first, and pairs and single words."""
    marked = mostly_marked(rest)
    found: list[Concept] = []
    for run in _runs(rest):
        folded = [fold(word.text) for word in run]
        wider = _wider(run, marked, marks)
        alone: list[tuple[Word, tuple[Spelt, ...]]] = []  # words of no term, side by side
        at = 0
        while at < len(run):
            length = longest(run, at, marked, marks)
            name = " ".join(folded[at : at + length])
            known = length > 1 or name in terms() or name in short_forms.forms()
            small = name in VIETNAMESE_STOP or name in NOT_SUBJECTS
            small = small and not (marked and run[at].text in VIETNAMESE_CONTENT)
            small = small and not marks.says_something(run[at])
            if length == 1 and small:
                found += _alone(alone, marked, marks)
                alone = []
            elif not known:
                alone.append((run[at], wider[at]))
            elif terms().get(name, True):
                found += _alone(alone, marked, marks)
                alone = []
                part = run[at : at + length]
                concept = _concept(part, marked, marks.of(part))
                found.append(_widened(concept, wider[at : at + length]))
            at += length
        found += _alone(alone, marked, marks)
    return found


def _wider(run: list[Word], marked: bool, marks: Marks) -> list[tuple[Spelt, ...]]:
    """Return for each word the synonyms of the longer terms that it stands in.

    "sắp xếp bộ máy" is not cut as one term, so that what speaks of "bộ máy" is found; each
    of its words is also found in "tinh gọn bộ máy".
    """
    found: list[dict[Spelt, None]] = [{} for _ in run]
    for at in range(len(run)):
        for length in range(2, min(LONGEST_TERM, len(run) - at) + 1):
            part = run[at : at + length]
            term = " ".join(marks.of(part) or [word.text for word in part])
            exact = marked or marks.of(part)
            same = synonyms.same(term) if exact else synonyms.same_letters(fold(term))
            for place in range(at, at + length):
                found[place].update(dict.fromkeys(map(spelt, same)))
    return [tuple(one) for one in found]


def _widened(concept: Concept, wider: list[tuple[Spelt, ...]]) -> Concept:
    """Return a concept with the synonyms of terms that all its words stand in."""
    shared = [wording for wording in wider[0] if all(wording in other for other in wider)]
    return replace(concept, near=tuple(dict.fromkeys((*concept.near, *shared))))


def _alone(
    found: list[tuple[Word, tuple[Spelt, ...]]], marked: bool, marks: Marks
) -> list[Concept]:
    """Return words of no term: each by itself, and each two side by side."""
    singles = [
        replace(_widened(_concept([word], marked, marks.of([word]), SINGLE), [wider]), loose=True)
        for word, wider in found
    ]
    pairs = [
        _widened(
            Concept(
                f"{fold(one.text)} {fold(two.text)}",
                ((one.text, two.text),),
                PAIR,
                marked,
                loose=True,
                restored=() if marked else marks.of((one, two)),
            ),
            [near_one, near_two],
        )
        for (one, near_one), (two, near_two) in pairwise(found)
    ]
    return [*singles, *pairs]


def _concept(run: list[Word], marked: bool, restored: Spelt = (), weight: float = 1.0) -> Concept:
    """Return words side by side with their short or full forms and what is near to them."""
    wording = tuple(word.text for word in run)
    spelling = restored or wording
    exact = marked or bool(restored)
    name = " ".join(map(fold, wording))
    other = short_forms.same(wording) or with_short_forms(wording)
    if marked and len(wording) > 1:
        known = [spelt(term) for term in meant(" ".join(wording))]
        other += tuple(term for term in known if term != wording)
    close = [spelt(term) for term in near_words.near(" ".join(spelling), marked=exact)]
    close += [spelt(term) for form in other for term in near_words.near(" ".join(form))]
    close += inner(wording, marked)
    whole = len(wording) > 1 or bool(other)
    return Concept(
        name=name,
        alternatives=(wording, *other),
        required=name in OFFICES or bool(_DOCUMENT_NUMBER.match(name)),
        weight=(1.5 if whole else weight) * FAINT.get(name, topic_weight(name)),
        marked=marked,
        near=tuple(dict.fromkeys(c for c in close if c not in (wording, spelling))),
        restored=() if marked else restored,
    )


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
