"""Drafts of evaluation questions, made from answers that people disliked.

A draft has the form of a row of ``voices.jsonl``, or of ``followups.jsonl`` where it goes on
from others: its question and, where the answer cited one plan alone, that plan. What the
plan truly says a person fills in; until then the checker (:mod:`eval.check`) refuses it.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.feedback import Record, Verdict
from corpus.errors import DataError
from corpus.words import fold, has_marks
from eval.check import DRAFT, read_rows, unfilled
from eval.questions import FOLDER
from eval.spellings import collapse

MAX_COMMENTS = 20

Row = dict[str, Any]
Key = tuple[str, ...]
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Known:
    """The questions of the question files: their keys, and the texts that no draft may show.

    ``kept_aside`` are the folded wordings of the rows that are not of the split ``dev``.
    """

    keys: frozenset[Key] = frozenset()
    kept_aside: frozenset[str] = frozenset()

    def holds(self, key: Key) -> bool:
        """Tell whether a question is there, or its conversation shows one kept aside.

        A question that stands alone in a file is the same question in any conversation.
        """
        return key in self.keys or key[-1:] in self.keys or not self.kept_aside.isdisjoint(key)


@dataclass(frozen=True, slots=True)
class Drafted:
    """The drafts, most disliked first, and how many votes and questions there were.

    ``known`` questions stand in the question files already and have no draft.
    """

    drafts: tuple[Row, ...]
    disliked: int
    liked: int
    known: int


def drafts(votes: Sequence[Record], there: Known) -> Drafted:
    """Return one draft for each question that is not known; ``votes`` stand oldest first."""
    asked: dict[Key, list[Record]] = {}
    for one in votes:
        asked.setdefault(key_of(one.question, one.history), []).append(one)
    new = {key: same for key, same in asked.items() if not there.holds(key)}
    rows = [_draft(key, same) for key, same in new.items()]
    rows.sort(key=lambda row: -row[DRAFT]["disliked"])  # stable: else the first asked first
    disliked = sum(one.verdict is Verdict.DOWN for one in votes)
    return Drafted(tuple(rows), disliked, len(votes) - disliked, len(asked) - len(new))


def known(folder: Path = FOLDER) -> Known:
    """Return all questions of the question files, those set aside included.

    Raises:
        DataError: a file cannot be read; the words never hold a question.
    """
    keys: set[Key] = set()
    kept_aside: set[str] = set()
    for path in sorted(folder.rglob("*.jsonl")):
        rows, faults = read_rows(path)
        if faults:
            raise DataError(f"{path}: {faults[0]}")
        for row in rows:
            questions = row.get("questions")
            wordings = questions.values() if isinstance(questions, dict) else [row.get("question")]
            before = row.get("history") or ()
            asked = {key_of(str(words), before) for words in wordings if words}
            keys |= asked
            if row.get("split") != "dev":
                kept_aside |= {key[-1] for key in asked}
    return Known(frozenset(keys), frozenset(kept_aside))


def key_of(question: str, history: Iterable[str] = ()) -> Key:
    """Return what the same question in the same conversation has in common.

    The words, without case, marks and signs; the question is the last entry.
    """
    return tuple(map(_folded, (*history, question)))


def lines(rows: Iterable[Row]) -> str:
    """Return the rows as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def summary(found: Drafted) -> str:
    """Say in one line how many votes there were and what became of them."""
    liked = f", {found.liked} liked" if found.liked else ""
    return (
        f"answers disliked: {found.disliked}{liked}; drafts: {len(found.drafts)}; "
        f"questions left out because the question files hold them: {found.known}"
    )


def _folded(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return " ".join(_WORD.findall(fold(composed))) or collapse(text)


def _draft(key: Key, votes: Sequence[Record]) -> Row:
    """Return the draft of one question; ``votes`` on it stand oldest first."""
    disliked = [one for one in votes if one.verdict is Verdict.DOWN]
    shown = (disliked or votes)[-1]
    row: Row = {
        "id": f"draft-{hashlib.sha256(json.dumps(key).encode()).hexdigest()[:10]}",
        "split": "",
        "plan": _plan(shown),
        "kind": "",
        "questions": {_wording(shown): collapse(shown.question)},
        "expect": {"bodies": [], "values": [], "wrong_bodies": []},
        "sections": [],
        "quotes": [],
        "note": "",
    }
    if shown.history:
        row["history"] = [collapse(earlier) for earlier in shown.history]
    comments = dict.fromkeys(one.comment.strip() for one in reversed(votes))
    row[DRAFT] = {
        "fill_in": unfilled(row),
        "disliked": len(disliked),
        "liked": len(votes) - len(disliked),
        "first": votes[0].time,
        "last": votes[-1].time,
        "comments": [comment for comment in comments if comment][:MAX_COMMENTS],
        "language": shown.language,
        "status": shown.status,
        "answered_by": shown.answered_by,
        "answer": shown.answer,
        "citations": [asdict(place) for place in shown.citations],
        "index_hash": shown.index_hash,
    }
    return row


def _plan(vote: Record) -> str:
    """Return the plan that all citations name, empty where there is no such one."""
    plans = {place.plan for place in vote.citations}
    return plans.pop() if len(plans) == 1 else ""


def _wording(vote: Record) -> str:
    if vote.language == "en":
        return "en"
    return "vi" if has_marks(vote.question) else "unmarked"
