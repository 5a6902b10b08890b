"""Short forms and their words, in both directions, and the form of the table."""

from pathlib import Path

import pytest

from corpus.errors import DataError
from corpus.settings import SHIPPED_PLANS
from corpus.short_forms import PATH, load, same
from corpus.words import fold, words


def key(text: str) -> tuple[str, ...]:
    return tuple(word.text for word in words(text))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("TTHC", "thủ tục hành chính"),
        ("tthc", "thủ tục hành chính"),
        ("DNNVV", "doanh nghiệp nhỏ và vừa"),
        ("SME", "doanh nghiệp nhỏ và vừa"),
        ("CCHC", "cải cách hành chính"),
        ("HTX", "hợp tác xã"),
        ("KHCN", "khoa học và công nghệ"),
        ("CĐS", "chuyển đổi số"),
        ("cds", "chuyển đổi số"),
        ("QPPL", "quy phạm pháp luật"),
        ("GPMB", "giải phóng mặt bằng"),
        ("SX", "sản xuất"),
        ("HCC", "hành chính công"),
    ],
)
def test_a_short_form_and_its_words(short: str, full: str) -> None:
    assert key(full) in same(key(short))
    assert fold(short) in [fold(" ".join(one)) for one in same(key(full))]


def test_words_without_marks_find_the_short_form() -> None:
    assert ("tthc",) in same(("thu", "tuc", "hanh", "chinh"))


def test_two_short_forms_of_the_same_words_lead_to_each_other() -> None:
    assert ("dnnvv",) in same(("sme",))
    assert ("sme",) in same(("dnnvv",))


@pytest.mark.parametrize("wording", [(), ("",), ("xyzt",), ("thủ", "tục"), ("hành", "chính")])
def test_what_is_no_short_form_has_no_other(wording: tuple[str, ...]) -> None:
    assert same(wording) == ()


def test_no_form_leads_to_itself_or_twice_to_another() -> None:
    for short, full in load():
        for wording in (key(short), key(full)):
            others = same(wording)
            assert [*map(fold, wording)] not in [[*map(fold, other)] for other in others]
            assert len(set(others)) == len(others)


def test_a_form_marked_as_printed_is_printed_by_a_shipped_plan() -> None:
    text = " ".join(path.read_text(encoding="utf-8") for path in SHIPPED_PLANS.glob("*.md"))
    rows = [line.split("\t") for line in PATH.read_text(encoding="utf-8").splitlines()]
    printed = [row[0] for row in rows if len(row) == 3 and row[2] == "PLAN"]
    assert printed
    assert [short for short in printed if short not in text] == []


@pytest.mark.parametrize(
    "table",
    [
        "short\tfull\nTTHC\tthủ tục hành chính\n",
        "short\tfull\tsource\nTTHC\tthủ tục hành chính\n",
        "short\tfull\tsource\n\tthủ tục hành chính\tUSAGE\textra\n",
    ],
)
def test_a_broken_table_is_refused_with_its_place(tmp_path: Path, table: str) -> None:
    path = tmp_path / "forms.tsv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(DataError, match=r"forms\.tsv"):
        load(path)
