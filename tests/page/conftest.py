"""The page served with a stand-in assistant, on a free port of this machine."""

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.page.stand_in import StandIn


@dataclass(frozen=True)
class Served:
    """A running page: where it is, and the assistant behind it."""

    address: str
    assistant: StandIn


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
        from assistant.page.layout import build
        from assistant.page.ports import free_port
        from assistant.page.server import close, launch

        assistant = StandIn()
        page = build(assistant)
        address = launch(page, free_port())
        yield Served(address, assistant)
        close(page)
