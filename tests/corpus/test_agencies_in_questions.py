"""Bodies: traps, questions with and without marks, English names, and properties."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.agencies import Mention, agencies, english, find, find_english, same
from corpus.words import fold

PLANS = Path(__file__).parents[2] / "corpus" / "plans"


def names(text: str, *, folded: bool = False) -> list[str]:
    return [m.agency for m in find(text, folded=folded)]


def words(text: str) -> list[str]:
    return [m.words for m in find(text)]


def in_english(text: str) -> list[str]:
    return [m.agency for m in find_english(text)]


OFFICE = "Văn phòng UBND tỉnh"
PPC = "UBND tỉnh"
COMMUNES = "UBND các xã, phường"
DEPARTMENTS = "Các sở, ban, ngành"

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


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("KH&CN làm những việc gì?", ["Sở Khoa học và Công nghệ"]),
        ("khcn chủ trì việc gì", ["Sở Khoa học và Công nghệ"]),
        ("NN&MT phối hợp với ai?", ["Sở Nông nghiệp và Môi trường"]),
        ("GD&ĐT và VHTTDL", ["Sở Giáo dục và Đào tạo", "Sở Văn hóa, Thể thao và Du lịch"]),
        ("Bộ KH&CN", ["Bộ Khoa học và Công nghệ"]),
        ("TTr tỉnh và TTT", ["Thanh tra tỉnh", "Thanh tra tỉnh"]),
        ("ttt", []),
        ("Tờ trình 62/TTr-STC", []),
        ("chủ tịch xã phải làm gì?", ["Chủ tịch UBND các xã, phường"]),
        ("chủ tịch xã, phường phải làm gì?", ["Chủ tịch UBND các xã, phường"]),
        ("UBND xã, phường", [COMMUNES]),
    ],
)
def test_short_names_that_only_questions_use(question: str, expected: list[str]) -> None:
    assert names(question, folded=True) == expected


def test_a_field_alone_is_no_body_in_running_text() -> None:
    assert names("ứng dụng KH&CN, phát triển GD&ĐT và VHTTDL; chủ tịch xã") == []


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
        ("What must the departments do?", [DEPARTMENTS]),
        ("which departments take part", []),
        ("the departments of Finance", ["Sở Tài chính"]),
        ("What must communes do? And the wards?", [COMMUNES, COMMUNES]),
        ("one commune", []),
        (
            "the tax office, the taxman and customs officers",
            ["Thuế tỉnh", "Thuế tỉnh", "Chi cục Hải quan khu vực"],
        ),
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


def test_a_place_in_two_parts_is_the_same_named_by_one_of_them() -> None:
    board = "Ban Quản lý Khu kinh tế cửa khẩu"
    assert same(f"{board} Đồng Đăng", f"{board} Đồng Đăng - Lạng Sơn")
    assert same(f"{board} Đồng Đăng – Lạng Sơn", f"{board} Đồng Đăng - Lạng Sơn")
    assert not same(f"{board} Móng Cái", f"{board} Đồng Đăng - Lạng Sơn")


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


@pytest.mark.parametrize("text", ["vp ub lang son", "VP UB tỉnh", "stc hay vp ub"])
def test_the_office_in_the_shortest_form(text: str) -> None:
    assert OFFICE in names(text, folded=True)


def test_a_centre_in_half_a_short_form() -> None:
    for text in ("tt phuc vu hcc", "Trung tâm phục vụ HCC tỉnh"):
        assert names(text, folded=True) == ["Trung tâm Phục vụ hành chính công tỉnh"]
