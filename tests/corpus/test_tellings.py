"""Troubles as people tell them: the table's form, and the weights of topics worked out by hand."""

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import problems, tellings
from corpus.errors import DataError
from corpus.problems import Topic
from corpus.tellings import Telling, weigh
from corpus.words import fold

TELLINGS = tellings.load()
TOPICS = {topic.name for topic in problems.load()}
HEAD = "id\ttelling\n"


# --- the table -----------------------------------------------------------------------


def test_every_topic_is_told_of_in_both_languages_and_no_other_is() -> None:
    told = Counter((one.topic, one.language) for one in TELLINGS)
    assert {topic for topic, _ in told} == TOPICS
    assert set(told) == {(topic, language) for topic in TOPICS for language in ("vi", "en")}
    assert min(told.values()) >= 8


def test_nothing_is_told_twice() -> None:
    said = Counter(" ".join(one.text.lower().split()) for one in TELLINGS)
    assert [text for text, times in said.items() if times > 1] == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("no-such-topic.vi.01\tMột lời kể.", "is no topic"),
        ("tax-refund.fr.01\tUn récit.", "a language, vi or en"),
        ("tax-refund\tMột lời kể.", "a language, vi or en"),
        ("tax-refund.vi.01\t", "and words"),
        ("tax-refund.vi.01", "1 fields instead of 2"),
    ],
)
def test_a_broken_row_is_refused_with_file_and_line(tmp_path: Path, row: str, fault: str) -> None:
    path = tmp_path / "told.tsv"
    path.write_text(HEAD + row + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"told\.tsv, line 2") as caught:
        tellings.load(path)
    assert fault in str(caught.value)


def test_a_good_row(tmp_path: Path) -> None:
    path = tmp_path / "told.tsv"
    path.write_text(HEAD + "tax-refund.vi.07\tChờ hoàn thuế mãi.\n", encoding="utf-8")
    assert tellings.load(path) == (Telling("tax-refund", "vi", "Chờ hoàn thuế mãi."),)


# --- weights by hand -----------------------------------------------------------------

BRIBES = Topic("bribes", None, ("hối lộ",), ("phong bì",), ("bribe",))
LAND = Topic("land", None, ("đất đai",), ("sổ đỏ",), ("land",))


@pytest.fixture
def learnt_anew() -> Iterator[None]:
    """Forget what was learnt before a test that learns from other tellings, and after it."""
    tellings._model.cache_clear()
    yield
    tellings._model.cache_clear()


@pytest.fixture
def two_topics(learnt_anew: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Teach two topics, each by a phrase and a plan's term, one also by a telling."""
    monkeypatch.setattr(problems, "load", lambda: (BRIBES, LAND))
    monkeypatch.setattr(tellings, "load", lambda: (Telling("bribes", "vi", "đưa phong bì"),))


@pytest.mark.parametrize(
    ("text", "marked", "weights"),
    [
        # two texts of the topic have "phong": 2 / (2 + 1); one has "sổ": 1 / (1 + 1)
        ("phong", True, {"bribes": 2 / 3}),
        ("sổ", True, {"land": 1 / 2}),
        # the pair adds to the share, its weight does not add to the whole, and 1 is the most
        ("phong bì", True, {"bribes": 1.0}),
        ("sổ đỏ", True, {"land": 3 * (1 / 2) / 2}),
        # each word is in one topic of two, so all weigh the same; one that none has weighs so, too
        ("phong sổ", True, {"bribes": 1 / 3, "land": 1 / 4}),
        ("sổ xe", True, {"land": 1 / 4}),
        # marks must agree where they were typed, else not
        ("so", True, {}),
        ("so", False, {"land": 1 / 2}),
        ("xe", True, {}),
        ("", True, {}),
        ("?!", False, {}),
    ],
)
@pytest.mark.usefixtures("two_topics")
def test_weights_by_hand(text: str, marked: bool, weights: dict[str, float]) -> None:
    found = [(topic.name, weight) for topic, weight in weigh(text, "vi", marked=marked)]
    assert dict(found) == pytest.approx(weights)
    assert [name for name, _ in found] == sorted(weights, key=lambda name: -weights[name])


@pytest.mark.usefixtures("two_topics")
def test_a_word_of_every_topic_tells_less(monkeypatch: pytest.MonkeyPatch) -> None:
    """ln(1 + (2 - 1 + ½) / (1 + ½)) = ln 2 for one topic of two, ln(1 + ½ / 2½) for both."""
    told = (Telling("bribes", "en", "my bribe"), Telling("land", "en", "my land"))
    monkeypatch.setattr(tellings, "load", lambda: told)
    found = {topic.name: weight for topic, weight in weigh("land, my", "en", marked=True)}
    one, both = math.log(2), math.log(1 + 0.5 / 2.5)
    # "land": two texts, 2 / 3; "my": one text of each topic, 1 / 2; "land my": none
    whole = one + both
    assert found["land"] == pytest.approx((one * 2 / 3 + both / 2) / whole)
    assert found["bribes"] == pytest.approx((both / 2) / whole)


# --- what always holds ---------------------------------------------------------------


@pytest.mark.parametrize("marked", [True, False])
def test_a_telling_tells_of_its_own_topic(marked: bool) -> None:
    for one in TELLINGS:
        text = one.text if marked else fold(one.text)
        first = [topic.name for topic, _ in weigh(text, one.language, marked=marked)[:3]]
        assert one.topic in first, one.text


@pytest.mark.parametrize(
    ("language", "marked", "least"), [("vi", True, 0.4), ("vi", False, 0.35), ("en", True, 0.2)]
)
@pytest.mark.usefixtures("learnt_anew")
def test_tellings_that_were_not_learnt_from(
    monkeypatch: pytest.MonkeyPatch, language: str, marked: bool, least: float
) -> None:
    """Every eighth telling is kept aside; guessing would find 3 of 165 topics, 2 %.

    They are told in voices of their own, so that far from all are found: measured were
    46 % (Vietnamese), 42 % (without marks) and 25 % (English).
    """
    own = [one for one in TELLINGS if one.language == language]
    aside = own[::8]
    monkeypatch.setattr(tellings, "load", lambda: tuple(o for o in TELLINGS if o not in aside))
    found = 0
    for one in aside:
        text = one.text if marked else fold(one.text)
        first = [topic.name for topic, _ in weigh(text, language, marked=marked)[:3]]
        found += one.topic in first
    assert least <= found / len(aside) < 1


WORDS = st.sampled_from([word for one in TELLINGS[::40] for word in one.text.split()])


@given(
    st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60),
    st.sampled_from(["vi", "en"]),
    st.booleans(),
)
def test_weights_lie_between_nothing_and_one_and_fall(
    text: str, language: str, marked: bool
) -> None:
    found = weigh(text, language, marked=marked)
    weights = [weight for _, weight in found]
    assert all(0 < weight <= 1 for weight in weights)
    assert weights == sorted(weights, reverse=True)
    names = [topic.name for topic, _ in found]
    assert len(names) == len(set(names))
    assert set(names) <= TOPICS
    assert found == weigh(f"  {text.lower()} ", language, marked=marked)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_words_that_nobody_tells_with_weaken_every_topic(told: list[str]) -> None:
    text = " ".join(told)
    before = {topic.name: w for topic, w in weigh(text, "vi", marked=True)}
    after = {topic.name: w for topic, w in weigh(f"{text} . qqq xxyyzz", "vi", marked=True)}
    assert after.keys() == before.keys()
    assert all(after[name] <= before[name] for name in before)
