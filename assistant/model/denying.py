"""Whether a sentence denies what its evidence denies, and sets the bounds that it sets.

Words alone cannot tell: a sentence without its "không" has all its words in the plan.
"""

import re
from itertools import pairwise

from assistant.model.sources import NUMBER, Pair, Source, negators, reached, source_of
from assistant.model.support import english_support, spelt, weightless, without_names
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
    best = _nearest(told, lines)
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


_BOUNDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(told + r"(?: (?:ngày|khoảng|about|the))*\W+\d"), re.compile(plan))
    for told, plan in (
        (
            r"(?:at least|a minimum of|(?:no|not) (?:less|lower|fewer) than|tối thiểu|ít nhất)",
            r"tối thiểu|ít nhất|trở lên|không dưới|không thấp hơn|không ít hơn|trên|≥|\btừ \d",
        ),
        (
            r"(?:at most|no more than|not more than|a maximum of|not exceeding|tối đa|không quá)",
            r"tối đa|không quá|nhiều nhất|không vượt|dưới|≤|trở xuống",
        ),
        (r"\b(?:more than|over|above|exceeding|trên|hơn)", r"trên|hơn|vượt|>|trở lên"),
        (r"(?<!không )(?<!not )\b(?:quá|vượt)", r"(?<!không )\b(?:quá|vượt|trên|hơn)"),
        (r"\b(?:less than|under|below|fewer than|dưới)", r"dưới|<|ít hơn|nhỏ hơn|không quá"),
        (r"\b(?:before|prior to|trước)", r"trước|chậm nhất"),
        (r"\b(?:after|sau)", r"sau|kể từ"),
    )
)


def bounds(text: str, source: Source) -> list[str]:
    """Return the bounds ("at least 80") that a sentence sets and its evidence does not."""
    small, plan = spell(text), spell(source.text)
    return [
        match[0]
        for told, there in _BOUNDS
        if (match := told.search(small)) and not there.search(plan)
    ]


def same_negation(english: str, vietnamese: str) -> bool:
    """Tell whether a translation denies something where its original does, and only there."""
    if _denies(_NOT_DENYING.sub(" ", english), "en"):
        return _denies(vietnamese, "vi")
    told = _denies(english, "en-soft") or bool(_NOT_DENYING.search(english))
    return told or not _denies(vietnamese, "vi")
