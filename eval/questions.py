"""The question sets: their rows, and reading them with file and line in every error.

``facts.jsonl`` holds facts that the plans state, each asked in three wordings;
``register.jsonl`` facts of the register of duties; ``whom.jsonl`` problems, with the body
that the plan makes responsible; ``voices.jsonl`` the register again, as different people
ask; ``followups.jsonl`` questions that go on from others; ``unanswerable.jsonl`` questions
that the plans do not answer. A third of each file but ``voices``, all wordings of a fact
together, is the split ``test``: a run prints its totals only.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus.errors import DataError

FOLDER = Path(__file__).parent / "questions"

Split = Literal["dev", "test"]
Wording = Literal["vi", "unmarked", "en"]
SPLITS: tuple[Split, ...] = ("dev", "test")
WORDINGS: tuple[Wording, ...] = ("vi", "unmarked", "en")

Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Variants = Annotated[list[Text], Field(min_length=1)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Wordings(_Row):
    """One question in Vietnamese, in Vietnamese without marks, and in English.

    A wording that the file leaves out is empty: the question is not asked so.
    """

    vi: Text = ""
    unmarked: Text = ""
    en: Text = ""

    @model_validator(mode="after")
    def _is_asked(self) -> "Wordings":
        if not (self.vi or self.unmarked or self.en):
            raise ValueError("no wording: one of vi, unmarked, en is needed")
        return self


class Expected(_Row):
    """What a right answer holds.

    ``bodies`` must all be named; a list is one body with its variants. Of each entry of
    ``values``, one variant must stand in the answer or a quote. None of ``wrong_bodies``
    may be asserted as the answer.
    """

    bodies: list[Text | Variants] = Field(default_factory=list)
    values: list[Variants] = Field(default_factory=list)
    wrong_bodies: list[Text] = Field(default_factory=list)


class Place(_Row):
    """Where in a further plan the rest of a fact stands."""

    plan: Text
    sections: Annotated[list[Text], Field(min_length=1)]
    quotes: Annotated[list[Text], Field(min_length=1)]


class Fact(_Row):
    """A fact of one plan, asked in up to three wordings, with the sections that prove it.

    ``also`` holds the other plans of a fact that lies in several: an answer must prove
    its part in each. ``reason`` is the reason that an answer must have, ``None``: any.
    ``history`` holds the questions asked before, oldest first.
    """

    id: Text
    split: Split
    plan: Text
    kind: Text
    questions: Wordings
    expect: Expected
    sections: Annotated[list[Text], Field(min_length=1)]
    quotes: Annotated[list[Text], Field(min_length=1)]
    also: list[Place] = Field(default_factory=list)
    reason: Literal["false_premise"] | None = None
    history: list[Text] = Field(default_factory=list)
    note: str | None = None

    def wordings(self) -> dict[Wording, str]:
        """Return the question in each wording that it has."""
        return {name: text for name in WORDINGS if (text := getattr(self.questions, name))}

    def wording(self, name: Wording) -> str:
        """Return the question in one wording; ``KeyError``: it is not asked so."""
        return self.wordings()[name]

    def places(self) -> dict[str, list[str]]:
        """Return the accepted sections by plan."""
        return {self.plan: self.sections, **{place.plan: place.sections for place in self.also}}

    def accepted(self) -> frozenset[tuple[str, str]]:
        """Return the accepted places as (plan, section)."""
        return frozenset((plan, name) for plan, names in self.places().items() for name in names)


class Unanswerable(_Row):
    """A question that the plans do not answer, with the statuses that are right for it.

    An empty ``reason`` means that any reason is right.
    """

    id: Text
    split: Split
    language: Wording
    question: Text
    status: Annotated[list[Text], Field(min_length=1)]
    reason: list[Text | None]
    why: Text


RowT = TypeVar("RowT", Fact, Unanswerable)


def load_facts(folder: Path = FOLDER) -> tuple[Fact, ...]:
    """Return the facts in the file's order; ``DataError`` names file and line."""
    return _load(folder / "facts.jsonl", Fact)


def load_register(folder: Path = FOLDER) -> tuple[Fact, ...]:
    """Return the facts of the register in order; ``DataError`` names file and line."""
    return _load(folder / "register.jsonl", Fact)


def load_whom(folder: Path = FOLDER) -> tuple[Fact, ...]:
    """Return the problems in order, none where there is no such file."""
    path = folder / "whom.jsonl"
    return _load(path, Fact) if path.exists() else ()


def load_voices(folder: Path = FOLDER) -> tuple[Fact, ...]:
    """Return what different people ask of the register, none where there is no such file."""
    path = folder / "voices.jsonl"
    return _load(path, Fact) if path.exists() else ()


def load_followups(folder: Path = FOLDER) -> tuple[Fact, ...]:
    """Return the questions that go on from others, none where there is no such file."""
    path = folder / "followups.jsonl"
    return _load(path, Fact) if path.exists() else ()


def load_unanswerable(folder: Path = FOLDER) -> tuple[Unanswerable, ...]:
    """Return the unanswerable questions in order; ``DataError`` names file and line."""
    return _load(folder / "unanswerable.jsonl", Unanswerable)


def _load(path: Path, model: type[RowT]) -> tuple[RowT, ...]:
    rows: list[RowT] = []
    seen: dict[str, int] = {}
    for number, line in lines(path):
        row = _parse(path, number, line, model)
        if row.id in seen:
            raise DataError(f"{path}:{number}: the id {row.id!r} stands on line {seen[row.id]} too")
        seen[row.id] = number
        rows.append(row)
    if not rows:
        raise DataError(f"{path}: no question in this file")
    return tuple(rows)


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, numbered from 1; ``DataError``: no such text file."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DataError(f"{path}: no such file; the evaluation reads its rows there") from error
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    # Not splitlines(): it also cuts at U+2028 and the like, which JSON strings may hold.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line


def _parse(path: Path, number: int, line: str, model: type[RowT]) -> RowT:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        raise DataError(f"{path}:{number}: {_faults(error)}") from error


def _faults(error: ValidationError) -> str:
    parts: Iterable[str] = (
        ": ".join(filter(None, (".".join(map(str, e["loc"])), e["msg"])))
        for e in error.errors(include_url=False, include_context=False, include_input=False)
    )
    return "; ".join(parts)
