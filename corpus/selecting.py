"""Duties chosen from the register: by plan, body, role, time, index and free text."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from corpus import exports, indices, register
from corpus.deadlines import last_days
from corpus.duty_search import Search, Words, vocabulary, words_of
from corpus.errors import InputError, UnknownPlanError
from corpus.types import Assignment, Plan, Role, Span

#: What "soon" is: today and so many days after it.
SOON = datetime.timedelta(days=30)


class Time(StrEnum):
    """Which duties by their times: all, with a day soon, with a day that has passed ...

    ``dated`` have a day on which a time ends (a quarter ends on its last one), ``none``
    are given no time at all; "thường xuyên" is neither.
    """

    ALL = "all"
    SOON = "soon"
    PASSED = "passed"
    DATED = "dated"
    NONE = "none"


class Sort(StrEnum):
    """The order of duties: as plans have them, or by day, those without a day last."""

    PLAN = "plan"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Filter:
    """What is chosen; every field narrows the choice, and an empty one does not.

    ``agency`` is any form of a body's name, with ``role`` the body's role; ``index`` the
    id of an index, whose sub-indices belong to it. ``text`` is Vietnamese with or without
    marks, or English.
    """

    plans: tuple[str, ...] = ()
    agency: str = ""
    role: Role | None = None
    time: Time = Time.ALL
    index: str = ""
    text: str = ""
    sort: Sort = Sort.PLAN


@dataclass(frozen=True, slots=True)
class Entry:
    """A duty with all its rows, in the order of the plan's text; at least one."""

    plan: Plan
    rows: tuple[Assignment, ...]

    @property
    def section(self) -> str:
        """The id of its section."""
        return self.rows[0].section

    @property
    def task(self) -> Span:
        """The place of its task."""
        return self.rows[0].task_span

    @property
    def key(self) -> str:
        """A name of the duty, stable as long as the plan's text is: "a-plan:120-180"."""
        return f"{self.plan.id}:{self.task.start}-{self.task.end}"

    @property
    def days(self) -> tuple[datetime.date, ...]:
        """The days on which its times end, the first one first, each once."""
        found = {d for time in self.rows[0].deadlines for d in last_days(time.normal)}
        return tuple(sorted(found))


@lru_cache(maxsize=256)
def entries_of(plan: Plan) -> tuple[Entry, ...]:
    """Return all duties of a plan, in its order."""
    found: dict[tuple[str, int, int], list[Assignment]] = {}
    for row in register.assignments(plan):
        place = (row.section, row.task_span.start, row.task_span.end)
        found.setdefault(place, []).append(row)
    return tuple(Entry(plan, tuple(rows)) for rows in found.values())


def select(plans: Iterable[Plan], filter: Filter, today: datetime.date) -> tuple[Entry, ...]:
    """Return the duties that are chosen, in the order of the plans or by their days.

    Where a time is chosen, a duty is put in order by its first day in that time.

    Raises:
        UnknownPlanError: a plan is chosen that is not among ``plans``.
        InputError: no body or no index has the name that is chosen.
    """
    given = tuple(plans)
    chosen = _chosen_plans(given, filter.plans)
    names = _same_bodies(given, filter.agency)
    wanted = _with_parts(filter.index)
    search = _search(given, filter.text)
    found = [
        entry
        for plan in chosen
        for entry, words in zip(entries_of(plan), _words_of(plan), strict=True)
        if _in_role(entry, names, filter.role)
        and (wanted is None or wanted & set(entry.rows[0].indices))
        and _in_time(entry, filter.time, today)
        and (search is None or search.finds(words))
    ]
    if filter.sort is Sort.DEADLINE:
        found.sort(key=lambda entry: _first_day(entry, filter.time, today))
    return tuple(found)


def counted(plans: Iterable[Plan]) -> int:
    """Return how many duties the plans have."""
    return sum(len(entries_of(plan)) for plan in plans)


def find(plans: Iterable[Plan], key: str) -> Entry | None:
    """Return the duty of this :attr:`Entry.key`, if one has it."""
    for plan in plans:
        if key.startswith(f"{plan.id}:"):
            return next((entry for entry in entries_of(plan) if entry.key == key), None)
    return None


def soon(day: datetime.date, today: datetime.date) -> bool:
    """Tell whether a day is today or one of the 30 after it."""
    return today <= day <= today + SOON


@lru_cache(maxsize=256)
def _words_of(plan: Plan) -> tuple[Words, ...]:
    return tuple(words_of(plan, entry.rows) for entry in entries_of(plan))


def _chosen_plans(plans: tuple[Plan, ...], ids: tuple[str, ...]) -> tuple[Plan, ...]:
    known = {plan.id for plan in plans}
    for name in ids:
        if name not in known:
            msg = f"There is no plan '{name}' here. The plans: {', '.join(sorted(known))}."
            raise UnknownPlanError(msg)
    return tuple(plan for plan in plans if not ids or plan.id in ids)


def _same_bodies(plans: tuple[Plan, ...], name: str) -> frozenset[str] | None:
    """Return the names in the register that may mean a body; ``None``: none is chosen."""
    if not name.strip():
        return None
    rows = [row for plan in plans for row in register.assignments(plan)]
    return frozenset(row.agency for row in exports.of_agency(rows, name.strip()))


def _with_parts(index: str) -> frozenset[str] | None:
    """Return an index with its sub-indices; ``None``: none is chosen."""
    if not index:
        return None
    found = frozenset(one.id for one in indices.indices() if index in (one.id, one.parent))
    if index not in found:
        msg = f"There is no index '{index}'; the ids stand in {indices.PATH.name}."
        raise InputError(msg)
    return found


def _search(plans: tuple[Plan, ...], text: str) -> Search | None:
    if not text.strip():
        return None
    # Of all plans: which words are English must not depend on the plan that is chosen.
    return Search(text, vocabulary(words for plan in plans for words in _words_of(plan)))


def _in_role(entry: Entry, names: frozenset[str] | None, role: Role | None) -> bool:
    """Tell whether one row has both the body and the role that are chosen."""
    return any(
        (names is None or row.agency in names) and (role is None or row.role is role)
        for row in entry.rows
    )


def _days_in(entry: Entry, time: Time, today: datetime.date) -> list[datetime.date]:
    """Return a duty's days that lie in a time."""
    if time is Time.SOON:
        return [day for day in entry.days if soon(day, today)]
    if time is Time.PASSED:
        return [day for day in entry.days if day < today]
    return list(entry.days)


def _in_time(entry: Entry, time: Time, today: datetime.date) -> bool:
    if time is Time.ALL:
        return True
    if time is Time.NONE:
        return not entry.rows[0].deadlines
    return bool(_days_in(entry, time, today))


def _first_day(entry: Entry, time: Time, today: datetime.date) -> datetime.date:
    return min(_days_in(entry, time, today), default=datetime.date.max)
