"""Take the README's pictures of the page anew: ``make pictures``.

The page is served with the shipped plans and a fixed day, asked in a headless Chromium, and
closed again; the pictures stand in ``docs/images``.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a file, from anywhere

IMAGES = Path(__file__).resolve().parent / "images"
TODAY = "2026-07-25"  # a day on which some duties are due and some are past
SIZE = {"width": 1280, "height": 860}


def main(argv: Sequence[str] | None = None) -> int:
    """Take all pictures and return the exit code."""
    parser = argparse.ArgumentParser(prog="python docs/pictures.py", description=__doc__)
    parser.add_argument("--browser", default="/usr/bin/chromium", help="default: %(default)s")
    arguments = parser.parse_args(argv)
    if not Path(arguments.browser).exists():
        print(f"There is no browser at {arguments.browser}; name one: --browser", file=sys.stderr)
        return 1
    os.environ.update(GRADIO_ANALYTICS_ENABLED="False", PLANS_TODAY=TODAY)
    from assistant.page.downloads import routes
    from assistant.page.layout import build
    from assistant.page.ports import free_port
    from assistant.page.server import close, launch
    from assistant.service import Assistant

    with tempfile.TemporaryDirectory() as folder:
        os.environ["PLANS_DATA_DIR"] = folder
        assistant = Assistant.open(shipped_only=True, with_model=False)
        page = build(assistant, votes=_NoVotes())
        try:
            _take(launch(page, free_port(), more=routes(assistant)), arguments.browser)
        finally:
            close(page)
    return 0


class _NoVotes:
    """Shows the thumbs and keeps nothing."""

    def keep(self, *_: object) -> None:
        """Keep nothing."""


def _take(address: str, browser: str) -> None:
    """Visit the page and take each picture."""
    from playwright.sync_api import Browser, Page, sync_playwright

    def visit(running: Browser, locale: str) -> Page:
        page = running.new_context(viewport=SIZE, locale=locale).new_page()
        page.goto(address)
        page.locator("#question textarea").wait_for()
        return page

    def ask(page: Page, question: str, number: int) -> None:
        page.locator("#question textarea").fill(question)
        page.locator("#question textarea").press("Enter")
        page.locator(f"#answer-{number} + .answer-tools").wait_for()

    def keep(page: Page, name: str) -> None:
        page.screenshot(path=str(IMAGES / name))
        print(f"{IMAGES.name}/{name}", file=sys.stderr)

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = visit(running, "en-GB")
        ask(page, "Which agency leads the land access index?", 1)
        keep(page, "chat.png")
        page = visit(running, "vi-VN")
        ask(page, "Kế hoạch Lạng Sơn dành bao nhiêu tiền cho chuyển đổi số?", 1)
        keep(page, "refusal.png")
        page = visit(running, "en-GB")
        page.get_by_role("tab").nth(1).click()
        page.locator("#register-time").get_by_text("Has a day").click()
        page.locator("#register-sort").get_by_text("By deadline").click()
        page.get_by_text("7 of 136 duties").wait_for()
        keep(page, "register.png")
        page = visit(running, "vi-VN")
        page.get_by_role("tab").nth(2).click()
        page.locator("nav a").nth(6).click()
        keep(page, "plans.png")
        running.close()


if __name__ == "__main__":
    raise SystemExit(main())
