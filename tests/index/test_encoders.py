import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import DamagedIndexError, StaleIndexError
from corpus.types import Plan
from index import encoders
from index.encoders import BuildOptions
from index.pairs import Pair, PairOptions
from index.store import BuildReport, Index, build, current_build_id, ensure, load
from index.training import TrainingOptions
from tests.conftest import ROOT
from tests.index.samples import make_plan

GLOSSARY = [("hoàn thuế", "tax refund"), ("thanh tra", "inspection")]
TINY = BuildOptions(
    training=TrainingOptions(
        dimensions=16, vocabulary=300, epochs=1, batch_size=16, pairs=PairOptions(windows=2)
    )
)
ONE = make_plan("mot")
TWO = make_plan("hai", {"1. Cửa khẩu": "Sở Công Thương hỗ trợ logistics."}, shipped=False)


def made(data: Path, *plans: Plan, glossary: list[Pair] = GLOSSARY) -> BuildReport:
    return ensure(plans, data_dir=data, glossary=glossary, options=TINY)


def opened(data: Path, *plans: Plan, glossary: list[Pair] = GLOSSARY) -> Index:
    return load(plans, data_dir=data, glossary=glossary, options=TINY)


def test_it_is_trained_once_from_the_shipped_plans_and_the_glossary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert made(tmp_path, ONE).encoder_trained
    monkeypatch.setattr(encoders, "train_encoder", lambda *_, **__: pytest.fail("trained again"))
    grown = made(tmp_path, ONE, TWO)
    assert (grown.encoder_trained, grown.encoded, grown.reused) == (False, ("hai",), ("mot",))
    assert opened(tmp_path, ONE, TWO).search("logistics", k=1)[0].chunk.plan == "hai"
    assert not made(tmp_path, ONE).encoder_trained


def test_another_glossary_trains_another_and_only_those_in_use_are_kept(tmp_path: Path) -> None:
    made(tmp_path, ONE)
    other = [*GLOSSARY, ("đất đai", "land")]
    with pytest.raises(StaleIndexError, match="encoder"):
        opened(tmp_path, ONE, glossary=other)
    assert made(tmp_path, ONE, glossary=other).encoder_trained
    third = [*other, ("doanh nghiệp", "enterprise")]
    assert made(tmp_path, ONE, glossary=third).encoder_trained
    assert len(list((tmp_path / "encoders").iterdir())) == 2
    assert opened(tmp_path, ONE, glossary=third).search("land")


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_a_damaged_encoder_is_refused_and_trained_again(tmp_path: Path, name: str) -> None:
    made(tmp_path, ONE)
    expected = [hit.chunk.id for hit in opened(tmp_path, ONE).search("tax refund")]
    (path,) = (tmp_path / "encoders").rglob(name)
    path.write_bytes(path.read_bytes()[:-7])
    with pytest.raises(DamagedIndexError, match="python -m index build"):
        opened(tmp_path, ONE)
    assert made(tmp_path, ONE).encoder_trained
    assert [hit.chunk.id for hit in opened(tmp_path, ONE).search("tax refund")] == expected


def test_a_build_stopped_while_training_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, ONE)
    old = current_build_id(tmp_path)

    def stopped(texts: object, pairs: object, folder: Path, **_: object) -> None:
        (folder / "tokenizer.json").write_text("half", encoding="utf-8")
        raise KeyboardInterrupt

    monkeypatch.setattr(encoders, "train_encoder", stopped)
    with pytest.raises(KeyboardInterrupt):
        made(tmp_path, ONE, glossary=GLOSSARY[:1])
    assert current_build_id(tmp_path) == old
    assert opened(tmp_path, ONE).search("thuế")
    assert len(list((tmp_path / "encoders").iterdir())) == 1


def test_only_added_plans_can_be_indexed_too(tmp_path: Path) -> None:
    assert made(tmp_path, TWO).encoder_trained
    assert opened(tmp_path, TWO).search("logistics")


SEARCH = """
import sys
from pathlib import Path
import index
from tests.index.test_encoders import GLOSSARY, ONE, TINY
found = index.load([ONE], data_dir=Path(sys.argv[1]), glossary=GLOSSARY, options=TINY)
assert found.search("hoàn thuế")
heavy = {"torch", "sentence_transformers", "transformers", "gradio", "datasets", "bm25s"}
print(sorted(heavy & set(sys.modules)))
"""


def test_loading_and_searching_import_nothing_heavy(tmp_path: Path) -> None:
    build([ONE], data_dir=tmp_path, glossary=GLOSSARY, options=TINY)
    done = subprocess.run(
        [sys.executable, "-c", SEARCH, str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
