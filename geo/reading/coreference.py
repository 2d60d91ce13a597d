"""Words that stand for a place named before: "the city", "the provincial capital", "there".

Each goes back to the nearest place of a fitting kind. Whether an event happened there is
weighed like any other phrase.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ...data.schema import SETTLEMENTS, Kind
from .attach_words import ANAPHORS, part_of
from .model import Toponym
from .text import Document, Sentence

__all__ = ["Anaphor", "anaphors", "referent"]

_KINDS: Final[dict[str, frozenset[Kind]]] = {
    "city": frozenset({Kind.CITY, Kind.TOWN}),
    "village": frozenset({Kind.VILLAGE, Kind.TOWN, Kind.OTHER}),
    "admin1": frozenset({Kind.ADMIN1, Kind.ADMIN2, Kind.REGION}),
    "country": frozenset({Kind.COUNTRY}),
    "area": SETTLEMENTS
    | {Kind.DISTRICT, Kind.REGION, Kind.WATER, Kind.FACILITY, Kind.OTHER, Kind.ADMIN2},
}
_UNKNOWN_FITS: Final = frozenset({"city", "village", "area"})
_FARTHEST_BACK: Final = 12
_DEMONSTRATIVES: Final = frozenset({"the", "that", "this", "both"})
_MOST_ADJECTIVES: Final = 2
_EXISTENTIAL: Final = frozenset(
    {
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "could",
        "may",
        "be",
    }
)


class Anaphor(NamedTuple):
    """A noun phrase that refers back: words [first, last), and the kinds it may mean."""

    first: int
    last: int
    kinds: tuple[str, ...]
    is_capital: bool = False


def anaphors(document: Document, sentence: Sentence) -> Iterator[Anaphor]:
    """What may stand for a place in a sentence, in order."""
    lowers = document.lowers
    for at in range(sentence.first, sentence.last):
        word = lowers[at]
        if word == "there":
            if not _is_existential(document, sentence, at):
                yield Anaphor(at, at + 1, ("city", "village", "area", "admin1"))
        elif word in ANAPHORS:
            first = _opening(document, sentence, at)
            if first >= 0:
                yield Anaphor(first, at + 1, ANAPHORS[word], is_capital=word == "capital")


def _is_existential(document: Document, sentence: Sentence, at: int) -> bool:
    """Whether "there" only opens a clause: "there were clashes"."""
    return at == sentence.first or (
        at + 1 < sentence.last and document.lowers[at + 1] in _EXISTENTIAL
    )


def _opening(document: Document, sentence: Sentence, noun: int) -> int:
    """The article before a noun; -1 where it is named ("the city of X") or has none."""
    lowers = document.lowers
    if noun + 1 < sentence.last and (
        lowers[noun + 1] in {"of", "'s", "’s", "-"} or document.words[noun + 1][0].isupper()
    ):
        return -1
    for at in range(noun - 1, max(sentence.first - 1, noun - 2 - _MOST_ADJECTIVES), -1):
        if lowers[at] in _DEMONSTRATIVES:
            return at
        if not document.words[at].islower() or part_of(lowers[at]):
            return -1
    return -1


def referent(
    anaphor: Anaphor, before: int, toponyms: Sequence[Toponym], *, since: int = 0
) -> Toponym | None:
    """The place that an anaphor stands for.

    Parameters
    ----------
    anaphor
        The phrase.
    before
        How many of the toponyms stand before it.
    toponyms
        All of them, in order.
    since
        The first toponym of the sentence.
    """
    if anaphor.is_capital:
        seat = _seat(toponyms, since, before)
        if seat is not None:
            return seat
    back = range(before - 1, max(before - 1 - _FARTHEST_BACK, -1), -1)
    for kinds in (anaphor.kinds[:2], anaphor.kinds[2:]):  # "there" is sooner a settlement
        for i in back:
            if not toponyms[i].is_metonym and _fits(toponyms[i], kinds):
                return toponyms[i]
    return None


def _seat(toponyms: Sequence[Toponym], since: int, before: int) -> Toponym | None:
    """The province that bears the name of its capital, if the sentence names one."""
    for i in range(before - 1, since - 1, -1):
        place = toponyms[i].place
        if place is not None and place.kind == Kind.ADMIN1:
            return toponyms[i]
    return None


def _fits(toponym: Toponym, kinds: Sequence[str]) -> bool:
    place = toponym.place
    if place is None:
        return not _UNKNOWN_FITS.isdisjoint(kinds)
    return any(place.kind in _KINDS[kind] for kind in kinds)
