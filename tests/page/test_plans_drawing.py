"""What the tab of plans gives its components, without a browser."""

from collections.abc import Iterator
from typing import Any

import pytest

from assistant.page.plan_links import Opened
from corpus.library import Library
from prompts.page_plans import PLANS_WORDS
from tests.page.conftest import loops_closed
from tests.page.plans_page import Plans

SHIPPED = Library.open(shipped_only=True).plans()
SON_LA = "son-la-nq02-2026"


def placed(assistant: Plans, *, in_a_tab: bool = True) -> Any:
    import gradio as gr

    from assistant.page.plans_tab import place

    with gr.Blocks(analytics_enabled=False):
        if in_a_tab:
            with gr.Tabs(), gr.Tab("Plans"), gr.Row():
                return place(assistant, "vi")
        return place(assistant, "vi")


@pytest.fixture(scope="module", autouse=True)
def loops() -> Iterator[None]:
    with loops_closed():
        yield


def is_skip(value: object) -> bool:
    import gradio as gr

    return bool(value == gr.skip())


def test_nothing_of_a_text_is_drawn_before_the_tab_is_opened() -> None:
    tab = placed(Plans(SHIPPED))
    chooser, view, shown = tab.draw("en", {"plan": SON_LA})
    assert (chooser["value"] if isinstance(chooser, dict) else chooser.value) == SON_LA
    assert is_skip(view) and is_skip(shown)
    assert "plan-text" not in tab.view.value
    assert len(tab.drawn) == 3


def test_what_the_address_names_is_drawn_at_once() -> None:
    tab = placed(Plans(SHIPPED))
    _, view, shown = tab.draw("en", {"plan": SON_LA, "section": "III.2"})
    assert f'data-open="plan:{SON_LA}:III.2"' in view
    assert PLANS_WORDS["en"].outline in view
    assert (shown.opened, shown.language) == (Opened(SON_LA, "III.2"), "en")


def test_without_a_tab_the_first_plan_is_drawn_at_once() -> None:
    _, view, _ = placed(Plans(SHIPPED), in_a_tab=False).draw("vi", {})
    assert f'data-plan="{SHIPPED[0].id}"' in view


def test_a_drawn_plan_is_not_drawn_again() -> None:
    tab = placed(Plans(SHIPPED))
    view, shown = tab.opened("vi", SON_LA, None)
    assert f'data-plan="{SON_LA}"' in view
    assert all(is_skip(value) for value in tab.opened("vi", SON_LA, shown))
    other, _ = tab.opened("vi", SHIPPED[0].id, shown)
    assert f'data-plan="{SHIPPED[0].id}"' in other


def test_a_change_of_language_alone_changes_labels_alone() -> None:
    chooser, view, shown = placed(Plans(SHIPPED)).draw("en")
    assert (chooser["label"] if isinstance(chooser, dict) else chooser.label) == "Plan"
    assert is_skip(view) and is_skip(shown)


def test_no_plan_and_a_plan_taken_out_are_said() -> None:
    empty = Plans([])
    tab = placed(empty)
    assert PLANS_WORDS["vi"].no_plans in tab.view.value
    _, view, shown = tab.draw("en", {})
    assert (PLANS_WORDS["en"].no_plans in view, shown) == (True, None)
    view, shown = placed(Plans(SHIPPED)).opened("en", "gone-2026", None)
    assert "There is no plan “gone-2026”" in view
    assert shown is None


def test_an_unknown_language_is_vietnamese() -> None:
    _, view, _ = placed(Plans(SHIPPED)).draw("xx", {"tab": "plans", "plan": SON_LA})
    assert PLANS_WORDS["vi"].outline in view
