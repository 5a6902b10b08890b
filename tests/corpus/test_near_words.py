"""Terms near in meaning: those that share an English rendering in the glossary's file."""

import csv

import pytest

from corpus import synonyms
from corpus.glossary import GLOSSARY_PATH, QUESTION_TOPIC
from corpus.near_words import MOST_SHARED, near
from corpus.words import fold, words


def table() -> list[dict[str, str]]:
    """Read the glossary's file without the program's reader."""
    lines = GLOSSARY_PATH.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    return list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE))


def listed(term: str) -> set[str]:
    """The synonyms of a term, and of all with its letters."""
    spelt = " ".join(word.text for word in words(term))
    return {*synonyms.same(spelt), *synonyms.same_letters(fold(spelt))}


def test_two_wordings_of_one_english_word_are_near() -> None:
    assert "tuyên truyền" in near("truyền thông")
    assert "truyền thông" in near("tuyên truyền")
    assert "tuyên truyền" in near("truyen thong")


@pytest.mark.parametrize("term", ["", "không có trong danh sách", "xyz"])
def test_a_term_that_is_not_listed_has_none_near(term: str) -> None:
    assert near(term) == ()


def test_nearness_goes_both_ways_and_never_to_itself() -> None:
    for row in table():
        if row["topic"] == QUESTION_TOPIC:
            continue
        for other in near(row["vi"]):
            assert fold(other) != fold(row["vi"])
            assert fold(row["vi"]) in [fold(back) for back in near(other)]


def test_every_near_pair_shares_an_english_rendering_that_says_something() -> None:
    renderings: dict[str, set[str]] = {}
    terms: dict[str, list[str]] = {}
    for row in table():
        if row["topic"] == QUESTION_TOPIC:
            continue
        english = [one.strip().lower() for one in row["en"].split("|")]
        renderings.setdefault(fold(row["vi"]), set()).update(english)
        for one in english:
            terms.setdefault(one, []).append(row["vi"])
    for term, own in renderings.items():
        for other in set(near(term)) - listed(term):
            shared = own & renderings[fold(other)]
            assert any(len(terms[one]) <= MOST_SHARED for one in shared), (term, other)


def test_marks_part_terms_of_the_same_letters() -> None:
    # "thuê đất" (renting land) shares "land rent"; a term with other marks is another term.
    assert "tiền thuê đất" in near("thuê đất", marked=True)
    assert near("thuế đất", marked=True) == near("thue dat", marked=True) == ()
    assert "tiền thuê đất" in near("thue dat")
    assert near("THUÊ ĐẤT", marked=True) == near("thuê đất", marked=True)


def test_a_single_word_for_a_common_verb_makes_none_near() -> None:
    # "cut" renders "cắt giảm" and "giảm"; "deal with" and "handle" render "xử lý".
    assert "giảm" not in near("cắt giảm")
    assert "giải quyết" not in near("xử lý")
    verbs = {row["vi"] for row in table() if row["topic"] == "verbs"}
    single = {
        one.strip().lower()
        for row in table()
        if row["vi"] in verbs
        for one in row["en"].split("|")
        if " " not in one.strip()
    }
    english: dict[str, set[str]] = {}
    for row in table():
        if row["topic"] != QUESTION_TOPIC:
            english.setdefault(row["vi"], set()).update(
                one.strip().lower() for one in row["en"].split("|")
            )
    for term, own in english.items():
        for other in set(near(term, marked=True)) - listed(term):
            assert (own & english[other]) - single, (term, other)


def test_terms_are_near_in_an_order_that_stays() -> None:
    for row in table():
        found = near(row["vi"])
        assert len(set(found)) == len(found)
        assert found == near(row["vi"])
