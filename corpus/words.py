"""Words of Vietnamese and English text: folding, one spelling for two, tokens with places.

Every function here keeps the length of its text, so a place in the folded text is the
same place in the text itself. Quotes are never taken from folded text.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"[^\W_]+(?:[.,/][^\W_]+)*(?:-[^\W_]+)*")
_PART = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """A word in lower case, one spelling for variants, and its place in the text."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    lowered = char.lower()
    if lowered == "đ":
        return "d"
    base = unicodedata.normalize("NFD", lowered)[0]
    if unicodedata.category(char) == "No":
        return " "
    return base if len(base) == 1 else char


def fold(text: str) -> str:
    """Return the text in lower case without marks, đ as d; superscripts become spaces.

    The result has the length of an NFC ``text``: each character gives one.
    """
    return "".join(map(_fold_char, text))


def lower(text: str) -> str:
    """Return the text in lower case with its length kept (no character becomes two)."""
    lowered = text.lower()
    if len(lowered) == len(text):  # no letter gives more than one but for a few foreign ones
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


_PAIRS = {}
for _glide, _vowel in (("o", "a"), ("o", "e"), ("u", "y")):
    for _tone in _TONES:
        _new = unicodedata.normalize("NFC", _glide + _vowel + _tone)
        _old = unicodedata.normalize("NFC", _glide + _tone + _vowel)
        _PAIRS[_new] = _old
_PAIR = re.compile("(?<![q])(" + "|".join(_PAIRS) + r")(?![^\W\d_])")
_QUI = {
    unicodedata.normalize("NFC", "qui" + t): unicodedata.normalize("NFC", "quy" + t) for t in _TONES
}
_QU = re.compile("|".join(_QUI))


def spell(text: str) -> str:
    """Return the text in lower case with one spelling for two, marks kept.

    Tone marks stand on the first vowel of oa, oe, uy at a word's end ("hoá" gives
    "hóa"), and "quí" gives "quý"; the length is kept.
    """
    lowered = lower(text)
    if lowered.isascii():
        return lowered
    return _QU.sub(lambda m: _QUI[m[0]], _PAIR.sub(lambda m: _PAIRS[m[1]], lowered))


def has_marks(text: str) -> bool:
    """Tell whether any letter of the text carries a Vietnamese mark (đ counts)."""
    return fold(text) != lower(text)


class _Blanks(dict[int, str]):
    """Characters as they are, those that are set high or low as a blank; filled as met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = " " if unicodedata.category(char) == "No" else char
        return self[code]


_BLANKS = _Blanks()


def without_superscripts(text: str) -> str:
    """Return the text with a blank for each superscript, subscript or other such digit."""
    return text if text.isascii() else text.translate(_BLANKS)


def words(text: str) -> list[Word]:
    """Return the words of a text, in order, spelt one way (:func:`spell`).

    One-letter words count; numbers keep their separators ("5.000", "10/12/2026"),
    document numbers stay whole ("02/nq-cp"), superscripts are not part of a word.
    """
    spelt = without_superscripts(spell(text))
    found: list[Word] = []
    for match in _WORD.finditer(spelt):
        if any(c.isdigit() for c in match[0]):
            found.append(Word(match[0], match.start(), match.end()))
            continue
        found.extend(
            Word(part[0], match.start() + part.start(), match.start() + part.end())
            for part in _PART.finditer(match[0])
        )
    return found
