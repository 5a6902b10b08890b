"""Two saved runs: what moved, what is left out, and what is more than chance."""

import itertools
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import __main__ as command
from eval.chance import Chance, Cluster, adjusted, chance, interval, sign_flips
from eval.comparing import compare, paired
from eval.saving import read

SECRET = "bí mật"

# --- chance --------------------------------------------------------------------------


def enumerated(gains: Sequence[int]) -> float:
    """The two-sided p by writing out every choice of signs."""
    sums = [
        abs(sum(s * g for s, g in zip(signs, gains, strict=True)))
        for signs in itertools.product((1, -1), repeat=len(gains))
    ]
    return sum(s >= abs(sum(gains)) for s in sums) / len(sums)


@pytest.mark.parametrize(
    ("gains", "p"),
    [
        ([], 1.0),
        ([0, 0], 1.0),
        ([1], 1.0),  # +1 and -1 are equally far from 0
        ([1, 1, 1], 2 / 8),
        ([3, 1], 2 / 4),  # of 4, 2, -2, -4 two are as far as 4
        ([2, -1], 1.0),  # of 3, 1, -1, -3 all are as far as 1
        ([-1] * 6, 2 / 64),
        ([-1, -1, -1, -1, -1, 1], 2 * (1 + 6) / 64),  # sum -4: all alike, or one other
        ([0, 2, 2, 0, 2], 2 / 8),
    ],
)
def test_p_by_hand(gains: list[int], p: float) -> None:
    assert sign_flips(gains) == pytest.approx(p, abs=1e-12)


@given(st.lists(st.integers(-4, 4), max_size=9))
def test_p_is_that_of_all_choices_written_out(gains: list[int]) -> None:
    assert sign_flips(gains) == pytest.approx(enumerated(gains), abs=1e-12)


def test_p_is_exact_where_nobody_could_write_them_out() -> None:
    # 200 sections, all better by one: two choices of 2^200
    assert sign_flips([1] * 200) == pytest.approx(2.0**-199, rel=1e-9)


def drawn_bounds(clusters: Sequence[Cluster]) -> tuple[float, float]:
    """The 2.5 and 97.5 percentiles over every way to draw as many clusters, written out."""
    found = sorted(
        sum(c.gained for c in drawn) / sum(c.questions for c in drawn)
        for drawn in itertools.product(clusters, repeat=len(clusters))
    )
    return (
        found[math.ceil(0.025 * len(found)) - 1],
        found[math.ceil(0.975 * len(found)) - 1],
    )


@pytest.mark.parametrize(
    "clusters",
    [
        [Cluster(1, 1), Cluster(0, 1)],
        [Cluster(-2, 3), Cluster(0, 1), Cluster(1, 2), Cluster(1, 5)],
        [Cluster(3, 3), Cluster(0, 4), Cluster(0, 1), Cluster(-1, 1), Cluster(2, 2)],
    ],
)
def test_bounds_are_those_of_all_draws_written_out(clusters: list[Cluster]) -> None:
    assert interval(clusters) == pytest.approx(drawn_bounds(clusters), abs=0.02)


def test_bounds_are_the_same_at_each_run_and_need_two_clusters() -> None:
    clusters = [Cluster(n % 3 - 1, n % 4 + 1) for n in range(30)]
    assert interval(clusters) == interval(clusters)
    assert interval(clusters) != interval(clusters, seed=1)
    assert all(math.isnan(bound) for bound in interval([Cluster(1, 4)]))


def test_sections_are_counted_not_questions() -> None:
    # Twelve questions that all got worse prove nothing where they are about one section.
    one = chance([Cluster(-12, 12), Cluster(0, 8)])
    assert (one.p, one.moved, one.clusters, one.questions) == (1.0, 1, 2, 20)
    assert one.difference == -12 / 20
    assert not one.worse()
    assert chance([Cluster(-1, 1)] * 12).worse()
    assert not chance([Cluster(1, 1)] * 12).worse()


def test_many_groups_are_corrected_for() -> None:
    def group(p: float) -> Chance:
        return Chance(10, 5, 5, -0.1, -0.2, 0.0, p, p)

    found = adjusted({"a": group(0.01), "b": group(0.04), "c": group(0.03)})
    # Holm: 3 x 0.01, 2 x 0.03, and the last not below the one before it
    assert {name: one.adjusted_p for name, one in found.items()} == pytest.approx(
        {"a": 0.03, "b": 0.06, "c": 0.06}
    )
    assert [found[name].worse() for name in "abc"] == [True, False, False]


# --- two runs ------------------------------------------------------------------------


def row(number: int, right: bool = True, split: str = "dev", **changes: Any) -> dict[str, Any]:
    """Return a saved row; each is about a section of its own."""
    answer = {"status": "answered", "reason": None, "answer": f"Lời {number} [1]", "rows": []}
    answer["citations"] = [{"plan": "a", "section": str(number), "quote": "Lời"}]
    found: dict[str, Any] = {
        "id": f"f{number}",
        "split": split,
        "suite": "facts",
        "group": "vi",
        "kind": "lead",
        "wording": "vi",
        "asked": f"asked {number}",
        "cluster": f"section {number}",
        "milliseconds": 10.0 + number,
        "right": right,
        "measures": {"wrong_body": 0.0, "section": float(right), "precision": None},
    }
    if split == "dev":
        found |= {"question": f"Hỏi {number}?", "history": [], "faults": [], "answer": answer}
    return found | changes


def answered(number: int, text: str, right: bool = True) -> dict[str, Any]:
    one = row(number, right)
    return one | {"answer": {**one["answer"], "answer": text}}


def run(folder: Path, rows: Sequence[dict[str, Any]], **manifest: Any) -> Path:
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"format": 1, **manifest}), encoding="utf-8")
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in rows)
    (folder / "predictions.jsonl").write_text("".join(lines), encoding="utf-8")
    (folder / "scores.json").write_text("{}", encoding="utf-8")
    return folder


def test_each_dev_answer_makes_one_move(tmp_path: Path) -> None:
    a = [row(1), row(2, False), row(3), row(4, False), row(5), row(6, False)]
    b = [row(1, False), row(2), answered(3, "Khác"), answered(4, "Khác", False), row(5)]
    b += [row(6, False) | {"milliseconds": 999.0}]  # time alone is no change
    found = compare(read(run(tmp_path / "a", a)), read(run(tmp_path / "b", b)))
    moves = {move: [pair.a["id"] for pair in pairs] for move, pairs in found.answers.items()}
    assert moves == {
        "right to wrong": ["f1"],
        "wrong to right": ["f2"],
        "changed, still right": ["f3"],
        "changed, still wrong": ["f4"],
    }
    assert found.compared == 6


def test_other_proof_is_a_change_too(tmp_path: Path) -> None:
    moved = row(1)
    moved["answer"] = {**moved["answer"], "citations": [{"plan": "b", "section": "1"}]}
    found = compare(read(run(tmp_path / "a", [row(1)])), read(run(tmp_path / "b", [moved])))
    assert len(found.answers["changed, still right"]) == 1


def test_what_only_one_run_asked_is_left_out_and_counted(tmp_path: Path) -> None:
    a = [row(1), row(2), row(3), row(4)]
    b = [row(2, False), row(3, asked="in other words"), row(5), row(6), row(7)]
    pairs, left = paired(a, b)
    assert [pair.a["id"] for pair in pairs] == ["f2"]
    assert left == (2, 3, 1)  # f1 and f4; f5, f6 and f7; f3
    found = compare(read(run(tmp_path / "a", a)), read(run(tmp_path / "b", b)))
    one, other = found.figures["dev"]["vi"]
    assert (one["facts"], one["right"], other["right"]) == (1, 1, 0)


def test_one_id_in_two_groups_is_two_questions() -> None:
    rows = [row(1), row(1, group="en", wording="en"), row(1, split="test")]
    assert len(paired(rows, rows)[0]) == 3


def test_figures_by_hand(tmp_path: Path) -> None:
    def refusal(number: int, right: bool) -> dict[str, Any]:
        return row(number, right, kind="unanswerable", measures={"made_up": float(not right)})

    a = [row(1), row(2), row(3, False), refusal(4, True), refusal(5, True)]
    b = [row(1), row(2, False), row(3, False), refusal(4, False), refusal(5, True)]
    found = compare(read(run(tmp_path / "a", a)), read(run(tmp_path / "b", b)))
    one, other = found.figures["dev"]["all"]
    assert (one["right_share"], other["right_share"]) == (2 / 3, 1 / 3)
    assert (one["refused_right"], other["refused_right"]) == (2, 1)
    assert (one["made_up"], other["made_up"]) == (0, 1)
    assert one["section_recall"] == 2 / 3
    assert math.isnan(one["citation_precision"])
    assert (one["p50_ms"], one["p95_ms"]) == (13.0, 15.0)
    # two of five less are right, facts and refusals together
    assert found.overall is not None
    assert found.overall.difference == -2 / 5
    assert found.overall.p == 2 / 4  # of the sums 2, 0, 0, -2 two are as far as -2


def test_rows_of_one_section_count_once(tmp_path: Path) -> None:
    def rows(right: bool) -> list[dict[str, Any]]:
        return [row(n, right, cluster="the same") for n in range(12)]

    found = compare(read(run(tmp_path / "a", rows(True))), read(run(tmp_path / "b", rows(False))))
    assert found.overall is not None
    assert (found.overall.questions, found.overall.clusters, found.overall.p) == (12, 1, 1.0)
    assert not found.worse()


# --- the command ---------------------------------------------------------------------


def worse_by(tmp_path: Path, count: int, split: str = "dev") -> list[str]:
    a = [row(n, True, split) for n in range(20)]
    b = [row(n, n >= count, split) for n in range(20)]
    return ["compare", str(run(tmp_path / "a", a)), str(run(tmp_path / "b", b))]


@pytest.mark.parametrize("split", ["dev", "test"])
def test_the_gate_stops_what_is_worse_beyond_chance(
    tmp_path: Path, split: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = worse_by(tmp_path, 6, split)  # p = 2/64
    assert command.main([*arguments, "--gate"]) == 1
    assert command.main(arguments) == 0
    _, a, b = arguments
    assert command.main(["compare", b, a, "--gate"]) == 0  # better
    assert "WORSE" not in capsys.readouterr().out.rsplit("more than chance?", 1)[1]


def test_the_gate_lets_chance_pass(tmp_path: Path) -> None:
    assert command.main([*worse_by(tmp_path, 5), "--gate"]) == 0  # p = 2/32


def test_a_group_alone_can_stop_it(tmp_path: Path) -> None:
    a = [row(n, n < 20) for n in range(40)]
    b = [row(n, n >= 20) for n in range(40)]  # as many right, but others
    for rows in (a, b):
        rows[20:] = [one | {"group": "en", "wording": "en"} for one in rows[20:]]
    found = compare(read(run(tmp_path / "a", a)), read(run(tmp_path / "b", b)))
    assert found.overall is not None
    assert (found.overall.difference, found.overall.p) == (0.0, 1.0)
    assert found.groups["dev vi"].worse()
    assert not found.groups["dev en"].worse()
    assert found.worse()


def test_the_setup_is_said_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a = run(tmp_path / "a", [row(1)], plans={"a": "1" * 64}, index="i", today="2026-07-25")
    b = run(tmp_path / "b", [row(1)], plans={"a": "2" * 64}, index="i", today="2026-07-26")
    assert command.main(["compare", str(a), str(b)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "made from different:",
        f"  plans: a: {'1' * 12} → {'2' * 12}",
        "  today: 2026-07-25 → 2026-07-26",
    ]


def test_answers_are_shown_one_by_one_and_cut(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "x" * 400
    a = [answered(n, long) for n in range(12)]
    b = [row(n, False, faults=["no citation"]) for n in range(12)]
    arguments = ["compare", str(run(tmp_path / "a", a)), str(run(tmp_path / "b", b))]
    command.main(arguments)
    cut = capsys.readouterr().out
    assert "f0 vi (vi): Hỏi 0?" in cut
    assert "wrong: no citation" in cut
    assert "... and 2 more (--all)" in cut
    assert long not in cut
    command.main([*arguments, "--all"])
    whole = capsys.readouterr().out
    assert whole.count(long) == 12
    assert "f11 vi (vi)" in whole


def test_test_rows_are_numbers_even_where_a_file_holds_their_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = {"question": SECRET, "answer": {"answer": SECRET}, "faults": [SECRET]}
    a = [row(1, True, "test", **words), row(2, False, "test", **words), row(3)]
    b = [row(1, False, "test", **words), row(2, False, "test", **words), row(3)]
    arguments = ["compare", str(run(tmp_path / "a", a)), str(run(tmp_path / "b", b))]
    command.main([*arguments, "--all"])
    printed = capsys.readouterr().out
    command.main([*arguments, "--json"])
    told = capsys.readouterr().out
    assert "test: 1 right to wrong, 0 wrong to right" in printed
    assert json.loads(told)["test"] == {"right_to_wrong": 1, "wrong_to_right": 0}
    for text in (printed, told):
        assert SECRET not in text


def test_json_is_one_object_without_nan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([*worse_by(tmp_path, 3), "--json"]) == 0
    told = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert told["worse"] is False
    assert told["chance"]["all"]["p"] == 0.25
    assert told["chance"]["all"]["difference"] == -0.15
    assert told["figures"]["dev"]["vi"]["right"] == {"a": 20, "b": 17, "difference": -3}
    assert len(told["answers"]["right_to_wrong"]) == 3
    assert told["answers"]["changed_still_right"] == []


def test_runs_without_a_question_in_common(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a, b = run(tmp_path / "a", [row(1)]), run(tmp_path / "b", [row(2)])
    assert command.main(["compare", str(a), str(b), "--gate"]) == 0
    printed = capsys.readouterr().out
    assert "0 questions compared; left out: 1 only in A, 1 only in B" in printed
    assert "nothing was compared" in printed


def test_a_folder_that_is_no_run_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a = run(tmp_path / "a", [row(1)])
    assert command.main(["compare", str(a), str(tmp_path)]) == 2
    assert "holds no run" in capsys.readouterr().err
