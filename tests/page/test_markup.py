import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.page.markup import answer_html, escape
from tests.page.reading import read
from tests.page.stand_in import EVIL

#: Everything the frame may make; what a document writes makes none of it.
FRAME = {"p", "br", "strong", "a", "blockquote", "ul", "li", "div", "table"} | {
    "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
MARKS = {1: "source-1-1", 2: "source-1-2"}
#: Pieces that are likely to break out of an element, an attribute or a line.
NASTY = st.lists(
    st.sampled_from(
        [*"<>&\"'`*_[]()!|-> #\\${}=/\n\r\t\0\x0b\u2028", "<b>", "</p>", "<!--", "-->", "<![CDATA[",
         "<?x", "**", "[1]", "[2]", "[9]", "[a](http://b)", "![x](y)", "&lt;", "&#60;", "> ", "- ",
         "| a | b |", "|---|---|", "<img src=x onerror=alert(1)>", "javascript:", "ế", "ệ", "đ"]
    ),
    max_size=30,
).map("".join)  # fmt: skip
TEXT = st.one_of(NASTY, st.text(max_size=200))


def shown(text: str) -> str:
    """Return the text as people see it: what is no text becomes the replacement sign."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", text)


@given(TEXT)
def test_escaped_text_reads_as_itself_and_makes_nothing(text: str) -> None:
    seen = read(f"<p>{escape(text)}</p>")
    assert seen.elements == ["p"]
    assert seen.text == shown(text)


@given(TEXT)
def test_escaped_text_stays_within_an_attribute(text: str) -> None:
    for quote in "\"'":
        seen = read(f"<p title={quote}{escape(text)}{quote}>x</p>")
        assert seen.attributes == [("p", "title", shown(text))]
        assert seen.text == "x"


@given(TEXT)
def test_escaped_text_has_no_sign_that_markdown_or_a_template_reads(text: str) -> None:
    plain = re.sub(r"&(?:#\w+|\w+);", "", escape(text))
    assert not set(plain) & set("<>&\"'`*_[]{}()$\\|~!@")


@given(TEXT)
def test_an_answer_holds_only_the_frames_elements(markdown: str) -> None:
    seen = read(answer_html(markdown, MARKS))
    assert set(seen.elements) <= FRAME
    assert {(tag, name) for tag, name, _ in seen.attributes} <= {
        ("a", "class"), ("a", "href"), ("blockquote", "lang"), ("th", "scope"), ("div", "class"),
    }  # fmt: skip
    assert set(seen.links) <= {"#source-1-1", "#source-1-2"}


@given(TEXT)
def test_an_answer_is_one_line(markdown: str) -> None:
    """So that the chat's own Markdown reader takes it for one block of HTML, unread."""
    assert "\n" not in answer_html(markdown, MARKS).replace("\u2028", "")


@given(TEXT)
def test_quoted_lines_read_exactly_as_the_document(text: str) -> None:
    lines = [line for line in shown(text).split("\n") if "\r" not in line]
    quoted = "\n".join(f"> {line}" for line in lines)
    seen = read(answer_html(quoted, MARKS))
    assert seen.text == "\n".join(lines)
    assert set(seen.elements) <= {"blockquote", "br"}


def test_bold_and_marks_of_the_frame_are_kept() -> None:
    made = answer_html("The **Sở Tài chính** leads. [1][2]", MARKS)
    assert made == (
        "<p>The <strong>Sở Tài chính</strong> leads. "
        '<a class="cite" href="#source-1-1">1</a><a class="cite" href="#source-1-2">2</a></p>'
    )


def test_a_mark_inside_bold_is_a_link() -> None:
    assert read(answer_html("**A [1]**", MARKS)).links == ["#source-1-1"]


def test_a_number_that_cites_nothing_stays_text() -> None:
    seen = read(answer_html("see [7]", MARKS))
    assert seen.links == []
    assert seen.text == "see [7]"


def test_paragraphs_lists_and_quotes_are_told_apart() -> None:
    seen = read(answer_html("One\ntwo\n\n- a\n- b\n\n> q **x** [1]", MARKS))
    assert seen.elements == ["p", "br", "ul", "li", "li", "blockquote"]
    assert seen.text == "One\ntwoabq **x** [1]"


def test_a_table_has_its_header() -> None:
    seen = read(answer_html("| Body | Task |\n|---|:--|\n| **A** | b \\| c [1] |", MARKS))
    assert [tag for tag in seen.elements if tag in {"th", "td"}] == ["th", "th", "td", "td"]
    assert seen.text == "BodyTaskAb | c 1"
    assert seen.links == ["#source-1-1"]


def test_a_table_without_a_rule_has_no_header() -> None:
    assert "th" not in read(answer_html("| a | b |", MARKS)).elements


@pytest.mark.parametrize("place", ["{}", "> {}", "- {}", "| {} |", "**{}**", "# {}", "1. {}"])
def test_planted_html_is_text_wherever_it_stands(place: str) -> None:
    seen = read(answer_html(place.format(EVIL), MARKS))
    assert not {"img", "script", "b", "code"} & set(seen.elements)
    assert seen.links == []
    assert "<script>window.pwned=2</script>" in seen.text


def test_stars_that_hold_nothing_are_text() -> None:
    assert read(answer_html("2 ** 3 ** 4 and ****", {})).text == "2 ** 3 ** 4 and ****"


def test_an_unofficial_translation_stands_apart() -> None:
    said = "Unofficial translation, by a language model: Department X leads."
    assert answer_html(said, {}).startswith('<p class="aside">Unofficial translation')
    assert answer_html("Department X leads.", {}).startswith("<p>")
