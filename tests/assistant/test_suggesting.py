"""Questions to go on with: each answered, in the question's language, about what was told.

What is expected was read in the three plans: Lạng Sơn shares out nine sub-indices in III.2 and
four tasks in IV; Sơn La gives tasks under the names of bodies, with an annex of four targets;
Lai Châu has eight tasks in II, two of them (II.2, II.3) with shares of 100%.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant import service, suggesting
from assistant.__main__ import main
from assistant.answer import Reason, Status
from assistant.language import language_of
from assistant.next_questions import Candidate
from assistant.service import Assistant
from corpus.errors import InputError
from corpus.library import Library
from corpus.words import fold, words

LANG_SON, LAI_CHAU, SON_LA = "lang-son-pci-2026", "lai-chau-kl90-2026", "son-la-nq02-2026"
ENTRY = "Cơ quan nào chủ trì chỉ số Gia nhập thị trường ở Lạng Sơn?"
FINANCE_DUTIES = "Sở Tài chính Lạng Sơn có những nhiệm vụ gì?"
TOLD = (Status.ANSWERED, Status.PARTIAL)

# conversations, the last question is the one that is asked
VIETNAMESE = [
    (ENTRY,),
    ("so nao chu tri chi so tinh minh bach lang son",),
    ("Ai phối hợp về chỉ số Thiết chế pháp lý ở Lạng Sơn?",),
    ("Cơ quan nào cải cách thể chế ở Lai Châu?",),
    ("Sở Tài chính Lạng Sơn phải làm gì?",),
    ("Sở Công Thương Sơn La có những nhiệm vụ gì?",),
    ("Văn phòng UBND tỉnh Lạng Sơn chủ trì những chỉ số nào?",),
    ("Sở Tài chính Lạng Sơn phải báo cáo trước ngày nào?",),
    ("Những việc nào ở Sơn La đến hạn trong tháng 12/2026?",),
    ("Sở Tài chính Sơn La phối hợp với những cơ quan nào?",),
    ("Tỷ lệ xử lý phản ánh, kiến nghị đúng hạn ở Sơn La là bao nhiêu?",),
    ("Bao nhiêu nhiệm vụ làm thường xuyên ở Lai Châu?",),
    ("Ai ký kế hoạch của Sơn La?",),
    ("Kế hoạch của Lạng Sơn nói gì về chuyển đổi số?",),
    ("So sánh cơ quan theo dõi, đôn đốc thực hiện kế hoạch ở Sơn La và Lạng Sơn",),
    ("Tôi bị cán bộ vòi tiền thì báo ai?",),
    ("Sở nào chủ trì chỉ số Gia nhập thị trường ở Hà Giang?",),
    ("Xin số điện thoại của Sở Tài chính Lạng Sơn",),
    ("Mai Lạng Sơn có mưa không nhỉ?",),
    ("Cách nấu phở ngon nhất",),
    ("Phụ lục 1 của Lạng Sơn giao Sở Xây dựng những việc cụ thể nào?",),
    ("Sở Y tế Lạng Sơn có những nhiệm vụ gì?",),
    ("Xin chào",),
    ("Tôi làm ở Sở Công Thương Sơn La",),
    ("Sở tôi phải làm gì?",),
    ("Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?", "Còn chỉ số Chi phí không chính thức?"),
    ("Sở Tài chính Lạng Sơn phải làm gì?", "Còn Sơn La?"),
    (ENTRY, FINANCE_DUTIES),
]
ENGLISH = [
    ("Which agency leads the land access index in Lang Son?",),
    ("Who leads helping household businesses become enterprises in Lang Son?",),
    ("What must the Department of Industry and Trade of Son La do?",),
    ("When must the Department of Finance of Lang Son report?",),
    ("My factory cannot get a land lease in Lang Son, whom do I turn to?",),
    ("A civil servant asked me for money. Who handles this?",),
    ("What is the target for on-time complaint handling in Son La?",),
    ("Who monitors the implementation of the plan in Lai Chau?",),
    ("How many duties are ongoing in the Lai Chau plan?",),
    ("Compare who monitors the plan in Son La and Lang Son",),
    ("Which department leads digital transformation in Cao Bang?",),
    ("What is the weather like tomorrow?",),
    ("How much money has Lang Son set aside for supporting small firms?",),
    ("Which agency leads the entry costs index in Lang Son?", "Who coordinates?"),
    ("What does Son La say about tourism?",),
    ("What are the duties of the Department of Health in Lang Son?",),
]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_TODAY", "2026-08-01")


def offered(assistant: Assistant, *questions: str, plans: Sequence[str] = ()) -> list[str]:
    """Return what is suggested after the last of the questions."""
    history = questions[:-1]
    answer = assistant.ask(questions[-1], history=history, plans=plans, suggest=True)
    return list(answer.suggestions)


def plainly(text: str) -> str:
    return " ".join(word.text for word in words(fold(text)))


# --- what holds of all of them -------------------------------------------------------


@pytest.mark.parametrize("asked", [*VIETNAMESE, *ENGLISH], ids=lambda asked: asked[-1])
def test_every_suggestion_is_answered_alone_and_in_the_conversation(
    assistant: Assistant, asked: tuple[str, ...]
) -> None:
    language = "vi" if asked in VIETNAMESE else "en"
    answer = assistant.ask(asked[-1], history=asked[:-1], suggest=True)
    found = answer.suggestions
    assert 2 <= len(found) <= 3
    assert len({plainly(one) for one in (*found, *asked)}) == len(found) + len(set(asked))
    for one in found:
        assert language_of(one) == language == answer.language
        assert len(one) <= 110
        assert one[0] == one[0].upper()
        assert one[-1] in "?."
        assert not set("{}*“”→\n") & set(one)
        alone = assistant.ask(one)
        assert (alone.status in TOLD, alone.reason) == (True, None), one
        assert alone.answer != answer.answer
        assert assistant.ask(one, history=asked).status in TOLD, one


@pytest.mark.parametrize("language", ["vi", "en"])
def test_most_suggestions_are_short(assistant: Assistant, language: str) -> None:
    every = [
        one
        for asked in (VIETNAMESE if language == "vi" else ENGLISH)
        for one in offered(assistant, *asked)
    ]
    assert sum(len(one) <= 90 for one in every) >= 0.9 * len(every)


def test_the_same_question_gets_the_same_suggestions(assistant: Assistant) -> None:
    for asked in (VIETNAMESE[0], VIETNAMESE[-2], ENGLISH[0]):
        assert offered(assistant, *asked) == offered(assistant, *asked)


def test_who_follows_the_suggestions_is_never_offered_a_question_again(
    assistant: Assistant,
) -> None:
    asked = [ENTRY]
    for _ in range(5):
        found = offered(assistant, *asked)
        assert not {plainly(one) for one in found} & {plainly(one) for one in asked}
        if not found:
            break
        asked.append(found[0])
    assert len(asked) >= 4


def test_a_question_asked_before_in_other_words_is_not_offered(assistant: Assistant) -> None:
    assert FINANCE_DUTIES in offered(assistant, ENTRY)
    before = "Sở Tài chính của Lạng Sơn có nhiệm vụ gì?"
    assert FINANCE_DUTIES not in offered(assistant, before, ENTRY)


# --- after an answer -----------------------------------------------------------------


def test_after_who_leads_comes_what_the_answer_does_not_tell(assistant: Assistant) -> None:
    """III.2.1 has no deadline and no target; its partners stand in the answer already."""
    found = offered(assistant, ENTRY)
    assert found[0] == FINANCE_DUTIES
    assert "Lạng Sơn nêu giải pháp gì về chỉ số Gia nhập thị trường?" in found
    assert not any("phối hợp về" in one for one in found)


def test_after_who_does_it_comes_the_target(assistant: Assistant) -> None:
    found = offered(assistant, "Cơ quan nào cải cách thể chế ở Lai Châu?")
    assert found[0] == "Cải cách thể chế ở Lai Châu phải đạt chỉ tiêu nào?"
    answer = assistant.ask(found[0])
    assert {c.section for c in answer.citations} == {"II.2"}
    assert "100%" in answer.answer


def test_after_the_duties_of_a_body_comes_by_when_and_with_whom(assistant: Assistant) -> None:
    """V.1 wants a report by 25/7/2026, V.4 one before 20/12/2026."""
    found = offered(assistant, "Sở Tài chính Lạng Sơn phải làm gì?")
    assert found[0] == "Sở Tài chính Lạng Sơn phải báo cáo khi nào?"
    report = assistant.ask(found[0])
    assert {row.section for row in report.rows} == {"V.1", "V.4"}
    assert "Sở Tài chính Sơn La phải làm gì?" in found
    assert "Sở Tài chính Lạng Sơn phối hợp với những cơ quan nào?" in found


def test_after_a_passage_comes_who_leads_its_section(assistant: Assistant) -> None:
    """Chuyển đổi số is IV.4 of Lạng Sơn, led by the department of science."""
    found = offered(assistant, "Kế hoạch của Lạng Sơn nói gì về chuyển đổi số?")
    answer = assistant.ask(found[0])
    assert found[0].startswith("Cơ quan nào chủ trì hỗ trợ doanh nghiệp đổi mới công nghệ")
    assert {row.section for row in answer.rows} == {"IV.4"}
    assert "Sở Khoa học và Công nghệ" in {row.agency for row in answer.rows if row.role == "lead"}


def test_after_a_target_comes_who_evaluates_it(assistant: Assistant) -> None:
    found = offered(assistant, "Tỷ lệ xử lý phản ánh, kiến nghị đúng hạn ở Sơn La là bao nhiêu?")
    assert found[0] == "Cơ quan nào đánh giá tỷ lệ xử lý phản ánh, kiến nghị đúng hạn ở Sơn La?"
    bodies = {row.agency for row in assistant.ask(found[0]).rows if row.role == "evaluate"}
    assert bodies == {"Văn phòng UBND tỉnh"}


def test_after_a_comparison_comes_each_of_the_bodies(assistant: Assistant) -> None:
    found = offered(assistant, *ENGLISH[9])
    assert found[:2] == [
        "What are the duties of the Department of Finance in Lạng Sơn?",
        "What are the duties of the Department of Finance in Sơn La?",
    ]


def test_the_same_matter_of_another_province_is_offered_where_it_is_there(
    assistant: Assistant,
) -> None:
    """Sơn La has the publishing of land plans in III.5.1; nobody there has a sub-index."""
    found = offered(assistant, "Ai chủ trì công khai quy hoạch đất đai ở Lạng Sơn?")
    assert found[0] == "Ai chủ trì công khai quy hoạch đất đai ở Sơn La?"
    assert {row.section for row in assistant.ask(found[0]).rows} == {"III.5.1"}
    assert not any("Sơn La" in one and "chỉ số" in one for one in offered(assistant, ENTRY))


INDEX_PLAN = """Số: 7/KH-UBND

Cao Bằng, ngày 5 tháng 3 năm 2026

## KẾ HOẠCH

### Cải thiện môi trường đầu tư kinh doanh tỉnh Cao Bằng năm 2026

#### I. NHIỆM VỤ

##### 1. Chỉ số thành phần Gia nhập thị trường

Rút ngắn thời gian đăng ký doanh nghiệp.

*Triển khai thực hiện:* **Sở Công Thương** chủ trì theo dõi, đánh giá chỉ số thành phần \
Gia nhập thị trường, phối hợp với Sở Nội vụ thực hiện. """


@pytest.mark.usefixtures("own_data_dir")
def test_a_sub_index_that_two_provinces_share_out_is_compared(tmp_path: Path) -> None:
    path = tmp_path / "cao-bang-pci-2026.md"
    path.write_text(INDEX_PLAN, encoding="utf-8")
    Library.open().add(path)
    running = Assistant.open()
    found = offered(running, ENTRY)
    compared = (
        "So sánh cơ quan chủ trì chỉ số Gia nhập thị trường ở Lạng Sơn và Cao Bằng.",
        "So sánh cơ quan chủ trì chỉ số Gia nhập thị trường ở Cao Bằng và Lạng Sơn.",
    )
    assert found[0] in compared
    leads = {(row.plan, row.agency) for row in running.ask(found[0]).rows if row.role == "lead"}
    assert leads == {(LANG_SON, "Sở Tài chính"), ("cao-bang-pci-2026", "Sở Công Thương")}


# --- in place of an answer -----------------------------------------------------------


def test_of_a_province_without_a_plan_the_same_is_asked_of_one_that_has_it(
    assistant: Assistant,
) -> None:
    found = offered(assistant, "Sở nào chủ trì chỉ số Gia nhập thị trường ở Hà Giang?")
    assert found[0] == "Sở nào chủ trì chỉ số Gia nhập thị trường ở Lạng Sơn?"
    found = offered(assistant, "Which department leads digital transformation in Cao Bang?")
    assert found[0] == "Which department leads digital transformation in Lạng Sơn?"


def test_what_another_province_has_nothing_on_is_not_asked_of_it(assistant: Assistant) -> None:
    """No plan speaks of building permits or of forests that are planted."""
    for question, words_of_it in (
        ("Sở nào cấp phép xây dựng ở Cà Mau?", "cấp phép xây dựng"),
        ("Lạng Sơn có kế hoạch trồng rừng không?", "trồng rừng"),
    ):
        assert not any(words_of_it in one for one in offered(assistant, question))


def test_a_trouble_is_not_moved_to_another_province(assistant: Assistant) -> None:
    assert not any("My factory" in one for one in offered(assistant, *ENGLISH[4]))


def test_a_body_that_a_plan_does_not_name_is_offered_where_it_has_duties(
    assistant: Assistant,
) -> None:
    found = offered(assistant, "Sở Y tế Lạng Sơn có những nhiệm vụ gì?")
    assert found[0] == "Sở Y tế Sơn La có những nhiệm vụ gì?"


def test_a_missing_annex_leads_to_the_duties_that_the_plan_itself_gives(
    assistant: Assistant,
) -> None:
    asked = "Phụ lục 1 của Lạng Sơn giao Sở Xây dựng những việc cụ thể nào?"
    assert assistant.ask(asked).reason == Reason.ANNEX_MISSING
    assert offered(assistant, asked)[0] == "Sở Xây dựng Lạng Sơn có những nhiệm vụ gì?"


@pytest.mark.parametrize("question", ["Cách nấu phở ngon nhất", "What is the weather like?"])
def test_out_of_scope_offers_one_general_question_of_each_plan(
    assistant: Assistant, question: str
) -> None:
    found = offered(assistant, question)
    assert len(found) == 3
    for province in ("Lạng Sơn", "Lai Châu", "Sơn La"):
        assert sum(province in one for one in found) == 1


def test_who_did_not_name_his_body_is_offered_bodies(assistant: Assistant) -> None:
    found = offered(assistant, "Sở tôi phải làm gì?")
    assert "Sở Tài chính Lạng Sơn có những nhiệm vụ gì?" in found
    assert all(one.endswith("có những nhiệm vụ gì?") for one in found)


# --- where it may look, what it costs, how it is asked for ---------------------------


@pytest.mark.parametrize("question", [ENTRY, "Sở Tài chính phải làm gì?", "Sở Y tế phải làm gì?"])
def test_only_the_plans_asked_for_are_offered(assistant: Assistant, question: str) -> None:
    found = offered(assistant, question, plans=[LANG_SON])
    assert found
    assert not any("Sơn La" in one or "Lai Châu" in one for one in found)


def test_no_more_candidates_are_tried_than_agreed(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def refuse(_: suggesting._Check, one: Candidate, __: object) -> bool:
        tried.append(one.text)
        return False

    monkeypatch.setattr(suggesting._Check, "answers", refuse)
    most = 0
    for asked in (*VIETNAMESE, *ENGLISH):
        tried.clear()
        assert offered(assistant, *asked) == []
        assert len(set(tried)) == len(tried) <= suggesting.MOST_TRIED
        most = max(most, len(tried))
    assert most == suggesting.MOST_TRIED == 6


def test_suggestions_come_only_where_they_are_asked_for(assistant: Assistant) -> None:
    assert assistant.ask(ENTRY).suggestions == ()
    assert [a.suggestions for a in assistant.stream(ENTRY)] == [()]


def test_the_answer_does_not_wait_for_suggestions(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[bool] = []

    def slowly(*_: object) -> tuple[str, ...]:
        begun.append(True)
        return ("Còn gì?",)

    monkeypatch.setattr(service, "suggested", slowly)
    states = assistant.stream(ENTRY, suggest=True)
    first = next(states)
    assert (first.suggestions, begun) == ((), [])
    last = list(states)
    assert [one.suggestions for one in last] == [("Còn gì?",)]
    assert (last[0].answer, last[0].rows) == (first.answer, first.rows)


def test_an_answer_stands_where_suggestions_fail(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> tuple[str, ...]:
        raise InputError("no date")

    monkeypatch.setattr(service, "suggested", fails)
    states = list(assistant.stream(ENTRY, suggest=True))
    assert [(one.status, one.suggestions) for one in states] == [(Status.ANSWERED, ())]


def test_what_cannot_be_tried_has_no_suggestions(assistant: Assistant) -> None:
    answer = assistant.ask("   ", suggest=True)
    assert (answer.status, answer.suggestions) == (Status.ERROR, ())


@pytest.mark.usefixtures("data_dir")
@pytest.mark.parametrize(
    ("question", "title"),
    [
        (ENTRY, "Có thể hỏi tiếp:\n  Sở Tài chính Lạng Sơn"),
        (ENGLISH[0][0], "You could ask next:\n  What are the duties of"),
    ],
)
def test_the_command_prints_them_after_the_answer(
    capsys: pytest.CaptureFixture[str], question: str, title: str
) -> None:
    assert main(["ask", question]) == 0
    out = capsys.readouterr().out
    assert title in out
    assert out.index("[1]") < out.index(title)


@pytest.mark.usefixtures("data_dir")
def test_the_json_of_one_question_has_them_and_a_batch_has_none(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["ask", "--json", ENTRY]) == 0
    assert FINANCE_DUTIES in capsys.readouterr().out
    path = tmp_path / "questions.jsonl"
    path.write_text(f'{{"question": "{ENTRY}"}}\n', encoding="utf-8")
    assert main(["batch", str(path)]) == 0
    assert '"suggestions": []' in capsys.readouterr().out
