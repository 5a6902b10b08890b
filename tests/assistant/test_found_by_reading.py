"""Faults that were found by reading answers as an official would; each test is named after one."""

import pytest

from assistant.answer import Answer, Status
from assistant.service import Assistant


def sections(answer: Answer) -> set[str]:
    return {citation.section for citation in answer.citations}


@pytest.mark.parametrize(
    "question",
    [
        "thời hạn của Sở Tài chính Lạng Sơn",
        "deadline for the finance department of Lang Son",
        "when are the deadlines for the Department of Finance in Lang Son?",
    ],
)
def test_a_departments_deadlines_are_its_own(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    # V.1: "chậm nhất ngày 25/7/2026"; V.4: "trước ngày 20/12/2026", both of Sở Tài chính
    assert {row.agency for row in answer.rows} == {"Sở Tài chính"}
    assert sections(answer) == {"V.1", "V.4"}


@pytest.mark.parametrize(
    "question",
    [
        "ai phối hợp với Sở Tài chính Lạng Sơn",
        "Who works with the Department of Finance in Lang Son?",
    ],
)
def test_who_works_with_a_department(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    named = {row.agency for row in answer.rows if row.role == "coordinate"}
    assert {"Trung tâm Phục vụ hành chính công tỉnh", "Sở Giáo dục và Đào tạo"} <= named
    assert {"III.2.1", "III.2.6", "III.2.7", "IV.1"} <= sections(answer)


def test_the_end_of_a_year_is_no_subject(assistant: Assistant) -> None:
    answer = assistant.ask("Sơn La muốn có bao nhiêu doanh nghiệp cuối 2026?")
    assert answer.status is Status.ANSWERED
    assert "5.000 doanh nghiệp" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    ["Who pays for the Lang Son plan?", "kinh phí thực hiện kế hoạch Lạng Sơn lấy từ đâu?"],
)
def test_who_pays_is_not_who_settles_payments(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.NOT_IN_PLANS
    assert answer.rows == ()


def test_whom_one_pushes_is_about_the_refund_that_was_told(assistant: Assistant) -> None:
    answer = assistant.ask(
        "My VAT refund in Lang Son has been stuck for months. Who should I push?"
    )
    # IV.2: "Thuế tỉnh Lạng Sơn chủ trì, phối hợp với Sở Tài chính, Kho bạc nhà nước"
    assert "IV.2" in sections(answer)
    assert {r.agency for r in answer.rows if r.role == "lead"} == {"Thuế tỉnh Lạng Sơn"}


def test_which_specialised_agencies_names_no_body(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Which specialised agencies does Son La name for scrapping business conditions "
        "outside the list of conditional trades?"
    )
    # III.3.2: "Các đơn vị chuyên ngành (Sở Xây dựng, Công an tỉnh; Sở Y tế, Sở Công Thương...)"
    assert "III.3.2" in sections(answer)
    assert {"Sở Xây dựng", "Công an tỉnh"} <= {row.agency for row in answer.rows}


def test_why_is_not_answered_with_how_many(assistant: Assistant) -> None:
    answer = assistant.ask("Why did Son La choose 340 new enterprises?")
    assert answer.status is Status.NOT_IN_PLANS


def test_a_hotlines_number_is_a_contact(assistant: Assistant) -> None:
    answer = assistant.ask("đường dây nóng phản ánh nhũng nhiễu của Lạng Sơn số mấy?")
    assert answer.status is Status.NOT_IN_PLANS


def test_english_words_in_a_vietnamese_question(assistant: Assistant) -> None:
    answer = assistant.ask("Lang Son ai lead cái market entry index vậy?")
    assert answer.language == "vi"
    assert {row.agency for row in answer.rows if row.role == "lead"} == {"Sở Tài chính"}
    assert sections(answer) == {"III.2.1"}


@pytest.mark.parametrize(
    "trouble",
    [
        "Hàng xóm nhà tôi ở Lạng Sơn hát karaoke tới nửa đêm, mất ngủ quá, gọi ai?",
        "My cat has stopped eating in Lang Son. Who can treat it?",
        "We would like to get married on the beach. Who arranges such weddings?",
    ],
)
def test_a_private_trouble_has_no_door(assistant: Assistant, trouble: str) -> None:
    answer = assistant.ask(trouble)
    assert answer.status is Status.NOT_IN_PLANS
    assert answer.rows == ()


@pytest.mark.parametrize(
    "question",
    [
        "Liệt kê các chỉ số PCI và cơ quan chủ trì ở Lạng Sơn",
        "List the PCI sub-indices and their lead agencies in Lang Son",
        "Who leads each PCI sub-index in Lang Son?",
    ],
)
def test_sub_indices_with_their_leads_are_all_told(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    # III.2.1 to III.2.9: one sub-index each, led by five bodies
    assert {f"III.2.{n}" for n in range(1, 10)} <= sections(answer)
    leads = {row.agency for row in answer.rows if row.role == "lead"}
    assert leads == {
        "Sở Tài chính",
        "Sở Nông nghiệp và Môi trường",
        "Văn phòng UBND tỉnh",
        "Thanh tra tỉnh",
        "Tòa án nhân dân tỉnh",
    }


def test_a_matter_of_no_plan_has_no_door(assistant: Assistant) -> None:
    # work permits stand in no duty of Lạng Sơn's plan; "cho thuê đất" is another hiring
    answer = assistant.ask("I want to hire foreign engineers in Lang Son, which department?")
    assert answer.status is Status.NOT_IN_PLANS
    assert answer.rows == ()


def test_conditions_are_told_by_their_share_not_counted(assistant: Assistant) -> None:
    answer = assistant.ask("Sơn La cắt giảm bao nhiêu điều kiện kinh doanh?")
    assert "III.3.2" in sections(answer)  # "Cắt giảm, đơn giản hoá 100% điều kiện …"
    assert "**9**" not in answer.answer


def test_and_who_helps_asks_for_a_role_not_about_help(assistant: Assistant) -> None:
    answer = assistant.ask("Who is responsible for the land database in Son La and who helps?")
    # III.5.1, under "Sở Nông nghiệp và Môi trường": "… khai thác hiệu quả cơ sở dữ liệu đất đai"
    assert sections(answer) == {"III.5.1"}
    assert {row.agency for row in answer.rows} == {"Sở Nông nghiệp và Môi trường"}


@pytest.mark.parametrize(
    ("told", "question"),
    [
        ("Tôi làm ở Sở Tài chính Lạng Sơn", "ai phối hợp với chúng tôi?"),
        ("I work at the Department of Finance in Lang Son", "who works with us?"),
    ],
)
def test_with_us_is_with_the_persons_department(
    assistant: Assistant, told: str, question: str
) -> None:
    answer = assistant.ask(question, history=[told])
    assert {"III.2.1", "III.2.6", "III.2.7", "IV.1"} <= sections(answer)
    assert "Sở Giáo dục và Đào tạo" in {row.agency for row in answer.rows}


def test_two_departments_have_each_their_own_list(assistant: Assistant) -> None:
    both = assistant.ask("Sở Tài chính và Sở Nội vụ Sơn La phải làm gì?")
    for body in ("Sở Tài chính", "Sở Nội vụ"):
        alone = assistant.ask(f"{body} Sơn La phải làm gì?")
        head = alone.answer.splitlines()[0].partition(" trong ")[0]
        assert f"**{body}** có " in head  # "**Sở Tài chính** có 10 nhiệm vụ nêu riêng"
        assert head in both.answer


def test_what_several_departments_have_together_is_counted_together(assistant: Assistant) -> None:
    # III.2.2 (Sở NN và MT), III.2.4 (Thanh tra tỉnh) and III.2.9 (Tòa án) lead one each
    question = "Thanh tra tỉnh, Tòa án tỉnh và Sở NN&MT Lạng Sơn chủ trì cộng lại mấy chỉ số?"
    assert "có 3 nhiệm vụ" in assistant.ask(question).answer.splitlines()[0]


def test_in_total_is_no_topic(assistant: Assistant) -> None:
    asked = "How many duties does the Department of Justice of Son La have{}?"
    alone, total = (assistant.ask(asked.format(words)).answer for words in ("", " in total"))
    assert alone.splitlines()[0] == total.splitlines()[0]
    assert " duties" in total.splitlines()[0]
