"""The assistant of the room ``assistant``'s tests, and an environment without settings."""

import os

import pytest

from tests.assistant.conftest import assistant, built, data_dir, opened, own_data_dir

__all__ = ["assistant", "built", "data_dir", "opened", "own_data_dir"]
SETTINGS = ("CHAT_", "OPENAI_", "OLLAMA_", "LANGCHAIN_", "LANGSMITH_")


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take keys, addresses and proxies out of the environment: a proxy would get the requests."""
    for name in list(os.environ):
        if name.startswith(SETTINGS) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
