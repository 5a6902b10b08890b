"""The register as HTML: the count, the table and its pages, and the duties per agency.

Pure functions from chosen duties to safe HTML: every word of a plan goes through
:func:`assistant.page.markup.escape`, every other word is of ``prompts.page_register``.
Buttons carry ``data-kind`` and ``data-value``; the page's script sends both on.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.page import register_terms as terms
from assistant.page.markup import escape
from assistant.page.register_terms import Said
from corpus import agencies, exports
from corpus.selecting import Entry, Filter, Sort, Time
from corpus.types import Assignment, Plan, Role
from prompts.page_register import RegisterWords

#: Duties on one page of the table.
PAGE = 50
#: Bodies that have a bar of their own.
BARS = 15
#: The formats that can be downloaded, in order.
FORMATS = ("xlsx", "csv", "ics")


@dataclass(frozen=True, slots=True)
class Bar:
    """How many of the duties are a body's, and in how many of them it leads."""

    agency: str
    count: int
    lead: int


def pages(count: int) -> int:
    """Return how many pages so many duties fill; at least one."""
    return max(1, -(-count // PAGE))


def count_html(count: int, total: int, words: RegisterWords) -> str:
    """Return how many duties are shown of how many: "37 of 136 duties"."""
    said = words.count_one if total == 1 else words.count
    return f"<p>{escape(said.format(count=count, total=total))}</p>"


def fault_html(said: str) -> str:
    """Return why nothing could be chosen, as a note."""
    return f'<p class="note fault">{escape(said)}</p>'


def table_html(
    entries: Sequence[Entry],
    page: int,
    plans: Sequence[Plan],
    today: datetime.date,
    words: RegisterWords,
) -> str:
    """Return a page of the table with its caption and pager, or why it is empty.

    ``page`` counts from 1; one beyond the last is the last.
    """
    if not entries:
        if not plans:
            return f'<p class="note">{escape(words.no_plans)}</p>'
        said = f"<strong>{escape(words.none_found)}</strong> {escape(words.none_hint)}"
        return f'<p class="note none">{said}</p>'
    last_page = pages(len(entries))
    page = min(max(1, page), last_page)
    first = (page - 1) * PAGE
    shown = entries[first : first + PAGE]
    caption = words.caption.format(first=first + 1, last=first + len(shown), count=len(entries))
    head = "".join(
        f'<th scope="col" role="columnheader">{escape(name)}</th>' for name in _columns(words)
    )
    body = "".join(_row(entry, plans, today, words) for entry in shown)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(words.tab)}">'
        f'<table class="duties" role="table"><caption>{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
        f"{_pager(page, last_page, words)}"
    )


def _columns(words: RegisterWords) -> tuple[str, ...]:
    return (
        words.col_task, words.col_agency, words.col_role, words.col_with, words.col_deadline,
        words.col_target, words.col_plan, words.col_section, words.col_source,
    )  # fmt: skip


def _row(entry: Entry, plans: Sequence[Plan], today: datetime.date, words: RegisterWords) -> str:
    """Return a duty as one row of the table; each cell names its column for narrow screens."""
    language = words.language
    first = entry.rows[0]
    task = terms.task(entry)
    times = "".join(
        f"<li>{_said(terms.time(one, language), language)}{_marks(one_marks)}</li>"
        for one in first.deadlines
        for one_marks in [terms.marks(one, today, words)]
    )
    targets = "".join(
        f"<li>{said}</li>"
        for said in dict.fromkeys(
            _said(terms.target(one, language), language) for one in first.targets
        )
    )
    path = " › ".join(entry.plan.headings(entry.section))
    cells = (
        ("with", words.col_with, _helpers(entry, words)),
        ("deadline", words.col_deadline, f"<ul>{times}</ul>" if times else ""),
        ("target", words.col_target, f"<ul>{targets}</ul>" if targets else ""),
        ("plan", words.col_plan, _titled(terms.plan(entry.plan, plans),
                                         terms.plan_title(entry.plan))),
        ("section", words.col_section, _titled(terms.section(entry, words), path)),
        ("opener", words.col_source, _source_button(entry, task, words)),
    )  # fmt: skip
    rest = "".join(
        f'<td role="cell" class="{name}{kind}" data-label="{escape(label)}">{inside}</td>'
        for name, label, inside in cells
        for kind in ["" if name == "opener" else " named" if inside else " named empty"]
    )
    return (
        f'<tr role="row"><th scope="row" role="rowheader" class="task"{_lang(language)}>'
        f"{escape(task)}</th>{_doers(entry, words)}{rest}</tr>"
    )


def _doers(entry: Entry, words: RegisterWords) -> str:
    """Return one cell under the two columns of bodies and roles, a line for each role."""
    language = words.language
    lines = []
    for group in terms.groups(entry, language):
        names = "; ".join(_body(row, words) for row in group.rows)
        said = escape("; ".join(group.roles))
        lines.append(f'<li><span class="who">{names}</span> <span class="role">{said}</span></li>')
    if not any(row.role is not Role.COORDINATE for row in entry.rows):
        lines.append(f'<li><span class="who note">{escape(words.no_lead)}</span></li>')
    label = escape(f"{words.col_agency}, {words.col_role.lower()}")
    return (
        f'<td role="cell" class="doers" colspan="2" data-label="{label}">'
        f"<ul>{''.join(lines)}</ul></td>"
    )


def _helpers(entry: Entry, words: RegisterWords) -> str:
    """Return who coordinates, as a list."""
    items = []
    for row in terms.coordinators(entry):
        asked = terms.asked_to_coordinate(row, words.language)
        note = f' <span class="role">{escape(asked)}</span>' if asked else ""
        items.append(f"<li>{_body(row, words)}{note}</li>")
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _body(row: Assignment, words: RegisterWords) -> str:
    """Return a body's name; where the plan leaves its list open, that is said."""
    name = _said(terms.body(row.agency, words.language), words.language)
    if not row.open_list:
        return name
    title = escape(words.open_list_title)
    return f'{name} <span class="open" title="{title}">({escape(words.open_list)})</span>'


def _said(said: Said, language: str) -> str:
    """Return words of the page, then those of the plan, marked as Vietnamese."""
    if not said.vietnamese:
        return escape(said.own)
    vietnamese = f"({said.vietnamese})" if said.own else said.vietnamese
    return f"{escape(said.own)} <span{_lang(language)}>{escape(vietnamese)}</span>".lstrip()


def _lang(language: str) -> str:
    return "" if language == "vi" else ' lang="vi"'


def _titled(shown: str, title: str) -> str:
    return f'<span title="{escape(title)}">{escape(shown)}</span>'


def _marks(found: Iterable[tuple[str, str]]) -> str:
    return "".join(f' <strong class="due {kind}">{escape(said)}</strong>' for kind, said in found)


def _source_button(entry: Entry, task: str, words: RegisterWords) -> str:
    label = escape(words.source_of.format(task=task))
    return (
        f'<button type="button" data-kind="source" data-value="{escape(entry.key)}" '
        f'aria-label="{label}">{escape(words.source)}</button>'
    )


def _pager(page: int, last: int, words: RegisterWords) -> str:
    """Return the buttons to the pages before and after; nothing where there is one page."""
    if last < 2:
        return ""
    shown = escape(words.page_of.format(page=page, pages=last))
    return (
        f'<nav class="pager" aria-label="{escape(words.pages)}">'
        f"{_turn(page - 1, words.previous, page > 1)}<span>{shown}</span>"
        f"{_turn(page + 1, words.next, page < last)}</nav>"
    )


def _turn(page: int, said: str, possible: bool) -> str:
    off = "" if possible else " disabled"
    return (
        f'<button type="button" data-kind="page" data-value="{page}"{off}>{escape(said)}</button>'
    )


def query(filter: Filter, language: str) -> str:
    """Return the query of an address that chooses the same duties."""
    pairs = [("plan", plan) for plan in filter.plans]
    pairs += [
        (name, value)
        for name, value in (
            ("agency", filter.agency.strip()),
            ("role", str(filter.role or "")),
            ("index", filter.index),
            ("text", filter.text.strip()),
            ("time", "" if filter.time is Time.ALL else str(filter.time)),
            ("sort", "" if filter.sort is Sort.PLAN else str(filter.sort)),
        )
        if value
    ]
    return urlencode([*pairs, ("lang", language)])


def downloads_html(entries: Sequence[Entry], filter: Filter, words: RegisterWords) -> str:
    """Return links that download what is chosen; without a day there is no calendar."""
    if not entries:
        return ""
    asked = query(filter, words.language)
    links = []
    rows = [row for entry in entries for row in entry.rows]
    for name in FORMATS:
        if name == "ics" and not exports.events(rows):
            links.append(f'<span class="note">{escape(words.no_events)}</span>')
            continue
        said = escape(getattr(words, f"download_{name}"))
        links.append(f'<a download href="register.{name}?{escape(asked)}">{said}</a>')
    told = words.download_one if len(entries) == 1 else words.download
    said = escape(told.format(count=len(entries)))
    return f'<p class="downloads"><span>{said}</span> {" ".join(links)}</p>'


def bars(entries: Sequence[Entry]) -> list[Bar]:
    """Return how many of the duties each body has, the most first, by name where equal.

    A body named less exactly elsewhere ("UBND tỉnh", "Chủ tịch UBND tỉnh") is the same
    one, as it is in a choice by body, so a bar counts what a choice by its body gives.
    """
    exact: dict[str, int] = {}
    for entry in entries:
        for name in {row.agency for row in entry.rows}:
            exact[name] = exact.get(name, 0) + 1
    kept: list[str] = []
    for name in sorted(exact, key=lambda n: (-exact[n], n)):
        if not any(agencies.same(name, other) for other in kept):
            kept.append(name)
    found = [_bar(name, {n for n in exact if agencies.same(n, name)}, entries) for name in kept]
    return sorted(found, key=lambda bar: (-bar.count, bar.agency))


def _bar(name: str, names: set[str], entries: Sequence[Entry]) -> Bar:
    own = [[row for row in entry.rows if row.agency in names] for entry in entries]
    lead = sum(any(row.role is Role.LEAD for row in rows) for rows in own)
    return Bar(name, sum(bool(rows) for rows in own), lead)


def bars_html(entries: Sequence[Entry], words: RegisterWords) -> str:
    """Return the duties per agency as a list of bars with their numbers in words."""
    found = bars(entries)
    if not found:
        return f'<p class="note">{escape(words.none_found)}</p>'
    most = found[0].count
    items = "".join(_bar_html(bar, most, words) for bar in found[:BARS])
    rest = found[BARS:]
    if rest:
        told = words.others_one if len(rest) == 1 else words.others
        said = told.format(count=len(rest), most=rest[0].count)
        items += f'<li class="others note">{escape(said)}</li>'
    legend = (
        f'<p class="legend"><span class="key lead"></span> {escape(words.leads)} '
        f'<span class="key other"></span> {escape(words.other_roles)}</p>'
    )
    return f'<p class="note">{escape(words.bars_note)}</p>{legend}<ol class="bars">{items}</ol>'


def _bar_html(bar: Bar, most: int, words: RegisterWords) -> str:
    other = bar.count - bar.lead
    name = terms.body_text(bar.agency, words.language)
    shares = "".join(
        f'<span class="{kind}" style="width: {100 * part / most:.2f}%"></span>'
        for kind, part in (("lead", bar.lead), ("other", other))
        if part
    )
    told = words.bar_one if bar.count == 1 else words.bar
    said = told.format(count=bar.count, lead=bar.lead, other=other)
    label = escape(words.bar_filter.format(agency=name))
    return (
        f'<li><button type="button" data-kind="agency" data-value="{escape(bar.agency)}" '
        f'title="{label}">{_said(terms.body(bar.agency, words.language), words.language)}</button>'
        f'<span class="track" aria-hidden="true">{shares}</span>'
        f'<span class="number">{escape(said)}</span></li>'
    )
