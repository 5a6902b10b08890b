"""The fixed sentences of answers, one file per language, the same keys in both."""

import json
import string
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("vi", "en")


class FrameError(Exception):
    """A frame is missing, or its placeholders are not the ones given."""


@lru_cache
def frames(language: str) -> dict[str, str]:
    """Return the fixed sentences of a language, by key."""
    path = FOLDER / f"answers_{language}.json"
    loaded: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def placeholders(template: str) -> frozenset[str]:
    """Return the names in braces of a template."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


def frame(language: str, key: str, **values: str) -> str:
    """Return a fixed sentence with its places filled.

    Raises:
        FrameError: no such key, or a placeholder missing or not declared.
    """
    template = frames(language).get(key)
    if template is None:
        msg = f"There is no sentence '{key}' in answers_{language}.json."
        raise FrameError(msg)
    if placeholders(template) != values.keys():
        msg = f"'{key}' ({language}) wants {sorted(placeholders(template))}, got {sorted(values)}."
        raise FrameError(msg)
    filled = template.format(**values)
    return filled.replace("….", "…").replace("…”.", "…”")
