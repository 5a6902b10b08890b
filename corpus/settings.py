"""Settings by environment, read at each call so that a test can change them."""

import datetime
import os
from pathlib import Path

from corpus.errors import InputError

ROOT = Path(__file__).resolve().parent.parent
SHIPPED_PLANS = ROOT / "corpus" / "plans"


def data_dir() -> Path:
    """Return the folder for what this machine makes (``PLANS_DATA_DIR``, else ``data/``)."""
    named = os.environ.get("PLANS_DATA_DIR")
    return Path(named).expanduser().resolve() if named else ROOT / "data"


def embedding_model() -> str | None:
    """Return the hub model or folder of ``EMBEDDING_MODEL``; ``None``: our own encoder."""
    return os.environ.get("EMBEDDING_MODEL") or None


def today() -> datetime.date:
    """Return the date of ``PLANS_TODAY`` (YYYY-MM-DD), else the clock's.

    Raises:
        InputError: ``PLANS_TODAY`` is not a date.
    """
    named = os.environ.get("PLANS_TODAY")
    if not named:
        return datetime.date.today()
    try:
        return datetime.date.fromisoformat(named)
    except ValueError as error:
        msg = f"PLANS_TODAY is '{named}', which is not a date; write it as 2026-07-25."
        raise InputError(msg) from error
