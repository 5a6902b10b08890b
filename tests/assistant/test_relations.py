"""Who works with whom, who reports to whom, by when, how many: expectations from the plans."""

import pytest

from assistant.answer import Answer, Reason, Status
from assistant.service import Assistant
from corpus.types import Role

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


def test_a_board_named_without_its_province_is_not_told_to_be_absent(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Ban quản lý khu kinh tế cửa khẩu Đồng Đăng phối hợp những việc gì?")
    assert {(row.section, row.role) for row in answer.rows} == {
        ("III.2.2", Role.COORDINATE),
        ("IV.3", Role.COORDINATE),
    }


def test_who_is_named_to_evaluate_comes_before_who_leads(assistant: Assistant) -> None:
    answer = assistant.ask("Who evaluates satisfaction with procedures in Son La?")
    evaluators = {row.agency for row in answer.rows if row.role == Role.EVALUATE}
    assert evaluators == {"Văn phòng UBND tỉnh"}
    assert {row.section for row in answer.rows} == {"annex-1.row-4"}


def test_a_plan_that_is_silent_says_so_for_itself_and_last(assistant: Assistant) -> None:
    answer = assistant.ask("Báo cáo cả năm của STC trình UBND tỉnh: từng tỉnh hạn ngày nào?")
    assert answer.status is Status.PARTIAL
    silent = answer.answer.index("Kế hoạch của Lai Châu không nói điều này.")
    assert silent > answer.answer.index("ngày 15/12 năm 2026") > 0
    assert "Câu hỏi nằm ngoài" not in answer.answer


def test_a_letter_of_one_s_own_is_no_report(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Em định gửi thư cho Sở Tư pháp Lạng Sơn vì nghe nói sở chủ trì chỉ số Tính minh bạch. "
        "Có phải thế không ạ?"
    )
    assert answer.reason == Reason.FALSE_PREMISE
    leads = {row.agency for row in answer.rows if row.role == Role.LEAD}
    assert leads == {"Văn phòng UBND tỉnh"}


def test_a_duty_far_ahead_of_all_others_is_told(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Trụ sở, đất công bỏ không ở Sơn La - CQ nào rà soát, chốt phương án xử lý?"
    )
    assert {row.agency for row in answer.rows} == {"Sở Tài chính"}
    assert {row.section for row in answer.rows} == {"III.5.2"}


def test_with_marks_a_word_is_not_taken_for_a_small_one(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Em làm đồ án tra cứu luật. Việc nối kho văn bản pháp luật của Sơn La với cơ sở dữ liệu "
        "quốc gia, ai chủ trì hả anh?"
    )
    assert {row.agency for row in answer.rows} == {"Sở Khoa học và Công nghệ"}
    assert {row.section for row in answer.rows} == {"III.2.3"}


def test_the_money_of_a_plan_is_not_outside_of_it(assistant: Assistant) -> None:
    for question in (
        "Kinh phí thực hiện kế hoạch Lạng Sơn?",
        "Kế hoạch Lạng Sơn có hiệu lực khi nào?",
    ):
        answer = assistant.ask(question)
        assert (answer.status, answer.reason) == (Status.NOT_IN_PLANS, Reason.PLAN_SILENT)


def test_a_single_word_of_no_list_is_no_subject(assistant: Assistant) -> None:
    assert assistant.ask("dau da day thi uong thuoc gi cho do a").status is not Status.ANSWERED


def test_times_in_english_keep_before(assistant: Assistant) -> None:
    answer = assistant.ask("When must Son La's finance department report to the province?")
    assert "**before 15 June and 15 December 2026**" in answer.answer


def test_two_bodies_that_make_something_known_are_no_one(assistant: Assistant) -> None:
    answer = assistant.ask("Who publicises the PCI results in Lang Son?")
    assert "it is for the **Department of Culture, Sports and Tourism**" in answer.answer
    assert " is to make" not in answer.answer
