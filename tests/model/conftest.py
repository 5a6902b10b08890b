"""No setting of the machine's own reaches the model clients."""

import os

import pytest

SETTINGS = ("OPENAI_", "OLLAMA_", "LANGCHAIN_OPENAI_", "LANGSMITH_")


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take keys, addresses and proxies out of the environment: a proxy would get the requests."""
    for name in list(os.environ):
        if name.startswith(SETTINGS) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
