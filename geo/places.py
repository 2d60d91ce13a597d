"""Places as they are found: gazetteer entries, and how they were matched."""

from dataclasses import asdict, dataclass
from enum import StrEnum

from ..data.schema import Kind

__all__ = ["Match", "Place", "Town"]


class Match(StrEnum):
    """How a name was found."""

    EXACT = "exact"
    ALTERNATE = "alternate name"
    ARTICLE_FREE = "without article"
    FUZZY = "fuzzy"
    IDENTIFIER = "geonameid"
    POSITION = "position"
    ANALYST = "analyst"


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

    def to_dict(self) -> dict[str, object]:
        """The fields in the order of ``geocode --json``; enumerations as text."""
        return {**asdict(self), "kind": str(self.kind), "matched": str(self.matched)}


@dataclass(frozen=True, slots=True)
class Town:
    """A settlement to label on a map; degrees WGS84."""

    name: str
    lon: float
    lat: float
    population: int
