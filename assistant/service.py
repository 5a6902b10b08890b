"""The assistant as programs use it: open it once, ask it from any thread."""

import threading
import time
from collections.abc import Callable, Sequence

from assistant.answer import Answer, Status
from assistant.chain import Ground, chain_of
from assistant.confidence import confidence
from assistant.conversation import follow
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.language import language_of
from assistant.query import Query
from assistant.rendering import render
from assistant.understanding import clean
from corpus import settings
from corpus.errors import BadQuestionError, PlansError
from corpus.library import Library
from corpus.types import Plan
from index.store import ensure, load
from prompts.frames import frame

MAX_QUESTION = 2000
MAX_HISTORY = 20
Progress = Callable[[str], None]
Stamp = tuple[tuple[str, int, int], ...]


def _quiet(_: str) -> None:
    """Take a progress message and show nothing."""


class Assistant:
    """Answers questions about the plans of a library."""

    def __init__(self, library: Library, progress: Progress = _quiet) -> None:
        """Read the plans and load their index, building it where it is missing or stale."""
        self._library = library
        self._progress = progress
        self._lock = threading.Lock()
        self._ground, self._stamp = self._load()

    @classmethod
    def open(cls, *, shipped_only: bool = False, progress: Progress = _quiet) -> "Assistant":
        """Return an assistant over this machine's plans, or the shipped ones alone.

        Raises:
            PlansError: a plan cannot be read, or the index cannot be built.
        """
        return cls(Library.open(shipped_only=shipped_only), progress)

    def plans(self) -> tuple[Plan, ...]:
        """Return the plans that can be asked."""
        return tuple(self._ground.plans.values())

    @property
    def ground(self) -> Ground:
        """What questions are answered from now; the evaluation searches it by itself."""
        return self._ground

    def refresh(self) -> None:
        """Take in plans that came, went or changed since the last question."""
        if self._library.stamp() == self._stamp:
            return
        with self._lock:
            if self._library.stamp() != self._stamp:
                ground, stamp = self._load()
                self._ground = ground
                self._stamp = stamp  # last: until then others wait for the lock, too

    def _load(self) -> tuple[Ground, Stamp]:
        stamp = self._library.stamp()
        plans = self._library.plans()
        where = settings.data_dir()
        if self._library.shipped_only and Library.open().stamp() != stamp:
            where /= "shipped"  # an index of its own, beside the one with added plans
        model = settings.embedding_model()
        ensure(plans, data_dir=where, model=model, progress=self._progress)
        index = load(plans, data_dir=where, model=model)
        return Ground({plan.id: plan for plan in plans}, Evidence(plans), index), stamp

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        plans: Sequence[str] = (),
        language: str | None = None,
        id: str | None = None,
    ) -> Answer:
        """Return the verified answer; what cannot be tried is an answer of status error.

        ``history`` holds the conversation's earlier questions, oldest first; ``plans``
        are the ids of the plans to look in (none: all); ``language`` is that of the
        words for a question that is empty.
        """
        started = time.perf_counter()
        question = _writable(question)
        history = [_writable(earlier) for earlier in history]
        plans = [_writable(plan) for plan in plans]
        try:
            self.refresh()
            ground = self._ground
            query = _understood(ground, question, history, plans, language)
            draft = chain_of(ground).invoke(query)
        except PlansError as error:
            spoken = language or language_of(question)
            return _error(question, str(error), spoken, id, time.perf_counter() - started)
        return _answer(question, query, draft, ground, id, started)


def _writable(text: str) -> str:
    """Return the text with what UTF-8 cannot write (half a character) replaced."""
    return text.encode("utf-8", "replace").decode()


def _understood(
    ground: Ground,
    question: str,
    history: Sequence[str],
    only: Sequence[str],
    language: str | None,
) -> Query:
    """Return the question as understood after the conversation before it."""
    asked = _checked(question, language)
    for plan_id in only:
        if plan_id not in ground.plans:
            known = ", ".join(ground.plans)
            raise BadQuestionError(f"There is no plan '{plan_id}'. The plans are: {known}.")
    plans = tuple(ground.plans.values())
    answered = chain_of(ground).invoke
    before: Query | None = None
    for earlier in history[-MAX_HISTORY:]:
        if text := clean(earlier)[:MAX_QUESTION]:
            before = follow(before, text, plans, only, answered)
    return follow(before, asked, plans, only, answered)


def _checked(question: str, language: str | None) -> str:
    asked = clean(question[: 2 * MAX_QUESTION + 1])
    spoken = language or language_of(asked)
    if not any(c.isalnum() for c in asked):
        raise BadQuestionError(frame(spoken, "empty"))
    if len(asked) > MAX_QUESTION:
        raise BadQuestionError(frame(spoken, "too_long", limit=str(MAX_QUESTION)))
    return asked


def _answer(
    question: str, query: Query, draft: Draft, ground: Ground, id_: str | None, started: float
) -> Answer:
    text, citations, rows = render(draft, ground.plans)
    return Answer(
        id=id_,
        question=question,
        standalone_question=query.standalone,
        language=query.language,
        status=draft.status,
        reason=str(draft.reason) if draft.reason else None,
        answer=text,
        citations=citations,
        rows=rows,
        answered_by=draft.answered_by,
        seconds=round(time.perf_counter() - started, 4),
        suggestions=draft.suggestions,
        confidence=confidence(draft, query.language),
    )


def _error(question: str, words: str, language: str, id_: str | None, seconds: float) -> Answer:
    """Return the answer that says why a question could not be tried."""
    return Answer(
        id=id_,
        question=question,
        standalone_question=question,
        language=language,
        status=Status.ERROR,
        reason=words,
        answer=words,
        citations=(),
        rows=(),
        answered_by="none",
        seconds=round(seconds, 4),
    )
