"""The library: shipped and added plans, bad files refused, nothing lost."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import settings
from corpus.errors import BadFileError, InputError, PlansError, UnknownPlanError
from corpus.library import Library, id_of, read_file

SHIPPED = ["lai-chau-kl90-2026", "lang-son-pci-2026", "son-la-nq02-2026"]
SOURCE = "KẾ HOẠCH\n\nI. NHIỆM VỤ\n\n1. Sở Nội vụ chủ trì rà soát vị trí việc làm.\n"


@pytest.fixture
def added(tmp_path: Path) -> Path:
    return tmp_path / "data" / "plans"


@pytest.fixture
def library(added: Path) -> Library:
    return Library(settings.SHIPPED_PLANS, added)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "Thử Nghiệm 2026.md"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def ids(library: Library) -> list[str]:
    return [plan.id for plan in library.plans()]


def test_the_shipped_plans_are_there_by_id(library: Library) -> None:
    assert ids(library) == SHIPPED
    assert all(plan.shipped for plan in library.plans())
    assert [plan.facts.province for plan in library.plans()] == ["Lai Châu", "Lạng Sơn", "Sơn La"]


def test_the_settings_say_where_added_plans_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: Path
) -> None:
    monkeypatch.setenv("PLANS_DATA_DIR", str(tmp_path / "here"))
    Library.open().add(source)
    assert (tmp_path / "here" / "plans" / "thu-nghiem-2026.md").read_text("utf-8") == SOURCE
    assert ids(Library.open()) == [*SHIPPED, "thu-nghiem-2026"]
    assert ids(Library.open(shipped_only=True)) == SHIPPED


def test_a_plan_is_added_asked_for_and_removed(library: Library, source: Path) -> None:
    added = library.add(source)
    assert added.id == "thu-nghiem-2026"
    assert not added.shipped
    assert library.plan("thu-nghiem-2026").text == added.text
    assert ids(library) == [*SHIPPED, "thu-nghiem-2026"]
    library.remove("thu-nghiem-2026")
    assert ids(library) == SHIPPED
    assert source.read_text("utf-8") == SOURCE


def test_adding_under_the_same_id_again_takes_the_new_text(library: Library, source: Path) -> None:
    library.add(source, "a-1")
    source.write_text(SOURCE + "\n2. Sở Y tế thực hiện việc khác.\n", encoding="utf-8")
    library.add(source, "a-1")
    assert "Sở Y tế" in library.plan("a-1").text
    assert ids(library) == [*SHIPPED, "a-1"]


def test_the_stamp_changes_when_a_plan_comes_changes_or_goes(
    library: Library, source: Path
) -> None:
    stamps = [library.stamp()]
    library.add(source, "a-1")
    stamps.append(library.stamp())
    source.write_text(SOURCE + "\n2. Việc khác.\n", encoding="utf-8")
    library.add(source, "a-1")
    stamps.append(library.stamp())
    library.remove("a-1")
    assert len(set(stamps)) == 3
    assert library.stamp() == stamps[0]


def test_a_library_of_shipped_plans_takes_none(source: Path) -> None:
    library = Library(settings.SHIPPED_PLANS, None)
    assert library.shipped_only
    with pytest.raises(InputError, match="shipped"):
        library.add(source)
    with pytest.raises(PlansError):
        library.remove("thu-nghiem-2026")


@pytest.mark.parametrize(
    "plan_id",
    [
        "Hà-Nội", "a b", "a_b", "-a", "a-", "a--b", "../a", "a/b", "A", "a.md", "\n", "a\n",
        "x" * 81, ".", "..", "a\x00b",
    ],
)  # fmt: skip
def test_a_bad_id_is_refused_and_nothing_is_written(
    library: Library, source: Path, tmp_path: Path, plan_id: str
) -> None:
    with pytest.raises(InputError, match="id"):
        library.add(source, plan_id)
    assert ids(library) == SHIPPED
    assert not list((tmp_path / "data").rglob("*.md"))


@pytest.mark.parametrize("plan_id", ["a", "1", "a-b-1", "x" * 80, "lao-cai-99-2026"])
def test_a_good_id_is_taken(library: Library, source: Path, plan_id: str) -> None:
    assert library.add(source, plan_id).id == plan_id
    assert library.plan(plan_id).text.endswith("1. Sở Nội vụ chủ trì rà soát vị trí việc làm.")


@pytest.mark.parametrize("plan_id", SHIPPED)
def test_the_id_of_a_shipped_plan_is_refused(library: Library, source: Path, plan_id: str) -> None:
    with pytest.raises(InputError, match=plan_id):
        library.add(source, plan_id)
    with pytest.raises(InputError, match=plan_id):
        library.remove(plan_id)
    assert ids(library) == SHIPPED
    assert library.plan(plan_id).shipped


def test_a_plan_that_does_not_exist_is_named_with_those_that_do(library: Library) -> None:
    for use in (library.plan, library.remove):
        with pytest.raises(UnknownPlanError, match="ha-noi-1") as caught:
            use("ha-noi-1")
        assert all(plan_id in str(caught.value) for plan_id in SHIPPED)


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.pdf", b"%PDF-1.7 ...", r"\.pdf"),
        ("a.docx", b"PK\x03\x04", r"\.docx"),
        ("a.html", b"<p>x</p>", r"\.html"),
        ("nameless", b"words", r"a\.md|\.md"),
        ("empty.md", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("utf16.md", SOURCE.encode("utf-16"), "UTF-8"),
        ("utf16le.txt", SOURCE.encode("utf-16-le"), "UTF-8|zero"),
        ("tcvn.md", b"K\xd5 ho\xb9ch", "UTF-8"),
        ("zeros.md", b"a\x00b", "zero"),
        ("big.md", b"a " * 3_000_000, r"6\.0 MB"),
        ("pdf-named.md", b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "UTF-8"),
    ],
)
def test_a_bad_file_is_refused_with_its_name_and_reason(
    library: Library, tmp_path: Path, name: str, data: bytes, word: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(BadFileError, match=word) as caught:
        library.add(path, "a-1")
    assert name in str(caught.value)
    assert ids(library) == SHIPPED
    assert path.read_bytes() == data


def test_a_missing_file_and_a_folder_are_refused(library: Library, tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    for name in ("missing.md", "folder.md"):
        with pytest.raises(BadFileError, match=name):
            library.add(tmp_path / name, "a-1")
        with pytest.raises(BadFileError, match=name):
            read_file(tmp_path / name)
    assert ids(library) == SHIPPED


def test_a_bad_file_does_not_replace_the_plan_that_is_there(library: Library, source: Path) -> None:
    library.add(source, "a-1")
    text = library.plan("a-1").text
    source.write_bytes(b"\xff\xfe")
    with pytest.raises(BadFileError):
        library.add(source, "a-1")
    assert library.plan("a-1").text == text


def test_a_full_disk_leaves_the_library_as_it_was(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(source, "a-1")
    before = library.stamp()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        library.add(source, "b-2")
    assert library.stamp() == before


def test_a_file_that_is_being_written_is_no_plan(library: Library, source: Path) -> None:
    """A build killed while a plan was written leaves a hidden file behind."""
    library.add(source, "a-1")
    folder = settings.SHIPPED_PLANS
    folder = Path(library._added or "")
    (folder / ".b-2.md.xyz.tmp").write_bytes(b"half")
    (folder / ".b-2.md").write_bytes(b"half")
    (folder / "notes.txt").write_bytes(b"notes")
    assert ids(library) == [*SHIPPED, "a-1"]


def test_an_added_file_spoilt_later_is_a_clear_error(library: Library, source: Path) -> None:
    library.add(source, "a-1")
    (library._added / "a-1.md").write_bytes(b"\xff\xfe")  # type: ignore[operator]
    with pytest.raises(BadFileError, match="a-1"):
        library.plans()


@pytest.mark.parametrize("kind", ["folder", "dangling link"])
def test_what_is_no_file_in_the_folder_of_plans_is_a_clear_error(
    library: Library, added: Path, kind: str
) -> None:
    """A link to a file that is gone stands for one removed while the folder is listed."""
    added.mkdir(parents=True)
    if kind == "folder":
        (added / "a-1.md").mkdir()
    else:
        (added / "a-1.md").symlink_to(added / "nowhere")
    with pytest.raises(PlansError, match="a-1"):
        library.plans()


def test_an_added_file_spoilt_later_can_be_removed(library: Library, source: Path) -> None:
    """Otherwise nothing answers again until a person finds the file by hand."""
    library.add(source, "a-1")
    (library._added / "a-1.md").write_bytes(b"\xff\xfe")  # type: ignore[operator]
    library.remove("a-1")
    assert ids(library) == SHIPPED


@pytest.mark.parametrize(
    ("name", "plan_id"),
    [
        ("Lạng Sơn PCI 2026", "lang-son-pci-2026"),
        ("đắk-lắk_ct_010", "dak-lak-ct-010"),
        ("  KH 153/KH-UBND (bản cuối) ", "kh-153-kh-ubnd-ban-cuoi"),
        ("Kế hoạch hoá", "ke-hoach-hoa"),
        ("x" * 100, "x" * 80),
    ],
)
def test_an_id_is_made_of_a_file_name(name: str, plan_id: str) -> None:
    assert id_of(name) == plan_id


@given(st.text(max_size=100))
def test_any_file_name_makes_a_safe_id_or_none(name: str) -> None:
    made = id_of(name)
    assert made == "" or all(c in "abcdefghijklmnopqrstuvwxyz0123456789-" for c in made)
    assert len(made) <= 80
    assert "--" not in made
    assert made == made.strip("-")


def test_a_file_name_without_a_letter_wants_an_id(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "计划.md"
    path.write_text(SOURCE, encoding="utf-8")
    with pytest.raises(InputError, match="--id"):
        library.add(path)
