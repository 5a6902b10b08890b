"""Reading question files: every fault is named by file and line."""

import json
from pathlib import Path

import pytest

from corpus.errors import DataError
from eval.questions import load_facts, load_register, load_unanswerable
from tests.eval.test_run import FACTS, duty, unanswerable, write


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "Invalid JSON"),
        (json.dumps({**FACTS[0], "split": "train"}), "split"),
        (json.dumps({**FACTS[0], "sections": []}), "sections"),
        (json.dumps({**FACTS[0], "surprise": 1}), "surprise"),
        (json.dumps({**FACTS[0], "questions": {}}), "no wording"),
        (json.dumps({**FACTS[0], "also": [{"plan": "b"}]}), "also.0.sections"),
        (json.dumps({**FACTS[0], "reason": "plan_silent"}), "reason"),
        (json.dumps({**FACTS[0], "id": "f1"}), "stands on line 1 too"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path: Path, line: str, words: str) -> None:
    first = json.dumps(FACTS[0], ensure_ascii=False)
    (tmp_path / "facts.jsonl").write_text(f"{first}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"facts\.jsonl:3: ") as caught:
        load_facts(tmp_path)
    assert words in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        load_facts(tmp_path)
    (tmp_path / "facts.jsonl").write_bytes(b"\n\n")
    with pytest.raises(DataError, match="no question"):
        load_facts(tmp_path)
    (tmp_path / "facts.jsonl").write_bytes(b'{"id": "\xff"}')
    with pytest.raises(DataError, match="not UTF-8"):
        load_facts(tmp_path)


def test_a_fact_of_the_register_may_have_one_wording_and_places_in_two_plans(
    tmp_path: Path,
) -> None:
    also = [{"plan": "b", "sections": ["2", "3"], "quotes": ["x"]}]
    write(tmp_path, "register.jsonl", [duty(1, "dev") | {"also": also}])
    (row,) = load_register(tmp_path)
    assert row.wordings() == {"vi": "mở r1?"}
    assert row.places() == {"a": ["1"], "b": ["2", "3"]}
    assert row.reason is None


def test_a_line_separator_inside_a_question_does_not_cut_the_row(tmp_path: Path) -> None:
    row = unanswerable(1, "dev") | {"question": "a\u2028b"}
    write(tmp_path, "unanswerable.jsonl", [row])
    assert load_unanswerable(tmp_path)[0].question == "a\u2028b"
