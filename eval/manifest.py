"""What the figures of a run depend on: hashes of texts and data, settings, versions.

Two runs whose manifests agree in all of ``COMPARED`` asked the same questions of the same
program over the same texts; :func:`differences` says where they do not.
"""

import argparse
import datetime
import importlib.metadata
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import settings
from corpus.settings import ROOT
from corpus.types import Plan
from index.files import json_bytes, sha256

FORMAT = 1
LIBRARIES = ("numpy", "faiss-cpu", "tokenizers", "safetensors", "langchain-core", "pydantic")
OURS = "assistant"
COMPARED = (
    *("asked_of", "options", "plans", "index", "prompts", "words", "code", "evaluation"),
    *("questions", "gold", "thresholds", "today", "settings", "versions"),
    *("platform", "processors", "git"),
)
_PROGRAM = ("corpus", "index", "assistant", "prompts")
_DATA = ("corpus/data", "assistant/words")
# Where the result is written, and how it is printed, changes no answer.
_NO_MATTER = ("save", "json", "verbose", "run")


@dataclass(frozen=True, slots=True)
class Sources:
    """What a run was made from; ``asked_of`` is the assistant or the baseline's name."""

    plans: Sequence[Plan]
    index_hash: str
    asked_of: str = OURS


NO_SOURCES = Sources((), "")


def manifest(options: argparse.Namespace, sources: Sources) -> dict[str, Any]:
    """Return the record of a run, as JSON can hold it; hashes are SHA-256.

    ``words`` is one hash over the program's word lists and data, ``code`` and
    ``evaluation`` one over the Python files of the program and of this folder. Of secret
    settings there is only whether they are set.
    """
    return {
        "format": FORMAT,
        "made": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "asked_of": sources.asked_of,
        "options": _options(options),
        "git": git_state(ROOT),
        "plans": {plan.id: sha256(plan.text.encode("utf-8")) for plan in sources.plans},
        "index": sources.index_hash,
        "prompts": _hashes(ROOT / "prompts"),
        "words": _one(_data_files()),
        "code": _one(path for room in _PROGRAM for path in (ROOT / room).rglob("*.py")),
        "evaluation": _one(Path(__file__).parent.glob("*.py")),
        "questions": _hashes(options.questions, "*.jsonl"),
        "gold": _hashes(options.gold, "*.tsv"),
        "thresholds": sha256(options.thresholds.read_bytes()),
        "today": settings.today().isoformat(),
        "settings": settings.in_force(),
        "versions": {
            "python": platform.python_version(),
            **{name: _version(name) for name in LIBRARIES},
        },
        "platform": platform.platform(),
        "processors": os.cpu_count(),
    }


def _options(options: argparse.Namespace) -> dict[str, Any]:
    """Return what was asked for on the command line, paths as written."""
    told = {name: value for name, value in vars(options).items() if name not in _NO_MATTER}
    return {
        name: str(value) if isinstance(value, Path) else value
        for name, value in sorted(told.items())
    }


def git_state(folder: Path) -> dict[str, Any] | None:
    """Return the commit of a working copy and whether files changed since; else ``None``.

    ``None`` too where the folder only lies inside a working copy of something else.
    """
    top = _git(folder, "rev-parse", "--show-toplevel")
    commit = _git(folder, "rev-parse", "HEAD")
    changed = _git(folder, "status", "--porcelain")
    if top is None or commit is None or changed is None:
        return None
    if Path(top).resolve() != folder.resolve():
        return None
    return {"commit": commit, "dirty": bool(changed)}


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, capture_output=True, text=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def _data_files() -> Iterable[Path]:
    found = [path for room in _DATA for path in (ROOT / room).rglob("*")]
    return [*found, ROOT / "assistant" / "confidence.json"]


def _hashes(folder: Path, pattern: str = "*") -> dict[str, str]:
    """Return the hash of each file under a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes())
        for path in sorted(folder.rglob(pattern))
        if path.is_file() and path.suffix != ".pyc"
    }


def _one(paths: Iterable[Path]) -> str:
    """Return one hash over the names and contents of files."""
    return sha256(
        json_bytes(
            [[path.name, sha256(path.read_bytes())] for path in sorted(paths) if path.is_file()]
        )
    )


def _version(library: str) -> str | None:
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:
        return None


def differences(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return (what, in a, in b) for each entry of ``COMPARED`` that two manifests disagree in.

    Entries that hold several things are compared thing by thing ("plans: the-plan").
    """
    found = []
    for name in COMPARED:
        one, other = a.get(name), b.get(name)
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            found += [
                (f"{name}: {key}", _said(one.get(key)), _said(other.get(key)))
                for key in sorted({*one, *other})
                if one.get(key) != other.get(key)
            ]
        elif one != other:
            found.append((name, _said(one), _said(other)))
    return found


def _said(value: Any) -> str:
    """Return a value in few characters: a hash by its beginning."""
    text = "none" if value is None else str(value)
    return text[:12] if len(text) in (32, 40, 64) and " " not in text else text
