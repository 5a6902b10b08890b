"""The assistant beside the tutorial chain, group by group."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval import metrics
from eval.predictions import plain
from eval.questions import Fact
from eval.run import Judged, Measures, Names, Summaries, summaries

_COLUMNS = (
    *("split", "asked in", "right", "wrong body", "sent elsewhere", "found@5"),
    *("section", "precision", "recall", "refused", "false ref.", "p50 ms", "p95 ms"),
)
Both = dict[str, dict[str, tuple[Measures, Measures]]]


def both(ours: Sequence[Judged], theirs: Sequence[Judged], names: Names) -> Both:
    """Return the figures of both by split and group: ours, the chain's.

    Beside a run's own figures there is ``sent_elsewhere``: how many answers to facts name a
    listed wrong body and none of the expected (a plain sentence has nothing in bold, which
    is what ``wrong_agency`` looks at). A piece of the chain may lie in several sections, so
    that of the chain ``retrieval_recall@5`` is the share of facts of which an accepted
    section is in any of the pieces found, however many sections those are.
    """
    measured = (_measured(ours, names), _measured(theirs, names))
    for split, group, of in _groups(measured[1]):
        members = _members(theirs, split, group)
        of["retrieval_recall@5"] = metrics.mean(
            float(bool(j.found_ranks)) for j in members if j.found_ranks is not None
        )
    return {
        split: {group: (of, measured[1][split][group]) for group, of in groups.items()}
        for split, groups in measured[0].items()
    }


def _measured(judged: Sequence[Judged], names: Names) -> Summaries:
    found = summaries(judged)
    for split, group, of in _groups(found):
        members = _members(judged, split, group)
        of["sent_elsewhere"] = sum(_sends_elsewhere(j, names) for j in members)
    return found


def _groups(found: Summaries) -> Iterator[tuple[str, str, Measures]]:
    for split, groups in found.items():
        for group, of in groups.items():
            yield split, group, of


def _members(judged: Sequence[Judged], split: str, group: str) -> list[Judged]:
    return [j for j in judged if j.item.row.split == split and group in ("all", j.item.group)]


def _sends_elsewhere(judged: Judged, names: Names) -> bool:
    fact = judged.item.row
    if not isinstance(fact, Fact) or judged.answer["status"] not in metrics.ANSWERING:
        return False
    said = judged.answer["answer"]
    wrong = metrics.expand(fact.expect.wrong_bodies, names)
    expected = metrics.expand(fact.expect.bodies, names)
    return any(metrics.body_named(said, forms) for forms in wrong) and not any(
        metrics.body_named(said, forms) for forms in expected
    )


def markdown(found: Both) -> str:
    """Return the table as Markdown; each cell is "ours / tutorial chain"."""
    lines = [_row(_COLUMNS), _row(["---", "---", *["--:"] * (len(_COLUMNS) - 2)])]
    lines += [
        _row([split, group, *_cells(*pair)])
        for split, groups in found.items()
        for group, pair in groups.items()
    ]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(ours: Measures, theirs: Measures) -> list[str]:
    pair = (ours, theirs)
    return [
        _shares(pair, "right_share"),
        _counts(pair, "wrong_agency", "facts"),
        _counts(pair, "sent_elsewhere", "facts"),
        *(
            _shares(pair, name)
            for name in (
                *("retrieval_recall@5", "section_recall"),
                *("citation_precision", "citation_recall"),
            )
        ),
        _counts(pair, "refused_right", "unanswerable"),
        _counts(pair, "false_refusals", "facts"),
        *(" / ".join(f"{of[name]:.1f}" for of in pair) for name in ("p50_ms", "p95_ms")),
    ]


def _shares(pair: Sequence[Measures], name: str) -> str:
    """Return shares in per cent, never rounded up to 100; "–": nothing to measure."""
    if all(math.isnan(of[name]) for of in pair):
        return "–"
    return " / ".join(
        "–" if math.isnan(of[name]) else f"{math.floor(1000 * of[name]) / 10:.1f}" for of in pair
    )


def _counts(pair: Sequence[Measures], name: str, of_what: str) -> str:
    whole = pair[0][of_what]
    if not whole:
        return "–"
    return " / ".join(f"{of[name]:.0f}" for of in pair) + f" of {whole:.0f}"


def as_json(found: Both, name: str) -> dict[str, Any]:
    """Return the figures of both by split and group, under ``ours`` and ``baseline``."""
    return {
        "baseline": name,
        "totals": {
            split: {
                group: {"ours": plain(ours), "baseline": plain(theirs)}
                for group, (ours, theirs) in groups.items()
            }
            for split, groups in found.items()
        },
    }


def words(found: Mapping[str, Any]) -> str:
    """Return what stands above the table."""
    return f"Each cell: ours / {found['baseline']}; shares in per cent."
