"""Disliked answers become drafts, which the checker refuses until a person completed them."""

import copy
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant.feedback import Cited, Feedback, Record, Verdict
from corpus.errors import DataError
from corpus.library import Library
from eval import __main__ as command
from eval import candidates
from eval.candidates import Known, drafts, key_of, known
from eval.check import check, read_rows
from eval.questions import load_followups, load_voices

Row = dict[str, Any]
PLAN = "lang-son-pci-2026"
QUESTION = "Chỗ nào bên Lạng Sơn đứng mũi chịu sào chuyện lót tay, thưa các bác?"
ASKED: Row = {
    "id": "q1",
    "split": "dev",
    "plan": PLAN,
    "kind": "lead",
    "questions": {"vi": "Ai chủ trì việc ấy?", "unmarked": "ai lo", "en": "Who leads it?"},
    "history": ["Tính minh bạch?"],
}


def record(question: str = QUESTION, token: str | None = None, **changes: Any) -> Record:
    told: dict[str, Any] = {
        "verdict": Verdict.DOWN,
        "answer": "**Sở Nội vụ** [1]",
        "status": "answered",
        "answered_by": "register",
        "language": "vi",
        "index_hash": "h" * 32,
        "citations": (Cited(PLAN, "III.2.3", 5, 9), Cited(PLAN, "III.2.4", 7, 9)),
        "time": "2026-07-25T08:00:00+00:00",
    }
    return Record(token=token or f"token of {question}", question=question, **(told | changes))


def draft_of(*votes: Record) -> Row:
    (row,) = drafts(votes, Known()).drafts
    return row


def faults(folder: Path, row: Row, name: str = "voices") -> list[str]:
    """Return what the checker says of a row, and of nothing else: the other files are empty."""
    folder.mkdir(exist_ok=True)
    for other in ("facts", "register", "unanswerable"):
        (folder / f"{other}.jsonl").write_text("", encoding="utf-8")
    (folder / f"{name}.jsonl").write_text(candidates.lines([row]), encoding="utf-8")
    texts = {plan.id: plan.text for plan in Library.open(shipped_only=True).plans()}
    return check(folder, texts, {name: {"dev": 1, "test": 0}})


def completed(row: Row) -> Row:
    """Complete a draft as a person does, from the shipped plan of Lạng Sơn."""
    row = {key: value for key, value in copy.deepcopy(row).items() if key != "draft"}
    return row | {
        "id": "v900",
        "split": "dev",
        "plan": PLAN,
        "kind": "lead",
        "expect": {"bodies": ["Thanh tra tỉnh"], "values": [], "wrong_bodies": ["Sở Nội vụ"]},
        "sections": ["III.2.5"],
        "quotes": [
            "Thanh tra tỉnh chủ trì theo dõi, đánh giá chỉ số thành phần Chi phí không chính thức"
        ],
    }


# --- the form ------------------------------------------------------------------------


def test_a_draft_holds_what_is_known_and_leaves_the_rest_empty() -> None:
    assert draft_of(record(comment="it is another body")) == {
        "id": draft_of(record())["id"],
        "split": "",
        "plan": PLAN,
        "kind": "",
        "questions": {"vi": QUESTION},
        "expect": {"bodies": [], "values": [], "wrong_bodies": []},
        "sections": [],
        "quotes": [],
        "note": "",
        "draft": {
            "fill_in": ["split", "kind", "expect (bodies or values)", "sections", "quotes"],
            "disliked": 1,
            "liked": 0,
            "first": "2026-07-25T08:00:00+00:00",
            "last": "2026-07-25T08:00:00+00:00",
            "comments": ["it is another body"],
            "language": "vi",
            "status": "answered",
            "answered_by": "register",
            "answer": "**Sở Nội vụ** [1]",
            "citations": [
                {"plan": PLAN, "section": "III.2.3", "start": 5, "end": 9},
                {"plan": PLAN, "section": "III.2.4", "start": 7, "end": 9},
            ],
            "index_hash": "h" * 32,
        },
    }


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Ai lo việc này?", "vi", {"vi": "Ai lo việc này?"}),
        ("ai lo viec nay", "vi", {"unmarked": "ai lo viec nay"}),
        ("Who in Sơn La?", "en", {"en": "Who in Sơn La?"}),
        ("Ai lo\n  việc này?", "vi", {"vi": "Ai lo việc này?"}),
    ],
)
def test_the_question_stands_under_its_wording(
    question: str, language: str, expected: dict[str, str]
) -> None:
    assert draft_of(record(question, language=language))["questions"] == expected


@pytest.mark.parametrize("cited", [(), (Cited("a", "1", 0, 1), Cited("b", "1", 0, 1))])
def test_no_plan_is_guessed(cited: tuple[Cited, ...]) -> None:
    row = draft_of(record(citations=cited))
    assert row["plan"] == ""
    assert row["draft"]["fill_in"][:2] == ["split", "plan"]


def test_a_question_disliked_often_is_one_draft_with_the_last_answer() -> None:
    votes = (
        record(QUESTION, "a", comment="one", time="2026-01-01"),
        record(QUESTION.upper(), "b", comment="two", answer="old"),
        record(QUESTION + " ?", "c", comment="one", answer="last", time="2026-03-03"),
        record(QUESTION, "d", verdict=Verdict.UP, answer="liked", time="2026-04-04"),
    )
    told = draft_of(*votes)["draft"]
    assert (told["disliked"], told["liked"], told["answer"]) == (3, 1, "last")
    assert (told["first"], told["last"], told["comments"]) == (
        "2026-01-01",
        "2026-04-04",
        ["one", "two"],
    )


def test_the_newest_twenty_comments_are_shown() -> None:
    votes = [record(token=str(n), comment=str(n)) for n in range(25)]
    assert draft_of(*votes)["draft"]["comments"] == [str(n) for n in range(24, 4, -1)]


def test_the_most_disliked_come_first_and_ids_stay() -> None:
    votes = [record("a?", "1"), record("b?", "2"), record("c?", "3"), record("c?", "4")]
    rows = drafts(votes, Known()).drafts
    assert [row["questions"]["unmarked"] for row in rows] == ["c?", "a?", "b?"]
    assert len({row["id"] for row in rows}) == 3
    assert draft_of(record("A?"))["id"] == rows[1]["id"]


def test_the_same_words_in_another_conversation_are_another_question() -> None:
    votes = [record("còn ai?", "1"), record("còn ai?", "2", history=("Ai chủ trì?",))]
    rows = drafts(votes, Known()).drafts
    assert [row.get("history") for row in rows] == [None, ["Ai chủ trì?"]]


@pytest.mark.parametrize("question", ["???", "👩‍💻", "%", '"\u2028<b>"'])
def test_any_question_makes_a_line_of_json(question: str) -> None:
    text = candidates.lines([draft_of(record(question, comment='"\n\u2028'))])
    assert text.count("\n") == 1
    assert key_of(question) != key_of("")
    assert json.loads(text)["questions"] == {"unmarked": question.replace("\u2028", " ")}


# --- the checker ---------------------------------------------------------------------


def test_the_checker_refuses_a_draft_and_says_what_is_missing(tmp_path: Path) -> None:
    row = draft_of(record(citations=()))
    assert faults(tmp_path, row) == [
        f"{row['id']}: this is a draft: fill in split, plan, kind, expect (bodies or values), "
        "sections, quotes, then take out its key draft",
        f"{row['id']}: split '' is neither dev nor test",
        "voices: 0 rows are dev, expected 1",
    ]
    half = row | {"split": "dev", "plan": PLAN, "kind": "lead", "sections": ["III.2.5"]}
    assert faults(tmp_path, half) == [
        f"{row['id']}: this is a draft: fill in expect (bodies or values), quotes, then take out "
        "its key draft"
    ]
    whole = completed(row) | {"draft": row["draft"]}
    assert faults(tmp_path, whole) == ["v900: this is a draft: take out its key draft"]


def test_a_draft_without_its_key_is_refused_as_any_empty_row(tmp_path: Path) -> None:
    row = draft_of(record())
    del row["draft"]
    said = " ".join(faults(tmp_path, row))
    for words in ("kind ''", "split ''", "no section", "no quote", "neither a body nor a value"):
        assert words in said


def test_the_reader_of_a_run_refuses_a_draft(tmp_path: Path) -> None:
    faults(tmp_path, draft_of(record()))
    with pytest.raises(DataError, match=r"voices\.jsonl:1: .*split.*kind.*sections.*quotes.*draft"):
        load_voices(tmp_path)


def test_a_completed_draft_is_a_question(tmp_path: Path) -> None:
    row = completed(draft_of(record()))
    assert faults(tmp_path, row) == []
    (fact,) = load_voices(tmp_path)
    assert fact.wordings() == {"vi": QUESTION}
    assert fact.accepted() == {(PLAN, "III.2.5")}


def test_a_completed_draft_with_questions_before_it_is_a_followup(tmp_path: Path) -> None:
    row = completed(draft_of(record(history=("Ai lo việc minh bạch?",))))
    assert faults(tmp_path, row, "followups") == []
    (fact,) = load_followups(tmp_path)
    assert fact.history == ["Ai lo việc minh bạch?"]


def test_a_completed_draft_must_stand_on_the_plan(tmp_path: Path) -> None:
    row = completed(draft_of(record())) | {"quotes": ["Thanh tra tỉnh chủ trì chuyện lót tay"]}
    assert any("is not in the plan" in fault for fault in faults(tmp_path, row))


# --- questions that are there already ------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Question files: a conversation, a question alone, one of the split test, one set aside."""
    folder = tmp_path / "questions"
    (folder / "aside").mkdir(parents=True)
    rows = {
        "followups": ASKED,
        "unanswerable": {"id": "u1", "split": "dev", "question": "Dân số  của Lạng Sơn?"},
        "voices": {"id": "v1", "split": "test", "questions": {"vi": "Trời mưa không?"}},
        "aside/other": {"id": "o1", "question": "Who plants trees?"},
    }
    for name, row in rows.items():
        (folder / f"{name}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("question", "history", "is_known"),
    [
        ("dan so cua LANG SON", (), True),
        ("Dân số của Lạng Sơn?", ("Xin chào",), True),
        ("who plants trees", (), True),
        ("ai chu tri viec ay", ("tinh minh bach",), True),
        ("WHO LEADS IT?", ("Tính minh bạch",), True),
        ("Who leads it?", (), False),
        ("Who leads it?", ("Chi phí?",), False),
        ("Dân số của Sơn La?", (), False),
        ("Dân số của Sơn La?", ("Ai chủ trì việc ấy?",), False),
        ("Dân số của Sơn La?", ("Trời mưa không?", "Xin chào"), True),
        ("Dân số của Sơn La?", ("Who plants trees?",), True),
    ],
)
def test_known_questions_are_left_out_and_counted(
    files: Path, question: str, history: tuple[str, ...], is_known: bool
) -> None:
    found = drafts([record(question, history=history)], known(files))
    assert (len(found.drafts), found.known) == ((0, 1) if is_known else (1, 0))


def test_every_question_of_the_project_is_known() -> None:
    """Totals only: how many distinct keys there are, and that each file's own are among them."""
    there = known()
    for path in candidates.FOLDER.rglob("*.jsonl"):
        rows, _ = read_rows(path)
        missing = 0
        for row in rows:
            asked = row["questions"].values() if "questions" in row else [row["question"]]
            missing += sum(key_of(q, row.get("history", ())) not in there.keys for q in asked)
        assert missing == 0, path.name
    assert len(there.keys) > 2_000
    assert 400 < len(there.kept_aside) < len(there.keys) / 2


def test_a_broken_question_file_is_named_without_its_words(files: Path) -> None:
    (files / "facts.jsonl").write_text('{"question": "secret words', encoding="utf-8")
    with pytest.raises(DataError, match=r"facts\.jsonl") as caught:
        known(files)
    assert "secret" not in str(caught.value)


# --- the command ---------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Feedback:
    monkeypatch.setenv("PLANS_DATA_DIR", str(tmp_path / "data"))
    return Feedback(tmp_path / "data" / "feedback.sqlite3")


def run(*arguments: str) -> int:
    return command.main(["candidates", *arguments])


def test_no_feedback_is_no_failure(store: Feedback, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert capsys.readouterr() == ("", "eval: no disliked answers\n")
    store.put(record(verdict=Verdict.UP))
    assert run() == 0
    assert capsys.readouterr() == ("", "eval: no disliked answers\n")


def test_drafts_go_to_standard_output_and_counts_to_standard_error(
    store: Feedback, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for vote in (
        record("Một việc?", "1"),
        record("mot viec", "2"),
        record("who plants trees?", "3", language="en"),
        record("Việc khác?", "4", verdict=Verdict.UP),
    ):
        store.put(vote)
    assert run("--questions", str(files)) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["questions"], row["draft"]["disliked"]) for row in rows] == [
        ({"unmarked": "mot viec"}, 2)
    ]
    assert err == (
        "eval: answers disliked: 3; drafts: 1; questions left out because the question files "
        "hold them: 1\n"
    )
    assert run("--all", "--questions", str(files)) == 0
    out, err = capsys.readouterr()
    assert [json.loads(line)["draft"]["liked"] for line in out.splitlines()] == [0, 1]
    assert "answers disliked: 3, 1 liked; drafts: 2" in err


def test_drafts_go_to_a_file(
    store: Feedback, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.put(record())
    path = tmp_path / "drafts.jsonl"
    assert run("--output", str(path)) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "drafts: 1" in err
    rows, broken = read_rows(path)
    assert broken == []
    assert [row["questions"]["vi"] for row in rows] == [QUESTION]


def test_what_cannot_be_read_ends_the_command_with_a_sentence(
    store: Feedback, capsys: pytest.CaptureFixture[str]
) -> None:
    store.path.parent.mkdir()
    store.path.write_bytes(b"no database at all" * 100)
    assert run() == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{store.path} is no sound database of feedback")
    assert err.count("\n") == 1
    store.path.unlink()
    store.put(record())
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute("PRAGMA user_version = 9")
    assert run() == 1
    assert "version 9" in capsys.readouterr().err


def test_help_and_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, code in ((["--help"], 0), (["--every"], 2)):
        with pytest.raises(SystemExit) as caught:
            run(*arguments)
        assert caught.value.code == code
    assert "--output" in capsys.readouterr().out
