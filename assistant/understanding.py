"""From a question as typed to a :class:`~assistant.query.Query`.

Tables of small patterns over the question without marks (Vietnamese) or in lower case
(English); bodies, indices and provinces come from their lists, never from here.
"""

import re
import unicodedata
from collections.abc import Sequence

from assistant import asking
from assistant.concepts import concepts_of, named_bodies, named_indices
from assistant.language import language_of
from assistant.query import Kind, Query
from corpus import provinces
from corpus.types import Plan, Role
from corpus.words import fold


def clean(question: str) -> str:
    """Return the question on one line, NFC, without characters that nobody sees."""
    kept = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", question))
    return re.sub(r"\s+", " ", kept).strip()


def understand(question: str, plans: Sequence[Plan], only: Sequence[str] = ()) -> Query:
    """Return what a question asks; ``only`` names the plans to look in, if not all.

    A province that is named chooses its plans; one without a plan, and that no plan
    speaks of, is an unknown place.
    """
    language = language_of(question)
    plain = fold(question) if language == "vi" else question.lower()
    bodies = _bodies(question, language)
    found_indices = _indices(question, language)
    places, unknown = _places(question, plans)
    pool = [p for p in plans if not only or p.id in only]
    chosen = [p.id for p in pool if p.facts.province in places] or [p.id for p in pool]
    role = next((r for r, pattern in asking.ROLES[language] if re.search(pattern, plain)), None)
    kind = _kind(plain, language, role, bool(bodies))
    return Query(
        question=question,
        standalone=question,
        language=language,
        kind=kind,
        role=role,
        plans=tuple(chosen),
        places=places,
        unknown_place=unknown,
        bodies=bodies,
        actors=_actors(question, bodies, language),
        indices=found_indices,
        annex=bool(asking.ANNEX.search(fold(question))),
        supposes=bool(asking.SUPPOSES[language].search(plain)),
        needs=_needs(fold(question)),
        concepts=concepts_of(question, language, places),
    )


def _needs(plain: str) -> frozenset[str]:
    """Return what a sentence must hold to be an answer: an amount of money, a contact."""
    asked = {"money": asking.MONEY, "contact": asking.CONTACT}
    return frozenset(name for name, pattern in asked.items() if pattern.search(plain))


def _kind(plain: str, language: str, role: Role | None, named: bool) -> Kind:
    who = re.search(asking.WHO[language], plain)
    if re.search(asking.NUMBERED, plain):
        return Kind.WHAT
    if re.search(asking.WHEN[language], plain) and not (
        who and role in (Role.LEAD, Role.COORDINATE)
    ):
        return Kind.WHEN
    if named and re.search(asking.TASKED[language], plain):
        return Kind.DUTIES
    if who:
        return Kind.WHO
    if named and (
        re.search(asking.DUTIES[language], plain)
        or (role and re.search(asking.LISTED[language], plain))
    ):
        return Kind.DUTIES
    if re.search(asking.HOW_MUCH[language], plain):
        return Kind.HOW_MUCH
    return Kind.WHAT


def _bodies(question: str, language: str) -> tuple[str, ...]:
    found = named_bodies(question, language)
    return tuple(dict.fromkeys(m.agency for m in found if m.known))


def _actors(question: str, bodies: Sequence[str], language: str) -> tuple[str, ...]:
    """Return the bodies that are asked to act, not those that only receive or help."""
    spotted = named_bodies(question, language)
    received = {
        m.agency
        for m in spotted
        if asking.RECEIVES.search(fold(question[max(0, m.start - 16) : m.start]))
    }
    return tuple(body for body in bodies if body not in received)


def _indices(question: str, language: str) -> tuple[str, ...]:
    found = named_indices(question, language)
    return tuple(dict.fromkeys(m.index for m in found))


def _places(question: str, plans: Sequence[Plan]) -> tuple[tuple[str, ...], str | None]:
    """Return the provinces named that have a plan, and one that has none."""
    named = list(dict.fromkeys(m.province for m in provinces.find(question)))
    have = {plan.facts.province for plan in plans}
    known = tuple(name for name in named if name in have)
    strange = [n for n in named if n not in have and not any(n in p.text for p in plans)]
    return known, (strange[0] if strange and not known else None)
