"""The words of a run: its tables, the failing dev questions, its JSON.

Questions of the split ``test`` and the answers to them (which repeat their words) are
never written here, only totals.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from eval.calibration import THRESHOLDS, Curve, curves
from eval.metrics import ANSWERING
from eval.parity import Parity, parity
from eval.predictions import plain, prediction
from eval.questions import Fact, Split
from eval.register_metrics import Scores
from eval.run import Judged, Measures, Summaries

_COLUMNS = (
    *("split", "asked in", "right", "wrong body", "found@1", "found@5", "section", "precision"),
    *("refused", "made up", "false ref.", "quotes", "p50 ms", "p95 ms"),
)
_REGISTER_COLUMNS = ("plan", "register", "gold", "found", "right", "precision", "recall")
_PARITY_COLUMNS = ("split", "in three wordings", "facts", "same section", "right in all")
_CONFIDENCE = ("answered", "right", "refused")
_HEAD_LINES = 3
_HEAD_WIDTH = 160


def table(found: Summaries) -> str:
    """Return the totals as lines of text, one per split and group."""
    rows = [
        (split, group, *_cells(measures))
        for split, groups in found.items()
        for group, measures in groups.items()
    ]
    return lines(_COLUMNS, rows)


def register_table(found: Scores) -> str:
    """Return the register's precision and recall, a line per plan and field.

    A field that neither the gold nor the extraction has in a plan is left out.
    """
    rows = [
        (plan, field, *map(str, score), share(score.precision), share(score.recall))
        for plan, fields in found.items()
        for field, score in fields.items()
        if score.gold or score.found
    ]
    return lines(_REGISTER_COLUMNS, rows)


def parity_table(found: Parity) -> str:
    """Return what is the same in three wordings, a line per split and file."""
    rows = [
        (split, file, f"{of['rows']:.0f}", share(of["same_section"]), share(of["right_in_all"]))
        for split, files in found.items()
        for file, of in files.items()
    ]
    return lines(_PARITY_COLUMNS, rows)


def confidence_table(found: Mapping[Split, Curve]) -> str:
    """Return what is answered at each least confidence, a line each, and the error."""
    columns = ["confidence", "at least"]
    columns += [f"{split} {name}" for split in found for name in _CONFIDENCE]
    rows = [
        ("", f"{at:.2f}", *(share(c.points[at][n]) for c in found.values() for n in _CONFIDENCE))
        for at in THRESHOLDS
    ]
    errors = ", ".join(f"{split} {curve.error:.3f}" for split, curve in found.items())
    return f"{lines(columns, rows)}\ncalibration error: {errors}"


def lines(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as lines of text: the first two columns to the left, the rest to the right."""
    widths = [max(len(row[i]) for row in (columns, *rows)) for i in range(len(columns))]
    lines = [_line(columns, widths), _line(["-" * width for width in widths], widths)]
    return "\n".join(lines + [_line(row, widths) for row in rows])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    words = [cell.ljust(width) for cell, width in zip(cells[:2], widths, strict=False)]
    numbers = [cell.rjust(width) for cell, width in zip(cells[2:], widths[2:], strict=True)]
    return "  ".join(words + numbers)


def _cells(of: Measures) -> tuple[str, ...]:
    return (
        _of(of["right"], of["facts"]),
        _of(of["wrong_agency"], of["facts"]),
        share(of["retrieval_recall@1"]),
        share(of["retrieval_recall@5"]),
        share(of["section_recall"]),
        share(of["citation_precision"]),
        _of(of["refused_right"], of["unanswerable"]),
        _of(of["made_up"], of["unanswerable"]),
        _of(of["false_refusals"], of["facts"]),
        share(of["quote_exactness"]),
        f"{of['p50_ms']:.1f}",
        f"{of['p95_ms']:.1f}",
    )


def _of(part: float, whole: float) -> str:
    return f"{part:.0f}/{whole:.0f}" if whole else "–"


def share(value: float) -> str:
    """Return a share in per cent, never rounded up to 100."""
    return "–" if math.isnan(value) else f"{math.floor(1000 * value) / 10:.1f} %"


def open_rows(judged: Iterable[Judged]) -> list[Judged]:
    """Return those that may be shown: of the split ``dev``."""
    return [j for j in judged if j.item.row.split == "dev"]


def worst_first(judged: Iterable[Judged]) -> list[Judged]:
    """Return answers by how much harm they do, equals in their order.

    First errors and quotes that are not the plan's, then wrong bodies, then answers to
    what the plans do not say, then what else is wrong.
    """
    return sorted(judged, key=_harm, reverse=True)


def _harm(judged: Judged) -> int:
    status = judged.answer["status"]
    made_up = not isinstance(judged.item.row, Fact) and status in ANSWERING
    kinds = (
        status == "error" or judged.quotes < 1,
        judged.wrong_body,
        made_up and not judged.right,
    )
    return next((4 - at for at, kind in enumerate(kinds) if kind), int(bool(judged.faults)))


def failures(judged: Iterable[Judged], *, verbose: bool = False) -> str:
    """Return the failing dev questions with expected and given, the worst first.

    If verbose, the right ones follow.
    """
    shown = worst_first(j for j in open_rows(judged) if verbose or j.faults)
    return "\n\n".join("\n".join(_block(j)) for j in shown)


def _block(judged: Judged) -> Iterator[str]:
    item, answer = judged.item, judged.answer
    yield f"{'FAIL' if judged.faults else 'ok  '} {item.row.id} {item.wording}: {item.question}"
    if judged.faults:
        yield f"  wrong:    {'; '.join(judged.faults)}"
    yield f"  expected: {_expected(judged)}"
    cited = ", ".join(dict.fromkeys(f"{c['plan']} {c['section']}" for c in answer["citations"]))
    yield f"  given:    {answer['status']}, {answer['reason']}; cites {cited or 'nothing'}"
    lines = [line for line in answer["answer"].splitlines() if line.strip()]
    yield from (f"    | {line[:_HEAD_WIDTH]}" for line in lines[:_HEAD_LINES])


def _expected(judged: Judged) -> str:
    row = judged.item.row
    if not isinstance(row, Fact):
        reasons = ", ".join(str(reason) for reason in row.reason)
        return f"{' or '.join(row.status)} ({reasons}): {row.why}"
    bodies = [body if isinstance(body, str) else body[0] for body in row.expect.bodies]
    parts = [*bodies, *(variants[0] for variants in row.expect.values)]
    parts += [f"not {body}" for body in row.expect.wrong_bodies]
    places = "; ".join(f"{plan} {', '.join(ids)}" for plan, ids in row.places().items())
    return f"{'; '.join(filter(None, (*parts, row.reason)))} [{places}]"


def as_json(
    found: Summaries,
    missed: Sequence[str],
    judged: Sequence[Judged],
    register: Scores,
    left: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the run as one JSON object: totals, limits missed or not applied, failing dev rows.

    ``parity`` holds what is the same in three wordings by split and file, ``confidence``
    what is answered at each least confidence by split,
    ``register_gold`` the register's scores by plan and field.
    """
    totals = {
        split: {group: plain(measures) for group, measures in groups.items()}
        for split, groups in found.items()
    }
    failing = [prediction(j) for j in worst_first(open_rows(judged)) if j.faults]
    return {
        "passed": not missed,
        "missed": list(missed),
        "not_applied": list(left),
        "totals": totals,
        "parity": {
            split: {file: plain(of) for file, of in files.items()}
            for split, files in parity(judged).items()
        },
        "confidence": _confidence_json(curves(judged)),
        "register_gold": _register_json(register),
        "failing_dev": failing,
    }


def _confidence_json(found: Mapping[Split, Curve]) -> dict[str, Any]:
    return {
        split: {
            "calibration_error": round(curve.error, 6),
            "curve": [{"at_least": t, **plain(point)} for t, point in curve.points.items()],
        }
        for split, curve in found.items()
    }


def _register_json(found: Scores) -> dict[str, dict[str, dict[str, float | None]]]:
    return {
        plan: {
            field: plain({**s._asdict(), "precision": s.precision, "recall": s.recall})
            for field, s in fields.items()
        }
        for plan, fields in found.items()
    }
