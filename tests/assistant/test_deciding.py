"""How likely the best duty is right: the logistic function by hand, and the file that ships."""

import json
import math
from collections.abc import Mapping
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import deciding
from assistant.deciding import FILE, Signals, as_text, chance, group, names, shipped, sure

SIGNALS = Signals(
    score=0.5,
    lead=0.2,
    worded=0.1,
    strange=0.2,
    lexical=math.e - 1,  # ln(1 + lexical) is 1
    task=0.75,
    everybody=False,
    english=True,
    pleads=False,
    topics=0.4,
    topics_agree=True,
    words_agree=False,
    plans=3,
)
ORDER = [
    *("score", "lead", "worded", "strange", "lexical", "task", "everybody", "english", "pleads"),
    *("topics", "topics_agree", "words_agree", "plans"),
]
VALUES = [0.5, 0.2, 0.1, 0.2, 1.0, 0.75, 0.0, 1.0, 0.0, 0.4, 1.0, 0.0, 3.0]
RISING = ("score", "lead", "lexical")
signals = st.builds(
    Signals,
    **dict.fromkeys(("score", "task", "topics"), st.floats(0, 2)),
    strange=st.floats(0, 0.99),
    **dict.fromkeys(("lead", "worded"), st.floats(-1, 0.3)),
    **dict.fromkeys(
        ("everybody", "english", "pleads", "topics_agree", "words_agree"), st.booleans()
    ),
    lexical=st.floats(0, 60),
    plans=st.integers(1, 9),
)


@pytest.fixture
def weights(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, float]]:
    """Return weights of a test's own, all 0, that are used in place of those that ship."""
    own = {name: dict.fromkeys((deciding.BIAS, *ORDER), 0.0) for name in ("asks", "pleads")}
    monkeypatch.setattr(deciding, "shipped", lambda: own)
    return own


def test_the_file_names_the_signals_and_the_bias_in_both_groups() -> None:
    told = json.loads(FILE.read_text(encoding="utf-8"))
    assert set(told) == {"asks", "pleads"}
    for own in told.values():
        assert list(own) == ["bias", *(field.name for field in fields(Signals))]
        assert all(math.isfinite(weight) for weight in own.values())


def test_the_file_is_as_it_is_written() -> None:
    assert as_text(shipped()).encode("utf-8") == FILE.read_bytes()


def test_the_order_of_the_signals_and_their_values() -> None:
    assert list(names()) == ORDER
    assert SIGNALS.values() == pytest.approx(VALUES)
    assert all(isinstance(value, float) for value in SIGNALS.values())


def test_the_chance_by_hand(weights: dict[str, dict[str, float]]) -> None:
    weights["asks"] |= {"score": 4.0, "lead": 5.0, "lexical": 2.0, "english": -1.0, "plans": -1.0}
    weights["asks"] |= {"bias": -1.0, "pleads": 9.0}
    # 4 * 0.5 + 5 * 0.2 + 2 * ln e - 1 * 1 - 1 * 3 - 1 = 0; a fifth is strange
    assert chance(SIGNALS) == pytest.approx(0.8 * 0.5)
    weights["asks"]["bias"] += math.log(3)  # odds of three to one
    assert chance(SIGNALS) == pytest.approx(0.8 * 0.75)
    weights["asks"]["bias"] -= math.log(9)
    assert chance(SIGNALS) == pytest.approx(0.8 * 0.25)
    assert chance(replace(SIGNALS, strange=1.0)) == 0


def test_who_pleads_has_a_model_of_his_own(weights: dict[str, dict[str, float]]) -> None:
    weights["asks"]["bias"], weights["pleads"]["bias"] = math.log(4), -math.log(4)
    pleading = replace(SIGNALS, pleads=True)
    assert (group(SIGNALS), group(pleading)) == ("asks", "pleads")
    assert chance(SIGNALS) == pytest.approx(0.8 * 0.8)  # a fifth is strange
    assert chance(pleading) == pytest.approx(0.2)


def test_a_wrong_door_is_worse_than_none() -> None:
    pleading = replace(SIGNALS, pleads=True)
    told = {share: (sure(SIGNALS, share), sure(pleading, share)) for share in (0.44, 0.5, 0.6)}
    assert told == {0.44: (False, False), 0.5: (True, False), 0.6: (True, True)}
    assert sure(SIGNALS, 0.45)
    assert sure(pleading, 0.55)


def by_hand(own: Mapping[str, float], given: Signals) -> float:
    """Return the logistic function of a sum that takes each weight by its name."""
    total = own["bias"]
    for name in ORDER:
        value = float(getattr(given, name))
        total += own[name] * (math.log(1 + value) if name == "lexical" else value)
    known = 1 if given.pleads else 1 - given.strange
    return known / (1 + math.exp(-total))


@given(signals)
def test_the_weights_that_ship_are_taken_by_name(given: Signals) -> None:
    told = json.loads(FILE.read_text(encoding="utf-8"))
    own = told["pleads" if given.pleads else "asks"]
    assert chance(given) == pytest.approx(by_hand(own, given))
    assert 0 <= chance(given) <= 1


@pytest.mark.parametrize("name", RISING)
@pytest.mark.parametrize("model", ["asks", "pleads"])
def test_what_fits_better_weighs_for_a_duty(name: str, model: str) -> None:
    assert shipped()[model][name] > 0


@pytest.mark.parametrize("name", RISING)
@given(given=signals, more=st.floats(0.01, 5))
def test_a_duty_that_fits_better_is_likelier(name: str, given: Signals, more: float) -> None:
    better = replace(given, **{name: getattr(given, name) + more})
    assert chance(better) > chance(given)
