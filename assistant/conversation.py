"""Follow-up questions: what one leaves out is taken from the question before it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.answer import Status
from assistant.draft import Draft
from assistant.duty_choice import ACTING
from assistant.home import asked_after_telling, heard, joined, only_tells, written_for
from assistant.language import language_of
from assistant.matching import SCATTERED, Text, match, text_of
from assistant.query import Concept, Home, Kind, Points, Query
from assistant.referring import names_body, reference_of, with_body
from assistant.terms import topic_weight
from assistant.understanding import understand
from assistant.wording import names
from corpus import provinces
from corpus.types import Plan, Role
from corpus.words import fold

MOST_MEANT = 2  # "that department" can be two that lead together, not a list

_GOES_ON = re.compile(
    r"^(?:con|the con|vay con|va|nhung|o|tai|the|rieng)\b|\bthi sao\b|"
    r"^(?:and|so|what about|how about|then|also|but|who else|what else|in)\b"
)
_OPENER = re.compile(
    r"^(?:(?:thế|vậy|the|vay)\s+)?(?:còn|con|và|va|nhưng|nhung)\s+|^(?:and|but|also|then|so)\s+"
    r"|^(?:what|how) about\s+",
    re.IGNORECASE,
)
_CLOSER = re.compile(r"(?i)\s+(?:nữa|nua|khác|khac)(?= *(?:không|khong|ko|vậy|vay|ạ)?\W*$)")
_REFERS = re.compile(
    r"\b(?:it|its|they|their|them|ones|that (?:one|agency|body|plan|index)|this one)\b|"
    r"\b(?:co quan|so|don vi|viec|nhiem vu|chi so|ke hoach) (?:do|nay|ay)\b|\bho\b(?= phai| co)"
)


_THAT_DUTY = re.compile(
    r"\b(?:viec|nhiem vu|muc|dieu|noi dung|cai|y) (?:do|nay|ay)\b|"
    r"\b(?:that|this) (?:one|task|duty|item)\b|\b(?:it|them|that|this)\W*$"
)
# "what free training do they give" asks for something else than who, as asked before
_ASKS_WHAT = re.compile(r"\b(?:what|which|gi|nao|the nao|ra sao)\b(?! about| else| thi sao)")
SHORT = 3
TOLD = (Status.ANSWERED, Status.PARTIAL)
Answered = Callable[[Query], Draft]


def follow(
    before: Query | None,
    question: str,
    plans: Sequence[Plan],
    only: Sequence[str],
    answered: Answered | None = None,
) -> Query:
    """Return a question as understood after the one before it.

    A question without a subject of its own, or that opens as one that goes on, takes
    subject, role and places from the one before where it names none; any other stands
    alone. ``answered`` gives the draft that answered a question, for one that points at
    what was answered ("that department", "the second one"). What a person says of himself
    is kept for the questions after it.
    """
    language = language_of(question)
    said = heard(question, plans, language)
    home = joined(before.home if before else Home(), said)
    text, unknown = written_for(question, home, language)
    if after := asked_after_telling(question, language):
        own, _ = written_for(after, home, language)
        text = own if understand(own, plans, only, language).actors else text
    pointed = _pointing(before, text, plans, answered)
    query = pointed or _followed(before, text, plans, only, answered)
    if unknown and not understand(text, plans, only, language).actors:
        query = replace(query, unknown_home=True)
    if only_tells(question, said, language):
        query = replace(query, only_tells=True)
    return replace(_at_home(query, home, plans, only), question=query.question, home=home)


def _at_home(query: Query, home: Home, plans: Sequence[Plan], only: Sequence[str]) -> Query:
    """Return a question that names no province as one about the person's own."""
    own = tuple(
        p.id for p in plans if p.facts.province == home.place and (not only or p.id in only)
    )
    if not own or query.places or query.unknown_place or query.each_place:
        return query
    told = f"{query.standalone} ({home.place})"
    return replace(query, plans=own, places=(home.place or "",), standalone=told)


def _pointing(
    before: Query | None, question: str, plans: Sequence[Plan], answered: Answered | None
) -> Query | None:
    """Return a question that points at the answer before it, or ``None``."""
    if before is None or answered is None:
        return None
    pointed = reference_of(question)
    told = f"{before.standalone} → {question}"
    asked = _pointed_in(before, pointed)
    if pointed.more or pointed.where:
        points = Points(more=pointed.more, where=pointed.where)
        return replace(asked, standalone=told, points=points, before=asked)
    if pointed.item:
        query = understand(question, plans)
        if query.places or query.actors or query.indices:
            return None
        meant = replace(asked, standalone=told, points=pointed, before=asked)
        return replace(meant, role=query.role, kind=query.kind)
    if before.points.item:
        query = understand(question, plans)
        apart = query.places or query.actors or query.indices or query.fact
        asks = query.kind in (Kind.WHO, Kind.WHEN) and not query.unknown_place
        if asks and not apart and (not query.concepts or _THAT_DUTY.search(fold(question))):
            return replace(before, standalone=told, role=query.role, kind=query.kind)
    return _of_that_body(before, question, plans, answered)


def _pointed_in(before: Query, pointed: Points) -> Query:
    """Return the question whose answer is pointed at, behind those that only pointed in it.

    One thing of a list, or the rest of it, stands somewhere; only a list has a second thing.
    """
    while before.before and (before.points.where or (before.points.item and not pointed.where)):
        before = before.before
    return before


def _of_that_body(
    before: Query, question: str, plans: Sequence[Plan], answered: Answered
) -> Query | None:
    """Return a question about "that department", with the body that was asked or told of."""
    if not names_body(question, before.language):
        return None
    bodies: list[str] = []
    while before.before and (before.points.more or before.points.where):
        before = before.before
    if before.kind is Kind.WHO:
        rows = answered(before).rows
        led = any(row.role is Role.LEAD for row in rows)
        wanted = (before.role or Role.LEAD,) if before.role or led else ACTING
        bodies = list(dict.fromkeys(row.agency for row in rows if row.role in wanted))
    bodies = bodies or list(before.actors)
    if not 0 < len(bodies) <= MOST_MEANT:
        return None
    text = with_body(question, [names([b], before.language) for b in bodies], before.language)
    elsewhere = bool(provinces.find(question))
    query = understand(text, plans, () if elsewhere else before.plans, before.language)
    if query.kind is Kind.WHO:
        return None  # "who helps them": the duty is meant, not another of the body
    if elsewhere:
        return query if answered(query).status in TOLD else None
    place = ", ".join(before.places)
    told = f"{text} ({place})" if place else text
    found = replace(query, standalone=told, places=before.places, plans=before.plans)
    return found if answered(found).status in TOLD else None


def _followed(
    before: Query | None,
    question: str,
    plans: Sequence[Plan],
    only: Sequence[str],
    answered: Answered | None,
) -> Query:
    """Return a question as understood after the one before, by its own words alone.

    Where it may lean on the one before or not, the first reading that is answered counts.
    """
    query = understand(question, plans, only)
    if before is None or before.only_tells:
        return query
    opened = bool(_GOES_ON.search(fold(question).strip()))
    if opened:
        bare = _CLOSER.sub("", _OPENER.sub("", question, count=1)) or question
        query = understand(bare, plans, only, query.language)
    alone = replace(query, question=question)
    readings = [_leaning(query, before, question)] if _leans(query, opened) else []
    if len(before.places) == 1 and not (query.places or query.unknown_place or query.each_place):
        told = f"{question} ({before.places[0]})"
        stays = replace(alone, plans=before.plans, places=before.places, standalone=told)
        # One that asks "who" or "when" goes on by that word, be the rest of it strange.
        goes_on = _short(query) and (query.kind is not Kind.WHAT or _knows(plans, query))
        if not readings and goes_on:
            readings = [_leaning(query, before, question, keeps=True)]
        first = _has_topic(query) and not opened
        readings = [stays, *readings] if first else [*readings, stays]
        if not _short(query):
            readings.append(alone)
    if len(readings) < 2 or answered is None:
        return readings[0] if readings and (_leans(query, opened) or answered) else alone
    return next((r for r in readings if answered(r).status in TOLD), readings[0])


def _knows(plans: Sequence[Plan], query: Query) -> bool:
    """Tell whether a plan has any of a question's own words; terms of several count alone.

    "Giá vàng hôm nay?" after a question who leads does not go on from it: no plan has gold.
    """
    terms = [c for c in query.concepts if " " in c.name] or list(query.concepts)
    terms = [replace(term, near=()) for term in terms]  # its own words, not words like them
    return any(match(term, _words_of(plan)) >= SCATTERED for plan in plans for term in terms)


@lru_cache(maxsize=16)
def _words_of(plan: Plan) -> Text:
    return text_of(plan.text)


def _leaning(query: Query, before: Query, question: str, *, keeps: bool = False) -> Query:
    """Return a question with what it leaves out taken from the one before it.

    Its own subject takes the place of the one before, unless it ``keeps`` that one.
    """
    own = any(not c.body or c.body in query.actors for c in query.concepts)
    bare_place = bool(query.places) and not own
    plain = query.kind is Kind.WHAT and not _ASKS_WHAT.search(fold(question))
    kind = before.kind if plain else query.kind
    new_subject = own and not keeps and not _REFERS.search(fold(question))
    return replace(
        query,
        question=question,
        standalone=f"{before.standalone} → {question}",
        kind=kind,
        fact=query.fact or (before.fact if not own else None),
        role=query.role or (before.role if kind is before.kind else None),
        plans=query.plans if query.places or query.unknown_place else before.plans,
        places=query.places or before.places,
        bodies=query.bodies or (() if new_subject else before.bodies),
        actors=query.actors or (() if new_subject else before.actors),
        indices=query.indices or (() if new_subject and not bare_place else before.indices),
        concepts=_joined(query, before, new_subject),
    )


def _joined(query: Query, before: Query, new_subject: bool) -> tuple[Concept, ...]:
    """Return the new question's concepts, with those before where it only refers to them."""
    if not query.concepts:
        return before.concepts
    if new_subject:
        return query.concepts
    names = {concept.name for concept in query.concepts}
    return (*query.concepts, *(c for c in before.concepts if c.name not in names))


def _leans(query: Query, opened: bool) -> bool:
    """Tell whether a question cannot stand alone."""
    if not query.concepts and not query.fact:
        return True
    if _REFERS.search(fold(query.question)):
        return True
    return opened and len(query.concepts) <= SHORT


def _short(query: Query) -> bool:
    """Tell whether a question has so few words of its own that it may lean on another."""
    return len(query.concepts) <= SHORT and not (query.actors or query.indices or query.fact)


def _has_topic(query: Query) -> bool:
    """Tell whether a question has a topic of its own: a term of the lists, of several words."""
    return any(
        c.index or (" " in c.name and topic_weight(c.name) == 1)
        for c in query.concepts
        if not (c.loose or c.body or c.passing)
    )
