"""``python -m eval report``: from a saved run, ``report.html`` and ``report.md``."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from corpus.errors import InputError
from corpus.files import write_atomic
from eval import ablation_table, saving, wrong_answers
from eval.choosing import all_items
from eval.summary import same_questions, summary

HTML, MARKDOWN = "report.html", "report.md"


def report(options: argparse.Namespace) -> int:
    """Write both files, into the run's folder unless another is named; print where they are.

    Raises:
        InputError: a folder holds no run, a file no ablation, or matplotlib is missing.
        DataError: a question file is not of its form.
        OSError: the files cannot be written.
    """
    folder = options.output or options.of
    for name, text in made(options).items():
        path: Path = folder / name
        # Half a character, which a question may hold, is written as an escape.
        write_atomic(path, text.encode("utf-8", "backslashreplace"))
        path.chmod(0o666 & ~saving.umask())  # a file made atomically is for one user alone
        print(path)
    return 0


def made(options: argparse.Namespace) -> Mapping[str, str]:
    """Return both files by name; see :func:`report`."""
    # Imported here: what draws the plots is among the tools of the checks.
    try:
        from eval.html_report import Told, page
        from eval.markdown_summary import markdown
    except ModuleNotFoundError as error:
        msg = f"{error.name} is missing; install what requirements-dev.txt names (`make lint`)."
        raise InputError(msg) from error

    run = saving.read(options.of)
    beside = saving.read(options.baseline) if options.baseline else None
    told = Told(
        summary(run),
        wrong_answers.expected(all_items(options.questions, ("dev",))),
        baseline=summary(beside).headline if beside else None,
        baseline_name=f"{beside.manifest.get('asked_of')}, {beside.folder}" if beside else "",
        same=same_questions(run, beside) if beside else 0,
        ablation=ablation_table.read(options.ablation) if options.ablation else None,
    )
    return {HTML: page(told), MARKDOWN: markdown(told)}
