"""What a model is given to write from: rows and passages under opaque keys, within a budget.

Keys say nothing and are drawn anew for each question, so that no document can name one.
Items stand in the order of their use: what the composed answer rests on, the other roles
of the same duties, then the passages that retrieval found with the duties told in them. An
item goes in whole or not at all.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from assistant import wording
from assistant.composing import Found
from assistant.draft import Draft
from assistant.verifying import quote
from corpus import agencies, chunks, register, tokens
from corpus.types import Assignment, Chunk, Plan, Span
from prompts.frames import frame

BUDGET_TOKENS = 3_000
#: A model cuts text by ranks of its own; Vietnamese may take it more tokens than us.
MARGIN = 1.3
KEY_BYTES = 2
MOST_ITEMS = 60
Keys = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the register, or a passage (``row`` is ``None``), as a model reads it.

    ``places`` prove a row, or are the passage's one place; ``text`` is what is sent.
    """

    key: str
    places: tuple[Span, ...]
    text: str
    row: Assignment | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """The items of one question by key, and the line that stands around them."""

    boundary: str
    items: Mapping[str, Item]

    @property
    def text(self) -> str:
        """The items as they are sent."""
        return "\n\n".join(item.text for item in self.items.values())


def random_key() -> str:
    """Return a key that nobody can guess."""
    return secrets.token_hex(KEY_BYTES)


def pack(
    found: Found, draft: Draft, *, budget_tokens: int = BUDGET_TOKENS, keys: Keys = random_key
) -> Pack:
    """Return the most useful evidence for a question that fits the budget.

    ``budget_tokens`` are counted with our own ranks, times :data:`MARGIN`.
    """
    language = found.query.language
    boundary = f"-----{keys()}{keys()}-----"
    items: dict[str, Item] = {}
    left = budget_tokens / MARGIN
    for thing in _ordered(found, draft):
        if len(items) == MOST_ITEMS:
            break
        key = keys()
        while key in items:
            key = keys()
        item = _item(key, thing, found.plans, language, items.values())
        cost = tokens.count(item.text) + 2
        if cost <= left and boundary not in item.text:
            items[key] = item
            left -= cost
    return Pack(boundary, items)


def _ordered(found: Found, draft: Draft) -> Iterator[Assignment | Chunk]:
    """Yield rows and passages, each once, the most useful first."""
    seen: set[Assignment | str] = set()
    for thing in _wanted(found, draft):
        mark: Assignment | str = thing.id if isinstance(thing, Chunk) else thing
        if mark not in seen:
            seen.add(mark)
            yield thing


def _wanted(found: Found, draft: Draft) -> Iterator[Assignment | Chunk]:
    yield from draft.rows
    for statement in draft.statements:
        yield from statement.asserts
    for statement in draft.statements:
        for place in (*statement.quotes, *statement.proof):
            yield from _around(found.plans[place.plan], place)
    for row in draft.rows:
        yield from _same_duty(found.plans[row.plan], row)
    cited = {place.plan for statement in draft.statements for place in statement.proof}
    for plan_id, section in found.sections:
        if cited and plan_id not in cited:
            continue  # a plan that the composed answer does not rest on has no say in it
        plan = found.plans[plan_id]
        yield from (chunk for chunk in _chunks(plan) if chunk.section == section)
        yield from (row for row in register.assignments(plan) if row.section == section)


def _around(plan: Plan, place: Span) -> Iterator[Chunk]:
    for chunk in _chunks(plan):
        if chunk.start < place.end and place.start < chunk.end:
            yield chunk


def _same_duty(plan: Plan, row: Assignment) -> Iterator[Assignment]:
    for other in register.assignments(plan):
        if other.task_span == row.task_span:
            yield other


@cache
def _chunks(plan: Plan) -> tuple[Chunk, ...]:
    return chunks.cut(plan)


def _item(
    key: str,
    thing: Assignment | Chunk,
    plans: Mapping[str, Plan],
    language: str,
    before: Iterable[Item],
) -> Item:
    """Return a row or a passage as an item; words that an item before has are not repeated."""
    plan = plans[thing.plan]
    heading = " > ".join(plan.headings(thing.section))
    province = wording.province(plan)
    if isinstance(thing, Chunk):
        place = Span(plan.id, thing.section, thing.start, thing.end)
        words = quote(place, plans)
        text = frame(
            language, "model_passage", mark=key, province=province, heading=heading, words=words
        )
        return Item(key, (place,), text)
    english = agencies.english(thing.agency) if language == "en" else None
    same = next((item.key for item in before if item.row and item.places == thing.proof), None)
    words = " … ".join(" ".join(quote(place, plans).split()) for place in thing.proof)
    text = frame(
        language,
        "model_row",
        mark=key,
        province=province,
        heading=heading,
        body=f"{english} ({thing.agency})" if english else thing.agency,
        role=frame(language, f"model_role_{thing.role}"),
        task=" ".join(thing.task.split()),
        deadline=thing.deadline or "–",
        words=frame(language, "model_same_words", mark=same) if same else words,
    )
    return Item(key, thing.proof, text, thing)
