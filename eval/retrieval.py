"""The retrieval benchmark: the search that answers are found by, measured on any passages.

Two files of JSON lines: passages ``{"id", "text"}`` and questions ``{"id", <field>,
"passage"}``, each of which one passage answers. A passage is searched as a section
without a heading is; a question is understood and widened as the assistant does it, in
the language that it is asked in. Nothing of the project may be chosen by these figures.
"""

import json
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.evidence import Evidence
from assistant.reranking import FOUND, reranked
from assistant.understanding import clean, understand
from assistant.widening import widening
from corpus.errors import DataError
from eval import metrics
from eval.questions import lines
from index.encoder import Encoder
from index.hybrid import HybridIndex
from index.passages import Passage

if TYPE_CHECKING:
    from assistant.chain import Ground

DEPTHS = (1, 5, 10)
DEEPEST = max(DEPTHS)
Progress = Callable[[int, int], None]
Search = Callable[[str], Sequence[str]]


class Asked(NamedTuple):
    """A question and the id of the passage that answers it."""

    id: str
    text: str
    passage: str


def read_passages(path: Path) -> dict[str, str]:
    """Return the texts of the passages by id, in the file's order.

    Raises:
        DataError: a row is not of its form, an id stands twice, or there is none.
    """
    found: dict[str, str] = {}
    for place, row in _rows(path):
        name = _text(row, "id", place)
        if name in found:
            raise DataError(f"{place}: the id {name!r} stands on an earlier line too")
        found[name] = _text(row, "text", place)
    return found


def read_questions(path: Path, field: str, passages: Mapping[str, str]) -> tuple[Asked, ...]:
    """Return the questions as the key ``field`` of each row asks them, in the file's order.

    Raises:
        DataError: a row is not of its form or names a passage that is not there, an id
            stands twice, or there is none.
    """
    found: dict[str, Asked] = {}
    for place, row in _rows(path):
        asked = Asked(*(_text(row, key, place) for key in ("id", field, "passage")))
        if asked.id in found:
            raise DataError(f"{place}: the id {asked.id!r} stands on an earlier line too")
        if asked.passage not in passages:
            raise DataError(f"{place}: there is no passage {asked.passage!r} in the passages' file")
        found[asked.id] = asked
    return tuple(found.values())


def _rows(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return the file's JSON objects, each with its place ("file:line")."""
    found = []
    for number, line in lines(path):
        place = f"{path}:{number}"
        try:
            row = json.loads(line.lstrip("\ufeff"))
        except ValueError as error:
            raise DataError(f"{place}: not JSON: {error}") from error
        if not isinstance(row, dict):
            raise DataError(f"{place}: expected a JSON object, found {type(row).__name__}")
        found.append((place, row))
    if not found:
        raise DataError(f"{path}: the file is empty; expected one JSON object a line")
    return found


def _text(row: Mapping[str, Any], key: str, place: str) -> str:
    """Return the words under a key; ids may be whole numbers."""
    if key not in row:
        there = ", ".join(row) or "nothing"
        raise DataError(f"{place}: the key {key!r} is missing; there is: {there}")
    value = row[key]
    if key in ("id", "passage") and type(value) is int:
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise DataError(f"{place}: {key!r} must be text that is not empty")
    return value.encode("utf-8", "replace").decode()  # half a character is no text


def searcher(encoder: Encoder, passages: Mapping[str, str]) -> Search:
    """Return the search over passages: a question in, the ids of the best ten out."""
    ids = list(passages)
    evidence = Evidence.of_texts(passages)
    index = HybridIndex.of(encoder, [Passage("", text) for text in passages.values()])

    def search(question: str) -> list[str]:
        query = understand(clean(question), ())
        more = widening(query.language, query.concepts, query.standalone)
        hits = index.search(query.standalone, FOUND, extra=more.terms, dense_queries=more.wordings)
        found = [(("", ids[hit.row]), hit.score) for hit in hits]
        weights = dict.fromkeys((key for key, _ in found), evidence.weights(query)[""])
        ordered = reranked(query, found, evidence.by_section, weights, evidence)
        return [name for _, name in ordered[:DEEPEST]]

    return search


def finder(ground: "Ground") -> Callable[[str], Sequence[tuple[str, str]]]:
    """Return what finds the (plan, section) that an answer to a question is looked for in."""
    # Imported here: LangChain is slow to load, and the benchmark does without.
    from assistant.chain import sections_for

    plans = tuple(ground.plans.values())
    return lambda question: sections_for(ground, understand(clean(question), plans))


def without_marks(text: str) -> str:
    """Return a text as it is typed without marks, capitals kept ("Đất đai" → "Dat dai").

    In any language: "café" gives "cafe".
    """
    parted = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    bare = "".join(c for c in parted if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", bare)


def measure(search: Search, asked: Sequence[Asked], progress: Progress) -> dict[str, float]:
    """Return the figures of the questions as they are and, with ``unmarked_``, without marks.

    ``recall@k`` is the share whose passage is among the first k, ``mrr@10`` the mean of 1
    / its rank, 0 beyond ten. ``ms_per_question`` is the mean wall time of understanding
    and searching a question as it is, after one that is not counted. ``progress`` is told
    how many of all searches are done. At least one question is asked.
    """
    search(asked[0].text)
    total = 2 * len(asked)
    started = time.perf_counter()
    ranked = []
    for question in asked:
        ranked.append(search(question.text))
        progress(len(ranked), total)
    seconds = time.perf_counter() - started
    bare = []
    for question in asked:
        bare.append(search(without_marks(question.text)))
        progress(len(asked) + len(bare), total)
    return {
        "questions": len(asked),
        **_figures(ranked, asked, ""),
        **_figures(bare, asked, "unmarked_"),
        "ms_per_question": round(1000 * seconds / len(asked), 3),
    }


def _figures(
    ranked: Sequence[Sequence[str]], asked: Sequence[Asked], prefix: str
) -> dict[str, float]:
    pairs = [(ids, {one.passage}) for ids, one in zip(ranked, asked, strict=True)]
    figures = {
        f"{prefix}recall@{k}": metrics.mean(
            metrics.recall_at(ids, right, k) for ids, right in pairs
        )
        for k in DEPTHS
    }
    ranks = (metrics.reciprocal_rank(ids, right, DEEPEST) for ids, right in pairs)
    figures[f"{prefix}mrr@{DEEPEST}"] = metrics.mean(ranks)
    return {name: round(value, 6) for name, value in figures.items()}
