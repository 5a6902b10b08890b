"""From a question as typed to a :class:`~assistant.query.Query`.

Tables of small patterns over the question without marks (Vietnamese) or in lower case
(English); bodies, indices and provinces come from their lists, never from here.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from assistant import asking, asking_facts, asking_roles
from assistant.concepts import concepts_of, named_bodies, named_indices
from assistant.language import language_of, mostly_marked, written_out
from assistant.parting import parted
from assistant.query import Concept, Kind, Query
from assistant.slips import mended
from assistant.terms import topic_weight
from corpus import agencies, provinces
from corpus.restoring import Restorer, restorer
from corpus.types import Plan, Role
from corpus.words import fold, words

_PROVINCES = frozenset({"", *(place.name for place in provinces.provinces())})


_ROLES = (Role.LEAD, Role.COORDINATE, Role.CARRY_OUT)


def clean(question: str) -> str:
    """Return the question on one line, NFC, without characters that nobody sees."""
    seen = (c for c in question if unicodedata.category(c) != "Cf")
    text = unicodedata.normalize("NFC", "".join(seen))
    kept = "".join(c if c.isprintable() else " " for c in text)
    return re.sub(r"\s+", " ", kept).strip()


# What is not asked: "as opposed to assessing it", "chứ không phải đánh giá".
_CONTRAST = re.compile(
    r",? (?:as opposed to|rather than|instead of) [^,;?.]*|,? chu khong phai [^,;?.]*"
)


def understand(
    question: str, plans: Sequence[Plan], only: Sequence[str] = (), language: str | None = None
) -> Query:
    """Return what a question asks; ``only`` names the plans to look in, if not all.

    A province that is named chooses its plans; one without a plan, and that no plan
    speaks of, is an unknown place. ``language`` is the question's, where it is known.
    """
    language = language or language_of(question)
    question = _with_centres(question) if language == "vi" else question
    question = mended(written_out(question, language), language)
    whole = question
    places, unknown = _places(whole, plans)
    bare = language == "vi" and not mostly_marked(whole)
    marks = restorer(tuple(plans)) if bare else None
    question, concepts = _asked(whole, language, places, marks)
    plain = fold(question) if language == "vi" else question.lower()
    plain = _CONTRAST.sub("", plain)
    bodies = _bodies(question, language)
    found_indices = _indices(question, language)
    pool = [p for p in plans if not only or p.id in only]
    chosen = [p.id for p in pool if p.facts.province in places] or [p.id for p in pool]
    receivers = _receivers(question, bodies, language)
    supposes = bool(asking.SUPPOSES[language].search(plain))
    role = _role(plain, language, bool(bodies), bool(receivers), supposes=supposes)
    return Query(
        question=question,
        standalone=whole,
        language=language,
        kind=_kind(question, plain, language, role, bool(set(bodies) - set(receivers))),
        role=role,
        plans=tuple(chosen),
        places=places,
        unknown_place=unknown,
        bodies=bodies,
        renamed=_renamed(question, language),
        actors=_actors(
            bodies, receivers, _held(question, language), [p for p in plans if p.id in chosen]
        ),
        receivers=receivers,
        indices=found_indices,
        annex=bool(asking_facts.ANNEX.search(fold(question))),
        claims=_claims(question, language),
        negated=bool(asking.NEGATED[language].search(plain)),
        each_place=bool(asking.EACH_PLACE.search(fold(question))),
        counts_bodies=bool(asking.COUNTS_BODIES.search(fold(question))),
        supposes=supposes,
        needs=_needs(fold(question)),
        section=_section(whole),
        fact=asking_facts.fact_of(question),
        concepts=concepts,
    )


def _role(
    plain: str, language: str, bodies: bool, receivers: bool, *, supposes: bool
) -> Role | None:
    """Return the role that a question asks for; ``None``: none, or several."""
    role = next((r for r, pattern in asking_roles.ROLES[language] if pattern.search(plain)), None)
    several = sum(bool(p.search(plain)) for r, p in asking_roles.ROLES[language] if r in _ROLES)
    if several > 1 and bodies and asking.DUTIES[language].search(plain):
        role = None  # "việc nào chủ trì, việc nào phối hợp"
    if several > 1 and role is Role.COORDINATE and asking_roles.AND_HELPS.search(plain):
        role = None  # "who leads, and who helps": both are told
    if supposes and role is None and asking.GIVES.search(plain):
        return Role.CARRY_OUT  # "sao lại giao X …"
    if supposes and receivers and asking.REPORTS[language].search(plain):
        return Role.RECEIVE_REPORTS
    return role


def _asked(
    question: str, language: str, places: tuple[str, ...], marks: Restorer | None
) -> tuple[str, tuple[Concept, ...]]:
    """Return what a question asks, and its concepts; those only told beside it are passing."""
    asks, told = parted(question, language)
    concepts = concepts_of(asks, language, places, marks)
    if not told:
        return question, concepts
    if not any(c.index or not (c.body or c.loose or _only_acts(c)) for c in concepts):
        return question, concepts_of(question, language, places, marks)  # its subject is told
    names = {concept.name for concept in concepts}
    beside = (c for c in concepts_of(told, language, places, marks) if c.name not in names)
    return asks, (*concepts, *(replace(c, passing=True, required=False) for c in beside))


_HELPS = frozenset({"help", "giup", "giup do", "ho tro"})


def _only_acts(concept: Concept) -> bool:
    """Tell whether a concept is but a verb: "whom do I push" is about what was told."""
    return concept.name in _HELPS or all(
        topic_weight(" ".join(map(fold, wording))) < 1 for wording in concept.alternatives
    )


def _with_centres(question: str) -> str:
    """Return a question with "tt" written out where it stands before a centre's name."""
    written = re.sub(r"(?i)(?<![\w/.-])tt(?= )", "trung tâm", question)
    if written == question:
        return question
    bodies = {m.agency for m in named_bodies(question, "vi") if m.known}
    more = {m.agency for m in named_bodies(written, "vi") if m.known} - bodies
    return written if any(_centre(body) for body in more) else question


def _centre(body: str) -> bool:
    row = agencies.agency(body)
    return row is not None and row.kind == "centre"


def _kind(question: str, plain: str, language: str, role: Role | None, named: bool) -> Kind:
    who = asking.WHO[language].search(_telling(question) if language == "vi" else plain)
    if asking_facts.NUMBERED.search(plain) or asking.MEMBERS[language].search(plain):
        return Kind.WHAT
    if asking_facts.DOCUMENT.search(plain) and not who:
        return Kind.WHAT
    timed = asking.WHEN[language].search(plain) or asking.ROUNDS.search(plain)
    if asking.COMPARES.search(plain) and asking.BODY_WORD.search(plain) and not timed:
        return Kind.WHO
    if asking.SHARE[language].search(plain):
        return Kind.HOW_MUCH
    if timed and not (who and role in (Role.LEAD, Role.COORDINATE)):
        return Kind.WHEN
    if named and asking.TASKED[language].search(plain):
        return Kind.DUTIES
    if who:
        return Kind.WHO
    if named and (
        asking.DUTIES[language].search(plain) or (role and asking.LISTED[language].search(plain))
    ):
        return Kind.DUTIES
    if asking.HOW_MUCH[language].search(plain):
        return Kind.HOW_MUCH
    return Kind.WHAT


def _needs(plain: str) -> frozenset[str]:
    """Return what a sentence must hold to be an answer: an amount of money, a document."""
    asked = {
        "money": asking_facts.MONEY,
        "contact": asking_facts.CONTACT,
        "reason": asking_facts.REASON,
        "document": asking_facts.DOCUMENT,
    }
    return frozenset(name for name, pattern in asked.items() if pattern.search(plain))


# Words that ask for a body only with these marks: "sở nào" asks, "chỉ số nào" does not.
_ASKING_MARKS = {"so": "sở", "ban": "ban", "phong": "phòng", "ai": "ai", "noi": "nơi", "ben": "bên"}


def _telling(question: str) -> str:
    """Return the question without marks, words that only look like asking ones set apart.

    Where marks were typed they decide; "AI" in capitals is no "ai".
    """
    marked = mostly_marked(question)
    pieces: list[str] = []
    place = 0
    for word in words(question):
        raw = question[word.start : word.end]
        plain = fold(word.text)
        other = marked and plain in _ASKING_MARKS and word.text != _ASKING_MARKS[plain]
        if raw == "AI" and not question.isupper():
            other = True
        pieces += [fold(question[place : word.start]), plain, "_" if other else ""]
        place = word.end
    return "".join(pieces) + fold(question[place:])


def _bodies(question: str, language: str) -> tuple[str, ...]:
    """Return the bodies named; for one that is no more, the one that took its work."""
    found = [m.agency for m in named_bodies(question, language) if m.known]
    return tuple(dict.fromkeys(map(_meant, found)))


def _meant(name: str) -> str:
    """Return the body of today, and for a commune's without its name all communes'."""
    today = agencies.successor(name)
    row = agencies.agency(today)
    if row is None or row.kind != "people's committee" or not row.broader:
        return today
    name_of_its_own = today.removeprefix(row.name).strip()
    return row.broader if name_of_its_own in _PROVINCES else today


def _renamed(question: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return the bodies named that are no more, each with the one that took its work."""
    found = dict.fromkeys(m.agency for m in named_bodies(question, language) if m.known)
    pairs = ((name, agencies.successor(name)) for name in found if agencies.agency(name))
    return tuple((old, new) for old, new in pairs if new != old)


def _receivers(question: str, bodies: Sequence[str], language: str) -> tuple[str, ...]:
    """Return the bodies that only receive or help, not those that are asked to act."""
    places = [m for m in named_bodies(question, language) if m.known]
    held = {id(m) for m in places if _receives(question, m.start)}
    received = {_meant(m.agency) for m in places if id(m) in held}
    received -= {_meant(m.agency) for m in places if id(m) not in held}  # "X với X của tỉnh kia"
    return tuple(body for body in bodies if body in received)


def _actors(
    bodies: Sequence[str], receivers: Sequence[str], held: set[str], plans: Sequence[Plan]
) -> tuple[str, ...]:
    """Return the bodies that are asked to act; who issued the one plan only names it."""
    acting = tuple(body for body in bodies if body not in receivers)
    if len(plans) != 1 or len(acting) < 2:
        return acting
    issuers = [m.agency for m in agencies.find(plans[0].facts.issuer)]
    others = tuple(b for b in acting if not any(agencies.same(b, i) for i in issuers))
    return tuple(b for b in others if b not in held) or (() if others else acting)


_SECTION = re.compile(
    r"(?i)\b(?:mục|muc|phần|phan|điểm|diem|section|part|heading|item)\s+"
    r"([IVX]+(?:\.\d+)*(?:\.[a-zđ](?![a-zđ]))?)(?![\w])"
)


def _section(question: str) -> str | None:
    """Return the id of the section that a question names: "theo mục III.2.4"."""
    found = _SECTION.search(question)
    return found[1] if found else None


def _held(question: str, language: str) -> set[str]:
    """Return the bodies that something is said to be of: "chức năng của các phòng"."""
    return {
        _meant(m.agency)
        for m in named_bodies(question, language)
        if m.known and re.search(r"\b(?:cua|of(?: the)?)\s*$", fold(question[: m.start]))
    }


def _receives(question: str, start: int) -> bool:
    """Tell whether the words before a body say that something goes to it."""
    before = fold(question[:start])
    if asking.TIME_FOR.search(before):
        return False  # "the deadline for the department"
    return bool(asking.RECEIVES.search(before[-16:])) and not asking.GIVEN.search(before)


def _claims(question: str, language: str) -> tuple[str, ...]:
    """Return the bodies that a question says lead or act, right after their names."""
    found = []
    for mention in named_bodies(question, language):
        after = fold(question[mention.end : mention.end + 100])
        if mention.known and asking.CLAIMS[language].search(after):
            found.append(_meant(mention.agency))
    return tuple(dict.fromkeys(found))


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
