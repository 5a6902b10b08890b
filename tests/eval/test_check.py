"""Each rule of the checker refuses one row, and the real files break none."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.check import check
from eval.spellings import dates, numbers_of, stands_in

Row = dict[str, Any]

TEXT = """Số: /KH-UBND
II. MỤC TIÊU
Đến năm 2026 có khoảng 5.000 doanh nghiệp.
1. Sở Tài chính chủ trì, phối hợp với Ủy ban nhân dân
các xã báo cáo trước ngày 10 tháng 6 và ngày 10 tháng 12 năm 2026.
"""
FACT: Row = {
    "id": "f001",
    "split": "dev",
    "plan": "tiny",
    "kind": "lead",
    "questions": {"vi": "Sở nào chủ trì?", "unmarked": "so nao chu tri", "en": "Who leads?"},
    "expect": {
        "bodies": [["Sở Tài chính", "STC"]],
        "values": [["10/12/2026", "10 December 2026"]],
        "wrong_bodies": ["UBND các xã"],
    },
    "sections": ["II.1"],
    "quotes": [
        "Sở Tài chính chủ trì, phối hợp với Ủy ban nhân dân các xã báo cáo",
        "10 tháng 6 và ngày 10 tháng 12 năm 2026",
    ],
    "note": "",
}
DUTY: Row = {
    "id": "r001",
    "split": "dev",
    "plan": "tiny",
    "kind": "lead",
    "questions": {"vi": "Ai đứng đầu?"},
    "expect": {"bodies": ["Sở Tài chính"], "values": [], "wrong_bodies": ["UBND các xã"]},
    "sections": ["II.1"],
    "quotes": ["Sở Tài chính chủ trì"],
    "note": "",
}
ALSO: Row = {"plan": "other", "sections": ["I"], "quotes": ["Thanh tra tỉnh kiểm tra"]}
SILENT: Row = {
    "id": "u001",
    "split": "test",
    "language": "en",
    "question": "Will it rain?",
    "status": ["not_in_plans"],
    "reason": ["out_of_scope"],
    "why": "weather",
}
SPLITS = {"facts": {"dev": 1, "test": 0}, "unanswerable": {"dev": 0, "test": 1}}


def problems(
    folder: Path,
    facts: list[Row],
    silent: list[Row],
    splits: Any = SPLITS,
    duties: tuple[Row, ...] = (DUTY,),
) -> list[str]:
    for name, rows in (("facts", facts), ("register", duties), ("unanswerable", silent)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return check(folder, {"tiny": TEXT, "other": "I. Thanh tra tỉnh kiểm tra."}, splits)


def changed(row: Row, path: str, value: object) -> Row:
    """Return a copy with one key changed ("expect.bodies"), or taken out (``...``)."""
    new = copy.deepcopy(row)
    *parents, last = path.split(".")
    place = new
    for key in parents:
        place = place[key]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return new


def test_good_rows_have_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, [FACT], [SILENT]) == []


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("note", ..., "the key note is missing"),
        ("questions.en", ..., "the key questions.en is missing"),
        ("expect.values", ..., "the key expect.values is missing"),
        ("sections", "II.1", "sections must be a list"),
        ("hint", "x", "unknown key hint"),
        ("kind", "who", "kind 'who'"),
        ("sections", [], "no section"),
        ("plan", "huge", "no plan 'huge'"),
        ("questions.vi", "ơi " * 101, "303 characters"),
        ("questions.vi", " ", "no question"),
        ("questions.unmarked", "sở nao", "has marks"),
        ("quotes", [*FACT["quotes"], "Sở Y tế"], "the quote 'Sở Y tế' is not in the plan"),
        ("expect.values", [["11/12/2026"]], "the value ['11/12/2026'] is not in the quotes"),
        ("expect.values", [["hằng năm"]], "the value ['hằng năm'] is not in the quotes"),
        ("expect.values", [["10/12/2026", "12 May"]], "the variant '12 May' says another"),
        ("expect.bodies", ["Sở Y tế"], "the body 'Sở Y tế' is not in the quotes"),
        ("expect.wrong_bodies", ["STC"], "'STC' is both right and wrong"),
        ("expect", {"bodies": [], "values": [], "wrong_bodies": []}, "neither a body nor"),
    ],
)
def test_a_bad_fact_is_refused(tmp_path: Path, path: str, value: object, said: str) -> None:
    found = problems(tmp_path, [changed(FACT, path, value)], [SILENT])
    assert any(problem.startswith("f001: ") and said in problem for problem in found), found


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("note", ..., "the key note is missing"),
        ("questions.en", "Who?", "the key questions.unmarked is missing"),
        ("questions.fr", "Qui ?", "unknown key questions.fr"),
        ("questions.vi", "ai dung dau", "the question has no marks"),
        ("kind", "number", "kind 'number'"),
        ("kind", "comparison", "a comparison needs a second plan"),
        ("kind", "count", "a count needs its number"),
        ("kind", "false_premise", "reason None does not fit"),
        ("reason", "false_premise", "does not fit the kind lead"),
        ("quotes", ["Sở Y tế"], "the quote 'Sở Y tế' is not in the plan"),
        ("expect.bodies", ["Thanh tra tỉnh"], "is not in the quotes"),
        ("also", "other", "also must be a list"),
        ("also", [{"plan": "other"}], "the key also.sections is missing"),
        ("also", [ALSO | {"plan": "huge"}], "no plan 'huge'"),
        ("also", [ALSO | {"plan": "tiny"}], "the plan 'tiny' stands twice"),
        ("also", [ALSO | {"sections": []}], "no section"),
        ("also", [ALSO | {"quotes": ["Sở Tài chính chủ trì"]}], "is not in the plan"),
    ],
)
def test_a_bad_duty_is_refused(tmp_path: Path, path: str, value: object, said: str) -> None:
    found = problems(tmp_path, [FACT], [SILENT], duties=(changed(DUTY, path, value),))
    assert any(problem.startswith("r001: ") and said in problem for problem in found), found


def test_a_number_that_is_counted_need_not_stand_in_a_quote(tmp_path: Path) -> None:
    counting = changed(changed(DUTY, "kind", "count"), "expect.values", [["7 việc", "bảy việc"]])
    assert problems(tmp_path, [FACT], [SILENT], duties=(counting,)) == []
    bare = changed(counting, "expect.bodies", [])
    assert problems(tmp_path, [FACT], [SILENT], duties=(bare,)) == []


def test_a_fact_of_two_plans_has_quotes_in_both(tmp_path: Path) -> None:
    both = changed(DUTY, "kind", "comparison") | {"also": [ALSO]}
    both["expect"]["bodies"] = ["Sở Tài chính", "Thanh tra tỉnh"]
    assert problems(tmp_path, [FACT], [SILENT], duties=(both,)) == []


def test_a_false_premise_names_the_true_and_the_supposed_body(tmp_path: Path) -> None:
    false = changed(DUTY, "kind", "false_premise") | {"reason": "false_premise"}
    assert problems(tmp_path, [FACT], [SILENT], duties=(false,)) == []
    bare = changed(false, "expect.wrong_bodies", [])
    assert problems(tmp_path, [FACT], [SILENT], duties=(bare,)) == [
        "r001: a false premise needs the true and the supposed body"
    ]


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("why", ..., "the key why is missing"),
        ("language", "fr", "language 'fr'"),
        ("question", "?" * 301, "301 characters"),
        ("status", ["answered"], "status ['answered']"),
        ("reason", [], "reason []"),
    ],
)
def test_a_bad_question_is_refused(tmp_path: Path, path: str, value: object, said: str) -> None:
    found = problems(tmp_path, [FACT], [changed(SILENT, path, value)])
    assert len(found) == 1
    assert said in found[0]


def test_a_bad_split_is_refused(tmp_path: Path) -> None:
    found = problems(tmp_path, [changed(FACT, "split", "train")], [SILENT])
    assert found == [
        "f001: split 'train' is neither dev nor test",
        "facts: 0 rows are dev, expected 1",
    ]


def test_an_id_in_both_files_is_refused(tmp_path: Path) -> None:
    found = problems(tmp_path, [FACT], [changed(SILENT, "id", "f001")])
    assert found == ["the id 'f001' stands 2 times"]


def test_a_question_asked_twice_is_refused(tmp_path: Path) -> None:
    found = problems(tmp_path, [FACT], [changed(SILENT, "question", "Who  leads?")])
    assert found == ["the question 'who leads?' stands 2 times"]


def test_the_splits_have_their_sizes(tmp_path: Path) -> None:
    wanted = {"facts": {"dev": 1, "test": 2}}
    assert problems(tmp_path, [FACT], [SILENT], wanted) == ["facts: 0 rows are test, expected 2"]


def test_a_broken_line_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    problems(tmp_path, [FACT], [SILENT])
    with (tmp_path / "facts.jsonl").open("a", encoding="utf-8") as file:
        file.write("{broken\n[1]\n")
    found = check(tmp_path, {"tiny": TEXT}, SPLITS)
    assert [problem.split(": ")[:2] for problem in found] == [
        ["facts.jsonl:2", "not JSON"],
        ["facts.jsonl:3", "not a JSON object"],
    ]


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    found = check(tmp_path, {"tiny": TEXT}, {})
    assert [problem.split(":")[0] for problem in found] == [
        "facts.jsonl",
        "register.jsonl",
        "unanswerable.jsonl",
    ]


@pytest.mark.parametrize(
    ("variant", "text", "expected"),
    [
        ("Rõ người", "“6 rõ”: rõ  người, rõ việc", True),
        ("UBND các xã", "Uỷ ban nhân dân các xã", True),
        ("ISO 9001 - 2015", "theo ISO 9001 – 2015", True),
        ("5,000", "khoảng 5.000 doanh nghiệp", True),
        ("5,000", "khoảng 5,0 doanh nghiệp", False),
        ("10 June", "trước ngày 10 tháng 6 và ngày 10 tháng 12 năm 2026", True),
        ("10/6/2025", "chậm nhất ngày 10/6/2026", False),
        ("15/12/2026", "trước ngày 15/6 và ngày 15/12 năm 2026", True),
        ("December 10, 2026", "trước ngày 10/12/2026", True),
        ("12 October 2026", "trước ngày 10/12/2026", False),
        ("1 lần", "không quá 01 lần trong năm", True),
        ("80 per cent", "Tối thiểu 80", True),
        ("Quý 2/2026", "xử lý ngay trong Quý II/2026", True),
        ("Q3 2026", "xử lý ngay trong Quý II/2026", False),
        ("8", "Tối thiểu 80", False),
        ("mười ngày", "10 ngày", False),
    ],
)
def test_values_are_compared_in_words_and_by_value(variant: str, text: str, expected: bool) -> None:
    assert stands_in(variant, text) is expected


def test_numbers_and_dates_by_value() -> None:
    assert numbers_of("1.234.567 và 1,5 và 06/09") == {1234567.0, 1.5, 6.0, 9.0}
    assert dates("ngày 5/7/2026")[0] == [(5, 7, 2026)]


# ---- the real files, held to the plans as the program reads them

library = pytest.importorskip("corpus.library")
QUESTIONS = Path(__file__).resolve().parents[2] / "eval/questions"


def places() -> Iterator[tuple[str, Row]]:
    """Yield the id and each place (plan, sections, quotes) of every fact of both files."""
    for name in ("facts", "register"):
        for line in (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for place in (row, *row.get("also", [])):
                yield row["id"], place


def test_the_real_files_have_no_problem() -> None:
    texts = {plan.id: plan.text for plan in library.Library.open(shipped_only=True).plans()}
    assert check(QUESTIONS, texts) == []


def test_every_quote_stands_in_an_accepted_section_or_above_it() -> None:
    """A role or a body may stand in the heading or header row above the section."""
    plans = {plan.id: plan for plan in library.Library.open(shipped_only=True).plans()}
    lost = []
    for name, row in places():
        plan = plans[row["plan"]]
        above = {s.id: s for part in row["sections"] for s in plan.path(part)}
        words = [" ".join(plan.text[s.start : s.end].split()) for s in above.values()]
        lost += [
            (name, quote)
            for quote in row["quotes"]
            if not any(quote in passage for passage in words)
        ]
    assert lost == []


def test_every_accepted_section_proves_something() -> None:
    plans = {plan.id: plan for plan in library.Library.open(shipped_only=True).plans()}
    idle = []
    for name, row in places():
        plan = plans[row["plan"]]
        for part in row["sections"]:
            section = plan.section(part)
            words = " ".join(plan.text[section.start : section.end].split())
            if not any(quote in words for quote in row["quotes"]):
                idle.append((name, part))
    assert idle == []
