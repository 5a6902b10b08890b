"""A saved run on a page of Markdown: what, when, the figures; numbers alone."""

from collections.abc import Iterator, Sequence

from eval import wrong_answers
from eval.html_report import Told, baseline_told, facts_of, figure_rows, title_of
from eval.questions import SPLITS
from eval.summary import interval, told

_SHOWN = (
    *("right_share", "wrong_agency_share", "section_recall", "citation_precision"),
    *("citation_recall", "quote_exactness", "retrieval_recall@1", "retrieval_recall@5"),
    *("right_in_all", "refusal_precision", "refusal_recall", "p50_ms", "p95_ms"),
)
"""The figures that a page has room for; the HTML report has all."""


def markdown(report: Told) -> str:
    """Return the summary."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Told) -> Iterator[str]:
    of = report.of
    yield f"# {_cell(title_of(of))}\n"
    yield from (f"- {name}: {_cell(said)}" for name, said in facts_of(of))
    if report.baseline is not None:
        yield f"- beside: {_cell(baseline_told(report))}"
    missed = list(of.run.scores.get("missed", ()))
    yield f"- limits missed: {'; '.join(map(_cell, missed)) or 'none'}"
    for split in of.headline:
        columns, rows = figure_rows(report, split)
        yield f"\n## {split}\n"
        yield from _table(columns, [row for row in rows if row[0] in _SHOWN])
    yield "\n## Right by part, with 95 % intervals\n"
    rows = [
        [
            f"{what} {part}",
            *(
                f"{told('', f.value)} ({interval(f)}) of {f.scored}" if f else "–"
                for f in map(splits.get, SPLITS)
            ),
        ]
        for what, parts in (("wording", of.by_wording), ("kind", of.by_kind))
        for part, splits in parts.items()
    ]
    yield from _table(["part", *SPLITS], rows)
    groups = wrong_answers.grouped(of.wrong)
    yield f"\n{len(of.wrong)} wrong dev answers: " + "; ".join(
        f"{suite} " + ", ".join(f"{len(wrong)} {kind}" for kind, wrong in kinds.items())
        for suite, kinds in groups.items()
    )


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield "| --- |" + " --: |" * (len(columns) - 1)
    yield from (f"| {' | '.join(map(_cell, row))} |" for row in rows)


def _cell(text: str) -> str:
    """Return words in one line that end no cell and hold no element."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
