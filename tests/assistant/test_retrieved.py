"""What retrieval found: places, scores, and what is left of it; each worked out on plain lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieved import Key, Retrieved

PLANS = ("a", "b", "c")
SECTIONS = ("I", "II", "III", "IV")
keys = st.tuples(st.sampled_from(PLANS), st.sampled_from(SECTIONS))
found_lists = st.lists(st.tuples(keys, st.floats(0, 40)), unique_by=lambda one: one[0])


def of(pairs: list[tuple[Key, float]]) -> Retrieved:
    return Retrieved(tuple(key for key, _ in pairs), tuple(score for _, score in pairs))


def pairs_of(found: Retrieved) -> list[tuple[Key, float]]:
    return list(zip(found.sections, found.words, strict=True))


THREE = [(("a", "I"), 7.5), (("b", "I"), 9.0), (("a", "II"), 0.0)]


def test_places_and_scores_by_hand() -> None:
    found = of(THREE)
    assert [found.place(*key) for key, _ in THREE] == [1, 1 / 2, pytest.approx(1 / 3)]
    assert [found.lexical(*key) for key, _ in THREE] == [7.5, 9.0, 0.0]
    assert (found.place("b", "II"), found.lexical("b", "II")) == (0, 0)


def test_a_place_is_counted_anew_in_some_plans_alone() -> None:
    own = of(THREE).of(["a"])
    assert pairs_of(own) == [(("a", "I"), 7.5), (("a", "II"), 0.0)]
    assert own.place("a", "II") == 1 / 2


def test_nothing_found() -> None:
    assert Retrieved().place("a", "I") == Retrieved().lexical("a", "I") == 0
    assert Retrieved().of(PLANS) == Retrieved().without([("a", "I")]) == Retrieved()


@given(found_lists, keys)
def test_a_place_is_one_by_its_rank(pairs: list[tuple[Key, float]], key: Key) -> None:
    ranks = {other: rank for rank, (other, _) in enumerate(pairs)}
    expected = 1 / (1 + ranks[key]) if key in ranks else 0
    assert of(pairs).place(*key) == expected
    assert of(pairs).lexical(*key) == dict(pairs).get(key, 0)


@given(found_lists, st.sets(st.sampled_from(PLANS)))
def test_of_some_plans_keeps_order_and_scores(
    pairs: list[tuple[Key, float]], plans: set[str]
) -> None:
    assert pairs_of(of(pairs).of(plans)) == [one for one in pairs if one[0][0] in plans]


@given(found_lists, st.sets(keys))
def test_without_some_sections_order_and_scores_stay(
    pairs: list[tuple[Key, float]], left_out: set[Key]
) -> None:
    assert pairs_of(of(pairs).without(left_out)) == [p for p in pairs if p[0] not in left_out]
