"""Who works with whom, who reports to whom, by when, how many: expectations from the plans."""

import pytest

from assistant.answer import Answer, Reason, Status
from assistant.service import Assistant

FINANCE, JUSTICE = "Sở Tài chính", "Sở Tư pháp"
COURT, POLICE = "Tòa án nhân dân tỉnh", "Công an tỉnh"


def sections(answer: Answer) -> set[tuple[str, str]]:
    return {
        (c.plan.split("-pci")[0].split("-nq")[0].split("-kl")[0], c.section)
        for c in answer.citations
    }


@pytest.mark.parametrize(
    "question",
    [
        "Sở Tư pháp Lạng Sơn phối hợp với những ai?",
        "so tu phap lang son phoi hop voi ai",
        "Which agencies does the Department of Justice work with in Lang Son?",
    ],
)
def test_with_whom_a_body_works_is_told_without_the_body(
    assistant: Assistant, question: str
) -> None:
    """Lạng Sơn III.2.8: the court leads, with the police and the Department of Justice."""
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert {row.agency for row in answer.rows} == {COURT, JUSTICE}
    assert sections(answer) == {("lang-son", "III.2.8")}


def test_who_reports_to_a_body(assistant: Assistant) -> None:
    """Lạng Sơn V.1: all units send their plans, and the lead agencies their results."""
    answer = assistant.ask("Những ai phải báo cáo Sở Tài chính ở Lạng Sơn")
    assert answer.status is Status.ANSWERED
    assert {row.role for row in answer.rows} == {"report_to"}
    assert FINANCE not in {row.agency for row in answer.rows}
    assert "Các cơ quan, đơn vị được giao chủ trì" in {row.agency for row in answer.rows}


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        # V.1 and V.4; 10 December is the time of others who report to it
        (
            "Sở Tài chính Lạng Sơn phải báo cáo trước ngày nào?",
            ["25/7/2026", "20/12/2026"],
            "10/12",
        ),
        # IV.3; 10 June and 10 December are those of the departments that report to it
        ("Sở Tài chính Sơn La phải báo cáo UBND tỉnh khi nào?", ["15/6", "15/12"], "10 tháng 6"),
        ("UBND xã ở Sơn La phải báo cáo khi nào", ["10 tháng 6", "10 tháng 12"], "15/6"),
    ],
)
def test_by_when_a_body_reports_is_its_own_time(
    assistant: Assistant, question: str, said: list[str], not_said: str
) -> None:
    answer = assistant.ask(question)
    bold = answer.answer.split("**")[1::2]
    assert all(any(one in part for part in bold) for one in said), bold
    assert not any(not_said in part for part in bold)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        # II.1 to II.8 each end with "Thời gian thực hiện: Thường xuyên."
        ("Mục II kế hoạch Lai Châu có mấy nội dung ghi thời gian thực hiện là thường xuyên?", 8),
        # "Đơn vị phối hợp:" stands in II.4 to II.8
        ("Kế hoạch Lai Châu có bao nhiêu nội dung có đơn vị phối hợp?", 5),
        # rows 1 and 3 of the annex say 100
        ("Phụ lục của Sơn La có mấy chỉ tiêu đặt mức 100%?", 2),
        # I.1: six sub-indices after the colon
        ("Bao nhiêu chỉ số thành phần của Lạng Sơn có điểm thấp so với trung vị cả nước?", 6),
        # II.2: goods agriculture, tourism, energy
        ("Mấy lĩnh vực được Lai Châu ưu tiên trong chính sách thu hút đầu tư?", 3),
        # III.1 to III.8
        ("Phần nhiệm vụ, giải pháp chủ yếu của kế hoạch Sơn La chia thành mấy nhóm?", 8),
    ],
)
def test_what_is_counted(assistant: Assistant, question: str, count: int) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    first = answer.answer.split("\n")[0].replace("*", " ")
    assert f" {count} " in first.split("[")[0] + " "


def test_who_leads_each_part_under_a_heading(assistant: Assistant) -> None:
    """Lạng Sơn IV.1 to IV.4, each with its "Phân công thực hiện"."""
    answer = assistant.ask("Bốn trọng tâm BPI của Lạng Sơn, mỗi việc do cơ quan nào chủ trì?")
    leads = {(row.section, row.agency) for row in answer.rows}
    assert leads == {
        ("IV.1", FINANCE),
        ("IV.2", "Thuế tỉnh Lạng Sơn"),
        ("IV.3", "Sở Nông nghiệp và Môi trường"),
        ("IV.4", "Sở Khoa học và Công nghệ"),
    }


def test_a_section_that_is_named_is_where_the_answer_stands(assistant: Assistant) -> None:
    answer = assistant.ask("Theo mục III.2.4 kế hoạch Lạng Sơn, cơ quan nào chủ trì?")
    assert {section for _, section in sections(answer)} == {"III.2.4"}
    assert "**Văn phòng UBND tỉnh**" in answer.answer


def test_a_duty_without_that_role_is_told_as_it_is_and_no_other_in_its_place(
    assistant: Assistant,
) -> None:
    """Sơn La III.7.5: the association is the focal point, under a duty of coordination."""
    answer = assistant.ask(
        "Tổ chức nào ở Sơn La là đầu mối nhận thông tin, kiến nghị của doanh nghiệp "
        "để chuyển lên UBND tỉnh?"
    )
    assert "**Hiệp hội Doanh nghiệp tỉnh**" in answer.answer


def test_a_body_named_in_a_plan_is_never_said_to_be_absent(assistant: Assistant) -> None:
    answer = assistant.ask("We deal with the trade department in Lang Son. What does it do there?")
    assert "does not mention" not in answer.answer


def test_a_document_s_date_is_no_time(assistant: Assistant) -> None:
    """Resolution 02 is of 08/01/2026; the plans of Sơn La's departments are due 15/02/2026."""
    answer = assistant.ask(
        "Các sở, ngành, xã phường phải có kế hoạch riêng của đơn vị trước khi nào ở Sơn La?"
    )
    assert "**ngày 08/01/2026**" not in answer.answer
    assert "15/02/2026" in answer.answer


def test_a_supposed_body_is_corrected_and_one_with_such_a_duty_is_not(
    assistant: Assistant,
) -> None:
    wrong = assistant.ask(
        "Sở Nội vụ Lạng Sơn theo dõi, đánh giá Chính quyền kiến tạo với tư cách chủ trì "
        "thì cùng ai thực hiện?"
    )
    assert wrong.reason == Reason.FALSE_PREMISE
    right = assistant.ask("Sở Tài chính Lạng Sơn được giao theo dõi chỉ số Gia nhập thị trường?")
    assert right.reason is None


def test_what_is_told_before_the_question_does_not_decide(assistant: Assistant) -> None:
    """Sơn La III.2.1: the Department of Finance leads the plan for dialogue."""
    answer = assistant.ask(
        "Hội doanh nhân trẻ tụi mình mong được ngồi nói chuyện thẳng với lãnh đạo Sơn La một "
        "bữa. Cái kế hoạch đối thoại với doanh nghiệp của tỉnh thì sở nào soạn chính vậy?"
    )
    assert answer.status is Status.ANSWERED
    assert {row.agency for row in answer.rows} == {FINANCE}
