"""Marks out of a line, what they said of it kept: heading level, bold, emphasised lead.

Real plans are half-converted Markdown (``**3. **Thời gian``, ``**6.**** **Đẩy mạnh``):
by CommonMark's rules many of those stars are text and would stay in view. So stars are
taken out wherever they can only be marks, by rules of this module (see
``docs/decisions/0001-own-markdown-reading.md``).
"""

import html
import re
from dataclasses import dataclass

_HEADING = re.compile(r"^\s{0,3}(#{1,6})(?:\s+|$)")
_BULLET = re.compile(r"^(\s*)[*•+]\s+(?=[^\s*])")
_STARS = re.compile(r"\*+")
_UNDERLINE = re.compile(r"(?<![\w\\])(_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SUP = re.compile(r"<sup>\s*(\d{1,3})\s*</sup>", re.IGNORECASE)
_TAG = re.compile(r"</?(b|strong|i|em|u|s|sub|sup|span|p|div|center|font)(\s[^<>]*)?>", re.I)
_BOLD_TAG = re.compile(r"</?(b|strong)(\s[^<>]*)?>", re.I)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Marked:
    """A line without its marks.

    ``level`` is the Markdown heading's (0: none); ``bold`` and ``emphasised`` tell
    whether every letter was so; ``lead`` counts the characters of an emphasised
    beginning (0: none).
    """

    text: str
    level: int = 0
    bold: bool = False
    emphasised: bool = False
    lead: int = 0


def is_rule(line: str) -> bool:
    """Tell whether the line only draws a rule (``---``)."""
    return bool(_RULE.match(line))


def strip_marks(line: str) -> Marked:
    """Return the line as people see it, and what its marks said.

    No two words become one: four stars or more between two words (one run ends, the
    next begins) leave a blank.
    """
    level = 0
    if heading := _HEADING.match(line):
        level = len(heading[1])
        line = re.sub(r"\s+#+\s*$", "", line[heading.end() :])
    else:
        line = _BULLET.sub(lambda m: m[1] + "- ", line)
    line = _SUP.sub(lambda m: m[1].translate(_SUPERSCRIPT), line)
    line = _BREAK.sub(" ", line)
    line = _TAG.sub("", _BOLD_TAG.sub("**", line))
    line = _UNDERLINE.sub(r"\2", line)
    text, strong, slanted = _take_stars(_ESCAPED.sub(_hide, line))
    text = _show(html.unescape(text)) if "&" in text else _show(text)
    if len(text) != len(strong):  # an entity changed the length: marks of letters are lost
        strong = slanted = [False] * len(text)
    return _measured(text, strong, slanted, level)


def _hide(match: re.Match[str]) -> str:
    return chr(0xE000 + ord(match[1]))


def _show(text: str) -> str:
    return "".join(chr(ord(c) - 0xE000) if 0xE000 <= ord(c) < 0xE080 else c for c in text)


def _literal(line: str, start: int, end: int) -> bool:
    """Tell whether a run of stars is text: a note mark "(*)" or a product "5 * 3"."""
    before, after = line[:start], line[end:]
    if before.endswith("(") and after.startswith(")"):
        return True
    return bool(re.search(r"\d\s$", before) and re.match(r"\s\d", after))


def _take_stars(line: str) -> tuple[str, list[bool], list[bool]]:
    """Return the text without marks and, for each character, bold and slanted."""
    pieces: list[str] = []
    strong: list[bool] = []
    slanted: list[bool] = []
    bold = italic = False
    place = 0

    def take(piece: str) -> None:
        pieces.append(piece)
        strong.extend([bold] * len(piece))
        slanted.extend([italic or bold] * len(piece))

    for run in _STARS.finditer(line):
        take(line[place : run.start()])
        place = run.end()
        if _literal(line, run.start(), run.end()):
            take(run[0])
            continue
        length = len(run[0])
        before, after = line[: run.start()], line[run.end() :]
        if length >= 4 and before[-1:].isalnum() and after[:1].isalnum():
            take(" ")
        if length in (2, 3):
            bold = not bold
        if length in (1, 3):
            italic = not italic
    take(line[place:])
    return "".join(pieces), strong, slanted


def _measured(text: str, strong: list[bool], slanted: list[bool], level: int) -> Marked:
    kept: list[int] = []
    for i, char in enumerate(text):
        if char.isspace() and char != "\t":
            if kept and text[kept[-1]] not in " \t":
                kept.append(i)
        else:
            if char == "\t" and kept and text[kept[-1]] == " ":
                kept.pop()
            kept.append(i)
    while kept and text[kept[-1]] == " ":
        kept.pop()
    plain = "".join(" " if text[i] != "\t" and text[i].isspace() else text[i] for i in kept)
    letters = [i for i in kept if text[i].isalnum()]
    lead = 0
    for at, i in enumerate(kept):
        if text[i].isalnum() and not slanted[i]:
            break
        if slanted[i] and not text[i].isspace():
            lead = at + 1
    return Marked(
        text=plain,
        level=level,
        bold=bool(letters) and all(strong[i] for i in letters),
        emphasised=bool(letters) and all(slanted[i] for i in letters),
        lead=lead,
    )
