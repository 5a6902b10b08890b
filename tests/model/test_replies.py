"""A reply is read piece by piece, the same however it is cut, and nothing is guessed."""

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model.replies import (
    LONGEST_QUOTE,
    LONGEST_REPLY,
    LONGEST_TEXT,
    MOST_KEYS,
    MOST_STATEMENTS,
    SCHEMA,
    JsonReader,
    LineReader,
    Quoted,
    Reader,
    ReplyError,
    Said,
)

Statement = dict[str, Any]

# Letters with marks, signs that JSON escapes or that open and close it, and line ends.
LETTERS = st.sampled_from('aăâđêôơư áẬ "\\/{}[],:`\n\t“”…€😀')
KEYS = st.text("0123456789abcdef", min_size=1, max_size=6)
QUOTES = st.fixed_dictionaries({"key": KEYS, "quote": st.text(LETTERS, max_size=30)})
STATEMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.text(LETTERS, max_size=40),
            "keys": st.lists(KEYS, max_size=3),
            "quotes": st.lists(QUOTES, max_size=2),
        }
    ),
    max_size=5,
)
CUTS = st.lists(st.integers(0, 2_000), max_size=40)


def pieces_of(text: str, cuts: list[int]) -> list[str]:
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    return [text[a:b] for a, b in pairwise(places)]


def read(reader: Reader, pieces: list[str]) -> list[Said]:
    found = [said for piece in pieces for said in reader.feed(piece)]
    return [*found, *reader.close()]


def told(said: Said) -> Statement:
    quotes = [{"key": one.key, "quote": one.quote} for one in said.quotes]
    return {"text": said.text, "keys": list(said.keys), "quotes": quotes}


@given(STATEMENTS, CUTS, st.booleans(), st.sampled_from([None, 1, 2]))
def test_json_is_read_the_same_wherever_it_is_cut(
    statements: list[Statement], cuts: list[int], ascii_only: bool, indent: int | None
) -> None:
    reply = json.dumps({"statements": statements}, ensure_ascii=ascii_only, indent=indent)
    assert [told(s) for s in read(JsonReader(), pieces_of(reply, cuts))] == statements


@given(STATEMENTS)
def test_each_json_statement_comes_with_its_last_character(statements: list[Statement]) -> None:
    reader = JsonReader()
    assert reader.feed('{"statements": [') == []
    for one in statements:
        written = json.dumps(one, ensure_ascii=False)
        assert reader.feed(written[:-1]) == []
        assert [told(s) for s in reader.feed(written[-1])] == [one]
        reader.feed(", ")
    reader.feed("]}")
    assert reader.close() == []


def clean(text: str) -> str:
    """Return what lines can hold of a text: one line, without blanks at its ends."""
    return " ".join(text.split())


@given(STATEMENTS, CUTS, st.sampled_from(["\n", "\r\n"]))
def test_lines_are_read_the_same_wherever_they_are_cut(
    statements: list[Statement], cuts: list[int], end: str
) -> None:
    groups, wanted = [], []
    for one in statements:
        quotes = [{"key": q["key"], "quote": clean(q["quote"])} for q in one["quotes"]]
        lines = [f"S: {clean(one['text'])}", f"K: {', '.join(one['keys'])}"]
        lines += [f"Q {q['key']}: {q['quote']}" for q in quotes]
        groups.append(end.join(lines))
        wanted.append({"text": clean(one["text"]), "keys": one["keys"], "quotes": quotes})
    reply = (end * 2).join(groups)
    assert [told(s) for s in read(LineReader(), pieces_of(reply, cuts))] == wanted


def test_a_statement_of_lines_comes_with_the_empty_line_or_the_next_sentence() -> None:
    reader = LineReader()
    assert reader.feed("S: Một.\nK: a1") == []
    assert reader.feed("\n") == []
    assert [s.text for s in reader.feed("\n")] == ["Một."]
    assert reader.feed("S: Hai.\nK: a2\n") == []
    assert [s.text for s in reader.feed("S: Ba.\n")] == ["Hai."]
    assert [s.text for s in reader.close()] == ["Ba."]


ONE = '{"text": "a", "keys": ["k"], "quotes": []}'


@pytest.mark.parametrize(
    "reply",
    [
        f'{{"statements": [{ONE}]}}',
        f'```json\n{{"statements": [{ONE}]}}\n```',
        f'```\n{{"statements": [{ONE}]}}\n```\n',
        f'\n  {{ "statements"\n: [ {ONE} ] }} \n',
        f"[{ONE}]",
    ],
)
def test_json_may_stand_in_a_fence_or_bare(reply: str) -> None:
    for pieces in ([reply], list(reply)):
        assert [told(s) for s in read(JsonReader(), pieces)] == [json.loads(ONE)]


def test_lines_may_stand_in_a_fence_and_in_small_letters() -> None:
    reply = "```\ns: Một.\nk: [a1], a2;a3\nq a1: “nguyên văn: đó”\nQ: không khóa\n```"
    (said,) = read(LineReader(), list(reply))
    assert said == Said(
        text="Một.",
        keys=("a1", "a2", "a3"),
        quotes=(
            Quoted(key="a1", quote="“nguyên văn: đó”"),
            Quoted(key="", quote="không khóa"),
        ),
    )


def test_no_statement_is_no_fault() -> None:
    assert read(JsonReader(), ['{"statements": []}']) == []
    assert read(LineReader(), [""]) == []
    assert read(LineReader(), ["\n\n"]) == []


def test_keys_and_quotes_may_be_missing_and_more_may_be_there() -> None:
    (said,) = read(JsonReader(), ['{"statements": [{"text": "a", "sure": true}]}'])
    assert (said.keys, said.quotes) == ((), ())


NOT_JSON = [
    "Sở Tư pháp chủ trì.",
    "Here is the answer: {",
    '{"answer": []}',
    '{"statements": {}}',
    '{"statements": null}',
    "null",
    "<think>",
    '"statements"',
    "{}",
]


@pytest.mark.parametrize("reply", NOT_JSON)
def test_what_is_no_such_object_is_refused(reply: str) -> None:
    for pieces in ([reply], list(reply)):
        with pytest.raises(ReplyError):
            read(JsonReader(), pieces)


WRONG_STATEMENTS = [
    '"a"',
    "1",
    "null",
    "[]",
    "{}",
    '{"text": null}',
    '{"text": 1}',
    '{"text": ["a"]}',
    '{"text": "a", "keys": "k"}',
    '{"text": "a", "keys": [1]}',
    '{"text": "a", "keys": {"k": 1}}',
    '{"text": "a", "quotes": "words"}',
    '{"text": "a", "quotes": ["words"]}',
    '{"text": "a", "quotes": [{"key": "k"}]}',
    '{"text": "a", "quotes": [{"quote": "words"}]}',
    '{"text": "a", "quotes": [{"key": 1, "quote": "words"}]}',
    '{"text": "a", "quotes": [{"key": "k", "quote": null}]}',
]


@pytest.mark.parametrize("statement", WRONG_STATEMENTS)
def test_a_statement_of_a_wrong_form_is_refused_and_not_repeated(statement: str) -> None:
    with pytest.raises(ReplyError) as raised:
        read(JsonReader(), [f'{{"statements": [{ONE}, {statement}]}}'])
    assert "words" not in str(raised.value)
    assert raised.value.__cause__ is None


@pytest.mark.parametrize("end", range(1, len(f'{{"statements": [{ONE}, {ONE}')))
def test_a_reply_cut_anywhere_is_a_fault(end: int) -> None:
    whole = f'{{"statements": [{ONE}, {ONE}]}}'
    with pytest.raises(ReplyError):
        read(JsonReader(), [whole[:end]])


@pytest.mark.parametrize("rest", ["Done.", "{", '"x"', f'{{"statements": [{ONE}]}}', "1"])
def test_words_after_the_end_are_a_fault(rest: str) -> None:
    with pytest.raises(ReplyError):
        read(JsonReader(), [f'{{"statements": [{ONE}]}}', rest])


@pytest.mark.parametrize("reply", ["Sở Tư pháp.", "S Một.", "X: a", "K: a", "Q a: b", "- S: a"])
def test_a_line_of_no_kind_is_refused(reply: str) -> None:
    for pieces in ([reply], list(reply), [reply, "\n"]):
        with pytest.raises(ReplyError):
            read(LineReader(), pieces)


def test_keys_after_an_empty_line_have_no_sentence() -> None:
    with pytest.raises(ReplyError):
        read(LineReader(), ["S: Một.\n\nK: a"])


def json_of(*statements: Statement) -> str:
    return json.dumps({"statements": statements})


@pytest.mark.parametrize(
    ("fitting", "too_much"),
    [
        ({"text": "a" * LONGEST_TEXT}, {"text": "a" * (LONGEST_TEXT + 1)}),
        ({"text": "a", "keys": ["k"] * MOST_KEYS}, {"text": "a", "keys": ["k"] * (MOST_KEYS + 1)}),
        (
            {"text": "a", "quotes": [{"key": "k", "quote": "a" * LONGEST_QUOTE}]},
            {"text": "a", "quotes": [{"key": "k", "quote": "a" * (LONGEST_QUOTE + 1)}]},
        ),
        (
            {"text": "a", "quotes": [{"key": "k", "quote": "a"}] * MOST_KEYS},
            {"text": "a", "quotes": [{"key": "k", "quote": "a"}] * (MOST_KEYS + 1)},
        ),
        (
            {"text": "a", "quotes": [{"key": "k" * 40, "quote": "a"}]},
            {"text": "a", "quotes": [{"key": "k" * 41, "quote": "a"}]},
        ),
    ],
)
def test_limits_of_a_statement(fitting: Statement, too_much: Statement) -> None:
    assert len(read(JsonReader(), [json_of(fitting)])) == 1
    with pytest.raises(ReplyError):
        read(JsonReader(), [json_of(too_much)])


def test_limits_of_a_statement_in_lines() -> None:
    assert len(read(LineReader(), [f"S: {'a' * LONGEST_TEXT}"])) == 1
    for reply in (
        f"S: {'a' * (LONGEST_TEXT + 1)}",
        f"S: a\nK: {'k ' * (MOST_KEYS + 1)}",
        f"S: a\nQ k: {'a' * (LONGEST_QUOTE + 1)}",
    ):
        with pytest.raises(ReplyError):
            read(LineReader(), [reply])


def test_too_many_statements_are_refused() -> None:
    one = {"text": "a"}
    assert len(read(JsonReader(), [json_of(*[one] * MOST_STATEMENTS)])) == MOST_STATEMENTS
    with pytest.raises(ReplyError):
        read(JsonReader(), [json_of(*[one] * (MOST_STATEMENTS + 1))])
    lines = ["S: a\n\n"] * (MOST_STATEMENTS + 1)
    assert len(read(LineReader(), lines[1:])) == MOST_STATEMENTS
    with pytest.raises(ReplyError):
        read(LineReader(), [*lines, "S: a\n\n"])


@pytest.mark.parametrize(
    ("make", "first", "again"),
    [
        (JsonReader, '{"statements": [{"text": "', "a" * 100),
        (JsonReader, '{"statements": [', " , \n"),
        (JsonReader, f'{{"statements": [{ONE}]}}', " \n"),
        (JsonReader, "", " \n"),
        (LineReader, "S: ", "a" * 100),
        (LineReader, "", "\n"),
    ],
)
def test_a_reply_without_end_is_refused_in_time(make: type[Reader], first: str, again: str) -> None:
    reader = make()
    reader.feed(first)
    taken = len(first)
    with pytest.raises(ReplyError):
        while taken <= 2 * LONGEST_REPLY:
            taken += len(again)
            reader.feed(again)
    assert LONGEST_REPLY < taken <= LONGEST_REPLY + len(again)


def test_the_schema_asks_for_what_is_read() -> None:
    statement = SCHEMA["properties"]["statements"]["items"]  # type: ignore[index]
    assert set(statement["properties"]) == set(Said.model_fields)
    quoted = statement["properties"]["quotes"]["items"]
    assert set(quoted["properties"]) == set(Quoted.model_fields)
    for part in (SCHEMA, statement, quoted):  # strict servers want both
        assert part["additionalProperties"] is False
        assert set(part["required"]) == set(part["properties"])
