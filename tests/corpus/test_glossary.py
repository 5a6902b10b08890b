"""The glossary's form, and English questions with the Vietnamese written down by hand."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import DataError
from corpus.glossary import GLOSSARY_PATH, entries, expand_english, pairs, read_entries

HEAD = "vi\ten\ttopic\tsource\n"


def terms(question: str) -> dict[str, tuple[str, ...]]:
    return {found.english: found.vietnamese for found in expand_english(question)}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who is in charge of the tax refund backlog", {"hoàn thuế", "chủ trì", "ai"}),
        ("under-the-table payments", {"chi phí không chính thức"}),
        ("A civil servant asked for money", {"công chức", "chi phí không chính thức"}),
        ("my factory can't get a land lease", {"nhà máy", "thuê đất", "cho thuê đất"}),
        (
            "Which agency leads the land access index?",
            {"cơ quan nào", "chủ trì", "tiếp cận đất đai"},
        ),
        ("How do I get a red book?", {"sổ đỏ", "giấy chứng nhận quyền sử dụng đất"}),
        ("help for SMEs and start-ups", {"doanh nghiệp nhỏ và vừa", "khởi nghiệp"}),
        ("turning household businesses into enterprises", {"hộ kinh doanh", "lên doanh nghiệp"}),
        ("Is there a hotline for complaints?", {"đường dây nóng", "khiếu nại"}),
        ("collateral for bank loans", {"tài sản bảo đảm", "thế chấp", "tín dụng"}),
        ("overlapping inspections", {"chồng chéo", "thanh tra", "kiểm tra"}),
        ("the one-stop-shop", {"bộ phận một cửa"}),
        ("e-invoices and e-signatures", {"hóa đơn điện tử", "chữ ký số"}),
        ("site clearance and compensation", {"giải phóng mặt bằng", "bồi thường"}),
        ("exports through the border gate", {"xuất khẩu", "cửa khẩu"}),
        ("vocational training for workers", {"đào tạo nghề", "người lao động"}),
        ("who coordinates, who monitors, who advises", {"phối hợp", "theo dõi", "tham mưu"}),
        ("By when is the report due?", {"hạn đến khi nào", "báo cáo"}),
        ("targets for digital transformation", {"chỉ tiêu", "chuyển đổi số"}),
        ("community-based tourism products", {"du lịch cộng đồng"}),
        ("legal aid for my company", {"hỗ trợ pháp lý", "doanh nghiệp"}),
        (
            "supply chains and free trade agreements",
            {"chuỗi cung ứng", "hiệp định thương mại tự do"},
        ),
    ],
)
def test_english_leads_to_the_words_of_the_plans(question: str, expected: set[str]) -> None:
    found = {term for expansion in expand_english(question) for term in expansion.vietnamese}
    assert expected <= found


@pytest.mark.parametrize(
    "forms",
    [
        ("land lease", "land leases", "Land-Lease", "LAND LEASING"),
        ("digitisation", "digitization"),
        ("construction permit", "construction permits", "a construction permit"),
        ("business licence", "business license", "business licences"),
        ("start-up", "startup", "start up", "startups"),
        ("action programme", "action program", "action programs"),
        ("simplify", "simplified", "simplifying", "simplifies"),
        ("head of the agency", "head of an agency", "heads of agencies"),
        ("data centre", "data centers"),
        ("labour shortage", "labor shortages"),
        ("the province's portal", "province portals"),
    ],
)
def test_forms_of_a_word_are_one(forms: tuple[str, ...]) -> None:
    found = [[e.vietnamese for e in expand_english(form)] for form in forms]
    assert found[0] and all(other == found[0] for other in found)


@pytest.mark.parametrize(
    ("question", "expected", "absent"),
    [
        ("What does 6 clear mean?", {"6 rõ"}, {"rõ ràng"}),
        ("Who will publicise the plan?", {"tuyên truyền"}, {"công khai quy hoạch"}),
        ("publicising the plan in the press", {"tuyên truyền", "báo, đài"}, {"đôn đốc"}),
        ("which bodies are under the province", {"tỉnh"}, {"trực thuộc"}),
        ("scores that reach the median", {"trung vị"}, {"liên hệ"}),
        ("Who deals with visas?", {"phụ trách việc", "thị thực"}, {"xử lý", "giải quyết"}),
        ("An official asked me for money", {"chi phí không chính thức", "vòi tiền"}, {"đề nghị"}),
        ("power cuts at my factory", {"mất điện", "nhà máy"}, {"điện tử", "quyền hạn", "giảm"}),
        ("How many times a year are checks made?", {"mấy lần"}, {"năm"}),
        ("queues, suppliers and minimum wages", {"xếp hàng chờ", "nhà cung cấp"}, set()),
        ("faster, simpler and cheaper", {"đẩy nhanh", "đơn giản hóa", "giảm chi phí"}, set()),
        ("suspend, revoke or extend", {"tạm dừng", "thu hồi", "gia hạn"}, set()),
        ("arbitration or a lawsuit?", {"trọng tài", "khiếu kiện"}, set()),
    ],
)
def test_everyday_words_lead_where_they_should(
    question: str, expected: set[str], absent: set[str]
) -> None:
    found = {term for expansion in expand_english(question) for term in expansion.vietnamese}
    assert expected <= found
    assert not absent & found


def test_the_longest_phrase_goes_first() -> None:
    assert terms("land use right certificate") == {
        "land use right certificate": ("giấy chứng nhận quyền sử dụng đất",)
    }
    assert "quy hoạch" in terms("planning")["planning"]
    assert terms("plan") == {"plan": ("kế hoạch",)}


def test_a_phrase_shares_its_weight_and_knows_its_place() -> None:
    question = "Who, in charge of customs?"
    who, charge, customs = expand_english(question)
    assert (who.vietnamese, who.weight) == (("ai",), 0.25)
    assert (charge.english, charge.start, charge.end) == ("in charge of", 5, 17)
    assert charge.vietnamese == ("chủ trì", "phụ trách") and charge.weight == 0.5
    assert (customs.vietnamese, customs.weight) == (("hải quan",), 1.0)


def test_words_without_an_entry_are_left_out() -> None:
    assert expand_english("") == expand_english("xyzzy the 123 ?!") == []
    assert expand_english("Sở Tài chính chủ trì nhiệm vụ nào?") == []


@given(
    st.text() | st.lists(st.sampled_from(["land", "tax-", "the ", " use", "İ", "s'"])).map("".join)
)
def test_places_are_exact_and_do_not_overlap(question: str) -> None:
    last = 0
    for found in expand_english(question):
        assert last <= found.start < found.end <= len(question)
        assert question[found.start : found.end] == found.english
        assert found.vietnamese and 0 < found.weight <= 1
        last = found.end


def test_the_shipped_glossary_is_large_and_without_other_lists() -> None:
    assert len(entries()) > 900
    assert len(pairs()) == sum(len(entry.en) for entry in entries())
    assert ("chủ trì", "lead") in pairs()
    names = {entry.vi for entry in entries()}
    assert not any(name.startswith(("Sở ", "Bộ ", "Tỉnh ")) for name in names)
    assert read_entries(GLOSSARY_PATH) == entries()


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("vi\ten\n", r":1: expected the columns"),
        (HEAD + "thuế\ttax\ttax\n", r":2: expected 4 fields, found 3"),
        (HEAD + "thuế\t\ttax\tplain\n", r":2: expected no empty field"),
        (HEAD + "thuế\ttax | \ttax\tplain\n", r":2: expected no empty field"),
        (HEAD + "thuế\ttax | tax\ttax\tplain\n", r":2: expected each rendering once"),
        (HEAD + "thuế\t!\ttax\tplain\n", r":2: expected renderings with words"),
        (HEAD + "thue\u0302\u0301\ttax\ttax\tplain\n", r":2: expected NFC text"),
        (HEAD + "thuế\ttax\ta\tplain\n\n", r":3: expected 4 fields"),
        (
            HEAD + "hóa đơn\tinvoice\ta\tplain\nhoá đơn\tbill\ta\tplain\n",
            r":3: expected a term not on line 2 already",
        ),
        (HEAD + "vốn\tcapital\ta\tplain\nđất\tland\ta\tplain\n", r":3: 'đất' must stand before"),
        (
            HEAD + "a\ta b\tx\tplain\nb\tb\ty\tplain\nc\tc\tx\tplain\n",
            r":4: expected each topic in one block",
        ),
    ],
)
def test_a_broken_form_is_named_by_file_and_line(tmp_path: Path, lines: str, message: str) -> None:
    path = tmp_path / "glossary.tsv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(DataError, match=r"glossary\.tsv" + message):
        read_entries(path)


def test_a_question_takes_under_two_milliseconds() -> None:
    question = "Who is in charge of the tax refund backlog and by when must the report be due?"
    expand_english(question)
    began = time.perf_counter()
    for _ in range(100):
        expand_english(question)
    assert (time.perf_counter() - began) / 100 < 0.002
