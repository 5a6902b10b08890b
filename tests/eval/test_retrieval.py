"""The retrieval benchmark over a few passages, its figures worked out by hand."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.errors import DataError
from eval import __main__ as command
from eval.retrieval import Asked, measure, read_passages, read_questions, searcher, without_marks


class Wordless:
    """An encoder that knows no text, so that words alone decide."""

    name = "wordless"
    dimensions = 3

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.zeros((len(texts), self.dimensions), np.float32)

    encode_passages = encode_queries


def quiet(number: int, total: int) -> None:
    """Take how far it is and show nothing."""


def write(path: Path, rows: Sequence[Any]) -> Path:
    said = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(said) + "\n", encoding="utf-8")
    return path


# --- figures -------------------------------------------------------------------------

# What the search is made to find for a question, best first.
FOUND = {
    "first": ["p1", "p2"],
    "third": ["p8", "p9", "p1"],
    "tenth": [*(f"x{n}" for n in range(9)), "p1"],
    "never": [f"x{n}" for n in range(10)],
    "đầu": ["p1"],
    "dau": ["x0", "p1"],
}


def test_figures_by_hand() -> None:
    asked = [Asked(word, word, "p1") for word in ("first", "third", "tenth", "never")]
    found = measure(FOUND.__getitem__, asked, quiet)
    assert found["questions"] == 4
    assert (found["recall@1"], found["recall@5"], found["recall@10"]) == (0.25, 0.5, 0.75)
    assert found["mrr@10"] == pytest.approx((1 + 1 / 3 + 1 / 10 + 0) / 4, abs=1e-6)
    assert found["unmarked_recall@10"] == 0.75  # these have no marks to lose
    assert found["ms_per_question"] >= 0


def test_marks_are_stripped_for_the_unmarked_figures() -> None:
    found = measure(FOUND.__getitem__, [Asked("q", "đầu", "p1")], quiet)
    assert (found["recall@1"], found["unmarked_recall@1"]) == (1.0, 0.0)
    assert (found["mrr@10"], found["unmarked_mrr@10"]) == (1.0, 0.5)


def test_keys_are_those_that_people_script_against() -> None:
    names = ["recall@1", "recall@5", "recall@10", "mrr@10"]
    found = measure(FOUND.__getitem__, [Asked("q", "first", "p1")], quiet)
    assert list(found) == [
        "questions",
        *names,
        *(f"unmarked_{name}" for name in names),
        "ms_per_question",
    ]


def test_progress_counts_both_ways_of_asking() -> None:
    told: list[tuple[int, int]] = []
    asked = [Asked("q", "first", "p1"), Asked("r", "đầu", "p1")]
    measure(FOUND.__getitem__, asked, lambda number, total: told.append((number, total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize(
    ("text", "bare"),
    [("Đường Điện Biên", "Duong Dien Bien"), ("thuế đất", "thue dat"), ("café?", "cafe?")],
)
def test_without_marks_keeps_capitals(text: str, bare: str) -> None:
    assert without_marks(text) == bare


# --- the search ----------------------------------------------------------------------

PASSAGES = {
    "rent": "Thuê nhà mùa đông.",
    "tax": "Thuế nhà hằng năm.",
    "cable": "Cáp treo lên núi.",
    **{f"other{n}": f"Việc khác số {n}." for n in range(12)},
}


def test_the_search_tells_marks_apart_where_they_are_typed() -> None:
    search = searcher(Wordless(), PASSAGES)
    assert search("thuế nhà")[0] == "tax"
    assert search("thuê nhà")[0] == "rent"
    # without marks "thue nha" is both; equals come in the passages' order
    assert search("thue nha")[:2] == ["rent", "tax"]


def test_the_search_returns_ten_at_most_and_each_once() -> None:
    found = searcher(Wordless(), PASSAGES)("việc khác")
    assert len(found) == len(set(found)) == 10
    assert set(searcher(Wordless(), {"only": "Một đoạn."})("gì?")) <= {"only"}


@pytest.mark.parametrize("question", ["???", "\u200b", "a?b", "mục III.2.4 <b> Hà Nội"])
def test_any_question_can_be_searched(question: str) -> None:
    assert set(searcher(Wordless(), PASSAGES)(question)) <= PASSAGES.keys()


def test_an_english_question_is_widened_by_the_glossary() -> None:
    """No word of the question stands in a passage; "tax" is "thuế" in the glossary."""
    assert searcher(Wordless(), PASSAGES)("Which taxes are there every year?")[0] == "tax"


def test_real_passages_by_hand() -> None:
    asked = [
        Asked("1", "thuế nhà", "tax"),
        Asked("2", "thuê nhà", "rent"),
        Asked("3", "thuế nhà", "rent"),  # second: "nhà" and the letters of "thue" alone
        Asked("4", "cáp treo", "cable"),
    ]
    found = measure(searcher(Wordless(), PASSAGES), asked, quiet)
    assert (found["recall@1"], found["recall@5"]) == (3 / 4, 1.0)
    assert found["mrr@10"] == pytest.approx((1 + 1 + 1 / 2 + 1) / 4)
    # without marks 1 and 3 ask the same: "rent" first, then "tax"
    assert found["unmarked_recall@1"] == 3 / 4
    assert found["unmarked_mrr@10"] == pytest.approx((1 / 2 + 1 + 1 + 1) / 4)


# --- files ---------------------------------------------------------------------------

GOOD_PASSAGES: list[Any] = [{"id": "p1", "text": "Một đoạn."}, {"id": 2, "text": "Đoạn hai."}]
GOOD: Mapping[str, Any] = {"id": "q1", "vi": "Hỏi gì?", "en": "What?", "passage": 2}


def test_files_of_the_form(tmp_path: Path) -> None:
    passages = read_passages(write(tmp_path / "p", [*GOOD_PASSAGES, "", "  "]))
    assert passages == {"p1": "Một đoạn.", "2": "Đoạn hai."}
    questions = write(tmp_path / "q", [GOOD])
    assert read_questions(questions, "en", passages) == (Asked("q1", "What?", "2"),)


def test_half_a_character_is_replaced(tmp_path: Path) -> None:
    rows = ['{"id": "p", "text": "a \\ud800 b"}']
    assert read_passages(write(tmp_path / "p", rows)) == {"p": "a ? b"}


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([], "the file is empty"),
        (["{"], ":1: not JSON"),
        ([GOOD_PASSAGES[0], "[1]"], ":2: expected a JSON object, found list"),
        ([{"id": "p"}], "the key 'text' is missing; there is: id"),
        ([{"text": "t"}], "the key 'id' is missing"),
        ([{"id": "p", "text": " "}], "'text' must be text that is not empty"),
        ([{"id": "p", "text": 3}], "'text' must be text"),
        ([{"id": True, "text": "t"}], "'id' must be text"),
        ([GOOD_PASSAGES[0], GOOD_PASSAGES[0]], ":2: the id 'p1' stands on an earlier line too"),
    ],
)
def test_bad_passages(tmp_path: Path, rows: list[Any], fault: str) -> None:
    with pytest.raises(DataError, match=r"p\.jsonl") as caught:
        read_passages(write(tmp_path / "p.jsonl", rows))
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([], "the file is empty"),
        ([GOOD | {"passage": "p9"}], "there is no passage 'p9'"),
        ([GOOD, GOOD], ":2: the id 'q1' stands on an earlier line too"),
        (
            [{"id": "q", "en": "What?", "passage": "p1"}],
            "the key 'vi' is missing; there is: id, en",
        ),
        ([{"id": "q", "vi": "Gì?"}], "the key 'passage' is missing"),
    ],
)
def test_bad_questions(tmp_path: Path, rows: list[Any], fault: str) -> None:
    passages = read_passages(write(tmp_path / "p.jsonl", GOOD_PASSAGES))
    with pytest.raises(DataError, match=r"q\.jsonl") as caught:
        read_questions(write(tmp_path / "q.jsonl", rows), "vi", passages)
    assert fault in str(caught.value)


# --- the command ---------------------------------------------------------------------


def test_a_bad_file_ends_the_command_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    passages = write(tmp_path / "p.jsonl", GOOD_PASSAGES)
    for bad in (tmp_path / "none.jsonl", tmp_path, write(tmp_path / "bad.jsonl", ["{"])):
        code = command.main(["retrieval", "--passages", str(passages), "--questions", str(bad)])
        printed = capsys.readouterr()
        assert code == 1
        assert printed.out == ""
        assert printed.err.startswith(str(bad))
        assert printed.err.count("\n") == 1


def test_bytes_that_are_no_text_end_it_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "p.jsonl").write_bytes(b'{"id": "p", "text": "\xff"}\n')
    both = str(tmp_path / "p.jsonl")
    assert command.main(["retrieval", "--passages", both, "--questions", both]) == 1
    assert "not UTF-8" in capsys.readouterr().err


def test_wrong_usage_exits_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        command.main(["retrieval", "--passages", "p.jsonl"])
    assert caught.value.code == 2
    assert "--questions" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize(("field", "least"), [("vi", 0.92), ("en", 0.60)])
def test_the_shared_benchmark(
    shared: Path, capsys: pytest.CaptureFixture[str], field: str, least: float
) -> None:
    """One JSON object; a broken encoder, tokenizer or glossary falls through the floor."""
    folder = shared / "bench" / "xquad-a"
    if not folder.is_dir():
        pytest.skip("the benchmark ../shared/bench/xquad-a is not here")
    files = ["--passages", str(folder / "passages.jsonl")]
    files += ["--questions", str(folder / "questions.jsonl"), "--field", field]
    assert command.main(["retrieval", *files]) == 0
    found = json.loads(capsys.readouterr().out)
    rows = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    assert found["questions"] == len(rows)
    for as_typed in ("", "unmarked_"):
        one, five, ten = (found[f"{as_typed}recall@{k}"] for k in (1, 5, 10))
        assert least <= one <= five <= ten <= 1
        assert one <= found[f"{as_typed}mrr@10"] <= ten
