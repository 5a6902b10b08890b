"""The gold registers: their form, their words in the plans, and what the measures see."""

import itertools
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import DataError
from corpus.library import Library
from corpus.register import assignments
from corpus.types import Assignment, Deadline, Mode, Plan, Role, Span, Target
from eval import register_gold, register_metrics
from eval.limits import THRESHOLDS
from eval.register_gold import GoldRow, GoldTarget
from eval.register_metrics import Score

SHIPPED = ("lai-chau-kl90-2026", "lang-son-pci-2026", "son-la-nq02-2026")
ROW = (
    "IV.2\ttheo dõi, đôn đốc\tSở Nội vụ\tSở Nội vụ\tmonitor\tassigned\ttheo dõi\t"
    "hằng quý\tquarterly\t80|%|at_least|Tối thiểu 80\tpci\topen"
)
HEADER = "\t".join(register_gold.COLUMNS)


@lru_cache(maxsize=1)
def plans() -> dict[str, Plan]:
    return {plan.id: plan for plan in Library.open(shipped_only=True).plans()}


@lru_cache(maxsize=1)
def gold() -> dict[str, tuple[GoldRow, ...]]:
    return register_gold.load_all()


# --- the files -----------------------------------------------------------------------


def test_every_shipped_plan_has_a_gold_register_that_agrees_with_it() -> None:
    assert tuple(gold()) == SHIPPED == tuple(sorted(plans()))
    for name, rows in gold().items():
        assert register_gold.faults(rows, plans()[name]) == []


def test_facts_that_a_person_reads_in_the_plans() -> None:
    leads = {
        r.section: r.agency
        for r in gold()["lang-son-pci-2026"]
        if r.role is Role.LEAD and r.section.startswith("III.2.")
    }
    assert leads == {  # the bold words of III.2.1 to III.2.9
        "III.2.1": "Sở Tài chính",
        "III.2.2": "Sở Nông nghiệp và Môi trường",
        "III.2.3": "Văn phòng UBND tỉnh",
        "III.2.4": "Văn phòng UBND tỉnh",
        "III.2.5": "Thanh tra tỉnh",
        "III.2.6": "Sở Tài chính",
        "III.2.7": "Sở Tài chính",
        "III.2.8": "Tòa án nhân dân tỉnh",
        "III.2.9": "Văn phòng UBND tỉnh",
    }
    asked = [r.section for r in gold()["lang-son-pci-2026"] if r.mode is Mode.ASKED]
    assert asked == ["III.2.8"]  # "đề nghị Tòa án nhân dân tỉnh chủ trì"
    annex = [r for r in gold()["son-la-nq02-2026"] if r.section.startswith("annex-1.")]
    values = {r.section[-1]: (r.targets[0].value, r.targets[0].direction) for r in annex}
    assert values == {
        "1": ("100", "exactly"), "2": ("80", "at_least"),
        "3": ("100", "exactly"), "4": ("90", "at_least"),
    }  # fmt: skip


def test_a_row_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan-x.tsv"
    path.write_text(f"# a comment\n{HEADER}\n# another\n{ROW}\n", encoding="utf-8")
    (row,) = register_gold.load(path)
    assert (row.place, row.plan, row.role) == ("plan-x.tsv:4", "plan-x", Role.MONITOR)
    assert row.targets == (GoldTarget("80", "%", "at_least", "Tối thiểu 80"),)
    assert (row.indices, row.open_list, row.deadline_norm) == (("pci",), True, "quarterly")


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("monitor", "watch", "role 'watch'"),
        ("assigned", "ordered", "mode 'ordered'"),
        ("\topen", "\tyes", "open is 'yes'"),
        ("\topen", "", "11 fields"),
        ("at_least", "least", "direction 'least'"),
        ("80|%", "%", "target"),
        ("80|", "viele|", "target value"),
        ("Sở Nội vụ\tSở", "Sở Nội vụ \tSở", "space at an end of agency"),
        ("IV.2", "", "section is empty"),
        ("đôn", "đo\u0302n", "NFC"),
    ],
)
def test_a_broken_line_is_refused_with_file_and_line(
    tmp_path: Path, before: str, after: str, why: str
) -> None:
    path = tmp_path / "plan-x.tsv"
    path.write_text(f"{HEADER}\n{ROW.replace(before, after, 1)}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"plan-x\.tsv:2: ") as raised:
        register_gold.load(path)
    assert why in str(raised.value)


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no gold register"):
        register_gold.load_all(tmp_path)
    path = tmp_path / "plan-x.tsv"
    with pytest.raises(DataError, match="cannot be read"):
        register_gold.load(path)
    path.write_text(f"{HEADER}\n", encoding="utf-8")
    with pytest.raises(DataError, match="holds no row"):
        register_gold.load(path)
    path.write_text(f"{ROW}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"plan-x\.tsv:1: the columns"):
        register_gold.load(path)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"section": "IX.9"}, "no section"),
        ({"task": "chủ trì việc không có"}, "exactly once"),
        ({"task": "phối hợp với"}, "exactly once"),  # twice in III.2.7
        ({"words": "Sở Y tế"}, "the words"),
        ({"verb": "bãi bỏ"}, "the verb"),
        ({"deadline": "hằng quý"}, "the deadline"),
        ({"deadline_norm": "2026-Q1"}, "cannot be normalised"),
        ({"agency": "Sở Tài chánh"}, "neither on the list"),
        ({"indices": ("pci-luck",)}, "no index 'pci-luck'"),
        ({"targets": (GoldTarget("9", "%", "exactly", "9%"),)}, "the target"),
    ],
)
def test_what_does_not_agree_with_the_plan_is_told(change: dict[str, Any], why: str) -> None:
    name = "lang-son-pci-2026"
    row = next(r for r in gold()[name] if r.section == "III.2.7")
    (fault,) = register_gold.faults([replace(row, **change)], plans()[name])
    assert fault.startswith(f"{name}.tsv:{row.line}: ")
    assert why in fault


def test_a_row_twice_and_rows_of_a_duty_that_differ_are_told() -> None:
    name = "son-la-nq02-2026"
    rows = [r for r in gold()[name] if r.section == "annex-1.row-2"]
    twice = register_gold.faults([*rows, rows[0]], plans()[name])
    assert twice == [f"{rows[0].place}: the duty, body and role stand twice"]
    (differ,) = register_gold.faults([rows[0], replace(rows[1], targets=())], plans()[name])
    assert f"differ from line {rows[0].line}" in differ


# --- the measures --------------------------------------------------------------------


def extracted(row: GoldRow, shift: int = 0) -> Assignment:
    """Return the row that a faultless extraction would give for a gold row."""
    plan = plans()[row.plan]
    start = register_gold.task_start(row, plan)
    assert start is not None
    span = Span(row.plan, row.section, start + shift, start + shift + len(row.task))
    return Assignment(
        plan=row.plan, section=row.section, agency=row.agency, words=row.words,
        role=row.role, mode=row.mode, verb=row.verb, task=row.task, task_span=span,
        agency_span=span, open_list=row.open_list, indices=row.indices, proof=(span,),
        deadlines=(Deadline(row.deadline, row.deadline_norm, span),) if row.deadline else (),
        targets=tuple(Target(t.value, t.unit, t.direction, t.words, span) for t in row.targets),
    )  # fmt: skip


def perfect(name: str) -> list[Assignment]:
    return [extracted(row) for row in gold()[name]]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_gold_measured_on_itself_is_perfect(name: str) -> None:
    found = register_metrics.score(gold()[name], perfect(name), plans()[name])
    assert tuple(found) == register_metrics.FIELDS
    assert found["rows"] == Score(*[len(gold()[name])] * 3)
    for score in found.values():
        assert score.gold == score.found == score.right


def test_a_missing_row_lowers_recall_and_an_extra_one_precision() -> None:
    name = "lang-son-pci-2026"
    rows = perfect(name)
    lead = next(row for row in rows if row.role is Role.LEAD)
    leads = sum(row.role is Role.LEAD for row in rows)
    short = register_metrics.score(gold()[name], [r for r in rows if r is not lead], plans()[name])[
        "lead"
    ]
    assert (short.precision, short.recall) == (1.0, (leads - 1) / leads)
    long = register_metrics.score(gold()[name], [*rows, lead], plans()[name])["lead"]
    assert (long.precision, long.recall) == (leads / (leads + 1), 1.0)


def test_the_place_of_a_task_may_begin_sixty_characters_before() -> None:
    name = "lai-chau-kl90-2026"
    row = next(r for r in gold()[name] if r.section == "IV.1")
    length = len(row.task)
    for shift, right in ((60, 1), (61, 0), (1 - length, 1), (-length, 0)):
        found = register_metrics.score([row], [extracted(row, shift)], plans()[name])
        assert (shift, found["rows"]) == (shift, Score(1, 1, right))


@pytest.mark.parametrize("change", [{"agency": "Sở Y tế"}, {"role": Role.LEAD}, {"section": "I"}])
def test_another_body_role_or_section_is_another_row(change: dict[str, Any]) -> None:
    name = "lai-chau-kl90-2026"
    row = next(r for r in gold()[name] if r.section == "IV.1")
    found = register_metrics.score([row], [replace(extracted(row), **change)], plans()[name])
    assert found["rows"] == Score(1, 1, 0)
    assert found["carry_out"].right == 0


def test_a_form_that_only_may_mean_the_body_is_another_row() -> None:
    row = next(r for r in gold()["lang-son-pci-2026"] if r.words.startswith("Ngân hàng"))
    less_exact = replace(extracted(row), agency="Ngân hàng Nhà nước")
    found = register_metrics.score([row], [less_exact], plans()[row.plan])
    assert found["coordinate"] == Score(1, 1, 0)


def test_values_are_compared_by_value() -> None:
    name = "son-la-nq02-2026"
    row = next(r for r in gold()[name] if r.section == "III.8.1" and r.targets)
    right = extracted(row)  # "hàng năm", "01 lần" at most
    one = replace(right, targets=(replace(right.targets[0], value="1"),))
    assert register_metrics.score([row], [one], plans()[name])["targets"].right == 1
    for change in ({"value": "10"}, {"unit": "%"}, {"direction": "under"}):
        other = replace(right, targets=(replace(right.targets[0], **change),))
        assert register_metrics.score([row], [other], plans()[name])["targets"] == Score(1, 1, 0)
    other = replace(right, deadlines=(replace(right.deadlines[0], normal="quarterly"),))
    assert register_metrics.score([row], [other], plans()[name])["deadlines"] == Score(1, 1, 0)


def test_of_two_dates_one_right_is_half() -> None:
    name = "son-la-nq02-2026"
    row = next(r for r in gold()[name] if r.deadline_norm == "2026-06-15;2026-12-15")
    right = extracted(row)
    half = replace(right, deadlines=(replace(right.deadlines[0], normal="2026-06-15"),))
    assert register_metrics.score([row], [half], plans()[name])["deadlines"] == Score(2, 1, 1)


def test_a_second_way_of_computing_on_a_small_example() -> None:
    """All ways of pairing rows are tried; the best one has as many pairs as ``align``."""
    name = "lang-son-pci-2026"
    rows = [r for r in gold()[name] if r.section == "V.1" and r.agency == "Sở Tài chính"]
    found = [extracted(row, shift) for row in rows for shift in (-30, 40)][1:-2]
    found.append(replace(found[0], agency="Sở Y tế"))

    def fits(row: GoldRow, one: Assignment) -> bool:
        start = register_gold.task_start(row, plans()[name])
        assert start is not None
        same = (row.section, row.agency, row.role) == (one.section, one.agency, one.role)
        return same and one.task_span.start - 60 <= start < one.task_span.end

    padded = [*found, *itertools.repeat(None, len(rows))]
    best = max(
        sum(one is not None and fits(row, one) for row, one in zip(rows, way, strict=True))
        for way in itertools.permutations(padded, len(rows))
    )
    score = register_metrics.score(rows, found, plans()[name])["rows"]
    assert score == Score(len(rows), len(found), best)
    assert score.precision == best / len(found)
    assert score.recall == best / len(rows)


def test_rows_that_lie_close_are_paired_as_many_as_can_be() -> None:
    """The nearer row of the first is the only one of the second, which must get it."""
    name = "lang-son-pci-2026"
    row = next(r for r in gold()[name] if r.section == "IV.1" and r.role is Role.LEAD)
    start = register_gold.task_start(row, plans()[name])
    assert start is not None
    word = start + row.task.index("chuyển")
    text = plans()[name].text
    other = replace(row, task=text[word : start + len(row.task)])
    both, first = extracted(row), extracted(row)
    first = replace(first, task_span=replace(first.task_span, end=word))
    both = replace(both, task_span=replace(both.task_span, start=start + 1))
    assert len(register_metrics.align([row, other], [both, first], plans()[name])) == 2
    assert len(register_metrics.align([other, row], [both, first], plans()[name])) == 2


# --- swapped rows are seen -----------------------------------------------------------


def swapped(name: str, field: str, first: GoldRow, second: GoldRow) -> dict[str, Any]:
    """Return a copy of all gold registers in which two rows have their fields swapped."""
    changed = {
        id(first): replace(first, **{field: getattr(second, field)}),
        id(second): replace(second, **{field: getattr(first, field)}),
    }
    return {**gold(), name: tuple(changed.get(id(row), row) for row in gold()[name])}


def missed(registers: dict[str, Any]) -> list[str]:
    """Return what the check says: limits that are not kept, or the fault that stops it."""
    try:
        scores = register_metrics.measure(registers, plans().values(), lambda p: perfect(p.id))
    except DataError as error:
        return str(error).splitlines()
    return register_metrics.shortfalls(scores, register_metrics.load_limits(THRESHOLDS))


STRICT = (Role.LEAD, Role.COORDINATE)  # whose limit leaves no room for one row of a plan


def test_the_gold_as_it_is_keeps_the_limits() -> None:
    assert missed(dict(gold())) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_swapping_two_roles_is_seen(name: str) -> None:
    tried = 0
    for first, second in itertools.pairwise(gold()[name]):
        if first.role is second.role or first.agency == second.agency:
            continue
        if first.role in STRICT or second.role in STRICT:
            tried += 1
            assert missed(swapped(name, "role", first, second)), first.place
    assert tried >= 2


@pytest.mark.parametrize("name", SHIPPED)
def test_swapping_two_agencies_is_seen(name: str) -> None:
    tried = 0
    rows = [row for row in gold()[name] if row.role in STRICT]
    for first, second in itertools.pairwise(rows):
        duties = [(row.section, row.task, row.role) for row in (first, second)]
        if first.agency != second.agency and duties[0] != duties[1]:
            tried += 1
            assert missed(swapped(name, "agency", first, second)), first.place
    assert tried >= 2


def test_the_extraction_meets_its_gold_in_lead_and_coordinate() -> None:
    scores = register_metrics.measure(gold(), plans().values(), assignments)
    for name in SHIPPED:
        for role in ("lead", "coordinate"):
            assert scores[name][role].precision >= 0.98
            assert scores[name][role].recall >= 0.98
