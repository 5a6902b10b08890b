"""The file of the feedback: whose it is, and what is said of one that cannot be used."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assistant.feedback import Feedback
from corpus.errors import FeedbackError, PlansError
from tests.assistant.test_feedback import raw, record


@pytest.fixture
def store(tmp_path: Path) -> Feedback:
    return Feedback(tmp_path / "new" / "feedback.sqlite3")


def test_only_the_owner_may_read_the_file(store: Feedback) -> None:
    store.put(record())
    assert store.path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in store.path.parent.iterdir()] == ["feedback.sqlite3"]


def test_a_path_may_hold_any_sign(tmp_path: Path) -> None:
    store = Feedback(tmp_path / "kế hoạch ?mode=ro#x%20" / "f")
    store.put(record())
    assert len(store.records()) == 1
    assert store.path.exists()


def broken(path: Path) -> None:
    path.write_bytes(b"this is no database\n" * 100)


def torn(path: Path) -> None:
    Feedback(path).put(record(answer="x" * 20_000))
    data = path.read_bytes()
    path.write_bytes(data[:100] + b"\xff" * 8_000 + data[8_100:])


def newer(path: Path) -> None:
    Feedback(path).put(record())
    raw(path, "PRAGMA user_version = 2")


def of_others(path: Path) -> None:
    raw(path, "CREATE TABLE songs (name TEXT)")


def without_table(path: Path) -> None:
    Feedback(path).put(record())
    raw(path, "DROP TABLE feedback")


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (broken, "no sound database of feedback"),
        (torn, "no sound database of feedback"),
        (newer, "has version 2 of the feedback, this program reads 1"),
        (of_others, "is a database, but not of feedback"),
        (without_table, "no such table"),
        (folder, "cannot be"),
    ],
)
def test_a_file_of_another_kind_is_refused_and_not_touched(
    tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    path = tmp_path / "feedback.sqlite3"
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    store = Feedback(path)
    for call in (store.records, lambda: store.put(record("n")), lambda: store.withdraw("t")):
        with pytest.raises(FeedbackError, match=said) as caught:
            call()
        assert str(path) in str(caught.value)
        assert isinstance(caught.value, PlansError)
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize("told", ["{", "[1]", '[{"plan": "a"}]', "3"])
def test_a_row_that_cannot_be_read_is_named(store: Feedback, told: str) -> None:
    kept = store.put(record())
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute("UPDATE feedback SET citations = ?", (told,))
    with pytest.raises(FeedbackError, match=kept.id):
        store.records()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FeedbackError, match="PLANS_FEEDBACK to off"):
        Feedback(tmp_path / "file" / "f").put(record())
