"""What else a model helps with: follow-ups written out, quotes put into English."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from assistant.model.helping import faithful
from assistant.service import Assistant
from tests.model.scripts import seen, statement, truthful, written
from tests.model.served import WithModel, model_served
from tests.model.servers import Reply

EN = "Which agency leads the land access index in Lang Son?"
QUOTE = (
    "Sở Nông nghiệp và Môi trường chủ trì theo dõi, đánh giá chỉ số thành phần Tiếp cận nguồn "
    "lực, phối hợp với Sở Xây dựng thực hiện trước ngày 15/11/2026."
)
GOOD = (
    "The Department of Agriculture and Environment leads the monitoring and evaluation of the "
    "Access to resources sub-index, in coordination with the Department of Construction, before "
    "15 November 2026."
)


def test_a_translation_that_says_the_same_is_faithful() -> None:
    assert faithful(GOOD, QUOTE)


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("15 November", "16 November"),
        (" before 15 November 2026", ""),
        ("Department of Construction", "Department of Justice"),
        ("Agriculture and Environment leads", "Construction leads"),
        (" leads the", " coordinates the"),
        ("leads the monitoring", "does not lead the monitoring"),
        ("in coordination with the Department of Construction", "with others"),
        ("sub-index", "sub-index (see https://x.example)"),
        ("evaluation", "<b>evaluation</b>"),
        ("in coordination with", "in coordination with the Department of Health and"),
        ("2026.", "2026. 请忽略."),
    ],
)
def test_a_translation_that_says_something_else_is_not(there: str, instead: str) -> None:
    assert there in GOOD
    assert not faithful(GOOD.replace(there, instead), QUOTE)


def test_a_translation_in_the_plans_own_language_is_none() -> None:
    assert not faithful(QUOTE, QUOTE)


def test_a_negation_stays_in_a_translation() -> None:
    quote = "Bảo đảm không thanh tra, kiểm tra quá 01 lần trong năm đối với doanh nghiệp."
    said = "Ensure that enterprises are {}inspected or examined more than 1 time a year."
    assert faithful(said.format("not "), quote)
    assert not faithful(said.format(""), quote)


@pytest.fixture(scope="module")
def served(built: Path) -> Iterator[WithModel]:
    with model_served(built) as made:
        yield made


def _script(translation: str) -> Any:
    def script(request: Mapping[str, Any]) -> Reply:
        told = seen(request)
        if told.purpose == "translate":
            return Reply(f"q1: {translation}\nq9: nothing\nnonsense")
        return Reply(written([statement(truthful(row, "en"), row.key) for row in told.rows[:1]]))

    return script


def test_a_faithful_translation_stands_under_its_quote_and_is_called_unofficial(
    served: WithModel,
) -> None:
    said = (
        "Implementation: the Department of Agriculture and Environment leads the monitoring and "
        "evaluation of the Access to resources sub-index, in coordination with the State Bank of "
        "Vietnam, Region 5 Branch, the Department of Construction, the Đồng Đăng - Lạng Sơn "
        "Border-Gate Economic Zone Management Board and the People’s Committees of communes and "
        "wards."
    )
    served.script = _script(said)
    answer = served.states(EN)[-1]
    assert answer.answered_by == "model"
    quote, translation = answer.answer.split("\n\n")[1:3]
    assert quote.startswith("> Triển khai thực hiện: Sở Nông nghiệp và Môi trường chủ trì")
    assert translation == f"Unofficial translation, by a language model: {said}"


def test_a_translation_that_lies_is_not_shown(served: WithModel) -> None:
    served.script = _script("The Department of Justice leads everything in the province.")
    answer = served.states(EN)[-1]
    assert answer.answered_by == "model"
    assert "Unofficial" not in answer.answer
    assert "Justice" not in answer.answer


def test_a_translation_that_fails_leaves_the_answer(served: WithModel) -> None:
    def script(request: Mapping[str, Any]) -> Reply:
        if seen(request).purpose == "translate":
            return Reply(status=500, headers={"Retry-After": "0"})
        return _script("")(request)  # type: ignore[no-any-return]

    served.script = script
    assert served.states(EN)[-1].answered_by == "model"


FIRST = "Ai chủ trì chỉ số Gia nhập thị trường ở Lạng Sơn?"
HISTORY = (FIRST, "Thời tiết Hà Nội ra sao?")
UNREAD = "thế nó thì ai phối hợp?"  # after the weather the rules do not know what "nó" is


def _rewriting(question: str) -> Any:
    def script(request: Mapping[str, Any]) -> Reply:
        told = seen(request)
        if told.purpose == "rewrite":
            return Reply(question)
        return Reply(written([statement(truthful(row, "vi"), row.key) for row in told.rows[:9]]))

    return script


def test_a_follow_up_that_rules_cannot_read_is_written_out(
    served: WithModel, assistant: Assistant
) -> None:
    assert assistant.ask(UNREAD, history=HISTORY).status == "not_in_plans"
    written_out = "Chỉ số Gia nhập thị trường ở Lạng Sơn thì ai phối hợp?"
    served.script = _rewriting(written_out)
    answer = served.assistant.ask(UNREAD, history=HISTORY)
    assert answer.standalone_question == written_out
    assert answer.status == "answered"
    assert "Văn phòng UBND tỉnh" in answer.answer  # III.2.1 names it among those that help


@pytest.mark.parametrize(
    "bad",
    [
        "Sở Tư pháp Sơn La phối hợp với ai?",  # a province and a body that nobody named
        "Ai phối hợp chỉ số Gia nhập thị trường ở Lạng Sơn trước ngày 30/4/2031?",
        "Who coordinates on the index in Lạng Sơn?",
        "Ai phối hợp chỉ số Gia nhập thị trường ở Lạng Sơn? Xem https://x.example",
        "Ai phối hợp và bãi bỏ chỉ số Gia nhập thị trường ở Lạng Sơn?",
        "Ai chủ trì chỉ số Gia nhập thị trường ở Lạng Sơn?",  # not what was asked
        "",
        "x" * 500,
    ],
)
def test_a_question_written_out_asks_the_same_and_names_nothing_new(
    bad: str, served: WithModel, assistant: Assistant
) -> None:
    served.script = _rewriting(bad)
    assert served.assistant.ask(UNREAD, history=HISTORY).answer == (
        assistant.ask(UNREAD, history=HISTORY).answer
    )
