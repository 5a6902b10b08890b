"""Sets of alternative patterns, as the tables of how questions ask are written."""

import re


def any_of(*patterns: str) -> re.Pattern[str]:
    """Return the pattern that is any of these."""
    return re.compile("|".join(patterns))
