"""The public call for a plan's words: exact, with their link, and calm about bad input."""

from typing import Any
from urllib.parse import parse_qsl

import pytest

from assistant.page.plan_links import Opened, opened_by
from assistant.page.public_source import source_api
from corpus.library import Library
from corpus.plan import read_plan
from tests.page.plans_page import Plans

PLANS = Library.open(shipped_only=True).plans()
LANG_SON = PLANS[1]
source = source_api(Plans(PLANS))


def opened(link: str) -> Opened | None:
    return opened_by(dict(parse_qsl(link[1:])), {plan.id: plan for plan in PLANS})


def test_a_section_is_its_own_text() -> None:
    found = source("lang-son-pci-2026", "II.1", around=20)
    assert found["heading"] == ["II. MỤC TIÊU", "1. Mục tiêu chung"]
    assert found["quote"].startswith("1. Mục tiêu chung\n")
    assert found["before"].endswith("II. MỤC TIÊU\n")
    assert found["after"].startswith("2. Mục tiêu cụ thể")
    assert (len(found["before"]), len(found["after"])) == (20, 20)
    assert (found["start"], found["end"]) == (2969, 3624)
    assert opened(found["link"]) == Opened("lang-son-pci-2026", "II.1")


def test_a_place_says_its_section() -> None:
    words = "Sở Tài chính chủ trì theo dõi, đánh giá chỉ số thành phần Gia nhập thị trường"
    start = LANG_SON.text.index(words)
    found = source(LANG_SON.id, start=start, end=start + len(words))
    assert (found["quote"], found["section"]) == (words, "III.2.1")
    assert found["heading"][-1] == "2.1 Chỉ số thành phần Gia nhập thị trường"
    assert LANG_SON.text[start - 400 : start] == found["before"]
    assert opened(found["link"]) == Opened(LANG_SON.id, None, start, start + len(words))
    # As JSON may send them: whole numbers written as floats, and a section beside the place.
    assert source(LANG_SON.id, "II.1", float(start), float(start + len(words))) == found


def test_context_ends_with_the_text() -> None:
    found = source(LANG_SON.id, start=0, end=3, around=5000)
    assert (found["before"], len(found["after"])) == ("", 5000)
    assert source(LANG_SON.id, start=5, end=9, around=0)["after"] == ""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("nowhere", "I"), "There is no plan “nowhere”"),
        ((LANG_SON.id, "IX"), "has no section “IX”"),
        ((LANG_SON.id, "IX", 1, 2), "has no section “IX”"),
        ((LANG_SON.id,), "a section, or both start and end"),
        ((LANG_SON.id, "", 5), "both start and end"),
        ((LANG_SON.id, "", None, 5), "both start and end"),
        ((LANG_SON.id, "", 5, 5), "start < end ≤ 21775"),
        ((LANG_SON.id, "", -1, 5), "start < end"),
        ((LANG_SON.id, "", 0, 10**9), "start < end"),
        ((LANG_SON.id, "", "0", "5"), "whole numbers"),
        ((LANG_SON.id, "", True, 5), "whole numbers"),
        ((LANG_SON.id, "", 0.5, 5), "whole numbers"),
        ((LANG_SON.id, "", float("nan"), float("inf")), "whole numbers"),
        ((LANG_SON.id, "I", None, None, 5001), "from 0 to 5000"),
        ((LANG_SON.id, "I", None, None, -1), "from 0 to 5000"),
        ((LANG_SON.id, "I", None, None, None), "from 0 to 5000"),
        ((None, "I"), "as strings"),
        ((LANG_SON.id, ["I"]), "as strings"),
    ],
)
def test_bad_input_is_an_error_in_words(given: tuple[Any, ...], said: str) -> None:
    found = source(*given)
    assert found.keys() == {"error"}
    assert said in found["error"]
    assert " / " in found["error"]


def test_a_long_name_is_not_repeated_whole() -> None:
    assert len(source("x" * 100_000, "I")["error"]) < 500


def test_a_row_under_an_empty_opening_has_no_heading() -> None:
    plan = read_plan(b"1\t2\t3\n4\t5\t6\n7\t8\t9\n\nxin", "made", "made.md")
    found = source_api(Plans([plan]))("made", plan.sections[0].id)
    assert (found["heading"], found["quote"]) == ([], "1\t2\t3\n")
