"""The ablation's figures as Markdown and as JSON: totals only, no question."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from eval.ablation import AS_USED, Found, Measures, Setting, best
from eval.questions import SPLITS, WORDINGS, Split

SHOWN = ("all", "facts")
_MEASURES = ("recall@1", "recall@5", "mrr@10")
_SHORT = {"recall@1": "R@1", "recall@5": "R@5", "mrr@10": "MRR"}


def markdown(found: Found) -> str:
    """Return a table per split, over the questions of all files and over the facts alone.

    The row of the product's own search is bold. A last sentence names the best setting
    on ``dev`` and what it reaches elsewhere.
    """
    measured = {split: files for of in found.values() for split, files in of.items()}
    parts = []
    for split in SPLITS:
        for file in SHOWN:
            if file in measured.get(split, {}):
                count = measured[split][file]["mean"]["questions"]
                title = "all three files" if file == "all" else f"{file} alone"
                parts.append(f"### {split}, {title} ({count:.0f} in each wording)")
                parts.append("\n".join(_table(found, split, file)))
    return "\n\n".join([*parts, *_verdict(found)])


def _table(found: Found, split: Split, file: str) -> Iterator[str]:
    names = [f"{word} {_SHORT[name]}" for word in WORDINGS for name in _MEASURES]
    head = ["fusion", "headings", "question", *names, "mean MRR"]
    yield _row(head)
    yield "|---|---|---|" + "--:|" * (len(head) - 3)
    for setting, splits in found.items():
        of = splits[split][file]
        figures = [_figure(of.get(word, {}), name) for word in WORDINGS for name in _MEASURES]
        cells = [*_named(setting), *figures, _figure(of["mean"], "mrr@10")]
        yield _row([f"**{cell}**" for cell in cells] if setting == AS_USED else cells)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _named(setting: Setting) -> list[str]:
    return [setting.fusion, "with" if setting.headings else "without", setting.asking]


def _figure(of: Mapping[str, float], name: str) -> str:
    value = of.get(name, math.nan)
    return "–" if math.isnan(value) else f"{value:.3f}"


def _verdict(found: Found) -> list[str]:
    chosen = best(found)
    if chosen is None:
        return []
    reached = "; ".join(
        f"{split}: {_figure(files['all']['mean'], 'mrr@10')}"
        for split, files in found[chosen].items()
    )
    fusion, headings, asking = _named(chosen)
    named = f"{fusion}, {headings} headings, {asking}"
    same = "the product's own search" if chosen == AS_USED else "NOT the product's own search"
    return [f"Best on dev by mean MRR: {named} ({same}). Its mean MRR: {reached}."]


def as_json(found: Found) -> dict[str, Any]:
    """Return ``settings`` (each with its ``totals`` by split, file, wording) and the best.

    Shares have six decimals; NaN is null.
    """
    chosen = best(found)
    return {
        "settings": [
            {**setting._asdict(), "as_used": setting == AS_USED, "totals": _plain(of)}
            for setting, of in found.items()
        ],
        "best_on_dev": chosen._asdict() if chosen else None,
    }


def _plain(of: Mapping[Split, dict[str, dict[str, Measures]]]) -> dict[str, Any]:
    return {
        split: {
            file: {
                wording: {
                    name: None if math.isnan(value) else round(value, 6)
                    for name, value in measures.items()
                }
                for wording, measures in wordings.items()
            }
            for file, wordings in files.items()
        }
        for split, files in of.items()
    }
