"""Chunks: the pieces of a plan that the index holds, each from one section.

A section's lines are packed as far as the token budget goes. What is too long for one
chunk is cut where it hurts least: at sentences, then clauses, then words, and a word
longer than a chunk by characters.
"""

import re
from collections.abc import Callable, Iterable

from corpus import tokens
from corpus.errors import InputError
from corpus.sentences import clauses, sentences
from corpus.types import Chunk, Plan, Section

BUDGET_TOKENS = 256
# A character is at most four bytes, so at most four tokens: it always fits in this.
SMALLEST_BUDGET = 4

Place = tuple[int, int]
Cutter = Callable[[str, int, int], Iterable[Place]]

_VISIBLE_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_WORD = re.compile(r"\S+")


def cut(plan: Plan, budget_tokens: int = BUDGET_TOKENS) -> tuple[Chunk, ...]:
    """Return the plan's chunks in the order of its text.

    Each lies in one section, has at most ``budget_tokens`` tokens (``tokens.count`` of
    its text) and no blank at its ends; together they hold every character that is not
    blank. A heading stands with the first words of its section wherever one more word
    fits. Ids are ``plan#section/n``, ``n`` from 1 within the section.

    Raises:
        InputError: the budget is under four tokens, too few for any character.
    """
    if budget_tokens < SMALLEST_BUDGET:
        raise InputError(
            f"a chunk needs a budget of {SMALLEST_BUDGET} tokens or more, not {budget_tokens}"
        )
    return tuple(
        Chunk(
            id=f"{plan.id}#{section.id}/{n}",
            plan=plan.id,
            section=section.id,
            start=start,
            end=end,
            tokens=tokens.count(plan.text[start:end]),
        )
        for section in plan.sections
        for n, (start, end) in enumerate(_cut_section(plan.text, section, budget_tokens), 1)
    )


def _cut_section(text: str, section: Section, budget: int) -> list[Place]:
    lines = list(_lines(text, section.start, section.end))
    pieces = [piece for line in lines for piece in _pieces(text, line, budget, 1)]
    heading = [place for place in pieces if place[0] < section.heading_end]
    body = pieces[len(heading) :]
    if heading and body:
        body = _beside(text, _pack(text, heading, budget)[-1], body, budget)
    return _pack(text, [*heading, *body], budget)


def _beside(text: str, heading: Place, body: list[Place], budget: int) -> list[Place]:
    """Return the body with its first piece cut finer, if only so it fits the heading."""
    for level in range(1, len(_CUTTERS)):
        if _fits(text, heading[0], body[0][1], budget):
            return body
        finer = list(_CUTTERS[level](text, *body[0]))
        if _fits(text, heading[0], finer[0][1], budget):
            return [*finer, *body[1:]]
    return body


def _pieces(text: str, place: Place, budget: int, level: int) -> list[Place]:
    """Return the place itself where it fits the budget, else its parts, level by level."""
    if _fits(text, *place, budget):
        return [place]
    if level == len(_CUTTERS):
        return _by_characters(text, place, budget)
    return [
        piece
        for part in _CUTTERS[level](text, *place)
        for piece in _pieces(text, part, budget, level + 1)
    ]


def _pack(text: str, pieces: list[Place], budget: int) -> list[Place]:
    """Join neighbours, from the front, as long as they fit the budget together."""
    packed: list[Place] = []
    for start, end in pieces:
        if packed and _fits(text, packed[-1][0], end, budget):
            packed[-1] = (packed[-1][0], end)
        else:
            packed.append((start, end))
    return packed


def _fits(text: str, start: int, end: int, budget: int) -> bool:
    return tokens.count(text[start:end]) <= budget


def _by_characters(text: str, place: Place, budget: int) -> list[Place]:
    """Cut one long word into pieces that fit, each nearly as long as it can be."""
    pieces: list[Place] = []
    start, end = place
    while start < end:
        length = min(end - start, 4 * budget)
        while (found := tokens.count(text[start : start + length])) > budget:
            length = max(1, min(length - 1, length * budget // found))
        pieces.append((start, start + length))
        start += length
    return pieces


def _lines(text: str, start: int, end: int) -> Iterable[Place]:
    return (match.span() for match in _VISIBLE_LINE.finditer(text, start, end))


def _words(text: str, start: int, end: int) -> Iterable[Place]:
    return (match.span() for match in _WORD.finditer(text, start, end))


# From the widest cut to the finest.
_CUTTERS: tuple[Cutter, ...] = (_lines, sentences, clauses, _words)
