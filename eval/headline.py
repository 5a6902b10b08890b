"""The figures that a run is known by, by split, each with its interval.

A run's questions may come as they were judged or as they were saved: :func:`measures` is
the form between, one flat mapping for a question, without any of its words.
``docs/metrics.md`` defines every figure.
"""

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from assistant.answer import Reason
from eval import metrics
from eval.intervals import Figure, clustered_mean
from eval.metrics import NAN
from eval.parity import file_of
from eval.questions import SPLITS, WORDINGS, Fact, Split
from eval.run import Judged

Row = Mapping[str, Any]
Headline = dict[Split, dict[str, Figure]]
Scores = Iterator[tuple[str, float]]
"""Each question's cluster with its score, NaN where the measure does not apply."""

REASONS = tuple(str(reason) for reason in Reason if reason is not Reason.FALSE_PREMISE)
SAVED_AS = "scored"
"""The key under which a line of saved predictions may hold them."""
_MEANS = {
    "body_accuracy": "bodies",
    "value_accuracy": "values",
    "section_recall": "section",
    "citation_precision": "precision",
    "citation_recall": "recall",
    "quote_exactness": "quotes",
    "list_completeness": "completeness",
    "retrieval_recall@1": "found_1",
    "retrieval_recall@5": "found_5",
    "retrieval_mrr@10": "reciprocal",
}
"""Figures that are the mean of one score of each question."""


def measures(judged: Judged) -> dict[str, Any]:
    """Return what a question counts for, ready for JSON: NaN is ``None``, no words.

    ``due`` lists the accepted reasons of an unanswerable question, ``cluster`` stands for
    plan and first section of a fact; an unanswerable question is a cluster of its own.
    """
    row, answer = judged.item.row, judged.answer
    fact = row if isinstance(row, Fact) else None
    place = f"{fact.plan} {fact.sections[0]}" if fact else f"unanswerable {row.id}"
    reason = answer["reason"] if answer["reason"] in REASONS else None  # never an error's words
    scores = {
        "right": float(judged.right),
        "wrong_body": float(judged.wrong_body),
        **{name: getattr(judged, name) for name in _MEANS.values() if name != "completeness"},
        "completeness": _completeness(judged, fact),
        "milliseconds": judged.milliseconds,
    }
    return {
        "id": row.id,
        "split": row.split,
        "file": file_of(judged.item.group, judged.item.wording),
        "wording": judged.item.wording,
        "cluster": hashlib.sha256(place.encode("utf-8")).hexdigest()[:12],
        "fact": fact is not None,
        "status": str(answer["status"]),
        "reason": reason,
        "due": [] if isinstance(row, Fact) else [reason for reason in row.reason if reason],
        **{name: None if math.isnan(score) else score for name, score in scores.items()},
    }


def _completeness(judged: Judged, fact: Fact | None) -> float:
    if fact is None:
        return NAN
    n_bodies, n_values = len(fact.expect.bodies), len(fact.expect.values)
    return metrics.list_completeness(judged.bodies, n_bodies, judged.values, n_values)


def headline(rows: Iterable[Judged | Row]) -> Headline:
    """Return the figures by split; a split that was not asked has no entry.

    A row is a judged answer, a mapping of :func:`measures`, or a line of saved predictions
    that holds one under ``measures``. A score that is missing, ``None`` or NaN is not
    scored. The times (``p50_ms``, ``p95_ms``) have no interval: what moves them is the
    machine, not the choice of questions.

    Raises:
        KeyError: a mapping lacks id, split, file, wording, cluster, fact, status,
            reason or due.
    """
    plain = [_plain(row) for row in rows]
    found: Headline = {}
    for split in SPLITS:
        if of_split := [row for row in plain if row["split"] == split]:
            found[split] = _figures(of_split)
    return found


def as_json(found: Headline) -> dict[str, dict[str, dict[str, float | None]]]:
    """Return the figures as JSON can hold them: NaN as ``None``, six decimals."""
    return {
        split: {
            name: {
                key: None if math.isnan(value) else round(value, 6)
                for key, value in figure._asdict().items()
            }
            for name, figure in figures.items()
        }
        for split, figures in found.items()
    }


def _plain(row: Judged | Row) -> Row:
    if isinstance(row, Judged):
        return measures(row)
    plain: Row = row.get(SAVED_AS, row)
    return plain


def _figures(rows: Sequence[Row]) -> dict[str, Figure]:
    scores = {
        "right_share": _of(rows, lambda row: _score(row, "right") if row["fact"] else NAN),
        "wrong_agency_share": _of(rows, _wrong_agency),
        **{name: _of(rows, lambda row, of=of: _score(row, of)) for name, of in _MEANS.items()},
        "right_in_all": _parity(rows),
        "refusal_precision": _of(rows, _refused_rightly),
        "refusal_recall": _of(rows, lambda row: NAN if row["fact"] else _score(row, "right")),
    }
    for reason in REASONS:
        scores[f"refusal_precision:{reason}"] = _of(
            rows, lambda row, reason=reason: _given_rightly(row, reason)
        )
        scores[f"refusal_recall:{reason}"] = _of(
            rows, lambda row, reason=reason: _refused_so(row, reason)
        )
    figures = {name: clustered_mean(each) for name, each in scores.items()}
    times = [t for row in rows if not math.isnan(t := _score(row, "milliseconds"))]
    for name, share in (("p50_ms", 0.5), ("p95_ms", 0.95)):
        figures[name] = Figure(metrics.percentile(times, share), NAN, NAN, len(times))
    return figures


def _of(rows: Sequence[Row], score: Any) -> Scores:
    return ((row["cluster"], score(row)) for row in rows)


def _score(row: Row, name: str) -> float:
    """Return a row's score; one that is not there is not scored, never 0."""
    value = row.get(name)
    return NAN if value is None else float(value)


def _wrong_agency(row: Row) -> float:
    answered = row["fact"] and row["status"] in metrics.ANSWERING
    return _score(row, "wrong_body") if answered else NAN


def _refused_rightly(row: Row) -> float:
    """Of what counts as refused: 1 where it was due. Refused for a wrong reason: not scored."""
    if row["fact"]:
        return 0.0 if row["status"] in metrics.REFUSING else NAN
    return 1.0 if _score(row, "right") == 1 else NAN


def _given_rightly(row: Row, reason: str) -> float:
    """Of the refusals for a reason: 1 where the question is unanswerable and it is right."""
    refused = row["status"] in metrics.REFUSING
    if row["reason"] != reason or not (refused or (not row["fact"] and _score(row, "right") == 1)):
        return NAN
    return 0.0 if row["fact"] else _score(row, "right")


def _refused_so(row: Row, reason: str) -> float:
    """Of the unanswerable questions that accept a reason: 1 where it is rightly refused."""
    return NAN if row["fact"] or reason not in row["due"] else _score(row, "right")


def _parity(rows: Sequence[Row]) -> Scores:
    """Yield for each fact asked in all wordings 1 where each answer is right, else 0."""
    facts: dict[tuple[str, str], dict[str, Row]] = {}
    for row in rows:
        if row["fact"]:
            facts.setdefault((row["file"], row["id"]), {})[row["wording"]] = row
    for asked in facts.values():
        if asked.keys() == set(WORDINGS):
            right = [_score(row, "right") for row in asked.values()]
            scored = not any(math.isnan(each) for each in right)
            cluster = next(iter(asked.values()))["cluster"]
            yield cluster, float(all(right)) if scored else NAN
