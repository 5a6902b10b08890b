"""The hand-written groups of Vietnamese synonyms: their form, and what they widen."""

from pathlib import Path

import pytest

from corpus import agency_table, glossary, indices, synonyms
from corpus.errors import DataError
from corpus.words import spell

TOPICS = {entry.topic for entry in glossary.entries()}


def test_a_term_finds_the_others_of_its_group() -> None:
    assert "xây dựng kế hoạch" in synonyms.same("lập kế hoạch")
    assert "lập kế hoạch" in synonyms.same("xây dựng kế hoạch")
    assert "xây dựng kế hoạch" in synonyms.same_letters("lap ke hoach")
    assert synonyms.same("không có trong bảng") == ()


def test_every_group_has_a_topic_of_the_glossary_and_two_to_eight_terms() -> None:
    lines = synonyms.PATH.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith(("#", "terms\t"))]
    assert len(rows) >= 500
    for terms, topic, _ in rows:
        assert 2 <= len(terms.split(" | ")) <= 8, terms
        assert topic in {*TOPICS, "everyday"}, topic


def test_no_term_stands_in_two_groups() -> None:
    every = [spell(term) for group in synonyms.load() for term in group]
    assert sorted({term for term in every if every.count(term) > 1}) == []


def test_no_group_joins_two_bodies_or_two_indices() -> None:
    bodies = {spell(row.name): row.name for row in agency_table.agencies() if row.kind != "group"}
    names = {spell(index.name): index.id for index in indices.indices()}
    for group in synonyms.load():
        found = {bodies[spell(term)] for term in group if spell(term) in bodies}
        found |= {names[spell(term)] for term in group if spell(term) in names}
        assert len(found) < 2, group


def test_a_group_of_one_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.tsv"
    path.write_text("terms\ttopic\tnote\nmột mình\tverbs\t\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 2"):
        synonyms.load(path)
