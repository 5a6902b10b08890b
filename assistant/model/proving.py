"""From what a model says to a statement that is proved, or to the reasons why it is not.

A sentence stands only whole. Its keys must be items that were sent, its quotes exact
words of them; its numbers and dates those of its places by value; each body in the part
that a row of the register gives it there; its words the plan's words; what the plan denies
it denies. The order of the checks is that of their cost.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.draft import Statement
from assistant.language import language_of
from assistant.model.claims import PROVED_BY, Claim, Part, bodies, claims, plain, strange_bodies
from assistant.model.denying import bounds, negations
from assistant.model.grounds import (
    LEADING,
    Ground,
    given,
    ground_for,
    has_role,
    promoted,
    without_bodies,
)
from assistant.model.numbers import moved
from assistant.model.packing import Item, Pack
from assistant.model.replies import Quoted, Said
from assistant.model.support import unsupported
from assistant.verifying import faults, quote
from corpus import agencies
from corpus.types import Assignment, Plan, Role, Span
from corpus.values import values

SHORTEST_QUOTE = 2  # words
#: A sentence of a model holds letters, numbers and these signs; nothing that a page could
#: take for a link, a tag or a mark of ours.
_SIGNS = frozenset(" .,;:!?()%/&'\"’‘“”–—-…*+°\u00a0")
_OUTSIDE = re.compile(r"(?i)https?:|www\.|\b[\w-]+\.(?:com|net|org|vn|io|gov|edu|info|example)\b|@")
_MARKS = re.compile(r"\s*\[[^\[\]\n]{1,40}\]")


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
    if language_of(without_bodies(plain(text), language)) != language:
        return Verdict(None, (f"the sentence is not in {language}",), other_language=True)
    places: list[Span] = []
    for quoted in said.quotes:
        place = _place(quoted, pack.items[quoted.key], plans)
        if place is None:
            return Verdict(None, ("a quote does not stand in its item",))
        places.append(place)
    words = plain(text)
    told = promoted(claims(words, language), words, items, language)
    ground = ground_for(told, items, places, plans)
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


def _against(words: str, ground: Ground, plans: Mapping[str, Plan], language: str) -> list[str]:
    """Return a fault for each body that the register does not give the part told of it."""
    found = [f"{name} is no body of the plans" for name in strange_bodies(words, language)]
    told = claims(words, language)
    written = claims(ground.passages, "vi")
    found += [
        f"{claim.body}: nothing says that it {claim.part}"
        for claim in told
        if not given(claim, ground, written)
    ]
    # Who does not lead is only proved by who does.
    corrects = any(c.part is Part.LEADS for c in told)
    found += [f"nothing says what {c.body} does not do" for c in told if _denies(c, corrects)]
    found += _not_due(words, told, ground)
    leading = [claim for claim in told if claim.part is Part.LEADS]
    small = without_bodies(words, language).lower()
    if told and not leading and LEADING.search(small):
        # "the lead goes to X": whoever is named with it must lead
        found += [
            f"{claim.body}: nothing says that it leads"
            for claim in told
            if claim.part in (Part.ACTS, Part.NAMED, Part.RECEIVES)
            and not has_role(claim, ground, PROVED_BY[Part.LEADS])
        ]
    only_evaluates = any(not has_role(c, ground, frozenset({Role.LEAD})) for c in leading)
    if only_evaluates and not _EVALUATING.search(small):
        found.append("what is led is its evaluation alone")
    return found


def _not_due(words: str, told: Sequence[Claim], ground: Ground) -> list[str]:
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


def _denies(claim: Claim, corrects: bool) -> bool:
    return claim.part is Part.DENIED and not corrects


def _unproved(words: str, ground: Ground, language: str) -> list[str]:
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
    ground: Ground,
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
