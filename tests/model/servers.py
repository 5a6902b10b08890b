"""Two language model servers for tests, on this machine, that say what a script tells them.

One speaks as OpenAI does and one as Ollama does, well enough for the real clients. Both can
also fail as such servers fail: refuse, stall, break off, never end, or send nonsense.
"""

import atexit
import itertools
import json
import math
import socket
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from types import TracebackType
from typing import Any, ClassVar, Self

from tests.model.connections import Connection, Gate, Listener

Body = Mapping[str, Any]

MODEL = "scripted"
NONSENSE = '{"choices": [{"message'  # JSON that breaks off
FORMAT_REFUSED = "this server offers no structured output"
JSON = "application/json"

# Text as it is, not as \u escapes: so do the real servers, and so clients must read it
_json = partial(json.dumps, ensure_ascii=False)


@dataclass(frozen=True)
class Reply:
    """What a server answers to one request.

    The faults named ``..._after`` come when that many pieces are sent, or before the end
    mark where there are fewer. Where several are given, the reply stalls first, then fails,
    then is cut. A reply that is not streamed is one piece: it stalls before its body, and is
    cut in the body's middle.
    """

    text: str = ""  # the model's message, or the error's where the status is not 200
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)  # sent beside the usual ones
    body: str | None = None  # an error's raw body, in place of the server's usual form
    pieces: int = 7  # characters per streamed piece
    stall_after: int | None = None  # then nothing, until the gate, the client or the server
    gate: Gate | None = None  # opened, it ends the stall, and the rest is sent
    fail_after: int | None = None  # then an error message inside the stream, and the end
    cut_after: int | None = None  # then the connection is closed, without the end mark
    tidy: bool = False  # the cut ends the HTTP body in due form: only the end mark is missing
    endless: bool = False  # says the text again and again until the client leaves
    garbage: bool = False  # nonsense in place of the whole body; endless, again and again
    noise: bytes | None = None  # the bytes of that nonsense, in place of the usual ones
    finish: str = "stop"  # why the model ended: "stop" or "length"

    def __post_init__(self) -> None:
        if self.pieces < 1 or (self.endless and not (self.text or self.noise)):
            raise ValueError("a piece has one character or more, and an endless reply some text")

    def in_pieces(self) -> list[str]:
        """Return the text in pieces, in order."""
        starts = range(0, len(self.text), self.pieces)
        return [self.text[start : start + self.pieces] for start in starts]


Script = Callable[[Body], Reply]


@dataclass(frozen=True)
class Request:
    """One request as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]  # names in lower case
    body: Body  # empty where none was sent


class ModelServer(ABC):
    """A server on a free port of this machine while the ``with`` block runs.

    The script is called with the body of each chat request, by several threads at once; a
    list of replies is given out in turn, the last one again and again. What goes wrong in
    the script is raised at the end of the block. ``requests`` holds every request in the
    order of coming.
    """

    base_path: ClassVar[str]
    chat_path: ClassVar[str]
    stream_kind: ClassVar[str]  # the content type of a stream
    streams_unasked: ClassVar[bool]  # whether a request that does not say is streamed
    format_key: ClassVar[str]  # the key that asks for structured output
    others: ClassVar[Mapping[tuple[str, str], Body]]  # (method, path) → fixed answer

    def __init__(self, script: Script | Sequence[Reply], *, refuse_format: bool = False) -> None:
        self.requests: list[Request] = []
        self._script = script if callable(script) else _in_turn(script)
        self._refuse_format = refuse_format
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._listener = Listener(self._answer)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listener.close()
        if error is None and self._listener.faults:
            raise self._listener.faults[0]

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._listener.server_address[1])

    @property
    def address(self) -> str:
        """The address that a client is given."""
        return f"http://127.0.0.1:{self.port}{self.base_path}"

    @property
    def left(self) -> int:
        """How many clients went away before their reply's end; certain after wait_idle."""
        return self._listener.left

    def wait_idle(self, timeout_s: float = 30) -> bool:
        """Wait until no reply is under way; return False where that takes longer."""
        return self._listener.wait_idle(timeout_s)

    def _answer(self, connection: Connection, body: Body) -> None:
        """Answer one request."""
        method, path = connection.command, connection.path
        headers = {name.lower(): value for name, value in connection.headers.items()}
        with self._lock:
            self.requests.append(Request(method, path, headers, body))
        if (method, path) == ("POST", self.chat_path):
            self._chat(connection, body)
        elif (method, path) in self.others:
            _send(connection, 200, _json(self.others[method, path]))
        else:
            _send(connection, 404, self.error(f"no such path: {path}"))

    def _chat(self, connection: Connection, body: Body) -> None:
        """Answer a chat request as the script says, the refusal of a format apart."""
        if self._refuse_format and body.get(self.format_key) is not None:
            _send(connection, 400, self.error(FORMAT_REFUSED, self.format_key))
            return
        try:
            reply = self._script(body)
        except Exception as fault:
            _send(connection, 500, self.error(f"the script failed: {fault!r}"))
            raise
        streamed = body.get("stream", self.streams_unasked)
        if reply.status != 200:
            error = self.error(reply.text) if reply.body is None else reply.body
            _send(connection, reply.status, error, reply.headers)
        elif streamed:
            connection.send_head(200, self.stream_kind, None, reply.headers)
            self._stream(connection, body, reply)
        elif reply.endless:
            connection.send_head(200, JSON, None, reply.headers)
            self._never_end(connection, body, reply)
        else:
            self._whole(connection, body, reply)

    def _stream(self, connection: Connection, body: Body, reply: Reply) -> None:
        """Send the pieces one by one, with the reply's faults in their places."""
        if reply.garbage:
            noise = _noise(reply, self.framed(NONSENSE))
            connection.send_chunk(noise)
            while reply.endless:
                connection.send_chunk(noise)
            connection.end_chunks()
            return
        pieces = reply.in_pieces()
        count = math.inf if reply.endless else len(pieces)
        for message in self.opening(body):
            connection.send_chunk(self.framed(message))
        for sent, piece in enumerate(_then_none(pieces, reply.endless)):
            if reply.stall_after is not None and sent == min(reply.stall_after, count):
                connection.hold(reply.gate or Gate())
            if reply.fail_after is not None and sent == min(reply.fail_after, count):
                connection.send_chunk(self.framed(self.error("the model failed")))
                break
            if reply.cut_after is not None and sent == min(reply.cut_after, count):
                if not reply.tidy:
                    return
                break
            if piece is not None:
                connection.send_chunk(self.framed(self.piece(body, piece)))
        else:
            for message in self.closing(body, reply):
                connection.send_chunk(self.framed(message))
        connection.end_chunks()

    def _whole(self, connection: Connection, body: Body, reply: Reply) -> None:
        """Send an answer that is not streamed, with the reply's faults."""
        if reply.fail_after is not None:
            _send(connection, 500, self.error("the model failed"))
            return
        sent = self.whole(body, reply).encode()
        if reply.garbage:
            sent = _noise(reply, NONSENSE.encode())
        cut = sent if reply.cut_after is None else sent[: len(sent) // 2]
        connection.send_head(200, JSON, len(cut if reply.tidy else sent), reply.headers)
        if reply.stall_after is not None:
            connection.hold(reply.gate or Gate())
        connection.wfile.write(cut)

    def _never_end(self, connection: Connection, body: Body, reply: Reply) -> None:
        """Send the start of an answer, and its text again and again."""
        start, _, _ = self.whole(body, reply).partition(_json(reply.text))
        connection.send_chunk(f'{start}"'.encode())
        while True:
            connection.send_chunk(_json(reply.text)[1:-1].encode())

    @abstractmethod
    def framed(self, message: str) -> bytes:
        """Return the bytes that carry one message of a stream."""

    @abstractmethod
    def opening(self, body: Body) -> list[str]:
        """Return the messages before the first piece."""

    @abstractmethod
    def piece(self, body: Body, text: str) -> str:
        """Return the message that carries one piece."""

    @abstractmethod
    def closing(self, body: Body, reply: Reply) -> list[str]:
        """Return the messages after the last piece, the end mark among them."""

    @abstractmethod
    def whole(self, body: Body, reply: Reply) -> str:
        """Return the body of an answer that is not streamed."""

    @abstractmethod
    def error(self, message: str, param: str | None = None) -> str:
        """Return an error in the server's usual form."""


class OpenAIServer(ModelServer):
    """Speaks as OpenAI's chat completions do; as tokens it counts messages and pieces."""

    base_path = "/v1"
    chat_path = "/v1/chat/completions"
    stream_kind = "text/event-stream"
    streams_unasked = False
    format_key = "response_format"
    others: ClassVar[Mapping[tuple[str, str], Body]] = {
        ("GET", "/v1/models"): {
            "object": "list",
            "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "tests"}],
        }
    }

    def framed(self, message: str) -> bytes:
        return f"data: {message}\n\n".encode()

    def opening(self, body: Body) -> list[str]:
        return [self._chunk(body, {"role": "assistant", "content": ""})]

    def piece(self, body: Body, text: str) -> str:
        return self._chunk(body, {"content": text})

    def closing(self, body: Body, reply: Reply) -> list[str]:
        messages = [self._chunk(body, {}, reply.finish)]
        if (body.get("stream_options") or {}).get("include_usage"):
            usage = {**self._answer_of(body, "chat.completion.chunk"), "choices": []}
            messages.append(_json({**usage, "usage": self._usage(body, reply)}))
        return [*messages, "[DONE]"]

    def whole(self, body: Body, reply: Reply) -> str:
        message = {"role": "assistant", "content": reply.text, "refusal": None}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": reply.finish}
        answer = self._answer_of(body, "chat.completion")
        return _json({**answer, "choices": [choice], "usage": self._usage(body, reply)})

    def error(self, message: str, param: str | None = None) -> str:
        error = {"message": message, "type": "invalid_request_error", "param": param, "code": None}
        return _json({"error": error})

    def _chunk(self, body: Body, delta: Body, finish: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return _json({**self._answer_of(body, "chat.completion.chunk"), "choices": [choice]})

    def _answer_of(self, body: Body, kind: str) -> dict[str, Any]:
        model = body.get("model", MODEL)
        return {"id": "chatcmpl-1", "object": kind, "created": 0, "model": model}

    def _usage(self, body: Body, reply: Reply) -> dict[str, int]:
        asked, said = len(body.get("messages", ())), len(reply.in_pieces())
        return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


class OllamaServer(ModelServer):
    """Speaks as Ollama's chat does; as tokens it counts messages and pieces."""

    base_path = ""
    chat_path = "/api/chat"
    stream_kind = "application/x-ndjson"
    streams_unasked = True
    format_key = "format"
    others: ClassVar[Mapping[tuple[str, str], Body]] = {
        ("GET", "/api/tags"): {"models": [{"name": MODEL, "model": MODEL}]},
        ("POST", "/api/show"): {
            "details": {"family": "scripted"},
            "model_info": {},
            "capabilities": ["completion"],
        },
    }

    def framed(self, message: str) -> bytes:
        return f"{message}\n".encode()

    def opening(self, body: Body) -> list[str]:
        return []

    def piece(self, body: Body, text: str) -> str:
        return _json({**self._said(body, text), "done": False})

    def closing(self, body: Body, reply: Reply) -> list[str]:
        return [_json({**self._said(body, ""), **self._end(body, reply)})]

    def whole(self, body: Body, reply: Reply) -> str:
        return _json({**self._said(body, reply.text), **self._end(body, reply)})

    def error(self, message: str, param: str | None = None) -> str:
        return _json({"error": message})

    def _said(self, body: Body, text: str) -> dict[str, Any]:
        message = {"role": "assistant", "content": text}
        at = "2026-01-01T00:00:00Z"
        return {"model": body.get("model", MODEL), "created_at": at, "message": message}

    def _end(self, body: Body, reply: Reply) -> dict[str, Any]:
        counts = {
            "prompt_eval_count": len(body.get("messages", ())),
            "eval_count": len(reply.in_pieces()),
        }
        return {"done": True, "done_reason": reply.finish, "total_duration": 1, **counts}


@cache
def closed_port() -> str:
    """Return an address at which nothing listens, the same for the whole run.

    The port stays taken, though nothing listens on it, so that no server gets it by chance.
    """
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    atexit.register(taken.close)
    return f"http://127.0.0.1:{taken.getsockname()[1]}"


def _in_turn(replies: Sequence[Reply]) -> Script:
    """Return a script that gives the replies in turn, the last one again and again."""
    if not replies:
        raise ValueError("a server's list of replies is empty: give at least one")
    rest = itertools.chain(replies, itertools.repeat(replies[-1]))
    lock = threading.Lock()

    def script(body: Body) -> Reply:
        with lock:
            return next(rest)

    return script


def _then_none(pieces: Sequence[str], endless: bool) -> Iterator[str | None]:
    """Yield the pieces, then None for the place of the end mark, or the pieces without end."""
    yield from itertools.cycle(pieces) if endless else (*pieces, None)


def _noise(reply: Reply, usual: bytes) -> bytes:
    return usual if reply.noise is None else reply.noise


def _send(
    connection: Connection, status: int, body: str, headers: Mapping[str, str] | None = None
) -> None:
    """Send a whole answer in JSON."""
    sent = body.encode()
    connection.send_head(status, JSON, len(sent), headers)
    connection.wfile.write(sent)
