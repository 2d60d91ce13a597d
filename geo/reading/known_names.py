"""What the gazetteer knows of a name, in brief and remembered: is it a place, and where.

The full candidates are asked for only once it is known which words of a text are names.
"""

import weakref
from collections.abc import Collection
from functools import lru_cache
from typing import Final, NamedTuple

from ..lookup import PlaceLookup
from ..places import Match

__all__ = ["Known", "KnownNames", "known_names"]

_MOST_REMEMBERED: Final = 30_000
_SHORTEST: Final = 3
_LONGEST: Final = 60
_CODES: Final = frozenset({"US", "UK", "U.S.", "U.K."})
_LONGEST_CODE: Final = 4
_AREAS: Final = frozenset({"country", "admin1", "region", "water"})


class Known(NamedTuple):
    """What is known of a name."""

    weights: dict[str, float]
    """By country: of the likeliest place there."""
    populations: dict[str, int]
    """By country: of the largest place there that is so called."""
    kind: str
    """Of the likeliest place of all."""
    is_famous: bool
    """Whether a text on another country can mean it without saying so."""
    population: int
    """Of the largest place whose name it is."""

    def people_in(self, countries: Collection[str]) -> int:
        """People of the largest place of that name in some countries; -1: no such place."""
        return max((self.populations.get(code, -1) for code in countries), default=-1)


class KnownNames:
    """The names of a gazetteer, each asked for once."""

    def __init__(self, lookup: PlaceLookup) -> None:
        reference = weakref.ref(lookup)

        def ask(name: str) -> Known | None:
            owner = reference()
            return None if owner is None else _known(owner, name)

        self.get = lru_cache(maxsize=_MOST_REMEMBERED)(ask)


_REMEMBERED: "weakref.WeakKeyDictionary[PlaceLookup, KnownNames]" = (
    weakref.WeakKeyDictionary()
)


def known_names(lookup: PlaceLookup) -> KnownNames:
    """The names of a lookup; what was asked before is remembered as long as it lives."""
    names = _REMEMBERED.get(lookup)
    if names is None:
        names = _REMEMBERED[lookup] = KnownNames(lookup)
    return names


def _known(lookup: PlaceLookup, name: str) -> Known | None:
    if len(name) > _LONGEST or (name not in _CODES and _letters(name) < _SHORTEST):
        return None
    found = lookup.found_as_spelled(name, ())
    if not found:
        return None
    weights: dict[str, float] = {}
    populations: dict[str, int] = {}
    is_famous = False
    largest = 0
    for candidate in found:
        population = candidate.row[9] or 0
        is_near = candidate.matched is not Match.ARTICLE_FREE
        for code in candidate.countries:
            weights[code] = max(weights.get(code, 0.0), candidate.weight)
            populations[code] = max(populations.get(code, 0), population)
        if is_near and candidate.is_known_abroad:
            is_famous = True
        if candidate.matched is Match.EXACT:
            largest = max(largest, population)
    best = max(found, key=lambda candidate: candidate.weight)
    is_code = name.isascii() and len(name) <= _LONGEST_CODE
    if is_code and best.matched is not Match.EXACT and best.kind not in _AREAS:
        is_famous = False
    return Known(weights, populations, best.kind, is_famous, largest)


def _letters(name: str) -> int:
    return sum(map(str.isalnum, name))
