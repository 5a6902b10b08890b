"""Training the default encoder: a ``StaticEmbedding``, on the processor, in seconds.

The saved folder alone gives the vectors back: lower case, one spelling for two
("hoá", "hóa") and the cut into words are the normalizer and pre-tokenizer of its
``tokenizer.json``. Same texts, pairs, options and library versions give the same matrix
bit by bit.
"""

import logging
import os
import tempfile
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tokenizers import Encoding, Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer

from index.pairs import Pair, PairOptions

if TYPE_CHECKING:
    from sentence_transformers import (
        SentenceTransformerTrainer,
        SentenceTransformerTrainingArguments,
    )

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_QUIET = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "CUDA_VISIBLE_DEVICES": "",
}


@dataclass(frozen=True, slots=True)
class TrainingOptions:
    """The recipe; two encoders with equal inputs and options are the same."""

    dimensions: int = 256
    vocabulary: int = 12_000
    epochs: int = 4
    batch_size: int = 256
    learning_rate: float = 0.05
    seed: int = 7
    pairs: PairOptions = field(default_factory=PairOptions)


def train_tokenizer(texts: Sequence[str], *, vocabulary: int) -> Tokenizer:
    """Return a byte-pair tokenizer trained on the texts, at most ``vocabulary`` tokens.

    It puts text in NFC, lower case and one spelling, and drops punctuation. A character
    that no text had gives no token.
    """
    tokenizer = Tokenizer(BPE())
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFC(),
            normalizers.Lowercase(),
            *_spelling_rules(),
            normalizers.Replace(Regex(r"[^\p{L}\p{N}]+"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = BpeTrainer(vocab_size=vocabulary, min_frequency=2, show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def _spelling_rules() -> list[normalizers.Normalizer]:
    """Return the rules of ``corpus.words.spell`` as normalizers of the tokenizer."""
    rules: list[normalizers.Normalizer] = []
    for glide, vowel in (("o", "a"), ("o", "e"), ("u", "y")):
        for tone in _TONES:
            new = unicodedata.normalize("NFC", glide + vowel + tone)
            old = unicodedata.normalize("NFC", glide + tone + vowel)
            rules.append(normalizers.Replace(Regex(rf"(?<!q){new}(?!\p{{L}})"), old))
    for tone in _TONES:
        new = unicodedata.normalize("NFC", "qui" + tone)
        old = unicodedata.normalize("NFC", "quy" + tone)
        rules.append(normalizers.Replace(Regex(rf"{new}(?!\p{{L}})"), old))
    return rules


def train_encoder(
    texts: Sequence[str],
    pairs: Sequence[Pair],
    folder: Path,
    *,
    options: TrainingOptions | None = None,
) -> None:
    """Train on the (anchor, positive) pairs and save a sentence-transformers folder.

    ``texts`` train the tokenizer. Multiple negatives ranking loss (Henderson et al.
    2017): in a batch, each anchor must find its own positive. Weights are saved as
    safetensors. ``ValueError`` where there are no pairs.
    """
    if not pairs:
        raise ValueError("there are no pairs to train on")
    chosen = options or TrainingOptions()
    tokenizer = train_tokenizer(texts, vocabulary=chosen.vocabulary)
    with _quiet(), tempfile.TemporaryDirectory(prefix="encoder-") as scratch:
        _fit(tokenizer, pairs, folder, Path(scratch), chosen)


def _fit(
    tokenizer: Tokenizer,
    pairs: Sequence[Pair],
    folder: Path,
    scratch: Path,
    options: TrainingOptions,
) -> None:
    import torch
    from datasets import Dataset
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.losses import (
        MultipleNegativesRankingLoss,
    )
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from transformers import PrinterCallback

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # sums in another order are other sums
    try:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(options.seed)
            module = StaticEmbedding(tokenizer, embedding_dim=options.dimensions)
            module.tokenizer = _Remembering(tokenizer)
            model = SentenceTransformer(modules=[module], device="cpu")
            trainer = _trainer_class()(
                model=model,
                args=_arguments(scratch, options),
                train_dataset=Dataset.from_dict(
                    {"anchor": [a for a, _ in pairs], "positive": [p for _, p in pairs]}
                ),
                loss=MultipleNegativesRankingLoss(model),
            )
            trainer.remove_callback(PrinterCallback)
            trainer.train()
    finally:
        torch.set_num_threads(threads)
    module.tokenizer = tokenizer
    model.save_pretrained(str(folder), create_model_card=False)


class _Remembering:
    """A tokenizer that cuts each text once: passages come in many pairs and epochs."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, Encoding] = {}

    def encode_batch(self, texts: list[str], *, add_special_tokens: bool) -> list[Encoding]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        cut = self._tokenizer.encode_batch(new, add_special_tokens=add_special_tokens)
        self._known.update(zip(new, cut, strict=True))
        return [self._known[text] for text in texts]


def _trainer_class() -> "type[SentenceTransformerTrainer]":
    from sentence_transformers import SentenceTransformerTrainer

    class _Trainer(SentenceTransformerTrainer):  # type: ignore[misc]
        def add_model_card_callback(self, default_args_dict: dict[str, object]) -> None:
            """Leave the model card out: it draws samples and asks the hub."""

    return _Trainer


def _arguments(scratch: Path, options: TrainingOptions) -> "SentenceTransformerTrainingArguments":
    from sentence_transformers import SentenceTransformerTrainingArguments

    return SentenceTransformerTrainingArguments(
        output_dir=str(scratch),
        num_train_epochs=options.epochs,
        per_device_train_batch_size=options.batch_size,
        learning_rate=options.learning_rate,
        warmup_steps=0.1,
        seed=options.seed,
        data_seed=options.seed,
        use_cpu=True,
        report_to="none",
        disable_tqdm=True,
        save_strategy="no",
        logging_strategy="no",
        log_level="error",
        dataloader_pin_memory=False,
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries off the network and their notices off the terminal."""
    before = {name: os.environ.get(name) for name in _QUIET}
    os.environ.update(_QUIET)
    level = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(level)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
