"""Times, numbers, money and contacts in sentences; the expected parts are read by eye."""

import pytest

from assistant.times import (
    DATE,
    DEADLINE,
    TIMES_A_YEAR,
    has_date,
    has_deadline,
    has_document_date,
    has_number,
    holds,
)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("báo cáo UBND tỉnh kết quả trước ngày 20/12/2026./.", "trước ngày 20/12/2026"),
        ("về UBND tỉnh chậm nhất ngày 25/7/2026 (đánh giá rõ)", "chậm nhất ngày 25/7/2026"),
        ("cụ thể, hoàn thành trước ngày 15/02/2026; kịp thời", "hoàn thành trước ngày 15/02/2026"),
        (
            "Định kỳ trước ngày 15/6 và ngày 15/12 năm 2026 báo cáo",
            "trước ngày 15/6 và ngày 15/12 năm 2026",
        ),
        (
            "Định kỳ trước ngày 10 tháng 6 và ngày 10 tháng 12 năm 2026, báo cáo",
            "trước ngày 10 tháng 6 và ngày 10 tháng 12 năm 2026",
        ),
        (
            "trong thời hạn 10 ngày kể từ ngày Kế hoạch được ban hành. Gửi về",
            "trong thời hạn 10 ngày kể từ ngày Kế hoạch được ban hành",
        ),
        ("kiến nghị Trung ương xử lý ngay trong Quý II/2026.", "trong Quý II/2026"),
        ("Thời gian thực hiện: Thường xuyên.", "Thường xuyên"),
        ("Định kỳ hằng quý tổ chức họp đánh giá kết quả", "Định kỳ hằng quý"),
        ("Duy trì đối thoại doanh nghiệp hằng quý; xử lý", "hằng quý"),
        ("Phấn đấu đến hết năm 2026, toàn tỉnh", "đến hết năm 2026"),
    ],
)
def test_a_deadline_as_it_stands(sentence: str, found: str) -> None:
    match = DEADLINE.search(sentence)
    assert match
    assert match[0] == found
    assert has_deadline(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Nghị quyết số 02/NQ-CP ngày 08/01/2026 của Chính phủ",
        "Thường xuyên rà soát văn bản quy phạm pháp luật.",
        "cắt giảm thời gian xử lý hồ sơ",
        "giải quyết đúng hạn",
        "so với năm 2025",
        "tăng trưởng 15-20%",
        "",
    ],
)
def test_no_deadline(sentence: str) -> None:
    assert not has_deadline(sentence)


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("trước ngày 10 tháng 6", "ngày 10 tháng 6"),
        ("Sơn La, ngày tháng năm 2026", None),
        ("10 ngày kể từ ngày Kế hoạch được ban hành", None),
        ("tỷ lệ 06/09 chỉ số", None),
    ],
)
def test_a_day_that_is_named(sentence: str, date: str | None) -> None:
    match = DATE.search(sentence)
    assert (match[0] if match else None) == date
    assert has_date(sentence) is bool(date)


def test_the_day_in_a_documents_name_is_no_time() -> None:
    for named in (
        "Nghị quyết số 02/NQ-CP ngày 08/01/2026 của Chính phủ",
        "Kết luận số 90-KL/TU, ngày 03/3/2026 của Ban Chấp hành",
        "Nghị quyết 66.7/2025/NQ-CP ngày 15 tháng 11 năm 2025",
    ):
        assert has_document_date(named)
        assert not has_date(named)
    assert has_date("Nghị quyết số 02/NQ-CP ngày 08/01/2026, xong trước ngày 10/6/2026")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("không thanh tra, kiểm tra quá 01 lần trong năm đối với mỗi", "quá 01 lần trong năm"),
        ("tối đa 2 lần/năm", "tối đa 2 lần/năm"),
        ("không quá 1 lần trong một năm", "không quá 1 lần trong một năm"),
        ("giảm số lần doanh nghiệp phải đi lại", None),
        ("01 lần", None),
    ],
)
def test_times_a_year(sentence: str, found: str | None) -> None:
    match = TIMES_A_YEAR.search(sentence)
    assert (match[0] if match else None) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "100% hồ sơ đăng ký doanh nghiệp đủ điều kiện được giải quyết đúng hạn",
        "Có từ 06/09 chỉ số thành phần tăng điểm.",
        "không thanh tra, kiểm tra quá 01 lần trong năm",
        "khoảng 5.000 doanh nghiệp",
        "đảm bảo mục tiêu tăng trưởng 15-20% số lượng doanh nghiệp",
        "tăng ít nhất 02 bậc so với kỳ xếp hạng trước",
        "2.1. Phấn đấu đạt 50 doanh nghiệp",
        "Tối thiểu 80",
    ],
)
def test_a_number_that_answers_how_much(sentence: str) -> None:
    assert has_number(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "cải thiện môi trường đầu tư kinh doanh năm 2026",
        "giai đoạn 2021-2025, định hướng đến năm 2030",
        "trước ngày 10/12/2026",
        "trước ngày 10 tháng 12 năm 2026",
        "trước ngày 15/6",
        "theo Nghị quyết số 68-NQ/TW",
        "Nghị quyết số 66.7/2025/NQ-CP của Chính phủ",
        "phối hợp với Ngân hàng nhà nước khu vực 5",
        "Ngân hàng Nhà nước chi nhánh Khu vực 3",
        "2. Sở Khoa học và Công nghệ chủ trì",
        "7.1. Sở Công Thương",
        "Chi tiết nhiệm vụ từng cơ quan tại Phụ lục 1",
        "triển khai Đề án 06",
        "theo Điều 5, khoản 2",
        "không có số nào",
    ],
)
def test_a_number_that_is_none(sentence: str) -> None:
    assert not has_number(sentence)


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("kinh phí 2,5 tỷ đồng", {"money"}),
        ("hỗ trợ 500 triệu cho mỗi hộ", {"money"}),
        ("mức phí 1.000.000 đồng", {"money"}),
        ("gọi 0212 3852 001", {"contact"}),
        ("gửi về hotro@example.vn", {"contact"}),
        ("trên https://example.vn", {"contact"}),
        ("đến đường dây nóng của tỉnh", set()),
        ("100% thủ tục được công khai", set()),
        ("khoảng 5.000 doanh nghiệp", set()),
        ("Nghị quyết số 02/NQ-CP ngày 08/01/2026", {"document"}),
        ("Kết luận số 90-KL/TU", {"document"}),
        ("Luật Đầu tư số 61", set()),
    ],
)
def test_money_and_contacts(sentence: str, held: set[str]) -> None:
    assert holds(sentence) == held
