"""``python -m assistant``: ask one question, or a file of them."""

import argparse
import codecs
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.answer import Answer, Status
from assistant.service import Assistant
from corpus.errors import InputError, PlansError
from prompts.frames import frame

LONGEST_ROW = 100_000


class Row(BaseModel):
    """A row of a batch; other keys are left alone."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: str | int | None = None
    question: str
    history: list[str] = []
    plan: str | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit code: 0, 1 for a failure, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:
        return 1
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except (PlansError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assistant", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    ask = commands.add_parser("ask", help="answer one question")
    ask.add_argument("question", metavar="QUESTION")
    ask.add_argument("--json", action="store_true", help="print the answer object")
    ask.add_argument(
        "--plan",
        action="append",
        default=[],
        metavar="PLAN",
        help="look in this plan only (repeatable)",
    )
    ask.add_argument(
        "--history",
        action="append",
        default=[],
        metavar="Q",
        help="an earlier question (repeatable)",
    )
    ask.set_defaults(run=_ask)
    batch = commands.add_parser("batch", help="answer a JSONL file, one JSON answer per line")
    batch.add_argument(
        "questions", type=Path, metavar="QUESTIONS.jsonl", help="'-' for standard input"
    )
    batch.set_defaults(run=_batch)
    return parser


def _say(words: str) -> None:
    print(words, file=sys.stderr)


def _ask(options: argparse.Namespace) -> int:
    assistant = Assistant.open(progress=_say)
    answer = assistant.ask(
        options.question, history=options.history, plans=options.plan, suggest=True
    )
    if options.json:
        print(_json(answer.to_json()))
        return 2 if answer.status is Status.ERROR else 0
    if answer.status is Status.ERROR:
        _say(answer.answer)
        return 2
    print(_shown(answer))
    return 0


def _shown(answer: Answer) -> str:
    """Return an answer for a terminal: its text, its references, what to ask next."""
    lines = [answer.answer.replace("**", "")]
    if answer.citations:
        lines.append("")
    for citation in answer.citations:
        where = " › ".join(citation.heading) or citation.section
        quote = " ".join(citation.quote.split())
        lines.append(f"[{citation.n}] {citation.plan} · {where}\n    “{quote}”")
    if answer.suggestions:
        lines += ["", frame(answer.language, "ask_next")]
        lines += [f"  {text}" for text in answer.suggestions]
    return "\n".join(lines)


def _batch(options: argparse.Namespace) -> int:
    """Answer each row in order; a bad row gets an error row, and the rest go on."""
    lines = _lines(options.questions)
    assistant = Assistant.open(progress=_say)
    failed = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        answer = _answer_row(assistant, line, number)
        failed += answer["status"] == Status.ERROR
        print(_json(answer), flush=True)
    if failed:
        _say(f"{failed} of the rows could not be answered; each says why.")
    return 1 if failed else 0


def _json(answer: dict[str, Any]) -> str:
    """Return the answer on one line, in characters that UTF-8 can write."""
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace").decode()


def _lines(path: Path) -> Iterator[bytes]:
    """Return the lines of the file.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error
    return iter(data.removeprefix(codecs.BOM_UTF8).split(b"\n"))


def _answer_row(assistant: Assistant, data: bytes, number: int) -> dict[str, Any]:
    line = ""
    try:
        if len(data) > LONGEST_ROW:
            raise ValueError(f"the row has {len(data)} bytes; {LONGEST_ROW} are allowed")
        line = data.decode("utf-8")
        row = Row.model_validate(json.loads(line))
        str(row.id).encode("utf-8")
    except (ValueError, ValidationError, RecursionError) as error:
        return _bad_row(line, number, error)
    plans = [row.plan] if row.plan else []
    answer = assistant.ask(row.question, history=row.history, plans=plans)
    return dict(answer.to_json(), id=row.id)


def _bad_row(line: str, number: int, error: Exception) -> dict[str, Any]:
    """Return the error row of a row that cannot be read, with its id where it has one."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the row"
        words = f"Row {number}: {where}: {first['msg']}."
    else:
        words = f"Row {number} is not a JSON object of the expected form: {error}."
    try:
        loaded = json.loads(line[:LONGEST_ROW])
    except (ValueError, RecursionError):
        loaded = None
    given = loaded if isinstance(loaded, dict) else {}
    question = given.get("question")
    answer = Answer(
        id=None,
        question=question if isinstance(question, str) else "",
        standalone_question="",
        language="vi",
        status=Status.ERROR,
        reason=words,
        answer=words,
        citations=(),
        rows=(),
        answered_by="none",
        seconds=0.0,
    )
    row_id = given.get("id")
    return dict(answer.to_json(), id=row_id if isinstance(row_id, str | int) else None)


if __name__ == "__main__":
    sys.exit(main())
