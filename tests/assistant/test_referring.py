"""What a follow-up points at, by hand: a place in a list, the rest, where it stands, a body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.query import LAST, Points
from assistant.referring import names_body, reference_of, with_body
from corpus.words import fold

NOTHING = Points()
MORE = Points(more=True)
WHERE = Points(where=True)


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("việc thứ hai", 2),
        ("viec thu hai", 2),
        ("Nói rõ hơn về việc thứ hai đi", 2),
        ("nhiệm vụ thứ nhất thì sao?", 1),
        ("ý đầu tiên", 1),
        ("việc thứ tư hạn khi nào?", 4),
        ("việc thứ năm", 5),
        ("nhiệm vụ thứ bảy", 7),
        ("việc thứ mười", 10),
        ("việc thứ mười hai", 12),
        ("việc số 2", 2),
        ("chỉ tiêu thứ ba là gì?", 3),
        ("gạch đầu dòng thứ ba", 3),
        ("việc cuối cùng", LAST),
        ("the third one", 3),
        ("The 2nd, please", 2),
        ("tell me more about the second task", 2),
        ("who leads the second one?", 2),
        ("the tenth", 10),
        ("number 2", 2),
        ("item 3", 3),
        ("the last one", LAST),
        ("what about the last?", LAST),
    ],
)
def test_one_of_what_was_listed(question: str, item: int) -> None:
    assert reference_of(question) == Points(item=item)


@pytest.mark.parametrize(
    "question",
    [
        "quý II",
        "quý II/2026 có việc gì?",
        "số 2 năm 2026",
        "số 02/NQ-CP",
        "Nghị quyết số 02 là gì?",
        "nghi quyet so 2 la gi",
        "Kế hoạch số 45 nói gì?",
        "phụ lục số 2",
        "mục 2.3",
        "mục III.2.3",
        "Resolution No. 02",
        "Resolution number 2",
        "annex 1",
        "the first quarter",
        "the last day",
        "năm 2026",
        "việc hai bên phối hợp",  # "two sides", no second task
        "thứ hai tuần sau",  # Monday
        "việc thứ hai mươi",  # the twentieth: further than lists go
        "10 việc",
        "còn Sơn La?",
        "Ai chủ trì chỉ số Tính minh bạch?",
        "what else must it do?",
    ],
)
def test_numbers_and_words_that_point_at_nothing(question: str) -> None:
    assert reference_of(question) == NOTHING


@pytest.mark.parametrize(
    "question",
    [
        *("còn gì nữa", "Còn gì nữa không?", "con gi khac", "còn ai nữa?", "Ai nữa?"),
        *("còn việc nào khác không", "va gi nua", "kể tiếp đi", "hết chưa?", "tiếp tục"),
        *("anything else?", "And what else?", "who else", "go on", "More", "is that all?"),
        *("the rest please", "tell me more"),
    ],
)
def test_the_rest(question: str) -> None:
    assert reference_of(question) == MORE


@pytest.mark.parametrize(
    "question",
    [
        *("Ghi ở đâu?", "ghi o dau", "Việc đó ghi ở đâu?", "nằm ở mục nào", "Nguồn?"),
        *("phần nào nói vậy?", "trích dẫn", "căn cứ là gì?"),
        *("Where is that written?", "where does the plan say that?", "which section?"),
        *("In which section is it written?", "what is the source?"),
    ],
)
def test_where_it_stands(question: str) -> None:
    assert reference_of(question) == WHERE


@given(st.text(alphabet="abcd ehinortuvwy0123456789./-?đâếốừ", max_size=40))
def test_a_follow_up_points_at_one_thing_at_most(question: str) -> None:
    points = reference_of(question)
    assert (points.more, points.where, bool(points.item)).count(True) <= 1
    assert points.item >= LAST
    assert points.item <= 99
    assert reference_of(question.upper()) == reference_of(fold(question)) == points


# --- "that department" ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "language", "written"),
    [
        ("Họ phải làm gì?", "vi", "Sở X phải làm gì?"),
        ("ho con lam gi nua", "vi", "Sở X con lam gi nua"),
        ("Cơ quan đó báo cáo khi nào?", "vi", "Sở X báo cáo khi nào?"),
        ("Thế sở này còn việc gì?", "vi", "Thế Sở X còn việc gì?"),
        ("What else must it do?", "en", "What else must Sở X do?"),
        ("When does that department report?", "en", "When does Sở X report?"),
        ("They have to report when?", "en", "Sở X have to report when?"),
    ],
)
def test_what_stands_for_the_body_is_replaced(question: str, language: str, written: str) -> None:
    assert names_body(question, language)
    assert with_body(question, ["Sở X"], language) == written


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Sở Tài chính phải làm gì?", "vi"),
        ("Trường hợp này thì sao?", "vi"),
        ("Hộ kinh doanh phải làm gì?", "vi"),
        ("Khi nào?", "vi"),
        ("What must the Department of Finance do?", "en"),
        ("Is it true that Finance leads this?", "en"),
        ("Who leads it?", "en"),
    ],
)
def test_what_names_no_body_stays(question: str, language: str) -> None:
    assert not names_body(question, language)
    assert with_body(question, ["Sở X"], language) == question


def test_two_bodies_are_joined() -> None:
    assert with_body("Họ phải làm gì?", ["Sở X", "Sở Y"], "vi") == "Sở X và Sở Y phải làm gì?"
    assert with_body("What do they do?", ["X", "Y"], "en") == "What do X and Y do?"
