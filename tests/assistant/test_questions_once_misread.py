"""Questions that were once read as asking something else; what they ask, by the plans."""

import pytest

from assistant.answer import Status
from assistant.asking import COUNTS_BODIES
from assistant.parting import parted
from assistant.query import Kind
from assistant.service import Assistant
from assistant.understanding import understand
from corpus.types import Role
from corpus.words import fold


def test_less_than_some_number_is_no_it() -> None:
    """ "ít" without its mark is "it": what was asked was not parted from what was told."""
    told = "Giấy tờ nộp rồi cứ bắt nộp lại, bực ghê."
    asked = "Sơn La đặt chỉ tiêu dùng lại dữ liệu số hóa ít nhất bao nhiêu phần trăm?"
    assert parted(f"{told} {asked}", "vi") == (asked, told)


def test_so_much_more_than_before_counts_no_departments(assistant: Assistant) -> None:
    """ "bao nhiêu so với" is not "bao nhiêu sở"; Sơn La II.2: "tăng dưới 10% so với năm 2025"."""
    question = "Sơn La đặt mức tăng doanh nghiệp rút lui không quá bao nhiêu so với năm 2025?"
    assert not COUNTS_BODIES.search(fold(question))
    assert COUNTS_BODIES.search(fold("Bao nhiêu sở phải báo cáo?"))
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert "dưới 10%" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "By how much must Lai Chau cut the compliance cost of administrative procedures?",
        "What share of compliance costs is Lai Chau to cut compared with 2024?",
    ],
)
def test_by_how_much_a_cost_is_cut_asks_for_no_money(assistant: Assistant, question: str) -> None:
    """Lai Châu II.3: "50% chi phí tuân thủ thủ tục hành chính so với năm 2024"."""
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert any("50% chi phí tuân thủ" in citation.quote for citation in answer.citations)


def test_money_is_still_asked_for(assistant: Assistant) -> None:
    assert (
        "money" in understand("What is the budget for the Lang Son plan?", assistant.plans()).needs
    )
    assert (
        "money"
        not in understand("By what percentage is the cost of it cut?", assistant.plans()).needs
    )


@pytest.mark.parametrize(
    ("question", "number"),
    [
        # Sơn La III.2.4: "đúng với Quy định số 429-QĐ/TU ngày 01/7/2022 của Tỉnh uỷ"
        (
            "Lãnh đạo sở, xã ở Sơn La đối thoại trực tiếp theo quy định số bao nhiêu của Tỉnh ủy?",
            "429-QĐ/TU",
        ),
        # Lai Châu II.3: "dựa trên dữ liệu theo Nghị quyết 66.7/2025/NQ-CP"
        (
            "Lai Châu cắt giảm thủ tục hành chính dựa trên dữ liệu theo nghị quyết nào?",
            "66.7/2025/NQ-CP",
        ),
    ],
)
def test_which_document_is_told_by_its_number(
    assistant: Assistant, question: str, number: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert any(number in citation.quote for citation in answer.citations)


def test_which_department_is_no_document(assistant: Assistant) -> None:
    """ "kế hoạch … sở nào" has "so nao" as "số nào" has."""
    query = understand(
        "Kế hoạch đối thoại doanh nghiệp của Sơn La do sở nào chủ trì?", assistant.plans()
    )
    assert query.kind is Kind.WHO
    assert "document" not in query.needs


def test_several_fields_are_asked_by_name(assistant: Assistant) -> None:
    assert understand("Sơn La chú trọng mấy lĩnh vực nào?", assistant.plans()).kind is Kind.WHAT
    assert understand("Sơn La chú trọng mấy lĩnh vực?", assistant.plans()).kind is Kind.HOW_MUCH


@pytest.mark.parametrize(
    "question",
    [
        "Who carries out the e-results target in Son La, as opposed to assessing it?",
        "Ai thực hiện chỉ tiêu trả kết quả điện tử ở Sơn La, chứ không phải đánh giá?",
    ],
)
def test_what_is_set_apart_is_not_asked(assistant: Assistant, question: str) -> None:
    assert understand(question, assistant.plans()).role is Role.CARRY_OUT


@pytest.mark.parametrize(
    "question",
    [
        "Give me the name of the bank officer in Lang Son who approves loans.",
        "Cho tôi tên của chuyên viên nhận hồ sơ ở Lạng Sơn.",
    ],
)
def test_a_persons_name_is_no_agencys(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.NOT_IN_PLANS
    assert answer.rows == ()


def test_where_the_plan_counts_nothing_else_is_counted(assistant: Assistant) -> None:
    """Lạng Sơn II.2: "Có từ 06/09 chỉ số thành phần tăng điểm", not the six that I.1 names."""
    answer = assistant.ask("How many PCI sub-indices is Lang Son aiming to raise in 2026?")
    assert answer.status is Status.ANSWERED
    assert any("06/09 chỉ số thành phần" in citation.quote for citation in answer.citations)
    assert "**6**" not in answer.answer


def test_points_scored_are_no_items_of_a_list(assistant: Assistant) -> None:
    answer = assistant.ask("How many points did Lang Son score in the 2025 PCI?")
    assert "lists" not in answer.answer


def test_the_last_sentence_of_a_plan_is_no_duty(assistant: Assistant) -> None:
    """Lai Châu IV.2 ends "Trên đây là Kế hoạch … cải thiện môi trường đầu tư": II.8 is meant."""
    answer = assistant.ask(
        "Kế hoạch của Lai Châu ghi ai là đơn vị phối hợp cải thiện môi trường đầu tư kinh doanh?"
    )
    assert {row.section for row in answer.rows} == {"II.8"}
    assert "Các phòng, ban, trung tâm liên quan" in answer.answer


def test_to_whom_a_ward_hands_in_is_not_who_leads(assistant: Assistant) -> None:
    """Lạng Sơn IV.1 has "Sở Tài chính chủ trì"; nothing there is handed in."""
    answer = assistant.ask("UBND phường tôi ở Lạng Sơn xây xong kế hoạch thì nộp cho ai, qua ai?")
    assert not any(row.section == "IV.1" and row.role is Role.LEAD for row in answer.rows)


def test_a_subject_that_no_plan_knows_gets_no_body(assistant: Assistant) -> None:
    answer = assistant.ask("Ở Sơn La, ai chủ trì đào tạo phi công vũ trụ?")
    assert answer.status is Status.NOT_IN_PLANS
    assert answer.rows == ()


def test_words_and_troubles_that_agree_are_an_answer(assistant: Assistant) -> None:
    """Sơn La III.4.6: the inspectorate and the police receive reports of such demands."""
    answer = assistant.ask("Nộp hồ sơ ở Sơn La cứ bị vòi tiền mới làm, em biết kêu ai?")
    assert {row.agency for row in answer.rows} == {"Thanh tra tỉnh", "Công an tỉnh"}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        # Lạng Sơn V.1, Sơn La I.1 and III.8.1, Lai Châu II.6: the plans' words for them
        ("What mindset does Son La want instead of 'managing'?", "tư duy"),
        ("How often may our plant in Son La be inspected each year?", "01 lần trong năm"),
        ("On which items is Lai Chau's office told to save public money?", "văn phòng phẩm"),
    ],
)
def test_english_words_in_the_sense_that_plans_have(
    assistant: Assistant, question: str, words: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert any(words in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "Who is responsible for astronaut training in Son La?",  # "phi hành gia": no plan has it
        "Is there money for start-ups in Lang Son's plan?",  # no sentence there has an amount
    ],
)
def test_what_shares_but_a_word_with_a_plan_is_not_said(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.NOT_IN_PLANS
    assert answer.rows == ()


def test_five_bodies_are_no_door(assistant: Assistant) -> None:
    """Sơn La III.3.2 gives business conditions to five bodies, building permits to none."""
    answer = assistant.ask("Sở nào cấp giấy phép xây dựng ở Sơn La?")
    assert answer.rows == ()
    assert "**" not in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "What must the tax office in Lang Son do about refunds?",
        "Thuế tỉnh Lạng Sơn phải làm gì về hoàn thuế?",
    ],
)
def test_a_bodys_duty_is_found_by_what_its_section_says(
    assistant: Assistant, question: str
) -> None:
    """Lạng Sơn IV.2, led by the tax office: "Rút ngắn thời gian xử lý hồ sơ hoàn thuế"."""
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert {row.section for row in answer.rows} == {"IV.2"}


@pytest.mark.parametrize(
    "question",
    [
        "Nghị quyết nào làm căn cứ cho kế hoạch của Sơn La?",
        "Kế hoạch của Sơn La căn cứ vào nghị quyết nào?",
    ],
)
def test_which_resolution_a_plan_rests_on_is_its_basis(assistant: Assistant, question: str) -> None:
    """Sơn La begins "Thực hiện Nghị quyết số 02/NQ-CP"; IV.2 only makes it known."""
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert {citation.section for citation in answer.citations} == {"preamble"}
    assert any("02/NQ-CP" in citation.quote for citation in answer.citations)
