"""One place as a source tells of it, on its way into the gazetteer's index."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from ..data.schema import Kind

__all__ = ["COUNTRY_SEPARATOR", "PlaceRow", "settlement_kind", "settlement_radius_m"]

COUNTRY_SEPARATOR: Final = "|"

_RADII_M: Final = ((1_000_000, 5_000.0), (100_000, 3_000.0), (10_000, 2_000.0))
_SMALLEST_RADIUS_M: Final = 1_000.0
_CITY, _TOWN = 100_000, 5_000


class PlaceRow(NamedTuple):
    """One place as it is put into the index; degrees WGS84, metres."""

    name: str
    lon: float
    lat: float
    kind: Kind
    country: str
    """ISO alpha-2; several joined by "|", the main one first; "" where there is none."""
    admin1: str | None
    geonameid: int | None
    population: int | None
    uncertainty_m: float
    source: str | None
    """Where the coordinates come from; ``None``: from GeoNames, by the id."""
    names: Sequence[str] = ()
    weight: float | None = None
    """How likely it is meant, in people; ``None``: by its population."""
    outline: bytes | None = None
    """Its shape as WKB, EPSG:4326, if the source has one."""


def settlement_radius_m(population: int) -> float:
    """Radius within which a settlement's streets are taken to lie, metres.

    5 km from a million people, 3 km from 100,000, 2 km from 10,000, else 1 km: this
    project's convention, because GeoNames gives points without extents.
    """
    for least, radius_m in _RADII_M:
        if population >= least:
            return radius_m
    return _SMALLEST_RADIUS_M


def settlement_kind(population: int) -> Kind:
    """City from 100,000 people, town from 5,000, else village."""
    if population >= _CITY:
        return Kind.CITY
    return Kind.TOWN if population >= _TOWN else Kind.VILLAGE
