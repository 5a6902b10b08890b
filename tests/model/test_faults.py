"""Servers that fail: the composed answer stands, in time, and the operator reads why."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Status
from assistant.draft import Draft
from assistant.draft import Statement as Drafted
from assistant.model.calling import Kind
from assistant.model.writing import covers
from assistant.service import Assistant
from corpus.errors import InputError
from tests.model.scripts import Seen, Statement, script_of, seen, statement, truthful, written
from tests.model.served import KEY, model_served
from tests.model.servers import Reply, closed_port

VI = "Ai chủ trì chỉ số Gia nhập thị trường ở Lạng Sơn?"
EN = "Which agency leads the land access index in Lang Son?"
PROVIDERS = ("openai", "ollama")
SECONDS = "3"  # a server that stalls is waited for so long; a first call takes one


def true(told: Seen) -> Sequence[Statement]:
    return [statement(truthful(row, told.language), row.key) for row in told.rows[:2]]


def words(request: Mapping[str, Any]) -> str:
    return written(true(seen(request)), lines=seen(request).lines)


def fails(**faults: Any) -> Any:
    return lambda request: Reply(words(request), **faults)


FAULTS = {
    "401": (
        Kind.UNAUTHORISED,
        fails(status=401, body='{"error": {"message": "bad key ' + KEY + '"}}'),
    ),
    "403": (Kind.UNAUTHORISED, fails(status=403)),
    "404": (Kind.UNKNOWN, fails(status=404)),
    "500": (Kind.SERVER, fails(status=500, headers={"Retry-After": "0"})),
    "429": (Kind.LIMITED, fails(status=429, headers={"Retry-After": "900"})),
    "stall": (Kind.TIMEOUT, fails(stall_after=0)),
    "stall in the middle": (Kind.TIMEOUT, fails(stall_after=4)),
    "cut": (Kind.CUT, fails(cut_after=5)),
    "cut tidily": (Kind.CUT, fails(cut_after=5, tidy=True)),
    "fault in the stream": (Kind.SERVER, fails(fail_after=5)),
    "garbage": (Kind.INVALID, fails(garbage=True)),
    "length": (Kind.LENGTH, fails(finish="length")),
    "no JSON": (Kind.INVALID, lambda _: Reply("I would rather tell a story about the plan.")),
    "half JSON": (Kind.INVALID, lambda request: Reply(words(request)[:-3])),
    "wrong JSON": (Kind.INVALID, lambda _: Reply('{"statements": [{"text": 7}]}')),
    "nothing": (Kind.INVALID, lambda _: Reply("")),
    "no statement": (Kind.SHORT, lambda _: Reply('{"statements": []}')),
    "endless blanks": (Kind.INVALID, lambda _: Reply(" " * 700, pieces=700, endless=True)),
    "endless JSON": (
        Kind.INVALID,
        lambda _: Reply('{"statements": [' + '{"text": "Có.", "keys": [], "quotes": []},' * 40),
    ),
    "another language": (
        Kind.LANGUAGE,
        script_of(
            lambda told: [
                statement("The plan gives this task to the department.", row.key)
                for row in told.rows[:1]
            ]
        ),
    ),
}


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_ends_in_the_composed_answer_and_a_line_for_the_operator(
    fault: str,
    provider: str,
    built: Path,
    assistant: Assistant,
    caplog: pytest.LogCaptureFixture,
) -> None:
    kind, script = FAULTS[fault]
    with model_served(built, provider, timeout_s=SECONDS) as served, caplog.at_level(logging.INFO):
        served.script = script
        states = served.states(VI)
    assert states[-1].answer == assistant.ask(VI).answer
    assert states[-1].answered_by == "register"
    told = [r.getMessage() for r in caplog.records if r.name.startswith("assistant.model")]
    expected = {kind, Kind.SERVER} if kind is Kind.LIMITED else {kind}
    assert any(str(one) in line for line in told for one in expected), told
    everything = caplog.text + "".join(state.answer for state in states)
    assert KEY not in everything
    assert states[-1].seconds < 3 * float(SECONDS)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_server_that_is_not_there_costs_no_time(
    provider: str, built: Path, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANS_DATA_DIR", str(built))
    monkeypatch.setenv("CHAT_MODEL", f"{provider}:m")
    monkeypatch.setenv(
        "CHAT_BASE_URL", f"{closed_port()}/v1" if provider == "openai" else closed_port()
    )
    answer = Assistant.open(shipped_only=True).ask(VI)
    assert answer.answer == assistant.ask(VI).answer


def test_a_second_try_mends_a_passing_fault(built: Path) -> None:
    asked: list[int] = []

    def script(request: Mapping[str, Any]) -> Reply:
        asked.append(1)
        if len(asked) == 1:
            return Reply(status=429, headers={"Retry-After": "0"})
        return Reply(words(request))

    with model_served(built) as served:
        served.script = script
        assert served.states(VI)[-1].answered_by == "model"
    assert len(asked) == 2


def test_a_refused_key_is_not_tried_again(built: Path) -> None:
    with model_served(built) as served:
        served.script = fails(status=401)
        served.states(VI)
        assert len(served.server.requests) == 1


def test_a_server_without_structured_output_is_asked_in_lines_from_then_on(built: Path) -> None:
    with model_served(built, refuse_format=True) as served:
        served.script = script_of(true)
        assert [served.states(q)[-1].answered_by for q in (VI, VI)] == ["model", "model"]
        formats = ["response_format" in request.body for request in served.server.requests]
    assert formats == [True, False, False]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_sentence_is_shown_once_it_is_proved(provider: str, built: Path) -> None:
    """The server holds the reply back after the first sentence; that one is there by then."""
    from tests.model.connections import Gate

    gate = Gate()

    def script(request: Mapping[str, Any]) -> Reply:
        reply = words(request)
        first = reply.index("}", reply.index("quotes")) + 2
        return Reply(reply, pieces=first, stall_after=1, gate=gate)

    with model_served(built, provider) as served:
        served.script = script
        states = served.assistant.stream(VI)
        first = next(states)
        assert first.answered_by == "model"
        assert first.answer.count("\n\n") == 0
        assert "**Sở Tài chính** chủ trì" in first.answer
        gate.open()
        last = list(states)[-1]
    assert last.answer.startswith(first.answer)
    assert last.answer.count("\n\n") == 1


def test_the_key_is_sent_to_the_server_alone(built: Path, caplog: pytest.LogCaptureFixture) -> None:
    with model_served(built) as served, caplog.at_level(logging.DEBUG):
        served.script = script_of(true)
        served.states(EN)
        assert served.server.requests[0].headers["authorization"] == f"Bearer {KEY}"
        bodies = [str(request.body) for request in served.server.requests]
    assert KEY not in caplog.text
    assert not any(KEY in body for body in bodies)


def test_without_a_model_nothing_is_imported_for_one() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from assistant.service import Assistant; "
        "print([m for m in sys.modules if m.startswith(('openai', 'ollama', 'langchain.', "
        "'langchain_openai', 'langchain_ollama', 'assistant.model.writing'))])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_refusal_is_never_given_to_a_model(built: Path) -> None:
    with model_served(built) as served:
        served.script = script_of(true)
        assert served.states("Thời tiết Lạng Sơn hôm nay thế nào?")[-1].answered_by == "none"
        assert served.server.requests == []


def test_an_assistant_without_a_model_does_not_look_at_its_settings(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The evaluation and the benchmarks measure the program itself, whatever is set."""
    monkeypatch.setenv("PLANS_DATA_DIR", str(built))
    monkeypatch.setenv("CHAT_MODEL", "no model at all")
    assert Assistant.open(shipped_only=True, with_model=False).ask(VI).answered_by == "register"
    with pytest.raises(InputError, match="CHAT_MODEL"):
        Assistant.open(shipped_only=True)


def test_all_calls_for_one_answer_share_its_time(built: Path) -> None:
    """A translation that stalls cost a time-out of its own beside that of the answer."""

    def script(request: Mapping[str, Any]) -> Reply:
        if seen(request).purpose == "translate":
            return Reply("q1: words", stall_after=0)
        return Reply(words(request))

    with model_served(built, timeout_s=SECONDS) as served:
        served.script = script
        answer = served.states(EN)[-1]
    assert answer.answered_by == "model"
    assert answer.seconds < 1.5 * float(SECONDS)


def test_a_composed_answer_of_bare_sentences_alone_ended_in_a_fault() -> None:
    told = Draft(Status.ANSWERED, None, "register", (Drafted("Xin chào.", bare=True),))
    assert not covers([], told)
