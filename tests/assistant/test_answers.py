"""Questions and what the shipped plans say to them, read by eye from the plans' text."""

import re
from collections.abc import Mapping

import pytest

from assistant.answer import Answer, Reason, Status
from assistant.service import Assistant
from corpus import agencies
from corpus.types import Plan

LANG_SON, LAI_CHAU, SON_LA = "lang-son-pci-2026", "lai-chau-kl90-2026", "son-la-nq02-2026"
FINANCE, OFFICE, INSPECTORATE = "Sở Tài chính", "Văn phòng UBND tỉnh", "Thanh tra tỉnh"
LAND, SCIENCE = "Sở Nông nghiệp và Môi trường", "Sở Khoa học và Công nghệ"
TRADE, HOME = "Sở Công Thương", "Sở Nội vụ"
ADMINISTRATION, SERVICES = "Phòng Hành chính - Quản trị", "Trung tâm Phục vụ hành chính công tỉnh"
INFORMATICS = "Trung tâm Tin học và Công báo"


def prose(answer: Answer) -> list[str]:
    """Return the answer's own lines, without the quotes under them."""
    return [line for line in answer.answer.split("\n") if line and not line.startswith(">")]


def bold(answer: Answer) -> set[str]:
    return set(re.findall(r"\*\*(.+?)\*\*", "\n".join(prose(answer))))


def named(bodies: set[str], language: str) -> set[str]:
    """Return the bodies as answers in a language write them in bold."""
    return {agencies.english(b) or b for b in bodies} if language == "en" else bodies


def same(name: str) -> str:
    """Return a body's name without what is only print: dashes, capitals."""
    return name.replace("–", "-").lower()


def holders(answer: Answer, role: str) -> set[str]:
    return {same(row.agency) for row in answer.rows if row.role == role}


def sections(answer: Answer) -> set[tuple[str, str]]:
    return {(c.plan, c.section) for c in answer.citations}


def cited(answer: Answer, plans: Mapping[str, Plan]) -> None:
    """Assert that each line of an answer is cited and each quote exact.

    How the question was read is no word of a plan and has no place in one.
    """
    assert answer.status is Status.ANSWERED
    for line in prose(answer):
        if line.startswith("Đã hiểu "):
            continue
        if not line.startswith("- ") or "**" in line:
            assert re.search(r"\[\d+\]|:$", line), line
    for c in answer.citations:
        assert c.quote == plans[c.plan].text[c.start : c.end]
        assert c.plan in plans


WHO = [
    ("Đơn vị nào phụ trách chỉ số Gia nhập thị trường của Lạng Sơn?", {FINANCE}, "III.2.1"),
    ("so nao lo chi so tiep can nguon luc o lang son", {LAND}, "III.2.2"),
    ("Who is responsible for the transparency index in Lang Son?", {OFFICE}, "III.2.3"),
    ("Cơ quan nào chủ trì Chi phí tuân thủ thủ tục hành chính?", {OFFICE}, "III.2.4"),
    ("ai chu tri chi phi khong chinh thuc o lang son", {INSPECTORATE}, "III.2.5"),
    ("Which agency leads the informal charges index in Lạng Sơn?", {INSPECTORATE}, "III.2.5"),
    ("Sở nào lo chỉ số Cạnh tranh bình đẳng ở Lạng Sơn?", {FINANCE}, "III.2.6"),
    ("ai phụ trách chính sách hỗ trợ doanh nghiệp ở Lạng Sơn", {FINANCE}, "III.2.7"),
    ("Lạng Sơn đề nghị ai chủ trì Thiết chế pháp lý?", {"Tòa án nhân dân tỉnh"}, "III.2.8"),
    ("ai chu tri chi so chinh quyen kien tao", {OFFICE}, "III.2.9"),
    ("Ai chủ trì chuyển đổi hộ kinh doanh lên doanh nghiệp, Lạng Sơn?", {FINANCE}, "IV.1"),
    (
        "ai chu tri thao go vuong mac ve thue va thanh quyet toan o lang son",
        {"Thuế tỉnh Lạng Sơn"},
        "IV.2",
    ),
    ("Ai chủ trì rút ngắn thủ tục đất đai ở Lạng Sơn?", {LAND}, "IV.3"),
    ("Ai chủ trì hỗ trợ doanh nghiệp đổi mới công nghệ ở Lạng Sơn?", {SCIENCE}, "IV.4"),
]
WHO_ELSEWHERE = [
    ("Ai chủ trì xây dựng kế hoạch đối thoại doanh nhân ở Sơn La?", {FINANCE}, "III.2.1"),
    ("Ai chủ trì tái cấu trúc quy trình thủ tục hành chính ở Sơn La?", {OFFICE}, "III.4.1"),
    ("ai chu tri tai cau truc quy trinh thu tuc hanh chinh o son la", {OFFICE}, "III.4.1"),
    ("Sở nào chủ trì thẩm định văn bản cắt giảm TTHC ở Sơn La?", {"Sở Tư pháp"}, "III.4.2"),
    ("Ai chủ trì kế hoạch cải cách hành chính của tỉnh Sơn La?", {HOME}, "III.4.4"),
    ("Ai chủ trì chuẩn hóa cơ sở dữ liệu đất đai ở Sơn La?", {LAND}, "III.5.1"),
    ("so nao chu tri cat giam danh muc hang hoa kiem tra o son la", {TRADE}, "III.8.3"),
    ("Ai chủ trì tuyên truyền Nghị quyết 02/NQ-CP ở Sơn La?", {SCIENCE}, "IV.2"),
    ("Ai chủ trì theo dõi, đôn đốc Kế hoạch ở Sơn La?", {FINANCE}, "IV.3"),
    ("Ai chủ trì tuyên truyền Kết luận 90 ở Lai Châu?", {ADMINISTRATION, INFORMATICS}, "II.1"),
]


@pytest.mark.parametrize(("question", "bodies", "section"), WHO + WHO_ELSEWHERE)
def test_who_leads(
    assistant: Assistant,
    plans: Mapping[str, Plan],
    question: str,
    bodies: set[str],
    section: str,
) -> None:
    answer = assistant.ask(question)
    cited(answer, plans)
    assert holders(answer, "lead") == set(map(same, bodies))
    assert section in {s for _, s in sections(answer)}
    assert {same(b) for b in bold(answer)} == set(map(same, named(bodies, answer.language)))
    assert answer.reason is None


def test_the_body_that_a_plan_calls_the_focal_one(
    assistant: Assistant, plans: Mapping[str, Plan]
) -> None:
    """ "Giao Sở Tài chính là cơ quan đầu mối": nothing is missing that was asked for."""
    answer = assistant.ask("Cơ quan nào là đầu mối theo dõi, đôn đốc Kế hoạch ở Lạng Sơn?")
    cited(answer, plans)
    assert bold(answer) == {FINANCE}
    assert sections(answer) == {(LANG_SON, "V.4")}
    assert "không nêu" not in answer.answer


@pytest.mark.parametrize(
    ("question", "role", "bodies", "place"),
    [
        ("Ai thực hiện cải cách thủ tục hành chính ở Lai Châu?", "carry_out", {SERVICES},
         (LAI_CHAU, "II.3")),
        ("don vi nao thuc hien cai cach to chuc bo may o lai chau", "carry_out",
         {ADMINISTRATION}, (LAI_CHAU, "II.4")),
        ("Ai xây dựng chính quyền điện tử, chính quyền số ở Lai Châu?", "carry_out",
         {INFORMATICS}, (LAI_CHAU, "II.7")),
        ("Cơ quan nào đánh giá mức độ hài lòng của người dân ở Sơn La?", "evaluate", {OFFICE},
         (SON_LA, "annex-1.row-4")),
        ("Ai phối hợp về chỉ số Thiết chế pháp lý ở Lạng Sơn?", "coordinate",
         {"Công an tỉnh", "Sở Tư pháp"}, (LANG_SON, "III.2.8")),
        ("Cơ quan nào phối hợp hỗ trợ đổi mới công nghệ ở Lạng Sơn?", "coordinate",
         {TRADE, FINANCE}, (LANG_SON, "IV.4")),
        ("co quan nao phoi hop khoi thong dong tien o lang son", "coordinate",
         {FINANCE, "Kho bạc Nhà nước"}, (LANG_SON, "IV.2")),
        ("Which bodies coordinate on the legal institutions index in Lang Son?", "coordinate",
         {"Công an tỉnh", "Sở Tư pháp"}, (LANG_SON, "III.2.8")),
        ("Đơn vị nào phối hợp cải cách tài chính công ở Lai Châu?", "coordinate",
         {"Các phòng, ban, trung tâm"}, (LAI_CHAU, "II.6")),
    ],
)  # fmt: skip
def test_other_roles(
    assistant: Assistant,
    plans: Mapping[str, Plan],
    question: str,
    role: str,
    bodies: set[str],
    place: tuple[str, str],
) -> None:
    answer = assistant.ask(question)
    cited(answer, plans)
    assert holders(answer, role) == set(map(same, bodies))
    assert place in sections(answer)
    asked = {row.agency for row in answer.rows if row.role in (role, "lead", "carry_out")}
    assert {same(b) for b in bold(answer)} <= set(map(same, named(asked, answer.language)))


@pytest.mark.parametrize(
    ("question", "body", "places", "count"),
    [
        ("Thanh tra tỉnh Lạng Sơn chủ trì chỉ số nào?", INSPECTORATE,
         {(LANG_SON, "III.2.5")}, 1),
        ("so ke hoach va dau tu lang son chu tri chi so nao", FINANCE,
         {(LANG_SON, "III.2.1"), (LANG_SON, "III.2.6"), (LANG_SON, "III.2.7")}, 3),
        ("Sở Văn hóa, Thể thao và Du lịch Sơn La phải làm gì?",
         "Sở Văn hóa, Thể thao và Du lịch", {(SON_LA, "III.6.2")}, 2),
        ("What must the Department of Culture, Sports and Tourism of Son La do?",
         "Sở Văn hóa, Thể thao và Du lịch", {(SON_LA, "III.6.2")}, 2),
        ("Ngân hàng Nhà nước chi nhánh Khu vực 3 có nhiệm vụ gì?",
         "Ngân hàng Nhà nước khu vực 3", {(SON_LA, "III.5.3")}, 3),
        ("trung tam tin hoc va cong bao co nhiem vu gi", INFORMATICS,
         {(LAI_CHAU, "II.1"), (LAI_CHAU, "II.7")}, 2),
        ("Sở Giáo dục và Đào tạo Sơn La được giao nhiệm vụ gì?", "Sở Giáo dục và Đào tạo",
         {(SON_LA, "III.6.4")}, 1),
    ],
)  # fmt: skip
def test_what_a_body_has_to_do(
    assistant: Assistant,
    plans: Mapping[str, Plan],
    question: str,
    body: str,
    places: set[tuple[str, str]],
    count: int,
) -> None:
    answer = assistant.ask(question)
    cited(answer, plans)
    own = [row for row in answer.rows if row.agency != "Các sở, ban, ngành"]
    assert {row.agency for row in own} == {body}
    assert {(row.plan, row.section) for row in own} == places
    assert len(own) == count
    assert str(count) in prose(answer)[0]
    asks_all = body.startswith("Sở") and count == len(own) and "chu tri" not in question
    assert asks_all == (len(own) < len(answer.rows))


@pytest.mark.parametrize(
    ("question", "said", "place"),
    [
        ("Sở Tài chính Sơn La báo cáo UBND tỉnh trước ngày nào?", "15/6", (SON_LA, "IV.3")),
        ("so tai chinh son la bao cao ubnd tinh truoc ngay nao", "15/6", (SON_LA, "IV.3")),
        ("Các sở gửi báo cáo kết quả cho Sở Tài chính Sơn La khi nào?", "10 tháng 6",
         (SON_LA, "IV.1")),
        ("Các cơ quan được giao chủ trì ở Lạng Sơn báo cáo UBND tỉnh kết quả thực hiện nhiệm vụ "
         "trước ngày nào?", "10/12/2026", (LANG_SON, "V.1")),
        ("Bao lâu họp đánh giá kết quả PCI một lần ở Lạng Sơn?", "hằng quý",
         (LANG_SON, "III.1.4")),
        ("Khi nào các đơn vị Sơn La hoàn thành Kế hoạch triển khai của mình?", "15/02/2026",
         (SON_LA, "IV.1")),
        ("Năm 2026 Sơn La thành lập mới bao nhiêu doanh nghiệp?", "340", (SON_LA, "II.2")),
        ("son la phan dau co bao nhieu doanh nghiep", "5.000", (SON_LA, "II.2")),
        ("Lai Châu cắt giảm bao nhiêu phần trăm chi phí tuân thủ?", "50%", (LAI_CHAU, "II.3")),
        ("Lạng Sơn muốn bao nhiêu chỉ số thành phần tăng điểm?", "06/09", (LANG_SON, "II.2")),
        ("Tỷ lệ sử dụng lại dữ liệu số hóa ở Sơn La tối thiểu bao nhiêu?", "80",
         (SON_LA, "annex-1.row-2")),
        ("Mỗi năm doanh nghiệp Sơn La bị thanh tra tối đa mấy lần?", "01 lần",
         (SON_LA, "III.8.1")),
        ("Lai Châu áp dụng hệ thống quản lý chất lượng theo tiêu chuẩn nào?", "ISO 9001",
         (LAI_CHAU, "II.7")),
        ("Phương châm “6 rõ” của Sơn La là gì?", "Rõ người", (SON_LA, "I.2")),
        ("Lạng Sơn đào tạo miễn phí cho hộ kinh doanh về gì?", "hóa đơn điện tử",
         (LANG_SON, "IV.1")),
    ],
)  # fmt: skip
def test_times_numbers_and_other_things_said(
    assistant: Assistant,
    plans: Mapping[str, Plan],
    question: str,
    said: str,
    place: tuple[str, str],
) -> None:
    answer = assistant.ask(question)
    cited(answer, plans)
    assert place in sections(answer)
    quotes = [c.quote for c in answer.citations if (c.plan, c.section) == place]
    assert any(said in quote for quote in quotes)
    assert said in answer.answer
    assert {plan for plan, _ in sections(answer)} == {place[0]}


@pytest.mark.parametrize(
    ("question", "wrong", "true"),
    [
        ("Có phải Sở Công Thương chủ trì chỉ số Tính minh bạch ở Lạng Sơn không?", TRADE, OFFICE),
        ("co phai so cong thuong chu tri chi so tinh minh bach o lang son ko", TRADE, OFFICE),
        ("Tại sao Thanh tra tỉnh chủ trì Gia nhập thị trường ở Lạng Sơn?", INSPECTORATE, FINANCE),
        (
            "Is it true that the Department of Justice leads the informal charges index?",
            "Sở Tư pháp",
            INSPECTORATE,
        ),
    ],
)
def test_a_false_premise_is_corrected(
    assistant: Assistant, plans: Mapping[str, Plan], question: str, wrong: str, true: str
) -> None:
    answer = assistant.ask(question)
    cited(answer, plans)
    assert answer.reason == Reason.FALSE_PREMISE
    assert wrong in prose(answer)[0]
    assert holders(answer, "lead") == {same(true)}
    assert bold(answer) == named({true}, answer.language)


def test_a_true_premise_is_answered(assistant: Assistant, plans: Mapping[str, Plan]) -> None:
    answer = assistant.ask("Có phải Sở Tài chính chủ trì Cạnh tranh bình đẳng ở Lạng Sơn không?")
    cited(answer, plans)
    assert (answer.reason, bold(answer)) == (None, {FINANCE})


@pytest.mark.parametrize(
    "question",
    [
        "Cơ quan nào không chủ trì chỉ số nào ở Lạng Sơn?",
        "co quan nao khong chu tri chi so nao o lang son",
        "Which department does not lead any index in Lang Son?",
        "Ai không phối hợp về chỉ số Thiết chế pháp lý ở Lạng Sơn?",
    ],
)
def test_what_is_not_so_is_not_answered_with_what_is(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is not Status.ANSWERED
    assert answer.rows == ()
    assert not bold(answer)


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("Sở Y tế Lạng Sơn phải làm gì?", "Sở Y tế"),
        ("so y te lang son phai lam gi", "Sở Y tế"),
        ("What must the Department of Health of Lang Son do?", "Sở Y tế"),
        ("Sở Ngoại vụ Sơn La có nhiệm vụ gì?", "Sở Ngoại vụ"),
        ("Sở Tư pháp Lai Châu chủ trì việc gì?", "Sở Tư pháp"),
    ],
)
def test_a_body_that_a_plan_does_not_mention(
    assistant: Assistant, question: str, body: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == (Status.NOT_IN_PLANS, Reason.PLAN_SILENT)
    assert body in prose(answer)[0]
    assert not answer.rows


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Ai chủ trì cải cách hành chính ở Cà Mau?", Reason.UNKNOWN_PLACE),
        ("Who leads market entry in Hue?", Reason.UNKNOWN_PLACE),
        ("Kinh phí thực hiện kế hoạch Lạng Sơn là bao nhiêu?", Reason.PLAN_SILENT),
        ("Số điện thoại đường dây nóng của Sơn La là gì?", Reason.PLAN_SILENT),
        ("Ai là giám đốc Sở Tài chính Sơn La?", Reason.PLAN_SILENT),
        ("Công thức nấu phở bò là gì?", Reason.OUT_OF_SCOPE),
        ("Who won the football world cup?", Reason.OUT_OF_SCOPE),
    ],
)
def test_what_the_plans_do_not_say(assistant: Assistant, question: str, reason: Reason) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == (Status.NOT_IN_PLANS, reason)
    assert not answer.rows


@pytest.mark.parametrize("number", ["1", "2"])
def test_an_annex_that_is_missing_is_told_by_its_number(assistant: Assistant, number: str) -> None:
    answer = assistant.ask(f"Phụ lục {number} của Lạng Sơn giao việc gì cho Sở Xây dựng?")
    assert (answer.status, answer.reason) == (Status.NOT_IN_PLANS, Reason.ANNEX_MISSING)
    assert f"Chi tiết nhiệm vụ từng cơ quan tại Phụ lục {number}" in answer.citations[0].quote


@pytest.mark.parametrize("greeting", ["Xin chào", "xin chao!", "Chào bạn", "Hello", "hi there"])
def test_a_greeting(assistant: Assistant, greeting: str) -> None:
    answer = assistant.ask(greeting)
    assert (answer.status, answer.reason) == (Status.UNCLEAR, Reason.AMBIGUOUS)
    for province in ("Lạng Sơn", "Lai Châu", "Sơn La"):
        assert province in answer.answer


def test_follow_ups(assistant: Assistant) -> None:
    first = "Ai chủ trì chỉ số Thiết chế pháp lý ở Lạng Sơn?"
    helpers = assistant.ask("Còn ai phối hợp?", history=[first])
    assert holders(helpers, "coordinate") == {"công an tỉnh", "sở tư pháp"}

    first = "Which agency leads the transparency index in Lang Son?"
    entry = assistant.ask("What about market entry?", history=[first])
    assert (entry.language, entry.status) == ("en", Status.ANSWERED)
    assert holders(entry, "lead") == {same(FINANCE)}
    assert (LANG_SON, "III.2.1") in sections(entry)

    signed = assistant.ask("And the Son La one?", history=["Who signed the Lang Son plan?"])
    assert signed.language == "en"
    assert bold(signed) == {"Nguyễn Đình Việt"}
    assert sections(signed) == {(SON_LA, "signature")}
