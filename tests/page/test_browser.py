"""The page in a real browser: what is asked, shown, marked, and never run or fetched."""

from collections.abc import Iterator
from typing import Any

import pytest

from prompts.page import EXAMPLES, WORDS
from tests.page.browsing import CHROMIUM, Visit, contrast, outside
from tests.page.conftest import Served
from tests.page.stand_in import EVIL, FLAGSHIP, QUOTE

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the package playwright is not installed"
)
VI, EN = WORDS["vi"], WORDS["en"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="/usr/bin/chromium is not installed"),
]


@pytest.fixture
def visit(browser: Any, served: Served) -> Iterator[Visit]:
    made = Visit(browser, served.address, viewport={"width": 1280, "height": 800})
    yield made
    made.context.close()


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
    visit.page.get_by_role("tab", name=VI.tab_about).click()
    visit.page.locator("#about").get_by_text("<i>PCI</i>").first.wait_for()
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


def test_the_first_language_is_the_browsers_and_the_chosen_one_is_kept(
    browser: Any, served: Served
) -> None:
    for locale, words in (("vi-VN", VI), ("en-GB", EN), ("ko-KR", EN)):
        first = Visit(browser, served.address, locale=locale)
        first.page.get_by_role("button", name=words.ask, exact=True).wait_for()
        first.page.wait_for_function("l => document.documentElement.lang === l", arg=words.language)
        first.context.close()
    kept = Visit(browser, served.address)
    kept.page.get_by_label("EN", exact=True).click()
    kept.page.get_by_role("button", name=EN.ask, exact=True).wait_for()
    kept.page.reload()
    kept.page.get_by_role("tab", name=EN.tab_about).wait_for()
    kept.page.goto(served.address + "?lang=vi")  # an address that names one is followed
    kept.page.get_by_role("tab", name=VI.tab_about).wait_for()
    kept.context.close()


def test_a_judgement_and_its_comment_are_kept(visit: Visit, served: Served) -> None:
    before = len(served.votes.kept)
    visit.ask("mine, judged")
    visit.ask(FLAGSHIP)
    # By its answer's number: an answer's tools come a moment after its words.
    down = visit.page.locator("#answer-2 + .answer-tools .vote.down")
    down.click()
    box = visit.page.get_by_label(VI.comment_label)
    box.wait_for()
    playwright.expect(box).to_be_focused()
    playwright.expect(down).to_have_attribute("aria-pressed", "true")
    box.fill("Thiếu <b>hạn</b>.")
    visit.page.get_by_role("button", name=VI.comment_send).click()
    visit.page.get_by_text(VI.vote_thanks).wait_for()
    box.wait_for(state="hidden")
    earlier = ("mine, judged",)
    assert served.votes.kept[before:] == [
        (FLAGSHIP, "down", earlier, ""),
        (FLAGSHIP, "down", earlier, "Thiếu <b>hạn</b>."),
    ]
    down.click()  # taken back
    playwright.expect(down).to_have_attribute("aria-pressed", "false")
    assert served.votes.kept[-1] == (FLAGSHIP, "", earlier, "")


def test_a_judgement_that_cannot_be_kept_says_so(visit: Visit, served: Served) -> None:
    visit.ask(FLAGSHIP)
    served.votes.broken = True
    try:
        visit.page.locator("#chat .vote.up").click()
        visit.page.get_by_text(VI.vote_lost).wait_for()
    finally:
        served.votes.broken = False
    playwright.expect(visit.page.locator("#chat .vote.up")).to_have_attribute(
        "aria-pressed", "false"
    )


def test_an_answer_is_copied_with_references_that_open(browser: Any, served: Served) -> None:
    visitor = Visit(browser, served.address, permissions=["clipboard-read", "clipboard-write"])
    visitor.ask(FLAGSHIP)
    visitor.page.locator("#chat .copy-answer").click()
    visitor.page.get_by_text(VI.copied, exact=True).wait_for()
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("In Lạng Sơn, the Department of Agriculture and Environment (Sở")
    assert f"“{QUOTE}”" in copied
    link = copied.splitlines()[-1].strip()
    assert link.startswith(served.address)
    assert visitor.page.locator("#sources a.place").first.evaluate("a => a.href") == link
    visitor.context.close()


def test_what_was_understood_can_be_mended(visit: Visit) -> None:
    visit.ask("unmarked")
    visit.page.get_by_role("button", name=VI.edit).click()
    box = visit.page.locator("#question textarea")
    playwright.expect(box).to_have_value("không dấu")
    playwright.expect(box).to_be_focused()
    box.press("Enter")
    visit.answered()
    assert visit.page.locator("#chat .user").last.inner_text().strip() == "không dấu"


def test_a_citation_is_named_for_screen_readers(visit: Visit) -> None:
    visit.ask(FLAGSHIP)
    visit.page.get_by_role("link", name=VI.open_source.format(n=1)).wait_for()


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


def test_twenty_visitors_at_once_each_get_their_own_answers(browser: Any, served: Served) -> None:
    visitors = [Visit(browser, served.address) for _ in range(20)]
    for turn in ("first", "second"):
        for number, visitor in enumerate(visitors):
            box = visitor.page.locator("#question textarea")
            box.fill(f"{turn} of visitor {number}?")
            box.press("Enter")
        for visitor in visitors:
            visitor.answered()
    for number, visitor in enumerate(visitors):
        shown = visitor.page.locator("#chat .user").all_inner_texts()
        own = [f"{turn} of visitor {number}?" for turn in ("first", "second")]
        assert [text.strip() for text in shown] == own
        assert (own[1], (own[0],), ()) in served.assistant.asked
        assert visitor.faults == []
        visitor.context.close()
