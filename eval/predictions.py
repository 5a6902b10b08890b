"""A judged answer as a row of JSON: figures alone for the split ``test``."""

import hashlib
import json
import math
from collections.abc import Mapping
from typing import Any

from eval import headline, metrics
from eval.choosing import kind_of, suite_of
from eval.questions import Fact
from eval.run import Item, Judged, made_up

_SAVED = (
    *("wrong_body", "bodies", "values", "section", "precision", "recall", "quotes"),
    *("found_1", "found_5"),
)
_WORDS = ("questions", "question", "note", "why", "quotes")
"""What of a row may change without its answer being judged otherwise."""


def prediction(judged: Judged) -> dict[str, Any]:
    """Return the row: what was asked by name, right or not, measures, places, milliseconds.

    ``asked`` is a hash of the question and of what a right answer to it is, so that two runs
    know whether they asked the same; ``cluster`` a hash of the section that proves it (of the
    id, where nothing does). Measures are numbers, ``None`` where one does not apply. Only
    rows of ``dev`` hold words: question, history, faults, answer.
    """
    item = judged.item
    row: dict[str, Any] = {
        "id": item.row.id,
        "split": item.row.split,
        "suite": suite_of(item),
        "group": item.group,
        "kind": kind_of(item),
        "wording": item.wording,
        "asked": asked(item),
        "cluster": _cluster(item),
        "milliseconds": round(judged.milliseconds, 3),
        "right": judged.right,
        "measures": plain(_measures(judged)),
        "found_ranks": None if judged.found_ranks is None else list(judged.found_ranks),
        "confidence": judged.answer.get("confidence"),
    }
    row[headline.SAVED_AS] = headline.measures(judged)
    if item.row.split == "dev":
        row |= {
            "question": item.question,
            "history": list(item.row.history) if isinstance(item.row, Fact) else [],
            "faults": list(judged.faults),
            "answer": dict(judged.answer),
        }
    return row


def _measures(judged: Judged) -> dict[str, float]:
    status = judged.answer["status"]
    return {
        **{name: float(getattr(judged, name)) for name in _SAVED},
        "refused": float(status in metrics.REFUSING),
        "made_up": float(made_up(judged)),
        "error": float(status == "error"),
        "faults": float(len(judged.faults)),
    }


def asked(item: Item) -> str:
    """Return a hash of a question and of what a right answer to it is."""
    expected = item.row.model_dump(mode="json")
    expected = {name: value for name, value in expected.items() if name not in _WORDS}
    return _hash([item.question, expected])


def _cluster(item: Item) -> str:
    """Return the same for questions about one section: their answers go wrong together."""
    row = item.row
    return _hash([row.plan, row.sections[0]] if isinstance(row, Fact) else [row.id])


def _hash(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def plain(measures: Mapping[str, float]) -> dict[str, float | None]:
    """Return measures as JSON can hold them: NaN as null, at most six decimals."""
    return {
        name: None if math.isnan(value) else value if isinstance(value, int) else round(value, 6)
        for name, value in measures.items()
    }
