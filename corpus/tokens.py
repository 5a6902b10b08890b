"""The only door to tiktoken: token counts that are the same on every machine.

tiktoken's own encodings are downloaded at first use, so the project ships ranks of its
own, in tiktoken's text format, and always counts with those. They were trained on the
shipped plans (``corpus/plans/*.md``: NFC, Markdown marks and tags taken out, files in
the order of their names) as byte-level BPE by the ``tokenizers`` package, with the
splitting pattern below, a vocabulary of at most 4,000 (the plans have words for about 2,000); the
256 bytes have ranks 0 to 255, the merges follow in the order in which they were made.
The same input gives the same ranks. ``python -m corpus.tokens`` trains them again and
prints their hash; new ranks cut new chunks, so the hash is pinned here and in a test.
"""

import base64
import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import tiktoken

from corpus.errors import DataError

NAME = "plans-vi-4k"
PATTERN = r" ?[\p{L}\p{M}]+| ?\p{N}{1,3}| ?[^\s\p{L}\p{M}\p{N}]+|\s+"
VOCABULARY = 4000
RANKS_PATH = Path(__file__).parent / "data" / "tokens.tiktoken"
RANKS_SHA256 = "cc8aca24cdadc0fea208172b5cdf3d3ea13b0c6f0f67d2fd94564368904cb605"
_PLANS_PATH = Path(__file__).parent / "plans"
_MARKUP = re.compile(r"[*#]+|</?[a-z]+>")


@cache
def encoding() -> tiktoken.Encoding:
    """Return the project's encoding, read from the shipped ranks.

    Raises:
        DataError: the ranks file is missing, or is not the one with the pinned hash.
    """
    try:
        data = RANKS_PATH.read_bytes()
    except OSError as error:
        raise DataError(f"{RANKS_PATH}: cannot be read ({error}); install again") from error
    found = hashlib.sha256(data).hexdigest()
    if found != RANKS_SHA256:
        raise DataError(
            f"{RANKS_PATH}: expected SHA-256 {RANKS_SHA256}, found {found}; restore the file"
        )
    return tiktoken.Encoding(
        NAME, pat_str=PATTERN, mergeable_ranks=parse_ranks(data), special_tokens={}
    )


def count(text: str) -> int:
    """Return the number of tokens of a text; an empty text has none.

    >>> count("")
    0
    """
    return len(encoding().encode_ordinary(text))


def parse_ranks(data: bytes) -> dict[bytes, int]:
    """Return the ranks of tiktoken's text format: a line is base64, a space, a rank."""
    ranks: dict[bytes, int] = {}
    for number, line in enumerate(data.splitlines(), 1):
        token, _, rank = line.partition(b" ")
        try:
            ranks[base64.b64decode(token, validate=True)] = int(rank)
        except ValueError as error:
            raise DataError(
                f"{RANKS_PATH}:{number}: expected base64, a space and a rank; found {line!r}"
            ) from error
    return ranks


def format_ranks(ranks: dict[bytes, int]) -> bytes:
    """Return the ranks in tiktoken's text format, lowest rank first."""
    lines = (
        base64.b64encode(token) + b" " + str(rank).encode()
        for token, rank in sorted(ranks.items(), key=lambda item: item[1])
    )
    return b"\n".join(lines) + b"\n"


def train(texts: Iterable[str]) -> dict[bytes, int]:
    """Return ranks trained on the texts (see the module's words on how)."""
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers

    byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(PATTERN), behavior="isolated"), byte_level]
    )
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        min_frequency=1,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    learnt = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    ranks = {bytes([value]): value for value in range(256)}
    letters = _byte_letters()
    for token, _ in learnt:
        ranks.setdefault(bytes(letters[char] for char in token), len(ranks))
    return ranks


def _byte_letters() -> dict[str, int]:
    """Return which byte each letter of the byte-level alphabet (as in GPT-2) stands for."""
    shown = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [value for value in range(256) if value not in shown]
    letters = {chr(value): value for value in shown}
    letters.update((chr(256 + place), value) for place, value in enumerate(hidden))
    return letters


def main() -> int:
    """Train the ranks on the shipped plans, write them, and print their hash."""
    texts = [
        _MARKUP.sub("", unicodedata.normalize("NFC", path.read_text(encoding="utf-8")))
        for path in sorted(_PLANS_PATH.glob("*.md"))
    ]
    ranks = train(texts)
    data = format_ranks(ranks)
    RANKS_PATH.write_bytes(data)
    print(f"{len(ranks)} ranks, SHA-256 {hashlib.sha256(data).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
