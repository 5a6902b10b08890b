"""Writing files so that a killed program leaves either the old or the new, never half.

Everything that the index puts on the disk goes through :func:`write_bytes`.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FORMING = ".new-"


def write_bytes(path: Path, data: bytes) -> None:
    """Write a new file and wait until the disk has it."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_bytes(path: Path, data: bytes) -> None:
    """Put new contents under a name in one step: a reader sees the old or the new."""
    beside = path.with_name(f".{path.name}.new")
    write_bytes(beside, data)
    beside.replace(path)
    sync_folder(path.parent)


def publish_folder(made: Path, final: Path) -> None:
    """Give a completely written folder its name, in one step.

    Files and folders are on the disk before the name is.
    """
    for folder, _, names in os.walk(made):
        for name in names:
            _sync(Path(folder) / name)
        sync_folder(Path(folder))
    made.rename(final)
    sync_folder(final.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the folder's list of names."""
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def link_or_copy(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it where the disk has no hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def sha256(data: bytes) -> str:
    """Return the hash of the bytes as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def json_bytes(value: Any) -> bytes:
    """Return canonical JSON: sorted keys, UTF-8, one line."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def folder_hashes(folder: Path) -> dict[str, str]:
    """Return the hash of every file under a folder, by its path there with ``/``."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def locked(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock file; one process at a time. ``waiting`` is called before a wait.

    The system frees the lock when a process ends, however it ends.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
