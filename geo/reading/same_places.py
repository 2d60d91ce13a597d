"""Whether the places of two tellings may be one: the same, near, or one within the other.

A place that is not told agrees with any.
"""

from typing import Final

from ...data.schema import Kind
from .model import Toponym

__all__ = ["apart_km", "is_one_within_other", "is_smaller", "may_be_same_place"]

_AREAS: Final = frozenset({Kind.COUNTRY, Kind.ADMIN1, Kind.REGION})
_SIZES: Final = (
    *(Kind.COUNTRY, Kind.REGION, Kind.ADMIN1, Kind.ADMIN2, Kind.DISTRICT, Kind.CITY),
    *(Kind.TOWN, Kind.VILLAGE, Kind.FACILITY),
)
_KM_PER_DEGREE: Final = 111.0
_SAME_KM: Final = 5.0


def may_be_same_place(one: Toponym | None, other: Toponym | None) -> bool:
    """Whether two places are one by their names, or lie at most 5 km apart."""
    if one is None or other is None or one.name == other.name:
        return True
    distance_km = apart_km(one, other)
    return distance_km is not None and distance_km <= _SAME_KM


def apart_km(one: Toponym | None, other: Toponym | None) -> float | None:
    """At most how far apart two places are along a parallel or a meridian.

    ``None`` if one of them is unknown or an area. A degree counts 111 km on both axes, so
    that longitudes count too much far from the equator.
    """
    if one is None or other is None:
        return None
    first, second = one.place, other.place
    if first is None or second is None or not _AREAS.isdisjoint((first.kind, second.kind)):
        return None
    eastward = (first.lon - second.lon + 180.0) % 360.0 - 180.0  # the shorter way round
    return max(abs(first.lat - second.lat), abs(eastward)) * _KM_PER_DEGREE


def is_one_within_other(one: Toponym | None, other: Toponym | None) -> bool:
    """Whether one of two places is the country or division of the other."""
    if one is None or other is None:
        return False
    return _contains(one, other) or _contains(other, one)


def _contains(outer: Toponym, inner: Toponym) -> bool:
    """Whether one place is the country or division of another."""
    area, place = outer.place, inner.place
    if area is None or place is None or area.country != place.country:
        return False
    if area.kind is Kind.COUNTRY:
        return place.kind is not Kind.COUNTRY
    return (
        area.kind is Kind.ADMIN1
        and area.admin1 == place.admin1
        and place.kind not in _AREAS
    )


def is_smaller(one: Toponym | None, other: Toponym) -> bool:
    """Whether a place is of a smaller kind; one that is not known counts as village."""
    return one is not None and _size(one) > _size(other)


def _size(toponym: Toponym) -> int:
    kind = toponym.place.kind if toponym.place else Kind.VILLAGE
    return _SIZES.index(kind) if kind in _SIZES else len(_SIZES)
