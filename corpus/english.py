"""English words as the lists meet them: tokens, one spelling, number and stem."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.tsv import DATA, read_table
from corpus.words import lower

ARTICLES = {"a", "an", "the"}
_ENGLISH = re.compile(r"([^\W_]+(?:&[^\W_]+)*)(?:['’]([^\W_]*))?")
_BRITISH = [
    (re.compile(r"is(e[drs]?|ing|ations?)$"), r"iz\1"),
    (re.compile(r"ys(e[drs]?|ing)$"), r"yz\1"),
    (re.compile(r"^(un)?(lab|fav|behavi|neighb|col|hon|harb|endeav)our"), r"\1\2or"),
    (re.compile(r"^(cent|theat|met)re(s?)$"), r"\1er\2"),
    (re.compile(r"^(licen|defen|offen|practi)[cs]e"), r"\1se"),
    (re.compile(r"^programme"), "program"),
    (re.compile(r"^catalogue"), "catalog"),
    (re.compile(r"^cheque"), "check"),
]
_UNCHANGED = {"customs", "goods", "news", "premises", "always", "this", "its"}
_SUFFIX = re.compile(r"^(.*[aeiouy].*?)(?:ing|(?<!e)ed)$")


@dataclass(frozen=True, slots=True)
class Token:
    """An English word by its place; ``hyphen``: nothing but "-" stands before it."""

    text: str
    start: int
    end: int
    hyphen: bool


def tokens(text: str) -> list[Token]:
    """Return the words of an English text; a possessive "'s" belongs to no word."""
    found: list[Token] = []
    for match in _ENGLISH.finditer(lower(text)):
        tail = match[2] or ""
        word, end = (match[1], match.end(1)) if tail in ("", "s") else (match[0], match.end())
        hyphen = bool(found) and text[found[-1].end : match.start()] == "-"
        found.append(Token(word, match.start(), end, hyphen))
    return found


@cache
def _irregular() -> dict[str, str]:
    """Return the irregular forms with their lemmas (``data/irregular_en.tsv``)."""
    rows = read_table(DATA / "irregular_en.tsv", ("form", "lemma"))
    return {row.fields["form"]: row.fields["lemma"] for row in rows}


def _american(word: str) -> str:
    """Return the word in American spelling; what ends in -ise is written -ize."""
    for pattern, american in _BRITISH:
        word = pattern.sub(american, word)
    return word


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """Return the word in American spelling, a noun's plural or irregular form undone."""
    word = _american(_irregular().get(word, word))
    if len(word) < 3 or word in _UNCHANGED or word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "zzes", "ches", "shes")):
        return word[:-2]
    return word.removesuffix("s")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return what the forms of a word share: "leased", "leasing", "leases" give "leas"."""
    found = singular(word)
    if word in _UNCHANGED:
        return found
    inflected = _SUFFIX.match(found)
    if inflected and len(inflected[1]) > 1:
        found = inflected[1]
    if len(found) > 3 and found[-1] == found[-2]:
        found = found[:-1]
    found = found.removesuffix("e") if len(found) > 2 else found
    return found[:-1] + "i" if len(found) > 2 and found.endswith("y") else found


# The stricter first.
FORMS = (singular, stem)
