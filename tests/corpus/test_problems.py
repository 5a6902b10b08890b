"""Problems as people tell them: the table's form, and the topics found in a text."""

from pathlib import Path

import pytest

from corpus import indices, problems
from corpus.errors import DataError

TOPICS = {topic.name: topic for topic in problems.load()}


@pytest.mark.parametrize(
    ("text", "language", "topic"),
    [
        ("Cán bộ gợi ý đưa phong bì thì báo ai?", "vi", "informal-payments"),
        ("can bo goi y dua phong bi thi bao ai", "vi", "informal-payments"),
        ("The clerk asked for money under the table", "en", "informal-payments"),
        ("Dùng AI trong công ty", "vi", "artificial-intelligence"),
    ],
)
def test_a_topic_is_found_by_its_everyday_words(text: str, language: str, topic: str) -> None:
    found = problems.find(text, language)
    assert topic in {told.topic.name for told in found}
    for told in found:
        assert 0 <= told.start < told.end <= len(text)


@pytest.mark.parametrize("text", ["", "Ai chủ trì?", "who leads?"])
def test_what_tells_of_no_problem(text: str) -> None:
    assert problems.find(text, "vi") == problems.find(text, "en") == []


def test_every_index_is_one_and_no_phrase_stands_in_two_topics() -> None:
    known = {index.id for index in indices.indices()}
    phrases: dict[str, str] = {}
    for topic in TOPICS.values():
        assert topic.index is None or topic.index in known
        for phrase in (*topic.vi, *topic.en):
            assert phrases.setdefault(phrase.lower(), topic.name) == topic.name


def test_a_topic_without_phrases_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "problems.tsv"
    path.write_text("topic\tindex\tplan_terms\tvi\ten\tnote\nx\t\ta\t\tb\t\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 2"):
        problems.load(path)


def test_who_is_no_artificial_intelligence() -> None:
    """ "Ai ... cho doanh nghiệp" was once taken for "AI cho doanh nghiệp"."""
    asked = "Ai lo chuyện cấp đất cho doanh nghiệp?"
    assert [told.topic.name for told in problems.find(asked, "vi")] == []
    told = problems.find("Muốn dùng AI trong công ty thì hỏi ai?", "vi")
    assert [one.topic.name for one in told] == ["artificial-intelligence"]
