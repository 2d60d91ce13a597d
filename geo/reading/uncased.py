"""Names of places in scripts without capitals: Arabic, Hebrew and others.

Only names that the gazetteer knows are found: countries and great cities anywhere, others
after a word that a place follows ("in", "the village of") or in a list behind one.
"""

from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import Final, NamedTuple

from ...data.lexicon import load_lexicon
from .known_names import Known
from .name_choice import Chosen
from .text import Document, Sentence

__all__ = ["choose_uncased"]

_MOST_WORDS: Final = 4
_LEAST_BARE: Final = 3
"""Letters that are left of a word without the particle before it."""
_GREAT: Final = 500_000
_JOINING: Final = frozenset("،,;؛")

Ask = Callable[[str], Known | None]


class _Words(NamedTuple):
    """Words of the scripts without capitals."""

    cues: frozenset[str]
    """A place follows them."""
    common: frozenset[str]
    """Never places."""
    particles: tuple[str, ...]
    """Written as one with the word after them."""


@cache
def _load_words() -> _Words:
    lists = load_lexicon("toponyms")["uncased"]
    return _Words(
        frozenset(lists["cues"].split()),
        frozenset(lists["common"].split()),
        tuple(lists["particles"].split()),
    )


def choose_uncased(
    document: Document, ask: Ask, countries: Collection[str]
) -> list[Chosen]:
    """The places that are named in scripts without capitals, in order."""
    if document.text.isascii():
        return []
    return [
        chosen
        for number, sentence in enumerate(document.sentences)
        for chosen in _in_sentence(document, number, sentence, ask, countries)
    ]


def _in_sentence(
    document: Document,
    number: int,
    sentence: Sentence,
    ask: Ask,
    countries: Collection[str],
) -> Iterator[Chosen]:
    words = document.words
    at, is_cued = sentence.first, False
    while at < sentence.last:
        word = words[at]
        if not _is_uncased(word):
            is_cued = is_cued and word in _JOINING
            at += 1
            continue
        found = _longest(document, at, sentence.last, ask, countries, is_cued=is_cued)
        if found is None:
            is_cued = word in _load_words().cues
            at += 1
            continue
        end, kind = found
        yield Chosen(at, end, number, kind)
        at, is_cued = end, True


def _is_uncased(word: str) -> bool:
    return not word.isascii() and word[0].isalpha() and word.lower() == word.upper()


def _longest(  # noqa: PLR0913  where, in whose light
    document: Document,
    at: int,
    stop: int,
    ask: Ask,
    countries: Collection[str],
    *,
    is_cued: bool,
) -> tuple[int, str] | None:
    """End and kind of the longest known name that begins at a word."""
    words, lists = document.words, _load_words()
    most = _MOST_WORDS if is_cued else 2
    end = at + 1
    while end < min(at + most, stop) and _is_uncased(words[end]):
        end += 1
    for last in range(end, at, -1):
        if last == at + 1 and (words[at] in lists.common or words[at] in lists.cues):
            return None
        known = ask(document.slice(at, last))
        if known is None and last == at + 1:
            known = _without_particle(words[at], ask)
        if known is not None and _is_meant(known, countries, is_cued=is_cued):
            return last, known.kind
    return None


def bare_word(word: str) -> str:
    """A word without the particle that is written as one with it: "and Aleppo"."""
    for particle in _load_words().particles:
        if word.startswith(particle) and len(word) - len(particle) >= _LEAST_BARE:
            return word[len(particle) :]
    return word


def _without_particle(word: str, ask: Ask) -> Known | None:
    bare = bare_word(word)
    return None if bare == word else ask(bare)


def _is_meant(known: Known, countries: Collection[str], *, is_cued: bool) -> bool:
    if known.kind == "country":
        return True
    if not is_cued:
        return known.is_famous and known.population >= _GREAT
    return known.is_famous or known.people_in(countries) >= 0
