"""The register's tab: filters, table, bars and the source beside it, on Gradio.

Nothing is kept here between visitors: what is shown follows from the filters that the
visitor's page sends along, and the key of the open source lives in a ``gr.State``.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.components import Component

from assistant.page import register_terms as terms
from assistant.page.look import script
from assistant.page.register_request import MAX_TEXT, FilterError, read_filter, read_number
from assistant.page.register_source import source_panel
from assistant.page.register_view import (
    bars_html,
    count_html,
    downloads_html,
    fault_html,
    table_html,
)
from assistant.page.talk import Answerer
from corpus import exports, indices, settings
from corpus.selecting import Entry, counted, entries_of, select
from corpus.types import Plan, Role
from corpus.words import fold
from prompts.page_register import ROLES, WORDS, RegisterWords

#: Events answered at the same time; more wait in the queue.
CONCURRENCY = 8
_ROLES = (
    Role.LEAD, Role.CARRY_OUT, Role.COORDINATE, Role.EVALUATE, Role.MONITOR, Role.COMMUNICATE,
    Role.REPORT_TO, Role.RECEIVE_REPORTS,
)  # fmt: skip
_NAMES = ("text", "plan", "agency", "role", "index", "time", "sort")
_CLEARED = {"time": "all", "sort": "plan"}
_MOST_DUTIES = 500

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RegisterTab:
    """The tab's components and how they are drawn and listened to.

    ``drawn`` are those whose words follow the language, and the contents; ``draw`` gives their
    updates, in order, with choices made afresh from the plans of the moment. Where it is given
    filters by name, they are set, all others cleared, and the contents drawn; without, filters
    and contents stay as they are. ``listen`` adds the events: the contents follow every
    filter that the visitor changes, and the language, which is an input of them.
    """

    drawn: list[Component]
    draw: Callable[[str, Mapping[str, str] | None], tuple[Any, ...]]
    listen: Callable[[gr.Radio], None]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components; ``filters`` by name, in the order of ``_NAMES``."""

    filters: dict[str, Component]
    clear: gr.Button
    count: gr.HTML
    downloads: gr.HTML
    folded: gr.Accordion
    bars: gr.HTML
    table: gr.HTML
    source: gr.HTML
    key: gr.State

    @property
    def contents(self) -> list[gr.HTML]:
        """The components that :func:`_contents` gives values for, in its order."""
        return [self.count, self.downloads, self.table, self.bars]


def place(assistant: Answerer, language: str) -> RegisterTab:
    """Place the register's components where the caller is, their words in ``language``."""
    parts = _place(assistant, _words(language))

    def draw(chosen: str, filters: Mapping[str, str] | None = None) -> tuple[Any, ...]:
        words = _words(chosen)
        labels = _labels(assistant.plans(), words)
        contents: tuple[Any, ...] = (gr.skip(),) * len(parts.contents)
        if filters is not None:
            values = {name: filters.get(name) or _CLEARED.get(name, "") for name in _NAMES}
            for name, value in values.items():
                labels[name]["value"] = value
            contents = _contents(assistant, values, 1, words)
        made = [type(parts.filters[name])(**labels[name]) for name in _NAMES]
        return (*made, gr.Button(words.clear), gr.Accordion(label=words.bars), *contents)

    drawn: list[Any] = [*parts.filters.values(), parts.clear, parts.folded, *parts.contents]
    return RegisterTab(drawn, draw, lambda radio: _listen(assistant, parts, radio))


def _words(language: object) -> RegisterWords:
    return WORDS[language] if isinstance(language, str) and language in WORDS else WORDS["vi"]


def _place(assistant: Answerer, words: RegisterWords) -> _Parts:
    """Place the filters above; count, bars and table beside the source."""
    labels = _labels(assistant.plans(), words)
    count, downloads, table, bars = _contents(assistant, {}, 1, words)
    plain: dict[str, Any] = {"apply_default_css": False, "js_on_load": script("register.js")}
    with gr.Column(elem_id="register-filters"):
        common: dict[str, Any] = {"interactive": True, "min_width": 120}
        filters: dict[str, Component] = {
            "text": gr.Textbox(
                elem_id="register-text", lines=1, max_lines=1, max_length=MAX_TEXT,
                **labels["text"], **common,
            ),
            "plan": gr.Dropdown(value="", elem_id="register-plan", **labels["plan"], **common),
            "agency": gr.Dropdown(
                value="", elem_id="register-agency", allow_custom_value=True,
                **labels["agency"], **common,
            ),
            "role": gr.Dropdown(value="", elem_id="register-role", **labels["role"], **common),
            "index": gr.Dropdown(value="", elem_id="register-index", **labels["index"], **common),
            "time": gr.Radio(value="all", elem_id="register-time", **labels["time"], **common),
            "sort": gr.Radio(value="plan", elem_id="register-sort", **labels["sort"], **common),
        }  # fmt: skip
        clear = gr.Button(words.clear, size="sm", min_width=80, elem_id="register-clear")
    with gr.Row(elem_id="register-told"):
        heard = {**plain, "js_on_load": script("register_text.js")}
        shown_count = gr.HTML(count, elem_id="register-count", **heard)
        shown_downloads = gr.HTML(downloads, elem_id="register-downloads", **plain)
    with gr.Accordion(words.bars, open=False, elem_id="register-folded") as folded:
        shown_bars = gr.HTML(bars, elem_id="register-bars", **plain)
    with gr.Row(elem_id="register-body"):
        shown_table = gr.HTML(table, elem_id="register-table", **plain)
        source = gr.HTML("", elem_id="register-source", **plain)
    return _Parts(
        filters, clear, shown_count, shown_downloads, folded, shown_bars, shown_table, source,
        gr.State(""),
    )  # fmt: skip


def _labels(plans: Sequence[Plan], words: RegisterWords) -> dict[str, dict[str, Any]]:
    """Return labels and choices of the filters, by name."""
    entries = [entry for plan in plans for entry in entries_of(plan)]
    roles = [(ROLES[words.language][role], str(role)) for role in _ROLES]
    return {
        "text": {"label": words.text, "placeholder": words.text_placeholder},
        "plan": {
            "label": words.plan,
            "choices": [
                (words.all_plans, ""),
                *((_cut(terms.plan_title(plan)), plan.id) for plan in plans),
            ],
        },
        "agency": {
            "label": words.agency,
            "choices": [(words.all_agencies, ""), *_agencies(entries, words)],
        },
        "role": {
            "label": words.role,
            "choices": [(words.all_roles, ""), *((r[0].upper() + r[1:], v) for r, v in roles)],
        },
        "index": {
            "label": words.index,
            "choices": [(words.all_indices, ""), *_indices(entries, words)],
        },
        "time": {
            "label": words.time,
            "choices": [
                (words.time_all, "all"),
                (words.time_soon, "soon"),
                (words.time_passed, "passed"),
                (words.time_dated, "dated"),
                (words.time_none, "none"),
            ],
        },
        "sort": {
            "label": words.sort,
            "choices": [(words.sort_plan, "plan"), (words.sort_deadline, "deadline")],
        },
    }


def _cut(words: str, longest: int = 90) -> str:
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def _agencies(entries: Sequence[Entry], words: RegisterWords) -> list[tuple[str, str]]:
    """Return the bodies of the register with their values, by name."""
    names = {row.agency for entry in entries for row in entry.rows}
    found = [(terms.body_text(name, words.language), name) for name in names]
    return sorted(found, key=lambda pair: (fold(pair[0]), pair[0]))


def _indices(entries: Sequence[Entry], words: RegisterWords) -> list[tuple[str, str]]:
    """Return the indices of the register with their values; first those with several parts."""
    ids = {name for entry in entries for name in entry.rows[0].indices}
    parents = [indices.index(name).parent for name in ids]
    whole = sorted({p for p in parents if p is not None and parents.count(p) > 1})
    found = [(words.index_whole.format(name=name.upper()), name) for name in whole]
    for name in sorted(ids):
        one = indices.index(name)
        found.append((one.name if words.language == "vi" else f"{one.en} ({one.name})", name))
    return found


def _contents(
    assistant: Answerer, values: Mapping[str, object], page: int, words: RegisterWords
) -> tuple[str, str, str, str]:
    """Return count, downloads, table and bars as HTML for the filters' values.

    What cannot be read is told in the table's place; a fault of the program goes to the log.
    """
    try:
        plans = assistant.plans()
        filter = read_filter(values, plans)
        today = settings.today()
        entries = select(plans, filter, today)
        return (
            count_html(len(entries), counted(plans), words),
            downloads_html(entries, filter, words),
            table_html(entries, page, plans, today, words),
            bars_html(entries, words),
        )
    except FilterError as error:
        return "", "", fault_html(error.said(words)), ""
    except Exception:  # one visitor's filter must not end the page for all
        log.exception("The register could not be shown.")
        return "", "", fault_html(words.failed), ""


def _listen(assistant: Answerer, parts: _Parts, language: gr.Radio) -> None:
    """Add the events; the filters and the language are inputs of all that draw contents."""
    filters = list(parts.filters.values())
    common: dict[str, Any] = {
        "api_visibility": "private",
        "show_progress": "hidden",
        "concurrency_limit": CONCURRENCY,
    }

    def choose(*given: Any) -> tuple[str, ...]:
        *values, chosen = given
        return _contents(assistant, dict(zip(_NAMES, values, strict=True)), 1, _words(chosen))

    def clear(chosen: str) -> tuple[str, ...]:
        values = {name: _CLEARED.get(name, "") for name in _NAMES}
        return (*values.values(), *_contents(assistant, values, 1, _words(chosen)))

    # What the visitor changes, not what the program sets: several filters that were set at once
    # would each draw the contents, some of them with the others' old values. While one change
    # is answered, only the last one waits its turn, so that typing does not flood the server.
    changed: list[Any] = [
        parts.count.input,  # what is typed or pasted, from its script
        *(one.input for one in filters[1:]),  # type: ignore[attr-defined]
    ]
    gr.on(
        [*changed, language.input],
        choose,
        [*filters, language],
        parts.contents,
        trigger_mode="always_last",
        **common,
    )
    _listen_to_buttons(assistant, parts, language, common)
    parts.clear.click(clear, language, [*filters, *parts.contents], **common)


def _listen_to_buttons(
    assistant: Answerer, parts: _Parts, language: gr.Radio, common: dict[str, Any]
) -> None:
    """Turn pages, open and close a source, choose the body of a bar."""

    # Gradio gives an event to a parameter by its type; it must stand before the others.
    def in_table(event: gr.EventData, *given: Any) -> tuple[Any, ...]:
        kind, value = _sent(event)
        *values, chosen = given
        words = _words(chosen)
        if kind == "page" and value.isascii() and value.isdigit():
            asked = dict(zip(_NAMES, values, strict=True))
            return _contents(assistant, asked, int(value), words)[2], gr.skip(), gr.skip()
        if kind == "source":
            return gr.skip(), _source(assistant, value, words), value
        return gr.skip(), gr.skip(), gr.skip()

    def in_bars(event: gr.EventData, *given: Any) -> tuple[Any, ...]:
        kind, value = _sent(event)
        if kind != "agency" or not value:
            return (gr.skip(),) * 5
        *values, chosen = given
        asked = dict(zip(_NAMES, values, strict=True), agency=value)
        return value, *_contents(assistant, asked, 1, _words(chosen))

    def in_source(event: gr.EventData) -> Any:
        return ("", "") if _sent(event)[0] == "close" else (gr.skip(), gr.skip())

    def again(key: str, chosen: str) -> str:
        return _source(assistant, key, _words(chosen))

    filters = [*parts.filters.values(), language]
    # A click that had to wait would be dropped, or lose what it carries.
    each: dict[str, Any] = {"trigger_mode": "multiple", **common}
    parts.table.click(in_table, filters, [parts.table, parts.source, parts.key], **each)
    parts.bars.click(in_bars, filters, [parts.filters["agency"], *parts.contents], **each)
    parts.source.click(in_source, None, [parts.source, parts.key], **each)
    language.change(again, [parts.key, language], parts.source, **common)


def _sent(event: gr.EventData) -> tuple[str, str]:
    """Return kind and value of a click as the page's script sends them; "" for anything else."""
    data = event._data
    if not isinstance(data, dict):
        return "", ""
    kind, value = data.get("kind"), data.get("value")
    sound = isinstance(kind, str) and isinstance(value, str) and len(value) <= MAX_TEXT
    return (str(kind), str(value)) if sound else ("", "")


def _source(assistant: Answerer, key: str, words: RegisterWords) -> str:
    """Return the source of a duty; a fault of the program goes to the log."""
    try:
        return source_panel(key, assistant.plans(), words)
    except Exception:  # one visitor's click must not end the page for all
        log.exception("The source of a duty could not be shown.")
        return fault_html(words.failed)


def register_api(assistant: Answerer) -> Callable[..., dict[str, Any]]:
    """Return the function behind the public call ``/register``."""

    def register(
        plan: str = "",
        agency: str = "",
        role: str = "",
        index: str = "",
        text: str = "",
        time: str = "all",
        sort: str = "plan",
        limit: int = 50,
        offset: int = 0,
    ) -> dict[str, Any]:
        """Choose duties from the register of the plans.

        Args:
            plan: The id of the one plan to look in; empty for all of them.
            agency: A body, by any form of its name (Sở Tài chính, STC, Department of Finance).
            role: lead, carry_out, coordinate, evaluate, monitor, communicate, report_to or
                receive_reports; with an agency, the role of that agency.
            index: The id of an index or a sub-index (pci, pci-land).
            text: Words that a duty must have: Vietnamese, with or without marks, or English.
            time: all, soon (the next 30 days), passed, dated or none.
            sort: plan or deadline.
            limit: How many duties to return at most, 1 to 500.
            offset: How many duties to leave out before them.

        Returns:
            total (the duties found), count (the duties returned) and rows, every row of these
            duties as ``python -m corpus register --format json`` prints it; or error.
        """
        asked = {
            "plan": plan, "agency": agency, "role": role, "index": index,
            "text": text, "time": time, "sort": sort,
        }  # fmt: skip
        try:
            return _answer(assistant, asked, limit, offset)
        except FilterError as error:
            return {"error": " / ".join(error.said(words) for words in WORDS.values())}
        except Exception:  # the fault's own words are for the log
            log.exception("The register could not be read.")
            return {"error": " / ".join(words.failed for words in WORDS.values())}

    return register


def _answer(
    assistant: Answerer, asked: Mapping[str, object], limit: object, offset: object
) -> dict[str, Any]:
    plans = assistant.plans()
    most = read_number("limit", limit, 1, _MOST_DUTIES)
    first = read_number("offset", offset, 0, 1_000_000)
    found = select(plans, read_filter(asked, plans), settings.today())
    shown = found[first : first + most]
    rows = [exports.json_object(row, entry.plan) for entry in shown for row in entry.rows]
    return {"total": len(found), "count": len(shown), "rows": rows}
