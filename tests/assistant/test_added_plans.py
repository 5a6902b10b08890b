"""Plans that come and go, and disks and files that fail, under a running assistant."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Reason, Status
from assistant.service import Assistant
from corpus.errors import BadFileError
from corpus.library import Library

NEW_PLAN = """Số: 7/KH-UBND

Cao Bằng, ngày 5 tháng 3 năm 2026

## KẾ HOẠCH

### Cải thiện môi trường đầu tư kinh doanh tỉnh Cao Bằng năm 2026

#### I. NHIỆM VỤ

##### 1. Phát triển nghề nuôi ong

Hỗ trợ các hộ nuôi ong mật xây dựng thương hiệu và nhãn hàng hóa.

*Triển khai thực hiện:* **Sở Công Thương** chủ trì, phối hợp với Sở Nội vụ thực hiện. """
BEES = "Ai chủ trì phát triển nghề nuôi ong ở Cao Bằng?"
OTHERS = "Ai chủ trì chỉ số Chi phí không chính thức ở Lạng Sơn?"


@pytest.fixture
def bees(tmp_path: Path) -> Path:
    path = tmp_path / "cao-bang-pci-2026.md"
    path.write_text(NEW_PLAN, encoding="utf-8")
    return path


def leaders(answer: Answer) -> list[tuple[str, str]]:
    return [(row.plan, row.agency) for row in answer.rows if row.role == "lead"]


@pytest.mark.usefixtures("own_data_dir")
def test_a_plan_that_is_added_is_answered_at_once_and_goes_as_it_came(bees: Path) -> None:
    running = Assistant.open()
    assert running.ask(BEES).reason == Reason.UNKNOWN_PLACE
    library = Library.open()
    library.add(bees)
    answer = running.ask(BEES)
    text = library.plan("cao-bang-pci-2026").text
    assert all(c.quote == text[c.start : c.end] for c in answer.citations)
    assert answer.status is Status.ANSWERED
    assert leaders(answer) == [("cao-bang-pci-2026", "Sở Công Thương")]
    assert {c.plan for c in answer.citations} == {"cao-bang-pci-2026"}
    assert [plan.id for plan in running.plans()][-1] == "cao-bang-pci-2026"
    assert Assistant.open().ask(BEES).rows == answer.rows
    library.remove("cao-bang-pci-2026")
    assert running.ask(BEES).reason == Reason.UNKNOWN_PLACE
    assert [plan.id for plan in running.plans()] == [plan.id for plan in library.plans()]


def test_evaluation_sees_the_shipped_plans_alone(own_data_dir: Path, bees: Path) -> None:
    """Its index stands beside the other; the trained encoder is given, to save its time."""
    shutil.copytree(own_data_dir / "encoders", own_data_dir / "shipped" / "encoders")
    Library.open().add(bees)
    shipped = Assistant.open(shipped_only=True)
    assert [plan.id for plan in shipped.plans()] == [
        "lai-chau-kl90-2026",
        "lang-son-pci-2026",
        "son-la-nq02-2026",
    ]
    assert shipped.ask(BEES).reason == Reason.UNKNOWN_PLACE
    assert leaders(Assistant.open().ask(BEES)) == [("cao-bang-pci-2026", "Sở Công Thương")]
    assert shipped.ask(BEES).reason == Reason.UNKNOWN_PLACE


def test_an_added_plan_that_is_spoilt_stops_no_answer(
    own_data_dir: Path, bees: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A running assistant goes on with the plans as they were, and says why in its log, once."""
    library = Library.open()
    library.add(bees)
    running = Assistant.open()
    path = own_data_dir / "plans" / "cao-bang-pci-2026.md"
    path.write_bytes(b"\xff\xfe")
    assert leaders(running.ask(BEES)) == [("cao-bang-pci-2026", "Sở Công Thương")]
    assert leaders(running.ask(OTHERS)) == [("lang-son-pci-2026", "Thanh tra tỉnh")]
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert "python -m corpus remove cao-bang-pci-2026" in record.getMessage()
    with pytest.raises(BadFileError, match="cao-bang-pci-2026"):
        Assistant.open()  # a start says so at once: there is nothing to go on with
    path.unlink()
    assert running.ask(BEES).reason == Reason.UNKNOWN_PLACE


@pytest.mark.usefixtures("own_data_dir")
def test_a_question_while_the_disk_cannot_be_written_is_answered_from_the_plans_as_they_were(
    bees: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A plan came, and its index cannot be written: it is tried again some seconds later."""
    running = Assistant.open()
    Library.open().add(bees)
    tried = []

    def full(*_: Any, **__: Any) -> Any:
        tried.append(True)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("index.builder.Builder.run", full)
        assert running.ask(BEES).reason == Reason.UNKNOWN_PLACE
        assert running.ask(BEES).reason == Reason.UNKNOWN_PLACE
    assert len(tried) == 1  # not at every question: a build takes its time
    assert "space" in caplog.text
    monkeypatch.setattr("assistant.service.RETRY_S", 0.0)
    assert leaders(running.ask(BEES)) == [("cao-bang-pci-2026", "Sở Công Thương")]


def test_a_plan_s_file_that_vanishes_while_it_is_looked_for_is_no_crash(
    own_data_dir: Path, bees: Path
) -> None:
    """Another process removes a plan between the listing of the folder and its reading."""
    Library.open().add(bees)
    running = Assistant.open()
    (own_data_dir / "plans" / "gone.md").symlink_to(own_data_dir / "nowhere.md")
    answer = running.ask(BEES)
    assert answer.status in (Status.ANSWERED, Status.ERROR)


def test_a_missing_or_damaged_index_is_built_again(own_data_dir: Path) -> None:
    question = "Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?"
    expected = Assistant.open().ask(question).rows
    for spoil in ("current", "parts", "all"):
        said: list[str] = []
        index = own_data_dir / "index"
        if spoil == "current":
            (index / "CURRENT").write_text("no such build", encoding="utf-8")
        elif spoil == "parts":
            next(index.rglob("arrays.safetensors")).write_bytes(b"half")
            for path in index.rglob("chunks.json"):
                path.write_bytes(path.read_bytes()[:-10])
        else:
            shutil.rmtree(index)
        assert Assistant.open(progress=said.append).ask(question).rows == expected
        assert said
