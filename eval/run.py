"""A run: ask every question in every wording, judge the answers, sum up.

``ask_all`` → ``judge`` → ``summaries``; limits are ``eval.limits``', words ``eval.report``'s.
A question of the split ``test`` leaves this module only as numbers.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from eval import citations, metrics
from eval.questions import SPLITS, WORDINGS, Fact, Split, Unanswerable, Wording

REGISTER = "register"
WHOM = "whom"
VOICES = "voices"
FOLLOWUPS = "followups"
APART = (REGISTER, WHOM, VOICES, FOLLOWUPS)
"""The files whose questions stand apart from the facts: ``register``, ``register-en`` …"""
GROUPS: tuple[str, ...] = (
    *WORDINGS,
    *(name if word == "vi" else f"{name}-{word}" for name in APART for word in WORDINGS),
)

Measures = dict[str, float]
Summaries = dict[Split, dict[str, Measures]]
Names = Callable[[str], metrics.Forms]
Answered = tuple["Item", dict[str, Any], float]
Found = tuple[str, str]
Finder = Callable[[str], Sequence[Found]]
"""A question to the distinct (plan, section) that retrieval finds, best first."""


class JsonAnswer(Protocol):
    """An answer that has the stable JSON form."""

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object of the answer."""
        ...


class Asker(Protocol):
    """What a run asks: the assistant, or a stand-in with the same method."""

    def ask(self, question: str, *, history: Sequence[str] = ()) -> JsonAnswer:
        """Answer one question; ``history`` holds those before it, oldest first."""
        ...


class Item(NamedTuple):
    """One question in one wording; ``row`` is where it comes from.

    ``group`` is the line that sums it up: its wording, or the file's with the wording.
    """

    row: Fact | Unanswerable
    wording: Wording
    question: str
    group: str


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer with its measures; NaN where one does not apply.

    ``faults`` says in words what is wrong, empty for a right answer. ``milliseconds`` is
    wall time of ``ask``. ``found_1`` and ``found_5`` are 1 where an accepted section is
    among the first one or five that retrieval found, ``reciprocal`` 1 / its rank among ten;
    ``found_ranks`` are the places, from 1, of the accepted sections among all that it found,
    ``None`` where nothing was searched.
    """

    item: Item
    answer: Mapping[str, Any]
    milliseconds: float
    right: bool
    wrong_body: bool
    bodies: float
    values: float
    section: float
    precision: float
    recall: float
    quotes: float
    faults: tuple[str, ...]
    found_1: float
    found_5: float
    reciprocal: float
    found_ranks: tuple[int, ...] | None = None


def items(
    facts: Iterable[Fact],
    unanswerable: Iterable[Unanswerable],
    splits: Sequence[Split] = SPLITS,
    register: Iterable[Fact] = (),
    whom: Iterable[Fact] = (),
    voices: Iterable[Fact] = (),
    followups: Iterable[Fact] = (),
) -> list[Item]:
    """Return every question of the splits in every wording that it has, in file order.

    The facts come first, then those of the register, problems, voices, follow-ups, and what
    is unanswerable.
    """
    asked = [
        Item(fact, wording, question, _group(name, wording))
        for rows, name in (
            (facts, ""),
            (register, REGISTER),
            (whom, WHOM),
            (voices, VOICES),
            (followups, FOLLOWUPS),
        )
        for fact in rows
        if fact.split in splits
        for wording, question in fact.wordings().items()
    ]
    return asked + [
        Item(row, row.language, row.question, row.language)
        for row in unanswerable
        if row.split in splits
    ]


def _group(name: str, wording: Wording) -> str:
    if not name:
        return wording
    return name if wording == "vi" else f"{name}-{wording}"


def ask_all(assistant: Asker, asked: Sequence[Item]) -> Iterator[Answered]:
    """Yield each item with its answer and the milliseconds it took, one at a time.

    The first question is asked once before, unmeasured, so that what is loaded at first
    use is not counted. What ``ask`` raises becomes an answer of status ``error``.
    """
    if asked:
        _ask(assistant, asked[0])
    for item in asked:
        begun = time.perf_counter()
        answer = _ask(assistant, item)
        yield item, answer, 1000 * (time.perf_counter() - begun)


def _ask(assistant: Asker, item: Item) -> dict[str, Any]:
    history = item.row.history if isinstance(item.row, Fact) else []
    return asked_of(assistant, item.question, history)


def asked_of(assistant: Asker, question: str, history: Sequence[str]) -> dict[str, Any]:
    """Return the answer as JSON has it; what ``ask`` raises is one of status ``error``."""
    try:
        return assistant.ask(question, history=history).to_json()
    except Exception as error:  # one bad answer must not hide the others
        return {
            "status": "error",
            "reason": f"{type(error).__name__}: {error}",
            "answer": "",
            "citations": [],
            "rows": [],
        }


def judge(
    item: Item,
    answer: Mapping[str, Any],
    milliseconds: float,
    texts: Mapping[str, str],
    names: Names,
    find: Finder | None = None,
) -> Judged:
    """Return the answer with all its measures; ``texts`` are the plans' texts by id.

    ``find`` is asked for the sections that retrieval finds for a fact; without it the
    shares of what was found are not scored.
    """
    quotes = metrics.quote_exactness(answer, texts)
    if isinstance(item.row, Fact):
        measured = _fact_measures(item.row, answer, names)
        faults = list(_fact_faults(item.row, answer, measured))
    else:
        measured = dict(_NOT_A_FACT)
        faults = list(_refusal_faults(item.row, answer))
    measured |= citations.scores(item.row, answer, texts, names)
    right = not faults
    found = _searched(item, find)
    if quotes < 1:
        faults.append("a quote is not the plan's text at its place")
    return Judged(
        item=item,
        answer=answer,
        milliseconds=milliseconds,
        right=right,
        quotes=quotes,
        faults=tuple(faults),
        **_found(item.row, found),
        found_ranks=_ranks(item.row, found),
        **measured,
    )


def _searched(item: Item, find: Finder | None) -> Sequence[Found] | None:
    """Return what retrieval finds; a question that goes on says too little by itself."""
    if find is None or not isinstance(item.row, Fact) or item.row.history:
        return None
    return find(item.question)


def _found(row: Fact | Unanswerable, found: Sequence[Found] | None) -> dict[str, Any]:
    accepted = row.accepted() if isinstance(row, Fact) and found is not None else ()
    return {
        "found_1": metrics.found_at(found or (), accepted, 1),
        "found_5": metrics.found_at(found or (), accepted, 5),
        "reciprocal": metrics.reciprocal_rank(found or (), accepted),
    }


def _ranks(row: Fact | Unanswerable, found: Sequence[Found] | None) -> tuple[int, ...] | None:
    if found is None or not isinstance(row, Fact):
        return None
    accepted = row.accepted()
    return tuple(rank for rank, place in enumerate(found, 1) if place in accepted)


_NAN = float("nan")
_NOT_A_FACT: dict[str, Any] = {
    "wrong_body": False,
    **dict.fromkeys(("bodies", "values", "section"), _NAN),
}


def _fact_measures(fact: Fact, answer: Mapping[str, Any], names: Names) -> dict[str, Any]:
    bodies = metrics.expand(fact.expect.bodies, names)
    wrong = metrics.expand(fact.expect.wrong_bodies, names)
    # The nearest passages that a refusal names prove nothing.
    proved = answer if answer["status"] in metrics.ANSWERING else {**answer, "citations": []}
    # A count is said by the answer; a figure somewhere in a quote is none.
    saying = {**answer, "citations": []} if fact.kind == "count" else answer
    places = fact.places()
    return {
        "wrong_body": answer["status"] in metrics.ANSWERING
        and any(
            metrics.asserts_wrong_body(answer, wrong, bodies, plan)
            or metrics.misdirects(answer, bodies, plan)
            for plan in places
        ),
        "bodies": metrics.body_accuracy(answer, bodies),
        "values": metrics.value_accuracy(saying, fact.expect.values),
        "section": min(metrics.section_hit(proved, *place) for place in places.items()),
    }


def _fact_faults(
    fact: Fact, answer: Mapping[str, Any], measured: Mapping[str, Any]
) -> Iterator[str]:
    """Yield what keeps an answer to a fact from being right."""
    if answer["status"] not in metrics.ANSWERING:
        yield f"status {answer['status']} ({answer['reason']})"
    elif fact.reason is not None and answer["reason"] != fact.reason:
        yield f"the reason is {answer['reason']}, not {fact.reason}"
    if measured["bodies"] < 1:
        yield "an expected body is not named"
    if measured["wrong_body"]:
        yield "a wrong body is asserted"
    if measured["values"] < 1:
        yield "an expected value is not there"
    if not measured["section"]:
        yield "no citation in an accepted section"


def _refusal_faults(row: Unanswerable, answer: Mapping[str, Any]) -> Iterator[str]:
    if not metrics.refusal_right(answer, row.status, row.reason):
        yield f"status {answer['status']} ({answer['reason']})"


# --- sums ----------------------------------------------------------------------------


def summaries(judged: Sequence[Judged]) -> Summaries:
    """Return the measures by split and by group, and over all questions as ``all``.

    Only what was asked has an entry. Names ending in ``_share`` and the averages lie
    between 0 and 1; plain names are counts; times are milliseconds.
    """
    found: Summaries = {}
    for split in SPLITS:
        of_split = [j for j in judged if j.item.row.split == split]
        groups: dict[str, list[Judged]] = {
            name: [j for j in of_split if j.item.group == name] for name in GROUPS
        }
        groups["all"] = of_split
        measured = {name: _measures(group) for name, group in groups.items() if group}
        if measured:
            found[split] = measured
    return found


def _measures(group: Sequence[Judged]) -> Measures:
    facts = [j for j in group if isinstance(j.item.row, Fact)]
    refusable = [j for j in group if not isinstance(j.item.row, Fact)]
    refused = [j.answer["status"] in metrics.REFUSING for j in facts]
    # An unanswerable question counts as refused where its answer is right (`partial` with
    # the right reason is), a fact where it was not answered.
    outcomes = [(True, j.right) for j in refusable] + [(False, r) for r in refused]
    times = [j.milliseconds for j in group]
    return {
        "facts": len(facts),
        "right": sum(j.right for j in facts),
        "right_share": metrics.mean(float(j.right) for j in facts),
        "wrong_agency": sum(j.wrong_body for j in facts),
        "body_accuracy": metrics.mean(j.bodies for j in facts),
        "value_accuracy": metrics.mean(j.values for j in facts),
        "section_recall": metrics.mean(j.section for j in facts),
        "retrieval_recall@1": metrics.mean(j.found_1 for j in facts),
        "retrieval_recall@5": metrics.mean(j.found_5 for j in facts),
        "citation_precision": metrics.mean(j.precision for j in facts),
        "citation_recall": metrics.mean(j.recall for j in facts),
        "unanswerable": len(refusable),
        "refused_right": sum(j.right for j in refusable),
        "made_up": sum(made_up(j) for j in refusable),
        "refusal_recall": metrics.refusal_recall(outcomes),
        "refusal_precision": metrics.refusal_precision(outcomes),
        "false_refusals": sum(refused),
        "quote_exactness": metrics.mean(j.quotes for j in group),
        "inexact_answers": sum(j.quotes < 1 for j in group),
        "errors": sum(j.answer["status"] == "error" for j in group),
        "p50_ms": metrics.percentile(times, 0.50),
        "p95_ms": metrics.percentile(times, 0.95),
    }


def made_up(judged: Judged) -> bool:
    """Return whether an unanswerable question was answered though no such answer is right."""
    row, status = judged.item.row, judged.answer["status"]
    return (
        isinstance(row, Unanswerable) and status in metrics.ANSWERING and status not in row.status
    )
