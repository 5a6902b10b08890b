"""A failed run shows the worst dev questions first, and none of the test split."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.limits import Limits
from tests.eval.test_run import (
    CITED,
    DUTIES,
    FACTS,
    SECRET,
    UNANSWERABLE,
    StandIn,
    evaluate,
    write,
)

HARMS: dict[str, dict[str, Any]] = {
    "mở vi 1?": {"citations": [CITED | {"section": "9"}]},
    "mở u1": {"status": "answered", "reason": None},
    "mở en 1?": {"answer": "**Sở Tài chính** and **Sở Nội vụ** [1]"},
    "mở en 2?": {"citations": [CITED | {"quote": "Sở Tài chính chủ trì, ngày 10/12/2026"}]},
    "mở unmarked 2?": {"raise": "broken"},
}
ORDER = ["f2 unmarked", "f2 en", "f1 en", "u1 vi", "f1 vi"]
LIMITS: Limits = {
    "dev": {"all": {"right_share": {"min": 1}}},
    "test": {"all": {"right_share": {"min": 1}, "made_up": {"max": 0}}},
}


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    write(tmp_path, "facts.jsonl", FACTS)
    write(tmp_path, "register.jsonl", DUTIES)
    write(tmp_path, "unanswerable.jsonl", UNANSWERABLE)
    return tmp_path


def test_the_worst_come_first(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(questions, StandIn(**HARMS), limits=LIMITS) == 1
    shown = capsys.readouterr().out.splitlines()
    failing = [line for line in shown if line.startswith("FAIL")]
    assert [" ".join(line.split()[1:3]).removesuffix(":") for line in failing] == ORDER
    assert evaluate(questions, StandIn(**HARMS), "--verbose", limits=LIMITS) == 1
    shown = [
        line[:4] for line in capsys.readouterr().out.splitlines() if line[:4] in ("FAIL", "ok  ")
    ]
    assert shown == ["FAIL"] * 5 + ["ok  "] * 3


def test_the_worst_come_first_in_json(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(questions, StandIn(**HARMS), "--json", limits=LIMITS) == 1
    failing = json.loads(capsys.readouterr().out)["failing_dev"]
    assert [f"{row['id']} {row['wording']}" for row in failing] == ORDER


@pytest.mark.parametrize("change", HARMS.values(), ids=HARMS)
def test_of_the_test_split_a_failed_run_shows_the_figure_alone(
    questions: Path, capsys: pytest.CaptureFixture[str], change: dict[str, Any]
) -> None:
    stand_in = StandIn(**{SECRET: change})
    assert evaluate(questions, stand_in, limits=LIMITS) == 1
    printed = capsys.readouterr()
    assert "eval: below the threshold: test" in printed.err
    assert "FAIL" not in printed.out
    assert SECRET not in printed.out + printed.err
