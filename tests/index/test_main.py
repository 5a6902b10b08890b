import json
from pathlib import Path

import pytest

from corpus.library import Library
from index.__main__ import main
from tests.index.samples import save_static_model


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("EMBEDDING_MODEL", str(save_static_model(tmp_path / "model")))


def test_build_tells_what_it_does_on_standard_error_only(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["build"]) == 0
    first = capsys.readouterr()
    assert main(["build"]) == 0
    second = capsys.readouterr()
    assert main(["build", "--force"]) == 0
    assert (first.out, second.out) == ("", "")
    assert "The index is built: 3 plans" in first.err
    assert second.err.startswith("The index is up to date: 3 plans")
    assert "is built" in capsys.readouterr().err


def test_search_prints_passages(capsys: pytest.CaptureFixture[str]) -> None:
    main(["build"])
    capsys.readouterr()
    assert main(["search", "Tiếp cận nguồn lực", "-k", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("1. lang-son-pci-2026 III.2.2 ")


def test_json_gives_places_that_hold_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    main(["build"])
    capsys.readouterr()
    plan = "son-la-nq02-2026"
    assert main(["search", "thanh tra doanh nghiep", "--plan", plan, "-k", "4", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 4
    text = Library.open(shipped_only=True).plan(plan).text
    for row in rows:
        assert row["plan"] == plan
        assert text[row["start"] : row["end"]] == row["text"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["search", "thuế"], 1, "python -m index build"),
        (["search", "   "], 2, "empty"),
        (["search", "a", "-k", "0"], 2, "at least 1"),
        (["search", "a", "-k", "x"], 2, "invalid"),
        (["search"], 2, "QUESTION"),
        (["nonsense"], 2, "invalid choice"),
        ([], 2, "required"),
    ],
)
def test_failures_have_a_code_and_a_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    try:
        found = main(arguments)
    except SystemExit as error:
        found = int(str(error.code))
    written = capsys.readouterr()
    assert (found, written.out) == (code, "")
    assert words in written.err


def test_an_unknown_plan_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    main(["build"])
    capsys.readouterr()
    assert main(["search", "thuế", "--plan", "none"]) == 2
    assert "lang-son-pci-2026" in capsys.readouterr().err


def test_a_model_that_cannot_be_loaded_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("EMBEDDING_MODEL", str(tmp_path / "empty"))
    assert main(["build"]) == 2
    assert "EMBEDDING_MODEL" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["search", "--help"]])
def test_help(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 0
    assert "usage: python -m index" in capsys.readouterr().out
