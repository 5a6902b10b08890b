"""Serving the page on this machine alone: launch, wait, close."""

import logging
import threading
import traceback
from collections.abc import Callable, Sequence, Sized
from typing import Any

import gradio as gr
from gradio import queueing, route_utils, routes
from starlette.middleware import Middleware
from starlette.routing import Route

from assistant.page.gate import Gate, Gated
from assistant.page.look import FONTS, MONO_FONTS, css, script
from assistant.page.ports import HOST

#: Seconds that questions in flight have when the chat closes.
PATIENCE_S = 5.0
#: Seconds after which a signal is seen at the latest.
WAKE_S = 0.5

log = logging.getLogger(__name__)


def launch(
    page: gr.Blocks,
    port: int,
    host: str = HOST,
    plans: Callable[[], Sized] | None = None,
    more: Sequence[Route] = (),
) -> str:
    """Start serving in a thread of its own and return the page's address.

    ``plans`` returns the plans that are answered from, for ``/health``; ``more`` are addresses
    beside the page's own.

    Raises:
        OSError: The port is taken.
    """
    theme = gr.themes.Default(
        primary_hue="blue", neutral_hue="slate", font=FONTS, font_mono=MONO_FONTS
    )
    gate = Gate(plans or _one_plan)
    _log_faults()
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
        app_kwargs={"middleware": [Middleware(Gated, gate=gate)]},
    )
    page.app.state.gate = gate
    page.app.router.routes[:0] = more  # before Gradio's own, which take every path
    return address


def wait() -> None:
    """Wait until a signal raises ``KeyboardInterrupt`` in the main thread."""
    never = threading.Event()
    # Not one wait without an end: a signal that comes in the moment before a wait begins is
    # only seen when that wait is over.
    while not never.wait(WAKE_S):
        pass


def close(page: gr.Blocks, patience_s: float | None = None) -> bool:
    """Close the server and its threads; tell whether every question in flight was answered.

    ``patience_s``: seconds that those in flight have (:data:`PATIENCE_S`); no new one is
    taken meanwhile.
    """
    if not page.is_running:  # it could not even be launched
        return True
    gate: Gate | None = getattr(page.app.state, "gate", None)
    done = gate is None or gate.close(PATIENCE_S if patience_s is None else patience_s)
    # Whatever is still open then (pages hold a connection while they are shown) is cut off,
    # of which the server would complain.
    page.server.config.timeout_graceful_shutdown = 1
    complaints = logging.getLogger("uvicorn.error")
    complaints.disabled = True
    try:
        page.close(verbose=False)
    finally:
        complaints.disabled = False
    return done


def _one_plan() -> tuple[None]:
    """Stand for the plans where none are told."""
    return (None,)


class _Traceback:
    """The module ``traceback`` as Gradio sees it: what it would print goes to the log.

    Printed, a fault would show the words that were asked, beside the log and its form.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(traceback, name)

    @staticmethod
    def print_exc(*_: Any, **__: Any) -> None:
        """Log the exception that is being handled."""
        log.exception("A request could not be carried out.")


def _log_faults() -> None:
    """Have Gradio log its faults; it has no setting for that."""
    for module in (queueing, route_utils, routes):
        vars(module)["traceback"] = _Traceback()
