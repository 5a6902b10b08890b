"""What is understood of a question, from questions whose sense is plain."""

import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.query import Kind, Query
from assistant.understanding import clean, understand
from corpus.types import Plan, Role

LANG_SON, LAI_CHAU, SON_LA = "lang-son-pci-2026", "lai-chau-kl90-2026", "son-la-nq02-2026"


@pytest.fixture
def ask(plans: Mapping[str, Plan]) -> "Ask":
    return Ask(plans)


class Ask:
    def __init__(self, plans: Mapping[str, Plan]) -> None:
        self.plans = tuple(plans.values())

    def __call__(self, question: str, *only: str) -> Query:
        return understand(question, self.plans, only)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Ai   chủ trì? ", "Ai chủ trì?"),
        ("Ai\nchủ\ttrì\r\n?", "Ai chủ trì ?"),
        ("Ai\x00 chủ\x07 trì?", "Ai chủ trì?"),
        (unicodedata.normalize("NFD", "chủ trì ở Đồng Đăng"), "chủ trì ở Đồng Đăng"),
        ("chủ\u00a0trì", "chủ trì"),
        ("\ufeffchủ trì", "chủ trì"),
        ("ch\u200bủ tr\u00adì", "chủ trì"),
        ("", ""),
        ("\x1b[31m", "[31m"),
    ],
)
def test_a_question_is_cleaned(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@given(st.text())
def test_a_cleaned_question_is_one_printable_line(typed: str) -> None:
    cleaned = clean(typed)
    assert cleaned.isprintable()
    assert cleaned == " ".join(cleaned.split())
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("question", "kind", "role"),
    [
        ("Cơ quan nào chủ trì chỉ số Tính minh bạch?", Kind.WHO, Role.LEAD),
        ("co quan nao chu tri chi so tinh minh bach", Kind.WHO, Role.LEAD),
        ("Which agency leads the transparency index?", Kind.WHO, Role.LEAD),
        ("Ai phối hợp với Sở Tài chính về Gia nhập thị trường?", Kind.WHO, Role.COORDINATE),
        ("Which bodies coordinate on market entry?", Kind.WHO, Role.COORDINATE),
        ("Ai đánh giá tỷ lệ xử lý phản ánh, kiến nghị đúng hạn?", Kind.WHO, Role.EVALUATE),
        ("Khi nào phải báo cáo UBND tỉnh?", Kind.WHEN, None),
        ("When is the report due?", Kind.WHEN, None),
        ("Sơn La đặt mục tiêu bao nhiêu doanh nghiệp?", Kind.HOW_MUCH, None),
        ("How many businesses does Sơn La aim for?", Kind.HOW_MUCH, None),
        ("Sở Tư pháp có nhiệm vụ gì?", Kind.DUTIES, None),
        ("What are the duties of the Department of Justice?", Kind.DUTIES, None),
    ],
)
def test_what_a_question_wants_to_hear(ask: Ask, question: str, kind: Kind, role: Role) -> None:
    query = ask(question)
    assert (query.kind, query.role) == (kind, role)
    assert query.question == query.standalone == question


@pytest.mark.parametrize(
    ("question", "chosen", "places"),
    [
        ("Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?", {LANG_SON}, {"Lạng Sơn"}),
        ("ai chu tri cai cach the che o lai chau", {LAI_CHAU}, {"Lai Châu"}),
        ("Who leads inspections in Son La?", {SON_LA}, {"Sơn La"}),
        ("So sánh Sơn La và Lạng Sơn", {LANG_SON, SON_LA}, {"Sơn La", "Lạng Sơn"}),
        ("Ai chủ trì cải cách thể chế?", {LANG_SON, LAI_CHAU, SON_LA}, set()),
    ],
)
def test_a_province_that_is_named_chooses_its_plan(
    ask: Ask, question: str, chosen: set[str], places: set[str]
) -> None:
    query = ask(question)
    assert set(query.plans) == chosen
    assert set(query.places) == places
    assert query.unknown_place is None


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Ai chủ trì chỉ số Tính minh bạch ở Cao Bằng?", "Cao Bằng"),
        ("ai chu tri chi so tinh minh bach o cao bang", "Cao Bằng"),
        ("Who leads the transparency index in Da Nang?", "Đà Nẵng"),
    ],
)
def test_a_province_without_a_plan_is_an_unknown_place(ask: Ask, question: str, place: str) -> None:
    query = ask(question)
    assert query.unknown_place == place
    assert query.places == ()


def test_a_province_that_a_plan_speaks_of_is_no_unknown_place(ask: Ask) -> None:
    """ "tuyến Cao tốc Hòa Bình - Mộc Châu" stands in the plan of Sơn La."""
    assert ask("Cao tốc Hòa Bình - Mộc Châu có vai trò gì?").unknown_place is None


def test_only_the_plans_asked_for_are_looked_in(ask: Ask) -> None:
    assert ask("Ai chủ trì cải cách?", SON_LA).plans == (SON_LA,)
    assert set(ask("Ai chủ trì cải cách?", SON_LA, LAI_CHAU).plans) == {SON_LA, LAI_CHAU}


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("Sở Tài chính phải làm gì?", "Sở Tài chính"),
        ("so tai chinh phai lam gi", "Sở Tài chính"),
        ("STC phải làm gì?", "Sở Tài chính"),
        ("Sở KH&CN phải làm gì?", "Sở Khoa học và Công nghệ"),
        ("What must the Department of Finance do?", "Sở Tài chính"),
        ("Văn phòng UBND tỉnh phải làm gì?", "Văn phòng UBND tỉnh"),
    ],
)
def test_bodies_that_are_named(ask: Ask, question: str, body: str) -> None:
    assert ask(question).bodies == (body,)


def test_one_index_under_its_names(ask: Ask) -> None:
    """The plan says "Tiếp cận nguồn lực", people still say "Tiếp cận đất đai"."""
    asked = [
        ask("Ai chủ trì chỉ số Tiếp cận đất đai?").indices,
        ask("Ai chủ trì chỉ số Tiếp cận nguồn lực?").indices,
        ask("Which agency leads the land access index?").indices,
    ]
    assert len(asked[0]) == 1
    assert asked[0] == asked[1] == asked[2]


@pytest.mark.parametrize(
    ("question", "annex"),
    [
        ("Phụ lục 1 nói gì?", True),
        ("phu luc co gi", True),
        ("What is in the annex?", True),
        ("Ai chủ trì cải cách?", False),
    ],
)
def test_a_question_about_an_annex(ask: Ask, question: str, annex: bool) -> None:
    assert ask(question).annex is annex


@given(st.text(min_size=1, max_size=80))
def test_any_question_is_understood_somehow(plans: Mapping[str, Plan], question: str) -> None:
    query = understand(question, tuple(plans.values()))
    assert query.language in {"vi", "en"}
    assert set(query.plans) <= set(plans)
    assert query.plans
