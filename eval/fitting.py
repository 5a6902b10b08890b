"""How likely the duty chosen for a question is the one asked about: outcomes, and the fit.

Each ``dev`` question that asks who does something gives an outcome: the signals of the duty
chosen (:class:`assistant.deciding.Signals`) and whether the answer from it is right. A fact
gives a second one, a *hole*: the same question asked of plans without its sections, so that
whatever is chosen is wrong. Holes stand for the questions that plans do not answer, of which
the files have few; each counts ``HOLE``, an unanswerable question ``SILENT``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.chain import Ground, retrieve
from assistant.deciding import BIAS, Signals, chance, group, names, sure
from assistant.duty_choice import choose
from assistant.from_rows import draft_who
from assistant.query import Kind, Query
from assistant.service import Assistant, answer_of, understood
from assistant.troubles import troubles_of
from assistant.verifying import proved
from eval import run
from eval.questions import Fact

HOLE = 0.2
SILENT = 2.0
STRENGTH = 1.0  # of the ridge penalty: the usual one, not tuned
FOLDS = 10
Weights = dict[str, dict[str, float]]


class Outcome(NamedTuple):
    """The signals of a duty that was chosen, whether it is right, and how much that counts."""

    question: str
    signals: Signals
    right: bool
    weight: float = 1.0
    hole: bool = False


class Expected(NamedTuple):
    """What cross-validation expects to be told: right and wrong duties, and any for a hole."""

    right: int
    wrong: int
    holes: int


def outcomes(
    assistant: Assistant,
    asked: Sequence[run.Item],
    texts: Mapping[str, str],
    forms: run.Names,
    progress: Callable[[int, int], None],
) -> Iterator[Outcome]:
    """Yield the outcomes of the questions that ask who does something.

    Raises:
        ValueError: a question of another split than ``dev``.
    """
    for number, item in enumerate(asked, 1):
        if item.row.split != "dev":
            raise ValueError(f"{item.row.id} is of the split {item.row.split}, not of dev")
        progress(number, len(asked))
        query = _asked(assistant, item)
        if query is not None:
            yield from _outcomes(assistant.ground, item, query, texts, forms)


def _asked(assistant: Assistant, item: run.Item) -> Query | None:
    """Return a question that a duty of the register may answer, as it is looked up."""
    history = item.row.history if isinstance(item.row, Fact) else []
    query = understood(assistant.ground, item.question, history, (), None)
    if query.kind is not Kind.WHO or query.needs or query.negated:
        return None
    return query


def _outcomes(
    ground: Ground, item: run.Item, query: Query, texts: Mapping[str, str], forms: run.Names
) -> Iterator[Outcome]:
    found = retrieve(ground, query)
    troubles = troubles_of(query, ground.plans, ground.evidence)
    place = (query, ground.plans, ground.evidence)
    choice = choose(*place, found, troubles)
    draft = draft_who(*place, found, troubles, unsure=True)
    draft = proved(draft, ground.plans) if draft else None
    if choice is None or draft is None or (troubles.pleads and troubles.in_no_plan):
        return
    answer = answer_of(item.question, query, draft, ground).to_json()
    right = run.judge(item, answer, 0.0, texts, forms).right
    fact = isinstance(item.row, Fact)
    yield Outcome(item.row.id, choice.signals, right, 1.0 if fact else SILENT)
    if isinstance(item.row, Fact):
        own = frozenset(item.row.accepted())
        other = choose(*place, found.without(own), troubles, own)
        if other is not None:
            yield Outcome(item.row.id, other.signals, right=False, weight=HOLE, hole=True)


def fit(found: Sequence[Outcome]) -> Weights:
    """Return the weights of the logistic models by group: of each signal, and the bias."""
    fitted: Weights = {}
    for name in sorted({group(one.signals) for one in found}):
        own = [one for one in found if group(one.signals) == name]
        bias, weights = _logistic(own)
        fitted[name] = {BIAS: round(bias, 3)}
        fitted[name] |= {n: round(float(w), 3) for n, w in zip(names(), weights, strict=True)}
    return fitted


def expected(found: Sequence[Outcome]) -> Expected:
    """Return how many of the duties chosen are told, by cross-validation.

    The questions are parted into ``FOLDS`` by their ids; all wordings of one stand together,
    and each is judged by a model that has seen none of them.
    """
    ids = sorted({one.question for one in found})
    fold = {name: number % FOLDS for number, name in enumerate(ids)}
    right = wrong = holes = 0
    for number in range(FOLDS):
        fitted = fit([one for one in found if fold[one.question] != number])
        for one in found:
            if fold[one.question] == number and sure(one.signals, chance(one.signals, fitted)):
                right += one.right
                holes += one.hole
                wrong += not one.right and not one.hole
    return Expected(right, wrong, holes)


def _logistic(found: Sequence[Outcome]) -> tuple[float, NDArray[np.float64]]:
    # Imported here: it is among the tools of the checks.
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit(
        [one.signals.values() for one in found],
        [one.right for one in found],
        sample_weight=[one.weight for one in found],
    )
    return float(model.intercept_[0]), model.coef_[0]
