"""Two saved runs, question by question: what moved, and whether it is more than chance.

Only what both runs asked, in the same words and with the same right answer, is compared. Of
the split ``test`` there are numbers alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from eval import manifest, metrics
from eval.chance import Chance, Cluster, adjusted, chance
from eval.choosing import UNANSWERABLE
from eval.questions import SPLITS
from eval.run import GROUPS, Measures
from eval.saving import SavedRun

Row = Mapping[str, Any]

WORSE, BETTER = "right to wrong", "wrong to right"
STILL_RIGHT, STILL_WRONG = "changed, still right", "changed, still wrong"
MOVES = (WORSE, BETTER, STILL_RIGHT, STILL_WRONG)
_KEPT_WORDS = ("status", "reason", "answer")


class Pair(NamedTuple):
    """One question's rows in the first and the second run."""

    a: Row
    b: Row


class LeftOut(NamedTuple):
    """How many questions are not compared: in one run only, or not the same in both."""

    only_a: int
    only_b: int
    changed: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two runs differ in.

    ``setup`` holds (what, in a, in b) of the manifests. ``figures`` are by split and group,
    for each run. ``overall`` is over all that is compared, right refusals being right;
    ``groups`` ("split group") the same by group, corrected for their number. ``answers``
    holds the dev answers by move, ``test_moves`` how many of test made each; a test answer
    that stays right or wrong is not looked into.
    """

    setup: tuple[tuple[str, str, str], ...]
    compared: int
    left_out: LeftOut
    figures: Mapping[str, Mapping[str, tuple[Measures, Measures]]]
    overall: Chance | None
    groups: Mapping[str, Chance]
    answers: Mapping[str, tuple[Pair, ...]]
    test_moves: Mapping[str, int]

    def worse(self) -> bool:
        """Tell whether the second run is worse by more than chance, in all or in a group."""
        found = [*self.groups.values(), *([self.overall] if self.overall else [])]
        return any(one.worse() for one in found)


def compare(a: SavedRun, b: SavedRun) -> Comparison:
    """Return what run ``b`` does otherwise than run ``a``."""
    pairs, left_out = paired(a.rows, b.rows)
    by_group = {
        split: {
            group: members for group in (*GROUPS, "all") if (members := _of(pairs, split, group))
        }
        for split in SPLITS
    }
    groups = {
        f"{split} {group}": chance(_clusters(members))
        for split, of in by_group.items()
        for group, members in of.items()
        if group != "all"
    }
    dev, test = _of(pairs, "dev", "all"), _of(pairs, "test", "all")
    return Comparison(
        setup=tuple(manifest.differences(a.manifest, b.manifest)),
        compared=len(pairs),
        left_out=left_out,
        figures={
            split: {
                group: (figures([p.a for p in members]), figures([p.b for p in members]))
                for group, members in of.items()
            }
            for split, of in by_group.items()
            if of
        },
        overall=chance(_clusters(pairs)) if pairs else None,
        groups=adjusted(groups),
        answers={move: tuple(p for p in dev if _move(p) == move) for move in MOVES},
        test_moves={move: sum(_turned(p) == move for p in test) for move in (WORSE, BETTER)},
    )


def paired(a: Iterable[Row], b: Iterable[Row]) -> tuple[list[Pair], LeftOut]:
    """Return the questions that both asked alike, in the order of ``a``, and what is left out."""
    ours, theirs = _by_key(a), _by_key(b)
    both = [Pair(row, theirs[key]) for key, row in ours.items() if key in theirs]
    alike = [pair for pair in both if pair.a["asked"] == pair.b["asked"]]
    left = LeftOut(len(ours) - len(both), len(theirs) - len(both), len(both) - len(alike))
    return alike, left


def _by_key(rows: Iterable[Row]) -> dict[tuple[str, str, str], Row]:
    return {(row["split"], row["group"], row["id"]): row for row in rows}


def _of(pairs: Sequence[Pair], split: str, group: str) -> list[Pair]:
    return [
        pair for pair in pairs if pair.a["split"] == split and group in ("all", pair.a["group"])
    ]


def _clusters(pairs: Iterable[Pair]) -> list[Cluster]:
    found: dict[str, Cluster] = {}
    for pair in pairs:
        old = found.get(pair.a["cluster"], Cluster(0, 0))
        gained = int(pair.b["right"]) - int(pair.a["right"])
        found[pair.a["cluster"]] = Cluster(old.gained + gained, old.questions + 1)
    return list(found.values())


# --- answers -------------------------------------------------------------------------


def _turned(pair: Pair) -> str | None:
    if pair.a["right"] == pair.b["right"]:
        return None
    return WORSE if pair.a["right"] else BETTER


def _move(pair: Pair) -> str | None:
    """Return what became of a dev answer; ``None``: it says and proves the same."""
    if turned := _turned(pair):
        return turned
    if _said(pair.a) == _said(pair.b):
        return None
    return STILL_RIGHT if pair.a["right"] else STILL_WRONG


def _said(row: Row) -> list[Any]:
    """Return what a person sees of an answer: its words and what it cites, not its time."""
    answer = row["answer"]
    cited = [
        [citation.get(name) for name in ("plan", "section", "quote")]
        for citation in answer.get("citations", [])
    ]
    return [*(answer.get(name) for name in _KEPT_WORDS), cited, answer.get("rows", [])]


# --- figures -------------------------------------------------------------------------


def figures(rows: Sequence[Row]) -> Measures:
    """Return the figures of a group's rows, named and counted as a run's own totals are."""
    facts = [row for row in rows if row["kind"] != UNANSWERABLE]
    others = [row for row in rows if row["kind"] == UNANSWERABLE]
    times = [row["milliseconds"] for row in rows]
    return {
        "facts": len(facts),
        "right": sum(row["right"] for row in facts),
        "right_share": metrics.mean(float(row["right"]) for row in facts),
        "wrong_agency": _count(facts, "wrong_body"),
        "section_recall": _mean(facts, "section"),
        "retrieval_recall@1": _mean(facts, "found_1"),
        "retrieval_recall@5": _mean(facts, "found_5"),
        "citation_precision": _mean(facts, "precision"),
        "citation_recall": _mean(facts, "recall"),
        "unanswerable": len(others),
        "refused_right": sum(row["right"] for row in others),
        "made_up": _count(others, "made_up"),
        "false_refusals": _count(facts, "refused"),
        "errors": _count(rows, "error"),
        "p50_ms": metrics.percentile(times, 0.50),
        "p95_ms": metrics.percentile(times, 0.95),
    }


def _mean(rows: Iterable[Row], name: str) -> float:
    return metrics.mean(_measure(row, name) for row in rows)


def _count(rows: Iterable[Row], name: str) -> int:
    return sum(_measure(row, name) == 1 for row in rows)


def _measure(row: Row, name: str) -> float:
    value = row["measures"].get(name)
    return float("nan") if value is None else float(value)
