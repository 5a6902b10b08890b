"""What is the same for a fact in three wordings, and which sections retrieval found."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from assistant.service import Assistant
from eval import __main__ as command
from eval import run
from eval.parity import parity
from eval.predictions import prediction
from eval.questions import load_facts, load_register, load_unanswerable
from eval.retrieval import finder
from tests.eval.test_run import BAD, CITED, DUTIES, FACTS, TEXT, UNANSWERABLE, StandIn, fact, write


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    more = [{**fact(4, "dev"), "sections": ["1", "2"]}]
    duties = [*DUTIES, {**fact(9, "dev"), "id": "r9"}]  # in three wordings
    write(tmp_path, "facts.jsonl", [*FACTS, *more])
    write(tmp_path, "register.jsonl", duties)
    write(tmp_path, "unanswerable.jsonl", UNANSWERABLE)
    return tmp_path


def judged(folder: Path, assistant: StandIn, find: run.Finder | None = None) -> list[run.Judged]:
    asked = run.items(load_facts(folder), load_unanswerable(folder), register=load_register(folder))
    answers = run.ask_all(assistant, asked)
    return [run.judge(*answer, {"a": TEXT}, lambda body: (), find) for answer in answers]


def test_all_alike(questions: Path) -> None:
    found = parity(judged(questions, StandIn()))
    whole = {"same_section": 1.0, "right_in_all": 1.0}
    assert found == {
        # r1 is asked in one wording alone and does not count
        "dev": {"facts": {"rows": 3, **whole}, "register": {"rows": 1, **whole}},
        "test": {"facts": {"rows": 1, **whole}},
    }


def test_one_wording_of_three_is_enough_to_break_it(questions: Path) -> None:
    found = parity(judged(questions, StandIn(**{"mở en 1?": BAD, "mở unmarked 9?": BAD})))
    assert found["dev"]["facts"] == {"rows": 3, "same_section": 2 / 3, "right_in_all": 2 / 3}
    assert found["dev"]["register"] == {"rows": 1, "same_section": 0.0, "right_in_all": 0.0}


def test_right_answers_from_two_accepted_sections_have_none_in_common(questions: Path) -> None:
    other = {"citations": [CITED | {"section": "2"}]}
    found = parity(judged(questions, StandIn(**{"mở en 4?": other})))
    assert found["dev"]["facts"] == {"rows": 3, "same_section": 2 / 3, "right_in_all": 1.0}


def test_the_nearest_passages_of_a_refusal_are_not_in_common(questions: Path) -> None:
    found = parity(judged(questions, StandIn(**{"mở vi 1?": {"status": "not_in_plans"}})))
    assert found["dev"]["facts"]["same_section"] == 2 / 3


# --- the sections that retrieval found -----------------------------------------------


def found_for(question: str) -> list[tuple[str, str]]:
    """The accepted section first in Vietnamese, third without marks, sixth in English."""
    before = next(
        n for word, n in (("vi", 0), ("unmarked", 2), ("en", 5), ("", 9)) if word in question
    )
    return [*(("a", f"9.{n}") for n in range(before)), ("a", "1")]


def test_retrieval_recall_by_wording(questions: Path) -> None:
    dev = run.summaries(judged(questions, StandIn(), found_for))["dev"]
    shares = {
        word: (dev[word]["retrieval_recall@1"], dev[word]["retrieval_recall@5"])
        for word in ("vi", "unmarked", "en")
    }
    assert shares == {"vi": (1.0, 1.0), "unmarked": (0.0, 1.0), "en": (0.0, 0.0)}


def test_the_right_section_of_another_plan_is_not_found(questions: Path) -> None:
    dev = run.summaries(judged(questions, StandIn(), lambda question: [("b", "1")]))["dev"]
    assert dev["vi"]["retrieval_recall@5"] == 0.0


def test_without_retrieval_nothing_is_scored(questions: Path) -> None:
    found = judged(questions, StandIn())
    assert math.isnan(run.summaries(found)["dev"]["vi"]["retrieval_recall@1"])
    assert all(math.isnan(one.found_5) for one in found)


@pytest.mark.slow
def test_the_finder_is_the_search_of_the_assistant() -> None:
    find = finder(Assistant.open(shipped_only=True).ground)
    found = find("Ai chủ trì chỉ số Tính minh bạch?")
    assert ("lang-son-pci-2026", "III.2.3") in found[:3]
    assert len(found) == len(set(found)) <= 12


# --- what is printed -----------------------------------------------------------------


def evaluate(questions: Path, *arguments: str) -> int:
    options = command._parser().parse_args(["run", "--questions", str(questions), *arguments])
    texts: dict[str, str] = {"a": TEXT}
    return command.evaluate(options, StandIn(), {}, texts, lambda body: (), find=found_for)


def test_the_report_and_the_json_tell_both(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(questions) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.split()[:3] == ["dev", "facts", "3"] for line in lines)
    header = next(line for line in lines if line.startswith("split"))
    assert "found@1" in header
    assert evaluate(questions, "--json") == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert told["parity"]["test"]["facts"] == {"rows": 1, "same_section": 1.0, "right_in_all": 1.0}
    assert told["totals"]["dev"]["unmarked"]["retrieval_recall@1"] == 0.0


def test_saved_predictions_hold_what_was_found(questions: Path) -> None:
    first = prediction(judged(questions, StandIn(), found_for)[0])
    assert (first["measures"]["found_1"], first["measures"]["found_5"]) == (1.0, 1.0)
    assert first["found_ranks"] == [1]
