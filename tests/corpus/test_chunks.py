"""Chunks: within a section, within the budget, nothing lost; headings keep company."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import tokens
from corpus.chunks import cut
from corpus.errors import InputError
from corpus.types import Chunk, Plan, PlanFacts, Section, SectionKind

FACTS = PlanFacts("", "", "", "", "", "", "", "", "", "")
TEXTS = st.lists(
    st.sampled_from(
        ["Sở Tài chính chủ trì, phối hợp", "tỉnh", " ", ". ", "; ", "\n", "\t", "đấtđai" * 9, "🏞"]
    )
    | st.text(max_size=8),
    max_size=40,
).map("".join)


def section(
    name: str, start: int, end: int, heading_end: int | None = None, heading: str = ""
) -> Section:
    return Section(
        id=name,
        plan="p",
        kind=SectionKind.HEADING,
        number=None,
        heading=heading,
        level=1,
        parent=None,
        start=start,
        end=end,
        heading_start=start,
        heading_end=start if heading_end is None else heading_end,
    )


def plan_of(text: str, *sections: Section) -> Plan:
    return Plan("p", text, "p.md", "", FACTS, sections or (section("I", 0, len(text)),))


def said(plan: Plan, chunks: tuple[Chunk, ...]) -> list[str]:
    return [plan.text[chunk.start : chunk.end] for chunk in chunks]


@settings(deadline=None)
@given(TEXTS, st.lists(st.integers(0, 200), max_size=5), st.integers(4, 40), st.data())
def test_chunks_hold_for_any_text_and_any_tiling(
    text: str, marks: list[int], budget: int, data: st.DataObject
) -> None:
    bounds = sorted({0, len(text), *(mark for mark in marks if mark < len(text))})
    sections = [
        section(f"s{i}", a, b, data.draw(st.integers(a, b)))
        for i, (a, b) in enumerate(pairwise(bounds))
    ]
    plan = plan_of(text, *sections)
    chunks = cut(plan, budget)

    assert len({chunk.id for chunk in chunks}) == len(chunks)
    assert all(a.end <= b.start for a, b in pairwise(chunks))
    covered: set[int] = set()
    for chunk in chunks:
        home = plan.section(chunk.section)
        words = text[chunk.start : chunk.end]
        assert chunk.id.startswith(f"p#{chunk.section}/")
        assert home.start <= chunk.start < chunk.end <= home.end
        assert words and words == words.strip()
        assert chunk.tokens == tokens.count(words) <= budget
        covered.update(range(chunk.start, chunk.end))
    assert all(i in covered for i, char in enumerate(text) if not char.isspace())


def test_a_short_section_is_one_chunk() -> None:
    text = "\n1. Mục đích\n\n- Cụ thể hóa các mục tiêu.\n- Đẩy mạnh cải cách.\n\n"
    plan = plan_of(text, section("I.1", 0, len(text), 12))
    (chunk,) = cut(plan)
    assert (chunk.id, chunk.section, chunk.start, chunk.end) == ("p#I.1/1", "I.1", 1, 61)


def test_lines_are_packed_from_the_front() -> None:
    lines = ["Sở Tài chính chủ trì.", "Sở Tư pháp thẩm định.", "Thời gian thực hiện: Thường xuyên."]
    plan = plan_of("\n".join(lines))
    budget = tokens.count("\n".join(lines[:2]))
    assert said(plan, cut(plan, budget)) == ["\n".join(lines[:2]), lines[2]]
    assert said(plan, cut(plan, tokens.count(plan.text))) == [plan.text]


def test_a_long_line_is_cut_at_sentences_then_clauses_then_words() -> None:
    first = "Rà soát các quy định."
    second = "Giảm thời gian giải quyết thủ tục; giảm chi phí tuân thủ của doanh nghiệp."
    plan = plan_of(f"{first} {second}")
    assert said(plan, cut(plan, tokens.count(second))) == [first, second]
    clause = "giảm chi phí tuân thủ của doanh nghiệp."
    assert said(plan, cut(plan, tokens.count(clause))) == [
        first,
        "Giảm thời gian giải quyết thủ tục;",
        clause,
    ]
    words = said(plan, cut(plan, 8))
    assert len(words) > 3 and " ".join(words) == plan.text


def test_a_monstrous_word_is_cut_by_characters() -> None:
    plan = plan_of("đ" * 3000)
    chunks = cut(plan, 50)
    assert "".join(said(plan, chunks)) == "đ" * 3000
    assert all(chunk.tokens <= 50 for chunk in chunks)


def test_a_heading_takes_what_fits_of_a_long_paragraph() -> None:
    heading = "2.1. Sở Tài chính"
    sentences = [
        "Tham mưu các giải pháp hỗ trợ.",
        "Phối hợp rà soát các rào cản đầu tư kinh doanh.",
    ]
    body = " ".join(sentences)
    text = f"{heading}\n{body}"
    plan = plan_of(text, section("III.2.1", 0, len(text), len(heading), heading))
    budget = tokens.count(body)
    assert said(plan, cut(plan, budget)) == [f"{heading}\n{sentences[0]}", sentences[1]]


def test_a_heading_takes_words_where_no_sentence_fits() -> None:
    heading = "3. Công khai quy hoạch, rút ngắn thủ tục đất đai"
    body = "Nâng cao tính minh bạch của thông tin về quỹ đất cho doanh nghiệp"
    text = f"{heading}\n\n{body}"
    plan = plan_of(text, section("IV.3", 0, len(text), len(heading), heading))
    first, *_ = said(plan, cut(plan, tokens.count(heading) + 4))
    assert first.startswith(f"{heading}\n\nNâng")


def test_no_chunk_crosses_a_section() -> None:
    text = "1. Mục đích\nMột.\n2. Yêu cầu\nHai."
    plan = plan_of(text, section("I.1", 0, 17), section("I.2", 17, len(text)))
    assert said(plan, cut(plan)) == ["1. Mục đích\nMột.", "2. Yêu cầu\nHai."]


def test_an_empty_plan_has_no_chunks() -> None:
    assert cut(plan_of("", section("I", 0, 0))) == ()
    assert cut(plan_of(" \n ")) == ()


def test_a_budget_under_one_character_is_refused() -> None:
    with pytest.raises(InputError, match="4 tokens or more, not 3"):
        cut(plan_of("a"), 3)
