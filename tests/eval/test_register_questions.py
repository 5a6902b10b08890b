"""Judging facts of the register: false premises, counts, facts that lie in two plans."""

from typing import Any

from eval import run
from eval.questions import Fact
from tests.eval.test_run import CITED, QUOTE, TEXT, duty, right


def faults(row: dict[str, Any], **answer: Any) -> tuple[str, ...]:
    item = run.Item(Fact.model_validate(row), "vi", "?", run.REGISTER)
    given = right("?").parts | answer
    return run.judge(item, given, 1.0, {"a": TEXT, "b": TEXT}, lambda body: ()).faults


def test_a_false_premise_must_be_said_to_be_false() -> None:
    row = duty(1, "dev", kind="false_premise", reason="false_premise")
    assert faults(row) == ("the reason is None, not false_premise",)
    assert faults(row, reason="false_premise") == ()
    assert faults(row, reason="false_premise", answer="**Sở Tài chính** **Sở Nội vụ** [1]") == (
        "a wrong body is asserted",
    )


def test_a_count_is_said_in_the_answer_and_not_by_a_figure_in_a_quote() -> None:
    expect = {"bodies": [], "values": [["12"]], "wrong_bodies": []}
    assert faults(duty(1, "dev", kind="text", expect=expect, also=[])) == (
        "an expected value is not there",
    )
    quoted = {"citations": [CITED | {"quote": "12"}], "answer": "[1]"}
    assert "an expected value is not there" not in faults(duty(1, "dev", expect=expect), **quoted)
    counting = duty(1, "dev", kind="count", expect=expect)
    assert "an expected value is not there" in faults(counting, **quoted)
    assert faults(counting, answer="**12** duties [1]") == ()


def test_a_fact_of_two_plans_is_proved_in_both() -> None:
    also = [{"plan": "b", "sections": ["1"], "quotes": [QUOTE]}]
    row = duty(1, "dev", kind="comparison", also=also)
    assert faults(row) == ("no citation in an accepted section",)
    both = [CITED, CITED | {"n": 2, "plan": "b"}]
    assert faults(row, citations=both) == ()
