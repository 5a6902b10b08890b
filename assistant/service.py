"""The assistant as programs use it: open it once, ask it from any thread."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import Answer, Status
from assistant.chain import Ground, chain_of, evidence_of
from assistant.composing import Found, first_proved
from assistant.confidence import confidence
from assistant.conversation import follow
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.language import language_of
from assistant.model.opening import open_writer
from assistant.query import Query
from assistant.rendering import render
from assistant.suggesting import suggested
from assistant.understanding import clean
from corpus import settings
from corpus.errors import BadQuestionError, PlansError
from corpus.library import Library
from corpus.types import Plan
from index.store import ensure, load
from prompts.frames import frame

if TYPE_CHECKING:
    from assistant.model.writing import Writer

MAX_HISTORY = 20
#: Seconds until plans that could not be taken in are tried again, if nothing changed since.
RETRY_S = 10.0
#: Questions that are looked up at the same time. Python runs one thread at a time: more of
#: them make none faster, and keep the page and its health waiting.
AT_ONCE = 2
log = logging.getLogger(__name__)
Progress = Callable[[str], None]
Stamp = tuple[tuple[str, int, int], ...]


def _quiet(_: str) -> None:
    """Take a progress message and show nothing."""


class Assistant:
    """Answers questions about the plans of a library."""

    def __init__(
        self, library: Library, progress: Progress = _quiet, *, with_model: bool = True
    ) -> None:
        """Read the plans and load their index, building it where it is missing or stale."""
        self._library = library
        self._progress = progress
        self._lock = threading.Lock()
        self._writer = open_writer() if with_model else None
        self._slots = threading.Semaphore(AT_ONCE)
        self._failed: tuple[Stamp, float] | None = None
        self._ground, self._stamp = self._load()

    @classmethod
    def open(
        cls, *, shipped_only: bool = False, progress: Progress = _quiet, with_model: bool = True
    ) -> "Assistant":
        """Return an assistant over this machine's plans, or the shipped ones alone.

        ``with_model``: the language model that the environment names may write, if it does.

        Raises:
            PlansError: a plan cannot be read, the index cannot be built, or the language model
            that the environment names cannot be used.
        """
        library = Library.open(shipped_only=shipped_only)
        return cls(library, progress, with_model=with_model)

    def plans(self) -> tuple[Plan, ...]:
        """Return the plans that can be asked."""
        return tuple(self._ground.plans.values())

    @property
    def ground(self) -> Ground:
        """What questions are answered from now; the evaluation searches it by itself."""
        return self._ground

    @property
    def index_hash(self) -> str:
        """A hash of the plans and the search that questions are answered from now.

        It changes with a plan, the encoder or the cutting of plans, not with a build that
        makes the same again. Read it when an answer comes, not later: plans may change.
        """
        return self._ground.index.source_hash

    def refresh(self) -> None:
        """Take in plans that came, went or changed since the last question.

        Where that fails, a file is broken or the disk is full, the plans as they were go on
        being answered from, and the log says why; it is tried again once something changed,
        or some seconds later.
        """
        if self._library.stamp() == self._stamp:
            return
        with self._lock:
            now = self._library.stamp()
            if now == self._stamp or self._lately_failed(now):
                return
            try:
                ground, stamp = self._load()
            except (PlansError, OSError) as error:
                self._failed = now, time.monotonic()
                log.warning("The plans are answered from as they were: %s", error)
                return
            self._failed = None
            self._ground = ground
            self._stamp = stamp  # last: until then others wait for the lock, too

    def _lately_failed(self, stamp: Stamp) -> bool:
        """Tell whether taking in this same state failed a moment ago."""
        if self._failed is None:
            return False
        failed, at = self._failed
        return failed == stamp and time.monotonic() - at < RETRY_S

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
        suggest: bool = False,
    ) -> Answer:
        """Return the verified answer; what cannot be tried is an answer of status error.

        ``history`` holds the conversation's earlier questions, oldest first; ``plans``
        are the ids of the plans to look in (none: all); ``language`` is that of the
        words for a question that is empty; ``suggest``: with questions to go on with.
        """
        answers = self.stream(
            question, history=history, plans=plans, language=language, id=id, suggest=suggest
        )
        return deque(answers, maxlen=1).pop()

    def stream(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        plans: Sequence[str] = (),
        language: str | None = None,
        id: str | None = None,
        suggest: bool = False,
    ) -> Iterator[Answer]:
        """Yield the answer as it grows, every state of it verified; the last one stands.

        Without a language model there is one state. Suggestions come in one state more,
        the same answer with them, so that the answer need not wait. Takes what :meth:`ask`
        takes.
        """
        started = time.perf_counter()
        question = _writable(question)
        history = [_writable(earlier) for earlier in history]
        plans = [_writable(plan) for plan in plans]
        try:
            self.refresh()
            ground = self._ground
            with self._slots:
                query = understood(ground, question, history, plans, language)
            for told, draft in self._drafts(ground, query, history, plans):
                answer = answer_of(question, told, draft, ground, id, started)
                yield answer
        except PlansError as error:
            spoken = language or language_of(question)
            yield _error(question, str(error), spoken, id, time.perf_counter() - started)
            return
        if suggest and (found := _suggestions(ground, told, draft, (*history, question), plans)):
            yield replace(answer, suggestions=found)

    def _drafts(
        self, ground: Ground, query: Query, history: Sequence[str], only: Sequence[str]
    ) -> Iterator[tuple[Query, Draft]]:
        """Yield drafts with the question that they answer: written ones, or the composed."""
        with self._slots:  # never while an answer is handed out: who asked may take his time
            found = evidence_of(ground).invoke(query)
            composed = first_proved(found)
        if self._writer is None:
            yield query, composed
            return
        # Imported here: without a model none of it is needed.
        from assistant.model.helping import translated

        writer = self._writer.for_one_answer()
        if history and composed.status in (Status.NOT_IN_PLANS, Status.UNCLEAR):
            other = _written_out(writer, ground, query, history, only)
            if other is not None:
                query, found, composed = other
        draft = composed
        for draft in writer.write(found, composed):
            yield query, draft
        if draft.answered_by == "model" and query.language == "en":
            yield query, translated(writer, draft, ground.plans)


def _written_out(
    writer: "Writer", ground: Ground, query: Query, history: Sequence[str], only: Sequence[str]
) -> tuple[Query, Found, Draft] | None:
    """Return a follow-up as a model writes it out, if the plans answer it so."""
    from assistant.model.helping import rewritten

    text = rewritten(writer, query.question, history, query.language)
    if text is None:
        return None
    other = follow(None, text, tuple(ground.plans.values()), only)
    found = evidence_of(ground).invoke(replace(other, question=query.question, standalone=text))
    draft = first_proved(found)
    return (found.query, found, draft) if draft.status is Status.ANSWERED else None


def _suggestions(
    ground: Ground, query: Query, draft: Draft, asked: Sequence[str], only: Sequence[str]
) -> tuple[str, ...]:
    """Return questions to go on with; none where they fail, since the answer stands."""
    earlier = [text for one in reversed(asked) if (text := clean(one)[: settings.max_question()])]
    try:
        return suggested(ground, query, draft, earlier, only)
    except PlansError:
        return ()


def _writable(text: str) -> str:
    """Return the text with what UTF-8 cannot write (half a character) replaced."""
    return text.encode("utf-8", "replace").decode()


def understood(
    ground: Ground,
    question: str,
    history: Sequence[str],
    only: Sequence[str],
    language: str | None,
) -> Query:
    """Return the question as understood after the conversation before it.

    Raises:
        BadQuestionError: it is empty or too long, or ``only`` names a plan that is not there.
    """
    asked = _checked(question, language)
    for plan_id in only:
        if plan_id not in ground.plans:
            known = ", ".join(ground.plans)
            raise BadQuestionError(f"There is no plan '{plan_id}'. The plans are: {known}.")
    plans = tuple(ground.plans.values())
    answered = chain_of(ground).invoke
    before: Query | None = None
    for earlier in history[-MAX_HISTORY:]:
        if text := clean(earlier)[: settings.max_question()]:
            before = follow(before, text, plans, only, answered)
    return follow(before, asked, plans, only, answered)


def _checked(question: str, language: str | None) -> str:
    limit = settings.max_question()
    asked = clean(question[: 2 * limit + 1])
    spoken = language or language_of(asked)
    if not any(c.isalnum() for c in asked):
        raise BadQuestionError(frame(spoken, "empty"))
    if len(asked) > limit:
        raise BadQuestionError(frame(spoken, "too_long", limit=str(limit)))
    return asked


def answer_of(
    question: str,
    query: Query,
    draft: Draft,
    ground: Ground,
    id_: str | None = None,
    started: float | None = None,
) -> Answer:
    """Return a verified draft as the answer to a question, with its citations.

    ``started`` is when the question came, by ``time.perf_counter``.
    """
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
        seconds=round(time.perf_counter() - started, 4) if started is not None else 0.0,
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
