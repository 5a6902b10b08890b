"""The command line of ``python -m eval``."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from assistant import deciding
from assistant.confidence import FILE
from eval import limits, register_gold
from eval.choosing import SUITES
from eval.pool import MOST, jobs_of_machine
from eval.questions import FOLDER, SPLITS, WORDINGS

Command = Callable[[argparse.Namespace], int]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def parser(does: Mapping[str, Command]) -> argparse.ArgumentParser:
    """Return the parser; ``does`` holds what carries each command out, by its name."""
    found = argparse.ArgumentParser(
        prog="python -m eval",
        description="Ask the evaluation questions and stop where answers got worse.",
    )
    commands = found.add_subparsers(required=True, metavar="COMMAND")
    _add_run(commands, does["run"])
    _add_compare(commands, does["compare"])
    _add_report(commands, does["report"])
    _add_retrieval(commands, does["retrieval"])
    _add_calibrate(commands, does["calibrate"])
    _add_candidates(commands, does["candidates"])
    return found


def _add_run(commands: Commands, does: Command) -> None:
    asking = commands.add_parser(
        "run",
        help="ask every question, score the answers and the register, exit 1 below the thresholds",
        description="Ask every question in every wording and score answers, citations and "
        "refusals, then score the register against the gold registers. Questions of the test "
        "split are never printed, only their totals. Exit code 1: below a threshold.",
    )
    asking.add_argument("--json", action="store_true", help="print one JSON object")
    asking.add_argument("--split", choices=(*SPLITS, "all"), default="all")
    asking.add_argument("--verbose", action="store_true", help="show right dev answers too")
    asking.add_argument(
        "--save",
        type=Path,
        metavar="FOLDER",
        help="write the run into a new folder: manifest.json, predictions.jsonl, scores.json",
    )
    asking.add_argument(
        "--thresholds", type=Path, default=limits.THRESHOLDS, metavar="FILE", help="other limits"
    )
    _add_questions(asking)
    asking.add_argument(
        "--gold", type=Path, default=register_gold.FOLDER, metavar="FOLDER", help="other registers"
    )
    asking.add_argument(
        "--model", action="store_true", help="let the language model of CHAT_MODEL write answers"
    )
    _add_choice(asking)
    asking.add_argument(
        "--jobs",
        type=_jobs,
        default=jobs_of_machine(),
        metavar="N",
        help="processes that ask at once (%(default)s: one for each core); with --model, one",
    )
    instead = asking.add_mutually_exclusive_group()
    instead.add_argument(
        "--ablation",
        action="store_true",
        help="compare fusions, headings and ways of asking instead: a Markdown table, or --json",
    )
    instead.add_argument(
        "--baseline",
        action="store_true",
        help="ask a plain tutorial chain the same and print both side by side; no thresholds; "
        "--save keeps the chain's run",
    )
    asking.set_defaults(run=does)


def _jobs(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST:
        raise argparse.ArgumentTypeError(f"give a number from 1 to {MOST}, not {number}")
    return number


def _add_choice(asking: argparse.ArgumentParser) -> None:
    several = "; may be given several times"
    asking.add_argument(
        "--suite",
        action="append",
        default=[],
        choices=SUITES,
        help=f"only the questions of this file{several}",
    )
    asking.add_argument(
        "--kind",
        action="append",
        default=[],
        help=f"only questions of this kind, as deadline or unanswerable{several}",
    )
    asking.add_argument(
        "--language",
        action="append",
        default=[],
        choices=WORDINGS,
        help=f"only questions worded so{several}",
    )


def _add_questions(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "--questions", type=Path, default=FOLDER, metavar="FOLDER", help="other question files"
    )


def _add_compare(commands: Commands, does: Command) -> None:
    comparing = commands.add_parser(
        "compare",
        help="hold two saved runs against each other",
        description="Say what two saved runs were made from otherwise, their figures side by "
        "side, which dev answers moved, and whether the difference is more than chance. Of the "
        "test split there are only numbers.",
    )
    comparing.add_argument("a", type=Path, metavar="A", help="the folder of the run before")
    comparing.add_argument("b", type=Path, metavar="B", help="the folder of the run after")
    comparing.add_argument("--all", action="store_true", help="every moved answer, uncut")
    comparing.add_argument("--json", action="store_true", help="print one JSON object")
    comparing.add_argument(
        "--gate", action="store_true", help="exit 1 where B is worse by more than chance"
    )
    comparing.set_defaults(run=does)


def _add_report(commands: Commands, does: Command) -> None:
    reporting = commands.add_parser(
        "report",
        help="make a page with figures, plots and wrong dev answers from a saved run",
        description="Write report.html, one file that opens anywhere, and report.md, a summary, "
        "from a saved run. Of the test split there are only numbers. Exit code 2: the folder "
        "holds no run.",
    )
    reporting.add_argument("of", type=Path, metavar="RUN", help="the folder of the run")
    reporting.add_argument(
        "--baseline", type=Path, metavar="RUN2", help="a run whose figures stand beside"
    )
    reporting.add_argument(
        "--ablation", type=Path, metavar="FILE", help="what `run --ablation --json` printed"
    )
    reporting.add_argument(
        "--output", type=Path, metavar="FOLDER", help="where to write (the folder of the run)"
    )
    _add_questions(reporting)
    reporting.set_defaults(run=does)


def _add_calibrate(commands: Commands, does: Command) -> None:
    fitting = commands.add_parser(
        "calibrate",
        help="fit how surely a duty is chosen, measure how often answers are right; print both",
        description="Ask the dev questions; print the models of how likely the duty chosen is "
        "the one asked about, and the share of right answers in steps of how clearly they were "
        "found, by kind and language; --write puts both into the program.",
    )
    fitting.add_argument(
        "--write", action="store_true", help=f"write {deciding.FILE.name} and {FILE.name}, too"
    )
    _add_questions(fitting)
    fitting.set_defaults(run=does)


def _add_retrieval(commands: Commands, does: Command) -> None:
    measuring = commands.add_parser(
        "retrieval",
        help="measure the search on passages and questions of your own",
        description="Search passages for the one that answers each question, as the assistant "
        "searches the plans, and print one JSON object: recall@1, @5, @10 and mrr@10 of the "
        "questions as they are and, with unmarked_ before the name, without their marks.",
    )
    measuring.add_argument(
        "--passages", type=Path, required=True, metavar="FILE", help='rows {"id", "text"}'
    )
    measuring.add_argument(
        "--questions", type=Path, required=True, metavar="FILE", help='rows {"id", ..., "passage"}'
    )
    measuring.add_argument(
        "--field", default="vi", metavar="KEY", help="the key of the question's words (vi)"
    )
    measuring.set_defaults(run=does)


def _add_candidates(commands: Commands, does: Command) -> None:
    drafting = commands.add_parser(
        "candidates",
        help="make drafts of questions from answers that people disliked",
        description="Print a draft of an evaluation question (JSON Lines) for each question whose "
        "answer was disliked, most disliked first. What the right answer is, a person fills in. "
        "Questions that the question files hold already are left out and counted.",
    )
    drafting.add_argument("--output", type=Path, metavar="FILE", help="write the drafts there")
    drafting.add_argument("--all", action="store_true", help="answers that were liked, too")
    _add_questions(drafting)
    drafting.set_defaults(run=does)
