"""Writing an answer with a model: each sentence shown once proved, or the composed answer.

The composed answer is made first and is the measure: a written one must name every body
and duty that it names, and nothing may speak against the register. Whatever goes wrong ends
in the composed answer and a line for the one who runs the program.
"""

import copy
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.answer import Status
from assistant.composing import Found
from assistant.draft import Draft, Statement
from assistant.model import calling
from assistant.model.calling import Call, Kind, ModelError
from assistant.model.packing import Keys, Pack, pack, random_key
from assistant.model.proving import judge
from assistant.model.replies import JsonReader, LineReader, Reader, ReplyError, Said
from corpus import agencies
from corpus.types import Assignment, Span
from prompts.templates import prompt

#: A list of more duties than this is composed: a model would leave some out.
LONGEST_LIST = 12
log = logging.getLogger(__name__)


class Writer:
    """Writes answers with one model; may be used from several threads."""

    def __init__(
        self,
        name: str,
        free: Call,
        held: Call | None = None,
        *,
        timeout_s: float,
        keys: Keys = random_key,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        """Take the ways to call a model: freely, and held to our JSON schema if it can be."""
        self._name = name
        self._free = free
        self._held = held
        self._refused = threading.Event()  # the server knows no schema
        self._timeout_s = timeout_s
        self._ends: float | None = None
        self._keys = keys
        self._wait = wait

    def for_one_answer(self) -> "Writer":
        """Return this writer with its time running: all calls for one answer share it."""
        one = copy.copy(self)
        one._ends = time.monotonic() + self._timeout_s
        return one

    def _left_s(self) -> float:
        """Return the seconds left for the answer."""
        return self._timeout_s if self._ends is None else max(0.0, self._ends - time.monotonic())

    def write(self, found: Found, composed: Draft) -> Iterator[Draft]:
        """Yield the answer as it grows, all of it proved each time; the last one stands.

        That is the composed draft where the model fails in any way.
        """
        if not writable(composed):
            yield composed
            return
        try:
            yield from self._written(found, composed)
        except ModelError as fault:
            self.warn(fault.kind)
            yield composed

    def _written(self, found: Found, composed: Draft) -> Iterator[Draft]:
        evidence = pack(found, composed, keys=self._keys)
        kept: list[Statement] = []
        strange: list[bool] = []  # of each sentence: whether it was in another language
        for said in self._said(found, evidence):
            shown = [place for statement in kept for place in statement.quotes]
            verdict = judge(said, evidence, found.plans, found.query.language, shown)
            strange.append(verdict.other_language)
            if verdict.against_register:
                raise ModelError(Kind.AGAINST)
            if verdict.statement is None or verdict.statement in kept:
                log.debug("A sentence of %s is left out: %s", self._name, verdict.faults)
                continue
            kept.append(verdict.statement)
            yield _draft(composed, kept)
        if not kept and strange:
            raise ModelError(Kind.LANGUAGE if all(strange) else Kind.UNPROVED)
        if not (kept and covers(kept, composed)):
            raise ModelError(Kind.SHORT)

    def _said(self, found: Found, evidence: Pack) -> Iterator[Said]:
        """Yield the model's statements; in plain lines where its server knows no schema."""
        if self._held is not None and not self._refused.is_set():
            try:
                yield from self._read(self._held, "form_json", JsonReader(), found, evidence)
                return
            except ModelError as fault:
                if fault.kind is not Kind.REJECTED:
                    raise
            self._refused.set()  # from now on
        yield from self._read(self._free, "form_lines", LineReader(), found, evidence)

    def _read(
        self, call: Call, form: str, reader: Reader, found: Found, evidence: Pack
    ) -> Iterator[Said]:
        language = found.query.language
        asked = prompt(
            "answer",
            language,
            boundary=evidence.boundary,
            evidence=evidence.text,
            form=prompt(form, language).rules,
            question=" ".join(found.query.standalone.split()),
        )
        try:
            for piece in calling.words_of(call, asked, self._left_s(), wait=self._wait):
                yield from reader.feed(piece)
            yield from reader.close()
        except ReplyError:
            raise ModelError(Kind.INVALID) from None

    def say(self, purpose: str, language: str, **values: str) -> str:
        """Return a model's whole reply to a prompt that wants no proof of its own.

        Raises:
            ModelError: it cannot be had.
        """
        asked = prompt(purpose, language, **values)
        words = calling.words_of(self._free, asked, self._left_s(), wait=self._wait)
        found = ""
        for piece in words:
            found += piece
            if len(found) > LONGEST_SAYING:
                raise ModelError(Kind.LENGTH)
        return found

    def boundary(self) -> str:
        """Return a line that no document can know."""
        return f"-----{self._keys()}{self._keys()}-----"

    def warn(self, kind: Kind) -> None:
        """Tell the one who runs the program why a model's words were not used."""
        log.warning("The model %s was not used for an answer: %s.", self._name, kind)


LONGEST_SAYING = 12_000


def writable(composed: Draft) -> bool:
    """Tell whether a model may write in place of a composed draft.

    Refusals and questions asked back stay as they are, and so do tables, counts and long
    lists, which are complete as composed.
    """
    exact = any(
        s.counted or s.counted_bodies or s.listed or s.cell is not None for s in composed.statements
    )
    told = composed.status is Status.ANSWERED and composed.answered_by in ("register", "passages")
    return told and not exact and len(composed.rows) <= LONGEST_LIST


def covers(kept: list[Statement], composed: Draft) -> bool:
    """Tell whether what was kept says what the composed draft says first.

    Of the rows that its first proved sentence states each body in its role; where it
    states none, a place of its own sections.
    """
    first = next((s for s in composed.statements if not s.bare), None)
    if first is None or not first.asserts:
        sections = {(p.plan, p.section) for s in composed.statements for p in s.proof}
        return any((p.plan, p.section) in sections for s in kept for p in s.proof)
    stated = [row for statement in kept for row in statement.asserts]
    return all(any(_same(row, other) for other in stated) for row in first.asserts)


def _same(row: Assignment, other: Assignment) -> bool:
    return (row.plan, row.section, row.role) == (
        other.plan,
        other.section,
        other.role,
    ) and agencies.same(row.agency, other.agency)


def _draft(composed: Draft, kept: list[Statement]) -> Draft:
    """Return the draft of the statements kept so far, with the rows that they state."""
    rows = tuple(dict.fromkeys(row for statement in kept for row in statement.asserts))
    return replace(composed, answered_by="model", statements=tuple(kept), rows=rows)


def quotes_of(draft: Draft) -> tuple[Span, ...]:
    """Return the places whose words a draft shows, each once."""
    return tuple(dict.fromkeys(place for s in draft.statements for place in s.quotes))
