"""A reader of HTML for tests: what a browser would show, and with which elements."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "input"}


@dataclass
class Seen(HTMLParser):
    """The elements, attributes and text of a piece of HTML; marked text apart."""

    elements: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    text: str = ""
    marked: list[str] = field(default_factory=list)
    words: str = ""
    links: list[str] = field(default_factory=list)
    _open: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        given = {name: value or "" for name, value in attrs}
        self.attributes += [(tag, name, value) for name, value in given.items()]
        if tag == "br":
            self.text += "\n"
        if tag == "mark":
            self.marked.append("")
        if tag == "a":
            self.links.append(given.get("href", ""))
        if tag not in VOID:
            self._open.append((tag, given.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop()[0] == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.text += data
        if any(tag == "mark" for tag, _ in self._open):
            self.marked[-1] += data
        if any("words" in name.split() for _, name in self._open):
            self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment came through: {data!r}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration came through: {decl!r}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction came through: {data!r}")


def read(markup: str) -> Seen:
    """Return what this HTML shows; fail where its elements are not well nested."""
    seen = Seen()
    seen.feed(markup)
    seen.close()
    assert not seen._open, f"left open: {seen._open}"
    return seen
