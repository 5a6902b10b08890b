"""The page in a real browser: what is asked, shown, marked, and never run or fetched."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from prompts.page import EXAMPLES, WORDS
from tests.page.conftest import Served
from tests.page.stand_in import EVIL, FLAGSHIP, QUOTE

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the package playwright is not installed"
)
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
VI, EN = WORDS["vi"], WORDS["en"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="/usr/bin/chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield running
        running.close()


class Visit:
    """A visitor's page, and every address that it asked for."""

    def __init__(self, browser: Any, address: str, **settings: Any) -> None:
        self.context = browser.new_context(**settings)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.goto(address)
        self.page.locator("#question textarea").wait_for()
        self.turns = 0

    def ask(self, question: str) -> Any:
        self.page.locator("#question textarea").fill(question)
        self.page.locator("#question textarea").press("Enter")
        return self.answered()

    def answered(self) -> Any:
        self.turns += 1
        answer = self.page.locator(f"#answer-{self.turns}")
        answer.wait_for()
        self.page.locator(f"#sources-{self.turns}").wait_for()
        return answer

    def marked(self) -> str:
        return str(self.page.locator("#sources details[open] mark").first.text_content())


@pytest.fixture
def visit(browser: Any, served: Served) -> Iterator[Visit]:
    made = Visit(browser, served.address, viewport={"width": 1280, "height": 800})
    yield made
    made.context.close()


def outside(requests: list[str]) -> list[str]:
    return [r for r in requests if urlsplit(r).hostname not in ("127.0.0.1", None)]


def test_the_flagship_question_is_answered_with_its_place(visit: Visit) -> None:
    answer = visit.ask(FLAGSHIP)
    assert "Department of Agriculture and Environment" in answer.locator("strong").inner_text()
    assert visit.marked() == QUOTE
    assert "Chỉ số thành phần Tiếp cận nguồn lực" in visit.page.locator(".path").inner_text()
    assert visit.page.locator("#question textarea").input_value() == ""
    assert visit.faults == []


def test_nothing_is_fetched_from_another_machine(visit: Visit) -> None:
    visit.ask(FLAGSHIP)
    visit.ask("planted")
    assert len(visit.requests) > 10
    assert outside(visit.requests) == []


def test_words_typed_while_an_answer_comes_stay_in_the_box(visit: Visit) -> None:
    """The server once emptied the box when its first words came, with what was typed since."""
    box = visit.page.locator("#question textarea")
    box.fill(FLAGSHIP)
    box.press("Enter")
    playwright.expect(box).to_have_value("")
    box.fill("row")
    visit.answered()
    assert box.input_value() == "row"
    box.press("Enter")
    assert "Sở Tư pháp" in visit.answered().inner_text()


def test_an_answer_that_is_written_slowly_grows(visit: Visit, served: Served) -> None:
    answer = visit.ask("planted, slowly")
    visit.page.get_by_text(VI.writing).wait_for()
    assert answer.locator("blockquote").count() == 0
    served.assistant.first_shown.set()
    answer.locator("blockquote").first.wait_for()
    visit.page.get_by_text(VI.writing).wait_for(state="detached")
    assert EVIL in answer.locator("blockquote").inner_text()


def test_an_example_is_asked_at_a_click(visit: Visit) -> None:
    for example in EXAMPLES:
        visit.page.get_by_role("button", name=example).wait_for()
    visit.page.get_by_role("button", name=FLAGSHIP).click()
    assert "Department" in visit.answered().inner_text()


def test_a_suggestion_of_a_refusal_is_asked_at_a_click(visit: Visit) -> None:
    assert VI.refused in visit.ask("thời tiết?").inner_text()
    assert VI.no_quotes in visit.page.locator("#sources").inner_text()
    visit.page.get_by_role("button", name=FLAGSHIP).click()
    assert "Department" in visit.answered().inner_text()


def test_planted_html_is_shown_and_not_run(visit: Visit) -> None:
    answer = visit.ask("planted")
    assert EVIL in answer.locator("blockquote").inner_text()
    assert visit.marked() == EVIL
    assert visit.page.locator("#chat .answer :is(img, script, b)").count() == 0
    assert visit.page.locator("#sources :is(img, script, b)").count() == 0
    visit.page.get_by_text(VI.plans_summary).click()
    visit.page.get_by_text("<i>PCI</i>").first.wait_for()
    assert visit.page.evaluate("window.pwned") is None
    assert outside(visit.requests) == []


def test_html_in_a_question_is_shown_and_not_run(visit: Visit) -> None:
    question = "<img src=x onerror='window.pwned=1'> **x** $$y$$ [a](javascript:alert(1))"
    visit.ask(question)
    assert visit.page.locator("#chat .user").first.inner_text().strip() == question
    visit.page.get_by_text(question).last.wait_for()
    assert visit.page.evaluate("window.pwned") is None


def test_a_citations_number_opens_its_place_on_the_same_page(visit: Visit) -> None:
    visit.ask(FLAGSHIP)
    visit.ask("row")
    first = visit.page.locator("#sources-1")
    assert first.get_attribute("open") is None
    visit.page.locator("#answer-1 a.cite").first.click()
    visit.page.locator("#source-1-1.current mark").wait_for()
    assert first.get_attribute("open") is not None
    assert visit.page.evaluate("document.activeElement.id") == "source-1-1"
    assert len(visit.context.pages) == 1
    assert visit.page.locator("#answer-2").is_visible()


def test_a_place_far_down_the_panel_comes_into_view_within_the_panel(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 1280, "height": 600})
    visit.ask("many places")
    last = visit.page.locator("#source-1-3 mark")
    assert last.bounding_box()["y"] > 600
    visit.page.locator("#answer-1 a.cite").nth(2).click()
    visit.page.locator("#source-1-3.current").wait_for()
    assert 0 < last.bounding_box()["y"] < 600
    assert visit.page.evaluate("window.scrollY") == 0
    assert visit.page.locator("#question textarea").bounding_box()["y"] < 600


def test_a_tables_row_is_shown_under_its_columns(visit: Visit) -> None:
    visit.ask("row")
    table = visit.page.get_by_role("table", name=VI.table_row)
    assert table.get_by_role("columnheader").all_inner_texts() == [
        "TT", "Nhiệm vụ", "Cơ quan chủ trì",
    ]  # fmt: skip
    assert visit.marked() == "Sở Tư pháp"


def test_the_language_switch_changes_every_label_and_keeps_the_talk(visit: Visit) -> None:
    assert visit.page.evaluate("document.documentElement.lang") == "vi"
    visit.ask(FLAGSHIP)
    visit.page.get_by_label("EN", exact=True).click()
    visit.page.get_by_role("button", name=EN.ask, exact=True).wait_for()
    visit.page.get_by_role("heading", name=EN.title).wait_for()
    visit.page.get_by_label(EN.question_label).wait_for()
    visit.page.get_by_role("heading", name=EN.sources).wait_for()
    assert visit.page.get_by_role("button", name=EN.new_chat).is_visible()
    assert visit.page.evaluate("document.documentElement.lang") == "en"
    assert visit.marked() == QUOTE
    assert visit.page.locator("#answer-1").is_visible()


def test_a_new_conversation_forgets_the_old_one(visit: Visit, served: Served) -> None:
    visit.ask("before")
    visit.page.get_by_role("button", name=VI.new_chat).click()
    visit.page.get_by_role("button", name=FLAGSHIP).wait_for()
    visit.page.get_by_text(VI.no_sources_yet).wait_for()
    visit.turns = 0
    visit.ask("after all that")
    assert ("after all that", (), ()) in served.assistant.asked


def test_two_visitors_do_not_mix(browser: Any, served: Served) -> None:
    one, two = (Visit(browser, served.address) for _ in range(2))
    one.ask("mine, one")
    two.ask("mine, two")
    one.ask("and then one?")
    two.ask("and then two?")
    assert ("and then one?", ("mine, one",), ()) in served.assistant.asked
    assert ("and then two?", ("mine, two",), ()) in served.assistant.asked
    assert "two" not in one.page.locator("#chat").inner_text()
    for visitor in (one, two):
        visitor.context.close()


def test_an_empty_question_asks_nothing(visit: Visit, served: Served) -> None:
    asked = len(served.assistant.asked)
    visit.page.locator("#question textarea").fill("   ")
    visit.page.locator("#ask").click()
    visit.ask("not empty")
    assert [question for question, *_ in served.assistant.asked[asked:]] == ["not empty"]


def test_a_fault_shows_a_calm_sentence(visit: Visit) -> None:
    answer = visit.ask("broken").inner_text()
    assert VI.no_answer in answer
    assert "inside of the program" not in visit.page.content()


def test_a_link_to_a_place_opens_it(browser: Any, served: Served) -> None:
    start = served.assistant.plan.text.index(QUOTE)
    place = f"?plan=stand-in-2026&start={start}&end={start + len(QUOTE)}&lang=en"
    shared = Visit(browser, served.address + place)
    shared.page.get_by_text(EN.shared_place).wait_for()
    assert shared.marked() == QUOTE
    shared.ask(FLAGSHIP)
    assert shared.page.locator("a.place").first.get_attribute("href") == place[: -len("&lang=en")]
    shared.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_all_of_it_without_sideways_scrolling(
    browser: Any, served: Served, scheme: str
) -> None:
    phone = Visit(
        browser, served.address, viewport={"width": 360, "height": 740}, color_scheme=scheme
    )
    phone.ask(FLAGSHIP)
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.page.locator("#ask").is_visible()
    chat, sources = (phone.page.locator(place).bounding_box() for place in ("#chat", "#sources"))
    assert sources["y"] >= chat["y"] + chat["height"]
    phone.page.locator("#answer-1 a.cite").first.click()
    phone.page.locator("#source-1-1.current").wait_for()
    phone.page.get_by_role("link", name=VI.back).click()
    phone.page.locator("#answer-1.current").wait_for()
    phone.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_small_text_stands_out_from_its_ground(browser: Any, served: Served, scheme: str) -> None:
    """WCAG AA: 4.5 to 1 for text, which the muted words and the links must reach too."""
    visitor = Visit(browser, served.address, color_scheme=scheme)
    visitor.ask("thời tiết?")
    visitor.ask(FLAGSHIP)
    selectors = [".answer .kind", ".answer a.cite", "#ask", "#sources summary", ".source mark",
                 ".plan-title", ".answer p", "#fresh"]  # fmt: skip
    for selector in selectors:
        assert contrast(visitor.page, selector) >= 4.5, selector
    visitor.context.close()


def contrast(page: Any, selector: str) -> float:
    """Return the contrast of an element's text with the nearest opaque ground behind it."""
    ink, ground = page.locator(selector).first.evaluate(
        """(element) => {
          let at = element, ground = 'rgba(0, 0, 0, 0)';
          while (at && /, 0\\)$/.test(ground)) {
            ground = getComputedStyle(at).backgroundColor; at = at.parentElement; }
          return [getComputedStyle(element).color, ground];
        }"""
    )
    lighter, darker = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a CSS colour, as WCAG 2.2 defines it."""
    red, green, blue = (int(n) / 255 for n in re.findall(r"\d+", colour)[:3])
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
                for c in (red, green, blue)]  # fmt: skip
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True))
