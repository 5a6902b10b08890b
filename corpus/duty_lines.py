"""The lines of a section as a plan nests them: lettered items, dashes, and dashes' own items."""

import re
from dataclasses import dataclass

from corpus.duty_text import Place, lines

_MARKER = re.compile(r"^[\s:]*(?:(?P<letter>[a-zđ]\)|\d+[.)])|(?P<dash>[-–])|(?P<plus>[+*•]))?\s*")
_LABEL = re.compile(r"^[^\W\d_][^:.;()]{2,48}:")
PARAGRAPH, LETTERED, DASHED, INNER = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line ``text[start:end]``; its words begin at ``words``, its depth is ``level``."""

    start: int
    words: int
    end: int
    level: int
    labelled: bool

    @property
    def place(self) -> Place:
        """The whole line's place."""
        return self.start, self.end


def nested(text: str, start: int, end: int) -> list[Line]:
    """Return the lines of ``text[start:end]`` that are not blank."""
    found = []
    for first, last in lines(text, start, end):
        marker = _MARKER.match(text[first:last])
        level = PARAGRAPH
        words = first
        if marker:
            words = first + marker.end()
            kinds = (
                (marker["letter"], LETTERED),
                (marker["dash"], DASHED),
                (marker["plus"], INNER),
            )
            level = next((depth for given, depth in kinds if given), PARAGRAPH)
        label = bool(_LABEL.match(text[words:last]))
        found.append(Line(first, words, last, level, label))
    return found


def deeper(found: list[Line], number: int) -> bool:
    """Tell whether the next line is an item of this one."""
    following = found[number + 1].level if number + 1 < len(found) else PARAGRAPH
    return following > max(found[number].level, PARAGRAPH)


def block(found: list[Line], number: int) -> tuple[Line | None, int, int]:
    """Return the lettered item that a labelled line is part of, and its first and last line.

    A lettered line that is itself a label ("b) Cơ quan thực hiện: …") opens no block.
    """
    first = number
    while first >= 0 and (found[first].level != LETTERED or found[first].labelled):
        first -= 1
    if first < 0:
        return None, 0, len(found)
    last = number
    while last < len(found) and (found[last].level != LETTERED or found[last].labelled):
        last += 1
    return found[first], first, last
