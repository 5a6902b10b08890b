import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import InputError
from index.encoder import HubEncoder, StaticEncoder, is_static, normalised, open_encoder
from index.store import build, load
from tests.index.samples import BODIES, make_plan, save_static_model

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


def save_transformer(folder: Path) -> Path:
    """Save a transformer of one small layer with prompts, its weights drawn by a seed."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, pre_tokenizers
    from tokenizers.models import WordLevel
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    words = sorted(
        {word for text in TEXTS for word in text.lower().split()} | {"query:", "passage:"}
    )
    tokenizer = Tokenizer(
        WordLevel({word: n for n, word in enumerate(["[PAD]", "[UNK]", *words])}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", model_max_length=64
    )
    config = BertConfig(
        vocab_size=len(words) + 2,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        inner = BertModel(config)
    raw = folder.with_name(f"{folder.name}-raw")
    inner.save_pretrained(raw)
    fast.save_pretrained(raw)
    transformer = Transformer(str(raw))
    model = SentenceTransformer(
        modules=[transformer, Pooling(16)],
        prompts={"query": "query: ", "document": "passage: "},
        device="cpu",
    )
    model.save_pretrained(str(folder), create_model_card=False)
    return folder


def test_a_transformer_goes_through_the_same_door_with_its_prompts(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    folder = save_transformer(tmp_path / "small")
    encoder = open_encoder(str(folder))
    assert isinstance(encoder, HubEncoder)
    assert encoder.dimensions == 16
    bare = SentenceTransformer(str(folder), device="cpu")
    expected = bare.encode(["query: hoàn thuế"], prompt="", normalize_embeddings=True)
    np.testing.assert_allclose(encoder.encode_queries(["hoàn thuế"]), expected, atol=1e-5)
    expected = bare.encode(["passage: hoàn thuế"], prompt="", normalize_embeddings=True)
    np.testing.assert_allclose(encoder.encode_passages(["hoàn thuế"]), expected, atol=1e-5)
    asked, read = encoder.encode_queries(["hoàn thuế"]), encoder.encode_passages(["hoàn thuế"])
    assert not np.allclose(asked, read)  # each with its own prompt


def test_plans_are_found_with_a_transformer(tmp_path: Path) -> None:
    model = str(save_transformer(tmp_path / "small"))
    build([make_plan("mot")], data_dir=tmp_path / "data", glossary=[], model=model)
    found = load([make_plan("mot")], data_dir=tmp_path / "data", glossary=[], model=model)
    assert found.search("hoàn thuế", k=1)[0].chunk.section == "2"  # "2. Thuế"


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
