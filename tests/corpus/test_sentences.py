"""Sentences and clauses: cases written by hand from the plans, and what holds for all."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import clauses, sentences

PIECES = st.lists(
    st.sampled_from(
        ["Sở ", "tỉnh", ". ", ".", "./.", "; ", "\n", "\t", "... ", "1. ", "a) ", "- ", "(", ")"]
    )
    | st.text(max_size=4)
).map("".join)


def said(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


def cut_finely(text: str) -> list[str]:
    return [text[a:b] for a, b in clauses(text)]


@pytest.mark.parametrize(
    "expected",
    [
        [
            "Phấn đấu điểm số PCI năm 2026 tăng so với năm 2025.",
            "Có từ 06/09 chỉ số thành phần tăng điểm.",
            "Không còn chỉ số thuộc nhóm thấp so với trung vị cả nước.",
        ],
        ["- Phấn đấu đến hết năm 2026, toàn tỉnh Sơn La có khoảng 5.000 doanh nghiệp."],
        [
            "Nghiên cứu, rà soát các quy định theo tinh thần thay thế Nghị định 55/2019/NĐ-CP.",
            "Đảm bảo 100% doanh nghiệp trên địa bàn tỉnh có thể tiếp cận kênh chính thống.",
        ],
        ["TM. ỦY BAN NHÂN DÂN"],
        ["KT. CHỦ TỊCH"],
        ["KT. CHÁNH VĂN PHÒNG"],
        ["2.1. Sở Tài chính"],
        ["1. Mục đích"],
        ["IV. TỔ CHỨC THỰC HIỆN"],
        ["A. Mục tiêu chung"],
        ["a) Rà soát các quy định."],
        ["Điều 5. Hiệu lực thi hành"],
        ["1.4 Thành lập Tổ công tác.", "Thiết lập cơ chế giám sát."],
        ["- Các Sở, ban, ngành.", "- Định kỳ báo cáo."],
        [
            "2. Sở Khoa học và Công nghệ chủ trì.",
            "3. Sở Tài chính chủ trì, phối hợp với các Sở báo cáo Thủ tướng Chính phủ./.",
        ],
        [
            "Thực hiện hỗ trợ DNNVV trong chuyển đổi số, phát triển nguồn nhân lực... theo các "
            "nhiệm vụ được giao.",
        ],
        ["Phát triển nguồn nhân lực,... tương ứng với các nhiệm vụ được giao."],
        ["Lĩnh vực đấu thầu, quản lý thị trường....", "Cơ quan, cá nhân nào bị phản ánh."],
        ["Giao Sở Xây dựng, ..., Sở Y tế thực hiện."],
        ["Các đơn vị (Sở Xây dựng, Công an tỉnh; Sở Công Thương...) chủ trì."],
        ["Các đơn vị (Sở Y tế. Sở Công Thương) chủ trì."],
        ["Chuyển đổi xanh, thủ tục hành chính,..."],
        ["Cấp xã gồm chợ, trường học, v.v. và các công trình khác."],
        ["Trụ sở tại TP. Sơn La, tỉnh Sơn La."],
        ["Ông Nguyễn Văn A. được Th.S Trần B. Minh giúp."],
        ["Theo Nghị quyết số 66.7/2025/NQ-CP của Chính phủ, kinh phí 15.000 triệu đồng."],
        ["So với năm 2024¹.", "Tham mưu UBND tỉnh."],
        ["Chuyển sang tư duy “phục vụ”.", "“6 rõ” là phương châm."],
        ["Có kinh phí không?", "Chưa có!", "Chờ hướng dẫn."],
        ["Thực hiện Kế hoạch./.", "Nơi nhận: Lưu VT."],
    ],
    ids=lambda expected: expected[0][:24],
)
def test_sentences_end_where_a_reader_ends_them(expected: list[str]) -> None:
    assert said(" ".join(expected)) == expected


def test_lines_and_cells_end_a_sentence() -> None:
    text = "II. MỤC TIÊU\n\n  1. Mục tiêu chung  \nTỷ lệ xử lý\t%\t100\n"
    assert said(text) == ["II. MỤC TIÊU", "1. Mục tiêu chung", "Tỷ lệ xử lý", "%", "100"]


def test_a_semicolon_only_ends_a_clause() -> None:
    text = "Giải quyết tranh chấp; tăng cường hòa giải (đối thoại; tiếp dân). Giữ vững an ninh."
    assert said(text) == [text[:65], "Giữ vững an ninh."]
    assert cut_finely(text) == [
        "Giải quyết tranh chấp;",
        "tăng cường hòa giải (đối thoại; tiếp dân).",
        "Giữ vững an ninh.",
    ]


def test_a_clause_ends_at_a_stop_before_a_small_letter() -> None:
    assert cut_finely("Báo cáo kết quả. gửi Sở Tài chính tại TP. Sơn La") == [
        "Báo cáo kết quả.",
        "gửi Sở Tài chính tại TP. Sơn La",
    ]


def test_only_the_part_asked_for_is_cut() -> None:
    text = "Sở A. Sở Tư pháp thẩm định. Sở Nội vụ kiểm tra."
    assert sentences(text, 6, 27) == [(6, 27)]
    assert sentences(text, 5, 33) == [(6, 27), (28, 33)]
    assert sentences("") == clauses("") == sentences(" \n\t ") == []


@given(PIECES, st.integers(0, 20), st.integers(0, 40))
def test_places_cover_all_words_in_order(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    for cut in (sentences, clauses):
        places = cut(text, start, end)
        flat = [place for pair in places for place in pair]
        assert flat == sorted(flat) and all(start <= a < b <= end for a, b in places)
        assert all(text[a:b] == text[a:b].strip() for a, b in places)
        covered = {i for a, b in places for i in range(a, b)}
        assert all(i in covered for i in range(start, end) if not text[i].isspace())


@given(PIECES)
def test_every_sentence_is_a_row_of_clauses(text: str) -> None:
    ends = {b for _, b in clauses(text)}
    assert {b for _, b in sentences(text)} <= ends


@pytest.mark.parametrize("piece", ["a. ", "Sở A. ", "(a. b) ", "... ", "1. ", "(", "; "])
def test_long_lines_are_cut_quickly(piece: str) -> None:
    began = time.perf_counter()
    sentences(piece * 30_000)
    clauses(piece * 30_000)
    assert time.perf_counter() - began < 5
