"""The basemap of a page: borders and towns of the bundled tables, clipped to the map."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from ..data import tables

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from ..geo.lookup import PlaceLookup

__all__ = ["basemap_block", "pack"]

_UNITS_PER_DEGREE: Final = 10_000
_LEAST_MARGIN_DEG: Final = 2.0
_MARGIN: Final = 0.8
_SOUTHMOST, _NORTHMOST = -85.0, 85.0


def pack(geometry: "BaseGeometry") -> list[list[int]]:
    """Rings or lines as delta-coded integers of 1e-4 degree: [x0, y0, dx1, dy1, …].

    Rings are closed implicitly; parts that shrink to a point are left out.
    """
    parts: list[BaseGeometry] = []
    for part in shapely.get_parts(geometry).tolist():
        is_polygon = part.geom_type == "Polygon"
        parts += shapely.get_rings(part).tolist() if is_polygon else [part]
    packed = []
    for part in parts:
        points = np.rint(shapely.get_coordinates(part) * _UNITS_PER_DEGREE).astype(int)
        if part.geom_type == "LinearRing":
            points = points[:-1]
        moves = np.diff(points, axis=0)
        moves = moves[moves.any(axis=1)]
        if moves.size:
            packed.append([*points[0].tolist(), *moves.ravel().tolist()])
    return packed


def basemap_block(
    bounds: tables.Bounds,
    mentioned: dict[tuple[float, float], str],
    lookup: "PlaceLookup",
    *,
    max_towns: int,
) -> dict[str, Any]:
    """Countries, divisions, disputed borders and towns round the first view.

    Parameters
    ----------
    bounds
        (west, south, east, north) of the first view, degrees.
    mentioned
        What the report calls the towns at these points (lon, lat).
    lookup
        Where other towns come from.
    max_towns
        At most this many other towns, the most populous first.
    """
    boxes = _padded(bounds)
    countries = _clipped(tables.read_countries, boxes)
    divisions = _clipped(tables.read_divisions, boxes)
    disputed = _clipped(tables.read_disputed, boxes)
    return {
        "countries": _packed(countries, "rings"),
        "divisions": _packed(divisions, "rings"),
        "disputed": _packed(disputed, "lines"),
        "towns": _towns(boxes, mentioned, lookup, max_towns),
    }


def _padded(bounds: tables.Bounds) -> list[tables.Bounds]:
    """Bounds with a margin to pan in; two boxes if they cross the antimeridian."""
    west, south, east, north = bounds
    if east < west:
        east += 360.0
    margin = max((east - west) * _MARGIN, (north - south) * _MARGIN, _LEAST_MARGIN_DEG)
    west, east = west - margin, east + margin
    south, north = max(south - margin, _SOUTHMOST), min(north + margin, _NORTHMOST)
    if east - west >= 360.0:
        return [(-180.0, south, 180.0, north)]
    if west < -180.0:
        return [(-180.0, south, east, north), (west + 360.0, south, 180.0, north)]
    if east > 180.0:
        return [(west, south, 180.0, north), (-180.0, south, east - 360.0, north)]
    return [(west, south, east, north)]


def _clipped(read: Any, boxes: list[tables.Bounds]) -> "gpd.GeoDataFrame":  # noqa: ANN401
    import pandas as pd  # noqa: PLC0415

    parts = []
    for box in boxes:
        frame = read(box)
        frame = frame.set_geometry(frame.geometry.clip_by_rect(*box))
        parts.append(frame[~frame.geometry.is_empty])
    return parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)


def _packed(frame: "gpd.GeoDataFrame", shapes: str) -> dict[str, Any]:
    return {
        "name": [name if isinstance(name, str) else "" for name in frame["name"]],
        shapes: [pack(geometry) for geometry in frame.geometry],
    }


def _towns(
    boxes: list[tables.Bounds],
    mentioned: dict[tuple[float, float], str],
    lookup: "PlaceLookup",
    max_towns: int,
) -> dict[str, list[Any]]:
    found = [town for box in boxes for town in lookup.towns(box, limit=max_towns)]
    found.sort(key=lambda town: -town.population)
    columns: dict[str, list[Any]] = {
        key: [] for key in ("name", "lon", "lat", "population", "mentioned")
    }
    for (lon, lat), name in mentioned.items():
        _append(columns, name, lon, lat, 0, is_mentioned=True)
    for town in found[:max_towns]:
        point = (town.lon, town.lat)
        if point in mentioned:
            row = list(mentioned).index(point)
            columns["population"][row] = town.population
            continue
        _append(columns, town.name, *point, town.population, is_mentioned=False)
    return columns


def _append(  # noqa: PLR0913  one row of a table
    columns: dict[str, list[Any]],
    name: str,
    lon: float,
    lat: float,
    population: int,
    *,
    is_mentioned: bool,
) -> None:
    row = (name, lon, lat, population, is_mentioned)
    for column, value in zip(columns.values(), row, strict=True):
        column.append(value)
