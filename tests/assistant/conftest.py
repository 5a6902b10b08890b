"""One index for all tests of this folder, built once, and assistants over it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.service import Assistant
from corpus.library import Library
from corpus.types import Plan
from index.store import ensure
from tests.conftest import ROOT

MADE = ("encoders", "index")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with an index of the shipped plans.

    What the repository's own folder holds is taken over where it is up to date; else the
    encoder is trained, which takes some seconds.
    """
    folder = tmp_path_factory.mktemp("built") / "data"
    for name in MADE:
        if (ROOT / "data" / name).is_dir():
            shutil.copytree(ROOT / "data" / name, folder / name)
    ensure(Library.open(shipped_only=True).plans(), data_dir=folder)
    return folder


@pytest.fixture(scope="session")
def plans() -> dict[str, Plan]:
    return {plan.id: plan for plan in Library.open(shipped_only=True).plans()}


@pytest.fixture
def data_dir(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the data folder of a test that changes nothing in it."""
    monkeypatch.setenv("PLANS_DATA_DIR", str(built))
    monkeypatch.delenv("EMBEDDING_MODEL", raising=False)
    return built


@pytest.fixture
def own_data_dir(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder of a test's own, for plans that come and go."""
    folder = tmp_path / "data"
    shutil.copytree(built, folder)
    monkeypatch.setenv("PLANS_DATA_DIR", str(folder))
    monkeypatch.delenv("EMBEDDING_MODEL", raising=False)
    return folder


@pytest.fixture(scope="session")
def opened(built: Path) -> Iterator[Assistant]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANS_DATA_DIR", str(built))
        patch.delenv("EMBEDDING_MODEL", raising=False)
        yield Assistant.open()


@pytest.fixture
def assistant(opened: Assistant, data_dir: Path) -> Assistant:
    """Return the assistant that all tests share; its plans are the shipped ones."""
    assert data_dir.is_dir()
    return opened
