"""Drafts that count what one sentence of a plan lists: sub-indices, documents, items."""

import re
from collections.abc import Mapping, Sequence

from assistant import wording
from assistant.answer import Status
from assistant.draft import Draft, Statement
from assistant.evidence import Scored
from assistant.from_passages import says_how_many, told
from assistant.patterns import any_of
from assistant.query import Kind, Query
from corpus import indices
from corpus.types import Plan, Span
from corpus.words import fold
from prompts.frames import frame

ENOUGH = 0.55
LOOKED_AT = 6  # of the best passages
_INDICES = any_of(
    r"\b(?:may|bao nhieu) (?:\w+ ){0,2}?chi so\b",
    r"\bhow many (?:of the )?(?:\w+ ){0,2}(?:sub-?ind\w+|ind(?:ices|exes)|components)\b",
)
_DOCUMENTS = any_of(
    r"\b(?:may|bao nhieu) (?:\w+ )?(?:nghi quyet|quyet dinh|ket luan|chi thi|van ban)\b",
    r"\bhow many (?:\w+ )?(?:resolutions|decisions|conclusions|documents)\b",
)
_ITEMS = any_of(
    r"\b(?:may|bao nhieu) (?:\w+ )?(?:dieu(?! kien)|linh vuc|nganh|noi dung|nguyen tac|nhom|"
    r"doi tuong|mon|muc tieu|chuong trinh|trong tam|phuong cham|yeu cau|hinh thuc|kenh)\b",
    r"\bhow many (?:\w+ )?(?:fields|sectors|areas|principles|"
    r"points(?!.*\bscored?\b)|groups|courses|promises|topics|priorities|things)\b",
)
_NUMBER = re.compile(r"\d+[\w.]*(?:/\d{4})?[-/][A-ZĐ][\w/-]*")
_LIST = re.compile(r":\s+")
_NUMBERED = re.compile(r"\(\d+\)\s*")
_LONGEST_ITEM = 14  # words; what is longer is no item of a plain list


def draft_listed(query: Query, plans: Mapping[str, Plan], ranked: Sequence[Scored]) -> Draft | None:
    """Return how many items the sentence lists that speaks most of what is counted."""
    plain = fold(query.question)
    if query.kind is not Kind.HOW_MUCH or query.needs:
        return None
    if query.actors and not _DOCUMENTS.search(plain):
        return None  # what a body has is counted in the register
    near = [one for one in ranked[:LOOKED_AT] if one.coverage >= ENOUGH]
    if any(says_how_many(query, one.passage) for one in near):
        return None  # the plan itself has counted
    for one in near:
        place = one.passage.span
        plan = plans[place.plan]
        items = _items(plain, plan, place)
        if len(items) > 1:
            count = frame(
                query.language,
                "listed",
                count=f"**{len(items)}**",
                province=wording.province(plan),
            )
            first = Statement(count, (place,), listed=tuple(items))
            return Draft(Status.ANSWERED, None, "passages", (first, *told(query, plans, [place])))
    return None


def _items(plain: str, plan: Plan, place: Span) -> list[Span]:
    """Return the places of what is counted in a sentence, each once."""
    text = plan.text[place.start : place.end]
    found: list[tuple[int, int]] = []
    if _INDICES.search(plain):
        once = {m.index: m for m in indices.find(text) if indices.index(m.index).parent}
        found = [(m.start, m.end) for m in once.values()]
    elif _DOCUMENTS.search(plain):
        numbers = {m[0]: m for m in _NUMBER.finditer(text)}
        found = [m.span() for m in numbers.values()]
    elif _ITEMS.search(plain):
        found = _listed(text)
    return [
        Span(place.plan, place.section, place.start + first, place.start + last)
        for first, last in found
    ]


def _listed(text: str) -> list[tuple[int, int]]:
    """Return the items of the list in a sentence: "(1) … (2) …", "a; b; c" or "a, b và c"."""
    marks = [m.end() for m in _NUMBERED.finditer(text)]
    if len(marks) > 1:
        ends = [*(text.rfind("(", 0, m) for m in marks[1:]), len(text)]
        return list(zip(marks, ends, strict=True))
    colon = _LIST.search(text)
    if not colon:
        return []
    tail = text[colon.end() :]
    by = r";\s*" if ";" in tail else r",\s+|\s+và\s+"
    items: list[tuple[int, int]] = []
    at = colon.end()
    for match in [*re.finditer(by, tail), None]:
        end = colon.end() + match.start() if match else len(text)
        if len(text[at:end].split()) > _LONGEST_ITEM:
            return []
        if text[at:end].strip(" .;,"):
            items.append((at, end))
        at = colon.end() + match.end() if match else end
    return items
