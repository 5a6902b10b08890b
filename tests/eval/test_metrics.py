"""Every measure against worked examples or a second, slower way of computing it."""

import datetime
import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import metrics

TAX = ("Thuế tỉnh", "Provincial Tax Department")
FINANCE = ("Sở Tài chính", "Department of Finance")
HOME = ("Sở Nội vụ", "Department of Home Affairs")


def citation(n: int = 1, plan: str = "a", section: str = "II.1", **more: Any) -> dict[str, Any]:
    return {"n": n, "plan": plan, "section": section, "quote": "", "start": 0, "end": 0, **more}


def row(agency: str, role: str = "lead", plan: str = "a") -> dict[str, Any]:
    return {"agency": agency, "role": role, "plan": plan}


def answer(text: str = "", *citations: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "answer": text,
        "citations": list(citations),
        "rows": [],
        "status": "answered",
        "reason": None,
        **more,
    }


# --- values --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("5.000", "5,000"),
        ("97,5%", "97.5 per cent"),
        ("97,50 %", "97,5 phần trăm"),
        ("06/09 chỉ số", "6/9 chỉ số"),
        ("1.234.567", "1,234,567"),
        ("1.234,5", "1,234.50"),
        ("10/12/2026", "10 December 2026"),
        ("ngày 10 tháng 12 năm 2026", "December 10, 2026"),
        ("ngày 10/12", "10 December"),
        ("2026-12-10", "10-12-2026"),
        ("tháng 7 năm 2026", "July 2026"),
        ("07/2026", "tháng 7/2026"),
        ("Quý II/2026", "Q2 2026"),
        ("quý IV năm 2026", "the fourth quarter of 2026".removeprefix("the ")),
        ("năm 2026", "2026"),
        ("hoá đơn", "HÓA  ĐƠN"),
        ("Provincial People’s Committee", "provincial people's committee"),
        ("năm 2024¹", "2024"),
    ],
)
def test_equal_values_are_spelt_equally(left: str, right: str) -> None:
    assert metrics.canonical(left) == metrics.canonical(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("5.000", "5,00"),
        ("10/12/2026", "12/10/2026"),
        ("10%", "10"),
        ("Quý II/2026", "Quý III/2026"),
        ("hoa", "hóa"),
        ("1.2.3", "123"),
        ("0.125", "125"),
    ],
)
def test_different_values_stay_different(left: str, right: str) -> None:
    assert metrics.canonical(left) != metrics.canonical(right)


@pytest.mark.parametrize(
    ("printed", "value"),
    [("5.000", "5000"), ("5,5", "5.5"), ("1,234.5", "1234.5"), ("007", "7"), ("0.125", "0.125")],
)
def test_number_value(printed: str, value: str) -> None:
    assert metrics.number_value(printed) == Decimal(value)


@pytest.mark.parametrize("printed", ["1.2.3", "1.2,3.4"])
def test_a_section_number_is_no_number(printed: str) -> None:
    assert metrics.number_value(printed) is None


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_vietnamese_and_english_numbers_agree(whole: int, hundredths: int) -> None:
    english = f"{whole:,}.{hundredths:02}"
    vietnamese = english.translate(str.maketrans(",.", ".,"))
    assert metrics.number_value(english) == Decimal(whole * 100 + hundredths) / 100
    assert metrics.canonical(english) == metrics.canonical(vietnamese)


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1)))
def test_every_way_of_writing_a_date_agrees(date: datetime.date) -> None:
    day, month, year = date.day, date.month, date.year
    name = date.strftime("%B")
    ways = {
        metrics.canonical(way)
        for way in (
            date.isoformat(),
            f"{day}/{month}/{year}",
            f"{day:02}/{month:02}/{year}",
            f"ngày {day:02} tháng {month:02} năm {year}",
            f"ngày {day} tháng {month}/{year}",
            f"{day} {name} {year}",
            f"{name} {day}, {year}",
        )
    }
    assert len(ways) == 1


@pytest.mark.parametrize(
    ("variants", "text", "hit"),
    [
        (["5.000"], "at least 5,000 enterprises [1]", 1.0),
        (["5"], "section [5] of 15 and 5,000 and 5/9 and 2.5", 0.0),
        (["10 December"], "by 10/12/2026", 1.0),
        (["10/12/2026"], "ngày 10 tháng 12", 0.0),
        (["tháng 12/2026"], "10/12/2026", 0.0),
        (["nope", "trong  thời hạn"], "Trong thời\nhạn 10 ngày", 1.0),
        (["minh bạch"], "tính **minh bạch** cao", 1.0),
        (["bạch"], "bạchx", 0.0),
    ],
)
def test_value_accuracy_of_one_value(variants: list[str], text: str, hit: float) -> None:
    assert metrics.value_accuracy(answer(text), [variants]) == hit


def test_a_value_may_stand_in_a_quote() -> None:
    given_answer = answer("As the plan says [1]:", citation(quote="tăng 10 bậc"))
    assert metrics.value_accuracy(given_answer, [["10 bậc"], ["11 bậc"]]) == 0.5


def test_values_not_expected_are_not_scored() -> None:
    assert math.isnan(metrics.value_accuracy(answer("x"), []))


# --- bodies --------------------------------------------------------------------------


def test_body_accuracy_is_the_share_of_bodies_named() -> None:
    text = "the **Department of Finance** (Sở Tài chính) leads [1]"
    assert metrics.body_accuracy(answer(text), [FINANCE]) == 1.0
    assert metrics.body_accuracy(answer(text), [FINANCE, HOME]) == 0.5
    assert metrics.body_accuracy(answer(text), [TAX]) == 0.0
    assert math.isnan(metrics.body_accuracy(answer(text), []))


@given(
    st.lists(st.booleans(), max_size=6),
    st.lists(st.booleans(), max_size=6),
)
def test_list_completeness_counts_the_members_named(bodies: list[bool], values: list[bool]) -> None:
    """The same by hand: write down the members that are said, look for each of all."""
    expected = [f"b{n}" for n in range(len(bodies))], [f"v{n}" for n in range(len(values))]
    members = expected[0] + expected[1]
    said = [name for name, named in zip(members, bodies + values, strict=True) if named]
    given_answer = answer(", ".join(said))
    share = metrics.list_completeness(
        metrics.body_accuracy(given_answer, [(name,) for name in expected[0]]),
        len(bodies),
        metrics.value_accuracy(given_answer, [[name] for name in expected[1]]),
        len(values),
    )
    if len(members) < 2:
        assert math.isnan(share)
    else:
        assert share == pytest.approx(sum(name in said for name in members) / len(members))


def test_a_body_inside_a_longer_word_is_not_named() -> None:
    assert not metrics.body_named("Thuế tỉnhx", TAX)
    assert metrics.body_named("do THUẾ TỈNH.", TAX)


@pytest.mark.parametrize(
    ("given_answer", "asserted"),
    [
        (answer("**Sở Tài chính** chủ trì [1]", citation()), False),
        (answer("**Sở Nội vụ** chủ trì [1]", citation()), True),
        (answer("Sở Nội vụ phối hợp"), False),
        (answer("**Sở Nội vụ** [1]", citation(plan="b")), False),
        (answer("> **Sở Nội vụ** [1]", citation()), False),
        (answer("", rows=[row("Sở Nội vụ")]), True),
        (answer("", rows=[row("Sở Nội vụ", plan="b")]), False),
        (answer("", rows=[row("Sở Tài chính"), row("Sở Nội vụ", "coordinate")]), False),
        (answer("", rows=[row("Sở Tài chính"), row("Department of Home Affairs")]), True),
        (answer("", rows=[row("Sở Tài chính", "coordinate"), row("Sở Nội vụ")]), False),
    ],
)
def test_asserts_wrong_body(given_answer: dict[str, Any], asserted: bool) -> None:
    assert metrics.asserts_wrong_body(given_answer, [HOME], [FINANCE], "a") is asserted


@pytest.mark.parametrize(
    ("given_answer", "misdirected"),
    [
        (answer("", rows=[row("Sở Y tế")]), True),
        (answer("", rows=[row("Sở Y tế"), row("Sở Tài chính")]), False),
        (answer("the Department of Finance too", rows=[row("Sở Y tế")]), False),
        (answer("", rows=[row("Sở Y tế", plan="b")]), False),
        (answer("nothing"), False),
    ],
)
def test_misdirects(given_answer: dict[str, Any], misdirected: bool) -> None:
    assert metrics.misdirects(given_answer, [FINANCE], "a") is misdirected
    assert not metrics.misdirects(given_answer, [], "a")


def test_a_wrong_body_within_the_right_ones_name_is_not_asserted() -> None:
    police = answer("**Công an tỉnh** chủ trì")
    assert not metrics.asserts_wrong_body(police, [("Công an",)], [("Công an tỉnh",)], "a")
    assert metrics.asserts_wrong_body(police, [("Công an",)], [HOME], "a")


def test_expand_adds_names_to_every_variant() -> None:
    names = {"a": ("A",), "b": ("B", "a")}
    expanded = metrics.expand(["a", ["b", "a"]], lambda name: names[name])
    assert expanded == [("a", "A"), ("b", "B", "a", "A")]


# --- citations -----------------------------------------------------------------------


def test_citations_against_accepted_sections() -> None:
    given_answer = answer(
        "", citation(1), citation(2, section="III"), citation(3, plan="b"), citation(4)
    )
    assert metrics.section_hit(given_answer, "a", ["II.1", "IV"]) == 1.0
    assert metrics.section_hit(given_answer, "a", ["IV"]) == 0.0


def test_without_citations_exactness_is_not_scored() -> None:
    assert metrics.section_hit(answer(), "a", ["II.1"]) == 0.0
    assert math.isnan(metrics.quote_exactness(answer(), {}))


@pytest.mark.parametrize(
    ("changed", "exact"),
    [
        ({}, 1.0),
        ({"end": 4}, 0.0),
        ({"quote": "CDE"}, 0.0),
        ({"plan": "b"}, 0.0),
        ({"start": 3, "end": 3, "quote": ""}, 0.0),
        ({"start": -4, "end": -1, "quote": "cde"}, 0.0),
        ({"start": 3, "end": 99, "quote": "def"}, 0.0),
    ],
)
def test_quote_exactness(changed: dict[str, Any], exact: float) -> None:
    place = {"start": 2, "end": 5, "quote": "cde", **changed}
    assert metrics.quote_exactness(answer("", citation(**place)), {"a": "abcdef"}) == exact


# --- refusals ------------------------------------------------------------------------


def test_refusals_worked_example() -> None:
    # Four are due, three of them made, and one is made that is not due.
    outcomes = [(True, True)] * 3 + [(True, False), (False, True)] + [(False, False)] * 5
    assert metrics.refusal_precision(outcomes) == 0.75
    assert metrics.refusal_recall(outcomes) == 0.75
    assert math.isnan(metrics.refusal_precision([(True, False)]))
    assert math.isnan(metrics.refusal_recall([(False, True)]))


@pytest.mark.parametrize(
    ("status", "reason", "right"),
    [
        ("not_in_plans", "plan_silent", True),
        ("not_in_plans", "unknown_place", False),
        ("answered", None, False),
    ],
)
def test_refusal_right(status: str, reason: str | None, right: bool) -> None:
    given_answer = answer(status=status, reason=reason)
    assert metrics.refusal_right(given_answer, ["not_in_plans"], ["plan_silent"]) is right


def test_any_reason_is_right_where_none_is_listed() -> None:
    given_answer = answer(status="not_in_plans", reason="out_of_scope")
    assert metrics.refusal_right(given_answer, ["not_in_plans"], [])


# --- retrieval and numbers -----------------------------------------------------------

ids = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(ids, st.sets(st.sampled_from("abcdefgh"), min_size=1), st.integers(1, 10))
def test_ranking_measures_equal_their_slow_twins(
    ranked: list[str], relevant: set[str], k: int
) -> None:
    found = 0
    first = 0.0
    for position in range(min(k, len(ranked))):
        if ranked[position] in relevant:
            found += 1
            first = first or 1 / (position + 1)
    assert metrics.recall_at(ranked, relevant, k) == pytest.approx(found / len(relevant))
    assert metrics.reciprocal_rank(ranked, relevant, k) == first


def test_ranking_worked_example() -> None:
    assert metrics.recall_at(["x", "a", "y", "b"], {"a", "b"}, 3) == 0.5
    assert metrics.reciprocal_rank(["x", "a", "y", "b"], {"a", "b"}) == 0.5
    assert metrics.reciprocal_rank(["x"] * 10 + ["a"], {"a"}) == 0.0
    assert math.isnan(metrics.recall_at(["a"], set(), 3))
    assert math.isnan(metrics.reciprocal_rank(["a"], set()))


@given(st.lists(st.integers(0, 50), min_size=1), st.integers(1, 100))
def test_percentile_equals_its_definition(values: list[int], per_cent: int) -> None:
    reached = [v for v in values if 100 * sum(w <= v for w in values) >= per_cent * len(values)]
    assert metrics.percentile(values, per_cent / 100) == min(reached)


def test_percentile_worked_example() -> None:
    assert metrics.percentile([40, 10, 30, 20], 0.5) == 20
    assert metrics.percentile([40, 10, 30, 20], 0.95) == 40
    assert math.isnan(metrics.percentile([], 0.5))


def test_a_mean_leaves_out_what_is_not_scored() -> None:
    assert metrics.mean([1.0, math.nan, 0.0]) == 0.5
    assert math.isnan(metrics.mean([math.nan]))


def test_found_at_asks_for_any_of_the_relevant() -> None:
    ranked = [("a", "1"), ("a", "2"), ("b", "1")]
    right = {("a", "2"), ("b", "9")}
    assert [metrics.found_at(ranked, right, k) for k in (1, 2, 3)] == [0.0, 1.0, 1.0]
    assert metrics.found_at([], right, 5) == 0.0
    assert math.isnan(metrics.found_at(ranked, set(), 5))
