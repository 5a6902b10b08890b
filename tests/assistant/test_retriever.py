"""The index as a LangChain retriever."""

from collections.abc import Mapping

import pytest
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.retriever import PlanRetriever
from assistant.service import Assistant
from corpus.errors import UnknownPlanError
from corpus.library import Library
from corpus.types import Plan
from index.search import Index
from index.store import load

QUESTION = "Ai chủ trì chỉ số Tính minh bạch?"


@pytest.fixture(scope="session")
def index(opened: Assistant, built: object) -> Index:
    return load(Library.open(shipped_only=True).plans(), data_dir=built)  # type: ignore[arg-type]


def test_it_is_a_retriever_of_langchain(index: Index) -> None:
    retriever = PlanRetriever(index=index)
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke(QUESTION)
    assert all(isinstance(d, Document) for d in documents)
    assert 0 < len(documents) <= 12


def test_metadata_gives_the_words_back(index: Index, plans: Mapping[str, Plan]) -> None:
    for document in PlanRetriever(index=index).invoke(QUESTION):
        place = document.metadata
        plan = plans[place["plan"]]
        assert document.page_content == plan.text[place["start"] : place["end"]] != ""
        section = plan.section(place["section"])
        assert section.start <= place["start"] < place["end"]


def test_documents_come_best_first_and_once(index: Index) -> None:
    documents = PlanRetriever(index=index).invoke(QUESTION)
    scores = [d.metadata["score"] for d in documents]
    assert scores == sorted(scores, reverse=True)
    assert len({d.id for d in documents}) == len(documents)
    sections = [(d.metadata["plan"], d.metadata["section"]) for d in documents[:3]]
    assert ("lang-son-pci-2026", "III.2.3") in sections


def test_only_the_plans_asked_for_are_searched(index: Index, plans: Mapping[str, Plan]) -> None:
    for only in ([plan] for plan in plans):
        documents = PlanRetriever(index=index, plans=only, k=5).invoke(QUESTION)
        assert len(documents) == 5
        assert {d.metadata["plan"] for d in documents} == set(only)


def test_a_filter_gives_the_order_of_the_whole(index: Index) -> None:
    """Looking in two plans of three leaves out the third's chunks and moves no other."""
    only = ["lang-son-pci-2026", "son-la-nq02-2026"]
    every = len(index.chunks)
    whole = PlanRetriever(index=index, k=every).invoke("thanh tra doanh nghiệp")
    part = PlanRetriever(index=index, k=every, plans=only).invoke("thanh tra doanh nghiệp")
    assert {d.id for d in part} <= {c.id for c in index.chunks if c.plan in only}
    kept = [d.id for d in whole if d.metadata["plan"] in only]
    assert kept[0] == part[0].id


def test_a_plan_that_is_not_there_is_an_error(index: Index) -> None:
    with pytest.raises(UnknownPlanError):
        PlanRetriever(index=index, plans=["no-such-plan"]).invoke(QUESTION)


def test_further_terms_and_wordings_help_an_english_question(index: Index) -> None:
    english = "Which agency leads the transparency index?"
    helped = PlanRetriever(
        index=index, k=3, plans=["lang-son-pci-2026"], wordings=["chỉ số tính minh bạch chủ trì"]
    ).invoke(english)
    assert "III.2.3" in {d.metadata["section"] for d in helped}


def test_k_limits_the_documents(index: Index) -> None:
    assert len(PlanRetriever(index=index, k=1).invoke(QUESTION)) == 1
