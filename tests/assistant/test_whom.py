"""Whom to turn to with a problem: the body that the plan makes responsible, or nobody."""

import pytest

from assistant.answer import Status
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
