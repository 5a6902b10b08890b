"""What a language model is told: one file per purpose and language under ``prompts/model``.

A file holds two parts, parted by a line ``---``: the rules (the system's message) and what
is asked (the person's). Names in braces are filled; ``{{`` and ``}}`` are braces.
"""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from prompts.frames import FrameError, placeholders

FOLDER = Path(__file__).resolve().parent / "model"
PARTING = "\n---\n"
#: The purposes, with the languages that each is written in and its placeholders. A quote is
#: translated for readers of English alone: the plans are in Vietnamese.
PURPOSES: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "answer": (("vi", "en"), frozenset({"boundary", "evidence", "form", "question"})),
    "form_json": (("vi", "en"), frozenset()),
    "form_lines": (("vi", "en"), frozenset()),
    "rewrite": (("vi", "en"), frozenset({"boundary", "conversation", "question"})),
    "translate": (("en",), frozenset({"boundary", "quotes"})),
}


class Prompt(NamedTuple):
    """What a model is sent: the rules, and what is asked of it."""

    rules: str
    asked: str


@lru_cache
def template(purpose: str, language: str) -> str:
    """Return the text of a prompt file after checking its placeholders.

    Raises:
        FrameError: no such purpose or file, or a placeholder missing or not declared.
    """
    languages, declared = PURPOSES.get(purpose, ((), frozenset()))
    path = FOLDER / f"{purpose}_{language}.md"
    if language not in languages or not path.is_file():
        raise FrameError(f"There is no prompt '{purpose}' in '{language}'.")
    text = path.read_text(encoding="utf-8")
    if placeholders(text) != declared:
        raise FrameError(
            f"{path.name} has the placeholders {sorted(placeholders(text))} and should have "
            f"{sorted(declared)}."
        )
    return text


def prompt(purpose: str, language: str, **values: str) -> Prompt:
    """Return a prompt with its places filled; without a parting line all of it is rules.

    Raises:
        FrameError: no such prompt, or a placeholder missing or not declared.
    """
    text = template(purpose, language)
    if placeholders(text) != values.keys():
        raise FrameError(
            f"'{purpose}' ({language}) wants {sorted(placeholders(text))}, got {sorted(values)}."
        )
    rules, _, asked = text.partition(PARTING)
    return Prompt(rules.format(**values).strip(), asked.format(**values).strip())
