"""A whole plan as HTML: its facts, an outline to walk through, and its full text."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from assistant.page.markup import escape
from assistant.page.plan_links import Opened, anchor, plan_link, section_link
from assistant.page.plan_text import Table, name_of, parts_of, ranks_of, text_html
from corpus.register import assignments
from corpus.types import Plan, PlanFacts, Section, SectionKind
from prompts.dates import date_words
from prompts.page_plans import PlansWords

#: Levels of the outline that stand open; deeper ones are folded.
OPEN_LEVELS = 2
#: The longest name of a plan in the chooser, in characters.
_NAME = 90
_WHOLE_DATE = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE)


def plan_name(plan: Plan) -> str:
    """Return a plan's name on one short line: its province and the title's beginning."""
    title = " ".join(plan.facts.title.split())
    name = " – ".join(part for part in (plan.facts.province, title) if part) or plan.id
    if len(name) <= _NAME:
        return name
    return name[:_NAME].rpartition(" ")[0].rstrip(" ,;–-") + "…"


def view_html(plan: Plan, words: PlansWords, opened: Opened | None = None) -> str:
    """Return a plan's tab: facts and outline, and the full text beside them.

    ``opened`` says where: at a section, which the page's script brings into view, or at a
    place, which is marked.
    """
    section = opened.section if opened is not None else None
    at = anchor(plan.id, section) if section is not None else ""
    place = opened.place if opened is not None else None
    marked = f"{place[0]}-{place[1]}" if place is not None else ""
    return (
        f'<div class="plan-view" data-plan="{escape(plan.id)}" data-open="{escape(at)}" '
        f'data-marked="{marked}" data-link="{escape(plan_link(plan))}">'
        f"{_side_html(plan, words)}{_pane_html(plan, words, place)}</div>"
    )


def waiting_html(words: PlansWords) -> str:
    """Return what stands in the tab until a plan is drawn there."""
    return f'<p class="note">{escape(words.not_drawn)}</p>'


def no_plans_html(words: PlansWords) -> str:
    """Return what stands in the tab where there is no plan at all."""
    return f'<p class="note">{escape(words.no_plans)}</p>'


def gone_html(plan_id: str, known: Sequence[str], words: PlansWords) -> str:
    """Return what stands in the tab where the chosen plan was taken out meanwhile."""
    said = words.no_plan.format(plan=plan_id, known=", ".join(known))
    return f'<p class="note">{escape(said)}</p>'


def _side_html(plan: Plan, words: PlansWords) -> str:
    heading = escape(plan.facts.province or plan.id)
    return (
        f'<aside class="plan-side" aria-label="{escape(words.facts)}">'
        f'<h2 lang="vi">{heading}</h2>{facts_html(plan, words)}'
        f'<details class="fold contents" open><summary>{escape(words.outline)}</summary>'
        f"{outline_html(plan, words)}</details></aside>"
    )


def _pane_html(plan: Plan, words: PlansWords, place: tuple[int, int] | None) -> str:
    label = words.full_text_of.format(name=plan.facts.province or plan.id)
    return (
        f'<div class="plan-pane"><h2 class="unseen">{escape(words.full_text)}</h2>'
        f"{_bar_html(words)}"
        f'<div class="plan-scroll" role="region" tabindex="0" aria-label="{escape(label)}">'
        f"{text_html(plan, words, place)}</div></div>"
    )


def _bar_html(words: PlansWords) -> str:
    """Return the bar above the text: words to find, hits to walk through, printing."""
    steps = "".join(
        f'<button type="button" class="{kind}" aria-label="{escape(name)}" '
        f'title="{escape(name)}" disabled>{sign}</button>'
        for kind, name, sign in (("before", words.previous, "↑"), ("after", words.next, "↓"))
    )
    return (
        '<div class="plan-bar"><div role="search">'
        f'<input type="search" class="find" aria-label="{escape(words.find)}" '
        f'placeholder="{escape(words.find)}" title="{escape(words.find_hint)}" '
        'autocomplete="off" maxlength="200">'
        f'<span class="hits" role="status" data-found="{escape(words.found)}" '
        f'data-none="{escape(words.found_none)}"></span>{steps}</div>'
        f'<span class="said" role="status" data-copied="{escape(words.copied)}"></span>'
        f'<button type="button" class="to-outline" title="{escape(words.to_outline)}">'
        f"{escape(words.outline)}</button>"
        f'<button type="button" class="print">{escape(words.print)}</button></div>'
    )


def facts_html(plan: Plan, words: PlansWords) -> str:
    """Return what a plan says of itself as lists; what it leaves blank is said too.

    The first four facts stand open, the others are folded under them.
    """
    facts = plan.facts
    duties = assignments(plan)
    count = len({(duty.section, duty.task_span) for duty in duties})
    told: Sequence[tuple[str, str, bool]] = (
        (words.title, facts.title, True),
        (words.number, facts.number or _no_number(facts, words), bool(facts.number)),
        (words.date, date_of(facts, words), False),
        (words.issuer, facts.issuer, True),
        (words.kind, facts.kind, True),
        (words.province, facts.province, True),
        (words.signatory, _signed(facts), True),
        (words.sections, str(_counted(plan)), False),
        (words.duties, words.duties_and_rows.format(count=count, rows=len(duties)), False),
        (words.source_file, plan.source_name, False),
    )
    items = [
        f"<div><dt>{escape(name)}</dt>{_fact(said, words.not_stated, own=own)}</div>"
        for name, said, own in told
    ]
    return (
        f'<dl class="plan-facts">{"".join(items[:4])}</dl>'
        f'<details class="fold"><summary>{escape(words.more_facts)}</summary>'
        f'<dl class="plan-facts">{"".join(items[4:])}</dl></details>'
    )


def _signed(facts: PlanFacts) -> str:
    if facts.signatory and facts.signatory_title:
        return f"{facts.signatory} ({facts.signatory_title})"
    return facts.signatory or facts.signatory_title


def _fact(said: str, missing: str, *, own: bool) -> str:
    """Return a fact; ``own`` ones are the plan's Vietnamese words."""
    if not said:
        return f'<dd class="note">{escape(missing)}</dd>'
    language = ' lang="vi"' if own else ""
    return f"<dd{language}>{escape(said)}</dd>"


def _counted(plan: Plan) -> int:
    """Return how many sections a plan has, rows of tables not counted."""
    return sum(section.kind is not SectionKind.ROW for section in plan.sections)


def _no_number(facts: PlanFacts, words: PlansWords) -> str:
    if facts.symbol:
        return words.no_number_but_symbol.format(symbol=facts.symbol)
    return words.no_number


def date_of(facts: PlanFacts, words: PlansWords) -> str:
    """Return a plan's date in the words' language where it is whole, else as it stands."""
    if not facts.date:
        return words.no_date
    whole = _WHOLE_DATE.fullmatch(facts.date.strip())
    if whole is not None:
        day, month, year = (int(number) for number in whole.groups())
        try:
            date(year, month, day)
        except ValueError:  # no such day: shown as printed
            return words.open_date.format(date=facts.date)
        return date_words(day, month, year, words.language)
    return words.open_date.format(date=facts.date)


def outline_html(plan: Plan, words: PlansWords) -> str:
    """Return a plan's sections as nested lists of links; a table is one entry."""
    tables = {
        block.rows[0].section.id: len(block.rows)
        for part in parts_of(plan)
        for block in part.blocks
        if isinstance(block, Table)
    }
    known = {section.id for section in plan.sections}
    ranks = ranks_of(plan)
    under: dict[str | None, list[tuple[Section, str]]] = {}
    for section in plan.sections:
        if section.kind is SectionKind.ROW and section.id not in tables:
            continue
        # A table before all text hangs under an opening that is empty, so no section.
        parent = section.parent if section.parent in known else None
        said = name_of(section, words, ranks[section.id])
        if rows := tables.get(section.id):
            said = (words.table_one if rows == 1 else words.table_many).format(count=rows)
        under.setdefault(parent, []).append((section, _entry(plan, section, said)))
    entries = _entries(words, under, None, 1)
    return f'<nav class="plan-outline" aria-label="{escape(words.outline)}">{entries}</nav>'


def _entries(
    words: PlansWords,
    under: Mapping[str | None, Sequence[tuple[Section, str]]],
    parent: str | None,
    level: int,
) -> str:
    """Return the list of the entries under a section, folded where it is deep."""
    entries = under.get(parent, ())
    if not entries:
        return ""
    items = "".join(
        f"<li>{entry}{_entries(words, under, section.id, level + 1)}</li>"
        for section, entry in entries
    )
    if level <= OPEN_LEVELS:
        return f"<ul>{items}</ul>"
    count = len(entries)
    said = (words.parts_one if count == 1 else words.parts_many).format(count=count)
    return f"<details><summary>{escape(said)}</summary><ul>{items}</ul></details>"


def _entry(plan: Plan, section: Section, said: str) -> str:
    """Return one entry of the outline: a link that also works as an address."""
    language = ' lang="vi"' if section.heading else ""
    return (
        f'<a href="{escape(section_link(plan, section))}"{language} '
        f'data-to="{escape(anchor(plan.id, section.id))}"><span>{escape(said)}</span></a>'
    )
