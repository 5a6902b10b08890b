"""Citation precision and recall against worked examples and a twin that joins the quotes."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import citations
from eval.citations import Statement
from eval.questions import Fact, Unanswerable

# Section "2.1" is a body's own: its heading names it, the task stands under it.
HEADING = "2.1. Sở Tài chính"
TASK = "Giảm 30% thời gian thực hiện thủ tục."
OTHER = "Mỗi quý báo cáo một lần."
TEXT = f"{HEADING}\n{TASK}\n2.2. Khác\n{OTHER}\n"


def cite(n: int, quote: str, section: str = "2.1", **changes: Any) -> dict[str, Any]:
    start = TEXT.index(quote)
    place = {"quote": quote, "start": start, "end": start + len(quote)}
    return {"n": n, "plan": "a", "section": section, **place, **changes}


def fact(**changes: Any) -> Fact:
    row: dict[str, Any] = {
        "id": "f1",
        "split": "dev",
        "plan": "a",
        "kind": "lead",
        "questions": {"vi": "?"},
        "expect": {"bodies": ["Sở Tài chính"], "values": [["30%"]]},
        "sections": ["2.1"],
        "quotes": [TASK],
    }
    return Fact.model_validate({**row, **changes})


def scores(text: str, *cited: dict[str, Any], row: Any = None, **answer: Any) -> tuple[float, ...]:
    given_answer = {"answer": text, "citations": list(cited), "status": "answered", **answer}
    names = {"Sở Tài chính": ("Department of Finance",)}
    found = citations.scores(
        row or fact(), given_answer, {"a": TEXT}, lambda body: names.get(body, ())
    )
    return found["precision"], found["recall"]


# --- statements ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("One. [1] Two. [2][3]", [("One.", (1,)), ("Two.", (2, 3))]),
        ("A [4]–[7]", [("A", (4, 5, 6, 7))]),
        ("A [1][2][1]", [("A", (1, 2))]),
        ("A [1]\n\n> a quote of 2026 [9]\n\nNearest:", [("A", (1,)), ("Nearest:", ())]),
        ("- No: 1\n- Name: x [1][2]", [("- No: 1\n- Name: x", (1, 2))]),
        (
            "| | Huế |\n| --- | --- |\n| Time | soon [1] |",
            [("Huế", ()), ("Time", ()), ("soon", (1,))],
        ),
        ("", []),
    ],
)
def test_statements(answer: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert citations.statements(answer) == [Statement(*one) for one in expected]


# --- worked examples -----------------------------------------------------------------

BOTH = "**Sở Tài chính** giảm 30% thời gian"


@pytest.mark.parametrize(
    ("text", "cited", "precision", "recall"),
    [
        # Heading and task prove the statement together, neither alone: both are needed.
        (f"{BOTH} [1][2]", [cite(1, HEADING), cite(2, TASK)], 1.0, 1.0),
        # The third adds nothing.
        (f"{BOTH} [1][2][3]", [cite(1, HEADING), cite(2, TASK), cite(3, OTHER)], 2 / 3, 1.0),
        # Without the task the value is unproved, and then no citation is precise.
        (f"{BOTH} [1]", [cite(1, HEADING)], 0.0, 0.0),
        # The right words from a section that is not accepted.
        (f"{BOTH} [1][2]", [cite(1, HEADING, "9"), cite(2, TASK, "9")], 0.0, 0.0),
        # The place may be proved by one and the words by another.
        (f"{BOTH} [1][2]", [cite(1, HEADING, "9"), cite(2, TASK)], 1.0, 1.0),
        # A quote that is not the plan's text proves nothing, though it has the words.
        (f"{BOTH} [1][2]", [cite(1, HEADING), cite(2, TASK, start=0)], 0.0, 0.0),
        # English names and figures count by name and value.
        (
            "The **Department of Finance** cuts 30 per cent. [1][2]",
            [cite(1, HEADING), cite(2, TASK)],
            1.0,
            1.0,
        ),
        # One statement of two is proved; its citation is precise, the other's is not.
        ("Giảm 30% [1]\n\nMỗi quý [2]", [cite(1, TASK), cite(2, OTHER, "2.2")], 0.5, 0.5),
        # A citation that stands twice counts twice.
        ("Giảm 30% [1] **Sở Tài chính** [1]", [cite(1, TASK)], 0.5, 0.5),
        # What leads to others is no statement, an expected value without citation is one.
        ("Gần nhất:\n\nGiảm 30% [1]", [cite(1, TASK)], 1.0, 1.0),
        ("Giảm 30%.\n\nThủ tục [1]", [cite(1, TASK)], 1.0, 0.5),
        # A number that no citation has.
        ("Giảm 30% [7]", [cite(1, TASK)], 0.0, 0.0),
    ],
)
def test_worked_examples(
    text: str, cited: list[dict[str, Any]], precision: float, recall: float
) -> None:
    assert scores(text, *cited) == pytest.approx((precision, recall))


def test_a_count_need_not_stand_in_a_quote() -> None:
    expect = {"expect": {"values": [["3"]]}}
    counted = "Có 3 nhiệm vụ [1]"
    assert scores(counted, cite(1, TASK), row=fact(kind="count", **expect)) == (1.0, 1.0)
    assert scores(counted, cite(1, TASK), row=fact(**expect)) == (0.0, 0.0)


@pytest.mark.parametrize("status", ["not_in_plans", "unclear", "error"])
def test_who_refuses_states_nothing(status: str) -> None:
    assert all(map(math.isnan, scores(f"{BOTH} [1]", cite(1, TASK), status=status)))


def test_an_unanswerable_question_is_not_scored() -> None:
    row = Unanswerable(
        id="u",
        split="dev",
        language="vi",
        question="?",
        status=["not_in_plans"],
        reason=[],
        why="not there",
    )
    assert all(map(math.isnan, scores(f"{BOTH} [1]", cite(1, TASK), row=row)))


def test_without_citations_there_is_recall_but_no_precision() -> None:
    precision, recall = scores(BOTH)
    assert math.isnan(precision)
    assert recall == 0.0


def test_what_cites_nothing_is_not_supported_whoever_judges() -> None:
    assert citations.citation_recall([((), lambda cites: True)]) == 0.0


# --- the definitions, written out a second time --------------------------------------

WORDS = ("alpha", "beta", "gamma")
quoted = st.tuples(st.lists(st.sampled_from(WORDS), unique=True), st.booleans())
told = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), unique=True), st.lists(quoted, max_size=4)),
    max_size=4,
)


def entails(passages: list[tuple[list[str], bool]], statement: list[str]) -> bool:
    """What the judge does: read all passages as one, with the place beside the words."""
    joined = " | ".join(
        f"{' '.join(words)} {'HERE' if placed else ''}" for words, placed in passages
    )
    return all(word in joined.split() for word in [*statement, "HERE"])


@given(told)
def test_both_equal_the_definitions_word_for_word(
    rows: list[tuple[list[str], list[tuple[list[str], bool]]]],
) -> None:
    recalls, precisions = [], []
    for statement, passages in rows:
        whole = bool(passages) and entails(passages, statement)
        recalls.append(whole)
        for at, passage in enumerate(passages):
            rest = passages[:at] + passages[at + 1 :]
            irrelevant = not entails([passage], statement) and entails(rest, statement)
            precisions.append(whole and not irrelevant)
    pairs = []
    for statement, passages in rows:
        cited = {
            n: {"quote": " ".join(words), "plan": "a", "section": "1" if placed else "2"}
            for n, (words, placed) in enumerate(passages, 1)
        }
        forms = [(word,) for word in WORDS]
        support = citations.supporter(" ".join(statement), cited, {("a", "1")}, forms)
        pairs.append((tuple(cited), support))
    for found, expected in (
        (citations.citation_recall(pairs), recalls),
        (citations.citation_precision(pairs), precisions),
    ):
        if expected:
            assert found == pytest.approx(sum(expected) / len(expected))
        else:
            assert math.isnan(found)
