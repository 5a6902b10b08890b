"""The index on the disk: built beside the old one, switched in one step, checked on loading.

A build is written completely into a new folder, which then gets its name, and then the
pointer ``CURRENT`` is replaced. Killed at any moment, the old index answers; what was
left behind goes at the next build. The build before the current one is kept for readers
that are still opening it.
"""

import errno
import time
from collections.abc import Sequence
from pathlib import Path

from safetensors import SafetensorError

from corpus.errors import BuildFailedError, DamagedIndexError, IndexError_, InputError
from corpus.types import Plan
from index.builder import Builder, BuildReport, Progress
from index.encoders import BuildOptions, EncoderSource, open_entry
from index.files import locked
from index.manifest import BUILD, Layout
from index.opening import current_build_id, verified
from index.pairs import Pair
from index.search import Hit, Index

__all__ = [
    "BuildOptions",
    "BuildReport",
    "Hit",
    "Index",
    "build",
    "current_build_id",
    "ensure",
    "load",
]


def silent(_: str) -> None:
    """Take a progress message and show nothing."""


def build(
    plans: Sequence[Plan],
    *,
    data_dir: Path,
    model: str | None = None,
    progress: Progress = silent,
    glossary: Sequence[Pair] | None = None,
    options: BuildOptions | None = None,
    reuse: bool = True,
) -> BuildReport:
    """Build an index of the plans and switch to it.

    Plans that the current index holds unchanged are taken over, unless ``reuse`` is
    false. A second build waits for the first. ``BuildFailedError`` where the disk is
    full or cannot be written; the old index is then as it was.
    """
    started = time.perf_counter()
    source = _source(plans, glossary, model, options)
    layout = Layout(data_dir)
    try:
        with locked(layout.lock, lambda: progress("Waiting for another build to end ...")):
            return Builder(source, layout, progress, started, reuse).run()
    except (OSError, SafetensorError) as error:
        raise BuildFailedError(_failure(error, layout)) from error


def ensure(
    plans: Sequence[Plan],
    *,
    data_dir: Path,
    model: str | None = None,
    progress: Progress = silent,
    glossary: Sequence[Pair] | None = None,
    options: BuildOptions | None = None,
) -> BuildReport:
    """Build the index if it is missing, stale or damaged; else say that it is not."""
    started = time.perf_counter()
    source = _source(plans, glossary, model, options)
    try:
        manifest, parts = verified(source, Layout(data_dir))
    except IndexError_ as error:
        progress(f"{error}".removesuffix(BUILD).strip())
        return build(
            plans,
            data_dir=data_dir,
            model=model,
            progress=progress,
            glossary=source.glossary,
            options=options,
        )
    return BuildReport(
        build_id=manifest.build,
        changed=False,
        encoded=(),
        reused=tuple(plan.id for plan in manifest.plans),
        encoder_trained=False,
        chunks=sum(len(part.chunks) for part in parts),
        seconds=time.perf_counter() - started,
    )


def load(
    plans: Sequence[Plan],
    *,
    data_dir: Path,
    model: str | None = None,
    glossary: Sequence[Pair] | None = None,
    options: BuildOptions | None = None,
) -> Index:
    """Return the current index, held to the plans, settings and hashes.

    ``MissingIndexError`` where none was built, ``StaleIndexError`` where it was built
    from other plans, options or a former format, ``DamagedIndexError`` where files are
    missing or changed; each says what to do.
    """
    source = _source(plans, glossary, model, options)
    layout = Layout(data_dir)
    while True:
        build_id = current_build_id(data_dir)
        try:
            manifest, parts = verified(source, layout)
            encoder = open_entry(manifest.encoder, layout)
            ordered = _ordered(source.plans)
            return Index(manifest.build, ordered, parts, encoder, manifest.source_hash)
        except (DamagedIndexError, InputError):
            # Two builds may have come and gone while this one was being read.
            if current_build_id(data_dir) == build_id:
                raise


def _source(
    plans: Sequence[Plan],
    glossary: Sequence[Pair] | None,
    model: str | None,
    options: BuildOptions | None,
) -> EncoderSource:
    if not plans:
        raise ValueError("there are no plans to index")
    if glossary is None:
        glossary = _own_glossary() if model is None else ()
    return EncoderSource(_ordered(plans), glossary, model, options or BuildOptions())


def _own_glossary() -> Sequence[Pair]:
    from corpus.glossary import pairs  # a model of another's making needs none

    return pairs()


def _ordered(plans: Sequence[Plan]) -> list[Plan]:
    return sorted(plans, key=lambda plan: plan.id)


def _failure(error: Exception, layout: Layout) -> str:
    full = getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT)
    if full or "No space left" in str(error):
        return (
            f"The disk is full: the index could not be written to {layout.root}. The former "
            "index, if there was one, is unchanged. Free some space and run "
            "`python -m index build` again."
        )
    return (
        f"The index could not be written to {layout.root} ({error}). The former index, if "
        "there was one, is unchanged. Set PLANS_DATA_DIR to a folder that can be written, or "
        "mend this one, and run `python -m index build` again."
    )
