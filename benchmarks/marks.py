"""``python -m benchmarks.marks [FILE...]``: how many words get their marks back rightly.

The marks of each file's lines are taken off and put back by the statistics of the shipped
plans and lists; so is every Vietnamese question of the evaluation, of which only totals are
told. Counted are the words that could change: letters only, and no short form in capitals.
Beside it stands the simplest way, the commonest spelling of each word by itself.
"""

import argparse
import math
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import PlansError
from corpus.library import Library
from corpus.plan import read_plan
from corpus.restoring import SURE, Restorer, restorer
from corpus.words import fold, spell, words
from eval.questions import SPLITS, load_facts, load_register, load_voices, load_whom


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of words: all, restored rightly, right as the commonest spelling, and the sure."""

    words: int = 0
    right: int = 0
    commonest: int = 0
    sure: int = 0
    sure_right: int = 0


def stripped(text: str) -> str:
    """Return an NFC text without Vietnamese marks, in the case it has."""
    pairs = zip(text, fold(text), strict=True)
    return "".join(
        (bare.upper() if char.isupper() else bare) if char.isalpha() else char
        for char, bare in pairs
    )


def measure(known: Restorer, texts: Iterable[str]) -> Score:
    """Return how well the marks of texts are put back after they were taken off."""
    total = right = commonest = sure = sure_right = 0
    for text in texts:
        text = unicodedata.normalize("NFC", text)
        for true, put in zip(words(text), known.restore(stripped(text)), strict=True):
            if math.isinf(put.sure):
                continue
            good = spell(put.text) == true.text
            total += 1
            right += good
            commonest += known.commonest(fold(true.text)) == true.text
            sure += put.sure >= SURE
            sure_right += good and put.sure >= SURE
    return Score(total, right, commonest, sure, sure_right)


def _questions(split: str) -> list[str]:
    rows = (*load_facts(), *load_register(), *load_voices(), *load_whom())
    return [row.questions.vi for row in rows if row.split == split]


def _line(name: str, score: Score) -> str:
    if not score.words:
        return f"{name:<24}{0:>8}"
    shares = (
        score.right / score.words,
        score.commonest / score.words,
        score.sure / score.words,
        score.sure_right / max(score.sure, 1),
    )
    return f"{name:<24}{score.words:>8}" + "".join(f"{share:>12.1%}" for share in shares)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.marks", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="texts of plans")
    options = parser.parse_args(arguments)
    known = restorer(Library.open(shipped_only=True).plans())
    head = ("words", "restored", "commonest", "sure", "sure right")
    print(f"{'text':<24}{head[0]:>8}" + "".join(f"{name:>12}" for name in head[1:]))
    try:
        every: list[str] = []
        for path in options.files:
            plan = read_plan(path.read_bytes(), "measured", path.name)
            every += plan.text.split("\n")
            print(_line(path.stem, measure(known, plan.text.split("\n"))))
        if every:
            print(_line("all files", measure(known, every)))
        for split in SPLITS:
            print(_line(f"questions, {split}", measure(known, _questions(split))))
    except (PlansError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
