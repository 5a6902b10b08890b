"""The public call ``/source``: a plan's words at a place or in a section, with their link."""

from collections.abc import Callable, Mapping
from typing import Any

from assistant.answer import Citation
from assistant.page.plan_links import section_link
from assistant.page.source import place_link, section_at
from assistant.page.talk import Answerer
from corpus.types import Plan, Section
from prompts.page_plans import PLANS_WORDS

#: Characters of the plan given on each side, where nothing else is asked for, and at most.
AROUND = 400
MAX_AROUND = 5_000
#: The longest name that an error repeats.
_NAMED = 100

Source = Callable[..., dict[str, Any]]


def source_api(assistant: Answerer) -> Source:
    """Return the function behind ``/source``; bad input gives ``{"error": words}``."""

    def source(
        plan: str,
        section: str = "",
        start: int | None = None,
        end: int | None = None,
        around: int = AROUND,
    ) -> dict[str, Any]:
        """Return a plan's exact words, what stands around them, and a link to their place.

        Args:
            plan: The id of the plan.
            section: The id of a section, whose own text is returned; not needed with a place.
            start: Where the words begin in the plan's text, in characters.
            end: Where they end; both or neither.
            around: Characters of context on each side, at most 5,000.

        Returns:
            The keys plan, section, heading (from the top down), quote, start, end, before,
            after and link (relative to the page); or the key error alone.
        """
        plans = {held.id: held for held in assistant.plans()}
        return _source(plans, plan, section, (start, end), around)

    return source


def _source(
    plans: Mapping[str, Plan],
    plan_id: object,
    section_id: object,
    place: tuple[object, object],
    around: object,
) -> dict[str, Any]:
    """Return the source of input that may be anything."""
    span = _whole(place[0]), _whole(place[1])
    wide = _whole(around)
    section_id = "" if section_id is None else section_id
    sound = isinstance(plan_id, str) and isinstance(section_id, str) and wide is not None
    given = [n for n in place if n is not None]
    if not sound or wide is None or not 0 <= wide <= MAX_AROUND or len(given) == 1:
        return _error("bad_request", limit=MAX_AROUND)
    if (not given and not section_id) or (given and None in span):
        return _error("bad_request", limit=MAX_AROUND)
    plan = plans.get(str(plan_id))
    if plan is None:
        return _error("no_plan", plan=str(plan_id)[:_NAMED], known=", ".join(plans))
    named = next((s for s in plan.sections if s.id == section_id), None)
    if section_id and named is None:
        return _error("no_section", plan=plan.id, section=str(section_id)[:_NAMED])
    start, end = span
    if start is None or end is None:
        return _at(plan, named, named.start if named else 0, named.end if named else 0, wide)
    if not 0 <= start < end <= len(plan.text):
        return _error("no_place", length=len(plan.text))
    return _at(plan, None, start, end, wide)


def _whole(value: object) -> int | None:
    """Return a whole number, which JSON may have made a float; ``None`` for all else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if value == value and abs(value) < 1e12 and value == int(value) else None


def _at(plan: Plan, named: Section | None, start: int, end: int, around: int) -> dict[str, Any]:
    """Return the words at a place; ``named`` is the section that was asked for by itself."""
    section = named or section_at(plan, start)
    section_id = section.id if section is not None else ""
    headings = _headings(plan, section_id)
    quote = plan.text[start:end]
    cited = Citation(1, plan.id, section_id, headings, quote, start, end)
    return {
        "plan": plan.id,
        "section": section_id,
        "heading": list(headings),
        "quote": quote,
        "start": start,
        "end": end,
        "before": plan.text[max(0, start - around) : start],
        "after": plan.text[end : end + around],
        "link": section_link(plan, named) if named is not None else place_link(cited),
    }


def _headings(plan: Plan, section_id: str) -> tuple[str, ...]:
    """Return the headings above a section; a row may hang under an opening that is empty."""
    try:
        return plan.headings(section_id)
    except KeyError:
        return ()


def _error(key: str, **places: object) -> dict[str, Any]:
    """Return an error's words in both languages."""
    said = (getattr(words, key).format(**places) for words in PLANS_WORDS.values())
    return {"error": " / ".join(said)}
