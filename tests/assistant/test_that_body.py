"""Which body "it", "họ" and "that department" mean after an answer, by the plans' text."""

from collections.abc import Sequence

import pytest

from assistant.answer import Answer
from assistant.service import Assistant

LANG_SON, SON_LA = "lang-son-pci-2026", "son-la-nq02-2026"
JUSTICE, SCIENCE, OFFICE = "Sở Tư pháp", "Sở Khoa học và Công nghệ", "Văn phòng UBND tỉnh"
EVERYBODY = "Các sở, ban, ngành"


def after(assistant: Assistant, *questions: str) -> Answer:
    return assistant.ask(questions[-1], history=questions[:-1])


@pytest.mark.parametrize(
    ("questions", "agency", "plan", "count"),
    [
        # Lạng Sơn, III.2.3, 2.4 and 2.9; with another in 2.1
        (("Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?", "Họ còn phải làm gì?"), OFFICE,
         LANG_SON, 4),
        (("ai chu tri chi so tinh minh bach o lang son", "co quan do phai lam gi"), OFFICE,
         LANG_SON, 4),
        (("Who leads the informal charges index in Lang Son?", "What else must it do?"),
         "Thanh tra tỉnh", LANG_SON, 1),
        # a body with its province in its name: IV.1 and IV.2
        (("Ai chủ trì tháo gỡ vướng mắc về thuế ở Lạng Sơn?", "Họ phải làm gì?"),
         "Thuế tỉnh Lạng Sơn", LANG_SON, 2),
        # behind "who else?" it is still the body that was told of: III.5.3 has three lines
        (("Ai lo tín dụng, vốn vay ngân hàng ở Sơn La?", "Ai nữa?", "họ phải làm gì?"),
         "Ngân hàng Nhà nước khu vực 3", SON_LA, 3),
        # in another province: 15 duties of its own, twelve listed
        (("Ai chủ trì hỗ trợ doanh nghiệp đổi mới công nghệ ở Lạng Sơn?",
          "Sở đó ở Sơn La phải làm gì?"), SCIENCE, SON_LA, 15),
    ],
)  # fmt: skip
def test_it_is_the_body_that_the_answer_told_of(
    assistant: Assistant, questions: Sequence[str], agency: str, plan: str, count: int
) -> None:
    answer = after(assistant, *questions)
    own = [row for row in answer.rows if row.agency != EVERYBODY]
    assert {(row.agency, row.plan) for row in own} == {(agency, plan)}
    assert len(own) == count


def test_two_that_lead_together_are_both_meant(assistant: Assistant) -> None:
    """Lai Châu, II.1; those who only carry out are not "that unit"."""
    answer = after(
        assistant, "ai chu tri cong tac tuyen truyen o lai chau", "don vi do con lam gi nua"
    )
    own = {row.agency for row in answer.rows}
    assert own == {"Phòng Hành chính - Quản trị", "Trung tâm Tin học và Công báo"}


def test_who_helps_them_is_asked_of_the_duty(assistant: Assistant) -> None:
    """Lạng Sơn, III.2.8: "phối hợp với Công an tỉnh, Sở Tư pháp"."""
    answer = after(
        assistant, "Who leads the legal institutions index in Lang Son?", "Who helps them?"
    )
    assert {r.agency for r in answer.rows if r.role == "coordinate"} == {"Công an tỉnh", JUSTICE}
