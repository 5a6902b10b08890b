"""Questions by date, and which plans speak of something: held to the plans' own days."""

import datetime

import pytest

from assistant.answer import Status
from assistant.due import period
from assistant.service import Assistant

LANG_SON, LAI_CHAU, SON_LA = "lang-son-pci-2026", "lai-chau-kl90-2026", "son-la-nq02-2026"
TODAY = datetime.date(2026, 7, 1)


def day(month: int, number: int, year: int = 2026) -> datetime.date:
    return datetime.date(year, month, number)


@pytest.fixture(autouse=True)
def first_of_july(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_TODAY", TODAY.isoformat())


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Việc nào đến hạn trong tháng 6?", (day(6, 1), day(6, 30))),
        ("viec nao den han trong thang 2/2027", (day(2, 1, 2027), day(2, 28, 2027))),
        ("Which duties fall due in December 2026?", (day(12, 1), day(12, 31))),
        ("What is due in Q2?", (day(4, 1), day(6, 30))),
        ("Nhiệm vụ nào có hạn trong quý IV năm 2026?", (day(10, 1), day(12, 31))),
        ("Which reports are due by 15 June 2026?", (datetime.date.min, day(6, 15))),
        ("Các sở phải nộp gì trước ngày 10/6/2026?", (datetime.date.min, day(6, 10))),
        ("Which reports are due before July 2026?", (datetime.date.min, day(6, 30))),
        ("Việc nào phải hoàn thành trước tháng 7/2026?", (datetime.date.min, day(6, 30))),
        ("Việc nào phải hoàn thành trước quý III năm 2026?", (datetime.date.min, day(6, 30))),
        ("Which duties are due by July 2026?", (datetime.date.min, day(7, 31))),
        ("What is due before the end of July 2026?", (datetime.date.min, day(7, 31))),
        ("What is due in the next 30 days?", (day(7, 1), day(7, 31))),
        ("Nhiệm vụ nào đã quá hạn?", (datetime.date.min, day(6, 30))),
        ("Việc nào đến hạn ngày 31/6?", None),
        ("Việc nào đến hạn?", None),
    ],
)
def test_the_period_that_is_asked_for(
    question: str, expected: tuple[datetime.date, datetime.date] | None
) -> None:
    assert period(question, TODAY) == expected


def found(assistant: Assistant, question: str) -> set[tuple[str, str]]:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    return {(row.plan, row.section) for row in answer.rows}


def test_what_falls_due_in_june(assistant: Assistant) -> None:
    """Sơn La IV.1 (10 June), IV.3 (15 June) and III.2.1 (the second quarter)."""
    expected = {(SON_LA, "IV.1"), (SON_LA, "IV.3"), (SON_LA, "III.2.1")}
    assert found(assistant, "Việc nào đến hạn trong tháng 6?") == expected
    assert found(assistant, "Which duties fall due in June 2026?") == expected


def test_what_a_body_owes_in_a_quarter(assistant: Assistant) -> None:
    """Lạng Sơn V.4: before 20 December; V.1's 10 December is of the lead bodies."""
    question = "Sở Tài chính Lạng Sơn phải nộp gì trong quý IV/2026?"
    assert found(assistant, question) == {(LANG_SON, "V.4")}


def test_a_plan_does_not_tell_what_was_done(assistant: Assistant) -> None:
    answer = assistant.ask("Nhiệm vụ nào của Sơn La đã quá hạn?")
    assert "không cho biết việc nào đã làm xong" in answer.answer.split("\n")[0]
    assert {row.section for row in answer.rows} == {"IV.1", "IV.3", "III.2.1"}


def test_nothing_falls_due(assistant: Assistant) -> None:
    answer = assistant.ask("Lai Châu có việc nào đến hạn trong tháng 3?")
    assert answer.status is Status.NOT_IN_PLANS
    assert not answer.rows


def test_which_plans_speak_of_a_body(assistant: Assistant) -> None:
    """The Department of Health stands in a heading of Sơn La (3.2) alone."""
    answer = assistant.ask("Kế hoạch nào nhắc đến Sở Y tế?")
    assert answer.status is Status.ANSWERED
    assert {c.plan for c in answer.citations} == {SON_LA}
    assert "Lạng Sơn không nhắc đến Sở Y tế" in answer.answer
    assert "Lai Châu không nhắc đến Sở Y tế" in answer.answer


def test_no_plan_speaks_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("Which plans mention the Department of Foreign Affairs?")
    assert answer.status is Status.NOT_IN_PLANS
    assert not answer.citations


def test_before_a_month_is_not_in_it(assistant: Assistant) -> None:
    """Lạng Sơn V.1 falls due on 25 July: it is no answer to "before July"."""
    asked = "Which duties in Lang Son are due before July 2026?"
    assert assistant.ask(asked).status is Status.NOT_IN_PLANS
    assert found(assistant, asked.replace("before", "by")) == {(LANG_SON, "V.1")}


@pytest.mark.parametrize(
    "question",
    [
        "UBND các xã ở Lạng Sơn phải báo cáo trước ngày nào?",
        "By when must communes report in Lang Son?",
    ],
)
def test_the_time_of_another_body_is_not_that_of_the_body_asked_about(
    assistant: Assistant, question: str
) -> None:
    """Lạng Sơn V.1: 25 July is the Department of Finance's; 10 December is of all in charge."""
    answer = assistant.ask(question)
    quotes = " ".join(citation.quote for citation in answer.citations)
    assert "25/7" not in answer.answer
    assert "25 July" not in answer.answer
    assert "10/12/2026" in quotes
