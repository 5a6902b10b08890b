"""A page with the register's tab alone, over the real assistant, on the first of July 2026."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from tests.page.conftest import loops_closed

LANG_SON, SON_LA = "lang-son-pci-2026", "son-la-nq02-2026"


@dataclass(frozen=True)
class Register:
    """A served page with the register's tab alone."""

    address: str
    assistant: Any


@contextmanager
def serving(opened: Any) -> Iterator[Register]:
    """Serve the page while the block runs."""
    with pytest.MonkeyPatch.context() as patch, loops_closed():
        patch.setenv("PLANS_TODAY", "2026-07-01")
        import gradio as gr

        from assistant.page import downloads, register_tab
        from assistant.page.ports import free_port
        from assistant.page.server import close, launch

        with gr.Blocks(analytics_enabled=False) as page:
            language = gr.Radio([("VI", "vi"), ("EN", "en")], value="vi", elem_id="language")
            with gr.Tabs():
                with gr.Tab("First"):
                    gr.Markdown("Another tab.")
                with gr.Tab("Register"):
                    tab = register_tab.place(opened, "vi")
            language.input(tab.draw, language, tab.drawn, api_visibility="private")
            page.load(
                lambda spoken: tab.draw(spoken, {}), language, tab.drawn, api_visibility="private"
            )
            tab.listen(language)
            gr.api(register_tab.register_api(opened), api_name="register")
        address = launch(page, free_port())
        page.app.router.routes[:0] = downloads.routes(opened)
        yield Register(address, opened)
        close(page)


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
