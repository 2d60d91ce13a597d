"""Places made coarser for a release: a cell of a grid, a division or a country instead.

What is shown never claims to be sharper than what is known: a place that reaches further
than a cell becomes its division, one that reaches further than that its country, and one
of which not even the country is known is not shown.

References
----------
Chapman, Current Best Practices for Generalizing Sensitive Species Occurrence Data, GBIF
2020, doi:10.15468/doc-5jp4-5g10 (coordinates rounded to a stated grid, never jittered).
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from ..data import tables
from ..data.schema import Kind, Precision
from .geodesy import distance_azimuth
from .places import Match, Place
from .shapes import country_outline, precision_of
from .withheld import found_in

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Coarse", "Rule", "coarsened", "is_coarse"]

Level = Literal["release", "grid", "division", "country", "withhold"]

_LEVELS: Final = ("release", "grid", "division", "country", "withhold")
_COARSE: Final = {
    "grid": (Precision.ADMIN1, Precision.COUNTRY),
    "division": (Precision.ADMIN1, Precision.COUNTRY),
    "country": (Precision.COUNTRY,),
}
_SOURCE: Final = "Natural Earth"


@dataclass(frozen=True, slots=True)
class Rule:
    """How far a place is shown."""

    level: Level = "release"
    grid_deg: float = 0.0  # of a cell; of level grid only

    @property
    def strictness(self) -> tuple[int, float]:
        """The larger, the less is shown."""
        return _LEVELS.index(self.level), self.grid_deg


@dataclass(frozen=True, slots=True)
class Coarse:
    """What is shown instead of a place."""

    label: str
    """What a report would call it: ``"somewhere in Idlib, Syria"``."""
    place: Place
    shape: "BaseGeometry"
    level: Level


def is_coarse(place: Place, rule: Rule) -> bool:
    """Whether a place is as coarse as the rule wants it already."""
    return rule.level == "release" or precision_of(place) in _COARSE.get(rule.level, ())


def coarsened(place: Place, rule: Rule, names: Iterable[str] = ()) -> Coarse | None:
    """What is shown instead of a place, ``None`` if nothing may be.

    Parameters
    ----------
    place
        One that the rule does not show as it is.
    rule
        How far it may be shown at most.
    names
        What no place that is shown may be called.
    """
    if rule.level == "withhold":
        return None
    names = tuple(names)
    for level, candidates in _coarser(place, rule.grid_deg):
        if _LEVELS.index(level) < _LEVELS.index(rule.level):
            continue
        for found in candidates:
            reaches_as_far = found.place.uncertainty_m >= place.uncertainty_m
            if reaches_as_far and not found_in(found.label, names):
                return found
    return None


def _coarser(place: Place, grid_deg: float) -> Iterator[tuple[Level, Iterator[Coarse]]]:
    if grid_deg:
        yield "grid", iter([_cell(place, grid_deg)])
    yield "division", _divisions(place)
    yield "country", _countries(place)


def _cell(place: Place, size: float) -> Coarse:
    """The cell that a place lies in, its lines at multiples of its size."""
    import shapely  # noqa: PLC0415

    west, south = (math.floor(value / size) * size for value in (place.lon, place.lat))
    east, north = min(west + size, 180.0), min(south + size, 90.0)
    lon, lat = round((west + east) / 2.0, 6), round((south + north) / 2.0, 6)
    corner = south if abs(south) < abs(north) else north  # the wider side
    radius_m, _ = distance_azimuth(lon, lat, west, corner)
    area = _area(
        f"a cell of {size:g}°", lon, lat, float(radius_m[0]), country=place.country
    )
    label = f"somewhere in the {size:g}° cell round {lat:g}, {lon:g}"
    return Coarse(label, area, shapely.box(west, south, east, north), "grid")


def _divisions(place: Place) -> Iterator[Coarse]:
    """The division of a place: by its code where one has it, else by the outlines."""
    import shapely  # noqa: PLC0415

    frame = None
    if place.country is not None and place.admin1 is not None:
        frame = tables.read_divisions(country=place.country, code=place.admin1)
    if frame is None or len(frame) != 1:
        frame = tables.read_divisions((place.lon, place.lat, place.lon, place.lat))
        frame = frame[frame.contains(shapely.Point(place.lon, place.lat)).to_numpy()]
    for row in frame.itertuples():
        country = place.country or row.code_country or row.country
        names = [_country(country).name] if isinstance(country, str) else []
        area = _area(
            str(row.name),
            row.lon,
            row.lat,
            row.radius_m,
            kind=Kind.ADMIN1,
            country=country,
            admin1=row.code,
        )
        label = ", ".join([f"somewhere in {row.name}", *names])
        yield Coarse(label, area, row.geometry, "division")


def _countries(place: Place) -> Iterator[Coarse]:
    """The country of a place, or the one whose outline holds it."""
    import shapely  # noqa: PLC0415

    codes = [] if place.country is None else [place.country]
    if not codes:
        frame = tables.read_countries((place.lon, place.lat, place.lon, place.lat))
        inside = frame.contains(shapely.Point(place.lon, place.lat)).to_numpy()
        codes = [code for code in frame["code"][inside] if isinstance(code, str)]
    frame = tables.read_countries()
    for code in codes:
        outline = country_outline(code)
        if outline is None:
            continue
        known = _country(code)
        radius_m = frame["radius_m"][frame["code"] == code].iloc[0]
        area = _area(
            known.name, known.lon, known.lat, radius_m, kind=Kind.COUNTRY, country=code
        )
        yield Coarse(f"somewhere in {known.name}", area, outline, "country")


def _area(  # noqa: PLR0913  the fields of a place
    name: str,
    lon: float,
    lat: float,
    radius_m: float,
    *,
    kind: Kind = Kind.REGION,
    country: str | None = None,
    admin1: str | None = None,
) -> Place:
    return Place(
        name=name,
        lon=float(lon),
        lat=float(lat),
        kind=kind,
        country=country if isinstance(country, str) else None,
        admin1=admin1 if isinstance(admin1, str) else None,
        geonameid=None,
        population=None,
        uncertainty_m=float(radius_m),
        score=1.0,
        matched=Match.POSITION,
        source="coarsened for release" if kind is Kind.REGION else _SOURCE,
    )


def _country(code: str) -> tables.Country:
    return next(country for country in tables.load_countries() if country.code == code)
