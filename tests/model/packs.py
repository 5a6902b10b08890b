"""Evidence for tests of the proof: any rows and sections of a plan, as a model gets them."""

from collections.abc import Sequence

from assistant.model.packing import Item, Pack
from corpus import register
from corpus.types import Assignment, Plan, Span


def rows_of(plan: Plan, section: str, agency: str, role: str) -> list[Assignment]:
    """Return the rows of a body in a section in a role."""
    return [
        row
        for row in register.assignments(plan)
        if (row.section, row.agency, str(row.role)) == (section, agency, role)
    ]


def pack_of(plan: Plan, rows: Sequence[Assignment], sections: Sequence[str]) -> Pack:
    """Return these rows as items r1, r2 … and the sections as items s1, s2 …"""
    items = {f"r{n}": Item(f"r{n}", row.proof, row.task, row) for n, row in enumerate(rows, 1)}
    for n, name in enumerate(sections, 1):
        section = plan.section(name)
        place = Span(plan.id, name, section.start, section.end)
        items[f"s{n}"] = Item(f"s{n}", (place,), plan.text[section.start : section.end])
    return Pack("-----", items)
