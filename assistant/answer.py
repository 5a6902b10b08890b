"""The answer: one frozen object with the stable JSON form that people script against."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_IN_PLANS = "not_in_plans"
    UNCLEAR = "unclear"
    ERROR = "error"


class Reason(StrEnum):
    """Why an answer is not a plain one."""

    FALSE_PREMISE = "false_premise"
    PLAN_SILENT = "plan_silent"
    ANNEX_MISSING = "annex_missing"
    OUT_OF_SCOPE = "out_of_scope"
    UNKNOWN_PLACE = "unknown_place"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a plan; ``quote`` is exactly ``text[start:end]`` of that plan."""

    n: int
    plan: str
    section: str
    heading: tuple[str, ...]
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of the register in an answer; ``citations`` are numbers of citations."""

    agency: str
    role: str
    task: str
    deadline: str | None
    plan: str
    section: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A verified answer, as its JSON says it.

    ``answer`` is Markdown: the body or value in bold, ``[n]`` after each sentence for
    the citations that prove it; quotes that are shown stand in lines that begin with
    ``> ``. ``reason`` is a :class:`Reason` value, or the error's words for ``error``.
    ``seconds`` is the time the answer took. ``confidence`` (0 to 1) is the share of
    answers found as clearly that were right in the evaluation; ``None`` where nothing is
    answered.
    """

    id: str | None
    question: str
    standalone_question: str
    language: str
    status: Status
    reason: str | None
    answer: str
    citations: tuple[Citation, ...]
    rows: tuple[AnswerRow, ...]
    answered_by: str
    seconds: float
    suggestions: tuple[str, ...] = ()
    confidence: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object of the stable form, tuples as lists."""
        return dict(asdict(self), status=str(self.status))
