"""Whom to turn to with a problem: the body that the plan makes responsible, or nobody."""

import pytest

from assistant.answer import Status
from assistant.duty_choice import many
from assistant.service import Assistant


@pytest.mark.parametrize(
    ("question", "body", "section"),
    [
        # III.2.5: "Thanh tra tỉnh chủ trì … chỉ số thành phần Chi phí không chính thức"
        ("Cán bộ ở Lạng Sơn gợi ý đưa phong bì, tôi báo với ai?", "Thanh tra tỉnh", "III.2.5"),
        # IV.1: "Sở Tài chính chủ trì" the change of household businesses into companies
        (
            "Tôi có cửa hàng gia đình ở Lạng Sơn muốn lên công ty thì tìm ai giúp?",
            "Sở Tài chính",
            "IV.1",
        ),
    ],
)
def test_a_problem_leads_to_the_body_in_charge(
    assistant: Assistant, question: str, body: str, section: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert body in {row.agency for row in answer.rows if row.role in ("lead", "carry_out")}
    assert section in {row.section for row in answer.rows}
    assert "cấp phép" not in answer.answer  # a plan makes responsible, it grants nothing


def test_a_problem_of_another_kind_gets_no_body(assistant: Assistant) -> None:
    answer = assistant.ask("Con mèo nhà tôi ở Lạng Sơn bị ốm, tôi tìm ai chữa?")
    assert answer.status is Status.NOT_IN_PLANS
    assert answer.rows == ()


TAX, LAND = "Thuế tỉnh Lạng Sơn", "Sở Nông nghiệp và Môi trường"
BANK, INSPECTORATE = "Ngân hàng Nhà nước khu vực 3", "Thanh tra tỉnh"
SCIENCE, COURT, POLICE = "Sở Khoa học và Công nghệ", "Tòa án nhân dân tỉnh", "Công an tỉnh"


@pytest.mark.parametrize(
    ("question", "body", "sections"),
    [
        # Lạng Sơn, IV.2: "Rút ngắn thời gian xử lý hồ sơ hoàn thuế", Thuế tỉnh leads
        ("Công ty tôi ở Lạng Sơn chậm được hoàn thuế, tôi hỏi ai?", TAX, {"IV.2"}),
        ("cong ty toi o lang son cham duoc hoan thue, toi hoi ai", TAX, {"IV.2"}),
        ("My tax refund in Lang Son is months late. Whom do I turn to?", TAX, {"IV.2"}),
        # what is told counts, not that help is asked for
        ("I run a small company in Lang Son and the tax refund is late. Who can help?", TAX,
         {"IV.2"}),
        # III.2.2 and IV.3: land, Sở Nông nghiệp và Môi trường leads
        ("Làm sổ đỏ ở Lạng Sơn chờ mãi không xong, em phải hỏi ai?", LAND, {"III.2.2", "IV.3"}),
        ("Land papers take forever in Lang Son, who can help me?", LAND, {"III.2.2", "IV.3"}),
        # III.2.8: "hỗ trợ doanh nghiệp giải quyết các tranh chấp phát sinh"
        ("Đối tác ở Lạng Sơn quỵt tiền, tranh chấp hợp đồng, tôi nhờ ai?", COURT, {"III.2.8"}),
        # IV.4: "Hỗ trợ doanh nghiệp đổi mới công nghệ và chuyển đổi số"
        ("toi muon chuyen doi so cua hang o lang son thi hoi ai", SCIENCE, {"IV.4"}),
        # Sơn La, III.5.3: "nâng cao khả năng tiếp cận vốn"
        ("Ngân hàng ở Sơn La không cho doanh nghiệp nhỏ của tôi vay vốn, tôi hỏi ai?", BANK,
         {"III.5.3"}),
        ("The bank in Son La refuses my small firm a loan. Who can help?", BANK, {"III.5.3"}),
        # III.8.1: "không thanh tra, kiểm tra quá 01 lần trong năm"
        ("Xưởng tôi ở Sơn La một năm bị thanh tra ba lần, kêu ai?", INSPECTORATE, {"III.8.1"}),
        ("A clerk in Lang Son asked me for money under the table. Whom do I tell?", INSPECTORATE,
         {"III.2.5"}),
    ],
)  # fmt: skip
def test_troubles_as_people_tell_them(
    assistant: Assistant, question: str, body: str, sections: set[str]
) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    acting = [row for row in answer.rows if row.role in ("lead", "carry_out")]
    assert {row.agency for row in acting} == {body}
    assert {row.section for row in acting} <= sections


def test_two_who_receive_such_complaints_together(assistant: Assistant) -> None:
    """Sơn La, III.4.6: "Thanh tra Tỉnh và Công an Tỉnh … yêu cầu chi phí không chính thức"."""
    answer = assistant.ask("Cán bộ ở Sơn La vòi tiền, tôi báo ai?")
    assert {row.agency for row in answer.rows} == {INSPECTORATE, POLICE}
    assert {row.section for row in answer.rows} == {"III.4.6"}


@pytest.mark.parametrize(
    "question",
    [
        "My dog in Lang Son is ill, whom do I call?",
        "Con tôi ở Lai Châu thi trượt, hỏi ai?",
        "con meo nha toi o lang son bi om, toi tim ai chua",
        "Tôi là cán bộ ở Lạng Sơn",
        "Tôi ở Cao Bằng, chậm được hoàn thuế thì hỏi ai?",
    ],
)
def test_no_wrong_door(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is not Status.ANSWERED
    assert answer.rows == ()


@pytest.mark.parametrize(
    ("body", "is_many"),
    [
        ("Các sở, ban, ngành", True),
        ("Thủ trưởng các sở, ban, ngành", True),
        ("Sở Tài chính", False),
        ("UBND tỉnh", False),
        ("nobody that is listed", False),
    ],
)
def test_nobody_can_turn_to_a_group(body: str, is_many: bool) -> None:
    assert many(body) is is_many
