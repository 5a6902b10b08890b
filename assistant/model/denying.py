"""Whether a sentence denies what its evidence denies, and sets the bounds that it sets.

Words alone cannot tell: a sentence without its "không" has all its words in the plan.
"""

import re
from itertools import pairwise

from assistant.model.sources import NUMBER, Pair, Source, negators, reached, source_of
from assistant.model.support import english_support, spelt, weightless, without_names
from corpus.values import number
from corpus.words import spell, words

# That a plan does not say something stands in no quote of it.
_SILENCE = {
    "vi": re.compile(
        r"\b(?:không|chưa) (?:giao|nêu|nói|quy định|đề cập|ghi|phân công|xác định|cơ quan|đơn vị|"
        r"có (?:cơ quan|đơn vị|nhiệm vụ|kế hoạch|ai)|ai)\b"
    ),
    "en": re.compile(
        r"\b(?:no (?:agency|agencies|body|bodies|unit|department|one|duty|lead|plan|mention|"
        r"deadline)|"
        r"nobody|(?:does|do|did) not (?:assign|name|say|give|mention|specify|state|set|identify|"
        r"list)|names? no|gives? no|sets? no)\b"
    ),
}


def negations(text: str, passages: str, language: str) -> list[str]:
    """Return what a sentence denies and its evidence does not, or the other way round.

    Each pair of words is looked at in the sentence of the evidence that has most of the
    text: elsewhere the same words may be denied, or not.
    """
    text = NUMBER.sub(lambda match: " " * len(match[0]), text)
    silent = _SILENCE[language].search(spell(text))
    if silent and silent[0] not in spell(passages):
        return [silent[0]]
    lines = [source_of(line) for line in _LINES.split(passages) if line.strip()]
    if language == "vi":
        return _vietnamese_negations(text, lines)
    return _english_negations(text, source_of(passages), lines)


_LINES = re.compile(r"\n+|(?<=[.;])\s+")


def _vietnamese_negations(text: str, lines: list[Source]) -> list[str]:
    denied, affirmed = reached(text, list(words(text)))
    told = denied | affirmed
    best = _nearest(denied or told, lines)
    if _denies(text, "vi") and not any(_denies(line.text, "vi") for line in best):
        return ["không"]
    # "bảo đảm không thanh tra" became "bảo đảm thanh tra"
    skipped = {pair for line in lines for pair in _aroundnegators(line.text)}
    there_too = {pair for line in lines for pair in line.pairs}
    found = [" ".join(pair) for pair in sorted((told & skipped) - there_too)]
    for pair in sorted(told):
        there = [line for line in lines if pair in line.pairs]
        if not there or all(map(weightless, pair)):
            continue
        best = _nearest(told, there)
        lost = pair not in denied and all(
            pair in line.denied and pair not in line.affirmed for line in best
        )
        # "không A, B và C" denies all three; where it ends nobody can tell
        made = pair not in affirmed and not any(line.denied for line in best)
        if lost or made:
            found.append(" ".join(pair))
    return found


# "no more than" is a bound (bounds()), "without delay" is "kịp thời".
_NOT_DENYING = re.compile(
    r"(?i)\b(?:no|not) (?:\w+ )?(?:more|less|lower|higher|later|fewer|greater|earlier) than\b|"
    r"\bnot exceed\w*\b|\bwithout delay\b|\bwhether or not\b|\bnot only\b"
)


def _nearest(told: set[Pair], lines: list[Source]) -> list[Source]:
    """Return the sentences of the evidence that have most of a text's pairs of words."""
    most = max((len(told & line.pairs) for line in lines), default=0)
    return [line for line in lines if len(told & line.pairs) == most]


def _denies(text: str, language: str) -> bool:
    return bool(negators(language).search(spell(text)))


def _aroundnegators(text: str) -> set[Pair]:
    """Return the words right before and right after each negation."""
    small = spell(text)
    found: set[Pair] = set()
    for match in negators("vi").finditer(small):
        before, after = words(small[: match.start()]), words(small[match.end() :])
        if before and after:
            found.add((before[-1].text, after[0].text))
    return found


def _english_negations(text: str, source: Source, lines: list[Source]) -> list[str]:
    """Return the words whose renderings are denied where they stand, and not in a sentence.

    Or the other way round: a sentence that denies needs a negation in its evidence.
    """
    rest, _ = without_names(text, source, "en")
    told = [
        (word, [pair for term in renderings for pair in _pairs(term)])
        for word, renderings in english_support(rest, source)
    ]
    every = {pair for _, pairs in told for pair in pairs}
    bounded = _NOT_DENYING.sub(" ", text)
    if _denies(bounded, "en"):
        best = _nearest(every, lines)
        return [] if any(_denies(line.text, "vi") for line in best) else ["not"]
    if bounded != text or _denies(text, "en-soft"):
        return []
    found: list[str] = []
    for word, pairs in told:
        there = [line for line in lines if any(pair in line.pairs for pair in pairs)]
        if not there:
            continue
        if all(
            all(p in line.denied and p not in line.affirmed for p in pairs if p in line.pairs)
            for line in _nearest(every, there)
        ):
            found.append(word)
    return found


def _pairs(term: str) -> list[Pair]:
    return list(pairwise(spelt(term).split()))


# What a number is a bound of: at least, at most, over, under; and before or after a date.
_SAID: dict[str, tuple[tuple[str, str], ...]] = {
    "vi": (
        ("most", r"(?:không|chưa) (?:được )?(?:\w+,? ){0,8}?(?:quá|vượt)|tối đa|nhiều nhất|≤"),
        ("least", r"tối thiểu|ít nhất|không (?:dưới|thấp hơn|ít hơn)|≥|(?<!tăng )từ"),
        ("over", r"quá|vượt|trên|hơn|>"),
        ("under", r"dưới|thấp hơn|ít hơn|nhỏ hơn|<"),
    ),
    "en": (
        (
            "most",
            r"(?:no|not|never)\b(?: \w+){0,5}? (?:more|higher|later|greater) than|at most|up to|"
            r"(?:a )?maximum of|not (?:to )?exceed\w*",
        ),
        ("least", r"at least|(?:a )?minimum of|(?:no|not) (?:\w+ ){0,3}?(?:less|lower|fewer) than"),
        ("over", r"more than|over|above|exceed\w*|higher than|greater than"),
        ("under", r"less than|under|below|fewer than|lower than"),
    ),
}
_ALIKE = ({"most", "under"}, {"least", "over"})
_COUNT = re.compile(r"\d+(?:[.,]\d+)*(?! ?(?:/\d|tháng|quý|năm))")
_TIMES = (
    (re.compile(r"\b(?:before|prior to|trước)(?: ngày)? \d"), re.compile(r"trước|chậm nhất")),
    (re.compile(r"\b(?:after|sau)(?: ngày)? \d"), re.compile(r"sau|kể từ")),
)
_MULTIPLE = re.compile(r"(\d+(?:[.,]\d+)*) times\b(?= (?:more|as|higher|the)\b)")
_WORDS = {"once": "01", "twice": "02"}


def _bounded(text: str, language: str) -> dict[str, set[str]]:
    """Return the values that a text counts, each with the bounds that it sets them as."""
    found: dict[str, set[str]] = {}
    small = spell(text)
    for word, digits in _WORDS.items() if language == "en" else ():
        small = re.sub(rf"\b{word}\b(?= (?:a|per|every|each|in|during)\b)", digits, small)
    for match in _COUNT.finditer(small):
        before = re.split(r"[.;:\n]", small[: match.start()])[-1]
        after = small[match.end() : match.end() + 24]
        told = next(
            (
                kind
                for kind, pattern in _SAID[language]
                if re.search(rf"(?:^|\W)(?:{pattern})(?: (?:khoảng|about|the|mức))? *$", before)
            ),
            "",
        )
        if re.match(r"%? ?(?:\w+ )?(?:trở lên|or more|or higher)", after):
            told = "least"
        found.setdefault(f"{number(match[0]).normalize():f}", set()).add(told)
    return found


def bounds(text: str, passages: str, language: str) -> list[str]:
    """Return the bounds ("at least 80") that a sentence sets or drops and its evidence does not."""
    plan = _bounded(passages, "vi")
    found: list[str] = []
    for value, told in _bounded(text, language).items():
        there = plan.get(value, {""})
        for kind in told:
            alike = next((both for both in _ALIKE if kind in both), {"", "least"})
            if not there & alike:
                found.append(f"{kind or 'just'} {value}")
    small, evidence = spell(text), spell(passages)
    if any(f"{match[1]} lần" not in evidence for match in _MULTIPLE.finditer(small)):
        found.append("times")
    return found + [
        match[0]
        for said, written in _TIMES
        if (match := said.search(small)) and not written.search(evidence)
    ]


def same_negation(english: str, vietnamese: str) -> bool:
    """Tell whether a translation denies something where its original does, and only there."""
    if _denies(_NOT_DENYING.sub(" ", english), "en"):
        return _denies(vietnamese, "vi")
    told = _denies(english, "en-soft") or bool(_NOT_DENYING.search(english))
    return told or not _denies(vietnamese, "vi")
