"""How sure answers are, held against how often they are right.

``fit`` makes the steps of ``assistant/confidence.json`` from answers to ``dev`` questions;
``curves`` tells what is left, and how much of it is right, where only answers of at least
some confidence are given.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from assistant.confidence import WEIGHED, Steps
from eval import metrics
from eval.questions import SPLITS, Fact, Split
from eval.run import Judged, Measures

THRESHOLDS = tuple(round(0.4 + 0.05 * n, 2) for n in range(13))
LEAST = 20  # answers in a step
PRIOR = 0.5  # of a right and of a wrong answer, added to each step, so that none is sure
BINS = 20  # of the calibration error, 0.05 wide


class Sample(NamedTuple):
    """An answer that was given: how it was found, how clearly, and whether it is right."""

    group: str
    score: float
    right: bool


class Curve(NamedTuple):
    """What confidence is worth in a split; each of ``points`` is one threshold's."""

    points: dict[float, Measures]
    error: float


# --- fitting -------------------------------------------------------------------------


def fit(samples: Iterable[Sample]) -> Steps:
    """Return for each group the share right in steps that rise with the score.

    Isotonic regression by pooling neighbours that fall (Zadrozny and Elkan, KDD 2002), over
    bins of at least ``LEAST`` answers. A group that is not weighed has one step.
    """
    ordered = sorted(samples, key=lambda s: (s.group, s.score))
    found: dict[str, Sequence[tuple[float, float]]] = {}
    for name, of_group in groupby(ordered, key=lambda s: s.group):
        weighed = name.rsplit("-", 1)[0] in WEIGHED.values()
        group = list(of_group)
        found[name] = _steps(group if weighed else [s._replace(score=0.0) for s in group])
    return found


class _Bin(NamedTuple):
    least: float
    right: int
    answers: int

    def share(self, prior: float = 0.0) -> float:
        return (self.right + prior) / (self.answers + 2 * prior)


def _steps(ordered: Sequence[Sample]) -> list[tuple[float, float]]:
    pooled: list[_Bin] = []
    for one in _bins(ordered):
        pooled.append(one)
        while len(pooled) > 1 and pooled[-2].share() >= pooled[-1].share():
            last = pooled.pop()
            least, right, answers = pooled.pop()
            pooled.append(_Bin(least, right + last.right, answers + last.answers))
    steps = [(0.0, round(pooled[0].share(PRIOR), 4))]
    for one in pooled[1:]:
        share = round(one.share(PRIOR), 4)
        if share > steps[-1][1]:  # the prior weighs more in a small step
            steps.append((round(one.least, 4), share))
    return steps


def _bins(ordered: Sequence[Sample]) -> list[_Bin]:
    """Return bins of at least ``LEAST`` answers, equal scores together."""
    bins: list[list[Sample]] = [[]]
    for _, same in groupby(ordered, key=lambda s: s.score):
        if len(bins[-1]) >= LEAST:
            bins.append([])
        bins[-1] += same
    if len(bins) > 1 and len(bins[-1]) < LEAST:
        last = bins.pop()
        bins[-1] += last
    return [_Bin(of[0].score, sum(s.right for s in of), len(of)) for of in bins]


# --- measuring -----------------------------------------------------------------------


def curves(judged: Sequence[Judged]) -> dict[Split, Curve]:
    """Return by split what each threshold leaves, and the calibration error.

    Of a threshold: ``answered`` is the share of the answerable questions with an answer of
    at least that confidence, ``right`` the share right among those (NaN: none), ``refused``
    the share of the unanswerable ones that get no such answer, or one that is right. The
    error is the mean distance between confidence and share right over the answers given,
    in bins 0.05 wide, weighted by their answers. No entry where no answer tells a confidence.
    """
    found: dict[Split, Curve] = {}
    for split in SPLITS:
        of = [j for j in judged if j.item.row.split == split]
        if any(_confidence(j) is not None for j in of):
            points = {threshold: _point(of, threshold) for threshold in THRESHOLDS}
            found[split] = Curve(points, _error(of))
    return found


def _confidence(judged: Judged) -> float | None:
    """Return an answer's confidence; ``None`` where it answers nothing or tells none."""
    if judged.answer["status"] not in metrics.ANSWERING:
        return None
    given = judged.answer.get("confidence")
    return None if given is None else float(given)


def _point(of: Sequence[Judged], threshold: float) -> Measures:
    def given(judged: Judged) -> bool:
        confidence = _confidence(judged)
        return confidence is not None and confidence >= threshold

    facts = [j for j in of if isinstance(j.item.row, Fact)]
    others = [j for j in of if not isinstance(j.item.row, Fact)]
    return {
        "answered": metrics.mean(float(given(j)) for j in facts),
        "right": metrics.mean(float(j.right) for j in facts if given(j)),
        "refused": metrics.mean(float(j.right or not given(j)) for j in others),
    }


def _error(of: Sequence[Judged]) -> float:
    pairs = [(c, float(j.right)) for j in of if (c := _confidence(j)) is not None]
    bins: dict[int, list[tuple[float, float]]] = {}
    for pair in pairs:
        bins.setdefault(min(int(pair[0] * BINS), BINS - 1), []).append(pair)
    apart = [abs(sum(c for c, _ in group) - sum(r for _, r in group)) for group in bins.values()]
    return sum(apart) / len(pairs)
