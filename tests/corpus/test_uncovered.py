"""What looks like a duty and is in no row: listed, and in the three plans explained."""

from pathlib import Path

import pytest

from corpus import uncovered
from corpus.errors import DataError
from corpus.library import Library
from corpus.plan import read_plan
from corpus.types import Plan
from corpus.uncovered import NotDuty

PLANS = {plan.id: plan for plan in Library.open(shipped_only=True).plans()}
HEADER = "plan\tsection\twords\twhy\n"


def plan_of(words: str) -> Plan:
    text = f"KẾ HOẠCH\n\nI. TỔ CHỨC THỰC HIỆN\n\n{words}\n\nNơi nhận:\n\n- Như trên;\n"
    return read_plan(text.encode(), "thu", "thu.md")


def listed(plan: Plan) -> list[str]:
    return [plan.text[place.start : place.end] for place in uncovered.uncovered(plan)]


@pytest.mark.parametrize("plan_id", PLANS)
def test_nothing_in_the_shipped_plans_is_unexplained(plan_id: str) -> None:
    plan = PLANS[plan_id]
    places = uncovered.uncovered(plan)
    assert [
        plan.text[place.start : place.end]
        for place in places
        if uncovered.explanation(plan, place) is None
    ] == []


@pytest.mark.parametrize("plan_id", PLANS)
def test_no_explanation_is_stale_and_each_is_of_one_sentence(plan_id: str) -> None:
    plan = PLANS[plan_id]
    assert uncovered.stale(plan) == []
    known = [one for one in uncovered.not_duties() if one.plan == plan_id]
    assert len(known) == len(uncovered.uncovered(plan))


def test_each_explanation_is_of_a_shipped_plan() -> None:
    assert {one.plan for one in uncovered.not_duties()} <= set(PLANS)


def test_sentences_that_the_plans_hold_are_listed() -> None:
    found = listed(PLANS["lang-son-pci-2026"])
    assert "Chuẩn hóa quy trình giao đất, cho thuê đất, chuyển mục đích sử dụng đất." in found
    assert not any("chủ trì theo dõi, đánh giá" in sentence for sentence in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Cơ quan nào chủ trì thì báo cáo.",
        "Tăng cường phối hợp giữa các cơ quan.",
        "Nhiệm vụ đã giao phải xong.",
        "Báo cáo trước ngày 15/6.",
        "CHỦ TRÌ việc này là ai.",
    ],
)
def test_each_mark_is_seen_in_either_case(sentence: str) -> None:
    assert listed(plan_of(sentence)) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Phát triển giao thông, chuyển giao công nghệ và giao dịch điện tử.",
        "Mở rộng giao thương, giao lưu văn hóa, công tác ngoại giao.",
        "Tăng cường công khai, minh bạch.",
    ],
)
def test_words_that_only_hold_a_mark_are_not_listed(sentence: str) -> None:
    assert listed(plan_of(sentence)) == []


def test_a_duty_in_a_row_is_not_listed() -> None:
    assert listed(plan_of("1. Sở Nội vụ chủ trì, phối hợp với Sở Y tế rà soát biên chế.")) == []


def test_a_mark_outside_of_the_proof_is_listed_though_its_section_has_rows() -> None:
    said = "Việc này cần sự phối hợp thường xuyên."
    plan = plan_of(f"1. Sở Nội vụ chủ trì rà soát biên chế.\n\n{said}")
    assert listed(plan) == [said]


def test_an_explanation_fits_by_plan_section_and_first_words() -> None:
    plan = plan_of("Tăng cường phối hợp giữa các cơ quan.")
    (place,) = uncovered.uncovered(plan)
    fits = NotDuty("thu", "I", "Tăng cường phối", "A wish.")
    assert uncovered.explanation(plan, place, [fits]) == "A wish."
    assert uncovered.stale(plan, [fits]) == []
    for other in (
        fits._replace(plan="khac"),
        fits._replace(section="II"),
        fits._replace(words="Giảm"),
    ):
        assert uncovered.explanation(plan, place, [other]) is None
    gone = fits._replace(words="Giảm")
    assert uncovered.stale(plan, [fits, gone, fits._replace(plan="khac")]) == [gone]


def test_a_file_of_explanations_is_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(f"# why\n\n{HEADER}p\tI\tb\tno\np\tI\ta\tno\n", encoding="utf-8")
    assert uncovered.load_not_duties(path) == (
        NotDuty("p", "I", "b", "no"), NotDuty("p", "I", "a", "no"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plan\twhy\n", 1),
        (HEADER + "p\tI\ta\n", 2),
        (HEADER + "p\tI\ta\t\n", 2),
        (HEADER + "p\tI\ta \tno\n", 2),
        (HEADER + "p\tI\ta\tkê\u0301\n", 2),
    ],
)
def test_a_broken_file_of_explanations_is_refused(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=f"a.tsv, line {line}:"):
        uncovered.load_not_duties(path)
