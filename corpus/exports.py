"""The register as a table, CSV, JSON, a workbook (XLSX) and a calendar (ICS).

Pure functions from rows to text or bytes; the same rows give the same bytes, but for the
dates that a workbook keeps of its own making.
"""

import csv
import datetime
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from icalendar import Calendar, Event
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from corpus import agencies
from corpus.errors import InputError
from corpus.types import Assignment, Mode, Plan, Role, Span

# Column → its width in a workbook, in characters.
COLUMNS = {
    "plan": 18, "section": 12, "task": 60, "agency": 28, "words": 28, "role": 16, "mode": 10,
    "verb": 18, "deadline": 24, "deadline_normal": 22, "target": 20, "index": 20, "open": 8,
    "quote": 80,
}  # fmt: skip
# Column → its width on a terminal; longer cells are cut with "…".
_SHOWN = {"plan": 20, "section": 12, "role": 15, "agency": 34, "deadline": 30, "task": 48}
# "=1+1", "+1", "-1", "@SUM(1)" begin a formula; so does what spreadsheets trim or split before
# them, and the signs' full-width forms.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
# Control characters that XML cannot hold.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_CELL = 32_767  # of a workbook: Excel specifications and limits
_SUMMARY = 90
ROLE_WORDS = {
    Role.LEAD: "chủ trì",
    Role.COORDINATE: "phối hợp",
    Role.CARRY_OUT: "thực hiện",
    Role.EVALUATE: "đánh giá",
    Role.MONITOR: "theo dõi",
    Role.COMMUNICATE: "tuyên truyền",
    Role.REPORT_TO: "báo cáo",
    Role.RECEIVE_REPORTS: "nhận báo cáo",
}
# A calendar must say when each event was made (RFC 5545, 3.6.1); the clock's time would
# give another file at each call, so all events carry this one.
_STAMP = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")

Plans = Mapping[str, Plan]
Rows = Sequence[Assignment]


def of_agency(rows: Iterable[Assignment], name: str) -> list[Assignment]:
    """Return the rows of one body, by any form of its name ("STC", "Department of Finance").

    Raises:
        InputError: no body of the list or of the rows has this name.
    """
    rows = list(rows)
    found = _body(name)
    kept = [row for row in rows if agencies.same(row.agency, found or name)]
    if found is None and not kept:
        msg = (
            f"No body is called '{name}'. Write its name as the plans do ('Sở Tài chính'), "
            "a short form (STC) or its official English name."
        )
        raise InputError(msg)
    return kept


def _body(name: str) -> str | None:
    """Return the canonical name behind a form that stands alone; ``None``: not on the list."""
    name = name.strip()
    for mentions in (
        agencies.find(name),
        agencies.find(name, folded=True),
        agencies.find_english(name),
    ):
        if len(mentions) == 1 and mentions[0].stem and mentions[0].words == name:
            return mentions[0].agency
    return None


def duties(rows: Iterable[Assignment]) -> int:
    """Return how many duties the rows belong to: rows of one duty share section and task."""
    return len({(row.plan, row.section, row.task_span.start, row.task_span.end) for row in rows})


def counted(rows: Rows) -> str:
    """Return the rows and duties as words: "227 rows, 102 duties"."""
    found = duties(rows)
    lines = "1 row" if len(rows) == 1 else f"{len(rows)} rows"
    return f"{lines}, {found} {'duty' if found == 1 else 'duties'}"


def record(row: Assignment, plan: Plan) -> dict[str, str]:
    """Return a row's cells by column, as text, in the order of ``COLUMNS``."""
    return {
        "plan": row.plan,
        "section": row.section,
        "task": row.task,
        "agency": row.agency,
        "words": row.words,
        "role": row.role.value,
        "mode": row.mode.value,
        "verb": row.verb,
        "deadline": row.deadline or "",
        "deadline_normal": ";".join(d.normal for d in row.deadlines if d.normal),
        "target": "; ".join(
            t.written if t.unit in t.written else f"{t.written} ({t.unit})" for t in row.targets
        ),
        "index": ";".join(row.indices),
        "open": "open" if row.open_list else "",
        "quote": "\n".join(_evidence(row, plan)),
    }


def _quotes(row: Assignment, plan: Plan) -> list[str]:
    return [plan.text[place.start : place.end] for place in row.proof]


def _evidence(row: Assignment, plan: Plan) -> list[str]:
    """Return the proof's words, then the lines of times and targets that stand outside of it."""
    lines = []
    for place in (*(d.span for d in row.deadlines), *(t.span for t in row.targets)):
        if not any(one.start <= place.start and place.end <= one.end for one in row.proof):
            start = plan.text.rfind("\n", 0, place.start) + 1
            lines.append(plan.text[start : place.end] + plan.text[place.end :].split("\n", 1)[0])
    return [*_quotes(row, plan), *dict.fromkeys(lines)]


def table(rows: Rows, plans: Plans) -> str:
    """Return aligned text for a terminal, a line for each row, and the counts."""
    lines = [tuple(_SHOWN)]
    for row in rows:
        cells = record(row, plans[row.plan])
        if row.mode is Mode.ASKED:
            cells["role"] += " (asked)"
        lines.append(tuple(_cut(cells[name], width) for name, width in _SHOWN.items()))
    widths = [max(len(line[at]) for line in lines) for at in range(len(_SHOWN))]
    text = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join([*text, counted(rows), ""])


def _cut(words: str, width: int) -> str:
    line = " ".join(words.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def defused(cell: str) -> str:
    """Return a cell's text, an apostrophe before what a spreadsheet would take for a formula.

    >>> defused("=1+1"), defused("Sở Tài chính")
    ("'=1+1", 'Sở Tài chính')
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_csv(rows: Rows, plans: Plans) -> bytes:
    """Return UTF-8 with a byte order mark, by which spreadsheets know it, and CRLF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([defused(cell) for cell in record(row, plans[row.plan]).values()])
    return out.getvalue().encode("utf-8-sig")


def as_json(rows: Rows, plans: Plans) -> bytes:
    """Return one array with every field of each row, its places and the proof's words."""
    listed = [json_object(row, plans[row.plan]) for row in rows]
    return (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode()


def json_object(row: Assignment, plan: Plan) -> dict[str, object]:
    """Return a row as the JSON object of docs/register.md: every field, places, quotes."""
    return {
        "plan": row.plan,
        "section": row.section,
        "headings": list(plan.headings(row.section)),
        "task": row.task,
        "task_place": _place(row.task_span),
        "agency": row.agency,
        "agency_english": agencies.english(row.agency),
        "words": row.words,
        "words_place": _place(row.agency_span),
        "role": row.role.value,
        "mode": row.mode.value,
        "verb": row.verb,
        "open": row.open_list,
        "deadlines": [
            {"written": d.written, "normal": d.normal, **_place(d.span)} for d in row.deadlines
        ],
        "targets": [
            {
                "value": t.value,
                "unit": t.unit,
                "direction": t.direction,
                "written": t.written,
                **_place(t.span),
            }
            for t in row.targets
        ],
        "indices": list(row.indices),
        "proof": [
            {"quote": quote, "section": place.section, **_place(place)}
            for place, quote in zip(row.proof, _quotes(row, plan), strict=True)
        ],
    }


def _place(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def as_xlsx(rows: Rows, plans: Plans) -> bytes:
    """Return a workbook of one sheet: bold frozen header, filters on, every cell a string."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Register"
    _write(sheet, 1, COLUMNS)
    for number, row in enumerate(rows, start=2):
        _write(sheet, number, record(row, plans[row.plan]).values())
    for number, width in enumerate(COLUMNS.values(), start=1):
        letter = get_column_letter(number)
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Worksheet, number: int, cells: Iterable[str]) -> None:
    for column, words in enumerate(cells, start=1):
        kept = defused(_NO_XML.sub(" ", words))
        if len(kept) > _LONGEST_CELL:
            kept = kept[: _LONGEST_CELL - 1] + "…"
        cell = sheet.cell(number, column, kept)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def as_ics(rows: Rows, plans: Plans) -> bytes:
    """Return a calendar: an all-day event for each duty, body and day that a plan names.

    A quarter, a year, "thường xuyên" and ten days from a date that is not filled in name
    no day and give no event.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Provincial plans//Register of duties//VI")
    calendar.add("version", "2.0")
    for key, same in _dated(rows):
        calendar.add_component(_event(key, same, plans[same[0].plan]))
    return bytes(calendar.to_ical())


class _Key(NamedTuple):
    """What makes an event one: it stays the same where words before it are mended."""

    day: str
    plan: str
    section: str
    task: str
    agency: str


def _dated(rows: Rows) -> list[tuple[_Key, Rows]]:
    """Return the rows of each event, by day, on one day in the order given."""
    found: dict[_Key, list[Assignment]] = {}
    for row in rows:
        days = [day for d in row.deadlines for day in d.normal.split(";") if _is_day(day)]
        for day in dict.fromkeys(days):
            key = _Key(day, row.plan, row.section, row.task, row.agency)
            found.setdefault(key, []).append(row)
    return sorted(found.items(), key=lambda pair: pair[0].day)


def _is_day(words: str) -> bool:
    """Tell whether words are a date that there is: a plan may misprint 31/6."""
    if not _ISO.fullmatch(words):
        return False
    try:
        datetime.date.fromisoformat(words)
    except ValueError:
        return False
    return True


def events(rows: Rows) -> int:
    """Return how many events the calendar of these rows has."""
    return len(_dated(rows))


def _event(key: _Key, rows: Rows, plan: Plan) -> Event:
    event = Event()
    event.add("uid", hashlib.sha256("\n".join(key).encode()).hexdigest()[:32] + "@plans")
    event.add("dtstamp", _STAMP)
    event.add("dtstart", datetime.date.fromisoformat(key.day))
    event.add("summary", f"{key.agency} ({_role_words(rows)}): {_cut(key.task, _SUMMARY)}")
    quotes = dict.fromkeys(quote for row in rows for quote in _evidence(row, plan))
    where = " > ".join(plan.headings(key.section)) or key.section
    told = [*quotes, "", plan.facts.title, f"{plan.id}, {key.section}: {where}"]
    event.add("description", "\n".join(told))
    event.add("transp", "TRANSPARENT")  # a deadline takes nobody's time
    event.add("x-plan-sha256", plan.source_sha256)
    return event


def _role_words(rows: Rows) -> str:
    words = ", ".join(dict.fromkeys(ROLE_WORDS[row.role] for row in rows))
    return f"đề nghị {words}" if any(row.asked for row in rows) else words


FORMATS: dict[str, Callable[[Rows, Plans], bytes]] = {
    "table": lambda rows, plans: table(rows, plans).encode(),
    "csv": as_csv,
    "json": as_json,
    "xlsx": as_xlsx,
    "ics": as_ics,
}
