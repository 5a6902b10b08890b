"""The page itself: components, events and the public ``/ask``, on Gradio.

Everything a visitor sees is drawn from a conversation that lives in that visitor's own
``gr.State``; nothing is kept in this module, so two visitors cannot mix.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import gradio as gr
from gradio.events import api

from assistant.answer import Citation
from assistant.page.conversation import (
    MAX_HISTORY,
    MAX_QUESTION,
    Answerer,
    Talk,
    Turns,
    answer_safely,
    answering,
    error_answer,
    header_html,
    messages,
    panel,
)
from assistant.page.source import shared_citation
from prompts.page import EXAMPLES, WORDS, PageWords

#: Questions answered at the same time; more wait in the queue.
CONCURRENCY = 8


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the page that change after it is built."""

    head: gr.HTML
    language: gr.Radio
    chat: gr.Chatbot
    question: gr.Textbox
    asked: gr.Textbox
    ask: gr.Button
    fresh: gr.Button
    sources: gr.HTML
    talk: gr.State
    shared: gr.State


def build(assistant: Answerer, language: str = "vi") -> gr.Blocks:
    """Return the page for an assistant, its labels first in ``language``."""
    words = WORDS[language]
    title = f"{WORDS['vi'].title} · {WORDS['en'].title}"
    with gr.Blocks(title=title, analytics_enabled=False) as page:
        parts = _place(assistant, words)
        _on_load(page, assistant, parts)
        _on_question(assistant, parts)
        _on_language(assistant, parts)
        api(_ask_api(assistant), api_name="ask", concurrency_limit=CONCURRENCY)
    return cast(gr.Blocks, page)


def _place(assistant: Answerer, words: PageWords) -> Parts:
    """Place the components: head and language above, chat beside the source panel."""
    with gr.Row(elem_id="top"):
        head = gr.HTML(header_html(assistant.plans(), words), elem_id="head")
        fresh = gr.Button(words.new_chat, size="sm", variant="secondary", elem_id="fresh")
        language = gr.Radio(
            [("VI", "vi"), ("EN", "en")],
            value=words.language,
            label=words.language_label,
            show_label=False,
            container=False,
            elem_id="language",
        )
    with gr.Row(elem_id="body"):
        with gr.Column(scale=3, min_width=300):
            chat = gr.Chatbot(elem_id="chat", **_chat_words(words, ()), **_CHAT)
            with gr.Row(elem_id="form"):
                question = gr.Textbox(
                    elem_id="question",
                    lines=1,
                    max_lines=4,
                    max_length=MAX_QUESTION,
                    scale=5,
                    min_width=160,
                    **_question_words(words),
                )
                # What was asked last; the box itself is emptied at once, for the next words.
                asked = gr.Textbox(visible="hidden", elem_id="asked", label="asked")
                ask = gr.Button(words.ask, variant="primary", scale=1, min_width=80, elem_id="ask")
        with gr.Column(scale=2, min_width=300):
            sources = gr.HTML(panel((), (), words), elem_id="sources")
    talk, shared = gr.State(Talk()), gr.State(None)
    return Parts(head, language, chat, question, asked, ask, fresh, sources, talk, shared)


#: Fixed settings of the chat: our own safe HTML, cleaned once more by Gradio.
_CHAT: dict[str, Any] = {
    "height": None,
    "show_label": False,  # for screen readers only: what the box is can be seen
    "autoscroll": False,  # it would show an answer's end; the page's script shows its start
    "buttons": [],
    "sanitize_html": True,
    "latex_delimiters": [],
    "feedback_options": None,
    "layout": "bubble",
    "allow_file_downloads": False,
    "group_consecutive_messages": False,
}


def _chat_words(words: PageWords, turns: Turns) -> dict[str, Any]:
    """Return what the chat shows in a language."""
    examples = [{"text": question, "display_text": question} for question in EXAMPLES]
    return {
        "value": messages(turns, words),
        "label": words.chat_label,
        "placeholder": words.welcome,
        "examples": examples,
    }


def _question_words(words: PageWords) -> dict[str, Any]:
    """Return the words of the question's field."""
    return {"label": words.question_label, "placeholder": words.placeholder}


def _on_load(page: gr.Blocks, assistant: Answerer, parts: Parts) -> None:
    """Draw the head afresh for each visitor, in the language and at the place asked for."""

    def load(request: gr.Request) -> tuple[Any, ...]:
        query = dict(request.query_params)
        language = query.get("lang") if query.get("lang") in WORDS else "vi"
        words = WORDS[str(language)]
        plans = assistant.plans()
        shared = shared_citation(query, {plan.id: plan for plan in plans})
        return (language, shared, *_draw(assistant, (), shared, words))

    page.load(
        load,
        None,
        [parts.language, parts.shared, *_drawn(parts)],
        api_visibility="private",
        show_progress="hidden",
        concurrency_limit=CONCURRENCY,
    )


def _drawn(parts: Parts) -> list[Any]:
    """Return the components that :func:`_draw` gives values for, in its order."""
    return [parts.head, parts.chat, parts.question, parts.ask, parts.fresh, parts.sources]


def _draw(
    assistant: Answerer, turns: Turns, shared: Citation | None, words: PageWords
) -> tuple[Any, ...]:
    """Return the whole page in a language."""
    plans = assistant.plans()
    return (
        header_html(plans, words),
        gr.Chatbot(**_chat_words(words, turns)),
        gr.Textbox(**_question_words(words)),
        gr.Button(words.ask),
        gr.Button(words.new_chat),
        panel(turns, plans, words, shared),
    )


def _on_language(assistant: Answerer, parts: Parts) -> None:
    """Change every label when the language is switched, and tell screen readers."""

    def switch(language: str, talk: Talk, shared: Citation | None) -> tuple[Any, ...]:
        return _draw(assistant, talk.turns, shared, WORDS.get(language, WORDS["vi"]))

    parts.language.input(
        switch,
        [parts.language, parts.talk, parts.shared],
        _drawn(parts),
        api_visibility="private",
        show_progress="hidden",
        concurrency_limit=CONCURRENCY,
    )
    parts.language.change(
        None,
        parts.language,
        None,
        js="(language) => { document.documentElement.lang = language; }",
        api_visibility="private",
    )


def _on_question(assistant: Answerer, parts: Parts) -> None:
    """Answer what is typed, chosen from the examples, or suggested; start afresh."""

    def answer(
        question: str, talk: Talk, shared: Citation | None, language: str
    ) -> Iterator[tuple[Any, ...]]:
        words = WORDS.get(language, WORDS["vi"])
        if not question.strip():
            yield gr.skip(), gr.skip()
            return
        turn = talk.begin(question[: MAX_QUESTION + 1])  # one more: "too long" is said
        yield messages(talk.turns, words), gr.skip()
        for turns in answering(talk, turn, assistant):
            yield messages(turns, words), panel(turns, assistant.plans(), words, shared)

    def chosen(
        talk: Talk, shared: Citation | None, language: str, event: gr.SelectData
    ) -> Iterator[tuple[Any, ...]]:
        yield from answer(_chosen_text(event.value), talk, shared, language)

    def clear(talk: Talk, shared: Citation | None, language: str) -> tuple[Any, ...]:
        talk.clear()
        return [], panel((), assistant.plans(), WORDS.get(language, WORDS["vi"]), shared)

    kept = [parts.talk, parts.shared, parts.language]
    outputs = [parts.chat, parts.sources]
    common: dict[str, Any] = {
        "api_visibility": "private",
        "show_progress": "hidden",
        "concurrency_limit": CONCURRENCY,
        "trigger_mode": "multiple",  # a question asked while another is answered counts
    }
    typed: list[Callable[..., Any]] = [parts.ask.click, parts.question.submit]
    for listen in typed:
        # In the browser: a box emptied by the server would lose what is typed meanwhile.
        listen(
            None,
            [parts.question],
            [parts.question, parts.asked],
            js="(question) => ['', question]",
            api_visibility="private",
        ).then(answer, [parts.asked, *kept], outputs, **common)
    picked: list[Callable[..., Any]] = [parts.chat.example_select, parts.chat.option_select]
    for listen in picked:
        listen(chosen, kept, outputs, **common)
    parts.fresh.click(clear, kept, outputs, **common)


def _chosen_text(value: object) -> str:
    """Return the question of a chosen example or suggestion."""
    text = value.get("text", value.get("value")) if isinstance(value, dict) else value
    return text if isinstance(text, str) else ""


def _ask_api(assistant: Answerer) -> Callable[..., dict[str, Any]]:
    """Return the function behind ``/ask``."""

    def ask(question: str, plan: str = "", history: list[str] | None = None) -> dict[str, Any]:
        """Answer a question from the plans, with exact quotes and their places.

        Args:
            question: The question, in Vietnamese (marks or none) or English.
            plan: The id of the one plan to look in; empty for all of them.
            history: Earlier questions of the same conversation, oldest first.

        Returns:
            The answer object of docs/api.md.
        """
        earlier = [] if history is None else history
        sound = isinstance(question, str) and isinstance(plan, str) and isinstance(earlier, list)
        if not sound or not all(isinstance(q, str) for q in earlier):
            return error_answer("", "bad_request").to_json()
        earlier = [q[:MAX_QUESTION] for q in earlier[-MAX_HISTORY:]]
        plans = (plan,) if plan else ()
        return answer_safely(assistant, question, history=earlier, plans=plans).to_json()

    return ask
