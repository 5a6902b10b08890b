"""The runner on a tiny question set, asked of a scripted stand-in for the assistant."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import DataError
from eval import __main__ as command
from eval import report, run
from eval.limits import Limits, load_thresholds, shortfalls
from eval.questions import load_facts, load_register, load_unanswerable

TEXT = "1. Thuế\nSở Tài chính chủ trì, trước ngày 10/12/2026.\n"
QUOTE = "Sở Tài chính chủ trì, trước ngày 10/12/2026."
START = TEXT.index(QUOTE)
SECRET = "bí mật"  # in every wording of the test split, and in nothing else


def fact(number: int, split: str, **expect: Any) -> dict[str, Any]:
    word = SECRET if split == "test" else "mở"
    return {
        "id": f"f{number}",
        "split": split,
        "plan": "a",
        "kind": "lead",
        "questions": {w: f"{word} {w} {number}?" for w in ("vi", "unmarked", "en")},
        "expect": {
            "bodies": ["Sở Tài chính"],
            "values": [["10 December 2026"]],
            "wrong_bodies": ["Sở Nội vụ"],
            **expect,
        },
        "sections": ["1"],
        "quotes": [QUOTE],
    }


def unanswerable(number: int, split: str) -> dict[str, Any]:
    return {
        "id": f"u{number}",
        "split": split,
        "language": "vi",
        "question": f"{SECRET if split == 'test' else 'mở'} u{number}?",
        "status": ["not_in_plans"],
        "reason": ["plan_silent"],
        "why": "not there",
    }


def duty(number: int, split: str, **changes: Any) -> dict[str, Any]:
    """Return a fact of the register, which is asked in one wording."""
    question = f"{SECRET if split == 'test' else 'mở'} r{number}?"
    return {**fact(number, split), "id": f"r{number}", "questions": {"vi": question}, **changes}


FACTS = [fact(1, "dev"), fact(2, "dev"), fact(3, "test")]
DUTIES = [duty(1, "dev"), duty(2, "test")]
UNANSWERABLE = [unanswerable(1, "dev"), unanswerable(2, "test")]


def write(folder: Path, name: str, rows: list[dict[str, Any]]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / name).write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    write(tmp_path, "facts.jsonl", FACTS)
    write(tmp_path, "register.jsonl", DUTIES)
    write(tmp_path, "unanswerable.jsonl", UNANSWERABLE)
    return tmp_path


class Scripted:
    """An answer that is one JSON object."""

    def __init__(self, **parts: Any) -> None:
        self.parts = parts

    def to_json(self) -> dict[str, Any]:
        return self.parts


def right(question: str) -> Scripted:
    """A right answer to every fact, which also repeats the question, as answers do."""
    return Scripted(
        question=question,
        standalone_question=question,
        status="answered",
        reason=None,
        answer=f"{question} **Sở Tài chính** leads [1]",
        citations=[
            {"n": 1, "plan": "a", "section": "1", "quote": QUOTE}
            | {"start": START, "end": START + len(QUOTE)}
        ],
        rows=[],
    )


def refusal(question: str) -> Scripted:
    return Scripted(
        question=question,
        status="not_in_plans",
        reason="plan_silent",
        answer=f"{question}: the plans do not say",
        citations=[],
        rows=[],
    )


class StandIn:
    """Answers all right, but what ``changes`` says for a question holding a key."""

    def __init__(self, **changes: dict[str, Any]) -> None:
        self.changes = changes
        self.asked: list[str] = []

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Scripted:
        self.asked.append(question)
        due = question.split()[-1].startswith("u")  # "mở u1?"
        given = refusal(question) if due else right(question)
        for key, change in self.changes.items():
            if key in question:
                if "raise" in change:
                    raise ValueError(f"{change['raise']} {question}")
                given.parts |= change
        return given


def evaluate(
    questions: Path, assistant: StandIn, *arguments: str, limits: Limits | None = None
) -> int:
    options = command._parser().parse_args(["run", "--questions", str(questions), *arguments])
    return command.evaluate(options, assistant, limits or {}, {"a": TEXT}, lambda body: ())


def judged(questions: Path, assistant: StandIn) -> list[run.Judged]:
    facts, unanswerable = load_facts(questions), load_unanswerable(questions)
    asked = run.items(facts, unanswerable, register=load_register(questions))
    answers = run.ask_all(assistant, asked)
    return [run.judge(*answer, {"a": TEXT}, lambda body: ()) for answer in answers]


def test_every_wording_is_asked_once_and_the_first_once_more_before(questions: Path) -> None:
    assistant = StandIn()
    judged(questions, assistant)
    wordings = [f[w] for f in (r["questions"] for r in FACTS) for w in ("vi", "unmarked", "en")]
    single = [row["questions"]["vi"] for row in DUTIES]
    expected = [*wordings, *single, *(row["question"] for row in UNANSWERABLE)]
    assert assistant.asked == [expected[0], *expected]


def test_all_right(questions: Path) -> None:
    found = run.summaries(judged(questions, StandIn()))
    total = found["dev"]["all"]
    assert (total["facts"], total["right"], total["unanswerable"]) == (7, 7, 1)
    assert found["dev"]["register"]["facts"] == found["dev"]["register"]["right"] == 1
    assert (found["dev"]["vi"]["facts"], found["test"]["register"]["facts"]) == (2, 1)
    assert (total["refused_right"], total["false_refusals"], total["wrong_agency"]) == (1, 0, 0)
    assert total["section_recall"] == total["citation_precision"] == 1.0
    assert total["quote_exactness"] == total["refusal_precision"] == 1.0
    assert found["test"]["vi"]["facts"] == 1
    assert found["dev"]["en"]["unanswerable"] == 0
    assert math.isnan(found["dev"]["en"]["refusal_recall"])
    assert shortfalls(found, {}) == []


CITED = right("").parts["citations"][0]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"status": "unclear"}, "status unclear (None)"),
        (
            {"answer": "**Sở Y tế** leads [1]", "citations": [CITED | {"quote": "10/12/2026"}]},
            "an expected body is not named",
        ),
        ({"answer": "**Sở Tài chính** and **Sở Nội vụ** [1]"}, "a wrong body is asserted"),
        ({"citations": [CITED | {"quote": "Sở Tài chính"}]}, "an expected value is not there"),
        ({"citations": [CITED | {"section": "2"}]}, "no citation in an accepted section"),
        ({"citations": [CITED | {"plan": "b"}]}, "no citation in an accepted section"),
        ({"citations": [CITED | {"end": 3}]}, "a quote is not the plan's text at its place"),
    ],
)
def test_each_fault_is_named(questions: Path, change: dict[str, Any], fault: str) -> None:
    first = judged(questions, StandIn(**{"mở en 1?": change}))
    wrong = [j for j in first if j.faults]
    assert [(j.item.row.id, j.item.wording) for j in wrong] == [("f1", "en")]
    assert fault in wrong[0].faults


def test_a_false_refusal_and_a_made_up_answer(questions: Path) -> None:
    refused = {"status": "not_in_plans", "answer": "", "citations": []}
    made_up = {"status": "answered", "reason": None}
    outcomes = judged(questions, StandIn(**{"mở vi 1?": refused, "mở u1": made_up}))
    vi = run.summaries(outcomes)["dev"]["vi"]
    assert (vi["right"], vi["false_refusals"], vi["refused_right"]) == (1, 1, 0)
    assert vi["made_up"] == 1
    assert vi["refusal_precision"] == 0.0
    assert vi["refusal_recall"] == 0.0


def test_the_nearest_passages_of_a_refusal_prove_nothing(questions: Path) -> None:
    nearest = {"status": "not_in_plans"}  # and it cites the accepted section
    vi = run.summaries(judged(questions, StandIn(**{"mở vi 1?": nearest})))["dev"]["vi"]
    assert vi["section_recall"] == 0.5
    assert vi["citation_precision"] == 1.0


def test_a_refusal_with_another_reason_is_wrong_but_not_made_up(questions: Path) -> None:
    other = {"reason": "out_of_scope"}
    vi = run.summaries(judged(questions, StandIn(**{"mở u1": other})))["dev"]["vi"]
    assert (vi["refused_right"], vi["made_up"]) == (0, 0)


def test_a_raised_error_is_counted_and_the_rest_goes_on(questions: Path) -> None:
    found = run.summaries(judged(questions, StandIn(**{"mở vi 1?": {"raise": "broken"}})))
    assert found["dev"]["all"]["errors"] == 1
    assert found["dev"]["all"]["right"] == 6
    assert shortfalls(found, {}) == ["dev: 1 questions ended in an error"]


def test_an_inexact_quote_always_fails_the_run(questions: Path) -> None:
    wrong = {"citations": [CITED | {"quote": "Sở Tài chính chủ trì, ngày 10/12/2026"}]}
    assert evaluate(questions, StandIn(**{SECRET + " en": wrong})) == 1


# --- the test split ------------------------------------------------------------------

BAD = {"status": "answered", "answer": "", "citations": [CITED | {"section": "9"}]}


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--verbose"],
        ["--json"],
        ["--json", "--verbose"],
        ["--split", "test"],
        ["--split", "test", "--verbose"],
        ["--split", "test", "--json"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(
    "change", [{}, BAD, {"raise": "broken on"}, {"status": "error", "reason": SECRET}]
)
def test_no_question_of_the_test_split_comes_out(
    questions: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    change: dict[str, Any],
) -> None:
    saved = questions / "saved"
    limits: Limits = {"test": {"all": {"right_share": {"min": 1}}}}
    assistant = StandIn(**{SECRET: change})
    code = evaluate(questions, assistant, *arguments, "--save", str(saved), limits=limits)
    printed = capsys.readouterr()
    assert any(SECRET in question for question in assistant.asked)
    assert code == (1 if change else 0)
    files = [path.read_text(encoding="utf-8") for path in saved.iterdir()]
    assert len(files) == 3
    for text in (printed.out, printed.err, *files):
        assert SECRET not in text
        assert json.dumps(SECRET)[1:-1] not in text


def test_failing_dev_questions_are_shown(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate(questions, StandIn(**{"mở en 1?": BAD}))
    printed = capsys.readouterr().out
    assert "FAIL f1 en: mở en 1?" in printed
    assert "no citation in an accepted section" in printed
    assert "mở vi 1?" not in printed
    evaluate(questions, StandIn(), "--verbose")
    assert "ok   f1 vi: mở vi 1?" in capsys.readouterr().out


# --- output --------------------------------------------------------------------------


def test_json_is_one_object_without_nan(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(questions, StandIn(), "--json", "--split", "dev") == 0
    found = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert found["passed"] is True
    assert found["totals"].keys() == {"dev"}
    assert found["totals"]["dev"]["en"]["refusal_recall"] is None


def test_a_share_is_never_rounded_up_to_all() -> None:
    assert report.share(0.99999) == "99.9 %"
    assert report.share(1.0) == "100.0 %"
    assert report.share(math.nan) == "–"


# --- thresholds ----------------------------------------------------------------------


def test_thresholds(questions: Path) -> None:
    found = run.summaries(judged(questions, StandIn(**{"mở vi 1?": BAD})))
    kept: Limits = {"dev": {"vi": {"right": {"min": 1}, "false_refusals": {"max": 0}}}}
    missed: Limits = {"dev": {"vi": {"right": {"min": 2}, "section_recall": {"min": 0.51}}}}
    assert shortfalls(found, kept) == []
    assert shortfalls(found, missed) == [
        "dev vi: right is 1, at least 2",
        "dev vi: section_recall is 0.5, at least 0.51",
    ]


def test_what_was_not_scored_keeps_no_limit(questions: Path) -> None:
    found = run.summaries(judged(questions, StandIn()))
    for measure in ("refusal_recall", "no_such_measure"):
        limits: Limits = {"dev": {"en": {measure: {"max": 1}}}}
        assert len(shortfalls(found, limits)) == 1


def test_limits_of_a_split_that_was_not_asked_do_not_count(questions: Path) -> None:
    limits: Limits = {"test": {"vi": {"right": {"min": 99}}}}
    assert evaluate(questions, StandIn(), "--split", "dev", limits=limits) == 0
    assert evaluate(questions, StandIn(), limits=limits) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"dev": 1}',
        '{"prod": {"vi": {"right": {"min": 1}}}}',
        '{"dev": {"fr": {"right": {"min": 1}}}}',
        '{"dev": {"vi": {"right": 1}}}',
        '{"dev": {"vi": {"right": {}}}}',
        '{"dev": {"vi": {"right": {"min": "1"}}}}',
        '{"dev": {"vi": {"right": {"least": 1}}}}',
    ],
)
def test_broken_thresholds_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "thresholds.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"thresholds\.json"):
        load_thresholds(path)


def test_the_shipped_thresholds_name_real_measures() -> None:
    measures = run._measures([]).keys()
    for groups in load_thresholds().values():
        for limits in groups.values():
            assert limits.keys() <= measures


# --- the command ---------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], ["walk"], ["run", "--split", "train"], ["run", "x"]])
def test_wrong_usage_exits_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        command.main(arguments)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_broken_data_exits_1_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["run", "--thresholds", str(tmp_path / "none.json")]) == 1
    assert "none.json: cannot be read" in capsys.readouterr().err
