"""The door to LangChain's chat models: one that the settings name, and what it is sent.

A provider's package is an extra. Nothing here is imported where no model is named.
"""

import importlib.util
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from langchain.chat_models import init_chat_model
from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage
from langchain_core.runnables import Runnable
from langsmith import configure

from assistant.model.replies import SCHEMA
from assistant.model.settings import ModelSettings
from corpus.errors import InputError
from prompts.templates import Prompt

Model = Runnable[LanguageModelInput, Any]
#: Providers and the packages that reach them.
PACKAGES = {"openai": "langchain-openai", "ollama": "langchain-ollama"}
#: Where a provider is, unless CHAT_BASE_URL says otherwise.
ADDRESSES = {"openai": "https://api.openai.com/v1", "ollama": "http://127.0.0.1:11434"}
#: The room that an Ollama model is given, in tokens; its own default cuts our prompts.
CONTEXT_TOKENS = 8_192
NO_KEY = "none"  # the client wants one where the server does not


def connect(settings: ModelSettings) -> Model:
    """Return the client of a model; nothing is sent yet.

    Raises:
        InputError: an unknown provider, a package that is not installed, a missing key.
    """
    package = PACKAGES.get(settings.provider)
    if package is None:
        raise InputError(
            f"CHAT_MODEL names the provider '{settings.provider}'; this program knows "
            f"{' and '.join(sorted(PACKAGES))} (openai: any endpoint of that form, by "
            "CHAT_BASE_URL)."
        )
    if importlib.util.find_spec(package.replace("-", "_")) is None:
        raise InputError(
            f"CHAT_MODEL is '{settings.name}', which needs the package {package}. Install it "
            "with 'make models' (or pip install -r requirements-models.txt -c constraints.txt)."
        )
    if settings.provider == "openai" and not (settings.api_key or settings.base_url):
        raise InputError(
            "CHAT_MODEL names openai with neither CHAT_BASE_URL (your own server) nor "
            "CHAT_API_KEY (a hosted one); set one of them."
        )
    # What people ask, and the key, go to the server that CHAT_* names and to nobody else:
    # the clients read addresses, keys and names of owners of their own from the environment.
    configure(enabled=False)  # LangSmith's tracing, whatever the environment says
    with _without(_FOREIGN):
        model: Model = init_chat_model(
            settings.model, model_provider=settings.provider, **_arguments(settings)
        )
    return model


_FOREIGN = ("OPENAI_", "OLLAMA_", "LANGCHAIN_OPENAI_")
_BUILDING = threading.Lock()


@contextmanager
def _without(prefixes: tuple[str, ...]) -> Iterator[None]:
    """Take other programs' settings out of the environment while a client is made."""
    with _BUILDING:
        kept = {name: value for name, value in os.environ.items() if name.startswith(prefixes)}
        for name in kept:
            del os.environ[name]
        try:
            yield
        finally:
            os.environ.update(kept)


def _arguments(settings: ModelSettings) -> dict[str, Any]:
    """Return a client's own names for the settings; it never tries again by itself."""
    found: dict[str, Any] = {
        "temperature": settings.temperature,
        "base_url": settings.base_url or ADDRESSES[settings.provider],
    }
    if settings.provider == "openai":
        return found | {
            "api_key": settings.api_key or NO_KEY,
            "timeout": settings.timeout_s,
            "max_retries": 0,
            "max_tokens": settings.max_tokens,
            "use_responses_api": False,
            "stream_usage": False,
        }
    client: dict[str, Any] = {"timeout": settings.timeout_s}
    if settings.api_key:
        client["headers"] = {"Authorization": f"Bearer {settings.api_key}"}
    return found | {
        "client_kwargs": client,
        "num_predict": settings.max_tokens,
        "num_ctx": CONTEXT_TOKENS,
        "reasoning": False,
    }


def structured(model: Model, provider: str) -> Model:
    """Return the model held to our JSON schema by its provider."""
    if provider == "ollama":
        return model.bind(format=SCHEMA)
    told = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True}}
    told["json_schema"]["schema"] = SCHEMA  # type: ignore[index]
    return model.bind(response_format=told)


def pieces(model: Model, prompt: Prompt) -> Iterator[tuple[str, str]]:
    """Yield a model's words as they come, each with the reason why it ends, if it does."""
    messages: list[BaseMessage] = [SystemMessage(prompt.rules), HumanMessage(prompt.asked)]
    for chunk in model.stream(messages):
        told = getattr(chunk, "response_metadata", {}) or {}
        ended = told.get("finish_reason") or told.get("done_reason") or ""
        yield str(getattr(chunk, "text", "")), str(ended)
