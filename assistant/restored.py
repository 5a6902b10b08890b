"""The marks of a question typed without them: beside what was typed, never in its place.

Only marks that are sure count (:data:`corpus.restoring.SURE`). With them a question's
words are found in the plans' own spelling first, and other marks count little, as they
do where marks were typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.language import VIETNAMESE_CONTENT, mostly_marked
from assistant.query import Query
from corpus.restoring import SURE, Restorer, restorer
from corpus.types import Plan
from corpus.words import Word, spell

Spelt = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """The sure spellings of a question's words, by where each word begins."""

    spelt: Mapping[int, str] = field(default_factory=dict)

    def of(self, run: Sequence[Word]) -> Spelt:
        """Return words with their marks, spelt one way; none where one of them is not sure."""
        found = tuple(self.spelt.get(word.start, "") for word in run)
        return found if all(found) else ()

    def says_something(self, word: Word) -> bool:
        """Tell whether a word only looks small without its marks ("no" that is "nợ")."""
        return self.spelt.get(word.start, "") in VIETNAMESE_CONTENT


UNKNOWN = Marks()


def marks_of(question: str, restorer: Restorer | None) -> Marks:
    """Return the sure marks of a question; without a restorer none is known."""
    if restorer is None:
        return UNKNOWN
    found = restorer.restore(question)
    return Marks({word.start: spell(word.text) for word in found if word.sure >= SURE})


def with_marks(question: str, restorer: Restorer) -> str:
    """Return a question with its sure marks put back; it keeps its length."""
    pieces: list[str] = []
    place = 0
    for word in restorer.restore(question):
        if word.sure >= SURE:
            pieces += [question[place : word.start], word.text]
            place = word.end
    return "".join(pieces) + question[place:]


def restored_beside(query: Query, plans: tuple[Plan, ...]) -> str:
    """Return a question typed without marks with its sure ones, to search beside it, or ""."""
    if query.language != "vi" or mostly_marked(query.standalone):
        return ""
    beside = with_marks(query.standalone, restorer(plans))
    return beside if beside != query.standalone else ""
