"""A plan drawn whole: every character of its text once, in order, and none of it acting."""

import dataclasses
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.page.plan_links import Opened, anchor
from assistant.page.plan_text import text_html
from assistant.page.plan_view import date_of, facts_html, outline_html, plan_name, view_html
from corpus.library import Library
from corpus.plan import read_plan
from corpus.types import Plan, SectionKind
from prompts.page_plans import PLANS_WORDS
from tests.page.reading import Seen, read
from tests.page.stand_in import EVIL, FACTS, make_plan

VI, EN = PLANS_WORDS["vi"], PLANS_WORDS["en"]
SHIPPED = Library.open(shipped_only=True).plans()
OTHERS = (
    "bac-ninh_144", "can-tho_153", "dak-lak_ct_010", "dong-nai_182", "dong-thap_552",
    "ha-noi_308", "ha-tinh_624", "lai-chau_7360", "son-la_qd_2954",
)  # fmt: skip
ELEMENTS = {
    "article", "section", "h3", "h4", "h5", "h6", "p", "a", "div", "mark",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "article": {"class", "lang"},
    "section": {"class", "id", "tabindex"},
    "p": {"class"},
    "a": {"class", "lang", "href", "title", "aria-label"},
    "div": {"class", "tabindex", "role", "lang", "aria-label"},
    "table": {"lang"},
    "tr": {"id", "tabindex"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan"},
}


class Reader(Seen):
    """What a drawn plan shows of the plan itself: its text, without the links' signs."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.own = ""
        self.headings: list[tuple[int, str]] = []
        self.feed(markup)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if not any("plan-link" in kind for _, kind in self._open):
            self.own += data
        if re.fullmatch("h[1-6]", self._open[-1][0]):
            level, said = self.headings[-1]
            self.headings[-1] = level, said + data

    def ids(self) -> list[str]:
        return [value for _, name, value in self.attributes if name == "id"]


def bare(text: str) -> str:
    """Return the text without white space, control characters as they are shown."""
    return re.sub(r"\s", "", text)


def other(shared: Path, name: str) -> Plan:
    path = shared / "plans-other" / f"{name}.md"
    if not path.exists():
        pytest.skip(f"the plan {name} of another province is not in ../shared/plans-other")
    return read_plan(path.read_bytes(), name.replace("_", "-"), path.name)


def holds(plan: Plan) -> None:
    """Hold what is true of every drawn plan."""
    shown = Reader(text_html(plan, VI))
    assert bare(shown.own) == bare(plan.text)
    assert shown.marked == []
    assert len(set(shown.ids())) == len(shown.ids())
    whole = {anchor(plan.id, s.id) for s in plan.sections}
    # A row whose cells do not hold its line is shown as a paragraph of the part before.
    assert {anchor(plan.id, s.id) for s in plan.sections if s.heading} <= set(shown.ids()) <= whole
    last = 2
    for level, said in shown.headings:
        assert 3 <= level <= min(last + 1, 6), said
        last = level
    printed = [bare(s.heading) for s in plan.sections if s.heading]
    assert [bare(said) for _, said in shown.headings] == printed
    targets = [v for _, n, v in read(outline_html(plan, EN)).attributes if n == "data-to"]
    assert set(targets) <= set(shown.ids())
    assert len(set(targets)) == len(targets)
    assert {anchor(plan.id, s.id) for s in plan.sections if s.kind is not SectionKind.ROW} <= set(
        targets
    )


@pytest.mark.parametrize("plan", SHIPPED, ids=lambda plan: plan.id)
def test_a_shipped_plan_is_shown_whole(plan: Plan) -> None:
    holds(plan)
    ids = set(Reader(text_html(plan, EN)).ids())
    assert ids == {anchor(plan.id, section.id) for section in plan.sections}


@pytest.mark.parametrize("name", OTHERS)
def test_a_plan_of_another_province_is_shown_whole(shared: Path, name: str) -> None:
    holds(other(shared, name))


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("abc đủ <>&\"'{}$`*_#|[]()"),
    max_size=30,
)
LINES = st.one_of(
    WORDS,
    st.sampled_from(
        ["", "I. MỤC TIÊU", "II. NHIỆM VỤ", "1. Việc một", "1.1. Việc nhỏ", "a) Điểm a",
         "## Mục", "**Đậm**", "PHỤ LỤC", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "¹ Chú thích",
         "| TT | Nhiệm vụ | Cơ quan |", "|---|---|---|", "| 1 | Làm | Sở Tài chính |",
         "| 2 |  | |", "1\tLàm\tSở Y tế", "KẾ HOẠCH", EVIL, f"| 3 | {EVIL} | x |"]
    ),
)  # fmt: skip


@given(st.lists(LINES, max_size=25))
def test_any_plan_is_shown_whole(lines: list[str]) -> None:
    source = "x\n" + "\n".join(lines)
    holds(read_plan(source.encode("utf-8", "replace"), "made", "made.md"))


@given(st.lists(LINES, min_size=1, max_size=15), st.integers(0, 400), st.integers(1, 200))
def test_marks_are_the_exact_place(lines: list[str], start: int, length: int) -> None:
    source = "x\n" + "\n".join(lines)
    plan = read_plan(source.encode("utf-8", "replace"), "made", "made.md")
    start = min(start, len(plan.text) - 1)
    end = min(start + length, len(plan.text))
    shown = Reader(text_html(plan, VI, (start, end)))
    assert bare("".join(shown.marked)) == bare(plan.text[start:end])
    assert bare(shown.own) == bare(plan.text)


def test_a_mark_crosses_paragraphs_and_cells() -> None:
    plan = SHIPPED[2]
    start = plan.text.index("(Kèm theo Kế hoạch số")
    end = plan.text.index("Tối thiểu 80")
    marked = Reader(text_html(plan, VI, (start, end))).marked
    assert marked[0] == "(Kèm theo Kế hoạch số /KH-UBND ngày / /2026 của Chủ tịch UBND tỉnh)"
    assert marked[1:4] == ["STT", "Chỉ tiêu", "Đơn vị tính"]
    assert marked[-3:] == ["2", "Tỷ lệ khai thác, sử dụng lại thông tin, dữ liệu số hóa", "%"]
    whole = Reader(text_html(plan, VI, (start + 1, start + 9))).marked
    assert whole == ["Kèm theo"]


def test_a_table_has_its_header_and_rows() -> None:
    plan = SHIPPED[2]
    shown = read(text_html(plan, EN))
    counts = {name: shown.elements.count(name) for name in ("table", "thead", "th", "tr", "td")}
    assert counts == {"table": 1, "thead": 1, "th": 6, "tr": 5, "td": 24}


def test_a_header_of_two_lines_reaches_across() -> None:
    source = (
        "I. CHỈ TIÊU\n\n| **TT** | **Chỉ tiêu** | **Giai đoạn 2026 - 2027** |\n|---|---|---|\n"
        "| | | **Năm 2026** | **Năm 2027** |\n" + "| 1 | Số doanh nghiệp | 10 | 20 |\n" * 3
    )
    plan = read_plan(source.encode(), "made", "made.md")
    assert [c.column for c in plan.rows[0].cells][2:] == [
        "Giai đoạn 2026 - 2027 – Năm 2026", "Giai đoạn 2026 - 2027 – Năm 2027",
    ]  # fmt: skip
    shown = read(text_html(plan, VI)).attributes
    spans = [(name, value) for tag, name, value in shown if tag == "th" and name != "scope"]
    assert spans == [("rowspan", "2"), ("rowspan", "2"), ("colspan", "2")]
    holds(plan)


def test_a_plan_that_begins_with_a_table_is_shown() -> None:
    """Its rows name an opening as their parent that is empty, and so no section."""
    plan = read_plan(b"1\t2\t3\n4\t5\t6\n7\t8\t9\n\nxin", "made", "made.md")
    assert plan.sections[0].kind is SectionKind.ROW
    holds(plan)
    assert "table, 3 rows" in read(outline_html(plan, EN)).text


def test_a_row_whose_cells_miss_words_is_shown_whole() -> None:
    plan = SHIPPED[2]
    first, *others = plan.rows
    short = dataclasses.replace(first, cells=(first.cells[0], *first.cells[2:]))
    plan = dataclasses.replace(plan, rows=(short, *others))
    holds(plan)
    assert read(text_html(plan, VI)).elements.count("td") == 18  # three rows of six


def test_anchors_and_text_are_the_same_in_both_languages() -> None:
    for plan in SHIPPED:
        vi, en = Reader(text_html(plan, VI)), Reader(text_html(plan, EN))
        assert (vi.ids(), vi.own) == (en.ids(), en.own)


def test_planted_html_is_shown_as_text() -> None:
    plan = make_plan()
    plan = dataclasses.replace(
        plan, source_name=EVIL, facts=dataclasses.replace(FACTS, title=EVIL, province=EVIL)
    )
    shown = Reader(text_html(plan, EN, (0, len(plan.text))))
    assert set(shown.elements) <= ELEMENTS
    assert all(name in ATTRIBUTES.get(tag, ()) for tag, name, _ in shown.attributes)
    assert bare(shown.own) == bare(plan.text)
    assert all(link.startswith("?plan=stand-in-2026&section=") for link in shown.links)
    facts = read(facts_html(plan, EN))
    assert facts.text.count(EVIL) == 3
    assert set(facts.elements) == {"dl", "div", "dt", "dd", "details", "summary"}
    outline = read(outline_html(plan, EN))
    assert f"3. Mục {EVIL}" in outline.text
    assert set(outline.elements) <= {"nav", "ul", "li", "a", "span", "details", "summary"}
    whole = read(view_html(plan, EN, Opened(plan.id, "3")))
    assert not {"img", "script", "b", "i"} & set(whole.elements)
    assert not [name for _, name, _ in whole.attributes if name.startswith("on")]


def facts(plan: Plan, language: str) -> dict[str, str]:
    found = re.findall(r"<dt>(.*?)</dt><dd.*?>(.*?)</dd>", facts_html(plan, PLANS_WORDS[language]))
    return {read(name).text: read(said).text for name, said in found}


def test_facts_say_what_is_not_filled_in() -> None:
    lai_chau, lang_son, son_la = SHIPPED
    said = facts(lang_son, "en")
    assert said["Province or city"] == "Lạng Sơn"
    assert said["Number"] == "not filled in (…/KH-UBND)"
    assert said["Date"] == "not filled in: “ngày tháng 7 năm 2026”"
    assert said["Issued by"] == "UBND tỉnh Lạng Sơn"
    assert said["Sections"] == "35"
    assert said["Source file"] == "lang-son-pci-2026.md"
    assert facts(lai_chau, "vi")["Người ký"].startswith("Nguyễn Văn Ban (")
    assert facts(son_la, "vi")["Số mục"] == "55"  # 59 less the four rows of its table
    assert facts(son_la, "vi")["Ngày"] == "chưa ghi đủ: “ngày tháng năm 2026”"
    nothing = dataclasses.replace(son_la.facts, number="", symbol="", date="", signatory="")
    nothing = dataclasses.replace(nothing, signatory_title="", issuer="")
    said = facts(dataclasses.replace(son_la, facts=nothing), "vi")
    assert (said["Số"], said["Ngày"], said["Người ký"]) == (
        "chưa ghi số", "chưa ghi ngày", "không ghi",
    )  # fmt: skip


def test_a_duty_of_two_bodies_is_one_duty_and_two_rows() -> None:
    source = "I. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính chủ trì, phối hợp với Sở Tư pháp rà soát."
    plan = read_plan(source.encode(), "made", "made.md")
    assert facts(plan, "en")["Duties"] == "1; the register has 2 rows"


@pytest.mark.parametrize(
    ("printed", "vi", "en"),
    [
        ("ngày 25 tháng 7 năm 2026", "25/7/2026", "25 July 2026"),
        ("ngày 01 tháng 12 năm 2025", "1/12/2025", "1 December 2025"),
        ("ngày 31 tháng 2 năm 2026", "chưa ghi đủ: “ngày 31 tháng 2 năm 2026”",
         "not filled in: “ngày 31 tháng 2 năm 2026”"),
        ("", "chưa ghi ngày", "not filled in"),
    ],
)  # fmt: skip
def test_a_date_is_said_in_the_language_of_the_page(printed: str, vi: str, en: str) -> None:
    dated = dataclasses.replace(FACTS, date=printed)
    assert (date_of(dated, VI), date_of(dated, EN)) == (vi, en)


def test_the_outline_nests_and_counts_a_tables_rows() -> None:
    plan = SHIPPED[2]
    outline = read(outline_html(plan, VI))
    assert outline.elements.count("a") == 56  # 55 sections and the table
    assert "bảng, 4 dòng" in outline.text
    assert "7 mục con" in outline.text  # under III.4: 4.1 to 4.7
    assert outline.text.startswith("Phần mở đầuI. MỤC ĐÍCH, YÊU CẦU1. Mục đích2. Yêu cầu")
    assert "Chữ ký" in outline.text
    english = read(outline_html(plan, EN)).text
    assert english.startswith("OpeningI. MỤC ĐÍCH, YÊU CẦU")
    assert "table, 4 rows" in english and "Signature" in english
    assert "Footnote 1" in read(outline_html(SHIPPED[0], EN)).text


def test_a_long_table_is_drawn_in_time_that_grows_with_it() -> None:
    """Each row's name was once counted from the table's beginning."""
    rows = "".join(f"| {n} | Việc {n} | Sở Y tế |\n" for n in range(4_000))
    source = f"I. VIỆC\n\n| TT | Nhiệm vụ | Cơ quan |\n|---|---|---|\n{rows}"
    plan = read_plan(source.encode(), "made", "made.md")
    started = time.process_time()
    shown = text_html(plan, EN)
    assert time.process_time() - started < 1  # 0.1 s where it was measured
    assert "Row 4000 of a table" in shown


def test_names_in_the_chooser_are_short_and_tell_plans_apart() -> None:
    names = [plan_name(plan) for plan in SHIPPED]
    assert len(set(names)) == 3
    assert all(len(name) <= 91 for name in names)
    assert names[1].startswith("Lạng Sơn – Cải thiện môi trường đầu tư kinh doanh")
    nameless = dataclasses.replace(FACTS, province="", title="")
    assert plan_name(dataclasses.replace(SHIPPED[0], facts=nameless)) == "lai-chau-kl90-2026"
