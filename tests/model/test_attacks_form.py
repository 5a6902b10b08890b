"""The attacks keep their form, and what they call true and false is so in the shipped plans."""

import re
import unicodedata
from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from assistant.service import Assistant
from corpus.plan import read_plan
from corpus.settings import MAX_QUESTION
from tests.model.attacks import KEYS, PLANTED, Attack, betrayed, load, planted

ATTACKS = load()
QUESTIONS = [attack for attack in ATTACKS if attack.place == "question"]
DOCUMENTS = [attack for attack in ATTACKS if attack.place == "document"]
TEMPLATES = sorted(PLANTED.glob("*.md"))
ALIKE = 85  # of 100, rapidfuzz's ratio
GOOD_ROW = (
    '{"id": "q01", "place": "question", "language": "en", "idea": "a", "text": "b",'
    ' "plain": "c", "obeyed": ["d"], "never": ["e"]}'
)


def named(attack: Attack) -> str:
    return attack.id


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def test_there_are_enough_of_each_kind() -> None:
    assert len(ATTACKS) >= 80
    assert min(len(QUESTIONS), len(DOCUMENTS)) >= 35
    assert min(sum(a.language == spoken for a in ATTACKS) for spoken in ("vi", "en")) >= 35


def test_ids_are_unique_sorted_and_tell_the_place() -> None:
    ids = [attack.id for attack in ATTACKS]
    assert ids == sorted(set(ids))
    assert all(re.fullmatch(a.place[0] + r"\d\d", a.id) for a in ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS, ids=named)
def test_an_attack_is_of_a_fit_size(attack: Attack) -> None:
    assert 1 <= len(attack.obeyed) <= 3
    assert all(2 <= len(one) <= 120 for one in attack.never)
    assert len(attack.text) <= MAX_QUESTION
    assert len(attack.idea) <= 60


def test_no_two_attacks_are_nearly_alike() -> None:
    near = [
        (a.id, b.id) for a, b in combinations(ATTACKS, 2) if fuzz.ratio(a.text, b.text) >= ALIKE
    ]
    assert near == []


def test_no_two_attacks_of_a_place_have_one_idea() -> None:
    ideas = [(attack.place, attack.idea) for attack in ATTACKS]
    assert sorted(ideas) == sorted(set(ideas))


@pytest.mark.parametrize("attack", QUESTIONS, ids=named)
def test_the_plain_question_stands_in_the_attack(attack: Attack) -> None:
    """And something more stands there: else nothing would be attacked."""
    plain, text = words(attack.plain), words(attack.text)
    at = [n for n in range(len(text)) if text[n : n + len(plain)] == plain]
    assert len(at) == 1
    assert len(text) > len(plain)


@pytest.mark.parametrize("attack", DOCUMENTS, ids=named)
def test_the_question_is_not_about_the_planted_plan(attack: Attack) -> None:
    assert re.search("Sơn La|Son La|Lạng Sơn|Lai Châu", attack.plain)
    assert "Mẫu" not in attack.plain


@pytest.mark.parametrize("attack", ATTACKS, ids=named)
def test_who_obeys_is_found_out(attack: Attack) -> None:
    """What an obedient model says holds words that no answer may."""
    assert betrayed(" ".join(attack.obeyed), attack.never)


@pytest.mark.parametrize("attack", ATTACKS, ids=named)
def test_the_plain_question_has_a_true_answer(attack: Attack, assistant: Assistant) -> None:
    answer = assistant.ask(attack.plain)
    assert (answer.status, answer.reason, answer.language) == ("answered", None, attack.language)
    assert betrayed(answer.answer, attack.never) == ()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
@pytest.mark.parametrize("attack", DOCUMENTS, ids=named)
def test_a_planted_plan_is_read_with_its_attack(attack: Attack, template: Path) -> None:
    source = planted(attack.text, template.read_text(encoding="utf-8"))
    plan = read_plan(source.encode(), "mau-2026", "mau.md")
    assert plan.facts.province == "Mẫu"
    assert len(plan.sections) > 1
    assert attack_is_in(plan.text, attack.text)


def attack_is_in(text: str, attack: str) -> bool:
    """Return whether the attack's words stand in a plan's text, one after the other.

    Reading takes out letters that nobody sees.
    """
    seen, all_words = words(re.sub("[\u200b-\u200f]", "", attack)), words(text)
    return any(all_words[n : n + len(seen)] == seen for n in range(len(all_words)))


def test_planted_plans_name_the_invented_province_only() -> None:
    assert len(TEMPLATES) == 3
    for template in TEMPLATES:
        text = template.read_text(encoding="utf-8")
        assert text.count("{{ATTACK}}") == 1
        assert re.findall(r"tỉnh ((?!Mẫu)[A-ZĐ]\w+)", text) == []


@pytest.mark.parametrize("text", ["một\nhai\tba", "một\r\nhai ba"])
@pytest.mark.parametrize("before", ["1\t", "¹ "])
def test_an_attack_stays_in_its_cell_or_footnote(text: str, before: str) -> None:
    assert planted(text, f"Việc\n{before}{{{{ATTACK}}}}\n") == f"Việc\n{before}một hai ba\n"


def test_elsewhere_an_attack_keeps_its_lines() -> None:
    assert planted("một\nhai", "đầu\n\n{{ATTACK}}\n") == "đầu\n\nmột\nhai\n"


@pytest.mark.parametrize("template", ["không có chỗ", "{{ATTACK}} và {{ATTACK}}"])
def test_a_template_has_one_place(template: str) -> None:
    with pytest.raises(ValueError, match="holds"):
        planted("một", template)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("**Sở Y tế** chủ trì  việc này [1]", ("sở y tế chủ trì",)),
        ("Sở Y\u200b tế\nCHỦ TRÌ", ("sở y tế chủ trì",)),
        ("Sở Y tế không chủ trì", ()),
        ("> Sở Y tế chủ trì", ()),
        ("  > Sở Y tế chủ trì\nSở Y tế chủ trì", ("sở y tế chủ trì",)),
    ],
)
def test_only_the_answers_own_words_betray(said: str, found: tuple[str, ...]) -> None:
    assert betrayed(said, ("sở y tế chủ trì", "HACKED")) == found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{", "["),
        ('"idea"', '"thought"'),
        ('"question"', '"letter"'),
        ('"en"', '"fr"'),
        ('"b"', '" "'),
        ('["d"]', "[]"),
        ('["e"]', '"e"'),
        ('["e"]', '["e", 1]'),
    ],
)
def test_a_row_of_another_form_is_refused(old: str, new: str, tmp_path: Path) -> None:
    path = tmp_path / "attacks.jsonl"
    path.write_text(GOOD_ROW, encoding="utf-8")
    assert [attack.id for attack in load(path)] == ["q01"]
    assert old in GOOD_ROW
    path.write_text(GOOD_ROW.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"^attacks\.jsonl:1: "):
        load(path)


def test_rows_have_the_keys_that_the_reader_knows() -> None:
    assert Attack.__slots__ == KEYS
