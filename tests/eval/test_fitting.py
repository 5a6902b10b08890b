"""How surely a duty is chosen: outcomes and fits on hand-made signals of a known direction."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from assistant.deciding import Signals, chance, names
from assistant.service import Assistant
from eval import fitting, run
from eval.fitting import FOLDS, HOLE, Outcome, expected, fit
from eval.questions import Fact, Unanswerable, load_facts
from tests.eval.small_suite import LANG_SON, SON_LA
from tests.eval.test_run import fact, unanswerable

LEVEL = Signals(
    score=1.0,
    lead=0.1,
    worded=0.1,
    strange=0.0,
    lexical=9.0,
    task=0.5,
    everybody=False,
    english=False,
    pleads=False,
    topics=0.0,
    topics_agree=False,
    words_agree=True,
    plans=1,
)


def outcome(
    name: str, right: bool, *, weight: float = 1.0, hole: bool = False, **of: float
) -> Outcome:
    """Return an outcome whose signals are the same but for those given."""
    return Outcome(name, replace(LEVEL, **of), right, weight, hole)


def parted(signal: str, low: float, high: float, *, pleads: bool = False) -> list[Outcome]:
    """Return outcomes that are right where a signal is high and wrong where it is low."""
    return [
        outcome(f"q{number}", number % 2 == 1, pleads=pleads, **{signal: (low, high)[number % 2]})
        for number in range(60)
    ]


# --- the fit -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signal", "low", "high"),
    [("score", 0.2, 1.4), ("lead", 0.0, 0.3), ("lexical", 0.0, 20.0), ("task", 0.0, 1.0)],
)
def test_a_signal_that_parts_right_from_wrong_weighs(signal: str, low: float, high: float) -> None:
    rising = fit(parted(signal, low, high))["asks"]
    falling = fit(parted(signal, high, low))["asks"]
    assert rising[signal] > 0.3
    assert falling[signal] == pytest.approx(-rising[signal], abs=0.01)
    assert all(abs(rising[name]) < 0.01 for name in names() if name != signal)


def test_each_group_has_a_fit_of_its_own() -> None:
    both = [*parted("score", 0.2, 1.4), *parted("score", 1.4, 0.2, pleads=True)]
    found = fit(both)
    assert list(found) == ["asks", "pleads"]
    assert found["asks"]["score"] > 0 > found["pleads"]["score"]
    assert found["asks"] == fit(parted("score", 0.2, 1.4))["asks"]
    assert all(list(own) == ["bias", *names()] for own in found.values())


def test_an_outcome_counts_as_much_as_its_weight() -> None:
    # nothing parts them: the odds are those of the weights, 30 to 30 and 30 to 3
    even = [outcome(f"q{n}", n % 2 == 1, score=0.0) for n in range(60)]
    light = [one if one.right else one._replace(weight=0.1) for one in even]
    assert chance_of(fit(even)) == pytest.approx(0.5, abs=0.01)
    assert chance_of(fit(light)) == pytest.approx(30 / 33, abs=0.02)


def chance_of(fitted: fitting.Weights) -> float:
    return chance(replace(LEVEL, score=0.0), fitted)


# --- cross-validation ----------------------------------------------------------------


def test_what_is_clear_is_expected_to_be_told_and_the_rest_is_not() -> None:
    found = [*parted("lexical", 0.0, 60.0), *parted("lexical", 0.0, 60.0, pleads=True)]
    assert expected(found) == (60, 0, 0)


def test_what_is_wrong_however_clear_is_counted_wrong() -> None:
    found = [
        *parted("lexical", 0.0, 60.0),
        *(outcome(f"w{number}", False, lexical=60.0) for number in range(4)),
    ]
    assert expected(found) == (30, 4, 0)


def test_holes_are_counted_apart() -> None:
    clear = [
        outcome(f"h{number}", False, weight=HOLE, hole=True, lexical=60.0) for number in range(5)
    ]
    dim = [outcome(f"d{number}", False, weight=HOLE, hole=True, lexical=0.0) for number in range(5)]
    assert expected([*parted("lexical", 0.0, 60.0), *clear, *dim]) == (30, 0, 5)


def test_all_wordings_of_a_question_are_judged_by_a_fit_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wordings = [one for one in parted("lexical", 0.0, 60.0) for _ in range(3)]
    every = {one.question for one in wordings}
    left_out: list[set[str]] = []
    fit_once = fitting.fit

    def watched(found: Sequence[Outcome]) -> fitting.Weights:
        left_out.append(every - {one.question for one in found})
        return fit_once(found)

    monkeypatch.setattr(fitting, "fit", watched)
    expected(wordings)
    assert len(left_out) == FOLDS
    assert sorted(name for names in left_out for name in names) == sorted(every)  # each once
    assert {len(names) for names in left_out} == {6}


def test_nothing_is_known_of_a_question_from_its_other_wordings() -> None:
    # One question alone is asked in English, and is wrong though it looks clear. Only who has
    # seen one of its wordings can tell.
    clear = parted("lexical", 0.0, 60.0)
    odd = [outcome("odd", False, lexical=60.0, english=True) for _ in range(50)]
    assert expected([*clear, *odd]) == (30, 50, 0)
    leaking = [one._replace(question=f"odd {number}") for number, one in enumerate(odd)]
    assert expected([*clear, *leaking]) == (30, 0, 0)


# --- outcomes of questions -------------------------------------------------------------


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant.open(shipped_only=True, with_model=False)


def outcomes_of(assistant: Assistant, asked: Sequence[run.Item]) -> Iterator[Outcome]:
    texts = {plan.id: plan.text for plan in assistant.plans()}
    return fitting.outcomes(assistant, asked, texts, lambda body: (), lambda n, t: None)


def item(row: Fact | Unanswerable, wording: str = "vi") -> run.Item:
    asked = row.wording("vi") if isinstance(row, Fact) else row.question
    return run.Item(row, "vi", asked, wording)


def test_a_question_of_the_split_test_is_refused(assistant: Assistant) -> None:
    kept = Fact.model_validate(fact(3, "test"))
    with pytest.raises(ValueError, match="f3 is of the split test, not of dev"):
        list(outcomes_of(assistant, [item(kept)]))
    silent = Unanswerable.model_validate(unanswerable(2, "test"))
    with pytest.raises(ValueError, match="u2 is of the split test"):
        list(outcomes_of(assistant, [item(silent)]))


def test_a_fact_has_two_outcomes_of_which_the_second_is_a_hole(assistant: Assistant) -> None:
    rows = {row.id: row for row in load_facts() if row.split == "dev"}
    # who leads the sub-indices of III.2.1, III.2.4 and III.2.5
    for name in ("f005", "f008", "f009"):
        first, second = outcomes_of(assistant, [item(rows[name])])
        assert (first.question, first.right, first.weight, first.hole) == (name, True, 1, False)
        assert (second.question, second.right, second.weight) == (name, False, 0.2)
        assert second.hole
        # 0.2 is what retrieval adds: it is another duty, not the same one found nowhere
        assert second.signals.score < first.signals.score - 0.25


def test_what_asks_for_no_duty_has_no_outcome(assistant: Assistant) -> None:
    rows = {row.id: row for row in load_facts() if row.split == "dev"}
    # a rank, a number of sub-indices, a date
    for name in ("f001", "f003", "f016"):
        assert not list(outcomes_of(assistant, [item(rows[name])]))


def test_an_unanswerable_question_has_one_outcome_that_counts_double(assistant: Assistant) -> None:
    made = unanswerable(7, "dev") | {"question": "Ở Lạng Sơn, ai chủ trì xây sân bay?"}
    (only,) = outcomes_of(assistant, [item(Unanswerable.model_validate(made))])
    assert (only.right, only.weight, only.hole) == (False, 2, False)  # though it is not told


def test_a_fact_told_wrong_is_a_wrong_outcome(assistant: Assistant) -> None:
    made = fact(1, "dev", bodies=["Sở Y tế"], values=[]) | {
        "plan": LANG_SON,
        "questions": {"vi": "Ở Lạng Sơn, ai chủ trì chỉ số Tính minh bạch?"},
        "sections": ["III.2.3"],
    }
    first, _ = outcomes_of(assistant, [item(Fact.model_validate(made))])
    assert not first.right
    elsewhere = made | {"plan": SON_LA}  # its section is left out of the wrong plan
    told, hole = outcomes_of(assistant, [item(Fact.model_validate(elsewhere))])
    assert hole.signals.task == told.signals.task


def test_progress_is_told_for_each_question(assistant: Assistant) -> None:
    rows = [item(row) for row in load_facts() if row.split == "dev"][:3]
    told: list[tuple[int, int]] = []
    texts = {plan.id: plan.text for plan in assistant.plans()}
    list(fitting.outcomes(assistant, rows, texts, lambda b: (), lambda n, t: told.append((n, t))))
    assert told == [(1, 3), (2, 3), (3, 3)]
