"""The command that starts the chat: usage, errors in words, and a clean end."""

import os
import signal
import socket
import subprocess
import sys
import types
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

import app
from assistant.page.ports import HOST, free_port, port_is_free
from corpus.errors import DamagedIndexError, InputError, MissingIndexError, PlansError
from prompts.page import EXAMPLES
from tests.conftest import ROOT
from tests.page.chat import heeding_ctrl_c
from tests.page.stand_in import StandIn

#: Runs app.py with the stand-in where the assistant would be.
WITH_STAND_IN = """
import sys, types
from tests.page.stand_in import StandIn
service = types.ModuleType("assistant.service")
service.Assistant = type("Assistant", (), {"open": staticmethod(lambda **_: StandIn())})
sys.modules["assistant.service"] = service
import app
raise SystemExit(app.main(["--port", sys.argv[1]]))
"""


@pytest.fixture(autouse=True)
def signals_restored() -> Iterator[None]:
    kept = [(number, signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "example.com")
        patch.setenv("GRADIO_ANALYTICS_ENABLED", "False")
        yield
    for number, handler in kept:
        signal.signal(number, handler)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "app.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_help_is_quick_and_names_the_options() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "--port" in done.stdout
    assert "7860" in done.stdout


@pytest.mark.parametrize(
    "wrong",
    [["--port", "0"], ["--port", "65536"], ["--port", "x"], ["--port", "9" * 5000],
     ["--host", "0.0.0.0"], ["--share"]],
    ids=lambda words: words[-1][:10],
)  # fmt: skip
def test_wrong_usage_is_two(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        app.main(wrong)
    assert stopped.value.code == 2
    assert "usage: python app.py" in capsys.readouterr().err


def test_a_taken_port_is_said_before_anything_is_built(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "assistant.service", None)  # importing it would fail
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not port_is_free(port)
        assert app.main(["--port", str(port)]) == 1
    assert f"port {port} of 127.0.0.1 is taken" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MissingIndexError("No index in data/index. Build it: python -m index build"), 1),
        (DamagedIndexError("data/index/x has another hash. Build it again."), 1),
        (PermissionError(13, "Permission denied", "data"), 1),
        (PlansError("Something of ours."), 1),
        (InputError("PLANS_DATA_DIR is a file, not a folder."), 2),
        (KeyboardInterrupt(), 0),
    ],
    ids=lambda value: type(value).__name__,
)
def test_errors_at_the_start_are_sentences(
    error: BaseException,
    code: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(**_: Any) -> None:
        raise error

    service = types.ModuleType("assistant.service")
    service.Assistant = types.SimpleNamespace(open=fail)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "assistant.service", service)
    assert app.main(["--port", str(free_port())]) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert str(error) in printed.err
    assert "Traceback" not in printed.err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_running_chat_is_on_this_machine_and_ends_cleanly(number: signal.Signals) -> None:
    port = free_port()
    # Started where GRADIO_* would open it to others, if the program listened to them.
    asked = {"GRADIO_SERVER_NAME": "0.0.0.0", "GRADIO_SHARE": "True", "PYTHONPATH": str(ROOT)}
    asked["PLANS_LOG"] = "off"  # what is left are the words for people
    with subprocess.Popen(
        [sys.executable, "-c", WITH_STAND_IN, str(port)],
        cwd=ROOT,
        env={**os.environ, **asked},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heeding_ctrl_c,
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line == f"The chat is at http://127.0.0.1:{port}/ (Ctrl-C stops it).\n"
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
                assert page.status == 200
            process.send_signal(number)
            rest, said = process.communicate(timeout=30)
        finally:
            process.kill()
    assert process.returncode == 0
    assert rest == ""
    assert said == "Opening the plans and their index ...\nStopped.\n"
    assert port_is_free(port)


def test_a_language_model_is_not_asked_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """It was once asked all six examples before the chat was served."""
    for model, asked in (("", list(EXAMPLES)), ("ollama:some-model", [])):
        monkeypatch.setenv("CHAT_MODEL", model)
        assistant = StandIn()
        app._warm(assistant)
        assert [question for question, *_ in assistant.asked] == asked
