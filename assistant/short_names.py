"""Short names of duties and bodies, as a question of one line would say them.

A name that a question cannot say is ``None``: a task too long to be cut at a clause, a task
in English that no list names, a group that nobody would ask about.
"""

import re

from assistant import wording
from assistant.duties import Duty
from corpus import agencies, indices
from corpus.types import Plan, Role, SectionKind
from prompts.frames import frame

LONGEST = 62  # characters of a task's name
SHORTEST = 12
SHORTEST_CUT = 32  # fewer words of a task that goes on say too little
LONGEST_BODY = 60
_MANY = ("group", "head", "task force")
_LEADS = re.compile(r"(?i)^chủ trì[,:]?\s+(?!phối hợp)")
# Where a task may be cut: what follows only tells how, why or when.
_ENDS = re.compile(
    r"[;.:(]\s|,?\s(?:theo|(?<!triệt )để|nhằm|đảm bảo|bảo đảm|gắn với|trên cơ sở|góp phần|"
    r"nhất là|đặc biệt|trong đó|từ đó|phục vụ|bao gồm|ngày \d)\s"
)
_NAMED_AFTER_PLACE = re.compile(r"^Sở |tỉnh$")
# Words that only open what follows; a name that ends on one is cut short.
_LOOSE_END = re.compile(
    r"(?i)\s(?:các|những|của|cho|về|với|trong|việc|đối với|thông qua|theo hướng)$"
)
# What is no name of a task: a standing, a ground, a time of its own.
_NO_TASK = re.compile(
    r"(?i)^(?:là|căn cứ|chịu trách nhiệm|định kỳ|đối với|phải|trong|hằng|hàng|phối hợp)\b|"
    r"\btrước ngày\b|\bngày \d|\bnày\b|\d+ ngày"
)
_GROUP = re.compile(r"^(?:Các|UBND các)\b")
_MANNER = re.compile(
    r"(?i)^(?:(?:chủ động|tích cực|kịp thời|khẩn trương|tiếp tục|kiên quyết|theo chức năng|"
    r"nhiệm vụ|thẩm quyền được giao|thường xuyên)[, ]*(?:và )?)+"
)


def capital(text: str) -> str:
    """Return a question with its first letter large."""
    return text[:1].upper() + text[1:]


def place_of(plan: Plan) -> str | None:
    """Return the province that a question names to ask of a plan."""
    return plan.facts.province or None


def one_body(name: str) -> bool:
    """Tell whether a name is of one body that can be asked about, not of a group."""
    row = agencies.agency(name)
    few = len(name) <= LONGEST_BODY
    return few and row is not None and row.kind not in _MANY and not _GROUP.match(name)


def body_at(name: str, plan: Plan, language: str) -> str | None:
    """Return a body with its province, once.

    >>> from corpus.library import Library
    >>> plan = Library.open(shipped_only=True).plans()[0]
    >>> body_at("Sở Tài chính", plan, "vi") == f"Sở Tài chính {plan.facts.province}"
    True
    """
    place = place_of(plan)
    if not place or not one_body(name):
        return None
    said: str | None = name
    if language == "en":
        english = agencies.english(name)
        said = f"the {english}" if english else None
    if said is None or place in said:
        return said
    if language == "en":
        return f"{said} in {place}"
    return f"{said} {place}" if _NAMED_AFTER_PLACE.search(said) else f"{said} ở {place}"


def index_of(duty: Duty) -> str | None:
    """Return the id of the one sub-index that a duty is about."""
    named = {i for i in duty.rows[0].indices if indices.index(i).parent}
    heading = duty.plan.section(duty.section).heading
    spoken = "chỉ số" in f"{heading} {duty.rows[0].task}".lower()
    return named.pop() if len(named) == 1 and spoken else None


def task_named(duty: Duty, language: str) -> str | None:
    """Return what a question calls a duty: its sub-index, or its task up to a clause's end."""
    named = index_of(duty)
    if named is not None:
        found = indices.index(named)
        if language == "en":
            return f"the sub-index {found.en}"
        said = duty.rows[0].task + " " + duty.plan.section(duty.section).heading
        words = next((m.words for m in indices.find(said) if m.index == named), found.name)
        return f"chỉ số {words}"
    if language == "en":
        return None
    text = duty.plan.text[duty.task.start : duty.task.end]
    if on_heading(duty):
        text = wording.title(text)
    return _clause(text)


def on_heading(duty: Duty) -> bool:
    """Tell whether a duty's task is its section's heading."""
    return duty.task.start == duty.plan.section(duty.section).heading_start


def in_table(duty: Duty) -> bool:
    """Tell whether a duty is a row of a table."""
    return duty.plan.section(duty.section).kind is SectionKind.ROW


def _clause(text: str) -> str | None:
    """Return the first words of a task up to where a clause ends, if that says enough."""
    text = re.sub(r"\s+", " ", text).strip(" ;.,:/–-")
    text = _MANNER.sub("", _LEADS.sub("", text))
    if len(text) > LONGEST:
        ends = [m.start() for m in _ENDS.finditer(text[: LONGEST + 2])]
        if not ends or ends[-1] < SHORTEST_CUT:
            return None
        text = text[: ends[-1]]
        text = text.rstrip(" ,;.:")
    loose = len(text) < SHORTEST or _LOOSE_END.search(text) or _NO_TASK.search(text)
    odd = any(text.count(a) != text.count(b) for a, b in ("()", "“”", "[]"))
    return None if loose or odd or "\t" in text else wording.lower_first(text)


def month_named(year: int, month: int, language: str) -> str:
    """Return a month as a question names it: "tháng 6/2026", "June 2026"."""
    name = str(month) if language == "vi" else wording.month(month)
    return frame(language, "next_month", month=name, year=str(year))


def lead_frame(duty: Duty) -> str | None:
    """Return the key of the question who does a duty, by what the plan calls it."""
    if in_table(duty):
        return "next_evaluate" if duty.of(Role.EVALUATE) else None
    if duty.of(Role.LEAD):
        return "next_lead"
    return "next_carry_out" if duty.of(Role.CARRY_OUT, Role.COORDINATE) else None
