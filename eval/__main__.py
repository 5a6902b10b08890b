"""``python -m eval``: ask the evaluation questions and stop where answers got worse."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.confidence import FILE
from assistant.feedback import Feedback, Verdict, feedback_file
from corpus import agencies
from corpus.errors import InputError, PlansError
from corpus.files import write_atomic
from corpus.library import Library
from corpus.register import assignments
from eval import (
    ablation,
    ablation_report,
    calibration,
    candidates,
    register_gold,
    register_metrics,
    report,
    retrieval,
    run,
)
from eval.metrics import Forms
from eval.parity import parity
from eval.questions import (
    FOLDER,
    SPLITS,
    Split,
    load_facts,
    load_followups,
    load_register,
    load_unanswerable,
    load_voices,
    load_whom,
)
from eval.retrieval import finder
from index.manifest import BUDGET_TOKENS

if TYPE_CHECKING:
    from assistant.service import Assistant


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit code: 0, 1 for a failure, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except (PlansError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
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
    asking.add_argument("--save", type=Path, metavar="FILE", help="write the predictions (JSONL)")
    asking.add_argument(
        "--thresholds", type=Path, default=run.THRESHOLDS, metavar="FILE", help="other limits"
    )
    asking.add_argument(
        "--questions", type=Path, default=FOLDER, metavar="FOLDER", help="other question files"
    )
    asking.add_argument(
        "--gold", type=Path, default=register_gold.FOLDER, metavar="FOLDER", help="other registers"
    )
    asking.add_argument(
        "--model", action="store_true", help="let the language model of CHAT_MODEL write answers"
    )
    asking.add_argument(
        "--ablation",
        action="store_true",
        help="compare fusions, headings and ways of asking instead: a Markdown table, or --json",
    )
    asking.set_defaults(run=_run)
    _add_retrieval(commands)
    fitting = commands.add_parser(
        "calibrate",
        help="measure how often answers of each kind are right and print assistant/confidence.json",
        description="Ask the dev questions, print the share of right answers in steps of how "
        "clearly they were found, by kind and language; --write puts it into the program.",
    )
    fitting.add_argument("--write", action="store_true", help=f"write {FILE.name} too")
    fitting.add_argument(
        "--questions", type=Path, default=FOLDER, metavar="FOLDER", help="other question files"
    )
    fitting.set_defaults(run=_calibrate)
    _add_candidates(commands)
    return parser


def _add_retrieval(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
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
    measuring.set_defaults(run=_retrieval)


def _add_candidates(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    drafting = commands.add_parser(
        "candidates",
        help="make drafts of questions from answers that people disliked",
        description="Print a draft of an evaluation question (JSON Lines) for each question whose "
        "answer was disliked, most disliked first. What the right answer is, a person fills in. "
        "Questions that the question files hold already are left out and counted.",
    )
    drafting.add_argument("--output", type=Path, metavar="FILE", help="write the drafts there")
    drafting.add_argument("--all", action="store_true", help="answers that were liked, too")
    drafting.add_argument(
        "--questions", type=Path, default=FOLDER, metavar="FOLDER", help="other question files"
    )
    drafting.set_defaults(run=_candidates)


def _candidates(options: argparse.Namespace) -> int:
    votes = Feedback(feedback_file()).records(None if options.all else Verdict.DOWN)
    if not votes:
        _say("no answer was judged" if options.all else "no disliked answers")
    found = candidates.drafts(votes, candidates.known(options.questions))
    text = candidates.lines(found.drafts)
    if options.output:
        write_atomic(options.output, text.encode("utf-8"))
    else:
        print(text, end="")
    if votes:
        _say(candidates.summary(found))
    return 0


def _run(options: argparse.Namespace) -> int:
    if options.ablation:
        return _ablation(options)
    limits = run.load_thresholds(options.thresholds)
    plans = Library.open(shipped_only=True).plans()
    register = (
        register_metrics.measure(register_gold.load_all(options.gold), plans, assignments),
        register_metrics.load_limits(options.thresholds),
    )
    texts = {plan.id: plan.text for plan in plans}
    assistant = _assistant(with_model=options.model)
    find = finder(assistant.ground)
    return evaluate(options, assistant, limits, texts, _names, register, find)


def _ablation(options: argparse.Namespace) -> int:
    files = {
        "facts": load_facts(options.questions),
        "register": load_register(options.questions),
        "voices": load_voices(options.questions),
    }
    ground = _assistant().ground
    plans = tuple(ground.plans.values())
    asked = ablation.questions(files, plans, _splits(options))
    indexes = ablation.Indexes(ground.index.encoder, plans, BUDGET_TOKENS)
    found = ablation.measure(
        indexes, asked, lambda number, total: _say(f"{number}/{total} ways to search measured")
    )
    if options.json:
        print(json.dumps(ablation_report.as_json(found), ensure_ascii=False, indent=1))
    else:
        print(ablation_report.markdown(found))
    return 0


def _calibrate(options: argparse.Namespace) -> int:
    from eval.calibrating import samples

    assistant = _assistant()
    texts = {plan.id: plan.text for plan in assistant.plans()}
    asked = _asked(options.questions, ("dev",))
    fitted = calibration.fit(samples(assistant, asked, texts, _names, _told))
    lines = [f' "{name}": {json.dumps(steps)}' for name, steps in fitted.items()]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    if options.write:
        write_atomic(FILE, text.encode("utf-8"))
    print(text, end="")
    return 0


def _splits(options: argparse.Namespace) -> tuple[Split, ...]:
    return SPLITS if options.split == "all" else (options.split,)


def _retrieval(options: argparse.Namespace) -> int:
    passages = retrieval.read_passages(options.passages)
    asked = retrieval.read_questions(options.questions, options.field, passages)
    encoder = _assistant().ground.index.encoder
    _say(f"indexing {len(passages)} passages")
    search = retrieval.searcher(encoder, passages)
    print(json.dumps(retrieval.measure(search, asked, _told), ensure_ascii=False))
    return 0


def _assistant(*, with_model: bool = False) -> "Assistant":
    # Imported here, so that --help and wrong usage answer at once.
    from assistant.service import Assistant

    return Assistant.open(shipped_only=True, progress=_say, with_model=with_model)


def _say(words: str) -> None:
    print(f"eval: {words}", file=sys.stderr, flush=True)


def _names(body: str) -> Forms:
    """Return the other names that count as naming a body: canonical and official English.

    The name without its place counts too ("Provincial Tax" in its own province's plan),
    but not one without its number: a regional office is not the whole bank.
    """
    names = [agencies.english(body)]
    mentions = [m for m in agencies.find(body) if m.words == body and m.stem]
    for mention in mentions:
        row = agencies.agency(mention.stem)
        names += [mention.agency, agencies.english(mention.agency)]
        if row is not None and "number" not in row.tail:
            names += [row.name, row.en]
    return tuple(dict.fromkeys(name for name in names if name))


def evaluate(
    options: argparse.Namespace,
    assistant: run.Asker,
    limits: run.Limits,
    texts: dict[str, str],
    names: run.Names,
    register: tuple[register_metrics.Scores, register_metrics.Limits] = ({}, {}),
    find: run.Finder | None = None,
) -> int:
    """Ask, score, print and compare; return the exit code (0, or 1 below a threshold).

    ``register`` holds the scores of the register against the gold, and their limits;
    ``find`` says which sections retrieval finds.
    """
    splits = _splits(options)
    asked = _asked(options.questions, splits)
    answers = _with_progress(run.ask_all(assistant, asked), len(asked))
    judged = [run.judge(*answer, texts, names, find) for answer in answers]
    found = run.summaries(judged)
    missed = run.shortfalls(found, limits, splits) + register_metrics.shortfalls(*register)
    scores, _ = register
    if options.save:
        report.save(options.save, judged)
    if options.json:
        outcome = report.as_json(found, missed, judged, scores)
        print(json.dumps(outcome, ensure_ascii=False, indent=1))
    else:
        _print(report.failures(judged, verbose=options.verbose), report.table(found))
        print("\n" + report.parity_table(parity(judged)))
        if sure := calibration.curves(judged):
            print("\n" + report.confidence_table(sure))
        if scores:
            print("\n" + report.register_table(scores))
    for sentence in missed:
        print(f"eval: below the threshold: {sentence}", file=sys.stderr)
    return 1 if missed else 0


def _asked(folder: Path, splits: Sequence[Split]) -> list[run.Item]:
    facts, unanswerable = load_facts(folder), load_unanswerable(folder)
    others = (
        load_register(folder),
        load_whom(folder),
        load_voices(folder),
        load_followups(folder),
    )
    return run.items(facts, unanswerable, splits, *others)


def _print(failures: str, table: str) -> None:
    if failures:
        print(failures, end="\n\n")
    print(table)


def _with_progress(answers: Iterable[run.Answered], total: int) -> Iterable[run.Answered]:
    """Pass the answers on, counting them on standard error."""
    for number, answer in enumerate(answers, 1):
        _told(number, total)
        yield answer


def _told(number: int, total: int) -> None:
    """Say on standard error how many questions are asked; on a terminal, in one line."""
    if sys.stderr.isatty():
        end = "\n" if number == total else ""
        print(f"\reval: {number}/{total} questions asked", end=end, file=sys.stderr, flush=True)
    elif number % 50 == 0 or number == total:
        print(f"eval: {number}/{total} questions asked", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
