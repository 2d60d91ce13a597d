"""The towns of a basemap: those that a report mentions, the largest, some near events."""

import math
from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

import numpy as np

from ..data import tables
from ..geo.kept import Kept

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..geo.lookup import PlaceLookup
    from ..geo.places import Town

__all__ = ["Point", "town_columns"]

Point: TypeAlias = tuple[float, float]

_CANDIDATES: Final = 6
_CELLS: Final = 10
_TOWNS_NEAR: Final = 3
_MOST_CELLS: Final = 100
_NEAR_DEG: Final = 0.25
_WIDEST_DEG: Final = 2.0
_FEW: Final = 1_000  # points
_MOST_KEPT: Final = 5_000  # answers of few towns, of some 300 bytes each
_MOST_LARGEST: Final = 128  # answers of hundreds
_TOWNS: "Final[WeakKeyDictionary[PlaceLookup, _Towns]]" = WeakKeyDictionary()
_ORIGIN: Final = (180.0, 90.0)
"""What makes degrees east and north no less than 0."""


def town_columns(
    boxes: tuple[tables.Bounds, ...],
    mentioned: dict[Point, str],
    lookup: "PlaceLookup",
    max_towns: int,
    near: "NDArray[np.float64] | None" = None,
) -> dict[str, list[Any]]:
    """The towns that are mentioned, the largest of every part, and some near the events.

    Parameters
    ----------
    boxes
        Of the map, degrees.
    mentioned
        What the report calls the towns at these points (lon, lat).
    lookup
        Where other towns come from.
    max_towns
        At most this many of the largest; if 0, none but those that are mentioned.
    near
        Points (n × 2: lon, lat) round which a few smaller towns are added, as round those
        that are mentioned.
    """
    towns = {label.point: label for label in _largest_towns(lookup, boxes, max_towns)}
    if max_towns:
        points = np.array([*mentioned], dtype=float).reshape(-1, 2)
        points = points if near is None else np.vstack([points, near])
        for box in _cells_round(points):
            for label in _labels_in(lookup, box, _TOWNS_NEAR):
                towns.setdefault(label.point, label)
    named = [
        _named(name, point, towns.pop(point, None) or _label_at(lookup, point))
        for point, name in mentioned.items()
    ]
    labels = [*named, *sorted(towns.values())]
    columns = zip(*labels, strict=True) if labels else [()] * len(Label._fields)
    smaller, _, *told = map(list, columns)
    return {
        **dict(zip(("name", "native", "lon", "lat"), told, strict=True)),
        "population": [-number for number in smaller],
        "mentioned": [True] * len(named) + [False] * len(towns),
    }


class Label(NamedTuple):
    """A town as a map tells of it; in their order the largest come first."""

    smaller: int
    """People, less than 0."""
    point: Point
    name: str
    native: str | None
    lon: float
    """Rounded."""
    lat: float


def _labels(towns: "Iterable[Town]") -> list[Label]:
    return [
        Label(
            -town.population,
            (town.lon, town.lat),
            town.name,
            town.arabic,
            round(town.lon, 4),
            round(town.lat, 4),
        )
        for town in towns
    ]


def _named(name: str, point: Point, label: Label | None) -> Label:
    """What the report calls a town, which the gazetteer may not have."""
    if label is None:
        return Label(0, point, name, None, round(point[0], 4), round(point[1], 4))
    return label._replace(name=name or label.name)


class _Towns:
    """Towns that the pages of a site ask for again and again."""

    def __init__(self) -> None:
        self.few: Kept[Hashable, list[Label]] = Kept(_MOST_KEPT)
        self.largest: Kept[Hashable, list[Label]] = Kept(_MOST_LARGEST)


def _kept(lookup: "PlaceLookup") -> _Towns:
    return _TOWNS.setdefault(lookup, _Towns())


def _labels_in(lookup: "PlaceLookup", box: tables.Bounds, most: int) -> list[Label]:
    """The largest towns of a small box."""
    found = _kept(lookup).few
    return found.answer((box, most), lambda: _labels(lookup.towns(box, limit=most)))


def _largest_towns(
    lookup: "PlaceLookup", boxes: tuple[tables.Bounds, ...], most: int
) -> list[Label]:
    """The largest towns of every part of the boxes."""

    def found() -> list[Label]:
        limit = most * _CANDIDATES
        towns = [town for box in boxes for town in lookup.towns(box, limit=limit)]
        towns.sort(key=lambda town: -town.population)
        return _labels(_spread(towns, boxes, most))

    return _kept(lookup).largest.answer((boxes, most), found)


def _spread(towns: list["Town"], boxes: Iterable[tables.Bounds], most: int) -> list["Town"]:
    """The first towns, but from no cell of the map more than its share."""
    size = (
        max(max(east - west, north - south) for west, south, east, north in boxes) / _CELLS
    )
    share = math.ceil(_CANDIDATES * most / _CELLS**2)
    taken: dict[tuple[int, int], int] = {}
    kept: list[Town] = []
    for town in towns:
        if len(kept) == most:
            break
        cell = math.floor(town.lon / size), math.floor(town.lat / size)
        taken[cell] = taken.get(cell, 0) + 1
        if taken[cell] <= share:
            kept.append(town)
    return kept


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
    """Each cell (column, row) once, in order; a million in the time of one pass."""
    if len(cells) <= _FEW:
        distinct = sorted({*map(tuple, cells.tolist())})
        return np.array(distinct, dtype=np.int64).reshape(-1, 2)
    seen = np.zeros(cells.max(axis=0) + 1, dtype=bool)
    seen[tuple(cells.T)] = True
    return np.argwhere(seen)


def _label_at(lookup: "PlaceLookup", point: Point) -> Label | None:
    return next(iter(_labels_in(lookup, (*point, *point), 1)), None)
