"""How sure an answer is: the steps that ship, and what an answer says of itself."""

import pytest

from assistant.answer import Status
from assistant.chain import chain_of
from assistant.confidence import confidence, group, shipped_steps
from assistant.draft import Draft
from assistant.service import Assistant
from assistant.understanding import understand


def draft(strategy: str, score: float | None, status: Status = Status.ANSWERED) -> Draft:
    return Draft(status, None, "register", (), strategy=strategy, score=score)


def test_the_shipped_steps_rise_and_none_is_sure() -> None:
    steps = shipped_steps()
    assert {f"{kind}-{lang}" for kind in ("who", "passages", "other") for lang in ("vi", "en")} <= (
        steps.keys()
    )
    for name, of in steps.items():
        leasts, shares = zip(*of, strict=True)
        assert leasts[0] == 0, name
        assert list(leasts) == sorted(set(leasts)), name
        assert list(shares) == sorted(set(shares)), name
        assert all(0 < share < 1 for share in shares), name


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (draft("who", 0.3), "who-vi"),
        (draft("premise", 0.3), "who-vi"),
        (draft("passages", 0.6), "passages-vi"),
        (draft("each_place", None), "each_place-vi"),
        (draft("whom", None), "whom-vi"),
        (draft("duties", None), "other-vi"),
        (draft("who", None), "other-vi"),  # told by its group, not weighed
        (draft("relations", 0.4), "other-vi"),
    ],
)
def test_drafts_found_alike_are_one_group(made: Draft, expected: str) -> None:
    assert group(made, "vi") == expected


def test_the_step_is_the_last_that_the_score_reaches() -> None:
    steps = shipped_steps()["who-vi"]
    assert len(steps) > 2
    for least, share in steps:
        assert confidence(draft("who", least), "vi") == share
        assert confidence(draft("who", least + 1e-6), "vi") == share
    assert confidence(draft("who", steps[1][0] - 1e-6), "vi") == steps[0][1]


@pytest.mark.parametrize("status", [Status.NOT_IN_PLANS, Status.UNCLEAR, Status.ERROR])
def test_a_refusal_has_no_confidence(status: Status) -> None:
    assert confidence(draft("who", 0.9, status), "vi") is None


def score(assistant: Assistant, question: str) -> float:
    query = understand(question, assistant.plans())
    found = chain_of(assistant.ground).invoke(query).score
    assert found is not None, question
    return found


@pytest.mark.parametrize(
    "question",
    [
        "Cơ quan nào chủ trì chỉ số Gia nhập thị trường",
        "Mỗi năm thanh tra kiểm tra doanh nghiệp mấy lần",
    ],
)
def test_words_that_no_plan_has_lower_the_score(assistant: Assistant, question: str) -> None:
    plain, strange = score(assistant, f"{question}?"), score(assistant, f"{question} blorp?")
    assert 0 < strange < plain <= 1


def test_rivals_of_other_bodies_lower_the_score(assistant: Assistant) -> None:
    """The index is one body's alone; inspection of businesses is a duty of several."""
    alone = score(assistant, "Cơ quan nào chủ trì chỉ số Gia nhập thị trường?")
    shared = score(assistant, "Cơ quan nào kiểm tra doanh nghiệp?")
    assert shared < alone


def test_the_json_tells_it(assistant: Assistant) -> None:
    refused = assistant.ask("Giá vàng hôm nay bao nhiêu?").to_json()
    assert (refused["status"], refused["confidence"]) == ("not_in_plans", None)
    told = assistant.ask("Sở Tư pháp Sơn La có nhiệm vụ gì?").to_json()
    assert told["confidence"] == dict(shipped_steps()["other-vi"])[0.0]
    assert assistant.ask("").to_json()["confidence"] is None
