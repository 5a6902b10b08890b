"""Evidence over any texts: their sentences, how telling a word is, a sentence's score by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import UNKNOWN, Evidence
from assistant.query import Concept, Kind, Query

TEXTS = {
    "tax": "Thuế nhà nộp hằng năm. Thuế xe nộp một lần.",
    "rent": "Thuê nhà mùa đông.",
    "empty": "",
}
EVIDENCE = Evidence.of_texts(TEXTS)


def asking(*concepts: Concept) -> Query:
    return Query("?", "?", "vi", Kind.WHAT, None, ("",), concepts=concepts)


def test_each_sentence_is_a_passage_of_its_text() -> None:
    said = {
        name: [TEXTS[name][p.span.start : p.span.end].strip() for p in passages]
        for (plan, name), passages in EVIDENCE.by_section.items()
        if plan == ""
    }
    assert said == {
        "tax": ["Thuế nhà nộp hằng năm.", "Thuế xe nộp một lần."],
        "rent": ["Thuê nhà mùa đông."],
    }


def test_how_telling_a_word_is_by_hand() -> None:
    # three sentences; without marks "thue" stands in all, "xe" in one, "bay" in none
    assert EVIDENCE.idf("thuế") == pytest.approx(math.log(1 + 3 / 4))
    assert EVIDENCE.idf("xe") == pytest.approx(math.log(1 + 3 / 2))
    assert EVIDENCE.idf("bay") == pytest.approx(math.log(1 + 3 / 1))
    assert EVIDENCE.weight(Concept("xe", (("xe",),), weight=0.5)) == pytest.approx(
        0.5 * math.log(2.5)
    )
    assert EVIDENCE.weight(Concept("may bay", (("máy", "bay"),))) == UNKNOWN


def test_texts_have_no_title_that_would_say_a_concept_of_all() -> None:
    concept = Concept("nha", (("nhà",),), marked=True)
    assert EVIDENCE.weights(asking(concept)) == {"": [EVIDENCE.weight(concept)]}
    assert EVIDENCE.title_concepts(asking(concept), "") == frozenset()


def test_a_sentences_score_by_hand() -> None:
    house = Concept("nha", (("nhà",),), marked=True)
    car = Concept("xe", (("xe",),), marked=True)
    weights = EVIDENCE.weights(asking(house, car))[""]
    in_house, in_car = weights
    first, second = EVIDENCE.by_section["", "tax"]
    scored = EVIDENCE.score(asking(house, car), first, weights)
    assert scored.score == pytest.approx(in_house / (in_house + in_car))
    assert EVIDENCE.score(asking(car), second, weights[1:]).score == pytest.approx(1)
    assert EVIDENCE.score(asking(car), first, weights[1:]).score == 0


def test_the_share_of_words_that_no_text_has() -> None:
    house, plane = Concept("nha", (("nhà",),)), Concept("may bay", (("máy", "bay"),))
    known = EVIDENCE.weight(house)
    assert EVIDENCE.strangeness(asking(house)) == 0
    assert EVIDENCE.strangeness(asking(plane)) == 1
    assert EVIDENCE.strangeness(asking(house, plane)) == pytest.approx(UNKNOWN / (UNKNOWN + known))


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.text(max_size=60), max_size=4))
def test_any_texts_are_read_and_their_sentences_lie_in_them(texts: dict[str, str]) -> None:
    evidence = Evidence.of_texts(texts)
    assert {name for _, name in evidence.by_section} <= texts.keys()
    for (plan, name), passages in evidence.by_section.items():
        assert plan == ""
        for one in passages:
            assert 0 <= one.span.start <= one.span.end <= len(texts[name])
    assert evidence.weights(asking()) == {"": []}
