"""Judgements of the page as they stand in the store."""

from pathlib import Path

from assistant.feedback import Feedback, Verdict
from assistant.page.talk import Talk, Turn, answering
from assistant.page.votes import Kept
from tests.page.stand_in import FLAGSHIP, QUOTE, StandIn


class Indexed:
    index_hash = "0123456789abcdef" * 2


def judged(talk: Talk, verdict: str) -> Turn:
    turn = talk.vote(1, verdict)
    assert turn is not None
    return turn


def test_a_judgement_is_kept_with_what_it_judges_replaced_and_removed(tmp_path: Path) -> None:
    store = Feedback(tmp_path / "feedback.sqlite3")
    votes, talk = Kept(store, Indexed()), Talk()
    list(answering(talk, talk.begin(FLAGSHIP), StandIn()))
    votes.keep(judged(talk, "up"), (), "")
    votes.keep(judged(talk, "down"), ("earlier?",), "thiếu hạn")
    (record,) = store.records()
    assert (record.verdict, record.comment, record.history) == (
        Verdict.DOWN, "thiếu hạn", ("earlier?",),
    )  # fmt: skip
    assert (record.question, record.status, record.index_hash) == (
        FLAGSHIP, "answered", Indexed.index_hash,
    )  # fmt: skip
    assert QUOTE in record.answer
    assert [cited.plan for cited in record.citations] == ["stand-in-2026"]
    votes.keep(judged(talk, "down"), (), "")
    assert store.records() == ()


def test_an_answer_that_is_not_there_yet_is_not_kept(tmp_path: Path) -> None:
    store = Feedback(tmp_path / "feedback.sqlite3")
    Kept(store, Indexed()).keep(Talk().begin("q"), (), "")
    assert store.records() == ()
