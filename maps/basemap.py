"""The basemap of a page: land, borders, names and towns of the tables, round the map."""

import math
from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from ..data import tables
from .land import Land, Name, land_within, touched, vast_land_within
from .towns import Point, town_columns

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from ..geo.lookup import PlaceLookup
    from .landlines import Shapes

__all__ = ["UNITS_PER_DEGREE", "basemap_block", "pack"]

UNITS_PER_DEGREE: Final = 10_000
_WIDE_UNITS: Final = 1_000
_WIDE_DEG: Final = 12.0
"""A wider first view is drawn to 1e-3 degree: 1 px at zoom 10, of outlines good to 4 km."""
_VAST_DEG: Final = 45.0
_LEAST_MARGIN_DEG: Final = 2.0
_BESIDE_DEG: Final = 0.1875  # no whole degree, nor half or quarter of one
_MARGIN: Final = 0.8
_SOUTHMOST, _NORTHMOST = -85.0, 85.0


def pack(
    geometry: "BaseGeometry | Shapes", units_per_degree: int = UNITS_PER_DEGREE
) -> list[list[int]]:
    """Rings or lines as delta-coded integers: [x0, y0, dx1, dy1, …].

    Rings are closed implicitly; parts that shrink to a point are left out.
    """
    parts = shapely.get_parts(geometry)
    is_polygon = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings = shapely.get_rings(parts[is_polygon])
    pieces = np.concatenate([parts[~is_polygon], rings])
    points, piece = shapely.get_coordinates(pieces, return_index=True)
    if not len(points):
        return []
    values = np.rint(points * units_per_degree).astype(np.int64)
    is_first = np.diff(piece, prepend=-1) != 0
    is_closing = np.roll(is_first, -1) & (piece >= len(pieces) - len(rings))
    moves = np.where(is_first[:, None], values, np.diff(values, axis=0, prepend=0))
    kept = is_first | (moves.any(axis=1) & ~is_closing)
    flat = moves[kept].ravel().tolist()
    sizes = 2 * np.bincount(piece[kept])
    ends = np.cumsum(sizes)
    cuts = np.stack([ends - sizes, ends], 1)[sizes > 2].tolist()
    return [flat[start:end] for start, end in cuts]


def basemap_block(  # noqa: PLR0913  one parameter a question
    bounds: tables.Bounds,
    mentioned: dict[Point, str],
    lookup: "PlaceLookup",
    *,
    max_towns: int,
    countries: Collection[str] = (),
    near: "NDArray[np.float64] | None" = None,
) -> dict[str, Any]:
    """Land, borders, names and towns round the first view.

    Parameters
    ----------
    bounds
        (west, south, east, north) of the first view, degrees.
    mentioned
        What the report calls the towns at these points (lon, lat).
    lookup
        Where other towns come from.
    max_towns
        At most this many other towns of the whole map.
    countries
        Codes of those whose divisions are drawn in a view of several continents; empty:
        those that the first view touches, as in other views.
    near
        Points (n × 2: lon, lat), degrees, round which a few smaller towns are added, as
        round those that are mentioned: what a close view shows beside the events.
    """
    boxes, wide_deg = _padded(bounds), _width_deg(bounds)
    units = _WIDE_UNITS if wide_deg > _WIDE_DEG else UNITS_PER_DEGREE
    if wide_deg > _VAST_DEG:
        drawn = _packed(vast_land_within(boxes, bounds, countries), units)
    elif wide_deg > _WIDE_DEG:
        drawn = _wide_land(boxes, frozenset(touched(bounds)))
    else:
        drawn = _near_land(boxes, frozenset(touched(bounds)))
    return {
        "boxes": [list(box) for box in boxes],
        "units": units,
        **drawn,
        "towns": town_columns(boxes, mentioned, lookup, max_towns, near),
    }


@lru_cache(maxsize=128)  # each a fifth of a megabyte
def _near_land(
    boxes: tuple[tables.Bounds, ...], countries: frozenset[str]
) -> dict[str, Any]:
    """What is drawn in boxes of a few countries."""
    return _packed(land_within(boxes, countries), UNITS_PER_DEGREE)


@lru_cache(maxsize=8)  # up to 1.5 megabytes each
def _wide_land(
    boxes: tuple[tables.Bounds, ...], countries: frozenset[str]
) -> dict[str, Any]:
    """What is drawn in boxes of half a continent."""
    return _packed(land_within(boxes, countries), _WIDE_UNITS)


def _packed(drawn: Land, units: int) -> dict[str, Any]:
    return {
        "land": pack(drawn.land, units),
        "borders": pack(drawn.borders, units),
        "inner": pack(drawn.inner, units),
        "disputed": pack(drawn.disputed, units),
        "countries": _columns(drawn.countries),
        "divisions": _columns(drawn.divisions),
        "titles": drawn.titles,
    }


def _width_deg(bounds: tables.Bounds) -> float:
    west, south, east, north = bounds
    return max((east - west) % 360.0 if east < west else east - west, north - south)


def _padded(bounds: tables.Bounds) -> tuple[tables.Bounds, ...]:
    """Bounds with a margin to pan in; two boxes if they cross the antimeridian.

    On a grid of degrees, so that many maps of one region share what is drawn; beside the
    whole degrees along which borders run, which would be cut lengthwise.
    """
    west, south, east, north = bounds
    if east < west:
        east += 360.0
    margin = max((east - west) * _MARGIN, (north - south) * _MARGIN, _LEAST_MARGIN_DEG)
    west, east = (
        math.floor(west - margin) - _BESIDE_DEG,
        math.ceil(east + margin) + _BESIDE_DEG,
    )
    south = max(math.floor(south - margin) - _BESIDE_DEG, _SOUTHMOST)
    north = min(math.ceil(north + margin) + _BESIDE_DEG, _NORTHMOST)
    if east - west >= 360.0:
        return ((-180.0, south, 180.0, north),)
    if west < -180.0:
        return (west + 360.0, south, 180.0, north), (-180.0, south, east, north)
    if east > 180.0:
        return (west, south, 180.0, north), (-180.0, south, east - 360.0, north)
    return ((west, south, east, north),)


def _columns(names: list[Name]) -> dict[str, Any]:
    """Names, and for each a point (lon, lat) and the width of its room, degrees."""
    columns = zip(*names, strict=True) if names else [()] * 5
    keys = ("name", "native", "lon", "lat", "room")
    return {key: list(column) for key, column in zip(keys, columns, strict=True)}
