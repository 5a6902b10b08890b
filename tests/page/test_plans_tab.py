"""The tab of whole plans in a real browser, and what it draws without one."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from assistant.page.plan_links import anchor
from corpus.library import Library
from corpus.plan import read_plan
from prompts.page_plans import PLANS_WORDS
from tests.page.browsing import CHROMIUM, contrast, outside
from tests.page.conftest import loops_closed
from tests.page.plans_page import Plans, plans_page
from tests.page.stand_in import EVIL, make_plan

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the package playwright is not installed"
)
expect = playwright.expect
VI, EN = PLANS_WORDS["vi"], PLANS_WORDS["en"]
SHIPPED = Library.open(shipped_only=True).plans()
LAI_CHAU, LANG_SON, SON_LA = (plan.id for plan in SHIPPED)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="/usr/bin/chromium is not installed"),
]


@pytest.fixture(scope="module")
def assistant() -> Plans:
    return Plans([*SHIPPED, make_plan()])


@pytest.fixture(scope="module")
def address(assistant: Plans) -> Iterator[str]:
    with loops_closed(), plans_page(assistant) as found:
        yield found


class Visit:
    """A visitor's page, every address that it asked for, and every fault of its scripts."""

    def __init__(self, browser: Any, address: str, **settings: Any) -> None:
        settings.setdefault("viewport", {"width": 1280, "height": 800})
        self.context = browser.new_context(**settings)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.goto(address)

    def open(self) -> None:
        self.page.get_by_role("tab", name="Plans").click()
        self.page.locator(".plan-text").wait_for()

    def choose(self, name: str) -> None:
        self.page.locator("#plan-chooser input").click()
        self.page.get_by_role("option", name=name).first.click()

    def section(self, plan: str, name: str) -> Any:
        return self.page.locator(f'[id="{anchor(plan, name)}"]')

    def entry(self, plan: str, name: str) -> Any:
        return self.page.locator(f'.plan-outline a[data-to="{anchor(plan, name)}"]')

    def arrived(self, plan: str, name: str) -> None:
        """Hold that a section is marked, focused, in view, and in the outline."""
        section = self.section(plan, name)
        expect(section).to_be_focused()
        expect(section).to_have_class(CURRENT)
        expect(section).to_be_in_viewport()
        expect(self.entry(plan, name)).to_have_attribute("aria-current", "location")

    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.page.url).query))

    def scrolled(self) -> int:
        return int(self.page.locator(".plan-scroll").evaluate("(region) => region.scrollTop"))


CURRENT = re.compile(r"(^|\s)current(\s|$)")


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Callable[..., Visit]]:
    made: list[Visit] = []

    def go(query: str = "", **settings: Any) -> Visit:
        made.append(Visit(browser, address + query, **settings))
        return made[-1]

    yield go
    for one in made:
        assert one.faults == []
        assert outside(one.requests) == []
        one.context.close()


def test_a_plan_is_drawn_when_its_tab_is_opened(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.get_by_text("Something else.").wait_for()
    assert here.page.locator(".plan-text").count() == 0
    here.open()
    expect(here.page.locator(".plan-view")).to_have_attribute("data-plan", LAI_CHAU)
    expect(here.page.get_by_role("navigation", name=VI.outline)).to_be_visible()


def test_another_plan_is_shown_from_its_beginning(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.open()
    here.entry(LAI_CHAU, "IV.2").click()
    here.arrived(LAI_CHAU, "IV.2")
    assert here.scrolled() > 0
    here.choose("Sơn La")
    expect(here.page.locator(".plan-view")).to_have_attribute("data-plan", SON_LA)
    expect(here.page.get_by_role("heading", name="Sơn La", level=2)).to_be_visible()
    here.page.wait_for_function("document.querySelector('.plan-scroll').scrollTop === 0")
    here.page.wait_for_url(f"**/?tab=plans&plan={SON_LA}")
    assert here.page.locator(".current").count() == 0


def test_an_entry_of_the_outline_opens_its_section(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.open()
    here.choose("Lạng Sơn")
    here.entry(LANG_SON, "IV.2").click()
    here.arrived(LANG_SON, "IV.2")
    assert here.query() == {"plan": LANG_SON, "section": "IV.2"}
    assert here.page.evaluate("window.scrollY") == 0
    assert len(here.context.pages) == 1


def test_the_outline_is_walked_by_keyboard(visit: Callable[..., Visit]) -> None:
    here = visit("?plan=son-la-nq02-2026&lang=en&tab=plans")
    here.page.locator(".plan-text").wait_for()
    here.entry(SON_LA, "III.4").focus()
    here.page.keyboard.press("Tab")  # from 4. to what unfolds its parts
    here.page.keyboard.press("Enter")
    for _ in range(4):
        here.page.keyboard.press("Tab")
    here.page.keyboard.press("Enter")
    here.arrived(SON_LA, "III.4.4")
    # The language of the address stays in the link that is shared.
    assert here.query() == {"plan": SON_LA, "section": "III.4.4", "lang": "en"}


def test_a_shared_section_opens_there(visit: Callable[..., Visit]) -> None:
    here = visit(f"?plan={SON_LA}&section=III.8.2")
    here.arrived(SON_LA, "III.8.2")
    expect(here.entry(SON_LA, "III.8.2")).to_be_visible()  # its fold was opened
    expect(here.entry(SON_LA, "III.8.2")).to_be_in_viewport()


def test_a_shared_row_of_a_table_opens_there(visit: Callable[..., Visit]) -> None:
    here = visit(f"?plan={SON_LA}&section=annex-1.row-3")
    row = here.section(SON_LA, "annex-1.row-3")
    expect(row).to_be_focused()
    expect(row).to_be_in_viewport()


def test_a_shared_place_opens_with_its_mark_in_view(visit: Callable[..., Visit]) -> None:
    text = SHIPPED[2].text
    start = text.index("Tỷ lệ khai thác, sử dụng lại")
    end = text.index("Văn phòng UBND tỉnh\n3")
    here = visit(f"?tab=plans&plan={SON_LA}&start={start}&end={end}")
    first = here.page.locator(".plan-text mark").first
    expect(first).to_be_in_viewport()
    assert first.inner_text() == "Tỷ lệ khai thác, sử dụng lại thông tin, dữ liệu số hóa"
    assert "".join(here.page.locator("mark").all_inner_texts()) == text[start:end].replace("\t", "")
    expect(here.section(SON_LA, "annex-1.row-2")).to_be_focused()


@pytest.mark.parametrize(
    "query",
    ["?plan=nowhere&section=I", f"?plan={SON_LA}&section=XX", "?tab=plans&plan=%3Cscript%3E",
     f"?plan={SON_LA}&section=%22%3E%3Cimg+src=x+onerror=window.pwned=1%3E"],
)  # fmt: skip
def test_an_address_that_names_nothing_opens_the_page(
    visit: Callable[..., Visit], query: str
) -> None:
    here = visit(query)
    here.page.get_by_text("Something else.").wait_for()
    here.open()
    assert here.page.evaluate("window.pwned") is None


def test_the_language_changes_and_the_place_stays(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.open()
    here.choose("Sơn La")
    here.entry(SON_LA, "III.2").click()
    here.arrived(SON_LA, "III.2")
    before = here.scrolled()
    here.page.get_by_label("EN", exact=True).click()
    expect(here.page.get_by_role("navigation", name=EN.outline)).to_be_visible()
    expect(here.page.get_by_role("combobox", name=EN.choose)).to_be_visible()
    expect(here.page.get_by_placeholder(EN.find)).to_be_visible()
    expect(here.page.locator(".plan-view")).to_have_attribute("data-plan", SON_LA)
    expect(here.section(SON_LA, "III.2")).to_be_in_viewport()
    expect(here.section(SON_LA, "III.2")).to_have_class(CURRENT)
    assert abs(here.scrolled() - before) < 30
    assert here.page.get_by_text(VI.outline, exact=True).count() == 0


def test_a_marked_place_stays_marked_in_the_other_language(visit: Callable[..., Visit]) -> None:
    here = visit(f"?tab=plans&plan={LANG_SON}&start=9000&end=9020")
    first = here.page.locator(".plan-text mark").first
    expect(first).to_be_in_viewport()
    here.page.get_by_label("EN", exact=True).click()
    expect(here.page.get_by_role("navigation", name=EN.outline)).to_be_visible()
    expect(first).to_be_in_viewport()
    assert first.inner_text() == SHIPPED[1].text[9000:9020]


def test_the_language_changes_before_the_tab_is_opened(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.get_by_label("EN", exact=True).click()
    here.open()
    expect(here.page.get_by_role("navigation", name=EN.outline)).to_be_visible()


def test_a_sections_link_is_copied(visit: Callable[..., Visit]) -> None:
    here = visit(f"?plan={LANG_SON}&section=III.2.3")
    here.arrived(LANG_SON, "III.2.3")
    link = here.section(LANG_SON, "III.2.4").locator(".plan-link")
    assert link.get_attribute("aria-label").startswith(f"{VI.link_title}: 2.4. Chỉ số")
    link.click()
    expect(here.page.get_by_role("status").filter(has_text=VI.copied)).to_be_visible()
    copied = here.page.evaluate("navigator.clipboard.readText()")
    assert copied == here.page.url
    assert here.query() == {"plan": LANG_SON, "section": "III.2.4"}
    elsewhere = visit("?" + urlsplit(copied).query)
    elsewhere.arrived(LANG_SON, "III.2.4")


def test_words_are_found_with_and_without_marks(visit: Callable[..., Visit]) -> None:
    here = visit(f"?tab=plans&plan={SON_LA}")
    box = here.page.get_by_role("searchbox", name=VI.find)
    text = SHIPPED[2].text
    box.fill("quý ii/2026")
    total = text.lower().count("quý ii/2026")
    assert total > 0
    expect(here.page.locator(".hits")).to_have_text(f"1/{total}")
    box.fill("thanh tra tinh")
    total = text.lower().count("thanh tra tỉnh")
    expect(here.page.locator(".hits")).to_have_text(f"1/{total}")
    assert here.scrolled() > 0
    box.press("Enter")
    expect(here.page.locator(".hits")).to_have_text(f"2/{total}")
    here.page.get_by_role("button", name=VI.previous).click()
    here.page.get_by_role("button", name=VI.previous).click()
    expect(here.page.locator(".hits")).to_have_text(f"{total}/{total}")
    box.fill("Thành Tra Tĩnh")
    expect(here.page.locator(".hits")).to_have_text(VI.found_none)
    box.fill("")
    expect(here.page.locator(".hits")).to_be_hidden()


def test_planted_html_is_shown_and_not_run(visit: Callable[..., Visit]) -> None:
    here = visit("?tab=plans&plan=stand-in-2026")
    here.page.locator(".plan-text p", has_text=EVIL).wait_for()
    assert here.page.locator("#plan :is(img, script, b, i)").count() == 0
    assert here.page.evaluate("window.pwned") is None


def test_a_plan_added_while_the_page_runs_can_be_chosen(
    visit: Callable[..., Visit], assistant: Plans
) -> None:
    held = assistant.held
    added = "Huế, ngày 3 tháng 4 năm 2026\nKẾ HOẠCH\nVề việc mới\nI. MỤC TIÊU\nLàm."
    assistant.held = (*held, read_plan(added.encode(), "added-2026", "added.md"))
    try:
        here = visit()
        here.open()
        here.choose("Huế")
        expect(here.page.locator(".plan-view")).to_have_attribute("data-plan", "added-2026")
        expect(here.page.locator(".plan-facts").first).to_contain_text("3/4/2026")
    finally:
        assistant.held = held


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_all_of_it_without_sideways_scrolling(
    visit: Callable[..., Visit], scheme: str
) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "color_scheme": scheme}
    here = visit(f"?plan={SON_LA}&section=III.5.1", **phone)
    section = here.section(SON_LA, "III.5.1")
    expect(section).to_be_in_viewport()
    expect(section).to_be_focused()
    assert here.page.evaluate("document.documentElement.scrollWidth") <= 360
    bar = here.page.locator(".plan-bar").bounding_box()
    assert bar["y"] >= 0  # it stays at the top of the window
    assert section.locator("h5").bounding_box()["y"] >= bar["y"] + bar["height"]
    here.page.get_by_role("searchbox").fill("doanh nghiep")
    expect(here.page.locator(".hits")).to_contain_text("1/")
    for button in here.page.locator(".plan-bar button:visible").all():
        box = button.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    here.page.get_by_role("button", name=VI.outline).click()
    here.entry(SON_LA, "IV.1").click()
    here.arrived(SON_LA, "IV.1")
    here.page.get_by_role("button", name=VI.outline).click()
    here.entry(SON_LA, "annex-1.row-1").click()
    expect(here.section(SON_LA, "annex-1.row-1")).to_be_in_viewport()
    assert here.page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_small_text_stands_out_from_its_ground(visit: Callable[..., Visit], scheme: str) -> None:
    here = visit(f"?tab=plans&plan={SON_LA}&start=36000&end=36100", color_scheme=scheme)
    expect(here.page.locator(".plan-text mark").first).to_be_in_viewport()
    selectors = [".plan-facts dt", ".plan-facts dd", ".plan-outline a", ".plan-side summary",
                 ".plan-outline details summary", ".plan-outline a[aria-current]", ".plan-text p",
                 ".plan-text h3", ".plan-link", ".plan-text mark", ".plan-text th",
                 ".plan-bar .print", ".plan-bar .find"]  # fmt: skip
    here.entry(SON_LA, "IV").click()
    for selector in selectors:
        assert contrast(here.page, selector) >= 4.5, selector


def test_on_paper_the_text_stands_alone(visit: Callable[..., Visit]) -> None:
    here = visit(f"?tab=plans&plan={SON_LA}")
    here.page.locator(".plan-text").wait_for()
    here.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert here.page.locator(".plan-text").is_visible()
    for selector in (".plan-side", ".plan-bar", ".plan-link", "#plan-chooser", "[role=tablist]"):
        assert not here.page.locator(selector).first.is_visible(), selector
    region = here.page.locator(".plan-scroll")
    high = region.evaluate("(box) => [box.clientHeight, box.scrollHeight]")
    assert high[0] == high[1] > 5_000
