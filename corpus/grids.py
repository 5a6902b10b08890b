"""Tables in the three ways that plans arrive with: tabs, Markdown pipes, lone pipes.

A converter of web pages writes each border of a cell as a line that holds only ``|``;
adjacent borders are an empty cell or the end of a row, and only the number of columns
tells which.
"""

import re
from collections import Counter
from collections.abc import Sequence

_PIPE_ROW = re.compile(r"^\s*\|.*\|\s*$")
_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
LONGEST_CELL = 60  # lines; a border further off than this closes no cell


def lone_pipe_table(lines: Sequence[str], first: int) -> tuple[list[list[str]], int] | None:
    """Read a table whose borders are lone pipes, from ``lines[first]`` on.

    Returns its rows of raw cells (marks kept, a cell's lines joined by blanks) and the
    index after its last line; ``None`` where no table begins.
    """
    if lines[first].strip() != "|":
        return None
    runs: list[int] = [0]
    cells: list[str] = []
    at = first
    while at < len(lines):
        if lines[at].strip() == "|":
            runs[-1] += 1
            at += 1
            continue
        closing = _closing(lines, at)
        if closing is None or not lines[at].strip():
            break
        cells.append(" ".join(line.strip() for line in lines[at:closing] if line.strip()))
        runs.append(0)
        at = closing
    if not cells:
        return None
    return _rows(cells, runs), at


def _closing(lines: Sequence[str], at: int) -> int | None:
    for ahead in range(at, min(at + LONGEST_CELL, len(lines))):
        if lines[ahead].strip() == "|":
            return ahead
    return None


def _columns(runs: Sequence[int]) -> int:
    """Return the number of columns: the commonest length of a row without empty cells."""
    lengths: Counter[int] = Counter()
    length = 1
    for run in runs[1:-1]:
        if run == 1:
            length += 1
        else:
            lengths[length] += 1
            length = 1
    lengths[length] += 1
    return max(lengths, key=lambda n: (lengths[n] * n, n))


def _rows(cells: Sequence[str], runs: Sequence[int]) -> list[list[str]]:
    """Lay cells into rows; ``runs[i]`` borders stand before cell i, the last after all.

    Two borders are a row's end, unless reading them as empty cells makes the row come
    out at exactly the table's number of columns.
    """
    columns = _columns(runs)
    rows: list[list[str]] = [[""] * max(0, runs[0] - 1)]
    for at, cell in enumerate(cells):
        borders = runs[at + 1]
        rows[-1].append(cell)
        if borders <= 1:
            continue
        filled = len(rows[-1])
        if filled + borders - 1 < columns and _fills(filled, runs[at + 1 :], columns):
            rows[-1].extend([""] * (borders - 1))
        elif borders == 2 or filled + borders - 2 == columns:
            rows[-1].extend([""] * (borders - 2))
            rows.append([])
        else:
            missing = min(max(0, columns - filled), borders - 2)
            rows[-1].extend([""] * missing)
            rows.append([""] * (borders - 2 - missing))
    return [row for row in rows if any(row)]


def _fills(filled: int, runs: Sequence[int], columns: int) -> bool:
    """Tell whether a row with ``filled`` cells ends at ``columns``, empty cells counted."""
    for borders in runs[:-1]:
        if borders >= 2 and filled <= columns <= filled + borders - 2:
            return True
        filled += borders
        if filled > columns:
            return False
    return filled <= columns <= filled + runs[-1] - 1


def pipe_row(line: str) -> list[str] | None:
    """Return the cells of a Markdown pipe row, ``None`` for any other line."""
    if not _PIPE_ROW.match(line) or line.strip() == "|":
        return None
    if _PIPE_RULE.match(line):
        return []
    inner = line.strip()[1:-1]
    return [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]


def tab_row(line: str) -> list[str] | None:
    """Return the cells of a tab-separated row (two tabs or more), else ``None``."""
    if line.strip("\t ").count("\t") < 2 and line.count("\t") < 2:
        return None
    return [cell.strip() for cell in line.split("\t")]
