"""The writer that the environment asks for; ``None`` where no model is named."""

from functools import partial
from typing import TYPE_CHECKING

from assistant.model.settings import from_environment

if TYPE_CHECKING:
    from assistant.model.writing import Writer


def open_writer() -> "Writer | None":
    """Return the writer of the model that ``CHAT_MODEL`` names; nothing is sent yet.

    Raises:
        InputError: a setting cannot be used, or its provider's package is not installed.
    """
    settings = from_environment()
    if settings is None:
        return None
    # Imported here: LangChain's models are only needed where there is one.
    from assistant.model.connecting import connect, pieces, structured
    from assistant.model.writing import Writer

    model = connect(settings)
    return Writer(
        settings.name,
        partial(pieces, model),
        partial(pieces, structured(model, settings.provider)),
        timeout_s=settings.timeout_s,
    )
