"""How likely the best duty is the one asked about.

Logistic models of a few signals, fitted by ``python -m eval calibrate`` on the development
questions: whether the duty chosen gives the right answer. ``deciding.json`` holds one for
questions that ask who does something, one for people who tell of a trouble. The threshold was
chosen on the same questions, by cross-validation: see
``docs/decisions/0010-which-duty-and-how-surely.md``.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "deciding.json"
LEAST = 0.45
LEAST_PLEADING = 0.55  # a wrong door is worse than none
BIAS = "bias"
Models = Mapping[str, Mapping[str, float]]
"""The weights of the signals and the bias, by group."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What tells whether the best duty is right.

    ``score`` is its weight, ``lead`` how far that is over the duties of other bodies (at
    most 0.3), ``worded`` the same by words alone, ``strange`` the share of the question that
    no plan has words for, ``lexical`` the BM25 score of its section, ``task`` the share of the
    question that its task and headings cover; ``everybody``: only groups act; ``english``: it
    is asked in English, where fewer words are known; ``pleads``: somebody tells of a trouble
    of his own; ``topics``: how much it is about what he may tell of; ``topics_agree``,
    ``words_agree``: the best duty by topics, or by words alone, has a body in common with it;
    ``plans``: how many are looked in.
    """

    score: float
    lead: float
    worded: float
    strange: float
    lexical: float
    task: float
    everybody: bool
    english: bool
    pleads: bool
    topics: float
    topics_agree: bool
    words_agree: bool
    plans: int

    def values(self) -> list[float]:
        """Return the signals as the model takes them, in their order."""
        found = dict(zip(names(), map(float, astuple(self)), strict=True))
        found["lexical"] = math.log1p(self.lexical)
        return list(found.values())


@cache
def names() -> tuple[str, ...]:
    """Return the names of the signals, in their order."""
    return tuple(field.name for field in fields(Signals))


def chance(signals: Signals, models: Models | None = None) -> float:
    """Return how likely the best duty is right, 0 to 1, by the models that ship or by others.

    The logistic function of the weighted sum; where somebody asks and does not plead, times the
    share of the question that the plans have words for: the development questions have few
    subjects that no plan knows ("phi công vũ trụ"), so that the fit makes nothing of them.
    """
    weights = (models or shipped())[group(signals)]
    total = weights[BIAS]
    total += sum(weights[n] * v for n, v in zip(names(), signals.values(), strict=True))
    known = 1.0 if signals.pleads else 1 - signals.strange
    return known / (1 + math.exp(-total))


def sure(signals: Signals, likely: float) -> bool:
    """Tell whether a duty with these signals and this chance may be told."""
    return likely >= (LEAST_PLEADING if signals.pleads else LEAST)


def group(signals: Signals) -> str:
    """Return which model is for these signals."""
    return "pleads" if signals.pleads else "asks"


@cache
def shipped() -> Models:
    """Return the weights that ship with the program, by group."""
    found: Models = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def as_text(weights: Models) -> str:
    """Return the weights as the file has them: one a line."""
    return json.dumps(weights, indent=1) + "\n"
