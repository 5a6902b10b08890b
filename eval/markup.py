"""Pieces of HTML from words: everything that comes from outside passes :func:`words`."""

import html
import re
from collections.abc import Iterable, Sequence

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def words(text: object) -> str:
    """Return text as it can stand in an element or a quoted attribute.

    What HTML cannot hold (control characters, half characters) becomes U+FFFD.
    """
    whole = str(text).encode("utf-8", "replace").decode("utf-8")
    return html.escape(_UNSEEN.sub("\N{REPLACEMENT CHARACTER}", whole), quote=True)


def anchor(*parts: str) -> str:
    """Return an id for a place in the page; the same parts give the same id."""
    return words(re.sub(r"[^\w.-]+", "_", "-".join(parts)))


def element(tag: str, inside: str, kind: str = "") -> str:
    """Return an element around markup that is safe already."""
    return f'<{tag} class="{kind}">{inside}</{tag}>' if kind else f"<{tag}>{inside}</{tag}>"


def listed(items: Iterable[str]) -> str:
    """Return a list of pieces of markup."""
    return element("ul", "".join(element("li", item) for item in items))


def folded(title: str, inside: str) -> str:
    """Return markup that opens at its title, markup too."""
    return f"<details><summary>{title}</summary>{inside}</details>"


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of words that can be moved sideways; a row's first cell is its name."""
    head = "".join(f'<th scope="col">{words(name)}</th>' for name in columns)
    body = "".join(element("tr", _cells(row)) for row in rows)
    name = words(caption)
    return (
        f'<div class="wide" role="region" aria-label="{name}" tabindex="0"><table>'
        f"<caption>{name}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
        "</table></div>"
    )


def _cells(row: Sequence[str]) -> str:
    name, *rest = row
    return f'<th scope="row">{words(name)}</th>' + "".join(
        f"<td>{words(cell)}</td>" for cell in rest
    )
