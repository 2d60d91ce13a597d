"""Settlements by position: the nearest to a point, the largest within bounds."""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from ..data.tables import Bounds
from .compile import CELL, cell_of
from .index import Index
from .places import Match, Place, Town
from .ranking import COLUMNS, Candidate, place_of, unique

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Degrees = NDArray[np.float64]

__all__ = ["nearest_places", "towns_within"]

_REACHES_DEG: Final = (0.25, 0.5, 2.0)
_REACH_M: Final = 100_000.0  # a degree, or less
_ROW: Final = 1440  # cells of a quarter degree round the globe
_WIDE_DEG: Final = 45.0
_MOST_LON: Final = 360.0
_SETTLEMENT: Final = "p.kind IN ('city', 'town', 'village')"
_TOWN: Final = f"{_SETTLEMENT} AND p.population > 0"
_TOWN_COLUMNS: Final = f"{COLUMNS}, (SELECT a.name FROM arabic a WHERE a.place = p.id)"  # noqa: S608
_ARABIC: Final = -1  # of these, its place
_BY_SIZE: Final = "ORDER BY p.population DESC, p.id"
_LARGE: Final = 50_000  # people
_MANY: Final = 200  # towns: fewer are asked for each time
_SQUARE_DEG: Final = 10.0


def nearest_places(
    indexes: Sequence[Index], lon: float, lat: float, limit: int
) -> list[Place]:
    """Settlements nearest to a point, by geodesic distance; all within 200 km."""
    import numpy as np  # noqa: PLC0415

    from .geodesy import distance_azimuth  # noqa: PLC0415

    if limit < 1 or not (abs(lon) <= _MOST_LON and abs(lat) <= 90.0):
        return []
    for reach_deg in _REACHES_DEG:
        found = _around(indexes, lon, lat, reach_deg)
        if not found:
            continue
        lons, lats = np.array([candidate.row[3:5] for candidate in found]).T
        distances_m, _ = distance_azimuth(lon, lat, lons, lats)
        near_enough = distances_m <= reach_deg * _REACH_M
        if near_enough.sum() < limit and reach_deg < _REACHES_DEG[-1]:
            continue
        order = np.argsort(distances_m, kind="stable")[: near_enough.sum()]
        places = [place_of(found[i].row, 1.0, Match.POSITION) for i in order]
        return places[:limit]
    return []


def _around(
    indexes: Sequence[Index], lon: float, lat: float, reach_deg: float
) -> list[Candidate]:
    nearest_pole = min(abs(lat) + reach_deg, 90.0)
    wide_deg = min(reach_deg / max(math.cos(math.radians(nearest_pole)), 1e-9), 180.0)
    box = (lon - wide_deg, lat - reach_deg, lon + wide_deg, lat + reach_deg)
    return unique(
        Candidate(row[1], 1.0, Match.POSITION, layer, row)
        for layer, index in enumerate(indexes)
        for row in _rows(index, COLUMNS, box, _SETTLEMENT)
    )


def towns_within(indexes: Sequence[Index], bounds: Bounds, limit: int) -> list[Town]:
    """The most populous settlements within bounds (west ≤ east), largest first."""
    limit = max(limit, 0)
    layers = [_largest(index, bounds, limit) for index in indexes]
    found = [(layer, row) for layer, rows in enumerate(layers) for row in rows]
    if sum(map(bool, layers)) > 1:  # the same town may be in several
        candidates = unique(
            Candidate(row[1], 1.0, Match.POSITION, layer, row) for layer, row in found
        )
        found = [(candidate.layer, candidate.row) for candidate in candidates]
        found.sort(key=lambda one: (-one[1][9], one[1][0]))
    return [Town(row[2], row[3], row[4], row[9], row[_ARABIC]) for _, row in found[:limit]]


def _largest(index: Index, bounds: Bounds, limit: int) -> list[tuple[Any, ...]]:
    """Rows of the most populous settlements within bounds, `limit` of them or all.

    A wide box has enough large towns, which are kept: to scan all places takes 0.2 s.
    """
    west, south, east, north = bounds
    if east - west > _WIDE_DEG:
        rows, lon, lat = _large_towns(index)
        is_there = ((lon >= west) & (lon <= east)) | (lon + 360.0 <= east)
        is_there |= lon - 360.0 >= west
        inside = (is_there & (lat >= south) & (lat <= north)).nonzero()[0][:limit]
        if len(inside) == limit:
            return [rows[row] for row in inside]
    if limit >= _MANY and west >= -180.0 and east <= 180.0:
        return _from_squares(index, bounds, limit)
    return _rows(index, _TOWN_COLUMNS, bounds, _TOWN, f"{_BY_SIZE} LIMIT {int(limit)}")


def _from_squares(index: Index, bounds: Bounds, limit: int) -> list[tuple[Any, ...]]:
    """The same from squares that are kept: maps of one region ask for nearly the same."""
    west, south, east, north = bounds
    found = []
    for x in range(math.floor(west / _SQUARE_DEG), math.floor(east / _SQUARE_DEG) + 1):
        for y in range(
            math.floor(south / _SQUARE_DEG), math.floor(north / _SQUARE_DEG) + 1
        ):
            rows, lon, lat = _square(index, x, y)
            inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
            found += [rows[row] for row in inside.nonzero()[0]]
    found.sort(key=lambda row: (-row[9], row[0]))
    return found[:limit]


@lru_cache(maxsize=48)
def _square(
    index: Index, x: int, y: int
) -> "tuple[list[tuple[Any, ...]], Degrees, Degrees]":
    """Rows of the settlements in one square, its upper sides left out; lon; lat."""
    import numpy as np  # noqa: PLC0415

    west, south = x * _SQUARE_DEG, y * _SQUARE_DEG
    east, north = west + _SQUARE_DEG, south + _SQUARE_DEG
    rows = [
        row
        for row in _rows(index, _TOWN_COLUMNS, (west, south, east, north), _TOWN)
        if row[3] < east and row[4] < north
    ]
    lon, lat = np.array([row[3:5] for row in rows], dtype=float).reshape(-1, 2).T
    return rows, lon, lat


@lru_cache(maxsize=4)
def _large_towns(index: Index) -> "tuple[list[tuple[Any, ...]], Degrees, Degrees]":
    """Rows of the settlements of at least 50,000 people, largest first; lon; lat."""
    import numpy as np  # noqa: PLC0415

    where = f"{_SETTLEMENT} AND p.population >= {_LARGE}"
    rows = index.ask(f"SELECT {_TOWN_COLUMNS} FROM places p WHERE {where} {_BY_SIZE}")  # noqa: S608
    lon, lat = np.array([row[3:5] for row in rows], dtype=float).reshape(-1, 2).T
    return rows, lon, lat


def _rows(
    index: Index, columns: str, box: Bounds, where: str, order: str = ""
) -> list[tuple[Any, ...]]:
    """Rows of the places in a box, which may reach over the antimeridian."""
    west, south, east, north = box
    ranges = ", ".join(f"({first}, {last})" for first, last in _cell_ranges(box))
    return index.ask(
        f"WITH cells(first, last) AS (VALUES {ranges}) "  # noqa: S608
        f"SELECT {columns} FROM cells CROSS JOIN places p "
        f"ON {CELL} BETWEEN cells.first AND cells.last "
        "WHERE p.lat BETWEEN ? AND ? AND (p.lon BETWEEN ? AND ? "
        f"OR p.lon + 360.0 <= ? OR p.lon - 360.0 >= ?) AND {where} {order}",
        (south, north, west, east, east, west),
    )


def _cell_ranges(box: Bounds) -> Iterator[tuple[int, int]]:
    """First and last cell of each run of cells that the box touches."""
    west, south, east, north = box
    low, high = (cell_of(-180.0, max(-90.0, min(lat, 90.0))) for lat in (south, north))
    if east - west > _WIDE_DEG or west < -180.0 or east > 180.0:
        yield low, high + _ROW - 1
        return
    first, last = (cell_of(min(lon, 179.999), -90.0) for lon in (west, east))
    for row in range(low, high + 1, _ROW):
        yield row + first, row + last
