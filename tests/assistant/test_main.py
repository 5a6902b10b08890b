"""``python -m assistant``: ask and batch, what goes where, and exit codes."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.__main__ import main
from tests.conftest import ROOT

QUESTION = "Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?"
KEYS = [
    "id", "question", "standalone_question", "language", "status", "reason", "answer",
    "citations", "rows", "answered_by", "seconds",
]  # fmt: skip

pytestmark = pytest.mark.usefixtures("data_dir")


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(one) for one in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def batch(
    capsys: pytest.CaptureFixture[str], folder: Path, *lines: object
) -> tuple[int, list[dict[str, Any]], str]:
    """Run a batch of rows (objects, lines or raw bytes); return code, answers and words."""
    raw = [
        line
        if isinstance(line, bytes)
        else (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)).encode()
        for line in lines
    ]
    path = folder / "questions.jsonl"
    path.write_bytes(b"\n".join(raw) + b"\n")
    code, out, err = run(capsys, "batch", path)
    return code, [json.loads(line) for line in out.splitlines()], err


def test_ask_prints_the_answer_and_its_places(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "ask", QUESTION)
    assert (code, err) == (0, "")
    assert "Văn phòng UBND tỉnh" in out
    assert "[1] lang-son-pci-2026" in out
    assert "2.3. Chỉ số thành phần Tính minh bạch" in out


def test_ask_as_json_prints_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "ask", "--json", QUESTION)
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert [key for key in answer if key in KEYS] == KEYS
    assert (answer["question"], answer["status"], answer["id"]) == (QUESTION, "answered", None)
    assert "Văn phòng" in out  # written as letters, not as escapes


def test_what_the_plans_do_not_say_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "ask", "--json", "Ai chủ trì việc này ở Cao Bằng?")
    assert (code, json.loads(out)["status"]) == (0, "not_in_plans")


@pytest.mark.parametrize("question", ["", "  ", "?!", "a" * 10_000])
def test_a_question_that_cannot_be_asked_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], question: str
) -> None:
    code, out, err = run(capsys, "ask", question)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    code, out, _ = run(capsys, "ask", "--json", question)
    assert code == 2
    assert json.loads(out)["status"] == "error"


def test_an_unknown_plan_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "ask", "--plan", "ha-noi-1", QUESTION)
    assert (code, out) == (2, "")
    assert "ha-noi-1" in err
    assert "lang-son-pci-2026" in err


def test_plans_and_history(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(
        capsys, "ask", "--json", "--plan", "son-la-nq02-2026", "Ai chủ trì tuyên truyền?"
    )
    assert {c["plan"] for c in json.loads(out)["citations"]} <= {"son-la-nq02-2026"}
    _, out, _ = run(capsys, "ask", "--json", "--history", QUESTION, "Ai phối hợp?")
    assert {row["section"] for row in json.loads(out)["rows"]} == {"III.2.3"}


def test_a_batch_has_one_answer_per_line_in_order(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = [
        {"id": "a", "question": QUESTION},
        {"id": 7, "question": "Ai phối hợp?", "history": [QUESTION]},
        {"id": "c", "question": "Ai chủ trì tuyên truyền?", "plan": "son-la-nq02-2026"},
        {"question": "Which agency leads the land access index?", "topic": "land"},
        {"id": None, "question": "Dân số của Lạng Sơn là bao nhiêu?", "plan": None},
    ]
    code, answers, err = batch(capsys, tmp_path, *rows)
    assert (code, err) == (0, "")
    assert [a["id"] for a in answers] == ["a", 7, "c", None, None]
    assert [a["question"] for a in answers] == [row["question"] for row in rows]
    assert all([key for key in a if key in KEYS] == KEYS for a in answers)
    assert {row["section"] for row in answers[1]["rows"]} == {"III.2.3"}
    assert {c["plan"] for c in answers[2]["citations"]} <= {"son-la-nq02-2026"}
    assert answers[3]["language"] == "en"


@pytest.mark.parametrize(
    "row",
    [
        "not json",
        "{",
        "[]",
        '["question"]',
        '"question"',
        "null",
        "7",
        "{}",
        '{"id": "x"}',
        '{"id": "x", "question": null}',
        '{"id": "x", "question": 7}',
        '{"id": "x", "question": ["Ai?"]}',
        '{"id": "x", "question": "Ai?", "history": "Ai?"}',
        '{"id": "x", "question": "Ai?", "history": [7]}',
        '{"id": "x", "question": "Ai?", "plan": 7}',
        '{"id": "x", "question": "Ai?", "plan": ["lang-son-pci-2026"]}',
        '{"id": {"a": 1}, "question": "Ai?"}',
        '{"id": "x", "question": "Ai?"} trailing',
        '{"id": NaN, "question": "Ai?"}',
        '{"id": "x", "question": ""}',
        '{"id": "x", "question": "?"}',
        '{"id": "x", "question": "Ai chủ trì?", "plan": "ha-noi-1"}',
        '{"id": "x", "question": "\\ud800"}',
        '{"id": "\\ud800", "question": "Ai chủ trì?"}',
        '{"id": "x", "question": "Ai chủ trì?", "history": ["\\ud800"], "plan": 1}',
        "[" * 50_000,
        '{"id": ' + "9" * 5000 + ', "question": "Ai?"}',
        json.dumps({"id": "x", "question": "a" * 1_000_000}),
        json.dumps({"id": "x", "question": "Ai chủ trì?", "history": ["a" * 1_000_000]}),
        b'{"id": "x", "question": "Ai ch\xff tr\xec?"}',
        b"\xff\xfe\x00",
        "Ai chủ trì?".encode("utf-16-le").replace(b"\n", b""),
    ],
    ids=lambda row: str(row)[:44],
)
def test_a_bad_row_gets_an_error_row_and_the_rest_go_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, row: str | bytes
) -> None:
    good = {"id": "good", "question": QUESTION}
    code, answers, err = batch(capsys, tmp_path, good, row, good)
    assert code == 1
    assert [a["status"] for a in answers] == ["answered", "error", "answered"]
    assert [a["id"] for a in answers][::2] == ["good", "good"]
    bad = answers[1]
    assert [key for key in bad if key in KEYS] == KEYS
    assert bad["reason"]
    assert len(bad["reason"]) < 1000
    assert (bad["citations"], bad["rows"]) == ([], [])
    assert bad["id"] in ("x", "?", "\ufffd", None)
    assert err.strip()


def test_the_reason_names_the_row_and_the_key(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, answers, _ = batch(capsys, tmp_path, {"id": "a", "question": QUESTION}, '{"id": "b"}')
    assert answers[1]["id"] == "b"
    assert "2" in answers[1]["reason"]
    assert "question" in answers[1]["reason"]


def test_blank_lines_and_windows_line_ends_are_no_rows(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "q.jsonl"
    line = json.dumps({"id": "a", "question": QUESTION}, ensure_ascii=False).encode()
    path.write_bytes(b"\xef\xbb\xbf" + line + b"\r\n\r\n   \r\n" + line)
    code, out, _ = run(capsys, "batch", path)
    assert code == 0
    assert [json.loads(row)["status"] for row in out.splitlines()] == ["answered", "answered"]


def test_a_line_separator_inside_a_question_does_not_cut_its_row(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = [
        {"id": "a", "question": QUESTION.replace(" ở ", "\u2028ở ")},
        {"id": "b", "question": QUESTION},
    ]
    path = tmp_path / "q.jsonl"
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    code, out, _ = run(capsys, "batch", path)
    assert code == 0
    assert [json.loads(row)["id"] for row in out.strip().split("\n")] == ["a", "b"]


def test_an_empty_file_has_no_answers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(b"")
    assert run(capsys, "batch", path)[:2] == (0, "")


def test_a_file_that_cannot_be_read_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for path in (tmp_path / "missing.jsonl", tmp_path):
        code, out, err = run(capsys, "batch", path)
        assert (code, out) == (2, "")
        assert str(path) in err


def test_a_batch_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = json.dumps({"id": "a", "question": QUESTION}, ensure_ascii=False).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(row + b"\n"), "utf-8"))
    code, out, _ = run(capsys, "batch", "-")
    assert (code, json.loads(out)["id"]) == (0, "a")


def process(*arguments: str | bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments], cwd=ROOT, capture_output=True, check=False
    )


def test_ask_as_a_process(built: Path) -> None:
    done = process("ask", "--json", "which agency leads the land access index?")
    assert built.is_dir()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Sở Nông nghiệp và Môi trường" in json.loads(done.stdout.decode("utf-8"))["answer"]


def test_a_byte_that_is_no_utf8_on_the_command_line_is_no_crash() -> None:
    done = process(
        "ask",
        "--json",
        "Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn \xff?".encode("latin-1", "ignore"),
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 2)
    json.loads(done.stdout.decode("utf-8"))


@pytest.mark.parametrize("arguments", [[], ["fly"], ["ask"], ["batch"], ["ask", "--yaml", "x"]])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


@pytest.mark.parametrize("command", [None, "ask", "batch"])
def test_help_everywhere(capsys: pytest.CaptureFixture[str], command: str | None) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*([command] if command else []), "--help"])
    assert stopped.value.code == 0
    assert "usage:" in capsys.readouterr().out
