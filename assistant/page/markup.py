"""From the Markdown of an answer to HTML in which no text of a document acts.

An answer is a frame of our own (bold, lists, tables, ``[n]`` marks, quotes after
``> ``) around words of documents that are not escaped. So the little Markdown that the
frame uses is read here, and every other character is shown as it is: HTML, links,
images, formulas and templates in a document stay visible text.
"""

import html
import re
from collections.abc import Mapping

from prompts.frames import LANGUAGES, frames

#: Characters that Markdown, LaTeX or a template could act on, written as references so
#: that they stay text whatever reads the page after us.
_SPECIAL = str.maketrans({c: f"&#{ord(c)};" for c in "\\`*_{}[]()~!|$@"})
#: Everything that is not text: control characters but tab and newline.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BOLD_OR_MARK = re.compile(r"\*\*(?=\S)(?P<bold>.+?)(?<=\S)\*\*|\[(?P<mark>\d{1,3})\]")
_MARK = re.compile(r"\[(\d{1,3})\]")
_BULLET = re.compile(r"\s*[-*]\s+(?!\*)")
_RULE_ROW = re.compile(r"\s*\|?(\s*:?-{2,}:?\s*\|)+\s*(:?-{2,}:?)?\s*")
_CELL_BORDER = re.compile(r"(?<!\\)\|")


def escape(text: str) -> str:
    """Return the text as HTML that shows it and does nothing, in any attribute or element.

    Control characters are shown as the replacement character.
    """
    return html.escape(_CONTROL.sub("\ufffd", text), quote=True).translate(_SPECIAL)


def answer_html(markdown: str, marks: Mapping[int, str]) -> str:
    """Return an answer's Markdown as one line of HTML.

    ``marks`` maps a citation's number to the id of its block in the source panel; a
    ``[n]`` of another number stays text.
    """
    lines = markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    parts: list[str] = []
    at = 0
    while at < len(lines):
        kind = _kind(lines[at])
        end = at + 1
        while end < len(lines) and _kind(lines[end]) == kind:
            end += 1
        if kind != "blank":
            parts.append(_BLOCKS[kind](lines[at:end], marks))
        at = end
    return "".join(parts)


def inline(text: str, marks: Mapping[int, str]) -> str:
    """Return a line of the frame as HTML: bold and citation marks, all else as text."""
    parts: list[str] = []
    at = 0
    for found in _BOLD_OR_MARK.finditer(text):
        parts.append(escape(text[at : found.start()]))
        if found["bold"] is not None:
            parts.append(f"<strong>{_marked(found['bold'], marks)}</strong>")
        else:
            parts.append(_mark(found[0], int(found["mark"]), marks))
        at = found.end()
    return "".join(parts) + escape(text[at:])


def _marked(text: str, marks: Mapping[int, str]) -> str:
    """Return text as HTML in which only citation marks act."""
    parts: list[str] = []
    at = 0
    for found in _MARK.finditer(text):
        parts += [escape(text[at : found.start()]), _mark(found[0], int(found[1]), marks)]
        at = found.end()
    return "".join(parts) + escape(text[at:])


def _mark(printed: str, number: int, marks: Mapping[int, str]) -> str:
    """Return a citation mark as a link to its source, or as text where there is none."""
    if number not in marks:
        return escape(printed)
    return f'<a class="cite" href="#{escape(marks[number])}">{number}</a>'


def _kind(line: str) -> str:
    """Return what kind of block a line belongs to."""
    if not line.strip():
        return "blank"
    if line.startswith(">"):
        return "quote"
    if line.lstrip().startswith("|") and line.rstrip().endswith("|"):
        return "table"
    return "list" if _BULLET.match(line) else "paragraph"


def _paragraph(lines: list[str], marks: Mapping[int, str]) -> str:
    """Return lines of the frame as a paragraph that keeps its line ends.

    A translation that is not the plan's own stands smaller, so that nobody takes it for it.
    """
    aside = ' class="aside"' if lines[0].startswith(_ASIDES) else ""
    return f"<p{aside}>{'<br>'.join(inline(line.strip(), marks) for line in lines)}</p>"


def _quote(lines: list[str], marks: Mapping[int, str]) -> str:
    """Return quoted lines: the document's own words, in which nothing acts."""
    words = (escape(line[1:].removeprefix(" ")) for line in lines)
    return f'<blockquote lang="vi">{"<br>".join(words)}</blockquote>'


def _list(lines: list[str], marks: Mapping[int, str]) -> str:
    """Return lines that begin with a dash as a list."""
    items = (inline(_BULLET.sub("", line, count=1).strip(), marks) for line in lines)
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _table(lines: list[str], marks: Mapping[int, str]) -> str:
    """Return lines between ``|`` as a table; a rule under the first makes it the header."""
    headed = len(lines) > 1 and _RULE_ROW.fullmatch(lines[1]) is not None
    rows = [_cells(line) for line in lines if not _RULE_ROW.fullmatch(line)]
    head = ""
    if headed and rows:
        cells = "".join(f'<th scope="col">{inline(c, marks)}</th>' for c in rows[0])
        head, rows = f"<thead><tr>{cells}</tr></thead>", rows[1:]
    body = "".join(
        f"<tr>{''.join(f'<td>{inline(c, marks)}</td>' for c in row)}</tr>" for row in rows
    )
    return f'<div class="wide"><table>{head}<tbody>{body}</tbody></table></div>'


def _cells(line: str) -> list[str]:
    """Return the cells of a table's line; a ``|`` after a backslash is part of a cell."""
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.replace("\\|", "|").strip() for cell in _CELL_BORDER.split(inner)]


# How an unofficial translation opens, in either language.
_ASIDES = tuple(frames(language)["unofficial"].partition(":")[0] for language in LANGUAGES)
_BLOCKS = {"paragraph": _paragraph, "quote": _quote, "list": _list, "table": _table}
