"""Places that an event's sentence only describes: "15 km south-west of Idlib".

What stands before a name and makes another place of it is kept as a phrase for
``locatives``: an offset, a part ("northern Syria"), surroundings ("the outskirts of
Aleppo"). What only says more of the named place ("the northern city of Aleppo") is not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from ...data.lexicon import load_lexicon
from ..locatives import parse_locative
from .model import ClaimRead, EventRead, Toponym
from .text import Document, Span

__all__ = ["describe_places"]

_LONGEST: Final = 6
_ARTICLES: Final = frozenset({"the", "a", "an"})


@cache
def _hints() -> frozenset[str]:
    return frozenset(load_lexicon("where")["describing"]["words"])


@cache
def _nouns() -> frozenset[str]:
    return frozenset(load_lexicon("where")["describing"]["nouns"])


def describe_places(
    document: Document, events: Iterable[EventRead], claims: Sequence[ClaimRead]
) -> tuple[EventRead, ...]:
    """Events with the phrase that describes their place, where one does."""
    unnamed = {
        claim.start.span: document.text[slice(*claim.span)]
        for claim in claims
        if not claim.end.name and claim.km is not None
    }
    return tuple(_described(document, event, unnamed) for event in events)


def _described(document: Document, event: EventRead, unnamed: dict[Span, str]) -> EventRead:
    if event.toponym is None:
        return event
    phrase = _phrase(document, event.toponym, unnamed)
    return event if phrase is None else replace(event, described=phrase)


def _phrase(document: Document, toponym: Toponym, unnamed: dict[Span, str]) -> str | None:
    offset = unnamed.get(toponym.span)
    if offset is not None:
        return offset if parse_locative(offset) is not None else None
    words = document.word_span(toponym.span)
    sentence = document.sentences[document.sentence_at(words.start)]
    first = max(sentence.first, words.start - _LONGEST)
    before = document.lowers[first : words.start]
    if _hints().isdisjoint(before) or not _nouns().isdisjoint(before[-2:]):
        return None
    after = document.lowers[words.end : words.end + 1]
    if before[-1] in _hints() and not _nouns().isdisjoint(after):
        return None  # "the central Hama province" is all of it
    for start in range(first, words.start):
        if document.lowers[start] in _ARTICLES:
            continue
        phrase = document.slice(start, words.end)
        locative = parse_locative(phrase) if document.lowers[start] in _hints() else None
        if locative is not None and locative.anchors == (toponym.name,):
            return phrase
    return None
