"""Follow-up questions keep their subject; a question of its own stands alone."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Reason, Status
from assistant.conversation import follow
from assistant.draft import Draft
from assistant.query import Home, Kind, Points, Query
from assistant.service import Assistant
from corpus.types import Plan, Role

LANG_SON, LAI_CHAU, SON_LA = "lang-son-pci-2026", "lai-chau-kl90-2026", "son-la-nq02-2026"


class Talk:
    """A conversation; each question is understood after those before it."""

    def __init__(self, plans: Mapping[str, Plan]) -> None:
        self.plans = tuple(plans.values())

    def __call__(self, *questions: str) -> Query:
        query: Query | None = None
        for question in questions:
            query = follow(query, question, self.plans, ())
        assert query is not None
        return query


@pytest.fixture
def talk(plans: Mapping[str, Plan]) -> Talk:
    return Talk(plans)


def test_a_first_question_stands_alone(talk: Talk) -> None:
    query = talk("Ai chủ trì chỉ số Tính minh bạch?")
    assert query.standalone == query.question == "Ai chủ trì chỉ số Tính minh bạch?"


@pytest.mark.parametrize("second", ["Còn Sơn La?", "còn ở Sơn La thì sao?", "con son la thi sao"])
def test_another_place_keeps_subject_and_role(talk: Talk, second: str) -> None:
    first = talk("Ai chủ trì tuyên truyền ở Lạng Sơn?")
    query = talk("Ai chủ trì tuyên truyền ở Lạng Sơn?", second)
    assert query.places == ("Sơn La",)
    assert query.plans == (SON_LA,)
    assert (query.kind, query.role) == (first.kind, first.role) == (Kind.WHO, Role.LEAD)
    assert {c.name for c in first.concepts} <= {c.name for c in query.concepts}


def test_another_place_in_english(talk: Talk) -> None:
    query = talk("Who leads communication in Lạng Sơn?", "And in Sơn La?")
    assert (query.language, query.plans, query.role) == ("en", (SON_LA,), Role.LEAD)


def test_another_index_keeps_place_and_role(talk: Talk) -> None:
    first = "Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?"
    query = talk(first, "Còn chỉ số Cạnh tranh bình đẳng?")
    assert query.plans == (LANG_SON,)
    assert (query.kind, query.role) == (Kind.WHO, Role.LEAD)
    alone = talk("Ai chủ trì chỉ số Cạnh tranh bình đẳng ở Lạng Sơn?")
    assert query.indices == alone.indices
    assert query.indices != talk(first).indices


def test_another_role_keeps_the_subject(talk: Talk) -> None:
    first = "Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?"
    query = talk(first, "Ai phối hợp?")
    assert query.role is Role.COORDINATE
    assert query.indices == talk(first).indices
    assert query.plans == (LANG_SON,)


def test_when_is_asked_of_the_same_thing(talk: Talk) -> None:
    query = talk("Sở Tài chính báo cáo UBND tỉnh Lạng Sơn việc gì?", "Khi nào?")
    assert query.kind is Kind.WHEN
    assert query.plans == (LANG_SON,)


def test_a_subject_lives_through_two_short_questions(talk: Talk) -> None:
    query = talk("Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?", "Ai phối hợp?", "Còn Lai Châu?")
    assert query.places == ("Lai Châu",)
    assert query.plans == (LAI_CHAU,)
    assert query.role is Role.COORDINATE


def test_what_is_shown_as_understood_names_the_subject(talk: Talk) -> None:
    query = talk("Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?", "Còn Sơn La?")
    assert "Tính minh bạch" in query.standalone
    assert "Sơn La" in query.standalone
    assert query.question == "Còn Sơn La?"


@pytest.mark.parametrize(
    "second",
    [
        "Thanh tra tỉnh có nhiệm vụ gì ở Sơn La?",
        "Sơn La đặt mục tiêu bao nhiêu doanh nghiệp đến hết năm 2026?",
        "How many new businesses does Sơn La aim to establish in 2026?",
    ],
)
def test_a_whole_question_forgets_the_one_before(talk: Talk, second: str) -> None:
    alone = talk(second)
    assert talk("Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?", second) == alone


def test_an_unknown_place_is_not_covered_by_the_place_before(talk: Talk) -> None:
    query = talk("Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?", "Còn Cao Bằng?")
    assert query.unknown_place == "Cao Bằng"


def test_an_unknown_place_is_left_behind_by_a_known_one(talk: Talk) -> None:
    query = talk("Ai chủ trì chỉ số Tính minh bạch ở Cao Bằng?", "Còn Lạng Sơn?")
    assert query.unknown_place is None
    assert query.plans == (LANG_SON,)
    assert query.indices


# --- the order of readings -----------------------------------------------------------


class Asked:
    """Answers what a test says is answered, and keeps what was asked in its order."""

    def __init__(self, answers: Callable[[Query], bool]) -> None:
        self.answers = answers
        self.seen: list[Query] = []

    def __call__(self, query: Query) -> Draft:
        self.seen.append(query)
        if self.answers(query):
            return Draft(Status.ANSWERED, None, "passages", ())
        return Draft(Status.NOT_IN_PLANS, Reason.PLAN_SILENT, "none", ())


def read(plans: Mapping[str, Plan], first: str, second: str, asked: Asked) -> Query:
    every = tuple(plans.values())
    return follow(follow(None, first, every, ()), second, every, (), asked)


TOPIC = "Thuế tỉnh Lạng Sơn chủ trì việc gì?"


@pytest.mark.parametrize(
    "question", ["Ai chủ trì Tính minh bạch?", "Ai chủ trì cải cách hành chính?"]
)
def test_a_topic_of_its_own_is_first_asked_in_the_place_before(
    plans: Mapping[str, Plan], question: str
) -> None:
    """After a question on the tax office of Lạng Sơn: there, and not of that office."""
    asked = Asked(lambda _: True)
    query = read(plans, TOPIC, question, asked)
    assert (query.places, query.plans) == (("Lạng Sơn",), (LANG_SON,))
    assert query.actors == ()
    assert query.standalone == f"{question} (Lạng Sơn)"


def test_where_the_place_before_is_silent_it_is_asked_alone(plans: Mapping[str, Plan]) -> None:
    question = "Ai cấp chứng chỉ hành nghề kiến trúc cho doanh nghiệp xây dựng nước ngoài?"
    asked = Asked(lambda query: not query.places)
    query = read(plans, TOPIC, question, asked)
    assert query.places == ()
    assert set(query.plans) == {LANG_SON, LAI_CHAU, SON_LA}
    assert [bool(q.places) for q in asked.seen] == [True, False]  # the place before comes first


def test_what_cannot_stand_alone_leans_first(plans: Mapping[str, Plan]) -> None:
    asked = Asked(lambda _: True)
    query = read(plans, "Ai chủ trì Tính minh bạch ở Lạng Sơn?", "Ai phối hợp?", asked)
    assert query.indices
    assert query.role is Role.COORDINATE
    assert len(asked.seen) == 1  # the first that is answered counts


def test_where_no_reading_is_answered_the_first_counts(plans: Mapping[str, Plan]) -> None:
    answered, silent = Asked(lambda _: True), Asked(lambda _: False)
    for question in ("Ai phối hợp?", "Ai chủ trì Tính minh bạch?", "Còn đất đai?"):
        first = read(plans, TOPIC, question, answered)
        assert read(plans, TOPIC, question, silent) == first


@pytest.mark.parametrize(
    "question",
    [
        "Sơn La có bao nhiêu doanh nghiệp?",
        "Thanh tra tỉnh Sơn La phải làm gì?",
        "Who signed the plan of Lai Chau?",
    ],
)
def test_a_change_of_subject_takes_nothing_with_any_answer(
    plans: Mapping[str, Plan], question: str
) -> None:
    alone = follow(None, question, tuple(plans.values()), ())
    for says in (True, False):
        assert read(plans, TOPIC, question, Asked(lambda _, says=says: says)) == alone


# --- what points at the answer before ------------------------------------------------


def test_what_points_keeps_the_question_that_was_answered(plans: Mapping[str, Plan]) -> None:
    every, asked = tuple(plans.values()), Asked(lambda _: True)
    first = follow(None, TOPIC, every, (), asked)
    second = follow(first, "việc thứ hai", every, (), asked)
    assert (second.points, second.before) == (Points(item=2), first)
    where = follow(second, "Ghi ở đâu?", every, (), asked)
    assert (where.points, where.before) == (Points(where=True), second)
    third = follow(where, "việc thứ ba hạn khi nào?", every, (), asked)
    assert (third.points, third.before, third.kind) == (Points(item=3), first, Kind.WHEN)
    more = follow(third, "còn gì nữa?", every, (), asked)
    assert (more.points, more.before) == (Points(more=True), first)
    of_the_rest = follow(more, "việc thứ hai", every, (), asked)
    assert of_the_rest.before == more


def test_who_and_when_after_one_thing_are_asked_of_it(plans: Mapping[str, Plan]) -> None:
    every, asked = tuple(plans.values()), Asked(lambda _: True)
    second = follow(follow(None, TOPIC, every, ()), "việc thứ hai", every, (), asked)
    for question, kind in (("Khi nào?", Kind.WHEN), ("Ai phối hợp việc đó?", Kind.WHO)):
        query = follow(second, question, every, (), asked)
        assert (query.points, query.kind, query.before) == (Points(item=2), kind, second.before)
    other = follow(second, "Khi nào Sở Tài chính Sơn La báo cáo?", every, (), asked)
    assert (other.points, other.plans) == (Points(), (SON_LA,))


def test_without_an_answer_nothing_is_pointed_at(talk: Talk) -> None:
    assert talk("việc thứ hai").points == talk("còn gì nữa?").points == Points()
    assert talk(TOPIC, "việc thứ hai").points == Points()  # nobody was asked for the answer


# --- what a person says of himself ---------------------------------------------------


def test_what_is_said_of_oneself_is_kept_for_later_questions(talk: Talk) -> None:
    told = "Tôi làm ở Sở Tài chính Sơn La"
    assert talk(told).only_tells
    query = talk(told, "Ai ký kế hoạch Lai Châu?", "Sở tôi phải làm gì?")
    assert query.home == Home("Sơn La", "Sở Tài chính")
    assert (query.actors, query.kind) == (("Sở Tài chính",), Kind.DUTIES)
    assert "Sở Tài chính phải làm gì?" in query.standalone


def test_a_place_in_the_question_wins_over_ones_own(talk: Talk) -> None:
    told = "Tôi làm ở Sở Tài chính Sơn La"
    assert talk(told, "Ai chủ trì Tính minh bạch?").plans == (SON_LA,)
    assert talk(told, "Ai chủ trì Tính minh bạch ở Lạng Sơn?").plans == (LANG_SON,)
    assert talk(told, "Ai chủ trì Tính minh bạch ở Cao Bằng?").unknown_place == "Cao Bằng"


def test_my_department_is_not_the_one_asked_about_before(talk: Talk) -> None:
    query = talk("Sở Tài chính Sơn La phải làm gì?", "Còn sở tôi?")
    assert query.unknown_home


@given(st.lists(st.text(max_size=30), min_size=1, max_size=3))
def test_any_conversation_is_understood(questions: list[str]) -> None:
    query: Query | None = None
    for question in questions:
        query = follow(query, question, (), ())
        assert query.plans == query.places == ()
        assert query.home.place is None


def test_a_conversation_as_the_page_and_the_command_hold_it(assistant: Assistant) -> None:
    """Lạng Sơn: V.4 names the focal body; the other two are asked in its place, then at home."""
    told = ["Em ở Lai Châu", "Sở Tài chính Lạng Sơn báo cáo khi nào?"]
    there = assistant.ask("Ai chủ trì tuyên truyền?", history=told)
    assert {row.plan for row in there.rows} == {LANG_SON}
    home = assistant.ask("Ai chủ trì tuyên truyền?", history=told[:1])
    assert {row.plan for row in home.rows} == {LAI_CHAU}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("so nao chu tri chi so gia nhap thi truong lang son", "Giá vàng hôm nay?"),
        ("Sở nào chủ trì chỉ số Tính minh bạch của Lạng Sơn?", "Trụ sở ở đâu?"),
        ("Sở nào chủ trì chỉ số Tính minh bạch của Lạng Sơn?", "Bên đó có bị phạt không?"),
        ("Which agency leads market entry in Lang Son?", "gold price today?"),
    ],
)
def test_what_no_plan_speaks_of_does_not_go_on_from_the_question_before(
    assistant: Assistant, first: str, second: str
) -> None:
    """Who leads was once said again, as if the price of gold were part of it."""
    answer = assistant.ask(second, history=[first])
    assert answer.status is Status.NOT_IN_PLANS
    assert answer.citations == ()
    assert "→" not in answer.standalone_question
