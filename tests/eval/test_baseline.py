"""The tutorial chain on tiny plans, and the table beside it."""

import itertools
import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.plan import read_plan
from corpus.types import Plan
from eval import __main__ as command
from eval import baseline_report, metrics, run
from eval.baseline import CHUNK_CHARACTERS, NEAREST, Baseline, pieces
from eval.questions import load_facts, load_unanswerable
from eval.saving import read
from index.encoder import Floats, normalised
from tests.eval.test_run import StandIn, fact, refusal, right, unanswerable, write

SHORT = "KẾ HOẠCH\n\n1. Thuế\nSở Tài chính chủ trì thu thuế.\n\n2. Đất\nSở Xây dựng giao đất.\n"
WORDS = ("thuế", "đất", "thu", "giao", "tài", "xây", "nước", "điện")


class WordCounts:
    """An encoder whose vector counts the words of ``WORDS``."""

    name, dimensions = "counts", len(WORDS)

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        counts = [
            [re.findall(r"\w+", text.lower()).count(word) for word in WORDS] for text in texts
        ]
        return normalised(np.array(counts, np.float32).reshape(-1, len(WORDS)))

    encode_queries = encode_passages


def plan(text: str, name: str = "a") -> Plan:
    return read_plan(text.encode("utf-8"), name, f"{name}.md")


def long_plan() -> Plan:
    """Forty sections of 300 characters and more; one tells of water, none of lightning."""
    told = "\n\n".join(
        f"{n}. Mục {n}\nViệc số {n}. " + "lời nói thêm " * 20 + (". Giao nước." if n == 30 else "")
        for n in range(1, 41)
    )
    return plan(f"KẾ HOẠCH\n\n{told}\n")


def test_pieces_stand_in_the_plan_overlap_and_leave_nothing_out() -> None:
    whole = long_plan()
    cut = list(pieces(whole))
    assert len(cut) > 10
    assert all(0 < len(piece.text) <= CHUNK_CHARACTERS for piece in cut)
    covered = set()
    for piece in cut:
        assert whole.text[piece.start : piece.end] == piece.text
        covered.update(range(piece.start, piece.end))
    left = "".join(c for n, c in enumerate(whole.text) if n not in covered)
    assert left.strip() == ""
    assert any(after.start < before.end for before, after in itertools.pairwise(cut))


def test_the_nearest_sentence_is_the_answer_with_its_place() -> None:
    given = plan(SHORT)
    answer = Baseline([given], WordCounts()).ask("Ai giao đất ?").to_json()
    assert answer["status"] == "answered"
    assert answer["answer"] == "Sở Xây dựng giao đất. [1]"
    (citation,) = answer["citations"]
    assert given.text[citation["start"] : citation["end"]] == citation["quote"]
    assert citation["quote"] == "Sở Xây dựng giao đất."
    section = next(s for s in given.sections if s.heading == "2. Đất")
    assert (citation["plan"], citation["section"]) == ("a", section.id)
    assert citation["heading"][-1] == "2. Đất"
    assert metrics.quote_exactness(answer, {"a": given.text}) == 1.0


def test_the_sentence_is_looked_for_in_the_nearest_pieces() -> None:
    chain = Baseline([long_plan(), plan(SHORT, "b")], WordCounts())
    water = chain.ask("nước").to_json()
    assert water["answer"].startswith("Giao nước.")
    assert len(chain._found(WordCounts().encode_queries(["nước"])[0])) == NEAREST
    one_piece = Baseline([plan(SHORT, "b")], WordCounts())  # which lies in all sections
    assert one_piece.sections("đất") == [("b", section.id) for section in plan(SHORT).sections]


def test_it_never_refuses_and_forgets_what_was_asked() -> None:
    chain = Baseline([plan(SHORT)], WordCounts())
    assert chain.ask("sét đánh").to_json()["status"] == "answered"
    after = chain.ask("Ai giao đất ?", history=["thuế thuế thuế"]).to_json()
    assert after == chain.ask("Ai giao đất ?").to_json()


def test_without_plans_there_is_nothing_to_tell() -> None:
    answer = Baseline([], WordCounts()).ask("thuế").to_json()
    assert (answer["status"], answer["answer"], answer["citations"]) == ("not_in_plans", "", [])


# --- the table -----------------------------------------------------------------------


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    folder = tmp_path / "questions"
    folder.mkdir()
    write(folder, "facts.jsonl", [fact(1, "dev"), fact(2, "test")])
    write(folder, "register.jsonl", [fact(3, "dev") | {"id": "r1", "questions": {"vi": "r1?"}}])
    write(folder, "unanswerable.jsonl", [unanswerable(1, "dev"), unanswerable(2, "test")])
    return folder


class Sends:
    """Says, without bold type, who does not have it; never refuses."""

    def ask(self, question: str, *, history: Sequence[str] = ()) -> StandIn:
        given = right(question)
        given.parts["answer"] = "Sở Nội vụ [1]"
        return given


def judged(folder: Path, asker: run.Asker) -> list[run.Judged]:
    asked = run.items(load_facts(folder), load_unanswerable(folder))
    return [run.judge(*one, {}, lambda body: ()) for one in run.ask_all(asker, asked)]


def test_both_are_measured_alike(questions: Path) -> None:
    ours, theirs = judged(questions, StandIn()), judged(questions, Sends())
    found = baseline_report.both(ours, theirs, lambda body: ())
    one, other = found["dev"]["all"]
    assert (one["right"], other["right"], one["facts"]) == (3, 0, 3)
    assert (one["sent_elsewhere"], other["sent_elsewhere"]) == (0, 3)
    assert (one["wrong_agency"], other["wrong_agency"]) == (0, 0)  # nothing is in bold
    assert (one["refused_right"], other["refused_right"]) == (1, 0)
    line = next(
        line for line in baseline_report.markdown(found).splitlines() if "| dev | all |" in line
    )
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert cells[2:5] == ["100.0 / 0.0", "0 / 0 of 3", "0 / 3 of 3"]
    assert cells[9:11] == ["1 / 0 of 1", "0 / 0 of 3"]
    told = baseline_report.as_json(found, "x")["totals"]["test"]["vi"]
    assert (told["ours"]["right_share"], told["baseline"]["right_share"]) == (1.0, 0.0)


def test_a_section_in_any_of_the_pieces_found_is_found(questions: Path) -> None:
    asked = run.items(load_facts(questions), ())
    places = [("a", str(n)) for n in (9, 8, 7, 6, 5, 4, 1)]
    found = [
        run.judge(*one, {}, lambda body: (), lambda question: places)
        for one in run.ask_all(Sends(), asked)
    ]
    (ours, theirs) = baseline_report.both(found, found, lambda body: ())["dev"]["vi"]
    assert (ours["retrieval_recall@5"], theirs["retrieval_recall@5"]) == (0.0, 1.0)


def test_naming_the_right_body_too_sends_nobody_elsewhere(questions: Path) -> None:
    both = StandIn(**{"mở vi 1?": {"answer": "Sở Nội vụ phối hợp Sở Tài chính [1]"}})
    none = StandIn(**{"mở vi 1?": refusal("x").parts | {"answer": "Sở Nội vụ"}})
    for asker in (both, none):
        answers = judged(questions, asker)
        found = baseline_report.both(answers, answers, lambda body: ())
        assert found["dev"]["vi"][0]["sent_elsewhere"] == 0


@pytest.mark.slow
def test_the_command_asks_both_and_keeps_the_chains_run(
    questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "run"
    words = ["run", "--baseline", "--json", "--questions", str(questions), "--language", "vi"]
    assert command.main([*words, "--save", str(folder)]) == 0
    told = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert told["baseline"] == "tutorial chain"
    assert told["totals"]["dev"]["vi"]["baseline"]["quote_exactness"] == 1.0
    kept = read(folder)
    assert kept.manifest["asked_of"] == "tutorial chain"
    assert [row["id"] for row in kept.rows] == ["f1", "f2", "r1", "u1", "u2"]
    by = {row["answer"]["answered_by"] for row in kept.rows if row["split"] == "dev"}
    assert by == {"tutorial chain"}


def test_one_instead_of_the_other() -> None:
    with pytest.raises(SystemExit) as caught:
        command.main(["run", "--baseline", "--ablation"])
    assert caught.value.code == 2
