"""Short forms ("TTHC", "DNNVV") and the words they stand for, in both directions.

``data/short_forms.tsv`` lists them; several short forms may stand for the same words.
"""

from functools import cache
from pathlib import Path

from corpus.tsv import DATA, read_table
from corpus.words import fold, words

PATH = DATA / "short_forms.tsv"
COLUMNS = ("short", "full", "source")
Wording = tuple[str, ...]


def load(path: Path = PATH) -> tuple[tuple[str, str], ...]:
    """Return the pairs of short form and full words of a table.

    Raises:
        DataError: with file and line, where the table breaks its form.
    """
    rows = read_table(path, COLUMNS)
    return tuple((row.fields["short"], row.fields["full"]) for row in rows)


@cache
def same(wording: Wording) -> tuple[Wording, ...]:
    """Return the other forms of a wording, spelt as :func:`corpus.words.words` does.

    Words without marks stand for words with them.

    >>> same(("tthc",))
    (('thủ', 'tục', 'hành', 'chính'),)
    """
    return _book().get(" ".join(map(fold, wording)), ())


@cache
def forms() -> frozenset[str]:
    """Return the short forms without marks, in small letters ("tthc")."""
    return frozenset(" ".join(fold(w.text) for w in words(short)) for short, _ in load())


@cache
def _book() -> dict[str, tuple[Wording, ...]]:
    forms: dict[str, list[Wording]] = {}
    for short, full in load():
        one = tuple(word.text for word in words(short))
        other = tuple(word.text for word in words(full))
        forms.setdefault(" ".join(map(fold, one)), []).append(other)
        forms.setdefault(" ".join(map(fold, other)), []).append(one)
    for key, wordings in list(forms.items()):
        wider = [far for near in wordings for far in forms[" ".join(map(fold, near))]]
        forms[key] = [
            w for w in dict.fromkeys((*wordings, *wider)) if " ".join(map(fold, w)) != key
        ]
    return {key: tuple(wordings) for key, wordings in forms.items()}
