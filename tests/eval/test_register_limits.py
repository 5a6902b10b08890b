"""The limits of the register's measures, and how a run tells and keeps them."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import DataError
from corpus.register import assignments
from eval import __main__ as command
from eval import register_metrics, report
from eval.register_metrics import Score
from tests.eval.test_register_gold import SHIPPED, gold, plans
from tests.eval.test_run import DUTIES, FACTS, TEXT, UNANSWERABLE, StandIn, write


def test_limits_of_every_plan_and_of_one() -> None:
    scores = {"a": {"lead": Score(10, 10, 9)}, "b": {"lead": Score()}}
    assert register_metrics.shortfalls(scores, {"every plan": {"lead": {"recall": 0.9}}}) == []
    assert register_metrics.shortfalls(scores, {"every plan": {"lead": {"precision": 0.95}}}) == [
        "register a lead: precision is 0.9, at least 0.95"
    ]
    # A plan that has no such row, or is not there, does not keep a limit of its own.
    for name in ("b", "c"):
        limits = {name: {"lead": {"recall": 0.1}}}
        assert len(register_metrics.shortfalls(scores, limits)) == 1
    assert math.isnan(Score().precision)


@pytest.mark.parametrize(
    "written",
    [[], {"a": 1}, {"a": {"luck": {"recall": 1}}}, {"a": {"lead": {"f1": 1}}},
     {"a": {"lead": {"recall": "1"}}}],
)  # fmt: skip
def test_broken_limits_are_refused(tmp_path: Path, written: Any) -> None:
    path = tmp_path / "thresholds.json"
    path.write_text(json.dumps({"register_gold": written}), encoding="utf-8")
    with pytest.raises(DataError, match=r"thresholds\.json"):
        register_metrics.load_limits(path)


def test_the_run_prints_the_register_and_fails_below_its_limits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "facts.jsonl", FACTS)
    write(tmp_path, "register.jsonl", DUTIES)
    write(tmp_path, "unanswerable.jsonl", UNANSWERABLE)
    options = command._parser().parse_args(["run", "--questions", str(tmp_path)])
    scores = {"a": {"lead": Score(3, 4, 3), "open": Score()}}

    def evaluate(least: float, *, as_json: bool = False) -> int:
        options.json = as_json
        limits = {"a": {"lead": {"precision": least}}}
        return command.evaluate(
            options, StandIn(), {}, {"a": TEXT}, lambda body: (), (scores, limits)
        )

    assert evaluate(0.75) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1].split() == ["a", "lead", "3", "4", "3", "75.0", "%", "100.0", "%"]
    assert evaluate(0.76) == 1
    assert "register a lead: precision is 0.75, at least 0.76" in capsys.readouterr().err
    assert evaluate(0.76, as_json=True) == 1
    found = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert found["register_gold"]["a"]["lead"]["precision"] == 0.75
    assert found["register_gold"]["a"]["open"]["recall"] is None


def test_a_gold_register_without_plan_or_with_faults_stops_the_run() -> None:
    with pytest.raises(DataError, match="no plan 'x'"):
        register_metrics.measure({"x": ()}, plans().values(), assignments)
    name = SHIPPED[0]
    wrong = [replace(gold()[name][0], words="Sở Y tế")]
    with pytest.raises(DataError, match="does not agree"):
        register_metrics.measure({name: wrong}, plans().values(), assignments)


def test_the_table_leaves_out_what_nobody_has() -> None:
    table = report.register_table({"a": {"lead": Score(1, 1, 1), "open": Score()}})
    assert len(table.splitlines()) == 3
