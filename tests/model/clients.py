"""The real clients of the two model servers, and how tests ask through them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_core.runnables import Runnable
from langchain_ollama import ChatOllama
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from tests.model.servers import ModelServer, OllamaServer, OpenAIServer, Reply

KEY = "sk-this-is-never-to-be-seen"
LIMIT_S = 30  # only a test that fails waits for so long
SHORT_S = 0.2  # a test of a stall waits for so long
STEADY_S = 1.0  # and so long where a busy machine must not stall before the server does
SAID = '{"text": "Sở Tư pháp chủ trì."}'
PIECES = ['{"text"', ': "Sở T', "ư pháp ", "chủ trì", '."}']  # of SAID, as a server cuts it
SCHEMA = {
    "title": "answer",
    "description": "An answer.",
    "type": "object",
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}
FORMAT = {
    "type": "json_schema",
    "json_schema": {"name": "answer", "strict": True, "schema": SCHEMA},
}


def openai_model(address: str, timeout_s: float) -> BaseChatModel:
    key = SecretStr(KEY)
    return ChatOpenAI(model="m", base_url=address, api_key=key, timeout=timeout_s, max_retries=0)


def ollama_model(address: str, timeout_s: float) -> BaseChatModel:
    settings = {"timeout": timeout_s, "headers": {"Authorization": f"Bearer {KEY}"}}
    return ChatOllama(model="m", base_url=address, client_kwargs=settings)


@dataclass(frozen=True)
class Kind:
    """A kind of server with its client, with or without structured output."""

    server: type[ModelServer]
    model: Callable[[str, float], BaseChatModel]
    bound: Mapping[str, Any]
    end: str  # the key under which a chunk tells why the model ended

    def client(self, address: str, timeout_s: float = LIMIT_S) -> Runnable[Any, BaseMessage]:
        return self.model(address, timeout_s).bind(**self.bound)


OPENAI = Kind(OpenAIServer, openai_model, {}, "finish_reason")
OPENAI_FORMAT = Kind(OpenAIServer, openai_model, {"response_format": FORMAT}, "finish_reason")
OLLAMA = Kind(OllamaServer, ollama_model, {}, "done_reason")
OLLAMA_FORMAT = Kind(OllamaServer, ollama_model, {"format": SCHEMA}, "done_reason")

OPENAI_KINDS = {"openai": OPENAI, "openai-format": OPENAI_FORMAT}
OLLAMA_KINDS = {"ollama": OLLAMA, "ollama-format": OLLAMA_FORMAT}
KINDS = {**OPENAI_KINDS, **OLLAMA_KINDS}


def of(kinds: Mapping[str, Kind]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("kind", kinds.values(), ids=kinds)


def chunks(kind: Kind, address: str, timeout_s: float = LIMIT_S) -> Iterator[BaseMessage]:
    """Return the chunks of one question's stream, as they come."""
    return kind.client(address, timeout_s).stream("Ai chủ trì?")


def texts(stream: Iterator[BaseMessage]) -> list[str]:
    """Return the texts of the chunks that have one."""
    return [chunk.text for chunk in stream if chunk.text]


def until_error(
    kind: Kind, reply: Reply, error: type[Exception], timeout_s: float = LIMIT_S
) -> tuple[list[str], Exception]:
    """Return the texts that come before the error, and the error."""
    got: list[str] = []
    with kind.server([reply]) as server, pytest.raises(error) as raised:
        for chunk in chunks(kind, server.address, timeout_s):
            got += texts(iter([chunk]))
    return got, raised.value


def invoke_error(
    kind: Kind, reply: Reply, error: type[Exception], timeout_s: float = LIMIT_S
) -> Exception:
    """Return the error of a question that is not streamed."""
    with kind.server([reply]) as server, pytest.raises(error) as raised:
        kind.client(server.address, timeout_s).invoke("Ai chủ trì?")
    return raised.value
