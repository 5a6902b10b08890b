"""The index: chunks found by words and by vectors, kept on the disk."""

from corpus.errors import BuildFailedError
from index.store import BuildOptions, BuildReport, Hit, Index, build, current_build_id, ensure, load

__all__ = [
    "BuildFailedError",
    "BuildOptions",
    "BuildReport",
    "Hit",
    "Index",
    "build",
    "current_build_id",
    "ensure",
    "load",
]
