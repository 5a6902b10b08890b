"""What a model says, read piece by piece: one statement at a time, as soon as it is whole.

Two forms are read: one JSON object with a list of statements, where the provider holds a
model to it, and plain lines. Whatever is neither is a fault, never a guess.
"""

import json
import re
from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

LONGEST_REPLY = 24_000  # characters
LONGEST_TEXT = 700
LONGEST_QUOTE = 2_000
MOST_STATEMENTS = 24
MOST_KEYS = 16
_DECODER = json.JSONDecoder()
_OPENING = re.compile(r"\A\s*(?:```(?:json)?\s*)?(?:\{\s*\"statements\"\s*:\s*)?\[")
_PREFIX = re.compile(r"\A\s*(?:`{0,3}(?:j(?:s(?:on?)?)?)?\s*)?(?:\{[\s\w\":]{0,40})?\Z")
_CLOSING = re.compile(r"\A[\s\]}`,]*\Z")
_LINE = re.compile(r"(?i)\A(S|K|Q(?:\s+(\S+?))?)\s*:\s*(.*)\Z")


class ReplyError(Exception):
    """A reply that is in neither form, or past a limit."""


class Quoted(BaseModel):
    """Words that are said to stand in an item."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)
    key: str = Field(max_length=40)
    quote: str = Field(max_length=LONGEST_QUOTE)


class Said(BaseModel):
    """One sentence of a model, with the keys and the words that it rests on."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)
    text: str = Field(max_length=LONGEST_TEXT)
    keys: tuple[str, ...] = Field(default=(), max_length=MOST_KEYS, strict=False)
    quotes: tuple[Quoted, ...] = Field(default=(), max_length=MOST_KEYS, strict=False)


SCHEMA = {
    "title": "answer",
    "description": "The statements of an answer, each with its proof.",
    "type": "object",
    "properties": {
        "statements": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "keys": {"type": "array", "items": {"type": "string"}},
                    "quotes": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "key": {"type": "string"},
                                "quote": {"type": "string"},
                            },
                            "required": ["key", "quote"],
                            "additionalProperties": False,
                        },
                    },
                },
                "required": ["text", "keys", "quotes"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["statements"],
    "additionalProperties": False,
}


class Reader(Protocol):
    """Reads a reply as it comes."""

    def feed(self, piece: str) -> list[Said]:
        """Take a piece; return the statements that are whole now."""
        ...

    def close(self) -> list[Said]:
        """Return what is left at the end of the reply."""
        ...


class JsonReader:
    """Reads ``{"statements": [...]}``, fenced or not."""

    def __init__(self) -> None:
        """Start before the first piece."""
        self._text = ""
        self._length = 0
        self._opened = False
        self._ended = False
        self._count = 0

    def feed(self, piece: str) -> list[Said]:
        """Take a piece; return the statements that are whole now.

        Raises:
            ReplyError: the reply cannot be such an object, or is past a limit.
        """
        self._length += len(piece)
        _limit(self._length, self._count)
        self._text += piece
        if not self._opened:
            match = _OPENING.match(self._text)
            if match is None:
                if not _PREFIX.match(self._text):
                    raise ReplyError("the reply is no JSON object of statements")
                return []
            self._text = self._text[match.end() :]
            self._opened = True
        return self._whole()

    def _whole(self) -> list[Said]:
        found: list[Said] = []
        while not self._ended:
            self._text = self._text.lstrip(" \t\r\n,")
            if self._text.startswith("]"):
                self._ended = True
                break
            if not self._text:
                break
            if not self._text.startswith("{"):
                raise ReplyError("a statement is no JSON object")
            try:
                value, end = _DECODER.raw_decode(self._text)
            except json.JSONDecodeError:
                break  # not whole yet; the end tells
            except (ValueError, RecursionError):
                # A number of thousands of digits, brackets in brackets without end.
                raise ReplyError("a statement is no JSON object of a size to be read") from None
            found.append(_said(value))
            self._count += 1
            _limit(self._length, self._count)
            self._text = self._text[end:]
        return found

    def close(self) -> list[Said]:
        """Return nothing; a reply that ends in its middle is a fault.

        Raises:
            ReplyError: the object is not whole, or something follows it.
        """
        if not self._ended or not _CLOSING.match(self._text):
            raise ReplyError("the JSON object is not whole")
        return []


class LineReader:
    """Reads groups of lines: ``S:`` a sentence, ``K:`` its keys, ``Q key:`` its quotes."""

    def __init__(self) -> None:
        """Start before the first piece."""
        self._rest = ""
        self._length = 0
        self._count = 0
        self._text: str | None = None
        self._keys: list[str] = []
        self._quotes: list[dict[str, str]] = []

    def feed(self, piece: str) -> list[Said]:
        """Take a piece; return the statements that are whole now.

        Raises:
            ReplyError: a line is of no kind, or the reply is past a limit.
        """
        self._length += len(piece)
        _limit(self._length, self._count)
        *lines, self._rest = (self._rest + piece).split("\n")
        return [said for line in lines for said in self._line(line.strip())]

    def _line(self, line: str) -> list[Said]:
        if not line or line.startswith("```"):
            return self._flush()
        match = _LINE.match(line)
        if match is None:
            raise ReplyError("a line of the reply is of no kind")
        kind, words = match[1][0].upper(), match[3].strip()
        found: list[Said] = []
        if kind == "S":
            found = self._flush()
            self._text = words
        elif self._text is None:
            raise ReplyError("keys or a quote stand before a sentence")
        elif kind == "K":
            self._keys += [key for key in re.split(r"[\s,;\[\]]+", words) if key]
        else:
            self._quotes.append({"key": (match[2] or "").strip("[]"), "quote": words})
        return found

    def _flush(self) -> list[Said]:
        if self._text is None:
            return []
        said = _said({"text": self._text, "keys": self._keys, "quotes": self._quotes})
        self._text, self._keys, self._quotes = None, [], []
        self._count += 1
        return [said]

    def close(self) -> list[Said]:
        """Return the last statement.

        Raises:
            ReplyError: the last line is of no kind.
        """
        rest, self._rest = self._rest, ""
        return [*self._line(rest.strip()), *self._flush()]


def _said(value: object) -> Said:
    try:
        return Said.model_validate(value)
    except ValidationError as error:
        # The words of the reply are not repeated: they are untrusted and may be long.
        raise ReplyError(f"a statement is not in form ({error.error_count()} faults)") from None


def _limit(length: int, count: int) -> None:
    if length > LONGEST_REPLY or count > MOST_STATEMENTS:
        raise ReplyError("the reply does not come to an end")
