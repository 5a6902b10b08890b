"""Structured output, leaving early, and the key: what the real clients send and show."""

import logging
import traceback
from typing import Any

import openai
import pytest
from langchain_ollama import ChatOllama
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from tests.model.clients import (
    FORMAT,
    KEY,
    KINDS,
    LIMIT_S,
    OLLAMA,
    OLLAMA_FORMAT,
    OLLAMA_KINDS,
    OPENAI,
    OPENAI_FORMAT,
    OPENAI_KINDS,
    PIECES,
    SAID,
    SCHEMA,
    SHORT_S,
    Kind,
    chunks,
    of,
    openai_model,
    texts,
    until_error,
)
from tests.model.servers import OllamaServer, OpenAIServer, Reply, closed_port

BOTH = {"openai": OPENAI, "ollama": OLLAMA}


def test_openai_is_asked_for_the_bound_format() -> None:
    with OpenAIServer([Reply(SAID)]) as server:
        list(chunks(OPENAI_FORMAT, server.address))
        OPENAI_FORMAT.client(server.address).invoke("Ai?")
    streamed, whole = (request.body for request in server.requests)
    assert streamed["response_format"] == whole["response_format"] == FORMAT
    assert (streamed["stream"], whole["stream"]) == (True, False)


def test_ollama_is_asked_for_the_bound_format() -> None:
    with OllamaServer([Reply(SAID)]) as server:
        list(chunks(OLLAMA_FORMAT, server.address))
        OLLAMA_FORMAT.client(server.address).invoke("Ai?")
    streamed, whole = (request.body for request in server.requests)
    assert streamed["format"] == whole["format"] == SCHEMA
    assert (streamed["stream"], whole["stream"]) == (True, True)  # it streams in any case


@of(BOTH)
def test_no_format_is_asked_for_unless_bound(kind: Kind) -> None:
    with kind.server([Reply(SAID)]) as server:
        list(chunks(kind, server.address))
    assert not {"format", "response_format"} & server.requests[0].body.keys()


@of({"openai": OPENAI_FORMAT, "ollama": OLLAMA_FORMAT})
def test_text_that_is_not_of_the_format_comes_as_it_is(kind: Kind) -> None:
    with kind.server([Reply("The plans do not say.")]) as server:
        assert "".join(texts(chunks(kind, server.address))) == "The plans do not say."


def test_a_format_is_refused_in_the_words_of_openai() -> None:
    with OpenAIServer([Reply(SAID)], refuse_format=True) as server:
        with pytest.raises(openai.BadRequestError) as raised:
            list(chunks(OPENAI_FORMAT, server.address))
        assert raised.value.param == "response_format"
        assert raised.value.status_code == 400
        assert texts(chunks(OPENAI, server.address)) == PIECES


def test_a_format_is_refused_in_the_words_of_ollama() -> None:
    with OllamaServer([Reply(SAID)], refuse_format=True) as server:
        with pytest.raises(Exception, match="offers no structured output") as raised:
            list(chunks(OLLAMA_FORMAT, server.address))
        assert getattr(raised.value, "status_code", None) == 400
        assert texts(chunks(OLLAMA, server.address)) == PIECES


def test_one_wording_of_a_refused_format_is_a_warning_as_well() -> None:
    words = "'response_format' of type 'json_schema' is not supported with this model"
    with pytest.warns(UserWarning, match="structured output feature"):
        until_error(OPENAI_FORMAT, Reply(words, status=400), openai.BadRequestError)


@of(BOTH)
def test_the_librarys_own_structured_output_gives_the_raw_text_in_one_piece(kind: Kind) -> None:
    """So who wants to read as the model writes binds the format, and parses it."""
    with kind.server([Reply(SAID)]) as server:
        model: Any = kind.model(server.address, LIMIT_S)
        asked = model.with_structured_output(SCHEMA, method="json_schema", include_raw=True)
        parts = list(asked.stream("Ai chủ trì?"))
    assert [part["raw"].text for part in parts if "raw" in part] == [SAID]
    assert [part["parsed"] for part in parts if "parsed" in part] == [
        {"text": "Sở Tư pháp chủ trì."}
    ]
    assert [part["parsing_error"] for part in parts if "parsing_error" in part] == [None]
    body = server.requests[0].body
    if kind is OPENAI:
        wanted = body["response_format"]["json_schema"]
        assert (wanted["name"], wanted["schema"]["required"]) == ("answer", ["text"])
    else:
        assert body["format"] == SCHEMA


@of(KINDS)
def test_leaving_a_stream_ends_the_connection(kind: Kind) -> None:
    with kind.server([Reply("abcdefg", endless=True)]) as server:
        stream = chunks(kind, server.address)
        got: list[str] = []
        while len(got) < 100:
            got += texts(iter([next(stream)]))
        stream.close()  # type: ignore[attr-defined]
        assert got == ["abcdefg"] * 100
        assert server.wait_idle(LIMIT_S)
        assert server.left == 1


@of(KINDS)
def test_a_stream_that_is_no_longer_read_ends_the_connection(kind: Kind) -> None:
    with kind.server([Reply("abcdefg", endless=True)]) as server:
        for chunk in chunks(kind, server.address):
            if chunk.text:
                break
        assert server.wait_idle(LIMIT_S)
        assert server.left == 1


def shown(error: BaseException) -> str:
    """Return all that a log could hold of an error: its words, its repr, its trace."""
    return "".join([str(error), repr(error), *traceback.format_exception(error)])


@of(KINDS)
@pytest.mark.parametrize(
    "reply",
    [
        Reply("no", status=401),
        Reply("no", status=429),
        Reply("no", status=500),
        Reply(SAID, cut_after=1),
        Reply(SAID, stall_after=1),
        Reply(SAID, fail_after=1),
        Reply(garbage=True),
    ],
    ids=["401", "429", "500", "cut", "stall", "fail", "garbage"],
)
def test_no_error_and_no_log_shows_the_key(
    kind: Kind, reply: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        _, error = until_error(kind, reply, Exception, SHORT_S)
    assert caplog.text  # the clients do log, so its being clean says something
    assert KEY not in caplog.text
    assert KEY not in shown(error)


@of(KINDS)
def test_an_unreachable_server_shows_no_key(kind: Kind, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(Exception, match="onnection") as raised:
        list(chunks(kind, closed_port()))
    assert KEY not in caplog.text
    assert KEY not in shown(raised.value)


@of(KINDS)
def test_what_the_server_says_of_the_key_is_passed_on(kind: Kind) -> None:
    """So an error's words are for no eye that may not see the key."""
    _, error = until_error(kind, Reply(f"bad key {KEY}", status=401), Exception)
    assert KEY in str(error)


def test_a_key_with_a_line_end_is_shown_in_the_trace() -> None:
    """So a key is trimmed and looked at before a client gets it."""
    with OpenAIServer([Reply(SAID)]) as server:
        broken = ChatOpenAI(
            model="m", base_url=server.address, api_key=SecretStr(f"{KEY}\n"), max_retries=0
        )
        with pytest.raises(openai.APIConnectionError) as raised:
            list(broken.stream("Ai chủ trì?"))
    assert server.requests == []
    assert KEY not in str(raised.value)
    assert KEY in shown(raised.value)


def test_the_model_shows_the_key_of_a_header_and_hides_the_key_of_its_own() -> None:
    """So a model object is never printed."""
    assert KEY not in repr(openai_model("http://127.0.0.1:1/v1", LIMIT_S))
    headers = {"headers": {"Authorization": f"Bearer {KEY}"}}
    assert KEY in repr(ChatOllama(model="m", client_kwargs=headers))


def test_openai_waits_for_ever_and_asks_three_times_unless_told() -> None:
    """So both are always set."""
    model = ChatOpenAI(model="m", base_url="http://127.0.0.1:1/v1", api_key=SecretStr(KEY))
    assert model.root_client.timeout is None
    assert model.root_client.max_retries == 2


@of(OLLAMA_KINDS)
def test_a_stray_line_end_in_the_text_breaks_ollamas_stream(kind: Kind) -> None:
    """Its client cuts lines at U+0085 too, which JSON may hold as it is."""
    until_error(kind, Reply("a\u0085b"), ValueError)


@of(OPENAI_KINDS)
def test_a_stray_line_end_in_the_text_is_text_to_openai(kind: Kind) -> None:
    with kind.server([Reply("a\u0085b")]) as server:
        assert texts(chunks(kind, server.address)) == ["a\u0085b"]
