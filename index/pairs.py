"""Training pairs for the default encoder, taken from the plans' own structure.

No question set is read here: what the encoder learns is which words stand together in
the plans, which folded word is which marked one, and which English term is which
Vietnamese one.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.words import fold, spell, words
from index.passages import Passage

Pair = tuple[str, str]

_SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+|\n+")
_SHORTEST_SENTENCE = 20


@dataclass(frozen=True, slots=True)
class PairOptions:
    """How many pairs of each kind are made.

    ``windows`` and ``translations`` count pairs per passage, ``glossary_repeats`` how
    often each glossary pair comes in each direction.
    """

    windows: int = 32
    translations: int = 48
    glossary_repeats: int = 6
    shortest_window: int = 3
    longest_window: int = 9


def training_pairs(
    items: Sequence[Passage],
    glossary: Sequence[Pair],
    *,
    seed: int,
    options: PairOptions | None = None,
) -> list[Pair]:
    """Return (anchor, positive) pairs, shuffled; the same for the same arguments.

    ``glossary`` holds (Vietnamese, English). About half of the anchors taken from the
    plans come without marks, so that a question typed without them lies near its text.
    """
    chosen = options or PairOptions()
    source = random.Random(seed)
    made: list[Pair] = []
    for passage in items:
        made.extend(_own_pairs(passage, chosen, source))
    made.extend(_glossary_pairs(glossary, chosen))
    made.extend(_translation_pairs(items, glossary, chosen, source))
    source.shuffle(made)
    return made


def training_texts(items: Sequence[Passage], glossary: Sequence[Pair]) -> list[str]:
    """Return the texts that the tokenizer is trained on: marked, folded and English."""
    vietnamese = [passage.text for passage in items] + [vi for vi, _ in glossary]
    return [*vietnamese, *map(fold, vietnamese), *(en for _, en in glossary)]


def _own_pairs(passage: Passage, options: PairOptions, source: random.Random) -> Iterator[Pair]:
    body = passage.body
    if passage.heading:
        yield passage.heading, body
        yield fold(passage.heading.rsplit("\n", 1)[-1]), body
    found = sentences(body)
    yield from pairwise(found)
    for window in _windows(body, options, source):
        yield window, passage.text
        yield fold(window), passage.text
        yield fold(window), window


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, roughly: lines cut after ``. ; : ! ?``."""
    pieces = (piece.strip() for piece in _SENTENCE_END.split(text))
    return [piece for piece in pieces if len(piece) >= _SHORTEST_SENTENCE]


def _windows(text: str, options: PairOptions, source: random.Random) -> Iterator[str]:
    found = words(text)
    for _ in range(options.windows if len(found) >= options.shortest_window else 0):
        length = source.randint(options.shortest_window, options.longest_window)
        first = source.randrange(max(1, len(found) - length + 1))
        window = found[first : first + length]
        yield text[window[0].start : window[-1].end]


def _glossary_pairs(glossary: Sequence[Pair], options: PairOptions) -> Iterator[Pair]:
    for vi, en in glossary:
        for _ in range(options.glossary_repeats):
            yield en, vi
            yield vi, en
        yield en, fold(vi)


def _translation_pairs(
    items: Sequence[Passage],
    glossary: Sequence[Pair],
    options: PairOptions,
    source: random.Random,
) -> Iterator[Pair]:
    """Yield a few English terms of a passage with the passage that names them."""
    spelt = [(f" {' '.join(_spelt_words(vi))} ", en) for vi, en in glossary]
    for passage in items:
        text = f" {' '.join(_spelt_words(passage.text))} "
        named = [en for vi, en in spelt if vi.strip() and vi in text]
        for _ in range(options.translations if named else 0):
            count = source.randint(1, min(3, len(named)))
            yield " ".join(source.sample(named, count)), passage.text


def _spelt_words(text: str) -> Iterable[str]:
    return (word.text for word in words(spell(text)))
