"""The figures of a run: recomputed by plain loops, from judged and from saved answers."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import headline as module
from eval import run
from eval.headline import REASONS, SAVED_AS, as_json, headline, measures
from eval.parity import parity
from eval.predictions import prediction
from tests.eval.test_run import (
    BAD,
    DUTIES,
    FACTS,
    QUOTE,
    SECRET,
    UNANSWERABLE,
    StandIn,
    fact,
    judged,
    write,
)

Row = dict[str, Any]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    two = {"bodies": ["Sở Tài chính", "Sở Y tế"], "values": [["10 December 2026"]]}
    other = {**fact(5, "dev", **two), "sections": ["2"]}
    write(tmp_path, "facts.jsonl", [*FACTS, other])
    write(tmp_path, "register.jsonl", DUTIES)
    write(tmp_path, "unanswerable.jsonl", UNANSWERABLE)
    return tmp_path


# --- worked by hand ------------------------------------------------------------------


def test_worked_example(questions: Path) -> None:
    """f1, f2, r1 are answered rightly but for f1 in English, f5 (another section) never."""
    refused = {"status": "not_in_plans", "reason": "plan_silent", "answer": "", "citations": []}
    wrong = {"answer": "**Sở Nội vụ** [1]"}
    stand_in = StandIn(**{"mở en 1?": wrong, "mở vi 2?": refused})
    dev = headline(judged(questions, stand_in))["dev"]
    assert dev["right_share"].value == pytest.approx(5 / 10)
    assert dev["wrong_agency_share"][::3] == pytest.approx((1 / 9, 9))
    assert dev["section_recall"].value == pytest.approx(6 / 10)
    assert dev["right_in_all"][::3] == (0.0, 3)
    # A body and a value each; the three of f5 less one: 2 + 1/2 + 0 + 2 + 3 * 2/3 + 1 of 10.
    assert dev["list_completeness"][::3] == pytest.approx((0.75, 10))
    assert dev["refusal_recall"][::3] == (1.0, 1)
    assert dev["refusal_precision"][::3] == (0.5, 2)
    assert dev["refusal_precision:plan_silent"][::3] == (0.5, 2)
    assert dev["refusal_recall:plan_silent"][::3] == (1.0, 1)
    assert math.isnan(dev["refusal_recall:annex_missing"].value)


def test_the_figures_agree_with_the_sums_of_a_run(questions: Path) -> None:
    of = judged(questions, StandIn(**{"mở en 1?": BAD, "mở u1": {"reason": "out_of_scope"}}))
    found, sums = headline(of)["dev"], run.summaries(of)["dev"]["all"]
    for name in (
        *("right_share", "body_accuracy", "value_accuracy", "section_recall"),
        *("citation_precision", "citation_recall", "quote_exactness"),
        *("refusal_precision", "refusal_recall", "retrieval_recall@1", "p50_ms", "p95_ms"),
    ):
        assert found[name].value == pytest.approx(sums[name], nan_ok=True), name
    rows = [parity(of)["dev"][file] for file in ("facts",)]
    assert found["right_in_all"][::3] == pytest.approx((rows[0]["right_in_all"], rows[0]["rows"]))


def test_clusters_are_sections_and_an_unanswerable_question_is_its_own(questions: Path) -> None:
    of = judged(questions, StandIn())
    clusters: dict[str, set[str]] = {}
    for one in of:
        clusters.setdefault(measures(one)["cluster"], set()).add(one.item.row.id)
    # Section 1 is asked about by all but f5, whatever the split and the file.
    assert sorted(map(sorted, clusters.values())) == [
        ["f1", "f2", "f3", "r1", "r2"],
        ["f5"],
        ["u1"],
        ["u2"],
    ]


# --- from a saved run ----------------------------------------------------------------


def test_a_saved_run_gives_the_same_figures(questions: Path) -> None:
    of = judged(questions, StandIn(**{"mở en 1?": BAD, SECRET: BAD}))
    lines = [json.dumps(prediction(one), allow_nan=False) for one in of]
    rows = [json.loads(line, parse_constant=pytest.fail) for line in lines]
    expected = as_json(headline(of))
    assert as_json(headline(rows)) == expected
    assert as_json(headline(row[SAVED_AS] for row in rows)) == expected
    assert expected.keys() == {"dev", "test"}


@pytest.mark.parametrize(
    "change", [{}, BAD, {"raise": SECRET}, {"status": "error", "reason": SECRET}]
)
def test_measures_hold_no_word_of_a_question(questions: Path, change: dict[str, Any]) -> None:
    for one in judged(questions, StandIn(**{SECRET: change})):
        text = json.dumps(measures(one), ensure_ascii=False, allow_nan=False)
        assert not any(words in text for words in (SECRET, "mở", QUOTE, "Sở"))


def test_a_split_that_was_not_asked_has_no_entry() -> None:
    assert headline([]) == {}
    with pytest.raises(KeyError):
        headline([{"split": "dev", "id": "f1"}])


# --- by plain loops, and what is not scored ------------------------------------------

score = st.one_of(st.none(), st.sampled_from([0.0, 0.5, 1.0]))
NAMES = ("bodies", "values", "section", "precision", "recall", "quotes", "completeness")
rows_of = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["1", "2", "3"]),
            "split": st.just("dev"),
            "file": st.just("facts"),
            "wording": st.sampled_from(["vi", "unmarked", "en"]),
            "cluster": st.sampled_from("pqr"),
            "fact": st.booleans(),
            "status": st.sampled_from(["answered", "partial", "not_in_plans", "unclear", "error"]),
            "reason": st.sampled_from([None, *REASONS]),
            "due": st.lists(st.sampled_from(REASONS), unique=True, max_size=2),
            "right": st.sampled_from([None, 0.0, 1.0]),
            "wrong_body": st.sampled_from([0.0, 1.0]),
            "milliseconds": st.sampled_from([None, 1.0, 2.0, 9.0]),
            **dict.fromkeys((*NAMES, "found_1", "found_5", "reciprocal"), score),
        }
    ),
    max_size=14,
    unique_by=lambda row: (row["id"], row["wording"], row["fact"]),
)


def share(hits: int, of: int) -> float:
    return hits / of if of else math.nan


def slowly(rows: list[Row]) -> dict[str, float]:
    """The figures by their definitions in docs/metrics.md, counted one after another."""
    facts = [row for row in rows if row["fact"]]
    others = [row for row in rows if not row["fact"]]
    scored = [row for row in facts if row["right"] is not None]
    answered = [row for row in facts if row["status"] in ("answered", "partial")]
    false = [row for row in facts if row["status"] in ("not_in_plans", "unclear")]
    good = [row for row in others if row["right"] == 1]
    tried = [row for row in others if row["right"] is not None]
    found = {
        "right_share": share(sum(row["right"] == 1 for row in scored), len(scored)),
        "wrong_agency_share": share(sum(r["wrong_body"] == 1 for r in answered), len(answered)),
        "refusal_precision": share(len(good), len(good) + len(false)),
        "refusal_recall": share(len(good), len(tried)),
    }
    for reason in REASONS:
        given_so = [row for row in false if row["reason"] == reason]
        given_so += [
            row
            for row in tried
            if row["reason"] == reason
            and (row["right"] == 1 or row["status"] in ("not_in_plans", "unclear"))
        ]
        hits = sum(not row["fact"] and row["right"] == 1 for row in given_so)
        found[f"refusal_precision:{reason}"] = share(hits, len(given_so))
        accepting = [row for row in tried if reason in row["due"]]
        hits = sum(row["right"] == 1 for row in accepting)
        found[f"refusal_recall:{reason}"] = share(hits, len(accepting))
    same = whole = 0
    for name in {row["id"] for row in facts}:
        right = [row["right"] for row in facts if row["id"] == name]
        if len(right) == 3 and None not in right:
            whole += 1
            same += right == [1.0] * 3
    found["right_in_all"] = share(same, whole)
    for figure, name in module._MEANS.items():
        given_scores = [row[name] for row in rows if row[name] is not None]
        found[figure] = share(sum(given_scores), len(given_scores))
    return found


@given(rows_of)
def test_every_figure_equals_its_slow_twin(rows: list[Row]) -> None:
    found = headline(rows).get("dev", {})
    if not rows:
        assert found == {}
        return
    expected = slowly(rows)
    assert found.keys() == expected.keys() | {"p50_ms", "p95_ms"}
    for name, value in expected.items():
        assert found[name].value == pytest.approx(value, nan_ok=True), name
        assert (found[name].scored == 0) == math.isnan(value)


EMPTY = {
    "id": "new",
    "split": "dev",
    "file": "facts",
    "wording": "vi",
    "cluster": "new",
    "fact": True,
    "status": "error",
    "reason": None,
    "due": [],
}


@given(rows_of, st.sampled_from([{}, dict.fromkeys(NAMES), dict.fromkeys(NAMES, math.nan)]))
def test_what_is_not_scored_changes_no_figure(rows: list[Row], nothing: Row) -> None:
    before = headline(rows).get("dev", {})
    after = headline([*rows, {**EMPTY, **nothing}])["dev"]
    for name, figure in before.items():
        assert repr(after[name]) == repr(figure), name


def test_nothing_scored_is_nan_and_null_and_never_zero() -> None:
    found = headline([EMPTY])
    assert all(math.isnan(figure.value) for figure in found["dev"].values())
    told = as_json(found)["dev"]
    assert all(
        figure["value"] is figure["low"] is figure["high"] is None for figure in told.values()
    )
    assert all(figure["scored"] == 0 for figure in told.values())
