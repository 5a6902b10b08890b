"""Command line: ``python -m index build`` and ``python -m index search``."""

import argparse
import json
import sys
from collections.abc import Sequence

from corpus.errors import InputError, PlansError
from corpus.glossary import expand_english
from corpus.library import Library
from corpus.settings import data_dir, embedding_model
from index.lexical import phrase_terms, sounds_english
from index.search import Hit, Index
from index.store import build, ensure, load

_SNIPPET = 160


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, 1 for a failure, 2 for wrong usage."""
    chosen = _parser().parse_args(arguments)
    try:
        if chosen.command == "build":
            return _build(force=chosen.force)
        return _search(chosen.question, chosen.plan, chosen.k, as_json=chosen.json)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except PlansError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m index", description="Build the index of the plans, or look into it."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="build the index if it is missing or stale")
    building.add_argument("--force", action="store_true", help="build it anew in any case")
    searching = commands.add_parser("search", help="show the passages nearest to a question")
    searching.add_argument("question", metavar="QUESTION")
    searching.add_argument(
        "--plan", action="append", metavar="PLAN", help="look in this plan only (repeatable)"
    )
    searching.add_argument(
        "-k", type=_positive, default=5, metavar="N", help="show N passages (default: 5)"
    )
    searching.add_argument("--json", action="store_true", help="print a JSON array")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not at least 1")
    return number


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _build(*, force: bool) -> int:
    plans = Library.open().plans()
    if force:
        report = build(
            plans, data_dir=data_dir(), model=embedding_model(), progress=_say, reuse=False
        )
    else:
        report = ensure(plans, data_dir=data_dir(), model=embedding_model(), progress=_say)
    what = f"{len(plans)} plans, {report.chunks} chunks"
    if report.changed:
        _say(f"The index is built: {what}, {report.seconds:.1f} s.")
    else:
        _say(f"The index is up to date: {what}.")
    return 0


def _search(question: str, plans: list[str] | None, k: int, *, as_json: bool) -> int:
    if not question.strip():
        raise InputError("The question is empty.")
    index = load(Library.open().plans(), data_dir=data_dir(), model=embedding_model())
    hits = index.search(question, k=k, plans=plans, extra=_vietnamese(question))
    if as_json:
        print(json.dumps([_row(index, hit) for hit in hits], ensure_ascii=False, indent=1))
        return 0
    if not hits:
        _say("Nothing was found.")
    for number, hit in enumerate(hits, start=1):
        print(_lines(index, number, hit))
    return 0


def _vietnamese(question: str) -> dict[str, float]:
    """Return what the glossary says in Vietnamese for an English question."""
    if not sounds_english(question):
        return {}
    found = expand_english(question)
    return phrase_terms((vi, one.weight) for one in found for vi in one.vietnamese)


def _row(index: Index, hit: Hit) -> dict[str, object]:
    chunk = hit.chunk
    return {
        "plan": chunk.plan,
        "section": chunk.section,
        "chunk": chunk.id,
        "start": chunk.start,
        "end": chunk.end,
        "score": hit.score,
        "dense": hit.dense,
        "lexical": hit.lexical,
        "headings": list(index.headings(chunk)),
        "text": index.text(chunk),
    }


def _lines(index: Index, number: int, hit: Hit) -> str:
    text = " ".join(index.text(hit.chunk).split())
    snippet = text if len(text) <= _SNIPPET else f"{text[:_SNIPPET].rstrip()} ..."
    return (
        f"{number}. {hit.chunk.plan} {hit.chunk.section}  "
        f"score {hit.score:.4f}, dense {hit.dense:.2f}, lexical {hit.lexical:.1f}\n   {snippet}"
    )


if __name__ == "__main__":
    sys.exit(main())
