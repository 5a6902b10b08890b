"""The gold registers: hand-written rows of duties, read and checked against the plans.

A file ``gold/<plan>.tsv`` holds one row for each duty, body and role; its form is told in
``gold/README.md``, what a duty is in ``docs/register.md``. A broken line stops the reading
with file and line; :func:`faults` tells in words what does not agree with the plan.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import agencies, indices
from corpus.errors import DataError
from corpus.types import Mode, Plan, Role

FOLDER = Path(__file__).parent / "gold"
COLUMNS = (
    *("section", "task", "agency", "words", "role", "mode", "verb"),
    *("deadline", "deadline_norm", "target", "index", "open"),
)
DIRECTIONS = ("at_least", "at_most", "under", "exactly", "range")

_NORMAL = re.compile(
    r"\d{4}-\d\d-\d\d(;\d{4}-\d\d-\d\d)*|\d{4}(-\d\d)?|\d{4}-Q[1-4]"
    r"|continuous|monthly|quarterly|yearly|P\d+[DWM] from issue"
)
_VALUE = re.compile(r"\d+(?:[.,]\d+)*(?:-\d+(?:[.,]\d+)*)?")


@dataclass(frozen=True, slots=True)
class GoldTarget:
    """A target as the guide has it: "Tối thiểu 80" is 80, "%", ``at_least``."""

    value: str
    unit: str
    direction: str
    words: str


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One duty of one body in one role, with its line in the file.

    ``task`` holds the first words of the task, which stand once in the section.
    ``deadline`` is as written, ``deadline_norm`` in the form of ``corpus.types.Deadline``.
    """

    plan: str
    line: int
    section: str
    task: str
    agency: str
    words: str
    role: Role
    mode: Mode
    verb: str
    deadline: str
    deadline_norm: str
    targets: tuple[GoldTarget, ...]
    indices: tuple[str, ...]
    open_list: bool

    @property
    def place(self) -> str:
        """Where the row is written: file and line."""
        return f"{self.plan}.tsv:{self.line}"


def load(path: Path) -> tuple[GoldRow, ...]:
    """Return the rows of one file, in order; the file's stem is the plan's id.

    Raises:
        DataError: with file and line, where a line is not of the form.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}") from error
    rows: list[GoldRow] = []
    header = False
    for number, line in enumerate(text.split("\n"), start=1):
        if line != unicodedata.normalize("NFC", line):
            raise _broken(path, number, "the text is not in NFC")
        if not line or line.startswith("#"):
            continue
        if not header:
            header = True
            if tuple(line.split("\t")) != COLUMNS:
                raise _broken(path, number, f"the columns should be {', '.join(COLUMNS)}")
        else:
            rows.append(_row(path, number, line.split("\t")))
    if not rows:
        raise DataError(f"{path}: holds no row")
    return tuple(rows)


def load_all(folder: Path = FOLDER) -> dict[str, tuple[GoldRow, ...]]:
    """Return the rows of every file of a folder, by plan id.

    Raises:
        DataError: a file is not of the form, or the folder holds none.
    """
    found = {path.stem: load(path) for path in sorted(folder.glob("*.tsv"))}
    if not found:
        raise DataError(f"{folder}: holds no gold register (*.tsv)")
    return found


def _broken(path: Path, line: int, why: str) -> DataError:
    return DataError(f"{path.name}:{line}: {why}")


def _row(path: Path, line: int, fields: Sequence[str]) -> GoldRow:
    if len(fields) != len(COLUMNS):
        raise _broken(path, line, f"{len(fields)} fields instead of {len(COLUMNS)}")
    field = dict(zip(COLUMNS, fields, strict=True))
    for name, value in field.items():
        if value != value.strip():
            raise _broken(path, line, f"space at an end of {name}")
        if not value and name in COLUMNS[:7]:
            raise _broken(path, line, f"{name} is empty")
    if field["role"] not in list(Role):
        raise _broken(path, line, f"role {field['role']!r} is none of {', '.join(Role)}")
    if field["mode"] not in list(Mode):
        raise _broken(path, line, f"mode {field['mode']!r} is none of {', '.join(Mode)}")
    if field["open"] not in ("", "open"):
        raise _broken(path, line, f"open is {field['open']!r}, not 'open' or empty")
    return GoldRow(
        plan=path.stem,
        line=line,
        role=Role(field["role"]),
        mode=Mode(field["mode"]),
        targets=tuple(_targets(path, line, field["target"])),
        indices=tuple(part for part in field["index"].split(";") if part),
        open_list=field["open"] == "open",
        **{name: field[name] for name in ("section", "task", "agency", "words", "verb")},
        deadline=field["deadline"],
        deadline_norm=field["deadline_norm"],
    )


def _targets(path: Path, line: int, written: str) -> Iterator[GoldTarget]:
    for part in filter(None, written.split(";")):
        fields = part.split("|")
        if len(fields) != 4:
            raise _broken(path, line, f"target {part!r} is not value|unit|direction|words")
        value, unit, direction, words = fields
        if not _VALUE.fullmatch(value):
            raise _broken(path, line, f"target value {value!r} is no number or range")
        if direction not in DIRECTIONS:
            raise _broken(path, line, f"direction {direction!r} is none of {', '.join(DIRECTIONS)}")
        yield GoldTarget(value, unit, direction, words)


# --- against the plan ----------------------------------------------------------------


def task_start(row: GoldRow, plan: Plan) -> int | None:
    """Return where the row's task begins in the plan's text.

    ``None``: its words do not stand in the section, or more than once. A line's end in
    the text counts as a space.
    """
    section = plan.section(row.section)
    found = _standing(row.task, plan.text, section.start, section.end)
    return found[0] if len(found) == 1 else None


def _standing(words: str, text: str, start: int, end: int) -> list[int]:
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    return [match.start() for match in pattern.finditer(text, start, end)]


def faults(rows: Sequence[GoldRow], plan: Plan) -> list[str]:
    """Return what does not agree with the plan or within the file, one sentence each."""
    found = [f"{row.place}: {why}" for row in rows for why in _row_faults(row, plan)]
    keys = Counter((r.section, r.task, r.agency, r.role) for r in rows)
    seen: set[tuple[str, str, str, Role]] = set()
    duties: dict[tuple[str, str], list[GoldRow]] = defaultdict(list)
    for row in rows:
        key = (row.section, row.task, row.agency, row.role)
        if keys[key] > 1 and key in seen:
            found.append(f"{row.place}: the duty, body and role stand twice")
        seen.add(key)
        duties[row.section, row.task].append(row)
    for of_duty in duties.values():
        first = of_duty[0]
        found += [
            f"{row.place}: deadline, target or index differ from line {first.line}, the same duty"
            for row in of_duty[1:]
            if _shared(row) != _shared(first)
        ]
    return found


def _shared(row: GoldRow) -> tuple[object, ...]:
    return row.deadline, row.deadline_norm, row.targets, row.indices


def _row_faults(row: GoldRow, plan: Plan) -> Iterator[str]:
    """Yield what is wrong with one row; the words must stand as they are in the plan."""
    try:
        section = plan.section(row.section)
    except KeyError:
        yield f"the plan has no section {row.section!r}"
        return
    if task_start(row, plan) is None:
        yield f"the task {row.task!r} does not stand exactly once in {row.section}"
    exact = [("words", row.words), ("deadline", row.deadline)]
    exact += [("target", target.words) for target in row.targets]
    for name, words in exact:
        if words and not _standing(words, plan.text, section.start, section.end):
            yield f"the {name} {words!r} do not stand in {row.section}"
    # The verb of a table's row is the name of the column, which stands in the section above.
    path = plan.path(row.section)
    if not any(_standing(row.verb, plan.text, s.start, s.end) for s in path):
        yield f"the verb {row.verb!r} does not stand in {row.section}"
    yield from _value_faults(row)


def _value_faults(row: GoldRow) -> Iterator[str]:
    if not _listed(row.agency) and row.agency != row.words:
        yield f"the agency {row.agency!r} is neither on the list nor the plan's words"
    if row.deadline_norm and not (row.deadline and _NORMAL.fullmatch(row.deadline_norm)):
        yield f"the deadline {row.deadline!r} cannot be normalised to {row.deadline_norm!r}"
    known = {index.id for index in indices.indices()}
    yield from (f"the list has no index {name!r}" for name in row.indices if name not in known)


def _listed(name: str) -> bool:
    """Return whether a name is a canonical one, with the place or number of a stem."""
    found = agencies.find(name)
    return len(found) == 1 and found[0].known and found[0].agency == found[0].words == name
