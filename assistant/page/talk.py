"""A visitor's conversation: what was asked, how its answers come, and how they were judged."""

import logging
import secrets
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from assistant.answer import Answer, Status
from corpus.settings import max_question
from corpus.types import Plan
from prompts.page import WORDS

#: Turns that a visitor's page keeps; older ones leave it.
MAX_TURNS = 40
#: Earlier questions that are sent along with a new one.
MAX_HISTORY = 20

log = logging.getLogger(__name__)


class Answerer(Protocol):
    """What the page needs of the assistant; it may be asked from several threads."""

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        plans: Sequence[str] = (),
        language: str | None = None,
        id: str | None = None,
        suggest: bool = False,
    ) -> Answer:
        """Return the answer; a question that cannot be tried has status ``error``."""
        ...

    def stream(
        self, question: str, *, history: Sequence[str] = (), suggest: bool = False
    ) -> Iterator[Answer]:
        """Yield the answer as it grows, every state of it verified; the last one stands."""
        ...

    def plans(self) -> tuple[Plan, ...]:
        """Return the plans that are answered from."""
        ...

    def refresh(self) -> None:
        """Take in plans that came, went or changed since the last question."""
        ...


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer; ``answer`` is ``None`` while it is being found.

    ``whole``: no more of the answer is to come. ``vote`` is "up", "down" or empty; votes are
    kept under ``token``, which nobody can guess.
    """

    number: int
    question: str
    token: str
    answer: Answer | None = None
    whole: bool = False
    vote: str = ""


Turns = tuple[Turn, ...]


class Talk:
    """One visitor's conversation; several of his questions may be answered at a time."""

    def __init__(self) -> None:
        """Start with no question."""
        self._lock = threading.Lock()
        self._turns: dict[int, Turn] = {}
        self._asked = 0

    def __deepcopy__(self, _: dict[int, Any]) -> "Talk":
        """Return an empty conversation: each visitor gets one of his own."""
        return Talk()

    @property
    def turns(self) -> Turns:
        """The questions with their answers as they stand now, oldest first."""
        with self._lock:
            return tuple(self._turns.values())

    def begin(self, question: str) -> Turn:
        """Add a question that has no answer yet; the oldest leaves a long conversation."""
        with self._lock:
            self._asked += 1
            turn = Turn(self._asked, question, secrets.token_urlsafe(16))
            self._turns[turn.number] = turn
            while len(self._turns) > MAX_TURNS:
                del self._turns[next(iter(self._turns))]
            return turn

    def put(self, turn: Turn) -> None:
        """Put a turn in the place of the same question, if that is still kept."""
        with self._lock:
            kept = self._turns.get(turn.number)
            if kept is not None and kept.question == turn.question:
                self._turns[turn.number] = turn

    def vote(self, number: int, verdict: str) -> Turn | None:
        """Judge an answer, or take the same judgement back; return the turn as it is now.

        ``None``: there is no such answer, or it is still being written.
        """
        with self._lock:
            kept = self._turns.get(number)
            if kept is None or kept.answer is None or not kept.whole:
                return None
            judged = replace(kept, vote="" if kept.vote == verdict else verdict)
            self._turns[number] = judged
            return judged

    def clear(self) -> None:
        """Forget all questions; answers still on their way find no place."""
        with self._lock:
            self._turns.clear()
            self._asked = 0


def answering(talk: Talk, turn: Turn, assistant: Answerer) -> Iterator[Turns]:
    """Answer a turn's question; yield the conversation each time its answer has grown.

    The questions before it are its history, answered or not. A fault of the program
    becomes an ``error`` answer, its words and traceback go to the log.
    """
    history = tuple(t.question for t in talk.turns if t.number < turn.number)[-MAX_HISTORY:]
    answer: Answer | None = None
    if len(turn.question) > max_question():
        answer = error_answer(turn.question[: max_question()], "too_long")
    else:
        try:
            for answer in assistant.stream(turn.question, history=history, suggest=True):
                talk.put(replace(turn, answer=answer))
                yield talk.turns
        except Exception:  # one visitor's question must not end the page for all
            log.exception("A question could not be answered.")
            answer = error_answer(turn.question, "no_answer")
    talk.put(replace(turn, answer=answer, whole=True))
    yield talk.turns


def answer_safely(
    assistant: Answerer, question: str, *, history: Sequence[str] = (), plans: Sequence[str] = ()
) -> Answer:
    """Return the assistant's answer; a fault of the program becomes an ``error`` answer.

    The fault's own words and traceback go to the log, never to the page.
    """
    if len(question) > max_question():
        return error_answer(question[: max_question()], "too_long")
    try:
        return assistant.ask(question, history=history, plans=plans, suggest=True)
    except Exception:  # one visitor's question must not end the page for all
        log.exception("A question could not be answered.")
        return error_answer(question, "no_answer")


def brought_up_to_date(assistant: Answerer) -> None:
    """Take in plans that came or went; where that fails, those before are answered from."""
    try:
        assistant.refresh()
    except Exception:  # a page must open, whatever is wrong with a file
        log.exception("The plans could not be brought up to date.")


def error_answer(question: str, key: str) -> Answer:
    """Return an answer that says, in both languages, why a question was not tried."""
    said = " / ".join(getattr(words, key).format(limit=max_question()) for words in WORDS.values())
    return Answer(
        id=None,
        question=question,
        standalone_question=question,
        language="vi",
        status=Status.ERROR,
        reason=said,
        answer=said,
        citations=(),
        rows=(),
        answered_by="none",
        seconds=0.0,
    )
