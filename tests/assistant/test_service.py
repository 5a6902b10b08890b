"""The assistant as programs use it: the answer's form, its quotes, bad input, plans that come."""

import json
import re
import threading
from collections.abc import Mapping

import pytest

from assistant.answer import Answer, Reason, Status
from assistant.service import Assistant
from corpus.register import assignments
from corpus.settings import MAX_QUESTION
from corpus.types import Plan, Role

KEYS = [
    "id", "question", "standalone_question", "language", "status", "reason", "answer",
    "citations", "rows", "answered_by", "seconds",
]  # fmt: skip
CITATION_KEYS = ["n", "plan", "section", "heading", "quote", "start", "end"]
ROW_KEYS = ["agency", "role", "task", "deadline", "plan", "section", "citations"]

QUESTIONS = """
which agency leads the land access index?
Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?
co quan nao chu tri chi so chi phi khong chinh thuc
Who coordinates on market entry in Lạng Sơn?
Sở Xây dựng phối hợp ở chỉ số nào của Lạng Sơn?
Tòa án nhân dân tỉnh chủ trì việc gì?
Ai chủ trì hỗ trợ hộ kinh doanh chuyển đổi lên doanh nghiệp?
Thuế tỉnh Lạng Sơn phải làm gì?
Ai lo việc tuyên truyền Kế hoạch ở Lạng Sơn?
Khi nào các cơ quan phải báo cáo kết quả PCI?
han bao cao cua so tai chinh lang son la ngay nao
By when must the Department of Finance of Lạng Sơn report?
Điểm số PCI 2026 phải tăng ở mấy chỉ số thành phần?
Phụ lục 1 của Lạng Sơn giao việc gì cho Sở Công Thương?
Ai ký kế hoạch của Lạng Sơn?
Kế hoạch của Sơn La gửi những ai?
Sơn La đặt mục tiêu bao nhiêu doanh nghiệp?
how many new businesses does Son La want in 2026?
Tỷ lệ xử lý phản ánh, kiến nghị đúng hạn là bao nhiêu?
Ai đánh giá mức độ hài lòng của người dân, doanh nghiệp?
Which body evaluates the reuse of digitised data in Sơn La?
Thanh tra tỉnh Sơn La có nhiệm vụ gì?
Một doanh nghiệp bị thanh tra mấy lần một năm?
My company was inspected twice this year, is that allowed?
Sở Khoa học và Công nghệ Sơn La chủ trì việc gì?
Ai công khai quy hoạch sử dụng đất ở Sơn La?
Ngân hàng Nhà nước chi nhánh Khu vực 3 phải làm gì?
DNNVV được hỗ trợ chuyển đổi số thế nào?
Ai tuyên truyền các Hiệp định thương mại tự do FTA?
TTHC không phụ thuộc địa giới hành chính đạt bao nhiêu %?
Đơn vị nào chủ trì tuyên truyền Kết luận 90-KL/TU ở Lai Châu?
ai phoi hop cai cach tai chinh cong o lai chau
Phòng Hành chính – Quản trị phải làm gì?
Who carries out administrative procedure reform in Lai Châu?
Lai Châu cắt giảm thời gian giải quyết thủ tục hành chính bao nhiêu so với năm 2024?
Kế hoạch Lai Châu áp dụng tiêu chuẩn ISO nào?
Who signed the plan of Lai Châu?
Dân số của Lạng Sơn là bao nhiêu?
Ai chủ trì chỉ số Tính minh bạch ở Cao Bằng?
What is the weather today?
Cán bộ đòi tiền thì báo cho ai?
So sánh việc của Sở Tài chính ở Sơn La và Lạng Sơn
""".strip().splitlines()


def held_to_its_form(answer: Answer, plans: Mapping[str, Plan]) -> None:
    """Assert all that holds for every answer, whatever it says."""
    made = answer.to_json()
    assert [key for key in made if key in KEYS] == KEYS
    assert json.loads(json.dumps(made, ensure_ascii=False)) == json.loads(json.dumps(made))
    assert made["status"] in {"answered", "partial", "not_in_plans", "unclear", "error"}
    assert made["language"] in {"vi", "en"}
    assert made["answered_by"] in {"register", "passages", "model", "none"}
    assert isinstance(made["seconds"], float)
    if made["status"] != "error":
        assert made["reason"] is None or made["reason"] in set(Reason)
    numbers = [citation["n"] for citation in made["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    for citation in made["citations"]:
        assert list(citation) == CITATION_KEYS
        plan = plans[citation["plan"]]
        assert citation["quote"] == plan.text[citation["start"] : citation["end"]] != ""
        assert list(citation["heading"]) == list(plan.headings(citation["section"]))
        section = plan.section(citation["section"])
        assert section.start <= citation["start"] < citation["end"]
    for row in made["rows"]:
        assert list(row) == ROW_KEYS
        assert row["role"] in set(Role)
        assert set(row["citations"]) <= set(numbers)
        assert row["citations"]
    marks = {int(n) for n in re.findall(r"\[(\d+)\]", prose(answer))}
    used = marks | {n for row in made["rows"] for n in row["citations"]}
    assert used == set(numbers)


def prose(answer: Answer) -> str:
    """Return the answer without the plans' own words, which may hold anything."""
    return "\n".join(line for line in answer.answer.split("\n") if not line.startswith(">"))


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_keeps_the_form_and_quotes_exactly(
    assistant: Assistant, plans: Mapping[str, Plan], question: str
) -> None:
    answer = assistant.ask(question)
    held_to_its_form(answer, plans)
    assert answer.question == question
    assert answer.status is not Status.ERROR
    assert answer.answer.strip()
    if answer.status is Status.ANSWERED:
        assert answer.citations
        assert answer.reason in (None, Reason.FALSE_PREMISE)
    else:
        assert answer.reason


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_row_of_an_answer_is_one_of_the_register(
    assistant: Assistant, plans: Mapping[str, Plan], question: str
) -> None:
    for row in assistant.ask(question).rows:
        known = {(r.agency, str(r.role), r.section, r.task) for r in assignments(plans[row.plan])}
        assert (row.agency, row.role, row.section, row.task) in known


def test_the_flagship_question(assistant: Assistant, plans: Mapping[str, Plan]) -> None:
    answer = assistant.ask("Which agency leads the land access index?", id="q1")
    held_to_its_form(answer, plans)
    assert answer.id == "q1"
    assert (answer.language, answer.status, answer.reason) == ("en", Status.ANSWERED, None)
    assert "Department of Agriculture and Environment" in prose(answer)
    assert "Sở Nông nghiệp và Môi trường" in prose(answer)
    leads = [(r.agency, r.plan, r.section) for r in answer.rows if r.role == "lead"]
    assert leads == [("Sở Nông nghiệp và Môi trường", "lang-son-pci-2026", "III.2.2")]
    assert answer.answered_by == "register"
    assert any("Triển khai thực hiện: Sở Nông nghiệp" in c.quote for c in answer.citations)


def test_the_same_question_twice_has_the_same_answer(assistant: Assistant) -> None:
    for question in QUESTIONS[:8]:
        one, two = (assistant.ask(question).to_json() for _ in range(2))
        assert one | {"seconds": 0} == two | {"seconds": 0}


@pytest.mark.parametrize(
    "question",
    ["", "   ", "\n\t", "?", "...!!! ¿?", "\x00\x07", "\u200b", "—", "[]{}<>", "👍"],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_empty_question_is_told_so(
    assistant: Assistant, plans: Mapping[str, Plan], question: str, language: str
) -> None:
    answer = assistant.ask(question, language=language)
    held_to_its_form(answer, plans)
    assert answer.status is Status.ERROR
    assert answer.language == language
    assert answer.answer == answer.reason != ""
    assert (answer.citations, answer.rows) == ((), ())


@pytest.mark.parametrize("length", [MAX_QUESTION + 1, 10_000, 1_000_000])
def test_a_question_too_long_is_told_the_limit(assistant: Assistant, length: int) -> None:
    answer = assistant.ask("a" * length)
    assert answer.status is Status.ERROR
    assert str(MAX_QUESTION) in answer.answer.replace(".", "").replace(",", "")
    assert len(answer.answer) < 300
    assert assistant.ask("chủ trì " * 5000).status is Status.ERROR


def test_a_question_of_the_limit_is_tried(assistant: Assistant, plans: Mapping[str, Plan]) -> None:
    question = "Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn? ".ljust(MAX_QUESTION - 1, "ô") + "?"
    answer = assistant.ask(question)
    held_to_its_form(answer, plans)
    assert answer.status is not Status.ERROR


@pytest.mark.parametrize(
    "question",
    [
        "Ai chủ trì\x00 chỉ số\x07 Tính minh bạch ở Lạng Sơn?",
        "\ufeffAi chủ trì chỉ số\u00a0Tính minh bạch\r\nở Lạng Sơn?",
        "Ai ch\u200bủ trì chỉ số Tính minh b\u00adạch ở Lạng Sơn?",
        "<b>Ai chủ trì</b> chỉ số Tính minh bạch ở Lạng Sơn?",
    ],
)
def test_characters_that_nobody_sees_change_no_answer(assistant: Assistant, question: str) -> None:
    plain = assistant.ask("Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?")
    answer = assistant.ask(question)
    assert answer.rows == plain.rows != ()


@pytest.mark.parametrize(
    "question",
    [
        "<script>alert(1)</script> Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1)) ai chủ trì cải cách?",
        "{question} %s {0} ${HOME}",
        "'; DROP TABLE plans; --",
        "Ai chủ trì ở <b>Cao Bằng</b>?",
    ],
)
def test_html_and_braces_of_a_question_do_not_come_back_in_its_answer(
    assistant: Assistant, plans: Mapping[str, Plan], question: str
) -> None:
    answer = assistant.ask(question)
    held_to_its_form(answer, plans)
    for mark in ("<", "javascript:", "{question}", "DROP TABLE"):
        assert mark not in answer.answer


def test_a_broken_character_of_a_terminal_is_no_crash(
    assistant: Assistant, plans: Mapping[str, Plan]
) -> None:
    """A byte that is no UTF-8 reaches a program as half of a surrogate pair."""
    answer = assistant.ask("Ai chủ trì \udcff chỉ số Tính minh bạch ở Lạng Sơn?")
    held_to_its_form(answer, plans)
    json.dumps(answer.to_json(), ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize(
    "question",
    [
        "Quelle est la capitale de la France ?",
        "Wie wird das Wetter morgen in Berlin?",
        "这个城市有多少人口？",
        "今日の天気は？",
        "Какая сегодня погода?",
        "ما هي عاصمة فرنسا؟",
        "asdf qwer zxcv",
    ],
)
def test_another_language_is_answered_with_no_guess(
    assistant: Assistant, plans: Mapping[str, Plan], question: str
) -> None:
    answer = assistant.ask(question)
    held_to_its_form(answer, plans)
    assert answer.status in (Status.NOT_IN_PLANS, Status.UNCLEAR)
    assert answer.rows == ()


def test_an_unknown_plan_is_named_with_the_known(assistant: Assistant) -> None:
    answer = assistant.ask("Ai chủ trì cải cách?", plans=["ha-noi-1"])
    assert answer.status is Status.ERROR
    assert "ha-noi-1" in (answer.reason or "")
    assert "lang-son-pci-2026" in (answer.reason or "")


def test_only_the_plans_asked_for_are_cited(assistant: Assistant) -> None:
    for only in (["son-la-nq02-2026"], ["lai-chau-kl90-2026", "lang-son-pci-2026"]):
        for question in ("Ai chủ trì tuyên truyền?", "Sở Tài chính phải làm gì?"):
            cited = {c.plan for c in assistant.ask(question, plans=only).citations}
            assert cited <= set(only)


def test_earlier_questions_give_the_subject(
    assistant: Assistant, plans: Mapping[str, Plan]
) -> None:
    first = "Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?"
    answer = assistant.ask("Ai phối hợp?", history=[first])
    held_to_its_form(answer, plans)
    assert answer.question == "Ai phối hợp?"
    assert "Tính minh bạch" in answer.standalone_question
    helpers = {r.agency for r in answer.rows if r.role == "coordinate"}
    assert helpers == {"Các sở, ban, ngành", "UBND các xã, phường"}


@pytest.mark.parametrize(
    "history",
    [[""], ["?", "\x00"], ["a" * 50_000], ["Ai chủ trì?"] * 500, ["<script>"], ["\udcff"]],
)
def test_bad_earlier_questions_spoil_nothing(assistant: Assistant, history: list[str]) -> None:
    question = "Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?"
    assert assistant.ask(question, history=history).rows == assistant.ask(question).rows


def test_a_refusal_says_no_row_and_quotes_what_is_near(
    assistant: Assistant, plans: Mapping[str, Plan]
) -> None:
    answer = assistant.ask("Ai chủ trì chỉ số Tính minh bạch ở Cao Bằng?")
    held_to_its_form(answer, plans)
    assert (answer.status, answer.reason) == (Status.NOT_IN_PLANS, Reason.UNKNOWN_PLACE)
    assert "Cao Bằng" in answer.answer
    assert answer.rows == ()


def test_threads_get_their_own_answers(assistant: Assistant) -> None:
    asked = QUESTIONS[:10]
    alone = {q: assistant.ask(q).to_json() | {"seconds": 0} for q in asked}
    wrong: list[str] = []

    def ask(questions: list[str]) -> None:
        for question in questions:
            answer = assistant.ask(question, id=question).to_json()
            if answer | {"seconds": 0, "id": None} != alone[question] or answer["id"] != question:
                wrong.append(question)

    threads = [threading.Thread(target=ask, args=(asked[n:] + asked[:n],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
