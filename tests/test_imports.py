"""Rooms face one way, heavy libraries have one door each, and nothing reads the evaluation."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.latency import heavy_imports
from tests.conftest import ROOT

ROOMS = ("corpus", "index", "assistant", "prompts", "eval", "benchmarks")

# room → the other rooms that it may import
MAY_IMPORT = {
    "corpus": set(),
    "prompts": set(),
    "index": {"corpus"},
    "assistant": {"corpus", "index", "prompts"},
    "app": {"corpus", "index", "assistant", "prompts"},
    "eval": {"corpus", "index", "assistant", "prompts"},
    "benchmarks": {"corpus", "index", "assistant", "prompts", "eval"},
}

# library → the files that may import it (paths from the top, shell patterns)
DOORS = {
    "gradio": ("app.py", "assistant/page.py", "assistant/page/*"),
    "faiss": ("index/dense.py",),
    "sentence_transformers": ("index/encoder.py", "index/training.py"),
    "torch": ("index/encoder.py", "index/training.py"),
    "transformers": ("index/encoder.py", "index/training.py"),
    "datasets": ("index/training.py",),
    "tiktoken": ("corpus/tokens.py",),
    "openpyxl": ("corpus/exports.py",),
    "icalendar": ("corpus/exports.py",),
    "spellchecker": ("assistant/slips.py",),
    "rapidfuzz": ("assistant/slips.py",),
    "pythonjsonlogger": ("assistant/logs.py",),
    "langchain": ("assistant/model/connecting.py",),
    "matplotlib": ("eval/plots.py",),
    "sklearn": ("eval/fitting.py",),
    "langchain_text_splitters": ("eval/baseline.py",),
    "langchain_core": (
        "assistant/retriever.py",
        "assistant/chain.py",
        "assistant/model/connecting.py",
    ),
}


def program_files() -> list[Path]:
    """Every Python file of the program, tests apart."""
    found = [ROOT / "app.py"] if (ROOT / "app.py").exists() else []
    for room in ROOMS:
        found += sorted((ROOT / room).rglob("*.py"))
    return found


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(tree: ast.AST, package: str) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) of every import, at any depth, dynamic ones by name too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                yield node.lineno, package
            else:
                yield node.lineno, node.module or ""
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in ("import_module", "__import__") and isinstance(node.args[0].value, str):
                yield node.lineno, node.args[0].value


def docstrings(tree: ast.AST) -> set[int]:
    """Return the ids of the constant nodes that are docstrings."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                found.add(id(first.value))
    return found


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of every string literal that is no docstring, f-strings in pieces."""
    skipped = docstrings(tree)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in skipped
        ):
            yield node.lineno, node.value


def room_faults(room: str, tree: ast.AST) -> list[str]:
    """Return the imports of a room that face the wrong way."""
    return [
        f"line {line}: {room} imports {name}"
        for line, name in imported(tree, room)
        if (other := name.split(".")[0]) in {*ROOMS, "app"}
        and other != room
        and other not in MAY_IMPORT[room]
    ]


def door_faults(path: str, tree: ast.AST) -> list[str]:
    """Return the imports of a heavy library outside its door."""
    faults = []
    for line, name in imported(tree, path.split("/")[0]):
        doors = DOORS.get(name.split(".")[0])
        if doors is not None and not any(Path(path).match(door) for door in doors):
            faults.append(f"{path}:{line}: imports {name}, whose door is {' or '.join(doors)}")
    return faults


READS_EVALUATION = re.compile(r"(^|[/\\])(eval|benchmarks?)([/\\]|$)")


def reading_faults(tree: ast.AST) -> list[str]:
    """Return the string literals that look like paths into the evaluation."""
    return [
        f"line {line}: {text!r}" for line, text in strings(tree) if READS_EVALUATION.search(text)
    ]


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@pytest.mark.parametrize("path", program_files(), ids=name_of)
def test_rooms_import_one_way(path: Path) -> None:
    assert room_faults(room_of(path), parse(path)) == []


@pytest.mark.parametrize("path", program_files(), ids=name_of)
def test_heavy_libraries_have_one_door(path: Path) -> None:
    assert door_faults(name_of(path), parse(path)) == []


@pytest.mark.parametrize(
    "path",
    [p for p in program_files() if room_of(p) in MAY_IMPORT.keys() - {"eval", "benchmarks"}],
    ids=name_of,
)
def test_the_program_reads_neither_evaluation_nor_benchmarks(path: Path) -> None:
    assert reading_faults(parse(path)) == []


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("corpus", "from index.search import search"),
        ("index", "def f():\n    import assistant.chain"),
        ("assistant", "from eval.metrics import recall"),
        ("prompts", "from corpus.types import Plan"),
        ("corpus", "import importlib\nimportlib.import_module('prompts.words')"),
        ("assistant", "import app"),
    ],
)
def test_an_import_the_wrong_way_is_found(room: str, source: str) -> None:
    assert len(room_faults(room, ast.parse(source))) == 1


def test_imports_the_right_way_are_no_fault() -> None:
    source = "from corpus.types import Plan\nfrom index.store import load\nfrom prompts import x"
    assert room_faults("assistant", ast.parse(source)) == []


def test_a_heavy_import_outside_its_door_is_found() -> None:
    tree = ast.parse("def f():\n    from faiss import IndexFlatIP")
    assert len(door_faults("index/store.py", tree)) == 1
    assert door_faults("index/dense.py", tree) == []


def test_a_path_into_the_evaluation_is_found() -> None:
    for source in (
        "open('eval/questions/facts.jsonl')",
        "ROOT / 'eval' / 'x'",
        "f'{a}/benchmarks/x'",
    ):
        assert len(reading_faults(ast.parse(source))) == 1, source
    for source in ("'evaluate'", "'''eval/ is named in a docstring'''", "'medieval/x'"):
        assert reading_faults(ast.parse(source)) == [], source


def test_a_question_on_the_command_line_imports_no_heavy_library() -> None:
    """The index is brought up to date before, as `make` does: only training needs torch."""
    subprocess.run([sys.executable, "-m", "index", "build"], cwd=ROOT, check=True)
    assert heavy_imports("Which agency leads the land access index?") == []
