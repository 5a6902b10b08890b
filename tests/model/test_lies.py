"""Models that lie, over real clients and servers: no unproved sentence reaches an answer."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.service import Assistant
from corpus.register import assignments
from tests.model.attacks import load
from tests.model.scripts import Row, Says, Seen, Statement, script_of, statement, truthful
from tests.model.served import WithModel, model_served
from tests.model.servers import OpenAIServer

# True questions about the three plans, whose composed answers were read against them.
QUESTIONS = tuple(dict.fromkeys(attack.plain for attack in load()))
OTHER = {
    "vi": ("Sở Y tế", "Sở Dân tộc và Tôn giáo", "Sở Ngoại vụ"),
    "en": ("Department of Health", "Department of Foreign Affairs", "Department of Tourism"),
}


def _first(seen: Seen) -> Row | None:
    return seen.rows[0] if seen.rows else None


def _about(seen: Seen, text_vi: str, text_en: str) -> Sequence[Statement]:
    """Return a sentence about the first row, or the first passage where there is none."""
    row = _first(seen)
    key = row.key if row else seen.passages[0][0]
    text = text_vi if seen.language == "vi" else text_en
    body = (row.body if seen.language == "vi" else row.english or row.body) if row else ""
    return [statement(text.replace("BODY", body or OTHER[seen.language][0]), key)]


def another_agency(seen: Seen) -> Sequence[Statement]:
    """Another body leads."""
    there = " ".join(row.body + row.english for row in seen.rows)
    other = next(body for body in OTHER[seen.language] if body not in there)
    return _about(seen, f"**{other}** chủ trì nhiệm vụ này.", f"The **{other}** leads this task.")


def swapped(seen: Seen) -> Sequence[Statement]:
    """The body that leads coordinates, those that coordinate lead."""
    row = _first(seen)
    if row and row.role in ("phối hợp", "coordinates"):
        return _about(seen, "**BODY** chủ trì nhiệm vụ này.", "The **BODY** leads this task.")
    return _about(
        seen,
        "**BODY** chỉ phối hợp trong nhiệm vụ này.",
        "The **BODY** only coordinates on this task.",
    )


def denied(seen: Seen) -> Sequence[Statement]:
    """The body does not do it."""
    return _about(
        seen,
        "**BODY** không chủ trì nhiệm vụ này theo kế hoạch.",
        "The **BODY** does not lead this task under the plan.",
    )


def invented_quote(seen: Seen) -> Sequence[Statement]:
    """A true sentence rests on words that stand nowhere."""
    row = _first(seen)
    key = row.key if row else seen.passages[0][0]
    text = truthful(row, seen.language) if row else "Theo kế hoạch này."
    return [statement(text, key, quotes=[(key, "Sở Y tế chủ trì cấp phép cho mọi doanh nghiệp")])]


def altered_digit(seen: Seen) -> Sequence[Statement]:
    """A number that the plan does not have."""
    return _about(
        seen,
        "Theo kế hoạch, **BODY** phải hoàn thành nhiệm vụ này trước ngày 17/9/2031.",
        "Under the plan, the **BODY** must complete this task before 17 September 2031.",
    )


def altered_quote(seen: Seen) -> Sequence[Statement]:
    """A quote with one letter changed."""
    row = _first(seen)
    key, words = (row.key, row.words) if row else seen.passages[0]
    changed = words[:10] + "x" + words[10:80]
    text = truthful(row, seen.language) if row else "Theo kế hoạch này."
    return [statement(text, key, quotes=[(key, changed)])]


def unknown_key(seen: Seen) -> Sequence[Statement]:
    """A true sentence under a key that was never sent."""
    row = _first(seen)
    text = truthful(row, seen.language) if row else "Theo kế hoạch này."
    return [statement(text, "k1")]


def no_key(seen: Seen) -> Sequence[Statement]:
    """A true sentence under no key."""
    row = _first(seen)
    return [statement(truthful(row, seen.language) if row else "Theo kế hoạch này.")]


def other_language(seen: Seen) -> Sequence[Statement]:
    """The language is switched."""
    return _about(
        seen,
        "The body named in the plan leads this task and others coordinate with it.",
        "Cơ quan được nêu trong kế hoạch chủ trì nhiệm vụ này, các cơ quan khác phối hợp.",
    )


def third_language(seen: Seen) -> Sequence[Statement]:
    """Neither language is kept."""
    return _about(seen, "根据该计划,由该机构牵头。", "Selon le plan, le département dirige.")


def advice(seen: Seen) -> Sequence[Statement]:
    """Something is added that no plan says."""
    return _about(
        seen,
        "**BODY** cấp giấy phép trong ba ngày và miễn mọi khoản phí cho doanh nghiệp nước ngoài.",
        "The **BODY** grants licences within three days and waives all fees for foreign firms.",
    )


def address(seen: Seen) -> Sequence[Statement]:
    """A page is named to turn to."""
    return _about(
        seen,
        "**BODY** nhận hồ sơ tại https://nop.example và qua số 0900 000 000.",
        "The **BODY** takes applications at https://apply.example or on 0900 000 000.",
    )


def invented_body(seen: Seen) -> Sequence[Statement]:
    """A body that does not exist leads."""
    return _about(
        seen,
        "**Sở Phép thuật và Vũ trụ** chủ trì nhiệm vụ này.",
        "The **Department of Magic and Space** leads this task.",
    )


def half_true(seen: Seen) -> Sequence[Statement]:
    """A sentence begins with the truth and ends with a lie."""
    row = _first(seen)
    if row is None:
        return invented_body(seen)
    lie_vi = " và Sở Ngoại vụ phê duyệt mọi hồ sơ."
    lie_en = " and the Department of Foreign Affairs approves every file."
    lie = lie_vi if seen.language == "vi" else lie_en
    return [statement(truthful(row, seen.language).rstrip(".") + lie, row.key)]


LIES: tuple[Says, ...] = (
    another_agency,
    swapped,
    denied,
    invented_quote,
    altered_digit,
    altered_quote,
    unknown_key,
    no_key,
    other_language,
    third_language,
    advice,
    address,
    invented_body,
    half_true,
)


@pytest.fixture(scope="module", params=["openai", "openai-lines", "ollama"])
def served(request: pytest.FixtureRequest, built: Path) -> Iterator[WithModel]:
    provider, _, lines = request.param.partition("-")
    with model_served(built, provider, refuse_format=bool(lines)) as made:
        yield made


def _said(answer: Answer) -> str:
    return re.sub(r"\s+", " ", answer.answer.replace("**", ""))


def _check(served: WithModel, plain: Assistant, question: str, says: Says) -> int:
    """Ask; return 1 after asserting that no state of the answer says the lie."""
    told: list[str] = []

    def remembering(seen: Seen) -> Sequence[Statement]:
        statements = says(seen)
        told.extend(one["text"].replace("**", "") for one in statements)
        return statements

    served.script = script_of(remembering)
    composed = plain.ask(question)
    states = served.states(question)
    rows = {
        (row.plan, row.section, row.agency, str(row.role))
        for plan in plain.plans()
        for row in assignments(plan)
    }
    for state in states:
        assert not any(lie in _said(state) for lie in told), (question, told)
        assert {(r.plan, r.section, r.agency, r.role) for r in state.rows} <= rows
    assert states[-1].answer == composed.answer
    assert states[-1].answered_by == composed.answered_by
    return len(told)


def _questions(served: WithModel) -> Sequence[str]:
    """Return all questions for one way to a model, a third of them for the others."""
    whole = isinstance(served.server, OpenAIServer) and not served.refuses_format
    return QUESTIONS if whole else QUESTIONS[::3]


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.__name__)
def test_no_lie_reaches_an_answer(lie: Says, served: WithModel, assistant: Assistant) -> None:
    asked = _questions(served)
    told = sum(_check(served, assistant, question, lie) for question in asked)
    assert told >= len(asked) / 3  # lists and tables are never given to a model


def test_a_true_sentence_is_kept_and_the_lie_beside_it_goes(
    served: WithModel, assistant: Assistant
) -> None:
    """The last one would pass alone: it is not against the register, only nowhere proved."""
    kept = 0
    for question in _questions(served):
        lies: list[str] = []

        def says(seen: Seen, lies: list[str] = lies) -> Sequence[Statement]:
            if not seen.rows:
                return []
            lie = advice(seen)
            lies.append(lie[0]["text"].replace("**", ""))
            true = [statement(truthful(row, seen.language), row.key) for row in seen.rows[:3]]
            return [*true, *lie]

        served.script = script_of(says)
        states = served.states(question)
        for state in states:
            assert not any(lie in _said(state) for lie in lies)
        kept += states[-1].answered_by == "model"
    assert kept >= len(_questions(served)) / 4
