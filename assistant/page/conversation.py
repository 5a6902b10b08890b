"""What the page shows of a visitor's conversation: messages, and the sources beside them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from assistant.answer import Answer, Status
from assistant.page.markup import answer_html, escape
from assistant.page.source import panel_html, place_link, source_html
from assistant.page.talk import Turn, Turns
from corpus.settings import questions_logged, read
from corpus.types import Plan
from prompts.page import PageWords

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
#: Stands in a text to copy for the page's own address, which only the browser knows; a
#: character of Unicode's private use, which no document has a meaning for.
HERE = "\ue000"
#: Duties of one body from which on a list is better read in the register.
MANY = 5
#: A printed date whose day or month was left blank.
_OPEN_DATE = re.compile(r"ngày[\s.…]*tháng|tháng[\s.…]*năm", re.IGNORECASE)


def messages(turns: Turns, words: PageWords, *, votes: bool = True) -> list[dict[str, Any]]:
    """Return the conversation as messages of a Gradio chatbot, whose texts are safe HTML.

    ``votes``: an answer can be judged.
    """
    shown: list[dict[str, Any]] = []
    for turn in turns:
        shown.append({"role": "user", "content": _user_html(turn.question)})
        if turn.answer is None:
            text = f'<p class="note">{escape(words.searching)}</p>'
            shown.append({"role": "assistant", "content": text})
            continue
        text = _answer_message(turn, turn.answer, words)
        text += _tools(turn, words, votes) if turn.whole else _note(words.writing)
        message: dict[str, Any] = {"role": "assistant", "content": text}
        if turn is turns[-1] and turn.whole and turn.answer.suggestions:
            # The label is shown as text by the chatbot; the value comes back when chosen.
            message["options"] = [{"value": s, "label": s} for s in turn.answer.suggestions]
        shown.append(message)
    return shown


def panel(turns: Turns, plans: Sequence[Plan], words: PageWords) -> str:
    """Return the source panel: the last answer's sources open, earlier ones folded."""
    by_id = {plan.id: plan for plan in plans}
    groups = []
    copies = []
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
            text = escape(referenced(turn.answer, by_id, words))
            copies.append(f'<pre hidden id="copy-{turn.number}">{text}</pre>')
    return panel_html(groups, words) + "".join(copies)


def referenced(answer: Answer, plans: Mapping[str, Plan], words: PageWords) -> str:
    """Return an answer as plain text with its references, to paste into a letter.

    Each reference is its number, the plan, the headings down to the place, the quote and the
    place's address, which begins with :data:`HERE` in place of the page's own.
    """
    said = [
        line if line.startswith(">") else _BOLD.sub(r"\1", line)
        for line in answer.answer.split("\n")
    ]
    lines = ["\n".join(said).strip()]
    if answer.citations:
        lines += ["", f"{words.sources}:"]
    for citation in answer.citations:
        plan = plans.get(citation.plan)
        named = (plan.facts.province, plan.facts.title) if plan else (citation.plan,)
        path = " › ".join(heading.strip(" :;") for heading in citation.heading)
        where = ", ".join(part for part in (*named, path) if part)
        quote = " ".join(citation.quote.split())
        lines += [f"[{citation.n}] {where}: “{quote}”", f"    {HERE}{place_link(citation)}"]
    return "\n".join(lines)


def source_id(turn: int, number: int) -> str:
    """Return the id of a citation's block, unique on the page."""
    return f"source-{turn}-{number}"


def header_html(words: PageWords) -> str:
    """Return the page's head: its name and what it is for."""
    return f'<div class="head"><h1>{escape(words.title)}</h1><p>{escape(words.purpose)}</p></div>'


def welcome_html(plans: Sequence[Plan], words: PageWords) -> str:
    """Return what stands in an empty conversation: what is known, and how to ask."""
    provinces = sorted({plan.facts.province or plan.id for plan in plans})
    known = words.knows_many if len(plans) > 1 else words.knows_one
    sentence = (
        known.format(count=len(plans), provinces=_joined(provinces, words))
        if plans
        else words.knows_none
    )
    return (
        f'<p class="knows">{escape(sentence)}</p><p>{escape(words.welcome)}</p>'
        f'<p class="note">{escape(words.limits_short)}</p>'
    )


def about_html(plans: Sequence[Plan], words: PageWords, *, votes: bool = True) -> str:
    """Return what the page says of itself: plans, limits, how to read answers, what is kept."""
    items = "".join(f"<li>{_plan_line(plan, words)}</li>" for plan in plans)
    kept = [words.kept_votes if votes else words.kept_nothing]
    if questions_logged():
        kept.append(words.kept_logged)
    if read("CHAT_MODEL"):
        kept.append(words.sent_to_model)
    parts = (
        (words.about_plans, f"<ul>{items}</ul>" if plans else f"<p>{escape(words.knows_none)}</p>"),
        (words.about_reading, _items(words.reading)),
        (words.about_limits, _items(words.limits)),
        (words.about_kept, _items(kept)),
    )
    inside = "".join(f"<h3>{escape(title)}</h3>{body}" for title, body in parts)
    return f'<section class="about" aria-label="{escape(words.tab_about)}">{inside}</section>'


def _items(sentences: Sequence[str]) -> str:
    """Return sentences as a list."""
    return f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in sentences)}</ul>"


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
        before, _, after = words.understood.partition("{question}")
        note = (
            f'<p class="note">{escape(before)}<span class="understood">{escape(understood)}</span>'
            f'{escape(after)} <button type="button" class="edit">{escape(words.edit)}</button></p>'
        )
    return (
        f'<div class="answer {escape(str(answer.status))}" id="answer-{turn.number}">{label}'
        f'<div class="said" lang="{escape(answer.language)}">{body}</div>{note}</div>'
    )


def _note(text: str) -> str:
    """Return a line beside the answer, in smaller letters."""
    return f'<p class="note">{escape(text)}</p>'


def _tools(turn: Turn, words: PageWords, votes: bool) -> str:
    """Return what can be done with a whole answer: copy it, judge it."""
    if turn.answer is None or turn.answer.status is Status.ERROR:
        return ""
    tools = _button("copy-answer", turn, words.copy_answer, words.copy_answer_title)
    if votes:
        for verdict, name in (("up", words.vote_up), ("down", words.vote_down)):
            chosen = " chosen" if turn.vote == verdict else ""
            tools += _button(f"vote {verdict}{chosen}", turn, name, "")
    if link := register_link(turn.answer):
        shown = escape(words.in_register)
        tools += f'<a class="in-register" href="{escape(link)}">{shown}</a>'
    return f'<div class="answer-tools">{tools}</div>'


def register_link(answer: Answer) -> str:
    """Return the address of the register's rows behind a list of one body's duties.

    Empty where the answer is no such list: a short one is read where it stands.
    """
    if not answer.rows:
        return ""
    agency = answer.rows[0].agency  # what is asked comes first, what all bodies have after it
    found = {(row.plan, row.section, row.task) for row in answer.rows if row.agency == agency}
    if len(found) < MANY:
        return ""
    plans = {plan for plan, *_ in found}
    query = {"tab": "register", "agency": agency}
    if len(plans) == 1:
        query["plan"] = plans.pop()
    return f"?{urlencode(query)}"


def _button(kind: str, turn: Turn, name: str, title: str) -> str:
    """Return a button of an answer; its value is the turn's number."""
    more = f' title="{escape(title)}"' if title else ""
    return (
        f'<button type="button" class="{kind}" value="{turn.number}"{more}>{escape(name)}</button>'
    )
