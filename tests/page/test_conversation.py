import logging
from copy import deepcopy
from dataclasses import replace

import pytest

from assistant.answer import AnswerRow, Status
from assistant.page.conversation import (
    HERE,
    about_html,
    header_html,
    messages,
    panel,
    referenced,
    register_link,
    welcome_html,
)
from assistant.page.talk import (
    MAX_HISTORY,
    MAX_TURNS,
    Talk,
    Turn,
    Turns,
    answer_safely,
    answering,
)
from corpus.settings import MAX_QUESTION
from prompts.page import WORDS
from tests.page.reading import read
from tests.page.stand_in import EVIL, FACTS, FLAGSHIP, QUOTE, StandIn, make_answer, make_plan

VI, EN = WORDS["vi"], WORDS["en"]


def ask(talk: Talk, assistant: StandIn, question: str) -> Turns:
    return list(answering(talk, talk.begin(question), assistant))[-1]


def talk(assistant: StandIn, *questions: str) -> Turns:
    going = Talk()
    for question in questions:
        ask(going, assistant, question)
    return going.turns


def test_earlier_questions_are_the_history_of_the_next() -> None:
    assistant = StandIn()
    talk(assistant, "a", "b", "c")
    assert assistant.asked == [("a", (), ()), ("b", ("a",), ()), ("c", ("a", "b"), ())]


def test_history_and_turns_have_an_end() -> None:
    assistant = StandIn()
    turns = talk(assistant, *map(str, range(MAX_TURNS + 5)))
    assert len(turns) == MAX_TURNS
    assert [turn.number for turn in turns] == list(range(6, MAX_TURNS + 6))
    last = MAX_TURNS + 4
    assert assistant.asked[-1][1] == tuple(map(str, range(last - MAX_HISTORY, last)))


def test_two_visitors_start_from_the_same_page_and_do_not_see_each_other() -> None:
    assistant, page = StandIn(), Talk()
    ask(page, assistant, "a")
    one, two = deepcopy(page), deepcopy(page)
    ask(one, assistant, "b")
    assert [turn.question for turn in one.turns] == ["b"]
    assert two.turns == ()


def test_a_question_asked_while_another_is_answered_has_its_own_answer() -> None:
    assistant, going = StandIn(), Talk()
    first = answering(going, going.begin("planted"), assistant)
    assert [turn.whole for turn in next(first)] == [False]
    ask(going, assistant, "row")
    turns = list(first)[-1]
    assert [(turn.question, turn.whole) for turn in turns] == [("planted", True), ("row", True)]
    assert [EVIL in turn.answer.answer for turn in turns if turn.answer] == [True, False]


def test_an_answer_on_its_way_finds_no_place_in_a_conversation_begun_anew() -> None:
    assistant, going = StandIn(), Talk()
    first = answering(going, going.begin("planted"), assistant)
    next(first)
    going.clear()
    assert list(first)[-1] == ()
    assert going.turns == ()


def test_an_answer_that_grows_says_so() -> None:
    assistant, going = StandIn(), Talk()
    states = list(answering(going, going.begin("row"), assistant))
    notes = [VI.writing in read(messages(turns, VI)[1]["content"]).text for turns in states]
    assert notes == [True, False]


def test_a_waiting_question_is_shown_with_a_word() -> None:
    going = Talk()
    going.begin("<b>?")
    shown = messages(going.turns, VI)
    assert [m["role"] for m in shown] == ["user", "assistant"]
    assert read(shown[0]["content"]).text == "<b>?"
    assert VI.searching in read(shown[1]["content"]).text


def test_marks_lead_to_the_sources_of_their_own_answer() -> None:
    turns = talk(StandIn(), FLAGSHIP, "planted")
    links = [read(m["content"]).links for m in messages(turns, EN) if m["role"] == "assistant"]
    assert links == [["#source-1-1"], ["#source-2-1"] * 2]
    seen = read(panel(turns, (make_plan(),), EN))
    ids = [value for tag, name, value in seen.attributes if name == "id" and tag == "article"]
    assert ids == ["source-2-1", "source-1-1"]
    assert seen.marked == [EVIL, QUOTE]


def test_suggestions_are_offered_after_the_last_answer_only() -> None:
    shown = messages(talk(StandIn(), "x", "y"), VI)
    assert "options" not in shown[1]
    assert shown[3]["options"] == [{"value": FLAGSHIP, "label": FLAGSHIP}]


def test_a_refusal_is_named_calmly() -> None:
    seen = read(messages(talk(StandIn(), "x"), VI)[1]["content"])
    assert seen.text.startswith(VI.refused)
    assert ("div", "class", "answer not_in_plans") in seen.attributes


def test_what_was_understood_is_shown_where_it_differs() -> None:
    answer = make_answer("so nao", "Yes.", Status.ANSWERED)
    turn = Turn(1, "so nao", "t", replace(answer, standalone_question="sở <nào>"))
    assert "Hiểu là: “sở <nào>”" in read(messages((turn,), VI)[1]["content"]).text
    same = Turn(1, "so nao", "t", answer)
    assert "Hiểu là" not in read(messages((same,), VI)[1]["content"]).text


def test_an_answer_without_words_shows_its_reason() -> None:
    answer = replace(make_answer("q", "", Status.ERROR), reason="Không có kế hoạch <x>")
    seen = read(messages((Turn(1, "q", "t", answer, whole=True),), VI)[1]["content"])
    assert seen.text == f"{VI.failed}Không có kế hoạch <x>"


def test_a_fault_goes_to_the_log_and_not_to_the_page(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = answer_safely(StandIn(), "broken")
        shown = talk(StandIn(), "broken")[0].answer
    assert shown is not None
    for told in (answer, shown):
        assert told.status is Status.ERROR
        assert "inside" not in told.answer
    assert "the inside of the program" in caplog.text


def test_a_question_too_long_is_not_asked() -> None:
    assistant = StandIn()
    answer = answer_safely(assistant, "x" * (MAX_QUESTION + 1))
    assert answer.status is Status.ERROR
    assert assistant.asked == []
    told = talk(assistant, "x" * (MAX_QUESTION + 1))[0].answer
    assert told is not None
    assert told.status is Status.ERROR
    assert assistant.asked == []
    assert answer_safely(assistant, "x" * MAX_QUESTION).status is not Status.ERROR


def test_an_empty_conversation_names_the_provinces_of_the_plans() -> None:
    def of(province: str) -> object:
        return replace(make_plan(province), facts=replace(FACTS, province=province))

    three = [of("Sơn La"), of("Lai Châu"), of("Lạng Sơn")]
    assert "3 kế hoạch của Lai Châu, Lạng Sơn và Sơn La," in read(welcome_html(three, VI)).text
    assert "1 plan, of Huế," in read(welcome_html([of("Huế")], EN)).text
    assert EN.knows_none in read(welcome_html([], EN)).text


def test_the_page_about_itself_says_what_a_plan_leaves_blank() -> None:
    seen = read(about_html([make_plan()], EN))
    assert "KH-UBND (number not filled in); date not filled in: “ngày tháng 7" in seen.text
    assert "<i>PCI</i>" in seen.text


def test_the_page_about_itself_says_what_is_kept() -> None:
    assert EN.kept_votes in read(about_html([make_plan()], EN)).text
    assert EN.kept_nothing in read(about_html([make_plan()], EN, votes=False)).text
    assert VI.title in read(header_html(VI)).text


def test_an_answer_says_its_language_and_quotes_theirs() -> None:
    seen = read(messages(talk(StandIn(), FLAGSHIP), VI)[1]["content"])
    assert ("div", "lang", "en") in seen.attributes
    assert ("blockquote", "lang", "vi") in seen.attributes


def test_a_whole_answer_can_be_copied_and_judged_and_an_error_cannot() -> None:
    def buttons(turns: Turns, *, votes: bool = True) -> list[str]:
        content = messages(turns, VI, votes=votes)[1]["content"]
        return [
            v for tag, name, v in read(content).attributes if (tag, name) == ("button", "class")
        ]

    turns = talk(StandIn(), FLAGSHIP)
    assert buttons(turns) == ["copy-answer", "vote up", "vote down"]
    assert buttons(turns, votes=False) == ["copy-answer"]
    assert buttons((replace(turns[0], vote="down"),)) == [
        "copy-answer", "vote up", "vote down chosen",
    ]  # fmt: skip
    assert buttons((replace(turns[0], whole=False),)) == []
    assert buttons(talk(StandIn(), "broken")) == []


def test_a_judgement_is_replaced_or_taken_back() -> None:
    going = Talk()
    waiting = going.begin("row")
    assert going.vote(waiting.number, "up") is None  # nothing to judge yet
    list(answering(going, waiting, StandIn()))
    judged = [going.vote(1, verdict) for verdict in ("up", "down", "down")]
    assert [turn.vote for turn in judged if turn] == ["up", "down", ""]
    assert going.vote(2, "up") is None


def test_each_answer_is_judged_under_a_name_of_its_own() -> None:
    going = Talk()
    assert len({going.begin("q").token for _ in range(20)}) == 20


def test_an_answer_is_copied_with_its_references() -> None:
    turn = talk(StandIn(), FLAGSHIP)[0]
    assert turn.answer is not None
    plan = make_plan()
    at = plan.text.index(QUOTE)
    place = f"?plan=stand-in-2026&start={at}&end={at + len(QUOTE)}"
    assert referenced(turn.answer, {plan.id: plan}, EN).split("\n") == [
        "In Lạng Sơn, the Department of Agriculture and Environment (Sở Nông nghiệp và Môi "
        "trường) leads the monitoring of the land access index. [1]",
        "",
        f"> {QUOTE}",
        "",
        "Sources:",
        "[1] Lạng Sơn, Cải thiện môi trường đầu tư kinh doanh <i>PCI</i> năm 2026, "
        f"2.2. Chỉ số thành phần Tiếp cận nguồn lực: “{QUOTE}”",
        f"    {HERE}{place}",
    ]


def rows(*told: tuple[str, str, str]) -> tuple[AnswerRow, ...]:
    return tuple(
        AnswerRow(agency, "lead", task, None, plan, "III", (1,)) for agency, plan, task in told
    )


def test_a_long_list_of_one_body_leads_to_its_rows_of_the_register() -> None:
    answer = make_answer("q", "**X**", Status.ANSWERED)
    many = [("Sở Tài chính", "a-2026", f"task {n}") for n in range(5)]
    listed = replace(answer, rows=rows(*many, ("Sở Nội vụ", "a-2026", "task 1")))
    assert register_link(listed) == (
        "?tab=register&agency=S%E1%BB%9F+T%C3%A0i+ch%C3%ADnh&plan=a-2026"
    )
    over = replace(answer, rows=rows(*many, ("Sở Tài chính", "b-2026", "task 9")))
    assert register_link(over) == "?tab=register&agency=S%E1%BB%9F+T%C3%A0i+ch%C3%ADnh"
    assert register_link(replace(answer, rows=rows(*many[:4]))) == ""
    shared = [("Các sở, ban, ngành", "a-2026", f"task {n}") for n in range(9)]
    assert register_link(replace(answer, rows=rows(*many, *shared))) == register_link(listed)
    assert register_link(answer) == ""
    shown = read(messages((Turn(1, "q", "t", listed, whole=True),), EN)[1]["content"])
    assert EN.in_register in shown.text


def test_a_document_cannot_end_the_text_that_is_kept_for_copying() -> None:
    seen = read(panel(talk(StandIn(), "planted"), (make_plan(),), EN))
    assert seen.elements.count("pre") == 1
    assert not {"img", "script", "b"} & set(seen.elements)


def test_the_pages_limits_are_the_assistants(monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant import service

    assert MAX_HISTORY == service.MAX_HISTORY
    monkeypatch.setenv("PLANS_MAX_QUESTION", "100")
    assert answer_safely(StandIn(), "x" * 101).status is Status.ERROR
    assert answer_safely(StandIn(), "x" * 100).status is not Status.ERROR
