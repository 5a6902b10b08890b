"""Feedback is kept whole, once per token, by many writers at once, and in known limits."""

import re
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import feedback, service
from assistant.answer import Answer, Citation, Status
from assistant.feedback import (
    Cited,
    Feedback,
    Record,
    Verdict,
    feedback_file,
    vote,
)
from assistant.service import Assistant
from corpus import settings
from corpus.errors import FeedbackError, InputError
from corpus.library import Library
from tests.conftest import ROOT

NASTY = [
    "<script>alert('x')</script>&amp; \"quoted\" 'single' `back`",
    "'); DROP TABLE feedback; --",
    "Sở Tài chính chủ trì\nvà\tphối hợp 👩‍💻🇻🇳",
    "%s ? :token {0} \\",
    "",
]
PLACES = (Cited("lang-son-pci-2026", "III.2.2", 10, 42), Cited("b", 'I"<', 0, 1))


def record(token: str = "t", verdict: Verdict = Verdict.DOWN, **changes: object) -> Record:
    made = Record(
        token=token,
        verdict=verdict,
        question="Ai chủ trì?",
        answer="**Sở Tài chính** [1]",
        status="answered",
        answered_by="register",
        language="vi",
        index_hash="abc",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Feedback:
    return Feedback(tmp_path / "new" / "feedback.sqlite3")


def raw(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


# --- keeping and reading -------------------------------------------------------------


@pytest.mark.parametrize("text", NASTY)
def test_what_is_put_comes_back_the_same(store: Feedback, text: str) -> None:
    given = record(question=text, answer=text, comment=text, history=(text, "b"), citations=PLACES)
    assert store.put(given) == given
    assert Feedback(store.path).records() == (given,)


def test_control_characters_are_replaced(store: Feedback) -> None:
    bad = "a\x00b\x1b[31m\x7f\x85\u202ec\r\nd\re\ud800\tf"
    store.put(record(question=bad, answer=bad, comment=bad, history=(bad,), status="o\x00k"))
    (kept,) = store.records()
    good = "a\ufffdb\ufffd[31m\ufffd\ufffd\ufffdc\nd\ne\ufffd\tf"
    assert (kept.question, kept.answer, kept.comment) == (good, good, good)
    assert (kept.history, kept.status) == ((good,), "o\ufffdk")


def test_long_texts_are_cut(store: Feedback) -> None:
    long = "ở" * 1_000_000
    store.put(
        record(
            question=long,
            answer=long,
            comment=long,
            history=(*["x"] * 30, long),
            citations=(Cited(long, long, 1, 2),) * 300,
            status=long,
        )
    )
    (kept,) = store.records()
    assert (len(kept.question), len(kept.comment), len(kept.answer)) == (10_000, 1_000, 20_000)
    assert [len(earlier) for earlier in kept.history] == [1] * 19 + [10_000]
    assert (len(kept.citations), len(kept.citations[0].section), len(kept.status)) == (
        200,
        200,
        200,
    )


def test_line_ends_of_two_characters_do_not_shorten_a_text(store: Feedback) -> None:
    assert store.put(record(comment="\r\n" * 1_000)).comment == "\n" * 1_000


def test_the_limits_are_those_of_a_question() -> None:
    assert (feedback.MAX_QUESTION, feedback.MAX_HISTORY) == (
        settings.MOST_MAX_QUESTION,
        service.MAX_HISTORY,
    )


def test_votes_are_read_oldest_first_and_by_verdict(store: Feedback) -> None:
    for token, verdict in (("a", Verdict.DOWN), ("b", Verdict.UP), ("c", Verdict.DOWN)):
        store.put(record(token, verdict))
    assert [r.token for r in store.records()] == ["a", "b", "c"]
    assert [r.token for r in store.records(Verdict.DOWN)] == ["a", "c"]
    assert [r.token for r in store.records(Verdict.UP)] == ["b"]


def test_reading_makes_no_file(store: Feedback) -> None:
    assert store.records() == ()
    assert store.withdraw("t") is False
    assert not store.path.parent.exists()


def test_an_empty_file_holds_nothing(store: Feedback) -> None:
    """A writer that was killed at its first vote leaves one."""
    store.path.parent.mkdir()
    store.path.touch()
    assert store.records() == ()
    assert store.withdraw("t") is False
    store.put(record())
    assert len(store.records()) == 1


def test_each_vote_has_an_id_and_its_time_in_utc() -> None:
    one, other = record(), record()
    assert one.id != other.id
    assert len(one.id) == 32
    assert one.time.endswith("+00:00")


# --- a vote that is changed ----------------------------------------------------------


def test_a_second_vote_replaces_the_first(store: Feedback) -> None:
    store.put(record("a", comment="first words"))
    store.put(record("b"))
    store.put(record("a", Verdict.UP))
    assert [(r.token, r.verdict, r.comment) for r in store.records()] == [
        ("b", Verdict.DOWN, ""),
        ("a", Verdict.UP, ""),
    ]


def test_a_withdrawn_vote_is_gone_from_the_disk_too(store: Feedback) -> None:
    store.put(record("a", comment="only-here-6174"))
    store.put(record("b"))
    assert b"only-here-6174" in store.path.read_bytes()
    assert store.withdraw("a") is True
    assert store.withdraw("a") is False
    assert [r.token for r in store.records()] == ["b"]
    assert b"only-here-6174" not in store.path.read_bytes()


@pytest.mark.parametrize("token", ["", "t" * 201])
def test_a_token_must_be_one(store: Feedback, token: str) -> None:
    with pytest.raises(InputError, match="1 to 200"):
        store.put(record(token))
    assert not store.path.exists()


def test_past_the_most_rows_the_oldest_go(tmp_path: Path) -> None:
    store = Feedback(tmp_path / "f", max_rows=3)
    for token in "abcda":
        store.put(record(token))
    assert [r.token for r in store.records()] == ["c", "d", "a"]


def test_past_the_most_bytes_the_oldest_go(tmp_path: Path) -> None:
    """Answers of 20,000 letters: some five pages of 4 KiB each; room for about 30."""
    store = Feedback(tmp_path / "f", max_bytes=30 * 5 * 4096)
    for number in range(100):
        store.put(record(f"{number:03}", answer="x" * 20_000))
    tokens = [r.token for r in store.records()]
    assert 20 <= len(tokens) <= 30
    assert tokens == [f"{number:03}" for number in range(100 - len(tokens), 100)]
    assert store.path.stat().st_size < 40 * 5 * 4096


# --- many writers --------------------------------------------------------------------

WRITER = """
import sys
from pathlib import Path
from tests.assistant.test_feedback import record
from assistant.feedback import Feedback
store = Feedback(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(20):
    store.put(record(f"{sys.argv[2]}-{number}"))
    store.records()
"""


def test_threads_and_processes_at_once_lose_nothing(store: Feedback) -> None:
    """The file is not there yet: who makes it is part of the race."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(store.path), name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("p0", "p1")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    together = threading.Barrier(9)

    def write(name: str) -> None:
        together.wait()
        for number in range(20):
            store.put(record(f"{name}-{number}"))

    threads = [threading.Thread(target=write, args=(f"t{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    together.wait()
    ended = [writer.communicate("go\n", timeout=120) for writer in writers]
    for thread in threads:
        thread.join()
    assert [writer.returncode for writer in writers] == [0, 0], ended
    names = [*(f"t{n}" for n in range(8)), "p0", "p1"]
    expected = {f"{name}-{number}" for name in names for number in range(20)}
    found = [r.token for r in store.records()]
    assert len(found) == 200
    assert set(found) == expected


def test_a_write_that_fails_leaves_what_was_there(store: Feedback) -> None:
    store.put(record("a"))
    raw(
        store.path,
        "CREATE TRIGGER no AFTER INSERT ON feedback BEGIN SELECT RAISE(ABORT, 'full'); END",
    )
    with pytest.raises(FeedbackError, match=r"cannot be read or written.*full"):
        store.put(record("a", Verdict.UP))
    assert [(r.token, r.verdict) for r in store.records()] == [("a", Verdict.DOWN)]


def test_waiting_for_another_writer_ends(store: Feedback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "WAIT_S", 0.05)
    store.put(record("a"))
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FeedbackError, match="locked"):
            store.put(record("b"))
        assert [r.token for r in store.records()] == ["a"]


LOCKER = """
import sqlite3, sys
try:
    sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    sys.exit(f"refused: {error}")
"""


def test_a_vote_frees_no_lock_of_another_thread(
    store: Feedback, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening and closing the file did, and another process then wrote in between."""
    monkeypatch.setattr(feedback, "WAIT_S", 0.05)
    store.put(record("a"))
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FeedbackError):
            store.put(record("b"))
        ended = subprocess.run(
            [sys.executable, "-c", LOCKER, str(store.path)], capture_output=True, text=True
        )
    assert "refused: database is locked" in ended.stderr


# --- the setting, the vote, the hash -------------------------------------------------


def test_the_file_lies_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_DATA_DIR", str(tmp_path))
    assert feedback_file() == tmp_path / "feedback.sqlite3"


ANSWER = Answer(
    id=None,
    question="who leads?",
    standalone_question="who leads land access?",
    language="en",
    status=Status.PARTIAL,
    reason=None,
    answer="The Department [1]",
    citations=(Citation(1, "a", "II.1", ("II.",), "Sở", 5, 7),),
    rows=(),
    answered_by="register",
    seconds=0.1,
)


def test_a_vote_says_what_was_answered_from_where(store: Feedback) -> None:
    made = vote(ANSWER, "down", token="t", index_hash="h", comment="wrong", history=["before"])
    assert store.put(made) == Record(
        token="t",
        verdict=Verdict.DOWN,
        question="who leads?",
        answer="The Department [1]",
        status="partial",
        answered_by="register",
        language="en",
        index_hash="h",
        history=("before",),
        citations=(Cited("a", "II.1", 5, 7),),
        comment="wrong",
        id=made.id,
        time=made.time,
    )


@pytest.mark.parametrize("verdict", ["", "UP", "sideways", None])
def test_a_vote_is_up_or_down(verdict: str) -> None:
    with pytest.raises(InputError, match="up or down"):
        vote(ANSWER, verdict, token="t", index_hash="h")


NEW_PLAN = """Số: 7/KH-UBND

## KẾ HOẠCH

### Cải thiện môi trường kinh doanh tỉnh Cao Bằng năm 2026

#### I. NHIỆM VỤ

Sở Công Thương chủ trì, phối hợp với Sở Nội vụ thực hiện.
"""


@pytest.mark.usefixtures("own_data_dir")
def test_the_hash_is_that_of_the_plans_not_of_the_build(opened: Assistant, tmp_path: Path) -> None:
    """An index built again from the same has another id, and the same hash."""
    assistant = Assistant.open(with_model=False)
    first = assistant.index_hash
    assert first == opened.index_hash
    assert re.fullmatch("[0-9a-f]{32}", first)
    library, builds = Library.open(), {assistant.ground.index.build_id}
    path = tmp_path / "cao-bang-pci-2026.md"
    path.write_text(NEW_PLAN, encoding="utf-8")
    library.add(path)
    assistant.refresh()
    added = assistant.index_hash
    path.write_text(NEW_PLAN.replace("Nội vụ", "Tài chính"), encoding="utf-8")
    library.add(path)
    assistant.refresh()
    assert len({first, added, assistant.index_hash}) == 3
    builds.add(assistant.ground.index.build_id)
    library.remove("cao-bang-pci-2026")
    assistant.refresh()
    assert assistant.index_hash == first
    assert assistant.ground.index.build_id not in builds
