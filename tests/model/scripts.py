"""Models that tests script: what they read in a request, and what they say to it.

A script reads the request as a model would, by the printed form of the items, so that a
change of that form is seen here.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.model.servers import Reply, Script

_ROW = re.compile(
    r"^\[(?P<key>\w+)\] (?:nhiệm vụ|duty) \| (?:kế hoạch của|plan of) (?P<province>.+?) \| "
    r"(?P<heading>.*)\n(?:cơ quan|body): (?P<body>.+)\n(?:vai trò|role): (?P<role>.+)\n"
    r"(?:nhiệm vụ|duty): (?P<task>.+)\n(?:thời hạn|deadline): (?P<deadline>.+)\n"
    r"(?:nguyên văn|verbatim): (?P<words>.+)$",
    re.MULTILINE,
)
_PASSAGE = re.compile(
    r"^\[(?P<key>\w+)\] (?:đoạn văn|passage) \| .*\n(?P<words>(?:.+\n?)+)", re.MULTILINE
)


@dataclass(frozen=True)
class Row:
    """A row of the register as a model reads it; ``english`` is empty in Vietnamese."""

    key: str
    province: str
    heading: str
    body: str
    english: str
    role: str
    task: str
    words: str


@dataclass(frozen=True)
class Seen:
    """What a request holds: the language, the question, the items."""

    language: str
    rules: str
    question: str
    rows: tuple[Row, ...]
    passages: tuple[tuple[str, str], ...]  # key, words
    lines: bool  # plain lines are wanted, not JSON
    purpose: str = "answer"


def seen(request: Mapping[str, Any]) -> Seen:
    """Return what a request says."""
    rules, asked = (message["content"] for message in request["messages"])
    language = "vi" if "Câu hỏi" in asked else "en"
    purpose = "answer"
    if "You translate" in rules:
        purpose = "translate"
    elif "You rewrite" in rules or "Bạn viết lại" in rules:
        purpose = "rewrite"
    rows = []
    for match in _ROW.finditer(asked):
        english, _, rest = match["body"].partition(" (")
        body = rest.rstrip(")") if language == "en" and rest else match["body"]
        rows.append(
            Row(
                match["key"],
                match["province"],
                match["heading"],
                body,
                english if language == "en" and rest else "",
                match["role"].partition(" (")[0],
                match["task"],
                match["words"],
            )
        )
    question = re.search(r"(?:Câu hỏi|Câu hỏi cuối|Question|Last question): (.*)\Z", asked, re.S)
    return Seen(
        language,
        rules,
        question[1] if question else "",
        tuple(rows),
        tuple((m["key"], m["words"].strip()) for m in _PASSAGE.finditer(asked)),
        "\nS: " in rules,
        purpose,
    )


Statement = dict[str, Any]


def statement(text: str, *keys: str, quotes: Sequence[tuple[str, str]] = ()) -> Statement:
    """Return a sentence with its keys and quotes, as the JSON form has it."""
    told = [{"key": key, "quote": words} for key, words in quotes]
    return {"text": text, "keys": list(keys), "quotes": told}


def written(statements: Sequence[Statement], *, lines: bool = False) -> str:
    """Return a reply in the form that is wanted."""
    if not lines:
        return json.dumps({"statements": list(statements)}, ensure_ascii=False)
    groups = []
    for one in statements:
        group = [f"S: {one['text']}", f"K: {', '.join(one['keys'])}"]
        group += [f"Q {quoted['key']}: {quoted['quote']}" for quoted in one["quotes"]]
        groups.append("\n".join(group))
    return "\n\n".join(groups)


def named(row: Row) -> str:
    """Return a body as a sentence of the language names it."""
    return f"the **{row.english}** ({row.body})" if row.english else f"**{row.body}**"


def truthful(row: Row, language: str) -> str:
    """Return a true sentence about a row, in the words that a model is given."""
    if language == "vi":
        verb = {"tuyên truyền, thông tin": "thông tin, tuyên truyền"}.get(row.role, row.role)
        return f"Theo kế hoạch của {row.province}, {named(row)} {verb} nhiệm vụ này."
    return f"Under the plan of {row.province}, {named(row)} {row.role} this task."


Says = Callable[[Seen], Sequence[Statement]]


def script_of(says: Says, **faults: Any) -> Script:
    """Return the script of a model that says these statements; it translates nothing."""

    def script(request: Mapping[str, Any]) -> Reply:
        told = seen(request)
        if told.purpose != "answer":
            return Reply("-")
        return Reply(written(says(told), lines=told.lines), **faults)

    return script
