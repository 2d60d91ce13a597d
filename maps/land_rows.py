"""Rows of the tables of land as arrays, cut by the boxes of a map; degrees.

Pages of one region share what was read of it: a shape that lies whole in a box is made
ready, and the room for its name found, once for all of them.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import shapely

from ..data.tables import Bounds
from .landlines import Shapes, name_spots

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    Read: TypeAlias = Callable[[Bounds | None], gpd.GeoDataFrame]

__all__ = ["Rows", "cut_rows", "cut_shapes", "near_rows", "whole_rows"]

_CUT_DEG: Final = 179.88
_READ_DEG: Final = 10.0
"""Files are read in steps of this, so that pages of one region share what was read."""
_TEXTS: Final = ("code", "country", "code_country", "name", "names", "kind")
_ANYWHERE: Final = (-400.0, -400.0, 400.0, 400.0)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table of land: of ten rows pandas would take longer than the drawing."""

    shapes: Shapes
    columns: "Mapping[str, NDArray[np.object_]]"
    """Of text; what is missing is NaN."""
    spots: "NDArray[np.float64]"
    """n × 3: east and north of where the name of each has room, and how much; NaN: not
    yet looked for."""

    def __len__(self) -> int:
        return len(self.shapes)

    def __getitem__(self, name: str) -> "NDArray[np.object_]":
        return self.columns[name]

    def where(self, wanted: "NDArray[np.bool_]") -> "Rows":
        """Some of the rows."""
        columns = {name: column[wanted] for name, column in self.columns.items()}
        return Rows(self.shapes[wanted], columns, self.spots[wanted])

    def found_spots(self) -> "NDArray[np.float64]":
        """The spots, looked for where they are not known."""
        spots = self.spots.copy()
        _find_spots(self.shapes, spots, np.ones(len(spots), dtype=bool))
        return spots


@dataclass(frozen=True, slots=True)
class _Region:
    """What was read round some boxes."""

    rows: Rows
    whole: Rows
    """The same, each cut as a box cuts it in which it lies whole."""
    sides: "NDArray[np.float64]"
    """Each row's west, south, east and north; 4 × n."""

    def touching(self, box: Bounds) -> "NDArray[np.bool_]":
        """The rows whose own boxes touch one."""
        west, south, east, north = box
        touches = (self.sides[0] <= east) & (self.sides[2] >= west)
        is_touching: NDArray[np.bool_] = (
            touches & (self.sides[1] <= north) & (self.sides[3] >= south)
        )
        return is_touching

    def inside(self, box: Bounds) -> "NDArray[np.bool_]":
        """The rows that lie whole in a box."""
        west, south, east, north = box
        fits = (self.sides[0] > west) & (self.sides[2] < east)
        is_inside: NDArray[np.bool_] = (
            fits & (self.sides[1] > south) & (self.sides[3] < north)
        )
        return is_inside


def whole_rows(frame: "gpd.GeoDataFrame") -> Rows:
    """A table as rows; its shapes, which are cut at 179.9 degrees, drawn out to 180."""
    names = [name for name in _TEXTS if name in frame.columns]
    columns = {name: frame[name].to_numpy(object) for name in names}
    shapes = _stretched(frame.geometry.to_numpy())
    return Rows(shapes, columns, np.full((len(frame), 3), np.nan))


def near_rows(read: "Read", box: Bounds) -> "tuple[Rows, NDArray[np.bool_]]":
    """Rows of a table whose own boxes touch one, and whether they lie whole in it."""
    region = _region(read, _steps_round(box))
    touching = region.touching(box)
    return region.rows.where(touching), region.inside(box)[touching]


def cut_rows(read: "Read", boxes: Sequence[Bounds]) -> Rows:
    """Rows of a table of polygons that have a part in a box, cut by it."""
    parts = [_cut_rows(_region(read, _steps_round(box)), box) for box in boxes]
    if len(parts) == 1:
        return parts[0]
    return Rows(
        np.concatenate([part.shapes for part in parts]),
        {name: np.concatenate([p[name] for p in parts]) for name in parts[0].columns},
        np.concatenate([part.spots for part in parts]),
    )


def cut_shapes(read: "Read", boxes: Sequence[Bounds]) -> Shapes:
    """Shapes of a table, of any kind, that have a part in a box, cut by it."""
    regions = [(_region(read, _steps_round(box)), box) for box in boxes]
    cut = [_cut(region, box) for region, box in regions]
    return np.concatenate([shapes[is_there] for shapes, is_there, _ in cut])


def _cut_rows(region: _Region, box: Bounds) -> Rows:
    shapes, is_there, across = _cut(region, box)
    whole = region.whole
    _find_spots(whole.shapes, whole.spots, is_there & ~across)
    spots = whole.spots.copy()
    spots[across] = np.nan
    return Rows(shapes, whole.columns, spots).where(is_there)


def _cut(
    region: _Region, box: Bounds
) -> "tuple[Shapes, NDArray[np.bool_], NDArray[np.bool_]]":
    """All shapes of a region, whether each has a part in a box, and if it is cut by it."""
    is_there = region.touching(box)
    across = is_there & ~region.inside(box)
    shapes = region.whole.shapes.copy()
    shapes[across] = shapely.clip_by_rect(region.rows.shapes[across], *box)
    is_there[across] = ~shapely.is_empty(shapes[across])
    return shapes, is_there, across


def _find_spots(
    shapes: Shapes, spots: "NDArray[np.float64]", wanted: "NDArray[np.bool_]"
) -> None:
    """Fill in where the names of some shapes have room, if it is not known."""
    unknown = wanted & np.isnan(spots[:, 0])
    if unknown.any():
        points, room = name_spots(shapes[unknown])
        spots[unknown] = np.column_stack([points, room])


def _steps_round(box: Bounds) -> Bounds:
    west, south, east, north = box
    return (
        max(-180.0, math.floor(west / _READ_DEG) * _READ_DEG),
        max(-90.0, math.floor(south / _READ_DEG) * _READ_DEG),
        min(180.0, math.ceil(east / _READ_DEG) * _READ_DEG),
        min(90.0, math.ceil(north / _READ_DEG) * _READ_DEG),
    )


@lru_cache(maxsize=24)
def _region(read: "Read", box: Bounds) -> _Region:
    rows = whole_rows(read(box))
    sides = shapely.bounds(rows.shapes).reshape(-1, 4).T
    cut = shapely.clip_by_rect(rows.shapes, *_ANYWHERE)
    return _Region(rows, Rows(cut, rows.columns, rows.spots), sides)


def _stretched(shapes: Shapes) -> Shapes:
    """Shapes drawn out to 180 degrees."""

    def stretched(points: "NDArray[np.float64]") -> "NDArray[np.float64]":
        lon = points[:, 0]
        points[:, 0] = np.where(np.abs(lon) > _CUT_DEG, np.copysign(180.0, lon), lon)
        return points

    west, _, east, _ = shapely.bounds(shapes).reshape(-1, 4).T
    reach = np.maximum(-west, east) > _CUT_DEG
    if reach.any():
        shapes = shapes.copy()
        shapes[reach] = shapely.transform(shapes[reach], stretched)
    return shapes
