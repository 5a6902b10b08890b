"""Links to plans, sections and places: made, read back, and hostile ones ignored."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Citation
from assistant.page.plan_links import (
    Opened,
    anchor,
    opened_by,
    plan_link,
    section_link,
    shared_section,
)
from assistant.page.source import place_link
from corpus.library import Library
from tests.page.stand_in import make_plan

PLAN = make_plan()
PLANS = {PLAN.id: PLAN}


def query(link: str) -> dict[str, str]:
    assert link.startswith("?")
    return dict(parse_qsl(link[1:], strict_parsing=True))


def test_a_sections_link_is_read_back() -> None:
    for plan in Library.open(shipped_only=True).plans():
        for section in plan.sections:
            link = section_link(plan, section)
            assert shared_section(query(link), {plan.id: plan}) == (plan.id, section.id)
            assert opened_by(query(link), {plan.id: plan}) == Opened(plan.id, section.id)
    assert section_link(PLAN, PLAN.sections[0]) == "?plan=stand-in-2026&section=III.2.2"


def test_a_place_opens_in_the_full_text() -> None:
    cited = Citation(1, PLAN.id, "3", (), PLAN.text[5:9], 5, 9)
    assert place_link(cited) == "?plan=stand-in-2026&start=5&end=9"
    assert opened_by(query(place_link(cited)), PLANS) == Opened(PLAN.id, None, 5, 9)


def test_a_plans_own_link_opens_it_at_its_beginning() -> None:
    assert plan_link(PLAN) == "?tab=plans&plan=stand-in-2026"
    assert opened_by(query(plan_link(PLAN)), PLANS) == Opened(PLAN.id)


@pytest.mark.parametrize(
    "hostile",
    [
        {},
        {"plan": PLAN.id},
        {"tab": "plans"},
        {"tab": "plans", "plan": "../" + PLAN.id},
        {"plan": PLAN.id, "section": "nowhere"},
        {"plan": "another", "section": "3"},
        {"section": "3"},
        {"plan": PLAN.id, "section": "<script>"},
        {"tab": "PLANS", "plan": PLAN.id},
    ],
)
def test_what_names_nothing_opens_nothing(hostile: dict[str, str]) -> None:
    assert shared_section(hostile, PLANS) is None
    assert opened_by(hostile, PLANS) is None


@pytest.mark.parametrize(
    "place", [("-1", "5"), ("9", "5"), ("0", "9" * 12), ("x", "y"), ("٣", "9")]
)
def test_a_place_outside_the_text_opens_the_plan_without_a_mark(place: tuple[str, str]) -> None:
    asked = {"tab": "plans", "plan": PLAN.id, "start": place[0], "end": place[1]}
    assert opened_by(asked, PLANS) == Opened(PLAN.id)


@given(
    st.tuples(st.text(max_size=6), st.text(max_size=6)),
    st.tuples(st.text(max_size=6), st.text(max_size=6)),
)
def test_two_sections_never_share_an_anchor(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert (anchor(*one) == anchor(*other)) == (one == other)


@given(st.text(), st.text())
def test_an_anchor_is_an_id_that_no_markup_reads(plan: str, section: str) -> None:
    assert set(anchor(plan, section)) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:"
    )


def test_anchors_stay_as_they_are() -> None:
    """Links that people have kept must go on working."""
    assert anchor("son-la-nq02-2026", "III.2.1") == "plan:son-la-nq02-2026:III.2.1"
    assert anchor("a", "II.đ)") == "plan:a:II._111__29_"
    assert anchor("a", "_") != anchor("a", "_5f_")
