"""Drafts from the plans' own sentences: the best ones, word for word."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant import wording
from assistant.answer import Reason, Status
from assistant.asking import HOW_OFTEN, ISSUED
from assistant.draft import Draft, Statement
from assistant.duties import duties_of, indices_in
from assistant.evidence import Evidence, Passage, Scored, has_required
from assistant.matching import match, text_of
from assistant.query import Kind, Query
from assistant.terms import spelt
from assistant.times import DATE, DEADLINE, EACH, TIMES_A_YEAR
from corpus import agencies, glossary, indices
from corpus.sentences import clauses
from corpus.types import Plan, SectionKind, Span
from corpus.values import values
from corpus.words import fold
from prompts.frames import frame

ENOUGH = 0.5
NEAR = 0.25
ELSEWHERE = 0.8
CLOSE = 0.9
CLOSE_TIME = 0.85
ENOUGH_FOR_WHO = 0.62  # no row of the register says it
LEAST_TOPIC = 0.4
ENOUGH_OF_ACTOR = 0.42  # a time in the body's own duty
SILENT_BY = 0.2  # how much more a passage without the value asked for may cover
MOST_SENTENCES = 4
LONGEST_SENTENCE = 420
RANK_BONUS = 0.12
KIND_BONUS = 0.08
ACTOR_BONUS = 0.3
# "bao nhiêu doanh nghiệp": what is counted stands right after its number.
_COUNTED = re.compile(r"\b(?:bao nhieu|may) (\w+ \w+)\b")
_COUNTED_ENGLISH = re.compile(r"\bhow many (?:of (?:the |its |all )*)?((?:[\w-]+ ?){1,4})")
TARGETS = frozenset({"muc tieu", "chi tieu", "target", "targets"})
LEAST_WORDS = 5
OPENING = 0.12  # what the legal basis in the preamble loses


def scored(query: Query, evidence: Evidence, sections: Sequence[tuple[str, str]]) -> list[Scored]:
    """Return the passages of the sections found, best first; equals in the plans' order."""
    weights = evidence.weights(query)
    found: list[Scored] = []
    if query.section:  # the question names it: all of it, found or not
        named = [k for k in evidence.by_section if k[0] in query.plans and query.under(k[1])]
        sections = named or sections
    for rank, key in enumerate(sections):
        for passage in evidence.by_section.get(key, []):
            weighed = evidence.score(query, passage, weights[key[0]])
            bonus = RANK_BONUS / (1 + 0.4 * rank) + _kind_bonus(query, passage)
            bonus += ACTOR_BONUS * bool(passage.actors.intersection(query.actors))
            found.append(replace(weighed, score=weighed.score + bonus))
    return sorted(found, key=lambda s: (-s.score, s.passage.span.plan, s.passage.span.start))


def _kind_bonus(query: Query, passage: Passage) -> float:
    """Return what a passage gains for having what a question of its kind wants to hear."""
    opening = OPENING * (passage.span.section == "preamble" and query.kind is not Kind.WHAT)
    if query.kind is Kind.WHEN:
        return KIND_BONUS * (passage.has_deadline + passage.has_day + 5 * passage.is_time) - opening
    if query.kind is Kind.HOW_MUCH:
        so_many = says_how_many(query, passage)
        return KIND_BONUS * (passage.has_value + 2 * bool(so_many)) - opening
    if any(concept.name in TARGETS for concept in query.concepts):
        return KIND_BONUS * passage.has_value - opening
    return KIND_BONUS * (query.kind is Kind.WHO and passage.has_body) - opening


def says_how_many(query: Query, passage: Passage) -> bool:
    """Tell whether a number stands right before what a question counts."""
    nouns = _counted(query.question, query.language)
    return any(re.search(rf"\d (?:\w+ )?{noun}\b", passage.text.folded) for noun in nouns)


@lru_cache(maxsize=256)
def _counted(question: str, language: str) -> tuple[str, ...]:
    """Return what a question counts, as plans write it, without marks."""
    if language == "vi":
        noun = _COUNTED.search(fold(question))
        return (noun[1],) if noun else ()
    noun = _COUNTED_ENGLISH.search(question.lower())
    terms = [t for e in glossary.expand_english(noun[1]) for t in e.vietnamese] if noun else []
    return tuple(dict.fromkeys(" ".join(map(fold, spelt(term))) for term in terms if " " in term))


def _wanted(query: Query, passage: Passage) -> bool:
    """Tell whether a passage can say what is asked: a time, a number, an amount of money."""
    if not query.needs <= passage.has:
        return False
    if query.kind is Kind.WHEN:
        often = passage.has_each and bool(HOW_OFTEN.search(fold(query.question)))
        issued = passage.has_document_date and bool(ISSUED.search(fold(query.question)))
        return passage.has_deadline or passage.has_date or often or issued
    return query.kind is not Kind.HOW_MUCH or passage.has_value


def draft_passages(
    query: Query, plans: Mapping[str, Plan], ranked: Sequence[Scored], strange: float = 0.0
) -> Draft | None:
    """Return the best sentences as they stand; ``None`` where the best is too weak.

    A question for a time, number or amount is answered by a sentence that has one; where
    one without speaks of the question much more fully, the plans are silent on it. ``strange``
    is the share of the question that no plan has words for; who does it must be found in spite.
    """
    fitting = [s for s in ranked if _wanted(query, s.passage) and _fits(query, plans, s)]
    enough = ENOUGH_FOR_WHO if query.kind is Kind.WHO else ENOUGH
    if query.kind is Kind.WHEN and fitting and fitting[0].passage.actors & set(query.actors):
        enough = ENOUGH_OF_ACTOR
    known = 1 - strange if query.kind is Kind.WHO else 1.0
    if not fitting or known * max(s.coverage for s in fitting[:3]) < enough:
        return None
    best = fitting[0]
    fullest = max(ranked[:3], key=lambda s: s.coverage)
    apart = fullest.passage.span.section != best.passage.span.section
    behind = best.coverage < fullest.coverage - (SILENT_BY if apart else 2 * SILENT_BY)
    if behind and not says_how_many(query, best.passage):
        return None
    statements: list[Statement] = []
    for group in _by_section(_chosen(query, fitting)):
        statements += told(query, plans, [s.passage.span for s in group])
    covered = max(s.coverage for s in fitting[:3])
    return Draft(Status.ANSWERED, None, "passages", tuple(statements), score=covered)


def _fits(query: Query, plans: Mapping[str, Plan], one: Scored) -> bool:
    """Tell whether a passage can be an answer: about the topic, not just about a body."""
    passage = one.passage
    own_time = query.kind is Kind.WHEN and passage.actors & set(query.actors)
    least = LEAST_TOPIC / 2 if own_time else LEAST_TOPIC
    if not has_required(query, passage) or one.topic < least:
        return False
    if query.kind is Kind.WHO and not passage.has_body:
        return False
    plan = plans[passage.span.plan]
    if query.kind is Kind.WHEN and _of_another(query, plan, passage):
        return False
    section = plan.section(passage.span.section)
    words = plan.text[passage.span.start : passage.span.end]
    if section.kind is SectionKind.PREAMBLE and not words.endswith((".", ";", ":")):
        return False  # the number, the date, the title
    if len(words.split()) < LEAST_WORDS and not passage.is_time:
        return False  # a label, a column's name
    asked = {i for i in query.indices if indices.index(i).parent}
    if not asked:
        return True
    named = {i for i in indices_in(f"{section.heading} {words}") if indices.index(i).parent}
    return not named or bool(asked & named)


def _of_another(query: Query, plan: Plan, passage: Passage) -> bool:
    """Tell whether the register has a passage as the duty of single bodies not asked about.

    What a group is to do ("các sở, ban, ngành") may be the task of the body asked about.
    """
    place = passage.span
    named = {
        row.agency
        for view in duties_of(plan)
        if place.start <= view.duty.task.start < place.end
        for row in view.duty.rows
    }
    known = [agencies.agency(body) for body in named]
    single = bool(known) and all(row and row.kind not in ("group", "head") for row in known)
    asked = query.actors
    return bool(asked) and single and not any(agencies.same(a, b) for a in named for b in asked)


def _chosen(query: Query, fitting: Sequence[Scored]) -> list[Scored]:
    """Return the best passage and those about as good; for a body's times, each of them."""
    best = fitting[0]
    times = query.kind is Kind.WHEN and bool(best.passage.actors.intersection(query.actors))
    chosen = [best]
    for other in fitting[1:]:
        if len(chosen) == MOST_SENTENCES:
            break
        same = other.passage.span.plan == best.passage.span.plan and (
            other.passage.span.section == best.passage.span.section
        )
        acts = times and other.passage.has_deadline
        acts = acts and bool(other.passage.actors.intersection(query.actors))
        close = CLOSE_TIME if acts else CLOSE if same else 0.97
        elsewhere = not query.places and other.passage.span.plan not in {
            one.passage.span.plan for one in chosen
        }
        if elsewhere and other.coverage >= max(ENOUGH, ELSEWHERE * best.coverage):
            chosen.append(other)  # no province is named: what another plan says of it, too
            continue
        if other.score >= close * best.score and (same or acts or other.coverage >= best.coverage):
            chosen.append(other)
    return chosen


def _by_section(chosen: Sequence[Scored]) -> list[list[Scored]]:
    groups: dict[tuple[str, str], list[Scored]] = {}
    for one in chosen:
        groups.setdefault((one.passage.span.plan, one.passage.span.section), []).append(one)
    return [sorted(group, key=lambda s: s.passage.span.start) for group in groups.values()]


def told(query: Query, plans: Mapping[str, Plan], places: Sequence[Span]) -> list[Statement]:
    """Return what a plan says at places of one section: where, then its own words."""
    plan = plans[places[0].plan]
    places = [_cut(plan, place, query) for place in places]
    heading = _title(plan, places[0].section)
    from_where = frame(
        query.language, "passage_from", province=wording.province(plan), heading=heading
    )
    found: list[Statement] = []
    if query.kind is Kind.WHEN and (when := _when(query, plan, places)):
        found.append(when)
    if plan.section(places[0].section).kind is SectionKind.ROW:
        proof = (*header_of(plan, places[0].section), *places)
        return [*found, Statement(_row(plan, places[0], query.language), proof)]
    proof = tuple(places)
    if values(heading):  # the heading's own numbers are proved by the heading
        proof = (*proof, _heading_place(plan, places[0].section))
    if query.language == "en":
        found.append(Statement(from_where, proof, quotes=tuple(places)))
        return found
    found.append(Statement(from_where, proof))
    for place in places:
        found.append(Statement(plan.text[place.start : place.end], (place,), verbatim=True))
    return found


def header_of(plan: Plan, section: str) -> tuple[Span, ...]:
    """Return the place of the row's columns' names, which its cells are read by."""
    row = next(row for row in plan.rows if row.section == section)
    starts = [c.column_start for c in row.cells if c.column_start is not None]
    ends = [c.column_end for c in row.cells if c.column_end is not None]
    if not starts or not ends:
        return ()
    parent = plan.section(section).parent or section
    return (Span(plan.id, parent, min(starts), max(ends)),)


def _title(plan: Plan, section: str) -> str:
    headings = [wording.title(h) for h in plan.headings(section)]
    return headings[-1] if headings else plan.facts.title or plan.id


def _heading_place(plan: Plan, section: str) -> Span:
    """Return the place of the nearest printed heading over a section."""
    headed = [s for s in plan.path(section) if s.heading]
    if not headed:
        at = plan.text.index(plan.facts.title)
        return Span(plan.id, plan.sections[0].id, at, at + len(plan.facts.title))
    return Span(plan.id, headed[-1].id, headed[-1].heading_start, headed[-1].heading_end)


def _when(query: Query, plan: Plan, places: Sequence[Span]) -> Statement | None:
    """Return the times that the places give, if they give any."""
    written: list[str] = []
    proof: list[Span] = []
    for place in places:
        text = plan.text[place.start : place.end]
        found = [m[0] for m in TIMES_A_YEAR.finditer(text)]
        if HOW_OFTEN.search(fold(query.question)):
            found = found or [m[0] for m in EACH.finditer(text)]
        found = found or [m[0] for m in DEADLINE.finditer(text)]
        found = found or [m[0] for m in DATE.finditer(text)]
        if found:
            written += found
            proof.append(place)
    if not written:
        return None
    said = [wording.time(one, query.language) for one in dict.fromkeys(written)]
    text = frame(query.language, "deadline", deadline=f"**{'; '.join(said)}**")
    return Statement(text, tuple(proof))


def _row(plan: Plan, place: Span, language: str) -> str:
    """Return a table's row as its columns' names with what stands under them."""
    row = next(row for row in plan.rows if row.section == place.section)
    cells = []
    for cell in row.cells:
        words = plan.text[cell.start : cell.end].strip()
        if words and cell.column:
            cells.append(f"{cell.column}: {words}")
        elif words:
            cells.append(words)
    where = frame(
        language,
        "passage_from",
        province=wording.province(plan),
        heading=_title(plan, place.section),
    )
    return where + "\n" + "\n".join(f"- {cell}" for cell in cells)


def _cut(plan: Plan, place: Span, query: Query) -> Span:
    """Return the clauses of a long sentence that speak of the question."""
    if place.end - place.start <= LONGEST_SENTENCE:
        return place
    if plan.section(place.section).kind is SectionKind.ROW:
        return place
    parts = clauses(plan.text, place.start, place.end)
    if len(parts) < 3:
        return place
    gains = []
    for start, end in parts:
        text = text_of(plan.text[start:end])
        gains.append(sum(match(c, text) for c in query.concepts))
    best = max(range(len(parts)), key=lambda i: gains[i])
    if gains[best] <= 0 or gains[best] < 0.6 * sum(gains):
        return place
    first = last = best
    while last + 1 < len(parts) and parts[last + 1][1] - parts[first][0] <= LONGEST_SENTENCE // 2:
        last += 1
    return Span(place.plan, place.section, parts[first][0], parts[last][1])


def _says_something(plans: Mapping[str, Plan], one: Scored) -> bool:
    """Tell whether a passage is more than a label or a column's name."""
    place = one.passage.span
    return len(plans[place.plan].text[place.start : place.end].split()) >= LEAST_WORDS


def nearest(query: Query, plans: Mapping[str, Plan], ranked: Sequence[Scored]) -> list[Statement]:
    """Return the nearest thing that the plans say, if anything is near."""
    near = [s for s in ranked if _says_something(plans, s)][:1]
    if not near or near[0].coverage < NEAR:
        return []
    told_there = told(query, plans, [near[0].passage.span])
    return [Statement(frame(query.language, "nearest"), bare=True), *told_there]


def refused(query: Query, reason: Reason, statements: Sequence[Statement]) -> Draft:
    """Return an honest "the plans do not say"."""
    return Draft(Status.NOT_IN_PLANS, reason, "none", tuple(statements))
