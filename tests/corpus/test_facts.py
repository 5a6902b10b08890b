"""What a plan says of itself, held to facts read off the plans by hand."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from corpus.plan import read_plan
from corpus.settings import SHIPPED_PLANS
from corpus.types import PlanFacts

BODY = ("KẾ HOẠCH", "Thực hiện việc chung", "I. MỤC TIÊU")
GOLDEN = json.loads((Path(__file__).parent / "golden/facts.json").read_text(encoding="utf-8"))


def facts_of(*lines: str) -> PlanFacts:
    return read_plan("\n\n".join(lines).encode(), "x", "x.md").facts


def test_there_are_facts_of_every_shipped_plan() -> None:
    assert sorted(GOLDEN) == sorted(path.stem for path in SHIPPED_PLANS.glob("*.md"))


@pytest.mark.parametrize("plan_id", sorted(GOLDEN))
def test_a_shipped_plan_says_what_a_person_reads(plan_id: str) -> None:
    path = SHIPPED_PLANS / f"{plan_id}.md"
    found = asdict(read_plan(path.read_bytes(), plan_id, path.name).facts)
    assert {key: found[key] for key in GOLDEN[plan_id]} == GOLDEN[plan_id]


@pytest.mark.parametrize("plan_id", sorted(GOLDEN))
def test_a_fact_stands_in_the_plan_word_for_word(plan_id: str) -> None:
    path = SHIPPED_PLANS / f"{plan_id}.md"
    plan = read_plan(path.read_bytes(), plan_id, path.name)
    for words in (plan.facts.title, plan.facts.symbol, plan.facts.date, plan.facts.signatory):
        assert words in plan.text


def test_a_number_that_is_filled_in() -> None:
    facts = facts_of("Số: 153/KH-UBND", "Cần Thơ, ngày 17 tháng 11 năm 2025", *BODY)
    assert (facts.number, facts.symbol) == ("153/KH-UBND", "KH-UBND")
    assert facts.date == "ngày 17 tháng 11 năm 2025"
    assert facts.province == "Cần Thơ"


def test_a_blank_number_is_not_filled_in() -> None:
    facts = facts_of("Số:      /KH-UBND", "Huế, ngày   tháng 7 năm 2026", *BODY)
    assert (facts.number, facts.symbol) == ("", "KH-UBND")


@pytest.mark.parametrize(
    "source", ["Chỉ một câu.", "1. Việc\n\n2. Việc khác", "| a | b |\n|---|---|\n| c | d |"]
)
def test_a_text_that_says_nothing_of_itself_has_empty_facts(source: str) -> None:
    facts = facts_of(source)
    assert (facts.number, facts.date, facts.signatory, facts.province) == ("", "", "", "")
