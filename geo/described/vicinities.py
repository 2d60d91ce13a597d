"""Places of which only the surroundings are said: near, north of, along, at the border.

No source gives rules for most of these. The conventions are this project's own: a border
or a coast is 10 km wide to either side, a river 25 km, because its course in the tables
is coarse; "north of X" without a number reaches 25 km beyond X; a road lies within 10 km,
or a quarter of its length, of the straight line; the countryside of a town is the
division of its name, if there is one, else what is near it.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ...data.schema import Kind
from ..checks import direction_words
from ..geodesy import geodesic_line
from ..locatives import CENTRE, Locative
from ..places import Place
from ..shapes import country_outline
from .description import (
    AREAS,
    AT_POLE,
    M_PER_DEGREE,
    Described,
    Request,
    drawn,
    shape_of,
)
from .planes import (
    border_strip,
    from_plane,
    middle,
    nearer_than,
    part_of,
    reach_m,
    to_plane,
    unwrapped,
    wedge,
)

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["along", "beside", "border", "countryside", "near", "part", "road"]

_NEAR_M: Final = 10_000.0
_BESIDE_M: Final = 25_000.0
_SIMPLE_M: Final = 100.0
_COURSE_M: Final = 15_000.0
"""How far the lines of rivers and roads in the tables lie from their course."""
_ROAD_SHARE: Final = 0.25
_COMPARABLE: Final = 0.5
"""A neighbour of at least this share of a place's people is similar to it."""


def road(request: Request) -> Described:
    """Along the road through the anchors: a strip round the straight lines."""
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    points = [(place.lon, place.lat) for place in request.anchors]
    legs = [geodesic_line(*pair) for pair in pairwise(points)]
    lon, lat = (float(value) for value in legs[0][len(legs[0]) // 2])
    line = to_plane(shapely.LineString(np.vstack(legs)), lon, lat)
    half_width_m = min(_NEAR_M, _ROAD_SHARE * line.length)
    shape = from_plane(line.buffer(half_width_m), lon, lat)
    if len(legs) > 1:
        lon, lat = middle(shape)
    return drawn(request, shape, Kind.REGION, at=(lon, lat))


def near(request: Request) -> Described:
    """Near X, or the outskirts of X, in a direction if one is said."""
    return _grown(request, _NEAR_M, keep_anchor=True)


def beside(request: Request) -> Described:
    """North of X, without a number."""
    locative, anchor = request.locative, request.anchor
    if anchor.kind not in AREAS:
        return _grown(request, _BESIDE_M, keep_anchor=False)
    if locative.may_be_inside:
        return part(request)
    point = direction_words(locative.direction or "N")
    raise request.refuse(
        f"{point} of {anchor.name} may be inside or beyond its border; write "
        f"'the {point} of {anchor.name}' if it is inside, or name the place beyond"
    )


def _grown(request: Request, by_m: float, *, keep_anchor: bool) -> Described:
    from shapely import Point  # noqa: PLC0415

    anchor, direction = request.anchor, request.locative.direction
    at = (anchor.lon, anchor.lat)
    outline = unwrapped(shape_of(anchor), anchor.lon)
    _, south, _, north = outline.bounds
    if 90.0 - max(-south, north) <= by_m / M_PER_DEGREE:
        raise request.refuse(AT_POLE)
    by_m += _course_error_m(outline)
    own = to_plane(outline, *at)
    if anchor.uncertainty_m < 1.0:  # a disc so small has no area
        own = Point(0.0, 0.0)
    flat: BaseGeometry = own.buffer(by_m, quad_segs=16)
    if anchor.kind in AREAS:
        flat = flat.simplify(_SIMPLE_M)
    for point in _similar(anchor, request.neighbours):
        flat = nearer_than(flat, at, point)
    flat = flat.union(own)
    if direction in {None, CENTRE}:
        return drawn(request, from_plane(flat, *at), Kind.OTHER, at=at)
    flat = flat.intersection(wedge(str(direction), reach_m(from_plane(flat, *at), *at)))
    if not keep_anchor:
        flat = flat.difference(own)
    return drawn(request, from_plane(flat, *at), Kind.OTHER)


def _course_error_m(shape: "BaseGeometry") -> float:
    return _COURSE_M if "Line" in shape.geom_type else 0.0


def _similar(place: Place, neighbours: Sequence[Place]) -> list[tuple[float, float]]:
    """Where the settlements are that have about as many people as a place, or more."""
    if place.kind in AREAS:
        return []
    least = _COMPARABLE * (place.population or 0)
    return [
        (other.lon, other.lat)
        for other in neighbours
        if (other.population or 0) >= least and other.geonameid != place.geonameid
    ]


def countryside(request: Request) -> Described:
    """The countryside of X: the division that is called so, else what is near X."""
    if request.anchor.kind not in AREAS:
        return near(request)
    if request.locative.direction is None:
        return drawn(request, shape_of(request.anchor), Kind.REGION)
    return part(request)


def part(request: Request) -> Described:
    """Northern X, central X."""
    anchor, direction = request.anchor, request.locative.direction
    shape = shape_of(anchor)
    if shape.geom_type not in {"Polygon", "MultiPolygon"}:
        raise request.refuse(f"{anchor.name} is not an area that has parts")
    kind = Kind.REGION if anchor.kind in AREAS else Kind.OTHER
    return drawn(request, part_of(shape, None if direction == CENTRE else direction), kind)


def border(request: Request) -> Described:
    """The border of X and Y, or of X with the report's countries."""
    from shapely import union_all  # noqa: PLC0415

    first = request.anchor
    outlines = [_area(request, place) for place in request.anchors[1:]]
    if not outlines:
        codes = [code for code in request.countries if code != first.country]
        outlines = [shape for shape in map(country_outline, codes) if shape is not None]
    own = _area(request, first)
    outer_m, inner_m = _border_band(request.locative)
    at = min(request.anchors, key=lambda place: place.uncertainty_m)
    strips = [
        border_strip(own, other, (at.lon, at.lat), outer_m, inner_m) for other in outlines
    ]
    strips = [strip for strip in strips if not strip.is_empty]
    if not outlines and first.country in request.countries:
        flat = to_plane(unwrapped(own, first.lon), first.lon, first.lat).boundary
        flat = flat.buffer(outer_m).difference(flat.buffer(inner_m))
        strips = [from_plane(flat, first.lon, first.lat)]
    if not strips:
        others = [place.name for place in request.anchors[1:]] or [*request.countries]
        raise request.refuse(
            f"{first.name} shares no border with {' or '.join(others)}"
            if others
            else f"whose border with {first.name}? Name both countries"
        )
    return drawn(request, union_all(strips), Kind.REGION)


def _border_band(locative: Locative) -> tuple[float, float]:
    """How far from a border, at most and at least; metres."""
    length = locative.length
    if length is None:
        return _NEAR_M, 0.0
    outer_km = length.km + length.precision_km
    inner_km = 0.0 if length.is_upper_bound else max(0.0, length.km - length.precision_km)
    return outer_km * 1000.0, inner_km * 1000.0


def along(request: Request) -> Described:
    """Along X, a river or coast: a strip to either side, in the report's countries."""
    from shapely import union_all  # noqa: PLC0415

    anchor = request.anchor
    shape = unwrapped(shape_of(anchor), anchor.lon)
    if anchor.kind not in {Kind.WATER, Kind.REGION} and "Line" not in shape.geom_type:
        raise request.refuse(f"{anchor.name} is a {anchor.kind}, not a river, sea or road")
    line = shape.boundary if shape.area > 0.0 else shape
    half_width_m = _NEAR_M + _course_error_m(shape)
    flat = to_plane(line, anchor.lon, anchor.lat).buffer(half_width_m).simplify(_SIMPLE_M)
    strip = from_plane(flat, anchor.lon, anchor.lat)
    outlines = [shape for shape in map(country_outline, request.countries) if shape]
    within = (
        strip.intersection(unwrapped(union_all(outlines), anchor.lon))
        if outlines
        else strip
    )
    return drawn(request, strip if within.is_empty else within, Kind.REGION)


def _area(request: Request, place: Place) -> "BaseGeometry":
    if place.kind not in AREAS:
        raise request.refuse(f"{place.name} is a {place.kind}, not an area with a border")
    return shape_of(place)
