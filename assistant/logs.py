"""What the running chat logs: one line on standard error for each thing that happened.

A line holds no word of a question or an answer. Messages of exceptions and of other
libraries may quote what was asked, so of exceptions only kinds and places are logged, and of
others' messages the fixed part. With ``PLANS_LOG_QUESTIONS=on`` all of it is logged. Keys of
a model's server never are.
"""

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TextIO

from pythonjsonlogger.json import JsonFormatter

from corpus import settings

#: Loggers whose messages are written here, and hold nothing that was asked.
_OURS = ("assistant", "corpus", "index", "prompts", "app", "__main__")
_SERVERS = ("uvicorn", "uvicorn.error", "uvicorn.asgi", "uvicorn.access")
#: Libraries whose first line, where it has no arguments, is fixed words.
_FIXED = ("asyncio", "uvicorn.error")
_NOTE = re.compile(r"request [0-9a-f]+")  # the notes that our own errors carry
_WARNING = re.compile(r"[^\n]*?:\d+: \w+(?=:)")  # file, line, kind
_FIELDS = "plan_fields"
_SHORTEST_SECRET = 4

log = logging.getLogger(__name__)


def tell(event: str, level: int = logging.INFO, **fields: Any) -> None:
    """Log an event with its fields, in their order; values must be fit for JSON."""
    log.log(level, event, extra={_FIELDS: fields})


@contextmanager
def running(stream: TextIO | None = None) -> Iterator[None]:
    """Log to a stream (standard error) as the settings say, until the chat has ended.

    Raises:
        InputError: a setting cannot be what it says.
    """
    form, root = settings.log_form(), logging.getLogger()
    handler: logging.Handler = logging.NullHandler()
    if form != "off":
        handler = logging.StreamHandler(stream or sys.stderr)
        words, secret = settings.questions_logged(), settings.read("CHAT_API_KEY")
        handler.setFormatter((_Json if form == "json" else _Text)(words, secret))
    handler.setLevel(settings.log_level().upper())
    before = root.level, log.level, threading.excepthook
    root.addHandler(handler)
    root.setLevel(logging.WARNING)  # other libraries say too much below
    log.setLevel(logging.INFO)
    logging.captureWarnings(True)
    threading.excepthook = _thread_ended
    try:
        yield
    finally:
        logging.captureWarnings(False)
        root.removeHandler(handler)
        root.setLevel(before[0])
        log.setLevel(before[1])
        threading.excepthook = before[2]


def adopt_server() -> None:
    """Have the web server's loggers log as all others do, and no line for each request.

    To be called once it runs: it sets up loggers of its own when it starts.
    """
    for name in _SERVERS:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    logging.getLogger("uvicorn.access").disabled = True


def _thread_ended(thrown: threading.ExceptHookArgs) -> None:
    """Log what ended a thread, in place of Python's own traceback on standard error."""
    if thrown.exc_value is not None:
        told = (thrown.exc_type, thrown.exc_value, thrown.exc_traceback)
        log.error("A thread ended by a fault.", exc_info=told)


class _Json(JsonFormatter):
    """Writes a record as one JSON object on a line, in ASCII: no sign of it acts on a screen."""

    def __init__(self, words: bool, secret: str) -> None:
        super().__init__("%(message)s", json_ensure_ascii=True)
        self._words = words
        self._secret = secret

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """Fill in the line's fields."""
        log_data.update(_hidden(_line(record, words=self._words), self._secret))

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is the library's
        """Return nothing: :func:`_line` says what may be said."""
        return ""


class _Text(logging.Formatter):
    """Writes a record as one line for people: time, level, event, then name=value."""

    def __init__(self, words: bool, secret: str) -> None:
        super().__init__()
        self._words = words
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = _hidden(_line(record, words=self._words), self._secret)
        first = " ".join(str(line.pop(name)) for name in ("time", "level", "event"))
        return " ".join([first, *(f"{name}={json.dumps(value)}" for name, value in line.items())])


def _line(record: logging.LogRecord, *, words: bool) -> dict[str, Any]:
    """Return what is logged of a record; ``words``: with all that was said."""
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    line: dict[str, Any] = {"time": at.replace("+00:00", "Z"), "level": record.levelname.lower()}
    fields = getattr(record, _FIELDS, None)
    if fields is not None:
        line |= {"event": record.getMessage(), **fields}
        if not words:
            line.pop("question", None)
    else:
        said = record.getMessage() if words else _fixed_part(record)
        line |= {"event": "message", "logger": record.name, "message": said}
    if record.exc_info and record.exc_info[1] is not None:
        line["traceback"] = _traceback(record.exc_info[1], words=words)
    return line


def _fixed_part(record: logging.LogRecord) -> str:
    """Return of a message what cannot quote a question."""
    if record.name.split(".")[0] in _OURS:
        return record.getMessage()
    if record.name == "py.warnings":
        found = _WARNING.match(record.getMessage())
        return found[0] if found else "a warning"
    if record.args:
        return str(record.msg)
    return (
        str(record.msg).split("\n", 1)[0]
        if record.name in _FIXED
        else "a message without fixed words"
    )


def _traceback(error: BaseException, *, words: bool) -> str:
    """Return the kinds of an exception and its causes, and where each was raised."""
    if words:
        return "".join(traceback.format_exception(error))
    parts, seen = [], set()
    next_error: BaseException | None = error
    while next_error is not None and id(next_error) not in seen:
        seen.add(id(next_error))
        notes = [n for n in getattr(next_error, "__notes__", ()) if _NOTE.fullmatch(str(n))]
        frames = [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(
            next_error.__traceback__)]  # fmt: skip
        parts.append("\n".join([_kind(next_error), *notes, *frames]))
        hidden = next_error.__suppress_context__
        next_error = next_error.__cause__ or (None if hidden else next_error.__context__)
    return "\nafter ".join(parts)


def _kind(error: BaseException) -> str:
    """Return an exception's class with its module."""
    kind = type(error)
    return (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )


def _hidden(line: dict[str, Any], secret: str) -> dict[str, Any]:
    """Return the line with the secret taken out of every text in it."""

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            # DEL is the one sign that JSON in ASCII would leave as it is.
            value = value.replace("\x7f", "\\x7f")
            return value.replace(secret, "***") if len(secret) >= _SHORTEST_SECRET else value
        if isinstance(value, dict):
            return {name: clean(item) for name, item in value.items()}
        return [clean(item) for item in value] if isinstance(value, list | tuple) else value

    return {name: clean(value) for name, value in line.items()}
