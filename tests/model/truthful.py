"""Truthful statements written by hand: what a proof of statements must not throw away.

Each is one sentence as a language model would write it in an answer, in its own words, with
the register rows that it asserts and the exact quotes that prove it. All of them are true,
so a proof that drops one is too strict there.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

FILE = Path(__file__).with_name("truthful.jsonl")
KEYS = ("id", "split", "language", "plan", "text", "rows", "sections", "quotes")

Split = Literal["dev", "test"]


@dataclass(frozen=True, slots=True)
class StatedRow:
    """A row of the register, named by what tells it from the others of its plan.

    Several rows can share all three: a body can have two duties of one role in a section.
    """

    section: str
    agency: str
    role: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One true sentence of 5 to 45 words, bodies' names in ``**bold**`` in about half.

    ``rows`` is empty where no body's duty is asserted, ``quotes`` only where the rows alone
    prove the sentence. ``sections`` are the passages cited; each quote stands in one of them.
    """

    id: str
    split: Split
    language: Literal["vi", "en"]
    plan: str
    text: str
    rows: tuple[StatedRow, ...]
    sections: tuple[str, ...]
    quotes: tuple[str, ...]


def raw(path: Path = FILE) -> list[dict[str, Any]]:
    """Return the file's rows as they stand, in order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def load(split: Split | None = None) -> tuple[Statement, ...]:
    """Return the statements of a split, or all of them, in the order of their ids.

    The split "test" is for a final count alone: its statements are not looked at.

    Raises:
        KeyError: a row lacks a key.
    """
    statements = tuple(_statement(row) for row in raw())
    return tuple(s for s in statements if split is None or s.split == split)


def _statement(row: Mapping[str, Any]) -> Statement:
    return Statement(
        id=row["id"],
        split=row["split"],
        language=row["language"],
        plan=row["plan"],
        text=row["text"],
        rows=tuple(StatedRow(**part) for part in row["rows"]),
        sections=tuple(row["sections"]),
        quotes=tuple(row["quotes"]),
    )
