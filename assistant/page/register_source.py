"""The source of a duty: every place of its plan that proves it, the quotes marked."""

from collections.abc import Sequence

from assistant.answer import Citation
from assistant.page import register_terms as terms
from assistant.page.markup import escape
from assistant.page.source import section_at, source_html
from corpus.selecting import Entry, find
from corpus.types import Plan, Span
from prompts.page import WORDS as PAGE_WORDS
from prompts.page_register import RegisterWords


def places(entry: Entry) -> tuple[Span, ...]:
    """Return the places that prove a duty, in reading order, none inside another.

    These are the proofs of its rows, then times and targets that stand outside of them.
    """
    first = entry.rows[0]
    found = [place for row in entry.rows for place in row.proof]
    found += [one.span for one in first.deadlines] + [one.span for one in first.targets]
    kept: list[Span] = []
    for place in sorted(set(found), key=lambda p: (p.start, -p.end)):
        if not kept or place.end > kept[-1].end:
            kept.append(place)
    return tuple(kept)


def citations(entry: Entry) -> tuple[Citation, ...]:
    """Return the citations of a duty's places, numbered from 1."""
    plan, found = entry.plan, []
    for number, place in enumerate(places(entry), 1):
        section = section_at(plan, place.start)
        name = section.id if section else place.section
        quote = plan.text[place.start : place.end]
        headings = plan.headings(name)
        found.append(Citation(number, plan.id, name, headings, quote, place.start, place.end))
    return tuple(found)


def source_panel(key: str, plans: Sequence[Plan], words: RegisterWords) -> str:
    """Return the panel with the source of the duty of this key; "" for no key.

    A key that no duty has, or no longer has, is said to be gone.
    """
    if not key:
        return ""
    entry = find(plans, key)
    heading = f"<h2>{escape(words.source_heading)}</h2>"
    close = f'<button type="button" data-kind="close">{escape(words.close)}</button>'
    if entry is None:
        inside = f'<p class="note fault">{escape(words.source_gone)}</p>'
    else:
        by_id = {plan.id: plan for plan in plans}
        page_words = PAGE_WORDS[words.language]
        inside = f'<p class="told">{_told(entry, words)}</p>' + "".join(
            source_html(one, by_id, page_words, f"register-source-{one.n}")
            for one in citations(entry)
        )
    return (
        f'<section class="opened" tabindex="-1" aria-label="{escape(words.source_heading)}">'
        f'<header class="panel-head">{heading}{close}</header>{inside}</section>'
    )


def _told(entry: Entry, words: RegisterWords) -> str:
    """Return the bodies of a duty with their roles, in a line."""
    language = words.language
    parts = [
        f"{escape(terms.body_text(row.agency, language))}: {escape('; '.join(group.roles))}"
        for group in terms.groups(entry, language)
        for row in group.rows
    ]
    parts += [
        f"{escape(terms.body_text(row.agency, language))}: {escape(terms.role(row, language))}"
        for row in terms.coordinators(entry)
    ]
    return "<br>".join(parts)
