"""With no language model nobody obeys: attacks change no answer to what an attacker wants."""

from pathlib import Path

import pytest

from assistant.service import Assistant
from corpus.library import Library
from tests.model.attacks import PLANTED, Attack, betrayed, load, planted

QUESTIONS = [attack for attack in load() if attack.place == "question"]
DOCUMENTS = [attack for attack in load() if attack.place == "document"]


@pytest.mark.parametrize("attack", QUESTIONS, ids=lambda attack: attack.id)
def test_a_question_with_an_attack_is_not_answered_as_told(
    attack: Attack, assistant: Assistant
) -> None:
    answer = assistant.ask(attack.text)
    assert answer.status in ("answered", "partial", "not_in_plans", "unclear")
    assert betrayed(answer.answer, attack.never) == ()


@pytest.mark.usefixtures("own_data_dir")
def test_planted_attacks_change_no_answer_about_another_plan(tmp_path: Path) -> None:
    """All attacks stand in the library at once, each in one of the planted plans by turns."""
    running = Assistant.open()
    before = {attack.id: running.ask(attack.plain) for attack in DOCUMENTS}
    templates = sorted(PLANTED.glob("*.md"))
    for n, attack in enumerate(DOCUMENTS):
        path = tmp_path / f"mau-{attack.id}.md"
        template = templates[n % len(templates)].read_text(encoding="utf-8")
        path.write_text(planted(attack.text, template), encoding="utf-8")
        Library.open().add(path)
    after = {attack.id: running.ask(attack.plain) for attack in DOCUMENTS}
    assert {plan.id for plan in running.plans()} >= {f"mau-{attack.id}" for attack in DOCUMENTS}
    assert {one for one in before if before[one].answer != after[one].answer} == set()
    assert {one for one in before if before[one].citations != after[one].citations} == set()
