"""What retrieval found for a question: sections, best first, and how well their words fit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

Key = tuple[str, str]
"""The ids of a plan and of one of its sections."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The sections found, best first, each once, with the BM25 score of their best chunk."""

    sections: tuple[Key, ...] = ()
    words: tuple[float, ...] = ()

    def place(self, plan: str, section: str) -> float:
        """Return 1 for the section found first, 1/2 for the second, 0 for one not found."""
        key = (plan, section)
        return 1 / (1 + self.sections.index(key)) if key in self.sections else 0.0

    def lexical(self, plan: str, section: str) -> float:
        """Return the BM25 score of a section's best chunk; 0 for one not found."""
        key = (plan, section)
        return self.words[self.sections.index(key)] if key in self.sections else 0.0

    def of(self, plans: Collection[str]) -> "Retrieved":
        """Return what was found in some plans alone."""
        return self._kept([key for key in self.sections if key[0] in plans])

    def without(self, keys: Collection[Key]) -> "Retrieved":
        """Return what was found but for some sections."""
        return self._kept([key for key in self.sections if key not in keys])

    def _kept(self, keys: Sequence[Key]) -> "Retrieved":
        return Retrieved(tuple(keys), tuple(self.lexical(*key) for key in keys))
