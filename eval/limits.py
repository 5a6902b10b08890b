"""The limits of ``eval/thresholds.json``, and which of them a run does not keep.

A limit holds only for what was asked in whole: a share of some of the questions says nothing
of the limit on all of them (:func:`applicable`).
"""

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import DataError
from eval import register_metrics
from eval.questions import SPLITS, Fact, Split
from eval.run import GROUPS, Item, Summaries

THRESHOLDS = Path(__file__).parent / "thresholds.json"
OF_FACTS = frozenset(
    {
        *("facts", "right", "right_share", "wrong_agency", "body_accuracy", "value_accuracy"),
        *("section_recall", "retrieval_recall@1", "retrieval_recall@5", "citation_precision"),
        *("citation_recall", "false_refusals"),
    }
)
"""The measures that what is unanswerable does not move."""

Limits = Mapping[str, Mapping[str, Mapping[str, Mapping[str, float]]]]


def load_thresholds(path: Path = THRESHOLDS) -> Limits:
    """Return the limits: split → wording, ``register`` or ``all`` → measure → bounds.

    The bounds are ``min`` and/or ``max``. What stands under ``register_gold`` is left to
    :func:`eval.register_metrics.load_limits`.

    Raises:
        DataError: the file is not of this form.
    """
    try:
        limits: Limits = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: cannot be read as JSON: {error}") from error
    if isinstance(limits, dict):
        limits = {key: of for key, of in limits.items() if key != register_metrics.KEY}
    for split, group, measure, bounds in _limit_rows(path, limits):
        place = f"{path}: {split}.{group}.{measure}"
        if split not in SPLITS or group not in (*GROUPS, "all"):
            raise DataError(f"{place}: no such split or wording")
        if not isinstance(bounds, Mapping) or not bounds or not bounds.keys() <= {"min", "max"}:
            raise DataError(f'{place}: expected {{"min": number}} or {{"max": number}}')
        if not all(type(bound) in (int, float) for bound in bounds.values()):
            raise DataError(f"{place}: a bound is not a number")
    return limits


def _limit_rows(path: Path, limits: Any) -> Iterator[tuple[str, str, str, Any]]:
    try:
        for split, groups in limits.items():
            for group, measures in groups.items():
                for measure, bounds in measures.items():
                    yield split, group, measure, bounds
    except AttributeError as error:
        raise DataError(f"{path}: expected split → wording → measure → bounds") from error


def shortfalls(found: Summaries, limits: Limits, splits: Sequence[Split] = SPLITS) -> list[str]:
    """Return a sentence for each limit of the splits that is not kept.

    A limit on what was not scored or not asked is not kept. Beside the limits, every
    quote must be exact and no question may end in an error.
    """
    missed = []
    for split, groups in found.items():
        total = groups["all"]
        if total["inexact_answers"]:
            missed.append(
                f"{split}: {total['inexact_answers']} answers hold a quote that is inexact"
            )
        if total["errors"]:
            missed.append(f"{split}: {total['errors']} questions ended in an error")
    for split in splits:
        for group, measures in limits.get(split, {}).items():
            for measure, bounds in measures.items():
                value = found.get(split, {}).get(group, {}).get(measure, math.nan)
                # "not (>=)" and not "<": NaN fails too.
                if "min" in bounds and not value >= bounds["min"]:
                    missed.append(
                        f"{split} {group}: {measure} is {value:.4g}, at least {bounds['min']}"
                    )
                if "max" in bounds and not value <= bounds["max"]:
                    missed.append(
                        f"{split} {group}: {measure} is {value:.4g}, at most {bounds['max']}"
                    )
    return missed


def applicable(
    limits: Limits, asked: Sequence[Item], of: Sequence[Item]
) -> tuple[Limits, tuple[str, ...]]:
    """Return the limits on what was asked in whole, and the names of those left out.

    ``of`` is what is asked without a choice. A limit on a measure of facts stays where
    all facts of its group are asked, any other where all questions are. A name is
    "split group: measure"; a limit on a group of which nothing is asked
    is left out, unless nothing was chosen.
    """
    everything = len(asked) == len(of)
    there, wanted = _counts(asked), _counts(of)
    kept: dict[str, dict[str, dict[str, Mapping[str, float]]]] = {}
    left: list[str] = []
    for split, groups in limits.items():
        for group, measures in groups.items():
            for measure, bounds in measures.items():
                parts = (True,) if measure in OF_FACTS else (True, False)
                keys = [(split, group, part) for part in parts]
                whole = all(there[key] == wanted[key] for key in keys)
                if everything or (whole and any(there[key] for key in keys)):
                    kept.setdefault(split, {}).setdefault(group, {})[measure] = bounds
                else:
                    left.append(f"{split} {group}: {measure}")
    return kept, tuple(left)


def briefly(left: Sequence[str]) -> str:
    """Return the groups of limits that were left out, each once."""
    return ", ".join(dict.fromkeys(name.split(":")[0] for name in left))


def _counts(items: Sequence[Item]) -> Counter[tuple[str, str, bool]]:
    """Return how many facts (``True``) and other questions each split and group has."""
    return Counter(
        (item.row.split, group, isinstance(item.row, Fact))
        for item in items
        for group in (item.group, "all")
    )
