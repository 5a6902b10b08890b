"""What was understood of a question."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.indices import index
from corpus.types import Role


class Kind(StrEnum):
    """What a question wants to hear."""

    WHO = "who"
    DUTIES = "duties"
    WHEN = "when"
    HOW_MUCH = "how_much"
    WHAT = "what"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a question is about, in any of several wordings.

    Each alternative is the wording's words, spelt one way; ``near`` holds wordings near in
    meaning, which count for less. ``marked`` tells whether the marks of a question's own
    words were typed, so that they must agree. ``weight`` is relative to 1 for a plain
    word; ``body`` and ``index`` name what a concept is, if it is one; without
    a ``required`` one nothing is an answer; a ``passing`` one stands beside the sentence
    that asks and only helps; a ``loose`` one is of no list, just a word that was typed;
    ``topic`` is set for the topic of a problem told: its sub-index, or empty;
    ``restored`` is the first alternative, typed without marks, with the marks it surely has;
    ``parts`` holds the wordings of each of its words, where all of them together say the same.
    """

    name: str
    alternatives: tuple[tuple[str, ...], ...]
    weight: float = 1.0
    marked: bool = False
    near: tuple[tuple[str, ...], ...] = ()
    body: str | None = None
    index: str | None = None
    required: bool = False
    passing: bool = False
    loose: bool = False
    topic: str | None = None
    restored: tuple[str, ...] = ()
    parts: tuple[tuple[tuple[str, ...], ...], ...] = ()

    @property
    def exact(self) -> bool:
        """Whether the marks of its wordings are known, so that others count little."""
        return self.marked or bool(self.restored)


@dataclass(frozen=True, slots=True)
class Home:
    """The province and the body that a person said to be his."""

    place: str | None = None
    body: str | None = None


LAST = -1


@dataclass(frozen=True, slots=True)
class Points:
    """What a follow-up points at in the answer before it.

    ``more``: what else there is; ``where``: the place where it stands; ``item``: which of
    what was listed, from 1, or ``LAST`` (0: none).
    """

    more: bool = False
    where: bool = False
    item: int = 0


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood; ``plans`` are the ids of the plans to look in.

    ``places`` are the provinces that were named and have a plan here, ``unknown_place``
    one that has none. ``renamed`` are the bodies named that are no more, each with the one
    that took its work, which stands in ``bodies``. ``actors`` are the bodies named that are
    asked to act, ``receivers``
    those that something is sent to or done with, ``claims`` those that the question says
    act. ``annex``: it asks of an annex; ``each_place``: for every province;
    ``counts_bodies``: how many bodies; ``supposes``: it takes something for granted (is it
    so, why is it so); ``negated``: it asks who or what does not; ``needs``: what a sentence
    must hold to answer it ("money", "contact"); ``fact``: what it asks of the document
    itself ("signature", "recipients", "number", "date", "basis", "footnote", "person");
    ``section``: the id of the section that it names. ``home`` is what the person has said of
    himself, ``only_tells``: with these words he only said that; ``unknown_home``: his body is
    asked about and not known. ``points`` tells what it
    points at in the answer to ``before``, if it does.
    """

    question: str
    standalone: str
    language: str
    kind: Kind
    role: Role | None
    plans: tuple[str, ...]
    places: tuple[str, ...] = ()
    unknown_place: str | None = None
    bodies: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    actors: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    indices: tuple[str, ...] = ()
    annex: bool = False
    each_place: bool = False
    counts_bodies: bool = False
    supposes: bool = False
    claims: tuple[str, ...] = ()
    negated: bool = False
    needs: frozenset[str] = frozenset()
    fact: str | None = None
    section: str | None = None
    concepts: tuple[Concept, ...] = ()
    home: Home = Home()
    only_tells: bool = False
    unknown_home: bool = False
    points: Points = Points()
    before: "Query | None" = None

    def under(self, section_id: str) -> bool:
        """Tell whether a section is at or under the one that the question names, if any."""
        named = self.section
        return named is None or section_id == named or section_id.startswith(f"{named}.")

    @property
    def asks_indices(self) -> bool:
        """Whether it asks of sub-indices, by name or in general."""
        return any(
            not _INDEX_WORDS.isdisjoint((concept.name, *concept.name.split()))
            or (concept.index and index(concept.index).parent)
            for concept in self.concepts
        )


_INDEX_WORDS = frozenset(
    {
        "chi so",
        "chi so thanh phan",
        "indices",
        "sub-index",
        "sub-indices",
        "component",
        "components",
    }
)
