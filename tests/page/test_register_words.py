import dataclasses
import string
import unicodedata

import pytest

from corpus.types import Role
from prompts.page_register import ASKED, NTH, ROLES, TARGETS, TIMES, WORDS, RegisterWords
from tests.conftest import ROOT

KEYS = [field.name for field in dataclasses.fields(RegisterWords)]


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_say_it_with_the_same_places(key: str) -> None:
    vi, en = (getattr(WORDS[language], key) for language in ("vi", "en"))
    assert vi.strip() and en.strip()
    assert places(vi) == places(en)
    assert unicodedata.is_normalized("NFC", vi)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_words_are_under_their_own_language(language: str) -> None:
    assert WORDS[language].language == language


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_role_has_its_words_given_and_asked(language: str) -> None:
    assert set(ROLES[language]) == set(ASKED[language]) == {*Role, "index", "evaluation"}
    asking = "đề nghị" if language == "vi" else "asked to"
    assert all(said.startswith(asking) for said in ASKED[language].values())
    assert len(set(ROLES[language].values())) == len(ROLES[language])


@pytest.mark.parametrize("key", KEYS)
def test_every_word_is_used(key: str) -> None:
    program = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "assistant/page").glob("*.py")
    )
    built = key.startswith(("download_", "in_days", "today", "passed"))
    assert built or f".{key}" in program or f'"{key}"' in program


def test_english_lists_are_whole() -> None:
    assert len(NTH) == 4
    assert set(TARGETS) == {"at_least", "at_most", "under", "exactly", "range"}
    assert {"continuous", "weekly", "monthly", "quarterly", "yearly"} <= set(TIMES)
