import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import InputError
from index.encoder import HubEncoder, StaticEncoder, is_static, normalised, open_encoder
from tests.index.samples import BODIES, save_static_model

TEXTS = [*BODIES, *BODIES.values(), "thuế", "hoàn thuế đất đai", "không có trong từ vựng zzz"]


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    return save_static_model(tmp_path / "model")


def test_vectors_are_those_of_sentence_transformers(folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu")
    expected = model.encode_document(TEXTS, normalize_embeddings=True, show_progress_bar=False)
    np.testing.assert_allclose(
        StaticEncoder.load(folder).encode_passages(TEXTS), expected, atol=1e-6, rtol=0
    )


def test_hub_encoder_uses_the_prompts_of_the_model(tmp_path: Path) -> None:
    prompts = {"query": "thuế ", "document": "đất "}
    prompted = save_static_model(tmp_path / "prompted", prompts=prompts)
    plain = StaticEncoder.load(save_static_model(tmp_path / "plain"))
    encoder = open_encoder(str(prompted))
    assert isinstance(encoder, HubEncoder)
    assert encoder.dimensions == plain.dimensions
    np.testing.assert_allclose(
        encoder.encode_queries(["hoàn"]), plain.encode_queries(["thuế hoàn"]), atol=1e-6
    )
    np.testing.assert_allclose(
        encoder.encode_passages(["hoàn"]), plain.encode_passages(["đất hoàn"]), atol=1e-6
    )


def test_a_static_folder_is_opened_without_torch(folder: Path) -> None:
    script = (
        "import sys; from index.encoder import open_encoder; "
        f"print(open_encoder({str(folder)!r}).encode_queries(['thuế']).shape, "
        "sorted({'torch', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "(1, 16) []"


def test_a_vector_is_the_mean_of_its_words(folder: Path) -> None:
    encoder = StaticEncoder.load(folder)
    one, two, both = encoder._encode(["hoàn", "thuế", "hoàn thuế"])
    matrix = encoder._matrix
    ids = encoder._tokenizer.encode("hoàn thuế").ids
    expected = (matrix[ids[0]] + matrix[ids[1]]) / 2
    np.testing.assert_allclose(both, expected / np.linalg.norm(expected), atol=1e-6)
    assert not np.allclose(one, two)


def test_rows_have_length_one_and_an_empty_text_gives_zeros(folder: Path) -> None:
    encoder = StaticEncoder.load(folder)
    vectors = encoder.encode_queries([*TEXTS[:3], ""])
    assert np.linalg.norm(vectors, axis=1).tolist() == pytest.approx([1, 1, 1, 0], abs=1e-6)
    assert encoder.encode_queries([]).shape == (0, 16)


def test_normalised_keeps_zeros() -> None:
    found = normalised(np.array([[3, 4], [0, 0]], np.float32))
    assert found.tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0, 0]]


def test_only_a_lone_static_embedding_without_prompts_is_static(tmp_path: Path) -> None:
    assert is_static(save_static_model(tmp_path / "a"))
    assert not is_static(save_static_model(tmp_path / "b", prompts={"query": "query: "}))
    folder = save_static_model(tmp_path / "c")
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    pooling = {"idx": 1, "name": "1", "path": "1", "type": "sentence_transformers.models.Dense"}
    (folder / "modules.json").write_text(json.dumps([*modules, pooling]), encoding="utf-8")
    assert not is_static(folder)
    assert not is_static(tmp_path)


@pytest.mark.parametrize("name", ["tokenizer.json", "model.safetensors", "modules.json"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff\xfe"])
def test_a_damaged_folder_is_refused_in_a_sentence(
    folder: Path, name: str, content: bytes | None
) -> None:
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    with pytest.raises(InputError, match="cannot be loaded"):
        StaticEncoder.load(folder)


def test_a_matrix_smaller_than_the_vocabulary_is_refused(folder: Path) -> None:
    from safetensors.numpy import save_file

    save_file({"embedding.weight": np.zeros((2, 4), np.float32)}, folder / "model.safetensors")
    with pytest.raises(InputError, match="save it again"):
        StaticEncoder.load(folder)


def test_a_model_that_is_nowhere_is_refused_in_a_sentence() -> None:
    with pytest.raises(InputError, match="EMBEDDING_MODEL"):
        open_encoder("no-such-organisation/no-such-model")
