"""The connections under the model servers: a thread for each, and a sound end for all.

Nothing here waits for a time: a held reply waits for its gate, its client or its server.
"""

import json
import socket
import socketserver
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from typing import Any


class Gate:
    """Holds replies back until it is opened; one gate may hold several."""

    def __init__(self) -> None:
        self.reached = threading.Event()  # set once a reply stands at the gate
        self._changed = threading.Condition()
        self._open = False

    def open(self) -> None:
        """Let the held replies go on, and those that come later pass."""
        with self._changed:
            self._open = True
            self._changed.notify_all()

    def wait(self, left: threading.Event) -> bool:
        """Wait until it is open or ``left`` is set; return whether it is open.

        Who sets ``left`` calls ``look_again``.
        """
        self.reached.set()
        with self._changed:
            self._changed.wait_for(lambda: self._open or left.is_set())
            return self._open

    def look_again(self) -> None:
        """Wake those who wait, because a ``left`` may be set now."""
        with self._changed:
            self._changed.notify_all()


class LeftError(Exception):
    """The client went away, or the server is closing, before the reply's end."""


class Connection(BaseHTTPRequestHandler):
    """One connection, for one request: every reply closes it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # each piece leaves at once
    server: "Listener"

    def setup(self) -> None:
        super().setup()
        self._watchers: list[threading.Thread] = []

    def finish(self) -> None:
        with suppress(OSError):  # it may have ended from the other side
            self.connection.shutdown(socket.SHUT_RDWR)  # which also ends the watchers
        for watcher in self._watchers:
            watcher.join()
        super().finish()

    def do_GET(self) -> None:
        self.server.answer(self, {})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.server.answer(self, json.loads(self.rfile.read(length) or b"{}"))

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: what a test needs is recorded."""

    def send_head(
        self, status: int, kind: str, size: int | None, more: Mapping[str, str] | None = None
    ) -> None:
        """Send the head of an answer of ``size`` bytes; None: the body comes in chunks."""
        sized = ("Transfer-Encoding", "chunked")
        if size is not None:
            sized = ("Content-Length", str(size))
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            sized,
            ("Connection", "close"),
            *(more or {}).items(),
        ):
            self.send_header(name, value)
        self.end_headers()

    def send_chunk(self, data: bytes) -> None:
        """Send a part of a body that comes in chunks."""
        if data:  # an empty chunk would be the body's end
            self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def end_chunks(self) -> None:
        """End a body that comes in chunks."""
        self.wfile.write(b"0\r\n\r\n")

    def hold(self, gate: Gate) -> None:
        """Wait at the gate; raise LeftError where the connection ends first."""
        left = threading.Event()

        def watch() -> None:
            with suppress(OSError):  # a reset is an end as well
                while self.connection.recv(1024):
                    pass
            left.set()
            gate.look_again()

        self._watchers.append(threading.Thread(target=watch, name="watch"))
        self._watchers[-1].start()
        if not gate.wait(left):
            raise LeftError


Answering = Callable[[Connection, Mapping[str, Any]], None]


class Listener(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Listens on a free port, gives each connection a thread, and ends them all when closed."""

    daemon_threads = False  # so that closing waits for every one
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, answer: Answering) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        self.answer = answer
        self.faults: list[Exception] = []
        self.left = 0
        self._closing = False
        self._live: set[socket.socket] = set()
        self._changed = threading.Condition()
        # How often it looks whether it shall stop: each closing waits that long (seconds)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,), name="listen")
        self._thread.start()

    def close(self) -> None:
        """Take no more connections, end the open ones, and join every thread."""
        self.shutdown()
        self._thread.join()
        with self._changed:
            self._closing = True
            for connection in self._live:
                with suppress(OSError):  # it may have ended by itself
                    connection.shutdown(socket.SHUT_RDWR)
        self.server_close()

    def wait_idle(self, timeout_s: float) -> bool:
        """Wait until no connection is open; return False where that takes longer."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._live, timeout_s)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._changed:
            self._live.add(request)
        super().process_request(request, client_address)

    def close_request(self, request: Any) -> None:
        with self._changed:
            self._live.discard(request)
            super().close_request(request)
            self._changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep what went wrong in an answer; a client that went away is no fault."""
        fault = sys.exception()
        with self._changed:
            if isinstance(fault, Exception) and not isinstance(fault, ConnectionError | LeftError):
                self.faults.append(fault)
            elif not self._closing:
                self.left += 1
