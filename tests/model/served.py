"""An assistant whose model is a scripted server, with the script changed test by test."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.service import Assistant
from tests.model.servers import ModelServer, OllamaServer, OpenAIServer, Reply, Script

SERVERS: dict[str, type[ModelServer]] = {"openai": OpenAIServer, "ollama": OllamaServer}
KEY = "sk-0000-this-key-is-made-up"
TIMEOUT_S = "20"  # only a test that fails waits for so long


class WithModel:
    """The assistant with its server; ``script`` may be set at any time."""

    def __init__(
        self, assistant: Assistant, server: ModelServer, *, refuses_format: bool = False
    ) -> None:
        self.assistant = assistant
        self.refuses_format = refuses_format
        self.server = server
        self.script: Script = lambda _: Reply("")

    def states(self, question: str, history: tuple[str, ...] = ()) -> list[Answer]:
        """Return every state of an answer, the last one stands."""
        return list(self.assistant.stream(question, history=history))


@contextmanager
def model_served(
    built: Path,
    provider: str = "openai",
    *,
    timeout_s: str = TIMEOUT_S,
    refuse_format: bool = False,
) -> Iterator[WithModel]:
    """Return an assistant over the shipped plans whose model is a server of this provider."""
    holder: list[WithModel] = []

    def script(request: Mapping[str, Any]) -> Reply:
        return holder[0].script(request)

    server = SERVERS[provider](script, refuse_format=refuse_format)
    with pytest.MonkeyPatch.context() as patch, server:
        patch.setenv("PLANS_DATA_DIR", str(built))
        patch.setenv("PLANS_TODAY", "2026-07-25")
        patch.setenv("CHAT_MODEL", f"{provider}:scripted")
        patch.setenv("CHAT_BASE_URL", server.address)
        patch.setenv("CHAT_API_KEY", KEY)
        patch.setenv("CHAT_TIMEOUT_S", timeout_s)
        assistant = Assistant.open(shipped_only=True)
        holder.append(WithModel(assistant, server, refuses_format=refuse_format))
        yield holder[0]
