"""Duties chosen from the register, held to the plans' own words and to a second, simple count."""

import datetime
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import exports, register
from corpus.deadlines import last_days
from corpus.errors import InputError, UnknownPlanError
from corpus.library import Library
from corpus.selecting import Entry, Filter, Sort, Time, counted, find, select
from corpus.types import Assignment, Role
from corpus.words import fold

LAI_CHAU, LANG_SON, SON_LA = "lai-chau-kl90-2026", "lang-son-pci-2026", "son-la-nq02-2026"
TODAY = datetime.date(2026, 7, 1)
PLANS = Library.open(shipped_only=True).plans()


def chosen(**fields: object) -> tuple[Entry, ...]:
    return select(PLANS, Filter(**fields), TODAY)  # type: ignore[arg-type]


def places(entries: tuple[Entry, ...]) -> list[tuple[str, str]]:
    return [(entry.plan.id.split("-2026")[0], entry.section) for entry in entries]


def in_lang_son(*sections: str) -> list[tuple[str, str]]:
    return [("lang-son-pci", section) for section in sections]


def test_nothing_chosen_is_every_duty_of_every_plan() -> None:
    """Ten in Lai Châu (II.1 to II.8, IV.1, IV.2), 24 in Lạng Sơn; each row is in one duty."""
    found = chosen()
    assert [sum(e.plan.id == p for e in found) for p in (LAI_CHAU, LANG_SON)] == [10, 24]
    rows = [row for plan in PLANS for row in register.assignments(plan)]
    assert len(found) == counted(PLANS) == exports.duties(rows)
    assert sorted((r for e in found for r in e.rows), key=repr) == sorted(rows, key=repr)


def test_duties_stand_in_the_order_of_the_plans() -> None:
    found = chosen()
    starts = [(PLANS.index(e.plan), e.rows[0].proof[-1].start) for e in found]
    assert [plan for plan, _ in starts] == sorted(plan for plan, _ in starts)
    assert [e.section for e in found if e.plan.id == LAI_CHAU] == [
        "II.1", "II.2", "II.3", "II.4", "II.5", "II.6", "II.7", "II.8", "IV.1", "IV.2",
    ]  # fmt: skip


def test_what_a_body_leads_in_lang_son() -> None:
    """The plan: 2.1, 2.6, 2.7 of part III and 1 of part IV name the Department of Finance."""
    expected = in_lang_son("III.2.1", "III.2.6", "III.2.7", "IV.1")
    for form in ("Sở Tài chính", "STC", "stc", "so tai chinh", "Department of Finance"):
        assert places(chosen(plans=(LANG_SON,), agency=form, role=Role.LEAD)) == expected


def test_a_role_is_of_the_body_that_is_chosen() -> None:
    """Lạng Sơn IV.2: the tax office leads, the Department of Finance coordinates."""
    coordinating = chosen(plans=(LANG_SON,), agency="STC", role=Role.COORDINATE)
    assert places(coordinating) == in_lang_son("IV.2", "IV.4")


def test_a_court_that_is_asked_leads() -> None:
    assert places(chosen(agency="Tòa án nhân dân tỉnh", role=Role.LEAD)) == in_lang_son("III.2.8")


def test_a_body_without_duties_has_none_and_an_unknown_one_is_refused() -> None:
    assert chosen(agency="Sở Ngoại vụ") == ()
    with pytest.raises(InputError, match="xyz"):
        chosen(agency="xyz")


def test_a_body_of_another_plan_than_the_chosen_one_has_none_there() -> None:
    """A name only in one plan's words is known, whatever plan is chosen."""
    assert chosen(plans=(LAI_CHAU,), agency="cấp có thẩm quyền Trung ương") == ()


def test_indices() -> None:
    """Lạng Sơn III.2.1 to 2.9 are on one sub-index of PCI each."""
    assert places(chosen(index="pci")) == in_lang_son(*(f"III.2.{n}" for n in range(1, 10)))
    assert places(chosen(index="pci-land")) == in_lang_son("III.2.2")
    with pytest.raises(InputError):
        chosen(index="pci-nothing")


def test_an_unknown_plan_is_refused() -> None:
    with pytest.raises(UnknownPlanError, match="none-2026"):
        chosen(plans=("none-2026",))


PASSED = [("son-la-nq02", s) for s in ("III.2.1", "IV.1", "IV.1", "IV.3")]


def test_times_on_the_first_of_july() -> None:
    """25/7 is soon; Quarter II, 15/2, 10/6 and 15/6 have passed; 10/12 and 20/12 are far."""
    assert places(chosen(time=Time.SOON)) == in_lang_son("V.1")
    assert places(chosen(time=Time.PASSED)) == PASSED
    assert places(chosen(time=Time.DATED)) == in_lang_son("V.1", "V.1", "V.4") + PASSED
    untimed = {e.key for e in chosen(time=Time.NONE)}
    assert untimed == {e.key for e in chosen() if not any(r.deadlines for r in e.rows)}


@pytest.mark.parametrize(
    ("today", "count"),
    [
        (datetime.date(2026, 6, 24), 0),
        (datetime.date(2026, 6, 25), 1),
        (datetime.date(2026, 7, 25), 1),
        (datetime.date(2026, 7, 26), 0),
    ],
)
def test_soon_is_today_and_thirty_days(today: datetime.date, count: int) -> None:
    found = select(PLANS, Filter(plans=(LANG_SON,), time=Time.SOON), today)
    assert len(found) == count


def test_by_deadline_the_undated_stand_last_in_their_order() -> None:
    found = chosen(sort=Sort.DEADLINE)
    dated = [e.days[0].isoformat() for e in found[:7]]
    assert dated == [
        "2026-02-15", "2026-06-10", "2026-06-15", "2026-06-30", "2026-07-25", "2026-12-10",
        "2026-12-20",
    ]  # fmt: skip
    assert [e.key for e in found[7:]] == [e.key for e in chosen() if not e.days]


def test_soon_is_ordered_by_the_day_that_is_soon() -> None:
    """On 1 December, 10/6 and 15/6 have passed: Lạng Sơn's 10/12 is no later than Sơn La's."""
    december = datetime.date(2026, 12, 1)
    found = select(PLANS, Filter(time=Time.SOON, sort=Sort.DEADLINE), december)
    assert places(found) == [
        ("lang-son-pci", "V.1"), ("son-la-nq02", "IV.1"), ("son-la-nq02", "IV.3"),
        ("lang-son-pci", "V.4"),
    ]  # fmt: skip


def test_last_days() -> None:
    assert last_days("2026-Q1") == (datetime.date(2026, 3, 31),)
    assert last_days("2026-12-15;2026-06-15") == (
        datetime.date(2026, 12, 15),
        datetime.date(2026, 6, 15),
    )
    for endless in ("", "2026", "continuous", "quarterly", "P10D from issue"):
        assert last_days(endless) == ()


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("hộ kinh doanh chuyển đổi", ["IV.1"]),
        ("ho kinh doanh chuyen doi", ["IV.1", "IV.4"]),  # "hộ", "hỗ trợ"
        ("thiết chế pháp lý", ["III.2.8"]),
        ("10/12/2026", ["V.1"]),
        ("ngày 25/7", ["V.1"]),
        ("Policy Bias", ["III.2.6"]),
        ("Provincial People's Court", ["III.2.8"]),
        ("court", ["III.2.8"]),
        ("25 July", ["V.1"]),
        ("state treasury", ["IV.2"]),
        ("quý", ["IV.2"]),
        ("Chi phí thời gian", ["III.2.4"]),  # the index's name of former years
    ],
)
def test_free_text_in_lang_son(text: str, sections: list[str]) -> None:
    assert places(chosen(plans=(LANG_SON,), text=text)) == in_lang_son(*sections)


def test_marks_that_are_typed_count() -> None:
    """Sơn La speaks of "hồ sơ" and of "hộ kinh doanh": with marks they are apart."""
    one, other, both = (
        {e.key for e in chosen(plans=(SON_LA,), text=t)} for t in ("hồ", "hộ", "ho")
    )
    assert one and other and one != other
    assert one | other <= both
    assert chosen(text="dường") == ()


def test_every_word_must_be_found() -> None:
    one, other = ({e.key for e in chosen(text=t)} for t in ("thanh tra", "đất đai"))
    assert {e.key for e in chosen(text="thanh tra đất đai")} == one & other
    assert one and other


@pytest.mark.parametrize(
    ("short", "full"), [("TTHC", "thủ tục hành chính"), ("DNNVV", "doanh nghiệp nhỏ và vừa")]
)
def test_short_forms_find_the_words_and_are_found_by_them(short: str, full: str) -> None:
    """A duty that has the words, or the letters, is found by either."""
    found = {e.key for e in chosen(text=short)}
    said = {e.key for e in chosen() if f" {full} " in plain(e) or f" {short.lower()} " in plain(e)}
    assert said and found == said
    assert found <= {e.key for e in chosen(text=full)}
    assert found == {e.key for e in chosen(text=short.lower())}


def test_a_short_name_finds_the_body() -> None:
    """STC is the body: as many as the filter by body, fewer than have "tài chính"."""
    by_body = {e.key for e in chosen(agency="STC")}
    assert {e.key for e in chosen(text="STC")} == by_body
    assert {e.key for e in chosen(text="so tai chinh")} == by_body
    assert by_body < {e.key for e in chosen(text="tài chính")}


def test_english_finds_what_the_glossary_says() -> None:
    """ "digital transformation" is "chuyển đổi số", and English passing words are let pass."""
    digital = {e.key for e in chosen(text="digital transformation")}
    assert digital == {e.key for e in chosen() if " chuyển đổi số " in plain(e)}
    assert {e.key for e in chosen(text="the digital transformation")} == digital


def test_a_word_half_typed_finds_already() -> None:
    whole = {e.key for e in chosen(text="doanh nghiệp")}
    assert whole <= {e.key for e in chosen(text="doanh ngh")}
    assert chosen(text="doanh ngh ") == ()


def test_nonsense_finds_nothing_and_blanks_find_all() -> None:
    assert chosen(text="zzz") == ()
    assert len(chosen(text="  ")) == counted(PLANS)
    assert len(chosen(text="?!")) == counted(PLANS)


def test_a_duty_is_found_by_its_key() -> None:
    for entry in chosen():
        assert find(PLANS, entry.key) == entry
    assert len({entry.key for entry in chosen()}) == counted(PLANS)
    for wrong in ("", "x", SON_LA, f"{SON_LA}:", f"{SON_LA}:1-2", "none:1-2"):
        assert find(PLANS, wrong) is None


def plain(entry: Entry) -> str:
    """Return the words of a duty between blanks, from what the register exports."""
    cells = [exports.record(row, entry.plan) for row in entry.rows]
    parts = [cell[n] for cell in cells for n in ("task", "agency", "words", "deadline", "target")]
    parts += entry.plan.headings(entry.section)
    said = re.findall(r"[^\W_]+", " . ".join(parts).lower())
    return f" {' '.join(said)} "


def satisfies(entry: Entry, wanted: Filter) -> bool:
    """Tell in a second, simple way whether a duty fits a filter."""
    cells = [exports.record(row, entry.plan) for row in entry.rows]
    kept: Iterator[Assignment] = iter(entry.rows)
    if wanted.agency:
        kept = iter(exports.of_agency([*entry.rows], wanted.agency))
    days = re.findall(r"\d{4}-\d\d-\d\d", cells[0]["deadline_normal"])
    quarter = "2026-06-30" if "2026-Q2" in cells[0]["deadline_normal"] else ""
    days += [quarter] if quarter else []
    text = plain(entry)
    words = re.findall(r"[^\W_]+", wanted.text)
    return (
        (not wanted.plans or entry.plan.id in wanted.plans)
        and any(wanted.role in (None, row.role) for row in kept)
        and (not wanted.index or wanted.index in cells[0]["index"].split(";"))
        and {
            Time.ALL: True,
            Time.SOON: any("2026-07-01" <= day <= "2026-07-31" for day in days),
            Time.PASSED: any(day < "2026-07-01" for day in days),
            Time.DATED: bool(days),
            Time.NONE: not cells[0]["deadline"],
        }[wanted.time]
        and all(f" {w} " in (text if fold(w) != w else fold(text)) for w in words)
    )


FILTERS = st.builds(
    Filter,
    plans=st.sets(st.sampled_from([LAI_CHAU, LANG_SON, SON_LA])).map(lambda s: tuple(sorted(s))),
    agency=st.sampled_from(["", "", "", "Sở Tài chính", "UBND các xã, phường", "Thanh tra tỉnh"]),
    role=st.sampled_from([None, None, *Role]),
    time=st.sampled_from([Time.ALL, Time.ALL, *Time]),
    index=st.sampled_from(["", "", "", "pci-land", "sipas"]),
    text=st.sampled_from(
        ["", "", "", "doanh nghiệp", "doanh nghiep", "đất đai", "dat dai", "thanh tra", "vốn",
         "quy hoạch", "hàng hóa", "trước ngày", "100", "cải cách", "nghiệp doanh"]
    ),
    sort=st.sampled_from(Sort),
)  # fmt: skip


@given(FILTERS)
def test_those_and_only_those_that_fit_are_chosen(wanted: Filter) -> None:
    found = select(PLANS, wanted, TODAY)
    expected = {e.key for e in select(PLANS, Filter(), TODAY) if fits(e, wanted)}
    assert {entry.key for entry in found} == expected
    assert len(found) == len(expected)


def fits(entry: Entry, wanted: Filter) -> bool:
    try:
        return satisfies(entry, wanted)
    except InputError:  # the body has no row in this duty
        return False
