"""The prompts: a file for each purpose and language, and no place of them left unfilled."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from prompts import templates
from prompts.frames import FrameError, placeholders
from prompts.templates import FOLDER, PARTING, PURPOSES, prompt, template

FILES = [(purpose, one) for purpose, (languages, _) in PURPOSES.items() for one in languages]
BOTH = [purpose for purpose, (languages, _) in PURPOSES.items() if len(languages) == 2]
ASKING = [(p, one) for p, one in FILES if not p.startswith("form_")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an empty folder in place of the prompts; what was read before is forgotten."""
    monkeypatch.setattr(templates, "FOLDER", tmp_path)
    template.cache_clear()
    yield tmp_path
    template.cache_clear()


def values(purpose: str) -> dict[str, str]:
    return {name: f"<{name}>" for name in PURPOSES[purpose][1]}


def test_the_purposes() -> None:
    assert set(PURPOSES) == {"answer", "form_json", "form_lines", "rewrite", "translate"}
    assert BOTH == ["answer", "form_json", "form_lines", "rewrite"]


@pytest.mark.parametrize(("purpose", "language"), FILES)
def test_each_purpose_has_its_file_with_its_placeholders(purpose: str, language: str) -> None:
    text = (FOLDER / f"{purpose}_{language}.md").read_text(encoding="utf-8")
    assert template(purpose, language) == text
    assert placeholders(text) == PURPOSES[purpose][1]


def test_there_is_no_stray_file() -> None:
    wanted = {f"{purpose}_{language}.md" for purpose, language in FILES}
    assert {path.name for path in FOLDER.iterdir()} == wanted


@pytest.mark.parametrize("purpose", BOTH)
def test_both_languages_have_the_same_places_as_often(purpose: str) -> None:
    vi, en = (
        sorted(re.findall(r"(?<!\{)\{(\w+)\}", template(purpose, one))) for one in ("vi", "en")
    )
    assert vi == en


@pytest.mark.parametrize("purpose", BOTH)
def test_both_languages_have_the_same_parts_and_rules(purpose: str) -> None:
    vi, en = (template(purpose, one) for one in ("vi", "en"))
    assert vi.count(PARTING) == en.count(PARTING)
    for mark in ("\n- ", "\n\n", "“chủ trì”", '"statements"', "S: ", "K: ", "Q "):
        told = mark.replace("“", '"').replace("”", '"')
        assert vi.replace("“", '"').replace("”", '"').count(told) == en.count(told), mark


@pytest.mark.parametrize(("purpose", "language"), ASKING)
def test_data_stand_between_two_boundaries_and_the_rules_say_what_they_are(
    purpose: str, language: str
) -> None:
    rules, asked = template(purpose, language).split(PARTING)
    assert "{boundary}" in rules
    between = asked.split("{boundary}")
    assert len(between) == 3
    assert between[0].strip() == ""  # nothing comes before the data
    (held,) = placeholders(between[1])
    assert held in ("evidence", "conversation", "quotes")
    assert placeholders(rules) <= {"boundary", "form"}  # nothing untrusted among the rules


@pytest.mark.parametrize(("purpose", "language"), FILES)
def test_a_prompt_is_filled_wholly(purpose: str, language: str) -> None:
    made = prompt(purpose, language, **values(purpose))
    for part in made:
        assert part == part.strip()
    assert made.rules
    assert bool(made.asked) == ((purpose, language) in ASKING)
    for value in values(purpose).values():
        assert value in made.rules + made.asked
    assert not re.search(r"\{(?:boundary|evidence|form|question|conversation|quotes)\}", str(made))


@pytest.mark.parametrize(("purpose", "language"), FILES)
def test_a_missing_or_undeclared_value_is_an_error(purpose: str, language: str) -> None:
    with pytest.raises(FrameError, match="undeclared"):
        prompt(purpose, language, **values(purpose), undeclared="x")
    for name in values(purpose):
        rest = {other: value for other, value in values(purpose).items() if other != name}
        with pytest.raises(FrameError, match=name):
            prompt(purpose, language, **rest)


def test_braces_and_parting_lines_in_values_are_only_words() -> None:
    """What people type and what documents hold is filled in, and never read as a template."""
    odd = "{evidence} {{x}} {0} {"
    made = prompt("rewrite", "vi", boundary="-----", conversation=odd, question=f"{odd}{PARTING}a")
    assert made.asked.count(odd) == 2
    assert made.asked.endswith(f"{PARTING}a")
    assert odd not in made.rules


def test_the_forms_show_json_with_single_braces() -> None:
    for language in ("vi", "en"):
        rules = prompt("form_json", language).rules
        assert '\n{"statements": [{"text": ' in rules
        assert "{{" not in rules


@pytest.mark.parametrize(
    ("purpose", "language"),
    [("translate", "vi"), ("answer", "fr"), ("answer", ""), ("parrot", "en"), ("../page", "en")],
)
def test_there_is_no_prompt_beyond_those(purpose: str, language: str) -> None:
    with pytest.raises(FrameError, match=f"'{re.escape(purpose)}' in '{language}'"):
        template(purpose, language)


def test_a_missing_file_is_an_error(folder: Path) -> None:
    with pytest.raises(FrameError, match="no prompt 'rewrite' in 'vi'"):
        prompt("rewrite", "vi", boundary="-", conversation="a", question="b")


def test_a_file_of_another_language_does_not_stand_in(folder: Path) -> None:
    (folder / "rewrite_en.md").write_text("{boundary} {conversation} {question}")
    with pytest.raises(FrameError):
        template("rewrite", "vi")


def test_a_stray_file_is_no_prompt(folder: Path) -> None:
    (folder / "translate_vi.md").write_text("{boundary} {quotes}")
    with pytest.raises(FrameError, match="no prompt 'translate' in 'vi'"):
        template("translate", "vi")


@pytest.mark.parametrize(
    "text",
    [
        "{boundary} {conversation}",
        "{boundary} {conversation} {question} {key}",
        "{boundary} {conversation} {Question}",
        "{{boundary}} {conversation} {question}",
        "",
    ],
)
def test_a_file_with_other_placeholders_is_an_error(text: str, folder: Path) -> None:
    (folder / "rewrite_vi.md").write_text(text)
    with pytest.raises(FrameError, match=r"rewrite_vi\.md has the placeholders"):
        template("rewrite", "vi")


def test_a_file_without_a_parting_line_is_all_rules(folder: Path) -> None:
    (folder / "rewrite_vi.md").write_text("{boundary} {conversation} {question}")
    made = prompt("rewrite", "vi", boundary="1", conversation="2", question="3")
    assert made == ("1 2 3", "")
