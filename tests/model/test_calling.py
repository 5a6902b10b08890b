"""Calls keep to their time, are made again only where that may help, and tell kinds alone.

The clock and the waits are the tests' own: nothing here takes longer than its work.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from assistant.model.calling import LONGEST_WAIT_S, TRIES, Call, Kind, ModelError, words_of
from prompts.templates import Prompt

SECRET = "sk-this-is-never-to-be-seen"
ASKED = Prompt("rules", "asked")
STOP = ("", "stop")
TIME_S = 60.0
Try = list[tuple[str, str] | Exception]


class HttpError(Exception):
    """An error as the clients raise it: with a status and the server's headers."""

    def __init__(self, status: object, retry_after: str | None = None) -> None:
        super().__init__(f"the server says {SECRET}")
        self.status_code = status
        headers = {} if retry_after is None else {"retry-after": retry_after}
        self.response = SimpleNamespace(headers=headers)


class Time:
    """A clock that only waits move, unless a call moves it."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.waits: list[float] = []

    def clock(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


class Scripted:
    """A call that goes as each of its tries is told, the last one again and again."""

    def __init__(self, *tries: Try) -> None:
        self.tries = tries
        self.prompts: list[Prompt] = []

    def __call__(self, prompt: Prompt) -> Iterator[tuple[str, str]]:
        self.prompts.append(prompt)
        for told in self.tries[min(len(self.prompts), len(self.tries)) - 1]:
            if isinstance(told, Exception):
                raise told
            yield told


def heard(call: Call, time: Time, timeout_s: float = TIME_S) -> tuple[list[str], Kind | None]:
    """Return the words that came, and the kind of the fault that ended them, if one did."""
    found: list[str] = []
    try:
        for piece in words_of(call, ASKED, timeout_s, clock=time.clock, wait=time.wait):
            found.append(piece)
    except ModelError as fault:
        return found, fault.kind
    return found, None


def named(*names: str) -> Exception:
    """Return an error whose class and bases have these names, the nearest first."""
    made: type = Exception
    for name in reversed(names):
        made = type(name, (made,), {})
    error = made(f"the client says {SECRET}")
    assert isinstance(error, Exception)
    return error


def test_words_come_in_order_and_the_prompt_is_sent_once() -> None:
    call, time = Scripted([("Sở ", ""), ("Tư pháp", ""), STOP]), Time()
    assert heard(call, time) == (["Sở ", "Tư pháp", ""], None)
    assert call.prompts == [ASKED]
    assert time.waits == []


@pytest.mark.parametrize("reason", ["stop", "eos", "end_turn"])
def test_an_answer_that_says_it_is_whole_is_whole(reason: str) -> None:
    assert heard(Scripted([("a", reason)]), Time()) == (["a"], None)
    assert heard(Scripted([("a", reason), ("", "")]), Time()) == (["a", ""], None)


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("", Kind.CUT),
        ("length", Kind.LENGTH),
        ("content_filter", Kind.LENGTH),
        ("tool_calls", Kind.LENGTH),
    ],
)
def test_an_answer_that_does_not_is_a_fault(reason: str, kind: Kind) -> None:
    call = Scripted([("a", reason)])
    assert heard(call, Time()) == (["a"], kind)
    assert len(call.prompts) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 529])
def test_a_passing_fault_is_tried_again(status: int) -> None:
    call, time = Scripted([HttpError(status)], [HttpError(status)], [("a", ""), STOP]), Time()
    assert heard(call, time) == (["a", ""], None)
    assert len(call.prompts) == 3
    assert time.waits == [0.5, 1.0]  # each is twice the one before


@pytest.mark.parametrize(("status", "kind"), [(429, Kind.LIMITED), (503, Kind.SERVER)])
def test_after_three_tries_it_is_over(status: int, kind: Kind) -> None:
    call, time = Scripted([HttpError(status)]), Time()
    assert heard(call, time) == ([], kind)
    assert len(call.prompts) == TRIES == 3
    assert len(time.waits) == 2


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, Kind.REJECTED),
        (401, Kind.UNAUTHORISED),
        (403, Kind.UNAUTHORISED),
        (404, Kind.UNKNOWN),
        (413, Kind.REJECTED),
        (422, Kind.REJECTED),
    ],
)
def test_a_lasting_fault_is_not_tried_again(status: int, kind: Kind) -> None:
    call, time = Scripted([HttpError(status, "1")]), Time()
    assert heard(call, time) == ([], kind)
    assert len(call.prompts) == 1
    assert time.waits == []


@pytest.mark.parametrize("status", [429, 503])
def test_a_fault_after_the_first_word_is_not_tried_again(status: int) -> None:
    call = Scripted([("a", ""), HttpError(status)], [("b", ""), STOP])
    found, kind = heard(call, Time())
    assert found == ["a"]
    assert kind in (Kind.LIMITED, Kind.SERVER)
    assert len(call.prompts) == 1


def test_an_empty_piece_is_no_word() -> None:
    """Servers open a stream with one."""
    call = Scripted([("", ""), HttpError(503)], [("a", "stop")])
    assert heard(call, Time()) == (["", "a"], None)


@pytest.mark.parametrize(("header", "seconds"), [("3", 3.0), ("0", 0.0), ("2.5", 2.5)])
def test_retry_after_is_kept_to(header: str, seconds: float) -> None:
    call, time = Scripted([HttpError(429, header)], [("a", "stop")]), Time()
    assert heard(call, time) == (["a"], None)
    assert time.waits == [seconds]


@pytest.mark.parametrize(
    "header", ["Wed, 21 Oct 2026 07:28:00 GMT", "-1", "soon", "", "1e9", "nan", "٣"]
)
def test_a_retry_after_that_is_no_number_is_passed_over(header: str) -> None:
    call, time = Scripted([HttpError(429, header)], [("a", "stop")]), Time()
    assert heard(call, time) == (["a"], None)
    assert time.waits == [0.5]


def test_a_longer_wait_than_anybody_sits_through_is_not_begun() -> None:
    call, time = Scripted([HttpError(429, str(LONGEST_WAIT_S + 0.5))]), Time()
    assert heard(call, time) == ([], Kind.LIMITED)
    assert (len(call.prompts), time.waits) == (1, [])
    time = Time()
    heard(Scripted([HttpError(429, str(LONGEST_WAIT_S))], [("a", "stop")]), time)
    assert time.waits == [LONGEST_WAIT_S]


def test_no_wait_goes_beyond_the_time() -> None:
    for header, timeout_s in (("10", 10.0), ("11", 10.0), (None, 0.5)):
        call, time = Scripted([HttpError(429, header)], [("a", "stop")]), Time()
        assert heard(call, time, timeout_s) == ([], Kind.LIMITED)
        assert (len(call.prompts), time.waits) == (1, [])


def test_the_time_is_for_all_tries_together() -> None:
    """Of 9 seconds two waits of 4 leave one for the third try; of 8 they would leave none."""
    call, time = Scripted([HttpError(429, "4")]), Time()
    assert heard(call, time, 9.0) == ([], Kind.LIMITED)
    assert (len(call.prompts), time.waits) == (3, [4.0, 4.0])
    call, time = Scripted([HttpError(429, "4")]), Time()
    assert heard(call, time, 8.0) == ([], Kind.LIMITED)
    assert (len(call.prompts), time.waits) == (2, [4.0])


def test_words_that_come_too_late_are_not_told() -> None:
    time = Time()
    passed = threading.Event()

    def late(_: Prompt) -> Iterator[tuple[str, str]]:
        yield "a", ""
        passed.wait()
        time.now += 11
        yield "b", "stop"

    words = words_of(late, ASKED, 10, clock=time.clock, wait=time.wait)
    assert next(words) == "a"
    passed.set()
    with pytest.raises(ModelError) as raised:
        next(words)
    assert raised.value.kind is Kind.TIMEOUT


def test_a_silent_server_holds_nobody() -> None:
    """No second of real time is given, so the wait for the first word ends at once."""
    held = threading.Event()

    def silent(_: Prompt) -> Iterator[tuple[str, str]]:
        held.wait()
        yield "a", "stop"

    try:
        assert heard(silent, Time(), 0.0) == ([], Kind.TIMEOUT)
    finally:
        held.set()


def test_a_call_that_nobody_hears_is_left() -> None:
    gone, left = threading.Event(), threading.Event()

    def endless(_: Prompt) -> Iterator[tuple[str, str]]:
        try:
            yield "a", ""
            gone.wait()
            while True:
                yield "b", ""
        finally:
            left.set()

    words = words_of(endless, ASKED, TIME_S)
    assert next(words) == "a"
    words.close()  # type: ignore[attr-defined]
    gone.set()
    assert left.wait(30)


KINDS_BY_NAME = [
    (("LengthFinishReasonError",), Kind.LENGTH),
    (("APITimeoutError", "APIConnectionError"), Kind.TIMEOUT),
    (("ReadTimeout",), Kind.TIMEOUT),
    (("ConnectTimeout",), Kind.TIMEOUT),
    (("TimeoutError",), Kind.TIMEOUT),
    (("RemoteProtocolError",), Kind.CUT),
    (("ReadError", "NetworkError"), Kind.CUT),
    (("IncompleteRead",), Kind.CUT),
    (("APIConnectionError",), Kind.UNREACHABLE),
    (("OfAProvider", "APIConnectionError"), Kind.UNREACHABLE),
    (("ConnectError",), Kind.UNREACHABLE),
    (("ConnectionError",), Kind.UNREACHABLE),
    (("JSONDecodeError",), Kind.INVALID),
    (("ValidationError",), Kind.INVALID),
    (("APIResponseValidationError",), Kind.INVALID),
    (("SomethingElse",), Kind.OTHER),
]


@pytest.mark.parametrize(("names", "kind"), KINDS_BY_NAME)
def test_a_kind_is_told_by_the_name_of_the_class(names: tuple[str, ...], kind: Kind) -> None:
    call = Scripted([named(*names)])
    assert heard(call, Time()) == ([], kind)
    assert len(call.prompts) == 1  # none of these is mended by a second try


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ConnectionRefusedError(SECRET), Kind.UNREACHABLE),  # a ConnectionError by its base
        (TimeoutError(SECRET), Kind.TIMEOUT),
        (HttpError("429"), Kind.OTHER),  # a status that is no number is none
        (HttpError(None), Kind.OTHER),
        (HttpError(-1), Kind.OTHER),  # as one client puts it where there was no reply
        (HttpError(200), Kind.OTHER),
    ],
)
def test_a_kind_is_told_by_status_and_base(error: Exception, kind: Kind) -> None:
    assert heard(Scripted([error]), Time()) == ([], kind)


def test_a_status_goes_before_a_name() -> None:
    error = named("ResponseError")
    error.status_code = 401  # type: ignore[attr-defined]
    assert heard(Scripted([error]), Time()) == ([], Kind.UNAUTHORISED)


ERRORS: list[Callable[[], Exception]] = [
    lambda: HttpError(401),
    lambda: HttpError(429, "30"),
    lambda: HttpError(500),
    lambda: named("APIConnectionError"),
    lambda: named("ValidationError"),
    lambda: named("SomethingElse"),
    lambda: RuntimeError(SECRET),
]


@pytest.mark.parametrize("make", ERRORS)
def test_no_word_of_an_error_is_kept(
    make: Callable[[], Exception], caplog: pytest.LogCaptureFixture
) -> None:
    time = Time()
    with caplog.at_level(logging.DEBUG), pytest.raises(ModelError) as raised:
        list(words_of(Scripted([make()]), ASKED, TIME_S, clock=time.clock, wait=time.wait))
    fault = raised.value
    assert str(fault) == str(fault.kind)
    assert SECRET not in repr(fault)
    assert SECRET not in repr((fault.args, vars(fault)))
    assert fault.__cause__ is None
    assert fault.__context__ is None
    assert SECRET not in caplog.text


def test_the_kinds_say_what_to_look_at() -> None:
    """And nothing of what was asked or answered."""
    assert "CHAT_API_KEY" in Kind.UNAUTHORISED
    assert "CHAT_MODEL" in Kind.UNKNOWN
    assert "CHAT_TIMEOUT_S" in Kind.TIMEOUT
    assert "CHAT_MAX_TOKENS" in Kind.LENGTH
    assert all(len(kind) < 100 and "{" not in kind for kind in Kind)
