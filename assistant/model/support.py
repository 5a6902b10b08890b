"""Whether the words of a sentence stand in the plan's words that are to prove it.

In Vietnamese each word that says something must stand in the evidence beside a word that
it stands beside in the sentence. In English each phrase must have a Vietnamese rendering
that stands there. Either way a sentence says nothing that its places do not, though it may
say it in another order; bodies, roles, numbers and negations are looked at apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from assistant.language import listed, term_groups
from assistant.model.claims import bodies
from corpus import everyday, glossary, indices, provinces, short_forms
from corpus.english import singular, stem, tokens
from corpus.glossary import Entry, Phrases
from corpus.indices import IndexMention
from corpus.tsv import read_table
from corpus.words import Word, spell, words

_PROVING = Path(__file__).parent.parent / "words" / "proof_en.tsv"
NEUTRAL = {"vi": listed("neutral_vi"), "en": listed("neutral_en")}
_DIGIT = re.compile(r"\d")
# A document's number is looked at by value; "No." before it denies nothing.
_NUMBER = re.compile(r"\b\d+(?:\.\d+)*(?:/\d{4})?[/-][^\W\d_]+(?:[/-][^\W_]+)*|\b[Nn]o\.(?= ?\d)")
_STOP = re.compile(r"[.,;:!?()\n\t]")
_SHUTTING_OUT = frozenset({"chỉ", "duy"})
REACH = 6  # words that a negation reaches over
_NUMERALS = {
    "two": ("hai", "2"), "three": ("ba", "3"), "four": ("bốn", "4"), "five": ("năm", "5"),
    "six": ("sáu", "6"), "seven": ("bảy", "7"), "eight": ("tám", "8"), "nine": ("chín", "9"),
    "ten": ("mười", "10"),
}  # fmt: skip
_MONTHS = frozenset(
    {
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    }
)  # fmt: skip


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
    pairs: frozenset[tuple[str, str]]
    denied: frozenset[tuple[str, str]]
    affirmed: frozenset[tuple[str, str]]
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
    denied, affirmed = _reached(text, found)
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
def _negators(language: str) -> re.Pattern[str]:
    if language == "vi":
        return re.compile(r"\b(?:không|chưa|chẳng|đừng|nghiêm cấm|cấm)\b(?! (?:gian|khí|quân))")
    return re.compile(
        r"\b(?:not|no|never|without|cannot|neither|nor|none|avoid\w*|prevent\w*|prohibit\w*|"
        r"forbid\w*|refrain\w*|eliminat\w*|free of|instead of|rather than|outside|beyond)\b|"
        r"n't\b|n’t\b|\b(?:in|non-?)(?=formal|compli|suffi|adequa|cash)|"
        r"\bun(?!i[tov]|der|til|less)"
    )


def _reached(
    text: str, found: list[Word], language: str = "vi"
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return the pairs of words that a negation reaches, and those that none does."""
    small = spell(text)
    ends = [match.end() for match in _negators(language).finditer(small)]
    denied: set[tuple[str, str]] = set()
    affirmed: set[tuple[str, str]] = set()
    for one, two in pairwise(found):
        between = [e for e in ends if e <= one.start]
        reached = False
        if between:
            gap = small[between[-1] : one.start]
            reached = not _STOP.search(gap) and len(gap.split()) < REACH
        (denied if reached else affirmed).add((one.text, two.text))
    return denied, affirmed


def unsupported(text: str, source: Source, language: str) -> list[str]:
    """Return the words of a sentence that the evidence does not have, in order.

    Names of bodies are left out, those of indices and provinces must be named there.
    """
    rest, strange = _without_names(text, source, language)
    if language == "vi":
        return strange + _strange_words(rest, source)
    return strange + _strange_phrases(rest, source)


def _without_names(text: str, source: Source, language: str) -> tuple[str, list[str]]:
    """Return a sentence with its names blanked, and the names that the evidence lacks."""
    strange: list[str] = []
    rest = _NUMBER.sub(lambda match: "|" + " " * (len(match[0]) - 1), text)
    for body in bodies(text, language):
        rest = _blanked(rest, body.start, body.end)
    for index in _indices(rest, language):
        if index.index in source.indices:
            rest = _blanked(rest, index.start, index.end)
        # else its words must stand by themselves: many an index has a common phrase for name
    for place in provinces.find(rest):
        if place.province not in source.places:
            strange.append(place.words)
        rest = _blanked(rest, place.start, place.end)
    return rest, strange


def _indices(text: str, language: str) -> list[IndexMention]:
    return indices.find(text) if language == "vi" else indices.find_english(text)


def _blanked(text: str, start: int, end: int) -> str:
    """Return a text with a place left empty; a bar keeps its neighbours apart."""
    return text[:start] + "|" + " " * (end - start - 1) + text[end:]


def _strange_words(rest: str, source: Source) -> list[str]:
    """Return the Vietnamese words that the evidence does not have beside their neighbours."""
    return [
        run[at].text
        for run in _neighbours(rest)
        for at in range(len(run))
        if not _supported(run, at, source)
    ]


def _supported(run: list[Word], at: int, source: Source) -> bool:
    """Tell whether a word says nothing, or stands in the evidence as it stands here.

    Beside a word that it stands beside here; or by itself, between words that say nothing
    or stand there with their own neighbours.
    """
    word = run[at].text
    if word in _SHUTTING_OUT:  # "chỉ phối hợp" is not said by "chỉ số"
        return _pair(run, at, source)
    if _weightless(word) or _pair(run, at - 1, source) or _pair(run, at, source):
        return True
    left = at == 0 or _weightless(run[at - 1].text) or _pair(run, at - 2, source)
    last = at + 1 == len(run)
    right = last or _weightless(run[at + 1].text) or _pair(run, at + 1, source)
    return word in source.words and left and right


def _weightless(word: str) -> bool:
    return word in NEUTRAL["vi"] or bool(_DIGIT.search(word))


def _pair(run: list[Word], at: int, source: Source) -> bool:
    """Tell whether a word and the next stand side by side in the evidence, too."""
    return 0 <= at < len(run) - 1 and (run[at].text, run[at + 1].text) in source.pairs


def _neighbours(rest: str) -> list[list[Word]]:
    runs: list[list[Word]] = [[]]
    before = 0
    for word in words(rest):
        if runs[-1] and re.search(r"[.,;:|()]", rest[before : word.start]):
            runs.append([])
        runs[-1].append(word)
        before = word.end
    return runs


def _strange_phrases(rest: str, source: Source) -> list[str]:
    """Return the English words that have no rendering in the evidence."""
    return [word for word, found in english_support(rest, source) if not found]


def english_support(rest: str, source: Source) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each English word that says something with its renderings in the evidence."""
    covered: dict[int, tuple[str, ...]] = {}
    for find in _LISTS:
        for phrase in find(rest):
            there = tuple(t for t in phrase.vietnamese if _stands(t, source))
            if there:
                for at in range(phrase.start, phrase.end):
                    covered[at] = (*covered.get(at, ()), *there)
    for token in tokens(rest):
        word = token.text
        if word in NEUTRAL["en"] or word in _MONTHS or _DIGIT.search(word) or len(word) < 2:
            continue
        found = covered.get(token.start) or _by_itself(word, source)
        yield word, found


def _by_itself(word: str, source: Source) -> tuple[str, ...]:
    """Return the renderings in the evidence of a word looked up without its neighbours."""
    if word in _NUMERALS:
        return tuple(v for v in _NUMERALS[word] if v in source.words)
    if word in source.words:
        return (word,)  # a name or a short form of the plan's own
    found: list[str] = []
    for form in dict.fromkeys((word, singular(word), stem(word))):
        for find in _LISTS:
            found += [t for phrase in find(form) for t in phrase.vietnamese]
    return tuple(dict.fromkeys(t for t in found if _stands(t, source)))


@cache
def _proving() -> Phrases:
    rows = read_table(_PROVING, ("en", "vi"))
    return Phrases(
        tuple(
            Entry(term, (row.fields["en"],), "proof", "plain")
            for row in rows
            for term in row.listed("vi")
        )
    )


def _expand_proving(text: str) -> list[glossary.Expansion]:
    """Return the phrases of ``words/proof_en.tsv`` in an English text."""
    return glossary.expand(text, _proving())


_LISTS = (glossary.expand_english, _expand_proving, everyday.expand_everyday)


@lru_cache(maxsize=16384)
def _spelt(term: str) -> str:
    return f" {' '.join(word.text for word in words(term))} "


def _stands(term: str, source: Source) -> bool:
    return _spelt(term) in source.spelt


# That a plan does not say something stands in no quote of it.
_SILENCE = {
    "vi": re.compile(
        r"\b(?:không|chưa) (?:giao|nêu|nói|quy định|đề cập|ghi|phân công|xác định|cơ quan|đơn vị|"
        r"có (?:cơ quan|đơn vị|nhiệm vụ|kế hoạch|ai)|ai)\b"
    ),
    "en": re.compile(
        r"\b(?:no (?:agency|agencies|body|bodies|unit|department|one|duty|lead|plan|mention|deadline)|"
        r"nobody|(?:does|do|did) not (?:assign|name|say|give|mention|specify|state|set|identify|list)"
        r"|names? no|gives? no|sets? no)\b"
    ),
}


def negations(text: str, passages: str, language: str) -> list[str]:
    """Return what a sentence denies and its evidence does not, or the other way round.

    Each pair of words is looked at in the sentence of the evidence that has most of the
    text: elsewhere the same words may be denied, or not.
    """
    text = _NUMBER.sub(lambda match: " " * len(match[0]), text)
    silent = _SILENCE[language].search(spell(text))
    if silent and silent[0] not in spell(passages):
        return [silent[0]]
    lines = [source_of(line) for line in _LINES.split(passages) if line.strip()]
    if language == "vi":
        return _vietnamese_negations(text, lines)
    return _english_negations(text, source_of(passages), lines)


_LINES = re.compile(r"\n+|(?<=[.;])\s+")


def _vietnamese_negations(text: str, lines: list[Source]) -> list[str]:
    denied, affirmed = _reached(text, list(words(text)))
    told = denied | affirmed
    best = _nearest(told, lines)
    if _denies(text, "vi") and not any(_denies(line.text, "vi") for line in best):
        return ["không"]
    # "bảo đảm không thanh tra" became "bảo đảm thanh tra"
    skipped = {pair for line in lines for pair in _around_negators(line.text)}
    there_too = {pair for line in lines for pair in line.pairs}
    found = [" ".join(pair) for pair in sorted((told & skipped) - there_too)]
    for pair in sorted(told):
        there = [line for line in lines if pair in line.pairs]
        if not there or all(map(_weightless, pair)):
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


def _nearest(told: set[tuple[str, str]], lines: list[Source]) -> list[Source]:
    """Return the sentences of the evidence that have most of a text's pairs of words."""
    most = max((len(told & line.pairs) for line in lines), default=0)
    return [line for line in lines if len(told & line.pairs) == most]


def _denies(text: str, language: str) -> bool:
    return bool(_negators(language).search(spell(text)))


def _around_negators(text: str) -> set[tuple[str, str]]:
    """Return the words right before and right after each negation."""
    small = spell(text)
    found: set[tuple[str, str]] = set()
    for match in _negators("vi").finditer(small):
        before, after = words(small[: match.start()]), words(small[match.end() :])
        if before and after:
            found.add((before[-1].text, after[0].text))
    return found


def _english_negations(text: str, source: Source, lines: list[Source]) -> list[str]:
    """Return the words whose renderings are denied where they stand, and not in a sentence.

    Or the other way round: a sentence that denies needs a negation in its evidence.
    """
    rest, _ = _without_names(text, source, "en")
    told = [
        (word, [pair for term in renderings for pair in _pairs(term)])
        for word, renderings in english_support(rest, source)
    ]
    every = {pair for _, pairs in told for pair in pairs}
    if _denies(text, "en"):
        best = _nearest(every, lines)
        return [] if any(_denies(line.text, "vi") for line in best) else ["not"]
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


def _pairs(term: str) -> list[tuple[str, str]]:
    return list(pairwise(_spelt(term).split()))


_BOUNDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(told + r"(?: (?:ngày|khoảng|about|the))*\W+\d"), re.compile(plan))
    for told, plan in (
        (
            r"(?:at least|a minimum of|no less than|not less than|tối thiểu|ít nhất)",
            r"tối thiểu|ít nhất|trở lên|không dưới|không thấp hơn|không ít hơn|trên|≥",
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
    return _denies(english, "en") == _denies(vietnamese, "vi")
