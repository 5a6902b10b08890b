"""Marks put back beside a question typed without them, in small worlds told by hand."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from langchain_core.documents import Document

from assistant import chain, understanding
from assistant.chain import Ground, retrieve
from assistant.concepts import concepts_of
from assistant.evidence import Evidence
from assistant.matching import APART, OTHER_MARKS, match, text_of
from assistant.query import Concept
from assistant.restored import UNKNOWN, Marks, marks_of, with_marks
from assistant.service import Assistant
from assistant.terms import longest
from assistant.understanding import understand
from corpus.restoring import Restorer, restorer, runs_of
from corpus.types import Plan
from corpus.words import words

OFTEN = 200


def knowing(*texts: str) -> Restorer:
    """A restorer that has often seen these texts, and so is sure of their words."""
    return Restorer([run for text in texts for run in runs_of(text)] * OFTEN)


def one(question: str, name: str, known: Restorer | None) -> Concept:
    return next(c for c in concepts_of(question, "vi", (), known) if c.name == name)


def test_only_sure_marks_are_known() -> None:
    known = knowing("bán", "bạn", "thuế đất")
    assert marks_of("ban", known) == Marks({})
    assert marks_of("ban, thue dat", known) == Marks({5: "thuế", 10: "đất"})
    assert marks_of("thue dat", None) is UNKNOWN


def test_words_side_by_side_have_marks_only_together() -> None:
    found = words("thue dat, xyz")
    marks = marks_of("thue dat, xyz", knowing("thuế đất"))
    assert marks.of(found[:2]) == ("thuế", "đất")
    assert marks.of(found[1:]) == marks.of(found) == ()


def test_a_question_with_its_sure_marks_keeps_the_rest() -> None:
    question = "Nop thue DAT, o xyz 2026?"
    assert with_marks(question, knowing("nộp thuế dat")) == "Nộp thuế DAT, o xyz 2026?"


def test_a_wording_restored_for_sure_finds_other_marks_for_less() -> None:
    concept = Concept("thue dat", (("thue", "dat"),), restored=("thuế", "đất"))
    assert match(concept, text_of("thu thuế đất")) == 1
    assert match(concept, text_of("cho thuê đất")) == OTHER_MARKS
    assert match(concept, text_of("thuê mặt bằng, đất")) == APART  # never left out
    assert match(Concept("thue dat", (("thue", "dat"),)), text_of("cho thuê đất")) == 1


def test_other_wordings_keep_their_own_marks() -> None:
    concept = Concept("dn", (("dn",), ("doanh", "nghiệp")), restored=("dn",))
    assert match(concept, text_of("các doanh nghiệp")) == 1


def test_near_words_are_those_of_the_restored_spelling() -> None:
    """ "công nhân" (a worker) is near to "người lao động", "công nhận" (to approve) is not."""
    labour = ("người", "lao", "động")
    worker = one("cong nhan", "cong nhan", knowing("công nhân"))
    approval = one("cong nhan", "cong nhan", knowing("công nhận"))
    assert worker.restored == ("công", "nhân")
    assert approval.restored == ("công", "nhận")
    assert labour in worker.near
    assert labour not in approval.near
    assert labour in one("cong nhan", "cong nhan", None).near
    assert worker.alternatives[0] == approval.alternatives[0] == ("cong", "nhan")


def test_a_word_that_only_looks_small_is_asked_about() -> None:
    known = knowing("công ty nợ nhiều")
    assert "no" not in [c.name for c in concepts_of("cong ty no nhieu", "vi", ())]
    assert one("cong ty no nhieu", "no", known).restored == ("nợ",)


def test_a_term_with_other_marks_is_no_term() -> None:
    """ "làm thử" is a term of the glossary, but "lam thu tuc" speaks of "thủ tục"."""
    run = words("lam thu tuc")
    assert longest(run, 0, False) == 2
    marks = marks_of("lam thu tuc", knowing("làm thủ tục"))
    assert longest(run, 0, False, marks) == 1
    assert longest(run, 1, False, marks) == 2


def test_a_question_with_marks_asks_for_none(
    plans: Mapping[str, Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    every = tuple(plans.values())
    built = []
    monkeypatch.setattr(understanding, "restorer", lambda p: built.append(p) or restorer(p))
    marked = understand("Sở nào lo thuế đất?", every)
    assert [c.restored for c in marked.concepts] == [()] * len(marked.concepts)
    english = understand("Which agency leads land access?", every)
    assert [c.restored for c in english.concepts] == [()] * len(english.concepts)
    assert built == []
    bare = understand("so nao lo cai cach hanh chinh", every)
    assert ("cải", "cách", "hành", "chính") in [c.restored for c in bare.concepts]


def test_words_that_the_plans_have_only_with_other_marks_are_strange(
    plans: Mapping[str, Plan],
) -> None:
    """Rain ("mưa") is in no plan, but buying ("mua") is."""
    every = tuple(plans.values())
    assert all("mưa" not in text_of(p.text).spelt.split() for p in every)
    assert any("mua" in text_of(p.text).spelt.split() for p in every)
    evidence = Evidence(every)
    query = understand("mua", every)
    typed = Concept("mua", (("mua",),))
    rain = Concept("mua", (("mua",),), restored=("mưa",))
    assert evidence.strangeness(replace(query, concepts=(typed,))) == 0
    assert evidence.strangeness(replace(query, concepts=(rain,))) == 1


def test_the_restored_question_is_searched_beside_the_one_typed(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, Mapping[str, float], list[str]]] = []

    class Seen:
        def __init__(
            self, *, terms: Mapping[str, float] | None, wordings: list[str], **_: object
        ) -> None:
            self.terms, self.wordings = terms or {}, wordings

        def invoke(self, question: str) -> list[Document]:
            asked.append((question, self.terms, self.wordings))
            return []

    monkeypatch.setattr(chain, "PlanRetriever", Seen)
    every = assistant.plans()
    ground = Ground({plan.id: plan for plan in every}, Evidence(every), None)  # type: ignore[arg-type]
    retrieve(ground, understand("so nao cai cach hanh chinh", every))
    retrieve(ground, understand("Sở nào cải cách hành chính?", every))
    (bare, terms, wordings), (marked, typed, others) = asked
    assert bare == "so nao cai cach hanh chinh"
    assert list(wordings) == ["so nào cải cách hành chính"]  # "so" is "sở" or "số"
    assert 0 < terms["=cải"] < 0.5 < 1
    assert (marked, list(others)) == ("Sở nào cải cách hành chính?", [])
    assert typed.get("=cải", 0.0) < terms["=cải"]  # only as part of terms near in meaning
