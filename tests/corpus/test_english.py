"""English words as the lists meet them: places, one spelling, number and stem, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.english import ARTICLES, FORMS, Token, singular, stem, tokens
from corpus.tsv import DATA, read_table

IRREGULAR = {
    row.fields["form"]: row.fields["lemma"]
    for row in read_table(DATA / "irregular_en.tsv", ("form", "lemma"))
}


# --- tokens --------------------------------------------------------------------------


def test_tokens_by_hand() -> None:
    assert tokens("The province's R&D, one-stop") == [
        Token("the", 0, 3, False),
        Token("province", 4, 12, False),  # the possessive belongs to no word
        Token("r&d", 15, 18, False),
        Token("one", 20, 23, False),
        Token("stop", 24, 28, True),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("?!, …", []),
        ("don't", ["don't"]),
        ("the firm’s", ["the", "firm"]),
        ("the firms' rights", ["the", "firms", "rights"]),
        ("snake_case", ["snake", "case"]),
        ("Sở Tài chính", ["sở", "tài", "chính"]),
        ("2026 – 2030", ["2026", "2030"]),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert [token.text for token in tokens(text)] == words


def test_only_a_bare_hyphen_joins() -> None:
    assert [t.hyphen for t in tokens("start-up start up start - up start–up")] == [
        *(False, True),
        *(False, False),
        *(False, False),
        *(False, False),
    ]


@given(st.text(max_size=60))
def test_tokens_lie_in_the_text_in_order(text: str) -> None:
    place = 0
    for token in tokens(text):
        assert place <= token.start < token.end <= len(text)
        assert token.text and " " not in token.text and "_" not in token.text
        if text.isascii():
            assert text[token.start : token.end].lower() == token.text
        place = token.end


# --- number and spelling -------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "one"),
    [
        *(("taxes", "tax"), ("plans", "plan"), ("policies", "policy"), ("days", "day")),
        *(("businesses", "business"), ("branches", "branch"), ("wishes", "wish")),
        *(("children", "child"), ("criteria", "criterion"), ("indices", "index")),
        *(("analyses", "analysis"), ("paid", "pay"), ("led", "lead"), ("written", "write")),
        # these are no plurals
        *(("business", "business"), ("status", "status"), ("basis", "basis")),
        *(("customs", "customs"), ("news", "news"), ("logistics", "logistics"), ("is", "is")),
        *(("this", "this"), ("its", "its"), ("goods", "goods")),
        # one spelling
        *(("labour", "labor"), ("labours", "labor"), ("centre", "center"), ("centres", "center")),
        *(("programmes", "program"), ("licence", "license"), ("defence", "defense")),
        *(("digitisation", "digitization"), ("organised", "organized")),
        *(("neighbouring", "neighboring"), ("cheques", "check")),
        # and nothing else
        *(("hour", "hour"), ("four", "four"), ("tour", "tour"), ("", ""), ("s", "s")),
    ],
)
def test_a_words_number_and_spelling(word: str, one: str) -> None:
    assert singular(word) == one


@pytest.mark.parametrize(
    "forms",
    [
        ("lease", "leases", "leased", "leasing"),
        ("plan", "plans", "planned", "planning"),
        ("simplify", "simplifies", "simplified", "simplifying"),
        ("coordinate", "coordinates", "coordinated", "coordinating"),
        ("submit", "submits", "submitted", "submitting"),
        ("digitise", "digitize", "digitised", "digitizing"),
        ("tax", "taxes", "taxed", "taxing"),
        ("agree", "agrees", "agreed", "agreeing"),
        ("pay", "pays", "paid", "paying"),
        ("labour", "labor", "labours"),
    ],
)
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("thing", "the"),
        ("need", "nee"),
        ("bring", "br"),
        ("news", "new"),
        ("goods", "good"),
        ("customs", "custom"),
        ("building", "bull"),
        ("string", "stred"),
    ],
)
def test_other_words_keep_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_the_stricter_form_comes_first() -> None:
    """ "planning" is a word of its own before it is a form of "plan"."""
    strict, loose = FORMS
    assert strict("planning") != strict("plan")
    assert loose("planning") == loose("plan")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=12))
def test_any_letters_have_a_form_and_a_stem(word: str) -> None:
    one = singular(word)
    assert one.isascii() and stem(word).isascii()
    assert bool(one) == bool(stem(word)) == bool(word)


@pytest.mark.parametrize("word", ["plan", "permit", "officer", "tea", "bank", "firm", "deadline"])
def test_a_plural_in_s_is_undone(word: str) -> None:
    assert singular(word + "s") == singular(word) == word


def test_the_table_of_irregular_forms() -> None:
    for form, lemma in IRREGULAR.items():
        assert [token.text for token in tokens(form)] == [form] != [lemma]  # else it is never met
        assert [token.text for token in tokens(lemma)] == [lemma]
        assert form not in ARTICLES
        assert singular(form) == singular(lemma) or lemma in IRREGULAR


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        *(("went", "go"), ("bought", "buy"), ("women", "woman"), ("children", "child")),
        *(("guaranteed", "guarantee"), ("Frenchmen", "Frenchman"), ("agreed", "agree")),
    ],
)
def test_irregular_forms_by_hand(form: str, lemma: str) -> None:
    (one,), (other,) = tokens(form), tokens(lemma)
    assert stem(one.text) == stem(other.text)
