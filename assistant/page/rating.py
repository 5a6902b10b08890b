"""Judging an answer: what becomes of a thumb, and the comment that may go with it."""

import logging
from dataclasses import dataclass
from typing import Any, Protocol

import gradio as gr

from assistant.page.conversation import messages
from assistant.page.look import script
from assistant.page.talk import Talk, Turn
from prompts.page import WORDS, PageWords

#: The longest comment that is kept, in characters.
MAX_COMMENT = 1_000
_COMMON: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

log = logging.getLogger(__name__)


class Votes(Protocol):
    """Where judgements are kept; it may be called from several threads."""

    def keep(self, turn: Turn, history: tuple[str, ...], comment: str) -> None:
        """Keep a turn's judgement in the place of an earlier one; one taken back is removed."""
        ...


@dataclass(frozen=True, slots=True)
class Rating:
    """The components: the bridge that thumbs come in by, and the comment's form."""

    bridge: gr.HTML
    form: gr.Group
    comment: gr.Textbox
    send: gr.Button
    shut: gr.Button
    said: gr.HTML
    judged: gr.State

    @property
    def drawn(self) -> list[Any]:
        """The components that :func:`draw` gives values for, in its order."""
        return [self.comment, self.send, self.shut, *self.closed]

    @property
    def closed(self) -> list[Any]:
        """The components that :func:`close` gives values for, in its order."""
        return [self.form, self.said, self.judged]


def place(words: PageWords) -> Rating:
    """Place the comment's form, which is hidden until an answer is judged."""
    bridge = gr.HTML("", elem_id="votes", js_on_load=script("votes.js"))
    with gr.Group(visible=False, elem_id="comment") as form:
        comment = gr.Textbox(lines=2, max_length=MAX_COMMENT, **_comment_words(words))
        with gr.Row():
            send = gr.Button(words.comment_send, variant="primary", size="sm")
            shut = gr.Button(words.comment_close, variant="secondary", size="sm")
    said = gr.HTML("", elem_id="vote-said")
    return Rating(bridge, form, comment, send, shut, said, gr.State(0))


def _comment_words(words: PageWords) -> dict[str, Any]:
    return {"label": words.comment_label, "placeholder": words.comment_placeholder}


def draw(words: PageWords) -> tuple[Any, ...]:
    """Return the form in a language, closed."""
    return (
        gr.Textbox(**_comment_words(words)),
        gr.Button(words.comment_send),
        gr.Button(words.comment_close),
        *close(),
    )


def close(said: str = "") -> tuple[Any, ...]:
    """Return the form closed, with a line in its place."""
    line = f'<p class="note" role="status">{said}</p>' if said else ""
    return gr.Group(visible=False), line, 0


def listen(
    parts: Rating, votes: Votes, talk: gr.State, language: gr.Radio, chat: gr.Chatbot
) -> None:
    """Keep each judgement at once, and its comment when it is sent."""

    def judge(talk: Talk, language: str, event: gr.EventData) -> tuple[Any, ...]:
        words = WORDS.get(language, WORDS["vi"])
        number, verdict = _judgement(event)
        turn = talk.vote(number, verdict) if number else None
        if turn is None:
            return gr.skip(), "", *close()
        told = _kept(votes, talk, turn, "")
        if not told:
            talk.vote(number, verdict)  # taken back: it was not kept
        shown = messages(talk.turns, words)
        if not told or not turn.vote:
            return shown, "", *close("" if told else words.vote_lost)
        return shown, "", gr.Group(visible=True), "", number

    def comment(text: str, talk: Talk, number: int, language: str) -> tuple[Any, ...]:
        words = WORDS.get(language, WORDS["vi"])
        turn = next((t for t in talk.turns if t.number == number), None)
        told = turn is not None and _kept(votes, talk, turn, text[:MAX_COMMENT])
        if not told:
            return text, gr.Group(visible=True), f'<p class="note">{words.vote_lost}</p>', number
        return "", *close(words.vote_thanks)

    outputs = [parts.comment, *parts.closed]
    parts.bridge.click(judge, [talk, language], [chat, *outputs], **_COMMON)
    sent = [parts.comment, talk, parts.judged, language]
    parts.send.click(comment, sent, outputs, **_COMMON)
    parts.shut.click(lambda: ("", *close()), None, outputs, **_COMMON)


def _judgement(event: gr.EventData) -> tuple[int, str]:
    """Return the turn and verdict of a click, which any program may have sent; 0: neither."""
    data = event._data if isinstance(event._data, dict) else {}
    number, verdict = data.get("turn"), data.get("verdict")
    if type(number) is not int or verdict not in ("up", "down"):
        return 0, ""
    return number, verdict


def _kept(votes: Votes, talk: Talk, turn: Turn, comment: str) -> bool:
    """Tell whether a judgement could be kept; why not goes to the log."""
    history = tuple(t.question for t in talk.turns if t.number < turn.number)
    try:
        votes.keep(turn, history, comment)
    except Exception:  # a full disk must not take the conversation with it
        log.exception("A judgement could not be kept.")
        return False
    return True
