"""What names a picture may have, the most important first."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from ...data import tables
from ...data.schema import SETTLEMENTS
from .labels import Name
from .lettering import Font, one_line, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...geo.events import LocatedReport
    from ...geo.lookup import PlaceLookup
    from .spots import Spot
    from .view import View

__all__ = ["names_on"]

_LONGEST: Final = 36  # characters
_SAME_DEG: Final = 0.03  # a town this near to a place of an event is that place
_SAME_UNITS: Final = 0.5
_COUNTRIES_TO: Final = 8.5  # zoom: nearer, a country's name says nothing
_TOWNS: Final = 100  # the most that are tried
_ROOM: Final = 0.85  # of a country's width, for its name


def names_on(
    view: "View",
    spots: "Iterable[Spot]",
    located: "LocatedReport",
    lookup: "PlaceLookup",
    *,
    max_towns: int,
) -> list[Name]:
    """Names of the events' places, of what the report names, of countries, of towns."""
    names = [_spot_name(spot) for spot in _once(spots)]
    countries = _country_names(view, {name.words for name in names})
    near = _SAME_DEG / 360.0 * view.world + _SAME_UNITS
    names += _clear_of(names, _mentioned(view, located), near)
    towns = _clear_of(names, _town_names(view, lookup, max_towns), near)
    return [*names, *countries, *towns]


def _clear_of(names: list[Name], others: list[Name], near: float) -> list[Name]:
    """Those of the others at whose points no name stands."""
    used = np.array([(name.x, name.y) for name in names]).reshape(-1, 2)
    return [
        name
        for name in others
        if (np.abs(used - (name.x, name.y)).max(axis=1, initial=0.0) > near).all()
    ]


def _once(spots: "Iterable[Spot]") -> "list[Spot]":
    """One spot a point: points before areas, those with most events first."""
    ordered = sorted(spots, key=lambda spot: (spot.is_area, -spot.looks.total()))
    first: dict[tuple[float, float], Spot] = {}
    for spot in ordered:
        first.setdefault(spot.at, spot)
    return list(first.values())


def _spot_name(spot: "Spot") -> Name:
    font = Font.SLANTED if spot.is_area else Font.BOLD
    return Name(spot.words, *spot.at, 10.0, font, is_centred=spot.is_area, is_eager=True)


def _mentioned(view: "View", located: "LocatedReport") -> list[Name]:
    """Settlements that the report names, and the ends of its stated distances."""
    ends = {name for claim in located.report.distances for name in (claim.start, claim.end)}
    return [
        Name(one_line(words, _LONGEST), *at, 9.5, Font.BOLD, is_eager=True, has_dot=True)
        for words, place in located.places.items()
        if (place.kind in SETTLEMENTS or words in ends)
        and view.holds(at := view.point(place.lon, place.lat))
    ]


def _country_names(view: "View", shown: set[str]) -> list[Name]:
    """Names of countries, each in the largest part that is seen of it, where they fit."""
    if view.zoom > _COUNTRIES_TO:
        return []
    largest: dict[str, Any] = {}
    for box in view.boxes:
        frame = tables.read_countries(box)
        for words, shape in zip(
            frame["name"], frame.geometry.clip_by_rect(*box), strict=True
        ):
            parts = [largest.get(words, shapely.Polygon()), *shapely.get_parts(shape)]
            largest[words] = max(parts, key=shapely.area)
    names = []
    for words, part in largest.items():
        if words in shown or part.is_empty:
            continue
        at = shapely.point_on_surface(part)
        x, y = view.point(at.x, at.y)
        room = (part.bounds[2] - part.bounds[0]) / 360.0 * view.world
        name = Name(words.upper(), x, y, 8.0, colour="minor", is_centred=True)
        if text_width(name.words, name.size) < room * _ROOM:
            names.append(name)
    return names


def _town_names(view: "View", lookup: "PlaceLookup", max_towns: int) -> list[Name]:
    found = [
        town
        for box in view.boxes
        for town in lookup.towns(box, limit=min(max_towns, _TOWNS))
    ]
    floor = _population_floor(view.zoom)
    return [
        Name(
            one_line(town.name, _LONGEST),
            *view.point(town.lon, town.lat),
            _town_size(town.population),
            has_dot=True,
        )
        for town in sorted(found, key=lambda town: -town.population)
        if town.population >= floor
    ]


def _population_floor(zoom: float) -> float:
    """The smallest population of a town whose name is shown at a zoom."""
    return float(1.6e6 / 2.3 ** (zoom - 4.0))


def _town_size(population: float) -> float:
    """How large a town's name is, in units."""
    if population >= 1_000_000:
        return 10.5
    return 9.5 if population >= 200_000 else 8.5
