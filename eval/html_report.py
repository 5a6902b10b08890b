"""The report of a saved run as one HTML file that needs nothing beside itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval import plots, wrong_answers
from eval.ablation_table import Ablation
from eval.headline import Headline
from eval.intervals import UNSCORED, Figure
from eval.markup import element, folded, listed, table, words
from eval.questions import SPLITS, Split
from eval.summary import PERCENTILES, BySplit, Summary, interval, percentiles, told
from eval.wrong_answers import Expected

_STYLE = Path(__file__).with_name("report.css")
# Nothing is fetched and no script runs, whatever an answer may hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_HEAD = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
    f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
)
_PLACES = {"run": "The run", "figures": "Figures", "plots": "Plots"}


@dataclass(frozen=True, slots=True)
class Told:
    """All that a report tells; ``same`` counts the questions that the baseline was asked too."""

    of: Summary
    questions: Expected
    baseline: Headline | None = None
    baseline_name: str = ""
    same: int = 0
    ablation: Ablation | None = None


def page(report: Told) -> str:
    """Return the report; of test questions there are only totals."""
    groups = wrong_answers.grouped(report.of.wrong)
    title = words(title_of(report.of))
    places = dict(_PLACES)
    if report.ablation:
        places["ablation"] = "Ways to search"
    links = [f'<a href="#{name}">{said}</a>' for name, said in places.items()]
    links.append('<a href="#wrong">Wrong dev answers</a>' + wrong_answers.contents(groups))
    parts = {
        "run": _run(report),
        "figures": "".join(_figures(report)),
        "plots": element("div", "".join(_plots(report.of)), "plots"),
        "ablation": "".join(_ablation(report.ablation)) if report.ablation else "",
    }
    sections = "".join(
        f'<section id="{name}"><h2>{said}</h2>{parts[name]}</section>'
        for name, said in places.items()
    )
    wrong = wrong_answers.sections(groups, report.questions)
    count = element("p", f"{len(report.of.wrong)} answers; of test questions no word is shown.")
    return (
        f"{_HEAD}<title>{title}</title><style>{_STYLE.read_text(encoding='utf-8')}</style></head>"
        f"<body><header><h1>{title}</h1>{_verdict(report.of.run.scores)}</header>"
        f'<nav aria-label="Contents">{listed(links)}</nav><main>{sections}'
        f'<section id="wrong"><h2>Wrong dev answers</h2>{count}{wrong}</section>'
        "</main></body></html>\n"
    )


def _verdict(scores: Mapping[str, Any]) -> str:
    missed = list(scores.get("missed", ()))
    if not missed:
        return element("p", "No limit was missed.", "verdict")
    return element("p", "Limits missed:", "verdict") + listed(map(words, missed))


def _run(report: Told) -> str:
    rows = facts_of(report.of)
    if report.baseline is not None:
        rows.append(("beside", baseline_told(report)))
    return element("div", table("What was run", ("what", "of this run"), rows), "facts")


def title_of(of: Summary) -> str:
    """Return what a report is called: by the time of its run, to the minute, in UTC."""
    return f"Evaluation of {str(of.run.manifest.get('made', 'a run'))[:16].replace('T', ' ')}"


def facts_of(of: Summary) -> list[tuple[str, str]]:
    """Return what was run, and when, in pairs of words."""
    manifest, rows = of.run.manifest, of.run.rows
    git = manifest.get("git") or {}
    chosen = manifest.get("options") or {}
    counts = [f"{sum(row['split'] == split for row in rows)} {split}" for split in SPLITS]
    parts = [f"{name} {', '.join(chosen[name])}" for name in _CHOICE if chosen.get(name)]
    changed = ", files changed since" if git.get("dirty") else ""
    return [
        ("made", str(manifest.get("made", "–"))),
        ("asked of", str(manifest.get("asked_of", "–"))),
        ("questions", ", ".join(counts)),
        ("chosen", "; ".join(parts) or "all"),
        ("today", str(manifest.get("today", "–"))),
        ("commit", f"{str(git.get('commit', '–'))[:12]}{changed}"),
        ("plans", ", ".join(manifest.get("plans") or ["–"])),
        ("index", str(manifest.get("index", "–"))[:12]),
        ("on", f"{manifest.get('platform', '–')}, {manifest.get('processors', '–')} processors"),
    ]


_CHOICE = ("suite", "kind", "language")


def baseline_told(report: Told) -> str:
    """Return which run stands beside, and of how many of the questions."""
    asked = len(report.of.run.rows)
    return (
        f"{report.baseline_name}; {report.same} of this run's {asked} questions were asked in both"
    )


def _figures(report: Told) -> Iterator[str]:
    said = (
        "docs/metrics.md defines each figure. Intervals are at 95 %; shares are cut, not rounded."
    )
    yield element("p", said)
    for split in report.of.headline:
        columns, rows = figure_rows(report, split)
        yield table(f"{split}: figures", columns, rows)


def figure_rows(report: Told, split: Split) -> tuple[list[str], list[list[str]]]:
    """Return the columns and the rows of a split's figures, those of the baseline beside."""
    columns = ["figure", "value", "95 % interval", "scored"]
    beside = None if report.baseline is None else report.baseline.get(split, {})
    if beside is not None:
        columns += ["baseline", "95 % interval", "scored"]
    rows = []
    for name, figure in report.of.headline[split].items():
        other = UNSCORED if beside is None else beside.get(name, UNSCORED)
        if figure.scored or other.scored:
            rows.append([name, *_said(name, figure)])
            rows[-1] += [] if beside is None else _said(name, other)
    return columns, rows


def _said(name: str, figure: Figure) -> list[str]:
    return [told(name, figure.value), interval(figure), str(figure.scored)]


def _plots(of: Summary) -> Iterator[str]:
    for name, title, parts in (
        ("wording", "Right by wording (facts)", of.by_wording),
        ("suite", "Right by question file", of.by_suite),
        ("kind", "Right by kind", of.by_kind),
    ):
        if parts:  # a run over questions without an answer has no facts
            drawn = plots.shares(name, f"{title}, dev and test", parts)
            yield _figure(title, drawn, table(title, *share_rows(name, parts)))
    if of.curves:
        yield _coverage(of)
    if of.recall:
        yield _recall(of)
    if of.times:
        yield _times(of)


def _figure(title: str, drawn: str, numbers: str, note: str = "") -> str:
    caption = element("figcaption", words(note)) if note else ""
    return element(
        "figure", f"<h3>{words(title)}</h3>{drawn}{caption}{folded('The numbers', numbers)}"
    )


def share_rows(
    name: str, parts: Mapping[Any, BySplit]
) -> tuple[list[str], Sequence[Sequence[str]]]:
    """Return columns and rows of figures by part: each split's value, interval, number scored."""
    columns = [name, *(f"{split}{what}" for split in SPLITS for what in ("", " 95 %", " scored"))]
    rows = [
        [str(part)] + [cell for split in SPLITS for cell in _said("", of.get(split, UNSCORED))]
        for part, of in parts.items()
    ]
    return columns, rows


def _coverage(of: Summary) -> str:
    title = "Coverage against precision"
    series = {
        split: [(100 * p.answered, 100 * p.right) for p in points]
        for split, points in of.curves.items()
    }
    named = ("facts answered, per cent", "right of those, per cent")
    columns = ("split", "at least", "answered", "right", "refused")
    rows = [
        (split, f"{p.at_least:.2f}", *(told("", value) for value in p[1:]))
        for split, points in of.curves.items()
        for p in points
    ]
    note = "Each point: only answers of at least some confidence are given."
    drawn = plots.lines("coverage", f"{title}, dev and test", series, named)
    return _figure(title, drawn, table(title, columns, rows), note)


def _recall(of: Summary) -> str:
    title = "Sections found among the first k"
    series: dict[Split, list[tuple[float, float]]] = {}
    for k, splits in of.recall.items():
        for split, figure in splits.items():
            series.setdefault(split, []).append((k, 100 * figure.value))
    named = ("k", "an accepted section found, per cent")
    drawn = plots.lines("recall", f"{title}, dev and test", series, named)
    return _figure(title, drawn, table(title, *share_rows("k", of.recall)))


def _times(of: Summary) -> str:
    title = "Time per question"
    found = {split: percentiles(each) for split, each in of.times.items()}
    marked = {split: [(of[at], 100 * at) for at in (0.5, 0.95)] for split, of in found.items()}
    drawn = plots.times("times", f"{title}, dev and test", of.times, marked)
    columns = ["within", *found]
    rows = [
        [f"{100 * share:.0f} %", *(told("_ms", times[share]) for times in found.values())]
        for share in PERCENTILES
    ]
    note = "The marks are the median (p50) and the time that 95 of 100 do not exceed (p95)."
    return _figure(title, drawn, table(title, columns, rows), note)


def _ablation(found: Ablation) -> Iterator[str]:
    yield element("p", words(found.verdict))
    for title, columns, rows in found.tables:
        yield folded(words(title), table(title, columns, rows))
