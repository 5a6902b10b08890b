"""The fixed sentences: the same in both languages, and filled wholly or not at all."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.frames import LANGUAGES, FrameError, frame, frames, placeholders

KEYS = sorted(frames("vi"))


def names(template: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)


def test_the_languages_are_vietnamese_and_english() -> None:
    assert set(LANGUAGES) == {"vi", "en"}


def test_both_languages_have_the_same_sentences() -> None:
    assert sorted(frames("en")) == KEYS != []


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_have_the_same_places(key: str) -> None:
    assert names(frames("vi")[key]) == names(frames("en")[key])
    assert set(names(frames("vi")[key])) == placeholders(frames("vi")[key])


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_places_are_plain_names_and_sentences_have_words(language: str, key: str) -> None:
    template = frames(language)[key]
    assert template == template.strip() != ""
    for _, name, form, conversion in string.Formatter().parse(template):
        assert name is None or name.isidentifier()
        assert not form
        assert conversion is None


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_filled_and_only_wholly(language: str, key: str) -> None:
    wanted = {name: f"<{name}>" for name in placeholders(frames(language)[key])}
    filled = frame(language, key, **wanted)
    assert all(value in filled for value in wanted.values())
    assert "{" not in filled
    with pytest.raises(FrameError, match=key):
        frame(language, key, **wanted, undeclared="x")
    for name in wanted:
        rest = {other: value for other, value in wanted.items() if other != name}
        with pytest.raises(FrameError, match=name):
            frame(language, key, **rest)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_does_not_exist_is_an_error(language: str) -> None:
    with pytest.raises(FrameError, match="no_such_key"):
        frame(language, "no_such_key")


@given(st.text())
def test_what_is_filled_in_stays_as_it_is(value: str) -> None:
    assert value in frame("en", "too_long", limit=value)


def test_vietnamese_sentences_are_not_the_english_ones() -> None:
    same = [key for key in KEYS if frames("vi")[key] == frames("en")[key]]
    assert [key for key in same if names(frames("vi")[key]) == []] == []
