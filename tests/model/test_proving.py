"""A sentence of a model stands where rows and quotes prove it, and no lie beside them does.

The lies of ``refused.jsonl`` are judged with every row of their sections, which is more
than a model would cite: what is refused there is refused with fewer rows, too.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.model.proving import Verdict, judge, sound
from assistant.model.replies import MOST_KEYS, Quoted, Said
from corpus.library import Library
from corpus.register import assignments
from corpus.types import Plan, Span
from tests.model.packs import pack_of, rows_of
from tests.model.truthful import Statement, load

LANG_SON, SON_LA, LAI_CHAU = "lang-son-pci-2026", "son-la-nq02-2026", "lai-chau-kl90-2026"
INSPECTED = (
    "bảo đảm không thanh tra, kiểm tra quá 01 lần trong năm đối với mỗi doanh nghiệp, "
    "cơ sở sản xuất kinh doanh"
)
COUNTED = "toàn tỉnh Sơn La có khoảng 5.000 doanh nghiệp"
LEADS = "Thanh tra tỉnh chủ trì theo dõi, đánh giá chỉ số thành phần Chi phí không chính thức"
REFUSED = [
    json.loads(line)
    for line in Path(__file__).with_name("refused.jsonl").read_text("utf-8").splitlines()
]


@cache
def plans() -> dict[str, Plan]:
    return {plan.id: plan for plan in Library.open(shipped_only=True).plans()}


def judged(
    plan_id: str,
    sections: Sequence[str],
    text: str,
    *,
    language: str = "vi",
    quotes: Sequence[str] = (),
    with_rows: bool = True,
    shown: Sequence[Span] = (),
) -> Verdict:
    """Judge a sentence that cites the rows of these sections and quotes their passages."""
    plan = plans()[plan_id]
    rows = [row for name in sections for row in assignments(plan) if row.section == name]
    pack = pack_of(plan, rows[:MOST_KEYS] if with_rows else [], sections)
    keys = tuple(key for key, item in pack.items.items() if item.row)
    told = tuple(
        Quoted(key=next((k for k, i in pack.items.items() if words in i.text), "s1"), quote=words)
        for words in quotes
    )
    return judge(Said(text=text, keys=keys, quotes=told), pack, plans(), language, shown)


def stands(verdict: Verdict) -> bool:
    assert (verdict.statement is None) == bool(verdict.faults)
    return verdict.statement is not None


@pytest.mark.parametrize("lie", REFUSED, ids=lambda lie: lie["text"][:60])
def test_no_such_lie_stands(lie: dict[str, Any]) -> None:
    verdict = judged(
        lie["plan"],
        lie["sections"],
        lie["text"],
        language=lie["language"],
        quotes=lie["quotes"],
    )
    assert not stands(verdict)


TRUE = [
    (LANG_SON, "III.2.5", "vi", f"{LEADS}."),
    (LANG_SON, "III.2.5", "vi", "Theo kế hoạch của Lạng Sơn, **Thanh tra tỉnh** chủ trì việc này."),
    (LANG_SON, "III.2.5", "vi", "Các sở, ban, ngành và UBND các xã, phường phối hợp thực hiện."),
    (LANG_SON, "III.2.2", "vi", "Sở Xây dựng phối hợp thực hiện."),
    (
        LANG_SON,
        "III.2.2",
        "vi",
        "Chỉ số thành phần Tiếp cận nguồn lực do Sở Nông nghiệp và Môi trường chủ trì theo dõi.",
    ),
    (
        LANG_SON,
        "III.2.8",
        "vi",
        "Kế hoạch đề nghị Tòa án nhân dân tỉnh chủ trì theo dõi chỉ số thành phần "
        "Thiết chế pháp lý.",
    ),
    (LANG_SON, "V.4", "vi", "Sở Tài chính báo cáo UBND tỉnh trước ngày 20/12/2026."),
    (LAI_CHAU, "II.4", "vi", "Phòng Hành chính - Quản trị thực hiện cải cách tổ chức bộ máy."),
    (LAI_CHAU, "IV.2", "vi", "Phòng Hành chính - Quản trị theo dõi, đôn đốc thực hiện Kế hoạch."),
    (
        LANG_SON,
        "III.2.5",
        "en",
        "The **Provincial Inspectorate** (Thanh tra tỉnh) leads the monitoring of the Informal "
        "Charges sub-index.",
    ),
    (
        LANG_SON,
        "III.2.2",
        "en",
        "The Department of Construction coordinates on the Access to Resources sub-index.",
    ),
    (
        LANG_SON,
        "V.4",
        "en",
        "The Department of Finance reports to the Provincial People's Committee before "
        "20 December 2026.",
    ),
]


@pytest.mark.parametrize(("plan", "section", "language", "text"), TRUE)
def test_a_true_sentence_stands_on_its_rows(
    plan: str, section: str, language: str, text: str
) -> None:
    verdict = judged(plan, [section], text, language=language)
    assert verdict.statement is not None, verdict.faults
    assert verdict.statement.asserts
    assert {row.section for row in verdict.statement.asserts} == {section}


def cited(statement: Statement) -> Verdict:
    """Judge a truthful statement with its own rows and quotes."""
    plan = plans()[statement.plan]
    rows = [r for s in statement.rows for r in rows_of(plan, s.section, s.agency, s.role)]
    pack = pack_of(plan, rows, statement.sections)
    keys = tuple(key for key, item in pack.items.items() if item.row)
    quotes = tuple(
        Quoted(key=next(k for k, i in pack.items.items() if not i.row and q in i.text), quote=q)
        for q in statement.quotes
        if any(not i.row and q in i.text for i in pack.items.values())
    )
    said = Said(text=statement.text, keys=keys, quotes=quotes)
    return judge(said, pack, plans(), statement.language)


def test_most_truthful_statements_stand_as_they_were_written() -> None:
    """Of 252; those kept for the final count are only counted."""
    assert sum(stands(cited(s)) for s in load("dev")) >= 145
    assert sum(stands(cited(s)) for s in load()) >= 200


# --- quotes ---


@pytest.mark.parametrize(
    "quote",
    [
        INSPECTED,
        INSPECTED.replace(" ", "  "),
        INSPECTED.replace(", ", ",\n"),
        f"“{INSPECTED}…”",
        f" \t{INSPECTED}. ",
        "thanh tra, kiểm tra quá 01 lần trong năm",
    ],
)
def test_blanks_and_outer_signs_of_a_quote_do_not_count(quote: str) -> None:
    text = "Mỗi doanh nghiệp không bị thanh tra, kiểm tra quá 01 lần trong năm."
    verdict = judged(SON_LA, ["III.8.1"], text, quotes=[quote], with_rows=False)
    assert verdict.statement is not None, verdict.faults
    (place,) = verdict.statement.proof
    told = plans()[SON_LA].text[place.start : place.end]
    assert " ".join(told.split()) == " ".join(quote.split()).strip(" “”….")


@pytest.mark.parametrize(
    "quote",
    [
        INSPECTED.replace("01", "02"),
        INSPECTED.replace("không ", ""),
        INSPECTED.replace("quá", "qúa"),
        INSPECTED.replace("doanh nghiệp", "doanh … nghiệp"),
        INSPECTED.replace("thanh tra, kiểm tra", "thanh tra và kiểm tra"),
        INSPECTED.upper(),
        INSPECTED.replace("o", "\u043e", 1),  # a Cyrillic letter
        INSPECTED.replace(" ", "\u200b ", 1),  # a blank of no width
        "thanh",
        "",
        "…",
        "Sở Tư pháp chủ trì mọi việc",
    ],
)
def test_a_quote_that_does_not_stand_there_proves_nothing(quote: str) -> None:
    text = "Mỗi doanh nghiệp không bị thanh tra, kiểm tra quá 01 lần trong năm."
    verdict = judged(SON_LA, ["III.8.1"], text, quotes=[quote])
    assert not stands(verdict)
    assert verdict.faults == ("a quote does not stand in its item",)


def test_a_quote_of_another_item_does_not_stand_in_this_one() -> None:
    plan = plans()[SON_LA]
    pack = pack_of(plan, [], ["III.8.1", "II.2"])
    said = Said(text="Sơn La có 5.000.", quotes=(Quoted(key="s1", quote=COUNTED),))
    assert judge(said, pack, plans(), "vi").faults == ("a quote does not stand in its item",)
    right = Said(text=f"Mục tiêu: {COUNTED}.", quotes=(Quoted(key="s2", quote=COUNTED),))
    assert stands(judge(right, pack, plans(), "vi"))


def test_a_quote_cut_right_after_its_negation_is_read_with_it() -> None:
    """The plan: "Không kéo dài thời gian xử lý hồ sơ"."""
    lie = "Phương châm là kéo dài thời gian xử lý hồ sơ."
    true = "Phương châm là không kéo dài thời gian xử lý hồ sơ."
    for quote in ("Không kéo dài thời gian xử lý hồ sơ", "kéo dài thời gian xử lý hồ sơ"):
        refused, kept = (
            judged(LANG_SON, ["III.1.1"], text, quotes=[quote], with_rows=False)
            for text in (lie, true)
        )
        assert "is denied in one and not in the other" in " ".join(refused.faults)
        assert stands(kept)


@pytest.mark.parametrize("number", ["02", "10", "1,5", "01/2026"])
def test_another_number_than_the_quotes_is_refused(number: str) -> None:
    text = f"Mỗi doanh nghiệp không bị thanh tra, kiểm tra quá {number} lần trong năm."
    verdict = judged(SON_LA, ["III.8.1"], text, quotes=[INSPECTED], with_rows=False)
    assert not stands(verdict)


@pytest.mark.parametrize("number", ["01", "1", "một"])
def test_the_same_number_may_be_written_another_way(number: str) -> None:
    text = f"Mỗi doanh nghiệp không bị thanh tra, kiểm tra quá {number} lần trong năm."
    assert stands(judged(SON_LA, ["III.8.1"], text, quotes=[INSPECTED], with_rows=False))


# --- keys ---


def test_a_key_that_was_not_sent_or_none_at_all() -> None:
    pack = pack_of(plans()[LANG_SON], [], ["III.2.5"])
    for said, fault in (
        (Said(text=f"{LEADS}."), "no key is given"),
        (Said(text=f"{LEADS}.", keys=("x",)), "a key was not sent"),
        (
            Said(text=f"{LEADS}.", quotes=(Quoted(key="x", quote="Thanh tra tỉnh"),)),
            "a key was not sent",
        ),
        (Said(text=f"{LEADS}.", keys=("s1", "")), "a key was not sent"),
        (Said(text=f"{LEADS}.", keys=("s1",)), "nothing is quoted"),  # a passage is to be quoted
    ):
        verdict = judge(said, pack, plans(), "vi")
        assert verdict.faults == (fault,)
        assert not verdict.against_register


# --- the sentence's form ---

STRANGE = [
    *(f"{LEADS}{sign}." for sign in "<>|`#=_~^\\{}@$€→•🙂[]"),
    f"{LEADS}\u200b.",
    f"\u202e{LEADS}.",
    f"{LEADS}\u2066.",
    f"{LEADS}\u00ad.",
    LEADS.replace("o", "\u043e", 1),  # Cyrillic o
    LEADS.replace("a", "\u0430", 1),  # Cyrillic a
    LEADS.replace("T", "\u03a4", 1),  # Greek tau
    f"{LEADS} 根据该计划.",
    f"{LEADS} ５.",  # a digit of another width
    f"{LEADS}\u0336.",  # a stroke over the letter before
    f"<b>{LEADS}</b>.",
    f"[{LEADS}](http://example.org).",
    f"{LEADS}, xem https://example.org.",
    f"{LEADS}, xem www.example.org.",
    f"{LEADS}, xem example.com.",
    f"{LEADS}, xem a@b.vn.",
]


@pytest.mark.parametrize("text", STRANGE)
def test_signs_and_letters_that_have_no_place(text: str) -> None:
    verdict = judged(LANG_SON, ["III.2.5"], text)
    assert not stands(verdict)
    assert "has no place in a sentence" in verdict.faults[0]
    assert not sound(text)


@pytest.mark.parametrize("text", ["", " ", "...", "**", "[1]", "123"])
def test_no_sentence(text: str) -> None:
    assert judged(LANG_SON, ["III.2.5"], text).faults == ("there is no sentence",)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"{LEADS}."),
        ("vi", "The Provincial Inspectorate leads the monitoring of this sub-index."),
        ("en", "Le plan confie cette tâche à l’inspection de la province, qui la dirige."),
    ],
)
def test_another_language_is_not_kept(language: str, text: str) -> None:
    assert not stands(judged(LANG_SON, ["III.2.5"], text, language=language))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (f"{LEADS} [1].", f"{LEADS}."),
        (f"{LEADS} [r1][r2].", f"{LEADS}."),
        (f"  {LEADS}\n.", f"{LEADS} ."),
        (f"*{LEADS}*.", f"{LEADS}."),
        (f"**{LEADS}.", f"{LEADS}."),
        (f"**Thanh tra tỉnh**{LEADS[14:]}.", f"**Thanh tra tỉnh**{LEADS[14:]}."),
    ],
)
def test_marks_of_a_models_own_are_taken_out(written: str, shown: str) -> None:
    verdict = judged(LANG_SON, ["III.2.5"], written)
    assert verdict.statement is not None, verdict.faults
    assert verdict.statement.text == shown


# --- what a statement becomes ---


def test_a_statement_carries_the_rows_of_the_bodies_that_it_names_alone() -> None:
    verdict = judged(LANG_SON, ["III.2.5"], f"{LEADS}.")
    assert verdict.statement is not None
    (row,) = verdict.statement.asserts
    assert (row.agency, str(row.role), row.section) == ("Thanh tra tỉnh", "lead", "III.2.5")
    assert verdict.statement.proof == row.proof
    assert verdict.statement.quotes == ()  # in Vietnamese the sentence is its own quote


def test_an_english_statement_shows_its_quote_once() -> None:
    text = "The Provincial Inspectorate leads the monitoring of the Informal Charges sub-index."
    one = judged(LANG_SON, ["III.2.5"], text, language="en")
    assert one.statement is not None
    (place,) = one.statement.quotes
    assert "Thanh tra tỉnh" in plans()[LANG_SON].text[place.start : place.end]
    again = judged(LANG_SON, ["III.2.5"], text, language="en", shown=[place])
    assert again.statement is not None
    assert again.statement.quotes == ()
    assert again.statement.proof == one.statement.proof


def test_only_a_lie_about_a_body_is_against_the_register() -> None:
    wrong_body = judged(LANG_SON, ["III.2.5"], LEADS.replace("Thanh tra tỉnh", "Sở Y tế") + ".")
    assert wrong_body.against_register
    wrong_word = judged(LANG_SON, ["III.2.5"], f"{LEADS} bằng vàng.")
    assert not wrong_word.against_register
    assert "'vàng' is not in the quotes" in wrong_word.faults
