"""The house rules that a program can hold: sizes, paths, words and promises of documents."""

import ast
import re
import socket
import subprocess
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT, NetworkBlockedError
from tests.test_imports import imported, name_of, parse, program_files, room_of, strings

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60

# Exceptions, each with its reason. An entry that is no longer needed makes a test fail.
LONG_FILES: dict[str, str] = {
    "tests/index/test_store.py": "one story: a build, killed at each of its steps in turn",
}
LONG_FUNCTIONS: dict[str, str] = {}  # "path:function"
NAMES_A_PROVINCE: dict[str, str] = {
    "prompts/page.py": "the example questions that the page offers to people; no rule reads them",
}

# The 34 provinces and cities since 1 July 2025, and the former ones that plans still name.
PROVINCES = """
An Giang, Bắc Ninh, Cà Mau, Cao Bằng, Cần Thơ, Đà Nẵng, Đắk Lắk, Điện Biên, Đồng Nai,
Đồng Tháp, Gia Lai, Hà Nội, Hà Tĩnh, Hải Phòng, Hồ Chí Minh, Huế, Hưng Yên, Khánh Hòa,
Lai Châu, Lạng Sơn, Lào Cai, Lâm Đồng, Nghệ An, Ninh Bình, Phú Thọ, Quảng Ngãi, Quảng Ninh,
Quảng Trị, Sơn La, Tây Ninh, Thái Nguyên, Thanh Hóa, Tuyên Quang, Vĩnh Long,
Bà Rịa, Bạc Liêu, Bắc Giang, Bắc Kạn, Bến Tre, Bình Dương, Bình Định, Bình Phước,
Bình Thuận, Đắk Nông, Hà Giang, Hà Nam, Hải Dương, Hậu Giang, Hòa Bình, Kiên Giang, Kon Tum,
Long An, Nam Định, Ninh Thuận, Phú Yên, Quảng Bình, Quảng Nam, Sóc Trăng, Thái Bình,
Tiền Giang, Trà Vinh, Vĩnh Phúc, Vũng Tàu, Yên Bái
"""

MACHINE_PATH = re.compile(r"(?<![\w.$}])/(?:work|root|home|opt|Users)/\w|(?<![\w.$}])/tmp/\w")
REGISTRY_HOST = re.compile(
    r"pypi\.(?:org|python)|pythonhosted\.|registry\.npmjs|npmjs\.(?:org|com)|deb\.debian\.org"
    r"|archive\.ubuntu|download\.pytorch|--(?:extra-)?index-url[ =]|find-links[ =]/"
)
# Documents may tell a person which index offers which build; files that machines run may not.
MAY_NAME_HOSTS = ("README.md", "docs/")
PLAN_TEXTS = "corpus/plans/"


@cache
def house_files() -> tuple[Path, ...]:
    """Every file of the repository, those not yet committed included, ignored ones not."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode("utf-8").split("\0")
    return tuple(ROOT / name for name in sorted(filter(None, names)) if (ROOT / name).is_file())


def python_files() -> list[Path]:
    return [path for path in house_files() if path.suffix == ".py"]


def text_lines() -> Iterator[tuple[str, int, str]]:
    """Yield (file, line number, line) of every text file but the plans and this one."""
    for path in house_files():
        name = name_of(path)
        if name.startswith(PLAN_TEXTS) or path == Path(__file__).resolve():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # pictures and the like
        for number, line in enumerate(text.splitlines(), 1):
            yield name, number, line


def test_no_file_names_a_path_of_one_machine() -> None:
    found = [
        f"{name}:{n}: {line[:120]}" for name, n, line in text_lines() if MACHINE_PATH.search(line)
    ]
    assert found == []


def test_no_file_names_a_package_registry() -> None:
    found = [
        f"{name}:{n}: {line[:120]}"
        for name, n, line in text_lines()
        if not name.startswith(MAY_NAME_HOSTS) and REGISTRY_HOST.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("line", ['"/work/x"', "cd /root/a", "(/home/me/x)", "/tmp/a.txt"])
def test_a_machine_path_is_seen(line: str) -> None:
    assert MACHINE_PATH.search(line)


@pytest.mark.parametrize("line", ["PLAN/work/x", "../home/x", "$DIR/tmp/a", "/usr/bin/chromium"])
def test_a_relative_or_system_path_is_none(line: str) -> None:
    assert not MACHINE_PATH.search(line)


def test_every_text_file_is_utf8_and_composed() -> None:
    """Code, documents and data are NFC; the plans stand as their source gave them."""
    found = []
    for path in house_files():
        name = name_of(path)
        if path.suffix not in {".py", ".md", ".toml", ".tsv", ".json", ".jsonl", ".txt"}:
            continue
        text = path.read_text(encoding="utf-8")
        if not name.startswith((PLAN_TEXTS, "tests/")) and not unicodedata.is_normalized(
            "NFC", text
        ):
            found.append(name)
    assert found == []


def test_files_are_short() -> None:
    long = {
        name_of(path)
        for path in python_files()
        if len(path.read_text(encoding="utf-8").splitlines()) > MAX_FILE_LINES
    }
    assert long == LONG_FILES.keys()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield (path:name, lines) of every function and method, decorators not counted."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name_of(path)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_functions_are_short() -> None:
    long = {
        name for path in python_files() for name, n in functions(path) if n > MAX_FUNCTION_LINES
    }
    assert long == LONG_FUNCTIONS.keys()


def province_pattern() -> re.Pattern[str]:
    """Match a province as written, without marks, or as in a plan's id ("son-la")."""
    names = [" ".join(name.split()) for name in PROVINCES.split(",")]
    exact = "|".join(re.escape(name) for name in names)
    folded = [unmarked(name) for name in names if " " in name]
    loose = "|".join(name.replace(" ", r"[ _-]?") for name in folded)
    return re.compile(rf"\b(?:{exact})\b|\b(?i:{loose})\b")


def unmarked(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def test_no_rule_names_a_province() -> None:
    """Strings of the program name no province; docstrings may, as examples."""
    pattern = province_pattern()
    found: dict[str, list[str]] = {}
    for path in program_files():
        if room_of(path) in {"eval", "benchmarks", "app"}:
            continue
        for line, text in strings(parse(path)):
            if pattern.search(unicodedata.normalize("NFC", text)):
                found.setdefault(name_of(path), []).append(f"line {line}: {text[:80]!r}")
    assert found.keys() == NAMES_A_PROVINCE.keys(), found


@pytest.mark.parametrize("text", ["Sơn La", "kế hoạch của Huế", "son-la-nq02-2026", "lai chau"])
def test_a_province_is_seen(text: str) -> None:
    assert province_pattern().search(text)


@pytest.mark.parametrize("text", ["hue", "person last", "Sơn", "sonla2"])
def test_other_words_are_no_province(text: str) -> None:
    assert not province_pattern().search(text)


def test_no_pickle() -> None:
    unsafe = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}
    found = [
        f"{name_of(path)}:{line}: {name}"
        for path in python_files()
        for line, name in imported(parse(path), "")
        if name.split(".")[0] in unsafe
    ]
    assert found == []


def test_nothing_is_shared_with_the_world() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in program_files()
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call)
        for word in node.keywords
        if (word.arg == "share" and not is_constant(word.value, False))
        or (word.arg == "server_name" and is_constant(word.value, "0.0.0.0"))
        or (word.arg == "allow_pickle" and not is_constant(word.value, False))
    ]
    assert found == []


def is_constant(node: ast.expr, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value == value


def pins(name: str) -> dict[str, str]:
    """Return package → version of a requirements file; every line must be an exact pin."""
    found = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "-r ")):
            package, version = re.fullmatch(r"([\w.-]+)==([\w.]+)", line).groups()  # type: ignore[union-attr]
            found[re.sub(r"[-_.]+", "-", package).lower()] = version
    return found


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-models.txt", "requirements-dev.txt"]
)
def test_requirements_and_constraints_agree(name: str) -> None:
    constraints = pins("constraints.txt")
    assert pins(name).items() <= constraints.items()


def test_the_table_of_dependencies_is_complete() -> None:
    table = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([\w-]+) \| ([\d.]+) \|", table, re.MULTILINE))
    named = ("requirements.txt", "requirements-models.txt", "requirements-dev.txt")
    assert rows == {package: pin for name in named for package, pin in pins(name).items()}


def makefile_targets() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][\w-]*):(?!=)", text, re.MULTILINE))


def test_the_readme_names_real_make_targets() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.findall(r"`([^`\n]+)`", readme) + re.findall(
        r"^```[^\n]*\n(.*?)^```", readme, re.MULTILINE | re.DOTALL
    )
    named = set()
    for line in "\n".join(code).splitlines():
        if found := re.match(r"\s*(?:\$ )?make((?: +[\w./=-]+)*)", line):
            named.update(word for word in found[1].split() if "=" not in word)
    assert {"chat", "test"} <= named <= makefile_targets()


def test_the_readme_names_real_modules() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    modules = set(re.findall(r"python -m ([\w.]+)", readme)) - {"venv", "pip", "pytest", "mypy"}
    missing = {
        name
        for name in modules
        if not (ROOT / name.replace(".", "/") / "__main__.py").exists()
        and not (ROOT / f"{name.replace('.', '/')}.py").exists()
    }
    assert modules
    assert missing == set()


def test_the_changelog_has_an_entry() -> None:
    assert re.search(r"^## ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_ci_runs_the_test_command_of_the_readme() -> None:
    script = ROOT / ".ci/run"
    assert script.stat().st_mode & 0o111
    assert "\nmake test\n" in script.read_text(encoding="utf-8")


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])  # addresses kept for examples
def test_tests_reach_no_other_machine(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as sock:
        with pytest.raises(NetworkBlockedError):
            sock.connect((host, 80))
        with pytest.raises(NetworkBlockedError):
            sock.connect_ex((host, 80))
    with pytest.raises(NetworkBlockedError):
        socket.getaddrinfo("example.org", 443)


def test_tests_reach_this_machine() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == server.getsockname()
