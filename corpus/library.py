"""The plans that can be asked: the shipped ones, and those added on this machine."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from corpus import settings, words
from corpus.errors import BadFileError, InputError, UnknownPlanError
from corpus.files import write_atomic
from corpus.plan import read_plan
from corpus.reading import MAX_BYTES
from corpus.types import Plan

SUFFIXES = (".md", ".txt")
_ID = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
_LONGEST_ID = 80


class Library:
    """The shipped and added plans; reads a file once for each of its states."""

    def __init__(self, shipped: Path, added: Path | None) -> None:
        """Take the folders of the shipped and the added plans (``None``: no added)."""
        self._shipped = shipped
        self._added = added

    @property
    def shipped_only(self) -> bool:
        """Whether the library holds the shipped plans alone."""
        return self._added is None

    @classmethod
    def open(cls, *, shipped_only: bool = False) -> "Library":
        """Return the library of this machine's settings."""
        added = None if shipped_only else settings.data_dir() / "plans"
        return cls(settings.SHIPPED_PLANS, added)

    def plans(self) -> tuple[Plan, ...]:
        """Return all plans: the shipped first, each group by id.

        Raises:
            BadFileError: a plan's file in the library can no longer be read.
        """
        found = [self._read(path, shipped=True) for path in self._files(self._shipped)]
        names = {plan.id for plan in found}
        if self._added is not None:
            files = self._files(self._added)
            found += [self._read(path, shipped=False) for path in files if path.stem not in names]
        return tuple(found)

    def stamp(self) -> tuple[tuple[str, int, int], ...]:
        """Return what changes when a plan comes, goes or changes: names, times, sizes."""
        folders = [self._shipped] + ([self._added] if self._added else [])
        found = []
        for path in (path for folder in folders for path in self._files(folder)):
            try:
                state = path.stat()
            except OSError:  # it went away between the two looks
                continue
            found.append((path.name, state.st_mtime_ns, state.st_size))
        return tuple(found)

    def plan(self, plan_id: str) -> Plan:
        """Return the plan with this id.

        Raises:
            UnknownPlanError: there is none; the message names those there are.
        """
        plans = self.plans()
        for plan in plans:
            if plan.id == plan_id:
                return plan
        known = ", ".join(plan.id for plan in plans)
        msg = f"There is no plan '{plan_id}'. The plans are: {known}."
        raise UnknownPlanError(msg)

    def add(self, path: Path, plan_id: str | None = None) -> Plan:
        """Add a file's plan under an id of its own, or the id made of its file name.

        Raises:
            BadFileError: the file cannot be read as a plan.
            InputError: the id is malformed or belongs to a shipped plan.
        """
        if self._added is None:
            raise InputError("This library holds the shipped plans only; nothing can be added.")
        plan_id = plan_id or id_of(path.stem)
        if not _ID.fullmatch(plan_id) or len(plan_id) > _LONGEST_ID:
            msg = (
                f"'{plan_id}' cannot be a plan's id: small letters, digits and single hyphens, "
                f"at most {_LONGEST_ID}, as in 'some-province-pci-2026'. Use --id."
            )
            raise InputError(msg)
        if any(file.stem == plan_id for file in self._files(self._shipped)):
            msg = f"'{plan_id}' is a shipped plan. Give the file another id with --id."
            raise InputError(msg)
        data = read_file(path)
        plan = read_plan(data, plan_id, path.name)
        write_atomic(self._added / f"{plan_id}.md", data)
        return plan

    def remove(self, plan_id: str) -> None:
        """Remove an added plan.

        Raises:
            InputError: it is a shipped plan.
            UnknownPlanError: there is no such plan.
        """
        if any(path.stem == plan_id for path in self._files(self._shipped)):
            msg = f"'{plan_id}' came with the program and stays; only added plans can be removed."
            raise InputError(msg)
        added = self._files(self._added) if self._added is not None else ()
        for path in added:
            if path.stem == plan_id:
                path.unlink()
                return
        known = ", ".join(path.stem for path in (*self._files(self._shipped), *added))
        msg = f"There is no plan '{plan_id}'. The plans are: {known}."
        raise UnknownPlanError(msg)

    @staticmethod
    def _files(folder: Path) -> Sequence[Path]:
        return sorted(p for p in folder.glob("*.md") if not p.name.startswith("."))

    @staticmethod
    def _read(path: Path, *, shipped: bool) -> Plan:
        try:
            state = path.stat()
            return _read_once(path, state.st_mtime_ns, state.st_size, shipped)
        except OSError as error:
            msg = f"{path} cannot be read: {error.strerror or error}."
            raise BadFileError(msg) from error
        except BadFileError as error:
            if shipped:
                raise
            msg = f"{error} Take the plan out: python -m corpus remove {path.stem}."
            raise BadFileError(msg) from error


@lru_cache(maxsize=256)
def _read_once(path: Path, _time: int, _size: int, shipped: bool) -> Plan:
    return read_plan(path.read_bytes(), path.stem, path.name, shipped=shipped)


def read_file(path: Path) -> bytes:
    """Return the bytes of a file that may be a plan.

    Raises:
        BadFileError: no such file, not a kind we read, or too large.
    """
    if path.suffix.lower() not in SUFFIXES:
        msg = (
            f"{path.name} is a '{path.suffix or 'nameless'}' file; only Markdown (.md) and plain "
            "text (.txt) can be added for now. Save the document as text and add that."
        )
        raise BadFileError(msg)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            msg = f"{path.name} is {size / 1e6:.1f} MB; a plan may have {MAX_BYTES / 1e6:.0f} MB."
            raise BadFileError(msg)
        return path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}."
        raise BadFileError(msg) from error


def id_of(name: str) -> str:
    """Return a plan id made of a file's name: "Lạng Sơn PCI 2026" gives "lang-son-pci-2026"."""
    folded = words.fold(unicodedata.normalize("NFC", name))
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:_LONGEST_ID].strip("-")
