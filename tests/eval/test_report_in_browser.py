"""The report of a run in a real browser: what is folded opens, and nothing is fetched."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.eval.test_html_report import questions, reported, saved
from tests.page.browsing import ARGUMENTS, CHROMIUM

__all__ = ["questions"]  # the fixture

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="/usr/bin/chromium is not installed"),
]


def test_it_needs_no_script_fetches_nothing_and_fits_a_phone(
    questions: Path,
) -> None:
    run = saved(questions)
    reported(run, questions)
    address = (run / "report.html").as_uri()
    asked: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, java_script_enabled=False
        )
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}#facts-f4-vi")
        assert page.locator("#facts-f4-vi").is_visible()  # the link unfolds it
        assert not page.locator("#followups-l1-vi").is_visible()
        width = page.evaluate("document.documentElement.scrollWidth")
        page.emulate_media(media="print")
        assert page.locator("#followups-l1-vi").is_visible()  # paper cannot be unfolded
        browser.close()
    assert [one.split("#")[0] for one in asked] == [address]
    assert width <= 360
