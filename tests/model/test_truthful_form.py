"""The truthful statements keep their form; faults are told by id, never by their words."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest

from corpus.library import Library
from corpus.register import assignments
from corpus.types import Plan
from tests.model.truthful import KEYS, StatedRow, Statement, load, raw

LEAST = 360
PLANS = ("lai-chau-kl90-2026", "lang-son-pci-2026", "son-la-nq02-2026")
# There is more English: a translation can be worded in more ways than the plan's own words.
LEAST_OF_PLAN_AND_LANGUAGE = {"dev": 28, "test": 14}
FACTS = {"preamble", "recipients", "signature", "footnote-1"}

# Each form of statement: how it is told, and how many there are at least.
FORMS: dict[str, tuple[Callable[[Statement], bool], int]] = {
    "labelled line": (lambda s: bool(s.rows) and any("Đơn vị " in q for q in s.quotes), 20),
    "the body is the heading": (
        lambda s: bool(s.rows) and any(re.match(r"\d\.\d\. ", q) for q in s.quotes),
        20,
    ),
    "row of a table": (lambda s: any(".row-" in part for part in s.sections), 8),
    "lead with partners": (lambda s: {"lead", "coordinate"} <= roles(s), 20),
    "report": (lambda s: "report_to" in roles(s), 15),
    "number": (lambda s: "%" in s.text or bool(re.search(r"\b\d+\b", s.text)), 60),
    "date": (lambda s: bool(re.search(r"\d/\d{1,2}/\d{4}|\d [A-Z][a-z]+ \d{4}", s.text)), 15),
    "fact of the document": (lambda s: bool(FACTS & set(s.sections)), 15),
    "purpose or requirement": (lambda s: any(re.match(r"I(\.|$)", p) for p in s.sections), 15),
    "no body": (lambda s: not s.rows, 90),
    "negative": (lambda s: bool(re.search(r"\b(không|not|no|trừ|except)\b", s.text, re.I)), 10),
    "asked": (lambda s: bool(re.search(r"đề nghị Tòa|đề nghị \*\*Tòa|is asked to", s.text)), 2),
}


def roles(statement: Statement) -> set[str]:
    return {row.role for row in statement.rows}


@cache
def plan(plan_id: str) -> Plan:
    return Library.open(shipped_only=True).plan(plan_id)


@cache
def register(plan_id: str) -> frozenset[StatedRow]:
    found = assignments(plan(plan_id))
    return frozenset(StatedRow(row.section, row.agency, str(row.role)) for row in found)


def stands_in(quote: str, plan_id: str, section_id: str) -> bool:
    """Return whether the quote stands in the section, or in one of those under it."""
    whole = plan(plan_id)
    under = (s for s in whole.sections if section_id in {p.id for p in whole.path(s.id)})
    return any(quote in whole.text[s.start : s.end] for s in under)


def faulty(is_right: Callable[[Statement], bool]) -> list[str]:
    return [s.id for s in load() if not is_right(s)]


def test_there_are_enough() -> None:
    assert len(load()) >= LEAST


def test_each_row_has_the_keys_in_order() -> None:
    assert [row["id"] for row in raw() if tuple(row) != KEYS] == []


def test_ids_count_up_from_one() -> None:
    assert [s.id for s in load()] == [f"t{n:03d}" for n in range(1, len(load()) + 1)]


def test_each_third_is_kept_for_the_final_count() -> None:
    assert faulty(lambda s: s.split == ("dev" if int(s.id[1:]) % 3 else "test")) == []


def test_a_split_is_read_alone() -> None:
    dev, test = load("dev"), load("test")
    assert {s.split for s in dev} == {"dev"}
    assert {s.split for s in test} == {"test"}
    assert sorted((*dev, *test), key=lambda s: s.id) == list(load())


@pytest.mark.parametrize("split", ["dev", "test"])
def test_plans_are_balanced_in_each_language(split: str) -> None:
    counted = Counter((s.plan, s.language) for s in load() if s.split == split)
    assert set(counted) == {(p, language) for p in PLANS for language in ("vi", "en")}
    assert min(counted.values()) >= LEAST_OF_PLAN_AND_LANGUAGE[split]
    for language in ("vi", "en"):
        of_plans = [counted[plan_id, language] for plan_id in PLANS]
        assert max(of_plans) - min(of_plans) <= 2


def test_no_sentence_stands_twice() -> None:
    counted = Counter(s.text for s in load())
    assert faulty(lambda s: counted[s.text] == 1) == []


def test_each_is_one_sentence_of_5_to_45_words() -> None:
    assert faulty(lambda s: 5 <= len(s.text.split()) <= 45) == []
    assert faulty(lambda s: s.text.endswith((".", ".”", '."')) and "\n" not in s.text) == []


def test_each_sentence_rests_on_rows_or_quotes() -> None:
    assert faulty(lambda s: bool(s.sections) and bool(s.rows or s.quotes)) == []


def test_about_half_of_the_duties_name_bodies_in_bold() -> None:
    duties = [s for s in load() if s.rows]
    bold = sum("**" in s.text for s in duties)
    assert 0.4 <= bold / len(duties) <= 0.65
    assert faulty(lambda s: s.text.count("**") % 2 == 0) == []


def test_quotes_are_few_and_of_4_to_60_words() -> None:
    assert faulty(lambda s: len(s.quotes) <= 3) == []
    assert faulty(lambda s: all(4 <= len(q.split()) <= 60 for q in s.quotes)) == []


def test_each_section_is_in_its_plan() -> None:
    known = {p: {s.id for s in plan(p).sections} for p in PLANS}
    assert faulty(lambda s: set(s.sections) <= known[s.plan]) == []


def test_each_quote_stands_exactly_in_a_cited_section() -> None:
    def right(s: Statement) -> bool:
        return all(any(stands_in(q, s.plan, part) for part in s.sections) for q in s.quotes)

    assert faulty(right) == []


def test_each_asserted_row_is_in_the_register_and_its_section_cited() -> None:
    assert faulty(lambda s: set(s.rows) <= register(s.plan)) == []
    assert faulty(lambda s: {row.section for row in s.rows} <= set(s.sections)) == []


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_there(form: str) -> None:
    told, least = FORMS[form]
    assert sum(told(s) for s in load()) >= least
