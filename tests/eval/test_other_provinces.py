"""The register of plans of other provinces, held to registers written from their text alone."""

from pathlib import Path

import pytest

from corpus.plan import read_plan
from corpus.register import assignments
from eval import register_gold, register_metrics

FOLDER = register_gold.FOLDER / "other"
PLANS = sorted(path.stem for path in FOLDER.glob("*.tsv"))
LEAST = 0.90  # of rows that are duties, and of duties that are rows


def test_there_are_registers_of_two_plans_or_more() -> None:
    assert len(PLANS) >= 2


@pytest.mark.parametrize("name", PLANS)
def test_rows_of_a_plan_of_another_province(name: str, shared: Path) -> None:
    path = shared / "plans-other" / f"{name}.md"
    plan = read_plan(path.read_bytes(), name, path.name)
    gold = register_gold.load(FOLDER / f"{name}.tsv")
    assert register_gold.faults(gold, plan) == []
    found = register_metrics.measure({name: gold}, [plan], assignments)[name]
    for field in ("rows", "lead", "coordinate"):
        of = found[field]
        assert of.gold == 0 or of.recall >= LEAST, (field, of)
        assert of.found == 0 or of.precision >= LEAST, (field, of)
