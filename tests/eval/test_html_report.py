"""The report of a saved run: whole, safe, and with the same figures as everywhere else."""

import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from eval import __main__ as command
from eval import saving
from eval.headline import headline
from eval.manifest import Sources
from eval.plots import inline
from eval.summary import found_within
from tests.conftest import ROOT
from tests.eval.test_run import DUTIES, FACTS, SECRET, TEXT, UNANSWERABLE, StandIn, fact, write

VOID = {"meta", "br", "hr", "link", "img", "input"}
PLANTED = '<script src="https://example.org/x.js">alert("1 & 2")</script></details>'
LOADS = ("src", "srcset", "data", "poster", "background", "action", "style")


class Page(HTMLParser):
    """The elements of a page, its text, and what stands under each id; well nested or fails."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""
        self.rows: list[list[str]] = []
        self._open: list[str] = []
        self.feed(markup)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.text += data
        if "td" in self._open or "th" in self._open:
            self.rows[-1][-1] += data

    def values(self, name: str) -> list[str]:
        return [value for _, attribute, value in self.attributes if attribute == name]


def wrong(**parts: Any) -> dict[str, Any]:
    """An answer that is wrong and cites, with markup in all its words."""
    cited = {"n": 1, "plan": "a", "section": "9", "quote": f"quote {PLANTED}", "start": 0, "end": 1}
    return {"status": "answered", "answer": f"answer {PLANTED}", "citations": [cited], **parts}


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    folder = tmp_path / "questions"
    folder.mkdir()
    planted = fact(4, "dev", bodies=[f"body {PLANTED}"])
    planted["questions"] = {"vi": f"mở {PLANTED}?"}
    planted["quotes"] = [f"expected {PLANTED}"]
    write(folder, "facts.jsonl", [*FACTS, planted])
    write(folder, "register.jsonl", DUTIES)
    write(folder, "unanswerable.jsonl", UNANSWERABLE)
    going_on = {**fact(5, "dev"), "id": "l1", "questions": {"vi": "mở l1?"}, "history": ["trước?"]}
    write(folder, "followups.jsonl", [going_on])
    return folder


def saved(questions: Path, name: str = "run", **changes: dict[str, Any]) -> Path:
    """Save a run in which three dev answers and all test answers are wrong."""
    folder = questions.parent / "runs" / name
    words = ["run", "--questions", str(questions), "--save", str(folder)]
    options = command._parser().parse_args(words)
    changes = {"PLANTED": wrong()} | changes
    told = {PLANTED if key == "PLANTED" else key: change for key, change in changes.items()}
    assistant = StandIn(**{SECRET: wrong(answer=SECRET), "mở l1": wrong(), **told})
    places = [("a", "2"), ("a", "1")]  # the accepted section comes second
    command.evaluate(
        options,
        assistant,
        {},
        {"a": TEXT},
        lambda _: (),
        find=lambda _: places,
        sources=Sources((), "abc"),
    )
    return folder


def reported(run: Path, questions: Path, *more: str) -> tuple[str, str]:
    """Make the report of a run; return the HTML and the Markdown."""
    assert command.main(["report", str(run), "--questions", str(questions), *more]) == 0
    names = ("report.html", "report.md")
    return tuple((run / name).read_text(encoding="utf-8") for name in names)  # type: ignore[return-value]


def test_planted_markup_is_shown_as_text(questions: Path) -> None:
    page = Page(reported(saved(questions), questions)[0])
    assert "script" not in page.elements
    for where in ("mở", "answer", "quote", "expected", "body"):
        assert f"{where} {PLANTED}" in page.text, where


def test_no_word_of_a_test_question_is_in_either_file(questions: Path) -> None:
    run = saved(questions)
    for text in reported(run, questions):
        assert SECRET not in text
    page = Page((run / "report.html").read_text(encoding="utf-8"))
    hidden = {row["id"] for row in saving.read(run).rows if row["split"] == "test"}
    assert hidden == {"f3", "r2", "u2"}
    assert not [name for name in page.values("id") if hidden & set(name.split("-"))]


def test_every_wrong_dev_answer_is_there_once_and_can_be_linked_to(questions: Path) -> None:
    page = Page(reported(saved(questions, **{"mở u1": wrong()}), questions)[0])
    ids = page.values("id")
    assert {"facts-f4-vi", "followups-l1-vi", "unanswerable-u1-vi"} <= set(ids)
    assert len(ids) == len(set(ids))
    assert "trước?" in page.text  # the question asked before
    assert not [name for name in ids if name.startswith(("facts-f1", "facts-f2", "register-"))]
    assert "3 answers;" in page.text


def test_every_link_leads_to_a_place_in_the_page_and_nothing_is_loaded(questions: Path) -> None:
    html = reported(saved(questions), questions)[0]
    page = Page(html)
    ids = set(page.values("id"))
    links = page.values("href")
    assert {"#figures", "#wrong", "#wrong-facts-lead"} <= set(links)
    assert all(link.startswith("#") and link[1:] in ids for link in links)
    for tag, name, value in page.attributes:
        assert name not in LOADS or (name == "style" and "//" not in value), (tag, name)
    assert not {"link", "img", "iframe", "object", "embed", "base"} & set(page.elements)
    style = re.findall(r"<style.*?</style>", html, re.DOTALL)
    assert len(style) == 1
    assert "url(" not in style[0] and "@import" not in style[0]
    assert "default-src 'none'" in " ".join(page.values("content"))


def test_the_tables_hold_the_figures_of_the_headline(questions: Path) -> None:
    run = saved(questions)
    page = Page(reported(run, questions)[0])
    rows = {tuple(row) for row in page.rows}
    # By hand: f1 and f2 in three wordings and r1 are right, f4 and l1 are not.
    right = headline(saving.read(run).rows)["dev"]["right_share"]
    assert (right.value, right.scored) == (7 / 9, 9)
    assert {row[1] for row in rows if row[0] == "right_share"} == {"77.7 %", "0.0 %"}
    assert ("retrieval_recall@1", "0.0 %") in {row[:2] for row in rows}
    assert ("retrieval_recall@5", "100.0 %") in {row[:2] for row in rows}
    for split, figures in headline(saving.read(run).rows).items():
        for name, figure in figures.items():
            if figure.scored and not name.endswith("_ms"):
                told = f"{int(1000 * figure.value) / 10:.1f} %"
                assert any(
                    row[:2] == (name, told) and row[3] == str(figure.scored) for row in rows
                ), (split, name)


def test_figures_by_part_and_by_depth(questions: Path) -> None:
    page = Page(reported(saved(questions), questions)[0])
    rows = {row[0]: row for row in page.rows}
    assert rows["vi"][1:4:2] == ["60.0 %", "5"]  # f1, f2, r1 of f1, f2, f4, r1, l1
    assert rows["en"][1:4:2] == ["100.0 %", "2"]
    assert rows["followups"][1:4:2] == ["0.0 %", "1"]
    assert [rows[str(k)][1] for k in (1, 2, 10)] == ["0.0 %", "100.0 %", "100.0 %"]


def test_a_section_found_counts_from_its_rank_on() -> None:
    assert [found_within({"found_ranks": [3, 7]}, k) for k in (2, 3, 7)] == [0.0, 1.0, 1.0]
    assert found_within({"found_ranks": []}, 10) == 0.0
    assert found_within({"found_ranks": None}, 10) != found_within({"found_ranks": None}, 10)


def test_a_baseline_stands_beside(questions: Path) -> None:
    other = saved(questions, "other", **{"mở vi 1?": wrong()})
    html, markdown = reported(saved(questions), questions, "--baseline", str(other))
    rows = [row for row in Page(html).rows if row[0] == "right_share"]
    assert [(row[1], row[4]) for row in rows] == [("77.7 %", "66.6 %"), ("0.0 %", "0.0 %")]
    assert "15 of this run's 15 questions were asked in both" in html.replace("&#x27;", "'")
    assert "| right_share | 77.7 % |" in markdown


def test_the_ways_to_search_are_shown_the_best_first(questions: Path, tmp_path: Path) -> None:
    def way(fusion: str, mrr: float) -> dict[str, Any]:
        totals = {"mean": {"questions": 2, "mrr@10": mrr}, "vi": {"recall@1": 0.25, "mrr@10": None}}
        named = {"fusion": fusion, "headings": True, "asking": "as typed", "as_used": mrr > 0.5}
        return {**named, "totals": {"dev": {"all": totals}}}

    told = {"settings": [way("words", 0.5), way("<b>ranks", 0.75)], "best_on_dev": way("x", 1)}
    file = tmp_path / "ablation.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    page = Page(reported(saved(questions), questions, "--ablation", str(file))[0])
    rows = [row[:3] for row in page.rows if "as typed" in row[0]]
    assert rows == [
        ["<b>ranks, with headings, as typed (the product's own)", "0.750", "0.250"],
        ["words, with headings, as typed", "0.500", "0.250"],
    ]


def test_a_question_changed_or_gone_since_is_told(questions: Path) -> None:
    run = saved(questions)
    changed = fact(4, "dev", bodies=["another"])
    changed["questions"] = {"vi": f"mở {PLANTED}?"}
    write(questions, "facts.jsonl", [*FACTS, changed])
    assert "were changed since the run" in reported(run, questions)[0]
    write(questions, "facts.jsonl", FACTS)
    assert "no longer hold this question" in reported(run, questions)[0]


@pytest.mark.parametrize("suite", ["unanswerable", "none"])
def test_a_run_without_facts_or_without_questions_has_a_report_too(
    questions: Path, suite: str
) -> None:
    run = saved(questions)
    lines = (run / "predictions.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if json.loads(line)["suite"] == suite]
    (run / "predictions.jsonl").write_text("".join(kept), encoding="utf-8")
    page = Page(reported(run, questions)[0])
    assert page.elements.count("svg") == (3 if kept else 0)  # by suite, by kind, the times
    assert "Right by wording" not in page.text


def test_a_folder_that_is_no_run_is_wrong_usage(
    questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in (tmp_path / "none", questions):
        assert command.main(["report", str(folder)]) == 2
        assert "eval run --save" in capsys.readouterr().err
    run = saved(questions)
    assert command.main(["report", str(run), "--baseline", str(questions)]) == 2
    assert command.main(["report", str(run), "--ablation", str(ROOT / "Makefile")]) == 2
    assert not (run / "report.html").exists()
    lines = (run / "predictions.jsonl").read_text(encoding="utf-8").replace('"scored"', '"old"')
    (run / "predictions.jsonl").write_text(lines, encoding="utf-8")
    assert command.main(["report", str(run)]) == 2


def test_a_plot_brought_into_the_page_leads_nowhere_and_keeps_its_ids_apart() -> None:
    svg = (
        '<?xml version="1.0"?><svg xmlns="http://x" viewBox="0 0 1 1"><metadata>m</metadata>'
        '<defs><style>*{}</style></defs><g id="axes_1"><path id="m1"/></g>'
        '<use xlink:href="#m1" style="fill: #0000f1"/><g clip-path="url(#c)"/></svg>'
    )
    assert inline(svg, "k", 'a "b"') == (
        '<svg role="img" aria-label="a &quot;b&quot;" viewBox="0 0 1 1">'
        '<defs></defs><g><path id="k-m1"/></g>'
        '<use href="#k-m1" style="fill: var(--dev)"/><g clip-path="url(#k-c)"/></svg>'
    )


FAKE = """#!/bin/sh
echo "$*" >> "{log}"
case "$3" in
run)
  [ -e "$5" ] && exit 9
  mkdir -p "$5"
  [ -n "{saves}" ] && touch "$5/manifest.json"
  exit {run};;
report) touch "$6/report.html"; exit {report};;
esac
"""


@pytest.mark.parametrize(
    ("run", "report", "saves", "fails", "made"),
    [
        (0, 0, "yes", False, True),
        (1, 0, "yes", True, True),
        (0, 1, "yes", True, True),
        (1, 1, "yes", True, True),
        (2, 0, "", True, False),
    ],
)
def test_make_keeps_the_gate_and_leaves_the_report(
    tmp_path: Path, run: int, report: int, saves: str, fails: bool, made: bool
) -> None:
    """A limit missed fails `make` and is reported all the same; a second time works as well."""
    python, folder = tmp_path / "python", tmp_path / "eval"
    python.write_text(FAKE.format(log=tmp_path / "log", run=run, report=report, saves=saves))
    python.chmod(0o755)
    for _ in range(2):
        words = ["make", "-s", f"PY={python}", f"REPORT={folder}", "measured"]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, check=False, text=True)
        assert (done.returncode != 0) is fails, done.stderr
        assert (folder / "report.html").exists() is made
        if fails and run:
            assert f"Error {run}" in done.stderr


def test_make_test_measures_and_reports() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\ntest:")[1].split("\n\n")[0]
    assert "$(MAKE) --no-print-directory measured\n" in recipe
