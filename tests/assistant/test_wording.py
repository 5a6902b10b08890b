"""Names, titles and dates as answers write them."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import wording
from corpus import register
from corpus.plan import read_plan
from corpus.types import Assignment, Plan

SOURCE = (
    "I. NHIỆM VỤ\n\n1. Danh mục\n\n"
    "Sở Y tế chủ trì, phối hợp với Sở Nội vụ, Sở Tư pháp rà soát danh mục.\n"
)


@pytest.fixture
def rows() -> list[Assignment]:
    return list(register.assignments(read_plan(SOURCE.encode(), "x-1", "x.md")))


def held(rows: list[Assignment], role: str) -> list[Assignment]:
    return [row for row in rows if row.role == role]


def test_bodies_in_bold(rows: list[Assignment]) -> None:
    (lead,) = held(rows, "lead")
    assert wording.body(lead, "vi") == "**Sở Y tế**"
    assert wording.body(lead, "en") == "the **Department of Health** (Sở Y tế)"
    helpers = held(rows, "coordinate")
    assert wording.bodies(helpers, "vi") == "**Sở Nội vụ** và **Sở Tư pháp**"
    assert wording.bodies([lead, lead], "vi") == "**Sở Y tế**"
    assert wording.bodies([lead, *helpers], "vi") == (
        "**Sở Y tế**, **Sở Nội vụ** và **Sở Tư pháp**"
    )
    assert " and the **Department of Justice** (Sở Tư pháp)" in wording.bodies(helpers, "en")


def test_bodies_as_a_list(rows: list[Assignment]) -> None:
    helpers = held(rows, "coordinate")
    assert wording.body_list(helpers, "vi") == "Sở Nội vụ; Sở Tư pháp"
    assert wording.body_list([*helpers, *helpers], "vi", bold=True) == (
        "**Sở Nội vụ**; **Sở Tư pháp**"
    )
    assert wording.body_list(helpers[1:], "en") == "Department of Justice (Sở Tư pháp)"


def test_names_without_bold() -> None:
    assert wording.names(["Sở Tư pháp", "Sở Y tế"], "vi") == "Sở Tư pháp, Sở Y tế"
    assert wording.names(["Sở Tư pháp"], "en") == "the Department of Justice (Sở Tư pháp)"
    assert wording.names(["Tổ Bí Ẩn"], "en") == "Tổ Bí Ẩn"


def test_a_plan_is_spoken_of_by_its_province(plans: Mapping[str, Plan]) -> None:
    assert wording.province(plans["son-la-nq02-2026"]) == "Sơn La"
    assert wording.province(read_plan(SOURCE.encode(), "x-1", "x.md")) == "x-1"


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("2.1. Sở Tài chính", "Sở Tài chính"),
        ("III. NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU", "NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU"),
        ("1.1 Xây dựng chính quyền", "Xây dựng chính quyền"),
        ("a) Về thuế:", "Về thuế"),
        ("Nơi nhận:", "Nơi nhận"),
        ("Mục đích", "Mục đích"),
    ],
)
def test_a_heading_without_its_number(heading: str, title: str) -> None:
    assert wording.title(heading) == title


@pytest.mark.parametrize(
    ("titles", "english"),
    [
        ("CHỦ TỊCH", "Chairman (CHỦ TỊCH)"),
        (
            "KT. CHỦ TỊCH; PHÓ CHỦ TỊCH",
            "for the Chairman, Vice Chairman (KT. CHỦ TỊCH; PHÓ CHỦ TỊCH)",
        ),
        ("GIÁM ĐỐC SỞ", "GIÁM ĐỐC SỞ"),
    ],
)
def test_an_office(titles: str, english: str) -> None:
    assert wording.office(titles, "en") == english
    assert wording.office(titles, "vi") == titles


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("trước ngày 10/12/2026", "10 December 2026"),
        ("chậm nhất ngày 25/7/2026", "25 July 2026"),
        ("trước ngày 10 tháng 6 và ngày 10 tháng 12 năm 2026", "10 June and 10 December 2026"),
        ("trước ngày 15/6 và ngày 15/12 năm 2026", "15 June and 15 December 2026"),
        ("Thường xuyên", None),
        ("hằng quý", None),
        ("", None),
    ],
)
def test_a_deadline_in_english(written: str, english: str | None) -> None:
    assert wording.english_date(written) == english


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("hoàn thành trước ngày 15/02/2026", "before 15 February 2026"),
        ("Trước ngày 10/12/2026", "before 10 December 2026"),
        ("chậm nhất ngày 25/7/2026", "no later than 25 July 2026"),
        ("ngày 25/7/2026", "25 July 2026"),
        ("hằng quý", "“hằng quý”"),
    ],
)
def test_how_a_day_is_meant_is_told_in_english(written: str, told: str) -> None:
    assert wording.time(written, "en") == told
    assert wording.time(written, "vi") == written


@pytest.mark.parametrize(
    ("text", "longest", "short"),
    [
        ("Rà soát danh mục;", 40, "Rà soát danh mục"),
        ("Rà  soát\ndanh mục.", 40, "Rà soát danh mục"),
        ("Rà soát danh mục, bãi bỏ điều kiện", 20, "Rà soát danh mục …"),
        ("Rà soát danh mục điều kiện", 12, "Rà soát …"),
    ],
)
def test_a_long_task_is_cut_at_a_clause(text: str, longest: int, short: str) -> None:
    assert wording.shortened(text, longest) == short


@given(st.lists(st.sampled_from(["rà", "soát,", "danh", "mục;", "(a)", "sở"]), min_size=1))
def test_a_cut_task_is_no_longer_than_asked(parts: list[str]) -> None:
    text = " ".join(parts)
    short = wording.shortened(text, 30)
    assert len(short) <= 32
    assert text.startswith(short.removesuffix(" …").rstrip())


@pytest.mark.parametrize(
    ("text", "lowered"),
    [("Chủ trì rà soát", "chủ trì rà soát"), ("UBND tỉnh", "UBND tỉnh"), ("", ""), ("A", "a")],
)
def test_a_first_letter(text: str, lowered: str) -> None:
    assert wording.lower_first(text) == lowered


def test_the_place_of_a_heading(plans: Mapping[str, Plan]) -> None:
    plan = plans["lang-son-pci-2026"]
    place = wording.place(plan, "II.2")
    assert "Mục tiêu cụ thể" in plan.text[place.start : place.end]
