"""The register written out, opened again with other programs and held to the plans."""

import csv
import datetime
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import icalendar
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import exports
from corpus.errors import InputError
from corpus.library import Library
from corpus.plan import read_plan
from corpus.register import assignments
from corpus.types import Assignment, Plan, Role

PLANS = {plan.id: plan for plan in Library.open(shipped_only=True).plans()}
LANG_SON = PLANS["lang-son-pci-2026"]
ROWS = [row for plan in PLANS.values() for row in assignments(plan)]
# Vietnamese texts, and texts that begin as formulas do, more often than chance would.
CELLS = st.one_of(
    st.text(),
    st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "\t", "\r", " ="]), st.text()),
)
XML_CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")))

# Read off the plans by hand: (day, plan, section, body) → the roles an event names.
DATED = {
    # "Sở Tài chính tổng hợp báo cáo … về UBND tỉnh chậm nhất ngày 25/7/2026"
    ("2026-07-25", "lang-son-pci-2026", "V.1", "Sở Tài chính"): {"báo cáo"},
    ("2026-07-25", "lang-son-pci-2026", "V.1", "UBND tỉnh"): {"nhận báo cáo"},
    # "(thông qua Sở Tài chính) trước ngày 10/12/2026"
    ("2026-12-10", "lang-son-pci-2026", "V.1", "Sở Tài chính"): {"nhận báo cáo"},
    # "Giao Sở Tài chính là cơ quan đầu mối theo dõi, đôn đốc …; báo cáo … trước ngày 20/12/2026"
    ("2026-12-20", "lang-son-pci-2026", "V.4", "Sở Tài chính"): {"theo dõi", "báo cáo"},
    # "Định kỳ trước ngày 10 tháng 6 và ngày 10 tháng 12 năm 2026, báo cáo … gửi Sở Tài chính
    # để tổng hợp, báo cáo UBND tỉnh"
    ("2026-06-10", "son-la-nq02-2026", "IV.1", "Sở Tài chính"): {"nhận báo cáo", "báo cáo"},
    ("2026-12-10", "son-la-nq02-2026", "IV.1", "Sở Tài chính"): {"nhận báo cáo", "báo cáo"},
    # "Sở Tài chính chủ trì, phối hợp … theo dõi, đôn đốc … Định kỳ trước ngày 15/6 và ngày
    # 15/12 năm 2026 báo cáo UBND tỉnh"
    ("2026-06-15", "son-la-nq02-2026", "IV.3", "Sở Tài chính"): {"chủ trì", "theo dõi", "báo cáo"},
    ("2026-12-15", "son-la-nq02-2026", "IV.3", "Sở Tài chính"): {"chủ trì", "theo dõi", "báo cáo"},
    ("2026-06-15", "son-la-nq02-2026", "IV.3", "UBND các xã, phường"): {"phối hợp"},
    # "hoàn thành trước ngày 15/02/2026 …; kịp thời báo cáo UBND tỉnh"
    ("2026-02-15", "son-la-nq02-2026", "IV.1", "Chủ tịch UBND các xã, phường"): {
        "thực hiện", "báo cáo",
    },
}  # fmt: skip
DAYS = {
    "2026-02-15", "2026-06-10", "2026-06-15", "2026-07-25", "2026-12-10", "2026-12-15",
    "2026-12-20",
}  # fmt: skip


def plan_of(words: str) -> Plan:
    text = f"KẾ HOẠCH\n\nI. TỔ CHỨC THỰC HIỆN\n\n{words}\n"
    return read_plan(text.encode(), "thu", "thu.md")


def sheet_of(rows: Sequence[Assignment]) -> Any:
    return openpyxl.load_workbook(io.BytesIO(exports.as_xlsx(rows, PLANS))).worksheets[0]


def csv_of(rows: Sequence[Assignment]) -> list[dict[str, str]]:
    text = exports.as_csv(rows, PLANS).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def events_of(rows: Sequence[Assignment], plans: dict[str, Plan] = PLANS) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(exports.as_ics(rows, plans))
    return list(calendar.walk("VEVENT"))


# --- one body -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["Sở Tài chính", "STC", "stc", "Sở TC", "so tai chinh", "SỞ TÀI CHÍNH",
     "Department of Finance", "department of finance", " STC "],
)  # fmt: skip
def test_a_body_is_found_by_any_form_of_its_name(name: str) -> None:
    found = exports.of_agency(assignments(LANG_SON), name)
    led = [row.section for row in found if row.role is Role.LEAD]
    assert led == ["III.2.1", "III.2.6", "III.2.7", "IV.1"]
    assert {row.agency for row in found} == {"Sở Tài chính"}


def test_another_body_whose_name_holds_this_one_is_not_it() -> None:
    found = exports.of_agency(ROWS, "Văn phòng UBND tỉnh")
    assert {row.agency for row in found} == {"Văn phòng UBND tỉnh"}
    found = exports.of_agency(ROWS, "Trung tâm Thông tin - Văn phòng UBND tỉnh")
    assert [row.section for row in found] == [f"annex-1.row-{n}" for n in (1, 2, 3, 4)]


def test_a_body_under_the_plan_s_own_words_is_found_by_them() -> None:
    found = exports.of_agency(ROWS, "phòng hành chính – quản trị")
    assert {row.plan for row in found} == {"lai-chau-kl90-2026"}
    assert [row.section for row in found if row.role is Role.LEAD] == ["II.1"]


def test_a_body_of_the_list_without_a_duty_has_no_rows() -> None:
    assert exports.of_agency(assignments(LANG_SON), "Sở Y tế") == []


@pytest.mark.parametrize("name", ["xyz", "", "Sở Tài chính và Sở Nội vụ", "chủ trì"])
def test_what_is_no_body_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(InputError, match="No body is called"):
        exports.of_agency(ROWS, name)


# --- table --------------------------------------------------------------------------------


def test_the_table_is_aligned_and_counts_rows_and_duties() -> None:
    rows = [row for row in assignments(LANG_SON) if row.section == "III.2.8"]
    lines = exports.table(rows, PLANS).splitlines()
    assert lines[0].split() == ["plan", "section", "role", "agency", "deadline", "task"]
    at = lines[0].index("agency")
    assert [line[at:].split("  ")[0] for line in lines[1:4]] == [
        "Tòa án nhân dân tỉnh", "Công an tỉnh", "Sở Tư pháp",
    ]  # fmt: skip
    assert "lead (asked)" in lines[1]
    assert "asked" not in lines[2]
    assert lines[4:] == ["3 rows, 1 duty"]
    assert max(map(len, exports.table(ROWS, PLANS).splitlines())) <= 180


def test_a_lead_and_its_evaluator_in_one_table_row_are_one_duty() -> None:
    rows = [row for row in ROWS if row.section == "annex-1.row-1"]
    assert exports.counted(rows) == "4 rows, 1 duty"
    assert exports.counted([]) == "0 rows, 0 duties"


# --- CSV and XLSX -------------------------------------------------------------------------


@given(CELLS)
def test_no_defused_cell_begins_a_formula(cell: str) -> None:
    safe = exports.defused(cell)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert not safe.lstrip().startswith(("=", "+", "-", "@"))
    assert safe in (cell, "'" + cell)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", " =", "＝"])
def test_a_sign_of_a_formula_gets_an_apostrophe(sign: str) -> None:
    assert exports.defused(sign + "HYPERLINK(1)") == f"'{sign}HYPERLINK(1)"


@pytest.mark.parametrize("cell", ["", "Sở Tài chính", "15-20%", "1. A", "'=1"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert exports.defused(cell) == cell


@given(CELLS)
def test_a_formula_in_any_field_is_text_in_the_csv(words: str) -> None:
    row = replace(ROWS[0], task=words, words=words, verb=words)
    (cells,) = csv_of([row])
    for column in ("task", "words", "verb"):
        assert cells[column] == exports.defused(words)


@given(CELLS)
def test_a_formula_in_any_field_is_text_in_the_workbook(words: str) -> None:
    sheet = sheet_of([replace(ROWS[0], task=words)])
    cell = sheet["C2"]
    assert cell.data_type != "f"
    assert cell.value is None or not cell.value.startswith(("=", "+", "-", "@", "\t", "\r"))


@given(XML_CELLS)
def test_the_workbook_keeps_the_words(words: str) -> None:
    assert (sheet_of([replace(ROWS[0], task=words)])["C2"].value or "") == exports.defused(words)


def test_a_cell_longer_than_a_workbook_takes_is_cut_where_one_sees_it() -> None:
    value = sheet_of([replace(ROWS[0], task="a" * 40_000)])["C2"].value
    assert len(value) == 32_767
    assert value.endswith("a…")


def test_the_workbook_has_a_frozen_bold_header_and_filters() -> None:
    sheet = sheet_of(ROWS)
    assert [cell.value for cell in sheet[1]] == [
        "plan", "section", "task", "agency", "words", "role", "mode", "verb", "deadline",
        "deadline_normal", "target", "index", "open", "quote",
    ]  # fmt: skip
    assert all(cell.font.bold for cell in sheet[1])
    assert not any(cell.font.bold for cell in sheet[2])
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:N{len(ROWS) + 1}"
    assert sheet.max_row == len(ROWS) + 1
    assert sheet.column_dimensions["N"].width > sheet.column_dimensions["A"].width
    assert all(cell.alignment.wrap_text for cell in sheet[2])


def cells_of(form: str) -> list[dict[str, str]]:
    if form == "csv":
        return csv_of(ROWS)
    names, *rows = sheet_of(ROWS).iter_rows(values_only=True)
    return [dict(zip(names, (cell or "" for cell in row), strict=True)) for row in rows]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_cells_say_what_the_plans_say(form: str) -> None:
    cells = cells_of(form)
    assert len(cells) == len(ROWS)
    court = [c for c in cells if c["section"] == "III.2.8" and c["role"] == "lead"]
    assert [(c["plan"], c["agency"], c["mode"]) for c in court] == [
        ("lang-son-pci-2026", "Tòa án nhân dân tỉnh", "asked")
    ]
    (report,) = (c for c in cells if c["deadline"] == "chậm nhất ngày 25/7/2026"
                 and c["role"] == "report_to")  # fmt: skip
    assert (report["section"], report["agency"], report["deadline_normal"]) == (
        "V.1", "Sở Tài chính", "2026-07-25",
    )  # fmt: skip
    assert report["quote"].startswith("Sở Tài chính tổng hợp báo cáo kết quả triển khai")
    assert "về UBND tỉnh chậm nhất ngày 25/7/2026" in report["quote"]
    aim = [c for c in cells if c["section"] == "annex-1.row-2"]
    assert {c["target"] for c in aim} == {"Tối thiểu 80 (%)"}
    assert all(c["quote"] and c["section"] and c["plan"] for c in cells)


def test_the_quote_holds_a_time_and_a_target_that_stand_on_lines_of_their_own() -> None:
    (lead,) = (
        c for c in csv_of(ROWS)
        if c["section"] == "II.1" and c["agency"] == "Trung tâm Tin học và Công báo"
    )  # fmt: skip
    assert lead["deadline_normal"] == "continuous"
    lines = lead["quote"].split("\n")
    assert "Đơn vị chủ trì: Phòng Hành chính – Quản trị, Trung tâm Tin học và Công báo." in lines
    assert lines[-2:] == [
        "Thời gian thực hiện: Thường xuyên.",
        "- 100% CCVCNLD trong cơ quan được quán triệt, phổ biến nội dung Kết luận 90-KL/TU của "
        "Tỉnh ủy.",
    ]
    for row, cells in zip(ROWS, csv_of(ROWS), strict=True):
        assert all(d.written in cells["quote"] for d in row.deadlines)
        assert all(t.written in cells["quote"] for t in row.targets)


def test_the_csv_has_a_mark_by_which_a_spreadsheet_knows_utf_8() -> None:
    data = exports.as_csv(ROWS, PLANS)
    assert data.startswith(b"\xef\xbb\xbfplan,section,task,")
    assert data.endswith(b"\r\n")


# --- JSON ---------------------------------------------------------------------------------


def test_each_place_in_the_json_gives_back_its_words() -> None:
    listed = json.loads(exports.as_json(ROWS, PLANS))
    assert len(listed) == len(ROWS)
    for one in listed:
        text = PLANS[one["plan"]].text

        def at(place: dict[str, int], text: str = text) -> str:
            return text[place["start"] : place["end"]]

        assert at(one["words_place"]) == one["words"]
        assert at(one["task_place"]).strip() == one["task"]
        assert [at(d) for d in one["deadlines"]] == [d["written"] for d in one["deadlines"]]
        assert [at(t).strip() for t in one["targets"]] == [t["written"] for t in one["targets"]]
        assert [at(p) for p in one["proof"]] == [p["quote"] for p in one["proof"]]
        assert one["proof"]


def test_the_json_of_one_row_read_off_the_plan() -> None:
    listed = json.loads(exports.as_json(ROWS, PLANS))
    (one,) = (o for o in listed if o["section"] == "annex-1.row-2" and o["role"] == "evaluate")
    assert one["agency"] == "Văn phòng UBND tỉnh"
    assert one["agency_english"] == "Office of the Provincial People’s Committee"
    (target,) = one["targets"]
    assert (target["value"], target["unit"], target["direction"]) == ("80", "%", "at_least")
    assert one["task"] == "Tỷ lệ khai thác, sử dụng lại thông tin, dữ liệu số hóa"


# --- ICS ----------------------------------------------------------------------------------


def test_the_dated_duties_are_events_of_the_day_that_the_plan_sets() -> None:
    found: dict[tuple[str, str, str, str], set[str]] = {}
    for event in events_of(ROWS):
        day = event.decoded("dtstart")
        assert type(day) is datetime.date
        body, rest = str(event["summary"]).split(" (", 1)
        last = str(event["description"]).splitlines()[-1]
        plan, section = last.split(": ", 1)[0].split(", ")
        key = (day.isoformat(), plan, section, body)
        found.setdefault(key, set()).update(rest.split("): ")[0].split(", "))
    assert {key: found.get(key) for key in DATED} == DATED
    assert {key[0] for key in found} == DAYS


def test_an_event_quotes_its_plan() -> None:
    (event,) = (
        e for e in events_of(exports.of_agency(ROWS, "STC"))
        if e.decoded("dtstart") == datetime.date(2026, 7, 25)
    )  # fmt: skip
    lines = str(event["description"]).splitlines()
    assert lines[0] in LANG_SON.text
    assert lines[0].startswith("Sở Tài chính tổng hợp báo cáo")
    assert "V. TỔ CHỨC THỰC HIỆN" in lines[-1]
    assert str(event["summary"]).startswith("Sở Tài chính (báo cáo): tổng hợp báo cáo")
    assert event["x-plan-sha256"] == LANG_SON.source_sha256


def test_the_same_rows_give_the_same_calendar_and_each_event_an_id_of_its_own() -> None:
    data = exports.as_ics(ROWS, PLANS)
    assert data == exports.as_ics(list(ROWS), dict(PLANS))
    ids = [str(event["uid"]) for event in events_of(ROWS)]
    assert len(ids) == len(set(ids)) == exports.events(ROWS)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_the_id_of_an_event_stays_where_words_before_it_change() -> None:
    item = "1. Sở Nội vụ chủ trì rà soát vị trí việc làm, hoàn thành trước ngày 15/3/2026."
    plain, longer = plan_of(item), plan_of("Căn cứ tình hình.\n\n" + item)
    ids = [
        [str(event["uid"]) for event in events_of(assignments(plan), {"thu": plan})]
        for plan in (plain, longer)
    ]
    assert len(ids[0]) == 1
    assert ids[0] == ids[1]


def test_a_body_that_is_asked_is_not_said_to_lead() -> None:
    plan = plan_of(
        "1. Đề nghị Tòa án nhân dân tỉnh chủ trì rà soát vụ án, hoàn thành trước ngày 15/3/2026."
    )
    (event,) = events_of(assignments(plan), {"thu": plan})
    assert "(đề nghị chủ trì)" in str(event["summary"])


@pytest.mark.parametrize(
    "when", ["trong Quý II/2026", "thường xuyên", "trước ngày 31/6/2026", "trước ngày 5/13/2026"]
)
def test_what_names_no_day_gives_no_event(when: str) -> None:
    plan = plan_of(f"1. Sở Nội vụ chủ trì rà soát vị trí việc làm, hoàn thành {when}.")
    rows = assignments(plan)
    assert rows
    assert events_of(rows, {"thu": plan}) == []
    assert exports.events(rows) == 0
