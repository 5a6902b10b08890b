"""General English words in Vietnamese, for what the glossary of the trade does not hold.

``data/everyday.tsv`` lists headwords with what Vietnamese texts write for them, the
commonest first. It helps a search for a passage; a rendering is never shown.
"""

from functools import cache
from pathlib import Path

from corpus.glossary import Entry, Expansion, Phrases, expand
from corpus.tsv import DATA, broken, read_table

PATH = DATA / "everyday.tsv"
COLUMNS = ("en", "vi")
TOPIC = "everyday"


def load(path: Path = PATH) -> tuple[Entry, ...]:
    """Return the renderings, a headword's in its order.

    Raises:
        DataError: with file and line, where the table breaks its form.
    """
    found: list[Entry] = []
    for row in read_table(path, COLUMNS):
        terms = row.listed("vi")
        if not terms:
            raise broken(path, row.line, "a headword needs a rendering")
        found += [Entry(term, (row.fields["en"],), TOPIC, "plain") for term in terms]
    return tuple(found)


def expand_everyday(question: str) -> list[Expansion]:
    """Return what the everyday words of an English question may be in Vietnamese."""
    return expand(question, _phrases())


@cache
def _phrases() -> Phrases:
    return Phrases(load())
