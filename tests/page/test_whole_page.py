"""The whole page over the real plans in a real browser: its tabs work together."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from assistant.page.layout import chosen_language
from assistant.service import Assistant
from prompts.page import WORDS
from tests.assistant.conftest import built, opened  # noqa: F401  (fixtures)
from tests.page.browsing import Visit, outside
from tests.page.conftest import loops_closed
from tests.page.stand_in import Votes

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the package playwright is not installed"
)
axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
)
pytestmark = pytest.mark.browser
expect = playwright.expect
VI, EN = WORDS["vi"], WORDS["en"]
LANG_SON, SON_LA = "lang-son-pci-2026", "son-la-nq02-2026"
#: Serious or critical faults that Gradio's own parts bring, each with its reason: none.
GRADIOS_OWN: dict[str, str] = {}


@pytest.fixture(scope="module")
def address(opened: Assistant) -> Iterator[str]:  # noqa: F811
    with pytest.MonkeyPatch.context() as patch, loops_closed():
        patch.setenv("PLANS_TODAY", "2026-07-01")
        from assistant.page.downloads import routes
        from assistant.page.layout import build
        from assistant.page.ports import free_port
        from assistant.page.server import close, launch

        page = build(opened, votes=Votes())
        yield launch(page, free_port(), more=routes(opened))
        close(page)


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Visit]:
    made = Visit(browser, address, viewport={"width": 1280, "height": 860})
    yield made
    assert made.faults == []
    assert outside(made.requests) == []
    made.context.close()


def in_view(mark: Any) -> bool:
    """Tell whether a mark stands in the window and is not scrolled away within its panel."""
    return bool(
        mark.evaluate(
            """(mark) => {
              const r = mark.getBoundingClientRect(), x = r.left + 5, y = r.top + 8;
              const top = document.elementFromPoint(x, y);
              return Boolean(top) && (top === mark || mark.contains(top) || top.contains(mark));
            }"""
        )
    )


def test_asked_in_both_languages_the_quote_is_marked_in_view(visit: Visit) -> None:
    quote = "Sở Nông nghiệp và Môi trường chủ trì theo dõi, đánh giá chỉ số thành phần Tiếp cận"
    bold = ("Sở Nông nghiệp và Môi trường", "Department of Agriculture and Environment")
    for question, body in zip(
        ("so nao chu tri chi so tiep can dat dai lang son",
         "Which agency leads the land access index?"),
        bold, strict=True,
    ):  # fmt: skip
        answer = visit.ask(question)
        assert body in answer.locator("strong").first.inner_text()
        answer.locator("a.cite").first.click()
        current = visit.page.locator(".source.current")
        current.wait_for()
        assert quote in current.locator("mark").inner_text()
        assert "Tiếp cận nguồn lực" in current.locator(".path").inner_text()
        assert in_view(current.locator("mark"))


def test_a_source_opens_in_its_plan_and_the_talk_stays(visit: Visit) -> None:
    visit.ask("Sở nào chủ trì chỉ số Tính minh bạch của Lạng Sơn?")
    visit.page.locator("#sources a.in-plan").first.click()
    mark = visit.page.locator("#plan mark").first
    mark.wait_for()
    expect(visit.page.get_by_role("tab", name=VI.tab_plans)).to_have_attribute(
        "aria-selected", "true"
    )
    assert "Văn phòng UBND tỉnh chủ trì theo dõi, đánh giá" in mark.inner_text()
    visit.page.wait_for_function("() => document.querySelector('#plan mark')")
    expect(mark).to_be_in_viewport()
    visit.page.get_by_role("tab", name=VI.tab_ask).click()
    assert visit.page.locator("#answer-1").is_visible()


def test_a_long_list_opens_its_rows_of_the_register(visit: Visit) -> None:
    """Sở Tài chính of Sơn La: 10 duties by name, as the answer counts them."""
    answer = visit.ask("Sở Tài chính Sơn La có nhiệm vụ gì?")
    assert "10 nhiệm vụ" in answer.inner_text()
    visit.page.get_by_role("link", name=VI.in_register).click()
    expect(visit.page.locator("#register-count")).to_have_text("10 trong 136 nhiệm vụ")
    expect(visit.page.locator("#register-agency input")).to_have_value("Sở Tài chính")
    assert len(visit.context.pages) == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_address_opens_the_register_filtered(browser: Any, address: str, language: str) -> None:
    place = f"?tab=register&agency={quote('Thanh tra tỉnh')}&plan={LANG_SON}&lang={language}"
    shared = Visit(browser, address + place)
    words = {"vi": "trong 136 nhiệm vụ", "en": "of 136 duties"}[language]
    expect(shared.page.locator("#register-count")).to_contain_text(words)
    rows = shared.page.locator("table.duties tbody tr")
    expect(rows.first).to_contain_text("Lạng Sơn")
    told = rows.all_inner_texts()
    assert 0 < len(told) < 24  # all of this plan
    assert all("Thanh tra tỉnh" in row and "Lạng Sơn" in row for row in told)
    shared.context.close()


def test_a_shared_place_and_what_is_none(browser: Any, address: str, opened: Assistant) -> None:  # noqa: F811
    plan = next(plan for plan in opened.plans() if plan.id == LANG_SON)
    start = plan.text.index("Văn phòng UBND tỉnh chủ trì theo dõi")
    shared = Visit(browser, f"{address}?plan={LANG_SON}&start={start}&end={start + 19}")
    shared.page.locator("#plan mark").first.wait_for()
    assert shared.page.locator("#plan mark").all_inner_texts() == ["Văn phòng UBND tỉnh"]
    expect(shared.page.locator("#plan mark").first).to_be_in_viewport()
    shared.context.close()
    odd = Visit(browser, f"{address}?plan=x%3Cscript%3E&start=a&end=9&tab=%27&agency=%00&lang=xx")
    odd.page.locator("#question textarea").wait_for()
    assert odd.faults == []
    odd.context.close()


def test_the_language_switch_reaches_every_tab(visit: Visit) -> None:
    names = [VI.tab_ask, VI.tab_register, VI.tab_plans, VI.tab_about]
    assert visit.page.get_by_role("tab").all_inner_texts() == names
    visit.page.get_by_label("EN", exact=True).click()
    visit.page.get_by_role("tab", name=EN.tab_about).wait_for()
    names = [EN.tab_ask, EN.tab_register, EN.tab_plans, EN.tab_about]
    assert visit.page.get_by_role("tab").all_inner_texts() == names
    visit.page.get_by_role("tab", name=EN.tab_register).click()
    expect(visit.page.locator("#register-count")).to_have_text("136 of 136 duties")
    visit.page.get_by_role("tab", name=EN.tab_about).click()
    visit.page.get_by_role("heading", name=EN.about_limits).wait_for()


def test_by_keyboard_alone_a_question_is_asked_and_its_source_read(visit: Visit) -> None:
    visit.page.locator("#question textarea").focus()
    visit.page.keyboard.type("Ai chủ trì chỉ số Tính minh bạch của Lạng Sơn?")
    visit.page.keyboard.press("Enter")
    visit.answered()
    visit.page.locator("#answer-1 + .answer-tools").wait_for()
    reached = []
    for _ in range(40):
        visit.page.keyboard.press("Shift+Tab")
        reached.append(visit.page.evaluate("document.activeElement.className"))
        if reached[-1].startswith("cite"):
            break
    assert reached[-1].startswith("cite"), reached
    assert any("vote" in name for name in reached)  # the tools are passed on the way
    visit.page.keyboard.press("Enter")
    visit.page.locator(".source.current").wait_for()
    assert visit.page.evaluate("document.activeElement.className").startswith("source")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault_of_accessibility_in_any_tab(
    browser: Any, address: str, scheme: str
) -> None:
    visitor = Visit(browser, address, color_scheme=scheme, viewport={"width": 1280, "height": 860})
    found: dict[str, list[str]] = {}

    def look(where: str) -> None:
        for told in axe.Axe().run(visitor.page).response["violations"]:
            if told["impact"] in ("serious", "critical"):
                nodes = [node["html"][:120] for node in told["nodes"]]
                found[f"{where}: {told['id']}"] = nodes

    look("empty")
    visitor.ask("Sở Tài chính Sơn La có nhiệm vụ gì?")
    visitor.ask("Giá vàng hôm nay?")
    visitor.page.locator("#chat .vote.down").last.click()
    visitor.page.get_by_label(VI.comment_label).wait_for()
    look("asked")
    visitor.page.get_by_role("tab", name=VI.tab_register).click()
    visitor.page.locator("table.duties tbody button").first.click()
    visitor.page.locator("#register-source mark").first.wait_for()
    look("register")
    visitor.page.get_by_role("tab", name=VI.tab_plans).click()
    visitor.page.locator("#plan .plan-text").wait_for()
    look("plans")
    visitor.page.get_by_role("tab", name=VI.tab_about).click()
    visitor.page.get_by_role("heading", name=VI.about_limits).wait_for()
    look("about")
    visitor.context.close()
    assert {key: nodes for key, nodes in found.items() if key not in GRADIOS_OWN} == {}


def test_vietnamese_letters_come_from_one_font_in_each_weight(visit: Visit) -> None:
    """A letter that a font lacks would be taken from another one, in the middle of a word."""
    visit.page.evaluate(
        """() => {
          const letters = 'aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứự'
            + 'yỳỷỹýỵđAÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴĐ';
          const box = document.querySelector('.gradio-container main');
          for (const weight of [400, 500, 600, 700]) {
            const line = document.createElement('p');
            line.id = `weight-${weight}`;
            line.style.fontWeight = weight;
            line.textContent = letters;
            box.append(line);
          }
        }"""
    )
    session = visit.context.new_cdp_session(visit.page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for weight in (400, 500, 600, 700):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": f"#weight-{weight}"})[
            "nodeId"
        ]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert len({font["familyName"] for font in fonts}) == 1, (weight, fonts)


@pytest.mark.parametrize(
    ("query", "told", "language"),
    [
        ({}, '{"kept": "", "asked": ["vi-VN", "en"]}', "vi"),
        ({}, '{"kept": "", "asked": ["ja", "en-GB", "vi"]}', "en"),
        ({}, '{"kept": "", "asked": ["ko-KR"]}', "en"),
        ({}, '{"kept": "vi", "asked": ["en-GB"]}', "vi"),
        ({"lang": "en"}, '{"kept": "vi", "asked": ["vi"]}', "en"),
        ({"lang": "xx"}, '{"kept": "<b>", "asked": "vi"}', "vi"),
        ({}, "", "vi"),
        ({}, "[1]", "vi"),
        ({}, "{not json", "vi"),
        ({}, '{"kept": ["en"], "asked": [null, 7, "EN"]}', "en"),
    ],
)
def test_the_language_is_the_addresss_the_kept_or_the_browsers(
    query: dict[str, str], told: str, language: str
) -> None:
    assert chosen_language(query, told) == language
