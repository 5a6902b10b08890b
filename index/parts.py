"""One plan's share of the index: its chunks, their vectors and their counted terms."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load as load_tensors
from safetensors.numpy import save as save_tensors

import corpus
from corpus.errors import DamagedIndexError
from corpus.types import Chunk, Plan
from index.encoder import Encoder
from index.files import json_bytes, sha256
from index.lexical import TermCounts, count_terms
from index.manifest import BUILD
from index.passages import passages

CHUNKS = "chunks.json"
TERMS = "terms.json"
ARRAYS = "arrays.safetensors"

_CORPUS_CODE = ("words.py", "tokens.py", "sentences.py", "chunks.py")
_INDEX_CODE = ("passages.py", "lexical.py", "parts.py")


@dataclass(frozen=True, slots=True)
class Part:
    """Chunks, vectors (one row each) and counted terms (one row each) of a plan."""

    chunks: tuple[Chunk, ...]
    vectors: NDArray[np.float32]
    terms: TermCounts


@cache
def code_hash() -> str:
    """Return a hash of the modules that chunks and their terms come from.

    A version number would have to be thought of at each change; the source cannot be
    forgotten.
    """
    rooms = ((Path(corpus.__file__).parent, _CORPUS_CODE), (Path(__file__).parent, _INDEX_CODE))
    hashes = [
        sha256((room / name).read_bytes() if (room / name).exists() else b"")
        for room, names in rooms
        for name in names
    ]
    return sha256(json_bytes(hashes))


def content_hash(plan: Plan) -> str:
    """Return a hash of all that a plan's chunks and their words depend on."""
    sections = [[s.id, str(s.kind), s.heading, s.parent, s.start, s.end] for s in plan.sections]
    rows = [[row.section, [[c.column, c.start, c.end] for c in row.cells]] for row in plan.rows]
    facts = [plan.facts.place, plan.facts.province]
    return sha256(json_bytes([plan.id, plan.text, facts, sections, rows]))


def part_key(content: str, encoder_key: str, budget_tokens: int) -> str:
    """Return the name of a part's folder: a hash of everything that it is made from."""
    made_from = [content, encoder_key, budget_tokens, code_hash()]
    return sha256(json_bytes(made_from))[:32]


def make_part(plan: Plan, chunks: tuple[Chunk, ...], encoder: Encoder) -> Part:
    """Encode and count a plan's chunks."""
    items = passages(plan, chunks)
    vectors = encoder.encode_passages([passage.text for passage in items])
    return Part(chunks, vectors.reshape(len(items), encoder.dimensions), count_terms(items))


def part_files(part: Part) -> dict[str, bytes]:
    """Return the files of a part by name; the same bytes for the same part."""
    chunks = [[c.id, c.plan, c.section, c.start, c.end, c.tokens] for c in part.chunks]
    return {
        CHUNKS: json_bytes(chunks),
        TERMS: json_bytes(part.terms.vocabulary),
        ARRAYS: save_tensors(
            {
                "vectors": np.ascontiguousarray(part.vectors),
                "term_starts": part.terms.starts,
                "term_ids": part.terms.ids,
                "term_frequencies": part.terms.frequencies,
            }
        ),
    }


def read_part(folder: Path, hashes: Mapping[str, str]) -> Part:
    """Read a part and hold each file to its recorded hash; ``DamagedIndexError`` else."""
    data = {
        name: checked_bytes(folder / name, hashes.get(name)) for name in (CHUNKS, TERMS, ARRAYS)
    }
    try:
        chunks = tuple(Chunk(*fields) for fields in json.loads(data[CHUNKS]))
        arrays = load_tensors(data[ARRAYS])
        terms = TermCounts(
            vocabulary=tuple(json.loads(data[TERMS])),
            starts=arrays["term_starts"],
            ids=arrays["term_ids"],
            frequencies=arrays["term_frequencies"],
        )
        return Part(chunks, arrays["vectors"], terms)
    except (ValueError, KeyError, TypeError, SafetensorError) as error:
        raise DamagedIndexError(f"The files in {folder} are not an index. {BUILD}") from error


def checked_bytes(path: Path, expected: str | None) -> bytes:
    """Return a file's bytes; ``DamagedIndexError`` where it is missing or another."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DamagedIndexError(f"{path} cannot be read ({error}). {BUILD}") from error
    if sha256(data) != expected:
        raise DamagedIndexError(
            f"{path} has the hash {sha256(data)[:12]}, the manifest says "
            f"{(expected or 'none')[:12]}. {BUILD}"
        )
    return data
