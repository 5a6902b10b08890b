"""The source panel: each cited place with what stands around it, its quote marked.

The words of the plan are shown exactly, through :func:`assistant.page.markup.escape`;
``<mark>`` begins and ends where the citation does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.answer import Citation
from assistant.page.markup import escape
from corpus.types import Plan, Section, SectionKind, TableRow
from prompts.page import PageWords

#: Characters of the plan shown on each side of a quote.
AROUND = 420


@dataclass(frozen=True, slots=True)
class Window:
    """What is shown of a section around a quote; ``cut`` says what was left out."""

    before: str
    quote: str
    after: str
    cut_before: bool
    cut_after: bool


def window(text: str, start: int, end: int, low: int, high: int, around: int = AROUND) -> Window:
    """Return ``text[start:end]`` with the words around it, within ``text[low:high]``.

    At most ``around`` characters a side, cut between words where there is a space.
    """
    low, high = min(low, start), max(high, end)
    first, last = max(low, start - around), min(high, end + around)
    if first > low:
        space = text.find(" ", first, start)
        first = start if space < 0 else space + 1
    if last < high:
        space = text.rfind(" ", end, last)
        last = end if space < 0 else space
    return Window(text[first:start], text[start:end], text[end:last], first > low, last < high)


def source_html(
    citation: Citation,
    plans: Mapping[str, Plan],
    words: PageWords,
    block: str,
    back: str | None = None,
) -> str:
    """Return a citation as a block of the panel; ``block`` becomes its id.

    ``back`` is the id of the answer that cites it, if one does. Where the plan is gone or
    its text has changed, the quote stands alone and says so.
    """
    plan = plans.get(citation.plan)
    whole = plan is not None and plan.text[citation.start : citation.end] == citation.quote
    if plan is not None and whole:
        body = _in_context(citation, plan, words)
    else:
        body = _text_html(Window("", citation.quote, "", False, False))
        body += f'<p class="note">{escape(words.quote_alone)}</p>'
    path = "".join(f"<li>{escape(heading)}</li>" for heading in citation.heading)
    link = place_link(citation) if whole else None
    return (
        f'<article class="source" id="{escape(block)}" tabindex="-1" '
        f'aria-label="{escape(words.open_source.format(n=citation.n))}">'
        f'<header><span class="number">{citation.n}</span>'
        f"<div>{plan_html(plan, citation.plan)}</div></header>"
        f'<ol class="path">{path}</ol>{body}{_tools(words, link, back)}</article>'
    )


def plan_html(plan: Plan | None, plan_id: str) -> str:
    """Return a plan's name for people: its province and title, or its id if it has none."""
    if plan is None or not (plan.facts.province or plan.facts.title):
        return f'<span class="province">{escape(plan_id)}</span>'
    province = plan.facts.province or plan.facts.issuer or plan_id
    return (
        f'<span class="province">{escape(province)}</span> '
        f'<span class="plan-title">{escape(plan.facts.title)}</span>'
    )


def place_link(citation: Citation) -> str:
    """Return the address, within the page, that opens this place for another reader."""
    place = {"plan": citation.plan, "start": citation.start, "end": citation.end}
    return f"?{urlencode(place)}"


def shared_citation(query: Mapping[str, str], plans: Mapping[str, Plan]) -> Citation | None:
    """Return the place that an address of :func:`place_link` names, if it is one."""
    plan = plans.get(query.get("plan", ""))
    first, last = query.get("start", ""), query.get("end", "")
    # Nine digits: more than any plan has, and few enough to convert.
    if plan is None or not all(n.isascii() and n.isdigit() and len(n) < 10 for n in (first, last)):
        return None
    start, end = int(first), int(last)
    if not 0 <= start < end <= len(plan.text):
        return None
    section = section_at(plan, start)
    if section is None:
        return None
    headings = plan.headings(section.id)
    return Citation(1, plan.id, section.id, headings, plan.text[start:end], start, end)


def section_at(plan: Plan, offset: int) -> Section | None:
    """Return the section that holds the character at ``offset``."""
    return next((s for s in plan.sections if s.start <= offset < s.end), None)


def _in_context(citation: Citation, plan: Plan, words: PageWords) -> str:
    """Return the quote in its section, as a table where the section is a table's row."""
    section = next((s for s in plan.sections if s.id == citation.section), None)
    if section is None or not section.start <= citation.start < section.end:
        section = section_at(plan, citation.start)
    if section is not None and section.kind is SectionKind.ROW:
        row = next((r for r in plan.rows if r.section == section.id), None)
        if row is not None and _covers(row, plan.text, citation.start, citation.end):
            return _row_html(row, plan.text, citation, words)
    if headed := _headed_row(plan, citation):
        return _columns_html(headed, plan.text, citation, words)
    low, high = (section.start, section.end) if section else (citation.start, citation.end)
    if section is not None and section.heading_end <= citation.start:
        low = section.heading_end  # the heading is shown in the path above
    return _text_html(window(plan.text, citation.start, citation.end, low, high))


def _text_html(shown: Window) -> str:
    """Return words around a marked quote, line ends kept."""
    before = ("… " if shown.cut_before else "") + escape(shown.before.lstrip())
    after = escape(shown.after.rstrip()) + (" …" if shown.cut_after else "")
    return f'<div class="words">{before}<mark>{escape(shown.quote)}</mark>{after}</div>'


def _covers(row: TableRow, text: str, start: int, end: int) -> bool:
    """Tell whether the row's cells hold every visible character of ``text[start:end]``."""
    held = sorted((cell.start, cell.end) for cell in row.cells)
    at = start
    for first, last in held:
        if first > at and text[at : min(first, end)].strip(" \t\n|"):
            return False
        at = max(at, last)
    return not text[min(at, end) : end].strip(" \t\n|")


def _row_html(row: TableRow, text: str, citation: Citation, words: PageWords) -> str:
    """Return a table's row under its columns' names, the quoted part of each cell marked."""
    head = "".join(f'<th scope="col">{escape(cell.column or "")}</th>' for cell in row.cells)
    cells = "".join(
        f"<td>{marked_html(text, cell.start, cell.end, citation.start, citation.end)}</td>"
        for cell in row.cells
    )
    columns = f"<thead><tr>{head}</tr></thead>" if any(c.column for c in row.cells) else ""
    return (
        f'<div class="wide words"><table aria-label="{escape(words.table_row)}">{columns}'
        f"<tbody><tr>{cells}</tr></tbody></table></div>"
    )


def _headed_row(plan: Plan, citation: Citation) -> TableRow | None:
    """Return the first row of the table in whose header a citation stands, if it does."""
    for row in plan.rows:
        for cell in row.cells:
            start, end = cell.column_start, cell.column_end
            if start is None or end is None:
                continue
            if start <= citation.start and citation.end <= end:
                return row
    return None


def _columns_html(row: TableRow, text: str, citation: Citation, words: PageWords) -> str:
    """Return the header of a table alone, the quoted column's name marked."""
    places = [(c.column_start, c.column_end) for c in row.cells]
    head = "".join(
        f'<th scope="col">{marked_html(text, start, end, citation.start, citation.end)}</th>'
        for start, end in places
        if start is not None and end is not None
    )
    return (
        f'<div class="wide words"><table aria-label="{escape(words.table_header)}">'
        f"<thead><tr>{head}</tr></thead></table></div>"
    )


def marked_html(text: str, low: int, high: int, start: int, end: int) -> str:
    """Return ``text[low:high]``, what lies within ``start`` and ``end`` marked."""
    first, last = max(low, start), min(high, end)
    if first >= last:
        return escape(text[low:high])
    return (
        f"{escape(text[low:first])}<mark>{escape(text[first:last])}</mark>{escape(text[last:high])}"
    )


def _tools(words: PageWords, link: str | None, back: str | None) -> str:
    """Return what can be done with a source: copy its quote, link to its place, go back."""
    tools = (
        f'<button type="button" class="copy" data-done="{escape(words.copied)}">'
        f"{escape(words.copy)}</button>"
    )
    if link is not None:
        tools += (
            f'<a class="place" href="{escape(link)}" title="{escape(words.link_title)}" '
            f'data-done="{escape(words.copied)}">'
            f"{escape(words.link)}</a>"
            f'<a class="in-plan" href="{escape(link)}">{escape(words.in_plan)}</a>'
        )
    if back is not None:
        tools += f'<a class="back" href="#{escape(back)}">{escape(words.back)}</a>'
    return f'<footer class="tools">{tools}</footer>'


def panel_html(groups: Iterable[tuple[str, str, Sequence[str]]], words: PageWords) -> str:
    """Return the whole panel from groups ``(id, summary, blocks)``, the first one open."""
    shown = []
    for at, (name, summary, blocks) in enumerate(groups):
        inside = "".join(blocks) or f'<p class="note">{escape(words.no_quotes)}</p>'
        shown.append(
            f'<details class="turn" id="{escape(name)}"{"" if at else " open"}>'
            f"<summary>{escape(summary)}</summary>{inside}</details>"
        )
    inside = "".join(shown) or f'<p class="note">{escape(words.no_sources_yet)}</p>'
    heading = escape(words.sources)
    return f'<section aria-label="{heading}"><h2>{heading}</h2>{inside}</section>'
