"""The comparison of searches: fusions by hand, and figures over plans of a few lines."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from eval import __main__ as command
from eval import ablation, ablation_report
from eval.ablation import (
    AS_USED,
    RERANKED,
    SETTINGS,
    TYPED,
    UNDERSTOOD,
    WIDENED,
    Found,
    Question,
    Search,
    Setting,
    rank_fusion,
    vectors_alone,
    words_alone,
)
from eval.questions import Expected, Fact, Wordings
from tests.eval.test_run import DUTIES, FACTS, SECRET, UNANSWERABLE, write
from tests.index.samples import make_plan

NONE = -np.inf


class Wordless:
    """An encoder that knows no text, so that words alone decide."""

    name = "wordless"
    dimensions = 3

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.zeros((len(texts), self.dimensions), np.float32)

    encode_passages = encode_queries


def quiet(number: int, total: int) -> None:
    """Take how far it is and show nothing."""


# --- fusions -------------------------------------------------------------------------


def test_each_alone_finds_nothing_where_it_has_nothing() -> None:
    lexical, dense = np.array([2.0, 0.0]), np.array([-1.0, 1.0])
    assert words_alone(lexical, dense, 1.0).tolist() == [2.0, NONE]
    assert vectors_alone(lexical, dense, 1.0).tolist() == [-1.0, 1.0]
    assert vectors_alone(lexical, np.zeros(2), 1.0).tolist() == [NONE, NONE]


def test_rank_fusion_by_hand() -> None:
    # by words: row 2, row 0, and row 1 not at all; by vectors: row 1, row 2, row 0
    found = rank_fusion(np.array([3.0, 0.0, 5.0]), np.array([-0.5, 2.0, 0.1]), 1.0)
    assert found.tolist() == pytest.approx([1 / 62 + 1 / 63, 1 / 61, 1 / 61 + 1 / 62])


def test_rank_fusion_forgets_what_is_beyond_the_depth() -> None:
    scores = np.arange(150, 0, -1).astype(float)
    found = rank_fusion(scores, np.zeros(150), 1.0)
    assert found[99] == pytest.approx(1 / 160)
    assert found[100] == 0.0


def test_the_settings_are_all_combinations_and_hold_the_products_own() -> None:
    assert len(SETTINGS) == len(set(SETTINGS)) == 4 * 2 * 4
    assert AS_USED in SETTINGS


# --- questions -----------------------------------------------------------------------


def fact(plan: str, section: str, **asked: str) -> Fact:
    return Fact(
        id="f",
        split="dev",
        plan=plan,
        kind="lead",
        questions=Wordings(**asked),
        expect=Expected(),
        sections=[section],
        quotes=["x"],
    )


PLANS = (make_plan("mot"), make_plan("hai", {"1. Thuế": "Trả kịp hạn."}))
THREE = {"vi": "hoàn thuế", "unmarked": "hoan thue", "en": "Which tax is refunded?"}


def test_only_facts_in_three_wordings_are_asked() -> None:
    files = {"facts": [fact("mot", "2", **THREE), fact("mot", "1", vi="đất")]}
    asked = ablation.questions(files, PLANS, ("dev",))
    assert [one.wording for one in asked] == ["vi", "unmarked", "en"]
    assert {one.right for one in asked} == {frozenset({("mot", "2")})}
    assert ablation.questions(files, PLANS, ("test",)) == []


def test_what_each_way_of_asking_searches() -> None:
    english = ablation.questions({"facts": [fact("mot", "2", **THREE)]}, PLANS, ("dev",))[2]
    typed, widened = english.searches[TYPED], english.searches[WIDENED]
    assert (typed.text, typed.terms, typed.wordings) == (THREE["en"], {}, ())
    assert "thue" in widened.terms
    assert len(widened.wordings) == 1
    assert typed.plans == widened.plans == {"mot", "hai"}
    short = fact("mot", "2", vi="ko có thuế", unmarked="ko co thue", en="No tax?")
    understood = ablation.questions({"f": [short]}, PLANS, ("dev",))[0].searches[UNDERSTOOD]
    assert understood.text == "không có thuế"


# --- figures -------------------------------------------------------------------------


def plain(text: str, plan: str, section: str, split: str = "dev", wording: str = "vi") -> Question:
    search = Search(text, {}, (), frozenset({"mot", "hai"}))
    searches = dict.fromkeys(ablation.ASKINGS, search)
    return Question(split, "facts", wording, frozenset({(plan, section)}), searches)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def indexes() -> ablation.Indexes:
    return ablation.Indexes(Wordless(), PLANS, 300)


def test_sections_are_told_once_and_only_of_the_plans_asked(indexes: ablation.Indexes) -> None:
    words = Setting("words alone", True, TYPED)
    every = Search("thuế", {}, (), frozenset({"mot", "hai"}))
    assert set(indexes.sections(words, every)) == {("mot", "2"), ("hai", "1")}
    one = every._replace(plans=frozenset({"hai"}))
    assert indexes.sections(words, one) == [("hai", "1")]
    assert indexes.sections(Setting("vectors alone", True, TYPED), every) == []


def test_headings_count_only_where_they_are_indexed(indexes: ablation.Indexes) -> None:
    place = Search("Thử Nghiệm", {}, (), frozenset({"hai"}))  # the plan's place, over its text
    assert indexes.sections(Setting("words alone", True, TYPED), place) == [("hai", "1")]
    assert indexes.sections(Setting("words alone", False, TYPED), place) == []


def test_figures_by_hand(indexes: ablation.Indexes) -> None:
    # Sections 2 and 3 both have "doanh nghiệp", once each; 2 is the shorter.
    asked = [
        plain("quy hoạch sử dụng đất", "mot", "1"),  # first
        plain("quy hoạch sử dụng đất doanh nghiệp", "mot", "3"),  # behind 1 and 2
        plain("quy hoạch sử dụng đất", "hai", "1", wording="en"),  # no word in common
        plain("hoàn thuế", "mot", "2", split="test"),
    ]
    words = Setting("words alone", False, TYPED)
    found = ablation.measure(indexes, asked, quiet)[words]["dev"]["all"]
    assert found["vi"] == pytest.approx(
        {"questions": 2, "recall@1": 0.5, "recall@5": 1.0, "mrr@10": (1 + 1 / 3) / 2}
    )
    assert found["en"] == {"questions": 1, "recall@1": 0.0, "recall@5": 0.0, "mrr@10": 0.0}
    assert found["mean"]["recall@5"] == 0.5


def table_of(dev: float, test: float) -> dict[str, dict[str, dict[str, dict[str, float]]]]:
    def wordings(value: float) -> dict[str, dict[str, float]]:
        figures = {"questions": 2, "recall@1": 0.0, "recall@5": 1.0, "mrr@10": value}
        return {"all": dict.fromkeys(("vi", "unmarked", "en", "mean"), figures)}

    return {"dev": wordings(dev), "test": wordings(test)}


def test_the_best_is_chosen_on_dev_alone() -> None:
    better_on_test: Found = {  # type: ignore[assignment]
        SETTINGS[0]: table_of(0.5, 0.9),
        SETTINGS[1]: table_of(0.75, 0.25),
    }
    assert ablation.best(better_on_test) == SETTINGS[1]
    assert ablation.best({}) is None
    said = ablation_report.markdown(better_on_test)
    assert "NOT the product's own search" in said
    assert "dev: 0.750; test: 0.250" in said
    assert ablation_report.as_json(better_on_test)["best_on_dev"] == SETTINGS[1]._asdict()


# --- the command ---------------------------------------------------------------------


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_the_command_prints_no_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: list[str]
) -> None:
    write(tmp_path, "facts.jsonl", FACTS)
    write(tmp_path, "register.jsonl", DUTIES)
    write(tmp_path, "unanswerable.jsonl", UNANSWERABLE)
    assert command.main(["run", "--ablation", "--questions", str(tmp_path), *form]) == 0
    printed = capsys.readouterr()
    assert SECRET not in printed.out + printed.err
    if form:
        found = json.loads(printed.out)
        assert [s["as_used"] for s in found["settings"]].count(True) == 1
        assert found["settings"][0]["totals"]["test"]["facts"]["vi"]["questions"] == 1
    else:
        assert "### dev, facts alone (2 in each wording)" in printed.out
        assert printed.out.count("| **scores** |") == 4


def test_what_was_understood_is_ordered_anew_by_its_best_sentence(
    indexes: ablation.Indexes,
) -> None:
    # Both name "doanh nghiệp"; only section 3 has a sentence with all that is asked.
    asked = ablation.questions(
        {
            "f": [
                fact("mot", "3", vi="kiểm tra doanh nghiệp không quá một lần", unmarked="x", en="y")
            ]
        },
        PLANS,
        ("dev",),
    )[0]
    found = indexes.sections(Setting("words alone", False, RERANKED), asked.searches[RERANKED])
    assert found[0] == ("mot", "3")
