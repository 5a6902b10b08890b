"""Which encoder an index uses, and the trained ones kept on the disk.

The default encoder is trained from the shipped plans and the glossary alone, so adding a
plan does not train it again; it is kept under a hash of all that it is made from.
"""

import shutil
import tempfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

from corpus.chunks import cut
from corpus.types import Plan
from index.encoder import Encoder, open_encoder
from index.files import FORMING, folder_hashes, json_bytes, publish_folder, sha256
from index.manifest import BUDGET_TOKENS, EncoderEntry, Layout
from index.pairs import Pair, training_pairs, training_texts
from index.parts import checked_bytes, code_hash, content_hash
from index.passages import passages
from index.training import TrainingOptions, train_encoder

TRAINED = "trained"
FOLDER = "folder"
HUB = "hub"

_HASHED_SUFFIXES = (".json", ".safetensors", ".txt", ".model")
_CODE = ("pairs.py", "training.py")


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What can be chosen when an index is built."""

    budget_tokens: int = BUDGET_TOKENS
    training: TrainingOptions = field(default_factory=TrainingOptions)


@dataclass(frozen=True, slots=True)
class EncoderSource:
    """All that an encoder can depend on: plans, glossary, model and options."""

    plans: Sequence[Plan]
    glossary: Sequence[Pair]
    model: str | None
    options: BuildOptions

    def teachers(self) -> list[Plan]:
        """Return the plans to train on, by id: the shipped ones, or all without any."""
        shipped = [plan for plan in self.plans if plan.shipped] or list(self.plans)
        return sorted(shipped, key=lambda plan: plan.id)

    def spec(self) -> tuple[str, str]:
        """Return the kind of the encoder that is asked for, and the hash of its making.

        For a folder it is the hash of its files, for a hub model that of its name. No
        model is loaded.
        """
        if self.model is None:
            return TRAINED, self._training_key()
        folder = Path(self.model)
        if not folder.is_dir():
            return HUB, _key(self.model)
        names = folder_hashes(folder).items()
        return FOLDER, _key({n: h for n, h in names if n.endswith(_HASHED_SUFFIXES)})

    def _training_key(self) -> str:
        return _key(
            [
                [content_hash(plan) for plan in self.teachers()],
                [list(pair) for pair in self.glossary],
                asdict(self.options.training),
                self.options.budget_tokens,
                code_hash(),
                _training_code(),
            ]
        )


def prepare_encoder(
    source: EncoderSource,
    layout: Layout,
    *,
    retrain: bool,
    progress: Callable[[str], None],
) -> tuple[Encoder, EncoderEntry, bool]:
    """Return the encoder, its manifest entry and whether it was trained now."""
    kind, key = source.spec()
    if kind != TRAINED:
        name = source.model or ""
        encoder = open_encoder(name)
        return encoder, EncoderEntry(kind, name, key, encoder.dimensions, {}), False
    folder = None if retrain else _kept(layout, key)
    trained = folder is None
    if folder is None:
        folder = _train(source, layout, key, progress)
    encoder = open_encoder(str(folder))
    hashes = folder_hashes(folder)
    return encoder, EncoderEntry(kind, folder.name, key, encoder.dimensions, hashes), trained


def check_entry(entry: EncoderEntry, layout: Layout) -> None:
    """Raise ``DamagedIndexError`` where files of a build's trained encoder changed."""
    for name, expected in entry.files.items():
        checked_bytes(layout.encoders / entry.name / name, expected)


def open_entry(entry: EncoderEntry, layout: Layout) -> Encoder:
    """Return the encoder of a build."""
    if entry.kind != TRAINED:
        return open_encoder(entry.name)
    return open_encoder(str(layout.encoders / entry.name))


def encoder_identity(entry: EncoderEntry) -> str:
    """Return a hash that two encoders share only if they give the same vectors."""
    return _key([entry.kind, entry.key, entry.files])


def remove_encoders(layout: Layout, keep: Collection[str]) -> None:
    """Remove half-written encoders and those that none of the kept builds uses."""
    for folder in layout.encoders.glob("*"):
        if folder.name not in keep:
            shutil.rmtree(folder, ignore_errors=True)


def _kept(layout: Layout, key: str) -> Path | None:
    """Return the folder of a whole encoder with this key, if one is there."""
    for folder in sorted(layout.encoders.glob(f"{key}-*")):
        found = folder_hashes(folder)
        if folder.name == _folder_name(key, found):
            return folder
    return None


def _folder_name(key: str, hashes: dict[str, str]) -> str:
    # The name says what the files hold, so that an encoder is never written over
    # another that a build still uses, and a damaged one is known by its name.
    return f"{key}-{_key(hashes)[:12]}"


def _train(
    source: EncoderSource, layout: Layout, key: str, progress: Callable[[str], None]
) -> Path:
    items = [
        passage
        for plan in source.teachers()
        for passage in passages(plan, cut(plan, source.options.budget_tokens))
    ]
    training = source.options.training
    pairs = training_pairs(items, source.glossary, seed=training.seed, options=training.pairs)
    progress(f"Training the encoder on {len(pairs)} pairs of texts ...")
    layout.encoders.mkdir(parents=True, exist_ok=True)
    forming = Path(tempfile.mkdtemp(prefix=FORMING, dir=layout.encoders))
    try:
        train_encoder(training_texts(items, source.glossary), pairs, forming, options=training)
        final = layout.encoders / _folder_name(key, folder_hashes(forming))
        if _kept(layout, key) != final:
            shutil.rmtree(final, ignore_errors=True)
            publish_folder(forming, final)
        return final
    finally:
        shutil.rmtree(forming, ignore_errors=True)


@cache
def _training_code() -> str:
    room = Path(__file__).parent
    return _key([sha256((room / name).read_bytes()) for name in _CODE])


def _key(value: object) -> str:
    return sha256(json_bytes(value))[:32]
