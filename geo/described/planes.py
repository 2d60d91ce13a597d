"""Cutting and growing shapes in metres, in a plane round a point.

The plane is azimuthal equidistant: distances and azimuths from its point are geodesic.
Shapes are EPSG:4326 outside of it; one across the antimeridian goes on past 180 degrees.
"""

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ...data.schema import direction_azimuths, direction_half_angle_deg
from ..geodesy import distance_azimuth

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "areas_of",
    "border_strip",
    "from_plane",
    "middle",
    "nearer_than",
    "part_of",
    "reach_m",
    "to_plane",
    "unwrapped",
    "wedge",
]

_LONGEST_EDGE_DEG: Final = 0.5
_CENTRE_SCALE: Final = 0.5
_SIMPLE_M: Final = 100.0
_TOUCHING_M: Final = 10_000.0
"""Outlines that leave a smaller gap than this share a border."""


def unwrapped(shape: "BaseGeometry", lon: float) -> "BaseGeometry":
    """The shape in one piece round a longitude: parts beyond 180 degrees go on past it."""
    import shapely  # noqa: PLC0415
    from shapely import affinity  # noqa: PLC0415

    west, _, east, _ = shape.bounds
    if lon - 180.0 <= west and east <= lon + 180.0:
        return shape
    moved = []
    for part in shapely.get_parts(shape).tolist():
        west, _, east, _ = part.bounds
        turns = round((lon - (west + east) / 2.0) / 360.0)
        moved.append(affinity.translate(part, xoff=360.0 * turns))
    return shapely.union_all(moved)


def to_plane(shape: "BaseGeometry", lon: float, lat: float) -> "BaseGeometry":
    """The shape in metres east and north of a point; azimuthal equidistant."""
    import shapely  # noqa: PLC0415

    plane = _plane(lon, lat)
    fine = shapely.segmentize(shape, _LONGEST_EDGE_DEG)
    flat = shapely.transform(
        fine, lambda xy: np.column_stack(plane(xy[:, 0], xy[:, 1])).reshape(-1, 2)
    )
    return flat if flat.is_valid else shapely.make_valid(flat)


def from_plane(shape: "BaseGeometry", lon: float, lat: float) -> "BaseGeometry":
    """The inverse of `to_plane`; longitudes within 180 degrees of the point's."""
    import shapely  # noqa: PLC0415

    plane = _plane(lon, lat)

    def back(xy: np.ndarray) -> np.ndarray:
        lons, lats = plane(xy[:, 0], xy[:, 1], inverse=True)
        lons = lon + (np.asarray(lons) - lon + 180.0) % 360.0 - 180.0
        return np.column_stack([lons, lats]).reshape(-1, 2)

    return shapely.transform(shape, back)


@lru_cache(maxsize=64)
def _plane(lon: float, lat: float) -> Any:  # noqa: ANN401  a pyproj.Proj
    from pyproj import Proj  # noqa: PLC0415

    return Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84")


def wedge(direction: str, length_m: float) -> "BaseGeometry":
    """What lies in a compass direction of a plane's origin; metres, as `to_plane`."""
    import shapely  # noqa: PLC0415

    half_angle_deg = direction_half_angle_deg(direction)
    azimuths = direction_azimuths([direction])[0] + half_angle_deg * np.linspace(-1, 1, 9)
    angles = np.radians(azimuths)
    rim = 1.1 * length_m * np.column_stack([np.sin(angles), np.cos(angles)])
    return shapely.Polygon(np.vstack([[0.0, 0.0], rim]))


def part_of(shape: "BaseGeometry", direction: str | None) -> "BaseGeometry":
    """The half or quarter of an area on one side of its centroid, or its inner part.

    A cardinal point is the half beyond the centroid's parallel or meridian; any other is
    the quarter between both. ``None`` is the area drawn at half its size about its
    centroid, as far as it lies in the area.
    """
    import shapely  # noqa: PLC0415
    from shapely import affinity  # noqa: PLC0415

    lon, lat = middle(shape)
    shape = unwrapped(shape, lon)
    flat = to_plane(shape, lon, lat)
    if direction is None:
        inner = affinity.scale(flat, _CENTRE_SCALE, _CENTRE_SCALE, origin=flat.centroid)
        return from_plane(inner.intersection(flat), lon, lat)
    mid_lon, mid_lat = middle(from_plane(flat.centroid, lon, lat))
    west, south, east, north = shape.bounds
    points = direction.partition("b")[0]
    box = shapely.box(
        mid_lon if "E" in points else west,
        mid_lat if "N" in points else south,
        mid_lon if "W" in points else east,
        mid_lat if "S" in points else north,
    )
    return shape.intersection(box)


def middle(shape: "BaseGeometry") -> tuple[float, float]:
    """Longitude and latitude of a shape's centroid, or of a point inside it."""
    point = shape.centroid
    if not shape.intersects(point):
        point = shape.representative_point()
    return point.x, point.y


def areas_of(shape: "BaseGeometry") -> "BaseGeometry":
    """The polygons of a shape, without the lines and points that cutting leaves."""
    import shapely  # noqa: PLC0415

    if shape.geom_type in {"Polygon", "MultiPolygon"}:
        return shape
    return shapely.union_all([p for p in shapely.get_parts(shape).tolist() if p.area > 0.0])


def reach_m(shape: "BaseGeometry", lon: float, lat: float) -> float:
    """Geodesic distance from a point to the furthest vertex of a shape, metres."""
    import shapely  # noqa: PLC0415

    lons, lats = shapely.get_coordinates(shape).T
    distances_m, _ = distance_azimuth(lon, lat, lons, lats)
    return float(distances_m.max())


def nearer_than(
    flat: "BaseGeometry", at: tuple[float, float], other: tuple[float, float]
) -> "BaseGeometry":
    """What of a shape in the plane of one point lies nearer to it than to another."""
    import shapely  # noqa: PLC0415

    x, y = middle(to_plane(shapely.Point(*other), *at))
    apart_m = math.hypot(x, y)
    west, south, east, north = flat.bounds
    far_m = 4.0 * max(-west, -south, east, north)
    if not 0.0 < apart_m < far_m:
        return flat
    u, v = x / apart_m, y / apart_m
    half_m = apart_m / 2.0
    corners = [(half_m, -far_m), (half_m, far_m), (-far_m, far_m), (-far_m, -far_m)]
    side = shapely.Polygon([(a * u - b * v, a * v + b * u) for a, b in corners])
    return flat.intersection(side)


def border_strip(
    one: "BaseGeometry",
    other: "BaseGeometry",
    at: tuple[float, float],
    outer_m: float,
    inner_m: float,
) -> "BaseGeometry":
    """What lies between two distances of both areas; empty unless they are neighbours."""
    from shapely import Polygon, clip_by_rect  # noqa: PLC0415

    areas = [unwrapped(area, at[0]) for area in (one, other)]
    margin_deg = 3.0 + outer_m / 20_000.0
    west, south, east, north = min(areas, key=lambda area: float(area.envelope.area)).bounds
    box = (west - margin_deg, south - margin_deg, east + margin_deg, north + margin_deg)
    flats = [to_plane(clip_by_rect(area, *box), *at) for area in areas]
    if any(flat.is_empty for flat in flats) or flats[0].distance(flats[1]) > _TOUCHING_M:
        return Polygon()
    near = flats[0].buffer(outer_m).intersection(flats[1].buffer(outer_m))
    if inner_m > 0.0:
        near = near.difference(
            flats[0].buffer(inner_m).intersection(flats[1].buffer(inner_m))
        )
    return from_plane(near.simplify(_SIMPLE_M), *at)
