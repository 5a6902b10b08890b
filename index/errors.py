"""The index's own error beside those of ``corpus.errors``."""

from corpus.errors import IndexError_


class BuildFailedError(IndexError_):
    """The index could not be built; the former one still answers."""
