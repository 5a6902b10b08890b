"""The register held to duties read off the three plans by hand.

Bodies stand here by the names of ``data/agencies.tsv``; a plan's other spelling of one
("Kho bạc nhà nước", "các sở, ngành") is the same body.
"""

import re

import pytest

from corpus.library import Library
from corpus.plan import read_plan
from corpus.register import assignments
from corpus.types import Assignment, Plan, Role

PLANS = {plan.id: plan for plan in Library.open(shipped_only=True).plans()}
LANG_SON = PLANS["lang-son-pci-2026"]
LAI_CHAU = PLANS["lai-chau-kl90-2026"]
SON_LA = PLANS["son-la-nq02-2026"]

ALL = {"Các sở, ban, ngành", "UBND các xã, phường"}
GATE = "Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn"
OFFICE = "Văn phòng UBND tỉnh"
ADMIN = "Phòng Hành chính - Quản trị"
IT_CENTRE = "Trung tâm Tin học và Công báo"
DIVISIONS = "Các phòng, ban, trung tâm"
SERVICE = "Trung tâm Phục vụ hành chính công tỉnh"

# section → (who leads, who coordinates), as "Triển khai/Phân công thực hiện" says it
LANG_SON_DUTIES = {
    "III.2.1": (
        "Sở Tài chính",
        {OFFICE, SERVICE, "Các sở, ban, ngành liên quan", "UBND các xã, phường"},
    ),
    "III.2.2": (
        "Sở Nông nghiệp và Môi trường",
        {"Ngân hàng Nhà nước khu vực 5", "Sở Xây dựng", GATE, "UBND các xã, phường"},
    ),
    "III.2.3": (OFFICE, ALL),
    "III.2.4": (OFFICE, {"Sở Nội vụ"} | ALL),
    "III.2.5": ("Thanh tra tỉnh", ALL),
    "III.2.6": ("Sở Tài chính", ALL),
    "III.2.7": ("Sở Tài chính", {"Sở Nội vụ", "Sở Giáo dục và Đào tạo"} | ALL),
    "III.2.8": ("Tòa án nhân dân tỉnh", {"Công an tỉnh", "Sở Tư pháp"}),
    "III.2.9": (OFFICE, ALL),
    "IV.1": (
        "Sở Tài chính",
        {"Thuế tỉnh Lạng Sơn", "UBND các xã, phường", "Các sở, ban, ngành liên quan"},
    ),
    "IV.2": ("Thuế tỉnh Lạng Sơn", {"Sở Tài chính", "Kho bạc Nhà nước"}),
    "IV.3": ("Sở Nông nghiệp và Môi trường", {"Sở Xây dựng", "Sở Công Thương", GATE}),
    "IV.4": ("Sở Khoa học và Công nghệ", {"Sở Công Thương", "Sở Tài chính"}),
}  # fmt: skip

# section → (leads, carries out, coordinates), as the labelled lines say it
LAI_CHAU_DUTIES: dict[str, tuple[set[str], set[str], set[str]]] = {
    "II.1": ({ADMIN, IT_CENTRE}, {DIVISIONS}, set()),
    "II.2": (set(), {DIVISIONS}, set()),
    "II.3": (set(), {SERVICE}, set()),
    "II.4": (set(), {ADMIN}, {DIVISIONS}),
    "II.5": (set(), {ADMIN}, {DIVISIONS}),
    "II.6": (set(), {ADMIN}, {DIVISIONS}),
    "II.7": (set(), {IT_CENTRE}, {DIVISIONS}),
    "II.8": (set(), {SERVICE}, {"Các phòng, ban, trung tâm liên quan"}),
}

# (section, body of its heading, its role, words that the duty's task has)
SON_LA_DUTIES = [
    ("III.2.1", "Sở Tài chính", Role.LEAD, "tham mưu xây dựng Kế hoạch của UBND tỉnh về đối thoại"),
    ("III.2.1", "Sở Tài chính", Role.COORDINATE, "rà soát triệt để các rào cản"),
    ("III.2.1", "Sở Tài chính", Role.CARRY_OUT, "tăng trưởng 15-20% số lượng doanh nghiệp"),
    ("III.2.2", "Sở Tư pháp", Role.CARRY_OUT, "cập nhật kịp thời, đầy đủ 100% văn bản"),
    ("III.2.3", "Sở Khoa học và Công nghệ", Role.LEAD, "đẩy mạnh kết nối, chia sẻ thông tin"),
    ("III.3.2", "Sở Y tế", Role.CARRY_OUT, "Bãi bỏ 100% điều kiện đầu tư kinh doanh"),
    ("III.4.1", OFFICE, Role.LEAD, "tái cấu trúc toàn bộ quy trình"),
    ("III.4.2", "Sở Tư pháp", Role.LEAD, "thẩm định, tham mưu xây dựng, sửa đổi"),
    ("III.4.4", "Sở Nội vụ", Role.LEAD, "kế hoạch Cải cách hành chính của tỉnh Sơn La năm 2026"),
    ("III.4.5", "Sở Tài chính", Role.CARRY_OUT, "tận tụy giải quyết vướng mắc"),
    ("III.4.6", "Công an tỉnh", Role.COORDINATE, "yêu cầu chi phí không chính thức"),
    ("III.5.1", "Sở Nông nghiệp và Môi trường", Role.LEAD, "Cơ sở dữ liệu quốc gia về đất đai"),
    ("III.5.1", "Sở Nông nghiệp và Môi trường", Role.CARRY_OUT, "Kịp thời công khai quy hoạch"),
    ("III.5.1", "Sở Nông nghiệp và Môi trường", Role.COORDINATE, "giải phóng mặt bằng"),
    ("III.5.3", "Ngân hàng Nhà nước khu vực 3", Role.CARRY_OUT, "tín dụng xanh, tín dụng số"),
    ("III.6.4", "Sở Nội vụ", Role.CARRY_OUT, "đào tạo nguồn nhân lực chất lượng cao"),
    ("III.7.1", "Sở Công Thương", Role.LEAD, "Hiệp định thương mại tự do (FTA)"),
    ("III.7.4", "Sở Khoa học và Công nghệ", Role.COORDINATE, "nền tảng số cho các DNNVV"),
    ("III.8.1", "Thanh tra tỉnh", Role.CARRY_OUT, "không thanh tra, kiểm tra quá 01 lần"),
    ("III.8.3", "Sở Công Thương", Role.LEAD, "danh mục hàng hóa xuất nhập khẩu"),
    ("III.8.4", "UBND các xã, phường", Role.COORDINATE, "lập kế hoạch thanh tra"),
]

ANNEX = {
    "annex-1.row-1": "Tỷ lệ cấp kết quả giải quyết thủ tục hành chính điện tử",
    "annex-1.row-2": "Tỷ lệ khai thác, sử dụng lại thông tin, dữ liệu số hóa",
    "annex-1.row-3": "Tỷ lệ xử lý phản ánh, kiến nghị đúng hạn",
    "annex-1.row-4": (
        "Mức độ hài lòng trong tiếp nhận, giải quyết thủ tục hành chính của người dân, doanh nghiệp"
    ),
}


def rows(plan: Plan, section: str, *roles: Role) -> list[Assignment]:
    found = [row for row in assignments(plan) if row.section == section]
    return [row for row in found if row.role in roles] if roles else found


def bodies(plan: Plan, section: str, *roles: Role) -> set[str]:
    return {row.agency for row in rows(plan, section, *roles)}


def of(source: str) -> set[tuple[str, Role]]:
    plan = read_plan(source.encode(), "x", "x.md")
    return {(row.agency, row.role) for row in assignments(plan)}


@pytest.mark.parametrize("section", LANG_SON_DUTIES)
def test_who_leads_and_who_coordinates_by_the_labelled_sentences(section: str) -> None:
    lead, helpers = LANG_SON_DUTIES[section]
    assert bodies(LANG_SON, section, Role.LEAD) == {lead}
    assert bodies(LANG_SON, section, Role.COORDINATE) == helpers
    assert bodies(LANG_SON, section, Role.CARRY_OUT, Role.EVALUATE) == set()


def test_only_the_court_is_asked_to_lead() -> None:
    asked = {(row.section, row.agency) for row in assignments(LANG_SON) if row.asked}
    assert asked == {("III.2.8", "Tòa án nhân dân tỉnh")}
    assert not [row for plan in (LAI_CHAU, SON_LA) for row in assignments(plan) if row.asked]


@pytest.mark.parametrize(
    ("section", "task"),
    [
        ("III.2.2", "theo dõi, đánh giá chỉ số thành phần Tiếp cận nguồn lực"),
        ("III.2.5", "theo dõi, đánh giá chỉ số thành phần Chi phí không chính thức"),
        ("III.2.8", "theo dõi, đánh giá chỉ số thành phần Thiết chế pháp lý"),
        ("IV.2", "Khơi thông dòng tiền, tháo gỡ vướng mắc về thuế và thanh quyết toán"),
        ("IV.4", "Hỗ trợ doanh nghiệp đổi mới công nghệ và chuyển đổi số"),
    ],
)
def test_a_lead_is_of_what_the_sentence_or_the_heading_says(section: str, task: str) -> None:
    (lead,) = rows(LANG_SON, section, Role.LEAD)
    assert task in lead.task


@pytest.mark.parametrize("section", ["III.2.1", "IV.1"])
def test_a_list_that_ends_in_those_concerned_is_open(section: str) -> None:
    opened = {row.agency for row in rows(LANG_SON, section) if row.open_list}
    assert opened == {"Các sở, ban, ngành liên quan"}


@pytest.mark.parametrize("section", LAI_CHAU_DUTIES)
def test_labelled_lines_give_roles(section: str) -> None:
    leads, does, helps = LAI_CHAU_DUTIES[section]
    assert bodies(LAI_CHAU, section, Role.LEAD) == leads
    assert bodies(LAI_CHAU, section, Role.CARRY_OUT) == does
    assert bodies(LAI_CHAU, section, Role.COORDINATE) == helps


@pytest.mark.parametrize("section", [s for s in LAI_CHAU_DUTIES if s.startswith("II.")])
def test_a_labelled_time_is_the_duty_s_deadline(section: str) -> None:
    assert {row.deadline for row in rows(LAI_CHAU, section)} == {"Thường xuyên"}
    for row in rows(LAI_CHAU, section):
        (when,) = row.deadlines
        assert any(p.start <= when.span.start and when.span.end <= p.end for p in row.proof)


def test_who_watches_over_the_plan_and_to_whom_it_reports() -> None:
    """Lai Châu, IV.2: "… đầu mối theo dõi, đôn đốc …, báo cáo Sở Nội vụ"."""
    assert bodies(LAI_CHAU, "IV.2", Role.MONITOR) == {ADMIN}
    assert bodies(LAI_CHAU, "IV.2", Role.REPORT_TO) == {ADMIN}
    assert bodies(LAI_CHAU, "IV.2", Role.RECEIVE_REPORTS) == {"Sở Nội vụ"}
    assert len(rows(LAI_CHAU, "IV.2")) == 3


@pytest.mark.parametrize(
    ("section", "agency", "role", "words"),
    SON_LA_DUTIES,
    ids=[f"{s}-{r}-{w[:12]}" for s, _, r, w in SON_LA_DUTIES],
)
def test_a_task_under_a_body_s_heading(section: str, agency: str, role: Role, words: str) -> None:
    found = [row for row in rows(SON_LA, section) if row.agency == agency and words in row.task]
    assert found[0].role == role


def test_a_later_clause_gives_a_role_of_its_own() -> None:
    """Sơn La, III.8.1: "Xây dựng … kế hoạch thanh tra …; Phối hợp với các đơn vị …"."""
    first = [r for r in rows(SON_LA, "III.8.1") if "không thanh tra, kiểm tra quá" in r.task]
    assert {r.role for r in first} == {Role.CARRY_OUT, Role.COORDINATE}
    assert {r.agency for r in first} == {"Thanh tra tỉnh"}


@pytest.mark.parametrize("section", ["III.2.1", "III.4.1", "III.5.1", "III.6.1", "III.8.1"])
def test_under_a_heading_every_line_is_a_duty_and_its_first_word_the_role(section: str) -> None:
    """Counted in the plan's own lines, the heading and the pointer to the annex left out."""
    place = SON_LA.section(section)
    lines = SON_LA.text[place.heading_end : place.end].strip().split("\n")
    expected = []
    for line in lines:
        words = line.removeprefix("- ")
        if words.startswith("("):
            continue
        first = words.lower()
        lead, helps = first.startswith("chủ trì"), first.startswith("phối hợp")
        reports = first.startswith("kịp thời tổng hợp") and "để báo cáo" in first
        plain = Role.REPORT_TO if reports else Role.CARRY_OUT
        expected.append(Role.LEAD if lead else Role.COORDINATE if helps else plain)
    heads = {row.agency for row in rows(SON_LA, section) if row.words in place.heading}
    assert len(heads) == 1
    found = [row for row in rows(SON_LA, section) if row.agency in heads]
    first_roles = {row.task_span.start: row.role for row in reversed(found)}
    assert [first_roles[start] for start in sorted(first_roles)] == expected


@pytest.mark.parametrize("section", ["III.4.7", "III.7.6"])
def test_bodies_of_one_heading_all_have_its_tasks(section: str) -> None:
    every = {"Các sở, ban, ngành", "UBND các xã, phường", "Các đơn vị có liên quan"}
    assert bodies(SON_LA, section, Role.CARRY_OUT) == every


def test_a_list_with_dots_is_open() -> None:
    """As in "(Sở Xây dựng, Công an tỉnh; Sở Y tế, Sở Công Thương...)"."""
    named = {"Sở Xây dựng", "Công an tỉnh", "Sở Y tế", "Sở Công Thương"}
    assert named <= bodies(SON_LA, "III.3.2", Role.CARRY_OUT)
    assert any(row.open_list for row in rows(SON_LA, "III.3.2"))


def test_who_leads_in_the_organisation_of_son_la() -> None:
    assert bodies(SON_LA, "IV.2", Role.LEAD) == {"Sở Khoa học và Công nghệ"}
    assert {"Các cơ quan báo, đài", "Ban Tuyên giáo và Dân vận Tỉnh ủy"} <= bodies(
        SON_LA, "IV.2", Role.COORDINATE
    )
    assert bodies(SON_LA, "IV.3", Role.LEAD) == {"Sở Tài chính"}
    assert bodies(SON_LA, "IV.3", Role.COORDINATE) == ALL | {"Các đơn vị có liên quan"}


@pytest.mark.parametrize("section", ANNEX)
def test_a_row_of_the_annex_has_who_leads_and_who_evaluates(section: str) -> None:
    centre = "Trung tâm Thông tin - Văn phòng UBND tỉnh"
    assert bodies(SON_LA, section, Role.LEAD) == ALL | {centre}
    assert bodies(SON_LA, section, Role.EVALUATE) == {OFFICE}
    assert bodies(SON_LA, section, Role.COORDINATE, Role.CARRY_OUT) == set()
    assert {row.task for row in rows(SON_LA, section)} == {ANNEX[section]}


@pytest.mark.parametrize(
    ("column", "section"),
    [("Cơ quan chủ trì thực hiện", "annex-1.row-1"), ("Cơ quan chủ trì đánh giá", "annex-1.row-4")],
)
def test_a_table_s_row_is_proved_by_its_column_s_name_too(column: str, section: str) -> None:
    role = Role.EVALUATE if "đánh giá" in column else Role.LEAD
    for row in rows(SON_LA, section, role):
        quotes = [SON_LA.text[place.start : place.end] for place in row.proof]
        assert any(column in quote for quote in quotes)


@pytest.mark.parametrize(
    ("plan", "section", "agency", "when"),
    [
        (LANG_SON, "V.4", "Sở Tài chính", {"trước ngày 20/12/2026"}),
        (LANG_SON, "V.1", "Sở Tài chính", {"chậm nhất ngày 25/7/2026", "trước ngày 10/12/2026",
                                          "trong thời hạn 10 ngày kể từ ngày Kế hoạch được ban "
                                          "hành"}),
        (SON_LA, "III.2.1", "Sở Tài chính", {"trong Quý II/2026"}),
    ],
)  # fmt: skip
def test_a_deadline_in_the_duty_s_own_sentence(
    plan: Plan, section: str, agency: str, when: set[str]
) -> None:
    """Of V.1 two are of reports that the department gets, one of what it reports itself."""
    dated = [r for r in rows(plan, section) if r.agency == agency and r.deadlines]
    assert {r.deadline for r in dated} == when
    for row in dated:
        for one in row.deadlines:
            assert plan.text[one.span.start : one.span.end] == one.written


@pytest.mark.parametrize(
    "when",
    [
        "trước ngày 10 tháng 6 và ngày 10 tháng 12 năm 2026",
        "trước ngày 15/6 và ngày 15/12 năm 2026",
        "chậm nhất ngày 25/7/2026",
        "trong thời hạn 10 ngày kể từ ngày ban hành",
        "trong Quý II/2026",
    ],
)
def test_a_deadline_is_kept_whole(when: str) -> None:
    source = f"I. NHIỆM VỤ\n\n1. Báo cáo\n\nSở Y tế báo cáo kết quả thực hiện {when}.\n"
    (row,) = assignments(read_plan(source.encode(), "x", "x.md"))
    assert row.deadline == when


def test_a_document_s_number_names_no_body() -> None:
    """In "Tờ trình số 62/TTr-STC" the office sign of a body gives it no duty."""
    assert "62/TTr-STC" in SON_LA.text
    place = SON_LA.text.index("62/TTr-STC")
    for row in assignments(SON_LA):
        assert not row.agency_span.start <= place < row.agency_span.end
        assert not row.task_span.start <= place < row.task_span.end
    assert not rows(SON_LA, "preamble")


@pytest.mark.parametrize("plan", PLANS.values(), ids=lambda plan: plan.id)
def test_recipients_and_signature_have_no_duty(plan: Plan) -> None:
    assert not rows(plan, "recipients")
    assert not rows(plan, "signature")


@pytest.mark.parametrize("plan", PLANS.values(), ids=lambda plan: plan.id)
def test_every_place_of_a_row_fits_its_words(plan: Plan) -> None:
    assert assignments(plan)
    for row in assignments(plan):
        agency, task = row.agency_span, row.task_span
        assert plan.text[agency.start : agency.end] == row.words
        assert plan.text[task.start : task.end].strip() == row.task != ""
        assert row.proof == tuple(sorted(row.proof, key=lambda place: place.start))
        for place in (agency, task, *row.proof):
            section = plan.section(place.section)
            assert place.plan == row.plan == plan.id
            assert section.start <= place.start < place.end <= section.end
        for inner in (agency, task):
            assert any(p.start <= inner.start and inner.end <= p.end for p in row.proof), row


@pytest.mark.parametrize("plan", PLANS.values(), ids=lambda plan: plan.id)
def test_no_body_has_one_duty_twice_or_leads_and_helps_in_it(plan: Plan) -> None:
    seen: dict[tuple[str, str, int], set[Role]] = {}
    for row in assignments(plan):
        roles = seen.setdefault((row.section, row.agency, row.task_span.start), set())
        assert row.role not in roles, row
        roles.add(row.role)
        assert not {Role.LEAD, Role.COORDINATE} <= roles, row


@pytest.mark.parametrize("plan", PLANS.values(), ids=lambda plan: plan.id)
def test_a_lead_is_said_by_its_proof(plan: Plan) -> None:
    """A body that only coordinates never leads: the word for it stands in the proof."""
    words = {
        Role.LEAD: r"(?i)chủ\s+trì",
        Role.COORDINATE: r"(?i)phối\s+hợp",
        Role.EVALUATE: "đánh giá",
    }
    for row in assignments(plan):
        quotes = " ".join(plan.text[place.start : place.end] for place in row.proof)
        assert re.search(words.get(row.role, ""), quotes), row


LEADS_WITH = {("Sở Y tế", Role.LEAD), ("Sở Nội vụ", Role.COORDINATE)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ rà soát danh mục.", LEADS_WITH),
        ("1. Giao Sở Y tế rà soát danh mục.", {("Sở Y tế", Role.CARRY_OUT)}),
        ("1. Danh mục\n\nĐơn vị chủ trì: Sở Y tế.\n\nĐơn vị phối hợp: Sở Nội vụ.", LEADS_WITH),
        ("1. Danh mục\n\nSở Y tế chủ trì, phối hợp với Sở Nội vụ rà soát.", LEADS_WITH),
        ("1. Danh mục\n\nĐề nghị Sở Y tế rà soát danh mục.", {("Sở Y tế", Role.CARRY_OUT)}),
        ("1. Phòng bệnh là việc chung của toàn xã hội.", set()),
        ("1. Theo đề nghị của Sở Y tế tại Tờ trình số 62/TTr-STC ngày 23/01/2026.", set()),
    ],
    ids=["numbered", "given", "labelled", "sentence", "asked", "no body", "basis"],
)
def test_a_small_plan(source: str, expected: set[tuple[str, Role]]) -> None:
    assert of(f"I. NHIỆM VỤ\n\n{source}\n") == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Y tế không chủ trì việc này; Sở Nội vụ chủ trì rà soát danh mục.",
        "Sở Y tế không còn chủ trì rà soát danh mục.",
        "Không giao Sở Y tế chủ trì rà soát danh mục.",
        "Chưa giao Sở Y tế rà soát danh mục.",
    ],
    ids=["not", "no longer", "not given", "not yet"],
)
def test_a_denied_duty_is_none(sentence: str) -> None:
    """A dropped "không" is a lie."""
    found = of(f"I. NHIỆM VỤ\n\n1. Danh mục\n\n{sentence}\n")
    assert "Sở Y tế" not in {agency for agency, _ in found}
