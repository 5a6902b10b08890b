import unicodedata
from pathlib import Path

import numpy as np
import pytest

from corpus.words import spell
from index.encoder import StaticEncoder, is_static
from index.pairs import PairOptions, training_pairs, training_texts
from index.passages import Passage
from index.training import TrainingOptions, train_encoder, train_tokenizer
from tests.index.samples import BODIES

ITEMS = [Passage(heading, body) for heading, body in BODIES.items()]
GLOSSARY = [("hoàn thuế", "tax refund"), ("quy hoạch", "planning"), ("thanh tra", "inspection")]
OPTIONS = TrainingOptions(
    dimensions=32, vocabulary=400, epochs=8, batch_size=16, pairs=PairOptions(windows=12)
)


def train(folder: Path, seed: int = 7) -> StaticEncoder:
    pairs = training_pairs(ITEMS, GLOSSARY, seed=seed, options=OPTIONS.pairs)
    train_encoder(training_texts(ITEMS, GLOSSARY), pairs, folder, options=OPTIONS)
    return StaticEncoder.load(folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("encoder")
    train(made)
    return made


def test_the_same_inputs_give_the_same_matrix_bit_by_bit(folder: Path, tmp_path: Path) -> None:
    train(tmp_path)
    for name in ("model.safetensors", "tokenizer.json"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_the_folder_is_a_plain_model_without_pickle(folder: Path) -> None:
    assert is_static(folder)
    assert {path.name for path in folder.rglob("*")} == {
        "config_sentence_transformers.json",
        "model.safetensors",
        "modules.json",
        "tokenizer.json",
    }


def test_training_is_silent_and_leaves_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scratch").mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    monkeypatch.chdir(tmp_path / "here")
    train(tmp_path / "encoder")
    written = capfd.readouterr()
    assert (written.out, written.err) == ("", "")
    assert not list((tmp_path / "scratch").iterdir())
    assert not list((tmp_path / "here").iterdir())


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("công khai quy hoạch đất đai", 0),
        ("cong khai quy hoach dat dai", 0),
        ("planning", 0),
        ("hoan thue", 1),
        ("tax refund", 1),
        ("inspection", 2),
    ],
)
def test_questions_lie_near_their_passage(folder: Path, question: str, best: int) -> None:
    encoder = StaticEncoder.load(folder)
    passages = encoder.encode_passages([item.text for item in ITEMS])
    assert int(np.argmax(passages @ encoder.encode_queries([question])[0])) == best


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà giải", "hòa giải"),
        ("KHOẺ", "khỏe"),
        ("uỷ ban", "ủy ban"),
        ("quí", "quý"),
        ("đất - đai!", "đất đai"),
        (unicodedata.normalize("NFD", "thuế"), "thuế"),
    ],
)
def test_spellings_give_the_same_tokens(one: str, other: str) -> None:
    tokenizer = train_tokenizer([*BODIES.values(), "hòa giải khỏe ủy ban quý"], vocabulary=300)
    assert tokenizer.encode(one).ids == tokenizer.encode(other).ids


def test_the_normalizer_spells_as_the_corpus_does() -> None:
    tokenizer = train_tokenizer(["a"], vocabulary=10)
    texts = ["hoá", "hoán", "quà", "quý", "quí", "thuỷ", "thuý", "khoẻ", "hoàng", "loè", "Uý"]
    for text in texts:
        assert tokenizer.normalizer.normalize_str(text) == spell(text)


def test_no_pairs_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no pairs"):
        train_encoder(["a"], [], tmp_path)
