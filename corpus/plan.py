"""Reading a file into a :class:`~corpus.types.Plan`."""

import hashlib

from corpus.facts import facts_of
from corpus.reading import decode, lines_of
from corpus.sections import lay_out, moves_of, outline_of
from corpus.types import Plan


def read_plan(data: bytes, plan_id: str, source_name: str, *, shipped: bool = False) -> Plan:
    """Return the plan in a file's bytes.

    Raises:
        BadFileError: the bytes are no plan's text (see :func:`corpus.reading.decode`).
    """
    source = decode(data, source_name)
    lines = lines_of(source)
    text, starts = lay_out(lines)
    sections, rows = outline_of(plan_id, lines, text, starts)
    return Plan(
        id=plan_id,
        text=text,
        source_name=source_name,
        source_sha256=hashlib.sha256(data).hexdigest(),
        facts=facts_of(text, sections),
        sections=sections,
        rows=rows,
        moves=moves_of(source, lines),
        shipped=shipped,
    )
