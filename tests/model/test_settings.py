"""What the environment may say of a model, and what its server is sent of that environment."""

import importlib.util
import os
import subprocess
import sys

import pytest

from assistant.model.connecting import NO_KEY, PACKAGES, connect, pieces, structured
from assistant.model.opening import open_writer
from assistant.model.settings import ModelSettings, from_environment
from corpus.errors import InputError
from prompts.templates import Prompt
from tests.conftest import ROOT
from tests.model.servers import ModelServer, OllamaServer, OpenAIServer, Reply, Request

KEY = "sk-this-is-never-to-be-seen"
ASKED = Prompt("the rules", "the question")
SERVERS: dict[str, type[ModelServer]] = {"openai": OpenAIServer, "ollama": OllamaServer}


def told(monkeypatch: pytest.MonkeyPatch, **settings: str) -> ModelSettings | None:
    for name, value in settings.items():
        monkeypatch.setenv(f"CHAT_{name}", value)
    return from_environment()


def refused(monkeypatch: pytest.MonkeyPatch, **settings: str) -> str:
    """Return the words with which a setting is refused, beside a sound model and key."""
    with pytest.raises(InputError) as raised:
        told(monkeypatch, **{"MODEL": "openai:m", "API_KEY": KEY, **settings})
    return str(raised.value)


def sent(settings: ModelSettings) -> Request:
    """Return the one chat request that a server gets from the client of these settings."""
    with SERVERS[settings.provider]([Reply("words")]) as server:
        there = ModelSettings(
            settings.provider,
            settings.model,
            server.address,
            settings.api_key,
            settings.timeout_s,
            settings.temperature,
            settings.max_tokens,
        )
        got = "".join(text for text, _ in pieces(connect(there), ASKED))
    assert got == "words"
    (request,) = server.requests
    return request


def test_no_setting_is_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    assert from_environment() is None
    assert open_writer() is None
    assert told(monkeypatch, MODEL="  ") is None


def test_the_companions_alone_are_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not even looked at: a wrong one harms nobody."""
    assert told(monkeypatch, API_KEY=KEY, BASE_URL="nonsense", TIMEOUT_S="x") is None


def test_a_model_alone_has_the_usual_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, MODEL="ollama:qwen3:8b") == ModelSettings(
        provider="ollama",
        model="qwen3:8b",
        base_url="",
        api_key="",
        timeout_s=30.0,
        temperature=0.0,
        max_tokens=1000,
    )


def test_every_setting_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    found = told(
        monkeypatch,
        MODEL=" openai:org/model-1 ",
        BASE_URL=" https://models.example.org/v1/ ",
        API_KEY=f" {KEY}\n",
        TIMEOUT_S="12.5",
        TEMPERATURE="0.7",
        MAX_TOKENS="2000",
    )
    assert found is not None
    assert found.name == "openai:org/model-1"
    assert found.base_url == "https://models.example.org/v1"
    assert found.api_key == KEY
    assert (found.timeout_s, found.temperature, found.max_tokens) == (12.5, 0.7, 2000)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("TIMEOUT_S", v) for v in ("0.1", "600")),
        *(("TEMPERATURE", v) for v in ("0", "2")),
        *(("MAX_TOKENS", v) for v in ("16", "8000")),
    ],
)
def test_the_ends_of_a_range_belong_to_it(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = told(monkeypatch, MODEL="openai:m", **{name: value})
    assert getattr(found, name.lower()) == float(value)


WRONG = [
    *(("MODEL", v) for v in ("openai", "openai:", ":m", "OpenAI:m", "openai:a b", "gpt-4.1")),
    *(("TIMEOUT_S", v) for v in ("0", "0.05", "601", "-1", "inf", "nan", "1e400", "soon", "5s")),
    *(("TEMPERATURE", v) for v in ("-0.1", "2.1", "hot", "nan", "0,5")),
    *(("MAX_TOKENS", v) for v in ("15", "8001", "-1", "1.5", "1_000", "many", "１００", "9" * 30)),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_named_with_its_setting(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = refused(monkeypatch, **{name: value})
    assert f"CHAT_{name} is '{value}'" in words
    assert "write" in words  # it says what to do
    assert KEY not in words


@pytest.mark.parametrize(
    "address",
    [
        "models.example.org",
        "127.0.0.1:11434",
        "//models.example.org/v1",
        "ftp://models.example.org",
        "http://",
        "http:///v1",
        "http://[::1",
        "http://somebody@models.example.org/v1",
        "http://somebody:pass-word@models.example.org/v1",
        "http://:pass-word@models.example.org/v1",
        "https://models.example.org/v1?api-key=pass-word",
    ],
)
def test_a_wrong_address_is_refused_and_never_repeated(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = refused(monkeypatch, BASE_URL=address)
    assert words.startswith("CHAT_BASE_URL is no address of a model server")
    assert "pass-word" not in words
    assert "somebody" not in words
    assert KEY not in words


def test_a_refused_address_leaves_no_trace_in_the_chain_of_errors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHAT_MODEL", "openai:m")
    monkeypatch.setenv("CHAT_BASE_URL", "http://me:pass-word@[::1")
    with pytest.raises(InputError) as raised:
        from_environment()
    assert raised.value.__cause__ is None
    assert "pass-word" not in repr(raised.value)


def test_settings_never_show_the_key() -> None:
    settings = ModelSettings("openai", "m", "http://127.0.0.1:1/v1", KEY)
    assert KEY not in repr(settings)
    assert KEY not in f"{settings} {settings!r} {[settings]}"
    assert settings.api_key == KEY


def test_an_unknown_provider_is_refused_by_name() -> None:
    with pytest.raises(InputError) as raised:
        connect(ModelSettings("parrot", "m", "http://127.0.0.1:1", KEY))
    words = str(raised.value)
    assert "CHAT_MODEL names the provider 'parrot'" in words
    assert "ollama and openai" in words
    assert KEY not in words


@pytest.mark.parametrize(("provider", "package"), sorted(PACKAGES.items()))
def test_a_missing_package_is_named_with_the_way_to_install_it(
    provider: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def none_found(name: str) -> None:
        asked.append(name)

    monkeypatch.setattr(importlib.util, "find_spec", none_found)
    with pytest.raises(InputError) as raised:
        connect(ModelSettings(provider, "m", "http://127.0.0.1:1", KEY))
    words = str(raised.value)
    assert asked == [package.replace("-", "_")]
    assert f"CHAT_MODEL is '{provider}:m', which needs the package {package}." in words
    assert "pip install -r requirements-models.txt -c constraints.txt" in words
    assert KEY not in words


def test_openai_wants_a_key_or_an_address() -> None:
    with pytest.raises(InputError, match=r"neither CHAT_BASE_URL .* nor CHAT_API_KEY"):
        connect(ModelSettings("openai", "m"))


def test_a_wrong_setting_stops_the_opening_of_a_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAT_MODEL", "openai:m")
    with pytest.raises(InputError, match="CHAT_API_KEY"):
        open_writer()
    monkeypatch.setenv("CHAT_BASE_URL", "http://127.0.0.1:1/v1")
    assert open_writer() is not None


@pytest.mark.parametrize("provider", SERVERS)
def test_the_key_of_the_settings_is_sent(provider: str) -> None:
    request = sent(ModelSettings(provider, "m", api_key=KEY))
    assert request.headers["authorization"] == f"Bearer {KEY}"


def test_the_environments_openai_key_is_never_sent_to_ones_own_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    request = sent(ModelSettings("openai", "m"))
    assert request.headers["authorization"] == f"Bearer {NO_KEY}"
    assert KEY not in str(request)


def test_the_key_of_the_settings_goes_before_that_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    monkeypatch.setenv("OLLAMA_API_KEY", "sk-of-the-environment")
    for provider in SERVERS:
        request = sent(ModelSettings(provider, "m", api_key=KEY))
        assert request.headers["authorization"] == f"Bearer {KEY}"


def test_an_openai_server_is_sent_the_settings() -> None:
    body = sent(ModelSettings("openai", "m", temperature=0.5, max_tokens=99)).body
    assert (body["model"], body["temperature"], body["stream"]) == ("m", 0.5, True)
    assert 99 in (body.get("max_tokens"), body.get("max_completion_tokens"))
    assert [m["content"] for m in body["messages"]] == list(ASKED)
    assert [m["role"] for m in body["messages"]] == ["system", "user"]


def test_an_ollama_server_is_sent_the_settings() -> None:
    body = sent(ModelSettings("ollama", "m", temperature=0.5, max_tokens=99)).body
    assert (body["model"], body["stream"], body["think"]) == ("m", True, False)
    options = body["options"]
    assert (options["temperature"], options["num_predict"]) == (0.5, 99)
    assert options["num_ctx"] == 8192
    assert [m["content"] for m in body["messages"]] == list(ASKED)


@pytest.mark.parametrize("provider", SERVERS)
def test_a_model_held_to_a_form_is_told_the_form(provider: str) -> None:
    with SERVERS[provider]([Reply("{}")]) as server:
        model = connect(ModelSettings(provider, "m", server.address))
        list(pieces(structured(model, provider), ASKED))
    (request,) = server.requests
    asked = request.body[server.format_key]
    schema = asked if provider == "ollama" else asked["json_schema"]["schema"]
    assert schema["required"] == ["statements"]
    assert provider == "ollama" or asked["json_schema"]["strict"] is True


@pytest.mark.parametrize("name", ["LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGCHAIN_TRACING"])
def test_no_question_is_traced_whatever_the_environment_says(name: str) -> None:
    """In a program of its own: the library remembers what it once read of the environment."""
    program = (
        "from assistant.model.connecting import connect\n"
        "from assistant.model.settings import ModelSettings\n"
        "connect(ModelSettings('openai', 'm', 'http://127.0.0.1:1/v1'))\n"
        "from langsmith.utils import tracing_is_enabled\n"
        "print(tracing_is_enabled())\n"
    )
    told_by = {**os.environ, "LANGSMITH_TRACING": "", "LANGCHAIN_TRACING_V2": "", name: "true"}
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=told_by,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "False"
