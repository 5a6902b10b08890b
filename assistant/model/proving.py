"""From what a model says to a statement that is proved, or to the reasons why it is not.

A sentence stands only whole. Its keys must be items that were sent, its quotes exact
words of them; its numbers and dates those of its places by value; each body in the part
that a row of the register gives it there; its words the plan's words; what the plan denies
it denies. The order of the checks is that of their cost.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.draft import Statement
from assistant.language import language_of
from assistant.model.claims import PROVED_BY, Claim, Part, bodies, claims, plain, strange_bodies
from assistant.model.denying import bounds, negations
from assistant.model.numbers import moved
from assistant.model.packing import Item, Pack
from assistant.model.replies import Quoted, Said
from assistant.model.sources import Source, source_of
from assistant.model.support import unsupported
from assistant.verifying import faults, quote
from corpus import agencies, register
from corpus.sentences import sentences
from corpus.types import Assignment, Plan, Role, Span
from corpus.values import values
from corpus.words import spell

SHORTEST_QUOTE = 2  # words
#: A sentence of a model holds letters, numbers and these signs; nothing that a page could
#: take for a link, a tag or a mark of ours.
_SIGNS = frozenset(" .,;:!?()%/&'\"’‘“”–—-…*+°\u00a0")
_OUTSIDE = re.compile(r"(?i)https?:|www\.|\b[\w-]+\.(?:com|net|org|vn|io|gov|edu|info|example)\b|@")
_MARKS = re.compile(r"\s*\[[^\[\]\n]{1,40}\]")
_LEADING = re.compile(r"\b(?:chủ trì|leads?|leading|led|headed|heads|chairs?|chaired)\b")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A proved statement, or why there is none.

    ``against_register``: a body is given a part that the register does not give it;
    ``other_language``: the sentence is not in the question's language.
    """

    statement: Statement | None
    faults: tuple[str, ...] = ()
    against_register: bool = False
    other_language: bool = False


@dataclass(frozen=True, slots=True)
class _Ground:
    """What one sentence rests on: rows, quotes, their words, and all rows of their places."""

    rows: tuple[Assignment, ...]
    quotes: tuple[Span, ...]
    source: Source
    passages: str


def judge(
    said: Said,
    pack: Pack,
    plans: Mapping[str, Plan],
    language: str,
    shown: Iterable[Span] = (),
) -> Verdict:
    """Return the statement that a sentence of a model becomes, or its faults.

    ``shown`` are the quotes that stand under earlier statements already.
    """
    text = _cleaned(said.text)
    wrong = _form(text)
    items, strange = _items(said, pack)
    if wrong or strange:
        return Verdict(None, (*wrong, *strange))
    if language_of(_without_bodies(plain(text), language)) != language:
        return Verdict(None, (f"the sentence is not in {language}",), other_language=True)
    places: list[Span] = []
    for quoted in said.quotes:
        place = _place(quoted, pack.items[quoted.key], plans)
        if place is None:
            return Verdict(None, ("a quote does not stand in its item",))
        places.append(place)
    words = plain(text)
    told = _promoted(claims(words, language), words, items, language)
    ground = _ground_for(told, items, places, plans)
    if not ground.quotes and not ground.rows:
        return Verdict(None, ("nothing is quoted",))
    against = _against(words, ground, plans, language)
    if against:
        # A partner told as such, a body only named: not proved, and no more than that.
        mild = (Part.COORDINATES, Part.JOINS, Part.NAMED, Part.RECEIVES, Part.OVERSEEN)
        grave = [f for f in against if not f.endswith(tuple(f"it {part}" for part in mild))]
        return Verdict(None, tuple(against), against_register=bool(grave))
    unproved = _unproved(words, ground, language)
    if unproved:
        return Verdict(None, tuple(unproved))
    statement = _statement(text, ground, plans, language, frozenset(shown))
    found = faults(statement, plans)
    return Verdict(None, tuple(found)) if found else Verdict(statement)


def _cleaned(text: str) -> str:
    """Return a sentence without marks of citations, on one line, with whole bold marks."""
    text = unicodedata.normalize("NFC", " ".join(_MARKS.sub("", text).split()))
    if text.count("**") % 2 or "*" in text.replace("**", ""):
        text = text.replace("*", "")
    return text


def sound(text: str) -> bool:
    """Tell whether a text holds Latin letters and plain signs alone, and no address."""
    return not _OUTSIDE.search(text) and all(_letter(c) or c in _SIGNS for c in text)


def _form(text: str) -> list[str]:
    """Return what is wrong with a sentence before its content is looked at."""
    if not any(c.isalpha() for c in text):
        return ["there is no sentence"]
    strange = sorted({c for c in text if not (_letter(c) or c in _SIGNS)})
    if strange:
        return [f"the sign U+{ord(c):04X} has no place in a sentence" for c in strange]
    return ["an address has no place in a sentence"] if _OUTSIDE.search(text) else []


def _without_bodies(words: str, language: str) -> str:
    """Return a sentence with blanks for the bodies that it names."""
    for body in bodies(words, language):
        words = words[: body.start] + " " * (body.end - body.start) + words[body.end :]
    return words


def _letter(char: str) -> bool:
    """Tell whether a character is a Latin letter, with Vietnamese marks or not, or a digit."""
    if char.isascii():
        return char.isalnum()
    return char.isalpha() and "LATIN" in unicodedata.name(char, "")


def _items(said: Said, pack: Pack) -> tuple[list[Item], list[str]]:
    """Return the items of a sentence's keys, and the faults of those that were not sent."""
    keys = dict.fromkeys((*said.keys, *(quoted.key for quoted in said.quotes)))
    strange = [key for key in keys if key not in pack.items]
    if strange or not keys:
        return [], ["a key was not sent" if strange else "no key is given"]
    return [pack.items[key] for key in keys], []


def _place(quoted: Quoted, item: Item, plans: Mapping[str, Plan]) -> Span | None:
    """Return where a quote stands in its item, blanks apart; ``None``: nowhere."""
    words = unicodedata.normalize("NFC", quoted.quote).strip(" \t\r\n\"“”'.…;,")
    parts = words.split()
    if len(parts) < SHORTEST_QUOTE:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    for place in item.places:
        match = pattern.search(quote(place, plans))
        if match:
            start = place.start + match.start()
            return Span(place.plan, place.section, start, place.start + match.end())
    return None


def _ground_for(
    told: Sequence[Claim],
    items: Sequence[Item],
    places: Sequence[Span],
    plans: Mapping[str, Plan],
) -> _Ground:
    """Return what a sentence may rest on: of duties, only those that give all its bodies' parts.

    Else a body of one cited duty could be told with the task of another.
    """
    cited = [item.row for item in items if item.row is not None]
    beside = [row for place in places for row in _rows_at(place, plans)]
    rows = tuple(dict.fromkeys((*cited, *beside)))
    every = _ground(rows, places, plans)
    if not any(claim.part in PROVED_BY for claim in told):
        return every
    fitting: list[Assignment] = []
    for duty in dict.fromkeys((row.plan, row.task_span) for row in rows):
        of_duty = [r for r in register.assignments(plans[duty[0]]) if r.task_span == duty[1]]
        alone = _ground(of_duty, _of_duties(of_duty, places, plans), plans)
        written = claims(alone.passages, "vi")
        if all(_given(claim, alone, written) for claim in told):
            fitting += of_duty
    if not fitting:
        return every
    return _ground(fitting, _of_duties(fitting, places, plans), plans)


def _promoted(
    told: Sequence[Claim], words: str, items: Sequence[Item], language: str
) -> list[Claim]:
    """Return the claims of a sentence that speaks of a lead and gives it to nobody by form.

    "The lead goes to X": whoever has a row and acts, or is named with it, must lead.
    """
    small = _without_bodies(words, language).lower()
    if any(claim.part is Part.LEADS for claim in told) or not _LEADING.search(small):
        return list(told)
    rows = [item.row for item in items if item.row is not None]
    loose = (Part.ACTS, Part.NAMED)
    return [
        replace(claim, part=Part.LEADS)
        if claim.part in loose and any(agencies.same(r.agency, claim.body) for r in rows)
        else claim
        for claim in told
    ]


def _rows_at(place: Span, plans: Mapping[str, Plan]) -> list[Assignment]:
    """Return the rows whose task or body stands in a place."""
    return [
        row
        for row in register.assignments(plans[place.plan])
        if any(_overlap(place, proof) for proof in (row.task_span, row.agency_span))
    ]


def _of_duties(
    rows: Sequence[Assignment], places: Sequence[Span], plans: Mapping[str, Plan]
) -> list[Span]:
    """Return the quotes that stand in these duties' own words.

    Where a duty is what its heading says, all that no other duty has under it is its own.
    """
    proofs = [proof for row in rows for proof in (*row.proof, row.task_span)]
    headed = {
        (row.plan, row.section) for row in rows if _at_heading(row.task_span, plans[row.plan])
    }
    return [
        place
        for place in places
        if any(_overlap(place, proof) for proof in proofs)
        or ((place.plan, place.section) in headed and not _rows_at(place, plans))
    ]


def _at_heading(place: Span, plan: Plan) -> bool:
    section = plan.section(place.section)
    return place.start < section.heading_end and section.heading_start < place.end


def _ground(
    rows: Sequence[Assignment], places: Sequence[Span], plans: Mapping[str, Plan]
) -> _Ground:
    whole = [*(p for row in rows for p in row.proof), *(_sentence(p, plans) for p in places)]
    told = [quote(place, plans) for place in dict.fromkeys(whole)]
    over: dict[str, None] = {}
    for place in (*whole, *places):
        plan = plans[place.plan]
        over.update(dict.fromkeys(plan.headings(place.section)))
        over.update(dict.fromkeys((plan.facts.title, plan.facts.issuer, plan.facts.province)))
    passages = "\n".join(told)
    names = dict.fromkeys(row.agency for row in rows)
    if any(row.role in (Role.REPORT_TO, Role.RECEIVE_REPORTS) for row in rows):
        names["nhận báo cáo"] = None  # the role says it, in whatever words of the plan
    source = source_of("\n".join((passages, *over, *names)))
    return _Ground(tuple(dict.fromkeys(rows)), tuple(dict.fromkeys(places)), source, passages)


def _overlap(one: Span, two: Span) -> bool:
    return one.plan == two.plan and one.start < two.end and two.start < one.end


def _sentence(place: Span, plans: Mapping[str, Plan]) -> Span:
    """Return the sentences that a quote stands in: what it leaves out may deny it."""
    plan = plans[place.plan]
    section = plan.section(place.section)
    start, end = place.start, place.end
    for first, last in sentences(plan.text, section.start, section.end):
        if first < place.end and place.start < last:
            start, end = min(start, first), max(end, last)
    return Span(place.plan, place.section, start, end)


def _against(words: str, ground: _Ground, plans: Mapping[str, Plan], language: str) -> list[str]:
    """Return a fault for each body that the register does not give the part told of it."""
    found = [f"{name} is no body of the plans" for name in strange_bodies(words, language)]
    told = claims(words, language)
    written = claims(ground.passages, "vi")
    found += [
        f"{claim.body}: nothing says that it {claim.part}"
        for claim in told
        if not _given(claim, ground, written)
    ]
    # Who does not lead is only proved by who does.
    corrects = any(c.part is Part.LEADS for c in told)
    found += [f"nothing says what {c.body} does not do" for c in told if _denies(c, corrects)]
    found += _not_due(words, told, ground)
    leading = [claim for claim in told if claim.part is Part.LEADS]
    small = _without_bodies(words, language).lower()
    if told and not leading and _LEADING.search(small):
        # "the lead goes to X": whoever is named with it must lead
        found += [
            f"{claim.body}: nothing says that it leads"
            for claim in told
            if claim.part in (Part.ACTS, Part.NAMED, Part.RECEIVES)
            and not _has_role(claim, ground, PROVED_BY[Part.LEADS])
        ]
    only_evaluates = any(not _has_role(c, ground, frozenset({Role.LEAD})) for c in leading)
    if only_evaluates and not _EVALUATING.search(small):
        found.append("what is led is its evaluation alone")
    return found


def _not_due(words: str, told: Sequence[Claim], ground: _Ground) -> list[str]:
    """Return a fault for each date that the register sets to others than those who act."""
    acting = [c.body for c in told if c.part in (Part.LEADS, Part.ACTS, Part.REPORTS)]
    found: list[str] = []
    for date in (value for value in values(words) if value.startswith("date:")):
        owners = [r for r in ground.rows if any(date in values(d.written) for d in r.deadlines)]
        theirs = any(agencies.same(row.agency, body) for row in owners for body in acting)
        if acting and owners and not theirs:
            found.append(f"the {date} is set to others")
    return found


_EVALUATING = re.compile(r"đánh giá|theo dõi|evaluat|monitor|assess|track")


def _has_role(claim: Claim, ground: _Ground, roles: frozenset[Role]) -> bool:
    return any(row.role in roles and agencies.same(row.agency, claim.body) for row in ground.rows)


def _denies(claim: Claim, corrects: bool) -> bool:
    return claim.part is Part.DENIED and not corrects


def _given(claim: Claim, ground: _Ground, written: Sequence[Claim]) -> bool:
    """Tell whether a row, or the plan's own sentence, gives a body its part."""
    own = [row.role for row in ground.rows if agencies.same(row.agency, claim.body)]
    if claim.part is Part.DENIED:
        return not set(own) & PROVED_BY[Part.LEADS]
    named = [one.part for one in written if agencies.same(one.body, claim.body)]
    if claim.part is Part.OVERSEEN:
        return claim.part in named
    if claim.part is Part.RECEIVES and own:
        return Role.RECEIVE_REPORTS in own or Part.RECEIVES in named
    if claim.part is Part.NAMED and own and not set(own) & PROVED_BY[Part.ACTS]:
        return Part.NAMED in named  # it has a part, and that part must be told as it is
    if claim.part not in PROVED_BY:
        return bool(own or named) or f" {spell(claim.body)} " in ground.source.spelt
    if set(own) & PROVED_BY[claim.part]:
        return True
    if claim.part is Part.LEADS or own:
        return False
    return claim.part in named or (claim.part is Part.JOINS and bool(named))


def _unproved(words: str, ground: _Ground, language: str) -> list[str]:
    """Return what the sentence says and its places do not."""
    strange = unsupported(words, ground.source, language)
    found = [f"'{word}' is not in the quotes" for word in strange]
    denied = negations(words, ground.passages, language)
    found += [f"'{word}' is denied in one and not in the other" for word in denied]
    told = moved(words, ground.passages, language)
    found += [f"the number {value} is told of something else" for value in told]
    wrong = bounds(words, ground.passages, language)
    found += [f"the bound '{bound}' is not in the quotes" for bound in wrong]
    return found


def _statement(
    text: str,
    ground: _Ground,
    plans: Mapping[str, Plan],
    language: str,
    shown: frozenset[Span],
) -> Statement:
    """Return the sentence with its proof: the rows of the bodies it names, and its quotes."""
    told = claims(plain(text), language)
    stated = tuple(row for row in ground.rows if any(_states(claim, row) for claim in told))
    text = _bold(text, told, stated, language)
    proof = tuple(dict.fromkeys((*(p for row in stated for p in row.proof), *ground.quotes)))
    if not proof:
        proof = tuple(dict.fromkeys(p for row in ground.rows for p in row.proof))
    quotes: tuple[Span, ...] = ()
    if language == "en":
        quotes = tuple(p for p in (ground.quotes or proof[-1:]) if p not in shown)
    return Statement(text, proof, stated, quotes)


def _bold(text: str, told: Sequence[Claim], stated: Sequence[Assignment], language: str) -> str:
    """Return a sentence in which only bodies of one part, proved by rows, stand in bold."""
    first: Part | None = None
    for bold in re.findall(r"\*\*(.+?)\*\*", text):
        for body in bodies(bold, language):
            part = next((c.part for c in told if agencies.same(c.body, body.body)), None)
            proved = any(agencies.same(row.agency, body.body) for row in stated)
            first = first or (part if proved else None)
            if not proved or part is not first:
                text = text.replace(f"**{bold}**", bold)
    return text


def _states(claim: Claim, row: Assignment) -> bool:
    roles = PROVED_BY.get(claim.part, frozenset({Role.RECEIVE_REPORTS}))
    return row.role in roles and agencies.same(row.agency, claim.body)
