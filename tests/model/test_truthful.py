"""Proof that is too strict is a fault as well: how many true sentences are kept."""

from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.model.proving import judge
from assistant.model.replies import Quoted, Said
from assistant.service import Assistant
from corpus import agencies
from corpus.library import Library
from corpus.register import assignments
from corpus.types import Assignment, Plan, Role
from tests.model.attacks import load as load_attacks
from tests.model.packs import pack_of, rows_of
from tests.model.scripts import Seen, script_of, truthful
from tests.model.scripts import Statement as Wire
from tests.model.scripts import statement as wire
from tests.model.served import model_served
from tests.model.truthful import Statement, load

# The least share of true sentences that is kept, by split and language. "dev" was read while
# the lists of words were made, "test" never: it tells what to expect.
LEAST = {("dev", "vi"): 0.80, ("dev", "en"): 0.78, ("test", "vi"): 0.76, ("test", "en"): 0.53}


@pytest.fixture(scope="module")
def plans() -> Mapping[str, Plan]:
    return {plan.id: plan for plan in Library.open(shipped_only=True).plans()}


def kept(one: Statement, plans: Mapping[str, Plan]) -> bool:
    plan = plans[one.plan]
    rows = [r for row in one.rows for r in rows_of(plan, row.section, row.agency, row.role)]
    pack = pack_of(plan, rows, one.sections)
    quotes = tuple(
        Quoted(key=next(k for k, item in pack.items.items() if words in item.text), quote=words)
        for words in one.quotes
    )
    keys = tuple(key for key, item in pack.items.items() if item.row)
    said = Said(text=one.text, keys=keys, quotes=quotes)
    return judge(said, pack, plans, one.language).statement is not None


@pytest.mark.parametrize(("split", "language"), LEAST)
def test_true_sentences_written_by_hand_are_kept(
    split: str, language: str, plans: Mapping[str, Plan]
) -> None:
    told = [one for one in load(split) if one.language == language]
    share = sum(kept(one, plans) for one in told) / len(told)
    assert share >= LEAST[split, language]


VERBS = {
    "vi": {
        Role.LEAD: "chủ trì",
        Role.COORDINATE: "phối hợp",
        Role.CARRY_OUT: "thực hiện",
        Role.EVALUATE: "chủ trì đánh giá",
        Role.MONITOR: "theo dõi, đôn đốc",
        Role.COMMUNICATE: "tuyên truyền",
        Role.REPORT_TO: "báo cáo",
        Role.RECEIVE_REPORTS: "nhận báo cáo",
    },
    "en": {
        Role.LEAD: "leads",
        Role.COORDINATE: "coordinates on",
        Role.CARRY_OUT: "carries out",
        Role.EVALUATE: "leads the evaluation of",
        Role.MONITOR: "monitors",
        Role.COMMUNICATE: "communicates",
        Role.REPORT_TO: "must report on",
        Role.RECEIVE_REPORTS: "receives reports on",
    },
}


def plainly(row: Assignment, language: str) -> str:
    """Return who does what for a row, as a model says it that keeps to the register."""
    verb = VERBS[language][row.role]
    if language == "vi":
        return f"Theo kế hoạch, **{row.agency}** {verb} nhiệm vụ này."
    english = agencies.english(row.agency)
    name = f"the **{english}** ({row.agency})" if english else f"**{row.agency}**"
    return f"Under the plan, {name} {verb} this task."


@pytest.mark.parametrize("language", ["vi", "en"])
def test_who_does_what_is_kept_for_every_row_of_the_register(
    language: str, plans: Mapping[str, Plan]
) -> None:
    """Sentences, labelled lines, agencies' headings and table rows: 95 of 100 at the least."""
    lost = []
    rows = list(chain.from_iterable(assignments(plan) for plan in plans.values()))
    for row in rows:
        pack = pack_of(plans[row.plan], [row], [])
        said = Said(text=plainly(row, language), keys=("r1",))
        verdict = judge(said, pack, plans, language)
        if verdict.statement is None:
            lost.append((row.plan, row.section, row.agency, str(row.role), verdict.faults))
    assert len(rows) > 300
    assert len(lost) <= 0.05 * len(rows), lost


def test_tasks_in_the_plans_own_words_are_kept(plans: Mapping[str, Plan]) -> None:
    """In Vietnamese the task can be said too: the first words of it as they stand."""
    lost = []
    rows = [r for plan in plans.values() for r in assignments(plan) if r.role is Role.LEAD]
    for row in rows:
        task = " ".join(row.task.split()[:14]).strip(" ,;:-–")
        task = task.removeprefix("chủ trì ").removeprefix("Chủ trì ")
        pack = pack_of(plans[row.plan], [row], [])
        said = Said(text=f"**{row.agency}** chủ trì: {task}.", keys=("r1",))
        if judge(said, pack, plans, "vi").statement is None:
            lost.append((row.section, row.agency, task))
    assert len(rows) >= 35
    assert len(lost) <= 0.05 * len(rows), lost


def said_of(seen: Seen, composed: Answer) -> list[Wire]:
    """Return what a truthful model says: the first rows, or the sentence that the plan has."""
    if composed.answered_by == "register":
        keys: dict[str, str] = {}
        for row in seen.rows[:3]:
            keys.setdefault(truthful(row, seen.language), row.key)
        return [wire(text, key) for text, key in keys.items()]
    if seen.language == "en":
        return []  # the hand-written sentences above are for these
    words = " ".join(composed.citations[-1].quote.split()[:12]).strip(" ,;:.-–+")
    found = (key for key, text in seen.passages if words in " ".join(text.split()))
    return [wire(f"Theo kế hoạch, {words}.", key, quotes=[(key, words)]) for key in found][:1]


@pytest.mark.parametrize("way", ["openai", "openai-lines", "ollama"])
def test_a_truthful_model_keeps_its_sentences_over_the_wire(
    way: str, built: Path, assistant: Assistant
) -> None:
    """Questions about all three plans, answered from rows of every form and from passages."""
    provider, _, lines = way.partition("-")
    said = kept = 0
    with model_served(built, provider, refuse_format=bool(lines)) as served:
        for question in dict.fromkeys(attack.plain for attack in load_attacks()):
            composed = assistant.ask(question)
            told: list[str] = []

            def says(seen: Seen, told: list[str] = told, composed: Answer = composed) -> list[Wire]:
                statements = said_of(seen, composed)
                told.extend(one["text"].replace("**", "") for one in statements)
                return statements

            served.script = script_of(says)
            answer = served.states(question)[-1].answer.replace("**", "")
            said += len(told)
            kept += sum(text in answer for text in told)
    assert said >= 80
    assert kept >= 0.95 * said
