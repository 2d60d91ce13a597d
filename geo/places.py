"""Places as they are found: gazetteer entries, and how they were matched."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ..data.schema import Kind

__all__ = ["Match", "Place", "Town", "known_abroad"]

_KNOWN_ABROAD: Final = frozenset(
    {Kind.COUNTRY, Kind.ADMIN1, Kind.AIRPORT, Kind.REGION, Kind.WATER}
)
_POPULATION_ABROAD: Final = 100_000


def known_abroad(kind: str, population: int | None) -> bool:
    """Whether a report on another country can mean such a place without saying so.

    A village that the gazetteer lacks must not become its namesake on another continent.
    """
    return kind in _KNOWN_ABROAD or (population or 0) >= _POPULATION_ABROAD


class Match(StrEnum):
    """How a name was found."""

    EXACT = "exact"
    ALTERNATE = "alternate name"
    ARTICLE_FREE = "without article"
    SKELETON = "consonants"
    FUZZY = "fuzzy"
    IDENTIFIER = "geonameid"
    POSITION = "position"
    ANALYST = "analyst"
    ONLINE = "online"
    DESCRIBED = "described"


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry that was found for a name; degrees WGS84, metres."""

    name: str
    lon: float
    lat: float
    kind: Kind
    country: str | None  # ISO 3166-1 alpha-2
    admin1: str | None  # GeoNames' code of the first-order division
    geonameid: int | None
    population: int | None
    uncertainty_m: float  # radius within which the place lies
    score: float  # 0 to 1: how far ahead of the other candidates
    matched: Match
    source: str  # where the coordinates come from

    @property
    def is_known_abroad(self) -> bool:
        """Whether a report on another country can mean it, by `known_abroad`."""
        return known_abroad(self.kind, self.population)

    def to_dict(self) -> dict[str, object]:
        """The fields in the order of ``geocode --json``; enumerations as text."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {**values, "kind": str(self.kind), "matched": str(self.matched)}


@dataclass(frozen=True, slots=True)
class Town:
    """A settlement to label on a map; degrees WGS84."""

    name: str
    lon: float
    lat: float
    population: int
    arabic: str | None = None  # its name in Arabic, if the gazetteer has one
