"""Proof: a true statement passes, and each way of lying that we thought of has its fault."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from assistant.answer import Status
from assistant.draft import Draft, Statement
from assistant.verifying import faults, proved
from corpus.register import assignments
from corpus.types import Assignment, Deadline, Mode, Plan, Role, Span

VERBS = {
    Role.LEAD: "chủ trì",
    Role.COORDINATE: "phối hợp",
    Role.CARRY_OUT: "thực hiện",
    Role.EVALUATE: "chủ trì đánh giá",
    Role.MONITOR: "theo dõi",
    Role.COMMUNICATE: "tuyên truyền",
    Role.REPORT_TO: "báo cáo",
    Role.RECEIVE_REPORTS: "nhận báo cáo",
}

# (plan, section, role, body): a sentence, labelled lines, an agency's heading, a table's row
ROWS = [
    ("lang-son-pci-2026", "III.2.2", Role.LEAD, "Sở Nông nghiệp và Môi trường"),
    ("lang-son-pci-2026", "III.2.2", Role.COORDINATE, "Sở Xây dựng"),
    ("lang-son-pci-2026", "III.2.8", Role.LEAD, "Tòa án nhân dân tỉnh"),
    ("lang-son-pci-2026", "IV.2", Role.LEAD, "Thuế tỉnh Lạng Sơn"),
    ("lai-chau-kl90-2026", "II.1", Role.LEAD, "Trung tâm Tin học và Công báo"),
    ("lai-chau-kl90-2026", "II.4", Role.CARRY_OUT, "Phòng Hành chính - Quản trị"),
    ("son-la-nq02-2026", "III.2.3", Role.LEAD, "Sở Khoa học và Công nghệ"),
    ("son-la-nq02-2026", "III.8.1", Role.CARRY_OUT, "Thanh tra tỉnh"),
    ("son-la-nq02-2026", "annex-1.row-2", Role.EVALUATE, "Văn phòng UBND tỉnh"),
    ("son-la-nq02-2026", "annex-1.row-2", Role.LEAD, "UBND các xã, phường"),
]
Find = Callable[[tuple[str, str, Role, str]], Assignment]
every_row = pytest.mark.parametrize("key", ROWS, ids=lambda key: f"{key[0]}-{key[1]}-{key[2]}")


@pytest.fixture
def find(plans: Mapping[str, Plan]) -> Find:
    def first(key: tuple[str, str, Role, str]) -> Assignment:
        plan, section, role, agency = key
        return next(
            row
            for row in assignments(plans[plan])
            if (row.section, row.role, row.agency) == (section, role, agency)
        )

    return first


def said(row: Assignment) -> Statement:
    text = f"**{row.agency}** {VERBS[row.role]}: {row.task}"
    return Statement(text, row.proof, (row,))


def place_of(plan: Plan, words: str) -> Span:
    start = plan.text.index(words)
    section = next(s for s in plan.sections if s.start <= start < s.end)
    return Span(plan.id, section.id, start, start + len(words))


def test_every_row_of_every_plan_can_be_said(plans: Mapping[str, Plan]) -> None:
    for plan in plans.values():
        for row in assignments(plan):
            assert faults(said(row), plans) == []


@every_row
def test_another_body_is_a_fault(
    key: tuple[str, str, Role, str], find: Find, plans: Mapping[str, Plan]
) -> None:
    row = find(key)
    assert faults(said(replace(row, agency="Sở Y tế")), plans)
    assert faults(replace(said(row), text=f"**Sở Y tế** {VERBS[row.role]}: {row.task}"), plans)


@every_row
@pytest.mark.parametrize("role", list(Role))
def test_another_role_is_a_fault(
    key: tuple[str, str, Role, str], role: Role, find: Find, plans: Mapping[str, Plan]
) -> None:
    row = find(key)
    assert bool(faults(said(replace(row, role=role)), plans)) is (role is not row.role)


@every_row
def test_another_task_or_deadline_is_a_fault(
    key: tuple[str, str, Role, str], find: Find, plans: Mapping[str, Plan]
) -> None:
    row = find(key)
    assert faults(said(replace(row, task="việc khác")), plans)
    later = Deadline("trước ngày 01/01/2030", "2030-01-01", row.task_span)
    assert faults(said(replace(row, deadlines=(later,))), plans)
    other = Mode.ASSIGNED if row.mode is Mode.ASKED else Mode.ASKED
    assert faults(said(replace(row, mode=other)), plans)


@every_row
def test_a_row_is_cited_wholly(
    key: tuple[str, str, Role, str], find: Find, plans: Mapping[str, Plan]
) -> None:
    row = find(key)
    for left_out in row.proof:
        kept = tuple(place for place in row.proof if place != left_out)
        assert faults(replace(said(row), proof=kept), plans)
    first = row.proof[-1]
    short = (*row.proof[:-1], replace(first, end=first.end - 1))
    assert faults(replace(said(row), proof=short), plans)


def test_duties_under_a_body_s_heading_and_in_a_table_need_two_places(find: Find) -> None:
    for key in ROWS:
        if key[0].startswith("son-la"):
            assert len(find(key).proof) >= 2


@every_row
def test_a_place_outside_the_plan_is_a_fault(
    key: tuple[str, str, Role, str], find: Find, plans: Mapping[str, Plan]
) -> None:
    row = find(key)
    length = len(plans[row.plan].text)
    for start, end in ((length, length + 5), (0, length + 1), (-5, 5), (9, 9), (9, 3)):
        place = Span(row.plan, row.section, start, end)
        assert faults(replace(said(row), proof=(*row.proof, place)), plans)
        assert faults(replace(said(row), quotes=(place,)), plans)
    elsewhere = replace(row.proof[0], plan="ha-noi-1")
    assert faults(replace(said(row), proof=(*row.proof, elsewhere)), plans)


def test_a_row_of_a_plan_that_is_not_here_is_a_fault(find: Find, plans: Mapping[str, Plan]) -> None:
    row = find(ROWS[0])
    strange = replace(row, plan="ha-noi-1")
    assert faults(Statement("Không có.", row.proof, (strange,)), plans)


def test_no_place_is_a_fault(plans: Mapping[str, Plan]) -> None:
    assert faults(Statement("Sở Tài chính chủ trì."), plans)
    assert faults(Statement("Sở Tài chính chủ trì.", verbatim=True), plans)


@pytest.mark.parametrize(
    ("plan", "words", "true", "false"),
    [
        ("lang-son-pci-2026", "trước ngày 10/12/2026", "10/12/2026", "10/11/2026"),
        ("lang-son-pci-2026", "trước ngày 20/12/2026", "20 December 2026", "21 December 2026"),
        ("lang-son-pci-2026", "Có từ 06/09 chỉ số", "6", "7"),
        ("lang-son-pci-2026", "trong thời hạn 10 ngày", "10", "100"),
        ("lai-chau-kl90-2026", "cắt giảm 50% thời gian", "50%", "5%"),
        ("lai-chau-kl90-2026", "Nghị quyết 66.7/2025/NQ-CP", "66.7/2025/NQ-CP", "66.8/2025/NQ-CP"),
        ("lai-chau-kl90-2026", "ngày 15/11/2025", "15 November 2025", "15 November 2026"),
        ("son-la-nq02-2026", "khoảng 5.000 doanh nghiệp", "5,000", "5,001"),
        ("son-la-nq02-2026", "khoảng 340 doanh nghiệp", "340", "34"),
        ("son-la-nq02-2026", "tăng trưởng 15-20%", "15-20%", "15-25%"),
        ("son-la-nq02-2026", "ngày 10 tháng 12 năm 2026", "10/12/2026", "10/11/2026"),
        ("son-la-nq02-2026", "Tối thiểu 80", "80", "90"),
        ("son-la-nq02-2026", "Tờ trình số 62/TTr-STC", "62/TTr-STC", "63/TTr-STC"),
    ],
)  # fmt: skip
def test_one_other_digit_is_a_fault(
    plans: Mapping[str, Plan], plan: str, words: str, true: str, false: str
) -> None:
    place = place_of(plans[plan], words)
    assert faults(Statement(f"Kế hoạch nêu {true}.", (place,)), plans) == []
    assert faults(Statement(f"Kế hoạch nêu {false}.", (place,)), plans)


def test_the_plan_s_own_words_are_exactly_its_own(plans: Mapping[str, Plan]) -> None:
    words = (
        "bảo đảm không thanh tra, kiểm tra quá 01 lần trong năm đối với mỗi doanh nghiệp, "
        "cơ sở sản xuất kinh doanh"
    )
    place = place_of(plans["son-la-nq02-2026"], words)
    own = Statement(words, (place,), verbatim=True)
    assert faults(own, plans) == []
    for changed in (
        words.replace("không ", ""),
        words.replace("mỗi ", ""),
        words.replace("01", "1"),
        words.upper(),
        words + ".",
        words[:-1],
        "",
    ):
        assert faults(replace(own, text=changed), plans), changed


def test_a_body_in_bold_stands_in_the_quotes(plans: Mapping[str, Plan]) -> None:
    plan = plans["lang-son-pci-2026"]
    place = place_of(plan, "Sở Tài chính tổng hợp báo cáo kết quả")
    assert faults(Statement("**Sở Tài chính** tổng hợp.", (place,)), plans) == []
    assert faults(Statement("**Sở Nội vụ** tổng hợp.", (place,)), plans)
    assert faults(Statement("**Sở Tài chính** và **Sở Nội vụ** tổng hợp.", (place,)), plans)
    assert faults(Statement("**Sở Tài chính và Sở Nội vụ** tổng hợp.", (place,)), plans)


def test_a_body_in_bold_in_english_stands_in_the_quotes(plans: Mapping[str, Plan]) -> None:
    place = place_of(plans["lang-son-pci-2026"], "Sở Tài chính tổng hợp báo cáo kết quả")
    assert (
        faults(Statement("**Department of Finance** (Sở Tài chính) reports.", (place,)), plans)
        == []
    )
    assert faults(Statement("**Department of Health** (Sở Y tế) reports.", (place,)), plans)
    assert faults(Statement("**Department of Health** reports.", (place,)), plans)


@pytest.mark.parametrize("name", ["Sở Xây dựng", "Department of Construction"])
def test_a_body_that_helps_is_not_set_in_bold_as_the_lead(
    find: Find, plans: Mapping[str, Plan], name: str
) -> None:
    """Both stand in the sentence that is quoted; the row that is stated names one of them."""
    row = find(ROWS[0])
    assert faults(replace(said(row), text=f"**{name}** chủ trì: {row.task}"), plans)


@every_row
@pytest.mark.parametrize("verb", ["chủ trì", "leads"])
def test_only_a_row_that_leads_is_said_to_lead(
    key: tuple[str, str, Role, str], verb: str, find: Find, plans: Mapping[str, Plan]
) -> None:
    """The row is stated as it is; the words of the sentence make more of it."""
    row = find(key)
    found = faults(replace(said(row), text=f"**{row.agency}** {verb} việc này."), plans)
    assert bool(found) is (row.role not in (Role.LEAD, Role.EVALUATE))


def test_a_body_may_be_named_only_to_deny_it(find: Find, plans: Mapping[str, Plan]) -> None:
    """What is not in bold is not asserted."""
    row = find(ROWS[0])
    text = f"Không phải Sở Y tế: **{row.agency}** chủ trì {row.task}"
    assert faults(replace(said(row), text=text), plans) == []


def test_a_count_is_that_of_the_rows_that_are_stated(plans: Mapping[str, Plan]) -> None:
    """Section III.2.2 of Sơn La gives the Department of Justice three duties."""
    rows = tuple(r for r in assignments(plans["son-la-nq02-2026"]) if r.section == "III.2.2")
    proof = tuple(dict.fromkeys(place for row in rows for place in row.proof))
    counted = Statement("**Sở Tư pháp** có 3 nhiệm vụ ở mục này.", proof, rows, counted=True)
    assert faults(counted, plans) == []
    for wrong in ("4", "2", "30", "100"):  # "100%" stands in two of the duties
        assert faults(replace(counted, text=counted.text.replace("3", wrong)), plans)


def test_a_sentence_that_says_nothing_of_a_plan_needs_no_proof(plans: Mapping[str, Plan]) -> None:
    assert faults(Statement("Không tìm thấy.", bare=True), plans) == []


def draft(*statements: Statement, rows: tuple[Assignment, ...] = ()) -> Draft:
    return Draft(Status.ANSWERED, None, "register", statements, rows)


def test_what_is_not_proved_goes_and_its_rows_with_it(
    find: Find, plans: Mapping[str, Plan]
) -> None:
    good, other = find(ROWS[0]), find(ROWS[3])
    bad = replace(said(other), text="**Sở Y tế** chủ trì.")
    left = proved(draft(said(good), bad, rows=(good, other)), plans)
    assert left is not None
    assert left.statements == (said(good),)
    assert left.rows == (good,)


def test_a_draft_with_nothing_proved_is_none(find: Find, plans: Mapping[str, Plan]) -> None:
    row = find(ROWS[0])
    bad = replace(said(row), text="**Sở Y tế** chủ trì.")
    note = Statement("Nội dung gần nhất:", bare=True)
    assert proved(draft(bad, rows=(row,)), plans) is None
    assert proved(draft(note, bad, rows=(row,)), plans) is None


def test_a_refusal_is_kept_as_it_is(plans: Mapping[str, Plan]) -> None:
    refusal = draft(Statement("Các kế hoạch không nói điều này.", bare=True))
    assert proved(refusal, plans) == refusal


def test_duties_of_one_body_are_not_counted_as_anothers(
    plans: Mapping[str, Plan], find: Find
) -> None:
    court = find(("lang-son-pci-2026", "III.2.8", Role.LEAD, "Tòa án nhân dân tỉnh"))
    land = find(("lang-son-pci-2026", "III.2.2", Role.LEAD, "Sở Nông nghiệp và Môi trường"))
    proof = (*court.proof, *land.proof)
    alone = Statement(f"**{land.agency}** có 2 nhiệm vụ", proof, (land, court), counted=True)
    both = replace(alone, text=f"**{land.agency}** và **{court.agency}** có 2 nhiệm vụ")
    assert faults(alone, plans)
    assert not faults(both, plans)
