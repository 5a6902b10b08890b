"""What documents say of themselves, in the shipped plans and in one with all filled in."""

from collections.abc import Mapping

import pytest

from assistant.answer import Status
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.from_document import draft_fact, draft_section
from assistant.service import Assistant
from assistant.understanding import understand
from assistant.verifying import proved
from corpus.plan import read_plan
from corpus.types import Plan

LANG_SON, LAI_CHAU, SON_LA = "lang-son-pci-2026", "lai-chau-kl90-2026", "son-la-nq02-2026"
FULL = """ỦY BAN NHÂN DÂN
TỈNH CAO BẰNG

Số: 412/KH-UBND

Cao Bằng, ngày 9 tháng 3 năm 2026

## KẾ HOẠCH

### Phát triển nghề nuôi ong tỉnh Cao Bằng năm 2026

Căn cứ Nghị quyết số 68-NQ/TW ngày 04/5/2025 của Bộ Chính trị;

Theo đề nghị của Sở Công Thương tại Tờ trình số 17/TTr-SCT ngày 02/02/2026;

UBND tỉnh ban hành Kế hoạch như sau:

#### I. MỤC ĐÍCH, YÊU CẦU

##### 1. Mục đích

Giữ nghề nuôi ong mật của bà con vùng cao.

##### 2. Yêu cầu

Làm chắc từng bước.

#### II. NHIỆM VỤ

##### 1. Xây dựng thương hiệu mật ong

Hỗ trợ các hộ nuôi ong ghi nhãn hàng hóa.

*Triển khai thực hiện:* **Sở Công Thương** chủ trì, phối hợp với Sở Nội vụ thực hiện.

***Nơi nhận:***

- Bộ Công Thương;
- Các hội nuôi ong;
- Lưu: VT.

**TM. ỦY BAN NHÂN DÂN**
**CHỦ TỊCH**

**Lò Thị Mây**
"""


@pytest.fixture(scope="module")
def full() -> Plan:
    return read_plan(FULL.encode(), "cao-bang-2026", "cao-bang-2026.md")


def tell(question: str, *plans: Plan) -> Draft | None:
    return draft_fact(understand(question, plans), {plan.id: plan for plan in plans})


def under(question: str, *plans: Plan) -> Draft | None:
    query = understand(question, plans)
    return draft_section(query, {plan.id: plan for plan in plans}, Evidence(plans))


def words(draft: Draft | None) -> str:
    assert draft is not None
    assert draft.status is Status.ANSWERED
    return "\n".join(s.text for s in draft.statements)


def proof(draft: Draft | None, *plans: Plan) -> str:
    """Return the words that prove a draft, after checking that they do."""
    texts = {plan.id: plan for plan in plans}
    assert draft is not None
    assert proved(draft, texts) == draft
    places = (place for s in draft.statements for place in s.proof)
    return "\n".join(texts[p.plan].text[p.start : p.end] for p in places)


@pytest.mark.parametrize(
    ("question", "value", "quote"),
    [
        ("Ai ký kế hoạch?", "**Lò Thị Mây**", "CHỦ TỊCH"),
        ("ai ky ke hoach", "**Lò Thị Mây**", "CHỦ TỊCH"),
        ("Who signed the plan?", "**Lò Thị Mây**", "CHỦ TỊCH"),
        ("Số hiệu của kế hoạch là gì?", "**412/KH-UBND**", "Số: 412/KH-UBND"),
        ("What is the number of the plan?", "**412/KH-UBND**", "Số: 412/KH-UBND"),
        ("Kế hoạch ban hành ngày nào?", "9 tháng 3 năm 2026", "ngày 9 tháng 3 năm 2026"),
        ("When was the plan issued?", "9 tháng 3 năm 2026", "ngày 9 tháng 3 năm 2026"),
    ],
)
def test_a_plan_with_all_filled_in(full: Plan, question: str, value: str, quote: str) -> None:
    draft = tell(question, full)
    assert value in words(draft)
    assert quote in proof(draft, full)
    assert "trống" not in words(draft)
    assert "blank" not in words(draft)


def test_recipients_of_the_full_plan(full: Plan) -> None:
    draft = tell("Nơi nhận của kế hoạch gồm những ai?", full)
    said = proof(draft, full)
    for body in ("Bộ Công Thương", "Các hội nuôi ong", "Lưu: VT"):
        assert body in said
    assert "Lò Thị Mây" not in said


def test_the_basis_of_the_full_plan(full: Plan) -> None:
    said = proof(tell("Căn cứ pháp lý của kế hoạch là gì?", full), full)
    assert "Căn cứ Nghị quyết số 68-NQ/TW ngày 04/5/2025" in said
    assert "Theo đề nghị của Sở Công Thương tại Tờ trình số 17/TTr-SCT" in said
    assert "như sau" not in said


def test_a_plan_without_footnotes_has_none(full: Plan) -> None:
    assert tell("Chú thích ghi gì?", full) is None


def test_who_holds_an_office_is_no_fact_of_a_document(full: Plan) -> None:
    assert tell("Ai là giám đốc Sở Công Thương?", full) is None
    assert tell("Ai chủ trì xây dựng thương hiệu?", full) is None


@pytest.mark.parametrize(
    ("plan", "name", "title"),
    [
        (LANG_SON, "Đoàn Thanh Sơn", "Vice Chairman"),
        (LAI_CHAU, "Nguyễn Văn Ban", "Deputy Chief of Office"),
        (SON_LA, "Nguyễn Đình Việt", "Chairman"),
    ],
)
def test_who_signed(plans: Mapping[str, Plan], plan: str, name: str, title: str) -> None:
    assert f"**{name}**" in words(tell("Ai ký kế hoạch?", plans[plan]))
    english = tell("Who signed the plan?", plans[plan])
    assert f"**{name}**" in words(english)
    assert title in words(english)
    assert name in proof(english, plans[plan])


def test_who_signed_each_of_all_plans(plans: Mapping[str, Plan]) -> None:
    said = words(tell("Ai đã ký các bản kế hoạch này?", *plans.values()))
    for name in ("Đoàn Thanh Sơn", "Nguyễn Văn Ban", "Nguyễn Đình Việt"):
        assert name in said


@pytest.mark.parametrize("plan", [LANG_SON, LAI_CHAU, SON_LA])
def test_a_blank_number_is_told(plans: Mapping[str, Plan], plan: str) -> None:
    """All three open with "Số:        /KH-…"."""
    draft = tell("Số hiệu của kế hoạch là gì?", plans[plan])
    assert "còn để trống" in words(draft)
    assert proof(draft, plans[plan]).startswith("Số:")
    assert "412" not in words(draft)


@pytest.mark.parametrize(
    ("plan", "written"),
    [(LANG_SON, "tháng 7 năm 2026"), (LAI_CHAU, "năm 2026"), (SON_LA, "năm 2026")],
)
def test_a_blank_day_is_told(plans: Mapping[str, Plan], plan: str, written: str) -> None:
    draft = tell("Kế hoạch ban hành ngày nào?", plans[plan])
    assert "để trống" in words(draft)
    assert written in words(draft)
    assert "ngày" in proof(draft, plans[plan])


@pytest.mark.parametrize(
    ("plan", "there", "elsewhere"),
    [
        (LANG_SON, "Liên minh HTX tỉnh", "Văn phòng Chính phủ"),
        (LAI_CHAU, "Sở Nội vụ (b/c)", "Bộ Tài chính"),
        (SON_LA, "Văn phòng Chính phủ (để b/c)", "Ủy Ban MTTQ VN tỉnh"),
    ],
)
def test_recipients(plans: Mapping[str, Plan], plan: str, there: str, elsewhere: str) -> None:
    said = proof(tell("Nơi nhận của kế hoạch gồm những ai?", plans[plan]), plans[plan])
    assert there in said
    assert elsewhere not in said


def test_the_basis_of_a_plan(plans: Mapping[str, Plan]) -> None:
    said = proof(tell("Căn cứ pháp lý của kế hoạch?", plans[SON_LA]), plans[SON_LA])
    assert "Thực hiện Nghị quyết số 02/NQ-CP ngày 08/01/2026" in said
    assert "Tờ trình số 62/TTr-STC ngày 23/01/2026" in said
    said = proof(tell("Căn cứ pháp lý của kế hoạch?", plans[LAI_CHAU]), plans[LAI_CHAU])
    assert "Kế hoạch số 2286/KH-UBND ngày 31/3/2026" in said


def test_the_footnote_of_a_plan(plans: Mapping[str, Plan]) -> None:
    said = proof(tell("Chú thích số 1 ghi gì?", plans[LAI_CHAU]), plans[LAI_CHAU])
    assert "Theo Nghị quyết số 66/NQ-CP ngày 26/3/2025" in said
    assert "66.7/2025/NQ-CP" not in said
    assert tell("Chú thích số 1 ghi gì?", plans[LANG_SON]) is None


@pytest.mark.parametrize(
    ("question", "plan", "said", "elsewhere"),
    [
        (
            "Mục đích của kế hoạch là gì?",
            LANG_SON,
            "Khắc phục các tồn tại, hạn chế được chỉ ra",
            "gắn trách nhiệm người đứng đầu",
        ),
        ("muc dich cua ke hoach la gi", SON_LA, "Quán triệt và thực hiện nghiêm túc", "6 rõ"),
        ("Mục tiêu cụ thể là gì?", LANG_SON, "06/09 chỉ số", "Duy trì chỉ số PCI năm 2026"),
        ("Mục tiêu cụ thể của kế hoạch?", SON_LA, "khoảng 340 doanh nghiệp", "OCOP"),
        ("Mục tiêu tổng quát là gì?", SON_LA, "số hóa 100%", "khoảng 340 doanh nghiệp"),
        ("Mục tiêu chung là gì?", LANG_SON, "Duy trì chỉ số PCI năm 2026", "06/09"),
        ("Yêu cầu của kế hoạch là gì?", LANG_SON, "gắn trách nhiệm người đứng đầu", "06/09"),
    ],
)
def test_a_section_by_its_name(
    plans: Mapping[str, Plan], question: str, plan: str, said: str, elsewhere: str
) -> None:
    text = proof(under(question, plans[plan]), plans[plan])
    assert said in text
    assert elsewhere not in text


def test_a_section_of_the_full_plan(full: Plan) -> None:
    draft = under("Mục đích của kế hoạch là gì?", full)
    assert "Giữ nghề nuôi ong mật của bà con vùng cao." in proof(draft, full)
    assert "Làm chắc từng bước" not in words(draft)


@pytest.mark.parametrize(
    "question",
    [
        "Ai chủ trì mục đích?",  # asks for a body
        "Khi nào hoàn thành mục tiêu cụ thể?",
        "Kế hoạch nói gì về mật ong rừng Amazon?",
        "Kế hoạch nói gì?",
    ],
)
def test_what_names_no_section(full: Plan, question: str) -> None:
    assert under(question, full) is None


def test_sections_through_the_assistant(assistant: Assistant) -> None:
    answer = assistant.ask("Mục đích của kế hoạch Lạng Sơn là gì?")
    assert {(c.plan, c.section) for c in answer.citations} == {(LANG_SON, "I.1")}
    answer = assistant.ask("Mục tiêu cụ thể của Sơn La?")
    assert {(c.plan, c.section) for c in answer.citations} == {(SON_LA, "II.2")}
