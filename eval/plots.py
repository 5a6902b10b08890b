"""Plots of a run's report as SVG to stand inside a page: text stays text, colours are the page's.

The only place that imports matplotlib.
"""

import html
import io
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from eval.intervals import Figure
from eval.questions import SPLITS, Split

Series = Mapping[Split, Sequence[tuple[float, float]]]
"""Points (x, y) by split."""

_WIDTH = 4.4  # inches: narrow, so that its words can still be read on a phone
_INK, _LINE = "#0000f3", "#0000f4"
_COLOURS: Mapping[Split, str] = {"dev": "#0000f1", "test": "#0000f2"}
# Colours that stand for the page's own, which differ in light and dark.
_PAGE = {"#0000f1": "--dev", "#0000f2": "--test", "#0000f3": "--ink", "#0000f4": "--line"}
_MARKS: Mapping[Split, str] = {"dev": "o", "test": "s"}  # not by colour alone
_DASHES: Mapping[Split, str] = {"dev": "-", "test": "--"}
# Any: the names that there are come as a type of their own, hundreds long.
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "plots",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10,
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "axes.edgecolor": _LINE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "grid.color": _LINE,
    "grid.linewidth": 0.6,
    "legend.frameon": False,
}


def shares(name: str, label: str, parts: Mapping[str, Mapping[Split, Figure]]) -> str:
    """Return shares in per cent with their intervals, a line per part, a mark per split.

    ``name`` is the plot's own in its page, ``label`` what is said instead of it.
    """
    with mpl.rc_context(_SETTINGS):
        canvas = Canvas(figsize=(_WIDTH, 1.15 + 0.36 * len(parts)), layout="constrained")
        axes = canvas.add_subplot()
        for shift, split in zip((-0.14, 0.14), SPLITS, strict=True):
            there = [(at, of[split]) for at, of in enumerate(parts.values()) if split in of]
            if there:
                _whiskers(axes, split, [(at + shift, figure) for at, figure in there])
        axes.set_yticks(range(len(parts)), list(parts))
        axes.set_ylim(len(parts) - 0.5, -0.5)
        axes.set_xlim(-2, 102)
        axes.set_xlabel("right, per cent, with 95 % interval")
        axes.grid(axis="x")
        axes.tick_params(axis="y", length=0)
        _legend(canvas)
        return _svg(canvas, name, label)


def _whiskers(axes: Axes, split: Split, points: Sequence[tuple[float, Figure]]) -> None:
    values = [100 * figure.value for _, figure in points]
    ends = [
        [_distance(figure.value, figure.low) for _, figure in points],
        [_distance(figure.high, figure.value) for _, figure in points],
    ]
    axes.errorbar(
        values,
        [at for at, _ in points],
        xerr=ends,
        fmt=_MARKS[split],
        color=_COLOURS[split],
        markersize=5,
        capsize=2,
        linewidth=1.4,
        label=split,
    )


def _distance(more: float, less: float) -> float:
    """Return points of per cent between two shares; 0 where there is no interval."""
    apart = 100 * (more - less)
    return 0.0 if math.isnan(apart) else max(apart, 0.0)


def lines(name: str, label: str, series: Series, axes_named: tuple[str, str]) -> str:
    """Return a line with a mark at each point for each split; both axes as given."""
    with mpl.rc_context(_SETTINGS):
        canvas, axes = _framed(*axes_named)
        for split, points in series.items():
            there = [(x, y) for x, y in points if not math.isnan(x + y)]
            axes.plot(
                [x for x, _ in there],
                [y for _, y in there],
                marker=_MARKS[split],
                linestyle=_DASHES[split],
                color=_COLOURS[split],
                markersize=4,
                label=split,
            )
        _legend(canvas)
        return _svg(canvas, name, label)


def times(name: str, label: str, found: Mapping[Split, Sequence[float]], marked: Series) -> str:
    """Return the share of the questions answered within each time (milliseconds, rising).

    ``marked`` holds points (milliseconds, per cent) that get a mark and their words.
    """
    with mpl.rc_context(_SETTINGS):
        canvas, axes = _framed("milliseconds", "questions answered, per cent")
        for split, each in found.items():
            axes.step(
                _thinned([max(time, 0.001) for time in each]),
                _thinned([100 * (at + 1) / len(each) for at in range(len(each))]),
                where="post",
                linestyle=_DASHES[split],
                color=_COLOURS[split],
                label=split,
            )
        for split, points in marked.items():
            xs, ys = [max(x, 0.001) for x, _ in points], [y for _, y in points]
            axes.plot(xs, ys, _MARKS[split], color=_COLOURS[split], markersize=6)
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter("{x:g}")
        axes.set_ylim(0, 103)
        _legend(canvas)
        return _svg(canvas, name, label)


def _thinned(values: list[float], most: int = 400) -> list[float]:
    """Return at most some 400 of the values, the last among them: more cannot be seen."""
    step = max(1, math.ceil(len(values) / most))
    return [*values[:-1:step], values[-1]]


def _framed(x_named: str, y_named: str) -> tuple[Canvas, Axes]:
    canvas = Canvas(figsize=(_WIDTH, 3.3), layout="constrained")
    axes = canvas.add_subplot()
    axes.set_xlabel(x_named)
    axes.set_ylabel(y_named)
    axes.grid()
    return canvas, axes


def _legend(canvas: Canvas) -> None:
    """Name the splits above the plot, where they lie over none of its points."""
    if canvas.axes[0].get_legend_handles_labels()[0]:
        canvas.legend(loc="outside upper right", ncols=len(SPLITS))


def _svg(canvas: Canvas, name: str, label: str) -> str:
    written = io.StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    canvas.savefig(written, format="svg", transparent=True, metadata=nothing)
    return inline(written.getvalue(), name, label)


def inline(svg: str, name: str, label: str) -> str:
    """Return an SVG file as an element of a page, with nothing that leads out of the page.

    Its ids begin with ``name``, so that several stand in one page; those to which nothing
    refers are left out. The page's style sheet says what is in its own ``<style>``.
    """
    body = svg[svg.index("<svg") :]
    for unwanted in (r"<metadata>.*?</metadata>", r"<style.*?</style>", r"<!--.*?-->"):
        body = re.sub(unwanted, "", body, flags=re.DOTALL)
    body = re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", body).replace("xlink:href", "href")
    used = set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', body))
    kept = {one or other for one, other in used}
    body = re.sub(r'\sid="([^"]*)"', lambda m: f' id="{name}-{m[1]}"' if m[1] in kept else "", body)
    body = re.sub(r'href="#', f'href="#{name}-', body).replace("url(#", f"url(#{name}-")
    for colour, variable in _PAGE.items():
        body = body.replace(colour, f"var({variable})")
    box = re.search(r'viewBox="[^"]*"', body)
    opening = f'<svg role="img" aria-label="{html.escape(label)}" {box[0] if box else ""}>'
    return opening + body[body.index(">") + 1 :].strip()
