"""The plan's words that are to prove a sentence, ready to be asked.

Short forms stand in full too, and words beside others that say the same
(``words/proof_vi.txt``); what a negation reaches is told apart from what it does not.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from assistant.language import listed, term_groups
from corpus import indices, provinces, short_forms
from corpus.words import Word, spell, words

Pair = tuple[str, str]
#: Words that join a sentence or report, and claim nothing.
NEUTRAL = {"vi": listed("neutral_vi"), "en": listed("neutral_en")}
# A document's number is looked at by value; "No." before it denies nothing.
NUMBER = re.compile(r"\b\d+(?:\.\d+)*(?:/\d{4})?[/-][^\W\d_]+(?:[/-][^\W_]+)*|\b[Nn]o\.(?= ?\d)")
REACH = 6  # words that a negation reaches over
_STOP = re.compile(r"[.,;:!?()\n\t]")


@dataclass(frozen=True, slots=True)
class Source:
    """The plan's words that are to prove a sentence.

    ``pairs`` are words side by side, ``folded`` the words between blanks without marks,
    ``spelt`` with them; ``denied`` and ``affirmed`` the pairs within and outside the reach
    of a negation; ``indices`` and ``places`` are those named.
    """

    text: str
    spelt: str
    words: frozenset[str]
    pairs: frozenset[Pair]
    denied: frozenset[Pair]
    affirmed: frozenset[Pair]
    indices: frozenset[str]
    places: frozenset[str]


def source_of(text: str) -> Source:
    """Return the plan's words ready to prove a sentence; short forms also stand in full."""
    return _source(text)


@lru_cache(maxsize=512)
def _source(text: str) -> Source:
    found = list(words(text))
    runs = [[word.text for word in run] for run in _runs(text, found)]
    runs += [list(form) for run in runs for form in _other_forms(tuple(run))]
    if "100%" in text:
        runs += [list(form) for form in _same()[("mọi",)]] + [["mọi"]]
    pairs = {pair for run in runs for pair in pairwise(run)}
    denied, affirmed = reached(text, found)
    spelt = f" {' '.join(word.text for word in found)} "
    spelt += "".join(f"| {' '.join(run)} " for run in runs)
    return Source(
        text=text,
        spelt=spelt,
        words=frozenset(word for run in runs for word in run) | {w.text for w in found},
        pairs=frozenset(pairs),
        denied=frozenset(denied),
        affirmed=frozenset(affirmed),
        indices=frozenset(m.index for m in indices.find(text, folded=True)),
        places=frozenset(m.province for m in provinces.find(text)),
    )


def _runs(text: str, found: list[Word]) -> list[list[Word]]:
    """Return words side by side, cut where a full stop, a line's end or a tab stands."""
    runs: list[list[Word]] = [[]]
    before = 0
    for word in found:
        if runs[-1] and re.search(r"[.;\n\t]", text[before : word.start]):
            runs.append([])
        runs[-1].append(word)
        before = word.end
    return runs


@cache
def _same() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the wordings of ``words/proof_vi.txt``, each with those that say the same."""
    found: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
    for group in term_groups("proof_vi"):
        spelt = [tuple(word.text for word in words(term)) for term in group]
        for one in spelt:
            found.setdefault(one, {}).update(dict.fromkeys(o for o in spelt if o != one))
    return {one: tuple(others) for one, others in found.items()}


@lru_cache(maxsize=1024)
def _other_forms(run: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return words in a row with one of their wordings put another way.

    A short form for its words, or the other way round, or a wording that says the same;
    the word before and the one after stay beside it.
    """
    found: dict[tuple[str, ...], None] = {}
    for start in range(len(run)):
        for end in range(start + 1, min(len(run), start + 6) + 1):
            part = run[start:end]
            for form in (*short_forms.same(part), *_same().get(part, ())):
                found[(*run[max(0, start - 1) : start], *form, *run[end : end + 1])] = None
    return tuple(found)


@cache
def negators(language: str) -> re.Pattern[str]:
    """Return the pattern of the words that deny what follows them, in "vi" or "en".

    "en-soft": of the English words that may stand for one that denies.
    """
    if language == "vi":
        return re.compile(r"\b(?:không|chưa|chẳng|đừng|nghiêm cấm|cấm)\b(?! (?:gian|khí|quân))")
    if language == "en":
        return re.compile(
            r"\b(?:not|no|never|without|cannot|neither|nor|none|nobody)\b|n't\b|n’t\b"
        )
    # What turns a thing round without denying it: renders "không" as often as "not" does.
    return re.compile(
        r"\b(?:avoid\w*|prevent\w*|prohibit\w*|forbid\w*|refrain\w*|eliminat\w*|free of|outside|"
        r"beyond|instead of|rather than|lack\w*|(?:cash|paper|contact)less)\b|\bnon-|"
        r"\b(?:in(?=formal|compli)|un(?=us|nec|off|reas|clear|lawf|auth|paid|suit|fav))"
    )


def reached(text: str, found: list[Word], language: str = "vi") -> tuple[set[Pair], set[Pair]]:
    """Return the pairs of words that a negation reaches, and those that none does."""
    small = spell(text)
    ends = [match.end() for match in negators(language).finditer(small)]
    denied: set[Pair] = set()
    affirmed: set[Pair] = set()
    for one, two in pairwise(found):
        between = [e for e in ends if e <= one.start]
        reached = False
        if between:
            gap = small[between[-1] : one.start]
            reached = not _STOP.search(gap) and len(gap.split()) < REACH
        (denied if reached else affirmed).add((one.text, two.text))
    return denied, affirmed
