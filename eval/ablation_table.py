"""The file of ``eval run --ablation --json``, read back as tables of words."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpus.errors import InputError
from eval.ablation_report import SHOWN
from eval.questions import SPLITS, WORDINGS

_MEASURES = {"recall@1": "R@1", "recall@5": "R@5", "mrr@10": "MRR"}
_COLUMNS = (
    *("setting", "mean MRR"),
    *(f"{word} {short}" for word in WORDINGS for short in _MEASURES.values()),
)


class Ablation(NamedTuple):
    """Tables (title, columns, rows, the best first), and in a sentence which is best."""

    tables: Sequence[tuple[str, Sequence[str], Sequence[Sequence[str]]]]
    verdict: str


def read(path: Path) -> Ablation:
    """Return the tables of a file.

    Raises:
        InputError: it cannot be read or is not of that form.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Ablation(list(_tables(told["settings"])), _verdict(told["best_on_dev"]))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{path} is not of the form that `eval run --ablation --json` prints."
        ) from error


def _tables(
    settings: Sequence[Mapping[str, Any]],
) -> Iterator[tuple[str, Sequence[str], list[list[str]]]]:
    for split in SPLITS:
        for file in SHOWN:
            there = [one for one in settings if file in one["totals"].get(split, {})]
            if there:
                of = "all files" if file == "all" else file
                there.sort(key=lambda one: -_mean(one["totals"][split][file]))
                rows = [_row(one, one["totals"][split][file]) for one in there]
                yield f"{split}, {of}", _COLUMNS, rows


def _mean(totals: Mapping[str, Any]) -> float:
    return float(totals["mean"]["mrr@10"] or 0)


def _row(setting: Mapping[str, Any], totals: Mapping[str, Any]) -> list[str]:
    named = _named(setting) + (" (the product's own)" if setting["as_used"] else "")
    figures = [totals.get(word, {}).get(name) for word in WORDINGS for name in _MEASURES]
    return [named, *map(_figure, (totals["mean"]["mrr@10"], *figures))]


def _named(setting: Mapping[str, Any]) -> str:
    headings = "with" if setting["headings"] else "without"
    return f"{setting['fusion']}, {headings} headings, {setting['asking']}"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _verdict(best: Mapping[str, Any] | None) -> str:
    return (
        f"Best on dev by mean MRR: {_named(best)}." if best else "No setting was measured on dev."
    )
