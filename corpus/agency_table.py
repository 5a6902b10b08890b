"""The list of bodies (``data/agencies.tsv``): its rows, and the check of its form."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from corpus.phrases import unsigned
from corpus.tsv import DATA, Row, broken, read_table
from corpus.words import fold

PATH = DATA / "agencies.tsv"
COLUMNS = (
    "name", "en", "en_tail", "kind", "tail", "broader", "successor", "until",
    "forms", "en_forms", "source", "level",
)  # fmt: skip
KINDS = frozenset(
    {
        "assembly", "association", "bank", "board", "centre", "company", "court", "customs",
        "department", "division", "front", "fund", "government", "group", "head",
        "inspectorate", "insurance", "military", "ministry", "office", "party",
        "people's committee", "people's council", "police", "portal", "press", "procuracy",
        "school", "statistics", "subdepartment", "task force", "tax", "treasury", "union",
    }
)  # fmt: skip
_TAILS = frozenset({"", "name", "number", "name|number", "province"})


@dataclass(frozen=True, slots=True)
class Agency:
    """A row of the list; what the columns mean stands at the top of the table.

    ``until`` is the first day on which a former body was no more, ``successor`` the body
    that took (the larger part of) its work. ``level`` tells how far ``en`` is trusted.
    """

    name: str
    en: str
    en_tail: str
    kind: str
    tail: str
    broader: str | None
    successor: str | None
    until: date | None
    written: tuple[str, ...]
    en_written: tuple[str, ...]
    source: str
    level: str

    @property
    def forms(self) -> tuple[str, ...]:
        """Return the other Vietnamese forms, without the signs of the table."""
        return tuple(unsigned(form) for form in self.written)

    @property
    def en_forms(self) -> tuple[str, ...]:
        """Return the other English forms, without the signs of the table."""
        return tuple(unsigned(form) for form in self.en_written)

    @property
    def group(self) -> bool:
        """Tell whether this is a group of bodies ("Các sở, ban, ngành")."""
        return self.kind == "group"


@lru_cache(maxsize=1)
def agencies() -> tuple[Agency, ...]:
    """Return the rows of the list, in order of their names.

    Raises:
        DataError: where the table breaks its form.
    """
    return load_agencies(PATH)


def load_agencies(path: Path) -> tuple[Agency, ...]:
    """Return the bodies of a table of the same form as ``data/agencies.tsv``.

    Raises:
        DataError: with file and line, where the table breaks its form, names a body that
            is not there, or gives one form to two bodies.
    """
    rows = read_table(path, COLUMNS)
    found = tuple(_agency(path, row) for row in rows)
    names = {a.name for a in found}
    owners: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for row, agency in zip(rows, found, strict=True):
        for other in (agency.broader, agency.successor):
            if other is not None and other not in names:
                raise broken(path, row.line, f"{other!r} is not on the list")
        written = ((agency.name, *agency.forms), (*english_forms(agency.en), *agency.en_forms))
        for owner, forms in zip(owners, written, strict=True):
            for form in forms:
                key = fold(" ".join(form.split()))
                if owner.setdefault(key, agency.name) != agency.name:
                    raise broken(path, row.line, f"{form!r} is a form of {owner[key]!r} too")
    return found


def _agency(path: Path, row: Row) -> Agency:
    fields = row.fields
    if fields["kind"] not in KINDS:
        raise broken(path, row.line, f"the kind {fields['kind']!r} is not known")
    if fields["tail"] not in _TAILS:
        raise broken(path, row.line, f"the tail {fields['tail']!r} is not known")
    if fields["en_tail"] and "{tail}" not in fields["en_tail"]:
        raise broken(path, row.line, "en_tail has no {tail}")
    if not fields["en"] or not fields["level"]:
        raise broken(path, row.line, "the English name and its level must be given")
    try:
        until = date.fromisoformat(fields["until"]) if fields["until"] else None
    except ValueError as error:
        raise broken(path, row.line, f"{fields['until']!r} is no date") from error
    return Agency(
        name=fields["name"],
        en=fields["en"],
        en_tail=fields["en_tail"],
        kind=fields["kind"],
        tail=fields["tail"],
        broader=fields["broader"] or None,
        successor=fields["successor"] or None,
        until=until,
        written=row.listed("forms"),
        en_written=row.listed("en_forms"),
        source=fields["source"],
        level=fields["level"],
    )


def english_forms(en: str) -> list[str]:
    """Return an English name in the orders of words that people use."""
    found = [en]
    if en.startswith("Department of "):
        field = en.removeprefix("Department of ")
        found += [f"{field} Department", f"Department for {field}", f"{field} dept."]
    return found
