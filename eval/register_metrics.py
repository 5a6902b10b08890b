"""Precision and recall of the extracted register against the gold, by plan and field.

Rows are aligned by plan, section, agency (canonical names must be equal: two forms that
*may* mean one body are not enough), role and the task's place. What is not aligned is
wrong in all its fields, so that no field looks better than the rows that carry it.
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpus.errors import DataError
from corpus.types import Assignment, Plan, Role
from eval.metrics import canonical, number_value
from eval.register_gold import GoldRow, faults, task_start

BEFORE = 60
"""How many characters before an extracted task the gold task may begin: a task may be
cut with or without its first words ("Kịp thời", "Thường xuyên")."""

FIELDS: tuple[str, ...] = (
    "rows", *(role.value for role in Role), "mode", "deadlines", "targets", "indices", "open",
)  # fmt: skip
ALL = "all plans"
EVERY = "every plan"
KEY = "register_gold"

Pair = tuple[GoldRow, Assignment]
Items = Counter[Hashable]


class Score(NamedTuple):
    """The items of a field: in the gold, extracted, and rightly extracted."""

    gold: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Share of the extracted items that are right; NaN: none was extracted."""
        return self.right / self.found if self.found else math.nan

    @property
    def recall(self) -> float:
        """Share of the gold items that were extracted; NaN: the gold has none."""
        return self.right / self.gold if self.gold else math.nan

    def __add__(self, other: object) -> "Score":
        """Return the sums, item by item."""
        if not isinstance(other, Score):
            return NotImplemented
        return Score(self.gold + other.gold, self.found + other.found, self.right + other.right)


Scores = dict[str, dict[str, Score]]
"""Plan id (and ``all plans``) → field → score."""


# --- alignment -----------------------------------------------------------------------


def align(gold: Sequence[GoldRow], rows: Sequence[Assignment], plan: Plan) -> list[Pair]:
    """Return as many pairs of a gold row and an extracted one as can be made.

    A pair has section, agency and role in common, and the gold task begins within the
    extracted task's span or at most ``BEFORE`` characters before it. Each row stands in
    one pair at most; the nearer place is tried first.
    """
    groups: dict[Hashable, tuple[list[GoldRow], list[Assignment]]] = defaultdict(lambda: ([], []))
    for one in gold:
        groups[one.section, one.agency, one.role][0].append(one)
    for row in rows:
        groups[row.section, row.agency, row.role][1].append(row)
    return [pair for group in groups.values() for pair in _matched(*group, plan)]


def _matched(gold: Sequence[GoldRow], rows: Sequence[Assignment], plan: Plan) -> list[Pair]:
    """Return a largest matching (augmenting paths; the groups are small)."""
    candidates = [_candidates(one, rows, plan) for one in gold]
    owner: dict[int, int] = {}

    def place(number: int, seen: set[int]) -> bool:
        for candidate in candidates[number]:
            if candidate not in seen:
                seen.add(candidate)
                if candidate not in owner or place(owner[candidate], seen):
                    owner[candidate] = number
                    return True
        return False

    for number in range(len(gold)):
        place(number, set())
    return [(gold[number], rows[row]) for row, number in owner.items()]


def _candidates(gold: GoldRow, rows: Sequence[Assignment], plan: Plan) -> list[int]:
    start = task_start(gold, plan)
    if start is None:
        return []
    near = [
        (abs(row.task_span.start - start), number)
        for number, row in enumerate(rows)
        if row.task_span.start - BEFORE <= start < row.task_span.end
    ]
    return [number for _, number in sorted(near)]


# --- fields --------------------------------------------------------------------------


def _gold_items(row: GoldRow) -> dict[str, Items]:
    deadlines = row.deadline_norm.split(";") if row.deadline_norm else [_plain(row.deadline)]
    return {
        "rows": Counter(["row"]),
        row.role.value: Counter(["row"]),
        "mode": Counter([row.mode.value]),
        "deadlines": Counter(filter(None, set(deadlines))),
        "targets": Counter((_value(t.value), t.unit, t.direction) for t in row.targets),
        "indices": Counter(set(row.indices)),
        "open": Counter(["open"] if row.open_list else []),
    }


def _row_items(row: Assignment) -> dict[str, Items]:
    deadlines = {
        part
        for deadline in row.deadlines
        for part in (deadline.normal.split(";") if deadline.normal else [_plain(deadline.written)])
    }
    return {
        "rows": Counter(["row"]),
        row.role.value: Counter(["row"]),
        "mode": Counter([row.mode.value]),
        "deadlines": Counter(deadlines),
        "targets": Counter((_value(t.value), t.unit, t.direction) for t in row.targets),
        "indices": Counter(set(row.indices)),
        "open": Counter(["open"] if row.open_list else []),
    }


def _plain(written: str) -> str:
    return canonical(written)


def _value(written: str) -> tuple[str, ...]:
    """Return a number, or the two ends of a range, so that "01" is 1 and "97,5" 97.5."""
    numbers = [number_value(part) for part in re.split(r"\s*[-–]\s*", written)]
    return tuple(str(number.normalize()) if number is not None else "" for number in numbers)


def score(gold: Sequence[GoldRow], rows: Sequence[Assignment], plan: Plan) -> dict[str, Score]:
    """Return the score of every field for one plan.

    ``rows`` and each role count rows; ``mode`` counts rows with the right mode; deadlines
    count each date or interval of each row, by normalised value (as written, where there
    is none); targets count value, unit and direction; ``open`` the rows that leave a list
    open.
    """
    counts: dict[str, list[int]] = {field: [0, 0, 0] for field in FIELDS}
    for one in gold:
        for field, items in _gold_items(one).items():
            counts[field][0] += items.total()
    for row in rows:
        for field, items in _row_items(row).items():
            counts[field][1] += items.total()
    for one, row in align(gold, rows, plan):
        extracted = _row_items(row)
        for field, items in _gold_items(one).items():
            counts[field][2] += (items & extracted[field]).total()
    return {field: Score(*counted) for field, counted in counts.items()}


def measure(
    gold: Mapping[str, Sequence[GoldRow]],
    plans: Iterable[Plan],
    extract: Callable[[Plan], Sequence[Assignment]],
) -> Scores:
    """Return the scores of every plan that has a gold register, and of all together.

    Raises:
        DataError: a gold register has no plan, or does not agree with its plan.
    """
    by_id = {plan.id: plan for plan in plans}
    found: Scores = {}
    for name, rows in gold.items():
        if name not in by_id:
            raise DataError(f"{name}.tsv: the library has no plan {name!r}")
        wrong = faults(rows, by_id[name])
        if wrong:
            raise DataError("The gold register does not agree with its plan:\n" + "\n".join(wrong))
        found[name] = score(rows, extract(by_id[name]), by_id[name])
    total = {f: sum((of[f] for of in found.values()), Score()) for f in FIELDS}
    return {**found, ALL: total}


def unmatched(
    gold: Sequence[GoldRow], rows: Sequence[Assignment], plan: Plan
) -> tuple[list[GoldRow], list[Assignment]]:
    """Return the gold rows that were not extracted, and the extracted rows without gold."""
    pairs = align(gold, rows, plan)
    paired = {id(one) for pair in pairs for one in pair}
    return [g for g in gold if id(g) not in paired], [r for r in rows if id(r) not in paired]


# --- thresholds ----------------------------------------------------------------------

Limits = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Plan id, ``all plans`` or ``every plan`` → field → ``precision``/``recall`` → least value."""


def load_limits(path: Path) -> Limits:
    """Return the limits under ``register_gold``; none where the file has no such key.

    Raises:
        DataError: the key does not hold the form of :data:`Limits`.
    """
    try:
        limits: Any = json.loads(path.read_text(encoding="utf-8")).get(KEY, {})
        rows = [
            (f"{path}: {KEY}.{plan}.{field}.{measure}", field, measure, least)
            for plan, fields in limits.items()
            for field, measures in fields.items()
            for measure, least in measures.items()
        ]
    except (OSError, ValueError, AttributeError) as error:
        raise DataError(f"{path}: {KEY} is not plan → field → measure → number") from error
    for place, field, measure, least in rows:
        if field not in FIELDS or measure not in ("precision", "recall"):
            raise DataError(f"{place}: no such field or measure")
        if type(least) not in (int, float):
            raise DataError(f"{place}: the limit is not a number")
    kept: Limits = limits
    return kept


def shortfalls(found: Scores, limits: Limits) -> list[str]:
    """Return a sentence for each limit that is not kept.

    A limit of ``every plan`` holds for each plan apart; there a field that neither gold
    nor extraction has is kept. A limit that names a plan is not kept by what has no value.
    """
    missed = []
    for name, fields in limits.items():
        plans = [p for p in found if p != ALL] if name == EVERY else [name]
        for plan in plans:
            for field, measures in fields.items():
                of = found.get(plan, {}).get(field, Score())
                if name == EVERY and not (of.gold or of.found):
                    continue
                missed += [
                    f"register {plan} {field}: {what} is {value:.4g}, at least {least}"
                    for what, least in measures.items()
                    if not (value := _share_of(of, what)) >= least
                ]
    return missed


def _share_of(of: Score, what: str) -> float:
    return of.precision if what == "precision" else of.recall
