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
_SPOT_TOLERANCE_DEG: Final = 0.03
_HEIGHTS: Final = (0.5, 0.42, 0.58, 0.33, 0.67)
"""Where a name may stand in a shape, as shares of its height; the best ones first."""


def land_of(shapes: Shapes) -> "BaseGeometry":
    """The union of the polygons of a coverage."""
    land: BaseGeometry = shapely.coverage_union_all(shapes)
    return land


def border_lines(
    shapes: Shapes, owners: "Sequence[str | None]"
) -> tuple["BaseGeometry", "BaseGeometry"]:
    """Lines between polygons of different owners, and between those of one; degrees.

    Parameters
    ----------
    shapes
        Polygons and multipolygons of a coverage.
    owners
        The country of each.

    Returns
    -------
    tuple
        Two MultiLineStrings. What borders on no other polygon is in neither: coasts, and
        edges at which all were cut.
    """
    steps, step_owner = _steps(
        shapes, np.unique(np.array(owners, str), return_inverse=True)[1]
    )
    order = np.lexsort(steps.T[::-1])
    steps, step_owner = steps[order], step_owner[order]
    starts = np.flatnonzero(np.r_[True, (steps[1:] != steps[:-1]).any(axis=1)])
    if not len(steps):
        return shapely.MultiLineString(), shapely.MultiLineString()
    shared = np.diff(np.r_[starts, len(steps)]) > 1
    differ = np.minimum.reduceat(step_owner, starts) != np.maximum.reduceat(
        step_owner, starts
    )
    once = steps[starts]
    return _joined(once[shared & differ]), _joined(once[shared & ~differ])


def _steps(
    shapes: Shapes, owner: NDArray[np.intp]
) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Steps of all rings on the grid, (x0, y0, x1, y1), lesser end first; their owners."""
    parts, shape = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    grid = np.rint(points / _GRID_DEG).astype(np.int64)
    within = ring[1:] == ring[:-1]
    a, b = grid[:-1][within], grid[1:][within]
    swap = (a[:, 0] > b[:, 0]) | ((a[:, 0] == b[:, 0]) & (a[:, 1] > b[:, 1]))
    a[swap], b[swap] = b[swap], a[swap]
    moved = (a != b).any(axis=1)
    owners = owner[shape[part[ring[:-1][within]]]]
    return np.hstack([a, b])[moved], owners[moved]


def _joined(steps: NDArray[np.int64]) -> "BaseGeometry":
    lines: Any = shapely.linestrings((steps * _GRID_DEG).reshape(-1, 2, 2))
    joined: BaseGeometry = shapely.line_merge(shapely.multilinestrings(lines))
    return joined


def name_spots(shapes: Shapes) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where the name of each shape has room: points (lon, lat), and widths in degrees.

    The middle of a wide chord from west to east in the largest part of each shape, near
    half its height.
    """
    parts, index = shapely.get_parts(shapes, return_index=True)
    order = np.lexsort((-shapely.area(parts), index))
    largest = parts[order][np.unique(index[order], return_index=True)[1]]
    largest = shapely.simplify(largest, _SPOT_TOLERANCE_DEG)
    west, south, east, north = shapely.bounds(largest).T
    points, widths = np.zeros((len(largest), 2)), np.zeros(len(largest))
    best = np.full(len(largest), -1.0)
    for share in _HEIGHTS:
        lat = south + share * (north - south)
        ends = np.stack([np.stack([west - 1, lat], 1), np.stack([east + 1, lat], 1)], 1)
        middle, width = _longest_chord(largest, np.asarray(shapely.linestrings(ends)))
        better = width * (1.0 - abs(share - 0.5)) > best
        best[better] = (width * (1.0 - abs(share - 0.5)))[better]
        points[better] = np.stack([middle, lat], 1)[better]
        widths[better] = width[better]
    return points, widths


def _longest_chord(
    shapes: Shapes, lines: Shapes
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Middle and width of the longest piece of each line within its shape."""
    pieces, index = shapely.get_parts(
        shapely.intersection(shapes, lines), return_index=True
    )
    west, _, east, _ = shapely.bounds(pieces).T
    middle, width = np.zeros(len(shapes)), np.zeros(len(shapes))
    order = np.argsort(east - west, kind="stable")  # the longest is written last
    middle[index[order]] = ((west + east) / 2.0)[order]
    width[index[order]] = (east - west)[order]
    return middle, width
