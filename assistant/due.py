"""Duties by date: what falls due in a month, a quarter, before a day, or has passed.

A period is read from the question; duties are those of the register whose deadline has a
day or a quarter in it. What only says how often ("hằng quý") falls in no period.
"""

import calendar
import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant import wording
from assistant.answer import Reason, Status
from assistant.draft import Draft, Statement
from assistant.duties import Duty, duties_of
from assistant.duty_choice import ACTING
from assistant.duty_lists import counted_key
from assistant.from_rows import task_of
from assistant.patterns import any_of
from assistant.query import Query
from corpus import agencies, settings
from corpus.deadlines import last_days
from corpus.types import Assignment, Plan, Role
from corpus.words import fold
from prompts.dates import MONTHS
from prompts.frames import frame

Period = tuple[datetime.date, datetime.date]

_ASKS = {
    "vi": any_of(
        r"\b(?:den|toi|qua|tre|het) han\b",
        r"\b(?:nhiem vu|viec|cong viec|bao cao)\b.*\bnao\b.*\b(?:han|truoc ngay|hoan thanh|xong)\b",
        r"\b(?:bao nhieu|may|nhung) (?:nhiem vu|viec|cong viec|dau viec)\b.*"
        r"\b(?:han|truoc ngay|hoan thanh|xong|trong (?:thang|quy))\b",
        r"\b(?:phai|can) (?:lam|xong|hoan thanh|nop) (?:\w+ ){0,2}(?:gi|nao)\b.*"
        r"\b(?:truoc ngay|trong thang|trong quy)\b",
    ),
    "en": any_of(
        r"\b(?:over|past )?due\b(?! to\b)",
        r"\b(?:which|what|list|all|how many)\b.*\b(?:duties|tasks|reports|deadlines)\b.*"
        r"\b(?:in|by|before)\b",
    ),
}
_PASSED = any_of(r"\b(?:qua|tre) han\b", r"\boverdue\b", r"\bpast due\b", r"\bhan da qua\b")
_NEXT_DAYS = any_of(r"\b(\d{1,3}) ngay (?:toi|sap toi|nua)\b", r"\bnext (\d{1,3}) days\b")
_BEFORE = any_of(r"\b(?:truoc|before|by)\b")
# "before July" ends with June, "by July" and "before the end of July" with July
_NOT_IN_IT = any_of(r"\b(?:truoc|before)\b(?!.*\b(?:het|cuoi|end)\b)")
_DAY = re.compile(r"\b(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}))?\b")
_MONTH = re.compile(r"\bthang (\d{1,2})\b(?:\s*[/-]?\s*(?:nam )?(20\d\d))?")
_QUARTER = re.compile(r"\b(?:quy|q|quarter) ?(iv|i{1,3}|[1-4])\b(?:\s*[/-]?\s*(?:nam )?(20\d\d))?")
_NAMES = [name.lower() for name in MONTHS]
_ENGLISH_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_NAMES)})\b(?: (20\d\d))?")
_ENGLISH_MONTH = re.compile(rf"\b({'|'.join(_NAMES)})\b(?:,? (20\d\d))?")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_TOLD = (*ACTING, Role.EVALUATE, Role.REPORT_TO)
MOST = 12


@dataclass(frozen=True, slots=True)
class _Due:
    """A duty with the last day of its time, and that time as the plan writes it."""

    day: datetime.date
    written: str
    duty: Duty


def asks(question: str, language: str) -> bool:
    """Tell whether a question asks for duties by their time."""
    plain = fold(question)
    return bool(_ASKS[language].search(plain)) and (
        bool(_PASSED.search(plain)) or period(question, settings.today()) is not None
    )


def period(question: str, today: datetime.date) -> Period | None:
    """Return the first and last day asked for; a month without a year is that of any plan.

    Such a month is given for the year of ``today``.
    """
    plain = fold(question)
    if days := _NEXT_DAYS.search(plain):
        count = int(days[1] or days[2])
        return today, today + datetime.timedelta(days=count)
    if _PASSED.search(plain):
        return datetime.date.min, today - datetime.timedelta(days=1)
    try:
        return _named(plain, today)
    except ValueError:
        return None  # no such day


def _named(plain: str, today: datetime.date) -> Period | None:
    if day := _DAY.search(plain):
        last = datetime.date(int(day[3] or today.year), int(day[2]), int(day[1]))
        return (datetime.date.min if _BEFORE.search(plain[: day.start()]) else last), last
    if day := _ENGLISH_DAY.search(plain):
        last = datetime.date(int(day[3] or today.year), _NAMES.index(day[2]) + 1, int(day[1]))
        return (datetime.date.min if _BEFORE.search(plain[: day.start()]) else last), last
    if quarter := _QUARTER.search(plain):
        year, number = int(quarter[2] or today.year), _ROMAN[quarter[1]]
        return _up_to(plain[: quarter.start()], _months(year, 3 * number - 2, 3 * number))
    if month := _MONTH.search(plain):
        number = int(month[1])
        named = _months(int(month[2] or today.year), number, number)
        return _up_to(plain[: month.start()], named)
    if month := _ENGLISH_MONTH.search(plain):
        number = _NAMES.index(month[1]) + 1
        named = _months(int(month[2] or today.year), number, number)
        return _up_to(plain[: month.start()], named)
    return None


def _up_to(before: str, named: Period) -> Period:
    """Return a month or quarter, or all time up to it, as the words before its name ask."""
    if _NOT_IN_IT.search(before):
        return datetime.date.min, named[0] - datetime.timedelta(days=1)
    return (datetime.date.min if _BEFORE.search(before) else named[0]), named[1]


def _months(year: int, first: int, last: int) -> Period:
    end = calendar.monthrange(year, last)[1]
    return datetime.date(year, first, 1), datetime.date(year, last, end)


def draft_due(query: Query, plans: Mapping[str, Plan]) -> Draft | None:
    """Return the duties that fall due in the period asked for, by date, plan by plan."""
    if not asks(query.question, query.language):
        return None
    when = period(query.question, settings.today())
    if when is None:
        return None
    language = query.language
    statements: list[Statement] = []
    passed = bool(_PASSED.search(fold(query.question)))
    for plan_id in query.plans:
        found = sorted(_falling(plans[plan_id], when, query.actors), key=lambda d: d.day)
        if found:
            statements += _list(language, plans[plan_id], found)
    if not statements:
        told = Statement(frame(language, "due_none"), bare=True)
        return Draft(Status.NOT_IN_PLANS, Reason.PLAN_SILENT, "none", (told,))
    if passed:
        statements.insert(0, Statement(frame(language, "due_passed"), bare=True))
    rows = tuple(dict.fromkeys(row for s in statements for row in s.asserts))
    return Draft(Status.ANSWERED, None, "register", tuple(statements), rows)


def _falling(plan: Plan, when: Period, bodies: tuple[str, ...]) -> Iterator[_Due]:
    """Yield the duties of a plan whose time ends in the period."""
    for view in duties_of(plan):
        rows = _acting(view.duty)
        if bodies and not any(agencies.same(r.agency, b) for r in rows for b in bodies):
            continue
        for one in rows[0].deadlines if rows else ():
            inside = [day for day in last_days(one.normal) if within(day, when)]
            if inside:
                yield _Due(min(inside), one.written, view.duty)
                break


def _acting(duty: Duty) -> list[Assignment]:
    """Return the rows of those who do a duty, else of those who help in it.

    Who only gets a report and passes it on does not do it.
    """
    got = {row.agency for row in duty.of(Role.RECEIVE_REPORTS)}
    doing = [r for r in duty.of(*_TOLD) if r.role is not Role.REPORT_TO or r.agency not in got]
    return doing or duty.of(Role.COORDINATE)


def within(day: datetime.date, when: Period) -> bool:
    """Tell whether a day lies in a period, both ends in it."""
    return when[0] <= day <= when[1]


def _list(language: str, plan: Plan, found: list[_Due]) -> list[Statement]:
    """Return how many duties there are, then each with its time and bodies."""
    every = [row for due in found for row in _acting(due.duty)]
    proof = tuple(dict.fromkeys(place for row in every for place in row.proof))
    province = wording.province(plan)
    key = counted_key("due_counted", len(found))
    text = frame(language, key, province=province, count=str(len(found)))
    told = [Statement(text, proof, tuple(every), counted=True)]
    for due in found[:MOST]:
        rows = _acting(due.duty)
        line = frame(
            language,
            "due_line",
            deadline=wording.time(due.written, language),
            bodies=wording.body_list(rows, language, bold=True),
            task=task_of(due.duty, language),
        )
        places = tuple(dict.fromkeys(place for row in rows for place in row.proof))
        told.append(Statement("- " + line, places, tuple(rows)))
    if rest := found[MOST:]:
        left = [row for due in rest for row in _acting(due.duty)]
        places = tuple(dict.fromkeys(place for row in left for place in row.proof))
        text = frame(language, "duties_more", count=str(len(rest)))
        told.append(Statement(text, places, tuple(left), counted=True))
    return told
