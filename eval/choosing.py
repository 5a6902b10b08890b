"""Which questions are asked: all of them, or those of some files, kinds or languages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InputError
from eval.questions import (
    SPLITS,
    Fact,
    Split,
    load_facts,
    load_followups,
    load_register,
    load_unanswerable,
    load_voices,
    load_whom,
)
from eval.run import Item, items

FACTS = "facts"
UNANSWERABLE = "unanswerable"
SUITES = (FACTS, "register", "voices", "whom", "followups", UNANSWERABLE)
"""The question files by name."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to ask; an empty part chooses everything. An item must fit every part."""

    suites: Collection[str] = ()
    kinds: Collection[str] = ()
    languages: Collection[str] = ()

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return not (self.suites or self.kinds or self.languages)

    def takes(self, item: Item) -> bool:
        """Tell whether a question is chosen."""
        return all(
            not wanted or found in wanted
            for wanted, found in (
                (self.suites, suite_of(item)),
                (self.kinds, kind_of(item)),
                (self.languages, item.wording),
            )
        )


ALL = Choice()


def suite_of(item: Item) -> str:
    """Return the name of the file that a question is of."""
    if not isinstance(item.row, Fact):
        return UNANSWERABLE
    if item.group == item.wording:
        return FACTS
    return item.group.removesuffix(f"-{item.wording}")


def kind_of(item: Item) -> str:
    """Return a fact's kind; of a question without an answer ``unanswerable``."""
    return item.row.kind if isinstance(item.row, Fact) else UNANSWERABLE


def all_items(folder: Path, splits: Sequence[Split] = SPLITS) -> list[Item]:
    """Return every question of a folder in every wording.

    Raises:
        DataError: a file is not of its form.
    """
    others = (
        load_register(folder),
        load_whom(folder),
        load_voices(folder),
        load_followups(folder),
    )
    return items(load_facts(folder), load_unanswerable(folder), splits, *others)


def chosen(whole: Sequence[Item], choice: Choice) -> list[Item]:
    """Return the questions of the choice, in order.

    Raises:
        InputError: there is no such kind, or no question fits every part of the choice.
    """
    known = {kind_of(item) for item in whole}
    for kind in choice.kinds:
        if kind not in known:
            raise InputError(
                f"No question is of the kind '{kind}'. The kinds are: {', '.join(sorted(known))}."
            )
    found = [item for item in whole if choice.takes(item)]
    if whole and not found:
        raise InputError("No question is all that was chosen; choose fewer things at once.")
    return found
