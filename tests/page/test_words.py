import dataclasses
import string
import unicodedata

import pytest

from prompts.page import EXAMPLES, WORDS, PageWords

KEYS = [field.name for field in dataclasses.fields(PageWords)]


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_say_it_with_the_same_places(key: str) -> None:
    told = [getattr(WORDS[language], key) for language in ("vi", "en")]
    both = [(one,) if isinstance(one, str) else one for one in told]
    for vi, en in zip(*both, strict=True):
        assert vi.strip() and en.strip()
        assert places(vi) == places(en)
        assert unicodedata.is_normalized("NFC", vi)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_words_are_under_their_own_language(language: str) -> None:
    assert WORDS[language].language == language


def test_three_examples_are_in_each_language() -> None:
    english = [e for e in EXAMPLES if e.split()[0] in {"Which", "How", "By"}]
    assert (len(EXAMPLES), len(english)) == (6, 3)
    assert "Which agency leads the land access index?" in EXAMPLES
