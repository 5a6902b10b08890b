"""What a duty weighs beside its words: days, rhythm, sub-indices, who reports and who helps."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from assistant.duties import DutyView, duties_of
from assistant.duty_weight import weigh
from assistant.evidence import Evidence
from assistant.query import Query
from assistant.understanding import understand
from corpus.types import Plan, Role

LANG_SON, SON_LA = "lang-son-pci-2026", "son-la-nq02-2026"


class Scale:
    """Weighs the duties of a plan for a question."""

    def __init__(self, plans: Mapping[str, Plan]) -> None:
        self.plans = plans
        self.evidence = Evidence(plans.values())

    def query(self, question: str) -> Query:
        return understand(question, tuple(self.plans.values()))

    def __call__(self, query: Query, plan: str) -> list[tuple[DutyView, float]]:
        weights = self.evidence.weights(query)[plan]
        views = duties_of(self.plans[plan])
        return [(view, weigh(query, view, self.evidence, weights)) for view in views]

    def more(self, query: Query, other: Query, plan: str) -> dict[str, float]:
        """Return how much more duties weigh for a query than for another, by section."""
        two = zip(self(query, plan), self(other, plan), strict=True)
        return {
            view.duty.section: round(one - less, 3)
            for (view, one), (_, less) in two
            if abs(one - less) > 1e-9
        }


@pytest.fixture(scope="module")
def scale(plans: Mapping[str, Plan]) -> Scale:
    return Scale(plans)


def test_where_only_a_section_is_named_all_duties_weigh_alike(scale: Scale) -> None:
    query = scale.query("Ai chủ trì mục III.2 kế hoạch Lạng Sơn?")
    assert {weight for _, weight in scale(query, LANG_SON)} == {1.0}
    more = scale.query("Theo mục III.2 kế hoạch Lạng Sơn, ai lo đào tạo nghề?")
    assert len({weight for _, weight in scale(more, LANG_SON)}) > 2


def test_a_day_that_a_duty_has_counts_for_it(scale: Scale) -> None:
    # "trước ngày 20/12/2026" stands in V.4 alone
    query = scale.query("Ở Lạng Sơn, ai báo cáo kết quả trước ngày 20/12?")
    without = replace(query, question="Ở Lạng Sơn, ai báo cáo kết quả?")
    assert scale.more(query, without, LANG_SON) == {"V.4": 0.3}


def test_how_often_asks_for_a_duty_with_a_date(scale: Scale) -> None:
    # each receives reports by a day: IV.1 on 10/6 and 10/12, IV.3 on 15/6 and 15/12
    query = scale.query("Ở Sơn La, cơ quan nào nhận báo cáo định kỳ?")
    assert query.role is Role.RECEIVE_REPORTS
    without = replace(query, question="Ở Sơn La, cơ quan nào nhận báo cáo?")
    more = scale.more(query, without, SON_LA)
    assert {"IV.1", "IV.3"} <= set(more)
    assert set(more.values()) == {0.2}
    assert "III.5.1" not in more  # no day stands there


def test_the_sub_index_asked_for_counts_and_the_whole_index_does_not(scale: Scale) -> None:
    query = scale.query("Ở Lạng Sơn, ai chủ trì chỉ số Cạnh tranh bình đẳng?")
    assert query.indices == ("pci-competition",)
    assert scale.more(query, replace(query, indices=()), LANG_SON) == {"III.2.6": 0.5}
    whole = scale.query("Ở Lạng Sơn, ai lo chỉ số PCI?")
    assert whole.indices
    assert scale.more(whole, replace(whole, indices=()), LANG_SON) == {}


def test_who_reports_is_named_by_a_question_for_whom_it_reports_to(scale: Scale) -> None:
    # of those that receive reports, V.1 and V.4 have the department itself report
    query = scale.query("Ở Lạng Sơn, Sở Tài chính báo cáo cho cơ quan nào?")
    assert (query.role, query.bodies) == (Role.RECEIVE_REPORTS, ("Sở Tài chính",))
    more = scale.more(query, replace(query, bodies=()), LANG_SON)
    assert more == {"V.1": 0.25, "V.4": 0.25}


def test_who_is_helped_is_no_helper(scale: Scale) -> None:
    # the inspectorate leads III.2.5 and stands in no other row
    query = scale.query("Ở Lạng Sơn, ai phối hợp với Thanh tra tỉnh?")
    assert query.role is Role.COORDINATE
    more = scale.more(query, replace(query, bodies=()), LANG_SON)
    assert more == {"III.2.5": 0.25}
    # the tax office leads IV.2 and helps in IV.1
    query = scale.query("Ở Lạng Sơn, ai phối hợp với Thuế tỉnh Lạng Sơn?")
    assert scale.more(query, replace(query, bodies=()), LANG_SON) == {"IV.2": 0.25}
