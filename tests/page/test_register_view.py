"""The register's HTML: what its cells say in each language, and that no text of a plan acts."""

import dataclasses
import datetime
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from assistant.page import register_terms as terms
from assistant.page.register_source import citations, source_panel
from assistant.page.register_view import (
    BARS,
    PAGE,
    bars,
    bars_html,
    count_html,
    downloads_html,
    fault_html,
    query,
    table_html,
)
from corpus.library import Library
from corpus.selecting import Entry, Filter, Sort, Time, select
from corpus.types import Deadline, Plan, Role, Target
from prompts.page_register import WORDS
from tests.page.reading import Seen, read
from tests.page.stand_in import EVIL

PLANS = Library.open(shipped_only=True).plans()
TODAY = datetime.date(2026, 7, 1)
ALL = select(PLANS, Filter(), TODAY)
VI, EN = WORDS["vi"], WORDS["en"]
LANG_SON, SON_LA = "lang-son-pci-2026", "son-la-nq02-2026"


def entry(plan: str, section: str, words: str = "") -> Entry:
    """Return the only duty of a section, or the one whose task has these words."""
    found = [
        e for e in ALL if (e.plan.id, e.section) == (plan, section) and words in e.rows[0].task
    ]
    (only,) = found
    return only


def shown(one: Entry, language: str, plans: tuple[Plan, ...] = PLANS) -> Seen:
    return read(table_html([one], 1, plans, TODAY, WORDS[language]))


def text(one: Entry, language: str) -> str:
    return " ".join(re.sub(r"\s+", " ", shown(one, language).text).split())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_whole_table_is_well_formed(language: str) -> None:
    words = WORDS[language]
    for page in (1, 2, 3):
        seen = read(table_html(ALL, page, PLANS, TODAY, words))
        rows = 136 - 2 * PAGE if page == 3 else PAGE
        assert seen.elements.count("tr") == rows + 1
        assert seen.elements.count("table") == seen.elements.count("caption") == 1
        scopes = [v for tag, name, v in seen.attributes if (tag, name) == ("th", "scope")]
        assert scopes == ["col"] * 9 + ["row"] * rows
        # A row has a head and, with the two columns under one cell, eight columns more.
        spans = [v for tag, name, v in seen.attributes if name == "colspan"]
        assert spans == ["2"] * rows
        assert seen.elements.count("td") == 7 * rows
    assert words.caption.format(first=101, last=136, count=136) in seen.text


def test_a_page_beyond_the_last_is_the_last() -> None:
    assert table_html(ALL, 9, PLANS, TODAY, VI) == table_html(ALL, 3, PLANS, TODAY, VI)
    assert table_html(ALL, -9, PLANS, TODAY, VI) == table_html(ALL, 1, PLANS, TODAY, VI)


def test_the_pager_leads_to_the_pages_beside() -> None:
    def turns(page: int) -> list[tuple[str, bool]]:
        html = table_html(ALL, page, PLANS, TODAY, EN)
        found = re.findall(r'data-kind="page" data-value="(\d+)"( disabled)?', html)
        return [(value, not off) for value, off in found]

    assert turns(1) == [("0", False), ("2", True)]
    assert turns(2) == [("1", True), ("3", True)]
    assert turns(3) == [("2", True), ("4", False)]
    assert "pager" not in table_html(ALL[:PAGE], 1, PLANS, TODAY, EN)


def test_monitoring_of_an_index_is_no_plain_leading() -> None:
    one = entry(LANG_SON, "III.2.1")
    assert "Sở Tài chính chủ trì theo dõi, đánh giá chỉ số" in text(one, "vi")
    said = text(one, "en")
    expected = "Department of Finance (Sở Tài chính) leads the monitoring and evaluation of the"
    assert expected in said
    assert "Office of the Provincial People’s Committee (Văn phòng UBND tỉnh)" in said
    other = entry(LANG_SON, "III.2.7")  # "chủ trì, phối hợp với … theo dõi, đánh giá chỉ số"
    assert "chủ trì theo dõi, đánh giá chỉ số" in "; ".join(terms.groups(other, "vi")[0].roles)
    assert terms.groups(entry(LANG_SON, "IV.1"), "vi")[0].roles == ("chủ trì",)
    assert terms.groups(entry(LANG_SON, "IV.1"), "en")[0].roles == ("leads",)


def test_a_body_that_is_asked_is_said_to_be_asked() -> None:
    one = entry(LANG_SON, "III.2.8")
    assert "Tòa án nhân dân tỉnh đề nghị chủ trì theo dõi" in text(one, "vi")
    assert "asked to lead the monitoring and evaluation" in text(one, "en")


def test_an_open_list_is_said_to_be_open() -> None:
    one = entry(LANG_SON, "III.2.1")
    assert text(one, "vi").count("(danh sách mở)") == 1
    assert "(Các sở, ban, ngành liên quan) (open list)" in text(one, "en")
    assert "open list" not in text(entry(LANG_SON, "III.2.3"), "en")


def test_a_duty_with_helpers_alone_says_that_no_lead_is_named() -> None:
    """Sơn La III.7.4: "Phối hợp đẩy mạnh hỗ trợ kỹ thuật …" gives only coordination."""
    one = entry(SON_LA, "III.7.4", "Phối hợp đẩy mạnh")
    assert "Không nêu ai chủ trì" in text(one, "vi")
    assert "No lead is named" in text(one, "en")
    assert "Không nêu" not in text(entry(LANG_SON, "IV.1"), "vi")


def test_who_evaluates_a_target_leads_the_evaluation() -> None:
    one = entry(SON_LA, "annex-1.row-2")
    said = text(one, "vi")
    assert "Văn phòng UBND tỉnh chủ trì đánh giá" in said
    assert "Tối thiểu 80 (%)" in said
    assert "Phụ lục 1, dòng 2" in said
    said = text(one, "en")
    assert "leads the evaluation" in said
    assert "at least 80%" in said
    assert "Annex 1, row 2" in said
    assert "15-20%" in text(entry(SON_LA, "III.2.1", "15-20%"), "en")


def test_times_are_said_in_each_language_and_marked_by_words() -> None:
    soon = entry(LANG_SON, "V.1", "tổng hợp báo cáo kết quả triển khai xây dựng")
    assert "chậm nhất ngày 25/7/2026 Còn 24 ngày" in text(soon, "vi")
    assert "no later than 25 July 2026 In 24 days" in text(soon, "en")
    twice = entry(SON_LA, "IV.3")
    assert "15/6/2026: đã qua" in text(twice, "vi")
    assert "15 June 2026: passed" in text(twice, "en")
    assert "15 December 2026: in" not in text(twice, "en")
    quarter = entry(SON_LA, "III.2.1", "Phối hợp rà soát triệt để")
    assert "in the second quarter of 2026 (trong Quý II/2026) Passed" in text(quarter, "en")
    within = entry(LANG_SON, "V.1", "Căn cứ nhiệm vụ")
    assert "within 10 days of issue (trong thời hạn 10 ngày" in text(within, "en")
    assert "every quarter (hằng quý)" in text(entry(LANG_SON, "IV.2"), "en")


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        (datetime.date(2026, 7, 24), "Còn 1 ngày", "In 1 day"),
        (datetime.date(2026, 7, 25), "Hôm nay", "Today"),
        (datetime.date(2026, 7, 26), "Đã qua", "Passed"),
        (datetime.date(2026, 6, 24), None, None),
    ],
)
def test_marks_by_the_day(day: datetime.date, vi: str | None, en: str | None) -> None:
    soon = entry(LANG_SON, "V.1", "tổng hợp báo cáo kết quả triển khai xây dựng")
    for words, expected in ((VI, vi), (EN, en)):
        marks = terms.marks(soon.rows[0].deadlines[0], day, words)
        kind = "passed" if expected in ("Đã qua", "Passed") else "soon"
        assert marks == (((kind, expected),) if expected else ())


def test_in_english_the_plans_words_are_marked_as_vietnamese() -> None:
    one = entry(LANG_SON, "IV.2")
    seen = shown(one, "en")
    assert ("th", "lang", "vi") in seen.attributes
    assert [v for tag, name, v in seen.attributes if name == "lang"].count("vi") == 5
    assert not [1 for _, name, _ in shown(one, "vi").attributes if name == "lang"]


def test_a_long_task_is_cut_and_a_headings_number_left_out() -> None:
    one = entry(LANG_SON, "IV.1")
    assert terms.task(one) == "Đồng hành chuyển đổi hộ kinh doanh lên doanh nghiệp"
    for each in ALL:
        said = terms.task(each)
        assert len(said) <= 222
        assert said.removesuffix(" …") in re.sub(r"\s+", " ", each.rows[0].task)


def test_every_row_has_a_button_that_names_its_duty() -> None:
    seen = read(table_html(ALL[:PAGE], 1, PLANS, TODAY, EN))
    buttons = [(n, v) for tag, n, v in seen.attributes if tag == "button"]
    assert [v for n, v in buttons if n == "data-value"] == [e.key for e in ALL[:PAGE]]
    labels = [v for n, v in buttons if n == "aria-label"]
    tasks = [terms.task(e) for e in ALL[:PAGE]]
    assert labels == [f"Open the source of the duty: {task}" for task in tasks]


def test_two_plans_of_one_province_are_told_apart() -> None:
    plan = entry(LANG_SON, "IV.1").plan
    facts = dataclasses.replace(plan.facts, title="Chuyển đổi số năm 2026")
    twin = dataclasses.replace(plan, id="lang-son-so-2026", facts=facts)
    assert terms.plan(plan, PLANS) == "Lạng Sơn"
    assert terms.plan(twin, (*PLANS, twin)) == "Lạng Sơn: Chuyển đổi số năm 2026"
    assert terms.plan(plan, (*PLANS, twin)).startswith("Lạng Sơn: Cải thiện môi trường")


def planted() -> Entry:
    """Return a duty whose every text of the plan plants HTML, Markdown and templates."""
    one = entry(LANG_SON, "IV.1")
    row = one.rows[0]
    evil = Deadline(EVIL, "", row.task_span)
    aim = Target("1", "x", "exactly", EVIL, row.task_span)
    rows = tuple(
        dataclasses.replace(
            r, agency=EVIL, words=EVIL, task=EVIL, deadlines=(evil,), targets=(aim,)
        )
        for r in one.rows
    )
    facts = dataclasses.replace(one.plan.facts, province=EVIL, title=EVIL)
    return Entry(dataclasses.replace(one.plan, facts=facts), rows)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_planted_html_is_shown_as_text(language: str) -> None:
    one = planted()
    pieces = [
        table_html([one], 1, (one.plan,), TODAY, WORDS[language]),
        bars_html([one], WORDS[language]),
        downloads_html([one], Filter(text=EVIL, agency=EVIL), WORDS[language]),
        fault_html(EVIL),
    ]
    for html in pieces:
        seen = read(html)
        assert not {"img", "script", "b", "i", "mark"} & set(seen.elements)
        assert not [name for _, name, _ in seen.attributes if name.startswith("on")]
        assert "{{" not in html and "${" not in html and "`" not in html
    assert EVIL in read(fault_html(EVIL)).text
    seen = read(pieces[0])
    assert seen.text.count(EVIL) >= 3
    assert ("button", "data-value", EVIL) in read(pieces[1]).attributes


def test_the_count() -> None:
    assert read(count_html(37, 136, VI)).text == "37 trong 136 nhiệm vụ"
    assert read(count_html(37, 136, EN)).text == "37 of 136 duties"


def test_an_empty_table_says_so() -> None:
    assert VI.none_found in read(table_html([], 1, PLANS, TODAY, VI)).text
    assert EN.no_plans in read(table_html([], 1, (), TODAY, EN)).text
    assert downloads_html([], Filter(), VI) == ""


def test_a_bar_counts_what_a_choice_by_its_body_gives() -> None:
    for bar in bars(ALL):
        by_body = select(PLANS, Filter(agency=bar.agency), TODAY)
        lead = select(PLANS, Filter(agency=bar.agency, role=Role.LEAD), TODAY)
        assert (bar.count, bar.lead) == (len(by_body), len(lead)), bar.agency
    assert [b.count for b in bars(ALL)] == sorted((b.count for b in bars(ALL)), reverse=True)


def test_a_body_and_its_head_have_one_bar() -> None:
    """A choice by "UBND tỉnh" gives the duties of its chairman too."""
    names = [bar.agency for bar in bars(ALL)]
    assert "UBND tỉnh" in names
    assert "Chủ tịch UBND tỉnh" not in names


def test_bars_say_their_numbers_and_how_many_are_left_out() -> None:
    found = bars(ALL)
    seen = read(bars_html(ALL, EN))
    assert seen.elements.count("li") == BARS + 1
    assert "20 duties: leads 6, other roles 14" in seen.text
    rest = found[BARS:]
    assert f"{len(rest)} other agencies with at most {rest[0].count} duties each" in seen.text
    widths = [v for _, name, v in seen.attributes if name == "style"]
    assert all(re.fullmatch(r"width: \d{1,3}\.\d\d%", width) for width in widths)


def test_downloads_carry_the_filter() -> None:
    wanted = Filter(
        (LANG_SON,), "Sở Tài chính & x", Role.LEAD, Time.DATED, "pci", "a b", Sort.DEADLINE
    )
    seen = read(downloads_html(ALL, wanted, EN))
    assert [urlsplit(link).path for link in seen.links] == [
        "register.xlsx", "register.csv", "register.ics",
    ]  # fmt: skip
    assert parse_qs(urlsplit(seen.links[0]).query) == {
        "plan": [LANG_SON], "agency": ["Sở Tài chính & x"], "role": ["lead"], "time": ["dated"],
        "index": ["pci"], "text": ["a b"], "sort": ["deadline"], "lang": ["en"],
    }  # fmt: skip
    assert query(Filter(), "vi") == "lang=vi"


def test_without_a_day_there_is_no_calendar() -> None:
    """Nothing in Lai Châu has a day: all is "thường xuyên"."""
    undated = [e for e in ALL if e.plan.id.startswith("lai-chau")]
    seen = read(downloads_html(undated, Filter(), VI))
    assert len(seen.links) == 2
    assert VI.no_events in seen.text


def test_a_source_shows_every_place_that_proves_a_duty() -> None:
    for one in ALL:
        cited = citations(one)
        assert [c.n for c in cited] == list(range(1, len(cited) + 1))
        for citation in cited:
            assert one.plan.text[citation.start : citation.end] == citation.quote
        spans = [p for row in one.rows for p in row.proof] + [d.span for d in one.rows[0].deadlines]
        for span in spans:
            assert any(c.start <= span.start and span.end <= c.end for c in cited)


def test_the_source_panel_marks_the_quotes() -> None:
    one = entry(LANG_SON, "III.2.1")
    seen = read(source_panel(one.key, PLANS, EN))
    assert "".join(seen.marked) == "".join(c.quote for c in citations(one))
    assert "Department of Finance (Sở Tài chính): leads the monitoring" in seen.text
    ids = [v for _, name, v in seen.attributes if name == "id"]
    assert ids == [f"register-source-{n}" for n in range(1, len(ids) + 1)]


def test_a_key_that_is_gone_and_no_key() -> None:
    assert source_panel("", PLANS, VI) == ""
    assert VI.source_gone in read(source_panel("<b>x</b>", PLANS, VI)).text
