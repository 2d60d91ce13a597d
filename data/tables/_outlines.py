"""Outlines: simplified so that neighbours keep one border, dissolved, and measured."""

from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

__all__ = [
    "LINE_TOLERANCE_DEG",
    "Numbers",
    "Shapes",
    "find_centres",
    "find_label",
    "measure_radii_m",
    "simplify",
    "to_multi",
]

Shapes: TypeAlias = NDArray[np.object_]
Numbers: TypeAlias = NDArray[np.float64]

LINE_TOLERANCE_DEG: Final = 0.011
"""Douglas-Peucker's tolerance for the disputed borders, degrees."""
_TOLERANCE_DEG: Final = 0.037
"""Visvalingam-Whyatt's tolerance: 0.037² square degrees at the equator are 17 km²."""
_EMPTY_TOLERANCE_DEG: Final = 0.3
_ISLET_DEG2: Final = 0.0012
"""Islands below this (15 km²) are left out, except a division's largest."""
_GEOD: Final = Geod(ellps="WGS84")


def simplify(shapes: Shapes, empty: NDArray[np.bool_]) -> Shapes:
    """Take vertices out of a coverage; neighbours keep the same border.

    Done in Lambert's cylindrical equal-area projection: in plain degrees the same
    tolerance keeps three times as many vertices in the Arctic as at the equator.
    ``empty`` marks lands that border on nothing and that reports do not zoom into.
    """
    equal_area = np.asarray(shapely.transform(shapes, _to_equal_area))
    simple = np.asarray(shapely.coverage_simplify(equal_area, _TOLERANCE_DEG))
    coarse = shapely.coverage_simplify(equal_area[empty], _EMPTY_TOLERANCE_DEG)
    simple[empty] = coarse
    kept = np.array([_without_islets(shape) for shape in simple], dtype=object)
    return np.asarray(shapely.transform(kept, _to_degrees))


def to_multi(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a Polygon or MultiPolygon as a MultiPolygon."""
    return shapely.MultiPolygon(list(shapely.get_parts(shape)))


def find_label(outline: shapely.Geometry) -> shapely.Point:
    """Find the middle of the largest circle in the largest part."""
    parts = shapely.get_parts(outline)
    largest = parts[np.argmax(shapely.area(parts))]
    radius = shapely.maximum_inscribed_circle(largest, 0.01)
    return shapely.Point(shapely.get_coordinates(radius)[0])


def find_centres(shapes: Shapes) -> tuple[Numbers, Numbers]:
    """Find each centroid, or else a point inside: longitude, latitude."""
    centroids = shapely.centroid(shapes)
    inside = shapely.covers(shapes, centroids)
    points = np.where(inside, centroids, shapely.point_on_surface(shapes))
    return shapely.get_x(points), shapely.get_y(points)


def measure_radii_m(shapes: Shapes, lon: Numbers, lat: Numbers) -> Numbers:
    """Measure each centre's geodesic (WGS84) to its furthest vertex, in metres."""
    vertices, row = shapely.get_coordinates(shapes, return_index=True)
    x, y = vertices.T
    distances = np.asarray(_GEOD.inv(lon[row], lat[row], x, y)[2])
    furthest = np.zeros(len(shapes))
    np.maximum.at(furthest, row, distances)
    return furthest.round()


def _to_equal_area(lon_lat: Numbers) -> Numbers:
    lon, lat = lon_lat.T
    return np.column_stack([lon, np.degrees(np.sin(np.radians(lat)))])


def _to_degrees(x_y: Numbers) -> Numbers:
    x, y = x_y.T
    lat = np.degrees(np.arcsin(np.clip(np.radians(y), -1, 1)))
    return np.column_stack([x, lat]).round(9)


def _without_islets(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shape)
    areas = shapely.area(parts)
    return shapely.MultiPolygon(
        list(parts[(areas >= _ISLET_DEG2) | (areas == areas.max())])
    )
