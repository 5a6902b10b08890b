"""The wrong dev answers of a saved run as HTML: what was expected beside what was given."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval.choosing import suite_of
from eval.markup import anchor, element, folded, listed, words
from eval.predictions import asked
from eval.questions import Fact, Unanswerable
from eval.run import Item

Row = Mapping[str, Any]
Expected = Mapping[tuple[str, str, str], Item]
"""The questions by suite, id and wording."""
Grouped = dict[str, dict[str, list[Row]]]


def expected(items: Sequence[Item]) -> Expected:
    """Return the dev questions of the question files by suite, id and wording."""
    return {(suite_of(i), i.row.id, i.wording): i for i in items if i.row.split == "dev"}


def grouped(rows: Sequence[Row]) -> Grouped:
    """Return rows by suite and kind, the parts by name, the rows in their order."""
    found: Grouped = {}
    for row in sorted(rows, key=lambda row: (str(row.get("suite")), row["kind"])):
        found.setdefault(str(row.get("suite")), {}).setdefault(row["kind"], []).append(row)
    return found


def contents(groups: Grouped) -> str:
    """Return a list of links to the groups, with how many answers each holds."""
    return listed(
        f'<a href="#{anchor("wrong", suite)}">{words(suite)}</a> '
        f"({sum(map(len, kinds.values()))})"
        + listed(
            f'<a href="#{anchor("wrong", suite, kind)}">{words(kind)}</a> ({len(rows)})'
            for kind, rows in kinds.items()
        )
        for suite, kinds in groups.items()
    )


def sections(groups: Grouped, questions: Expected) -> str:
    """Return every wrong answer, folded, under its suite and kind."""
    return "".join(_sections(groups, questions))


def _sections(groups: Grouped, questions: Expected) -> Iterator[str]:
    for suite, kinds in groups.items():
        yield f'<h3 id="{anchor("wrong", suite)}">{words(suite)}</h3>'
        for kind, rows in kinds.items():
            title = f"{words(kind)} <small>({len(rows)})</small>"
            yield f'<h4 id="{anchor("wrong", suite, kind)}">{title}</h4>'
            yield from (_answer(suite, row, questions) for row in rows)


def _answer(suite: str, row: Row, questions: Expected) -> str:
    name = anchor(suite, row["id"], row["wording"])
    title = (
        f"<b>{words(row['id'])}</b> <small>{words(row['wording'])}</small> "
        f"<span>{words(row['question'])}</span>"
    )
    item = questions.get((suite, row["id"], row["wording"]))
    accepted = item.row.accepted() if item and isinstance(item.row, Fact) else frozenset()
    inside = "".join(
        (
            _told("Asked before", [element("p", words(q), "said") for q in row.get("history", [])]),
            _told("Wrong", [element("p", words(fault)) for fault in row.get("faults", [])]),
            '<div class="beside">',
            element("div", element("h5", "Expected") + _expected(row, item)),
            element("div", element("h5", "Given") + _given(row["answer"], accepted)),
            "</div>",
        )
    )
    # The name stands inside, since a link to what is folded unfolds it.
    return folded(title, f'<div id="{name}">{inside}</div>')


def _told(title: str, parts: Sequence[str]) -> str:
    return element("h5", title) + "".join(parts) if parts else ""


def _expected(row: Row, item: Item | None) -> str:
    if item is None:
        return element("p", "The question files no longer hold this question.")
    changed = asked(item) != row["asked"]
    note = element("p", "The question files were changed since the run.") if changed else ""
    if isinstance(item.row, Unanswerable):
        return note + _refusal(item.row)
    return note + _fact(item.row)


def _refusal(row: Unanswerable) -> str:
    reasons = ", ".join(str(reason) for reason in row.reason) or "any"
    return element("p", f"{words(' or '.join(row.status))}; reason: {words(reasons)}") + element(
        "p", words(row.why)
    )


def _fact(row: Fact) -> str:
    bodies = [body if isinstance(body, str) else " / ".join(body) for body in row.expect.bodies]
    parts = (
        ("bodies", bodies),
        ("values", [" / ".join(variants) for variants in row.expect.values]),
        ("not", row.expect.wrong_bodies),
        ("reason", [row.reason] if row.reason else []),
    )
    told = [f"{name}: {'; '.join(of)}" for name, of in parts if of]
    quotes = [(row.plan, row.sections, row.quotes)]
    quotes += [(place.plan, place.sections, place.quotes) for place in row.also]
    return listed(map(words, told)) + "".join(
        _quote(f"{plan} {', '.join(names)}", quote) for plan, names, of in quotes for quote in of
    )


def _given(answer: Mapping[str, Any], accepted: frozenset[tuple[str, str]]) -> str:
    reason = answer.get("reason")
    status = f"{answer.get('status')}, {reason}" if reason else str(answer.get("status"))
    return (
        element("p", element("b", words(status)))
        + element("p", words(answer.get("answer", "")), "said")
        + "".join(_cited(citation, accepted) for citation in answer.get("citations", []))
    )


def _cited(citation: Mapping[str, Any], accepted: frozenset[tuple[str, str]]) -> str:
    plan, section = str(citation.get("plan")), str(citation.get("section"))
    place = f"[{citation.get('n')}] {plan} {section}"
    if (plan, section) in accepted:
        place += ", in an accepted section"
    return _quote(place, str(citation.get("quote", "")))


def _quote(place: str, quote: str) -> str:
    return element("blockquote", element("cite", words(place)) + element("p", words(quote), "said"))
