"""What the report of a saved run shows: figures by part, curves, times, wrong dev answers."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from corpus.errors import InputError
from eval import metrics
from eval.headline import SAVED_AS, Headline, headline
from eval.intervals import Figure, clustered_mean
from eval.metrics import NAN
from eval.questions import SPLITS, WORDINGS, Split
from eval.report import share
from eval.saving import SavedRun

Row = Mapping[str, Any]
BySplit = dict[Split, Figure]
DEPTH = 10
PERCENTILES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1.0)


class Kept(NamedTuple):
    """What is left where only answers of at least a confidence are given; shares."""

    at_least: float
    answered: float
    right: float
    refused: float


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a run; nothing in it but ``wrong`` and ``run.rows`` has words.

    ``by_kind`` and ``by_suite`` are the shares of all questions that are right,
    ``by_wording`` of the facts. ``recall`` is the share of the facts searched for with an
    accepted section among the first k, ``times`` milliseconds in rising order. ``wrong``
    holds the dev rows that are not right, in the order asked.
    """

    run: SavedRun
    headline: Headline
    by_kind: Mapping[str, BySplit]
    by_wording: Mapping[str, BySplit]
    by_suite: Mapping[str, BySplit]
    recall: Mapping[int, BySplit]
    curves: Mapping[Split, Sequence[Kept]]
    times: Mapping[Split, Sequence[float]]
    wrong: Sequence[Row]


def summary(run: SavedRun) -> Summary:
    """Return what there is to show of a run.

    Raises:
        InputError: its rows have no scores, or its curves are not of their form.
    """
    rows = run.rows
    if not all(isinstance(row.get(SAVED_AS), Mapping) for row in rows):
        raise InputError(f"{run.folder} was saved without scores; save the run anew.")
    try:
        found = headline(rows)
    except KeyError as error:
        raise InputError(f"{run.folder}: a row lacks {error} in its scores.") from error
    facts = [row for row in rows if row[SAVED_AS]["fact"]]
    wordings = _shares(facts, "wording")
    return Summary(
        run,
        found,
        by_kind=_shares(rows, "kind"),
        by_wording={name: wordings[name] for name in WORDINGS if name in wordings},
        by_suite=_shares(rows, "suite"),
        recall={k: _by_split(rows, partial(found_within, k=k)) for k in _depths(rows)},
        curves=_curves(run),
        times={split: sorted(each) for split, each in _times(rows)},
        wrong=[row for row in rows if row["split"] == "dev" and not row["right"]],
    )


def _shares(rows: Iterable[Row], part: str) -> dict[str, BySplit]:
    """Return the share right of each part (a kind, say) by split, in the order of the names."""
    of: dict[str, list[Row]] = {}
    for row in rows:
        of.setdefault(str(row.get(part)), []).append(row)
    return {name: _by_split(of[name], lambda row: float(row["right"])) for name in sorted(of)}


def _by_split(rows: Iterable[Row], score: Callable[[Row], float]) -> BySplit:
    """Return the mean score of each split in which anything is scored."""
    scores: dict[Split, list[tuple[str, float]]] = {split: [] for split in SPLITS}
    for row in rows:
        scores[row["split"]].append((row[SAVED_AS]["cluster"], score(row)))
    found = {split: clustered_mean(each) for split, each in scores.items()}
    return {split: figure for split, figure in found.items() if figure.scored}


def found_within(row: Row, k: int) -> float:
    """1 where an accepted section is among the first ``k`` found, else 0; NaN: not searched."""
    ranks = row.get("found_ranks")
    return NAN if ranks is None else float(any(rank <= k for rank in ranks))


def _depths(rows: Iterable[Row]) -> range:
    searched = any(row.get("found_ranks") is not None for row in rows)
    return range(1, DEPTH + 1 if searched else 1)


def _curves(run: SavedRun) -> dict[Split, list[Kept]]:
    try:
        told = run.scores.get("confidence", {})
        return {
            split: [Kept(*map(_number, map(point.get, Kept._fields))) for point in of["curve"]]
            for split in SPLITS
            if (of := told.get(split))
        }
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"{run.folder}: 'confidence' in scores.json is not of its form."
        ) from error


def _number(value: Any) -> float:
    return NAN if value is None else float(value)


def _times(rows: Sequence[Row]) -> Iterator[tuple[Split, list[float]]]:
    for split in SPLITS:
        if times := [float(row["milliseconds"]) for row in rows if row["split"] == split]:
            yield split, times


def percentiles(times: Sequence[float]) -> dict[float, float]:
    """Return the time that each share of the questions does not exceed, in milliseconds."""
    return {share: metrics.percentile(times, share) for share in PERCENTILES}


def same_questions(run: SavedRun, other: SavedRun) -> int:
    """Return how many questions of a run were asked in the other, word for word."""
    return len(_asked(run) & _asked(other))


def _asked(run: SavedRun) -> set[tuple[str, ...]]:
    return {
        (str(row.get("suite")), row["id"], row["wording"], row["asked"], row["split"])
        for row in run.rows
    }


def told(name: str, value: float) -> str:
    """Return a figure's value in words: milliseconds by its name, else a share in per cent."""
    if name.endswith("_ms") and not math.isnan(value):
        return f"{value:.1f} ms"
    return share(value)


def interval(figure: Figure) -> str:
    """Return the ends of a share's interval in per cent, a dash where there is none."""
    if math.isnan(figure.low) or math.isnan(figure.high):
        return "–"
    return f"{share(figure.low)} to {share(figure.high)}".replace(" %", "")
