"""Distances, azimuths and shapes on the WGS84 ellipsoid, vectorised.

Everything is geodesic (shortest path on the ellipsoid; Karney's algorithm in PROJ, good
to nanometres), never planar and never on a sphere. Angles are degrees, azimuths
clockwise from true north in [0, 360), coordinates longitude before latitude.

References
----------
C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013),
doi:10.1007/s00190-012-0578-z.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from pyproj import Geod
    from shapely import Polygon

__all__ = [
    "annulus",
    "discs",
    "distance_azimuth",
    "geodesic_line",
    "offset",
    "sector",
]

DISC_VERTICES = 64
"""The polygon of a disc lies at most 0.12 % of the radius inside the circle."""
_ARC_VERTICES = 33
_SIDE_VERTICES = 9
_FEW = 100
_MOST_KEPT = 4_000  # discs of 2 kB
_KEPT: "dict[tuple[float, ...], Polygon]" = {}
"""Discs that were drawn, by lon, lat and radius: reports of one war name the same towns."""


@cache
def _wgs84() -> "Geod":
    from pyproj import Geod  # noqa: PLC0415  a tenth of a second that few calls need

    return Geod(ellps="WGS84")


def distance_azimuth(
    lon1: "ArrayLike", lat1: "ArrayLike", lon2: "ArrayLike", lat2: "ArrayLike"
) -> tuple["NDArray[np.float64]", "NDArray[np.float64]"]:
    """Geodesic distances in metres and azimuths at the first points, each shape (n,).

    Parameters
    ----------
    lon1, lat1, lon2, lat2
        Degrees, WGS84; scalars or arrays that broadcast to shape (n,).
    """
    points = (lon1, lat1, lon2, lat2)
    if not all(isinstance(degrees, float) for degrees in points):  # as most often they are
        points = _columns(*points)
    azimuth, _, distance_m = _wgs84().inv(*points)
    azimuth = np.atleast_1d(azimuth) % 360.0
    return np.atleast_1d(distance_m), azimuth % 360.0  # -1e-15 % 360 is 360


def offset(
    lon: "ArrayLike",
    lat: "ArrayLike",
    azimuth_deg: "ArrayLike",
    distance_m: "ArrayLike",
) -> tuple["NDArray[np.float64]", "NDArray[np.float64]"]:
    """Longitudes and latitudes reached from points along azimuths, each shape (n,)."""
    lon2, lat2, _ = _wgs84().fwd(*_columns(lon, lat, azimuth_deg, distance_m))
    return np.asarray(lon2), np.asarray(lat2)


def _columns(*values: "ArrayLike") -> Any:  # noqa: ANN401  four arrays, as pyproj wants
    arrays = np.broadcast_arrays(*(np.atleast_1d(np.asarray(v, float)) for v in values))
    return [np.ascontiguousarray(array) for array in arrays]


def geodesic_line(
    start: tuple[float, float], end: tuple[float, float], *, step_m: float = 20_000.0
) -> "NDArray[np.float64]":
    """Points along the geodesic between two points, ends included; shape (n, 2).

    An odd number of points, evenly spaced, so that the middle one is half-way.
    Longitudes are unwrapped: a line across the antimeridian goes on past 180.

    Parameters
    ----------
    start, end
        (lon, lat) in degrees.
    step_m
        At most this far apart, in metres.
    """
    distance_m, azimuth = distance_azimuth(*start, *end)
    pairs = max(int(np.ceil(distance_m[0] / (2.0 * step_m))), 1)
    along_m = np.linspace(0.0, distance_m[0], 2 * pairs + 1)
    lon, lat = offset(*start, azimuth[0], along_m)
    lon[-1], lat[-1] = end
    return np.column_stack([np.unwrap(lon, period=360.0), lat])


def discs(lon: "ArrayLike", lat: "ArrayLike", radius_m: "ArrayLike") -> "list[Polygon]":
    """Geodesic discs as polygons of `DISC_VERTICES` vertices, in the same order.

    EPSG:4326. Longitudes go on past 180 where a disc crosses the antimeridian. Meant for
    places: a disc that contains a pole is not a valid polygon in longitude and latitude.
    """
    # -0.0 and 0.0 are one question, so they must have one answer: 0.0 is added
    columns = [np.atleast_1d(np.asarray(c, float)) + 0.0 for c in (lon, lat, radius_m)]
    if columns[0].size > _FEW:
        return _discs(*columns)
    wanted = list(zip(*(column.tolist() for column in columns), strict=True))
    known = {disc: kept for disc in wanted if (kept := _KEPT.get(disc)) is not None}
    new = [disc for disc in dict.fromkeys(wanted) if disc not in known]
    if new:
        made = dict(zip(new, _discs(*np.array(new).T), strict=True))
        if len(_KEPT) + len(made) > _MOST_KEPT:
            _KEPT.clear()
        _KEPT.update(made)
        known |= made
    return [known[disc] for disc in wanted]


def _discs(
    lon: "NDArray[np.float64]",
    lat: "NDArray[np.float64]",
    radius_m: "NDArray[np.float64]",
) -> "list[Polygon]":
    import shapely  # noqa: PLC0415

    azimuths = np.linspace(360.0, 0.0, DISC_VERTICES, endpoint=False)
    ring_lon, ring_lat = offset(
        np.repeat(lon, DISC_VERTICES),
        np.repeat(lat, DISC_VERTICES),
        np.tile(azimuths, lon.size),
        np.repeat(radius_m, DISC_VERTICES),
    )
    rings = np.stack(
        [
            np.unwrap(ring_lon.reshape(-1, DISC_VERTICES), axis=1, period=360.0),
            ring_lat.reshape(-1, DISC_VERTICES),
        ],
        axis=-1,
    )
    polygons: list[Polygon] = np.asarray(shapely.polygons(rings)).tolist()
    return polygons


def sector(  # noqa: PLR0913  a place, an angle and a range
    lon: float,
    lat: float,
    *,
    azimuth_deg: float,
    half_angle_deg: float,
    inner_m: float,
    outer_m: float,
) -> "Polygon":
    """Part of a geodesic ring within an angle of an azimuth; EPSG:4326.

    With `inner_m` 0 it has its apex at the point. The half-angle is above 0. Longitudes
    go on past 180 where it crosses the antimeridian. It must not contain a pole.
    """
    import shapely  # noqa: PLC0415

    arc = azimuth_deg + half_angle_deg * np.linspace(1.0, -1.0, _ARC_VERTICES)
    side_m = np.linspace(inner_m, outer_m, _SIDE_VERTICES)[1:-1]
    within = arc[::-1] if inner_m > 0.0 else arc[:1]
    azimuths = [arc, np.full(side_m.size, arc[-1]), within, np.full(side_m.size, arc[0])]
    distances_m = [
        np.full(arc.size, outer_m),
        side_m[::-1],
        np.full(within.size, max(inner_m, 0.0)),
        side_m,
    ]
    ring = _around(lon, lat, np.concatenate(azimuths), np.concatenate(distances_m))
    return shapely.Polygon(ring)


def annulus(lon: float, lat: float, *, inner_m: float, outer_m: float) -> "Polygon":
    """Geodesic ring round a point, EPSG:4326; a disc if `inner_m` is 0.

    Longitudes go on past 180. It must not contain a pole.
    """
    import shapely  # noqa: PLC0415

    azimuths = np.linspace(360.0, 0.0, DISC_VERTICES, endpoint=False)
    outer = _around(lon, lat, azimuths, np.full(DISC_VERTICES, outer_m))
    if inner_m <= 0.0:
        return shapely.Polygon(outer)
    inner = _around(lon, lat, azimuths, np.full(DISC_VERTICES, inner_m))
    return shapely.Polygon(outer, [inner])


def _around(
    lon: float, lat: float, azimuths_deg: "ArrayLike", distances_m: "ArrayLike"
) -> "NDArray[np.float64]":
    """Points round a point, shape (n, 2); longitudes within 180 degrees of its own."""
    lons, lats = offset(lon, lat, azimuths_deg, distances_m)
    return np.column_stack([lon + (lons - lon + 180.0) % 360.0 - 180.0, lats])
