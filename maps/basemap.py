"""The basemap of a page: land, borders, names and towns of the tables, round the map."""

import math
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import shapely

from ..data import tables
from ..geo.arabic import country_names, place_name
from .landlines import Shapes, border_lines, land_of, name_spots

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from ..geo.lookup import PlaceLookup
    from ..geo.places import Town

__all__ = ["basemap_block", "pack"]

Point: TypeAlias = tuple[float, float]

_UNITS_PER_DEGREE: Final = 10_000
_WIDE_UNITS: Final = 1_000
_WIDE_DEG: Final = 12.0
"""A wider first view is drawn to 1e-3 degree: 1 px at zoom 10, of outlines good to 4 km."""
_VAST_DEG: Final = 45.0
_CUT_DEG: Final = 179.88
_LEAST_MARGIN_DEG: Final = 2.0
_MARGIN: Final = 0.8
_SOUTHMOST, _NORTHMOST = -85.0, 85.0
_LEAST_ROOM_DEG: Final = 0.05
_CANDIDATES: Final = 6
_CELLS: Final = 10
_TOWNS_NEAR: Final = 3
_MOST_CELLS: Final = 100
_NEAR_DEG: Final = 0.25
_WIDEST_DEG: Final = 2.0
_ORIGIN: Final = (180.0, 90.0)
"""What makes degrees east and north no less than 0."""


def pack(
    geometry: "BaseGeometry", units_per_degree: int = _UNITS_PER_DEGREE
) -> list[list[int]]:
    """Rings or lines as delta-coded integers: [x0, y0, dx1, dy1, …].

    Rings are closed implicitly; parts that shrink to a point are left out.
    """
    parts: list[BaseGeometry] = []
    for part in shapely.get_parts(geometry).tolist():
        is_polygon = part.geom_type == "Polygon"
        parts += shapely.get_rings(part).tolist() if is_polygon else [part]
    packed = []
    for part in parts:
        points = np.rint(shapely.get_coordinates(part) * units_per_degree).astype(int)
        if part.geom_type == "LinearRing":
            points = points[:-1]
        moves = np.diff(points, axis=0)
        moves = moves[moves.any(axis=1)]
        if moves.size:
            packed.append([*points[0].tolist(), *moves.ravel().tolist()])
    return packed


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
    boxes = _padded(bounds)
    outlines = _clipped(tables.read_countries, boxes)
    is_vast = _width_deg(bounds) > _VAST_DEG
    codes = set(countries) if countries and is_vast else _touched(bounds)
    all_divisions = _clipped(tables.read_divisions, boxes)
    divisions = all_divisions[all_divisions["country"].isin(codes)]
    units = _WIDE_UNITS if _width_deg(bounds) > _WIDE_DEG else _UNITS_PER_DEGREE
    shapes = outlines.geometry.to_numpy()
    borders, _ = border_lines(shapes, _owners(outlines, "code"))
    _, inner = border_lines(divisions.geometry.to_numpy(), _owners(divisions, "country"))
    disputed = [*_clipped(tables.read_disputed, boxes).geometry, _claimed(all_divisions)]
    return {
        "boxes": [[round(side, 4) for side in box] for box in boxes],
        "units": units,
        "land": pack(land_of(shapes), units),
        "borders": pack(borders, units),
        "inner": pack(inner, units),
        "disputed": [line for shape in disputed for line in pack(shape, units)],
        "countries": _names(outlines, list(map(country_names().get, outlines["code"]))),
        "divisions": _names(divisions, _division_names(divisions)),
        "titles": _titles(divisions),
        "towns": _towns(boxes, mentioned, lookup, max_towns, _points(near)),
    }


def _width_deg(bounds: tables.Bounds) -> float:
    west, south, east, north = bounds
    return max((east - west) % 360.0 if east < west else east - west, north - south)


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
        return [(west + 360.0, south, 180.0, north), (-180.0, south, east, north)]
    if east > 180.0:
        return [(west, south, 180.0, north), (-180.0, south, east - 360.0, north)]
    return [(west, south, east, north)]


def _clipped(read: Any, boxes: list[tables.Bounds]) -> "gpd.GeoDataFrame":  # noqa: ANN401
    import pandas as pd  # noqa: PLC0415

    parts = []
    for box in boxes:
        frame = read(box)
        shapes = _to_antimeridian(frame.geometry.to_numpy())
        frame = frame.set_geometry(shapely.clip_by_rect(shapes, *box), crs=frame.crs)
        parts.append(frame[~frame.geometry.is_empty])
    return parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)


def _to_antimeridian(shapes: Shapes) -> Shapes:
    """The shapes, which the tables cut at 179.9 degrees, drawn out to 180."""

    def stretched(points: "NDArray[np.float64]") -> "NDArray[np.float64]":
        lon = points[:, 0]
        points[:, 0] = np.where(np.abs(lon) > _CUT_DEG, np.copysign(180.0, lon), lon)
        return points

    if not len(shapes):
        return shapes
    west, _, east, _ = shapely.bounds(shapes).T
    reach = np.maximum(-west, east) > _CUT_DEG
    shapes[reach] = shapely.transform(shapes[reach], stretched)
    return shapes


def _claimed(divisions: "gpd.GeoDataFrame") -> "BaseGeometry":
    """Borders of divisions that GeoNames and Natural Earth count to different countries."""
    owner, by_code = divisions["country"], divisions["code_country"]
    claimed = owner.notna() & by_code.notna() & (owner != by_code)
    sides = {*owner[claimed], *by_code[claimed]}
    near = divisions[owner.isin(sides)]
    lines, _ = border_lines(near.geometry.to_numpy(), [str(c) for c in claimed[near.index]])
    return lines


def _touched(bounds: tables.Bounds) -> set[str]:
    """Codes of the countries that a view touches."""
    west, south, east, north = bounds
    if east > 180.0:
        west, east = (-180.0, 180.0) if east - west >= 360.0 else (west, east - 360.0)
    found = tables.read_countries((west, south, east, north))
    return set(found["code"].dropna())


def _owners(frame: "gpd.GeoDataFrame", column: str) -> list[str]:
    return [str(code) for code in frame[column]]


def _division_names(frame: "gpd.GeoDataFrame") -> list[str | None]:
    owners = frame["code_country"].fillna(frame["country"])
    return [
        place_name(owner, name, others.split("|"))
        for owner, name, others in zip(owners, frame["name"], frame["names"], strict=True)
    ]


def _points(near: "NDArray[np.float64] | None") -> "NDArray[np.float64]":
    return np.zeros((0, 2)) if near is None else near


def _titles(divisions: "gpd.GeoDataFrame") -> dict[str, str]:
    """What goes before a division's Arabic name, by code of the country, where known."""
    words = tables.load_arabic_names().titles
    kinds = divisions.dropna(subset="kind").groupby("country")["kind"]
    usual = kinds.agg(lambda kinds: kinds.mode().iloc[0]).to_dict()
    codes = sorted(set(divisions["country"].dropna()))
    found = {code: words.get(code) or words.get(usual.get(code, "")) for code in codes}
    return {code: title for code, title in found.items() if title is not None}


def _names(frame: "gpd.GeoDataFrame", arabic: list[str | None]) -> dict[str, Any]:
    """Names, and for each where there is room: a point (lon, lat), a width in degrees."""
    points, room = name_spots(frame.geometry.to_numpy())
    rows = np.flatnonzero(room >= _LEAST_ROOM_DEG).tolist()
    names = frame["name"].tolist()
    lons, lats = points.T.round(3).tolist()
    widths = room.round(3).tolist()
    return {
        "name": [names[row] for row in rows],
        "native": [arabic[row] for row in rows],
        "lon": [lons[row] for row in rows],
        "lat": [lats[row] for row in rows],
        "room": [widths[row] for row in rows],
    }


def _towns(
    boxes: list[tables.Bounds],
    mentioned: dict[Point, str],
    lookup: "PlaceLookup",
    max_towns: int,
    near: "NDArray[np.float64]",
) -> dict[str, list[Any]]:
    """The towns that are mentioned, the largest of every part, and some near the events."""
    limit = max_towns * _CANDIDATES
    found = [town for box in boxes for town in lookup.towns(box, limit=limit)]
    found.sort(key=lambda town: -town.population)
    towns = {(town.lon, town.lat): town for town in _spread(found, boxes, max_towns)}
    if max_towns:
        points = np.array([*mentioned], dtype=float).reshape(-1, 2)
        for box in _cells_round(np.vstack([points, near])):
            for town in lookup.towns(box, limit=_TOWNS_NEAR):
                towns.setdefault((town.lon, town.lat), town)
    rows: list[tuple[str | None, Town | None, Point]] = [
        (name, towns.pop(point, None) or _town_at(lookup, point), point)
        for point, name in mentioned.items()
    ]
    others = sorted(towns.items(), key=lambda item: (-item[1].population, item[0]))
    rows += [(None, town, point) for point, town in others]
    return {
        "name": [name or (town.name if town else "") for name, town, _ in rows],
        "native": [town.arabic if town else None for _, town, _ in rows],
        "lon": [round(lon, 4) for _, _, (lon, _) in rows],
        "lat": [round(lat, 4) for _, _, (_, lat) in rows],
        "population": [town.population if town else 0 for _, town, _ in rows],
        "mentioned": [name is not None for name, _, _ in rows],
    }


def _spread(towns: list["Town"], boxes: list[tables.Bounds], most: int) -> Iterable["Town"]:
    """The first towns, but from no cell of the map more than its share."""
    size = (
        max(max(east - west, north - south) for west, south, east, north in boxes) / _CELLS
    )
    share = math.ceil(_CANDIDATES * most / _CELLS**2)
    taken: dict[tuple[int, int], int] = {}
    count = 0
    for town in towns:
        cell = math.floor(town.lon / size), math.floor(town.lat / size)
        taken[cell] = taken.get(cell, 0) + 1
        if taken[cell] <= share and count < most:
            count += 1
            yield town


def _cells_round(points: "NDArray[np.float64]") -> list[tables.Bounds]:
    """Boxes that hold the points (lon, lat): the more, the larger.

    None where a hundred boxes of 2 degrees do not hold them: what is that far spread is
    shown among the largest towns of every part.
    """
    size = _NEAR_DEG
    cells = _distinct(np.floor((points + _ORIGIN) / size).astype(np.int64))
    while len(cells) > _MOST_CELLS:
        size *= 2.0
        cells = _distinct(cells // 2)
    if size > _WIDEST_DEG:
        return []
    corners = cells * size - _ORIGIN
    return [(x, y, x + size, y + size) for x, y in corners.tolist()]


def _distinct(cells: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Each cell (column, row) once; a million of them in the time of one pass."""
    seen = np.zeros(cells.max(axis=0, initial=0) + 1, dtype=bool)
    seen[tuple(cells.T)] = True
    return np.argwhere(seen)


def _town_at(lookup: "PlaceLookup", point: Point) -> "Town | None":
    return next(iter(lookup.towns((*point, *point), limit=1)), None)
