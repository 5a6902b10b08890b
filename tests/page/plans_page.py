"""A page of two tabs for tests: an empty one, and the tab of whole plans."""

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.answer import Answer
from corpus.types import Plan


class Plans:
    """Holds plans and answers nothing."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self.held = tuple(plans)

    def plans(self) -> tuple[Plan, ...]:
        return self.held

    def refresh(self) -> None:
        """Nothing changes here."""

    def ask(self, question: str, **_: Any) -> Answer:
        raise NotImplementedError

    def stream(self, question: str, *, history: Sequence[str] = ()) -> Iterator[Answer]:
        raise NotImplementedError


@contextlib.contextmanager
def plans_page(assistant: Plans) -> Iterator[str]:
    """Serve the page on a free port of this machine and yield its address."""
    import gradio as gr

    from assistant.page.plan_links import opened_by
    from assistant.page.plans_tab import place
    from assistant.page.ports import free_port
    from assistant.page.server import close, launch

    with gr.Blocks(analytics_enabled=False) as page:
        language = gr.Radio([("VI", "vi"), ("EN", "en")], value="vi", label="language")
        with gr.Tabs(selected="other") as tabs:
            with gr.Tab("Other", id="other"):
                gr.HTML("<p>Something else.</p>")
            with gr.Tab("Plans", id="plans"):
                tab = place(assistant, "vi")
        tab.listen(language)

        def load(request: gr.Request) -> tuple[Any, ...]:
            query = dict(request.query_params)
            spoken = query.get("lang", "vi")
            plans = {plan.id: plan for plan in assistant.plans()}
            selected = gr.Tabs(selected="plans") if opened_by(query, plans) else gr.skip()
            return selected, spoken, *tab.draw(spoken, query)

        page.load(load, None, [tabs, language, *tab.drawn], api_visibility="private")
        # As the whole page does: it asks every tab for its labels in the other language.
        language.input(tab.draw, language, tab.drawn, api_visibility="private")
    address = launch(page, free_port())
    try:
        yield address
    finally:
        close(page)
