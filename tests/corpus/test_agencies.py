"""Bodies: the form of the list, mentions in real sentences of the plans, and traps."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import provinces
from corpus.agencies import (
    KINDS,
    PATH,
    Mention,
    agencies,
    agency,
    english,
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


def words(text: str) -> list[str]:
    return [m.words for m in find(text)]


def in_english(text: str) -> list[str]:
    return [m.agency for m in find_english(text)]


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


# --- traps -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Tờ trình số 62/TTr-STC ngày 23/01/2026",
        "Số: /KH-UBND",
        "Số: /KH-VPUBND",
        "Kế hoạch số 2286/KH-UBND ngày 31/3/2026",
        "Quyết định số 12/QĐ-UBND tỉnh này",
        "45/UBND-TH",
        "trên cơ sở giáo dục pháp luật",
        "các cơ sở y tế và trụ sở tài chính",
        "quyền sở hữu",
        "Ban hành Kế hoạch",
        "Tổ chức thực hiện",
        "nguồn lực tài chính",
        "HỘI NGHỊ TỔNG KẾT",
    ],
)
def test_these_name_no_body(text: str) -> None:
    assert find(text) == []


def test_commas_inside_a_name_do_not_split_it() -> None:
    text = "Sở Văn hóa, Thể thao và Du lịch, Sở Y tế"
    assert words(text) == ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"]


@pytest.mark.parametrize(
    "text",
    [
        "Sở Văn hoá, Thể thao và Du lịch",
        "Sở Văn hóa Thể thao & Du lịch",
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        "Sở VH,TT&DL",
        "Sở VHTTDL",
        "Sở VH-TT&DL",
    ],
)
def test_one_department_in_many_spellings(text: str) -> None:
    assert names(text) == ["Sở Văn hóa, Thể thao và Du lịch"]
    assert words(text) == [text]


def test_the_information_centre_of_the_office_is_not_the_office() -> None:
    for dash in "-–":
        text = f"Trung tâm Thông tin {dash} Văn phòng UBND tỉnh"
        assert names(text) == ["Trung tâm Thông tin - Văn phòng UBND tỉnh"]
    assert names("Trung tâm Thông tin; Văn phòng UBND tỉnh")[1:] == [OFFICE]
    assert not same(OFFICE, "Trung tâm Thông tin - Văn phòng UBND tỉnh")


def test_tone_places_do_not_matter() -> None:
    assert names("Uỷ ban nhân dân tỉnh và Ủy ban nhân dân tỉnh") == [PPC, PPC]
    assert names("Toà án nhân dân tỉnh") == ["Tòa án nhân dân tỉnh"]


def test_short_forms_need_capitals_outside_questions() -> None:
    assert names("gửi STC tổng hợp") == ["Sở Tài chính"]
    assert names("gửi stc tổng hợp") == []
    assert names("gui stc tong hop", folded=True) == ["Sở Tài chính"]
    assert names("STC/SNV cùng làm", folded=True) == ["Sở Tài chính", "Sở Nội vụ"]


def test_a_province_after_a_name_belongs_to_the_words_only() -> None:
    (mention,) = find("của UBND tỉnh Sơn La.")
    assert (mention.agency, mention.words) == (PPC, "UBND tỉnh Sơn La")
    (mention,) = find("Sở Tài chính tỉnh Đồng Tháp chủ trì")
    assert (mention.agency, mention.words) == ("Sở Tài chính", "Sở Tài chính tỉnh Đồng Tháp")


def test_a_city_keeps_its_rank() -> None:
    text = "Công an thành phố, UBND TP Cần Thơ, VP UBND TP"
    assert names(text) == ["Công an thành phố", "UBND thành phố", "Văn phòng UBND thành phố"]
    assert english("Công an thành phố") == "City Police"


def test_a_list_item_is_not_the_tail_of_a_name() -> None:
    assert words("Thuế tỉnh Đắk Lắk\n\n- Đánh giá")[0] == "Thuế tỉnh Đắk Lắk"
    assert words("Thuế tỉnh Đắk Lắk\n- Đánh giá")[0] == "Thuế tỉnh Đắk Lắk"


def test_a_body_after_a_dash_is_its_own() -> None:
    assert names("Thuế tỉnh Lạng Sơn - Kho bạc Nhà nước") == [
        "Thuế tỉnh Lạng Sơn",
        "Kho bạc Nhà nước",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Tài chính, Nội vụ và Công Thương", ["Sở Tài chính", "Sở Nội vụ", "Sở Công Thương"]),
        (
            "giao các Sở: Xây dựng, Y tế, KH&CN;",
            ["Sở Xây dựng", "Sở Y tế", "Sở Khoa học và Công nghệ"],
        ),
        ("Sở Tài chính, xây dựng kế hoạch", ["Sở Tài chính"]),
        ("Sở Tài chính, Công an tỉnh", ["Sở Tài chính", "Công an tỉnh"]),
        ("Sở Tài chính. Xây dựng kế hoạch", ["Sở Tài chính"]),
    ],
)
def test_departments_listed_by_their_fields(text: str, expected: list[str]) -> None:
    assert names(text) == expected


# --- questions ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("so tai chinh phai lam gi", ["Sở Tài chính"]),
        ("so nong nghiep va moi truong lam gi", ["Sở Nông nghiệp và Môi trường"]),
        ("thue tinh lang son chu tri viec gi", ["Thuế tỉnh Lạng Sơn"]),
        ("ngan hang nha nuoc khu vuc 3", ["Ngân hàng Nhà nước khu vực 3"]),
        ("so khcn va van phong ubnd tinh", ["Sở Khoa học và Công nghệ", OFFICE]),
        ("cac so ban nganh", [DEPARTMENTS]),
        ("ubnd cac xa phuong", [COMMUNES]),
        ("phong hanh chinh quan tri", ["Phòng Hành chính - Quản trị"]),
        ("doanh nghiep bi doi tien thi goi cong an hay thanh tra tinh",
         ["Công an tỉnh", "Thanh tra tỉnh"]),
        ("toa an nhan dan tinh", ["Tòa án nhân dân tỉnh"]),
        ("hiep hoi doanh nghiep", ["Hiệp hội Doanh nghiệp tỉnh"]),
        ("sở kế hoạch đầu tư cũ", ["Sở Kế hoạch và Đầu tư"]),
    ],
)  # fmt: skip
def test_questions_without_marks(question: str, expected: list[str]) -> None:
    assert names(question, folded=True) == expected


@pytest.mark.parametrize(
    "question",
    [
        "ho so xay dung nop o dau",
        "chi so tai chinh la bao nhieu",
        "cac so lieu nao",
        "co so y te",
        "mot so du lich",
        "cat giam thu tuc",
        "số tài chính",
        "hồ sơ tư pháp",
        "thuê tỉnh",
        "dieu chinh phu hop",
        "cac van ban chi dao",
        "phat trien kinh te so nganh nong nghiep",
    ],
)
def test_questions_that_name_no_body(question: str) -> None:
    assert find(question, folded=True) == []


def test_marks_that_were_typed_mean_something() -> None:
    assert names("sổ tài chính", folded=True) == []
    assert names("sở tai chinh", folded=True) == ["Sở Tài chính"]


# --- bodies that are not on the list ------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Quy hoạch Vũ trụ chủ trì việc gì?", "Sở Quy hoạch Vũ trụ"),
        ("giao Chi cục Thủy lợi thực hiện", "Chi cục Thủy lợi"),
        ("Cục Cảnh sát Quản lý", "Cục Cảnh sát Quản lý"),
        ("và Phòng Đăng ký - Sở Tài chính báo cáo", "Phòng Đăng ký - Sở Tài chính"),
    ],
)
def test_unlisted_bodies_by_their_form(text: str, expected: str) -> None:
    (mention,) = find(text)
    assert (mention.words, mention.known, mention.stem) == (expected, False, "")
    assert english(mention.agency) is None


def test_a_place_is_no_body() -> None:
    assert find("Hải Phòng Quảng Ninh") == []


# --- English -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What does the Department of Finance do?", ["Sở Tài chính"]),
        ("the finance dept and the DOF", ["Sở Tài chính", "Sở Tài chính"]),
        ("Lang Son's Department of Agriculture & Environment", ["Sở Nông nghiệp và Môi trường"]),
        ("provincial tax authority", ["Thuế tỉnh"]),
        ("People's Court, People’s Court, Peoples court", ["Tòa án nhân dân tỉnh"] * 3),
        ("Office of the Provincial People's Committee", [OFFICE]),
        ("the Provincial People's Committee", [PPC]),
        ("State Bank of Vietnam Region 5 branch", ["Ngân hàng Nhà nước khu vực 5"]),
        ("State Bank branch in Region 3", ["Ngân hàng Nhà nước khu vực 3"]),
        ("communes and wards, and all departments", [COMMUNES, DEPARTMENTS]),
        ("Public Administration Service Center", ["Trung tâm Phục vụ hành chính công tỉnh"]),
        ("the police or the Provincial Inspectorate?", ["Công an tỉnh", "Thanh tra tỉnh"]),
        ("Department of Planning and Investment", ["Sở Kế hoạch và Đầu tư"]),
        ("a doc about my land", []),
    ],
)
def test_english_names(question: str, expected: list[str]) -> None:
    assert in_english(question) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sở Tài chính", "Department of Finance"),
        ("STC", "Department of Finance"),
        ("Sở Dân tộc và Tôn giáo", "Department of Ethnic Minorities and Religious Affairs"),
        ("Văn phòng UBND tỉnh", "Office of the Provincial People’s Committee"),
        ("Thuế tỉnh Lạng Sơn", "Lạng Sơn Provincial Tax"),
        ("Ngân hàng Nhà nước khu vực 5", "State Bank of Vietnam, Region 5 Branch"),
        (
            "Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn",
            "Đồng Đăng - Lạng Sơn Border-Gate Economic Zone Management Board",
        ),
        ("Sở Vũ trụ", None),
        ("", None),
    ],
)
def test_english_of_a_name(name: str, expected: str | None) -> None:
    assert english(name) == expected


def test_same_body() -> None:
    assert same("STC", "Sở Tài chính")
    assert same("Thuế tỉnh", "Thuế tỉnh Lạng Sơn")
    assert same("Báo và PT-TH tỉnh Sơn La", "Báo và Phát thanh, Truyền hình Sơn La")
    assert same("Ngân hàng Nhà nước", "Ngân hàng Nhà nước khu vực 5")
    assert not same("Ngân hàng Nhà nước khu vực 3", "Ngân hàng Nhà nước khu vực 5")
    assert not same("Thuế tỉnh Lạng Sơn", "Thuế tỉnh Sơn La")
    assert not same("Sở Tài chính", "Bộ Tài chính")
    assert same("Chi cục Thuỷ lợi", "Chi cục Thủy lợi")


# --- properties ------------------------------------------------------------------------------

FILLER = st.lists(
    st.sampled_from(
        [
            "và",
            "các",
            "giao",
            "chủ",
            "trì",
            "phối",
            "hợp,",
            "thực;",
            "hiện.",
            "2026",
            "100%",
            "(kế",
            "hoạch)",
            "–",
            "/",
            "-",
            "\n",
            "của",
            "Quý",
            "II",
        ]
    ),
    max_size=12,
).map(" ".join)
NAMES = st.sampled_from([a.name for a in agencies() if a.kind in ("department", "court", "board")])


@settings(deadline=None, max_examples=150)
@given(FILLER, NAMES, FILLER)
def test_a_name_put_into_a_text_is_found(before: str, name: str, after: str) -> None:
    text = f"{before}; {name}; {after}"
    place = len(before) + 2
    assert any(m.start == place and m.stem == name for m in find(text)), text


@settings(deadline=None, max_examples=150)
@given(
    st.text(alphabet=st.sampled_from(list("SởTàichíUBND tỉnhKh-–/,.12&\n¹ỦyĐ")), max_size=60),
    st.booleans(),
)
def test_words_are_the_text_at_its_place(text: str, folded: bool) -> None:
    check_places(text, find(text, folded=folded))


@pytest.mark.parametrize("path", sorted(PLANS.glob("*.md")), ids=lambda p: p.stem)
def test_words_are_the_text_in_whole_plans(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    mentions = find(text)
    assert mentions
    check_places(text, mentions)


@pytest.mark.parametrize("path", sorted(PLANS.glob("*.md")), ids=lambda p: p.stem)
def test_a_plan_without_its_marks_names_the_same_bodies(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    marked = {(m.start, m.stem) for m in find(text, folded=True) if m.known}
    bare = {(m.start, m.stem) for m in find(fold(text), folded=True)}
    assert bare - marked == set()
    # Only the short form that needs its capitals is lost with them.
    assert {text[start : start + 4] for start, _ in marked - bare} <= {"TTTT"}


def check_places(text: str, mentions: list[Mention]) -> None:
    before = 0
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.words
        assert before <= mention.start < mention.end
        before = mention.end
