import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import (
    BuildFailedError,
    DamagedIndexError,
    IndexError_,
    MissingIndexError,
    StaleIndexError,
)
from corpus.types import Plan
from index import builder, files, parts
from index.encoders import BuildOptions
from index.manifest import Layout
from index.store import BuildReport, Index, build, current_build_id, ensure, load
from tests.index.samples import BODIES, make_plan, save_static_model

ONE = make_plan("mot")
TWO = make_plan("hai", {"1. Cửa khẩu": "Sở Công Thương hỗ trợ logistics."}, shipped=False)
ADVICE = r"python -m index build"


class Place:
    """A data folder and a model, with the calls of the tests."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.model = str(save_static_model(folder / "model"))
        self.layout = Layout(self.data)

    def build(self, *plans: Plan, **more: bool) -> BuildReport:
        return build(plans, data_dir=self.data, model=self.model, glossary=[], **more)

    def ensure(self, *plans: Plan) -> BuildReport:
        return ensure(plans, data_dir=self.data, model=self.model, glossary=[])

    def load(self, *plans: Plan) -> Index:
        return load(plans, data_dir=self.data, model=self.model, glossary=[])

    def folders(self) -> set[str]:
        return {path.name for path in self.layout.builds.iterdir()}

    def answers(self, *plans: Plan) -> list[str]:
        return [hit.chunk.id for hit in self.load(*plans).search("hoàn thuế", k=2)]


@pytest.fixture()
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_what_was_built_is_loaded_and_found(place: Place) -> None:
    report = place.build(ONE, TWO)
    assert (report.changed, report.encoded, report.reused) == (True, ("hai", "mot"), ())
    index = place.load(ONE, TWO)
    assert index.build_id == report.build_id == current_build_id(place.data)
    assert len(index.chunks) == report.chunks == len(BODIES) + 1
    best = index.search("thời gian hoàn thuế")[0]
    assert (
        index.text(best.chunk)
        == "2. Thuế\nThuế tỉnh rút ngắn thời gian hoàn thuế cho doanh nghiệp."
    )
    assert index.headings(best.chunk) == ("2. Thuế",)


def test_the_order_of_the_plans_does_not_matter(place: Place) -> None:
    place.build(TWO, ONE)
    assert place.load(ONE, TWO).search("logistics")[0].chunk.plan == "hai"


def test_nothing_pickled_lies_on_the_disk(place: Place) -> None:
    place.build(ONE)
    found = {path.name for path in place.data.rglob("*") if path.is_file()}
    assert found == {
        "LOCK",
        "CURRENT",
        "manifest.json",
        "chunks.json",
        "terms.json",
        "arrays.safetensors",
    }


def test_the_manifest_records_what_was_built_from_what(place: Place) -> None:
    report = place.build(ONE)
    path = place.layout.builds / report.build_id / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    assert manifest["format"] == 1
    assert manifest["budget_tokens"] == 256
    assert manifest["encoder"]["name"] == place.model
    (plan,) = manifest["plans"]
    assert (plan["id"], plan["source_sha256"], plan["chunks"]) == ("mot", "0" * 64, 3)
    folder = place.layout.part(report.build_id, plan["key"])
    assert plan["files"] == {
        path.name: files.sha256(path.read_bytes()) for path in folder.iterdir()
    }


def test_no_plans_are_refused(place: Place) -> None:
    with pytest.raises(ValueError, match="no plans"):
        place.build()


def test_a_missing_index_says_what_to_do(place: Place) -> None:
    with pytest.raises(MissingIndexError, match=ADVICE):
        place.load(ONE)
    assert current_build_id(place.data) is None


CHANGED = {
    "another plan": (ONE, TWO),
    "one plan fewer": (),
    "changed text": (replace(ONE, text=ONE.text.replace("thuế", "phí")),),
    "changed outline": (replace(ONE, sections=ONE.sections[:2]),),
}


@pytest.mark.parametrize("plans", CHANGED.values(), ids=CHANGED.keys())
def test_other_plans_make_it_stale(place: Place, plans: tuple[Plan, ...]) -> None:
    place.build(ONE)
    with pytest.raises(StaleIndexError, match=ADVICE):
        place.load(*plans or (TWO,))


def test_other_settings_make_it_stale(place: Place, tmp_path: Path) -> None:
    place.build(ONE)
    other = str(save_static_model(tmp_path / "other", seed=1))
    with pytest.raises(StaleIndexError, match="encoder"):
        load([ONE], data_dir=place.data, model=other, glossary=[])
    with pytest.raises(StaleIndexError, match="256 tokens, not 99"):
        options = BuildOptions(budget_tokens=99)
        load([ONE], data_dir=place.data, model=place.model, glossary=[], options=options)


def test_a_model_folder_that_changed_makes_it_stale(place: Place) -> None:
    place.build(ONE)
    save_static_model(Path(place.model), seed=2)
    with pytest.raises(StaleIndexError, match="encoder"):
        place.load(ONE)


def test_a_former_program_makes_it_stale(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.build(ONE)
    monkeypatch.setattr("index.opening.code_hash", lambda: "other")
    with pytest.raises(StaleIndexError, match="former version"):
        place.load(ONE)


def test_a_former_format_is_stale_and_built_again(place: Place) -> None:
    report = place.build(ONE)
    path = place.layout.builds / report.build_id / "manifest.json"
    path.write_text('{"format": 0}', encoding="utf-8")
    with pytest.raises(StaleIndexError, match="format 0"):
        place.load(ONE)
    assert place.ensure(ONE).changed
    assert place.answers(ONE)


def test_ensure_builds_once(place: Place) -> None:
    first = place.ensure(ONE)
    again = place.ensure(ONE)
    assert (first.changed, again.changed) == (True, False)
    assert (again.build_id, again.chunks, again.reused) == (first.build_id, 3, ("mot",))


@pytest.mark.parametrize("name", ["chunks.json", "terms.json", "arrays.safetensors"])
@pytest.mark.parametrize("how", ["gone", "cut", "one bit"])
def test_damaged_files_are_refused_and_mended(place: Place, name: str, how: str) -> None:
    place.build(ONE, TWO)
    path = sorted(place.layout.builds.rglob(name))[0]
    data = path.read_bytes()
    path.unlink()
    if how == "cut":
        path.write_bytes(data[: len(data) // 2])
    if how == "one bit":
        path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    with pytest.raises(DamagedIndexError, match=ADVICE):
        place.load(ONE, TWO)
    report = place.ensure(ONE, TWO)
    assert (len(report.encoded), len(report.reused)) == (1, 1)
    assert place.answers(ONE, TWO)


@pytest.mark.parametrize(
    "content", ["", "nonsense", "../../etc", "\x00", "20990101T000000000000", "\udcff"]
)
def test_a_damaged_pointer_is_refused_and_mended(place: Place, content: str) -> None:
    place.build(ONE)
    place.layout.current.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(IndexError_, match=ADVICE):
        place.load(ONE)
    place.ensure(ONE)
    assert place.answers(ONE)


@pytest.mark.parametrize("content", ["", "[]", '{"format": 1}', '{"format": 1, "plans": 3}', "\0"])
def test_a_damaged_manifest_is_refused_and_mended(place: Place, content: str) -> None:
    report = place.build(ONE)
    path = place.layout.builds / report.build_id / "manifest.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DamagedIndexError, match=ADVICE):
        place.load(ONE)
    place.ensure(ONE)
    assert place.answers(ONE)


def test_adding_a_plan_encodes_it_alone(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.build(ONE)
    seen = []
    original = builder.make_part

    def watched(plan: Plan, *rest: object) -> parts.Part:
        seen.append(plan.id)
        return original(plan, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builder, "make_part", watched)
    report = place.ensure(ONE, TWO)
    assert (seen, report.encoded, report.reused) == (["hai"], ("hai",), ("mot",))
    report = place.ensure(ONE)
    assert (seen, report.encoded, report.reused) == (["hai"], (), ("mot",))


def test_an_index_grown_by_a_plan_is_the_one_built_at_once(place: Place, tmp_path: Path) -> None:
    place.build(ONE)
    place.build(ONE, TWO)
    (tmp_path / "b").mkdir()
    fresh = Place(tmp_path / "b")
    fresh.build(ONE, TWO)
    for question in ("hoàn thuế", "so cong thuong", "kiểm tra doanh nghiệp"):
        assert place.load(ONE, TWO).search(question) == fresh.load(ONE, TWO).search(question)


def test_force_takes_nothing_over(place: Place) -> None:
    place.build(ONE)
    assert place.build(ONE, reuse=False).encoded == ("mot",)


def test_the_build_before_stays_and_older_ones_go(place: Place) -> None:
    ids = [place.build(ONE).build_id for _ in range(3)]
    assert place.folders() == set(ids[1:])
    assert current_build_id(place.data) == ids[2]


def test_what_a_killed_build_left_goes_at_the_next(place: Place) -> None:
    ids = [place.build(ONE).build_id, place.build(ONE).build_id]
    (place.layout.builds / ".new-left" / "parts").mkdir(parents=True)
    (place.layout.builds / "20990101T000000000000").mkdir()
    (place.layout.encoders / ".new-left").mkdir(parents=True)
    ids.append(place.build(ONE, TWO).build_id)
    assert place.folders() == set(ids[1:])
    assert not list(place.layout.encoders.iterdir())


class Killed(BaseException):
    """Stands for the end of the process."""


def after(
    calls: int, original: Callable[[int], None], error: BaseException
) -> Callable[[int], None]:
    """Return ``os.fsync`` that raises instead of the call of that number."""
    count = 0

    def sync(handle: int) -> None:
        nonlocal count
        count += 1
        if count > calls:
            raise error
        original(handle)

    return sync


def test_a_build_stopped_at_any_step_leaves_one_that_answers(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.build(ONE)
    expected = place.answers(ONE)
    old = current_build_id(place.data)
    sync = os.fsync
    for step in range(200):
        monkeypatch.setattr(os, "fsync", after(step, sync, Killed()))
        try:
            place.build(ONE, TWO)
        except Killed:
            monkeypatch.setattr(os, "fsync", sync)
            if current_build_id(place.data) == old:
                assert place.answers(ONE) == expected
            else:
                assert place.answers(ONE, TWO)
                place.build(ONE)
                old = current_build_id(place.data)
            continue
        break
    assert 8 < step < 199  # files, folders and the pointer were each tried
    assert place.answers(ONE, TWO)


KILLED_BUILD = """
import os, signal, sys
from pathlib import Path
from tests.index.test_store import ONE, TWO, build
count, sync = 0, os.fsync
def kill(handle):
    global count
    count += 1
    if count > int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    sync(handle)
os.fsync = kill
build([ONE, TWO], data_dir=Path(sys.argv[1]), model=sys.argv[2], glossary=[])
"""


@pytest.mark.parametrize("step", [1, 8])
def test_a_killed_process_leaves_the_old_index_and_no_lock(place: Place, step: int) -> None:
    place.build(ONE)
    expected, old = place.answers(ONE), current_build_id(place.data)
    done = subprocess.run(
        [sys.executable, "-c", KILLED_BUILD, str(place.data), place.model, str(step)],
        capture_output=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert (current_build_id(place.data), place.answers(ONE)) == (old, expected)
    assert any(name.startswith(".new-") for name in place.folders())
    report = place.build(ONE, TWO)
    assert place.folders() == {old, report.build_id}


def test_a_full_disk_is_said_and_changes_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.build(ONE)
    before, expected = place.folders(), place.answers(ONE)

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(builder, "write_bytes", full)
    with pytest.raises(BuildFailedError, match=r"disk is full.*unchanged.*" + ADVICE):
        place.build(ONE, TWO)
    assert (place.folders(), place.answers(ONE)) == (before, expected)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.data.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(BuildFailedError, match="PLANS_DATA_DIR"):
        place.build(ONE)


def test_a_second_build_waits_for_the_first(place: Place) -> None:
    messages: list[str] = []
    script = (
        "import sys; from pathlib import Path; from index.files import locked\n"
        "with locked(Path(sys.argv[1]), print):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(place.layout.lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"

    def progress(message: str) -> None:
        messages.append(message)
        holder.stdin.close()  # type: ignore[union-attr]

    with holder:
        build([ONE], data_dir=place.data, model=place.model, glossary=[], progress=progress)
    assert messages[0].startswith("Waiting")
    assert place.answers(ONE)


def test_a_reader_overtaken_by_builds_reads_the_newest(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.build(ONE)
    original = parts.read_part

    def overtaken(folder: Path, hashes: dict[str, str]) -> parts.Part:
        monkeypatch.setattr("index.opening.read_part", original)
        place.build(ONE, reuse=False)
        place.build(ONE, reuse=False)
        return original(folder, hashes)

    monkeypatch.setattr("index.opening.read_part", overtaken)
    assert place.load(ONE).build_id == current_build_id(place.data)
