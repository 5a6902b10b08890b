"""Who pleads, and how much the duties of a plan are about what he tells; read from the plans."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from assistant.duties import duties_of
from assistant.evidence import Evidence
from assistant.troubles import Troubles, pleads, troubles_of
from assistant.understanding import understand
from corpus import problems
from corpus.problems import Topic
from corpus.types import Plan

LANG_SON = "lang-son-pci-2026"


@pytest.fixture(scope="module")
def evidence(plans: Mapping[str, Plan]) -> Evidence:
    return Evidence(plans.values())


def topic(name: str) -> Topic:
    return next(one for one in problems.load() if one.name == name)


def told(question: str, plans: Mapping[str, Plan], evidence: Evidence) -> Troubles:
    return troubles_of(understand(question, tuple(plans.values())), plans, evidence)


def best(weights: Sequence[float], plan: Plan) -> str:
    """Return the section of the duty that weighs most."""
    return max(zip(weights, duties_of(plan), strict=True), key=lambda one: one[0])[1].duty.section


@pytest.mark.parametrize(
    "question",
    [
        "Tôi bị đòi tiền lót tay ở Lạng Sơn, tìm ai giúp?",
        "toi bi doi tien lot tay o Lang Son, tim ai giup?",
        "Ở Sơn La không vay được vốn thì hỏi ai?",
        "My tax refund in Lang Son is late. Who can help?",
        "Whom should a firm in Son La turn to for a loan?",
    ],
)
def test_somebody_pleads(question: str, plans: Mapping[str, Plan]) -> None:
    assert pleads(understand(question, tuple(plans.values())))


@pytest.mark.parametrize(
    "question",
    [
        "Ai đứng đầu chỉ số Tính minh bạch ở Lạng Sơn?",
        "Có tối thiểu bao nhiêu phần trăm, ai đánh giá?",  # "tối" is no "tôi"
        "toi thieu bao nhieu phan tram ho so dung han, co quan nao danh gia",
        "Ai công khai, minh bạch thông tin?",  # "minh" is no "mình"
        "Which department leads the land database in Son La?",
        "Give me the body that leads the Transparency sub-index in Lang Son.",
    ],
)
def test_an_official_s_question_is_no_plea(question: str, plans: Mapping[str, Plan]) -> None:
    assert not pleads(understand(question, tuple(plans.values())))


@pytest.mark.parametrize(
    "question",
    [
        "Ở Sơn La, ai chủ trì đánh giá mức độ hài lòng?",
        "o son la co quan nao chu tri danh gia muc do hai long",
        "Lạng Sơn: nơi nào đứng ra chủ trì Tính minh bạch?",
    ],
)
def test_who_leads_is_no_plea(question: str, plans: Mapping[str, Plan]) -> None:
    """ "chủ trì" was once read as "trị": who leads was answered as a cry for help."""
    assert not pleads(understand(question, tuple(plans.values())))
    assert pleads(understand("Ai trị được nạn vòi vĩnh?", tuple(plans.values())))


@pytest.mark.parametrize(
    ("name", "section"),
    [
        ("favouritism", "III.2.6"),  # Cạnh tranh bình đẳng
        ("corruption-prevention", "III.2.5"),  # "phòng chống tham nhũng, tiêu cực"
        ("courts", "III.2.8"),  # Tòa án nhân dân tỉnh
        ("conflicting-rules", ""),  # Lạng Sơn has no word of it
    ],
)
def test_the_duty_that_a_topic_is_about(
    name: str, section: str, plans: Mapping[str, Plan], evidence: Evidence
) -> None:
    plan = plans[LANG_SON]
    weights = Troubles(((topic(name), 1.0),), pleads=True, in_no_plan=False).weights(plan, evidence)
    assert (best(weights, plan) if max(weights) >= 0.4 else "") == section


def test_the_duty_of_the_topic_s_sub_index_weighs_more(
    plans: Mapping[str, Plan], evidence: Evidence
) -> None:
    plan, known = plans[LANG_SON], topic("favouritism")
    assert known.index == "pci-competition"
    with_it, without = (
        Troubles(((one, 1.0),), pleads=True, in_no_plan=False).weights(plan, evidence)
        for one in (known, replace(known, index=None))
    )
    more = [one - other for one, other in zip(with_it, without, strict=True)]
    own = [view.duty.section == "III.2.6" for view in duties_of(plan)]
    assert more == pytest.approx([0.3 if here else 0 for here in own])


def test_each_duty_of_a_plan_has_a_weight(plans: Mapping[str, Plan], evidence: Evidence) -> None:
    for question in ("Tôi bị đòi tiền lót tay, tìm ai giúp?", "Who can help with a loan?", "?"):
        troubles = told(question, plans, evidence)
        for plan in plans.values():
            weights = troubles.weights(plan, evidence)
            assert len(weights) == len(duties_of(plan))
            assert min(weights) >= 0


def test_where_nothing_is_told_nothing_is_about_it(
    plans: Mapping[str, Plan], evidence: Evidence
) -> None:
    plan = plans[LANG_SON]
    none = Troubles((), pleads=True, in_no_plan=False)
    assert none.weights(plan, evidence) == (0.0,) * len(duties_of(plan))


def test_of_two_topics_the_one_that_says_more_counts(
    plans: Mapping[str, Plan], evidence: Evidence
) -> None:
    plan = plans[LANG_SON]
    first, second = topic("favouritism"), topic("courts")

    def weights(*shares: tuple[Topic, float]) -> tuple[float, ...]:
        return Troubles(shares, pleads=True, in_no_plan=False).weights(plan, evidence)

    whole, half = weights((first, 1.0)), weights((first, 0.5))
    other = weights((second, 0.8))
    assert half == pytest.approx([weight / 2 for weight in whole])
    both = weights((first, 0.5), (second, 0.8))
    assert both == pytest.approx([max(two) for two in zip(half, other, strict=True)])
    assert both not in (half, other)


def test_a_trouble_that_no_plan_speaks_of(plans: Mapping[str, Plan], evidence: Evidence) -> None:
    troubles = told("Con tôi nghiện ma túy, tìm ai giúp cai nghiện?", plans, evidence)
    assert troubles.told[0][0].name == "drugs"
    assert troubles.in_no_plan
    assert not any("ma túy" in plan.text.lower() for plan in plans.values())


def test_a_trouble_that_only_one_plan_speaks_of(
    plans: Mapping[str, Plan], evidence: Evidence
) -> None:
    # "quy định chồng chéo, mâu thuẫn" stands in Sơn La's III.2.1 and III.2.4 alone
    trouble = "các quy định chồng chéo, mâu thuẫn nhau thì tôi hỏi ai?"
    in_son_la = told(f"Ở Sơn La, {trouble}", plans, evidence)
    in_lang_son = told(f"Ở Lạng Sơn, {trouble}", plans, evidence)
    assert in_son_la.told[0][0].name == in_lang_son.told[0][0].name == "conflicting-rules"
    assert not in_son_la.in_no_plan
    assert in_lang_son.in_no_plan
    assert not told(f"Ở Sơn La và Lạng Sơn, {trouble}", plans, evidence).in_no_plan


def test_of_two_likely_topics_neither_is_surely_in_no_plan(
    plans: Mapping[str, Plan], evidence: Evidence
) -> None:
    ill, fake = "lợn nhà tôi bị dịch bệnh", "tôi mua phải hàng giả"
    assert told(f"Ở Lạng Sơn, {ill}, hỏi ai?", plans, evidence).in_no_plan
    assert told(f"Ở Lạng Sơn, {fake}, hỏi ai?", plans, evidence).in_no_plan
    both = told(f"Ở Lạng Sơn, {ill}, {fake}, hỏi ai?", plans, evidence)
    (_, first), (_, second), *_ = both.told
    assert first < 1.3 * second
    assert not both.in_no_plan


def test_without_words_no_topic_is_told(plans: Mapping[str, Plan], evidence: Evidence) -> None:
    troubles = told("?", plans, evidence)
    assert (troubles.told, troubles.pleads, troubles.in_no_plan) == ((), False, False)


def test_no_more_than_three_topics_are_told_the_likeliest_first(
    plans: Mapping[str, Plan], evidence: Evidence
) -> None:
    for question in ("Tôi bị đòi tiền lót tay khi vay vốn", "toi bi doi tien lot tay khi vay von"):
        shares = [share for _, share in told(question, plans, evidence).told]
        assert len(shares) == 3
        assert shares == sorted(shares, reverse=True)
