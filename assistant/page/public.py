"""The public call ``/ask`` of the page, for programs."""

from collections.abc import Callable
from typing import Any

from assistant.page.talk import MAX_HISTORY, Answerer, answer_safely, error_answer
from corpus.settings import max_question


def ask_api(assistant: Answerer) -> Callable[..., dict[str, Any]]:
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
        earlier = [q[: max_question()] for q in earlier[-MAX_HISTORY:]]
        plans = (plan,) if plan else ()
        return answer_safely(assistant, question, history=earlier, plans=plans).to_json()

    return ask
