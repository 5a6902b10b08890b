"""Sections laid out from lines that no plan of ours has."""

import pytest

from corpus.plan import read_plan


@pytest.mark.parametrize(
    "table", ["| 1 | Sở X |\n| 2 | Sở Y |", "| a | b |\n|---|---|\n| 1 | Sở X |"]
)
def test_a_table_that_opens_a_file_has_headings_to_ask_for(table: str) -> None:
    """Its rows once stood under a preamble that is no section."""
    plan = read_plan(f"{table}\n\nI. MỤC ĐÍCH\n\nThực hiện.\n".encode(), "x-2026", "x.md")
    assert [plan.headings(section.id) for section in plan.sections][-1] == ("I. MỤC ĐÍCH",)
    assert plan.headings(plan.sections[0].id) == ()
