"""What a duty's cells say: bodies, roles, times, targets, plan and section, per language.

Everything here returns plain text (:class:`Said`), not HTML; the plan's own Vietnamese
words are told apart, so that an English page can mark them as Vietnamese.
"""

import datetime
import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant import wording
from corpus import agencies
from corpus.deadlines import last_days
from corpus.selecting import Entry, soon
from corpus.types import Assignment, Deadline, Plan, Role, SectionKind, Target
from corpus.words import fold
from prompts.dates import date_words
from prompts.page_register import ASKED, NTH, ROLES, TARGETS, TIMES, RegisterWords

_OF_INDEX = re.compile(r"\bchu tri\b.{0,200}?\btheo doi, danh gia (?:cac )?chi so\b", re.DOTALL)
_PRINTED = re.compile(r"[IVXLC]+(?:\.\d+)*")
_ANNEX_ROW = re.compile(r"annex-(\d+)\.row-(\d+)")
_ROW = re.compile(r"(.+)\.row-(\d+)")
_WITHIN = re.compile(r"P(\d+)([DWM]) from issue")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_NUMBER = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))|(?<=\d),(?=\d)")


class Said(NamedTuple):
    """Words of the page, then Vietnamese words (of the plan, or a name); either may be empty."""

    own: str
    vietnamese: str = ""


class Group(NamedTuple):
    """Bodies that have the same roles in a duty, and these roles in words."""

    rows: tuple[Assignment, ...]
    roles: tuple[str, ...]


def body(name: str, language: str) -> Said:
    """Return a body's name; in English the official English one and the Vietnamese one."""
    english = agencies.english(name) if language == "en" else None
    if language == "vi":
        return Said(name)
    return Said(english[:1].upper() + english[1:], name) if english else Said("", name)


def body_text(name: str, language: str) -> str:
    """Return a body's name as one text: "Department of Finance (Sở Tài chính)"."""
    own, vietnamese = body(name, language)
    return f"{own} ({vietnamese})" if own and vietnamese else own or vietnamese


def role(row: Assignment, language: str) -> str:
    """Return a body's role as the plan says it: asked, or of the monitoring of an index."""
    code = str(row.role)
    if row.role is Role.LEAD and _OF_INDEX.search(fold(row.task)):
        code = "index"
    elif row.role is Role.EVALUATE and "chu tri" in fold(row.verb):
        code = "evaluation"
    return (ASKED if row.asked else ROLES)[language][code]


def groups(entry: Entry, language: str) -> tuple[Group, ...]:
    """Return who does a duty, those with the same roles together; who coordinates is left out."""
    roles: dict[str, list[str]] = {}
    first: dict[str, Assignment] = {}
    for row in entry.rows:
        if row.role is not Role.COORDINATE:
            first.setdefault(row.agency, row)
            roles.setdefault(row.agency, []).append(role(row, language))
    found: dict[tuple[str, ...], list[Assignment]] = {}
    for name, said in roles.items():
        found.setdefault(tuple(said), []).append(first[name])
    return tuple(Group(tuple(rows), said) for said, rows in found.items())


def coordinators(entry: Entry) -> tuple[Assignment, ...]:
    """Return the rows of those who coordinate."""
    return tuple(row for row in entry.rows if row.role is Role.COORDINATE)


def asked_to_coordinate(row: Assignment, language: str) -> str:
    """Return how a plan asks a body to coordinate, "" where it does not ask."""
    return role(row, language) if row.asked else ""


def task(entry: Entry, longest: int = 220) -> str:
    """Return a duty's task in the plan's words, a heading without its number, long ones cut."""
    text = entry.rows[0].task
    section = entry.plan.section(entry.section)
    if entry.task.start == section.heading_start:
        text = wording.title(text)
    return wording.shortened(text, longest)


def day(date: datetime.date, language: str) -> str:
    """Return a date as each language writes it."""
    return date_words(date.day, date.month, date.year, language)


def time(deadline: Deadline, language: str) -> Said:
    """Return a time: the plan's words; in English its date, or English and the words."""
    if language == "vi":
        return Said(deadline.written)
    if english := _english_time(deadline.normal):
        return Said(english, deadline.written)
    if dated := wording.english_date(deadline.written):
        said = wording.time(deadline.written, "en")
        return Said(said) if dated in said else Said("", deadline.written)
    return Said("", deadline.written)


def _english_time(normal: str) -> str:
    if normal in TIMES:
        return TIMES[normal]
    if re.fullmatch(r"\d{4}", normal):
        return TIMES["year"].format(year=normal)
    if quarter := _QUARTER.fullmatch(normal):
        return TIMES["quarter"].format(nth=NTH[int(quarter[2]) - 1], year=quarter[1])
    if within := _WITHIN.fullmatch(normal):
        return TIMES[f"within_{within[2]}"].format(count=within[1])
    return ""


def marks(
    deadline: Deadline, today: datetime.date, words: RegisterWords
) -> tuple[tuple[str, str], ...]:
    """Return ``(kind, words)`` for each day of a time that has passed or comes soon.

    ``kind`` is ``passed`` or ``soon``; a day is named where the time has several.
    """
    days = last_days(deadline.normal)
    found = []
    for one in days:
        named = len(days) > 1
        left = (one - today).days
        kind = "passed" if left < 0 else "soon"
        if left >= 0 and not soon(one, today):
            continue
        key = "passed" if left < 0 else "today" if left == 0 else "in_days"
        key += "_day" if named else ""
        key += "_one" if left == 1 else ""
        date = day(one, words.language)
        found.append((kind, str(getattr(words, key)).format(count=left, date=date)))
    return tuple(found)


def target(one: Target, language: str) -> Said:
    """Return a target as written, with its unit; in English its number, where it is a share."""
    written = one.written if one.unit in one.written else f"{one.written} ({one.unit})"
    if language == "vi":
        return Said(written)
    if one.unit != "%" or one.direction not in TARGETS:
        return Said("", written)
    value = _NUMBER.sub(lambda m: "," if m[0] == "." else ".", one.value)
    return Said(TARGETS[one.direction].format(value=f"{value}%"))


def section(entry: Entry, words: RegisterWords) -> str:
    """Return a section's printed number, "Phụ lục 1, dòng 2" for a row; its heading if neither."""
    name = entry.section
    if row := _ANNEX_ROW.fullmatch(name):
        return words.annex_row.format(annex=row[1], row=row[2])
    if row := _ROW.fullmatch(name):
        return words.row.format(section=row[1], row=row[2])
    printed = _PRINTED.match(name)
    return printed[0] if printed else wording.shortened(name, 24)


def plan(one: Plan, plans: Sequence[Plan], longest: int = 60) -> str:
    """Return a plan's province, with its title where another plan is of the same province."""
    province = wording.province(one)
    twins = [other for other in plans if wording.province(other) == province]
    if len(twins) < 2:
        return province
    return f"{province}: {wording.shortened(one.facts.title or one.id, longest)}"


def plan_title(one: Plan) -> str:
    """Return a plan's province and title, for those who want to know which plan it is."""
    return ": ".join(part for part in (one.facts.province or one.id, one.facts.title) if part)


def is_row(entry: Entry) -> bool:
    """Tell whether a duty is a table's row."""
    return entry.plan.section(entry.section).kind is SectionKind.ROW
