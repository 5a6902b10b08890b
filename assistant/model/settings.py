"""Which language model writes answers, by the settings; none is the rule."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from corpus import settings
from corpus.errors import InputError

TIMEOUT_S = 30.0
LONGEST_TIMEOUT_S = 600.0
MAX_TOKENS = 1_000
MOST_TOKENS = 8_000
HOTTEST = 2.0
_MODEL = re.compile(r"([a-z][a-z0-9_]*):(\S+)")


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """A model and how it is called; ``api_key`` is never shown.

    ``timeout_s`` is the time for a whole answer, tries and all; ``base_url`` empty: the
    provider's own address.
    """

    provider: str
    model: str
    base_url: str = ""
    api_key: str = field(default="", repr=False)
    timeout_s: float = TIMEOUT_S
    temperature: float = 0.0
    max_tokens: int = MAX_TOKENS

    @property
    def name(self) -> str:
        """The model as ``CHAT_MODEL`` names it."""
        return f"{self.provider}:{self.model}"


def from_environment() -> ModelSettings | None:
    """Return the model that ``CHAT_MODEL`` and its companions name; ``None``: there is none.

    Raises:
        InputError: a setting cannot be what it says; its words never hold the key.
    """
    named = settings.read("CHAT_MODEL")
    if not named:
        return None
    match = _MODEL.fullmatch(named)
    if match is None:
        raise InputError(
            f"{settings.place('CHAT_MODEL')} is '{named}'; write provider:model, as in "
            "ollama:qwen3:8b or openai:gpt-4.1-mini."
        )
    return ModelSettings(
        provider=match[1],
        model=match[2],
        base_url=_address(),
        api_key=_key(),
        timeout_s=_number("CHAT_TIMEOUT_S", TIMEOUT_S, 0.1, LONGEST_TIMEOUT_S),
        temperature=_number("CHAT_TEMPERATURE", 0.0, 0.0, HOTTEST),
        max_tokens=settings.whole("CHAT_MAX_TOKENS", MAX_TOKENS, 16, MOST_TOKENS),
    )


def _key() -> str:
    key = settings.read("CHAT_API_KEY")
    if not all("!" <= char <= "~" for char in key):
        # What a client says of such a key would show it.
        raise InputError(
            f"{settings.place('CHAT_API_KEY')} holds a blank or a sign that no key has; copy the "
            "key alone, without quotation marks or line ends."
        )
    return key


def _address() -> str:
    address = settings.read("CHAT_BASE_URL")
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
        sound = sound and (parts.port or 1) > 0  # reading the port checks it
    except ValueError:
        sound = False
    sound = sound and all("!" <= char <= "~" for char in address)
    if not sound or parts.username or parts.password or parts.query or parts.fragment:
        # The address itself is not repeated: it may hold a password.
        raise InputError(
            f"{settings.place('CHAT_BASE_URL')} is no address of a model server; write it as "
            "http://127.0.0.1:11434 or https://models.example.org/v1, with no user name, "
            "password or query (the key goes into CHAT_API_KEY)."
        )
    return address.rstrip("/")


def _number(name: str, usual: float, least: float, most: float) -> float:
    told = settings.read(name)
    try:
        value = float(told) if told else usual
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise InputError(
            f"{settings.place(name)} is '{told}'; write a number from {least:g} to {most:g}."
        )
    return value
