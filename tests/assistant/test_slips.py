"""Typing slips: mended where it is sure what was meant, left alone everywhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import language_of, written_out
from assistant.slips import mended
from corpus import provinces
from corpus.agency_table import agencies
from corpus.syllables import possible


def read(question: str) -> str:
    language = language_of(question)
    return mended(written_out(question, language), language)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (
            "wich agancy leeds the transparancy indx",
            "which agency leads the transparency index",
        ),
        ("What is the deadlne for teh report?", "What is the deadline for the report?"),
        (
            "who is responsable for adminstrative reform",
            "who is responsible for administrative reform",
        ),
        ("my VAT refnd is stuk", "my VAT refund is stuck"),
        ("Son La bussines registraton", "Son La business registration"),
        ("which dept handles labour trainning", "which department handles labour training"),
        ("so nao chu tri chi so gia nhap thi truowng", "so nao chu tri chi so gia nhap thi truong"),
        ("doanh nghiepj muoons vay von", "doanh nghiep muon vay von"),
        ("ai phoi hpo voi so tai chnih", "ai phoi hop voi so tai chinh"),
        ("chỉ số tính mnih bạch", "chỉ số tính minh bạch"),
        ("phogn nao lo viec nay", "phong nao lo viec nay"),
    ],
)
def test_slips_are_mended(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Which agency coordinates with the tax office in Lang Son?",
        "hotels near Moc Chau",
        "Does Toyota pay VAT in Bac Ninh?",
        "Lang Son ai lead cái market entry index vậy?",
        "STC phải báo cáo trước ngày nào",
        "cchc va ttpvhcc do ai lo",
        "ai co dk ho tro vay von",  # no vowel: a short form, not a slip of "do"
        "Sở Xây dựng khuyến khích gì cho hộ khoáng sản?",
    ],
)
def test_what_is_no_slip_stays(question: str) -> None:
    assert read(question) == question


def test_no_name_becomes_another() -> None:
    for place in provinces.provinces():
        for name in (place.name, place.en):
            assert read(f"who leads in {name}?") == f"who leads in {name}?"
    for row in agencies():
        for question in (f"{row.name} làm gì?", f"What does the {row.en} do?"):
            assert read(question) == question


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    for language in ("vi", "en"):
        assert len(mended(text, language).split()) <= len(text.split()) + 1


@pytest.mark.parametrize("word", ["truong", "nghiep", "quy", "gi", "y", "khuyen", "oanh", "thuy"])
def test_syllables(word: str) -> None:
    assert possible(word)


@pytest.mark.parametrize("word", ["land", "hpo", "tax", "mnih", "agency", "truowng", ""])
def test_no_syllables(word: str) -> None:
    assert not possible(word)
