"""The model servers spoken to in plain HTTP: their words, their threads, their end."""

import http.client
import json
import socket
import threading
from collections.abc import Mapping
from typing import Any

import pytest

from tests.model.connections import Gate
from tests.model.servers import ModelServer, OllamaServer, OpenAIServer, Reply, closed_port

KINDS = pytest.mark.parametrize("kind", [OpenAIServer, OllamaServer])
LIMIT_S = 30  # only a test that fails waits for so long
ASK = {"model": "m", "stream": True, "messages": [{"role": "user", "content": "hi"}]}


def send(
    server: ModelServer, path: str, body: Mapping[str, Any] | None = None
) -> http.client.HTTPConnection:
    """Send a request and return its connection, the answer not yet read."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=LIMIT_S)
    sent = None if body is None else json.dumps(body)
    connection.request("GET" if body is None else "POST", path, sent, {"X-Word": "Đúng".encode()})
    return connection


def fetch(
    server: ModelServer, path: str, body: Mapping[str, Any] | None = None
) -> tuple[int, str | None, str]:
    """Return the status, content type and body that come back."""
    connection = send(server, path, body)
    answer = connection.getresponse()
    got = answer.status, answer.headers["Content-Type"], answer.read().decode()
    connection.close()
    return got


def test_openai_streams_events_up_to_the_end_mark() -> None:
    asked = {**ASK, "stream_options": {"include_usage": True}}
    with OpenAIServer([Reply("Sở Y tế", pieces=4)]) as server:
        status, kind, body = fetch(server, "/v1/chat/completions", asked)
    assert (status, kind) == (200, "text/event-stream")
    *events, done, end = body.split("\n\n")
    assert (done, end) == ("data: [DONE]", "")
    chunks = [json.loads(event.removeprefix("data: ")) for event in events]
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    assert {chunk["model"] for chunk in chunks} == {"m"}
    *texts, usage = chunks
    assert [text["choices"][0]["delta"] for text in texts] == [
        {"role": "assistant", "content": ""},
        {"content": "Sở Y"},
        {"content": " tế"},
        {},
    ]
    assert [text["choices"][0]["finish_reason"] for text in texts] == [None, None, None, "stop"]
    assert usage["choices"] == []
    assert usage["usage"] == {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}


def test_openai_tells_no_usage_unasked() -> None:
    with OpenAIServer([Reply("a")]) as server:
        assert '"usage"' not in fetch(server, "/v1/chat/completions", ASK)[2]


def test_ollama_streams_lines_up_to_the_end_mark() -> None:
    with OllamaServer([Reply("Sở Y tế", pieces=4, finish="length")]) as server:
        status, kind, body = fetch(server, "/api/chat", {"messages": []})  # streamed unasked
    assert (status, kind) == (200, "application/x-ndjson")
    first, second, last = map(json.loads, body.splitlines())
    assert first["message"] == {"role": "assistant", "content": "Sở Y"}
    assert second["message"] == {"role": "assistant", "content": " tế"}
    assert last["message"] == {"role": "assistant", "content": ""}
    assert [first["done"], second["done"], last["done"]] == [False, False, True]
    assert (last["done_reason"], last["prompt_eval_count"], last["eval_count"]) == ("length", 0, 2)


def test_an_answer_that_is_not_streamed_is_one_json_object() -> None:
    asked = {**ASK, "stream": False}
    with OpenAIServer([Reply("Có", finish="length")]) as server:
        answer = json.loads(fetch(server, "/v1/chat/completions", asked)[2])
    assert answer["object"] == "chat.completion"
    assert answer["choices"][0]["message"]["content"] == "Có"
    assert answer["choices"][0]["finish_reason"] == "length"
    with OllamaServer([Reply("Có")]) as server:
        answer = json.loads(fetch(server, "/api/chat", asked)[2])
    assert (answer["message"]["content"], answer["done"], answer["done_reason"]) == (
        "Có",
        True,
        "stop",
    )


def test_the_models_are_listed_and_no_other_path_is_there() -> None:
    with OpenAIServer([Reply()]) as server:
        assert json.loads(fetch(server, "/v1/models")[2])["data"][0]["id"] == "scripted"
        status, _, body = fetch(server, "/v1/nothing")
        assert (status, json.loads(body)["error"]["message"]) == (404, "no such path: /v1/nothing")
    with OllamaServer([Reply()]) as server:
        assert json.loads(fetch(server, "/api/tags")[2])["models"][0]["model"] == "scripted"
        shown = json.loads(fetch(server, "/api/show", {"model": "scripted"})[2])
        assert shown["capabilities"] == ["completion"]
        status, _, body = fetch(server, "/api/nothing", {})
        assert (status, json.loads(body)) == (404, {"error": "no such path: /api/nothing"})


@KINDS
def test_requests_are_recorded_in_order(kind: type[ModelServer]) -> None:
    with kind([Reply("a")]) as server:
        fetch(server, "/nothing")
        fetch(server, server.chat_path, ASK)
    first, second = server.requests
    assert (first.method, first.path, first.body) == ("GET", "/nothing", {})
    assert (second.method, second.path, second.body) == ("POST", server.chat_path, ASK)
    assert second.headers["x-word"].encode("latin-1").decode() == "Đúng"


@KINDS
def test_replies_of_a_list_come_in_turn_and_the_last_again(kind: type[ModelServer]) -> None:
    with kind([Reply("first", status=500), Reply("second", status=503)]) as server:
        statuses = [fetch(server, server.chat_path, ASK)[0] for _ in range(3)]
    assert statuses == [500, 503, 503]


def test_a_script_sees_the_request() -> None:
    with OllamaServer(lambda body: Reply(body["messages"][0]["content"] * 2)) as server:
        assert "hihi" in fetch(server, server.chat_path, {**ASK, "stream": False})[2]


@KINDS
def test_several_requests_are_answered_at_once(kind: type[ModelServer]) -> None:
    together = threading.Barrier(4)  # breaks unless four scripts run at the same time

    def script(body: Mapping[str, Any]) -> Reply:
        together.wait(LIMIT_S)
        return Reply("a")

    with kind(script) as server:
        asked = [send(server, server.chat_path, ASK) for _ in range(4)]
        assert [connection.getresponse().status for connection in asked] == [200] * 4
        for connection in asked:
            connection.close()


@KINDS
def test_what_fails_in_a_script_is_raised_at_the_end(kind: type[ModelServer]) -> None:
    def script(body: Mapping[str, Any]) -> Reply:
        raise LookupError("no such reply")

    with pytest.raises(LookupError, match="no such reply"), kind(script) as server:
        status, _, body = fetch(server, server.chat_path, ASK)
        assert status == 500
        assert "no such reply" in body


@KINDS
def test_a_failure_of_the_test_itself_is_not_hidden(kind: type[ModelServer]) -> None:
    def script(body: Mapping[str, Any]) -> Reply:
        raise LookupError

    with pytest.raises(AssertionError, match="of the test"), kind(script) as server:
        fetch(server, server.chat_path, ASK)
        raise AssertionError("of the test")


@KINDS
def test_closing_releases_held_replies_and_joins_every_thread(
    kind: type[ModelServer], capfd: pytest.CaptureFixture[str]
) -> None:
    before = set(threading.enumerate())
    gate = Gate()
    with kind([Reply("abc", stall_after=0, gate=gate)]) as server:
        connection = send(server, server.chat_path, ASK)
        answer = connection.getresponse()
        assert gate.reached.wait(LIMIT_S)
        assert set(threading.enumerate()) > before
    with pytest.raises(http.client.IncompleteRead):
        answer.read()
    connection.close()
    assert set(threading.enumerate()) == before
    assert server.left == 0
    assert capfd.readouterr() == ("", "")


@KINDS
@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize(
    "reply",
    [
        Reply("abc", endless=True),
        Reply("abc", endless=True, garbage=True, noise=b": ping\n\n"),
        Reply("abc", stall_after=0),
    ],
    ids=["endless", "noise", "held"],
)
def test_a_client_that_leaves_frees_its_thread(
    kind: type[ModelServer], stream: bool, reply: Reply, capfd: pytest.CaptureFixture[str]
) -> None:
    with kind([reply]) as server:
        connection = send(server, server.chat_path, {**ASK, "stream": stream})
        answer = connection.getresponse()
        answer.close()
        connection.close()
        assert server.wait_idle(LIMIT_S)
        assert server.left == 1
    assert capfd.readouterr() == ("", "")


@KINDS
def test_a_reply_under_way_is_not_idle(kind: type[ModelServer]) -> None:
    gate = Gate()
    with kind([Reply("abc", stall_after=0, gate=gate)]) as server:
        connection = send(server, server.chat_path, ASK)
        assert gate.reached.wait(LIMIT_S)
        assert not server.wait_idle(0)
        gate.open()
        assert b"abc" in connection.getresponse().read()
        connection.close()
        assert server.wait_idle(LIMIT_S)
    assert server.left == 0


@KINDS
def test_the_end_of_a_held_reply_waits_for_the_thread_that_watched_its_client(
    kind: type[ModelServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    joined: list[str] = []
    join = threading.Thread.join

    def noted_join(thread: threading.Thread, timeout: float | None = None) -> None:
        join(thread, timeout)
        joined.append(thread.name)

    monkeypatch.setattr(threading.Thread, "join", noted_join)
    gate = Gate()
    gate.open()
    with kind([Reply("abc", stall_after=0, gate=gate)]) as server:
        fetch(server, server.chat_path, ASK)
    assert "watch" in joined


@KINDS
def test_one_gate_holds_several_and_one_may_leave(kind: type[ModelServer]) -> None:
    gate = Gate()
    with kind([Reply("abc", stall_after=0, gate=gate)]) as server:
        leaving, staying = (send(server, server.chat_path, ASK) for _ in range(2))
        assert gate.reached.wait(LIMIT_S)
        left = leaving.getresponse()
        answer = staying.getresponse()
        left.close()
        leaving.close()
        gate.open()
        assert b"abc" in answer.read()
        staying.close()


def test_nothing_listens_at_the_closed_port() -> None:
    address = closed_port()
    assert closed_port() == address
    host, port = address.removeprefix("http://").split(":")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)), timeout=LIMIT_S)


def test_a_reply_that_could_not_be_sent_is_refused() -> None:
    with pytest.raises(ValueError, match="one character"):
        Reply("a", pieces=0)
    with pytest.raises(ValueError, match="some text"):
        Reply("", endless=True)
    with pytest.raises(ValueError, match="at least one"):
        OpenAIServer([])
