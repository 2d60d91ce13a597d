"""Places that lie a stated distance from others, or between them.

References
----------
Wieczorek, Guo & Hijmans 2004, doi:10.1080/13658810412331280211 (the radius of an offset
with a direction); Chapman & Wieczorek, Georeferencing Best Practices, GBIF 2020.
"""

import math
from typing import Final

from ...data.schema import Kind, direction_azimuths, direction_half_angle_deg
from ..checks import direction_holds, direction_words
from ..geodesy import annulus, distance_azimuth, geodesic_line, offset, sector
from ..places import Place
from .description import (
    AREAS,
    AT_POLE,
    M_PER_DEGREE,
    Described,
    Request,
    disc,
    keep_off_poles,
)

__all__ = ["between", "distance", "single_offset", "two_offsets"]

_MOST_CIRCUITY: Final = 1.45
"""Of a usual road: see the bands in ``checks``."""


def single_offset(request: Request) -> Described:
    """N km D of X."""
    locative, anchor = request.locative, request.anchor
    if len(request.anchors) > 1:
        return _towards(request)
    _require_outside(request)
    direction = locative.direction or "N"
    half_angle_deg = 0.0 if locative.is_due else direction_half_angle_deg(direction)
    alpha = math.radians(half_angle_deg)
    d, slack = request.stated_m, request.slack_m
    keep_off_poles(request, d + slack)
    azimuth_deg = float(direction_azimuths([direction])[0])
    lon, lat = _at(anchor, azimuth_deg, d)
    if locative.is_due:
        return disc(lon, lat, slack)
    is_bound = locative.length is not None and locative.length.is_upper_bound
    shape = sector(
        anchor.lon,
        anchor.lat,
        azimuth_deg=azimuth_deg,
        half_angle_deg=half_angle_deg,
        inner_m=0.0 if is_bound else max(0.0, d - slack),
        outer_m=d + slack,
    )
    radius_m = math.hypot(d + slack - d * math.cos(alpha), d * math.sin(alpha))
    return Described(shape, lon, lat, max(radius_m, d * is_bound), Kind.OTHER)


def two_offsets(request: Request) -> Described:
    """So many km E and so many km N of X."""
    locative = request.locative
    if locative.length is None or locative.second is None:  # a Locative made by hand
        raise request.refuse("two lengths are expected")
    second, second_direction = locative.second
    legs = ((locative.length, locative.direction or "N"), (second, second_direction))
    sums = {"N": 0.0, "S": 0.0, "E": 0.0, "W": 0.0}
    for length, direction in legs:
        if direction in sums:
            sums[direction] += length.km * 1000.0
    north_m, east_m = sums["N"] - sums["S"], sums["E"] - sums["W"]
    if sum(value > 0.0 for value in sums.values()) != len(legs) or not (north_m and east_m):
        raise request.refuse("expected one length north or south, and one east or west")
    d = math.hypot(north_m, east_m)
    precision_m = max(length.precision_km for length, _ in legs) * 1000.0
    radius_m = math.sqrt(2.0) * precision_m + request.anchor.uncertainty_m
    keep_off_poles(request, d + radius_m)
    lon, lat = _at(request.anchor, math.degrees(math.atan2(east_m, north_m)), d)
    return disc(lon, lat, radius_m)


def distance(request: Request) -> Described:
    """N km from X."""
    if len(request.anchors) > 1:
        return _towards(request)
    _require_outside(request)
    anchor, locative = request.anchor, request.locative
    outer_m = request.stated_m + request.slack_m
    keep_off_poles(request, outer_m)
    nearest_m = request.stated_m / (_MOST_CIRCUITY if locative.is_by_road else 1.0)
    if locative.length is not None and locative.length.is_upper_bound:
        nearest_m = 0.0
    inner_m = max(0.0, nearest_m - request.slack_m)
    shape = annulus(anchor.lon, anchor.lat, inner_m=inner_m, outer_m=outer_m)
    return Described(shape, anchor.lon, anchor.lat, outer_m, Kind.OTHER)


def _require_outside(request: Request) -> None:
    """Refuse a distance from an area that does not lead out of it from its centre."""
    anchor = request.anchor
    if anchor.kind in AREAS and request.stated_m < anchor.uncertainty_m:
        raise request.refuse(
            f"{anchor.name} is an area that reaches {anchor.uncertainty_m / 1000.0:.0f} km "
            "from its centre; name a town, or give lon, lat and uncertainty_km"
        )


def _towards(request: Request) -> Described:
    """N km from X on the road to Y: along the straight line, for want of the road's."""
    start, end = request.anchors[:2]
    distances_m, azimuths = distance_azimuth(start.lon, start.lat, end.lon, end.lat)
    distance_m, azimuth_deg = float(distances_m[0]), float(azimuths[0])
    slack, radials_m = request.slack_m, start.uncertainty_m + end.uncertainty_m
    if request.stated_m > _MOST_CIRCUITY * distance_m + slack + end.uncertainty_m:
        raise request.refuse(
            f"{end.name} is only {distance_m / 1000.0:.1f} km from {start.name}"
        )
    said = request.locative.direction
    if said is not None and not direction_holds(
        said, azimuth_deg, radials_m=radials_m, distance_m=distance_m
    ):
        raise request.refuse(
            f"the direction from {start.name} to {end.name} is {azimuth_deg:.0f}°, not "
            f"{direction_words(said)}"
        )
    keep_off_poles(request, request.stated_m + slack)
    return disc(*_at(start, azimuth_deg, min(request.stated_m, distance_m)), slack)


def between(request: Request) -> Described:
    """Between A and B: the midpoint, half the distance."""
    start, end = request.anchors[:2]
    line = geodesic_line((start.lon, start.lat), (end.lon, end.lat))
    lon, lat = (float(value) for value in line[len(line) // 2])
    distances_m, _ = distance_azimuth(start.lon, start.lat, end.lon, end.lat)
    radius_m = float(distances_m[0]) / 2.0
    if 90.0 - abs(lat) <= radius_m / M_PER_DEGREE:
        raise request.refuse(AT_POLE)
    return disc(lon, lat, radius_m)


def _at(place: Place, azimuth_deg: float, distance_m: float) -> tuple[float, float]:
    lons, lats = offset(place.lon, place.lat, azimuth_deg, distance_m)
    return float(lons[0]), float(lats[0])
