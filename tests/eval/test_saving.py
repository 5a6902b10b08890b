"""Saved runs: what stands in them, that they are whole, and what they never hold."""

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from corpus import settings
from corpus.errors import InputError
from corpus.plan import read_plan
from eval import __main__ as command
from eval import manifest as manifests
from eval import saving, today
from eval.comparing import figures
from eval.manifest import Sources, differences, git_state
from tests.eval.test_run import (
    BAD,
    DUTIES,
    FACTS,
    SECRET,
    TEXT,
    UNANSWERABLE,
    StandIn,
    duty,
    write,
)

PLAN = read_plan(f"KẾ HOẠCH\n\n{TEXT}".encode(), "a", "a.md")


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    folder = tmp_path / "questions"
    folder.mkdir()
    write(folder, "facts.jsonl", FACTS)
    write(folder, "register.jsonl", DUTIES)
    write(folder, "unanswerable.jsonl", UNANSWERABLE)
    going_on = duty(1, "dev", id="l1", questions={"vi": "mở l1?"}, history=["mở trước?"])
    write(folder, "followups.jsonl", [going_on])
    return folder


def saved(questions: Path, assistant: StandIn, name: str = "run", *more: str) -> Path:
    """Save a run beside the questions and return its folder."""
    folder = questions.parent / "runs" / name
    words = ["run", "--questions", str(questions), "--save", str(folder), *more]
    options = command._parser().parse_args(words)
    sources = Sources((PLAN,), "abc")
    texts, second = {"a": TEXT}, [("a", "2"), ("a", "1")]  # the accepted section comes second
    command.evaluate(
        options, assistant, {}, texts, lambda _: (), find=lambda _: second, sources=sources
    )
    return folder


def test_a_run_is_three_files_and_nothing_beside(questions: Path) -> None:
    folder = saved(questions, StandIn())
    names = {path.name for path in folder.iterdir()}
    assert names == {"manifest.json", "predictions.jsonl", "scores.json"}
    assert list(folder.parent.iterdir()) == [folder]


def test_a_row_for_each_question_asked(questions: Path) -> None:
    rows = saving.read(saved(questions, StandIn())).rows
    assert [row["id"] for row in rows] == [
        *(name for name in ("f1", "f2", "f3") for _ in range(3)),
        *("r1", "r2", "l1", "u1", "u2"),
    ]
    first = rows[0]
    assert (first["split"], first["suite"], first["group"]) == ("dev", "facts", "vi")
    assert (first["kind"], first["wording"], first["right"]) == ("lead", "vi", True)
    assert first["measures"]["precision"] == 1.0
    assert first["found_ranks"] == [2]
    assert first["milliseconds"] >= 0
    assert first["question"] == "mở vi 1?"
    assert first["answer"]["citations"][0]["section"] == "1"


def test_dev_rows_hold_history_and_faults(questions: Path) -> None:
    rows = {row["id"]: row for row in saving.read(saved(questions, StandIn(**{"l1": BAD}))).rows}
    assert rows["l1"]["history"] == ["mở trước?"]
    assert "no citation in an accepted section" in rows["l1"]["faults"]
    assert rows["l1"]["found_ranks"] is None  # by itself it says too little to search with
    assert rows["r1"]["faults"] == []


@pytest.mark.parametrize("change", [{}, BAD, {"raise": "broken on"}, {"reason": SECRET}])
def test_of_test_rows_there_are_only_figures(questions: Path, change: dict[str, Any]) -> None:
    folder = saved(questions, StandIn(**{SECRET: change}))
    rows = [row for row in saving.read(folder).rows if row["split"] == "test"]
    assert [row["id"] for row in rows] == ["f3", "f3", "f3", "r2", "u2"]
    words = {"question", "history", "faults", "answer", "status", "reason"}
    assert all(not words & row.keys() for row in rows)
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8")
        assert SECRET not in text
        assert json.dumps(SECRET)[1:-1] not in text


def test_the_scores_are_what_json_prints(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = saved(questions, StandIn(), "run", "--json")
    printed = json.loads(capsys.readouterr().out)
    assert json.loads((folder / "scores.json").read_text(encoding="utf-8")) == printed


def test_figures_of_the_saved_rows_are_the_totals_of_the_run(questions: Path) -> None:
    wrong = {"mở vi 1?": BAD, "mở u1": {"status": "answered"}, "mở en 2?": {"status": "unclear"}}
    run = saving.read(saved(questions, StandIn(**wrong)))
    for split, groups in run.scores["totals"].items():
        for group, totals in groups.items():
            rows = [r for r in run.rows if r["split"] == split and group in ("all", r["group"])]
            for name, value in figures(rows).items():
                expected = float("nan") if totals[name] is None else totals[name]
                assert value == pytest.approx(expected, abs=1e-3, nan_ok=True), (split, group, name)


def test_questions_about_one_section_are_one_cluster(questions: Path) -> None:
    write(questions, "register.jsonl", [*DUTIES, duty(3, "dev", sections=["2"])])
    rows = saving.read(saved(questions, StandIn())).rows
    cluster = {row["id"]: row["cluster"] for row in rows}
    assert cluster["f1"] == cluster["f2"] == cluster["r1"] != cluster["r3"]
    assert len({cluster["r3"], cluster["u1"], cluster["u2"], cluster["f1"]}) == 4


def test_what_a_right_answer_is_belongs_to_what_was_asked(questions: Path) -> None:
    before = {row["id"]: row["asked"] for row in saving.read(saved(questions, StandIn())).rows}
    changed = [duty(1, "dev", sections=["1", "2"]), duty(2, "test", note="only a note")]
    write(questions, "register.jsonl", changed)
    after = {row["id"]: row["asked"] for row in saving.read(saved(questions, StandIn(), "b")).rows}
    assert {name for name in before if before[name] != after[name]} == {"r1"}


# --- whole or not at all -------------------------------------------------------------


def test_a_run_that_cannot_be_written_leaves_nothing(
    questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(made: Path, final: Path) -> None:
        assert len(list(made.iterdir())) == 3
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving, "publish_folder", full)
    with pytest.raises(OSError, match="No space left"):
        saved(questions, StandIn())
    assert list((questions.parent / "runs").iterdir()) == []


def test_a_run_is_never_written_over(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = saved(questions, StandIn())
    before = (folder / "predictions.jsonl").read_bytes()
    with pytest.raises(InputError, match="is there already"):
        saved(questions, StandIn(**{"mở": BAD}))
    assert (folder / "predictions.jsonl").read_bytes() == before
    capsys.readouterr()
    # and it is said before anything is asked
    assert command.main(["run", "--questions", "nowhere", "--save", str(folder)]) == 2
    assert "is there already" in capsys.readouterr().err


def test_an_empty_folder_is_a_free_name(questions: Path) -> None:
    (questions.parent / "runs" / "run").mkdir(parents=True)
    assert (saved(questions, StandIn()) / "scores.json").exists()


# --- reading -------------------------------------------------------------------------


def test_a_folder_that_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"is no folder; name one that `eval run --save` wrote"):
        saving.read(tmp_path / "none")
    with pytest.raises(InputError, match=r"holds no run \(manifest.json is missing\)"):
        saving.read(tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("manifest.json", "{", "manifest.json is not JSON"),
        ("manifest.json", "[]", "expected a JSON object, found list"),
        ("manifest.json", '{"format": 99}', "has the format 99, this program reads 1"),
        ("predictions.jsonl", '{"id": "f1"}\n', "predictions.jsonl:1: 'split' is missing"),
        ("predictions.jsonl", "\nno\n", "predictions.jsonl:2 is not JSON"),
        ("scores.json", "", "scores.json is not JSON"),
    ],
)
def test_a_broken_run_is_named_with_its_place(
    questions: Path, name: str, text: str, said: str
) -> None:
    folder = saved(questions, StandIn())
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        saving.read(folder)
    assert said in str(caught.value)


def test_a_dev_row_without_its_question_is_broken(questions: Path) -> None:
    folder = saved(questions, StandIn())
    path = folder / "predictions.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    del rows[2]["question"]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with pytest.raises(InputError, match=r":3: 'question' is missing"):
        saving.read(folder)


# --- the manifest --------------------------------------------------------------------


def test_the_manifest_holds_hashes_of_what_the_run_depends_on(questions: Path) -> None:
    found = saving.read(saved(questions, StandIn(), "run", "--suite", "facts")).manifest
    facts = (questions / "facts.jsonl").read_bytes()
    assert found["plans"] == {"a": hashlib.sha256(PLAN.text.encode()).hexdigest()}
    assert found["questions"]["facts.jsonl"] == hashlib.sha256(facts).hexdigest()
    assert found["questions"].keys() == {
        *("facts.jsonl", "register.jsonl", "unanswerable.jsonl", "followups.jsonl")
    }
    limits = (settings.ROOT / "eval" / "thresholds.json").read_bytes()
    assert found["thresholds"] == hashlib.sha256(limits).hexdigest()
    template = (settings.ROOT / "prompts" / "answers_vi.json").read_bytes()
    assert found["prompts"]["answers_vi.json"] == hashlib.sha256(template).hexdigest()
    assert found["index"] == "abc"
    assert found["options"]["suite"] == ["facts"]
    assert found["settings"].keys() == settings.in_force().keys()
    assert {"python", "numpy", "faiss-cpu"} <= found["versions"].keys()
    assert found["processors"] >= 1


def test_no_secret_is_saved(questions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAT_API_KEY", "sk-never-shown")
    monkeypatch.setenv("CHAT_BASE_URL", "http://inside.example:1")
    text = (saved(questions, StandIn()) / "manifest.json").read_text(encoding="utf-8")
    assert "sk-never-shown" not in text
    assert "inside.example" not in text
    assert json.loads(text)["settings"]["CHAT_API_KEY"] == "set"


def test_one_hash_is_over_all_word_lists(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("một", encoding="utf-8")
    (tmp_path / "b.tsv").write_text("hai", encoding="utf-8")
    before = manifests._one(tmp_path.iterdir())
    assert manifests._one(sorted(tmp_path.iterdir(), reverse=True)) == before
    (tmp_path / "b.tsv").write_text("ba", encoding="utf-8")
    assert manifests._one(tmp_path.iterdir()) != before


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def test_the_commit_and_whether_files_changed_since(tmp_path: Path) -> None:
    assert git_state(tmp_path) is None
    git(tmp_path, "init", "-q")
    assert git_state(tmp_path) is None  # no commit yet
    (tmp_path / "a").write_text("1", encoding="utf-8")
    git(tmp_path, "add", "a")
    git(tmp_path, "commit", "-qm", "one")
    clean = git_state(tmp_path)
    assert clean is not None
    assert (len(clean["commit"]), clean["dirty"]) == (40, False)
    (tmp_path / "a").write_text("2", encoding="utf-8")
    assert git_state(tmp_path) == {"commit": clean["commit"], "dirty": True}
    (tmp_path / "in").mkdir()
    assert git_state(tmp_path / "in") is None  # a working copy of something else


def test_differences_are_told_thing_by_thing() -> None:
    one = {"plans": {"a": "1", "b": "2"}, "index": "x" * 32, "made": "now", "git": None}
    other = {"plans": {"a": "1", "c": "3"}, "index": "y" * 32, "made": "then", "git": {}}
    assert differences(one, other) == [
        ("plans: b", "2", "none"),
        ("plans: c", "none", "3"),
        ("index", "x" * 12, "y" * 12),
        ("git", "none", "{}"),
    ]
    assert differences(one, one) == []


# --- the day -------------------------------------------------------------------------


def test_the_evaluation_has_a_day_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLANS_TODAY", raising=False)
    with today.fixed_day():
        assert settings.today().isoformat() == "2026-07-25"
        assert settings.in_force()["PLANS_TODAY"] == "2026-07-25"
    assert settings.read("PLANS_TODAY") == ""


def test_a_day_that_is_set_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_TODAY", "2027-01-02")
    with today.fixed_day():
        assert settings.today().isoformat() == "2027-01-02"
    assert settings.read("PLANS_TODAY") == "2027-01-02"


def test_every_command_runs_on_that_day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PLANS_TODAY", raising=False)
    seen = []

    def free(folder: Path) -> None:
        seen.append(settings.today().isoformat())
        raise InputError("enough")

    monkeypatch.setattr(saving, "check_free", free)
    assert command.main(["run", "--save", str(tmp_path / "run")]) == 2
    assert seen == ["2026-07-25"]
