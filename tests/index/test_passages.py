from corpus.chunks import cut
from corpus.types import Chunk
from index.passages import Passage, passages
from tests.index.samples import make_plan, table_plan


def test_a_passage_has_the_place_the_heading_and_the_exact_text() -> None:
    plan = make_plan("p")
    first = passages(plan, cut(plan))[0]
    assert first.heading == "Thử Nghiệm\n1. Đất đai"
    assert first.body == plan.text[: plan.sections[0].end].strip()


def test_cells_of_a_row_carry_their_columns_names() -> None:
    plan = table_plan()
    row = plan.sections[1]
    chunk = Chunk("t#bang.row-1/1", "t", row.id, row.start, row.end, 9)
    assert passages(plan, (chunk,))[0].body == "Chỉ tiêu: Tỷ lệ số hóa\nCơ quan: Văn phòng"


def test_a_chunk_of_half_a_row_has_only_its_own_words() -> None:
    plan = table_plan()
    row = plan.sections[1]
    start = plan.text.index("số hóa")
    chunk = Chunk("t#bang.row-1/2", "t", row.id, start, start + 6, 9)
    assert passages(plan, (chunk,))[0].body == "Chỉ tiêu: số hóa"


def test_text_is_heading_and_body() -> None:
    assert Passage("a", "b").text == "a\nb"
    assert Passage("", "b").text == "b"
