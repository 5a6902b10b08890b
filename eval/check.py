"""The checker of the question sets: every row stands on words of the plans.

A row is refused with a sentence that names it; nothing is raised for a bad row, so that
one look shows all that has to be mended.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.words import has_marks
from eval.spellings import collapse, plain, stands_in

MAX_QUESTION = 300
SPLITS: Mapping[str, Mapping[str, int]] = {
    "facts": {"dev": 133, "test": 77},
    "register": {"dev": 221, "test": 109},
    "whom": {"dev": 94, "test": 22},
    "voices": {"dev": 477, "test": 0},
    "followups": {"dev": 56, "test": 24},
    "unanswerable": {"dev": 109, "test": 42},
}
"""How many rows of each file belong to each split."""

OPTIONAL = ("whom", "voices", "followups")
"""Files that a smaller set may do without."""

KINDS = (
    *("lead", "coordinate", "carry_out", "deadline", "number"),
    *("list", "text", "table", "evaluate", "report"),
)
REGISTER_KINDS = (
    *("lead", "coordinate", "carry_out", "evaluate", "list", "count"),
    *("comparison", "deadline", "target", "table", "report", "false_premise", "whom"),
)
FOLLOWUP_KINDS = (
    *("lead", "coordinate", "carry_out", "deadline", "report", "target", "number", "list"),
    *("text", "place", "more", "subject_change", "memory"),
)
STATUSES = ("not_in_plans", "partial")
REASONS = ("out_of_scope", "plan_silent", "annex_missing", "unknown_place")
LANGUAGES = ("vi", "en")

# The keys of a row and the type of each value.
FACT_KEYS = {
    "id": str,
    "split": str,
    "plan": str,
    "kind": str,
    "questions": dict,
    "expect": dict,
    "sections": list,
    "quotes": list,
    "note": str,
}
QUESTION_KEYS = {"vi": str, "unmarked": str, "en": str}
REGISTER_QUESTION_KEYS = {"vi": str}
PLACE_KEYS = {"plan": str, "sections": list, "quotes": list}
DRAFT = "draft"  # what is known of a draft; a question has no such key
EXPECT_KEYS = {"bodies": list, "values": list, "wrong_bodies": list}
UNANSWERABLE_KEYS = {
    "id": str,
    "split": str,
    "language": str,
    "question": str,
    "status": list,
    "reason": list,
    "why": str,
}

Row = dict[str, Any]


def check(
    questions_dir: Path,
    plan_texts: Mapping[str, str],
    splits: Mapping[str, Mapping[str, int]] = SPLITS,
) -> list[str]:
    """Return the problems of all files, one sentence each; empty where all is well.

    Args:
        questions_dir: The folder with ``facts``, ``register`` and ``unanswerable.jsonl``.
        plan_texts: Each plan's text by its id, as ``corpus text`` prints it.
        splits: How many rows each file must have in each split.
    """
    texts = {plan: collapse(text) for plan, text in plan_texts.items()}
    problems: list[str] = []
    files: dict[str, list[Row]] = {}
    for name in ("facts", "register", *OPTIONAL, "unanswerable"):
        if name in OPTIONAL and not (questions_dir / f"{name}.jsonl").exists():
            continue
        files[name], faults = read_rows(questions_dir / f"{name}.jsonl")
        problems += faults
    for row in files["facts"]:
        problems += (f"{_name(row)}: {fault}" for fault in fact_faults(row, texts))
    for row in [*files["register"], *(row for name in OPTIONAL for row in files.get(name, []))]:
        problems += (f"{_name(row)}: {fault}" for fault in register_faults(row, texts))
    for row in files["unanswerable"]:
        problems += (f"{_name(row)}: {fault}" for fault in unanswerable_faults(row))
    problems += set_faults([row for rows in files.values() for row in rows])
    for name, wanted in splits.items():
        if name in files:
            problems += split_faults(name, files[name], wanted)
    return problems


def read_rows(path: Path) -> tuple[list[Row], list[str]]:
    """Return the rows of a JSON Lines file, and a problem for each line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        return [], [f"{path.name}: cannot be read: {error}"]
    rows: list[Row] = []
    faults: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            faults.append(f"{path.name}:{number}: not JSON: {error}")
            continue
        if isinstance(row, dict):
            rows.append(row)
        else:
            faults.append(f"{path.name}:{number}: not a JSON object")
    return rows, faults


def fact_faults(row: Row, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with one fact; ``texts`` have their blanks collapsed."""
    if DRAFT in row:
        yield _draft_fault(row)
        return
    faults = [
        *_key_faults(row, FACT_KEYS),
        *_key_faults(row.get("questions"), QUESTION_KEYS, "questions."),
        *_key_faults(row.get("expect"), EXPECT_KEYS, "expect."),
    ]
    if faults:  # what follows reads the keys
        yield from faults
        return
    yield from _common_faults(row, KINDS)
    if has_marks(row["questions"]["unmarked"]):
        yield "the unmarked question has marks"
    yield from _places_faults([row], texts)
    yield from _expect_faults(row["expect"], " ".join(map(collapse, row["quotes"])))


def register_faults(row: Row, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with one fact of the register; ``texts`` as for a fact.

    It is asked in one wording or in all three, may have places in other plans (``also``),
    questions before it (``history``), and ``reason`` where it starts from a false premise.
    """
    if DRAFT in row:
        yield _draft_fault(row)
        return
    places = row.get("also", [])
    if not isinstance(places, list):
        yield "also must be a list"
        return
    shown = {key: value for key, value in row.items() if key not in ("also", "history", "reason")}
    faults = [
        *_key_faults(shown, FACT_KEYS),
        *_key_faults(row.get("questions"), _wordings_of(row), "questions."),
        *_key_faults(row.get("expect"), EXPECT_KEYS, "expect."),
        *(fault for place in places for fault in _key_faults(place, PLACE_KEYS, "also.")),
    ]
    if faults:
        yield from faults
        return
    yield from _common_faults(row, FOLLOWUP_KINDS if "history" in row else REGISTER_KINDS)
    if not has_marks(row["questions"].get("vi", "ở")) and not row.get("history"):
        yield "the question has no marks"
    if "history" in row:
        yield from _history_faults(row["history"])
    yield from _kind_faults(row)
    yield from _places_faults([row, *places], texts)
    expect = row["expect"]
    if row["kind"] == "count":  # the number is counted, and stands in no quote
        expect = {**expect, "values": []}
    if expect["bodies"] or expect["values"]:
        quotes = [quote for place in (row, *places) for quote in place["quotes"]]
        yield from _expect_faults(expect, " ".join(map(collapse, quotes)))


def _wordings_of(row: Row) -> Mapping[str, type]:
    """Return the wordings that a row of the register has: one alone, or all three."""
    asked = row.get("questions")
    if isinstance(asked, dict) and len(asked) == 1:
        return {key: str for key in asked if key in QUESTION_KEYS}
    return QUESTION_KEYS if isinstance(asked, dict) and asked else REGISTER_QUESTION_KEYS


def _history_faults(history: object) -> Iterator[str]:
    if not isinstance(history, list) or not history:
        yield "history must be a list of questions"
        return
    for question in history:
        yield from _question_faults(question, "history")


def _kind_faults(row: Row) -> Iterator[str]:
    """Yield what a fact of the register lacks that its kind needs."""
    kind, expect = row["kind"], row["expect"]
    false = kind == "false_premise"
    if row.get("reason") != ("false_premise" if false else None):
        yield f"reason {row.get('reason')!r} does not fit the kind {kind}"
    if false and not (expect["bodies"] and expect["wrong_bodies"]):
        yield "a false premise needs the true and the supposed body"
    if kind == "comparison" and not row.get("also"):
        yield "a comparison needs a second plan"
    if kind == "count" and not expect["values"]:
        yield "a count needs its number"
    if not expect["bodies"] and not expect["values"]:
        yield "neither a body nor a value is expected"


def unfilled(row: Row) -> list[str]:
    """Return the keys of a draft that a person must still fill in, in the order of a row."""
    expect = row.get("expect")
    empty = [key for key in ("id", "split", "plan", "kind") if not row.get(key)]
    if not isinstance(expect, dict) or not (expect.get("bodies") or expect.get("values")):
        empty.append("expect (bodies or values)")
    return empty + [key for key in ("sections", "quotes") if not row.get(key)]


def _draft_fault(row: Row) -> str:
    """Say what a draft of ``python -m eval candidates`` lacks; it is no question yet."""
    left = unfilled(row)
    first = f"fill in {', '.join(left)}, then " if left else ""
    return f"this is a draft: {first}take out its key {DRAFT}"


def unanswerable_faults(row: Row) -> Iterator[str]:
    """Yield what is wrong with one question that the plans do not answer."""
    faults = list(_key_faults(row, UNANSWERABLE_KEYS))
    if faults:
        yield from faults
        return
    if row["language"] not in LANGUAGES:
        yield f"language {row['language']!r} is none of {', '.join(LANGUAGES)}"
    yield from _question_faults(row["question"], "question")
    for key, allowed in (("status", STATUSES), ("reason", REASONS)):
        wrong = [word for word in row[key] if word not in allowed]
        if wrong or not row[key]:
            yield f"{key} {row[key]!r} must be some of {', '.join(allowed)}"


def set_faults(rows: Iterable[Row]) -> Iterator[str]:
    """Yield ids and questions that stand twice, and splits that are none."""
    ids: Counter[str] = Counter()
    questions: Counter[str] = Counter()
    for row in rows:
        ids[str(row.get("id"))] += 1
        if row.get("split") not in ("dev", "test"):
            yield f"{_name(row)}: split {row.get('split')!r} is neither dev nor test"
        asked = row.get("questions")
        wordings = asked.values() if isinstance(asked, dict) else [row.get("question")]
        if before := row.get("history"):  # "còn ai phối hợp?" is asked in many conversations
            wordings = [" | ".join(map(str, (*before, *wordings)))]
        questions.update({collapse(str(q)).casefold() for q in wordings if q})
    yield from (f"the id {name!r} stands {n} times" for name, n in ids.items() if n > 1)
    yield from (f"the question {q!r} stands {n} times" for q, n in questions.items() if n > 1)


def split_faults(name: str, rows: Iterable[Row], wanted: Mapping[str, int]) -> Iterator[str]:
    """Yield where a file's splits have not the wanted number of rows."""
    found = Counter(str(row.get("split")) for row in rows)
    for split, number in wanted.items():
        if found[split] != number:
            yield f"{name}: {found[split]} rows are {split}, expected {number}"


def _key_faults(found: object, keys: Mapping[str, type], prefix: str = "") -> Iterator[str]:
    if not isinstance(found, dict):
        return  # its parent's key is reported
    for key, kind in keys.items():
        if key not in found:
            yield f"the key {prefix}{key} is missing"
        elif not isinstance(found[key], kind):
            yield f"{prefix}{key} must be a {kind.__name__}"
    yield from (f"unknown key {prefix}{key}" for key in found if key not in keys)


def _common_faults(row: Row, kinds: tuple[str, ...]) -> Iterator[str]:
    if row["kind"] not in kinds:
        yield f"kind {row['kind']!r} is none of {', '.join(kinds)}"
    for key, question in row["questions"].items():
        yield from _question_faults(question, key)


def _places_faults(places: Iterable[Row], texts: Mapping[str, str]) -> Iterator[str]:
    seen: set[str] = set()
    for place in places:
        plan = place["plan"]
        if not place["sections"]:
            yield "no section"
        if plan in seen:
            yield f"the plan {plan!r} stands twice"
        seen.add(plan)
        if plan in texts:
            yield from _quote_faults(place["quotes"], texts[plan])
        else:
            yield f"no plan {plan!r}"


def _question_faults(question: object, key: str) -> Iterator[str]:
    if not isinstance(question, str) or not question.strip():
        yield f"{key}: no question"
    elif len(question) > MAX_QUESTION:
        yield f"{key}: the question has {len(question)} characters, at most {MAX_QUESTION}"


def _quote_faults(quotes: list[str], text: str) -> Iterator[str]:
    if not quotes:
        yield "no quote"
    for quote in quotes:
        if not quote.strip() or quote not in text:
            yield f"the quote {quote!r} is not in the plan"


def _expect_faults(expect: Row, quotes: str) -> Iterator[str]:
    if not expect["bodies"] and not expect["values"]:
        yield "neither a body nor a value is expected"
    for body in expect["bodies"]:
        if not any(plain(name) in plain(quotes) for name in _variants(body)):
            yield f"the body {body!r} is not in the quotes"
    for value in expect["values"]:
        if not any(stands_in(variant, quotes) for variant in _variants(value)):
            yield f"the value {value!r} is not in the quotes"
        for variant in _variants(value):
            if re.search(r"\d", variant) and not stands_in(variant, quotes):
                yield f"the variant {variant!r} says another number than the quotes"
    right = {plain(name) for body in expect["bodies"] for name in _variants(body)}
    for name in expect["wrong_bodies"]:
        if plain(name) in right:
            yield f"the body {name!r} is both right and wrong"


def _variants(entry: str | list[str]) -> list[str]:
    return [entry] if isinstance(entry, str) else entry


def _name(row: Row) -> str:
    return str(row.get("id", "a row without id"))
