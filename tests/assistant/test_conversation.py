"""Follow-up questions keep their subject; a question of its own stands alone."""

from collections.abc import Mapping

import pytest

from assistant.conversation import follow
from assistant.query import Kind, Query
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
