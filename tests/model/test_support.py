"""Words, negations and bounds of a sentence against the plan's words that are to prove it."""

import pytest

from assistant.model.denying import bounds, negations, same_negation
from assistant.model.sources import source_of
from assistant.model.support import unsupported

LAND = (
    "Sở Nông nghiệp và Môi trường chủ trì rà soát, chuẩn hóa Cơ sở dữ liệu quốc gia về đất đai "
    "trên địa bàn tỉnh Sơn La; đảm bảo tính thống nhất, chính xác của dữ liệu."
)
MOTTO = "Đồng hành cùng doanh nghiệp; Không gây phiền hà; Không kéo dài thời gian xử lý hồ sơ."
TARGET = "Mức độ hài lòng của người dân, doanh nghiệp: tối thiểu 90%."


def missing(text: str, plan: str, language: str = "vi") -> list[str]:
    return unsupported(text, source_of(plan), language)


# --- words, Vietnamese ---


@pytest.mark.parametrize(
    "text",
    [
        "Sở Nông nghiệp và Môi trường rà soát Cơ sở dữ liệu quốc gia về đất đai.",
        "Việc chuẩn hóa Cơ sở dữ liệu quốc gia về đất đai do sở này chủ trì.",
        "Ở Sơn La, tính thống nhất của dữ liệu được đảm bảo.",
        "Theo kế hoạch, cơ quan này có trách nhiệm rà soát.",
        "bảo đảm tính chính xác của dữ liệu",  # a wording that says the same
        "Sở NN&MT chuẩn hóa CSDL quốc gia về đất đai.",  # short forms
        "CHUẨN HÓA CƠ SỞ DỮ LIỆU",
    ],
)
def test_the_plans_words_in_another_order_are_supported(text: str) -> None:
    assert missing(text, LAND) == []


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("Sở này cấp giấy phép.", ["cấp", "giấy", "phép"]),
        ("Sở này rà soát hồ sơ thuế.", ["hồ", "sơ", "thuế"]),
        ("Rà soát cơ sở dữ liệu quốc tế.", ["tế"]),
        ("Chỉ rà soát.", ["chỉ"]),  # it shuts out what the plan does not
        ("Nên rà soát.", ["nên"]),
        ("Tất cả dữ liệu.", ["tất", "cả"]),
    ],
)
def test_words_that_the_plan_does_not_have_are_told(text: str, strange: list[str]) -> None:
    assert missing(text, LAND) == strange


@pytest.mark.parametrize("letter", ["\u0430", "\u03b1", "ɑ"])  # Cyrillic, Greek, a Latin one
def test_a_letter_that_looks_like_another_is_another(letter: str) -> None:
    assert missing(f"Sở này rà so{letter}t rồi chuẩn hó{letter}.", LAND)


def test_words_of_two_sentences_are_not_side_by_side() -> None:
    plan = "Giảm chi phí. Thời gian xử lý hồ sơ."
    assert missing("Giảm chi phí.", plan) == []
    assert missing("Phí thời gian.", "Chi phí. Tiết kiệm. Lãng phí. Kéo dài thời gian.") == []
    assert missing("Cắt giảm thời gian.", plan) != []


def test_a_province_of_another_plan_is_told() -> None:
    assert missing("Ở Lạng Sơn, sở này rà soát.", LAND) == ["Lạng Sơn"]
    assert missing("In Lạng Sơn, it reviews.", LAND, "en")[0] == "Lạng Sơn"
    assert missing("Ở Sơn La, sở này rà soát.", LAND) == []


def test_names_of_bodies_are_left_to_the_register() -> None:
    assert missing("Sở Tư pháp rà soát.", LAND) == []


def test_an_index_that_is_not_named_there_must_stand_word_by_word() -> None:
    plan = "Thanh tra tỉnh chủ trì theo dõi chỉ số thành phần Chi phí không chính thức."
    assert missing("Chỉ số Chi phí không chính thức.", plan) == []
    assert missing("Chỉ số Cạnh tranh bình đẳng.", plan) != []
    assert missing("The Informal Charges sub-index.", plan, "en") == []
    assert missing("The Fair Competition sub-index.", plan, "en") != []


def test_only_is_not_said_by_the_same_syllable_of_another_word() -> None:
    plan = "Sở Tư pháp theo dõi chỉ số, phối hợp thực hiện."
    assert missing("Chỉ phối hợp thực hiện.", plan) == ["chỉ"]
    assert missing("Theo dõi chỉ số.", plan) == []


# --- words, English ---


@pytest.mark.parametrize(
    "text",
    [
        "The department leads the review of the national land database.",
        "Reviewing and standardising the database on land is its task.",
        "It ensures that data are consistent and accurate.",
        "Under the plan of Sơn La, it reviews data.",
    ],
)
def test_english_words_with_a_rendering_there_are_supported(text: str) -> None:
    assert missing(text, LAND, "en") == []


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("It issues licences for data.", "licences"),
        ("It sells the national land database.", "sells"),
        ("It reviews the tax database.", "tax"),
        ("It quickly reviews data.", "quickly"),
        ("It gladly reviews data.", "gladly"),
        ("It reviews 3 million data.", "million"),
    ],
)
def test_english_words_without_one_are_told(text: str, strange: str) -> None:
    assert strange in missing(text, LAND, "en")


def test_a_number_in_words_must_stand_there() -> None:
    plan = "Chỉ số tăng ít nhất 02 bậc, 2 lần."
    assert "three" in missing("It rises three ranks.", plan, "en")
    assert "two" not in missing("It rises two ranks.", plan, "en")
    assert "dozen" in missing("It rises a dozen ranks.", plan, "en")
    assert "mười" in missing("Tăng mười bậc.", plan)


# --- negations ---


def denied(text: str, plan: str, language: str = "vi") -> list[str]:
    return negations(text, plan, language)


@pytest.mark.parametrize(
    "text",
    [
        "Gây phiền hà.",
        "Phương châm là gây phiền hà.",
        "Kéo dài thời gian xử lý hồ sơ.",
        "Không đồng hành cùng doanh nghiệp.",
        "Chưa đồng hành cùng doanh nghiệp.",
        "Chẳng đồng hành cùng doanh nghiệp.",
        "Cấm đồng hành cùng doanh nghiệp.",
    ],
)
def test_a_negation_dropped_or_added_is_told(text: str) -> None:
    assert denied(text, MOTTO)


@pytest.mark.parametrize(
    "text",
    [
        "Không gây phiền hà.",
        "Cán bộ không được gây phiền hà.",
        "Không kéo dài thời gian xử lý hồ sơ.",
        "Đồng hành cùng doanh nghiệp, không gây phiền hà.",
        "Đồng hành cùng doanh nghiệp.",
        "Không gây phiền hà, không kéo dài thời gian xử lý hồ sơ.",
    ],
)
def test_a_negation_that_is_kept_is_no_fault(text: str) -> None:
    assert denied(text, MOTTO) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It does not accompany enterprises.", True),  # MOTTO denies other things
        ("It is to cause no trouble.", False),
        ("It is to cause trouble.", True),
        ("It prolongs the processing time of files.", True),
        ("It does not prolong the processing time of files.", False),
        ("It accompanies enterprises.", False),
    ],
)
def test_negations_in_english(text: str, told: bool) -> None:
    assert bool(denied(text, MOTTO, "en")) is told


@pytest.mark.parametrize(
    "text",
    [
        "It does not review data.",
        "It never reviews data.",
        "It cannot review data.",
        "It reviews no data.",
        "It doesn't review data.",
        "It doesn’t review data.",
        "Without data, it reviews.",
        "Neither data nor review.",
    ],
)
def test_a_denial_needs_one_in_the_plan(text: str) -> None:
    assert denied(text, LAND, "en") == ["not"]


def test_the_number_of_a_document_denies_nothing() -> None:
    plan = "Thực hiện Nghị quyết số 02/NQ-CP."
    assert denied("It implements Resolution No. 02/NQ-CP.", plan, "en") == []
    assert denied("No. 02 is it.", plan, "en") == []
    assert denied("No resolution is it.", plan, "en") == ["not"]


def test_words_that_only_sound_like_a_denial() -> None:
    assert denied("Không gian mạng của tỉnh.", "Mạng của tỉnh.") == []
    assert denied("Không khí mạng của tỉnh.", "Mạng của tỉnh.") == []
    assert denied("Units under it.", LAND, "en") == []
    assert denied("Until then, unless asked.", LAND, "en") == []


@pytest.mark.parametrize(
    ("english", "vietnamese", "same"),
    [
        ("It causes no trouble.", "Không gây phiền hà.", True),
        ("It causes trouble.", "Không gây phiền hà.", False),
        ("It does not help.", "Hỗ trợ doanh nghiệp.", False),
        ("It helps.", "Hỗ trợ doanh nghiệp.", True),
        ("Informal charges.", "Chi phí không chính thức.", True),
        ("Charges.", "Chi phí không chính thức.", False),
    ],
)
def test_a_translation_denies_where_its_original_does(
    english: str, vietnamese: str, same: bool
) -> None:
    assert same_negation(english, vietnamese) is same


# --- bounds ---


def unbounded(text: str, plan: str) -> list[str]:
    return bounds(text, plan, "en" if text.isascii() else "vi")


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("Tối thiểu 90%.", TARGET),
        ("Ít nhất 90%.", TARGET),
        ("At least 90%.", TARGET),
        ("A minimum of 90%.", TARGET),
        ("At least about 90%.", TARGET),
        ("Tối đa 5 ngày.", "Không quá 5 ngày."),
        ("At most 5 days.", "Không quá 5 ngày."),
        ("A maximum of 5 days.", "tối đa 5 ngày"),
        ("Trên 80%.", "Đạt trên 80%."),
        ("More than 80%.", "Vượt 80%."),
        ("Dưới 10%.", "Tăng dưới 10%."),
        ("Less than 10%.", "Tăng dưới 10%."),
        ("Before 20 December 2026.", "trước ngày 20/12/2026"),
        ("Trước ngày 25/7/2026.", "chậm nhất ngày 25/7/2026"),
        ("After 1 July 2026.", "kể từ ngày 01/7/2026"),
        ("90%.", TARGET),
        ("No bound is set.", "Không quá 5 ngày."),
    ],
)
def test_a_bound_that_the_plan_sets(text: str, plan: str) -> None:
    assert unbounded(text, plan) == []


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("Tối đa 90%.", TARGET),
        ("Không quá 90%.", TARGET),
        ("At most 90%.", TARGET),
        ("Not exceeding 90%.", TARGET),
        ("Less than 90%.", TARGET),
        ("Under 90%.", TARGET),
        ("Tối thiểu 90%.", "Đạt 90%."),
        ("At least 90%.", "Đạt 90%."),
        ("No less than 5 days.", "Không quá 5 ngày."),
        ("More than 5 days.", "Không quá 5 ngày."),
        ("Over 80%.", "Dưới 80%."),
        ("Dưới 80%.", "Đạt trên 80%."),
        ("Sau ngày 25/7/2026.", "chậm nhất ngày 25/7/2026"),
        ("After 20 December 2026.", "trước ngày 20/12/2026"),
        ("Before 1 July 2026.", "kể từ ngày 01/7/2026"),
        ("Trước ngày 01/7/2026.", "ngày 01/7/2026"),
    ],
)
def test_a_bound_that_it_does_not(text: str, plan: str) -> None:
    assert unbounded(text, plan)
