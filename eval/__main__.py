"""``python -m eval``: ask the evaluation questions and stop where answers got worse."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant import deciding
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
    baseline_report,
    calibration,
    candidates,
    comparison_report,
    fitting,
    register_gold,
    register_metrics,
    report,
    reporting,
    retrieval,
    run,
    saving,
)
from eval.choosing import Choice, all_items, chosen
from eval.comparing import compare
from eval.limits import Limits, applicable, briefly, load_thresholds, shortfalls
from eval.manifest import NO_SOURCES, Sources, manifest
from eval.metrics import Forms
from eval.options import parser
from eval.parity import parity
from eval.pool import WORTH, Pool
from eval.questions import SPLITS, Split, load_facts, load_register, load_voices
from eval.retrieval import finder
from eval.today import fixed_day
from index.manifest import BUDGET_TOKENS

if TYPE_CHECKING:
    from assistant.service import Assistant

AskAll = Callable[[Sequence[run.Item]], Iterator[run.Answered]]
Register = tuple[register_metrics.Scores, register_metrics.Limits]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit code: 0, 1 for a failure, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        with fixed_day():
            return int(options.run(options))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except (PlansError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    return parser(
        {
            "run": _run,
            "compare": _compare,
            "report": reporting.report,
            "retrieval": _retrieval,
            "calibrate": _calibrate,
            "candidates": _candidates,
        }
    )


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
    if options.save:
        saving.check_free(options.save)
    limits = load_thresholds(options.thresholds)
    plans = Library.open(shipped_only=True).plans()
    asked = Asking.of(options)
    register: Register = ({}, {})
    if asked.choice.is_all and not options.baseline:
        register = (
            register_metrics.measure(register_gold.load_all(options.gold), plans, assignments),
            register_metrics.load_limits(options.thresholds),
        )
    texts = {plan.id: plan.text for plan in plans}
    assistant = _assistant(with_model=options.model)
    find = finder(assistant.ground)
    if options.baseline:
        return _baseline(options, assistant, asked, texts, find)
    if not asked.choice.is_all:
        _say("only chosen questions are asked; the register is not held against the gold")
    sources = Sources(plans, assistant.index_hash)
    place = (options, assistant, limits, texts, _names, register)
    jobs = 1 if options.model or len(asked.asked) < WORTH else options.jobs
    if jobs == 1:
        return evaluate(*place, find, sources)
    with Pool(jobs) as pool:
        return evaluate(*place, pool.find, sources, pool.ask_all)


def _baseline(
    options: argparse.Namespace,
    assistant: "Assistant",
    asked: "Asking",
    texts: dict[str, str],
    find: run.Finder,
) -> int:
    """Ask the assistant and the tutorial chain the same; print both; save the chain's run."""
    # Imported here: the text splitters are among the tools of the checks.
    try:
        from eval.baseline import NAME, Baseline
    except ModuleNotFoundError as error:
        msg = f"{error.name} is missing; install what requirements-dev.txt names (`make lint`)."
        raise InputError(msg) from error

    chain = Baseline(assistant.plans(), assistant.ground.index.encoder)
    ours = asked.judged(assistant, texts, _names, find)
    _say(f"now the {NAME}")
    theirs = asked.judged(chain, texts, _names, chain.sections)
    found = baseline_report.both(ours, theirs, _names)
    outcome = baseline_report.as_json(found, NAME)
    if options.save:
        sources = Sources(assistant.plans(), assistant.index_hash, NAME)
        totals = report.as_json(run.summaries(theirs), (), theirs, {})
        saving.save(options.save, manifest(options, sources), theirs, totals)
    if options.json:
        print(json.dumps(outcome, ensure_ascii=False, indent=1))
    else:
        print(f"{baseline_report.words(outcome)}\n\n{baseline_report.markdown(found)}")
    return 0


def _compare(options: argparse.Namespace) -> int:
    found = compare(saving.read(options.a), saving.read(options.b))
    if options.json:
        print(json.dumps(comparison_report.as_json(found), ensure_ascii=False, indent=1))
    else:
        print(comparison_report.text(found, everything=options.all))
    return 1 if options.gate and found.worse() else 0


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
    asked = all_items(options.questions, ("dev",))
    place = (assistant, asked, texts, _names, _told)
    _say("how surely the duty asked about is chosen")
    outcomes = list(fitting.outcomes(*place))
    weights = fitting.fit(outcomes)
    _say(f"by cross-validation: {fitting.expected(outcomes)}")
    if options.write:
        write_atomic(deciding.FILE, deciding.as_text(weights).encode("utf-8"))
        deciding.shipped.cache_clear()
    _say("how sure answers are")
    fitted = calibration.fit(samples(*place))
    lines = [f' "{name}": {json.dumps(steps)}' for name, steps in fitted.items()]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    if options.write:
        write_atomic(FILE, text.encode("utf-8"))
    print(deciding.as_text(weights), text, sep="", end="")
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


@dataclass(frozen=True, slots=True)
class Asking:
    """What a run asks: ``asked`` of ``whole``, all questions of the ``splits``."""

    splits: tuple[Split, ...]
    choice: Choice
    whole: list[run.Item]
    asked: list[run.Item]

    @classmethod
    def of(cls, options: argparse.Namespace) -> "Asking":
        """Read the questions and choose among them, as the options say.

        Raises:
            DataError: a question file is not of its form.
            InputError: nothing is all that was chosen.
        """
        choice = Choice(options.suite, options.kind, options.language)
        splits = _splits(options)
        whole = all_items(options.questions, splits)
        return cls(splits, choice, whole, chosen(whole, choice))

    def judged(
        self,
        assistant: run.Asker,
        texts: dict[str, str],
        names: run.Names,
        find: run.Finder | None,
        asking: AskAll | None = None,
    ) -> list[run.Judged]:
        """Ask the questions, told on standard error, and judge each.

        ``asking`` is another way to ask than one after the other, here.
        """
        every = asking(self.asked) if asking else run.ask_all(assistant, self.asked)
        answers = _with_progress(every, len(self.asked))
        return [run.judge(*answer, texts, names, find) for answer in answers]


def evaluate(
    options: argparse.Namespace,
    assistant: run.Asker,
    limits: Limits,
    texts: dict[str, str],
    names: run.Names,
    register: Register = ({}, {}),
    find: run.Finder | None = None,
    sources: Sources = NO_SOURCES,
    asking_all: AskAll | None = None,
) -> int:
    """Ask, score, print and compare; return the exit code (0, or 1 below a threshold).

    ``register`` holds the scores of the register against the gold, and their limits;
    ``find`` says which sections retrieval finds; ``sources`` is what a saved run is made
    from; ``asking_all`` asks otherwise than one after the other. Limits on what is not asked
    in whole are left out.
    """
    asking = Asking.of(options)
    kept, left = applicable(limits, asking.asked, asking.whole)
    if left:
        _say(f"limits not applied, since not all of their questions are asked: {briefly(left)}")
    judged = asking.judged(assistant, texts, names, find, asking_all)
    found = run.summaries(judged)
    missed = shortfalls(found, kept, asking.splits) + register_metrics.shortfalls(*register)
    scores, _ = register
    outcome = report.as_json(found, missed, judged, scores, left)
    if options.save:
        saving.save(options.save, manifest(options, sources), judged, outcome)
    if options.json:
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
