"""Encoders: text to normalised vectors. The only door to sentence-transformers models.

The default model is a tokenizer and one matrix, so it is read without torch
(:class:`StaticEncoder`); every other model goes through sentence-transformers
(:class:`HubEncoder`), which is imported only then.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load as load_tensors
from tokenizers import Tokenizer

from corpus.errors import InputError

Floats = NDArray[np.float32]

_MODULES = "modules.json"
_CONFIG = "config_sentence_transformers.json"
_WEIGHTS = "model.safetensors"
_TOKENIZER = "tokenizer.json"
_STATIC = "StaticEmbedding"


class Encoder(Protocol):
    """Turns texts into float32 vectors of length 1 (or 0, for a text without a token)."""

    @property
    def name(self) -> str:
        """The model's name or folder, for people and the manifest."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of questions, shape (n, dimensions)."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of passages, shape (n, dimensions)."""
        ...


class StaticEncoder:
    """A ``StaticEmbedding`` model read without torch: mean of token rows, normalised."""

    def __init__(self, name: str, tokenizer: Tokenizer, matrix: Floats) -> None:
        """Take a tokenizer and its matrix (tokens, dimensions)."""
        self._name = name
        self._tokenizer = tokenizer
        self._matrix = matrix

    @classmethod
    def load(cls, folder: Path) -> "StaticEncoder":
        """Read a sentence-transformers folder that holds a ``StaticEmbedding``.

        ``InputError`` where files are missing or are not what they should be.
        """
        try:
            inner = folder / _module_path(folder)
            tokenizer = Tokenizer.from_file(str(inner / _TOKENIZER))
            tensors = load_tensors((inner / _WEIGHTS).read_bytes())
            matrix = tensors["embedding.weight"].astype(np.float32, copy=False)
        except (OSError, KeyError, ValueError, TypeError, SafetensorError) as error:
            raise InputError(_unreadable(str(folder), error)) from error
        except Exception as error:  # tokenizers raises nothing narrower than Exception
            if type(error) is not Exception:
                raise
            raise InputError(_unreadable(str(folder), error)) from error
        if matrix.ndim != 2 or len(matrix) < tokenizer.get_vocab_size():
            raise InputError(
                f"The model in {folder} has a matrix of shape {matrix.shape} for "
                f"{tokenizer.get_vocab_size()} tokens; save it again."
            )
        tokenizer.no_padding()
        return cls(str(folder), tokenizer, matrix)

    @property
    def name(self) -> str:
        """The folder that the model was read from."""
        return self._name

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self._matrix.shape[1])

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of questions, shape (n, dimensions)."""
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of passages, shape (n, dimensions)."""
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Floats:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        for row, encoding in enumerate(encodings):
            if encoding.ids:
                vectors[row] = self._matrix[encoding.ids].mean(axis=0, dtype=np.float64)
        return normalised(vectors)


class HubEncoder:
    """Any sentence-transformers model, with the prompts it names for itself."""

    def __init__(self, model: str) -> None:
        """Load a model by hub name or folder; ``InputError`` where that fails.

        Weights are read from safetensors only: a pickle could run code.
        """
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(model, model_kwargs={"use_safetensors": True})
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise InputError(_unreadable(model, error)) from error
        self._name = model

    @property
    def name(self) -> str:
        """The hub name or folder."""
        return self._name

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of questions, shape (n, dimensions), the query prompt used."""
        return self._vectors(self._model.encode_query(list(texts), show_progress_bar=False))

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of passages, shape (n, dimensions), their prompt used."""
        return self._vectors(self._model.encode_document(list(texts), show_progress_bar=False))

    def _vectors(self, encoded: Any) -> Floats:
        vectors = np.asarray(encoded, dtype=np.float32).reshape(-1, self.dimensions)
        return normalised(vectors)


def normalised(vectors: Floats) -> Floats:
    """Return the rows at length 1; a row of zeros stays."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    divided: Floats = (vectors / np.maximum(norms, 1e-12)).astype(np.float32)
    return divided


def open_encoder(model: str) -> Encoder:
    """Return the encoder for a model folder or hub name.

    A folder that holds only a ``StaticEmbedding``, without prompts, is read without
    torch. ``InputError`` where the model cannot be loaded.
    """
    folder = Path(model)
    if folder.is_dir() and is_static(folder):
        return StaticEncoder.load(folder)
    return HubEncoder(model)


def is_static(folder: Path) -> bool:
    """Tell whether the folder is a ``StaticEmbedding`` that needs no torch and no prompt."""
    try:
        modules = _read_json(folder / _MODULES)
        kinds = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
        config = _read_json(folder / _CONFIG) if (folder / _CONFIG).exists() else {}
        prompts = config.get("prompts") or {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    return kinds in ([_STATIC], [_STATIC, "Normalize"]) and not any(prompts.values())


def _module_path(folder: Path) -> str:
    for module in _read_json(folder / _MODULES):
        if str(module["type"]).endswith(_STATIC):
            return str(module["path"])
    raise ValueError(f"{_MODULES} names no {_STATIC}")


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _unreadable(model: str, error: Exception) -> str:
    reason = " ".join(str(error).split())[:300]
    return (
        f"The embedding model {model!r} cannot be loaded ({reason}). Set EMBEDDING_MODEL to "
        "a sentence-transformers folder or hub name that can be reached, or leave it unset "
        "for the project's own model."
    )
