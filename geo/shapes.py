"""Shapes of places: the outline, disc or point that each stands for, and its precision.

EPSG:4326. What is cut or grown from a shape is in ``planes``.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..data import tables
from ..data.errors import ReportError
from ..data.schema import KIND_PRECISION, Kind, Precision
from .geodesy import discs
from .places import Match, Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "country_outline",
    "place_shapes",
    "precision_of",
    "region_outline",
    "without_lines",
]

_EXACT_M: Final = 1_000.0
_SETTLEMENT_M: Final = 10_000.0
_BY_RADIUS: Final = frozenset({Kind.FACILITY, Kind.OTHER})
_DRAWN: Final = "conflictmap regions"
_COURSE_M: Final = 15_000.0
"""How far the tables' rivers and roads lie off their true course, as the tables say."""
_SIMPLE_M: Final = 1_000.0


def precision_of(place: Place) -> Precision:
    """The class of what a place stands for; by its radius if its kind does not tell."""
    told = {Match.ANALYST, Match.DESCRIBED}
    if place.matched not in told and place.kind not in _BY_RADIUS:
        return KIND_PRECISION[place.kind]
    if place.uncertainty_m <= _EXACT_M:
        return Precision.EXACT
    if place.uncertainty_m <= _SETTLEMENT_M:
        return Precision.SETTLEMENT
    return Precision.REGION


def place_shapes(
    places: Iterable[Place], drawn: "Mapping[Place, BaseGeometry] | None" = None
) -> "dict[Place, BaseGeometry]":
    """The shape of each place, EPSG:4326: outline, disc or, if exact, point.

    Parameters
    ----------
    places
        Each once.
    drawn
        Shapes that are known already: those of described places.

    Raises
    ------
    ReportError
        If a disc reaches a pole, where it has no shape in longitude and latitude.
    """
    import shapely  # noqa: PLC0415

    shapes: dict[Place, BaseGeometry] = {}
    round_places = []
    for place in places:
        shape = None if drawn is None else drawn.get(place)
        if shape is None and precision_of(place) is Precision.EXACT:
            shape = shapely.Point(place.lon, place.lat)
        shape = _outline(place) if shape is None else shape
        if shape is None:
            round_places.append(place)
        else:
            shapes[place] = shape
    shapes.update(_discs(round_places))
    return shapes


def without_lines(place: Place, shape: "BaseGeometry") -> "BaseGeometry":
    """The shape of a place; the line of a river or road as the strip it may lie in."""
    if "Line" not in shape.geom_type:
        return shape
    from .described.planes import from_plane, to_plane, unwrapped  # noqa: PLC0415

    line = unwrapped(shape, place.lon)
    strip = to_plane(line, place.lon, place.lat).buffer(_COURSE_M).simplify(_SIMPLE_M)
    return from_plane(strip, place.lon, place.lat)


def _discs(places: list[Place]) -> "dict[Place, BaseGeometry]":
    for place in places:
        if 90.0 - abs(place.lat) <= place.uncertainty_m / 111_000.0:
            raise ReportError(
                f"{place.name!r} at {place.lat}° with a radius of "
                f"{place.uncertainty_m / 1000.0:g} km reaches the pole: give a smaller "
                "uncertainty_km"
            )
    columns = [(place.lon, place.lat, place.uncertainty_m) for place in places]
    lon, lat, radius_m = np.array(columns).reshape(-1, 3).T
    return dict(zip(places, discs(lon, lat, radius_m), strict=True))


def _outline(place: Place) -> "BaseGeometry | None":
    if place.matched in {Match.ANALYST, Match.DESCRIBED}:
        return None
    if place.source.startswith(_DRAWN):
        return region_outline(place.name)
    if place.country is None:
        return None
    if place.kind is Kind.COUNTRY:
        return country_outline(place.country)
    if place.kind is Kind.ADMIN1:
        return _division_outline(place.country, place.admin1, place.name)
    return None


@cache
def country_outline(code: str) -> "BaseGeometry | None":
    """Outline of a country, or ``None`` if it is too small to have one."""
    frame = tables.read_countries()
    return _only(frame.geometry[frame["code"] == code])


@cache
def _division_outline(country: str, admin1: str | None, name: str) -> "BaseGeometry | None":
    frame = tables.read_divisions(country=country, code=admin1)
    return _only(frame.geometry[frame["name"] == name])


@cache
def region_outline(name: str) -> "BaseGeometry | None":
    """Outline of a region or sea, line of a river or road; ``None`` if there is none."""
    frame = tables.read_regions(name=name)
    return _only(frame.geometry[frame["name"] == name])


def _only(found: Any) -> "BaseGeometry | None":  # noqa: ANN401  a geopandas series
    return None if found.empty else found.iloc[0]
