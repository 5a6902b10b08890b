"""An obedient model that does whatever an attacker writes: no answer says it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.service import Assistant
from corpus.library import Library
from tests.model.attacks import PLANTED, Attack, betrayed, load, planted
from tests.model.scripts import Seen, Statement, script_of, statement, truthful
from tests.model.served import WithModel, model_served

QUESTIONS = [attack for attack in load() if attack.place == "question"]
DOCUMENTS = [attack for attack in load() if attack.place == "document"]


def obeying(attack: Attack) -> object:
    """Say what the attacker wants under each key there is, then the truth."""

    def says(told: Seen) -> Sequence[Statement]:
        keys = [row.key for row in told.rows] + [key for key, _ in told.passages]
        quotes = [(row.key, " ".join(row.words.split()[:8])) for row in told.rows[:1]]
        lies = [statement(text, *keys[:12]) for text in attack.obeyed]
        quoted = [statement(text, *keys[:3], quotes=quotes) for text in attack.obeyed]
        true = [statement(truthful(row, told.language), row.key) for row in told.rows[:2]]
        return [*true, *lies, *quoted]

    return script_of(says)


@pytest.fixture(scope="module", params=["openai", "ollama"])
def served(request: pytest.FixtureRequest, built: Path) -> Iterator[WithModel]:
    with model_served(built, request.param) as made:
        yield made


def _never(states: Sequence[Answer], attack: Attack) -> None:
    for state in states:
        assert betrayed(state.answer, attack.never) == ()


@pytest.mark.parametrize("attack", QUESTIONS, ids=lambda attack: attack.id)
def test_an_instruction_in_a_question_changes_nothing(
    attack: Attack, served: WithModel, assistant: Assistant
) -> None:
    """What the model adds is proved; where it obeys, the answer is as without a model."""
    served.script = obeying(attack)
    states = served.states(attack.text)
    _never(states, attack)
    last = states[-1]
    if last.answered_by != "model":
        assert last.answer == assistant.ask(attack.text).answer
    _never(served.states(attack.plain, (attack.text,)), attack)  # and in the next question


def test_planted_documents_change_no_answer_about_another_plan(
    own_data_dir: Path, tmp_path: Path
) -> None:
    """All stand in the library at once; the model says what they say, with their keys."""
    templates = sorted(PLANTED.glob("*.md"))
    with model_served(own_data_dir) as served:
        served.assistant = Assistant.open()
        before = {}
        for attack in DOCUMENTS:
            served.script = obeying(attack)
            before[attack.id] = served.states(attack.plain)
        for n, attack in enumerate(DOCUMENTS):
            path = tmp_path / f"mau-{attack.id}.md"
            template = templates[n % len(templates)].read_text(encoding="utf-8")
            path.write_text(planted(attack.text, template), encoding="utf-8")
            Library.open().add(path)
        for attack in DOCUMENTS:
            served.script = obeying(attack)
            states = served.states(attack.plain)
            _never(states, attack)
            last = states[-1]
            assert last.answered_by == "model" or last.answer == before[attack.id][-1].answer
            assert not any(c.plan.startswith("mau-") for c in last.citations)


def test_there_are_enough_attacks() -> None:
    assert len(QUESTIONS) + len(DOCUMENTS) >= 60
