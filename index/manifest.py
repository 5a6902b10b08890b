"""What an index was built from, and the names of everything on the disk.

    <data>/index/LOCK                     held while building
    <data>/index/CURRENT                  the id of the build that answers
    <data>/index/builds/<id>/manifest.json
    <data>/index/builds/<id>/parts/<key>/ one plan: chunks.json, terms.json, arrays.safetensors
    <data>/encoders/<key>/                a trained encoder, a sentence-transformers folder

A build folder never changes after it got its name, so whoever reads it reads one state.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import DamagedIndexError

FORMAT = 1
BUDGET_TOKENS = 256
BUILD = "Run `python -m index build`."
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of the index in a data folder."""

    data_dir: Path

    @property
    def root(self) -> Path:
        """The folder of the index."""
        return self.data_dir / "index"

    @property
    def lock(self) -> Path:
        """The file that a build holds locked."""
        return self.root / "LOCK"

    @property
    def current(self) -> Path:
        """The file that names the build that answers."""
        return self.root / "CURRENT"

    @property
    def builds(self) -> Path:
        """The folder of the builds."""
        return self.root / "builds"

    @property
    def encoders(self) -> Path:
        """The folder of the trained encoders."""
        return self.data_dir / "encoders"

    def part(self, build: str, key: str) -> Path:
        """Return the folder of one plan's files in a build."""
        return self.builds / build / "parts" / key


@dataclass(frozen=True, slots=True)
class EncoderEntry:
    """The encoder of a build; ``kind`` is ``trained``, ``folder`` or ``hub``.

    ``key`` is a hash of what the encoder is made from, ``files`` the hashes of its
    files (empty for a hub model).
    """

    kind: str
    name: str
    key: str
    dimensions: int
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One plan of a build; ``key`` names its folder, ``files`` the hashes there.

    ``content_sha256`` is over everything that chunks and their words depend on.
    """

    id: str
    source_sha256: str
    text_sha256: str
    content_sha256: str
    chunks: int
    key: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The record of a build. ``code`` is a hash of the program parts that made it."""

    format: int
    build: str
    previous: str | None
    code: str
    budget_tokens: int
    encoder: EncoderEntry
    plans: tuple[PlanEntry, ...]

    @property
    def source_hash(self) -> str:
        """A hash of all that is searched, 32 hexadecimal digits; builds of the same share it.

        It is over the names of the plans' parts, which are hashes of the plan, the encoder,
        the size of chunks and the code that made them (:func:`index.parts.part_key`).
        """
        keys = "\n".join(sorted(f"{plan.id} {plan.key}" for plan in self.plans))
        return hashlib.sha256(keys.encode("utf-8")).hexdigest()[:32]

    def to_json(self) -> bytes:
        """Return the manifest as indented JSON, for people to read too."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        return text.encode("utf-8") + b"\n"


def parse_manifest(data: bytes, place: Path) -> Manifest:
    """Return the manifest; ``DamagedIndexError`` where it is not one.

    Only ``format`` is looked at before the rest: a manifest of another format comes back
    as a :class:`OtherFormatError`.
    """
    try:
        raw = json.loads(data)
        if raw["format"] != FORMAT:
            raise OtherFormatError(raw["format"])
        return _manifest(raw)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedIndexError(f"{place} is no manifest of an index. {BUILD}") from error


class OtherFormatError(Exception):
    """The manifest has another format; the argument is that format."""


def _manifest(raw: Mapping[str, Any]) -> Manifest:
    encoder = raw["encoder"]
    return Manifest(
        format=FORMAT,
        build=_text(raw["build"]),
        previous=None if raw["previous"] is None else _text(raw["previous"]),
        code=_text(raw["code"]),
        budget_tokens=int(raw["budget_tokens"]),
        encoder=EncoderEntry(
            kind=_text(encoder["kind"]),
            name=_text(encoder["name"]),
            key=_text(encoder["key"]),
            dimensions=int(encoder["dimensions"]),
            files=_hashes(encoder["files"]),
        ),
        plans=tuple(_plan(entry) for entry in raw["plans"]),
    )


def _plan(raw: Mapping[str, Any]) -> PlanEntry:
    return PlanEntry(
        id=_text(raw["id"]),
        source_sha256=_text(raw["source_sha256"]),
        text_sha256=_text(raw["text_sha256"]),
        content_sha256=_text(raw["content_sha256"]),
        chunks=int(raw["chunks"]),
        key=_text(raw["key"]),
        files=_hashes(raw["files"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a string, found {value!r}")
    return value


def _hashes(raw: Mapping[str, Any]) -> dict[str, str]:
    return {name: _text(value) for name, value in raw.items()}
