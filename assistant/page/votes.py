"""Where the page's judgements go: the store of :mod:`assistant.feedback`."""

from typing import Protocol

from assistant.feedback import Feedback, vote
from assistant.page.talk import Turn


class Indexed(Protocol):
    """What is asked for the hash of the plans that are answered from."""

    @property
    def index_hash(self) -> str:
        """32 hex digits, the same for the same plans, chunks and encoder."""
        ...


class Kept:
    """Judgements in a feedback store."""

    def __init__(self, store: Feedback, assistant: Indexed) -> None:
        """Keep them in ``store``, with the hash of what ``assistant`` answers from."""
        self._store = store
        self._assistant = assistant

    def keep(self, turn: Turn, history: tuple[str, ...], comment: str) -> None:
        """Keep a turn's judgement in the place of an earlier one; one taken back is removed.

        Raises:
            PlansError: It cannot be kept.
        """
        if turn.answer is None:
            return
        if not turn.vote:
            self._store.withdraw(turn.token)
            return
        self._store.put(
            vote(
                turn.answer,
                turn.vote,
                token=turn.token,
                index_hash=self._assistant.index_hash,
                comment=comment,
                history=history,
            )
        )
