"""Bodies: the form of the list, and mentions in real sentences of the plans."""

import datetime
from pathlib import Path

import pytest

from corpus import provinces
from corpus.agencies import (
    KINDS,
    PATH,
    agencies,
    agency,
    find,
    find_english,
    load_agencies,
    same,
    successor,
)
from corpus.errors import DataError
from corpus.words import fold

PLANS = Path(__file__).parents[2] / "corpus" / "plans"


def names(text: str, *, folded: bool = False) -> list[str]:
    return [m.agency for m in find(text, folded=folded)]


# --- the list itself -------------------------------------------------------------------


def test_the_list_is_large_sorted_and_of_known_kinds() -> None:
    rows = agencies()
    assert len(rows) >= 150
    keys = [(fold(a.name), a.name) for a in rows]
    assert keys == sorted(set(keys))
    assert {a.kind for a in rows} <= KINDS


def test_every_department_of_a_province_is_there() -> None:
    # Decree 45/2025, articles 8 and 9: the fourteen departments and those of some places.
    for name in (
        "Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Sở Công Thương",
        "Sở Nông nghiệp và Môi trường", "Sở Xây dựng", "Sở Khoa học và Công nghệ",
        "Sở Văn hóa, Thể thao và Du lịch", "Sở Giáo dục và Đào tạo", "Sở Y tế",
        "Thanh tra tỉnh", "Văn phòng UBND tỉnh", "Sở Ngoại vụ", "Sở Dân tộc và Tôn giáo",
        "Sở Du lịch", "Sở Quy hoạch - Kiến trúc",
    ):  # fmt: skip
        row = agency(name)
        assert row is not None, name
        assert row.until is None


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("Sở Kế hoạch và Đầu tư", "Sở Tài chính"),
        ("Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ"),
        ("Sở Tài nguyên và Môi trường", "Sở Nông nghiệp và Môi trường"),
        ("Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và Môi trường"),
        ("Sở Giao thông vận tải", "Sở Xây dựng"),
        ("Sở Lao động - Thương binh và Xã hội", "Sở Nội vụ"),
    ],
)
def test_former_departments_know_who_came_after(former: str, today: str) -> None:
    row = agency(former)
    assert row is not None
    assert row.until == datetime.date(2025, 3, 1)
    assert successor(former) == today
    assert successor(today) == today
    assert not same(former, today)


def test_every_form_finds_its_own_body() -> None:
    for row in agencies():
        for form in (row.name, *row.forms):
            found = find(form, folded=True)
            assert [m.stem for m in found] == [row.name], form


def test_every_english_form_finds_its_own_body() -> None:
    for row in agencies():
        for form in (row.en, *row.en_forms):
            found = find_english(form)
            assert [m.stem for m in found] == [row.name], form


def test_no_row_belongs_to_one_province() -> None:
    for row in agencies():
        for form in (row.name, row.en, *row.forms, *row.en_forms):
            assert [p.words for p in provinces.find(form)] == [], form


def broken_table(tmp_path: Path, change: str, to: str) -> Path:
    text = PATH.read_text(encoding="utf-8")
    assert text.count(change) >= 1
    path = tmp_path / "agencies.tsv"
    path.write_text(text.replace(change, to, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "to", "why"),
    [
        ("Sở TC | STC", "Sở TC | STC | SNV", "is a form of"),
        ("\tdepartment\t", "\tministry of magic\t", "kind"),
        ("\tprovince\t", "\tsomewhere\t", "tail"),
        ("2025-03-01", "1/3/2025", "no date"),
        ("\tSở Tài chính\t2025-03-01", "\tSở Vũ trụ\t2025-03-01", "not on the list"),
        ("Thanh tra tỉnh\t", "Thanh tra tỉnh\t\t", "fields instead of"),
        ("\nSở Y tế\t", "\nA Sở Y tế\t", "out of order"),
        ("\tD45\t", "\tNOWHERE\t", "not defined"),
        ("name\ten\t", "name\tenglish\t", "columns"),
    ],
)
def test_a_broken_list_is_refused_with_its_line(
    tmp_path: Path, change: str, to: str, why: str
) -> None:
    with pytest.raises(DataError, match=rf"agencies\.tsv, line \d+: .*{why}"):
        load_agencies(broken_table(tmp_path, change, to))


# --- sentences of the plans, mentions written by hand -----------------------------------

PPC = "UBND tỉnh"
OFFICE = "Văn phòng UBND tỉnh"
COMMUNES = "UBND các xã, phường"
DEPARTMENTS = "Các sở, ban, ngành"
UNITS = "Các đơn vị có liên quan"
DIVISIONS = "Các phòng, ban, trung tâm"

SENTENCES: list[tuple[str, str, list[str]]] = [
    (
        "lang-son-pci-2026",
        "chủ trì theo dõi, đánh giá chỉ số thành phần Tiếp cận nguồn lực, phối hợp với Ngân "
        "hàng nhà nước khu vực 5, Sở Xây dựng, Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - "
        "Lạng Sơn, UBND các xã, phường thực hiện.",
        [
            "Ngân hàng Nhà nước khu vực 5",
            "Sở Xây dựng",
            "Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn",
            COMMUNES,
        ],
    ),
    (
        "lang-son-pci-2026",
        "chủ trì, phối hợp với Sở Xây dựng, Sở Công Thương, Ban Quản lý Khu kinh tế cửa khẩu "
        "Đồng Đăng – Lạng Sơn thực hiện.",
        [
            "Sở Xây dựng",
            "Sở Công Thương",
            "Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn",
        ],
    ),
    (
        "lang-son-pci-2026",
        "chủ trì, phối hợp với Thuế tỉnh Lạng Sơn, UBND xã, phường và các sở, ngành liên quan "
        "xây dựng kế hoạch thực hiện",
        ["Thuế tỉnh Lạng Sơn", COMMUNES, "Các sở, ban, ngành liên quan"],
    ),
    (
        "lang-son-pci-2026",
        "chủ trì, phối hợp với Sở Tài chính, Kho bạc nhà nước thực hiện",
        ["Sở Tài chính", "Kho bạc Nhà nước"],
    ),
    (
        "lang-son-pci-2026",
        "Phối hợp với Văn phòng UBND tỉnh, Trung tâm Phục vụ hành chính công tỉnh, các sở, "
        "ngành liên quan và UBND các xã, phường tổ chức thực hiện.",
        [
            OFFICE,
            "Trung tâm Phục vụ hành chính công tỉnh",
            "Các sở, ban, ngành liên quan",
            COMMUNES,
        ],
    ),
    (
        "lang-son-pci-2026",
        "chủ trì, phối hợp với Công an tỉnh, Sở Tư pháp theo dõi, đánh giá chỉ số thành phần "
        "Thiết chế pháp lý",
        ["Công an tỉnh", "Sở Tư pháp"],
    ),
    (
        "lang-son-pci-2026",
        "Thành lập Tổ công tác về PCI và phát triển kinh tế tư nhân tỉnh Lạng Sơn với sự tham "
        "gia của lãnh đạo một số sở ngành liên quan trực tiếp, mời lãnh đạo Hiệp hội Doanh "
        "nghiệp tỉnh và một số doanh nghiệp tiêu biểu.",
        [
            "Tổ công tác về PCI và phát triển kinh tế tư nhân tỉnh",
            "Các sở, ban, ngành liên quan",
            "Hiệp hội Doanh nghiệp tỉnh",
        ],
    ),
    (
        "lang-son-pci-2026",
        "Sở Văn hóa, Thể thao và Du lịch, Báo và Phát thanh, Truyền hình Lạng Sơn: thông tin",
        ["Sở Văn hóa, Thể thao và Du lịch", "Báo và Phát thanh, Truyền hình Lạng Sơn"],
    ),
    (
        "lang-son-pci-2026",
        "- Trung tâm XTĐTMDL, Liên minh HTX tỉnh;",
        ["Trung tâm Xúc tiến đầu tư, thương mại và du lịch", "Liên minh Hợp tác xã tỉnh"],
    ),
    ("lang-son-pci-2026", "- Ủy Ban MTTQ VN tỉnh;", ["Ủy ban MTTQ Việt Nam tỉnh"]),
    (
        "lang-son-pci-2026",
        "Thành lập Tổ công tác của UBND tỉnh về tháo gỡ khó khăn trong lĩnh vực thuế, tài "
        "chính và thanh quyết toán.",
        [
            "Tổ công tác của UBND tỉnh về tháo gỡ khó khăn trong lĩnh vực thuế, tài chính và "
            "thanh quyết toán"
        ],
    ),
    (
        "son-la-nq02-2026",
        "Theo đề nghị của Sở Tài chính tại Tờ trình số 62/TTr-STC ngày 23/01/2026;",
        ["Sở Tài chính"],
    ),
    (
        "son-la-nq02-2026",
        "2.4. Các Sở, ban, ngành, UBND các xã, phường, các đơn vị có liên quan",
        [DEPARTMENTS, COMMUNES, UNITS],
    ),
    (
        "son-la-nq02-2026",
        "3.2. Các đơn vị chuyên ngành (Sở Xây dựng, Công an tỉnh; Sở Y tế, Sở Công Thương...)",
        ["Các đơn vị chuyên ngành", "Sở Xây dựng", "Công an tỉnh", "Sở Y tế", "Sở Công Thương"],
    ),
    ("son-la-nq02-2026", "4.6. Thanh tra Tỉnh và Công an Tỉnh", ["Thanh tra tỉnh", "Công an tỉnh"]),
    (
        "son-la-nq02-2026",
        "5.3. Ngân hàng Nhà nước chi nhánh Khu vực 3",
        ["Ngân hàng Nhà nước khu vực 3"],
    ),
    (
        "son-la-nq02-2026",
        "Sở, ban, ngành; Trung tâm Thông tin - Văn phòng UBND tỉnh; UBND các xã, phường",
        [DEPARTMENTS, "Trung tâm Thông tin - Văn phòng UBND tỉnh", COMMUNES],
    ),
    (
        "son-la-nq02-2026",
        "Sở Khoa học và Công nghệ chủ trì phối hợp với các cơ quan Báo, Đài trên địa bàn tỉnh, "
        "Ban Tuyên giáo và Dân vận Tỉnh ủy, Cổng thông tin điện tử tỉnh làm tốt",
        [
            "Sở Khoa học và Công nghệ",
            "Các cơ quan báo, đài",
            "Ban Tuyên giáo và Dân vận Tỉnh ủy",
            "Cổng thông tin điện tử tỉnh",
        ],
    ),
    ("son-la-nq02-2026", "- Báo và PT-TH tỉnh Sơn La;", ["Báo và Phát thanh, Truyền hình Sơn La"]),
    (
        "son-la-nq02-2026",
        "- HHDN tỉnh, LM HTX tỉnh;",
        ["Hiệp hội Doanh nghiệp tỉnh", "Liên minh Hợp tác xã tỉnh"],
    ),
    (
        "son-la-nq02-2026",
        "theo quy định tại Quy định số 429-QĐ/TU ngày 01/7/2022 của Tỉnh uỷ",
        ["Tỉnh ủy"],
    ),
    (
        "lai-chau-kl90-2026",
        "Đơn vị chủ trì: Phòng Hành chính – Quản trị, Trung tâm Tin học và Công báo.",
        ["Phòng Hành chính - Quản trị", "Trung tâm Tin học và Công báo"],
    ),
    ("lai-chau-kl90-2026", "Đơn vị thực hiện: Các phòng, ban, trung tâm.", [DIVISIONS]),
    (
        "lai-chau-kl90-2026",
        "Đơn vị phối hợp: Các phòng, ban, trung tâm liên quan.",
        ["Các phòng, ban, trung tâm liên quan"],
    ),
    (
        "lai-chau-kl90-2026",
        "2. Giao Phòng Hành chính – Quản trị theo dõi, đôn đốc thực hiện Kế hoạch này; định kỳ "
        "hoặc đột xuất báo cáo kết quả triển khai thực hiện của cơ quan về Sở Nội vụ",
        ["Phòng Hành chính - Quản trị", "Sở Nội vụ"],
    ),
    (
        "lai-chau-kl90-2026",
        "Đơn vị thực hiện: Trung tâm Phục vụ Hành chính công.",
        ["Trung tâm Phục vụ hành chính công tỉnh"],
    ),
]


@pytest.mark.parametrize(("plan", "sentence", "expected"), SENTENCES)
def test_bodies_of_real_sentences(plan: str, sentence: str, expected: list[str]) -> None:
    assert names(sentence) == expected
    assert all(m.known for m in find(sentence))


def test_the_sentences_are_the_plans_own() -> None:
    """Hold the sentences above to the shipped files, markup and line ends aside."""
    texts = {p.stem: flat(p.read_text(encoding="utf-8")) for p in PLANS.glob("*.md")}
    made = {"theo quy định tại Quy định số 429"}
    for plan, sentence, _ in SENTENCES:
        if not any(sentence.startswith(start) for start in made):
            assert flat(sentence) in texts[plan], sentence


def flat(text: str) -> str:
    for mark in "*#":
        text = text.replace(mark, "")
    return "".join(text.split())
