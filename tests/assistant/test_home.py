"""What a person says of himself, what only looks like it, and what becomes of "my department"."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Status
from assistant.home import (
    asked_after_telling,
    heard,
    joined,
    only_tells,
    plain_self,
    written_for,
)
from assistant.language import language_of
from assistant.query import Home
from assistant.service import Assistant
from corpus.types import Plan

SON_LA, LANG_SON, LAI_CHAU = "Sơn La", "Lạng Sơn", "Lai Châu"
FINANCE, JUSTICE, HOME_AFFAIRS = "Sở Tài chính", "Sở Tư pháp", "Sở Nội vụ"
INSPECTORATE, INVESTORS = "Thanh tra tỉnh", "Hiệp hội Doanh nghiệp tỉnh"
NOBODY = Home()
AT_FINANCE = Home(SON_LA, FINANCE)


@pytest.fixture(scope="module")
def shipped(plans: Mapping[str, Plan]) -> tuple[Plan, ...]:
    return tuple(plans.values())


def said(question: str, plans: Sequence[Plan]) -> Home:
    return heard(question, plans, language_of(question))


# --- what a person says of himself ---------------------------------------------------


@pytest.mark.parametrize(
    ("told", "home"),
    [
        ("Tôi làm ở Sở Tài chính Sơn La", AT_FINANCE),
        ("toi lam o so tai chinh son la", AT_FINANCE),
        ("Em đang công tác tại Thanh tra tỉnh Lạng Sơn", Home(LANG_SON, INSPECTORATE)),
        ("em dang cong tac tai thanh tra tinh lang son", Home(LANG_SON, INSPECTORATE)),
        ("mình là chuyên viên Sở Nội vụ, tỉnh Sơn La", Home(SON_LA, HOME_AFFAIRS)),
        ("minh la chuyen vien so noi vu tinh son la", Home(SON_LA, HOME_AFFAIRS)),
        ("Cơ quan tôi là Sở Nội vụ Sơn La", Home(SON_LA, HOME_AFFAIRS)),
        ("Tôi chuyển sang Sở Nội vụ Sơn La rồi", Home(SON_LA, HOME_AFFAIRS)),
        ("Tôi ở Sở Tài chính", Home(None, FINANCE)),
        ("Nhà tôi ở Sơn La", Home(SON_LA)),
        ("nha em o lai chau", Home(LAI_CHAU)),
        ("Chúng tôi là doanh nghiệp tại Sơn La", Home(SON_LA)),
        ("Tôi là giám đốc một hợp tác xã chè ở Lai Châu", Home(LAI_CHAU)),
        ("I work at the Department of Finance in Son La.", AT_FINANCE),
        ("I'm from Lang Son", Home(LANG_SON)),
        ("Our company is in Son La", Home(SON_LA)),
        ("My office is the Provincial Inspectorate of Lang Son", Home(LANG_SON, INSPECTORATE)),
        ("Calling from Lai Chau", Home(LAI_CHAU)),
    ],
)
def test_who_tells_where_he_is_is_heard(shipped: tuple[Plan, ...], told: str, home: Home) -> None:
    assert said(told, shipped) == home
    assert only_tells(told, home, language_of(told))


@pytest.mark.parametrize(
    "question",
    [
        "Tính minh bạch ở Lạng Sơn",
        "Tinh minh bach o Lang Son",
        "gửi tới Sở Tài chính",
        "gui toi so tai chinh son la",
        "Thông báo tới Sở Tài chính ở Sơn La",
        "Đồng chí Minh ở Sở Tài chính Sơn La",
        "Tôi gửi hồ sơ tới Sở Tài chính Sơn La",
        "toi nop ho so o so tai chinh son la",
        "Tôi hỏi về Sở Tài chính Sơn La",
        "Tôi muốn biết Sở Tài chính Sơn La làm gì",
        "Tôi không làm ở Sở Tài chính Sơn La",
        "Bạn tôi làm ở Sở Tài chính Sơn La",
        "vợ tôi làm ở Sở Tài chính Sơn La",
        "doanh nghiệp ở Sơn La cần gì?",
        "I want to know what the Department of Finance of Son La does",
        "I am not at the Department of Finance in Son La",
        "Can I ask about Son La?",
        "Tôi ở Cao Bằng",  # no plan is from there
        "",
    ],
)
def test_what_only_looks_like_telling(shipped: tuple[Plan, ...], question: str) -> None:
    assert said(question, shipped) == NOBODY


@pytest.mark.parametrize(
    "told",
    [
        # words that ask without their marks: cần, mấy, đâu, hỏi, nhỏ, xin
        "Tôi là cán bộ ở Lạng Sơn",
        "toi la can bo o lang son",
        "Tôi có nhà máy ở Lạng Sơn",
        "toi co nha may o lang son",
        "Tôi là nhà đầu tư ở Lạng Sơn",
        "toi la nha dau tu o lang son",
        "Tôi làm ở Hiệp hội Doanh nghiệp tỉnh Lạng Sơn",
        "toi lam o hiep hoi doanh nghiep tinh lang son",
        "Doanh nghiệp nhỏ của tôi ở Lạng Sơn",
        "Xin chào, tôi ở Lạng Sơn",
    ],
)
def test_words_that_ask_only_without_marks_ask_nothing_here(
    shipped: tuple[Plan, ...], told: str
) -> None:
    home = said(told, shipped)
    assert home.place == LANG_SON
    assert only_tells(told, home, language_of(told))


@pytest.mark.parametrize(
    "question",
    [
        "Tôi ở Lạng Sơn, ai chủ trì Tính minh bạch?",
        "toi o lang son, can vay von",
        "Tôi là cán bộ ở Lạng Sơn, cần tìm người phụ trách",
        "I have a shop near Lang Son. Who helps?",
        "We are in Lang Son and need a lender",
    ],
)
def test_who_tells_and_asks_does_not_only_tell(shipped: tuple[Plan, ...], question: str) -> None:
    home = said(question, shipped)
    assert home.place == LANG_SON
    assert not only_tells(question, home, language_of(question))


@given(st.text(max_size=80))
def test_nothing_is_heard_in_words_that_name_nobody(text: str) -> None:
    """Where no plan is, no province is one's own; any text can be listened to."""
    for language in ("vi", "en"):
        assert heard(text, (), language).place is None
        assert len(plain_self(text)) == len(text)
        assert not only_tells(text, NOBODY, language)


@given(
    st.builds(Home, st.none() | st.sampled_from([SON_LA, LANG_SON]), st.none() | st.just(FINANCE)),
    st.builds(Home, st.none() | st.sampled_from([SON_LA, LANG_SON]), st.none() | st.just(JUSTICE)),
)
def test_what_is_said_later_counts_and_nothing_said_changes_nothing(
    before: Home, now: Home
) -> None:
    both = joined(before, now)
    assert both.place == (now.place or before.place)
    assert both.body in (now.body, before.body)
    assert joined(before, NOBODY) == before
    assert joined(both, now) == both


@pytest.mark.parametrize(
    ("before", "now", "both"),
    [
        (AT_FINANCE, Home(LANG_SON), Home(LANG_SON)),  # another province: the department there?
        (AT_FINANCE, Home(SON_LA), AT_FINANCE),
        (Home(None, FINANCE), Home(SON_LA), AT_FINANCE),  # the province was not known
        (AT_FINANCE, Home(LANG_SON, JUSTICE), Home(LANG_SON, JUSTICE)),
        (AT_FINANCE, Home(None, JUSTICE), Home(SON_LA, JUSTICE)),
    ],
)
def test_a_department_is_kept_within_its_province(before: Home, now: Home, both: Home) -> None:
    assert joined(before, now) == both


# --- "my department", "my province" --------------------------------------------------


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("Sở tôi phải báo cáo khi nào?", "Sở Tài chính phải báo cáo khi nào?"),
        ("so toi phai bao cao khi nao", "Sở Tài chính phai bao cao khi nao"),
        ("Cơ quan của em chủ trì việc gì?", "Sở Tài chính chủ trì việc gì?"),
        ("Tôi phải làm gì?", "Sở Tài chính phải làm gì?"),
        ("Ai lo đất đai ở tỉnh tôi?", "Ai lo đất đai ở Sơn La?"),
        ("Tỉnh mình có mục tiêu gì?", "ở Sơn La có mục tiêu gì?"),
        ("Ai chủ trì PCI ở Lạng Sơn?", "Ai chủ trì PCI ở Lạng Sơn?"),
    ],
)
def test_my_department_is_written_by_name(question: str, written: str) -> None:
    assert written_for(question, AT_FINANCE, "vi") == (written, None)


@pytest.mark.parametrize(
    ("question", "written"),
    [
        (
            "When must my department report?",
            "When must the Department of Finance (Sở Tài chính) report?",
        ),
        ("What do we lead?", "What do the Department of Finance (Sở Tài chính) lead?"),
        ("Who leads PCI in my province?", "Who leads PCI in Sơn La?"),
    ],
)
def test_my_department_in_english(question: str, written: str) -> None:
    assert written_for(question, AT_FINANCE, "en") == (written, None)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Sở tôi phải báo cáo khi nào?", "vi"),
        ("so toi phai lam gi o lang son", "vi"),
        ("What must my department do?", "en"),
    ],
)
def test_a_department_never_named_is_unknown(question: str, language: str) -> None:
    assert written_for(question, NOBODY, language) == (question, "body")
    assert written_for(question, Home(SON_LA), language) == (question, "body")


@pytest.mark.parametrize(
    ("question", "after"),
    [
        (
            "Em là chuyên viên Sở Tư pháp tỉnh Sơn La, cơ quan em phải làm gì?",
            "cơ quan em phải làm gì?",
        ),
        ("Tôi ở Sở Nội vụ Sơn La. Sở Tài chính phải làm gì?", "Sở Tài chính phải làm gì?"),
        ("We are the Department of Justice, Son La: what do we lead?", "what do we lead?"),
        ("Tôi làm ở Sở Tài chính Sơn La", None),
        ("Sở Nội vụ Sơn La, Sở Tài chính phải làm gì?", None),
        ("Ai giúp tôi ở Sở Tài chính Sơn La, gọi số nào?", None),
    ],
)
def test_what_is_asked_behind_what_is_told(question: str, after: str | None) -> None:
    assert asked_after_telling(question, language_of(question)) == after


# --- in a conversation ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "question"),
    [
        ("Tôi làm ở Sở Tài chính Sơn La", "Sở tôi phải báo cáo khi nào?"),
        ("toi lam o so tai chinh son la", "so toi phai bao cao khi nao"),
        ("I work at the Department of Finance in Son La.", "When must my department report?"),
    ],
)
def test_what_was_told_is_noted_and_used_later(
    assistant: Assistant, told: str, question: str
) -> None:
    """IV.3: "Định kỳ trước ngày 15/6 và ngày 15/12 năm 2026 báo cáo UBND tỉnh"."""
    noted = assistant.ask(told)
    assert (noted.status, noted.rows) == (Status.UNCLEAR, ())
    assert FINANCE in noted.answer and SON_LA in noted.answer
    answer = assistant.ask(question, history=[told])
    assert answer.status is Status.ANSWERED
    assert {(c.plan[:6], c.section) for c in answer.citations} == {("son-la", "IV.3")}
    assert {row.agency for row in answer.rows if row.role == "report_to"} == {FINANCE}


def test_a_question_that_names_another_province_or_body_wins(assistant: Assistant) -> None:
    told = "Tôi làm ở Sở Tài chính Sơn La"
    # Lạng Sơn, III.2.3: "Văn phòng UBND tỉnh chủ trì …"
    elsewhere = assistant.ask("Ai chủ trì Tính minh bạch ở Lạng Sơn?", history=[told])
    assert {row.plan for row in elsewhere.rows} == {"lang-son-pci-2026"}
    # Sơn La, III.2.2, III.3.1 and III.4.2 are the department of justice's: 3 + 2 + 2
    other = assistant.ask("Sở Tư pháp phải làm gì?", history=[told])
    own = [row for row in other.rows if row.agency == JUSTICE]
    assert len(own) == 7
    assert FINANCE not in {row.agency for row in other.rows}
    assert {row.plan for row in other.rows} == {"son-la-nq02-2026"}


def test_another_body_named_beside_ones_own_wins(assistant: Assistant) -> None:
    """Sơn La gives the department of finance ten duties by name and that of home affairs four."""
    answer = assistant.ask("Tôi ở Sở Nội vụ Sơn La, Sở Tài chính phải làm gì?")
    own = [row for row in answer.rows if row.agency != "Các sở, ban, ngành"]
    assert {row.agency for row in own} == {FINANCE}
    assert len(own) == 10


@pytest.mark.parametrize(
    "question",
    [
        "Em là chuyên viên Sở Tư pháp tỉnh Sơn La, cho em hỏi cơ quan em phải làm gì?",
        "toi la can bo so tu phap son la, so toi phai lam gi",
        "I'm a civil servant at the Department of Justice in Son La, what must my department do?",
    ],
)
def test_who_tells_what_he_is_asks_for_all_of_his_department(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert len([row for row in answer.rows if row.agency == JUSTICE]) == 7


@pytest.mark.parametrize(
    ("history", "question"),
    [
        ((), "Sở tôi phải báo cáo khi nào?"),
        ((), "so toi phai lam gi o lang son"),
        ((), "What must my department do?"),
        # the body of the question before is not the speaker's own
        (("Sở Tài chính Sơn La phải làm gì?",), "Còn sở tôi?"),
        # another province: which department is his there is not known
        (("Tôi làm ở Sở Tài chính Sơn La", "Giờ tôi ở Lạng Sơn"), "Sở tôi phải làm gì?"),
    ],
)
def test_my_department_without_a_known_one_is_asked_back(
    assistant: Assistant, history: tuple[str, ...], question: str
) -> None:
    answer = assistant.ask(question, history=history)
    assert (answer.status, answer.rows) == (Status.UNCLEAR, ())
    assert "cơ quan nào" in answer.answer or "Which department" in answer.answer


def test_a_province_told_narrows_the_questions_after_it(assistant: Assistant) -> None:
    """Both Lạng Sơn and Sơn La give the department of finance duties; the speaker's counts."""
    answer = assistant.ask("Sở Tài chính phải làm gì?", history=["Nhà tôi ở Lạng Sơn"])
    assert {row.plan for row in answer.rows} == {"lang-son-pci-2026"}
