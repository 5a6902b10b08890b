"""The tab where questions are asked: the conversation, and the sources beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.page import rating
from assistant.page.conversation import messages, panel, welcome_html
from assistant.page.rating import Rating, Votes
from assistant.page.talk import Answerer, Talk, Turns, answering
from corpus.settings import max_question
from prompts.page import EXAMPLES, WORDS, PageWords

#: Questions answered at the same time; more wait in the queue.
CONCURRENCY = 8
#: What every event of the page has in common.
COMMON: dict[str, Any] = {
    "api_visibility": "private",
    "show_progress": "hidden",
    "concurrency_limit": CONCURRENCY,
}
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


@dataclass(frozen=True, slots=True)
class AskTab:
    """The components of the tab that change, and what they are drawn from."""

    assistant: Answerer
    votes: Votes | None
    chat: gr.Chatbot
    question: gr.Textbox
    asked: gr.Textbox
    ask: gr.Button
    fresh: gr.Button
    sources: gr.HTML
    talk: gr.State
    rating: Rating

    @property
    def drawn(self) -> list[Any]:
        """The components that :meth:`draw` gives values for, in its order."""
        return [
            self.chat, self.question, self.ask, self.fresh, self.sources, *self.rating.drawn,
        ]  # fmt: skip

    def draw(self, language: str, talk: Talk) -> tuple[Any, ...]:
        """Return the tab in a language, its conversation as it stands."""
        words = WORDS[language]
        return (
            gr.Chatbot(**_chat_words(self.assistant, self.votes, words, talk.turns)),
            gr.Textbox(**_question_words(words)),
            gr.Button(words.ask),
            gr.Button(words.new_chat),
            panel(talk.turns, self.assistant.plans(), words),
            *rating.draw(words),
        )

    def listen(self, language: gr.Radio) -> None:
        """Answer what is typed, chosen from the examples, or suggested; start afresh."""
        kept = [self.talk, language]
        outputs = [self.chat, self.sources]
        # A question asked while another is answered counts.
        common = {**COMMON, "trigger_mode": "multiple"}
        typed: list[Callable[..., Any]] = [self.ask.click, self.question.submit]
        for listen in typed:
            # In the browser: a box emptied by the server would lose what is typed meanwhile.
            listen(
                None,
                [self.question],
                [self.question, self.asked],
                js="(question) => ['', question]",
                api_visibility="private",
            ).then(self._answer, [self.asked, *kept], outputs, **common)
        picked: list[Callable[..., Any]] = [self.chat.example_select, self.chat.option_select]
        for listen in picked:
            listen(self._chosen, kept, outputs, **common)
        self.fresh.click(self._clear, kept, [*outputs, *self.rating.closed], **common)
        if self.votes is not None:
            rating.listen(self.rating, self.votes, self.talk, language, self.chat)

    def _answer(self, question: str, talk: Talk, language: str) -> Iterator[tuple[Any, ...]]:
        words = WORDS.get(language, WORDS["vi"])
        if not question.strip():
            yield gr.skip(), gr.skip()
            return
        turn = talk.begin(question[: max_question() + 1])  # one more: "too long" is said
        yield self._messages(talk.turns, words), gr.skip()
        for turns in answering(talk, turn, self.assistant):
            yield self._messages(turns, words), panel(turns, self.assistant.plans(), words)

    def _chosen(self, talk: Talk, language: str, event: gr.SelectData) -> Iterator[tuple[Any, ...]]:
        yield from self._answer(_chosen_text(event.value), talk, language)

    def _clear(self, talk: Talk, language: str) -> tuple[Any, ...]:
        talk.clear()
        empty = panel((), self.assistant.plans(), WORDS.get(language, WORDS["vi"]))
        return [], empty, *rating.close()

    def _messages(self, turns: Turns, words: PageWords) -> list[dict[str, Any]]:
        return messages(turns, words, votes=self.votes is not None)


def place(assistant: Answerer, language: str, votes: Votes | None) -> AskTab:
    """Place the tab's components: the chat, the question's box, the source panel.

    ``votes``: where judgements of answers are kept; ``None``: they are not asked for.
    """
    words = WORDS[language]
    with gr.Row(elem_id="body"):
        with gr.Column(scale=3, min_width=300):
            fresh = gr.Button(words.new_chat, size="sm", variant="secondary", elem_id="fresh")
            chat = gr.Chatbot(elem_id="chat", **_chat_words(assistant, votes, words, ()), **_CHAT)
            judged = rating.place(words)
            with gr.Row(elem_id="form"):
                question = gr.Textbox(
                    elem_id="question",
                    lines=1,
                    max_lines=4,
                    max_length=max_question(),
                    show_label=False,  # for screen readers only: what it is can be seen
                    container=False,
                    scale=5,
                    min_width=160,
                    **_question_words(words),
                )
                # What was asked last; the box itself is emptied at once, for the next words.
                asked = gr.Textbox(visible="hidden", elem_id="asked", label="asked")
                ask = gr.Button(words.ask, variant="primary", scale=1, min_width=80, elem_id="ask")
        with gr.Column(scale=2, min_width=300):
            sources = gr.HTML(panel((), (), words), elem_id="sources")
    return AskTab(
        assistant, votes, chat, question, asked, ask, fresh, sources, gr.State(Talk()), judged
    )


def _chat_words(
    assistant: Answerer, votes: Votes | None, words: PageWords, turns: Turns
) -> dict[str, Any]:
    """Return what the chat shows in a language."""
    examples = [{"text": question, "display_text": question} for question in EXAMPLES]
    return {
        "value": messages(turns, words, votes=votes is not None),
        "label": words.chat_label,
        "placeholder": welcome_html(assistant.plans(), words),
        "examples": examples,
    }


def _question_words(words: PageWords) -> dict[str, Any]:
    """Return the words of the question's field."""
    return {"label": words.question_label, "placeholder": words.placeholder}


def _chosen_text(value: object) -> str:
    """Return the question of a chosen example or suggestion."""
    text = value.get("text", value.get("value")) if isinstance(value, dict) else value
    return text if isinstance(text, str) else ""
