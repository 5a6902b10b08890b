"""The nouns of the corpus: frozen, with offsets into one normalised text.

All offsets count characters (code points) of ``Plan.text``, half-open: ``text[start:end]``.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class SectionKind(StrEnum):
    """What a section is in the form of an administrative document."""

    PREAMBLE = "preamble"
    HEADING = "heading"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    FOOTNOTES = "footnotes"
    FOOTNOTE = "footnote"
    ANNEX = "annex"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Section:
    """One section's own text; the sections of a plan tile its text in order.

    ``text[start:end]`` is the heading and what stands under it up to the next section,
    children not included. ``heading`` is the printed heading on one line (number and
    title, marks taken out) and ``text[heading_start:heading_end]`` its place; for a
    preamble, recipients, a signature or a row without heading of its own both are equal
    to ``start`` and ``heading`` is empty.
    """

    id: str
    plan: str
    kind: SectionKind
    number: str | None
    heading: str
    level: int
    parent: str | None
    start: int
    end: int
    heading_start: int
    heading_end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell with its column's name as printed (``None``: the table names none)."""

    column: str | None
    start: int
    end: int
    column_start: int | None = None
    column_end: int | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, which is also a section of kind ``row``."""

    section: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Words that stand elsewhere in the text than in the source (footnotes).

    ``source_word`` and ``text_word`` count words (runs of letters and digits)
    before the moved run of ``words`` words, in the source and in the text.
    """

    reason: str
    source_word: int
    text_word: int
    words: int


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a plan says of itself; an empty string means: not filled in.

    ``date`` is as printed ("ngày tháng 7 năm 2026"); ``number`` without its blank
    ("153/KH-UBND"), empty where the printed number is blank; ``symbol`` is the part that
    is always there ("KH-UBND").
    """

    province: str
    place: str
    issuer: str
    kind: str
    title: str
    number: str
    symbol: str
    date: str
    signatory: str
    signatory_title: str


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A plan after reading: its one text, and everything found in it by place.

    Compared by identity: two readings of one file are two plans, and what is derived
    from a plan is kept beside it without hashing its text again.
    """

    id: str
    text: str
    source_name: str
    source_sha256: str
    facts: PlanFacts
    sections: tuple[Section, ...]
    rows: tuple[TableRow, ...] = ()
    moves: tuple[Move, ...] = ()
    shipped: bool = True
    _by_id: dict[str, Section] = field(default_factory=dict, compare=False, repr=False)

    def section(self, section_id: str) -> Section:
        """Return the section with this id; ``KeyError`` where there is none."""
        if not self._by_id:
            self._by_id.update((s.id, s) for s in self.sections)
        return self._by_id[section_id]

    def path(self, section_id: str) -> tuple[Section, ...]:
        """Return the section's ancestors from the top, itself last."""
        found: list[Section] = []
        here: str | None = section_id
        while here is not None:
            section = self.section(here)
            found.append(section)
            here = section.parent
        return tuple(reversed(found))

    def headings(self, section_id: str) -> tuple[str, ...]:
        """Return the printed headings from the top down, empty ones left out."""
        return tuple(s.heading for s in self.path(section_id) if s.heading)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of one section, ``text[start:end]``, of at most the token budget."""

    id: str
    plan: str
    section: str
    start: int
    end: int
    tokens: int


class Role(StrEnum):
    """What a body does in a duty; the words are settled in ``docs/register.md``."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    CARRY_OUT = "carry_out"
    EVALUATE = "evaluate"
    MONITOR = "monitor"
    COMMUNICATE = "communicate"
    REPORT_TO = "report_to"
    RECEIVE_REPORTS = "receive_reports"


class Mode(StrEnum):
    """Whether a plan gives a duty to a body or asks it ("đề nghị")."""

    ASSIGNED = "assigned"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a plan's text."""

    plan: str
    section: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time that a plan sets, as written and in one form.

    ``normal`` is ISO dates joined by ";", ``2026-Q2``, ``2026``, ``continuous``,
    ``monthly``, ``quarterly``, ``yearly``, ``P10D from issue``, or empty where the words
    cannot be put into one.
    """

    written: str
    normal: str
    span: Span


@dataclass(frozen=True, slots=True)
class Target:
    """A number that a duty is to reach: "Tối thiểu 80" is 80, "%", ``at_least``.

    ``direction`` is ``at_least``, ``at_most``, ``under``, ``exactly`` or ``range``.
    """

    value: str
    unit: str
    direction: str
    written: str
    span: Span


@dataclass(frozen=True, slots=True)
class Assignment:
    """One duty of one body, with every place that proves it.

    ``agency`` is the canonical Vietnamese name, or the plan's own words for a body that
    is not on the list; ``words`` are the plan's words for it, ``verb`` those that give
    the role. ``indices`` are the ids of the sub-indices that the task or its heading
    names. ``proof`` holds the places that together prove body, role and task, in reading
    order.
    """

    plan: str
    section: str
    agency: str
    words: str
    role: Role
    mode: Mode
    verb: str
    task: str
    task_span: Span
    agency_span: Span
    open_list: bool
    deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]
    indices: tuple[str, ...]
    proof: tuple[Span, ...]

    @property
    def asked(self) -> bool:
        """Whether the plan only asks the body ("đề nghị")."""
        return self.mode is Mode.ASKED

    @property
    def deadline(self) -> str | None:
        """The deadlines as written, joined by "; "; ``None`` where there is none."""
        return "; ".join(d.written for d in self.deadlines) or None
