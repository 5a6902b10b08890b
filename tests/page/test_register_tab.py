"""The register's tab in a real browser, over the real assistant."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import icalendar
import openpyxl
import pytest

from assistant.service import Assistant
from corpus.types import Plan
from prompts.page_register import WORDS
from tests.assistant.conftest import built, opened  # noqa: F401  (fixtures)
from tests.page.register_page import LANG_SON, Register, csv_rows, serving

VI, EN = WORDS["vi"], WORDS["en"]

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the package playwright is not installed"
)


@pytest.fixture(scope="module")
def served(opened: Assistant) -> Iterator[Register]:  # noqa: F811
    with serving(opened) as register:
        yield register


class Reader:
    """A visitor on the register's tab."""

    def __init__(self, browser: Any, address: str, **settings: Any) -> None:
        self.context = browser.new_context(accept_downloads=True, **settings)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.goto(address)
        self.page.get_by_role("tab", name="Register").click()
        self.page.locator("table.duties").wait_for()

    def counts(self, words: str) -> None:
        playwright.expect(self.page.locator("#register-count")).to_have_text(words)

    def rows(self) -> Any:
        return self.page.locator("table.duties tbody tr")

    def pick(self, name: str, choice: str) -> None:
        """Choose from a list by its words."""
        self.page.locator(f"#register-{name} input").click()
        self.page.get_by_role("option", name=choice).first.click()

    def press(self, name: str, choice: str) -> None:
        self.page.locator(f"#register-{name}").get_by_text(choice, exact=True).click()

    def type(self, words: str) -> None:
        self.page.locator("#register-text").locator("input, textarea").first.fill(words)

    def english(self) -> None:
        self.page.locator("#language").get_by_text("EN", exact=True).click()
        self.page.locator("#register-count").get_by_text("duties").wait_for()
        playwright.expect(self.page.locator("#register-clear")).to_have_text(EN.clear)


@pytest.fixture
def reader(browser: Any, served: Register) -> Iterator[Reader]:
    made = Reader(browser, served.address, viewport={"width": 1280, "height": 900})
    yield made
    assert made.faults == []
    assert {urlsplit(r).hostname for r in made.requests} <= {"127.0.0.1", None}
    made.context.close()


@pytest.mark.browser
class TestInABrowser:
    def test_everything_is_shown_and_counted_at_first(self, reader: Reader) -> None:
        reader.counts("136 trong 136 nhiệm vụ")
        assert reader.rows().count() == 50
        reader.page.get_by_role("button", name=VI.next).click()
        reader.page.get_by_text("Nhiệm vụ 51–100 trong 136").wait_for()
        reader.page.get_by_role("button", name=VI.next).click()
        reader.page.get_by_text("Nhiệm vụ 101–136 trong 136").wait_for()
        assert reader.page.get_by_role("button", name=VI.next).is_disabled()
        assert reader.page.evaluate("document.activeElement.className") == "scroll"

    def test_filters_narrow_and_clear_widens(self, reader: Reader) -> None:
        reader.pick("plan", "Lạng Sơn")
        reader.counts("24 trong 136 nhiệm vụ")
        reader.pick("role", "Chủ trì")
        reader.counts("13 trong 136 nhiệm vụ")
        reader.pick("agency", "Sở Tài chính")
        reader.counts("4 trong 136 nhiệm vụ")
        reader.pick("index", "Gia nhập thị trường")
        reader.counts("1 trong 136 nhiệm vụ")
        reader.page.get_by_role("button", name=VI.clear).click()
        reader.counts("136 trong 136 nhiệm vụ")
        plan = reader.page.locator("#register-plan input")
        playwright.expect(plan).to_have_value(VI.all_plans)

    def test_a_short_form_is_taken_for_the_body(self, reader: Reader) -> None:
        box = reader.page.locator("#register-agency input")
        box.fill("stc")
        box.press("Enter")
        reader.counts("20 trong 136 nhiệm vụ")
        box.fill("xyz")
        box.press("Enter")
        reader.page.get_by_text(VI.bad_agency.format(found="xyz")).wait_for()
        assert reader.rows().count() == 0

    def test_typing_finds_at_once(self, reader: Reader) -> None:
        reader.type("thiet che phap ly")
        reader.counts("1 trong 136 nhiệm vụ")
        reader.type("zzz")
        reader.page.get_by_text(VI.none_found).wait_for()
        reader.counts("0 trong 136 nhiệm vụ")

    def test_times_and_the_order_by_time(self, reader: Reader) -> None:
        reader.press("time", VI.time_soon)
        reader.counts("1 trong 136 nhiệm vụ")
        assert "Còn 24 ngày" in reader.rows().first.inner_text()
        reader.press("time", VI.time_passed)
        reader.counts("4 trong 136 nhiệm vụ")
        reader.press("sort", VI.sort_deadline)
        playwright.expect(reader.rows().first).to_contain_text("15/02/2026")
        assert "Đã qua" in reader.rows().first.inner_text()

    def test_a_row_opens_its_source_with_the_quote_in_view(self, reader: Reader) -> None:
        reader.pick("index", "Tiếp cận nguồn lực")
        reader.counts("1 trong 136 nhiệm vụ")
        opener = reader.rows().first.get_by_role("button")
        opener.click()
        mark = reader.page.locator("#register-source mark").first
        playwright.expect(mark).to_be_in_viewport()
        quote = reader.page.locator("#register-source mark").all_text_contents()
        assert "Sở Nông nghiệp và Môi trường chủ trì theo dõi" in " ".join(quote)
        assert (
            "2.2. Chỉ số thành phần" in reader.page.locator("#register-source .path").inner_text()
        )
        assert reader.page.evaluate("document.activeElement.className") == "opened"
        reader.page.get_by_role("button", name=VI.close).click()
        mark.wait_for(state="detached")
        playwright.expect(opener).to_be_focused()

    def test_a_bar_chooses_its_body(self, reader: Reader) -> None:
        reader.page.get_by_role("button", name=VI.bars).click()
        bar = reader.page.locator("ol.bars li", has_text="Thanh tra tỉnh")
        said = bar.locator(".number").inner_text()
        bar.get_by_role("button").click()
        reader.counts(f"{said.split()[0]} trong 136 nhiệm vụ")
        box = reader.page.locator("#register-agency input")
        playwright.expect(box).to_have_value("Thanh tra tỉnh")

    def test_the_links_download_what_is_shown(self, reader: Reader) -> None:
        reader.pick("plan", "Lạng Sơn")
        reader.press("time", VI.time_dated)
        reader.counts("3 trong 136 nhiệm vụ")
        kept = {}
        for name, said in (("csv", VI.download_csv), ("xlsx", VI.download_xlsx),
                           ("ics", VI.download_ics)):  # fmt: skip
            with reader.page.expect_download() as waiting:
                reader.page.get_by_role("link", name=said).click()
            assert waiting.value.suggested_filename == (f"so-nhiem-vu-{LANG_SON}-2026-07-01.{name}")
            kept[name] = Path(waiting.value.path()).read_bytes()
        sections = {(r["section"], r["deadline_normal"]) for r in csv_rows(kept["csv"])}
        assert sections == {("V.1", "2026-07-25"), ("V.1", "2026-12-10"), ("V.4", "2026-12-20")}
        sheet = openpyxl.load_workbook(io.BytesIO(kept["xlsx"])).active
        assert sheet.max_row == len(csv_rows(kept["csv"])) + 1
        events = icalendar.Calendar.from_ical(kept["ics"]).walk("VEVENT")
        days = {str(event.decoded("dtstart")) for event in events}
        assert days == {"2026-07-25", "2026-12-10", "2026-12-20"}

    def test_the_language_changes_everything_and_keeps_the_filters(self, reader: Reader) -> None:
        reader.pick("plan", "Lạng Sơn")
        reader.pick("role", "Chủ trì")
        reader.counts("13 trong 136 nhiệm vụ")
        reader.rows().first.get_by_role("button").click()
        reader.page.locator("#register-source mark").first.wait_for()
        reader.english()
        reader.counts("13 of 136 duties")
        playwright.expect(reader.page.locator("#register-role input")).to_have_value("Leads")
        heads = reader.page.locator("table.duties thead th").all_inner_texts()
        assert heads == [
            "Task", "Agency", "Role", "With", "Deadline", "Target", "Plan", "Section", "Source",
        ]  # fmt: skip
        playwright.expect(reader.page.locator("#register-source h2")).to_have_text(
            EN.source_heading
        )
        assert "Department of Finance (Sở Tài chính)" in reader.rows().first.inner_text()
        for name in ("text", "plan", "agency", "role", "index", "time", "sort"):
            label = reader.page.locator(f"#register-{name}").inner_text()
            assert getattr(EN, name) in label, name

    def test_clicks_that_are_not_ours_do_nothing(self, reader: Reader) -> None:
        """The script is the visitor's: any kind and any value may come.

        The clicks come faster than they are answered; the last one was once dropped.
        """
        for kind, value in (("page", "x"), ("page", "-1"), ("none", ""), ("source", "../../etc")):
            reader.page.evaluate(
                """([kind, value]) => {
                  const button = document.querySelector('table.duties button[data-kind]');
                  button.dataset.kind = kind; button.dataset.value = value; button.click();
                }""",
                [kind, value],
            )
        reader.page.get_by_text(VI.source_gone).wait_for()
        reader.type("thiet che phap ly")
        reader.counts("1 trong 136 nhiệm vụ")

    @pytest.mark.parametrize("width", [320, 360, 800, 1280])
    def test_the_page_never_scrolls_sideways(
        self, browser: Any, served: Register, width: int
    ) -> None:
        made = Reader(browser, served.address, viewport={"width": width, "height": 740})
        made.rows().nth(10).get_by_role("button").click()
        made.page.locator("#register-source mark").first.wait_for()
        made.page.get_by_role("button", name=VI.bars).click()
        made.page.locator("ol.bars").wait_for()
        wide = made.page.evaluate("document.documentElement.scrollWidth")
        made.context.close()
        assert wide <= width

    def test_a_phone_shows_cards(self, browser: Any, served: Register) -> None:
        made = Reader(browser, served.address, viewport={"width": 360, "height": 740})
        card = made.rows().first.bounding_box()
        button = made.rows().first.get_by_role("button").bounding_box()
        empty = made.page.locator("td.empty").first
        assert card["width"] <= 360
        assert button["width"] > 200
        assert not empty.is_visible()
        made.context.close()


class Growing:
    """Plans that grow while the page is open; nothing else of an assistant is needed here."""

    def __init__(self, *plans: Plan) -> None:
        self.held = plans

    def plans(self) -> tuple[Plan, ...]:
        return self.held


@pytest.mark.browser
def test_a_plan_added_meanwhile_can_be_chosen_after_loading_anew(
    browser: Any,
    opened: Assistant,  # noqa: F811
) -> None:
    first, *others = opened.plans()
    assistant = Growing(first)
    with serving(assistant) as register:
        made = Reader(browser, register.address, viewport={"width": 1280, "height": 900})
        made.counts("10 trong 10 nhiệm vụ")
        assistant.held = (first, *others)
        made.context.close()
        made = Reader(browser, register.address, viewport={"width": 1280, "height": 900})
        made.counts("136 trong 136 nhiệm vụ")
        made.pick("plan", "Lạng Sơn")
        made.counts("24 trong 136 nhiệm vụ")
        made.pick("index", "Tiếp cận nguồn lực")
        made.counts("1 trong 136 nhiệm vụ")
        made.context.close()


def test_what_is_sent_along_by_a_click_may_be_anything() -> None:
    import gradio as gr

    from assistant.page.register_tab import _sent

    long, listed = {"kind": "page", "value": "x" * 5000}, {"kind": ["page"], "value": "1"}
    for data in (None, 5, "x", [], {}, {"kind": 1, "value": "x"}, {"kind": "page"}, long, listed):
        assert _sent(gr.EventData(None, data)) == ("", "")
    sent = {"kind": "source", "value": "ấ", "more": 1}
    assert _sent(gr.EventData(None, sent)) == ("source", "ấ")
