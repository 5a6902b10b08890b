"""Marks put back: readings told by hand, a slow oracle, and what must always hold."""

import math
import unicodedata
from collections import Counter
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benchmarks.marks import measure, stripped
from corpus.library import Library
from corpus.plan import read_plan
from corpus.restoring import (
    DISCOUNT,
    PHRASES,
    SURE,
    UNSEEN,
    Restored,
    Restorer,
    restorer,
    runs_of,
)
from corpus.words import fold, has_marks, spell, words

TEXTS = (
    "con đường vào bản",
    "đường xấu",
    "cây đường",
    "mặt trời chiếu ánh dương",
    "thái dương",
    "tương đương",
    "đường vào nhà máy",
)
LETTERS = "aàáạăắâấbcdđeéêếghiíklmnoóôốơớpqrstuúưứvxyý"
TYPED = st.text(st.sampled_from(LETTERS + LETTERS.upper() + " .,-/0123\n")) | st.text().map(
    lambda text: unicodedata.normalize("NFC", text)
)
SYLLABLES = st.sampled_from(
    ["duong", "vao", "ban", "xau", "cay", "thai", "tuong", "nha", "may", "anh", "la", "troi"]
)


@pytest.fixture(scope="module")
def small() -> Restorer:
    return Restorer(run for text in TEXTS for run in runs_of(text))


@pytest.fixture(scope="module")
def whole() -> Restorer:
    return restorer(Library.open(shipped_only=True).plans())


def put_back(known: Restorer, text: str) -> str:
    pieces, place = [], 0
    for word in known.restore(text):
        pieces += [text[place : word.start], word.text]
        place = word.end
    return "".join(pieces) + text[place:]


def test_the_word_beside_tells_the_spelling(small: Restorer) -> None:
    assert put_back(small, "duong vao ban") == "đường vào bản"
    assert put_back(small, "thai duong") == "thái dương"
    assert put_back(small, "tuong duong") == "tương đương"
    assert small.spellings("duong") == ("dương", "đương", "đường")
    assert small.commonest("duong") == "đường"  # three times, the others once or twice


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (
            "so nao chu tri cai cach thu tuc hanh chinh",
            "sở nào chủ trì cải cách thủ tục hành chính",
        ),
        ("Ai chiu trach nhiem?", "Ai chịu trách nhiệm?"),
        ("chi so thanh phan tinh minh bach", "chỉ số thành phần tính minh bạch"),
        ("thue dat va thue thu nhap", "thuê đất và thuế thu nhập"),
        ("UBND tinh Lang Son", "UBND tỉnh Lạng Sơn"),
        ("DNNVV muon vay von", "DNNVV muốn vay vốn"),
        ("NGUOI DAN VA DOANH NGHIEP", "NGƯỜI DÂN VÀ DOANH NGHIỆP"),
        ("truoc ngay 10/12/2026", "trước ngày 10/12/2026"),
        ("Nghị quyet so 02/NQ-CP", "Nghị quyết số 02/NQ-CP"),
        ("", ""),
        ("...", "..."),
        ("a) b) c)", "a) b) c)"),
    ],
)
def test_texts_as_people_type_them(whole: Restorer, typed: str, meant: str) -> None:
    assert put_back(whole, typed) == meant


def test_a_word_that_no_text_has_stays_and_is_not_sure(whole: Restorer) -> None:
    assert whole.restore("blockchain zzz") == [
        Restored("blockchain", 0, 10, 0.0),
        Restored("zzz", 11, 14, 0.0),
    ]


def test_what_stays_as_typed_is_certain(whole: Restorer) -> None:
    found = {word.text: word.sure for word in whole.restore("PCI năm 2026 tang")}
    assert found["PCI"] == found["năm"] == found["2026"] == math.inf
    assert found["tăng"] < math.inf


def test_a_clear_word_is_sure_and_a_bare_one_is_not(whole: Restorer) -> None:
    clear = whole.restore("thu tuc hanh chinh")
    assert all(word.sure > SURE for word in clear)
    assert whole.restore("an")[0].sure < SURE


def test_a_sign_parts_words(small: Restorer) -> None:
    """ "thai, duong" are no pair: by itself the commonest "đường" is read."""
    assert put_back(small, "thai, duong") == "thái, đường"
    assert put_back(small, "thai\nduong") == "thái\nđường"
    assert put_back(small, "thai-duong") == "thái-dương"


def test_runs_are_cut_at_signs_and_lines_and_numbers_are_one_word() -> None:
    assert list(runs_of("Trước ngày 10/12/2026, hoà hợp - nhanh\nPhòng HC-QT")) == [
        ("trước", "ngày", "0"),
        ("0",),
        ("0",),
        ("hòa", "hợp"),
        ("nhanh",),
        ("phòng", "hc", "qt"),
    ]


def test_a_long_run_without_marks_teaches_nothing() -> None:
    assert list(runs_of("the duong is a road. duong vao")) == [("duong", "vao")]


def slow_chance(runs: list[tuple[str, ...]], first: str, second: str) -> float:
    """Kneser and Ney's estimate, written out anew from its formula."""
    pairs = Counter(p for run in runs for p in pairwise(("", *run, "")))
    kinds_behind = len({one for one, two in pairs if two == second})
    rest = (kinds_behind or UNSEEN) / len(pairs)
    seen = sum(count for (one, _), count in pairs.items() if one == first)
    if not seen:
        return math.log(rest)
    kinds = len({two for one, two in pairs if one == first})
    left = max(pairs[first, second] - DISCOUNT, 0)
    return math.log(left / seen + DISCOUNT * kinds / seen * rest)


@given(st.lists(SYLLABLES, min_size=1, max_size=4))
def test_the_path_is_the_best_of_all_paths(typed: list[str]) -> None:
    runs = [run for text in TEXTS for run in runs_of(text)]
    known = Restorer(runs)
    values = {
        path: sum(slow_chance(runs, *pair) for pair in pairwise(("", *path, "")))
        for path in product(*(known.spellings(word) or (word,) for word in typed))
    }
    best, *others = sorted(values.values(), reverse=True)
    found = known.restore(" ".join(typed))
    assert values[tuple(word.text for word in found)] == pytest.approx(best)
    if others:
        least = min(word.sure for word in found)
        assert least <= best - others[0] + 1e-9


@given(TYPED)
def test_only_marks_are_added_and_places_are_kept(text: str) -> None:
    known = restorer(Library.open(shipped_only=True).plans())
    found = known.restore(text)
    assert [(w.start, w.end) for w in found] == [(w.start, w.end) for w in words(text)]
    back = put_back(known, text)
    assert len(back) == len(text)
    assert fold(back) == fold(text)
    assert all(word.sure >= 0 for word in found)
    for word in found:
        typed = text[word.start : word.end]
        assert [c.isupper() for c in word.text] == [c.isupper() for c in typed]
        if has_marks(typed) or not typed.isalpha():
            assert word.text == typed


@given(TYPED)
def test_a_restored_text_stays_as_it_is(text: str) -> None:
    """Words with marks are never changed, so those that got theirs keep them."""
    known = restorer(Library.open(shipped_only=True).plans())
    once = put_back(known, text)
    assume(once.isupper() == text.isupper())
    twice = known.restore(once)
    for word in twice:
        if has_marks(once[word.start : word.end]):
            assert word.text == once[word.start : word.end]


def test_plans_of_other_provinces_get_their_marks_back(whole: Restorer, shared: Path) -> None:
    """None of them is counted; the commonest spelling of each word alone is the rival."""
    lines: list[str] = []
    for path in sorted((shared / "plans-other").glob("*.md")):
        lines += read_plan(path.read_bytes(), "other", path.name).text.split("\n")
    score = measure(whole, lines)
    assert score.words > 40_000
    assert score.right / score.words > 0.97
    assert score.commonest / score.words < 0.80
    assert score.sure / score.words > 0.90
    assert score.sure_right / score.sure > 0.995


def test_the_measure_counts_what_it_says(small: Restorer) -> None:
    """Of four words one, "thái", has one spelling; alone, "dương" is taken for "đường"."""
    score = measure(small, ["thái dương", "DN vào 2026"])
    assert (score.words, score.right, score.commonest) == (3, 3, 2)


def test_marks_are_taken_off_in_the_case_they_have() -> None:
    assert stripped("Sở Tài chính, ĐẢNG ủy 5%") == "So Tai chinh, DANG uy 5%"


def test_everyday_phrases_are_vietnamese_and_stand_once() -> None:
    text = PHRASES.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert unicodedata.is_normalized("NFC", text)
    assert len(lines) == len(set(map(spell, lines))) > 400
    assert all(line == " ".join(line.split()) for line in lines)
    assert all(has_marks(line) for line in lines if len(line.split()) > 3)
