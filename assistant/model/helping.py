"""What else a model helps with: a follow-up written out, quotes put into English.

Neither is an answer. A question written out holds all that was asked, and only words that the
conversation has said; a translation stands under its quote, is called unofficial, and goes where
its numbers, bodies, roles or negations are not those of the quote.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.draft import Draft
from assistant.language import ENGLISH_STOP, VIETNAMESE_STOP, language_of
from assistant.model.calling import ModelError
from assistant.model.claims import Part, bodies, claims, plain, strange_bodies
from assistant.model.denying import bounds, same_negation
from assistant.model.proving import sound
from assistant.model.sources import source_of
from assistant.model.support import unsupported
from assistant.model.writing import Writer, quotes_of
from assistant.verifying import quote
from corpus import agencies, indices, provinces
from corpus.types import Plan, Span
from corpus.values import values
from corpus.words import fold, words

LONGEST_QUESTION = 400
LONGEST_HISTORY = 6
MOST_QUOTES = 6
LONGEST_QUOTE = 1_500
MOST_STRANGE = 0.1  # of a translation's words without a rendering in its quote
LEAST_LENGTH, MOST_LENGTH = 0.5, 3.0  # of a translation, in lengths of its quote
_LINE = re.compile(r"\A\[?(\w+)\]?\s*:\s*(\S.*)\Z")


def rewritten(writer: Writer, question: str, history: Sequence[str], language: str) -> str | None:
    """Return a follow-up as a question that stands alone; ``None`` where that fails."""
    earlier = [" ".join(one.split()) for one in history[-LONGEST_HISTORY:]]
    try:
        reply = writer.say(
            "rewrite",
            language,
            boundary=writer.boundary(),
            conversation="\n".join(earlier),
            question=" ".join(question.split()),
        )
    except ModelError as fault:
        writer.warn(fault.kind)
        return None
    found = " ".join(reply.split()).strip("\"“”' ")
    said = " \n".join((*earlier, question))
    kept = _content(question, language) <= _words(found)
    return found if kept and _only_said(found, said, language) else None


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word.text) for word in words(text))


def _content(text: str, language: str) -> frozenset[str]:
    """Return the words of a question that say what it is about."""
    return _words(text) - (VIETNAMESE_STOP if language == "vi" else ENGLISH_STOP)


def _only_said(question: str, said: str, language: str) -> bool:
    """Tell whether a question is made of what a conversation has said."""
    if not _content(question, language) <= _words(said):
        return False
    if not 0 < len(question) <= LONGEST_QUESTION or not sound(question):
        return False
    known = {place.province for place in provinces.find(said)}
    new = {place.province for place in provinces.find(question)} - known
    told = bodies(said, "en")
    named = all(any(agencies.same(b.body, o.body) for o in told) for b in bodies(question, "en"))
    listed = {m.index for m in (*indices.find(said, folded=True), *indices.find_english(said))}
    asked = {m.index for m in (*indices.find(question), *indices.find_english(question))}
    numbers = values(question) <= values(said)
    return not new and named and asked <= listed and numbers and language_of(question) == language


def translated(writer: Writer, draft: Draft, plans: Mapping[str, Plan]) -> Draft:
    """Return a draft with unofficial translations of the quotes that it shows, where proved."""
    by_key: dict[str, Span] = {}
    for number, place in enumerate(quotes_of(draft)[:MOST_QUOTES], 1):
        if place.end - place.start <= LONGEST_QUOTE:
            by_key[f"q{number}"] = place
    if not by_key:
        return draft
    told = {key: " ".join(quote(place, plans).split()) for key, place in by_key.items()}
    lines = "\n".join(f"{key}: {text}" for key, text in told.items())
    try:
        reply = writer.say("translate", "en", boundary=writer.boundary(), quotes=lines)
    except ModelError as fault:
        writer.warn(fault.kind)
        return draft
    found: dict[Span, str] = {}
    for line in reply.splitlines():
        match = _LINE.match(line.strip())
        if match and match[1] in by_key and faithful(match[2], told[match[1]]):
            found.setdefault(by_key[match[1]], plain(match[2]).strip())
    statements = tuple(
        replace(s, translations=tuple((p, found[p]) for p in s.quotes if p in found))
        for s in draft.statements
    )
    return replace(draft, statements=statements)


def faithful(translation: str, vietnamese: str) -> bool:
    """Tell whether a translation has a quote's numbers, bodies, roles and negation, no more."""
    length = len(translation) / max(1, len(vietnamese))
    if not (sound(translation) and LEAST_LENGTH <= length <= MOST_LENGTH):
        return False
    said = plain(translation)
    if strange_bodies(said, "en") or language_of(said) != "en":
        return False
    if values(said) != values(vietnamese) or not same_negation(said, vietnamese):
        return False
    strange = unsupported(said, source_of(vietnamese), "en")
    if len(strange) > MOST_STRANGE * len(said.split()) or bounds(said, vietnamese, "en"):
        return False
    here, there = claims(said, "en"), claims(vietnamese, "vi")
    return all(
        any(agencies.same(one.body, other.body) and _alike(one.part, other.part) for other in b)
        for a, b in ((here, there), (there, here))
        for one in a
    )


def _alike(one: Part, other: Part) -> bool:
    """Tell whether two parts may be one; a lead and a partner never are."""
    strict = {Part.LEADS, Part.COORDINATES, Part.DENIED, Part.RECEIVES, Part.REPORTS}
    return one is other or not ({one, other} & strict)
