"""Shapes for formats whose longitudes end at 180 degrees: GeoJSON and KML.

A shape of an event goes on past 180 where it crosses the antimeridian; there it is cut in
two, and ``rejoin`` puts it together again. EPSG:4326, longitude before latitude.

References
----------
RFC 7946, sections 3.1.6 (winding), 3.1.9 (cutting), 5.2 (bounds) and 11.2 (precision).
"""

import math
from typing import TYPE_CHECKING, Any, Final

from .errors import ReportError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "DECIMALS",
    "bounds_of_all",
    "circle_bounds",
    "cut_shape",
    "distinct_shapes",
    "rejoin",
]

DECIMALS: Final = 7
"""Of degrees: about a centimetre."""

_FURTHEST: Final = 540.0
_STEP: Final = 10.0**-DECIMALS


def distinct_shapes(
    geometry: "NDArray[np.object_]",
) -> "tuple[NDArray[np.int64], list[BaseGeometry]]":
    """The number of each row's shape, -1 for ``None``, and the shapes by number.

    Equal shapes have one number, so that each is looked at once.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    objects, of_row = np.unique([*map(id, geometry)], return_inverse=True)
    first = np.zeros(len(objects), np.int64)
    first[of_row] = np.arange(len(geometry))
    once = geometry[first]  # events at one place share one object
    numbers, contents = pd.factorize(shapely.to_wkb(once))
    shapes: list[BaseGeometry] = shapely.from_wkb(contents).tolist()
    return numbers[of_row], shapes


def cut_shape(shape: "BaseGeometry") -> "tuple[BaseGeometry, float | None]":
    """A shape within 180 degrees, and where it began if it was cut or shifted.

    Outer rings run counterclockwise; degrees have seven decimals; a collection of shapes
    of one kind is the multiple of that kind.

    Raises
    ------
    ReportError
        If it lies further round the earth than any shape of an event.
    """
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    flat = _of_one_kind(shapely.force_2d(shape))
    west, _, east, _ = flat.bounds
    if max(-west, east) > _FURTHEST:
        raise ReportError(
            f"a shape from {west:g} to {east:g} degrees of longitude cannot be exported; "
            "expected degrees near -180 to 180"
        )
    began = west if west < -180.0 or east > 180.0 else None
    if began is not None:
        flat = _cut(flat)
    wound = shapely.orient_polygons(flat, exterior_cw=False)
    return shapely.transform(wound, lambda points: np.round(points, DECIMALS) + 0.0), began


def rejoin(shape: "BaseGeometry", began: float) -> "BaseGeometry":
    """A shape that was cut as it was: it begins at longitude `began` and goes on."""
    import shapely  # noqa: PLC0415

    turn = -360.0 if began < -180.0 else 360.0
    if began > 180.0:
        return _shifted(shape, turn)
    parts = [
        _shifted(part, turn) if _middle(part) * turn < 0.0 else part
        for part in shapely.get_parts(shape)
    ]
    joined = shapely.union_all(parts, grid_size=_STEP)
    return shapely.line_merge(joined) if "Line" in joined.geom_type else joined


def bounds_of_all(geometry: "NDArray[np.object_]") -> list[float] | None:
    """`circle_bounds` of shapes that are not cut yet, ``None`` among them; of many, too.

    Raises
    ------
    ReportError
        As `cut_shape` does.
    """
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    _, first = np.unique([*map(id, geometry)], return_index=True)
    shapes = geometry[first]  # events at one place share one object
    shapes = shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]
    west, _, east, _ = shapely.bounds(shapes).T
    is_past = (west < -180.0) | (east > 180.0)
    return circle_bounds([*shapes[~is_past], *(cut_shape(s)[0] for s in shapes[is_past])])


def circle_bounds(shapes: "list[BaseGeometry]") -> list[float] | None:
    """West, south, east, north of cut shapes; west > east where they cross 180 degrees.

    Degrees with seven decimals; ``None`` if there are no shapes.
    """
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    if not shapes:
        return None
    boxes = shapely.bounds(shapely.get_parts(np.array(shapes, object)))
    west, south, east, north = np.round(boxes, DECIMALS).T + 0.0
    bounds = [west.min(), south.min(), east.max(), north.max()]
    if bounds[0] <= -180.0 and bounds[2] >= 180.0:
        order = np.argsort(west)
        reached = np.maximum.accumulate(east[order])[:-1]
        gaps = west[order][1:] - reached
        if len(gaps) and gaps.max() > 0.0:
            widest = int(gaps.argmax())
            bounds[0], bounds[2] = west[order][1:][widest], reached[widest]
    return [float(bound) for bound in bounds]


def _of_one_kind(shape: "BaseGeometry") -> "BaseGeometry":
    """A collection of points, lines or polygons alone as the multiple of these."""
    import shapely  # noqa: PLC0415

    if shape.geom_type != "GeometryCollection":
        return shape
    parts = _singles(shape)
    makers: dict[str, Any] = {
        "Point": shapely.multipoints,
        "LineString": shapely.multilinestrings,
        "Polygon": shapely.multipolygons,
    }
    (kind, *others) = {part.geom_type for part in parts}
    return shape if others or kind not in makers else makers[kind](parts)


def _singles(shape: "BaseGeometry") -> "list[BaseGeometry]":
    import shapely  # noqa: PLC0415

    parts = shapely.get_parts(shape).tolist()
    if any(hasattr(part, "geoms") for part in parts):
        return [single for part in parts for single in _singles(part)]
    return [part for part in parts if not part.is_empty]


def _cut(shape: "BaseGeometry") -> "BaseGeometry":
    """The parts of a shape on each turn round the earth, all shifted to the first."""
    import shapely  # noqa: PLC0415

    shape = shape if shape.is_valid else shapely.make_valid(shape)
    west, south, east, north = shape.bounds
    dimension = shapely.get_dimensions(shape)
    parts: list[BaseGeometry] = []
    for turn in range(
        math.floor((west + 180.0) / 360.0), math.floor((east + 180.0) / 360.0) + 1
    ):
        left = 360.0 * turn - 180.0
        window = shapely.box(left, south - 1.0, left + 360.0, north + 1.0)
        part = shapely.intersection(shape, window)
        parts += (
            _shifted(single, -360.0 * turn)
            for single in _singles(part)
            if shapely.get_dimensions(single) == dimension
        )
    joined = shapely.geometrycollections(parts)
    return parts[0] if len(parts) == 1 else _of_one_kind(joined)


def _middle(shape: "BaseGeometry") -> float:
    west, _, east, _ = shape.bounds
    return (west + east) / 2.0


def _shifted(shape: "BaseGeometry", degrees: float) -> "BaseGeometry":
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    return shapely.transform(shape, lambda points: np.add(points, (degrees, 0.0)))
