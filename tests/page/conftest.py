"""The page served with a stand-in assistant, on a free port of this machine."""

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.page.browsing import ARGUMENTS, CHROMIUM
from tests.page.stand_in import StandIn, Votes


@dataclass(frozen=True)
class Served:
    """A running page: where it is, and what stands behind it."""

    address: str
    assistant: StandIn
    votes: Votes = field(default_factory=Votes)


@contextlib.contextmanager
def loops_closed() -> Iterator[None]:
    """Close every event loop made inside, which Gradio leaves to the garbage collector.

    It makes one for each lock that it creates outside a running loop; unclosed, each would
    be a warning, and so an error, in whatever test is running when it is collected.
    """
    made: list[asyncio.AbstractEventLoop] = []
    before = asyncio.new_event_loop

    def new_event_loop() -> asyncio.AbstractEventLoop:
        made.append(before())
        return made[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio, "new_event_loop", new_event_loop)
        patch.setattr(asyncio.events, "new_event_loop", new_event_loop)
        yield
    for loop in made:
        if not loop.is_running():
            loop.close()
    asyncio.set_event_loop(None)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with loops_closed():
        from assistant.page.downloads import routes
        from assistant.page.layout import build
        from assistant.page.ports import free_port
        from assistant.page.server import close, launch

        assistant, votes = StandIn(), Votes()
        page = build(assistant, votes=votes)
        address = launch(page, free_port(), more=routes(assistant))
        yield Served(address, assistant, votes)
        close(page)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A running Chromium; where there is none, its tests are skipped and say so."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="the package playwright is not installed"
    )
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield running
        running.close()
