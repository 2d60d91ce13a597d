"""Names of countries and capitals that stand for a government: "Moscow said"."""

from functools import cache
from typing import Final

from ...data import tables
from .text import Document, Span
from .vocabulary import Vocabulary, load_vocabulary

__all__ = ["is_metonym", "stands_for_governments"]

_MOST_ADVERBS: Final = 4
_POSSESSIVES: Final = frozenset({"'s", "’s"})
_ADVERBS: Final = frozenset(
    (  # noqa: SIM905
        "also so far already now later recently repeatedly then first "
        "strongly formally openly"
    ).split()
)
_BE: Final = frozenset({"is", "was", "were", "be", "been", "are"})
_HAVE: Final = frozenset({"has", "have", "had"})
_BETWEEN_REACH: Final = 6
_PLACES_OF: Final = frozenset(
    (  # noqa: SIM905
        "in at near from inside within across throughout into outside of around towards on"
    ).split()
)
_AGAINST: Final = frozenset(
    (  # noqa: SIM905
        "against accused accuse accuses accusing urged urge urging warned blamed blame "
        "blames pressured told asked sanctioned by"
    ).split()
)
_PASSIVE: Final = frozenset(
    (  # noqa: SIM905
        "hit struck bombed attacked shelled located home used rocked plunged gripped "
        "devastated ravaged divided torn under one part now the a being"
    ).split()
)


@cache
def stands_for_governments() -> frozenset[str]:
    """Names of capitals, in small letters, as they are written in English."""
    capitals = {country.capital.lower() for country in tables.load_countries()}
    return frozenset(capitals - {""}) | {"kyiv", "tehran"}


def is_metonym(document: Document, words: Span, sentence: int) -> bool:
    """Whether a country or capital, by the words around it, is its government.

    Parameters
    ----------
    document
        Where it stands.
    words
        The words [first, last) of the name.
    sentence
        The number of the sentence they are in.
    """
    vocabulary = load_vocabulary()
    first, last = words
    within = document.sentences[sentence]
    before = _word_before(document, first, within.first)
    lowers = document.lowers
    if before in _PLACES_OF:
        return before == "from" and _is_pressure(lowers, first, within.first)
    if before in _AGAINST or _is_for(lowers, first, within.first):
        return True
    at = last
    if at < within.last and lowers[at] in _POSSESSIVES:
        return at + 1 < within.last and lowers[at + 1] in vocabulary.metonym_nouns
    if before == "between":
        return _is_between_parties(document, last, within.last)
    return _is_subject(document, at, within.last, vocabulary)


def _word_before(document: Document, first: int, start: int) -> str:
    at = first - 1
    while at >= start and document.lowers[at] in {"the", '"', "“"}:
        at -= 1
    return document.lowers[at] if at >= start else ""


def _is_pressure(lowers: list[str], first: int, start: int) -> bool:
    return bool(
        {"pressure", "support", "backing"} & set(lowers[max(start, first - 8) : first])
    )


def _is_for(lowers: list[str], first: int, start: int) -> bool:
    before = lowers[max(start, first - 3) : first]
    return "for" in before and "spying" in before


def _is_between_parties(document: Document, last: int, end: int) -> bool:
    """Whether "between X and" goes on with a party, not with another place."""
    lowers = document.lowers
    after = lowers[last : min(last + _BETWEEN_REACH, end)]
    if "and" not in after:
        return False
    at = last + after.index("and") + 1
    return at < end and (
        lowers[at] in {"hamas", "hezbollah"}
        or (document.words[at].islower() and lowers[at] != "the")
    )


def _is_subject(document: Document, at: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether a verb of governments follows, perhaps after another party."""
    lowers, words = document.lowers, document.words
    if at + 1 < end and lowers[at] in {"and", "or"} and words[at + 1][0].isupper():
        at += 2
        while at < end and words[at][0].isupper():
            at += 1
    for _ in range(_MOST_ADVERBS):
        if at < end and (lowers[at] in _ADVERBS or lowers[at].endswith("ly")):
            at += 1
    if at >= end or lowers[at] not in vocabulary.metonym_verbs:
        return False
    if lowers[at] in _HAVE and lowers[at + 1 : at + 2] == ["been"]:
        at += 1
    is_weak = lowers[at] in _BE
    return not (is_weak and at + 1 < end and lowers[at + 1] in _PASSIVE)
