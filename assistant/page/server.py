"""Serving the page on this machine alone: launch, wait, close."""

import threading

import gradio as gr

from assistant.page.look import FONTS, MONO_FONTS, css, script
from assistant.page.ports import HOST


def launch(page: gr.Blocks, port: int, host: str = HOST) -> str:
    """Start serving in a thread of its own and return the page's address.

    Raises:
        OSError: The port is taken.
    """
    theme = gr.themes.Default(
        primary_hue="blue", neutral_hue="slate", font=FONTS, font_mono=MONO_FONTS
    )
    page.queue(default_concurrency_limit=8, max_size=200)
    _, address, _ = page.launch(
        server_name=host,
        server_port=port,
        share=False,
        inbrowser=False,
        prevent_thread_lock=True,
        show_error=False,
        quiet=True,
        footer_links=[],
        run_history=False,
        max_file_size="1kb",  # the page takes no files
        enable_monitoring=False,
        state_session_capacity=1_000,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        theme=theme,
        css=css(),
        js=script("page.js"),
    )
    return address


def wait() -> None:
    """Wait until a signal raises ``KeyboardInterrupt`` in the main thread."""
    threading.Event().wait()


def close(page: gr.Blocks) -> None:
    """Close the server and its threads."""
    page.close(verbose=False)
