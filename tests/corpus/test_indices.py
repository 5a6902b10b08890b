"""Indices: the form of the table, names in the plans, in questions and in English."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import DataError
from corpus.indices import PATH, Alias, find, find_english, index, indices, load_indices

PLANS = Path(__file__).parents[2] / "corpus" / "plans"


def ids(text: str, *, folded: bool = False) -> list[str]:
    return [m.index for m in find(text, folded=folded)]


def test_the_nine_sub_indices_of_2026_are_there() -> None:
    # The nine names under "2. Cải thiện các chỉ số thành phần PCI" of a shipped plan.
    expected = {
        "Gia nhập thị trường": "pci-entry",
        "Tiếp cận nguồn lực": "pci-land",
        "Tính minh bạch": "pci-transparency",
        "Chi phí tuân thủ thủ tục hành chính": "pci-time",
        "Chi phí không chính thức": "pci-informal",
        "Cạnh tranh bình đẳng": "pci-competition",
        "Chính sách hỗ trợ doanh nghiệp": "pci-support",
        "Thiết chế pháp lý": "pci-law",
        "Chính quyền kiến tạo": "pci-proactivity",
    }
    assert {i.name: i.id for i in indices() if i.name in expected} == expected
    assert len(indices()) >= 30


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # https://pcivietnam.vn: the ten sub-indices before PCI 2.0, in their order.
        ("Entry Costs", "pci-entry"),
        ("Access to Land", "pci-land"),
        ("Transparency", "pci-transparency"),
        ("Time Costs", "pci-time"),
        ("Informal Charges", "pci-informal"),
        ("Policy Bias", "pci-competition"),
        ("Proactivity", "pci-proactivity"),
        ("Business Support Services", "pci-support"),
        ("Labor Policy", "pci-labour"),
        ("Law & Order", "pci-law"),
    ],
)
def test_official_english_names(name: str, expected: str) -> None:
    assert index(expected).en == name
    assert [m.index for m in find_english(f"Which agency leads {name.lower()}?")] == [expected]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("which agency leads the land access index?", ["pci-land"]),
        ("access to resources", ["pci-land"]),
        ("who deals with unofficial payments", ["pci-informal"]),
        ("informal costs and market entry", ["pci-informal", "pci-entry"]),
        ("law and order, legal institutions", ["pci-law", "pci-law"]),
        ("fair competition; equal competition", ["pci-competition", "pci-competition"]),
        ("labour policy", ["pci-labour"]),
        ("the provincial competitiveness index, PCI", ["pci", "pci"]),
        ("PAR Index, SIPAS and the innovation index", ["par-index", "sipas", "pii"]),
        ("my land lease", []),
    ],
)
def test_english_questions(question: str, expected: list[str]) -> None:
    assert [m.index for m in find_english(question)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "tập trung cải thiện các chỉ số thành phần có điểm số thấp so với trung vị cả nước: "
            "Gia nhập thị trường, Tiếp cận đất đai và nguồn lực, Tính minh bạch, Chi phí thời "
            "gian, Chính sách hỗ trợ doanh nghiệp và lao động, Thiết chế pháp lý.",
            ["pci-entry", "pci-land", "pci-transparency", "pci-time", "pci-support", "pci-law"],
        ),
        (
            "Phát huy các kết quả đạt được về Chỉ số Cải cách hành chính (PAR INDEX), Chỉ số sự "
            "hài lòng về sự phục vụ hành chính (SIPAS), đặc biệt là sự hài lòng",
            ["par-index", "par-index", "sipas", "sipas"],
        ),
        (
            "nâng cao xếp hạng chỉ số Đổi mới sáng tạo của tỉnh tăng ít nhất một bậc, chỉ số "
            "Hoạt động chính quyền số của tỉnh tăng ít nhất 02 bậc",
            ["pii", "dti-government"],
        ),
        ("các chỉ tiêu PCI, BPI (Chỉ số hiệu quả kinh tế tư nhân)", ["pci", "bpi", "bpi"]),
        ("Nâng cao tính minh bạch; tạo điều kiện thuận lợi", []),
        ("Hỗ trợ doanh nghiệp xây dựng hệ thống quản trị chất lượng", []),
        ("cắt giảm các chi phí không chính thức", []),
        ("cải thiện chỉ số thành phần tính minh bạch", ["pci-transparency"]),
    ],
)
def test_sentences_of_plans(sentence: str, expected: list[str]) -> None:
    assert ids(sentence) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("chi so tiep can dat dai do ai chu tri", ["pci-land"]),
        ("tiếp cận nguồn lực", ["pci-land"]),
        ("chi phi khong chinh thuc", ["pci-informal"]),
        ("chi phi thoi gian, tinh nang dong", ["pci-time", "pci-proactivity"]),
        ("chi phi tuan thu thu tuc hanh chinh", ["pci-time"]),
        ("chinh quyen kien tao va thiet che phap ly", ["pci-proactivity", "pci-law"]),
        ("chỉ số hài lòng và papi", ["sipas", "papi"]),
    ],
)
def test_questions(question: str, expected: list[str]) -> None:
    assert ids(question, folded=True) == expected


def test_names_know_their_years() -> None:
    aliases = {a.text: a for a in index("pci-land").aliases}
    assert aliases["Tiếp cận đất đai"] == Alias("Tiếp cận đất đai", None, 2024, "~")
    assert aliases["Tiếp cận nguồn lực"] == Alias("Tiếp cận nguồn lực", 2025, None, "~")
    assert Alias("PCI", None, None) in index("pci").aliases


def test_every_form_finds_its_own_index() -> None:
    for one in indices():
        for alias in one.aliases:
            assert ids(alias.text, folded=True) == [one.id], alias.text
        for alias in one.en_aliases:
            found = find_english(alias.text)
            assert [m.index for m in found] == [one.id], alias.text


@pytest.mark.parametrize(
    ("change", "to", "why"),
    [
        ("[-2024]", "[before 2025]", "years"),
        ("\tpci\t", "\tpcx\t", "parent"),
        ("| PAPI |", "| SIPAS |", "is a form of"),
    ],
)
def test_a_broken_table_is_refused(tmp_path: Path, change: str, to: str, why: str) -> None:
    text = PATH.read_text(encoding="utf-8")
    changed = text.replace(change, to, 1)
    if changed == text:
        changed = text.replace("\tPAPI |", "\tSIPAS |", 1)
    path = tmp_path / "indices.tsv"
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(DataError, match=rf"indices\.tsv, line \d+: .*{why}"):
        load_indices(path)


def test_an_index_that_is_not_there() -> None:
    with pytest.raises(DataError, match="no index 'xyz'"):
        index("xyz")


NAMES = st.sampled_from([(i.id, i.name.split(" (")[0]) for i in indices()])


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet="abc ,;\n(1.)", max_size=20), NAMES)
def test_a_name_put_into_a_text_is_found(before: str, named: tuple[str, str]) -> None:
    text = f"{before}; {named[1]}; nữa"
    found = find(text)
    assert [m.index for m in found if text[m.start : m.end] == m.words == named[1]] == [named[0]]


@pytest.mark.parametrize("path", sorted(PLANS.glob("*.md")), ids=lambda p: p.stem)
def test_words_are_the_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for mention in find(text):
        assert text[mention.start : mention.end] == mention.words
