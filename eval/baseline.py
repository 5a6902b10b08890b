"""What our answers are held against: the question answering of a LangChain tutorial.

Pieces of 1,000 characters that overlap by 200, the vectors of our own encoder, a flat FAISS
index, the five nearest pieces, and of these the one sentence nearest to the question, cited
with its place. It never refuses, knows no plan's form and forgets what was asked before.
Nothing of it is tuned, and no limit stands on it: it is only measured.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus.sentences import sentences
from corpus.types import Plan
from index.dense import DenseIndex
from index.encoder import Encoder

NAME = "tutorial chain"
CHUNK_CHARACTERS = 1_000
OVERLAP_CHARACTERS = 200
NEAREST = 5


class Piece(NamedTuple):
    """A piece of a plan: ``plan.text[start:end]``."""

    plan: Plan
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words of the piece."""
        return self.plan.text[self.start : self.end]

    @property
    def section(self) -> str:
        """The id of the section that the piece begins in."""
        return self.sections[0]

    @property
    def sections(self) -> list[str]:
        """The ids of all sections that the piece has a part of, in order."""
        return [s.id for s in self.plan.sections if s.start < self.end and self.start < s.end]


class Told(NamedTuple):
    """An answer of the chain; ``None``: the plans hold no sentence."""

    question: str
    sentence: Piece | None

    def to_json(self) -> dict[str, Any]:
        """Return the answer in the JSON form of the assistant's."""
        return {
            "id": None,
            "question": self.question,
            "standalone_question": self.question,
            "status": "answered" if self.sentence else "not_in_plans",
            "reason": None,
            "answer": f"{' '.join(self.sentence.text.split())} [1]" if self.sentence else "",
            "citations": [_citation(self.sentence)] if self.sentence else [],
            "rows": [],
            "answered_by": NAME,
            "confidence": None,
        }


def _citation(sentence: Piece) -> dict[str, Any]:
    return {
        "n": 1,
        "plan": sentence.plan.id,
        "section": sentence.section,
        "heading": list(sentence.plan.headings(sentence.section)),
        "quote": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
    }


class Baseline:
    """The chain over some plans."""

    def __init__(self, plans: Sequence[Plan], encoder: Encoder) -> None:
        """Cut the plans and index the pieces."""
        self._encoder = encoder
        self._pieces = [piece for plan in plans for piece in pieces(plan)]
        self._index = DenseIndex(encoder.encode_passages([piece.text for piece in self._pieces]))

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Told:
        """Answer a question; what was asked before is not looked at."""
        wanted = self._encoder.encode_queries([question])[0]
        return Told(question, self._nearest_sentence(wanted, self._found(wanted)))

    def sections(self, question: str) -> list[tuple[str, str]]:
        """Return each (plan, section) that the pieces found lie in, those of the best first."""
        found = self._found(self._encoder.encode_queries([question])[0])
        places = ((piece.plan.id, name) for piece in found for name in piece.sections)
        return list(dict.fromkeys(places))

    def _found(self, wanted: np.ndarray[Any, np.dtype[np.float32]]) -> list[Piece]:
        ids, _ = self._index.search(wanted, NEAREST)
        return [self._pieces[int(number)] for number in ids]

    def _nearest_sentence(
        self, wanted: np.ndarray[Any, np.dtype[np.float32]], found: Sequence[Piece]
    ) -> Piece | None:
        """Return the sentence with the greatest cosine, the first of those that are equal."""
        candidates = [
            Piece(piece.plan, *place)
            for piece in found
            for place in sentences(piece.plan.text, piece.start, piece.end)
        ]
        if not candidates:
            return None
        vectors = self._encoder.encode_passages([sentence.text for sentence in candidates])
        return candidates[int(np.argmax(vectors @ wanted))]


def pieces(plan: Plan) -> Iterator[Piece]:
    """Yield the plan's pieces as LangChain's splitter cuts them, in order.

    Raises:
        ValueError: the splitter gave a piece that does not stand in the plan.
    """
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_CHARACTERS, chunk_overlap=OVERLAP_CHARACTERS, add_start_index=True
    )
    for document in splitter.create_documents([plan.text]):
        start = int(document.metadata["start_index"])
        piece = Piece(plan, start, start + len(document.page_content))
        if start < 0 or piece.text != document.page_content:
            raise ValueError(f"{plan.id}: a piece of the splitter does not stand at {start}")
        yield piece
