"""The tab of whole plans: a chooser, facts, outline and full text, on Gradio.

A plan's text is drawn when the tab is first opened, not when the page loads, unless the
page's address names a plan to open. What a visitor chose lives in that visitor's own
components and state; nothing is kept in this module.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.components import Component

from assistant.page.look import script
from assistant.page.plan_links import Opened, opened_by
from assistant.page.plan_view import (
    gone_html,
    no_plans_html,
    plan_name,
    view_html,
    waiting_html,
)
from assistant.page.talk import Answerer
from corpus.types import Plan
from prompts.page_plans import PLANS_WORDS, PlansWords

#: Plans drawn at the same time; more wait in the queue.
CONCURRENCY = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in a visitor's tab, and in which language."""

    opened: Opened
    language: str


@dataclass(frozen=True, slots=True)
class PlansTab:
    """The tab's components and what may be done with them."""

    assistant: Answerer
    chooser: gr.Dropdown
    view: gr.HTML
    shown: gr.State

    @property
    def drawn(self) -> list[Component]:
        """The components that :meth:`draw` gives values for, in its order."""
        return [self.chooser, self.view, self.shown]

    def draw(self, language: str, query: Mapping[str, str] | None = None) -> tuple[Any, ...]:
        """Return new labels and contents for :attr:`drawn`.

        With a ``query``, that of the address at which the page was loaded, the plan that it
        names is chosen and, if it is to be opened in this tab, drawn. Without one only the
        labels change: :meth:`listen` draws the chosen plan in the other language.
        """
        words = _words(language)
        plans = self._plans()
        if query is None:
            return gr.Dropdown(label=words.choose), gr.skip(), gr.skip()
        opened = opened_by(query, plans)
        named = query.get("plan", "")
        chosen = named if named in plans else next(iter(plans), None)
        chooser = gr.Dropdown(choices=_choices(plans), value=chosen, label=words.choose)
        if opened is None and plans and self._tab() is not None:
            return chooser, gr.skip(), gr.skip()  # the visitor may have opened it already
        return chooser, *self._content(plans, opened or Opened(chosen or ""), words)

    def opened(self, language: str, chosen: str | None, shown: Shown | None) -> tuple[Any, ...]:
        """Return the view of the chosen plan and what is shown there; nothing new if it is.

        A place that was opened stays marked in the other language.
        """
        opened = Opened(chosen or "")
        if shown is not None and shown.opened.plan == chosen:
            if shown.language == language:
                return gr.skip(), gr.skip()
            opened = shown.opened
        return self._content(self._plans(), opened, _words(language))

    def listen(self, language: gr.Radio) -> None:
        """Draw a plan when it is chosen, when the tab opens, and in another language."""

        def switched(language: str, chosen: str | None, shown: Shown | None) -> tuple[Any, ...]:
            if shown is None and self._plans():  # drawn when the tab is opened, or just now
                return gr.skip(), gr.skip()
            return self.opened(language, chosen, shown)

        common: dict[str, Any] = {
            "inputs": [language, self.chooser, self.shown],
            "outputs": [self.view, self.shown],
            "api_visibility": "private",
            "show_progress": "hidden",
            "concurrency_limit": CONCURRENCY,
            "trigger_mode": "always_last",  # the last choice counts, however quick
        }
        self.chooser.input(self.opened, **common)
        language.input(switched, **common)
        tab = self._tab()
        if tab is not None:
            tab.select(self.opened, **common)

    def _plans(self) -> dict[str, Plan]:
        return {plan.id: plan for plan in self.assistant.plans()}

    def _content(
        self, plans: Mapping[str, Plan], opened: Opened, words: PlansWords
    ) -> tuple[Any, ...]:
        """Return the view of a plan and what it shows; words alone where there is none."""
        plan = plans.get(opened.plan)
        if plan is not None:
            return view_html(plan, words, opened), Shown(opened, words.language)
        if not plans:
            return no_plans_html(words), None
        return gone_html(opened.plan, tuple(plans), words), None

    def _tab(self) -> gr.Tab | None:
        """Return the tab in which the components stand, if they stand in one."""
        block: Any = self.view
        while block is not None and not isinstance(block, gr.Tab):
            block = block.parent
        return block


def place(assistant: Answerer, language: str) -> PlansTab:
    """Place the tab's components where they are called for, labelled in ``language``."""
    words = _words(language)
    plans = {plan.id: plan for plan in assistant.plans()}
    chooser = gr.Dropdown(
        choices=_choices(plans),
        value=next(iter(plans), None),
        label=words.choose,
        elem_id="plan-chooser",
        filterable=False,
        show_label=False,  # for screen readers only: what the box is can be seen
        container=False,
    )
    view = gr.HTML(
        waiting_html(words) if plans else no_plans_html(words),
        elem_id="plan",
        js_on_load=script("plans.js"),
        apply_default_css=False,  # it would centre every link
    )
    return PlansTab(assistant, chooser, view, gr.State(None))


def _words(language: str) -> PlansWords:
    return PLANS_WORDS.get(language, PLANS_WORDS["vi"])


def _choices(plans: Mapping[str, Plan]) -> list[str | int | float | tuple[str, str | int | float]]:
    """Return the plans to choose from, by name; plans of one name are told apart by id."""
    names = [plan_name(plan) for plan in plans.values()]
    return [
        (name if names.count(name) == 1 else f"{name} ({plan.id})", plan.id)
        for name, plan in zip(names, plans.values(), strict=True)
    ]
