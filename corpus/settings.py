"""Every setting of the program: one table, one way to read it.

A setting comes from the environment, else from a TOML file (``plans.toml`` in the project's
folder, or the file that ``PLANS_SETTINGS`` names), else it has its default. The environment
is read at each call; the file once, so that a file being edited disturbs no running chat.
"""

import datetime
import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.errors import InputError

ROOT = Path(__file__).resolve().parent.parent
SHIPPED_PLANS = ROOT / "corpus" / "plans"
FILE = "plans.toml"
PORT = 7860
MAX_QUESTION = 2_000
LEAST_MAX_QUESTION, MOST_MAX_QUESTION = 100, 10_000
LOG_FORMS = ("json", "text", "off")
LOG_LEVELS = ("info", "warning", "error")
_SWITCH = ("on", "off")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: ``means`` and ``default`` are the words of the README's table.

    A ``secret`` is never shown. ``types``: what the file may say beside a string.
    ``in_file``: whether the file may hold it.
    """

    name: str
    means: str
    default: str
    secret: bool = False
    types: tuple[type, ...] = ()
    in_file: bool = True


SETTINGS = (
    Setting(
        "PLANS_SETTINGS",
        "the settings file, read once at the start",
        "`plans.toml` here, if it is there",
        in_file=False,
    ),
    Setting("PLANS_DATA_DIR", "folder for indexes, added plans and feedback", "`data/` here"),
    Setting("PLANS_PORT", "port of the chat; `--port` goes before it", "7860", types=(int,)),
    Setting(
        "PLANS_MAX_QUESTION",
        "the longest question that is tried, 100 to 10000 characters",
        "2000",
        types=(int,),
    ),
    Setting(
        "PLANS_FEEDBACK",
        "`on` or `off`: whether the chat asks what its answers were worth",
        "on",
        types=(bool,),
    ),
    Setting("PLANS_LOG", "what the running chat logs on standard error: `json`, `text` or `off`",
            "json"),
    Setting("PLANS_LOG_LEVEL", "the least that is logged: `info`, `warning` or `error`", "info"),
    Setting(
        "PLANS_LOG_QUESTIONS",
        "`on` or `off`: whether the words of questions are logged",
        "off",
        types=(bool,),
    ),
    Setting(
        "PLANS_TODAY",
        "the date to take for today, as `2026-07-25`",
        "the clock's",
        types=(datetime.date,),
    ),
    Setting(
        "EMBEDDING_MODEL",
        "a sentence-transformers model (hub name or folder) instead of our own encoder",
        "none",
    ),
    Setting(
        "CHAT_MODEL",
        "a language model that writes answers under the same proof, as `ollama:qwen3:8b`",
        "none",
    ),
    Setting(
        "CHAT_BASE_URL", "address of the model's server", "the provider's own", secret=True
    ),
    Setting("CHAT_API_KEY", "key for the model's server", "none", secret=True),
    Setting(
        "CHAT_TIMEOUT_S",
        "seconds that a model has for a whole answer, 0.1 to 600",
        "30",
        types=(int, float),
    ),
    Setting("CHAT_TEMPERATURE", "how freely a model writes, 0 to 2", "0", types=(int, float)),
    Setting(
        "CHAT_MAX_TOKENS", "longest reply of a model, 16 to 8000 tokens", "1000", types=(int,)
    ),
)  # fmt: skip
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def read(name: str) -> str:
    """Return what a setting says, blanks around it taken off; empty: nothing.

    A variable that is set goes before the file even where it is empty.

    Raises:
        InputError: the settings file cannot be used.
        KeyError: there is no such setting.
    """
    setting = _BY_NAME[name]
    told = os.environ.get(name)
    if told is None and setting.in_file:
        told = _file().get(name)
    return (told or "").strip()


def place(name: str) -> str:
    """Return a setting's name as an error says it: with the file, where that set it."""
    if name in os.environ or name not in _file():
        return name
    return f"{name} in {_file_path()}"


def in_force() -> dict[str, str]:
    """Return what each setting says, or its default's words; of secrets only "set" or not."""
    return {
        setting.name: ("set" if setting.secret else read(setting.name))
        if read(setting.name)
        else setting.default.replace("`", "")
        for setting in SETTINGS
    }


def check() -> None:
    """Look at all settings of the table but the language model's, which it checks itself.

    Raises:
        InputError: one of them cannot be what it says.
    """
    for look in (
        data_dir, port, max_question, feedback_enabled, log_form, log_level, questions_logged,
        today,
    ):  # fmt: skip
        look()


def data_dir() -> Path:
    """Return the folder for what this machine makes (``PLANS_DATA_DIR``, else ``data/``).

    A relative path in the settings file starts at the file's own folder.

    Raises:
        InputError: it is no folder.
    """
    named = read("PLANS_DATA_DIR")
    if not named:
        return ROOT / "data"
    base = Path() if "PLANS_DATA_DIR" in os.environ else _file_path().parent
    folder = (base / Path(named).expanduser()).resolve()
    if folder.exists() and not folder.is_dir():
        raise InputError(
            f"{place('PLANS_DATA_DIR')} names {folder}, which is a file; name a folder."
        )
    return folder


def embedding_model() -> str | None:
    """Return the hub model or folder of ``EMBEDDING_MODEL``; ``None``: our own encoder."""
    return read("EMBEDDING_MODEL") or None


def today() -> datetime.date:
    """Return the date of ``PLANS_TODAY`` (YYYY-MM-DD), else the clock's.

    Raises:
        InputError: ``PLANS_TODAY`` is not a date.
    """
    named = read("PLANS_TODAY")
    if not named:
        return datetime.date.today()
    try:
        return datetime.date.fromisoformat(named)
    except ValueError as error:
        msg = f"{place('PLANS_TODAY')} is '{named}', which is not a date; write it as 2026-07-25."
        raise InputError(msg) from error


def port() -> int:
    """Return the port of ``PLANS_PORT``.

    Raises:
        InputError: it is no port.
    """
    return whole("PLANS_PORT", PORT, 1, 65_535)


def max_question() -> int:
    """Return the length of the longest question that is tried, in characters.

    Raises:
        InputError: ``PLANS_MAX_QUESTION`` is no number from 100 to 10,000.
    """
    return whole("PLANS_MAX_QUESTION", MAX_QUESTION, LEAST_MAX_QUESTION, MOST_MAX_QUESTION)


def feedback_enabled() -> bool:
    """Tell whether the chat asks what its answers were worth (``PLANS_FEEDBACK``).

    Raises:
        InputError: it is neither ``on`` nor ``off``.
    """
    return _one_of("PLANS_FEEDBACK", _SWITCH) == "on"


def log_form() -> str:
    """Return the form of the running chat's log: ``json``, ``text`` or ``off``.

    Raises:
        InputError: ``PLANS_LOG`` is none of them.
    """
    return _one_of("PLANS_LOG", LOG_FORMS)


def log_level() -> str:
    """Return the least level that is logged: ``info``, ``warning`` or ``error``.

    Raises:
        InputError: ``PLANS_LOG_LEVEL`` is none of them.
    """
    return _one_of("PLANS_LOG_LEVEL", LOG_LEVELS)


def questions_logged() -> bool:
    """Tell whether the words of questions may be logged (``PLANS_LOG_QUESTIONS``).

    Raises:
        InputError: it is neither ``on`` nor ``off``.
    """
    return _one_of("PLANS_LOG_QUESTIONS", _SWITCH) == "on"


def whole(name: str, usual: int, least: int, most: int) -> int:
    """Return a setting that is a whole number, ``usual`` where it says nothing.

    Raises:
        InputError: it is none, or out of its range.
    """
    told = read(name)
    digits = told.isascii() and told.isdigit() and len(told) <= len(str(most))
    if told and not (digits and least <= int(told) <= most):
        raise InputError(f"{place(name)} is '{told}'; write a whole number from {least} to {most}.")
    return int(told) if told else usual


def _one_of(name: str, words: tuple[str, ...]) -> str:
    told = read(name).lower() or _BY_NAME[name].default
    if told not in words:
        raise InputError(f"{place(name)} is '{told}'; write {' or '.join(words)}.")
    return told


def _file_path() -> Path:
    named = os.environ.get("PLANS_SETTINGS", "").strip()
    return Path(named).expanduser().resolve() if named else ROOT / FILE


def _file() -> Mapping[str, str]:
    """Return what the settings file says, as strings; nothing where there is no file."""
    path = _file_path()
    return _read_file(path, path != ROOT / FILE)


@lru_cache(maxsize=8)
def _read_file(path: Path, needed: bool) -> Mapping[str, str]:
    try:
        told = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        if not needed:
            return {}
        raise InputError(
            f"PLANS_SETTINGS names {path}, which is not there; name a settings file or unset it."
        ) from None
    except OSError as error:
        raise InputError(
            f"The settings file {path} cannot be read: {error.strerror or error}. "
            "Mend that, or take the file away."
        ) from None
    except UnicodeDecodeError:
        raise InputError(f"The settings file {path} is not UTF-8; save it as UTF-8 text.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        # Of the parser's own words only the place: the line may hold the key.
        where = re.search(r"at line \d+, column \d+|at end of document", str(error))
        raise InputError(
            f"The settings file {path} is no TOML{f' ({where[0]})' if where else ''}; write each "
            'setting on a line of its own, as in CHAT_MODEL = "ollama:qwen3:8b".'
        ) from None
    return {name: _text(path, name, value) for name, value in told.items()}


def _text(path: Path, name: str, value: object) -> str:
    """Return a value of the file as the environment would say it."""
    setting = _BY_NAME.get(name)
    if setting is None or not setting.in_file:
        near = difflib.get_close_matches(name.upper(), _BY_NAME, n=1, cutoff=0.7)
        hint = f"did you mean {near[0]}?" if near and near[0] != name else "take it out."
        raise InputError(f"The settings file {path} says {name}, which is no setting there; {hint}")
    if type(value) is bool and bool in setting.types:
        return "on" if value else "off"
    if type(value) is str or type(value) in setting.types:
        return str(value)
    wanted = " or ".join(["a text in quotation marks", *(_KINDS[t] for t in setting.types)])
    raise InputError(
        f"{name} in {path} is {_KINDS.get(type(value), 'of a kind that no setting is')}; "
        f"write {wanted}."
    )


_KINDS: Mapping[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number with a point",
    datetime.date: "a date such as 2026-07-25",
    dict: "a table",
    list: "a list",
}
