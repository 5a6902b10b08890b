"""Names, titles and dates as each language writes them."""

import re
from collections.abc import Sequence

from corpus import agencies
from corpus.types import Assignment, Plan, Span
from corpus.values import values
from prompts.dates import MONTHS

_PRINTED_NUMBER = re.compile(r"^(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ]\))\s*[.)]?\s+")
LONGEST_TASK = 260
# English for the signing lines of Decree 30/2020; the offices as in Circular 03/2009/TT-BNG.
_OFFICES = {
    "TM. ỦY BAN NHÂN DÂN": "on behalf of the People’s Committee",
    "KT. CHỦ TỊCH": "for the Chairman",
    "CHỦ TỊCH": "Chairman",
    "PHÓ CHỦ TỊCH": "Vice Chairman",
    "KT. CHÁNH VĂN PHÒNG": "for the Chief of Office",
    "CHÁNH VĂN PHÒNG": "Chief of Office",
    "PHÓ CHÁNH VĂN PHÒNG": "Deputy Chief of Office",
}


def province(plan: Plan) -> str:
    """Return the name under which answers speak of a plan: its province, else its id."""
    return plan.facts.province or plan.id


def names(bodies: Sequence[str], language: str) -> str:
    """Return bodies by name, not in bold, as one phrase."""
    found = []
    for name in bodies:
        english = agencies.english(name) if language == "en" else None
        found.append(f"the {english} ({name})" if english else name)
    return ", ".join(found)


def title(heading: str) -> str:
    """Return a heading without its printed number and closing colon."""
    return _PRINTED_NUMBER.sub("", heading).strip(" :;.")


def body(row: Assignment, language: str) -> str:
    """Return a body in bold: its Vietnamese name, in English after the official English."""
    if language == "vi":
        return f"**{row.agency}**"
    english = agencies.english(row.agency)
    return f"the **{english}** ({row.agency})" if english else f"**{row.agency}**"


def bodies(rows: list[Assignment], language: str) -> str:
    """Return several bodies as one phrase of a sentence."""
    names = list(dict.fromkeys(body(row, language) for row in rows))
    if len(names) == 1:
        return names[0]
    last = "và" if language == "vi" else "and"
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def body_list(rows: Sequence[Assignment], language: str, *, bold: bool = False) -> str:
    """Return several bodies as a list, apart by semicolons."""
    mark = "**" if bold else ""
    names = []
    for row in rows:
        english = agencies.english(row.agency) if language == "en" else None
        first = f"{mark}{english or row.agency}{mark}"
        names.append(f"{first} ({row.agency})" if english else first)
    return "; ".join(dict.fromkeys(names))


def office(title: str, language: str) -> str:
    """Return the titles of a signatory, in English where all of them have an English one."""
    parts = [part.strip() for part in title.split(";")]
    english = [_OFFICES.get(part.upper()) for part in parts]
    if language == "vi" or not all(english):
        return title
    return f"{', '.join(part for part in english if part)} ({title})"


def shortened(text: str, longest: int = LONGEST_TASK) -> str:
    """Return a task up to the end of a clause, where it is long; "…" tells of the rest."""
    text = re.sub(r"\s+", " ", text).strip(" ;.,/")
    if len(text) <= longest:
        return text
    ends = [m.start() for m in re.finditer(r"[;.:,](?=\s)", text[:longest])]
    cut = next((e for e in reversed(ends) if e > longest // 3), text.rfind(" ", 0, longest))
    return text[:cut].rstrip(" ,;.:") + " …"


def lower_first(text: str) -> str:
    """Return the text with its first letter small, unless it opens a name in capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


# How a day is meant, which the date alone does not tell.
_BY_THEN = (
    ("chậm nhất", "no later than "),
    ("muộn nhất", "no later than "),
    ("không quá", "no later than "),
    ("trước", "before "),
)


def english_date(written: str) -> str | None:
    """Return the dates of a deadline in English; ``None`` where it has none.

    >>> english_date("trước ngày 10/12/2026")
    '10 December 2026'
    """
    dates = sorted(v[5:] for v in values(written) if v.startswith("date:"))
    full = [d for d in dates if d.count("/") == 2]
    short = [d for d in dates if d.count("/") == 1 and not any(f.startswith(d) for f in full)]
    named = []
    for date in sorted(short + full, key=lambda d: d.split("/")[1::-1]):
        day, month, *year = date.split("/")
        named.append(" ".join([str(int(day)), MONTHS[int(month) - 1], *year]))
    return " and ".join(named) or None


def month(number: int) -> str:
    """Return the English name of a month, 1 to 12."""
    return MONTHS[number - 1]


def time(written: str, language: str) -> str:
    """Return a time as the plan writes it; in English its dates, or the words in quotes.

    >>> time("hoàn thành trước ngày 15/02/2026", "en")
    'before 15 February 2026'
    """
    if language == "vi":
        return written
    date = english_date(written)
    if date is None:
        return f"“{written}”"
    said = next((said for sign, said in _BY_THEN if sign in written.lower()), "")
    return said + date


def place(plan: Plan, section: str) -> Span:
    """Return the place of a section's heading."""
    found = plan.section(section)
    return Span(plan.id, section, found.heading_start, found.heading_end)
