"""What every request passes before the page: who asks, how the chat is, whether it is closing.

- A request is for this machine's own names alone. A page of another site can have its name
  point at this machine, and a browser then sends that name as ``Host`` (DNS rebinding); one
  that sends words here on its own names itself in ``Origin``. Gradio lets both in.
- ``GET /health`` says how the chat is, from memory, on the server's own loop: no question
  that is being answered is in its way.
- When the chat closes, no new question comes in, and those in flight get their time.
"""

import json
import threading
import time
from collections.abc import Callable, Sized
from typing import Any
from urllib.parse import urlsplit

from assistant import VERSION

#: The names under which this machine asks itself.
NAMES = ("127.0.0.1", "localhost")
HEALTH = "/health"
#: A question comes in two requests; so long, at most, one is over and the other not begun.
BETWEEN_S = 0.25
_NEVER_ENDING = "/heartbeat/"  # a request that each open page holds while it is open

Message = dict[str, Any]


class Gate:
    """The state of the chat that requests meet; used from the server's thread and the main."""

    def __init__(self, plans: Callable[[], Sized]) -> None:
        """Take what returns the plans that are answered from."""
        self._plans = plans
        self._busy = 0
        self._changed = threading.Condition()
        self._closing = False

    @property
    def closing(self) -> bool:
        """Whether no new question is taken."""
        return self._closing

    def health(self) -> tuple[int, dict[str, object]]:
        """Return the HTTP status and the words of ``/health``."""
        if self._closing:
            return 503, {"status": "stopping", "version": VERSION}
        try:
            count = len(self._plans())
        except Exception:  # whatever is wrong with them: the answer is this
            count = 0
        if not count:
            return 503, {"status": "plans cannot be read", "version": VERSION}
        return 200, {"status": "ok", "plans": count, "version": VERSION}

    def close(self, patience_s: float) -> bool:
        """Take no new question; wait until none is in flight, and tell whether that came.

        ``patience_s``: seconds that those in flight have.
        """
        self._closing = True
        until = time.monotonic() + patience_s
        with self._changed:
            while True:
                left = until - time.monotonic()
                if not self._changed.wait_for(lambda: self._busy == 0, timeout=left):
                    return False
                if not self._changed.wait_for(lambda: self._busy > 0, timeout=BETWEEN_S):
                    return True

    def count(self, step: int) -> None:
        """Note that a request began (1) or ended (-1)."""
        with self._changed:
            self._busy += step
            self._changed.notify_all()


class Gated:
    """The ASGI application behind a gate."""

    def __init__(self, app: Callable[..., Any], gate: Gate) -> None:
        """Take the application and its gate."""
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] != "http":
            if scope["type"] != "websocket":  # the page has none
                await self._app(scope, receive, send)
            return
        path = scope["path"]
        if not _from_here(scope["headers"]):
            await _say(send, 403, {"status": f"this chat answers to {' and '.join(NAMES)} only"})
        elif path == HEALTH:
            if scope["method"] in ("GET", "HEAD"):
                await _say(send, *self._gate.health())
            else:
                await _say(send, 405, {"status": "only GET"}, (b"allow", b"GET, HEAD"))
        elif self._gate.closing and scope["method"] == "POST":
            await _say(send, *self._gate.health(), (b"retry-after", b"10"))
        elif _NEVER_ENDING in path:
            await self._app(scope, receive, send)
        else:
            self._gate.count(1)
            try:
                await self._app(scope, receive, send)
            finally:
                self._gate.count(-1)


def _from_here(headers: list[tuple[bytes, bytes]]) -> bool:
    """Tell whether a request is for this machine's own names, and from a page of its own."""
    said = {name: value.decode("latin-1") for name, value in headers}
    origin = said.get(b"origin")
    sound = _name(f"//{said.get(b'host', '')}") in NAMES
    return sound and (origin is None or _name(origin) in NAMES)


def _name(address: str) -> str:
    """Return the host's name in an address, small; empty: there is none."""
    try:
        parts = urlsplit(address)
        return "" if parts.username is not None else (parts.hostname or "")
    except ValueError:
        return ""


async def _say(send: Any, status: int, words: Message, *more: tuple[bytes, bytes]) -> None:
    """Send a small JSON answer that nobody keeps."""
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store"), *more]
    body = json.dumps(words).encode()
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
