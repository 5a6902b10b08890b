"""Addresses that open a plan in its tab: at a section, or with a place marked.

What stands in an address may come from anybody: it is checked against the plans, and what
does not fit is ignored.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.page.source import shared_citation
from corpus.types import Plan, Section

#: What an address says to open the tab of the plans.
TAB = "plans"
_PLAIN = re.compile(r"[A-Za-z0-9.-]")


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan to show, at its beginning, at a section, or with ``start``..``end`` marked."""

    plan: str
    section: str | None = None
    start: int | None = None
    end: int | None = None

    @property
    def place(self) -> tuple[int, int] | None:
        """The place to mark, if there is one."""
        if self.start is None or self.end is None:
            return None
        return self.start, self.end


def anchor(plan_id: str, section_id: str) -> str:
    """Return a section's element id, another one for every plan and section.

    Letters, digits, dots and hyphens of the ids stay as they are; any other character
    becomes its code between ``_``, and a colon parts the two ids.
    """
    return f"plan:{_safe(plan_id)}:{_safe(section_id)}"


def _safe(name: str) -> str:
    return "".join(c if _PLAIN.fullmatch(c) else f"_{ord(c):x}_" for c in name)


def plan_link(plan: Plan) -> str:
    """Return the address, relative to the page, that opens a plan in its tab."""
    return _address({"tab": TAB, "plan": plan.id})


def section_link(plan: Plan, section: Section) -> str:
    """Return the address, relative to the page, that opens a plan at a section."""
    return _address({"plan": plan.id, "section": section.id})


def _address(query: Mapping[str, str]) -> str:
    return "?" + urlencode(query, errors="replace")


def shared_section(query: Mapping[str, str], plans: Mapping[str, Plan]) -> tuple[str, str] | None:
    """Return the plan and section that an address names; ``None`` where it names none."""
    plan = plans.get(query.get("plan", ""))
    section_id = query.get("section", "")
    if plan is None or not any(s.id == section_id for s in plan.sections):
        return None
    return plan.id, section_id


def opened_by(query: Mapping[str, str], plans: Mapping[str, Plan]) -> Opened | None:
    """Return what an address opens in the tab of the plans; ``None``: nothing there.

    A section or a place opens there by itself, a plan alone only with ``tab=plans``.
    """
    if named := shared_section(query, plans):
        return Opened(*named)
    if cited := shared_citation(query, plans):
        return Opened(cited.plan, None, cited.start, cited.end)
    plan = plans.get(query.get("plan", ""))
    return Opened(plan.id) if plan is not None and query.get("tab") == TAB else None
