"""Every setting: one table, one way to read it, and words that say what to do."""

import ast
import datetime
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.model.settings import from_environment
from corpus import settings
from corpus.errors import InputError
from tests.conftest import ROOT
from tests.test_imports import name_of, parse, program_files

KEY = "sk-this-is-never-to-be-seen"

# Where the program may touch the environment itself, each with its reason.
TOUCHES_ENVIRONMENT = {
    "app.py:main": "sets what Gradio reads of it",
    "assistant/model/connecting.py:_without": "hides other programs' settings from a client",
    "benchmarks/latency.py:index_build": "gives a child a data folder of its own",
    "corpus/settings.py:_file_path": "the door",
    "corpus/settings.py:data_dir": "the door",
    "corpus/settings.py:place": "the door",
    "corpus/settings.py:read": "the door",
    "eval/today.py:fixed_day": "gives the evaluation a day of its own",
    "index/training.py:_quiet": "sets what the training libraries read of it",
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in settings.SETTINGS:
        if setting.in_file:
            monkeypatch.delenv(setting.name, raising=False)


def told_by_file(text: str, folder: Path, patch: pytest.MonkeyPatch) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    patch.setenv("PLANS_SETTINGS", str(path))
    settings._read_file.cache_clear()
    return path


def refused(text: str, folder: Path, patch: pytest.MonkeyPatch) -> str:
    path = told_by_file(text, folder, patch)
    with pytest.raises(InputError) as raised:
        settings.check()
        from_environment()
    words = str(raised.value)
    assert str(path) in words
    assert KEY not in words
    assert raised.value.__cause__ is None or KEY not in repr(raised.value.__cause__)
    return words


def table() -> list[tuple[str, str, str]]:
    """Return the rows of the README's table of settings."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Settings\n")[1]
    lines = section.split("\n## ")[0].splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("|")]
    return [(name.strip(), means.strip(), usual.strip()) for name, means, usual in rows[2:]]


def test_the_readme_s_table_is_the_program_s() -> None:
    assert table() == [(f"`{s.name}`", s.means, s.default) for s in settings.SETTINGS]


def test_the_example_file_holds_every_setting_and_sets_none() -> None:
    text = (ROOT / "plans.example.toml").read_text(encoding="utf-8")
    assert all(line.startswith("#") for line in text.splitlines() if line)
    shown = re.findall(r"^# ([A-Z_]+) = ", text, re.MULTILINE)
    assert shown == [s.name for s in settings.SETTINGS if s.in_file]


def test_the_example_file_is_right_where_its_signs_are_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "plans.example.toml").read_text(encoding="utf-8")
    live = "\n".join(re.findall(r"^# ([A-Z_]+ = .*)", text, re.MULTILINE))
    assert len(tomllib.loads(live)) == len(settings.SETTINGS) - 1
    told_by_file(live, tmp_path, monkeypatch)
    settings.check()
    model = from_environment()
    assert model is not None
    assert model.name == "ollama:qwen3:8b"
    assert settings.today() == datetime.date(2026, 7, 25)


def test_the_settings_file_is_not_under_version_control() -> None:
    done = subprocess.run(["git", "check-ignore", "-q", "plans.toml"], cwd=ROOT)
    assert done.returncode == 0


def environment_faults(name: str, tree: ast.Module) -> set[str]:
    """Return the functions (``path:name``) of a file that read or write the environment."""
    found = set()

    def visit(node: ast.AST, function: str) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            function = node.name
        words = ("environ", "environb", "getenv", "getenvb", "putenv", "unsetenv")
        if isinstance(node, ast.Attribute) and node.attr in words:
            found.add(f"{name}:{function}")
        taken = isinstance(node, ast.ImportFrom) and node.module == "os" and node.names
        if taken and {alias.name for alias in taken} & set(words):
            found.add(f"{name}:{function}")
        for child in ast.iter_child_nodes(node):
            visit(child, function)

    visit(tree, "")
    return found


def test_settings_are_read_in_one_place() -> None:
    found = set()
    for path in program_files():
        found |= environment_faults(name_of(path), parse(path))
    assert found == TOUCHES_ENVIRONMENT.keys()


@pytest.mark.parametrize(
    "source",
    ["import os\nos.environ['A']", "def f():\n    os.getenv('A')", "from os import environ as e"],
)
def test_another_way_to_the_environment_is_seen(source: str) -> None:
    assert len(environment_faults("x.py", ast.parse(source))) == 1


def test_every_setting_that_the_program_reads_is_in_the_table() -> None:
    named = set()
    for path in program_files():
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named |= set(re.findall(r"\b(?:PLANS|CHAT|EMBEDDING)_[A-Z_]*[A-Z]\b", node.value))
    assert named == {s.name for s in settings.SETTINGS}


def test_defaults() -> None:
    settings.check()
    assert settings.port() == 7860
    assert settings.max_question() == 2000
    assert settings.feedback_enabled() is True
    assert (settings.log_form(), settings.log_level()) == ("json", "info")
    assert settings.questions_logged() is False
    assert settings.data_dir() == ROOT / "data"
    assert settings.embedding_model() is None


def test_the_defaults_that_are_numbers_or_words_are_those_of_the_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Set to what the table calls its default, each setting says what it says unset."""
    unset = numbers_and_words()
    monkeypatch.setenv("CHAT_MODEL", "ollama:m")
    model = from_environment()
    for setting in settings.SETTINGS:
        if re.fullmatch(r"\d+|on|off|json|info", setting.default):
            monkeypatch.setenv(setting.name, setting.default)
    assert from_environment() == model
    assert numbers_and_words() == unset


def numbers_and_words() -> list[object]:
    looks: list[Callable[[], object]] = [
        settings.port, settings.max_question, settings.feedback_enabled,
        settings.log_form, settings.log_level, settings.questions_logged,
    ]  # fmt: skip
    return [look() for look in looks]


def test_a_file_says_what_the_environment_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_by_file(
        'PLANS_PORT = 8080\nPLANS_FEEDBACK = false\nPLANS_LOG_QUESTIONS = "On"\n'
        'PLANS_TODAY = 2026-07-25\nPLANS_DATA_DIR = "beside"\nCHAT_MODEL = "openai:m"\n'
        f'CHAT_API_KEY = "{KEY}"\nCHAT_TIMEOUT_S = 12.5\nCHAT_MAX_TOKENS = 20\n',
        tmp_path,
        monkeypatch,
    )
    assert settings.port() == 8080
    assert settings.feedback_enabled() is False
    assert settings.questions_logged() is True
    assert settings.today() == datetime.date(2026, 7, 25)
    assert settings.data_dir() == tmp_path / "beside"  # beside the file, wherever it is used
    model = from_environment()
    assert model is not None
    assert (model.name, model.api_key, model.timeout_s, model.max_tokens) == (
        "openai:m", KEY, 12.5, 20,
    )  # fmt: skip


def test_the_environment_goes_before_the_file_even_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_by_file('PLANS_PORT = 8080\nCHAT_MODEL = "ollama:m"\n', tmp_path, monkeypatch)
    monkeypatch.setenv("PLANS_PORT", "9090")
    monkeypatch.setenv("CHAT_MODEL", "")
    assert settings.port() == 9090
    assert from_environment() is None


def test_a_file_being_edited_disturbs_no_running_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = told_by_file("PLANS_MAX_QUESTION = 500", tmp_path, monkeypatch)
    assert settings.max_question() == 500
    path.write_text("PLANS_MAX_QUESTION = [half", encoding="utf-8")
    assert settings.max_question() == 500


def test_a_file_with_a_mark_of_its_encoding_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_by_file("\ufeffPLANS_PORT = 8080", tmp_path, monkeypatch)
    assert settings.port() == 8080


WRONG = {
    "another name": ("PLAN_PORT = 1", "PLAN_PORT, which is no setting there; did you mean PLANS_"),
    "small letters": ("plans_port = 1", "did you mean PLANS_PORT?"),
    "no name": ("colour = 1", "colour, which is no setting there; take it out"),
    "itself": ('PLANS_SETTINGS = "x"', "PLANS_SETTINGS, which is no setting there; take it out"),
    "a table": ("[PLANS_PORT]\nx = 1", "PLANS_PORT in {} is a table; write a text"),
    "a list": ("PLANS_PORT = [1]", "PLANS_PORT in {} is a list; write a text"),
    "a number": ("CHAT_MODEL = 8", "CHAT_MODEL in {} is a whole number; write a text in quot"),
    "a truth": ("PLANS_PORT = true", "PLANS_PORT in {} is true or false; write a text in "),
    "a float": ("PLANS_PORT = 1.0", "PLANS_PORT in {} is a number with a point; write"),
    "a time": ("PLANS_TODAY = 2026-07-25T10:00:00", "PLANS_TODAY in {} is of a kind that no"),
    "a port": ("PLANS_PORT = 65536", "PLANS_PORT in {} is '65536'; write a whole number from 1"),
    "a length": ("PLANS_MAX_QUESTION = 99", "is '99'; write a whole number from 100 to 10000"),
    "a switch": ('PLANS_FEEDBACK = "yes"', "PLANS_FEEDBACK in {} is 'yes'; write on or off"),
    "a form": ('PLANS_LOG = "xml"', "PLANS_LOG in {} is 'xml'; write json or text or off"),
    "a level": ('PLANS_LOG_LEVEL = "debug"', "is 'debug'; write info or warning or error"),
    "a date": ('PLANS_TODAY = "soon"', "PLANS_TODAY in {} is 'soon', which is not a date"),
    "a model": ('CHAT_MODEL = "x"', "CHAT_MODEL in {} is 'x'; write provider:model"),
    "a secret": (f'CHAT_API_KEY = ["{KEY}"]', "CHAT_API_KEY in {} is a list; write a text"),
    "a key with a blank": (
        f'CHAT_MODEL = "openai:m"\nCHAT_API_KEY = "{KEY} x"', "CHAT_API_KEY in {} holds a blank"),
    "an address": (
        f'CHAT_MODEL = "openai:m"\nCHAT_BASE_URL = "http://a:{KEY}@h"', "CHAT_BASE_URL in {} is"),
    "half a line": (f'CHAT_API_KEY = "{KEY}\n', "{} is no TOML (at line 1, column"),
    "twice": (f'CHAT_API_KEY = "{KEY}"\nCHAT_API_KEY = "{KEY}"\n', "{} is no TOML (at line 2, "),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_told_in_words(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, expected = WRONG[case]
    words = refused(text, tmp_path, monkeypatch)
    assert expected.replace("{}", str(tmp_path / "mine.toml")) in words


def test_a_file_that_is_no_text_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = told_by_file("", tmp_path, monkeypatch)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="is not UTF-8; save it as"):
        settings.check()
    monkeypatch.setenv("PLANS_SETTINGS", str(tmp_path))
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        settings.check()
    monkeypatch.setenv("PLANS_SETTINGS", str(tmp_path / "none.toml"))
    with pytest.raises(InputError, match=r"none\.toml, which is not there; name a settings file"):
        settings.check()


def test_a_data_folder_that_is_a_file_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PLANS_DATA_DIR", str(tmp_path / "file"))
    with pytest.raises(InputError, match=r"^PLANS_DATA_DIR names .*file, which is a file; name a"):
        settings.check()


def test_secrets_are_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told_by_file(f'CHAT_API_KEY = "{KEY}"', tmp_path, monkeypatch)
    monkeypatch.setenv("CHAT_BASE_URL", f"http://me:{KEY}@example.org")
    shown = settings.in_force()
    assert KEY not in str(shown)
    assert (shown["CHAT_API_KEY"], shown["CHAT_BASE_URL"]) == ("set", "set")
    assert (shown["PLANS_PORT"], shown["CHAT_MODEL"]) == ("7860", "none")
    assert list(shown) == [s.name for s in settings.SETTINGS]


@pytest.fixture
def no_cache() -> Iterator[None]:
    settings._read_file.cache_clear()
    yield
    settings._read_file.cache_clear()


@pytest.mark.usefixtures("no_cache")
def test_a_long_question_is_refused_at_the_length_that_was_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from assistant.service import _checked
    from corpus.errors import BadQuestionError

    monkeypatch.setenv("PLANS_MAX_QUESTION", "100")
    assert _checked("a" * 100, "en") == "a" * 100
    with pytest.raises(BadQuestionError, match="100"):
        _checked("a" * 101, "en")


WRONG_STARTS = {
    "a port": {"PLANS_PORT": "0"},
    "a switch": {"PLANS_FEEDBACK": "maybe"},
    "a log": {"PLANS_LOG": "loud"},
    "a day": {"PLANS_TODAY": "today"},
    "a model": {"CHAT_MODEL": "x", "CHAT_API_KEY": KEY},
    "a file": {"PLANS_SETTINGS": "nowhere.toml"},
}


@pytest.mark.parametrize("case", WRONG_STARTS)
def test_the_chat_says_a_wrong_setting_in_one_sentence_and_ends(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in WRONG_STARTS[case].items():
        monkeypatch.setenv(name, value)
    done = subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("The chat cannot start: ")
    assert next(iter(WRONG_STARTS[case])) in line
    assert KEY not in line
