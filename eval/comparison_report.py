"""The words of a comparison of two saved runs, and its JSON."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval.chance import DRAWS, SEED, Chance
from eval.comparing import MOVES, Comparison, Pair
from eval.predictions import plain
from eval.report import lines, share
from eval.run import Measures

METHOD = (
    "paired by question, clustered by section; p: exact sign flips of the sections' differences, "
    f"two-sided, Holm over the groups; interval: 95 %, {DRAWS} draws of sections, seed {SEED}"
)
SHOWN = 10
_WIDTH = 160
_LINES = 3
_FIGURES: Mapping[str, str] = {
    "facts": "facts",
    "right_share": "right",
    "wrong_agency": "wrong body",
    "retrieval_recall@5": "found@5",
    "section_recall": "section",
    "citation_precision": "precision",
    "unanswerable": "unansw.",
    "refused_right": "refused",
    "made_up": "made up",
    "false_refusals": "false ref.",
    "p50_ms": "p50 ms",
    "p95_ms": "p95 ms",
}
_OF: Mapping[str, str] = {
    **dict.fromkeys(("facts", "wrong_agency", "false_refusals"), "facts"),
    **dict.fromkeys(("unanswerable", "refused_right", "made_up"), "unanswerable"),
}
"""The counts, and of how many they are."""


def text(found: Comparison, *, everything: bool = False) -> str:
    """Return the comparison in words: the setup, figures, chance, answers.

    Each kind of moved answer shows ``SHOWN`` answers, cut; all of them whole with
    ``everything``. Of test there are counts.
    """
    parts = [
        _setup(found.setup),
        _compared(found),
        _figures(found),
        _chance(found),
        *(_answers(move, found.answers[move], everything) for move in MOVES),
        "test: " + ", ".join(f"{count} {move}" for move, count in found.test_moves.items()),
    ]
    return "\n\n".join(parts)


def _setup(setup: Sequence[tuple[str, str, str]]) -> str:
    if not setup:
        return "made from the same: plans, index, prompts, words, code, questions, versions"
    return "\n".join(["made from different:", *(f"  {what}: {a} → {b}" for what, a, b in setup)])


def _compared(found: Comparison) -> str:
    left = found.left_out
    said = f"{found.compared} questions compared"
    parts = [
        f"{count} {why}"
        for count, why in (
            (left.only_a, "only in A"),
            (left.only_b, "only in B"),
            (left.changed, "not the same in both"),
        )
        if count
    ]
    return f"{said}; left out: {', '.join(parts)}" if parts else said


def _figures(found: Comparison) -> str:
    """Return a line per split and group; a figure that is the same in both stands once."""
    rows = [
        (split, group, *(_figure(name, *pair) for name in _FIGURES))
        for split, groups in found.figures.items()
        for group, pair in groups.items()
    ]
    return f"figures, A → B:\n{lines(('split', 'asked in', *_FIGURES.values()), rows)}"


def _figure(name: str, a: Measures, b: Measures) -> str:
    whole = _OF.get(name)
    if whole and not a[whole]:
        return "–"
    one, other = _said(name, a[name]), _said(name, b[name])
    return one if one == other else f"{one} → {other}"


def _said(name: str, value: float) -> str:
    if name.endswith("_ms"):
        return f"{value:.1f}"
    return f"{value:.0f}" if name in _OF else share(value)


def _chance(found: Comparison) -> str:
    if found.overall is None:
        return "more than chance? nothing was compared"
    said = [f"more than chance? ({METHOD})", f"  all: {_worth(found.overall)}"]
    moved = {name: one for name, one in found.groups.items() if one.moved}
    said += [f"  {name}: {_worth(one)}" for name, one in moved.items()]
    if still := len(found.groups) - len(moved):
        said.append(f"  {still} groups in which nothing moved")
    return "\n".join(said)


def _worth(of: Chance) -> str:
    bounds = "" if math.isnan(of.low) else f", {100 * of.low:+.1f} to {100 * of.high:+.1f}"
    p = f"p {_small(of.p)}"
    if of.adjusted_p != of.p:
        p += f", after Holm {_small(of.adjusted_p)}"
    return (
        f"{100 * of.difference:+.2f} points{bounds}; {p}; "
        f"{of.moved} of {of.clusters} sections moved, {of.questions} questions; {_verdict(of)}"
    )


def _small(p: float) -> str:
    return f"{p:.4f}" if p >= 0.0001 else "below 0.0001"


def _verdict(of: Chance) -> str:
    if of.worse():
        return "WORSE"
    return "better" if of._replace(difference=-of.difference).worse() else "no more than chance"


def _answers(move: str, pairs: Sequence[Pair], everything: bool) -> str:
    shown = pairs if everything else pairs[:SHOWN]
    said = [f"dev, {move}: {len(pairs)}"]
    for pair in shown:
        said += _answer(pair, everything)
    if len(shown) < len(pairs):
        said.append(f"  ... and {len(pairs) - len(shown)} more (--all)")
    return "\n".join(said)


def _answer(pair: Pair, everything: bool) -> Iterator[str]:
    yield f"  {pair.a['id']} {pair.a['wording']} ({pair.a['group']}): {pair.a['question']}"
    for earlier in pair.a.get("history", []):
        yield f"    after:  {earlier}"
    for name, row in (("before", pair.a), ("after", pair.b)):
        answer = row["answer"]
        cited = [f"{c.get('plan')} {c.get('section')}" for c in answer.get("citations", [])]
        yield f"    {name}: {answer.get('status')}, {answer.get('reason')}; cites " + (
            ", ".join(dict.fromkeys(cited)) or "nothing"
        )
        if row.get("faults"):
            yield f"      wrong: {'; '.join(row['faults'])}"
        written = [line for line in str(answer.get("answer", "")).splitlines() if line.strip()]
        kept = written if everything else [_cut(line) for line in written[:_LINES]]
        yield from (f"      | {line}" for line in kept)
        if len(kept) < len(written):
            yield f"      | ... {len(written) - len(kept)} more lines"


def _cut(line: str) -> str:
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"


def as_json(found: Comparison) -> dict[str, Any]:
    """Return the comparison as one JSON object; no words of test rows, all of dev rows."""
    return {
        "worse": found.worse(),
        "setup": [{"what": what, "a": a, "b": b} for what, a, b in found.setup],
        "compared": found.compared,
        "left_out": found.left_out._asdict(),
        "figures": {
            split: {group: _both(*pair) for group, pair in groups.items()}
            for split, groups in found.figures.items()
        },
        "method": METHOD,
        "chance": {
            "all": None if found.overall is None else _chance_json(found.overall),
            "groups": {name: _chance_json(one) for name, one in found.groups.items()},
        },
        "answers": {
            move.replace(", ", " ").replace(" ", "_"): [_pair_json(pair) for pair in pairs]
            for move, pairs in found.answers.items()
        },
        "test": {move.replace(" ", "_"): count for move, count in found.test_moves.items()},
    }


def _both(a: Measures, b: Measures) -> dict[str, dict[str, float | None]]:
    change = plain({name: b[name] - a[name] for name in a})
    one, other = plain(a), plain(b)
    return {name: {"a": one[name], "b": other[name], "difference": change[name]} for name in one}


def _chance_json(of: Chance) -> dict[str, Any]:
    return {**plain(of._asdict()), "worse": of.worse()}


def _pair_json(pair: Pair) -> dict[str, Any]:
    kept = ("id", "group", "wording", "question", "history")
    return {
        **{name: pair.a.get(name) for name in kept},
        "before": {"answer": pair.a["answer"], "faults": pair.a.get("faults", [])},
        "after": {"answer": pair.b["answer"], "faults": pair.b.get("faults", [])},
    }
