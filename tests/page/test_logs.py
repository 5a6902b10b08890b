"""What the running chat logs, and above all what it does not."""

import asyncio
import io
import json
import logging
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from assistant import logs
from assistant.answer import Answer, Status
from assistant.logged import Logged
from corpus.types import Plan
from tests.conftest import ROOT
from tests.page.stand_in import FLAGSHIP, StandIn, make_answer, make_plan

SECRET = "sk-this-is-never-to-be-seen"
WORDS = "hunter2"  # what somebody asked, and what must not be found


class Changing(StandIn):
    """Its plans can change; "told" is an error that quotes the question."""

    def __init__(self) -> None:
        super().__init__()
        self.now: tuple[Plan, ...] = (make_plan("a"), make_plan("b"))

    def plans(self) -> tuple[Plan, ...]:
        return self.now

    def refresh(self) -> None:
        self.now = (make_plan("a"), make_plan("c"))

    def ask(self, question: str, **asked: Any) -> Answer:
        if "told" in question:
            words = f"There is no plan '{question}'."
            return replace(make_answer(question, words, Status.ERROR), reason=words)
        return super().ask(question, **asked)


@pytest.fixture(autouse=True)
def settings_of_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PLANS_LOG", "PLANS_LOG_LEVEL", "PLANS_LOG_QUESTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CHAT_API_KEY", SECRET)


def logged(act: Callable[[], object]) -> str:
    """Return what is logged while a function runs."""
    stream = io.StringIO()
    with logs.running(stream):
        act()
    return stream.getvalue()


def lines(act: Callable[[], object]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in logged(act).splitlines()]


def test_an_answer_is_one_line_of_these_fields() -> None:
    for ask in (
        lambda: Logged(StandIn()).ask(FLAGSHIP, plans=("x",), history=[WORDS]),
        lambda: list(Logged(StandIn()).stream(FLAGSHIP, history=[WORDS])),
    ):
        (line,) = lines(ask)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("time"))
        assert re.fullmatch(r"[0-9a-f]{16}", line.pop("request"))
        assert 0 <= line.pop("seconds") < 60
        assert line == {
            "level": "info", "event": "answered", "status": "answered", "reason": None,
            "answered_by": "register", "language": "en", "citations": 1,
            "plans": ["stand-in-2026"], "question_characters": len(FLAGSHIP),
        }  # fmt: skip


def test_what_the_assistant_gives_and_takes_is_the_same() -> None:
    inner = StandIn()
    wrapped = Logged(inner)
    logged(lambda: wrapped.ask("a", history=["b"], plans=["c"]))
    assert inner.asked == [("a", ("b",), ("c",))]
    given: list[Answer] = []
    inner.first_shown.set()
    logged(lambda: given.extend(wrapped.stream("slowly land access")))
    assert [answer.answer for answer in given] == [
        answer.answer for answer in inner.stream("slowly land access")
    ]
    assert (wrapped.plans(), wrapped.answered) == (inner.plans(), 2)


def test_no_two_questions_share_an_id() -> None:
    wrapped = Logged(StandIn())
    found = lines(lambda: [wrapped.ask("a") for _ in range(50)])
    assert len({line["request"] for line in found}) == 50


def test_plans_that_come_go_and_change_are_logged_once() -> None:
    inner = Changing()
    wrapped = Logged(inner)

    def act() -> None:
        wrapped.refresh()
        wrapped.refresh()
        inner.now = (replace(make_plan("a"), source_sha256="1" * 64), make_plan("c"))
        wrapped.ask("row")

    first, second, answered = lines(act)
    assert (first["event"], first["added"], first["removed"], first["changed"], first["plans"]) == (
        "plans_changed", ["c"], ["b"], [], 2,
    )  # fmt: skip
    assert (second["added"], second["removed"], second["changed"]) == ([], [], ["a"])
    assert answered["event"] == "answered"


def test_one_who_goes_away_is_logged_as_that() -> None:
    def act() -> None:
        answers = Logged(StandIn()).stream(f"slowly {WORDS}")
        next(answers)
        answers.close()  # type: ignore[attr-defined]

    (line,) = lines(act)
    assert (line["event"], line["question_characters"]) == ("abandoned", 14)


def fail_with_a_traceback() -> None:
    """A question that is a fault of the program, as the page turns it into words."""
    from assistant.page.talk import answer_safely

    answer_safely(Logged(StandIn()), f"broken {WORDS}")


def fail_in_a_chain() -> None:
    try:
        try:
            raise ValueError(f"no {WORDS}")
        except ValueError as error:
            error.add_note(f"asked: {WORDS}")
            raise RuntimeError(f"because of {WORDS}") from error
    except RuntimeError:
        logging.getLogger("assistant.page").exception("It did not work.")


def fail_in_a_task() -> None:
    """A task whose fault nobody takes: asyncio logs its words, the question among them."""

    async def ask() -> None:
        raise ValueError(WORDS)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        try:
            await ask()
        except ValueError as error:
            context = {"message": "Task exception was never retrieved", "exception": error}
            loop.call_exception_handler(context | {"future": f"<{WORDS}>"})

    asyncio.run(main())


def fail_in_a_thread() -> None:
    def ask() -> None:
        raise ValueError(WORDS)

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()


def warn() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.warn(f"odd: {WORDS}", UserWarning, stacklevel=1)


def others_say() -> None:
    other = logging.getLogger("some.library")
    other.warning("asked %s", WORDS)
    other.error(f"asked {WORDS}")
    other.error(f"asked {WORDS}\nand more")


QUOTING = {
    "an answer": lambda: Logged(StandIn()).ask(WORDS),
    "an error": lambda: Logged(Changing()).ask(f"told {WORDS}"),
    "history": lambda: Logged(StandIn()).ask("a", history=[WORDS], plans=[WORDS]),
    "a stream": lambda: list(Logged(StandIn()).stream(WORDS)),
    "a fault": fail_with_a_traceback,
    "a chain": fail_in_a_chain,
    "a task": fail_in_a_task,
    "a thread": fail_in_a_thread,
    "a warning": warn,
    "others": others_say,
}


@pytest.mark.parametrize("form", ["json", "text"])
@pytest.mark.parametrize("case", QUOTING)
def test_no_word_of_a_question_is_logged(
    case: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANS_LOG", form)
    said = logged(QUOTING[case])
    assert said
    assert WORDS not in said


@pytest.mark.parametrize("case", sorted(QUOTING.keys() - {"history"}))
def test_the_words_are_logged_where_that_is_asked_for(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the cases above do carry the words to where they are left out."""
    monkeypatch.setenv("PLANS_LOG_QUESTIONS", "on")
    assert WORDS in logged(QUOTING[case])


def test_a_fault_is_logged_once_with_its_kind_and_place() -> None:
    failed, fault = lines(fail_with_a_traceback)
    assert (failed["level"], failed["event"], failed["kind"]) == ("error", "failed", "RuntimeError")
    assert fault["level"] == "error"
    assert fault["message"] == "A question could not be answered."
    first, note, *places = fault["traceback"].split("\n")
    assert (first, note) == ("RuntimeError", f"request {failed['request']}")
    assert re.search(r"stand_in\.py:\d+ ask$", places[-1])


def test_the_causes_of_a_fault_are_named_in_their_order() -> None:
    (line,) = lines(fail_in_a_chain)
    assert re.findall(r"^(?:after )?(\w+Error)$", line["traceback"], re.MULTILINE) == [
        "RuntimeError",
        "ValueError",
    ]


def test_signs_that_act_on_a_screen_are_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_LOG_QUESTIONS", "on")
    asked = 'a\x1b[2J\x07\x7f\r\n\x85\u2028\u202e"q" ế'
    for form in ("json", "text"):
        monkeypatch.setenv("PLANS_LOG", form)
        (line,) = logged(lambda: Logged(StandIn()).ask(asked)).split("\n")[:-1]
        assert re.fullmatch(r"[\x20-\x7e]+", line)
    monkeypatch.setenv("PLANS_LOG", "json")
    (found,) = lines(lambda: Logged(StandIn()).ask(asked))
    assert found["question"] == asked.replace("\x7f", "\\x7f")


@pytest.mark.parametrize("form", ["json", "text"])
def test_the_key_is_never_logged(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_LOG", form)
    monkeypatch.setenv("PLANS_LOG_QUESTIONS", "on")

    def act() -> None:
        logging.getLogger("assistant").warning("the key %s was refused", SECRET)
        Logged(StandIn()).ask(f"row {SECRET}")
        logs.tell("started", settings={"CHAT_API_KEY": SECRET}, more=[SECRET])
        try:
            raise ValueError(f"Bearer {SECRET}")
        except ValueError:
            logging.getLogger("other").exception("refused")

    said = logged(act)
    assert len(said.splitlines()) == 4 or form == "text"
    assert SECRET not in said
    assert said.count("***") == 5


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("info", ["info", "warning", "error"]),
        ("warning", ["warning", "error"]),
        ("error", ["error"]),
    ],
)
def test_the_least_level_that_is_logged(
    level: str, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANS_LOG_LEVEL", level)

    def act() -> None:
        logs.tell("answered")
        for name in ("assistant.service", "httpx"):
            logging.getLogger(name).info("never")
        logging.getLogger("assistant.service").warning("careful")
        logging.getLogger("assistant.service").error("wrong")

    assert [line["level"] for line in lines(act)] == expected


def test_off_is_no_line_not_even_python_s_own(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANS_LOG", "off")
    assert logged(fail_with_a_traceback) == ""
    assert "".join(capfd.readouterr()) == ""


def test_all_is_as_it_was_afterwards() -> None:
    def state() -> tuple[object, ...]:
        root = logging.getLogger()
        return root.level, list(root.handlers), threading.excepthook, warnings.showwarning

    before = state()
    logged(lambda: None)
    assert state() == before


@pytest.fixture
def server_loggers() -> Iterator[list[logging.Logger]]:
    found = [logging.getLogger(name) for name in ("uvicorn", "uvicorn.error", "uvicorn.access")]
    before = [(list(x.handlers), x.propagate, x.disabled, x.level) for x in found]
    yield found
    for logger, (handlers, propagate, disabled, level) in zip(found, before, strict=True):
        logger.handlers[:] = handlers
        logger.propagate, logger.disabled = propagate, disabled
        logger.setLevel(level)


def test_the_web_server_logs_in_the_same_form_and_no_requests(
    server_loggers: list[logging.Logger],
) -> None:
    own = io.StringIO()
    for logger in server_loggers:
        logger.addHandler(logging.StreamHandler(own))
        logger.propagate = False
        logger.setLevel(logging.INFO)

    def act() -> None:
        logs.adopt_server()
        server_loggers[1].error("Exception in ASGI application\n")
        server_loggers[2].warning('%s - "%s %s"', "127.0.0.1", "GET", f"/?q={WORDS}")

    (line,) = lines(act)
    assert (line["logger"], line["message"]) == ("uvicorn.error", "Exception in ASGI application")
    assert own.getvalue() == ""


def test_the_document_names_the_fields_of_an_answer() -> None:
    text = (ROOT / "docs/running.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| `answered` \|.*$", text, re.MULTILINE)
    (line,) = lines(lambda: Logged(StandIn()).ask(FLAGSHIP))
    assert set(re.findall(r"`(\w+)`", row)) - {"answered"} == line.keys() - {
        "time", "level", "event",
    }  # fmt: skip
