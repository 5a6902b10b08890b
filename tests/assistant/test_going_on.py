"""What goes on from an answer: the rest, the second of it, where it stands; counted by hand."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from assistant import composing
from assistant.answer import Answer, Reason, Status
from assistant.draft import Draft
from assistant.query import Query
from assistant.service import Assistant
from corpus.types import Plan

LANG_SON, LAI_CHAU, SON_LA = "lang-son-pci-2026", "lai-chau-kl90-2026", "son-la-nq02-2026"
FINANCE, TRADE, JUSTICE = "Sở Tài chính", "Sở Công Thương", "Sở Tư pháp"
SCIENCE = "Sở Khoa học và Công nghệ"
EVERYBODY = "Các sở, ban, ngành"
# Sơn La gives "Các sở, ban, ngành" 3 duties in III.1, 5 in III.2.4, 5 in III.3.3, 4 in III.4.7,
# 3 in III.7.6, 4 in III.8.4 and the 4 targets of the annex: 28. In two of them ("Phối hợp rà
# soát …" in III.3.3, "Phối hợp với Thanh tra tỉnh …" in III.8.4) they coordinate only.
SHARED_SON_LA = 28 - 2
SHARED_LANG_SON = 3  # I.2, III.1.1 and the third line of V.1
TRADE_DUTIES = "Sở Công Thương Sơn La có những nhiệm vụ gì?"


def lines(answer: Answer) -> list[str]:
    """Return the lines that list something."""
    return [line for line in answer.answer.split("\n") if line.startswith("- ")]


def tasks(answer: Answer) -> set[str]:
    return {row.task for row in answer.rows}


def sections(answer: Answer) -> set[str]:
    return {row.section for row in answer.rows}


def after(assistant: Assistant, *questions: str) -> Answer:
    return assistant.ask(questions[-1], history=questions[:-1])


# --- the rest ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "more", "own", "shared"),
    [
        # III.2.1 (3), III.3.3, III.4.5, III.5.2 (2), III.7.2, IV.1 and IV.3
        ("Sở Tài chính Sơn La phải làm gì?", "còn gì nữa không?", 10, SHARED_SON_LA),
        ("so tai chinh son la phai lam gi", "con gi nua", 10, SHARED_SON_LA),
        # III.3.2 (3), III.7.1 (4) and III.8.3 (3)
        ("What must the Department of Industry and Trade of Son La do?", "Anything else?", 10,
         SHARED_SON_LA),
        # III.2.1, III.2.6, III.2.7, IV.1, IV.2, IV.4, V.1 and V.4
        ("Sở Tài chính Lạng Sơn phải làm gì?", "còn việc nào khác không?", 8, SHARED_LANG_SON),
    ],
)  # fmt: skip
def test_after_a_departments_own_come_those_of_all(
    assistant: Assistant, question: str, more: str, own: int, shared: int
) -> None:
    first = assistant.ask(question)
    assert len(lines(first)) == own
    assert re.search(rf"\b{shared}\b", first.answer.split("\n\n")[-1].split("[")[0])
    rest = after(assistant, question, more)
    assert rest.status is Status.ANSWERED
    assert {row.agency for row in rest.rows} == {EVERYBODY}
    assert len(lines(rest)) == len(rest.rows) == shared
    counted = [row for row in first.rows if row.agency == EVERYBODY]
    assert [row.task for row in rest.rows] == [row.task for row in counted]


def test_a_list_cut_short_goes_on_where_it_ended(assistant: Assistant) -> None:
    """Sơn La has 15 for Sở Khoa học và Công nghệ; twelve are listed.

    III.2.3 (2), III.4.3 (3), III.6.1 (5), III.7.4 (2), III.8.2 (2) and IV.2.
    """
    question = "Sở Khoa học và Công nghệ Sơn La phải làm gì?"
    first = assistant.ask(question)
    assert len(lines(first)) == 12
    assert "Còn 3 nhiệm vụ khác" in first.answer
    rest = after(assistant, question, "còn gì nữa?")
    own = [row for row in rest.rows if row.agency == SCIENCE]
    assert [row.section for row in own] == ["III.8.2", "III.8.2", "IV.2"]
    assert rest.rows[:3] == tuple(own)
    assert len(rest.rows) == 3 + SHARED_SON_LA


@pytest.mark.parametrize(
    ("question", "more", "ends"),
    [
        (TRADE_DUTIES, "còn gì nữa?", True),
        ("Lạng Sơn hỗ trợ doanh nghiệp chuyển đổi số thế nào?", "còn gì nữa?", False),
        (
            "What free training is there for household businesses in Lang Son?",
            "Anything else?",
            True,
        ),
    ],
)
def test_what_was_told_is_not_told_again(
    assistant: Assistant, question: str, more: str, ends: bool
) -> None:
    told: set[str] = set()
    for times in range(12):
        answer = after(assistant, question, *[more] * times)
        if answer.status is Status.NOT_IN_PLANS:
            break
        cut = {re.split(r" \[\d", line)[0] for line in answer.answer.split("\n")}
        now = {line for line in cut if len(line) > 60 and not line.endswith(":")}
        assert now and not now & told
        told |= now
    assert (answer.status is Status.NOT_IN_PLANS) is ends
    assert times > 1


def test_each_rest_before_is_made_once(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each was made anew for each after it: eleven of them took a minute."""
    made: list[Query] = []
    more = composing.draft_more

    def counted(query: Query, *rest: Any) -> Draft:
        made.append(query)
        return more(query, *rest)

    monkeypatch.setattr(composing, "draft_more", counted)
    after(assistant, "Lạng Sơn hỗ trợ doanh nghiệp chuyển đổi số thế nào?", *["còn gì nữa?"] * 8)
    assert len(made) == 8


def test_after_a_passage_come_others_near_it(
    assistant: Assistant, plans: Mapping[str, Plan]
) -> None:
    question = "Lạng Sơn hỗ trợ doanh nghiệp chuyển đổi số thế nào?"
    first = assistant.ask(question)
    rest = after(assistant, question, "còn gì nữa?")
    assert rest.status is Status.ANSWERED
    assert {c.plan for c in rest.citations} == {LANG_SON}
    told = {(c.start, c.end) for c in first.citations}
    for c in rest.citations:
        assert c.quote == plans[c.plan].text[c.start : c.end]
        assert not any(c.start < end and start < c.end for start, end in told)


@pytest.mark.parametrize(
    ("question", "more"),
    [
        # nothing in the plan of Lạng Sơn names it
        ("Sở Y tế Lạng Sơn phải làm gì?", "còn gì nữa?"),
        ("Ai ký kế hoạch Cao Bằng?", "còn gì nữa?"),
        ("Who won the football world cup?", "Anything else?"),
    ],
)
def test_where_nothing_was_told_there_is_no_more(
    assistant: Assistant, question: str, more: str
) -> None:
    rest = after(assistant, question, more)
    assert (rest.status, rest.reason) == (Status.NOT_IN_PLANS, Reason.PLAN_SILENT)
    assert rest.rows == rest.citations == ()


# --- one thing of a list -------------------------------------------------------------


@pytest.mark.parametrize(
    ("pointing", "section", "starts"),
    [
        ("việc thứ hai", "III.3.2", "Bãi bỏ 100% điều kiện đầu tư kinh doanh"),
        ("nói rõ hơn về việc số 2", "III.3.2", "Bãi bỏ 100% điều kiện đầu tư kinh doanh"),
        ("viec thu tu", "III.7.1", "Triển khai sâu rộng các hoạt động cung cấp thông tin"),
        ("việc thứ mười", "III.8.3", "Chuyển sang hậu kiểm"),
        # the last of those listed, not of those only counted
        ("việc cuối cùng", "III.8.3", "Chuyển sang hậu kiểm"),
        # what was only counted comes behind what was listed
        ("việc thứ 11", "III.1.u1", "Tổ chức quán triệt và triển khai thực hiện nghiêm túc"),
    ],
)
def test_one_duty_of_a_list_in_full(
    assistant: Assistant, pointing: str, section: str, starts: str
) -> None:
    answer = after(assistant, TRADE_DUTIES, pointing)
    assert answer.status is Status.ANSWERED
    assert sections(answer) == {section}
    (task,) = tasks(answer)
    assert task.startswith(starts)
    assert task[:60] in answer.answer


@pytest.mark.parametrize("pointing", ["number 2", "The second one?", "tell me about item 2"])
def test_one_duty_of_a_list_in_english(assistant: Assistant, pointing: str) -> None:
    question = "What are the duties of the Department of Industry and Trade in Son La?"
    answer = after(assistant, question, pointing)
    assert (answer.language, sections(answer)) == ("en", {"III.3.2"})
    assert all(task.startswith("Bãi bỏ 100%") for task in tasks(answer))


def test_a_list_of_two_plans_is_counted_through(assistant: Assistant) -> None:
    """Lạng Sơn's eight come first: the ninth is Sơn La's first, III.2.1, the last its IV.3."""
    question = "Sở Tài chính phải làm gì?"
    ninth = after(assistant, question, "việc thứ 9")
    assert {(row.plan, row.section) for row in ninth.rows} == {(SON_LA, "III.2.1")}
    last = after(assistant, question, "việc cuối cùng")
    assert {(row.plan, row.section) for row in last.rows} == {(SON_LA, "IV.3")}


def test_after_the_rest_its_own_things_are_counted(assistant: Assistant) -> None:
    """The second that all departments are given is the second line of III.1."""
    answer = after(assistant, TRADE_DUTIES, "còn gì nữa?", "việc thứ hai")
    assert sections(answer) == {"III.1.u1"}
    assert all(task.startswith("Tiếp tục triển khai quyết liệt") for task in tasks(answer))


@pytest.mark.parametrize(
    ("question", "pointing", "count"),
    [
        (TRADE_DUTIES, "việc thứ 99", "36"),  # its 10 and the 26 of all
        ("What does the Department of Justice lead in Son La?", "the second one", "1"),
    ],
)
def test_a_number_that_a_list_does_not_reach(
    assistant: Assistant, question: str, pointing: str, count: str
) -> None:
    answer = after(assistant, question, pointing)
    assert (answer.status, answer.rows, answer.citations) == (Status.UNCLEAR, (), ())
    assert f" {count} " in answer.answer


def test_a_list_of_one_has_a_first_thing(assistant: Assistant) -> None:
    """Sơn La has Sở Tư pháp lead one duty: III.4.2, "Chủ trì thẩm định …"."""
    question = "What does the Department of Justice lead in Son La?"
    answer = after(assistant, question, "the first one")
    assert sections(answer) == {"III.4.2"}
    assert {row.agency for row in answer.rows} == {JUSTICE}


@pytest.mark.parametrize(
    "question",
    ["Nghị quyết số 02 của Sơn La là gì?", "số 2 năm 2026 là văn bản gì?", "quý II có việc gì?"],
)
def test_a_documents_number_and_a_quarter_are_no_thing_of_a_list(
    assistant: Assistant, question: str
) -> None:
    second = after(assistant, TRADE_DUTIES, "việc thứ hai")
    answer = after(assistant, TRADE_DUTIES, question)
    assert answer.answer != second.answer
    assert not answer.rows


def test_another_place_or_body_is_no_thing_of_the_list(assistant: Assistant) -> None:
    """III.4.2 of Sơn La: the second that Sở Tư pháp is given there is in III.2.2."""
    answer = after(assistant, TRADE_DUTIES, "nhiệm vụ thứ hai của Sở Tư pháp là gì?")
    assert TRADE not in {row.agency for row in answer.rows}


def test_a_passage_of_several_is_pointed_at(
    assistant: Assistant, plans: Mapping[str, Plan]
) -> None:
    question = "Sơn La làm gì để giảm thanh tra, kiểm tra doanh nghiệp?"
    first = assistant.ask(question)
    assert len(first.citations) > 1
    second = after(assistant, question, "ý thứ hai")
    assert second.status is Status.ANSWERED
    assert {c.quote for c in second.citations} < {c.quote for c in first.citations}


# --- asked of that one thing ---------------------------------------------------------


def test_by_when_and_with_whom_are_asked_of_the_thing(assistant: Assistant) -> None:
    """III.2.1 of Sơn La, second line: "… kiến nghị Trung ương xử lý ngay trong Quý II/2026"."""
    question = "Sở Tài chính Sơn La phải làm gì?"
    due = after(assistant, question, "việc thứ hai", "hạn khi nào?")
    assert "Quý II/2026" in due.answer
    assert sections(due) == {"III.2.1"}
    helpers = after(assistant, question, "việc thứ hai", "ai phối hợp việc đó?")
    assert sections(helpers) == {"III.2.1"}
    assert "không nêu cơ quan phối hợp" in helpers.answer


@pytest.mark.parametrize(
    ("question", "pointing", "said"),
    [
        ("Sở Khoa học và Công nghệ Sơn La chủ trì những việc gì?", "việc số 2 hạn khi nào?",
         "không nêu thời hạn"),
        ("What does the Department of Justice lead in Son La?", "the first one, when is it due?",
         "no deadline"),
    ],
)  # fmt: skip
def test_a_duty_without_a_deadline_says_so(
    assistant: Assistant, question: str, pointing: str, said: str
) -> None:
    answer = after(assistant, question, pointing)
    assert said in answer.answer
    assert all(row.deadline is None for row in answer.rows)


def test_targets_are_counted_too(assistant: Assistant) -> None:
    """The annex of Sơn La has four rows; the third is "Tỷ lệ xử lý phản ánh, kiến nghị …"."""
    question = "Kế hoạch Sơn La có bao nhiêu chỉ tiêu trong phụ lục?"
    third = after(assistant, question, "chỉ tiêu thứ ba là gì?")
    assert sections(third) == {"annex-1.row-3"}
    last = after(assistant, question, "chỉ tiêu cuối cùng?")
    assert sections(last) == {"annex-1.row-4"}


# --- where it stands -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("questions", "numbers"),
    [
        (("Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?", "Ghi ở đâu?"), ["III.", "2.3."]),
        (("ai chu tri chi so tinh minh bach o lang son", "ghi o muc nao"), ["III.", "2.3."]),
        (
            ("Who leads the informal charges index in Lang Son?", "Where is that written?"),
            ["III.", "2.5."],
        ),
        # one thing of a list stands in one place, whatever was asked of it before
        ((TRADE_DUTIES, "việc cuối cùng", "phần nào nói vậy?"), ["III.", "8.3."]),
        ((TRADE_DUTIES, "việc cuối cùng", "ghi ở đâu?", "ghi ở đâu?"), ["III.", "8.3."]),
    ],
)
def test_where_it_stands(
    assistant: Assistant,
    plans: Mapping[str, Plan],
    questions: Sequence[str],
    numbers: Sequence[str],
) -> None:
    answer = after(assistant, *questions)
    assert answer.status is Status.ANSWERED
    (line,) = [line for line in answer.answer.split("\n") if "›" in line]
    steps = re.search(r"\*\*(.+)\*\*", line)
    assert steps is not None
    assert [steps[1].split(" › ")[n].split()[0] for n in (0, -1)] == numbers
    for c in answer.citations:
        assert c.quote == plans[c.plan].text[c.start : c.end]


def test_rows_of_a_table_stand_in_one_place(assistant: Assistant) -> None:
    question = "Kế hoạch Sơn La có bao nhiêu chỉ tiêu trong phụ lục?"
    answer = after(assistant, question, "chỉ tiêu cuối cùng?", "ghi ở đâu?")
    assert answer.answer.count("PHỤ LỤC") == len(answer.citations) == 1


# --- and a change of subject ---------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "Sơn La đặt mục tiêu bao nhiêu doanh nghiệp đến hết năm 2026?",
        "Ai ký kế hoạch Lai Châu?",
        "Who signed the plan of Son La?",
        "Thanh tra tỉnh Lạng Sơn chủ trì chỉ số nào?",
    ],
)
def test_a_change_of_subject_takes_nothing(assistant: Assistant, question: str) -> None:
    alone = assistant.ask(question)
    told = after(assistant, TRADE_DUTIES, "việc thứ hai", question)
    assert (told.answer, told.rows, told.citations) == (
        alone.answer,
        alone.rows,
        alone.citations,
    )


@pytest.mark.parametrize("thanks", ["Cảm ơn", "cam on ban nhieu", "Thank you very much!"])
def test_thanks_tell_nothing_again(assistant: Assistant, thanks: str) -> None:
    answer = after(assistant, TRADE_DUTIES, thanks)
    assert (answer.status, answer.rows, answer.citations) == (Status.UNCLEAR, (), ())
