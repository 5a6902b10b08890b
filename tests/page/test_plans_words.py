import dataclasses
import string
import unicodedata

import pytest

from corpus.types import SectionKind
from prompts.dates import MONTHS, date_words
from prompts.page_plans import PLANS_WORDS, PlansWords

KEYS = [field.name for field in dataclasses.fields(PlansWords)]


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_say_it_with_the_same_places(key: str) -> None:
    vi, en = (getattr(PLANS_WORDS[language], key) for language in ("vi", "en"))
    assert vi.strip() and en.strip()
    assert places(vi) == places(en)
    assert unicodedata.is_normalized("NFC", vi)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_words_are_under_their_own_language(language: str) -> None:
    assert PLANS_WORDS[language].language == language


@pytest.mark.parametrize("kind", SectionKind)
def test_every_kind_of_section_has_a_name(kind: SectionKind) -> None:
    assert kind.value in KEYS


def test_dates_are_written_as_each_language_does() -> None:
    assert date_words(25, 7, 2026, "vi") == "25/7/2026"
    assert date_words(25, 7, 2026, "en") == "25 July 2026"
    assert date_words(1, 12, 2025, "en") == "1 December 2025"
    assert (len(MONTHS), len(set(MONTHS))) == (12, 12)
