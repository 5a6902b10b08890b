"""Reading the current build and holding it to the plans, settings and hashes."""

import re
from pathlib import Path

from corpus.errors import DamagedIndexError, MissingIndexError, StaleIndexError
from index.encoders import EncoderSource, check_entry
from index.manifest import (
    BUILD,
    FORMAT,
    MANIFEST,
    Layout,
    Manifest,
    OtherFormatError,
    parse_manifest,
)
from index.parts import Part, code_hash, content_hash, read_part

_BUILD_ID = re.compile(r"[0-9A-Za-z]+")


def current_build_id(data_dir: Path) -> str | None:
    """Return the id of the build that answers now, ``None`` without one.

    Reads one small file, so that a running program can look often.
    """
    try:
        return Layout(data_dir).current.read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def read_current(layout: Layout) -> Manifest:
    """Return the manifest of the current build.

    ``MissingIndexError``, ``StaleIndexError`` (another format) or ``DamagedIndexError``.
    """
    build_id = current_build_id(layout.data_dir)
    if build_id is None:
        raise MissingIndexError(f"There is no index in {layout.root} yet. {BUILD}")
    if not _BUILD_ID.fullmatch(build_id):
        raise DamagedIndexError(f"{layout.current} does not name a build. {BUILD}")
    path = layout.builds / build_id / MANIFEST
    try:
        return parse_manifest(path.read_bytes(), path)
    except OtherFormatError as error:
        raise StaleIndexError(
            f"The index has the format {error}, this program reads {FORMAT}. {BUILD}"
        ) from error
    except OSError as error:
        raise DamagedIndexError(f"{path} cannot be read ({error}). {BUILD}") from error


def verified(source: EncoderSource, layout: Layout) -> tuple[Manifest, list[Part]]:
    """Return the current build's manifest and parts, held to what the source says."""
    manifest = read_current(layout)
    reason = staleness(manifest, source)
    if reason:
        raise StaleIndexError(f"The index is out of date: {reason}. {BUILD}")
    check_entry(manifest.encoder, layout)
    parts = [
        read_part(layout.part(manifest.build, entry.key), entry.files) for entry in manifest.plans
    ]
    return manifest, parts


def staleness(manifest: Manifest, source: EncoderSource) -> str | None:
    """Return what the index does not have as the source has it; ``None``: nothing."""
    there = {entry.id: entry.content_sha256 for entry in manifest.plans}
    wanted = {plan.id: content_hash(plan) for plan in source.plans}
    for plan_id in wanted.keys() - there.keys():
        return f"the plan {plan_id} is not in it"
    for plan_id in there.keys() - wanted.keys():
        return f"it holds the plan {plan_id}, which is no longer there"
    for plan_id, content in wanted.items():
        if there[plan_id] != content:
            return f"the plan {plan_id} has changed"
    if manifest.budget_tokens != source.options.budget_tokens:
        return (
            f"its chunks have {manifest.budget_tokens} tokens, not {source.options.budget_tokens}"
        )
    if manifest.code != code_hash():
        return "it was made by a former version of the program"
    if (manifest.encoder.kind, manifest.encoder.key) != source.spec():
        return f"its encoder ({manifest.encoder.name}) is not the one asked for"
    return None
