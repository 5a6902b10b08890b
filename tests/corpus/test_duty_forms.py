"""Each way in which plans write duties, in small plans written for it: who, in which role."""

import pytest

from corpus.plan import read_plan
from corpus.register import assignments
from corpus.types import Assignment, Plan

HEAD = "**KẾ HOẠCH**\n\n**Về việc thử**\n\n"


def plan_of(body: str) -> Plan:
    return read_plan((HEAD + body).encode(), "mau", "mau.md")


def duties(body: str) -> set[tuple[str, str, str]]:
    """Return (body, role, first two words of the task)."""
    return {
        (row.agency, str(row.role), " ".join(row.task.split()[:2]))
        for row in assignments(plan_of(body))
    }


def one(body: str, agency: str) -> Assignment:
    (row,) = [row for row in assignments(plan_of(body)) if row.agency == agency]
    return row


LETTERED = """**II. NHIỆM VỤ**

**1. Xây dựng văn bản**

a) Nghị quyết về phí.

- Cơ quan chủ trì: Sở Tài chính.

- Cơ quan phối hợp: Sở Tư pháp; UBND các xã, phường.

- Thời gian thực hiện: Quý IV năm 2026.

b) Quyết định về giá đất.

- Cơ quan chủ trì: Sở Nông nghiệp và Môi trường.

- Thời gian thực hiện: Theo tiến độ của Bộ.
"""


def test_labels_under_a_lettered_item_are_of_that_item() -> None:
    assert duties(LETTERED) == {
        ("Sở Tài chính", "lead", "Nghị quyết"),
        ("Sở Tư pháp", "coordinate", "Nghị quyết"),
        ("UBND các xã, phường", "coordinate", "Nghị quyết"),
        ("Sở Nông nghiệp và Môi trường", "lead", "Quyết định"),
    }


def test_a_labelled_time_is_of_its_own_item_and_without_a_form_stands_as_written() -> None:
    law = one(LETTERED, "Sở Tài chính")
    assert [(d.written, d.normal) for d in law.deadlines] == [("Quý IV năm 2026", "2026-Q4")]
    price = one(LETTERED, "Sở Nông nghiệp và Môi trường")
    assert [(d.written, d.normal) for d in price.deadlines] == [("Theo tiến độ của Bộ", "")]


def test_a_labelled_heading_takes_its_task_from_the_one_beside_it() -> None:
    body = (
        "**II. NHIỆM VỤ**\n\n**1. Về dữ liệu**\n\na) Nhiệm vụ: Tham mưu xây dựng Chiến lược.\n\n"
        "b) Cơ quan thực hiện:\n\n- Đơn vị chủ trì: Sở Khoa học và Công nghệ.\n\n"
        "- Đơn vị phối hợp: Các Sở, ban, ngành.\n\nc) Thời gian thực hiện: Hoàn thành trong năm "
        "2026.\n\n**2. Về nguồn lực**\n\nGiữ nguyên.\n"
    )
    assert duties(body) == {
        ("Sở Khoa học và Công nghệ", "lead", "Tham mưu"),
        ("Các sở, ban, ngành", "coordinate", "Tham mưu"),
    }
    assert one(body, "Các sở, ban, ngành").deadlines[0].normal == "2026"


def test_a_line_that_only_gives_a_role_gives_it_to_each_item_under_it() -> None:
    body = (
        "**V. TỔ CHỨC THỰC HIỆN**\n\n**1. Sở Công Thương**\n\n"
        "a) Chủ trì, phối hợp với Sở Tài chính, UBND các xã, phường\n\n"
        "- Tổ chức hội chợ.\n\n- Hướng dẫn doanh nghiệp.\n\n"
        "b) Phối hợp với các sở, ngành\n\n- Thu hút đầu tư.\n\n**2. Sở Y tế**\n\n- Kiểm tra.\n"
    )
    assert duties(body) == {
        ("Sở Công Thương", "lead", "Tổ chức"),
        ("Sở Tài chính", "coordinate", "Tổ chức"),
        ("UBND các xã, phường", "coordinate", "Tổ chức"),
        ("Sở Công Thương", "lead", "Hướng dẫn"),
        ("Sở Tài chính", "coordinate", "Hướng dẫn"),
        ("UBND các xã, phường", "coordinate", "Hướng dẫn"),
        ("Sở Công Thương", "coordinate", "Thu hút"),
        ("Sở Y tế", "carry_out", "Kiểm tra."),
    }


def test_lettered_bodies_are_headings_for_their_dashes() -> None:
    body = (
        "**I. TRÁCH NHIỆM CỤ THỂ**\n\nMột số đơn vị có ý kiến sau:\n\n"
        "a) Sở Xây dựng\n\n- Đánh giá quy hoạch.\n\nb) Thuế tỉnh\n\n- Đánh giá ưu đãi.\n"
    )
    assert duties(body) == {
        ("Sở Xây dựng", "carry_out", "Đánh giá"),
        ("Thuế tỉnh", "carry_out", "Đánh giá"),
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Trong quá trình thực hiện, nếu có vướng mắc các cơ quan, đơn vị kịp thời phản ánh về "
            "Sở Tài chính.",
            {("Các cơ quan, đơn vị", "carry_out")},
        ),
        (
            "Đối với nhiệm vụ năm 2026, Sở Y tế chủ động cân đối kinh phí.",
            {("Sở Y tế", "carry_out")},
        ),
        (
            "Sở Tài chính, trên cơ sở đề xuất của các cơ quan, đơn vị, chủ trì tổng hợp kinh phí.",
            {("Sở Tài chính", "lead")},
        ),
        (
            "Các cơ quan được phân công chủ trì thực hiện nhiệm vụ có trách nhiệm lập dự toán.",
            {("Các cơ quan, đơn vị được giao chủ trì", "carry_out")},
        ),
        (
            "UBND tỉnh yêu cầu Sở Nội vụ nghiêm túc triển khai thực hiện.",
            {("Sở Nội vụ", "carry_out")},
        ),
        ("Sở Y tế báo cáo kết quả thực hiện trước ngày 10/6/2026.", {("Sở Y tế", "report_to")}),
        (
            "Sở Y tế tổng hợp, báo cáo UBND tỉnh kết quả trước ngày 10/6/2026.",
            {("Sở Y tế", "report_to"), ("UBND tỉnh", "receive_reports")},
        ),
        (
            "Các sở, ngành gửi kết quả về Sở Nội vụ để tổng hợp, báo cáo UBND tỉnh.",
            {
                ("Các sở, ban, ngành", "carry_out"),
                ("Các sở, ban, ngành", "report_to"),
                ("Sở Nội vụ", "receive_reports"),
                ("Sở Nội vụ", "report_to"),
                ("UBND tỉnh", "receive_reports"),
            },
        ),
        (
            "Trường hợp khó khăn, kịp thời báo cáo UBND tỉnh xem xét chỉ đạo giải quyết.",
            set(),
        ),
    ],
    ids=[
        "late subject", "grounds first", "grounds between", "relative clause", "asked by",
        "report", "collect and report", "passed on", "nobody named",
    ],
)  # fmt: skip
def test_a_sentence_s_subject(sentence: str, expected: set[tuple[str, str]]) -> None:
    found = {
        (agency, role) for agency, role, _ in duties(f"**I. VIỆC**\n\n**1. Việc**\n\n{sentence}\n")
    }
    assert found == expected


def test_whose_proposal_it_is_does_not_lead() -> None:
    """A wrong agency: "trên cơ sở đề xuất của các cơ quan, chủ trì …" led by those bodies."""
    body = "**I. VIỆC**\n\n1. Trên cơ sở đề xuất của Sở Y tế, chủ trì tổng hợp kinh phí.\n"
    assert not [row for row in assignments(plan_of(body)) if row.agency == "Sở Y tế"]


def test_clauses_with_subjects_of_their_own_are_duties_of_those() -> None:
    body = (
        "**II. NỘI DUNG**\n\n**1. Rà soát văn bản**\n\n- Cơ quan thực hiện: Sở Tư pháp tiến hành "
        "rà soát văn bản; các sở, ngành rà soát lĩnh vực của mình.\n"
    )
    assert duties(body) == {
        ("Sở Tư pháp", "carry_out", "tiến hành"),
        ("Các sở, ban, ngành", "carry_out", "rà soát"),
    }


def test_a_body_on_no_list_stands_under_its_own_words_among_headings_of_bodies() -> None:
    body = (
        "**VI. TỔ CHỨC THỰC HIỆN**\n\n**1. Sở Y tế**\n\n- Kiểm tra.\n\n**2. Sở Nội vụ**\n\n"
        "- Rà soát.\n\n**3. Sở Xây dựng**\n\n- Thẩm định.\n\n**4. Các doanh nghiệp công nghệ số**"
        "\n\n- Đầu tư hạ tầng.\n"
    )
    assert ("Các doanh nghiệp công nghệ số", "carry_out", "Đầu tư") in duties(body)


def test_parts_of_an_item_that_are_no_tasks_are_no_duties() -> None:
    body = (
        "**V. TỔ CHỨC THỰC HIỆN**\n\n**1. Công an tỉnh**\n\na) Triển khai các dự án sau:\n\n"
        "- Dự án 1: phòng ngừa.\n\n- Dự án 2: ứng dụng công nghệ.\n"
    )
    assert duties(body) == {("Công an tỉnh", "carry_out", "Triển khai")}


def test_the_end_of_a_document_is_no_part_of_a_task() -> None:
    row = one("**I. VIỆC**\n\n1. Sở Y tế kiểm tra việc thực hiện./.\n", "Sở Y tế")
    assert row.task == "kiểm tra việc thực hiện"


TABLE = """**PHỤ LỤC**

**DANH MỤC NHIỆM VỤ**

| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |
| --- | --- | --- | --- | --- |
| 1 | Xây dựng đề án | Sở Y tế | Sở Nội vụ; Doanh nghiệp | 2026 |
| 2 | Kiểm tra | Sở Xây dựng thúc đẩy, theo dõi | Sở Nội vụ | 2025 - 2030 |
"""


def test_a_table_s_cells_name_bodies_on_no_list_but_no_sentences() -> None:
    found = {(row.agency, str(row.role)) for row in assignments(plan_of(TABLE))}
    assert found == {
        ("Sở Y tế", "lead"),
        ("Sở Nội vụ", "coordinate"),
        ("Doanh nghiệp", "coordinate"),
        ("Sở Xây dựng", "lead"),
    }


def test_a_year_alone_in_a_column_of_times_is_a_deadline() -> None:
    first = one(TABLE, "Sở Y tế").deadlines
    assert [(d.written, d.normal) for d in first] == [("2026", "2026")]
    second = one(TABLE, "Sở Xây dựng").deadlines
    assert [(d.written, d.normal) for d in second] == [("2025 - 2030", "")]


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("trước ngày 20/12/2026", "2026-12-20"),
        ("trước ngày 31/6/2026", ""),
        ("trước ngày 30/11 hằng năm", "yearly"),
        ("trước ngày 18 hàng tháng", "monthly"),
        ("trước ngày 15/11", ""),
    ],
)
def test_a_day_that_there_is_not_has_no_form(written: str, normal: str) -> None:
    row = one(f"**I. VIỆC**\n\n1. Sở Y tế kiểm tra, hoàn thành {written}.\n", "Sở Y tế")
    assert [d.normal for d in row.deadlines] == [normal]


@pytest.mark.parametrize("words", ["định hướng đến năm 2045", "tầm nhìn đến năm 2050"])
def test_a_horizon_is_no_deadline(words: str) -> None:
    body = f"**I. VIỆC**\n\n1. Sở Y tế xây dựng đề án giai đoạn 2025 - 2035, {words}.\n"
    assert one(body, "Sở Y tế").deadlines == ()
    due = body.replace(words, "hoàn thành đến năm 2035")
    assert [d.normal for d in one(due, "Sở Y tế").deadlines] == ["2035"]
