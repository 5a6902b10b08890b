"""The day that the evaluation takes for today.

Some answers depend on the day: what falls due in the next month, what has passed, which
year "before 15/9" means. A run of tomorrow must give the answers of a run of today.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from corpus import settings

NAME = "PLANS_TODAY"
DAY = "2026-07-25"
"""A day on which the shipped plans are in force and most of their deadlines lie ahead."""


@contextmanager
def fixed_day() -> Iterator[None]:
    """Let today be ``DAY`` while this lasts, where ``PLANS_TODAY`` does not say another day.

    Raises:
        InputError: the settings file cannot be used.
    """
    if settings.read(NAME):
        yield
        return
    before = os.environ.get(NAME)
    os.environ[NAME] = DAY
    try:
        yield
    finally:
        if before is None:
            del os.environ[NAME]
        else:
            os.environ[NAME] = before
