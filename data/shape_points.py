"""Shapes as points with a radius: where an event is drawn that a table gives an area."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ShapePoints", "shape_points"]


@dataclass(frozen=True, slots=True)
class ShapePoints:
    """A point for each shape."""

    lon: "NDArray[np.float64]"
    """Degrees, EPSG:4326; NaN: no shape, or one with a coordinate that is no number."""
    lat: "NDArray[np.float64]"
    radius_m: "NDArray[np.float64]"
    """From the point to the shape's furthest corner, metres on the ellipsoid; NaN of
    points, which have no extent."""
    shapes: "NDArray[np.object_]"
    """The shapes that are no points; ``None`` for the others."""


def shape_points(geometry: "NDArray[np.object_]") -> ShapePoints:
    """A point of each shape: its centroid, or one inside if the centroid is not.

    Shapes in EPSG:4326.
    """
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    shapes = np.asarray(geometry, object)
    is_there = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    is_point = shapely.get_type_id(shapes) == shapely.GeometryType.POINT.value
    points = shapes.copy()
    points[~(is_point & is_there)] = None
    wide = np.flatnonzero(~is_point & is_there)
    middle = shapely.centroid(shapes[wide])
    inside = shapely.intersects(shapes[wide], middle)
    points[wide] = np.where(inside, middle, shapely.point_on_surface(shapes[wide]))
    lon, lat = shapely.get_x(points), shapely.get_y(points)
    is_known = np.isfinite(lon) & np.isfinite(lat)
    lon, lat = np.where(is_known, lon, np.nan), np.where(is_known, lat, np.nan)
    radius_m = np.full(len(shapes), np.nan)
    radius_m[wide] = _reach_m(shapes[wide], lon[wide], lat[wide])
    kept = np.full(len(shapes), None, object)
    kept[wide] = shapes[wide]
    return ShapePoints(lon, lat, radius_m, kept)


def _reach_m(
    shapes: "NDArray[np.object_]", lon: "NDArray[np.float64]", lat: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """Geodesic distance (WGS84) from each point to the furthest corner of its shape."""
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415
    from pyproj import Geod  # noqa: PLC0415

    corners, of = shapely.get_coordinates(shapes, return_index=True)
    _, _, away_m = Geod(ellps="WGS84").inv(lon[of], lat[of], corners[:, 0], corners[:, 1])
    reach_m = np.zeros(len(shapes))
    np.maximum.at(reach_m, of, away_m)
    return reach_m
