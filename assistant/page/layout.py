"""The page itself: its tabs, the language they speak, and the public calls, on Gradio.

Everything a visitor sees is drawn from a conversation that lives in that visitor's own
``gr.State``; nothing is kept in this module, so two visitors cannot mix.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl

import gradio as gr
from gradio.events import api

from assistant.page import ask_tab, plans_tab, register_tab
from assistant.page.ask_tab import COMMON, CONCURRENCY, AskTab
from assistant.page.conversation import about_html, header_html
from assistant.page.look import script
from assistant.page.plan_links import opened_by
from assistant.page.plans_tab import PlansTab
from assistant.page.public import ask_api
from assistant.page.public_source import source_api
from assistant.page.rating import Votes
from assistant.page.register_request import asked_for
from assistant.page.register_tab import RegisterTab, register_api
from assistant.page.talk import Answerer, Talk, brought_up_to_date
from prompts.page import WORDS, PageWords

#: The language of a visitor whose browser asks for neither.
OTHERS = "en"
TABS = ("ask", "register", "plans", "about")


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the tabs, and the tabs themselves."""

    head: gr.HTML
    language: gr.Radio
    visitor: gr.Textbox
    tabs: gr.Tabs
    labels: tuple[gr.Tab, ...]
    ask: AskTab
    register: RegisterTab
    plans: PlansTab
    about: gr.HTML
    opener: gr.HTML

    @property
    def drawn(self) -> list[Any]:
        """The components that :func:`_draw` gives values for, in its order."""
        return [self.head, *self.labels, *self.ask.drawn, self.about, *self.opened]

    @property
    def opened(self) -> list[Any]:
        """The components that :func:`_open` gives values for, in its order."""
        return [*self.register.drawn, *self.plans.drawn]


def build(assistant: Answerer, language: str = "vi", votes: Votes | None = None) -> gr.Blocks:
    """Return the page for an assistant, its labels first in ``language``.

    ``votes``: where judgements of answers are kept; ``None``: they are not asked for.
    """
    title = f"{WORDS['vi'].title} · {WORDS['en'].title}"
    with gr.Blocks(title=title, analytics_enabled=False) as page:
        frame = _place(assistant, language, votes)
        _on_load(page, frame)
        _on_language(frame)
        _on_opening(frame)
        frame.ask.listen(frame.language)
        frame.register.listen(frame.language)
        frame.plans.listen(frame.language)
        api(ask_api(assistant), api_name="ask", concurrency_limit=CONCURRENCY)
        api(register_api(assistant), api_name="register", concurrency_limit=CONCURRENCY)
        api(source_api(assistant), api_name="source", concurrency_limit=CONCURRENCY)
    return cast(gr.Blocks, page)


def _place(assistant: Answerer, language: str, votes: Votes | None) -> Frame:
    """Place the components: head and language above, the tabs under them."""
    words = WORDS[language]
    with gr.Row(elem_id="top"):
        head = gr.HTML(header_html(words), elem_id="head")
        radio = gr.Radio(
            [("VI", "vi"), ("EN", "en")],
            value=language,
            label=words.language_label,
            show_label=False,
            container=False,
            elem_id="language",
        )
        # What the browser tells of its visitor; filled by the page's own script.
        visitor = gr.Textbox(visible="hidden", elem_id="visitor", label="visitor")
    names = _labels(words)
    with gr.Tabs(selected="ask", elem_id="tabs") as tabs:
        with gr.Tab(names["ask"], id="ask") as ask_label:
            ask = ask_tab.place(assistant, language, votes)
        with gr.Tab(names["register"], id="register") as register_label:
            register = register_tab.place(assistant, language)
        with gr.Tab(names["plans"], id="plans") as plans_label:
            plans = plans_tab.place(assistant, language)
        with gr.Tab(names["about"], id="about") as about_label:
            about = gr.HTML(_about(assistant, words, votes), elem_id="about")
    opener = gr.HTML("", elem_id="opener", js_on_load=script("opener.js"))
    labels = (ask_label, register_label, plans_label, about_label)
    return Frame(head, radio, visitor, tabs, labels, ask, register, plans, about, opener)


def _labels(words: PageWords) -> dict[str, str]:
    """Return the tabs' names."""
    return {name: getattr(words, f"tab_{name}") for name in TABS}


def _about(assistant: Answerer, words: PageWords, votes: Votes | None) -> str:
    return about_html(assistant.plans(), words, votes=votes is not None)


def _draw(
    frame: Frame, language: str, talk: Talk, query: Mapping[str, str] | None = None
) -> tuple[Any, ...]:
    """Return the whole page in a language; ``query``: that of the address, at first."""
    words = WORDS[language]
    names = _labels(words)
    return (
        header_html(words),
        *(gr.Tab(label=names[str(tab.id)]) for tab in frame.labels),
        *frame.ask.draw(language, talk),
        _about(frame.ask.assistant, words, frame.ask.votes),
        *_open(frame, language, query if query is None else {"tab": "register", **query}),
    )


def _open(frame: Frame, language: str, query: Mapping[str, str] | None) -> tuple[Any, ...]:
    """Return the register and the plans in a language, at the place of an address if any."""
    filters = None
    if query is not None and query.get("tab") == "register":
        filters = asked_for(query, frame.ask.assistant.plans()) or {}
    return (*frame.register.draw(language, filters), *frame.plans.draw(language, query))


def _on_load(page: gr.Blocks, frame: Frame) -> None:
    """Draw the page afresh for each visitor, in his language and at the place asked for."""

    def load(visitor: str, talk: Talk, request: gr.Request) -> tuple[Any, ...]:
        brought_up_to_date(frame.ask.assistant)
        query = dict(request.query_params)
        language = chosen_language(query, visitor)
        tab = _tab(query, frame)
        # Where the address names no tab, one that was clicked meanwhile stays open.
        tabs = gr.Tabs(selected=tab) if tab else gr.skip()
        return (language, tabs, *_draw(frame, language, talk, query))

    loaded = page.load(
        load,
        [frame.visitor, frame.ask.talk],  # a question may have been asked already
        [frame.language, frame.tabs, *frame.drawn],
        js=_TELL,
        **COMMON,
    )
    loaded.then(None, None, None, js=_READY, api_visibility="private")


#: What the browser knows: the language chosen on an earlier visit, and those it asks for.
_TELL = """() => {
  let kept = '';
  try { kept = localStorage.getItem('plans-language') || ''; } catch { /* none is kept */ }
  return [JSON.stringify({ kept, asked: [...(navigator.languages || [])] }), null];
}"""
_READY = "() => { document.documentElement.dataset.ready = 'yes'; }"
_KEEP = """(language) => {
  document.documentElement.lang = language;
  try { localStorage.setItem('plans-language', language); } catch { /* it is not kept */ }
}"""


def chosen_language(query: Mapping[str, str], visitor: str) -> str:
    """Return the language to speak: the address's, the one kept, or the browser's first.

    ``visitor`` is what the browser told, as JSON; anything else tells nothing.
    """
    try:
        told = json.loads(visitor[:2_000])
    except ValueError:
        told = None
    told = told if isinstance(told, dict) else {}
    asked = told.get("asked")
    names = asked if isinstance(asked, list) else []
    first = [str(name).partition("-")[0].lower() for name in names]
    for language in (query.get("lang"), told.get("kept"), *first):
        if isinstance(language, str) and language in WORDS:
            return language
    return OTHERS if first else "vi"


def _tab(query: Mapping[str, str], frame: Frame) -> str:
    """Return the tab that an address opens; empty where it names none."""
    plans = {plan.id: plan for plan in frame.plans.assistant.plans()}
    if opened_by(query, plans):
        return "plans"
    named = query.get("tab", "")
    return named if named in TABS else ""


def _on_opening(frame: Frame) -> None:
    """Open a plan's place or the register's duties without leaving the conversation."""

    def open_place(language: str, event: gr.EventData) -> tuple[Any, ...]:
        data = event._data if isinstance(event._data, dict) else {}
        query = dict(parse_qsl(str(data.get("query", ""))[:2_000].lstrip("?")))
        language = language if language in WORDS else "vi"
        tab = _tab(query, frame)
        tabs = gr.Tabs(selected=tab) if tab else gr.skip()
        return (tabs, *_open(frame, language, query))

    frame.opener.click(open_place, frame.language, [frame.tabs, *frame.opened], **COMMON)


def _on_language(frame: Frame) -> None:
    """Change every label when the language is switched, keep it, and tell screen readers."""

    def switch(language: str, talk: Talk) -> tuple[Any, ...]:
        return _draw(frame, language if language in WORDS else "vi", talk)

    frame.language.input(switch, [frame.language, frame.ask.talk], frame.drawn, **COMMON)
    frame.language.input(None, frame.language, None, js=_KEEP, api_visibility="private")
    frame.language.change(
        None,
        frame.language,
        None,
        js="(language) => { document.documentElement.lang = language; }",
        api_visibility="private",
    )
