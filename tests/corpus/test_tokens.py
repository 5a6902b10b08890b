"""Token counts: a slow byte-pair twin, round trips, pinned ranks, no network."""

import hashlib
import socket
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import tokens
from corpus.errors import DataError

# Chunks are cut by these ranks: another hash means other chunks on every machine.
PINNED = "cc8aca24cdadc0fea208172b5cdf3d3ea13b0c6f0f67d2fd94564368904cb605"
PLANS = sorted((Path(tokens.__file__).parent / "plans").glob("*.md"))
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậếềểễệốồổỗộớờởỡợứừửữựíìỉĩịUBND"


def split(text: str) -> list[str]:
    """Cut as the pattern says, by hand: words, up to three digits, marks, blanks."""

    def kind(char: str) -> str:
        category = unicodedata.category(char)[0]
        if char.isspace():
            return "blank"
        return {"L": "word", "M": "word", "N": "number"}.get(category, "mark")

    pieces, i = [], 0
    while i < len(text):
        j = i + 1 if text[i] == " " and text[i + 1 : i + 2].strip() else i
        here = kind(text[j])
        k = j
        while k < len(text) and kind(text[k]) == here and (here != "number" or k - j < 3):
            k += 1
        pieces.append(text[i:k])
        i = k
    return pieces


def slow_count(text: str) -> int:
    """Merge the pair of the lowest rank, the leftmost first, until none is left."""
    ranks = tokens.parse_ranks(tokens.RANKS_PATH.read_bytes())
    total = 0
    for piece in split(text):
        parts = [bytes([value]) for value in piece.encode()]
        while True:
            pairs = [
                (ranks[a + b], i) for i, (a, b) in enumerate(pairwise(parts)) if a + b in ranks
            ]
            if not pairs:
                break
            place = min(pairs)[1]
            parts[place : place + 2] = [parts[place] + parts[place + 1]]
        total += len(parts)
    return total


@given(st.text())
def test_decoding_gives_the_text_back(text: str) -> None:
    encoding = tokens.encoding()
    assert encoding.decode(encoding.encode(text)) == text


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=LETTERS + "  \n\t.,;-/%0123456789", max_size=80))
def test_counts_agree_with_the_slow_twin(text: str) -> None:
    assert tokens.count(text) == slow_count(text)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_counts_of_plan_lines_agree_with_the_slow_twin(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()[::20]
    assert [tokens.count(line) for line in lines] == [slow_count(line) for line in lines]


def test_ranks_are_the_pinned_ones() -> None:
    assert hashlib.sha256(tokens.RANKS_PATH.read_bytes()).hexdigest() == PINNED
    assert tokens.RANKS_SHA256 == PINNED


def test_ranks_run_from_zero_and_hold_every_byte() -> None:
    ranks = tokens.parse_ranks(tokens.RANKS_PATH.read_bytes())
    assert sorted(ranks.values()) == list(range(len(ranks)))
    assert all(ranks[bytes([value])] == value for value in range(256))
    assert tokens.format_ranks(ranks) == tokens.RANKS_PATH.read_bytes()


def test_common_words_are_one_token_each() -> None:
    assert tokens.count("") == 0
    assert tokens.count(" doanh nghiệp chủ trì thủ tục hành chính") == 8


def test_training_again_gives_the_same_ranks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "RANKS_PATH", tmp_path / "again.tiktoken")
    assert tokens.main() == 0
    assert hashlib.sha256((tmp_path / "again.tiktoken").read_bytes()).hexdigest() == PINNED


def test_a_changed_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tmp_path / "tokens.tiktoken"
    changed.write_bytes(tokens.RANKS_PATH.read_bytes() + b"\n")
    monkeypatch.setattr(tokens, "RANKS_PATH", changed)
    tokens.encoding.cache_clear()
    with pytest.raises(DataError, match="expected SHA-256"):
        tokens.encoding()
    monkeypatch.setattr(tokens, "RANKS_PATH", tmp_path / "missing.tiktoken")
    with pytest.raises(DataError, match="cannot be read"):
        tokens.encoding()
    monkeypatch.undo()


def test_a_bad_line_is_named() -> None:
    with pytest.raises(DataError, match=":2: expected base64"):
        tokens.parse_ranks(b"AA== 0\nAQ==\n")


def test_no_network_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    tokens.encoding.cache_clear()
    assert tokens.count(" doanh nghiệp") == 2
