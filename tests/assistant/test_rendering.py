"""From a draft to text, citations and rows: numbers, quotes and places."""

import re

import pytest

from assistant.answer import Status
from assistant.draft import Draft, Statement
from assistant.rendering import render
from corpus.plan import read_plan
from corpus.register import assignments
from corpus.types import Plan, Span

SOURCE = (
    "I. NHIỆM VỤ\n\n1. Danh mục\n\nSở Y tế chủ trì, phối hợp với Sở Nội vụ rà soát danh mục.\n\n"
    "2. Kiểm tra\n\nThanh tra tỉnh kiểm tra.\n\nTên\tSố\tNăm\nA\t1\t2026\nB\t2\t2027\n"
)


@pytest.fixture
def plan() -> Plan:
    return read_plan(SOURCE.encode(), "x-1", "x.md")


def place(plan: Plan, words: str, section: str = "I.1") -> Span:
    start = plan.text.index(words)
    return Span(plan.id, section, start, start + len(words))


def drafted(*statements: Statement, **more: object) -> Draft:
    return Draft(Status.ANSWERED, None, "register", statements, **more)  # type: ignore[arg-type]


def test_citations_are_numbered_in_the_order_of_the_answer(plan: Plan) -> None:
    one, two, three = (place(plan, w) for w in ("Sở Y tế", "Sở Nội vụ", "Thanh tra tỉnh"))
    text, citations, rows = render(
        drafted(Statement("A.", (two, one)), Statement("B.", (three, two))), {plan.id: plan}
    )
    assert [c.n for c in citations] == [1, 2, 3]
    assert [c.quote for c in citations] == ["Sở Nội vụ", "Sở Y tế", "Thanh tra tỉnh"]
    assert re.findall(r"\[\d+\]", text) == ["[1]", "[2]", "[3]", "[1]"]
    assert text.index("A.") < text.index("[1]") < text.index("B.") < text.index("[3]")
    assert rows == ()


def test_a_citation_is_a_place_of_the_plan(plan: Plan) -> None:
    _, (citation,), _ = render(
        drafted(Statement("A.", (place(plan, "Sở Nội vụ"),))), {plan.id: plan}
    )
    assert citation.plan == "x-1"
    assert citation.section == "I.1"
    assert citation.heading == ("I. NHIỆM VỤ", "1. Danh mục")
    assert plan.text[citation.start : citation.end] == citation.quote == "Sở Nội vụ"


def test_a_row_s_citations_are_those_of_its_proof(plan: Plan) -> None:
    rows = assignments(plan)
    lead = next(row for row in rows if row.agency == "Sở Y tế")
    statement = Statement("**Sở Y tế** chủ trì.", lead.proof, (lead,))
    _, citations, (row,) = render(drafted(statement, rows=(lead,)), {plan.id: plan})
    assert (row.agency, row.role, row.section, row.plan) == ("Sở Y tế", "lead", "I.1", "x-1")
    by_number = {c.n: (c.start, c.end) for c in citations}
    assert [by_number[n] for n in row.citations] == [(p.start, p.end) for p in lead.proof]


def test_a_row_that_no_sentence_cites_still_has_its_citations(plan: Plan) -> None:
    lead = next(row for row in assignments(plan) if row.agency == "Sở Y tế")
    _, citations, (row,) = render(drafted(rows=(lead,)), {plan.id: plan})
    assert {c.n for c in citations} == set(row.citations) != set()


def test_quotes_that_are_shown_stand_in_lines_of_their_own(plan: Plan) -> None:
    words = "1. Danh mục\nSở Y tế chủ trì"
    shown = place(plan, words)
    text, citations, _ = render(
        drafted(Statement("It leads.", (shown,), quotes=(shown,))), {plan.id: plan}
    )
    assert [line for line in text.split("\n") if line.startswith(">")] == [
        "> 1. Danh mục",
        "> Sở Y tế chủ trì",
    ]
    assert text.startswith("It leads. [1]")
    assert citations[0].quote == words


def test_cells_of_a_table_stay_apart_when_shown(plan: Plan) -> None:
    shown = place(plan, "B\t2\t2027", "I.2")
    text, citations, _ = render(
        drafted(Statement("Row.", (shown,), quotes=(shown,))), {plan.id: plan}
    )
    assert "> B | 2 | 2027" in text
    assert citations[0].quote == "B\t2\t2027"


def test_a_sentence_without_proof_has_no_mark(plan: Plan) -> None:
    text, citations, rows = render(drafted(Statement("Không có.", bare=True)), {plan.id: plan})
    assert (text, citations, rows) == ("Không có.", (), ())


def test_statements_are_paragraphs(plan: Plan) -> None:
    text, _, _ = render(
        drafted(Statement("A.", bare=True), Statement("B.", bare=True)), {plan.id: plan}
    )
    assert text.split("\n\n") == ["A.", "B."]
