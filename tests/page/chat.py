"""A chat in a process of its own, its output read as it comes."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from assistant.page.ports import HOST, free_port
from tests.conftest import ROOT

#: The whole time that anything may take on a busy machine.
DEADLINE_S = 60.0

#: Runs app.py with a stand-in whose question "wait" is over once a line comes in.
STAND_IN = """
import os, sys, types
from assistant.page import server
server.PATIENCE_S = float(os.environ.get("PATIENCE_S", server.PATIENCE_S))
from tests.page.stand_in import StandIn
class Waiting(StandIn):
    def ask(self, question, **asked):
        if "wait" in question:
            print("asked", flush=True)
            sys.stdin.readline()
        return super().ask(question, **asked)
service = types.ModuleType("assistant.service")
service.Assistant = type("Assistant", (), {"open": staticmethod(lambda **_: Waiting())})
sys.modules["assistant.service"] = service
import app
raise SystemExit(app.main(sys.argv[1:]))
"""


def heeding_ctrl_c() -> None:
    """Undo what a shell does to a command in the background: it would not hear Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Output:
    """The lines of a stream so far; a test waits for those that are to come."""

    def __init__(self, stream: Any) -> None:
        self.lines: list[str] = []
        self._more = threading.Condition()
        self._thread = threading.Thread(target=self._read, args=(stream,))
        self._thread.start()

    def _read(self, stream: Any) -> None:
        with stream:
            for line in stream:
                with self._more:
                    self.lines.append(line.rstrip("\n"))
                    self._more.notify_all()

    def wait(self, words: str, count: int = 1) -> list[str]:
        """Return the lines with these words once there are so many."""

        def found() -> list[str]:
            return [line for line in self.lines if words in line]

        with self._more:
            assert self._more.wait_for(lambda: len(found()) >= count, DEADLINE_S), self.lines
            return found()

    def all(self) -> list[str]:
        """Return all lines of a process that has ended."""
        self._thread.join(DEADLINE_S)
        return self.lines


class Chat:
    """A running chat."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process = process
        self.port = port
        self.address = f"http://{HOST}:{port}/"
        self.out = Output(process.stdout)
        self.err = Output(process.stderr)

    def request(
        self, method: str, path: str, body: object = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """Return status, headers (small names) and body of a request's answer."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=DEADLINE_S)
        try:
            data = None if body is None else json.dumps(body)
            given = {"Content-Type": "application/json"} if data else {}
            connection.request(method, path, data, given | headers)
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, named, answer.read().decode()
        finally:
            connection.close()

    def health(self) -> tuple[int, dict[str, Any]]:
        status, _, body = self.request("GET", "/health")
        return status, json.loads(body)

    def wait_for_health(self, status: int) -> None:
        """Ask for the health until it has this status."""
        until = time.monotonic() + DEADLINE_S
        while self.health()[0] != status:
            assert time.monotonic() < until

    def begin(self, *data: object) -> str:
        """Ask by ``/ask`` and return the event's id."""
        status, _, body = self.request("POST", "/gradio_api/call/ask", {"data": data})
        assert status == 200, body
        return str(json.loads(body)["event_id"])

    def end(self, event: str) -> Any:
        """Wait for an event and return the answer object, or ``None`` where there is none."""
        _, _, body = self.request("GET", f"/gradio_api/call/ask/{event}")
        kind, _, data = body.rstrip("\n").rpartition("\ndata: ")
        return json.loads(data)[0] if kind.endswith("event: complete") else None

    def ask(self, question: str) -> Any:
        return self.end(self.begin(question, "", None))

    def release(self, times: int = 1) -> None:
        """Let waiting questions of the stand-in go on."""
        assert self.process.stdin is not None
        self.process.stdin.write("go\n" * times)
        self.process.stdin.flush()

    def events(self, event: str, count: int = 1) -> list[dict[str, Any]]:
        """Return the log's lines of an event once there are so many."""
        return [json.loads(line) for line in self.err.wait(f'"event": "{event}"', count)]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(DEADLINE_S)


@contextmanager
def running(command: Sequence[str] = ("app.py",), **environment: str) -> Iterator[Chat]:
    """Start a chat on a free port, wait until it serves, and kill it at the end."""
    port = free_port()
    told: Mapping[str, str] = {"PYTHONPATH": str(ROOT), "NO_PROXY": HOST, **environment}
    with subprocess.Popen(
        [sys.executable, *command, "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, **told},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=heeding_ctrl_c,
    ) as process:
        chat = Chat(process, port)
        try:
            chat.out.wait(f"The chat is at {chat.address}")
            yield chat
        finally:
            process.kill()
            process.wait()
            chat.out.all()
            chat.err.all()


def stand_in(**environment: str) -> Any:
    """Start a chat with the stand-in behind it."""
    return running(("-c", STAND_IN), **environment)
