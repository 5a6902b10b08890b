"""What the real clients make of the model servers, in good answers and in every fault."""

import json

import httpx
import ollama
import openai
import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from tests.model.clients import (
    KEY,
    KINDS,
    LIMIT_S,
    OLLAMA,
    OLLAMA_KINDS,
    OPENAI,
    OPENAI_FORMAT,
    OPENAI_KINDS,
    PIECES,
    SAID,
    SHORT_S,
    STEADY_S,
    Kind,
    chunks,
    invoke_error,
    of,
    texts,
    until_error,
)
from tests.model.connections import Gate
from tests.model.servers import OllamaServer, Reply, closed_port


@of(KINDS)
def test_the_text_comes_whole_in_a_stream(kind: Kind) -> None:
    with kind.server([Reply(SAID)]) as server:
        got = list(chunks(kind, server.address))
    assert texts(iter(got)) == PIECES
    ends = [
        chunk.response_metadata[kind.end] for chunk in got if kind.end in chunk.response_metadata
    ]
    assert ends == ["stop"]


@of(KINDS)
def test_the_text_comes_whole_at_once(kind: Kind) -> None:
    with kind.server([Reply(SAID)]) as server:
        message = kind.client(server.address).invoke("Ai chủ trì?")
    assert message.text == SAID
    assert message.response_metadata[kind.end] == "stop"


@of(KINDS)
def test_the_request_holds_the_messages_and_the_key(kind: Kind) -> None:
    asked = [SystemMessage("Answer from the plans."), HumanMessage("Ai chủ trì?")]
    with kind.server([Reply(SAID)]) as server:
        kind.client(server.address).invoke(asked)
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", server.chat_path)
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert [(m["role"], m["content"]) for m in request.body["messages"]] == [
        ("system", "Answer from the plans."),
        ("user", "Ai chủ trì?"),
    ]


@of(KINDS)
def test_the_first_piece_can_be_read_while_the_server_holds_the_rest(kind: Kind) -> None:
    gate = Gate()
    with kind.server([Reply(SAID, stall_after=1, gate=gate)]) as server:
        stream = chunks(kind, server.address)
        first = next(text for chunk in stream if (text := chunk.text))
        assert first == PIECES[0]
        assert gate.reached.wait(LIMIT_S)
        assert not server.wait_idle(0)  # the reply is under way still
        gate.open()
        assert texts(stream) == PIECES[1:]


@of(KINDS)
def test_usage_is_told(kind: Kind) -> None:
    with kind.server([Reply(SAID)]) as server:
        message = kind.client(server.address).invoke("Ai chủ trì?")
    usage = getattr(message, "usage_metadata", None) or {}
    assert (usage["input_tokens"], usage["output_tokens"]) == (1, 5)


@of({"openai": OPENAI, **OLLAMA_KINDS})
def test_an_end_for_length_is_told(kind: Kind) -> None:
    with kind.server([Reply(SAID[:14], finish="length")]) as server:
        got = list(chunks(kind, server.address))
    assert texts(iter(got)) == PIECES[:2]
    assert [c.response_metadata[kind.end] for c in got if kind.end in c.response_metadata] == [
        "length"
    ]


def test_an_end_for_length_is_an_error_where_openai_keeps_to_a_format() -> None:
    reply = Reply(SAID[:14], finish="length")
    got, _ = until_error(OPENAI_FORMAT, reply, openai.LengthFinishReasonError)
    assert got == PIECES[:2]
    invoke_error(OPENAI_FORMAT, reply, openai.LengthFinishReasonError)


@of(OPENAI_KINDS)
def test_openai_tells_of_a_cut(kind: Kind) -> None:
    got, error = until_error(kind, Reply(SAID, cut_after=2), openai.APIConnectionError)
    assert got == PIECES[:2]
    assert not isinstance(error, openai.APITimeoutError)
    invoke_error(kind, Reply(SAID, cut_after=2), openai.APIConnectionError)


@of(OLLAMA_KINDS)
def test_ollama_tells_of_a_cut(kind: Kind) -> None:
    got, _ = until_error(kind, Reply(SAID, cut_after=2), httpx.RemoteProtocolError)
    assert got == PIECES[:2]
    invoke_error(kind, Reply(SAID, cut_after=2), httpx.RemoteProtocolError)


@of(KINDS)
def test_a_tidy_cut_shows_by_the_missing_end_alone(kind: Kind) -> None:
    """Neither client minds: who asks must look whether the model told why it ended."""
    with kind.server([Reply(SAID, cut_after=2, tidy=True)]) as server:
        got = list(chunks(kind, server.address))
    assert texts(iter(got)) == PIECES[:2]
    assert not any(kind.end in chunk.response_metadata for chunk in got)


@of(OPENAI_KINDS)
def test_openai_gives_up_a_stalled_stream(kind: Kind) -> None:
    reply = Reply(SAID, stall_after=2)
    got, _ = until_error(kind, reply, openai.APITimeoutError, STEADY_S)
    assert got == PIECES[:2]
    invoke_error(kind, reply, openai.APITimeoutError, SHORT_S)


@of(OLLAMA_KINDS)
def test_ollama_gives_up_a_stalled_stream(kind: Kind) -> None:
    reply = Reply(SAID, stall_after=2)
    got, _ = until_error(kind, reply, httpx.ReadTimeout, STEADY_S)
    assert got == PIECES[:2]
    invoke_error(kind, reply, httpx.ReadTimeout, SHORT_S)


@of(KINDS)
def test_a_stall_of_no_bytes_times_out_too(kind: Kind) -> None:
    error: type[Exception] = openai.APITimeoutError
    if kind.server is OllamaServer:
        error = httpx.ReadTimeout
    assert until_error(kind, Reply(SAID, stall_after=0), error, SHORT_S)[0] == []


@of(KINDS)
def test_garbage_is_no_error_of_the_clients_own(kind: Kind) -> None:
    assert until_error(kind, Reply(garbage=True), json.JSONDecodeError)[0] == []
    invoke_error(kind, Reply(garbage=True), json.JSONDecodeError)


def test_a_page_of_html_has_other_errors() -> None:
    page = Reply(garbage=True, noise=b"<html>Sign in</html>\n")
    until_error(OPENAI, page, ValueError)
    until_error(OPENAI_FORMAT, page, AssertionError)
    until_error(OLLAMA, page, json.JSONDecodeError)


@of(OPENAI_KINDS)
def test_openai_tells_of_an_error_inside_the_stream(kind: Kind) -> None:
    got, error = until_error(kind, Reply(SAID, fail_after=2), openai.APIError)
    assert got == PIECES[:2]
    assert str(error) == "the model failed"
    assert not isinstance(error, openai.APIStatusError | openai.APIConnectionError)


@of(OLLAMA_KINDS)
def test_ollama_tells_of_an_error_inside_the_stream(kind: Kind) -> None:
    got, error = until_error(kind, Reply(SAID, fail_after=2), ollama.ResponseError)
    assert got == PIECES[:2]
    assert isinstance(error, ollama.ResponseError)
    assert (error.error, error.status_code) == ("the model failed", -1)


STATUSES = {
    400: openai.BadRequestError,
    401: openai.AuthenticationError,
    403: openai.PermissionDeniedError,
    404: openai.NotFoundError,
    429: openai.RateLimitError,
    500: openai.InternalServerError,
    503: openai.InternalServerError,
}


@of(OPENAI_KINDS)
@pytest.mark.parametrize("status", STATUSES)
def test_openai_tells_of_a_refusal(kind: Kind, status: int) -> None:
    reply = Reply("not today", status=status, headers={"Retry-After": "7"})
    for error in (
        until_error(kind, reply, STATUSES[status])[1],
        invoke_error(kind, reply, STATUSES[status]),
    ):
        assert isinstance(error, openai.APIStatusError)
        assert error.status_code == status
        assert error.response.headers["retry-after"] == "7"
        assert str(error) == f"Error code: {status} - not today"


@of(OLLAMA_KINDS)
@pytest.mark.parametrize("status", STATUSES)
def test_ollama_tells_of_a_refusal(kind: Kind, status: int) -> None:
    reply = Reply("not today", status=status, headers={"Retry-After": "7"})
    for error in (
        until_error(kind, reply, ollama.ResponseError)[1],
        invoke_error(kind, reply, ollama.ResponseError),
    ):
        assert isinstance(error, ollama.ResponseError)
        assert (error.status_code, error.error) == (status, "not today")
        assert not hasattr(error, "response")  # so the time to wait cannot be read


def test_the_raw_body_of_an_error_is_passed_on() -> None:
    reply = Reply(status=502, body="<html>bad gateway</html>")
    error = until_error(OPENAI, reply, openai.InternalServerError)[1]
    assert isinstance(error, openai.APIStatusError)
    assert error.response.text == "<html>bad gateway</html>"
    assert "bad gateway" in str(until_error(OLLAMA, reply, ollama.ResponseError)[1])


@of(KINDS)
def test_where_nothing_listens_no_connection_is_made(kind: Kind) -> None:
    error: type[Exception] = openai.APIConnectionError
    if kind.server is OllamaServer:
        error = httpx.ConnectError
    with pytest.raises(error):
        list(chunks(kind, closed_port()))
    with pytest.raises(error):
        kind.client(closed_port()).invoke("Ai chủ trì?")
