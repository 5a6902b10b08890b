"""Which duty a question is about: expected bodies and sections are read from the plans."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import pytest

from assistant import duty_choice
from assistant.duties import Duty, duties_of
from assistant.duty_choice import Choice, choose, everybody, many
from assistant.evidence import Evidence
from assistant.query import Query
from assistant.retrieved import Key, Retrieved
from assistant.troubles import Troubles, troubles_of
from assistant.understanding import understand
from corpus.types import Plan, Role

LANG_SON, SON_LA, LAI_CHAU = "lang-son-pci-2026", "son-la-nq02-2026", "lai-chau-kl90-2026"
NOTHING = Retrieved()
NONE = Troubles((), pleads=False, in_no_plan=False)
CASH_FLOW = "Ở Lạng Sơn, ai chủ trì khơi thông dòng tiền, tháo gỡ vướng mắc về thuế?"
# The same sentence stands in III.7.4 (one department) and III.7.6 (all of them).
INCUBATORS = (
    "Ở Sơn La, ai phát triển hệ thống dịch vụ phát triển kinh doanh, vườn ươm doanh nghiệp?"
)


class Chooser:
    """Chooses among the duties of the shipped plans."""

    def __init__(self, plans: Mapping[str, Plan]) -> None:
        self.plans = plans
        self.evidence = Evidence(plans.values())

    def query(self, question: str) -> Query:
        return understand(question, tuple(self.plans.values()))

    def __call__(
        self,
        question: str | Query,
        found: Retrieved = NOTHING,
        troubles: Troubles = NONE,
        without: Collection[Key] = (),
    ) -> Choice | None:
        query = self.query(question) if isinstance(question, str) else question
        return choose(query, self.plans, self.evidence, found, troubles, without)

    def sure(self, question: str | Query, found: Retrieved = NOTHING) -> Choice:
        """Return what is chosen where something must be."""
        choice = self(question, found)
        assert choice is not None
        return choice

    def pleading(self, question: str) -> Choice:
        query = self.query(question)
        choice = self(query, troubles=troubles_of(query, self.plans, self.evidence))
        assert choice is not None
        return choice


@pytest.fixture(scope="module")
def chooser(plans: Mapping[str, Plan]) -> Chooser:
    return Chooser(plans)


def found_in(plan: str, *sections: str) -> Retrieved:
    """Return sections as found in this order, with falling scores."""
    keys = tuple((plan, section) for section in sections)
    return Retrieved(keys, tuple(20.0 / (1 + rank) for rank in range(len(keys))))


def sections(choice: Choice | None) -> list[str]:
    assert choice is not None
    return [duty.section for duty in choice.told]


def bodies(choice: Choice, role: Role) -> set[str]:
    return {row.agency for duty in choice.told for row in duty.of(role)}


# --- the duty that is asked about ------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "role", "section", "expected"),
    [
        (CASH_FLOW, Role.LEAD, "IV.2", {"Thuế tỉnh Lạng Sơn"}),
        ("Lạng Sơn: ai chủ trì Tính minh bạch?", Role.LEAD, "III.2.3", {"Văn phòng UBND tỉnh"}),
        (
            "Ở Lạng Sơn, ai phối hợp về Thiết chế pháp lý?",
            Role.COORDINATE,
            "III.2.8",
            {"Công an tỉnh", "Sở Tư pháp"},
        ),
        (
            "Ở Lai Châu, ai thực hiện cải cách tài chính công?",
            Role.CARRY_OUT,
            "II.6",
            {"Phòng Hành chính - Quản trị"},
        ),
        (
            "Ở Sơn La, ai đánh giá tỷ lệ xử lý phản ánh, kiến nghị đúng hạn?",
            Role.EVALUATE,
            "annex-1.row-3",
            {"Văn phòng UBND tỉnh"},
        ),
        (
            "Ở Lai Châu, đơn vị nào theo dõi, đôn đốc kế hoạch?",
            Role.MONITOR,
            "IV.2",
            {"Phòng Hành chính - Quản trị"},
        ),
        (
            "Who leads innovation and digital transformation of enterprises in Lang Son?",
            Role.LEAD,
            "IV.4",
            {"Sở Khoa học và Công nghệ"},
        ),
    ],
)
def test_the_duty_with_the_words_asked_for(
    chooser: Chooser, question: str, role: Role, section: str, expected: set[str]
) -> None:
    choice = chooser.sure(question)
    assert sections(choice) == [section]
    assert bodies(choice, role) == expected
    assert not choice.nobody


def test_a_duty_about_another_sub_index_is_left_out(chooser: Chooser) -> None:
    choice = chooser.sure("Ai chủ trì chỉ số Chi phí không chính thức của Lạng Sơn?")
    assert sections(choice) == ["III.2.5"]
    left = chooser(choice.query, without=[(LANG_SON, "III.2.5")])
    assert left is None or not [s for s in sections(left) if s.startswith("III.2")]


def test_the_same_matter_in_two_plans_is_told_of_both(chooser: Chooser) -> None:
    choice = chooser.sure("Ai theo dõi, đôn đốc việc triển khai kế hoạch ở Lạng Sơn và ở Sơn La?")
    # Lạng Sơn V.4 "Giao Sở Tài chính … theo dõi", Sơn La IV.3 "Sở Tài chính chủ trì … theo dõi"
    assert [(d.plan.id, d.section) for d in choice.told] == [(LANG_SON, "V.4"), (SON_LA, "IV.3")]
    assert all("Sở Tài chính" in duty.agencies() for duty in choice.told)


def test_of_two_places_named_each_has_its_duty_though_one_fits_less(chooser: Chooser) -> None:
    choice = chooser.sure(
        "Lĩnh vực đất đai, từ quy trình cho thuê ở Lạng Sơn đến cơ sở dữ liệu ở Sơn La, "
        "do sở nào chủ trì?"
    )
    # IV.3 "Chuẩn hóa quy trình giao đất, cho thuê đất", III.5.1 "Cơ sở dữ liệu quốc gia về đất đai"
    assert [(d.plan.id, d.section) for d in choice.told] == [
        (LANG_SON, "IV.3"),
        (SON_LA, "III.5.1"),
    ]
    assert bodies(choice, Role.LEAD) == {"Sở Nông nghiệp và Môi trường"}


def test_who_is_named_as_evaluating_goes_before_who_leads(chooser: Chooser) -> None:
    # III.4.1 "Chủ trì rà soát, đánh giá … thủ tục hành chính" has more of the words; the
    # annex has "Cơ quan chủ trì đánh giá" for the handling of procedures in rows 1 and 4
    choice = chooser.sure("Ở Sơn La, ai đánh giá việc giải quyết thủ tục hành chính?")
    assert sections(choice) == ["annex-1.row-1", "annex-1.row-4"]
    assert bodies(choice, Role.EVALUATE) == {"Văn phòng UBND tỉnh"}


def test_what_retrieval_finds_makes_a_duty_likelier(chooser: Chooser) -> None:
    alone, found = chooser.sure(CASH_FLOW), chooser.sure(CASH_FLOW, found_in(LANG_SON, "IV.2"))
    assert found.signals.score == pytest.approx(alone.signals.score + 0.2)
    assert (alone.signals.lexical, found.signals.lexical) == (0, 20)
    assert found.chance > alone.chance
    second = chooser.sure(CASH_FLOW, found_in(LANG_SON, "V.3", "IV.2"))
    assert second.signals.score == pytest.approx(alone.signals.score + 0.1)


def test_a_great_lead_says_no_more_than_a_fair_one(chooser: Chooser) -> None:
    choice = chooser.sure(CASH_FLOW)
    assert choice.signals.score > 0.9
    assert (choice.signals.lead, choice.signals.worded) == (0.3, 0.3)


def test_nobody_is_chosen_where_no_plan_is_asked(chooser: Chooser) -> None:
    assert chooser(replace(chooser.query(CASH_FLOW), plans=())) is None


# --- without ---------------------------------------------------------------------------


def test_without_its_section_another_duty_is_chosen_less_surely(chooser: Chooser) -> None:
    found = found_in(LANG_SON, "IV.2", "IV.1")
    right = chooser.sure(CASH_FLOW, found)
    other = chooser(CASH_FLOW, found.without([(LANG_SON, "IV.2")]), without=[(LANG_SON, "IV.2")])
    assert other is not None
    assert "IV.2" not in sections(other)
    assert other.chance < right.chance / 10


def test_without_all_sections_nothing_is_chosen(chooser: Chooser) -> None:
    every = [(LANG_SON, view.duty.section) for view in duties_of(chooser.plans[LANG_SON])]
    assert chooser(CASH_FLOW, without=every) is None


def test_a_section_of_another_plan_left_out_changes_nothing(chooser: Chooser) -> None:
    assert chooser(CASH_FLOW, without=[(SON_LA, "IV.2")]) == chooser(CASH_FLOW)


# --- a role that nobody has ------------------------------------------------------------


def test_nobody_coordinates_what_is_asked_about(chooser: Chooser) -> None:
    # II.1 names who leads and who carries out, nobody to help, nor does it say "phối hợp"
    choice = chooser.sure("Ở Lai Châu, ai phối hợp tuyên truyền, quán triệt Kết luận 90-KL/TU?")
    assert (sections(choice), choice.nobody, choice.query.role) == (["II.1"], True, None)


def test_where_the_duty_s_own_words_name_partners_there_is_no_row(chooser: Chooser) -> None:
    # II.3 has no "Đơn vị phối hợp", but says "Phối hợp với sở, ngành liên quan tham mưu …"
    assert chooser("Ở Lai Châu, ai phối hợp cải cách thủ tục hành chính?") is None


def test_where_nobody_leads_who_works_together_is_told(chooser: Chooser) -> None:
    # III.4.6: "Thanh tra Tỉnh và Công an Tỉnh: Phối hợp chặt chẽ trong việc tiếp nhận …"
    choice = chooser.sure(
        "Ở Sơn La, ai chủ trì tiếp nhận thông tin phản ánh về cán bộ, công chức tiêu cực?"
    )
    assert sections(choice) == ["III.4.6"]
    assert bodies(choice, Role.COORDINATE) == {"Thanh tra tỉnh", "Công an tỉnh"}
    assert (choice.nobody, choice.query.role) == (False, None)


def test_a_role_that_a_plan_gives_nobody(chooser: Chooser) -> None:
    assert chooser("Ở Lai Châu, ai đánh giá cải cách tài chính công?") is None


# --- a section named, bodies named -----------------------------------------------------


def test_a_section_named_alone_means_all_its_duties(chooser: Chooser) -> None:
    choice = chooser.sure("Ai chủ trì mục III.2.5 kế hoạch Lạng Sơn?")
    assert (sections(choice), choice.chance) == (["III.2.5"], 1.0)
    assert bodies(choice, Role.LEAD) == {"Thanh tra tỉnh"}
    group = chooser.sure("Ai thực hiện mục V.1 kế hoạch Lạng Sơn?")
    assert (set(sections(group)), group.chance) == ({"V.1"}, 1.0)


def test_what_a_section_named_does_not_say_is_not_looked_for_elsewhere(chooser: Chooser) -> None:
    # tax stands in IV.2; III has nothing of it
    choice = chooser("Theo mục III kế hoạch Lạng Sơn, ai chủ trì tháo gỡ vướng mắc về thuế?")
    assert choice is not None
    assert all(section.startswith("III") for section in sections(choice))
    assert choice.chance < 0.1


def test_of_many_as_likely_the_best_is_never_cut_off(chooser: Chooser) -> None:
    """III.2 has nine duties, of which five are told; the one found first was not among them."""
    asked = "Ai chủ trì mục III.2 kế hoạch Lạng Sơn?"
    expected = ["III.2.1", "III.2.2", "III.2.3", "III.2.4", "III.2.5"]
    assert sections(chooser(asked)) == expected
    assert sections(chooser(asked, found_in(LANG_SON, "III.2.9"))) == [*expected[:4], "III.2.9"]


def test_where_only_bodies_are_named_all_their_duties_are_alike(chooser: Chooser) -> None:
    asked = "Ở Lạng Sơn, Sở Tài chính và Thuế tỉnh Lạng Sơn, ai chủ trì?"
    assert all(concept.body for concept in chooser.query(asked).concepts)
    found = found_in(LANG_SON, "IV.2")
    assert chooser.sure(asked, found).signals.score == chooser.sure(asked).signals.score
    assert sections(chooser(asked, found)) == ["IV.1", "IV.2"]  # both stand in these two


def test_with_anything_else_named_the_section_found_first_counts(chooser: Chooser) -> None:
    asked = "Ở Lạng Sơn, Thuế tỉnh Lạng Sơn chủ trì khơi thông dòng tiền với ai?"
    alone, found = chooser.sure(asked), chooser.sure(asked, found_in(LANG_SON, "IV.2"))
    assert found.signals.score == pytest.approx(alone.signals.score + 0.2)


# --- groups ----------------------------------------------------------------------------


def test_one_with_a_name_goes_before_all_where_all_else_is_equal(chooser: Chooser) -> None:
    choice = chooser.sure(INCUBATORS)
    assert sections(choice) == ["III.7.4", "III.7.6"]
    assert bodies(choice, Role.CARRY_OUT) >= {"Sở Khoa học và Công nghệ", "Các sở, ban, ngành"}
    assert not choice.signals.everybody
    assert choice.signals.worded == 0
    assert choice.signals.lead == pytest.approx(duty_choice.OF_ALL) == 0.1


def test_a_group_found_first_goes_before_one_with_a_name(chooser: Chooser) -> None:
    assert chooser.sure(INCUBATORS, found_in(SON_LA, "III.7.6")).signals.everybody
    assert not chooser.sure(INCUBATORS, found_in(SON_LA, "III.7.4", "III.7.6")).signals.everybody


def test_without_the_one_with_a_name_all_are_told(chooser: Chooser) -> None:
    left = chooser(INCUBATORS, without=[(SON_LA, "III.7.4")])
    assert sections(left) == ["III.7.6"]
    assert left is not None
    assert left.signals.everybody


def duty_in(plan: Plan, section: str, at: int = 0) -> Duty:
    return [view.duty for view in duties_of(plan) if view.duty.section == section][at]


@pytest.mark.parametrize(
    ("plan", "section", "at", "expected"),
    [
        (LANG_SON, "III.1.1", 0, True),  # Các sở, ban, ngành và UBND các cấp
        (LANG_SON, "III.1.1", 1, True),  # Người đứng đầu cơ quan
        (LANG_SON, "V.1", 0, True),  # Thủ trưởng các sở …, Chủ tịch UBND các xã, phường
        (LANG_SON, "III.2.5", 0, False),  # Thanh tra tỉnh, with groups that help
        (LAI_CHAU, "II.1", 0, False),  # a room leads, all carry out
        (LAI_CHAU, "II.2", 0, True),  # Các phòng, ban, trung tâm
        (SON_LA, "III.3.3", 2, False),  # all only help: nobody acts
        (SON_LA, "annex-1.row-1", 0, False),  # a centre among groups
    ],
)
def test_only_groups_act(
    plans: Mapping[str, Plan], plan: str, section: str, at: int, expected: bool
) -> None:
    assert everybody(duty_in(plans[plan], section, at)) is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Các sở, ban, ngành", True),
        ("UBND các xã, phường", True),
        ("Thủ trưởng các sở, ban, ngành", True),
        ("Thanh tra tỉnh", False),
        ("UBND tỉnh", False),
        ("Không có trong danh sách", False),
    ],
)
def test_nobody_can_turn_to_many(body: str, expected: bool) -> None:
    assert many(body) is expected


# --- troubles --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "section", "expected"),
    [
        ("Ở Lạng Sơn, tôi bị cán bộ đòi phong bì, tìm ai giúp?", "III.2.5", "Thanh tra tỉnh"),
        (
            "My firm in Lang Son waits for its tax refund, who can help?",
            "IV.2",
            "Thuế tỉnh Lạng Sơn",
        ),
    ],
)
def test_a_trouble_finds_its_duty(
    chooser: Chooser, question: str, section: str, expected: str
) -> None:
    choice = chooser.pleading(question)
    assert section in sections(choice)
    assert expected in bodies(choice, Role.LEAD)
    assert choice.signals.pleads
    assert choice.signals.topics > 0
    assert choice.chance > chooser.sure(question).chance  # by its words alone
    by_words = chooser(question, NOTHING, Troubles((), pleads=True, in_no_plan=False))
    assert by_words is not None
    added = choice.signals.score - by_words.signals.score
    assert added == pytest.approx(choice.signals.topics)


def test_nobody_who_pleads_is_sent_to_everybody(chooser: Chooser) -> None:
    query = chooser.query(INCUBATORS)
    pleading = Troubles((), pleads=True, in_no_plan=False)
    choice = chooser(query, found_in(SON_LA, "III.7.6"), pleading)
    assert sections(choice) == ["III.7.4"]
    asked = chooser(replace(query, role=Role.CARRY_OUT), NOTHING, pleading)
    assert sections(asked) == ["III.7.4", "III.7.6"]  # who asks for a role does not plead


def test_topics_say_nothing_where_a_role_is_asked_for(chooser: Chooser) -> None:
    query = chooser.query(CASH_FLOW)
    told = troubles_of(chooser.query("Tôi bị đòi phong bì"), chooser.plans, chooser.evidence).told
    troubles = Troubles(told, pleads=True, in_no_plan=False)
    with_topics, without = chooser(query, troubles=troubles), chooser.sure(query)
    assert with_topics is not None
    assert sections(with_topics) == sections(without)
    assert with_topics.signals.score == without.signals.score
    assert not with_topics.signals.pleads
