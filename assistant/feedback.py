"""Feedback: what people thought of answers, in one SQLite file of the data folder.

The file is made when the first feedback comes. Every call opens and closes it, so a store
may be used by several threads, and a file by several processes, at once: each waits for the
other. A plain journal and no write-ahead log: votes are rare, the data folder may be a
network drive, and so there is one file to copy or delete.
"""

import json
import os
import re
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import uuid4

from assistant.answer import Answer
from corpus import settings
from corpus.errors import FeedbackError, InputError

FILE = "feedback.sqlite3"
VERSION = 1
WAIT_S = 30.0  # for a writer of another process; one write takes some milliseconds
MAX_ROWS = 100_000
MAX_BYTES = 256 * 2**20
# Characters, and how many of each; what is longer is cut.
MAX_QUESTION = settings.MOST_MAX_QUESTION
MAX_COMMENT = 1_000
MAX_ANSWER = 20_000
MAX_NAME = 200  # an id, a token, a status, a section ...
MAX_HISTORY = 20
MAX_CITATIONS = 200

# Controls but tab and line end, those that turn the direction of writing around, and halves
# of characters, which UTF-8 cannot write.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_INSTEAD = "\N{REPLACEMENT CHARACTER}"

_CREATE = """
CREATE TABLE feedback (
    seq INTEGER PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    id TEXT NOT NULL,
    time TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('up', 'down')),
    comment TEXT NOT NULL,
    question TEXT NOT NULL,
    history TEXT NOT NULL,
    answer TEXT NOT NULL,
    status TEXT NOT NULL,
    answered_by TEXT NOT NULL,
    citations TEXT NOT NULL,
    language TEXT NOT NULL,
    index_hash TEXT NOT NULL
)
"""
# REPLACE takes the earlier vote out and puts the new one last, so the oldest stay the first.
_PUT = """
INSERT OR REPLACE INTO feedback (
    token, id, time, verdict, comment, question, history,
    answer, status, answered_by, citations, language, index_hash
) VALUES (
    :token, :id, :time, :verdict, :comment, :question, :history,
    :answer, :status, :answered_by, :citations, :language, :index_hash
)
"""
_READ = """
SELECT token, id, time, verdict, comment, question, history,
       answer, status, answered_by, citations, language, index_hash
FROM feedback WHERE :verdict IS NULL OR verdict = :verdict ORDER BY seq
"""
_DROP_OLDEST = """
DELETE FROM feedback WHERE seq IN (SELECT seq FROM feedback ORDER BY seq LIMIT ?)
"""

# One thread of a process at a time. SQLite would let threads try again after longer and longer
# sleeps, and some starve. And closing a file frees every lock that the process has on it: so
# only SQLite opens the file, except to make it, when no other thread has it open.
_ALONE = threading.Lock()


class Verdict(StrEnum):
    """What somebody thought of an answer."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Cited:
    """A place that an answer cited: ``start`` and ``end`` count characters of the plan."""

    plan: str
    section: str
    start: int
    end: int


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _random_id() -> str:
    return uuid4().hex


@dataclass(frozen=True, slots=True)
class Record:
    """One vote on one answer.

    ``token`` stands for this answer before this visitor: a second vote with it replaces the
    first. Whoever has it can withdraw the vote, so it must not be guessable. ``history``
    holds the conversation's earlier questions, oldest first; ``time`` is UTC in ISO form;
    ``index_hash`` is :attr:`assistant.service.Assistant.index_hash` when it was answered.
    """

    token: str
    verdict: Verdict
    question: str
    answer: str
    status: str
    answered_by: str
    language: str
    index_hash: str
    history: tuple[str, ...] = ()
    citations: tuple[Cited, ...] = ()
    comment: str = ""
    id: str = field(default_factory=_random_id)
    time: str = field(default_factory=_now)


def vote(
    answer: Answer,
    verdict: str,
    *,
    token: str,
    index_hash: str,
    comment: str = "",
    history: Sequence[str] = (),
) -> Record:
    """Return the record of a vote on an answer, dated now; :meth:`Feedback.put` keeps it.

    Raises:
        InputError: ``verdict`` is neither "up" nor "down".
    """
    if verdict not in tuple(Verdict):
        raise InputError(f"The verdict on an answer is '{verdict}'; it must be up or down.")
    places = (Cited(c.plan, c.section, c.start, c.end) for c in answer.citations)
    return Record(
        token=token,
        verdict=Verdict(verdict),
        question=answer.question,
        answer=answer.answer,
        status=str(answer.status),
        answered_by=answer.answered_by,
        language=answer.language,
        index_hash=index_hash,
        history=tuple(history),
        citations=tuple(places),
        comment=comment,
    )


def feedback_file() -> Path:
    """Return where the feedback of this machine is kept, there or not yet."""
    return settings.data_dir() / FILE


class Feedback:
    """The votes in one file; any thread may call any method."""

    def __init__(self, path: Path, *, max_rows: int = MAX_ROWS, max_bytes: int = MAX_BYTES) -> None:
        """Take the file's path; nothing is opened or made yet.

        Past ``max_rows`` votes, or about ``max_bytes`` of them, the oldest go.
        """
        self.path = path.absolute()
        self._max_rows = max_rows
        self._max_bytes = max_bytes

    def put(self, record: Record) -> Record:
        """Keep a vote in the place of an earlier one with its token; return it as kept.

        Long texts are cut and control characters replaced by U+FFFD.

        Raises:
            InputError: the token is empty or longer than ``MAX_NAME`` characters.
            FeedbackError: the file cannot be made or written, or is none of ours.
        """
        if not 0 < len(record.token) <= MAX_NAME:
            raise InputError(f"The token of a vote must have 1 to {MAX_NAME} characters.")
        kept = _within_limits(record)
        with self._writing(create=True) as connection:
            connection.execute(_PUT, _to_row(kept))
            self._drop_oldest(connection)
        return kept

    def withdraw(self, token: str) -> bool:
        """Remove the vote with this token; tell whether there was one.

        Raises:
            FeedbackError: the file cannot be written or is none of ours.
        """
        if not self._is_there():
            return False
        with self._writing() as connection:
            sql = "DELETE FROM feedback WHERE token = ?"
            return connection.execute(sql, (_clean(token, MAX_NAME),)).rowcount > 0

    def records(self, verdict: Verdict | None = None) -> tuple[Record, ...]:
        """Return the votes, oldest first; none where there is no file, and none is made.

        Raises:
            FeedbackError: the file cannot be read, is no database, or is of a newer program.
        """
        if not self._is_there():
            return ()
        with self._connected() as connection:
            connection.execute("BEGIN")
            if self._version(connection) == 0:
                return ()  # made, and its first vote is being written
            rows = connection.execute(_READ, {"verdict": verdict}).fetchall()
        return tuple(self._from_row(row) for row in rows)

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        # mode=rw never makes a file, and unlike mode=ro puts right what a killed writer left.
        place = f"{self.path.as_uri()}?mode=rw"
        try:
            with (
                _ALONE,
                closing(
                    sqlite3.connect(place, uri=True, timeout=WAIT_S, isolation_level=None)
                ) as connection,
            ):
                connection.row_factory = sqlite3.Row
                # What somebody withdraws is overwritten, not only marked as free.
                connection.execute("PRAGMA secure_delete = ON")
                yield connection
        except (sqlite3.Error, UnicodeError) as error:
            raise FeedbackError(self._failure(error)) from error

    @contextmanager
    def _writing(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        """Give a connection that no other writes beside; an error undoes what was written."""
        if create:
            self._make()
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            if self._version(connection) == 0:
                connection.execute(_CREATE)
                connection.execute(f"PRAGMA user_version = {VERSION:d}")
            yield connection
            connection.execute("COMMIT")

    def _is_there(self) -> bool:
        with _ALONE:
            return self.path.exists()

    def _make(self) -> None:
        """Make the empty file, for its owner alone: SQLite would let everybody read it."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with _ALONE, suppress(FileExistsError):  # O_EXCL opens no file that is there
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        except OSError as error:
            raise FeedbackError(
                f"{self.path} cannot be written ({error.strerror}): feedback is kept there. Set "
                "PLANS_DATA_DIR to a folder that can be written, or PLANS_FEEDBACK to off."
            ) from error

    def _version(self, connection: sqlite3.Connection) -> int:
        """Return the version of the file's form, 0 while it is empty."""
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version not in (0, VERSION):
            raise FeedbackError(
                f"{self.path} has version {version} of the feedback, this program reads "
                f"{VERSION}. Use the program that wrote it, or move the file away."
            )
        if version == 0 and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise FeedbackError(
                f"{self.path} is a database, but not of feedback. Move it away; the next "
                "feedback begins a new one."
            )
        return version

    def _drop_oldest(self, connection: sqlite3.Connection) -> None:
        (count,) = connection.execute("SELECT count(*) FROM feedback").fetchone()
        if count > self._max_rows:
            connection.execute(_DROP_OLDEST, (count - self._max_rows,))
            count = self._max_rows
        while count > 1 and _bytes_used(connection) > self._max_bytes:
            drop = max(1, count // 10)  # many at once, so that it is not needed at each vote
            connection.execute(_DROP_OLDEST, (drop,))
            count -= drop

    def _failure(self, error: Exception) -> str:
        code = getattr(error, "sqlite_errorcode", None)
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            return (
                f"{self.path} is no sound database of feedback ({error}). Move it away; the next "
                "feedback begins a new one."
            )
        return (
            f"The feedback in {self.path} cannot be read or written ({error}). See that the disk "
            "has room and that the file and its folder can be written."
        )

    def _from_row(self, row: sqlite3.Row) -> Record:
        told: dict[str, Any] = dict(row)
        try:
            history = tuple(map(str, json.loads(told["history"])))
            places = tuple(Cited(**place) for place in json.loads(told["citations"]))
            told |= {"history": history, "citations": places, "verdict": Verdict(told["verdict"])}
        except (ValueError, TypeError) as error:
            raise FeedbackError(
                f"{self.path}: the feedback {told['id']} cannot be read ({error}); delete that "
                "row, or move the file away."
            ) from error
        return Record(**told)


def _bytes_used(connection: sqlite3.Connection) -> int:
    """Return the bytes of the pages in use; freed ones are filled again and not counted."""
    pages, free, size = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size


def _to_row(record: Record) -> dict[str, str]:
    return asdict(record) | {
        "history": json.dumps(record.history, ensure_ascii=False),
        "citations": json.dumps([asdict(c) for c in record.citations], ensure_ascii=False),
    }


def _within_limits(record: Record) -> Record:
    names = ("token", "status", "answered_by", "language", "index_hash", "id", "time")
    short: dict[str, Any] = {name: _clean(getattr(record, name), MAX_NAME) for name in names}
    places = (
        replace(c, plan=_clean(c.plan, MAX_NAME), section=_clean(c.section, MAX_NAME))
        for c in record.citations[:MAX_CITATIONS]
    )
    return replace(
        record,
        question=_clean(record.question, MAX_QUESTION),
        answer=_clean(record.answer, MAX_ANSWER),
        comment=_clean(record.comment, MAX_COMMENT),
        history=tuple(_clean(text, MAX_QUESTION) for text in record.history[-MAX_HISTORY:]),
        citations=tuple(places),
        **short,
    )


def _clean(text: str, limit: int) -> str:
    text = text[: 2 * limit]  # a line end may be two characters; more need not be looked at
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub(_INSTEAD, text)[:limit]
