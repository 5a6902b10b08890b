"""``python -m corpus``: what it prints, where, and its exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.__main__ import main
from corpus.library import Library
from tests.conftest import ROOT

SHIPPED = ["lai-chau-kl90-2026", "lang-son-pci-2026", "son-la-nq02-2026"]
SOURCE = "KẾ HOẠCH\n\nI. NHIỆM VỤ\n\n1. Sở Nội vụ chủ trì rà soát vị trí việc làm.\n"


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANS_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "thu-nghiem.md"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(one) for one in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def listed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [row["id"] for row in json.loads(run(capsys, "list", "--json")[1])]


def test_list_has_a_line_for_each_plan(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "list")
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == SHIPPED


def test_list_as_json_says_what_a_plan_is(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "list", "--json")
    rows = {row["id"]: row for row in json.loads(out)}
    assert code == 0
    assert list(rows) == SHIPPED
    lang_son = rows["lang-son-pci-2026"]
    assert lang_son["province"] == "Lạng Sơn"
    assert lang_son["number"] == "not filled in"
    assert lang_son["signatory"] == "Đoàn Thanh Sơn"
    assert lang_son["date"] == "ngày tháng 7 năm 2026"
    assert lang_son["shipped"] is True
    assert len(lang_son["sha256"]) == 64


@pytest.mark.parametrize("plan_id", SHIPPED)
def test_text_prints_the_text_and_not_a_byte_more(
    capsysbinary: pytest.CaptureFixture[bytes], plan_id: str
) -> None:
    assert main(["text", plan_id]) == 0
    out, err = capsysbinary.readouterr()
    assert out == Library.open().plan(plan_id).text.encode("utf-8")
    assert err == b""


def test_text_as_a_process_prints_the_same_bytes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "corpus", "text", "lai-chau-kl90-2026"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert done.stdout == Library.open().plan("lai-chau-kl90-2026").text.encode("utf-8")


def test_an_unknown_plan_is_wrong_usage_and_the_known_are_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in ("text", "remove"):
        code, out, err = run(capsys, command, "ha-noi-1")
        assert (code, out) == (2, "")
        assert all(name in err for name in ["ha-noi-1", *SHIPPED])


def test_check_without_files_reports_all_plans(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "check")
    assert (code, err) == (0, "")
    assert all(f"{plan_id}:" in out for plan_id in SHIPPED)
    assert "4 table rows" in out
    assert "1 footnotes" in out


def test_check_goes_on_after_a_bad_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, source: Path, data_dir: Path
) -> None:
    bad = tmp_path / "a.pdf"
    bad.write_bytes(b"%PDF")
    code, out, err = run(capsys, "check", bad, source, tmp_path / "missing.md")
    assert code == 1
    assert "thu-nghiem:" in out
    assert "a.pdf" in err
    assert "missing.md" in err
    assert not data_dir.exists()


def test_check_shows_the_outline(capsys: pytest.CaptureFixture[str], source: Path) -> None:
    code, out, _ = run(capsys, "check", "--outline", source)
    assert code == 0
    assert "I  I. NHIỆM VỤ" in out


def test_check_reads_the_plans_of_other_provinces(
    capsys: pytest.CaptureFixture[str], shared: Path
) -> None:
    files = sorted((shared / "plans-other").glob("*.md"))
    assert len(files) == 9
    code, out, err = run(capsys, "check", *files)
    assert (code, err) == (0, "")
    assert all(f"{path.stem}:" in out for path in files)


def test_check_lists_what_looks_like_a_duty_and_is_in_no_row(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "thu.md"
    path.write_text(SOURCE + "\nCần có sự phối hợp chặt chẽ.\n", encoding="utf-8")
    code, out, err = run(capsys, "check", path)
    assert (code, err) == (0, "")
    assert "1 row, 1 duty in the register" in out
    assert "in no row (1):" in out
    assert out.splitlines()[-1].endswith("] Cần có sự phối hợp chặt chẽ.")


def test_check_counts_what_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "check")[1]
    assert "in no row (" not in out
    assert "explained in not_duties.tsv as no duty: 7" in out
    assert "explains what is not there" not in out


def test_register_as_a_table_of_all_plans(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "register")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert {line.split()[0] for line in lines[1:-1]} == set(SHIPPED)
    assert lines[-1].startswith(f"{len(lines) - 2} rows, ")


def test_register_of_named_plans_and_one_body(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(
        capsys, "register", "--format", "json", "--agency", "Department of Finance",
        "--plan", "lang-son-pci-2026", "--plan", "lang-son-pci-2026",
    )  # fmt: skip
    rows = json.loads(out)
    assert code == 0
    assert {(row["plan"], row["agency"]) for row in rows} == {(SHIPPED[1], "Sở Tài chính")}
    led = [row["section"] for row in rows if row["role"] == "lead"]
    assert led == ["III.2.1", "III.2.6", "III.2.7", "IV.1"]


@pytest.mark.parametrize("form", ["table", "csv", "json", "xlsx", "ics"])
def test_register_writes_a_file_or_the_same_bytes_to_standard_output(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, form: str
) -> None:
    path = tmp_path / "new" / f"register.{form}"
    assert main(["register", "--format", form, "--output", str(path)]) == 0
    out, err = capsysbinary.readouterr()
    assert out == b""
    assert b" rows, " in err
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert main(["register", "--format", form]) == 0
    out, err = capsysbinary.readouterr()
    assert err == b""
    if form == "xlsx":  # which keeps the time of its making
        assert (out[:2], path.read_bytes()[:2]) == (b"PK", b"PK")
    else:
        assert out == path.read_bytes()


@pytest.mark.parametrize(
    "arguments", [["--plan", "ha-noi-1"], ["--agency", "Sở Phép thuật"], ["--agency", ""]]
)
def test_register_of_an_unknown_plan_or_body_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str]
) -> None:
    code, out, err = run(capsys, "register", *arguments, "--output", tmp_path / "a.csv")
    assert (code, out) == (2, "")
    assert arguments[1] in err
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "a.csv").exists()


def test_a_register_that_cannot_be_written_is_a_failure(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = run(capsys, "register", "--output", tmp_path)
    assert (code, out) == (1, "")
    assert err.strip()


def test_a_workbook_is_not_written_to_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    code, out, err = run(capsys, "register", "--format", "xlsx")
    assert (code, out) == (2, "")
    assert "--output" in err


def test_an_added_plan_is_in_the_register(capsys: pytest.CaptureFixture[str], source: Path) -> None:
    run(capsys, "add", source)
    rows = json.loads(run(capsys, "register", "--plan", "thu-nghiem", "--format", "json")[1])
    assert [(row["agency"], row["role"]) for row in rows] == [("Sở Nội vụ", "lead")]


def test_a_plan_is_added_listed_and_removed(
    capsys: pytest.CaptureFixture[str], source: Path
) -> None:
    code, out, err = run(capsys, "add", source)
    assert (code, out) == (0, "thu-nghiem\n")
    assert "thu-nghiem" in err
    assert listed(capsys) == [*SHIPPED, "thu-nghiem"]
    code, _, err = run(capsys, "remove", "thu-nghiem")
    assert code == 0
    assert "thu-nghiem" in err
    assert listed(capsys) == SHIPPED


def test_an_id_of_its_own(capsys: pytest.CaptureFixture[str], source: Path) -> None:
    assert run(capsys, "add", "--id", "x-2026", source)[:2] == (0, "x-2026\n")
    assert listed(capsys) == [*SHIPPED, "x-2026"]


def test_two_files_with_one_id_are_wrong_usage(
    capsys: pytest.CaptureFixture[str], source: Path
) -> None:
    code, out, err = run(capsys, "add", "--id", "x", source, source)
    assert (code, out) == (2, "")
    assert "--id" in err
    assert listed(capsys) == SHIPPED


def test_good_files_are_added_beside_a_bad_one(
    capsys: pytest.CaptureFixture[str], source: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "b.docx"
    bad.write_bytes(b"PK\x03\x04")
    code, out, err = run(capsys, "add", bad, source)
    assert (code, out) == (2, "thu-nghiem\n")
    assert "b.docx" in err
    assert listed(capsys) == [*SHIPPED, "thu-nghiem"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF"), ("a.docx", b"PK"), ("a.md", b""), ("b.md", "kế".encode("utf-16")),
        ("c.txt", b"a " * 3_000_000), ("d.md", b"\x00\x01"), ("missing.md", None),
    ],
)  # fmt: skip
def test_a_bad_file_is_one_clear_line_and_exit_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, data: bytes | None
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    code, out, err = run(capsys, "add", tmp_path / name)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert name in err
    assert "Traceback" not in err
    assert listed(capsys) == SHIPPED


def test_a_folder_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "f.md").mkdir()
    for path in (tmp_path, tmp_path / "f.md"):
        code, out, err = run(capsys, "add", path)
        assert (code, out) == (2, "")
        assert err.strip()


@pytest.mark.parametrize("plan_id", ["Lạng-Sơn", "a b", "../x", "a_b", *SHIPPED])
def test_a_bad_id_or_a_shipped_one_is_refused(
    capsys: pytest.CaptureFixture[str], source: Path, plan_id: str
) -> None:
    code, out, err = run(capsys, "add", "--id", plan_id, source)
    assert (code, out) == (2, "")
    assert plan_id in err
    assert listed(capsys) == SHIPPED


@pytest.mark.parametrize("plan_id", SHIPPED)
def test_a_shipped_plan_stays(capsys: pytest.CaptureFixture[str], plan_id: str) -> None:
    code, _, err = run(capsys, "remove", plan_id)
    assert code == 2
    assert plan_id in err
    assert listed(capsys) == SHIPPED


def test_a_disk_that_cannot_be_written_is_a_failure(
    capsys: pytest.CaptureFixture[str], source: Path, data_dir: Path
) -> None:
    data_dir.mkdir()
    (data_dir / "plans").write_bytes(b"a file where the folder should be")
    code, out, err = run(capsys, "add", source)
    assert (code, out) == (1, "")
    assert err.strip()


def test_a_setting_that_names_a_file_as_the_folder_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], source: Path, data_dir: Path
) -> None:
    data_dir.write_bytes(b"a file where the folder should be")
    code, out, err = run(capsys, "add", source)
    assert (code, out) == (2, "")
    assert "PLANS_DATA_DIR" in err and "name a folder" in err


@pytest.mark.parametrize("arguments", [[], ["fly"], ["text"], ["add"], ["list", "--yaml"]])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


@pytest.mark.parametrize("command", [None, "list", "text", "check", "register", "add", "remove"])
def test_help_everywhere(capsys: pytest.CaptureFixture[str], command: str | None) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*([command] if command else []), "--help"])
    assert stopped.value.code == 0
    assert "usage:" in capsys.readouterr().out
