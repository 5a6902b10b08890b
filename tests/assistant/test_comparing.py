"""Answers about two provinces: a table, a question for each half, who gets reports."""

import re
from collections.abc import Mapping

from assistant.answer import Answer, Reason, Status
from assistant.service import Assistant
from corpus.types import Plan

LANG_SON, LAI_CHAU, SON_LA = "lang-son-pci-2026", "lai-chau-kl90-2026", "son-la-nq02-2026"


def table(answer: Answer) -> dict[str, dict[str, str]]:
    """Return label → province → cell of the one table of an answer."""
    lines = [line for line in answer.answer.split("\n") if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    head, rule, *body = rows
    assert set(rule) == {"---"}
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in body}


def marks(text: str) -> set[int]:
    return {int(n) for n in re.findall(r"\[(\d+)\]", text)}


def test_a_comparison_is_a_table_with_a_column_per_province(assistant: Assistant) -> None:
    """Sơn La IV.2 and Lạng Sơn V.2 both give the making known of the plan."""
    answer = assistant.ask(
        "So sánh cơ quan được giao tuyên truyền kế hoạch giữa Sơn La và Lạng Sơn"
    )
    assert answer.status is Status.ANSWERED
    cells = table(answer)
    assert set(cells["Nhiệm vụ"]) == {"Sơn La", "Lạng Sơn"}
    told = cells["Tuyên truyền"]
    assert "Sở Khoa học và Công nghệ" in told["Sơn La"]
    assert "Sở Văn hóa, Thể thao và Du lịch" in told["Lạng Sơn"]
    assert cells["Chủ trì"]["Lạng Sơn"] == "–"


def test_each_cell_is_cited_from_its_own_plan(
    assistant: Assistant, plans: Mapping[str, Plan]
) -> None:
    answer = assistant.ask(
        "So sánh cơ quan được giao tuyên truyền kế hoạch giữa Sơn La và Lạng Sơn"
    )
    of = {citation.n: citation.plan for citation in answer.citations}
    place = {"Sơn La": SON_LA, "Lạng Sơn": LANG_SON}
    for cells in table(answer).values():
        for province, cell in cells.items():
            assert cell == "–" or marks(cell)
            assert {of[n] for n in marks(cell)} <= {place[province]}
    for citation in answer.citations:
        text = plans[citation.plan].text
        assert text[citation.start : citation.end] == citation.quote


def test_a_contrast_asks_each_province_its_own_half(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Lai Châu giao đơn vị nào thực hiện cải cách thủ tục hành chính, còn Sơn La giao ai chủ "
        "trì tái cấu trúc quy trình thủ tục hành chính?"
    )
    rows = {(row.plan, row.section, row.agency) for row in answer.rows}
    assert (LAI_CHAU, "II.3", "Trung tâm Phục vụ hành chính công tỉnh") in rows
    assert (SON_LA, "III.4.1", "Văn phòng UBND tỉnh") in rows
    assert {plan for plan, _, _ in rows} == {LAI_CHAU, SON_LA}


def test_who_gets_a_report_and_who_owes_it(assistant: Assistant) -> None:
    """Lai Châu IV.2: the administrative division reports to the Department of Home Affairs."""
    answer = assistant.ask("Kết quả triển khai kế hoạch ở Lai Châu phải báo cáo cho ai?")
    lines = answer.answer.split("\n")
    assert "**Sở Nội vụ**" in lines[0]
    assert "Phòng Hành chính - Quản trị báo cáo" in answer.answer  # not in bold: not asked for
    assert {c.section for c in answer.citations} == {"IV.2"}


def test_a_wrong_receiver_of_reports_is_corrected(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Lai Châu báo cáo kết quả thực hiện kế hoạch về Sở Tài chính phải không?"
    )
    assert answer.reason == Reason.FALSE_PREMISE
    assert "**Sở Nội vụ**" in answer.answer
    assert "**Sở Tài chính**" not in answer.answer


def test_bodies_that_share_a_titled_group_of_tasks(assistant: Assistant) -> None:
    """Sơn La III.8: headings 8.1 to 8.4 name six bodies or groups."""
    answer = assistant.ask(
        "Những cơ quan nào của Sơn La được giao việc nâng cao chất lượng thanh tra, kiểm tra, giảm "
        "gánh nặng cho doanh nghiệp?"
    )
    assert answer.status is Status.ANSWERED
    assert {row.section.split(".")[1] for row in answer.rows} == {"8"}
    for body in ("Thanh tra tỉnh", "Sở Khoa học và Công nghệ", "Sở Công Thương"):
        assert f"**{body}**" in answer.answer
    assert re.search(r"cho 6 cơ quan", answer.answer)


def test_a_body_that_is_no_more_is_said_to_be_so(assistant: Assistant) -> None:
    """The planning departments went into those of finance in 2025; the answer tells it."""
    answer = assistant.ask("Sở Kế hoạch và Đầu tư Lạng Sơn chủ trì việc gì?")
    assert {row.agency for row in answer.rows if row.role == "lead"} == {"Sở Tài chính"}
    told = [line for line in answer.answer.split("\n") if line.startswith("Đã hiểu")]
    assert len(told) == 1
    assert "Sở Kế hoạch và Đầu tư trong câu hỏi là Sở Tài chính" in told[0]


def test_one_duty_is_no_duties(assistant: Assistant) -> None:
    answer = assistant.ask("What does the plan of Lạng Sơn ask the court to do?")
    assert "1 duty by name" in answer.answer


def test_a_bank_s_branch_is_found_without_its_number(assistant: Assistant) -> None:
    answer = assistant.ask("How many tasks does the State Bank branch in Son La have?")
    assert {row.agency for row in answer.rows} == {"Ngân hàng Nhà nước khu vực 3"}
    assert "3 duties by name" in answer.answer
