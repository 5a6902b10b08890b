"""The outline against lists written by hand from the text (see golden/README.md)."""

import re
from pathlib import Path

import pytest

from corpus.plan import read_plan
from corpus.settings import SHIPPED_PLANS
from corpus.types import Plan, Section, SectionKind

GOLDEN = Path(__file__).parent / "golden"
OTHERS = sorted(path.name.split(".")[0] for path in (GOLDEN / "other").glob("*.headings.txt"))
SHIPPED = sorted(path.stem for path in SHIPPED_PLANS.glob("*.md"))


def read(path: Path) -> Plan:
    return read_plan(path.read_bytes(), path.stem, path.name)


def plain(heading: str) -> str:
    return re.sub(r"[\W_]+", " ", heading).strip().lower()


def matches(expected: str, plan: Plan, section: Section) -> bool:
    if expected.endswith(" …"):
        text = plan.text[section.start : section.start + len(expected) + 40]
        return plain(text).startswith(plain(expected))
    return plain(section.heading) == plain(expected)


def golden_outline(plan_id: str) -> list[tuple[str, str]]:
    found = []
    for line in (GOLDEN / f"{plan_id}.outline.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            section_id, _, heading = line.strip().partition(" ")
            found.append((section_id, heading.strip()))
    return found


@pytest.mark.parametrize("plan_id", SHIPPED)
def test_every_section_of_a_shipped_plan_is_found(plan_id: str) -> None:
    plan = read(SHIPPED_PLANS / f"{plan_id}.md")
    expected = golden_outline(plan_id)
    assert [s.id for s in plan.sections] == [section_id for section_id, _ in expected]
    for section, (_, heading) in zip(plan.sections, expected, strict=True):
        if heading:
            assert matches(heading, plan, section), (section.heading, heading)


@pytest.mark.parametrize("plan_id", SHIPPED)
def test_sections_tile_the_text(plan_id: str) -> None:
    plan = read(SHIPPED_PLANS / f"{plan_id}.md")
    assert "".join(plan.text[s.start : s.end] for s in plan.sections) == plan.text
    assert len({s.id for s in plan.sections}) == len(plan.sections)


def aligned(plan: Plan, expected: list[str]) -> tuple[list[str], list[str]]:
    """Return the expected headings not found in order, and found ones not expected."""
    found = [
        s for s in plan.sections if s.kind in (SectionKind.HEADING, SectionKind.ANNEX) and s.heading
    ]
    missing, extra, at = [], [], 0
    for heading in expected:
        ahead = next((i for i in range(at, len(found)) if matches(heading, plan, found[i])), None)
        if ahead is None:
            missing.append(heading)
            continue
        extra += [s.heading for s in found[at:ahead]]
        at = ahead + 1
    return missing, extra + [s.heading for s in found[at:]]


@pytest.mark.parametrize("name", OTHERS)
def test_headings_of_other_provinces(name: str, shared: Path) -> None:
    plan = read(shared / "plans-other" / f"{name}.md")
    expected = (GOLDEN / "other" / f"{name}.headings.txt").read_text(encoding="utf-8").splitlines()
    missing, extra = aligned(plan, expected)
    letters = [h for h in extra if re.match(r"[a-zđ]\)", h)]
    assert len(missing) <= 0.05 * len(expected), missing
    assert len(extra) - len(letters) <= 0.05 * len(expected), extra
