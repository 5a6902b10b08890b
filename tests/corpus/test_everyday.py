"""General English words: the table's form, and renderings read in it by hand."""

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import everyday
from corpus.errors import DataError
from corpus.everyday import expand_everyday
from corpus.glossary import QUESTION_TOPIC

ENTRIES = everyday.load()
HEAD = "en\tvi\n"
# Letters of Vietnamese and of foreign names, signs inside a word.
RENDERING = re.compile(r"[\w .,'’/()&%-]+")


def renderings() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in ENTRIES:
        found[entry.en[0]].append(entry.vi)
    return found


# --- the table -----------------------------------------------------------------------


def test_the_tables_form() -> None:
    found = renderings()
    assert len(found) > 10_000
    for head, terms in found.items():
        assert head.isascii() and head == head.strip()
        assert 1 <= len(terms) == len(set(terms)), head
        for term in terms:
            assert RENDERING.fullmatch(term), (head, term)
            assert unicodedata.normalize("NFC", term) == term == " ".join(term.split())


def test_each_entry_is_one_headword_of_its_own_topic() -> None:
    for entry in ENTRIES:
        assert (len(entry.en), entry.topic, entry.source) == (1, everyday.TOPIC, "plain")
    assert everyday.TOPIC != QUESTION_TOPIC  # these words are of full weight


def test_no_headword_stands_twice_but_for_its_capital() -> None:
    """ "Turkey" is a country and "turkey" a bird: names and words may share their letters."""
    found: dict[str, list[str]] = defaultdict(list)
    for head in renderings():
        found[head.lower()].append(head)
    twice = [heads for heads in found.values() if len(heads) > 1]
    assert all(any(h != h.lower() for h in heads) for heads in twice)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("able\t\n", "line 2: a headword needs a rendering"),
        ("able\t | \n", "line 2"),
        ("able\n", "line 2: 1 fields instead of 2"),
        ("able\tcó thể\nabandon\tbỏ rơi\n", "line 3: 'abandon' is out of order"),
        ("able\tcó thể\nable\tcó khả năng\n", "line 3: 'able' stands twice"),
        ("able \tcó thể\n", "line 2: space at an end"),
        ("able\tco\u0301 the\u0309\n", "line 2: the text is not in NFC"),
    ],
)
def test_a_broken_table_is_refused_with_file_and_line(
    tmp_path: Path, rows: str, fault: str
) -> None:
    path = tmp_path / "words.tsv"
    path.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(DataError, match=r"words\.tsv") as caught:
        everyday.load(path)
    assert fault in str(caught.value)


def test_a_headwords_renderings_keep_their_order(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text(HEAD + "able\tcó khả năng | có thể\nabolish\tbãi bỏ\n", encoding="utf-8")
    found = [(entry.en, entry.vi) for entry in everyday.load(path)]
    assert found == [
        (("able",), "có khả năng"),
        (("able",), "có thể"),
        (("abolish",), "bãi bỏ"),
    ]


# --- questions -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "english", "vietnamese"),
    [
        ("Who abolished slavery?", "abolished", ("bãi bỏ", "xóa bỏ")),
        ("the boy's bicycles", "bicycles", ("xe đạp",)),
        ("How many children are there?", "children", ("trẻ em", "đứa trẻ")),
        ("an abnormal result", "abnormal", ("bất thường", "khác thường")),
        ("ABROAD", "ABROAD", ("nước ngoài", "ở nước ngoài")),
    ],
)
def test_words_lead_to_what_vietnamese_texts_write(
    question: str, english: str, vietnamese: tuple[str, ...]
) -> None:
    found = {one.english: one for one in expand_everyday(question)}
    assert set(vietnamese) <= set(found[english].vietnamese)
    assert found[english].weight == pytest.approx(1 / len(found[english].vietnamese))


@pytest.mark.parametrize("question", ["", "???", "the a an", "Sở Tài chính phải làm gì", "xqzv"])
def test_what_has_no_everyday_word(question: str) -> None:
    assert expand_everyday(question) == []


HEADS = st.sampled_from(sorted(renderings())[::50])


@given(
    st.lists(HEADS | st.text(max_size=8), max_size=8),
    st.sampled_from([" ", ", ", "-", "  ", " the ", "? "]),
)
def test_expansions_lie_in_the_question_in_order_and_apart(pieces: list[str], by: str) -> None:
    question = by.join(pieces)
    place = 0
    for one in expand_everyday(question):
        assert place <= one.start < one.end <= len(question)
        assert question[one.start : one.end] == one.english
        assert one.vietnamese
        assert one.weight * len(one.vietnamese) == pytest.approx(1)
        place = one.end


@pytest.mark.parametrize("head", sorted(renderings())[::400])
def test_a_headword_alone_leads_to_its_renderings(head: str) -> None:
    (found,) = expand_everyday(head)
    assert found.english == head
    assert set(renderings()[head]) <= set(found.vietnamese)
