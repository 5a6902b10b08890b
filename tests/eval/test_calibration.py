"""How sure answers are: steps fitted and thresholds counted by hand."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from eval import __main__ as command
from eval import calibrating, report, run
from eval.calibration import LEAST, THRESHOLDS, Sample, curves, fit
from eval.predictions import prediction
from eval.questions import load_facts, load_register, load_unanswerable
from tests.eval.test_run import (
    BAD,
    DUTIES,
    FACTS,
    TEXT,
    UNANSWERABLE,
    Scripted,
    StandIn,
    write,
)


def samples(group: str, *bins: tuple[float, int, int]) -> list[Sample]:
    """Return for each (score, right, wrong) so many answers of that score."""
    return [
        Sample(group, score, right)
        for score, rights, wrongs in bins
        for right in (True,) * rights + (False,) * wrongs
    ]


def smoothed(right: int, answers: int) -> float:
    return round((right + 0.5) / (answers + 1), 4)


# --- fitting -------------------------------------------------------------------------


def test_rising_bins_are_steps_of_their_own() -> None:
    steps = fit(samples("who-vi", (0.1, 10, 10), (0.5, 16, 4), (0.9, 30, 0)))
    expected = [(0.0, smoothed(10, 20)), (0.5, smoothed(16, 20)), (0.9, smoothed(30, 30))]
    assert steps == {"who-vi": expected}


def test_bins_that_fall_are_pooled_until_they_rise() -> None:
    # 15/20, then 12/20 and 18/20: the first two fall and become 27/40
    steps = fit(samples("passages-en", (0.2, 15, 5), (0.4, 12, 8), (0.8, 18, 2)))
    assert steps["passages-en"] == [(0.0, smoothed(27, 40)), (0.8, smoothed(18, 20))]
    # a third that is worse than both takes all of them into one
    steps = fit(samples("passages-en", (0.2, 15, 5), (0.4, 12, 8), (0.8, 2, 18)))
    assert steps["passages-en"] == [(0.0, smoothed(29, 60))]


def test_few_answers_make_no_step() -> None:
    few = LEAST - 1
    steps = fit(samples("who-en", (0.3, 10, 10), (0.6, few, 0)))
    assert steps["who-en"] == [(0.0, smoothed(10 + few, 20 + few))]


def test_equal_scores_are_never_parted() -> None:
    steps = fit(samples("who-en", (0.3, 30, 30), (0.6, 20, 0)))
    assert [least for least, _ in steps["who-en"]] == [0.0, 0.6]


def test_no_step_is_sure_and_a_small_perfect_one_is_not_above_a_large() -> None:
    steps = fit(samples("who-vi", (0.3, 999, 1), (0.6, 20, 0)))["who-vi"]
    assert steps == [(0.0, smoothed(999, 1000))]  # 20 of 20 says less: 0.976


def test_a_group_that_is_not_weighed_has_one_step() -> None:
    steps = fit(samples("other-vi", (0.1, 0, 40), (0.9, 40, 0)))
    assert steps == {"other-vi": [(0.0, 0.5)]}


def test_groups_are_apart() -> None:
    both = [*samples("who-vi", (0.5, 20, 0)), *samples("who-en", (0.5, 0, 20))]
    found = fit(reversed(both))
    assert found == {"who-en": [(0.0, smoothed(0, 20))], "who-vi": [(0.0, smoothed(20, 20))]}


# --- thresholds ----------------------------------------------------------------------


class Sure(StandIn):
    """Answers with the confidence given for a word of the question."""

    sure: dict[str, float]

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Scripted:
        given = super().ask(question)
        given.parts["confidence"] = next((c for w, c in self.sure.items() if w in question), None)
        return given


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    write(tmp_path, "facts.jsonl", FACTS)
    write(tmp_path, "register.jsonl", DUTIES)
    write(tmp_path, "unanswerable.jsonl", UNANSWERABLE)
    return tmp_path


def judged(folder: Path, assistant: StandIn) -> list[run.Judged]:
    asked = run.items(load_facts(folder), load_unanswerable(folder), register=load_register(folder))
    answers = run.ask_all(assistant, asked)
    return [run.judge(*answer, {"a": TEXT}, lambda body: ()) for answer in answers]


def half_sure() -> Sure:
    """Dev: seven answers; those in Vietnamese (2) and without marks (2) are surer.

    One English answer is wrong, and the unanswerable question is answered, at 0.5.
    """
    made_up = {"status": "answered", "reason": None}
    assistant = Sure(**{"mở en 1?": BAD, "mở u1": made_up})
    assistant.sure = {"vi": 0.9, "unmarked": 0.8, "en": 0.55, "u1": 0.5, "r1": 0.4}
    return assistant


def test_each_threshold_by_hand(questions: Path) -> None:
    points = curves(judged(questions, half_sure()))["dev"].points
    assert list(points) == list(THRESHOLDS)
    assert points[0.4] == {"answered": 1.0, "right": 6 / 7, "refused": 0.0}
    assert points[0.45] == {"answered": 6 / 7, "right": 5 / 6, "refused": 0.0}
    assert points[0.55] == {"answered": 6 / 7, "right": 5 / 6, "refused": 1.0}
    assert points[0.6] == {"answered": 4 / 7, "right": 1.0, "refused": 1.0}
    assert points[0.9]["answered"] == 2 / 7
    assert points[1.0]["answered"] == 0.0
    assert math.isnan(points[1.0]["right"])


def test_thresholds_go_from_04_to_1_by_005() -> None:
    assert THRESHOLDS[0] == 0.4
    assert THRESHOLDS[-1] == 1.0
    assert [round(20 * t) for t in THRESHOLDS] == list(range(8, 21))


def test_calibration_error_by_hand(questions: Path) -> None:
    # bins: 0.9 twice right, 0.8 twice right, 0.55 one of two right, 0.5 wrong, 0.4 right
    apart = 2 * 0.1 + 2 * 0.2 + abs(2 * 0.55 - 1) + 0.5 + 0.6
    assert curves(judged(questions, half_sure()))["dev"].error == pytest.approx(apart / 8)


def test_a_refusal_is_never_sure(questions: Path) -> None:
    assistant = Sure(**{"mở vi 1?": {"status": "not_in_plans"}})
    assistant.sure = {"": 1.0}
    points = curves(judged(questions, assistant))["dev"].points
    assert points[1.0] == {"answered": 6 / 7, "right": 1.0, "refused": 1.0}


def test_a_right_partial_answer_counts_as_a_refusal(questions: Path) -> None:
    row = {**UNANSWERABLE[0], "status": ["partial"]}
    write(questions, "unanswerable.jsonl", [row])
    for reason, share in (("plan_silent", 1.0), ("annex_missing", 0.0)):
        assistant = Sure(**{"mở u1": {"status": "partial", "reason": reason}})
        assistant.sure = {"": 0.9}
        assert curves(judged(questions, assistant))["dev"].points[0.4]["refused"] == share


def test_answers_that_tell_no_confidence_have_no_curve(questions: Path) -> None:
    assert curves(judged(questions, StandIn())) == {}


def test_the_report_and_the_json(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def evaluate(*arguments: str) -> str:
        options = command._parser().parse_args(["run", "--questions", str(questions), *arguments])
        command.evaluate(options, half_sure(), {}, {"a": TEXT}, lambda body: ())
        return capsys.readouterr().out

    line = next(line for line in evaluate().splitlines() if line.split()[:1] == ["0.60"])
    assert line.split()[1:7] == ["57.1", "%", "100.0", "%", "100.0", "%"]
    told: dict[str, Any] = json.loads(evaluate("--json"), parse_constant=pytest.fail)
    assert told["confidence"]["dev"]["curve"][0] == {
        "at_least": 0.4,
        **{"answered": 1.0, "right": 0.857143, "refused": 0.0},
    }
    assert told["confidence"]["dev"]["curve"][-1]["right"] is None
    assert prediction(judged(questions, half_sure())[0])["confidence"] == 0.9
    assert "calibration error: dev" in report.confidence_table(
        curves(judged(questions, half_sure()))
    )


# --- asking for the fit --------------------------------------------------------------


@pytest.mark.slow
def test_samples_are_of_dev_alone(questions: Path) -> None:
    from assistant.service import Assistant

    assistant = Assistant.open(shipped_only=True)
    asked = run.items(load_facts(questions), (), ("test",))
    with pytest.raises(ValueError, match="not of dev"):
        list(calibrating.samples(assistant, asked, {}, lambda body: (), lambda n, t: None))
    real = [i for i in run.items(load_facts(), (), ("dev",)) if i.wording == "vi"][:5]
    texts = {plan.id: plan.text for plan in assistant.plans()}
    found = list(calibrating.samples(assistant, real, texts, lambda body: (), lambda n, t: None))
    assert 0 < len(found) <= 5
    assert all(0 <= one.score <= 1 and one.group.endswith("-vi") for one in found)


def test_the_command_refuses_what_it_does_not_know() -> None:
    with pytest.raises(SystemExit) as caught:
        command.main(["calibrate", "--split", "test"])
    assert caught.value.code == 2
