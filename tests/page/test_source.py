from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Citation
from assistant.page.source import (
    panel_html,
    place_link,
    shared_citation,
    source_html,
    window,
)
from corpus.types import Plan, Section, SectionKind
from prompts.page import WORDS
from tests.page.reading import Seen, read
from tests.page.stand_in import EVIL, FACTS, QUOTE, cite, make_plan
from tests.page.test_markup import TEXT, shown

VI, EN = WORDS["vi"], WORDS["en"]
PLAN = make_plan()


def panel_of(citation: Citation, plan: Plan = PLAN) -> Seen:
    return read(source_html(citation, {plan.id: plan}, VI, "source-1-1"))


@given(TEXT, TEXT, TEXT)
def test_a_quote_is_marked_exactly_and_nothing_of_it_acts(
    before: str, quote: str, after: str
) -> None:
    before, quote, after = before.strip(), quote or "x", after.strip()
    text = f"{before}{quote}{after}"
    section = Section("1", "p", SectionKind.HEADING, "1", "", 1, None, 0, len(text), 0, 0)
    plan = replace(PLAN, id="p", text=text, sections=(section,), rows=())
    start = len(before)
    citation = Citation(1, "p", "1", (EVIL,), quote, start, start + len(quote))
    seen = panel_of(citation, plan)
    assert seen.marked == [shown(quote)]
    assert set(seen.elements) <= {
        "article", "header", "span", "div", "ol", "li", "mark", "footer", "button", "a",
    }  # fmt: skip
    assert not [name for _, name, _ in seen.attributes if name.startswith("on")]
    words = seen.words.removeprefix("… ").removesuffix(" …")
    assert words in shown(text) or words.strip() in shown(text)


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300), st.integers(0, 50))
def test_a_window_is_a_piece_of_its_section(text: str, a: int, b: int, around: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    low, high = max(0, start - 40), min(len(text), end + 40)
    seen = window(text, start, end, low, high, around)
    assert seen.quote == text[start:end]
    assert text[low:start].endswith(seen.before)
    assert text[end:high].startswith(seen.after)
    assert len(seen.before) <= around
    assert len(seen.after) <= around
    assert seen.cut_before == (len(seen.before) < start - low)
    assert seen.cut_after == (len(seen.after) < high - end)


def test_a_window_is_cut_between_words() -> None:
    text = "một hai ba bốn năm sáu bảy"
    start = text.index("bốn")
    seen = window(text, start, start + 3, 0, len(text), 6)
    assert (seen.before, seen.quote, seen.after) == ("ba ", "bốn", " năm")
    assert (seen.cut_before, seen.cut_after) == (True, True)


def test_the_flagship_quote_stands_in_its_section() -> None:
    seen = panel_of(cite(PLAN, 1, QUOTE, "III.2.2"))
    assert seen.marked == [QUOTE]
    assert seen.words == (
        "Nâng cao khả năng tiếp cận vốn tín dụng cho doanh nghiệp nhỏ và vừa.\n\n"
        f"{QUOTE}\n\nNgân hàng Nhà nước khu vực 5 phối hợp."
    )
    assert "2.2. Chỉ số thành phần Tiếp cận nguồn lực" in seen.text
    assert "Lạng Sơn" in seen.text


def test_another_sections_words_are_not_shown() -> None:
    assert "3. Mục" not in panel_of(cite(PLAN, 1, QUOTE, "III.2.2")).text


def test_a_quote_across_sections_is_shown_whole() -> None:
    citation = Citation(1, PLAN.id, "III.2.2", (), PLAN.text[200:400], 200, 400)
    assert panel_of(citation).marked == [PLAN.text[200:400]]


def test_a_tables_row_stands_under_its_columns() -> None:
    seen = panel_of(cite(PLAN, 1, "Sở Tư pháp", "PL.7"))
    assert [tag for tag in seen.elements if tag in {"th", "td"}] == ["th"] * 3 + ["td"] * 3
    assert seen.words == "TTNhiệm vụCơ quan chủ trì7Rà soát thủ tục đất đaiSở Tư pháp"
    assert seen.marked == ["Sở Tư pháp"]


def test_a_quote_over_cells_is_marked_in_each() -> None:
    row = PLAN.section("PL.7")
    whole = PLAN.text[row.start : row.end]
    seen = panel_of(Citation(1, PLAN.id, "PL.7", (), whole, row.start, row.end))
    assert seen.marked == ["7", "Rà soát thủ tục đất đai", "Sở Tư pháp"]


def test_a_columns_name_is_marked_in_the_tables_header() -> None:
    start = PLAN.text.index("Cơ quan chủ trì")
    citation = Citation(1, PLAN.id, "3", (), "Cơ quan chủ trì", start, start + 15)
    seen = panel_of(citation)
    assert [tag for tag in seen.elements if tag in {"th", "td"}] == ["th"] * 3
    assert seen.words == "TTNhiệm vụCơ quan chủ trì"
    assert seen.marked == ["Cơ quan chủ trì"]


def test_a_row_whose_cells_miss_words_is_shown_as_text() -> None:
    row = PLAN.rows[0]
    plan = replace(PLAN, rows=(replace(row, cells=row.cells[:2]),))
    seen = panel_of(cite(PLAN, 1, "Sở Tư pháp", "PL.7"), plan)
    assert "table" not in seen.elements
    assert seen.marked == ["Sở Tư pháp"]


@pytest.mark.parametrize("plans", [{}, {PLAN.id: replace(PLAN, text="another" * 200)}])
def test_a_plan_that_is_gone_or_changed_leaves_the_quote_alone(plans: dict[str, Plan]) -> None:
    citation = cite(PLAN, 1, QUOTE, "III.2.2")
    seen = read(source_html(citation, plans, EN, "s"))
    assert seen.marked == [QUOTE]
    assert EN.quote_alone in seen.text
    assert seen.links == []


def test_planted_html_in_names_and_headings_is_text() -> None:
    facts = replace(FACTS, province=EVIL, title=EVIL)
    citation = replace(cite(PLAN, 1, EVIL, "3"), heading=(EVIL, EVIL))
    seen = panel_of(citation, replace(PLAN, facts=facts))
    assert not {"img", "script", "b"} & set(seen.elements)
    assert seen.marked == [EVIL]
    assert seen.text.count(EVIL) >= 5


def test_a_plan_without_facts_is_shown_by_its_id() -> None:
    plan = replace(PLAN, facts=replace(FACTS, province="", title=""))
    assert "stand-in-2026" in panel_of(cite(PLAN, 1, QUOTE, "III.2.2"), plan).text


@given(st.data())
def test_a_place_comes_back_from_its_link(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(PLAN.text) - 1))
    end = data.draw(st.integers(start + 1, len(PLAN.text)))
    given_ = Citation(1, PLAN.id, "III.2.2", (), PLAN.text[start:end], start, end)
    query = {k: v[0] for k, v in parse_qs(place_link(given_).removeprefix("?")).items()}
    found = shared_citation(query, {PLAN.id: PLAN})
    assert found is not None
    assert (found.plan, found.start, found.end) == (PLAN.id, start, end)
    assert found.quote == PLAN.text[start:end]


@pytest.mark.parametrize(
    ("start", "end"),
    [("5", "5"), ("9", "3"), ("-1", "4"), ("0", "9999999"), ("x", "4"), ("", ""), ("²", "9"),
     ("1" * 5000, "9"), ("0", "1" * 5000), ("1.0", "2")],
)  # fmt: skip
def test_an_address_that_names_no_place_is_none(start: str, end: str) -> None:
    query = {"plan": PLAN.id, "start": start, "end": end}
    assert shared_citation(query, {PLAN.id: PLAN}) is None


def test_an_address_of_an_unknown_plan_is_none() -> None:
    assert shared_citation({"plan": "x", "start": "0", "end": "1"}, {PLAN.id: PLAN}) is None
    assert shared_citation({}, {PLAN.id: PLAN}) is None


def test_only_the_first_group_of_the_panel_is_open() -> None:
    seen = read(panel_html([("a", "2: <b>", ["<p>x</p>"]), ("b", "1", [])], EN))
    opened = [name == "open" for tag, name, _ in seen.attributes if tag == "details"]
    assert opened.count(True) == 1
    assert seen.text == f"{EN.sources}2: <b>x1{EN.no_quotes}"


def test_an_empty_panel_says_what_will_stand_there() -> None:
    assert VI.no_sources_yet in read(panel_html([], VI)).text
