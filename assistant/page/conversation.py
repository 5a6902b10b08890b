"""A visitor's conversation, and what the page shows of it."""

import logging
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from assistant.answer import Answer, Citation, Status
from assistant.page.markup import answer_html, escape
from assistant.page.source import panel_html, source_html
from corpus.types import Plan
from prompts.page import WORDS, PageWords

#: The longest question that is tried, in characters.
MAX_QUESTION = 2_000
#: Turns that a visitor's page keeps; older ones leave it.
MAX_TURNS = 40
#: Earlier questions that are sent along with a new one.
MAX_HISTORY = 20

#: A printed date whose day or month was left blank.
_OPEN_DATE = re.compile(r"ngày[\s.…]*tháng|tháng[\s.…]*năm", re.IGNORECASE)

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
    ) -> Answer:
        """Return the answer; a question that cannot be tried has status ``error``."""
        ...

    def stream(self, question: str, *, history: Sequence[str] = ()) -> Iterator[Answer]:
        """Yield the answer as it grows, every state of it verified; the last one stands."""
        ...

    def plans(self) -> tuple[Plan, ...]:
        """Return the plans that are answered from."""
        ...


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer; ``answer`` is ``None`` while it is being found.

    ``whole``: no more of the answer is to come.
    """

    number: int
    question: str
    answer: Answer | None = None
    whole: bool = False


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
            turn = Turn(self._asked, question)
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
    if len(turn.question) > MAX_QUESTION:
        answer = error_answer(turn.question[:MAX_QUESTION], "too_long")
    else:
        try:
            for answer in assistant.stream(turn.question, history=history):
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
    if len(question) > MAX_QUESTION:
        return error_answer(question[:MAX_QUESTION], "too_long")
    try:
        return assistant.ask(question, history=history, plans=plans)
    except Exception:  # one visitor's question must not end the page for all
        log.exception("A question could not be answered.")
        return error_answer(question, "no_answer")


def error_answer(question: str, key: str) -> Answer:
    """Return an answer that says, in both languages, why a question was not tried."""
    said = " / ".join(getattr(words, key).format(limit=MAX_QUESTION) for words in WORDS.values())
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


def messages(turns: Turns, words: PageWords) -> list[dict[str, Any]]:
    """Return the conversation as messages of a Gradio chatbot, whose texts are safe HTML."""
    shown: list[dict[str, Any]] = []
    for turn in turns:
        shown.append({"role": "user", "content": _user_html(turn.question)})
        if turn.answer is None:
            text = f'<p class="note">{escape(words.searching)}</p>'
            shown.append({"role": "assistant", "content": text})
            continue
        text = _answer_message(turn, turn.answer, words)
        if not turn.whole:
            text += f'<p class="note">{escape(words.writing)}</p>'
        message: dict[str, Any] = {"role": "assistant", "content": text}
        if turn is turns[-1] and turn.whole and turn.answer.suggestions:
            # The label is shown as text by the chatbot; the value comes back when chosen.
            message["options"] = [{"value": s, "label": s} for s in turn.answer.suggestions]
        shown.append(message)
    return shown


def panel(
    turns: Turns, plans: Sequence[Plan], words: PageWords, shared: Citation | None = None
) -> str:
    """Return the source panel: the last answer's sources open, earlier ones folded.

    ``shared`` is a place that the page was opened at; it stands last.
    """
    by_id = {plan.id: plan for plan in plans}
    groups = []
    for turn in reversed(turns):
        if turn.answer is not None:
            blocks = [
                source_html(
                    citation,
                    by_id,
                    words,
                    source_id(turn.number, citation.n),
                    back=f"answer-{turn.number}",
                )
                for citation in turn.answer.citations
            ]
            summary = words.sources_of.format(turn=turn.number, question=turn.question)
            groups.append((f"sources-{turn.number}", summary, blocks))
    if shared is not None:
        block = source_html(shared, by_id, words, "source-shared")
        groups.append(("sources-shared", words.shared_place, [block]))
    return panel_html(groups, words)


def source_id(turn: int, number: int) -> str:
    """Return the id of a citation's block, unique on the page."""
    return f"source-{turn}-{number}"


def header_html(plans: Sequence[Plan], words: PageWords) -> str:
    """Return the page's head: its name, what it knows in a sentence, plans and limits."""
    provinces = sorted({plan.facts.province or plan.id for plan in plans})
    known = words.knows_many if len(plans) > 1 else words.knows_one
    sentence = (
        known.format(count=len(plans), provinces=_joined(provinces, words))
        if plans
        else words.knows_none
    )
    items = "".join(f"<li>{_plan_line(plan, words)}</li>" for plan in plans)
    return (
        f'<div class="head"><h1>{escape(words.title)}</h1><p>{escape(sentence)}</p>'
        f"<details><summary>{escape(words.plans_summary)}</summary><ul>{items}</ul>"
        f"<p>{escape(words.limits)}</p></details></div>"
    )


def _plan_line(plan: Plan, words: PageWords) -> str:
    """Return one plan's facts as a line: province, title, number, date, issuer."""
    facts = plan.facts
    number = facts.number or f"{facts.symbol} ({words.plan_no_number})".strip()
    date = facts.date or words.plan_no_date
    if _OPEN_DATE.search(facts.date):
        date = words.plan_open_date.format(date=facts.date)
    said = (facts.title, facts.issuer, number, date)
    rest = "; ".join(part for part in said if part)
    return f"<strong>{escape(facts.province or plan.id)}</strong> – {escape(rest)}"


def _joined(names: Sequence[str], words: PageWords) -> str:
    """Return names as a list in the words' language: "A, B và C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {words.join} {names[-1]}"


def _user_html(question: str) -> str:
    """Return the visitor's question as typed."""
    return f"<p>{escape(question).replace(chr(10), '<br>')}</p>"


def _answer_message(turn: Turn, answer: Answer, words: PageWords) -> str:
    """Return an answer as HTML: what kind it is, what it says, how it was understood."""
    marks: Mapping[int, str] = {c.n: source_id(turn.number, c.n) for c in answer.citations}
    kinds = {
        Status.NOT_IN_PLANS: words.refused,
        Status.PARTIAL: words.partial,
        Status.UNCLEAR: words.unclear,
        Status.ERROR: words.failed,
    }
    kind = kinds.get(answer.status)
    label = f'<p class="kind">{escape(kind)}</p>' if kind else ""
    body = answer_html(answer.answer or answer.reason or words.no_answer, marks)
    asked, understood = turn.question.strip(), answer.standalone_question.strip()
    note = ""
    if understood and understood != asked and answer.status is not Status.ERROR:
        text = words.understood.format(question=understood)
        note = f'<p class="note">{escape(text)}</p>'
    status = escape(str(answer.status))
    return f'<div class="answer {status}" id="answer-{turn.number}">{label}{body}{note}</div>'
