"""Runs on the disk: a folder of ``manifest.json``, ``predictions.jsonl``, ``scores.json``.

A folder appears whole or not at all, and is never written over. Words of questions of the
split ``test`` and of their answers are not in it.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from eval.manifest import FORMAT
from eval.predictions import prediction
from eval.run import Judged
from index.files import FORMING, publish_folder, write_bytes

MANIFEST, PREDICTIONS, SCORES = "manifest.json", "predictions.jsonl", "scores.json"
_KEYS: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("id", "split", "group", "kind", "wording", "asked", "cluster"), str),
    "right": bool,
    "milliseconds": (int, float),
    "measures": dict,
}
_DEV_KEYS: dict[str, type | tuple[type, ...]] = {"question": str, "answer": dict}


@dataclass(frozen=True, slots=True)
class SavedRun:
    """A run as it was saved; ``rows`` are those of :func:`eval.predictions.prediction`."""

    folder: Path
    manifest: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...]
    scores: Mapping[str, Any]


def check_free(folder: Path) -> None:
    """See that a run can be saved there; asked before the questions are.

    Raises:
        InputError: the name is taken.
    """
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        raise InputError(f"{folder} is there already; name a new folder for the run.")


def save(
    folder: Path,
    manifest: Mapping[str, Any],
    judged: Iterable[Judged],
    scores: Mapping[str, Any],
) -> None:
    """Write a run; its folder gets its name when everything is on the disk.

    Raises:
        InputError: the name is taken.
        OSError: the disk is full or cannot be written; nothing is left behind.
    """
    check_free(folder)
    rows = [_line(prediction(one)) for one in judged]
    folder.parent.mkdir(parents=True, exist_ok=True)
    forming = Path(tempfile.mkdtemp(prefix=FORMING, dir=folder.parent))
    try:
        write_bytes(forming / MANIFEST, _indented(manifest))
        write_bytes(forming / PREDICTIONS, b"".join(rows))
        write_bytes(forming / SCORES, _indented(scores))
        forming.chmod(0o777 & ~umask())  # mkdtemp's own is for one user alone
        publish_folder(forming, folder)
    finally:
        shutil.rmtree(forming, ignore_errors=True)


def umask() -> int:
    """Return what rights this process keeps from new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _line(row: Mapping[str, Any]) -> bytes:
    text = json.dumps(row, ensure_ascii=False, allow_nan=False)
    # Half a character, which a question may hold, is written as an escape.
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _indented(value: Mapping[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def read(folder: Path) -> SavedRun:
    """Return a saved run.

    Raises:
        InputError: it is no run, or not one of this format.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder; name one that `eval run --save` wrote.")
    manifest = _read_object(folder / MANIFEST)
    if manifest.get("format") != FORMAT:
        raise InputError(
            f"{folder / MANIFEST} has the format {manifest.get('format')}, this program reads "
            f"{FORMAT}; save the run anew."
        )
    rows = tuple(_rows(folder / PREDICTIONS))
    return SavedRun(folder, manifest, rows, _read_object(folder / SCORES))


def _read_object(path: Path) -> dict[str, Any]:
    return _object(_text(path), str(path))


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        row = _object(line, place)
        wanted = _KEYS | _DEV_KEYS if row.get("split") == "dev" else _KEYS
        for key, kind in wanted.items():
            if not isinstance(row.get(key), kind):
                raise InputError(f"{place}: '{key}' is missing or not of its form.")
        yield row


def _object(text: str, place: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place} is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise InputError(f"{place}: expected a JSON object, found {type(found).__name__}")
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise InputError(
            f"{path.parent} holds no run ({path.name} is missing); name a folder that "
            "`eval run --save` wrote."
        ) from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 at byte {error.start}") from error
