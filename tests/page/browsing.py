"""A visitor of the page in a real browser, for tests: what is asked, shown and fetched."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Visit:
    """A visitor's page, and every address that it asked for."""

    def __init__(self, browser: Any, address: str, **settings: Any) -> None:
        self.context = browser.new_context(**{"locale": "vi-VN", **settings})
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.goto(address)
        self.page.locator("html[data-ready]").wait_for(state="attached")
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


def outside(requests: list[str]) -> list[str]:
    return [r for r in requests if urlsplit(r).hostname not in ("127.0.0.1", None)]


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
