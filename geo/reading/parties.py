"""Who acts in a text: known actors by their aliases, others by the nouns that end them.

"HTS" and "Hayat Tahrir" are one actor; "pro-Russian separatists" are whoever the words
say. Who does what to whom is decided in ``roles``.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from ...data.lexicon import load_lexicon
from .forms import Found, PhraseIndex
from .model import Party, Toponym
from .text import Document
from .vocabulary import load_vocabulary

__all__ = ["Actor", "country_of", "find_actors"]

_MOST_MODIFIERS: Final = 6
_MOST_HEADS: Final = 4
_SIDES: Final = ("government", "nonstate", "civilians")
_HYPHEN_LISTS: Final = (["-"], ["‐"], ["‑"], ["–"])
_OWNERS: Final = frozenset({"its", "their", "his"})
_HYPHENS: Final = frozenset("-‐‑–")


class Actor(NamedTuple):
    """A mention of somebody: words [first, last), the usual name, and which side."""

    first: int
    last: int
    name: str
    side: str
    """government, nonstate, civilians, international, source or media."""

    def party(self, document: Document) -> Party:
        """The mention as a value with its span."""
        return Party(document.span(self.first, self.last), self.name)


class _Known(NamedTuple):
    name: str
    side: str


@cache
def _known() -> PhraseIndex[_Known]:
    index: PhraseIndex[_Known] = PhraseIndex()
    for actor in load_lexicon("actors")["actor"]:
        for alias in (actor["name"], *actor["aliases"]):
            index.add(alias, _Known(actor["name"], actor["side"]))
    return index


@cache
def _heads() -> PhraseIndex[str]:
    index: PhraseIndex[str] = PhraseIndex()
    heads = load_lexicon("actors")["heads"]
    for side in _SIDES:
        for head in heads[side]:
            index.add_noun(head.lower(), side)
    return index


@cache
def _modifiers() -> frozenset[str]:
    return frozenset(load_lexicon("actors")["modifiers"])


def country_of(actor: Actor) -> str | None:
    """ISO code of the country whose demonym an actor's name begins with, or ``None``."""
    return _countries().get(actor.name.partition(" ")[0].lower())


@cache
def _countries() -> dict[str, str]:
    """ISO codes of countries by their demonyms in lower case."""
    return {word.lower(): code for word, code in load_vocabulary().demonyms.items()}


def find_actors(document: Document, toponyms: Sequence[Toponym]) -> list[Actor]:
    """Mentions of actors in the order of the text, not overlapping.

    Names of countries and capitals that stand for their governments are among them.
    """
    found = [
        Actor(match.first, match.last, match.meaning.name, match.meaning.side)
        for match in _known().find(document.words)
    ]
    taken = {i for actor in found for i in range(actor.first, actor.last)}
    for match in _joined(document, _heads().find(document.lowers)):
        is_part = document.lowers[match.last : match.last + 1] in _HYPHEN_LISTS
        is_named = match.first - 1 in taken and _is_one_sentence(  # "IS fighters" are one
            document, match.first - 1, match.first
        )
        is_part = is_part or is_named or match.first in taken
        if not is_part and match.last - 1 not in taken:
            first = _modified_from(document, match.first)
            first = max(first, match.first) if first in taken else first
            name = document.slice(first, match.last)
            found.append(Actor(first, match.last, name, match.meaning))
            taken.update(range(first, match.last))
    for toponym in toponyms:
        if toponym.is_metonym:
            words = document.word_span(toponym.span)
            if words.start not in taken:
                found.append(Actor(words.start, words.end, toponym.name, "government"))
    found += [pair for actor in found for pair in _paired(document, actor)]
    return _with_owners(document, sorted(found))


def _is_one_sentence(document: Document, word: int, other: int) -> bool:
    return document.sentence_at(word) == document.sentence_at(other)


def _joined(document: Document, heads: list[Found[str]]) -> list[Found[str]]:
    """Heads that stand beside each other as one: "government forces", "rebel fighters"."""
    joined: list[Found[str]] = []
    for head in heads:
        before = joined[-1] if joined else None
        if (
            before is None
            or before.last < head.first
            or head.last - before.first > _MOST_HEADS
            or not _is_one_sentence(document, before.first, head.first)
        ):
            joined.append(head)
            continue
        is_civilian = "civilians" in {before.meaning, head.meaning}
        side = head.meaning if is_civilian else before.meaning
        joined[-1] = Found(before.first, head.last, head.form, side)
    return joined


def _paired(document: Document, actor: Actor) -> Iterator[Actor]:
    """The first of two that share a noun: "Syrian and Russian jets"."""
    at = actor.first - 2
    if at < 0 or document.lowers[at + 1] not in {"and", "or"}:
        return
    if document.lowers[at] in _countries() and document.words[at][0].isupper():
        words = [document.words[at], *document.words[actor.last - 1 : actor.last]]
        known = _known().find(words)
        name = known[0].meaning.name if known else " ".join(words)
        yield Actor(at, at + 1, name, known[0].meaning.side if known else actor.side)


def _with_owners(document: Document, actors: list[Actor]) -> list[Actor]:
    """Actors of whom only "its forces" is said, as those whose forces they are."""
    named: Actor | None = None
    owned = []
    for actor in actors:
        is_owned = actor.first > 0 and document.lowers[actor.first - 1] in _OWNERS
        if is_owned and named is not None and actor.side != "civilians":
            owned.append(actor._replace(name=named.name, side=named.side))
            continue
        if actor.name[0].isupper() and actor.side in {"government", "nonstate"}:
            named = actor
        owned.append(actor)
    return owned


def _modified_from(document: Document, head: int) -> int:
    """First word of what stands before a head noun and belongs to it."""
    first = head
    start = document.sentences[document.sentence_at(head)].first
    lowers, words = document.lowers, document.words
    while first > start and head - first < _MOST_MODIFIERS:
        before = first - 1
        if words[before] in _HYPHENS and before > start:
            first = before - 1
        elif (
            lowers[before] in _modifiers()
            or lowers[before] in _countries()
            or (words[before][0].isupper() and before > start and words[before].isalpha())
        ):
            first = before
        elif (
            lowers[before] in {"'s", "’s"}
            and before > start
            and words[before - 1][0].isupper()
        ):
            first = before - 1
        else:
            break
    return first
