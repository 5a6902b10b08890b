"""Asking in several processes: the same answers as one gives, in the questions' order."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.service import Assistant
from eval import pool, run
from eval.__main__ import main
from eval.choosing import all_items
from eval.questions import FOLDER
from eval.retrieval import finder


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant.open(shipped_only=True, with_model=False)


@pytest.fixture(scope="module")
def two() -> Iterator[pool.Pool]:
    with pool.Pool(2) as found:
        yield found


def asked() -> list[run.Item]:
    every = all_items(FOLDER, ("dev",))
    return [*every[:3], *[item for item in every if item.group == "followups"][:2], every[-1]]


def test_several_processes_answer_as_one_does(assistant: Assistant, two: pool.Pool) -> None:
    alone = list(run.ask_all(assistant, asked()))
    together = list(two.ask_all(asked()))
    assert [item.question for item, _, _ in together] == [item.question for item in asked()]
    for (_, one, _), (_, other, milliseconds) in zip(alone, together, strict=True):
        assert {**one, "seconds": 0} == {**other, "seconds": 0}
        assert milliseconds > 0


def test_the_sections_found_come_with_the_answers(assistant: Assistant, two: pool.Pool) -> None:
    list(two.ask_all(asked()))
    find = finder(assistant.ground)
    for item in asked()[:3]:
        assert list(two.find(item.question)) == list(find(item.question))
    with pytest.raises(KeyError):  # what follows a question is not searched for by itself
        two.find(asked()[3].question)


@pytest.mark.parametrize("number", ["0", "9", "many"])
def test_a_wrong_number_of_processes_is_refused(
    number: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["run", "--questions", str(tmp_path), "--jobs", number])
    assert stopped.value.code == 2
    assert "--jobs" in capsys.readouterr().err


def test_there_is_a_process_for_each_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    assert pool.jobs_of_machine() == 3
    monkeypatch.setattr("os.cpu_count", lambda: 64)
    assert pool.jobs_of_machine() == 8
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert pool.jobs_of_machine() == 1
