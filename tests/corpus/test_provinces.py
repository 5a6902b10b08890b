"""Provinces: the 34 of today, the 29 merged ones, and their names in text."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import DataError
from corpus.provinces import PATH, find, load_provinces, province, provinces

# Resolution 202/2025/QH15, article 1: the units that were not merged with others.
ALONE = {
    "Hà Nội", "Huế", "Lai Châu", "Điện Biên", "Sơn La", "Lạng Sơn", "Quảng Ninh",
    "Thanh Hóa", "Nghệ An", "Hà Tĩnh", "Cao Bằng",
}  # fmt: skip
CITIES = {"Hà Nội", "Huế", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Thành phố Hồ Chí Minh"}


def names(text: str) -> list[str]:
    return [m.province for m in find(text)]


def test_34_today_and_29_before() -> None:
    today = {p.name for p in provinces() if p.merged_into is None}
    merged = [p for p in provinces() if p.merged_into is not None]
    assert (len(today), len(merged)) == (34, 29)
    assert {p.merged_into for p in merged} == today - ALONE
    assert {p.merged_on for p in merged} == {datetime.date(2025, 7, 1)}
    assert {p.name for p in provinces() if p.kind == "thành phố"} == CITIES


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("Hòa Bình", "Phú Thọ"),
        ("Bắc Giang", "Bắc Ninh"),
        ("Bình Dương", "Thành phố Hồ Chí Minh"),
        ("Quảng Nam", "Đà Nẵng"),
        ("Phú Yên", "Đắk Lắk"),
        ("Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh"),
        ("Kon Tum", "Quảng Ngãi"),
        ("Sơn La", "Sơn La"),
    ],
)
def test_what_a_province_became(former: str, today: str) -> None:
    assert province(former).today == today


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("so sánh Lạng Sơn và Sơn La", ["Lạng Sơn", "Sơn La"]),
        ("so sanh lang son va son la", ["Lạng Sơn", "Sơn La"]),
        ("Compare Lang Son with Lai Chau", ["Lạng Sơn", "Lai Châu"]),
        ("What about Hanoi, Ha Noi, Saigon, HCMC and Da Nang?",
         ["Hà Nội", "Hà Nội", "Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh", "Đà Nẵng"]),
        ("TP.HCM, TP. Hồ Chí Minh, TPHCM, Sài Gòn, HN",
         ["Thành phố Hồ Chí Minh"] * 4 + ["Hà Nội"]),
        ("tuyến Cao tốc Hòa Bình - Mộc Châu và các tuyến đường", ["Hòa Bình"]),
        ("Hoà Bình, Khánh Hoà, Thanh Hoá", ["Hòa Bình", "Khánh Hòa", "Thanh Hóa"]),
        ("o dien bien thi sao", ["Điện Biên"]),
        ("tinh hoa binh", ["Hòa Bình"]),
        ("plan for hue province", ["Huế"]),
        ("Đắc Lắc, Daklak, Đăk Lăk", ["Đắk Lắk"] * 3),
        ("Bà Rịa – Vũng Tàu và BR-VT", ["Bà Rịa - Vũng Tàu"] * 2),
        ("Quảng Nam - Đà Nẵng", ["Quảng Nam", "Đà Nẵng"]),
        ("tỉnh Hà Nam, hà nam", ["Hà Nam", "Hà Nam"]),
        ("TỈNH LẠNG SƠN", ["Lạng Sơn"]),
        ("Lang Son's plan", ["Lạng Sơn"]),
    ],
)  # fmt: skip
def test_names_in_both_languages(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "giữ gìn hòa bình và ổn định",
        "vi hoa binh va phat trien",
        "dien bien phuc tap",
        "diễn biến phức tạp",
        "điểm số cao bằng năm ngoái",
        "châu Á - Thái Bình Dương",
        "nghiên cứu hải dương học",
        "Đoàn TNCS Hồ Chí Minh",
        "hai phong ban nao phoi hop",
        "can lam dong bo",
        "so lieu bien dong thap",
        "trung tam da nang",
        "a darker hue",
        "hàng năm, hang nam",
        "longan",
        "Bắc Ninhh và XSơn La",
        "chiến thắng Điện Biên Phủ",
    ],
)
def test_common_words_are_no_provinces(text: str) -> None:
    assert names(text) == []


def test_a_province_that_is_not_there() -> None:
    with pytest.raises(DataError, match="no province 'Atlantis'"):
        province("Atlantis")


@pytest.mark.parametrize(
    ("change", "to", "why"),
    [
        ("\tPhú Thọ\t2025-07-01", "\tHà Nam\t2025-07-01", "no province of today"),
        ("2025-07-01", "2025-13-01", "no date"),
        ("\ttỉnh\t", "\tcounty\t", "kind"),
        ("\tlower\t", "\tsmall\t", "risk"),
        ("Hanoi |", "Saigon |", "is a form of"),
    ],
)
def test_a_broken_table_is_refused(tmp_path: Path, change: str, to: str, why: str) -> None:
    text = PATH.read_text(encoding="utf-8")
    assert change in text
    path = tmp_path / "provinces.tsv"
    path.write_text(text.replace(change, to, 1), encoding="utf-8")
    with pytest.raises(DataError, match=rf"provinces\.tsv, line \d+: .*{why}"):
        load_provinces(path)


NAMES = st.sampled_from([(p.name, p.en) for p in provinces()])


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet="xyz ,;\n(1.)", max_size=20), NAMES)
def test_a_name_put_into_a_text_is_found(before: str, both: tuple[str, str]) -> None:
    for written in both:
        text = f"{before}; {written}; kq"
        (mention,) = find(text)
        assert mention.province == both[0]
        assert text[mention.start : mention.end] == mention.words == written
