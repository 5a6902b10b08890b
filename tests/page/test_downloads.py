"""The register's downloads and its public call, over the real assistant."""

import io
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import icalendar
import openpyxl
import pytest

from assistant.service import Assistant
from corpus import exports, register
from prompts.page_register import WORDS
from tests.assistant.conftest import built, opened  # noqa: F401  (fixtures)
from tests.page.register_page import LANG_SON, SON_LA, Register, csv_rows, serving

VI, EN = WORDS["vi"], WORDS["en"]


@pytest.fixture(scope="module")
def served(opened: Assistant) -> Iterator[Register]:  # noqa: F811
    with serving(opened) as register:
        yield register


def get(served: Register, name: str, **query: object) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers (names in small letters) and content of an address."""
    url = f"{served.address}{name}?{urlencode(query, doseq=True)}"
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


def test_csv_holds_every_row_of_what_is_chosen(served: Register) -> None:
    """Lạng Sơn V.1 (25/7): the Department of Finance reports, the People's Committee receives."""
    status, headers, content = get(served, "register.csv", time="soon")
    assert status == 200
    rows = csv_rows(content)
    assert list(rows[0]) == list(exports.COLUMNS)
    assert [(r["section"], r["agency"], r["role"]) for r in rows] == [
        ("V.1", "Sở Tài chính", "report_to"),
        ("V.1", "UBND tỉnh", "receive_reports"),
    ]
    assert headers["content-disposition"] == ('attachment; filename="so-nhiem-vu-2026-07-01.csv"')
    assert headers["content-type"] == "text/csv; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"


def test_xlsx_is_a_workbook_of_what_is_chosen(served: Register) -> None:
    status, headers, content = get(
        served, "register.xlsx", plan=LANG_SON, index="pci-land", lang="en"
    )
    assert status == 200
    assert f'"register-{LANG_SON}-2026-07-01.xlsx"' in headers["content-disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = list(sheet.iter_rows(values_only=True))
    assert cells[0] == tuple(exports.COLUMNS)
    at = list(exports.COLUMNS).index("agency")
    assert [row[at] for row in cells[1:]][:2] == [
        "Sở Nông nghiệp và Môi trường", "Ngân hàng Nhà nước khu vực 5",
    ]  # fmt: skip
    assert len(cells) == 6


def test_ics_of_a_body_holds_its_days_alone(served: Register) -> None:
    """The Department of Finance: 10/6, 15/6, 30/6 is a quarter, 25/7, 10/12 twice, 15/12, 20/12."""
    status, headers, content = get(served, "register.ics", agency="STC", time="dated")
    assert status == 200
    assert headers["content-type"] == "text/calendar; charset=utf-8"
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert sorted(str(e.decoded("dtstart")) for e in events) == [
        "2026-06-10", "2026-06-15", "2026-07-25", "2026-12-10", "2026-12-10", "2026-12-15",
        "2026-12-20",
    ]  # fmt: skip
    assert all(str(e["summary"]).startswith("Sở Tài chính") for e in events)


def test_several_plans_can_be_asked_for(served: Register) -> None:
    _, _, content = get(served, "register.csv", plan=[LANG_SON, SON_LA], time="dated")
    assert {r["plan"] for r in csv_rows(content)} == {LANG_SON, SON_LA}


def test_a_calendar_without_days_says_so(served: Register) -> None:
    status, headers, content = get(served, "register.ics", plan="lai-chau-kl90-2026", lang="en")
    assert (status, content.decode()) == (404, EN.no_events)
    assert headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"plan": "<script>"}, VI.bad_plan.format(found="<script>")),
        ({"agency": "xyz"}, VI.bad_agency.format(found="xyz")),
        ({"agency": "xyz", "lang": "en"}, EN.bad_agency.format(found="xyz")),
        ({"agency": "xyz", "lang": "<b>"}, VI.bad_agency.format(found="xyz")),
        ({"role": "boss"}, "“role”"),
        ({"index": "pci-none"}, "“index”"),
        ({"time": "now"}, "all, soon, passed, dated, none"),
        ({"sort": ["plan", "deadline"]}, VI.bad_repeat.format(name="sort")),
        ({"text": "x" * 201}, VI.bad_text.format(name="text", limit=200)),
        ({"plann": "x"}, "“plann”"),
    ],
)
def test_bad_parameters_are_refused_in_words(
    served: Register, query: dict[str, object], said: str
) -> None:
    for name in ("xlsx", "csv", "ics"):
        status, headers, content = get(served, f"register.{name}", **query)
        assert status == 400
        assert said in content.decode()
        assert headers["content-type"].startswith("text/plain")
        assert headers["x-content-type-options"] == "nosniff"


def test_a_fault_of_the_program_shows_nothing_of_it(
    served: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr("assistant.page.downloads.select", fail)
    status, _, content = get(served, "register.csv", lang="en")
    assert (status, content.decode()) == (500, EN.failed)


def call(served: Register, **inputs: object) -> dict[str, Any]:
    gradio_client = pytest.importorskip("gradio_client")
    client = gradio_client.Client(served.address, verbose=False)
    answer = client.predict(api_name="/register", **inputs)
    assert isinstance(answer, dict)
    return answer


def test_the_call_returns_rows_as_the_command_prints_them(served: Register) -> None:
    answer = call(served, plan=LANG_SON, agency="STC", role="lead")
    assert (answer["total"], answer["count"]) == (4, 4)
    sections = [row["section"] for row in answer["rows"]]
    assert list(dict.fromkeys(sections)) == ["III.2.1", "III.2.6", "III.2.7", "IV.1"]
    plan = next(p for p in served.assistant.plans() if p.id == LANG_SON)
    rows = [r for r in register.assignments(plan) if r.section in sections]
    printed = json.loads(exports.as_json(rows, {LANG_SON: plan}))
    assert answer["rows"] == printed


def test_the_call_gives_the_duties_in_parts(served: Register) -> None:
    whole = call(served, limit=500)
    assert (whole["total"], whole["count"]) == (136, 136)
    parts = [call(served, limit=50, offset=at) for at in (0, 50, 100, 150)]
    assert [part["count"] for part in parts] == [50, 50, 36, 0]
    assert [row for part in parts for row in part["rows"]] == whole["rows"]


@pytest.mark.parametrize(
    "inputs",
    [
        {"limit": 0}, {"limit": 501}, {"offset": -1}, {"limit": True}, {"limit": "x"},
        {"agency": "xyz"}, {"plan": ["a"]}, {"text": 5}, {"role": None, "time": "now"},
    ],
    ids=str,
)  # fmt: skip
def test_bad_input_of_the_call_is_told_in_words(
    served: Register, inputs: dict[str, object]
) -> None:
    answer = call(served, **inputs)
    assert answer.keys() == {"error"}
    assert " / " in answer["error"]
