"""A draft: statements with the places that prove them, before anything is shown."""

from dataclasses import dataclass

from assistant.answer import Reason, Status
from corpus.types import Assignment, Span


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer.

    ``text`` is its words without citation marks; ``proof`` the places that together
    prove it; ``asserts`` the rows of the register that it states; ``quote`` the place
    that is shown under it word for word. ``verbatim``: the text is the plan's own, the
    place in ``proof``. ``bare``: a sentence that says nothing of a plan's content
    ("not found") and so needs no proof. ``cell``: the row's label and the column of a
    table that the statement is a cell of. ``listed``: the places of the items that the
    statement counts. ``translations`` are unofficial ones of the quotes that are shown.
    """

    text: str
    proof: tuple[Span, ...] = ()
    asserts: tuple[Assignment, ...] = ()
    quotes: tuple[Span, ...] = ()
    counted: bool = False
    counted_bodies: bool = False
    listed: tuple[Span, ...] = ()
    verbatim: bool = False
    bare: bool = False
    cell: tuple[str, str] | None = None
    translations: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What may become an answer; ``rows`` are those that its statements rest on.

    ``strategy`` names what made it. ``score`` (0 to 1) is how clearly it was found: for a
    duty its lead over those of other bodies, for sentences the share of the question that
    they cover, each less the share in words that no plan has; ``None``: found by name.
    """

    status: Status
    reason: Reason | None
    answered_by: str
    statements: tuple[Statement, ...]
    rows: tuple[Assignment, ...] = ()
    suggestions: tuple[str, ...] = ()
    strategy: str = ""
    score: float | None = None
