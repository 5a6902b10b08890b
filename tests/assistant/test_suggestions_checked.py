"""What is tried at all, and what a question must be to be offered."""

from collections.abc import Iterator

import pytest

from assistant import suggesting
from assistant.chain import chain_of
from assistant.conversation import follow
from assistant.duties import duties_of
from assistant.next_questions import Candidate
from assistant.service import Assistant
from assistant.short_names import _clause

LANG_SON = "lang-son-pci-2026"
ENTRY = "Cơ quan nào chủ trì chỉ số Gia nhập thị trường ở Lạng Sơn?"
FINANCE_DUTIES = "Sở Tài chính Lạng Sơn có những nhiệm vụ gì?"


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of what is tried; none of it is offered."""
    found: list[str] = []

    def refuse(_: suggesting._Check, one: Candidate, __: object) -> bool:
        found.append(one.text)
        return False

    monkeypatch.setattr(suggesting._Check, "answers", refuse)
    return found


def test_a_trouble_is_not_even_tried_elsewhere(assistant: Assistant, tried: list[str]) -> None:
    assistant.ask(
        "My factory cannot get a land lease in Lang Son, whom do I turn to?", suggest=True
    )
    assert tried
    assert not any("factory" in one for one in tried)


def test_a_section_is_not_looked_for_in_another_plan(
    assistant: Assistant, tried: list[str]
) -> None:
    assistant.ask("Mục III.2.1 của kế hoạch Lạng Sơn nói gì?", suggest=True)
    assert tried
    assert not any("Mục" in one for one in tried)


def test_plans_that_were_not_asked_for_are_not_tried(
    assistant: Assistant, tried: list[str]
) -> None:
    assistant.ask(ENTRY, plans=[LANG_SON], suggest=True)
    assert tried
    assert not any("Sơn La" in one or "Lai Châu" in one for one in tried)


def test_a_sub_index_is_asked_only_of_plans_that_share_it_out(
    assistant: Assistant, tried: list[str]
) -> None:
    """Of the three plans Lạng Sơn alone has sub-indices."""
    assistant.ask(ENTRY, suggest=True)
    assert tried
    assert not any("chỉ số" in one and "Lạng Sơn" not in one for one in tried)


def test_what_is_foreign_long_or_said_before_is_left_out(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Which agency leads the sub-index Entry Costs in Lạng Sơn?"
    good = "Which duties in Lạng Sơn are due in December 2026?"
    texts = [
        question.upper(),
        FINANCE_DUTIES,
        "What are the duties of the Department of Finance in Lạng Sơn, " + "and again " * 6 + "?",
        good,
        good.replace("?", ""),
        "Who monitors the implementation of the Lạng Sơn plan?",
    ]

    def candidates(*_: object) -> Iterator[tuple[bool, Candidate]]:
        for at, text in enumerate(texts):
            yield False, Candidate(text, "alike" if text != texts[-1] else f"{at}")
        yield False, Candidate("What are the duties of the Department of Finance?", "alike")

    monkeypatch.setattr(suggesting, "_candidates", candidates)
    monkeypatch.setattr(suggesting._Check, "answers", lambda *_: True)
    assert list(assistant.ask(question, suggest=True).suggestions) == [good, texts[-1]]


def test_a_question_is_offered_only_for_what_its_answer_holds(assistant: Assistant) -> None:
    ground = assistant.ground
    plans = tuple(ground.plans.values())
    query = follow(None, ENTRY, plans, ())
    draft = chain_of(ground).invoke(query)
    check = suggesting._Check(ground, query, draft, ())

    def offered(one: Candidate) -> bool:
        return check.answers(one, follow(None, one.text, plans, ()))

    rows = {d.section: d.rows for d in (v.duty for v in duties_of(ground.plans[LANG_SON]))}
    assert offered(Candidate(FINANCE_DUTIES, "", rows["IV.1"]))  # led by that department
    assert not offered(Candidate(FINANCE_DUTIES, "", rows["III.2.5"]))  # of the inspectorate
    assert not offered(Candidate(FINANCE_DUTIES, ""))
    assert not offered(Candidate(ENTRY, "", rows["III.2.1"]))  # nothing new
    # Answered after the conversation alone: "who coordinates" names no duty.
    assert not offered(Candidate("Còn ai phối hợp?", "", rows["III.2.1"]))


def test_what_is_evaluated_leads_to_who_evaluates_it(assistant: Assistant) -> None:
    """The four targets of Sơn La's annex are evaluated by the office of its committee."""
    asked = "Tỷ lệ xử lý phản ánh, kiến nghị đúng hạn ở Sơn La là bao nhiêu?"
    found = assistant.ask(asked, suggest=True).suggestions
    assert "Văn phòng UBND tỉnh Sơn La có những nhiệm vụ gì?" in found


@pytest.mark.parametrize(
    ("task", "name"),
    [
        ("Chủ trì rà soát các thủ tục;", "rà soát các thủ tục"),
        ("Rà soát các quy định còn chồng chéo và xử lý triệt để các vướng mắc kéo dài", None),
        (
            "Rà soát các quy định còn chồng chéo, vướng mắc nhằm tạo thuận lợi cho mọi người",
            "rà soát các quy định còn chồng chéo, vướng mắc",
        ),
        ("Tạo điều kiện thuận lợi để doanh nghiệp thực hiện quyền tố cáo, khiếu nại", None),
        ("Căn cứ nhiệm vụ được giao", None),
        ("là cơ quan đầu mối", None),
    ],
)
def test_a_task_is_cut_only_before_how_and_why(task: str, name: str | None) -> None:
    assert _clause(task) == name
