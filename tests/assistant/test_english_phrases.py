"""English phrases in Vietnamese texts: by their renderings, what is near to them, their parts."""

import pytest

from assistant.concepts import concepts_of
from assistant.matching import NEAR, match, text_of
from assistant.query import Concept
from corpus import near_words

# Lai Châu II.3 cuts "50% of the time of handling procedures", and no list has these words.
CUTS = "đảm bảo cắt giảm 50% thời gian giải quyết thủ tục hành chính"


def concept(question: str, name: str) -> Concept:
    return next(one for one in concepts_of(question, "en", ()) if one.name == name)


def test_a_phrase_is_found_by_its_parts() -> None:
    phrase = concept("Who is to cut the time?", "cut the time")
    assert not any(" ".join(wording) in CUTS for wording in (*phrase.alternatives, *phrase.near))
    assert match(phrase, text_of(CUTS)) == NEAR
    assert match(phrase, text_of("thời gian giải quyết được cắt giảm")) == NEAR  # wherever


@pytest.mark.parametrize(
    "text",
    [
        "đảm bảo cắt giảm 50% chi phí tuân thủ thủ tục hành chính",
        "công khai thời gian giải quyết thủ tục hành chính",
        "cát giam 50% thơi gian",  # other marks: other words
        "",
    ],
)
def test_where_one_part_is_missing_the_phrase_is_not_found(text: str) -> None:
    assert match(concept("Who is to cut the time?", "cut the time"), text_of(text)) < NEAR


def test_the_phrase_s_own_rendering_counts_in_full() -> None:
    phrase = concept("Who is to cut the time?", "cut the time")
    assert match(phrase, text_of("rút ngắn thời gian giải quyết thủ tục")) == 1


def test_a_single_word_has_no_parts() -> None:
    assert concept("Who handles procedures?", "procedures").parts == ()


def test_a_phrase_with_a_word_that_no_list_has_alone_has_no_parts() -> None:
    # "ahead" says nothing by itself, and "settled" with "schedule" is another matter
    assert not concept("Are files settled ahead of schedule?", "settled ahead of schedule").parts


def test_parts_are_found_where_no_word_of_the_whole_stands() -> None:
    phrase = concept("Who simplifies procedures?", "simplifies procedures")
    assert phrase.alternatives == (("thủ", "tục", "rút", "gọn"),)
    assert match(phrase, text_of("đơn giản hóa quy trình")) == NEAR


def test_what_is_near_to_a_rendering_is_found() -> None:
    # "communicates" is "tuyên truyền"; "truyền thông" is near to it, and no rendering
    asked = concept("Who communicates the plan?", "communicates")
    assert asked.alternatives == (("tuyên", "truyền"),)
    assert "truyền thông" in near_words.near("tuyên truyền", marked=True)
    assert ("truyền", "thông") in asked.near
    assert match(asked, text_of("công tác truyền thông")) == NEAR
    assert match(asked, text_of("công tác tuyên truyền")) == 1


def test_no_rendering_is_also_near() -> None:
    for question in ("Who communicates the plan?", "Who trains officials?", "Who cuts the time?"):
        for one in concepts_of(question, "en", ()):
            assert not set(one.near) & set(one.alternatives)
