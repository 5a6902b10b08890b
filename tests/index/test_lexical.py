import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import (
    HEADING_WEIGHT,
    PAIR_WEIGHT,
    SPELT_WEIGHT,
    LexicalIndex,
    best_rows,
    count_terms,
    passage_terms,
    phrase_terms,
    query_terms,
    sounds_english,
)
from index.passages import Passage

DOCUMENTS = [
    "Sở Tài chính chủ trì",
    "Sở Tư pháp phối hợp với Sở Tài chính",
    "Thuế tỉnh hoàn thuế trước ngày 15/6",
    "đường bộ và giao thông",
    "dương lịch",
]


def index_of(*texts: str) -> LexicalIndex:
    return LexicalIndex([count_terms([Passage("", text) for text in texts])])


def test_a_word_gives_a_folded_and_a_spelt_term_and_neighbours_a_pair() -> None:
    assert passage_terms(Passage("", "Hoàn thuế")) == {
        "hoan": 1,
        "=hoàn": 1,
        "thue": 1,
        "=thuế": 1,
        "hoan thue": 1,
    }


def test_words_of_the_heading_count_less() -> None:
    terms = passage_terms(Passage("Thuế", "Thuế"))
    assert terms["thue"] == 1 + HEADING_WEIGHT


def test_no_pair_across_a_comma_or_a_line() -> None:
    terms = passage_terms(Passage("", "đất, thuế\nphí"))
    assert not [term for term in terms if " " in term]


def test_both_spellings_of_a_word_are_one_term() -> None:
    assert passage_terms(Passage("", "hoá")) == passage_terms(Passage("", "hóa"))


def test_a_document_number_is_found_by_its_parts() -> None:
    terms = passage_terms(Passage("", "Nghị quyết 02/NQ-CP"))
    assert {"02/nq-cp", "02", "nq", "cp", "quyet 02"} <= terms.keys()


def test_thousands_separators_do_not_matter() -> None:
    assert index_of("5.000 doanh nghiệp").scores(query_terms("5,000"))[0] > 0


def test_a_question_without_marks_asks_for_folded_terms_only() -> None:
    assert query_terms("hoan thue") == {"hoan": 1.0, "thue": 1.0, "hoan thue": PAIR_WEIGHT}


def test_a_question_with_marks_asks_for_spelt_terms_too() -> None:
    terms = query_terms("kinh tế")
    assert terms["=kinh"] == terms["=tế"] == SPELT_WEIGHT


def test_marks_decide_where_they_were_typed() -> None:
    index = index_of(*DOCUMENTS)
    assert index.search(query_terms("dương"), 2)[0][0] == 4
    assert index.search(query_terms("đường"), 2)[0][0] == 3
    assert {row for row, _ in index.search(query_terms("duong"), 5)} == {3, 4}


def test_english_function_words_are_left_out_of_english_questions_only() -> None:
    assert set(query_terms("Who is in charge of the land")) == {"charge", "land"}
    assert {"do", "to", "in"} <= query_terms("do to in an").keys()


def test_words_that_ask_count_little() -> None:
    terms = query_terms("sở nào")
    assert terms["nao"] < 0.5 * terms["so"]


@pytest.mark.parametrize("text", ["", "  \n", "?!", "\x00"])
def test_nothing_to_ask_for(text: str) -> None:
    assert query_terms(text) == {}
    assert index_of(*DOCUMENTS).search(query_terms(text), 3) == []


def test_the_score_by_hand() -> None:
    # Two passages of one word each ("thuế" twice and "đất" once): lengths 2·2+1 terms.
    index = LexicalIndex(
        [count_terms([Passage("", "thuế, thuế"), Passage("", "đất")])], k1=1.2, b=0.75
    )
    idf = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    norm = 1.2 * (1 - 0.75 + 0.75 * 4 / 3)
    expected = 0.5 * idf * 2 * 2.2 / (2 + norm)
    assert index.scores({"thue": 0.5}).tolist() == pytest.approx([expected, 0.0])


def test_scores_are_those_of_bm25s() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bm25s = pytest.importorskip("bm25s")
    rows = [passage_terms(Passage("", text)) for text in DOCUMENTS]
    tokens = [[t for t, n in row.items() for _ in range(int(n))] for row in rows]
    rival = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    rival.index(tokens, show_progress=False)
    question = ["so", "tai", "tai chinh", "=thuế"]
    expected = rival.get_scores(question)
    found = LexicalIndex([count_terms([Passage("", t) for t in DOCUMENTS])], k1=1.2, b=0.75)
    # bm25s leaves out the constant factor k1 + 1.
    assert (found.scores(dict.fromkeys(question, 1.0)) / 2.2).tolist() == pytest.approx(
        expected.tolist(), rel=1e-5
    )


@given(st.lists(st.sampled_from(DOCUMENTS), min_size=1, max_size=8), st.data())
def test_parts_joined_score_as_the_whole(texts: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(texts)))
    items = [Passage("", text) for text in texts]
    whole = LexicalIndex([count_terms(items)])
    joined = LexicalIndex([count_terms(items[:cut]), count_terms(items[cut:])])
    terms = query_terms("sở tài chính hoàn thuế 15/6")
    assert joined.scores(terms).tolist() == pytest.approx(whole.scores(terms).tolist())


@given(st.sets(st.integers(0, 4)), st.integers(1, 6))
def test_a_filter_gives_the_best_of_the_allowed(allowed: set[int], k: int) -> None:
    index = index_of(*DOCUMENTS)
    terms = query_terms("so tai chinh duong")
    everything = [pair for pair in index.search(terms, 99) if pair[0] in allowed]
    found = index.search(terms, k, allowed=np.array(sorted(allowed), np.int64))
    assert found == everything[:k]


def test_weights_scale_scores() -> None:
    index = index_of(*DOCUMENTS)
    assert index.scores({"thue": 2.0})[2] == pytest.approx(2 * index.scores({"thue": 1.0})[2])


def test_equal_scores_go_by_the_smaller_row() -> None:
    assert best_rows(np.array([1.0, 2.0, 1.0, 0.0]), 9) == [(1, 2.0), (0, 1.0), (2, 1.0)]


def test_coverage_counts_words_that_no_row_has() -> None:
    index = index_of(*DOCUMENTS)
    assert index.coverage(query_terms("hoàn thuế")) == pytest.approx(1.0)
    assert index.coverage(query_terms("land lease")) == 0.0
    assert 0 < index.coverage(query_terms("thuế land")) < 1


def test_an_index_of_nothing() -> None:
    index = LexicalIndex([])
    assert len(index) == 0
    assert index.search({"thue": 1.0}, 3) == []


def test_phrases_give_their_terms_the_highest_weight() -> None:
    found = phrase_terms([("thuế đất", 0.5), ("thuế", 0.2)])
    assert found["thue"] == 0.5
    assert found["thue dat"] == pytest.approx(0.5 * PAIR_WEIGHT)


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("Which agency leads the index of transparency?", True),
        ("Who is to be asked?", True),
        ("Which body leads the land index?", True),
        ("co quan nao chu tri", False),
        ("do an to in the", False),
        ("Cơ quan nào chủ trì?", False),
        ("", False),
    ],
)
def test_english_is_known_by_words_no_vietnamese_syllable_spells(
    question: str, english: bool
) -> None:
    assert sounds_english(question) is english
