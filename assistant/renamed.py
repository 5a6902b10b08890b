"""Bodies that are no more: an answer says which ones answered for them."""

from dataclasses import replace

from assistant import wording
from assistant.draft import Draft, Statement
from assistant.query import Query
from corpus import agencies
from prompts.frames import frame


def with_names_of_today(query: Query, draft: Draft) -> Draft:
    """Return a draft that says which bodies answered for those that are no more."""
    if draft.answered_by != "register" or not draft.rows:
        return draft
    told = tuple(
        Statement(
            frame(
                query.language,
                "renamed",
                old=wording.names([old], query.language).removeprefix("the "),
                new=wording.names([new], query.language),
            ),
            bare=True,
        )
        for old, new in query.renamed
        if any(agencies.same(row.agency, new) for row in draft.rows)
    )
    new = tuple(statement for statement in told if statement not in draft.statements)
    return replace(draft, statements=(*draft.statements, *new))
