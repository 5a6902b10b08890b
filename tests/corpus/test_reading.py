"""Reading: words are conserved, the traps of the real plans, hostile bytes."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadFileError
from corpus.plan import read_plan
from corpus.reading import MAX_BYTES
from corpus.settings import SHIPPED_PLANS
from corpus.types import Plan

SHIPPED = sorted(SHIPPED_PLANS.glob("*.md"))


def plan_of(text: str) -> Plan:
    return read_plan(text.encode(), "some-plan-2026", "some.md")


def source_words(source: str) -> list[str]:
    """Words of a source with its marks blanked out: not the program's way of doing it."""
    source = unicodedata.normalize("NFC", source)
    source = re.sub("</?b>|[\u200b-\u200f\ufeff]", " ", source.replace("\u200b", ""))
    source = re.sub(r"(?<=\w)\*{1,3}(?=\w)", "", source)  # "Z*alo" is one word in view
    return re.findall(r"\w+", source)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_words_are_conserved_in_order_but_for_listed_moves(path: Path) -> None:
    expected = source_words(path.read_text(encoding="utf-8"))
    plan = read_plan(path.read_bytes(), path.stem, path.name)
    moved: list[str] = []
    for move in reversed(plan.moves):
        moved = expected[move.source_word : move.source_word + move.words] + moved
        del expected[move.source_word : move.source_word + move.words]
    assert re.findall(r"\w+", plan.text) == expected + moved


def test_only_the_one_footnote_is_moved() -> None:
    moves = {
        path.stem: [m.words for m in read_plan(path.read_bytes(), path.stem, path.name).moves]
        for path in SHIPPED
    }
    # "¹ Theo Nghị quyết số 66/NQ-CP ... năm 2025 và năm 2026." counted by hand: 38 words.
    assert moves == {"lai-chau-kl90-2026": [38], "lang-son-pci-2026": [], "son-la-nq02-2026": []}


def test_words_of_other_provinces_are_conserved(shared: Path) -> None:
    for path in sorted((shared / "plans-other").glob("*.md")):
        plan = read_plan(path.read_bytes(), path.stem, path.name)
        words = sorted(re.findall(r"\w+", plan.text))
        assert words == sorted(source_words(path.read_text(encoding="utf-8"))), path.name


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**PHỤ LỤC****Chỉ tiêu nâng cao**", "PHỤ LỤC Chỉ tiêu nâng cao"),
        ("so với năm 2024¹.", "so với năm 2024¹."),
        ("so với năm 2024<sup>1</sup>.", "so với năm 2024¹."),
        ("**3. **Thời gian: **Từ năm 2025", "3. Thời gian: Từ năm 2025"),
        ("**6.**** **Đẩy mạnh", "6. Đẩy mạnh"),
        ("Ghi chú (*) là tạm tính, 5 * 3 ô", "Ghi chú (*) là tạm tính, 5 * 3 ô"),
        ("có 06/09 chỉ số", "có 06/09 chỉ số"),
        ("a\\*b &amp; R&D", "a*b & R&D"),
        ("ma_so_thue va _nghieng_", "ma_so_thue va nghieng"),
    ],
)
def test_marks_are_taken_out_and_words_stay_apart(source: str, text: str) -> None:
    assert plan_of(source).text == text


def test_a_sentence_cut_by_a_page_break_is_joined() -> None:
    before = "Công khai thông tin về quy hoạch, quỹ đất, danh sách và các tài liệu, danh"
    plan = plan_of(f"{before}\n\nmục dự án.\n\na) Việc khác")
    assert plan.text == f"{before} mục dự án.\na) Việc khác"


def test_a_sentence_goes_on_after_a_footnote_with_a_capital() -> None:
    text = (
        "Đơn giản hóa¹ dựa trên dữ liệu theo\n\n¹ Theo văn bản khác.\n\n"
        "Nghị quyết 66.7/2025.\n\nHết."
    )
    plan = plan_of(text)
    assert plan.text == (
        "Đơn giản hóa¹ dựa trên dữ liệu theo Nghị quyết 66.7/2025.\nHết.\n¹ Theo văn bản khác."
    )
    assert [s.id for s in plan.sections] == ["preamble", "footnote-1"]


def test_the_shipped_footnote_leaves_its_sentence_whole() -> None:
    path = SHIPPED_PLANS / "lai-chau-kl90-2026.md"
    text = read_plan(path.read_bytes(), path.stem, path.name).text
    assert "TTHC dựa trên dữ liệu theo Nghị quyết 66.7/2025/NQ-CP ngày 15/11/2025" in text


def test_a_heading_does_not_swallow_the_line_after_it() -> None:
    plan = plan_of(
        "## I. MỤC TIÊU CHUNG CỦA KẾ HOẠCH NÀY TRÊN ĐỊA BÀN TOÀN TỈNH NĂM 2026\n\nđến hết năm."
    )
    assert plan.text.count("\n") == 1


def test_annex_rows_have_their_column_names() -> None:
    path = SHIPPED_PLANS / "son-la-nq02-2026.md"
    plan = read_plan(path.read_bytes(), path.stem, path.name)
    assert [row.section for row in plan.rows] == [f"annex-1.row-{n}" for n in (1, 2, 3, 4)]
    second = {c.column: plan.text[c.start : c.end] for c in plan.rows[1].cells}
    assert second == {
        "STT": "2",
        "Chỉ tiêu": "Tỷ lệ khai thác, sử dụng lại thông tin, dữ liệu số hóa",
        "Đơn vị tính": "%",
        "Chỉ tiêu năm 2026": "Tối thiểu 80",
        "Cơ quan chủ trì thực hiện": (
            "Sở, ban, ngành; Trung tâm Thông tin - Văn phòng UBND tỉnh; UBND các xã, phường"
        ),
        "Cơ quan chủ trì đánh giá": "Văn phòng UBND tỉnh",
    }


def test_a_markdown_table_and_a_lone_pipe_table_read_alike() -> None:
    rows = [["STT", "Nhiệm vụ", "Chủ trì"], ["1", "Rà soát", "Sở A"], ["2", "Cắt giảm", "Sở B"]]
    piped = [f"| {' | '.join(row)} |" for row in rows]
    pipes = "\n".join([piped[0], "|---|---|---|", *piped[1:]])
    lone = "".join("|\n" + "".join(f"{cell}\n|\n" for cell in row) for row in rows)
    assert plan_of(pipes).text == plan_of(lone).text
    assert len(plan_of(lone).rows) == 2


def test_empty_cells_keep_their_place() -> None:
    lone = (
        "|\nTT\n|\nTên\n|\nHa\n|\n|\nI\n|\nCÂY\n|\n|\n"
        "|\n1\n|\nChè\n|\n5\n|\n|\n2\n|\nMía\n|\n6\n|\n"
    )
    rows = plan_of(lone).rows
    assert [len(row.cells) for row in rows] == [3, 3, 3]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        ("kế hoạch".encode("utf-16"), "UTF-8"),
        (b"\x00\x01binary", "zero bytes"),
        (b"a" * (MAX_BYTES + 1), "MB"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(data: bytes, word: str) -> None:
    with pytest.raises(BadFileError, match=word):
        read_plan(data, "x", "x.md")


@given(st.text())
def test_any_text_is_read_or_refused_and_its_sections_tile_it(text: str) -> None:
    try:
        plan = read_plan(text.encode("utf-8", "ignore"), "x", "x.md")
    except BadFileError:
        return
    assert "".join(plan.text[s.start : s.end] for s in plan.sections) == plan.text
    assert plan.text == unicodedata.normalize("NFC", plan.text)


LINES = st.lists(
    st.sampled_from(
        [
            "I. MỤC TIÊU", "**II. NHIỆM VỤ**", "1. Sở Tài chính", "1.1. Việc", "a) Sở Y tế",
            "- Rà soát thủ tục.", "¹ Theo văn bản", "năm 2024¹ và", "|", "STT\tViệc\tAi", "1\tA\tB",
            "PHỤ LỤC I", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "KẾ HOẠCH", "", "### Nhóm việc",
            "Điều 1. Ban hành", "| a | b | c |", "|---|---|---|", "đến hết năm", "Nguyễn Văn A",
        ]
    ),
    max_size=40,
)  # fmt: skip


@given(LINES)
def test_any_order_of_real_lines_keeps_words_and_tiles(lines: list[str]) -> None:
    source = "\n".join(lines)
    try:
        plan = read_plan(source.encode(), "x", "x.md")
    except BadFileError:
        return
    assert sorted(re.findall(r"\w+", plan.text)) == sorted(re.findall(r"\w+", source))
    assert "".join(plan.text[s.start : s.end] for s in plan.sections) == plan.text
    assert len({s.id for s in plan.sections}) == len(plan.sections)
    for row in plan.rows:
        assert plan.section(row.section).start == row.cells[0].start


def test_a_second_header_row_names_columns_under_the_last_of_the_first() -> None:
    lone = (
        "|\n**TT**\n|\n**Tên**\n|\n**Giai đoạn**\n|\n|\n**2026**\n|\n**2027**\n|\n"
        "|\n1\n|\nChè\n|\n5\n|\n6\n|\n|\n2\n|\nMía\n|\n|\n8\n|\n"
    )
    rows = plan_of(lone).rows
    names = ["TT", "Tên", "Giai đoạn – 2026", "Giai đoạn – 2027"]
    assert [[cell.column for cell in row.cells] for row in rows] == [names, names]
