"""Events: what a report says happened, attached to its places and dates.

Answers where each event of a report is, how precisely, and when; what could not be
placed becomes a finding that names the event, never a guess.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..data import tables
from ..data.edtf import parse_edtf
from ..data.errors import ReportError
from ..data.reports import (
    Coordinates,
    DistanceClaim,
    EventEntry,
    PlaceEntry,
    Report,
)
from ..data.schema import (
    EVENT_COLUMNS,
    EVENT_TYPE_OF,
    KIND_PRECISION,
    Kind,
    Precision,
    Verdict,
)
from .checks import Finding, check_date, check_distance
from .geodesy import discs
from .lookup import PlaceLookup
from .places import Match, Place

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "LocatedReport",
    "check_dates",
    "check_distances",
    "check_report",
    "locate_report",
    "place_shapes",
]

_EXACT_M: Final = 1_000.0
_SETTLEMENT_M: Final = 10_000.0
_KNOWN_ABROAD: Final = frozenset({Kind.COUNTRY, Kind.ADMIN1, Kind.AIRPORT})
_POPULATION_ABROAD: Final = 100_000


@dataclass(frozen=True, slots=True)
class LocatedReport:
    """A report with its places found."""

    report: Report
    events: "gpd.GeoDataFrame"
    """One row an event, in the report's order; columns of `EVENT_COLUMNS`, EPSG:4326.
    Geometry: the outline of a division or country, the disc of a town, the point of an
    exact place; empty where the event was not placed."""
    places: dict[str, Place]
    """Places by the name that the report uses, those of its distances included."""
    findings: tuple[Finding, ...]
    """Names that are no place."""


def locate_report(report: Report, lookup: PlaceLookup) -> LocatedReport:
    """The events of a report with place, shape and date.

    An unqualified name is looked for in the report's countries first, then among the
    countries, divisions, airports and cities of 100,000 people everywhere; an entry in the
    report's ``places`` is final.
    """
    places: dict[str, Place] = {}
    findings: list[Finding] = []
    for name, where, line, event_id in _names(report):
        if name in places:
            continue
        place = _find(name, report, lookup)
        if place is None:
            claim = f"{where}: {name}"
            message = f"{where}: {_not_found(name, report, lookup)}"
            findings.append(
                Finding(
                    report=report.name,
                    kind="place",
                    claim=claim,
                    verdict=Verdict.NOT_FOUND,
                    message=message,
                    event_id=event_id,
                    line=line,
                )
            )
        else:
            places[name] = place
    events = _frame(report, places)
    return LocatedReport(report, events, places, tuple(findings))


def check_distances(located: LocatedReport) -> list[tuple[DistanceClaim, Finding]]:
    """Each distance claim whose two places were found, and the finding on it."""
    report, places = located.report, located.places
    return [
        (
            claim,
            check_distance(
                claim, places[claim.start], places[claim.end], report=report.name
            ),
        )
        for claim in report.distances
        if claim.start in places and claim.end in places
    ]


def check_dates(located: LocatedReport) -> list[Finding]:
    """Findings on events that are told of before they can have happened."""
    report = located.report
    dates = (
        check_date(event, report.published, report=report.name) for event in report.events
    )
    return [finding for finding in dates if finding is not None]


def check_report(located: LocatedReport) -> list[Finding]:
    """Every finding on a report: its places, then its distances, then its dates."""
    distances = (finding for _, finding in check_distances(located))
    return [*located.findings, *distances, *check_dates(located)]


def _names(report: Report) -> Iterable[tuple[str, str, int | None, str | None]]:
    """Each name that has to be found, where it stands, its line and event."""
    for event in report.events:
        if isinstance(event.place, str):
            yield event.place, f"event {event.id}", event.line, event.id
    for claim in report.distances:
        for name in (claim.start, claim.end):
            yield name, f"distance {claim.start} – {claim.end}", claim.line, None


def _find(name: str, report: Report, lookup: PlaceLookup) -> Place | None:
    entry = report.places.get(name)
    if entry is not None:
        return _chosen(entry, name, report, lookup)
    return _best(name, report, lookup)


def _best(name: str, report: Report, lookup: PlaceLookup) -> Place | None:
    found = lookup.candidates(name, country_codes=report.country, limit=1)
    if found or not report.country:
        return found[0] if found else None
    abroad = lookup.candidates(name, limit=1)
    return abroad[0] if abroad and _is_known_abroad(abroad[0]) else None


def _is_known_abroad(place: Place) -> bool:
    """Whether a report on another country can mean this place without saying so.

    A village that the gazetteer lacks must not become its namesake on another continent.
    """
    return place.kind in _KNOWN_ABROAD or (place.population or 0) >= _POPULATION_ABROAD


def _chosen(
    entry: PlaceEntry, name: str, report: Report, lookup: PlaceLookup
) -> Place | None:
    if entry.geonameid is not None:
        return lookup.by_geonameid(entry.geonameid)
    if entry.lon is None or entry.lat is None or entry.uncertainty_km is None:
        meant = _best(entry.name or name, report, lookup)
        return None if meant is None else replace(meant, score=1.0)
    label = entry.name or name
    return _given(label, entry.lon, entry.lat, entry.uncertainty_km * 1000.0)


def _given(name: str, lon: float, lat: float, uncertainty_m: float) -> Place:
    """A place whose coordinates the report gives."""
    return Place(
        name=name,
        lon=lon,
        lat=lat,
        kind=Kind.OTHER,
        country=None,
        admin1=None,
        geonameid=None,
        population=None,
        uncertainty_m=uncertainty_m,
        score=1.0,
        matched=Match.ANALYST,
        source="coordinates in the report",
    )


def _not_found(name: str, report: Report, lookup: PlaceLookup) -> str:
    entry = report.places.get(name)
    if entry is not None and entry.geonameid is not None:
        return (
            f"places.{name}.geonameid: {entry.geonameid} is not in the gazetteer; "
            "give its lon, lat and uncertainty_km instead"
        )
    sought = name if entry is None or entry.name is None else entry.name
    suggestion = lookup.suggest(sought, country_codes=report.country)
    if suggestion:
        return f"{sought!r}: no such place; did you mean {suggestion!r}?"
    where = f" in {', '.join(report.country)}" if report.country else ""
    return (
        f"{sought!r}: no such place{where}; give its geonameid, or its lon, lat and "
        "uncertainty_km, under places"
    )


def _frame(report: Report, places: dict[str, Place]) -> "gpd.GeoDataFrame":
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    found = [_place_of(event, places) for event in report.events]
    shapes = place_shapes({place for place in found if place is not None})
    rows = [
        _row(report, event, place)
        for event, place in zip(report.events, found, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=list(EVENT_COLUMNS)).astype(EVENT_COLUMNS)
    geometry = [None if place is None else shapes[place] for place in found]
    return gpd.GeoDataFrame(frame, geometry=geometry, crs="EPSG:4326")


def _place_of(event: EventEntry, places: dict[str, Place]) -> Place | None:
    if isinstance(event.place, Coordinates):
        at = event.place
        name = at.name or f"{at.lat:.4f}, {at.lon:.4f}"
        return _given(name, at.lon, at.lat, at.uncertainty_km * 1000.0)
    return None if event.place is None else places.get(event.place)


def _row(report: Report, event: EventEntry, place: Place | None) -> dict[str, Any]:
    interval = None if event.date is None else parse_edtf(event.date)
    said = event.place
    if isinstance(said, Coordinates):
        said = None if place is None else place.name
    row = {
        "report": report.name,
        "event_id": event.id,
        "event_type": EVENT_TYPE_OF[event.type],
        "sub_event_type": event.type,
        "summary": event.summary,
        "quote": event.quote,
        "date": event.date,
        "date_start": interval and interval.start,
        "date_end": interval and interval.end,
        "place": said,
        "initiators": event.initiators,
        "targets": event.targets,
        "status": str(event.status),
        "claimed_by": event.claimed_by,
        "fatalities": event.fatalities,
        "conflicts_with": event.conflicts_with,
        "publisher": report.source.publisher,
        "line": event.line,
    }
    return row if place is None else {**row, **_place_columns(place)}


def _place_columns(place: Place) -> dict[str, Any]:
    return {
        "place_name": place.name,
        "lon": place.lon,
        "lat": place.lat,
        "kind": str(place.kind),
        "country": place.country,
        "admin1": place.admin1,
        "geonameid": place.geonameid,
        "precision": str(precision_of(place)),
        "uncertainty_m": place.uncertainty_m,
        "place_source": place.source,
        "place_score": place.score,
    }


def precision_of(place: Place) -> Precision:
    """The class of what a place stands for; by the radius if the report gave it."""
    if place.matched is not Match.ANALYST:
        return KIND_PRECISION[place.kind]
    if place.uncertainty_m <= _EXACT_M:
        return Precision.EXACT
    if place.uncertainty_m <= _SETTLEMENT_M:
        return Precision.SETTLEMENT
    return Precision.REGION


def place_shapes(places: Iterable[Place]) -> dict[Place, "BaseGeometry"]:
    """The shape of each place, EPSG:4326: outline, disc or, if exact, point.

    Raises
    ------
    ReportError
        If a disc reaches a pole, where it has no shape in longitude and latitude.
    """
    import shapely  # noqa: PLC0415

    shapes: dict[Place, BaseGeometry] = {}
    round_places = []
    for place in places:
        if precision_of(place) is Precision.EXACT:
            shapes[place] = shapely.Point(place.lon, place.lat)
            continue
        outline = _outline(place)
        if outline is None:
            round_places.append(place)
        else:
            shapes[place] = outline
    lon, lat, radius_m = (
        np.array([(place.lon, place.lat, place.uncertainty_m) for place in round_places])
        .reshape(-1, 3)
        .T
    )
    for place in round_places:
        if 90.0 - abs(place.lat) <= place.uncertainty_m / 111_000.0:
            raise ReportError(
                f"{place.name!r} at {place.lat}° with a radius of "
                f"{place.uncertainty_m / 1000.0:g} km reaches the pole: give a smaller "
                "uncertainty_km"
            )
    shapes.update(zip(round_places, discs(lon, lat, radius_m), strict=True))
    return shapes


def _outline(place: Place) -> "BaseGeometry | None":
    if place.country is None:
        return None
    if place.kind is Kind.COUNTRY:
        return _country_outline(place.country)
    if place.kind is Kind.ADMIN1:
        return _division_outline(place.country, place.admin1, place.name)
    return None


@cache
def _country_outline(code: str) -> "BaseGeometry | None":
    frame = tables.read_countries()
    found = frame.geometry[frame["code"] == code]
    return None if found.empty else found.iloc[0]


@cache
def _division_outline(country: str, admin1: str | None, name: str) -> "BaseGeometry | None":
    frame = tables.read_divisions(country=country, code=admin1)
    found = frame.geometry[frame["name"] == name]
    return None if found.empty else found.iloc[0]
