"""Asking in several processes at once, so that a run of all questions is short.

Each process opens the shipped plans itself; what it answers is what one process would. The
milliseconds of an answer are measured where it is made: with more processes than free cores
they are longer than alone.
"""

import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from types import TracebackType
from typing import Any

from eval.questions import Fact
from eval.run import Answered, Asker, Finder, Found, Item, asked_of

MOST = 8
WORTH = 200  # fewer questions are asked sooner than processes are started
Job = tuple[str, tuple[str, ...], bool]
"""A question, those before it, and whether its sections are searched for, too."""

_here: tuple[Asker, Finder] | None = None


def jobs_of_machine() -> int:
    """Return how many processes there may be: one for each core, ``MOST`` at most."""
    return min(MOST, os.cpu_count() or 1)


class Pool:
    """Processes that answer; a context manager, which ends them."""

    def __init__(self, jobs: int) -> None:
        """Start so many processes, each with the shipped plans and no language model."""
        # Not forked: the libraries under the search may have threads by now.
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_open)
        self._found: dict[str, Sequence[Found]] = {}

    def __enter__(self) -> "Pool":
        """Return the pool."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes; what is not begun is not asked any more."""
        self._pool.shutdown(cancel_futures=True)

    def ask_all(self, asked: Sequence[Item]) -> Iterator[Answered]:
        """Yield each item with its answer and its milliseconds, in their order."""
        jobs = [_job(item) for item in asked]
        for item, (answer, milliseconds, found) in zip(
            asked, self._pool.map(_answered, jobs, chunksize=8), strict=True
        ):
            if found is not None:
                self._found[item.question] = found
            yield item, answer, milliseconds

    def find(self, question: str) -> Sequence[Found]:
        """Return the sections that were found for a question asked before."""
        return self._found[question]


def _job(item: Item) -> Job:
    if not isinstance(item.row, Fact):
        return item.question, (), False
    return item.question, tuple(item.row.history), not item.row.history


def _open() -> None:
    # Imported here: the parent needs none of it.
    from assistant.service import Assistant
    from eval.retrieval import finder

    global _here
    assistant = Assistant.open(shipped_only=True, with_model=False)
    _here = assistant, finder(assistant.ground)
    assistant.ask("?")


def _answered(job: Job) -> tuple[dict[str, Any], float, Sequence[Found] | None]:
    if _here is None:
        raise RuntimeError("a process of the pool was not opened")
    assistant, find = _here
    question, history, searched = job
    begun = time.perf_counter()
    answer = asked_of(assistant, question, history)
    milliseconds = 1000 * (time.perf_counter() - begun)
    return answer, milliseconds, find(question) if searched else None
