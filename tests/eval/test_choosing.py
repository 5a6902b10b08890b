"""Choosing questions by file, kind and language, and the limits that then hold."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import InputError
from eval import __main__ as command
from eval.choosing import SUITES, Choice, all_items, chosen, kind_of, suite_of
from eval.limits import Limits, applicable, briefly
from tests.eval.test_run import BAD, DUTIES, FACTS, UNANSWERABLE, StandIn, duty, evaluate, write


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    write(tmp_path, "facts.jsonl", FACTS)
    write(tmp_path, "register.jsonl", [*DUTIES, duty(3, "dev", kind="deadline")])
    write(tmp_path, "unanswerable.jsonl", UNANSWERABLE)
    words = ("vi", "unmarked", "en")
    follow = [
        duty(n, "dev", id=f"l{n}", questions={word: f"l{n}?"}, history=["trước?"])
        for n, word in enumerate(words, 1)
    ]
    write(tmp_path, "followups.jsonl", follow)
    return tmp_path


def ids(folder: Path, choice: Choice) -> list[str]:
    return [f"{item.row.id} {item.wording}" for item in chosen(all_items(folder), choice)]


def test_every_question_is_of_a_suite_and_has_a_kind(questions: Path) -> None:
    found = {(item.row.id, suite_of(item), kind_of(item)) for item in all_items(questions)}
    assert {name for _, name, _ in found} == {"facts", "register", "followups", "unanswerable"}
    assert {name for _, name, _ in found} < set(SUITES)
    assert ("r3", "register", "deadline") in found
    assert ("u1", "unanswerable", "unanswerable") in found
    assert ("l3", "followups", "lead") in found  # asked in English: its group is followups-en


def test_each_part_of_a_choice(questions: Path) -> None:
    assert ids(questions, Choice(suites=["register"])) == ["r1 vi", "r2 vi", "r3 vi"]
    assert ids(questions, Choice(kinds=["deadline"])) == ["r3 vi"]
    assert ids(questions, Choice(kinds=["unanswerable"])) == ["u1 vi", "u2 vi"]
    assert ids(questions, Choice(languages=["en"])) == ["f1 en", "f2 en", "f3 en", "l3 en"]


def test_parts_are_combined_and_repeated(questions: Path) -> None:
    both = Choice(suites=["facts", "followups"], languages=["unmarked"], kinds=["lead"])
    assert ids(questions, both) == ["f1 unmarked", "f2 unmarked", "f3 unmarked", "l2 unmarked"]
    assert len(ids(questions, Choice())) == 3 * 3 + 3 + 2 + 3


def test_a_kind_that_is_not_there_is_named_with_those_that_are(questions: Path) -> None:
    with pytest.raises(InputError, match=r"kind 'dealine'.*deadline, lead, unanswerable"):
        ids(questions, Choice(kinds=["dealine"]))


def test_a_choice_that_nothing_fits_is_refused(questions: Path) -> None:
    with pytest.raises(InputError, match="No question is all that was chosen"):
        ids(questions, Choice(suites=["register"], languages=["en"]))


@pytest.mark.parametrize("arguments", [["--suite", "aside"], ["--language", "fr"]])
def test_an_unknown_suite_or_language_is_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        command.main(["run", *arguments])
    assert caught.value.code == 2


# --- limits --------------------------------------------------------------------------

LIMITS: Limits = {
    "dev": {
        "vi": {"right_share": {"min": 1}, "refused_right": {"min": 1}},
        "en": {"right_share": {"min": 1}},
        "register": {"right_share": {"min": 1}},
        "all": {"false_refusals": {"max": 0}},
    }
}


def left(folder: Path, choice: Choice) -> tuple[str, ...]:
    whole = all_items(folder)
    return applicable(LIMITS, chosen(whole, choice), whole)[1]


def test_limits_hold_for_what_is_asked_in_whole(questions: Path) -> None:
    facts = left(questions, Choice(suites=["facts"]))
    # vi: all its facts are asked, but not what is unanswerable
    assert facts == (
        "dev vi: refused_right",
        "dev register: right_share",
        "dev all: false_refusals",
    )
    kept, _ = applicable(
        LIMITS,
        chosen(all_items(questions), Choice(suites=["facts"])),
        all_items(questions),
    )
    assert kept == {
        "dev": {"vi": {"right_share": {"min": 1}}, "en": {"right_share": {"min": 1}}},
    }
    assert briefly(facts) == "dev vi, dev register, dev all"


def test_a_group_asked_in_part_is_not_held_to_its_limit(questions: Path) -> None:
    assert "dev register: right_share" in left(questions, Choice(kinds=["deadline"]))
    assert "dev register: right_share" not in left(questions, Choice(languages=["vi"]))


def test_without_a_choice_every_limit_holds(questions: Path) -> None:
    whole = all_items(questions)
    none_there: Limits = {"dev": {"whom": {"right_share": {"min": 1}}}}
    assert applicable(none_there, whole, whole) == (none_there, ())


def test_a_run_of_some_questions_asks_no_other_and_says_which_limits_rest(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assistant = StandIn(**{"mở r1?": BAD})
    arguments = ("--suite", "facts", "--language", "en", "--json")
    assert evaluate(questions, assistant, *arguments, limits=LIMITS) == 0
    assert {question.split()[1] for question in assistant.asked} == {"en", "mật"}
    printed = capsys.readouterr()
    assert "limits not applied" in printed.err
    assert "dev vi, dev register, dev all" in printed.err
    told: dict[str, Any] = json.loads(printed.out)
    assert told["not_applied"][0] == "dev vi: right_share"
    assert evaluate(questions, assistant, "--suite", "register", limits=LIMITS) == 1
