"""The assistant with a line in the log for each question; only the running chat uses it."""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from assistant.answer import Answer, Status
from assistant.logs import tell
from corpus.types import Plan


class Assisting(Protocol):
    """What is wrapped: an assistant that may be asked from several threads."""

    @property
    def ask(self) -> Callable[..., Answer]:
        """Return the answer to a question."""
        ...

    @property
    def stream(self) -> Callable[..., Iterator[Answer]]:
        """Yield the answer as it grows; the last one stands."""
        ...

    def plans(self) -> tuple[Plan, ...]:
        """Return the plans that are answered from."""
        ...

    def refresh(self) -> None:
        """Take in plans that came, went or changed."""
        ...


class Logged:
    """Asks an assistant and logs ``answered``, ``failed``, ``abandoned``, ``plans_changed``.

    It takes what the assistant takes, and gives and raises what the assistant does; a fault
    carries the request's id as a note, so that its traceback in the log can be found.
    """

    def __init__(self, assistant: Assisting) -> None:
        """Take the assistant to ask."""
        self._assistant = assistant
        self._lock = threading.Lock()
        self._known = _states(assistant.plans())
        self._answered = 0

    @property
    def answered(self) -> int:
        """How many questions were answered, refusals and errors in words included."""
        return self._answered

    def ask(self, question: str, **asked: Any) -> Answer:
        """Return the assistant's answer."""
        request = _Request(question)
        try:
            answer = self._assistant.ask(question, **asked)
        except Exception as error:
            request.failed(error)
            raise
        self._done(request, answer)
        return answer

    def stream(self, question: str, **asked: Any) -> Iterator[Answer]:
        """Yield the assistant's answer as it grows."""
        request = _Request(question)
        answer: Answer | None = None
        try:
            for answer in self._assistant.stream(question, **asked):
                yield answer
        except GeneratorExit:  # whoever asked went away
            request.tell("abandoned")
            raise
        except Exception as error:
            request.failed(error)
            raise
        if answer is not None:
            self._done(request, answer)

    def plans(self) -> tuple[Plan, ...]:
        """Return the plans that are answered from."""
        return self._assistant.plans()

    def refresh(self) -> None:
        """Take in plans that came, went or changed."""
        self._assistant.refresh()
        self._look()

    def _done(self, request: "_Request", answer: Answer) -> None:
        with self._lock:
            self._answered += 1
        self._look()
        request.answered(answer)

    def _look(self) -> None:
        """Log which plans came, went or changed since the last look."""
        with self._lock:
            before, now = self._known, _states(self._assistant.plans())
            if before == now:
                return
            self._known = now
        tell(
            "plans_changed",
            added=sorted(now.keys() - before.keys()),
            removed=sorted(before.keys() - now.keys()),
            changed=sorted(n for n in now.keys() & before.keys() if now[n] != before[n]),
            plans=len(now),
        )


class _Request:
    """One question on its way, known in the log by a random id."""

    def __init__(self, question: str) -> None:
        self._id = secrets.token_hex(8)
        self._question = question
        self._started = time.perf_counter()

    def answered(self, answer: Answer) -> None:
        """Log what became of the question."""
        error = answer.status is Status.ERROR
        self.tell(
            "answered",
            status=str(answer.status),
            # An error's words may quote what was asked.
            reason="told in words" if error else answer.reason,
            answered_by=answer.answered_by,
            language=answer.language,
            citations=len(answer.citations),
            plans=sorted({citation.plan for citation in answer.citations}),
        )

    def failed(self, error: Exception) -> None:
        """Log a fault; its traceback is logged where it is turned into words."""
        error.add_note(f"request {self._id}")
        self.tell("failed", level=logging.ERROR, kind=type(error).__name__)

    def tell(self, event: str, **fields: Any) -> None:
        """Log an event of this question."""
        tell(
            event,
            request=self._id,
            **fields,
            seconds=round(time.perf_counter() - self._started, 4),
            question_characters=len(self._question),
            question=self._question,
        )


def _states(plans: Sequence[Plan]) -> dict[str, str]:
    """Return of each plan what changes when its text does."""
    return {plan.id: plan.source_sha256 for plan in plans}
