"""One build of the index: what is made, what is taken over, what is removed."""

import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.chunks import cut
from corpus.errors import DamagedIndexError, IndexError_
from corpus.types import Plan
from index.encoder import Encoder
from index.encoders import EncoderSource, encoder_identity, prepare_encoder, remove_encoders
from index.files import FORMING, link_or_copy, publish_folder, replace_bytes, sha256, write_bytes
from index.manifest import (
    FORMAT,
    MANIFEST,
    Layout,
    Manifest,
    OtherFormatError,
    PlanEntry,
    parse_manifest,
)
from index.opening import current_build_id, read_current
from index.parts import code_hash, content_hash, make_part, part_files, part_key, read_part

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did; ``changed`` is false where the index was up to date.

    ``encoded`` and ``reused`` are plan ids: those encoded now, and those whose vectors
    and terms were taken over.
    """

    build_id: str
    changed: bool
    encoded: tuple[str, ...]
    reused: tuple[str, ...]
    encoder_trained: bool
    chunks: int
    seconds: float


class Builder:
    """One build; the caller holds the lock."""

    def __init__(
        self,
        source: EncoderSource,
        layout: Layout,
        progress: Progress,
        started: float,
        reuse: bool,
    ) -> None:
        """Take what is to be indexed; ``started`` is a ``time.perf_counter``."""
        self._source = source
        self._layout = layout
        self._progress = progress
        self._started = started
        self._reuse = reuse
        self._old = self._former()

    def _former(self) -> Manifest | None:
        try:
            return read_current(self._layout)
        except IndexError_:
            return None

    def run(self) -> BuildReport:
        """Write the build, switch to it and remove what nobody needs any more."""
        self._remove_leftovers()
        encoder, entry, trained = prepare_encoder(
            self._source, self._layout, retrain=not self._reuse, progress=self._progress
        )
        self._layout.builds.mkdir(parents=True, exist_ok=True)
        forming = Path(tempfile.mkdtemp(prefix=FORMING, dir=self._layout.builds))
        try:
            identity = encoder_identity(entry)
            made = [self._put(plan, encoder, identity, forming) for plan in self._source.plans]
            manifest = Manifest(
                format=FORMAT,
                build=f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}",
                previous=current_build_id(self._layout.data_dir),
                code=code_hash(),
                budget_tokens=self._source.options.budget_tokens,
                encoder=entry,
                plans=tuple(entry for entry, _ in made),
            )
            write_bytes(forming / MANIFEST, manifest.to_json())
            publish_folder(forming, self._layout.builds / manifest.build)
        finally:
            shutil.rmtree(forming, ignore_errors=True)
        replace_bytes(self._layout.current, f"{manifest.build}\n".encode())
        self._old = manifest
        self._remove_leftovers()
        remove_encoders(self._layout, self._encoders_in_use())
        return self._report(manifest, made, trained)

    def _put(
        self, plan: Plan, encoder: Encoder, identity: str, forming: Path
    ) -> tuple[PlanEntry, bool]:
        """Put one plan's files into the new build; tell whether they were taken over."""
        content = content_hash(plan)
        key = part_key(content, identity, self._source.options.budget_tokens)
        folder = forming / "parts" / key
        folder.mkdir(parents=True)
        taken = self._take_over(key, folder) if self._reuse else None
        if taken is not None:
            return taken, True
        self._progress(f"Indexing {plan.id} ...")
        chunks = cut(plan, self._source.options.budget_tokens)
        files = part_files(make_part(plan, chunks, encoder))
        for name, data in files.items():
            write_bytes(folder / name, data)
        entry = PlanEntry(
            id=plan.id,
            source_sha256=plan.source_sha256,
            text_sha256=sha256(plan.text.encode("utf-8")),
            content_sha256=content,
            chunks=len(chunks),
            key=key,
            files={name: sha256(data) for name, data in files.items()},
        )
        return entry, False

    def _take_over(self, key: str, folder: Path) -> PlanEntry | None:
        """Link a whole part of the former build; ``None`` where there is none."""
        for entry in self._old.plans if self._old else ():
            if entry.key != key or self._old is None:
                continue
            there = self._layout.part(self._old.build, key)
            try:
                read_part(there, entry.files)
            except DamagedIndexError:
                return None
            for name in entry.files:
                link_or_copy(there / name, folder / name)
            return entry
        return None

    def _remove_leftovers(self) -> None:
        """Remove what killed builds left behind, and what is older than one build."""
        if self._old is None:
            keep = {current_build_id(self._layout.data_dir)}
        else:
            keep = {self._old.build, self._old.previous}
        forming = list(self._layout.encoders.glob(f"{FORMING}*"))
        builds = [f for f in self._layout.builds.glob("*") if f.name not in keep]
        for folder in (*forming, *builds):
            shutil.rmtree(folder, ignore_errors=True)

    def _encoders_in_use(self) -> set[str]:
        names = set()
        for path in self._layout.builds.glob(f"*/{MANIFEST}"):
            try:
                names.add(parse_manifest(path.read_bytes(), path).encoder.name)
            except (OSError, IndexError_, OtherFormatError):
                continue
        return names

    def _report(
        self, manifest: Manifest, made: Sequence[tuple[PlanEntry, bool]], trained: bool
    ) -> BuildReport:
        return BuildReport(
            build_id=manifest.build,
            changed=True,
            encoded=tuple(entry.id for entry, taken in made if not taken),
            reused=tuple(entry.id for entry, taken in made if taken),
            encoder_trained=trained,
            chunks=sum(entry.chunks for entry, _ in made),
            seconds=time.perf_counter() - self._started,
        )
