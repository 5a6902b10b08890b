"""Calling a model: within a time, with tries where they help, and every fault by its kind.

A call runs in a thread of its own, so that a server that stalls holds nobody: when the
time is over the thread is left to its client's own time-out. A fault is told by its kind
alone. What a server or a client says of it may hold a key or a question, and is not kept.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.errors import PlansError
from prompts.templates import Prompt

TRIES = 3
BACKOFF_S = 0.5
LONGEST_WAIT_S = 20.0
_ENDED_WELL = frozenset({"stop", "eos", "end_turn"})


class Kind(StrEnum):
    """Why a model's answer is not used, in words for the one who runs the program."""

    UNREACHABLE = "its server cannot be reached"
    UNAUTHORISED = "its server refuses the key (CHAT_API_KEY)"
    UNKNOWN = "its server does not know the model or the address (CHAT_MODEL, CHAT_BASE_URL)"
    REJECTED = "its server rejects the request"
    LIMITED = "its server has too many requests"
    SERVER = "its server reports a fault of its own"
    TIMEOUT = "it did not answer in time (CHAT_TIMEOUT_S)"
    CUT = "its answer broke off"
    LENGTH = "its answer did not come to an end (CHAT_MAX_TOKENS)"
    INVALID = "its answer was not in the form asked for"
    LANGUAGE = "its answer was in another language"
    UNPROVED = "nothing that it said was proved by the plans"
    AGAINST = "it gave a body a part that the register does not give it"
    SHORT = "it left out a body or a duty that the plans name"
    OTHER = "its client failed"


#: The faults that a second try may mend.
PASSING = frozenset({Kind.LIMITED, Kind.SERVER})


class ModelError(PlansError):
    """A model's answer that cannot be used; ``retry_after_s`` where the server named one."""

    def __init__(self, kind: Kind, retry_after_s: float | None = None) -> None:
        """Keep the kind alone."""
        super().__init__(str(kind))
        self.kind = kind
        self.retry_after_s = retry_after_s


Call = Callable[[Prompt], Iterator[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a call: well, or by a fault."""

    fault: ModelError | None = None


def words_of(
    call: Call,
    prompt: Prompt,
    timeout_s: float,
    *,
    clock: Callable[[], float] = time.monotonic,
    wait: Callable[[float], object] | None = None,
) -> Iterator[str]:
    """Yield a model's words as they come, all within ``timeout_s`` seconds, tries and all.

    A try that fails before its first word is made again where that may help, after the
    time that the server asks for or a growing one, if there is that much left.

    Raises:
        ModelError: the answer cannot be had, or is not whole.
    """
    ends = clock() + timeout_s
    for number in range(1, TRIES + 1):
        told = False
        try:
            for piece in _once(call, prompt, ends, clock):
                told = told or bool(piece)
                yield piece
        except ModelError as fault:
            if told and fault.kind is Kind.UNREACHABLE:
                raise ModelError(Kind.CUT) from None
            pause = fault.retry_after_s
            pause = BACKOFF_S * 2 ** (number - 1) if pause is None else pause
            last = number == TRIES or told or fault.kind not in PASSING
            if last or pause > LONGEST_WAIT_S or clock() + pause >= ends:
                raise
            (wait or threading.Event().wait)(pause)
        else:
            return


def _once(call: Call, prompt: Prompt, ends: float, clock: Callable[[], float]) -> Iterator[str]:
    """Yield the words of one try, read by a thread that is left alone when time is over."""
    told: queue.SimpleQueue[str | _End] = queue.SimpleQueue()
    left = threading.Event()

    def read() -> None:
        ended = ""
        try:
            for piece, reason in call(prompt):
                if left.is_set():
                    return
                ended = reason or ended
                told.put(piece)
        except Exception as error:  # whatever a client may raise ends in the composed answer
            told.put(_End(_fault(error)))
            return
        told.put(_End(_ending(ended)))

    threading.Thread(target=read, name="model", daemon=True).start()
    try:
        while True:
            try:
                piece = told.get(timeout=max(0.0, ends - clock()))
            except queue.Empty:
                raise ModelError(Kind.TIMEOUT) from None
            if isinstance(piece, _End):
                if piece.fault is not None:
                    raise piece.fault
                return
            if clock() > ends:
                raise ModelError(Kind.TIMEOUT)
            yield piece
    finally:
        left.set()


def _ending(reason: str) -> ModelError | None:
    if not reason:
        return ModelError(Kind.CUT)
    return None if reason in _ENDED_WELL else ModelError(Kind.LENGTH)


# Class names of the clients' errors and of those below them, the first that fits counts: the
# two clients share no root, and nonsense from a server surfaces as plain Python errors.
_BY_NAME: tuple[tuple[Kind, frozenset[str]], ...] = (
    (Kind.LENGTH, frozenset({"LengthFinishReasonError"})),
    (
        Kind.TIMEOUT,
        frozenset({"APITimeoutError", "ReadTimeout", "ConnectTimeout", "TimeoutException"})
        | {"TimeoutError"},
    ),
    (Kind.CUT, frozenset({"RemoteProtocolError", "ReadError", "IncompleteRead"})),
    (
        Kind.UNREACHABLE,
        frozenset({"APIConnectionError", "ConnectError", "ConnectionError", "NetworkError"}),
    ),
    (
        Kind.INVALID,
        frozenset({"ValueError", "AssertionError", "AttributeError", "TypeError", "KeyError"})
        | {"JSONDecodeError", "ValidationError", "APIResponseValidationError"},
    ),
    (Kind.SERVER, frozenset({"APIError", "ResponseError"})),  # told in the middle of a stream
)


def _fault(error: BaseException) -> ModelError:
    """Return the kind of a client's error, by its status or its class, never by its words."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int) and status >= 400:
        return ModelError(_of_status(status), _retry_after(error))
    names = {cause.__name__ for cause in type(error).__mro__}
    return ModelError(next((kind for kind, known in _BY_NAME if names & known), Kind.OTHER))


def _of_status(status: int) -> Kind:
    known = {401: Kind.UNAUTHORISED, 403: Kind.UNAUTHORISED, 404: Kind.UNKNOWN, 429: Kind.LIMITED}
    if status in known:
        return known[status]
    return Kind.SERVER if status >= 500 else Kind.REJECTED


def _retry_after(error: BaseException) -> float | None:
    """Return the seconds of a ``Retry-After`` header; a date in it is not read."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    told = str(headers.get("retry-after", "")) if headers else ""
    return float(told) if told.isascii() and told.replace(".", "", 1).isdigit() else None
