"""What a described place is made from, and what it becomes.

A `Request` is a phrase with its anchors found; the rules in ``offsets`` and ``vicinities``
make a `Described` of it, a shape with a centre and a radius, or refuse.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ...data.errors import ConflictMapError
from ...data.schema import Kind
from ..geodesy import discs
from ..locatives import Locative
from ..places import Match, Place
from ..shapes import place_shapes
from .forms import Form
from .planes import areas_of, middle, reach_m

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "AREAS",
    "AT_POLE",
    "M_PER_DEGREE",
    "Described",
    "DoubtfulPlaceError",
    "Request",
    "disc",
    "drawn",
    "keep_off_poles",
    "shape_of",
]

AREAS: Final = frozenset(
    {Kind.COUNTRY, Kind.ADMIN1, Kind.ADMIN2, Kind.DISTRICT, Kind.REGION, Kind.WATER}
)
"""Kinds that have a north and a border."""
M_PER_DEGREE: Final = 111_000.0
AT_POLE: Final = "it reaches the pole; give its lon, lat and uncertainty_km"


class DoubtfulPlaceError(ConflictMapError, ValueError):
    """A described place that cannot be placed; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Described:
    """Where a described place is."""

    shape: "BaseGeometry"
    """EPSG:4326; longitudes go on past 180 across the antimeridian."""
    lon: float
    lat: float
    uncertainty_m: float
    """Radius round (lon, lat)."""
    kind: Kind

    def to_place(self, locative: Locative, anchors: Sequence[Place]) -> Place:
        """The place as a record: its source names the rule and the anchors."""
        countries = {anchor.country for anchor in anchors}
        if locative.form is Form.BORDER and len(anchors) == 1:
            countries = set()  # it lies in the other country as well
        inside = locative.form in {Form.PART, Form.COUNTRYSIDE} and len(anchors) == 1
        return Place(
            name=locative.text,
            lon=self.lon,
            lat=self.lat,
            kind=self.kind,
            country=countries.pop() if len(countries) == 1 else None,
            admin1=anchors[0].admin1 if inside and anchors[0].kind in AREAS else None,
            geonameid=None,
            population=None,
            uncertainty_m=self.uncertainty_m,
            score=min(anchor.score for anchor in anchors),
            matched=Match.DESCRIBED,
            source=f"{locative.rule} {' and '.join(map(_label, anchors))}",
        )


@dataclass(frozen=True, slots=True)
class Request:
    """A phrase with all that its place depends on."""

    locative: Locative
    anchors: tuple[Place, ...]
    neighbours: tuple[Place, ...]
    countries: tuple[str, ...]

    @property
    def anchor(self) -> Place:
        """X, the first of the anchors."""
        return self.anchors[0]

    @property
    def slack_m(self) -> float:
        """d′ = r_X + u(N)."""
        length = self.locative.length
        return self.anchor.uncertainty_m + (length.precision_km * 1000.0 if length else 0.0)

    @property
    def stated_m(self) -> float:
        """The stated distance; 0 if there is none."""
        return (self.locative.distance_km or 0.0) * 1000.0

    def refuse(self, reason: str) -> DoubtfulPlaceError:
        """The error to raise, with the phrase and the reason."""
        return DoubtfulPlaceError(f"{self.locative.text!r}: {reason}")


def disc(lon: float, lat: float, radius_m: float) -> Described:
    """A place within a radius of a point."""
    return Described(discs(lon, lat, radius_m)[0], _wrapped(lon), lat, radius_m, Kind.OTHER)


def drawn(
    request: Request,
    shape: "BaseGeometry",
    kind: Kind,
    *,
    at: tuple[float, float] | None = None,
) -> Described:
    """A place of which only the shape is known."""
    shape = areas_of(shape)
    if shape.is_empty:
        raise request.refuse("nothing is left of it; give its lon, lat and uncertainty_km")
    lon, lat = at or middle(shape)
    return Described(shape, _wrapped(lon), lat, reach_m(shape, lon, lat), kind)


def shape_of(place: Place) -> "BaseGeometry":
    """Outline, disc or point of a place, as in `place_shapes`."""
    return place_shapes([place])[place]


def keep_off_poles(request: Request, radius_m: float) -> None:
    """Nothing, or the error on a disc round the anchor that contains a pole."""
    if 90.0 - abs(request.anchor.lat) <= radius_m / M_PER_DEGREE:
        raise request.refuse(AT_POLE)


def _wrapped(lon: float) -> float:
    return lon if abs(lon) <= 180.0 else (lon + 180.0) % 360.0 - 180.0


def _label(place: Place) -> str:
    if place.geonameid is not None:
        return f"GeoNames {place.geonameid}"
    return f"{place.name} ({place.source})"
