"""What may be asked next of every duty and body of the register, and how they are named."""

import pytest

from assistant.answer import Answer, Status
from assistant.duties import duties_of
from assistant.next_questions import Candidate, about_body, about_duty, about_plan
from assistant.query import Kind
from assistant.service import Assistant
from assistant.short_names import body_at, task_named
from corpus.types import Plan, Role

LANG_SON, LAI_CHAU, SON_LA = "lang-son-pci-2026", "lai-chau-kl90-2026", "son-la-nq02-2026"
TOLD = (Status.ANSWERED, Status.PARTIAL)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_TODAY", "2026-08-01")


def test_a_task_is_named_up_to_a_clause_or_not_at_all(plans: dict[str, Plan]) -> None:
    def named(plan: str, start: str, language: str = "vi") -> str | None:
        for view in duties_of(plans[plan]):
            if view.duty.rows[0].task.startswith(start):
                return task_named(view.duty, language)
        raise AssertionError(start)

    entry = "chủ trì theo dõi, đánh giá chỉ số thành phần Gia nhập thị trường"
    assert named(LANG_SON, entry) == "chỉ số Gia nhập thị trường"
    assert named(LANG_SON, entry, "en") == "the sub-index Entry Costs"
    assert named(LAI_CHAU, "6. Cải cách") == "cải cách tài chính công"
    assert named(LAI_CHAU, "6. Cải cách", "en") is None
    cut = "xử lý nghiêm các hành vi lạm dụng thanh tra, kiểm tra"
    assert named(SON_LA, "Xử lý nghiêm các hành vi") == cut
    assert named(SON_LA, "Định kỳ trước ngày 10") is None
    assert named(SON_LA, "Phối hợp rà soát triệt để") is None


def test_a_body_is_named_with_its_province_once(plans: dict[str, Plan]) -> None:
    plan = plans[LANG_SON]
    assert body_at("Thuế tỉnh Lạng Sơn", plan, "vi") == "Thuế tỉnh Lạng Sơn"
    assert body_at("Thanh tra tỉnh", plan, "vi") == "Thanh tra tỉnh Lạng Sơn"
    assert body_at("Kho bạc Nhà nước", plan, "vi") == "Kho bạc Nhà nước ở Lạng Sơn"
    assert body_at("Sở Tài chính", plan, "en") == "the Department of Finance in Lạng Sơn"
    assert body_at("Các sở, ban, ngành", plan, "vi") is None
    assert body_at("UBND các xã, phường", plan, "en") is None


def candidates_of(plan: Plan, language: str) -> list[Candidate]:
    """Return what may be offered on a fair sample of a plan's duties and on their bodies."""
    found: list[Candidate] = list(about_plan(language, plan))
    for view in duties_of(plan)[::3]:
        found += about_duty(language, view.duty, (), Kind.WHAT)
        found += about_duty(language, view.duty, (Role.LEAD,), Kind.WHO)
        for row in view.duty.of(Role.LEAD, Role.CARRY_OUT)[:1]:
            found += about_body(language, plan, row.agency)
    return list({one.text: one for one in found}.values())


@pytest.mark.parametrize("plan_id", [LANG_SON, LAI_CHAU, SON_LA])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_nearly_all_that_may_be_offered_is_answered_about_its_duty(
    assistant: Assistant, plans: dict[str, Plan], plan_id: str, language: str
) -> None:
    """What is not answered so is not offered; were it much, good ones would be crowded out."""
    every = candidates_of(plans[plan_id], language)
    assert len(every) >= 2
    good = [one for one in every if _about(assistant.ask(one.text), one)]
    assert len(good) >= 0.8 * len(every)


def _about(answer: Answer, one: Candidate) -> bool:
    """Tell whether an answer has a row, or quotes a place, that a candidate is about."""
    keys = {(r.plan, r.section, r.agency, str(r.role), r.task) for r in one.rows}
    rows = {(r.plan, r.section, r.agency, r.role, r.task) for r in answer.rows}
    quoted = any(
        c.plan == p.plan and c.start < p.end and p.start < c.end
        for c in answer.citations
        for p in one.places
    )
    return answer.status in TOLD and (bool(keys & rows) or quoted)
