"""How sure an answer is: how often answers found as clearly were right in the evaluation.

``confidence.json`` holds that share in steps of the score of a draft, for each way of
finding and each language. It is measured on the questions that the program was built
with, so new questions will be answered rightly less often than it says.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from assistant.answer import Status
from assistant.draft import Draft

FILE = Path(__file__).parent / "confidence.json"
WEIGHED = {"who": "who", "premise": "who", "passages": "passages"}
ALONE = frozenset({"each_place", "whom"})  # not weighed, and less often right than the rest

Steps = Mapping[str, Sequence[tuple[float, float]]]
"""By group the (least score, share right), ascending in both; the first least is 0."""


def confidence(draft: Draft, language: str) -> float | None:
    """Return how sure a draft is, 0 to 1; ``None`` where it does not answer."""
    if draft.status not in (Status.ANSWERED, Status.PARTIAL):
        return None
    steps = shipped_steps().get(group(draft, language), ())
    score = draft.score or 0.0
    return next((share for least, share in reversed(steps) if score >= least), None)


def group(draft: Draft, language: str) -> str:
    """Return which drafts count as found alike: by kind of strategy and language."""
    kind = "other"
    if draft.strategy in ALONE:
        kind = draft.strategy
    elif draft.score is not None:
        kind = WEIGHED.get(draft.strategy, kind)
    return f"{kind}-{language}"


@cache
def shipped_steps() -> Steps:
    """Return the steps that ship with the program."""
    steps: Steps = json.loads(FILE.read_text(encoding="utf-8"))
    return steps
