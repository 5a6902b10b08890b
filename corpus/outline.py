"""The outline: sections of a plan by an ordered table of small named rules.

Decree 30/2020 sets the form (parts by Roman numbers, then ``1.``, ``1.1.``, then ``a)``);
real plans break it: marks that differ or lack, repeated and missing numbers, items that
are whole paragraphs. A rule looks at one line and what stands open, and names a heading
or passes; the first rule that names one wins.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpus.reading import Line
from corpus.types import Section, SectionKind

LONGEST_TITLE = 340
LONGEST_MARKED = 700
LONGEST_LEAD = 160
LEAD_WORDS = 12
ROW_LEVEL = 9

_ROMAN = re.compile(
    r"^(?:(?:PHẦN|Phần)\s+(?:THỨ\s+|thứ\s+)?)?([IVX]{1,6})\s*[.\-–/:)]\s*(?=[^\W\d_])"
)
_LETTER_PART = re.compile(r"^([A-H])\.\s+(?=[^\W\d_])")
_CHAPTER = re.compile(r"^(?:CHƯƠNG|Chương)\s+([IVX]+|\d{1,2})\b[.:]?")
_ARTICLE = re.compile(r"^Điều\s+(\d{1,3})\s*[.:]")
_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})\s*([.)/]?)\s+(?=[^\W\d_]|[“\"'(])")
_GLUED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})(\.)(?=[^\W\d_])")
_LETTER = re.compile(r"^([a-zđ])\s*\)\s*(?=\S)")
_ANNEX = re.compile(
    r"^(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu)(?:\s+(?:số\s+)?(\d{1,2}|[IVX]{1,4}|[A-Z]))?\b"
)
_RECIPIENTS = re.compile(r"^Nơi nhận\s*:", re.IGNORECASE)
_AUTHORITY = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\.\s*[A-ZĐÀ-Ỹ]")
_DOCUMENT = re.compile(
    r"^(?:KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|QUY CHẾ|QUY ĐỊNH|PHƯƠNG ÁN|DANH MỤC)(?: HÀNH ĐỘNG)?$"
)
_ISSUED_WITH = re.compile(r"^\((?:ban hành\s+)?kèm theo", re.IGNORECASE)
_STT = re.compile(r"^(?:STT|TT|Số TT|S\.TT|No\.?)$", re.IGNORECASE)
_MARK = re.compile(r"^[.;:,!?…\s]*$")


@dataclass(frozen=True, slots=True)
class Found:
    """A heading that a rule named: its printed number, level, and how much is heading."""

    kind: SectionKind
    number: str | None
    name: str
    level: int
    length: int
    lines: int = 1


@dataclass(slots=True)
class Open:
    """What stands open while lines are read: the section path and the last numbers."""

    plan: str
    sections: list[Section] = field(default_factory=list)
    path: list[Section] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)
    tail: bool = False  # recipients or signature reached

    def last_number(self, depth: int) -> str | None:
        """Return the number of the open section with ``depth`` printed numbers."""
        for section in reversed(self.path):
            number = section.number or ""
            if number[:1].isdigit() and number.count(".") + 1 == depth:
                return number
        return None

    def kind(self) -> SectionKind | None:
        """Return the kind of the section that is open."""
        return self.path[-1].kind if self.path else None


Rule = Callable[[Sequence[Line], int, Open], Found | None]


def shouts(text: str) -> bool:
    """Tell whether all letters of the text are capitals, and there are three or more."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 3 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def _is_title(line: Line) -> bool:
    """Tell whether the whole line is a heading rather than an item that runs on."""
    if line.level or line.emphasised:
        return len(line.text) <= LONGEST_MARKED
    if line.text.endswith(":"):
        return len(line.text) <= LONGEST_LEAD
    return len(line.text) <= LONGEST_TITLE and not line.text.endswith((".", ";", ","))


def _heading_length(line: Line, number_length: int) -> int:
    """Return how many characters of the line are its heading.

    All of a title; of an item that runs on, its emphasised lead, else the words before
    its first colon, else its first clause.
    """
    if _is_title(line):
        return len(line.text)
    if number_length + 3 < line.lead <= LONGEST_TITLE:
        return len(line.text[: line.lead].rstrip(" :"))
    colon = line.text.find(":", number_length, LONGEST_LEAD)
    if colon > 0:
        return colon
    stop = re.search(r"[;,.:](?=\s)", line.text[number_length + 20 : LONGEST_LEAD])
    if stop:
        return number_length + 20 + stop.start()
    first_words = re.match(rf"(?:\S+\s+){{1,{LEAD_WORDS}}}", line.text)
    return len(first_words[0].rstrip()) if first_words else len(line.text)


def annex(lines: Sequence[Line], at: int, opened: Open) -> Found | None:
    """``PHỤ LỤC I`` and the title lines that follow it."""
    line = lines[at]
    match = _ANNEX.match(line.text)
    if not match or not (match[0].isupper() or line.level or line.bold):
        return None
    if not match[0].isupper() and not _is_title(line):
        return None
    count, length = 1, len(line.text)
    while at + count < len(lines) and count < 4:
        ahead = lines[at + count]
        plain = not ahead.cells and not _ISSUED_WITH.match(ahead.text)
        if not plain or not (shouts(ahead.text) or ahead.bold or ahead.level):
            break
        if _ROMAN.match(ahead.text) or _NUMBER.match(ahead.text) or _ANNEX.match(ahead.text):
            break
        length += 1 + len(ahead.text)
        count += 1
    return Found(SectionKind.ANNEX, match[1], "annex", 0, length, count)


def recipients(lines: Sequence[Line], at: int, opened: Open) -> Found | None:
    """``Nơi nhận:``."""
    match = _RECIPIENTS.match(lines[at].text)
    return Found(SectionKind.RECIPIENTS, None, "recipients", 0, match.end()) if match else None


def signature(lines: Sequence[Line], at: int, opened: Open) -> Found | None:
    """``TM. ỦY BAN NHÂN DÂN``, or a title in capitals right after the recipients."""
    line = lines[at]
    if opened.kind() is SectionKind.SIGNATURE or line.cells:
        return None
    if _AUTHORITY.match(line.text) or (
        opened.kind() is SectionKind.RECIPIENTS
        and shouts(line.text)
        and not _DOCUMENT.match(line.text)
    ):
        return Found(SectionKind.SIGNATURE, None, "signature", 0, 0)
    return None


def document(lines: Sequence[Line], at: int, opened: Open) -> Found | None:
    """``KẾ HOẠCH`` with its title, opening a second document in the file."""
    line = lines[at]
    if not opened.tail or line.cells or not _DOCUMENT.match(line.text):
        return None
    titled = at + 1 < len(lines) and not lines[at + 1].cells and _is_title(lines[at + 1])
    length = len(line.text) + (1 + len(lines[at + 1].text) if titled else 0)
    return Found(SectionKind.HEADING, None, "document", 0, length, 2 if titled else 1)


def footnote(lines: Sequence[Line], at: int, opened: Open) -> Found | None:
    """A note set aside by reading."""
    return Found(SectionKind.FOOTNOTE, None, "footnote", 0, 0) if lines[at].footnote else None


def part(lines: Sequence[Line], at: int, opened: Open) -> Found | None:
    """``III. NHIỆM VỤ``: a Roman number, or a chapter, or a letter part ``A.``."""
    line = lines[at]
    if _RECIPIENTS.match(line.text):
        return None
    if match := _CHAPTER.match(line.text):
        return Found(SectionKind.HEADING, match[1], match[1], 1, len(line.text))
    if (match := _ROMAN.match(line.text)) and (_is_title(line) or line.lead > match.end()):
        length = _heading_length(line, match.end())
        return Found(SectionKind.HEADING, match[1], match[1], 2, length)
    match = _LETTER_PART.match(line.text)
    marked = bool(shouts(line.text) or line.level or line.bold)
    if match and marked and _is_title(line):
        return Found(SectionKind.HEADING, match[1], match[1], 1, len(line.text))
    return None


def article(lines: Sequence[Line], at: int, opened: Open) -> Found | None:
    """``Điều 2.``: an article of a decision."""
    line = lines[at]
    match = _ARTICLE.match(line.text)
    if not match or line.cells:
        return None
    length = max(match.end(), _heading_length(line, match.end()))
    return Found(SectionKind.HEADING, match[1], f"dieu-{match[1]}", 2, length)


def number(lines: Sequence[Line], at: int, opened: Open) -> Found | None:
    """``2.1. Sở Tài chính`` or ``2. Sở Tài chính chủ trì, phối hợp ...``."""
    line = lines[at]
    match = _NUMBER.match(line.text) or _GLUED.match(line.text)
    if not match or line.cells:
        return None
    printed, mark = match[1], match[2]
    depth = printed.count(".") + 1
    if depth == 1 and not mark and not (line.level or line.lead):
        return None
    if not _follows(printed, depth, line, opened):
        return None
    length = _heading_length(line, match.end())
    return Found(SectionKind.HEADING, printed, printed, 2 + depth, length)


def _follows(printed: str, depth: int, line: Line, opened: Open) -> bool:
    """Tell whether the number can stand here: marked so, or next in its row.

    A gap of up to two numbers is a number that the writer left out.
    """
    if line.level or line.emphasised or line.lead >= len(printed):
        return True
    *above, own = (int(n) for n in printed.split("."))
    if above:
        parent = opened.last_number(depth - 1)
        if parent != ".".join(map(str, above)):
            return False
    last = opened.last_number(depth)
    before = int(last.split(".")[-1]) if last else 0
    return own == 1 or before < own <= before + 3


def letter(lines: Sequence[Line], at: int, opened: Open) -> Found | None:
    """``a) Sở Xây dựng`` with text of its own beneath, and the letters after one."""
    line = lines[at]
    match = _LETTER.match(line.text)
    if not match or line.cells:
        return None
    sibling = any(s.number == _before(match[1]) and s.level == 7 for s in opened.path)
    ends = line.text.endswith((".", ";", ","))
    if not sibling and (ends or len(line.text) > LONGEST_LEAD or not _has_text(lines, at)):
        return None
    if ends or len(line.text) > LONGEST_TITLE:
        length = min(_heading_length(line, match.end()), LONGEST_LEAD)
    else:
        length = len(line.text)
    return Found(SectionKind.HEADING, match[1], match[1], 7, length)


def _before(printed: str) -> str:
    alphabet = "abcdđeghiklmnopqrstuvxy"
    place = alphabet.find(printed)
    return alphabet[place - 1] if place > 0 else ""


def _has_text(lines: Sequence[Line], at: int) -> bool:
    if at + 1 >= len(lines):
        return False
    text = lines[at + 1].text
    return not any(p.match(text) for p in (_LETTER, _NUMBER, _ROMAN, _RECIPIENTS, _AUTHORITY))


def unnumbered(lines: Sequence[Line], at: int, opened: Open) -> Found | None:
    """A Markdown heading without a number, after the first part."""
    line = lines[at]
    if not line.level or opened.tail or opened.kind() in (None, SectionKind.PREAMBLE):
        return None
    if not any(s.kind is SectionKind.HEADING for s in opened.sections):
        return None
    return Found(SectionKind.HEADING, None, "u", 6, len(line.text))


RULES: tuple[Rule, ...] = (
    footnote,
    annex,
    recipients,
    signature,
    document,
    part,
    article,
    number,
    letter,
    unnumbered,
)
_IN_TAIL = frozenset({footnote, annex, recipients, signature, document})


def is_header(line: Line) -> bool:
    """Tell whether a table's first row names its columns."""
    first = next((cell for cell in line.cells if cell), "")
    return bool(_STT.match(first)) or line.bold_cells * 2 > sum(map(bool, line.cells))


def find(lines: Sequence[Line], at: int, opened: Open) -> Found | None:
    """Return the heading that begins at ``lines[at]``, by the first rule that names one."""
    for rule in RULES:
        if opened.tail and rule not in _IN_TAIL:
            continue
        if found := rule(lines, at, opened):
            return found
    return None
