"""The index: chunks found by words and by vectors, kept on the disk."""

from index.errors import BuildFailedError
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
