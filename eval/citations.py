"""Citation precision and recall of an answer, with exact quotes in place of a judge.

Definitions: Gao, Yen, Yu and Chen, "Enabling Large Language Models to Generate Text with
Citations" (ALCE), EMNLP 2023. ALCE asks a language model whether the cited passages
entail a statement. Here a set of citations *supports* a statement where

1. at least one of them lies in an accepted section of the question, and
2. every expected body and every expected value that the statement names stands in the
   quote of one of them, under any of its forms and compared by value,

and only citations whose quote is exactly the plan's text at its place count for either.
Of a question that asks for a count the values are left out of 2: a sum of rows stands in no
quote. What a statement says beyond what was expected is not judged, and a statement from
a section that is not accepted is unsupported even if it is true.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from eval import metrics
from eval.metrics import Forms, mean
from eval.questions import Fact

_MARK = r"\[\d+\](?:\s?–\s?\[\d+\])?"
_MARKS = re.compile(rf"{_MARK}(?:\s?{_MARK})*")
_RANGE = re.compile(r"\[(\d+)\](?:\s?–\s?\[(\d+)\])?")

Supports = Callable[[Collection[int]], bool]
"""Whether citations, by number, support one statement together."""


class Statement(NamedTuple):
    """Words of an answer and the numbers of the citations that follow them, each once."""

    text: str
    cites: tuple[int, ...]


def statements(answer: str) -> list[Statement]:
    """Return the statements of an answer's Markdown in order.

    A statement is what stands before a run of citation marks ("[1][2]", "[4]–[9]") in one
    paragraph or one cell of a table; words after the last run are a statement without
    citations. Lines of quotes ("> ") are no statements.
    """
    found: list[Statement] = []
    for block in _blocks(answer):
        at = 0
        for marks in _MARKS.finditer(block):
            found.append(Statement(block[at : marks.start()].strip(), _numbers(marks[0])))
            at = marks.end()
        found.append(Statement(block[at:].strip(), ()))
    return [one for one in found if one.cites or any(c.isalnum() for c in one.text)]


def _blocks(answer: str) -> list[str]:
    blocks: list[str] = []
    for paragraph in re.split(r"\n\s*\n", answer):
        lines = [line for line in paragraph.split("\n") if not line.startswith(">")]
        cells = [cell for line in lines if line.startswith("|") for cell in line.split("|")]
        blocks += ["\n".join(line for line in lines if not line.startswith("|")), *cells]
    return blocks


def _numbers(marks: str) -> tuple[int, ...]:
    numbers: list[int] = []
    for first, last in _RANGE.findall(marks):
        numbers += range(int(first), int(last or first) + 1)
    return tuple(dict.fromkeys(numbers))


# --- the definitions of ALCE ---------------------------------------------------------


def citation_recall(told: Sequence[tuple[Collection[int], Supports]]) -> float:
    """Share of the statements that their citations support together; NaN: no statement.

    A statement without citations is not supported. Source: ALCE, "citation recall".
    """
    return mean([float(bool(cites) and supports(cites)) for cites, supports in told])


def citation_precision(told: Sequence[tuple[Collection[int], Supports]]) -> float:
    """Share of the citations that are precise; NaN: no statement cites anything.

    A citation of a statement is precise where all the statement's citations support it
    together, and this one supports it alone or the others no longer do without it. A
    citation that two statements use counts twice. Source: ALCE, "citation precision".
    """
    precise: list[float] = []
    for cites, supports in told:
        whole = supports(cites)
        for one in cites:
            others = [other for other in cites if other != one]
            precise.append(float(whole and (supports([one]) or not supports(others))))
    return mean(precise)


# --- what supports -------------------------------------------------------------------


def supporter(
    text: str,
    citations: Mapping[int, Mapping[str, Any]],
    accepted: Collection[tuple[str, str]],
    elements: Sequence[Forms],
) -> Supports:
    """Return whether citations support a statement, as the module says it.

    ``citations`` holds the exact ones by number; ``accepted`` the (plan, section) that
    prove the fact; ``elements`` the forms of each expected body and value.
    """
    named = [forms for forms in elements if metrics.body_named(text, forms)]
    holding = [
        {n for n, one in citations.items() if metrics.body_named(one["quote"], forms)}
        for forms in named
    ]
    placed = {n for n, one in citations.items() if (one["plan"], one["section"]) in accepted}

    def supports(cites: Collection[int]) -> bool:
        return all(not needed.isdisjoint(cites) for needed in (placed, *holding))

    return supports


def scores(
    row: object, answer: Mapping[str, Any], texts: Mapping[str, str], names: Callable[[str], Forms]
) -> dict[str, float]:
    """Return ``precision`` and ``recall`` of the citations of an answer to a question.

    ``texts`` are the plans' texts by id, ``names`` gives the other names of a body. Both
    are NaN for a question that is no fact and for an answer that refuses, which states
    nothing. A statement that cites nothing and names nothing expected only leads to
    others ("Nearest in the plans:") and is left out.
    """
    if not isinstance(row, Fact) or answer["status"] not in metrics.ANSWERING:
        return {"precision": metrics.NAN, "recall": metrics.NAN}
    values = [] if row.kind == "count" else [metrics.with_days(of) for of in row.expect.values]
    elements = [*metrics.expand(row.expect.bodies, names), *values]
    exact = {c["n"]: c for c in answer["citations"] if metrics.is_exact(c, texts)}
    accepted = row.accepted()
    told = [
        (one.cites, supporter(one.text, exact, accepted, elements))
        for one in statements(answer["answer"])
        if one.cites or any(metrics.body_named(one.text, forms) for forms in elements)
    ]
    return {"precision": citation_precision(told), "recall": citation_recall(told)}
