"""What a question asks, from questions whose sense is plain to a reader."""

from collections.abc import Callable, Mapping

import pytest

from assistant.asking_facts import fact_of
from assistant.query import Kind, Query
from assistant.understanding import understand
from corpus.types import Plan, Role

WHO, DUTIES, WHEN, MUCH, WHAT = Kind.WHO, Kind.DUTIES, Kind.WHEN, Kind.HOW_MUCH, Kind.WHAT
Ask = Callable[[str], Query]


@pytest.fixture
def ask(plans: Mapping[str, Plan]) -> Ask:
    return lambda question: understand(question, tuple(plans.values()))


@pytest.mark.parametrize(
    ("question", "kind", "role"),
    [
        ("Ai cầm trịch chỉ số Thiết chế pháp lý?", WHO, Role.LEAD),
        ("ai cam trich chi so thiet che phap ly", WHO, Role.LEAD),
        ("Sở nào phụ trách Cạnh tranh bình đẳng?", WHO, Role.LEAD),
        ("so nao phu trach canh tranh binh dang", WHO, Role.LEAD),
        ("Đơn vị nào là đầu mối theo dõi Kế hoạch?", WHO, Role.LEAD),
        ("Những cơ quan nào cùng làm việc này với Thuế tỉnh?", WHO, Role.COORDINATE),
        ("nhung ai phoi hop cai cach to chuc bo may", WHO, Role.COORDINATE),
        ("Phòng nào thực hiện cải cách tài chính công?", WHO, Role.CARRY_OUT),
        ("Cơ quan nào chấm điểm mức độ hài lòng?", WHO, None),
        ("Cơ quan nào đánh giá tỷ lệ xử lý phản ánh?", WHO, Role.EVALUATE),
        ("Which department is responsible for equal competition?", WHO, Role.LEAD),
        ("Who is in charge of the legal institutions index?", WHO, Role.LEAD),
        ("Which bodies work with the tax office on cash flow?", WHO, Role.COORDINATE),
        ("Which office carries out public finance reform?", WHO, Role.CARRY_OUT),
        ("Which agency assesses the rate of reused data?", WHO, Role.EVALUATE),
        ("Hạn chót gửi báo cáo là ngày nào?", WHEN, None),
        ("han chot gui bao cao la ngay nao", WHEN, None),
        ("Cơ quan chủ trì báo cáo kết quả trước ngày nào?", WHEN, None),
        ("co quan chu tri bao cao ket qua khi nao", WHEN, None),
        ("Bao lâu họp đánh giá PCI một lần?", WHEN, None),
        ("How often are the PCI results reviewed?", WHEN, None),
        ("What is the deadline for the unit plans?", WHEN, None),
        ("Bao nhiêu chỉ số phải tăng điểm?", MUCH, None),
        ("bao nhieu chi so phai tang diem", MUCH, None),
        ("Tối thiểu bao nhiêu % dữ liệu số hóa được dùng lại?", MUCH, None),
        ("How many firms should exist by the end of 2026?", MUCH, None),
        ("What percentage of petitions must be handled on time?", MUCH, None),
        ("Thanh tra tỉnh phải làm những gì?", DUTIES, None),
        ("thanh tra tinh phai lam nhung gi", DUTIES, None),
        ("Sở Nội vụ được giao nhiệm vụ gì?", DUTIES, Role.CARRY_OUT),
        ("Sở Xây dựng phối hợp những việc gì?", DUTIES, Role.COORDINATE),
        ("What should the Department of Construction do?", DUTIES, None),
        ("What tasks does the Provincial Inspectorate have?", DUTIES, None),
        ("Mục đích của kế hoạch là gì?", WHAT, None),
        ("muc dich cua ke hoach la gi", WHAT, None),
        ("What is the purpose of the plan?", WHAT, None),
    ],
)
def test_kind_and_role(ask: Ask, question: str, kind: Kind, role: Role | None) -> None:
    query = ask(question)
    assert query.kind is kind
    if role:
        assert query.role is role


@pytest.mark.parametrize(
    "question",
    [
        "What must the Department of Finance do?",
        "What must the Department of Health do?",
        "What does the Department of Home Affairs have to do?",
        "What will the Department of Justice do under the plan?",
        "what must the department of science and technology do",
    ],
)
def test_what_a_department_must_do_is_no_who(ask: Ask, question: str) -> None:
    query = ask(question)
    assert query.kind is DUTIES
    assert len(query.actors) == 1


@pytest.mark.parametrize(
    "question",
    [
        "Chỉ số nào phải tăng điểm?",
        "chi so nao phai tang diem",
        "Hồ sơ nào được giải quyết đúng hạn?",
        "ho so nao duoc giai quyet dung han",
        "Văn bản nào được rà soát?",
        "van ban nao duoc ra soat",
        "Doanh nghiệp được hỗ trợ ứng dụng AI ra sao?",
        "doanh nghiep duoc ho tro ung dung AI ra sao",
        "Cơ sở nào để ban hành kế hoạch?",
        "Tổ công tác gồm những ai?",
        "to cong tac gom nhung ai",
        "Chính sách này hỗ trợ cho ai?",
        "chinh sach nay ho tro cho ai",
        "Doanh nghiệp là của ai?",
        "How does the plan punish officials who harass businesses?",
        "What happens to staff who ask for bribes?",
        "Who are members of the PCI working group?",
    ],
)
def test_what_only_looks_like_a_question_for_a_body(ask: Ask, question: str) -> None:
    assert ask(question).kind is not WHO


@pytest.mark.parametrize(
    "question",
    [
        "Sở nào công khai quy hoạch?",
        "so nao cong khai quy hoach",
        "Ai công khai quy hoạch?",
        "ai cong khai quy hoach",
        "AI CÔNG KHAI QUY HOẠCH?",
        "Ban nào lo khu kinh tế cửa khẩu?",
        "Phòng nào lo tổ chức bộ máy?",
        "phong nao lo to chuc bo may",
        "Doanh nghiệp bị nhũng nhiễu thì báo cho ai?",
        "Kế hoạch của đơn vị gửi về đâu?",
        "Who publishes land use plans?",
        "Whose job is it to publish land use plans?",
    ],
)
def test_what_asks_for_a_body(ask: Ask, question: str) -> None:
    assert ask(question).kind is WHO


@pytest.mark.parametrize(
    "question",
    [
        "Lai Châu cắt giảm bao nhiêu phần trăm thời gian giải quyết thủ tục?",
        "lai chau cat giam bao nhieu phan tram thoi gian giai quyet thu tuc",
        "By what percentage is processing time cut in Lai Chau?",
    ],
)
def test_a_share_of_time_is_a_number(ask: Ask, question: str) -> None:
    assert ask(question).kind is MUCH


@pytest.mark.parametrize(
    "question",
    [
        "Giảm thời gian giải quyết thủ tục đất đai bằng cách nào?",
        "giam thoi gian giai quyet thu tuc dat dai bang cach nao",
        "Ai rút ngắn thời gian hoàn thuế?",
        "How is processing time for land procedures reduced?",
    ],
)
def test_the_word_for_time_alone_asks_for_no_day(ask: Ask, question: str) -> None:
    assert ask(question).kind is not WHEN


@pytest.mark.parametrize(
    ("chat", "kind"),
    [
        ("bao h phải nộp báo cáo", WHEN),
        ("bao h phai nop bao cao", WHEN),
        ("ai phối hợp vs Sở Tư pháp", WHO),
        ("sở tài chính phải làm j", DUTIES),
        ("so tai chinh phai lam j", DUTIES),
        ("hỗ trợ hộ kinh doanh ntn", WHAT),
        ("có bn chỉ số phải tăng điểm", MUCH),
        ("cq nào chủ trì tính minh bạch", WHO),
    ],
)
def test_chat_forms(ask: Ask, chat: str, kind: Kind) -> None:
    assert ask(chat).kind is kind


def test_the_chat_form_of_no_is_a_no(ask: Ask) -> None:
    for question in ("cơ quan nào ko chủ trì chỉ số nào", "co quan nao ko chu tri chi so nao"):
        assert ask(question).negated
    assert ask("Sở Tài chính có phải chủ trì Tính minh bạch ko?").supposes


@pytest.mark.parametrize(
    ("question", "actors"),
    [
        ("Sở Kế hoạch và Đầu tư phải làm gì?", ("Sở Tài chính",)),
        ("so ke hoach va dau tu phai lam gi", ("Sở Tài chính",)),
        ("Sở Tài nguyên và Môi trường phải làm gì?", ("Sở Nông nghiệp và Môi trường",)),
        ("Sở Giao thông vận tải chủ trì gì?", ("Sở Xây dựng",)),
        ("Sở Thông tin và Truyền thông chủ trì gì?", ("Sở Khoa học và Công nghệ",)),
        ("What must the Department of Planning and Investment do?", ("Sở Tài chính",)),
        ("Các đơn vị gửi báo cáo cho Sở Tài chính khi nào?", ()),
        ("cac don vi gui bao cao ve so tai chinh khi nao", ()),
        ("Ai phối hợp với Sở Tài chính?", ()),
        ("When are reports sent to the Department of Finance?", ()),
        ("Kế hoạch giao nhiệm vụ gì cho Sở Tài chính?", ("Sở Tài chính",)),
        ("ke hoach giao nhiem vu gi cho so tai chinh", ("Sở Tài chính",)),
        ("Which tasks are assigned to the Department of Finance?", ("Sở Tài chính",)),
        ("Sở Tài chính gửi báo cáo cho UBND tỉnh khi nào?", ("Sở Tài chính",)),
    ],
)
def test_who_is_to_act(ask: Ask, question: str, actors: tuple[str, ...]) -> None:
    assert ask(question).actors == actors


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Ai ký kế hoạch của Sơn La?", "signature"),
        ("ai ky ke hoach cua son la", "signature"),
        ("Who signed the Lang Son plan?", "signature"),
        ("Ai là giám đốc Sở Tài chính Sơn La?", "person"),
        ("ai la giam doc so tai chinh son la", "person"),
        ("Ai đang làm chủ tịch tỉnh Lạng Sơn?", "person"),
        ("Who is the chairman of Son La?", "person"),
        ("Who is the director of the Department of Finance?", "person"),
        ("Nơi nhận của kế hoạch Lai Châu gồm những ai?", "recipients"),
        ("noi nhan cua ke hoach lai chau gom nhung ai", "recipients"),
        ("Who receives the plan of Lang Son?", "recipients"),
        ("Kế hoạch Lạng Sơn số mấy?", "number"),
        ("What is the number of the Son La plan?", "number"),
        ("Kế hoạch Sơn La ban hành ngày nào?", "date"),
        ("When was the Son La plan issued?", "date"),
        ("Kế hoạch Sơn La căn cứ vào đâu, căn cứ nào?", "basis"),
        ("What is the legal basis of the Son La plan?", "basis"),
        ("Chú thích trong kế hoạch Lai Châu ghi gì?", "footnote"),
        ("What does the footnote say?", "footnote"),
        ("Tỉnh ký kết thỏa thuận nào với doanh nghiệp?", None),
        ("Ai chủ trì tuyên truyền?", None),
        ("Ai chịu trách nhiệm về số hóa?", None),
        ("Which body leads on transparency?", None),
    ],
)
def test_what_is_asked_of_the_document_itself(ask: Ask, question: str, fact: str | None) -> None:
    assert ask(question).fact == fact


@pytest.mark.parametrize(
    ("question", "needs"),
    [
        ("Kinh phí thực hiện là bao nhiêu?", {"money"}),
        ("kinh phi thuc hien la bao nhieu", {"money"}),
        ("How much money is set aside for the plan?", {"money"}),
        ("Số điện thoại đường dây nóng là gì?", {"contact"}),
        ("so dien thoai duong day nong la gi", {"contact"}),
        ("What is the e-mail of the Department of Finance?", {"contact"}),
        ("Ai chủ trì tháo gỡ dòng tiền?", set()),
        ("Bao nhiêu doanh nghiệp được thành lập mới?", set()),
    ],
)
def test_what_a_sentence_must_hold(ask: Ask, question: str, needs: set[str]) -> None:
    assert ask(question).needs == needs


@pytest.mark.parametrize(
    ("question", "negated"),
    [
        ("Cơ quan nào không phối hợp với Sở Tài chính?", True),
        ("co quan nao khong chu tri chi so nao", True),
        ("Which department does not lead any index?", True),
        ("Which bodies don't coordinate with the tax office?", True),
        ("Ai chủ trì Chi phí không chính thức?", False),
        ("Sở Tài chính có chủ trì không?", False),
        ("Who leads on informal charges?", False),
    ],
)
def test_asked_for_what_is_not_so(ask: Ask, question: str, negated: bool) -> None:
    assert ask(question).negated is negated


@pytest.mark.parametrize(
    ("question", "supposes"),
    [
        ("Có phải Sở Công Thương chủ trì chỉ số Tính minh bạch?", True),
        ("co phai so cong thuong chu tri chi so tinh minh bach", True),
        ("Sở Công Thương chủ trì chỉ số Tính minh bạch phải không?", True),
        ("Tại sao Sở Y tế chủ trì Thiết chế pháp lý?", True),
        ("Sở Xây dựng có chủ trì Gia nhập thị trường không?", True),
        ("Is it true that the Department of Health leads transparency?", True),
        ("Why does the Department of Health lead transparency?", True),
        ("The tax office leads transparency, right?", True),
        ("Ai chủ trì chỉ số Tính minh bạch?", False),
        ("Which body leads transparency?", False),
    ],
)
def test_taking_something_for_granted(ask: Ask, question: str, supposes: bool) -> None:
    assert ask(question).supposes is supposes


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Ai ký kế hoạch của Lạng Sơn?", "signature"),
        ("Whose name is at the foot of the plan?", "signature"),
        ("Cho số điện thoại của người ký kế hoạch", None),
        ("Which bank officer signs off loans?", None),
        ("Kế hoạch này có gửi lên bộ nào không?", "recipients"),
        ("lang son gui ban ke hoach cho bo nao", "recipients"),
        ("Những cơ quan nào được Sơn La gửi kế hoạch?", "recipients"),
        ("Các sở gửi báo cáo cho cơ quan nào?", None),
    ],
)
def test_who_signed_is_not_who_signs_off_nor_his_telephone(question: str, fact: str | None) -> None:
    """Who signs off loans was once answered with who signed the plan."""
    assert fact_of(question) == fact
