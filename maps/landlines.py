"""The land of some divisions and the lines between them, each line once.

Neighbours carry the same border, point by point: drawn from their outlines it would be
there twice, and a border of countries four times.
"""

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

__all__ = ["Shapes", "border_lines", "land_of", "name_spots"]

Shapes: TypeAlias = NDArray[np.object_]

_GRID_DEG: Final = 1e-4
"""Points nearer than this are one: a border is cut at the same point for both sides."""
_GRID_EAST, _GRID_NORTH, _GRID_WIDTH = 4_000_000, 1_000_000, 1 << 22
"""What makes a number of a point of the grid: none is less than 0."""
_SPOT_TOLERANCE_DEG: Final = 0.03
_HEIGHTS: Final = (0.5, 0.42, 0.58, 0.33, 0.67)
"""Where a name may stand in a shape, as shares of its height; the best ones first."""


def land_of(shapes: Shapes) -> "BaseGeometry":
    """The union of the polygons of a coverage."""
    try:
        land: BaseGeometry = shapely.coverage_union_all(shapes)
    except shapely.errors.GEOSException:  # cut along a border, it is a coverage no more
        land = shapely.union_all(shapely.make_valid(shapes))
    return land


def border_lines(
    shapes: Shapes, owners: "Sequence[str | None] | NDArray[Any]"
) -> tuple["BaseGeometry", "BaseGeometry"]:
    """Lines between polygons of different owners, and between those of one; degrees.

    Parameters
    ----------
    shapes
        Polygons and multipolygons of a coverage.
    owners
        The country of each, or what else tells them apart.

    Returns
    -------
    tuple
        Two MultiLineStrings. What borders on no other polygon is in neither: coasts, and
        edges at which all were cut.
    """
    points, ring, owner = _outlines(
        shapes, np.unique(np.array(owners, str), return_inverse=True)[1]
    )
    number = (points[:, 0] + _GRID_EAST) * _GRID_WIDTH + points[:, 1] + _GRID_NORTH
    step = np.flatnonzero(ring[1:] == ring[:-1])
    ends = np.sort(np.stack([number[step], number[step + 1]]), axis=0)
    order = np.lexsort(ends)
    ends, step, step_owner = ends[:, order], step[order], owner[step][order]
    starts = np.flatnonzero(np.r_[True, (ends[:, 1:] != ends[:, :-1]).any(axis=0)])
    if not step.size:
        return shapely.MultiLineString(), shapely.MultiLineString()
    shared = np.diff(np.r_[starts, step.size]) > 1
    differ = np.minimum.reduceat(step_owner, starts) != np.maximum.reduceat(
        step_owner, starts
    )
    once = step[starts]
    return _lines(points, once[shared & differ]), _lines(points, once[shared & ~differ])


def _outlines(
    shapes: Shapes, owner: NDArray[np.intp]
) -> tuple[NDArray[np.int64], NDArray[np.intp], NDArray[np.intp]]:
    """Points of all rings on the grid; the ring and the owner of each."""
    parts, shape = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    grid = np.rint(points / _GRID_DEG).astype(np.int64)
    moved = np.ones(len(ring), dtype=bool)
    moved[1:] = (ring[1:] != ring[:-1]) | (grid[1:] != grid[:-1]).any(axis=1)
    grid, ring = grid[moved], ring[moved]
    return grid, ring, owner[shape[part[ring]]]


def _lines(points: NDArray[np.int64], steps: NDArray[np.intp]) -> "BaseGeometry":
    """Steps, each from a point to the one after it, as lines as long as they go on."""
    goes_on, comes = np.zeros((2, len(points)), dtype=bool)
    goes_on[steps] = comes[steps + 1] = True
    line = np.cumsum(goes_on & ~comes) - 1
    drawn = goes_on | comes
    made: Any = shapely.linestrings(points[drawn] * _GRID_DEG, indices=line[drawn])
    lines: BaseGeometry = shapely.multilinestrings(made)
    return lines


def name_spots(shapes: Shapes) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where the name of each shape has room: points (lon, lat), and widths in degrees.

    The middle of a wide chord from west to east in the largest part of each shape, near
    half its height.
    """
    parts, index = shapely.get_parts(shapes, return_index=True)
    order = np.lexsort((-shapely.area(parts), index))
    largest = parts[order][np.unique(index[order], return_index=True)[1]]
    largest = shapely.simplify(largest, _SPOT_TOLERANCE_DEG)
    _, south, _, north = shapely.bounds(largest).T
    points, widths = np.zeros((len(largest), 2)), np.zeros(len(largest))
    best = np.full(len(largest), -1.0)
    for share in _HEIGHTS:
        lat = south + share * (north - south)
        middle, width = _longest_chord(largest, lat)
        better = width * (1.0 - abs(share - 0.5)) > best
        best[better] = (width * (1.0 - abs(share - 0.5)))[better]
        points[better] = np.stack([middle, lat], 1)[better]
        widths[better] = width[better]
    return points, widths


def _longest_chord(
    shapes: Shapes, lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Middle and width of the longest stretch of a parallel within each polygon."""
    rings, shape = shapely.get_rings(shapes, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    of = shape[ring]
    is_above = points[:, 1] > lat[of]
    crossing = np.flatnonzero((is_above[1:] != is_above[:-1]) & (ring[1:] == ring[:-1]))
    (x0, y0), (x1, y1) = points[crossing].T, points[crossing + 1].T
    of = of[crossing]
    lon = x0 + (x1 - x0) * (lat[of] - y0) / (y1 - y0)
    order = np.lexsort((lon, of))  # in, out, in, out: within between each two
    west, east = lon[order].reshape(-1, 2).T
    of = of[order][::2]
    middle, width = np.zeros(len(shapes)), np.zeros(len(shapes))
    order = np.argsort(east - west, kind="stable")  # the longest is written last
    middle[of[order]] = ((west + east) / 2.0)[order]
    width[of[order]] = (east - west)[order]
    return middle, width
