"""Events: what a report says happened, attached to its places and dates.

Answers where each event of a report is, how precisely, and when; what could not be
placed becomes a finding that names the event, never a guess.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..data.edtf import parse_edtf
from ..data.reports import Coordinates, DistanceClaim, EventEntry, Report
from ..data.schema import EVENT_TYPE_OF
from .checks import Finding, check_date, check_distance
from .event_values import EventValues, values_of_rows
from .lookup import PlaceLookup
from .places import Place
from .report_places import ReportPlaces, find_places, given_place
from .shapes import place_shapes, precision_of, without_lines

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "LocatedReport",
    "check_dates",
    "check_distances",
    "check_report",
    "locate_report",
]


@dataclass(frozen=True)
class LocatedReport:
    """A report with its places found."""

    report: Report
    told: "EventValues | gpd.GeoDataFrame"
    """Its events as a frame, or as the columns of which one is made when asked for."""
    places: dict[str, Place]
    """Places by the name that the report uses, those of its distances included."""
    findings: tuple[Finding, ...]
    """Names that are no place, and entries under ``places`` that nothing refers to."""
    shapes: "dict[str, BaseGeometry]" = field(default_factory=dict)
    """Of the places that are described ("15 km south-west of Idlib"), by the phrase."""
    others: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    """What else names may mean, by the name, the likeliest first; only of names that have
    such places, and whose place no analyst fixed."""

    @cached_property
    def events(self) -> "gpd.GeoDataFrame":
        """One row an event, in the report's order; columns of `EVENT_COLUMNS`, EPSG:4326.

        Geometry: the outline of a division or country, the disc of a town, the point of an
        exact place, the shape of a described one; empty where the event was not placed.
        """
        return self.told.to_frame() if isinstance(self.told, EventValues) else self.told

    @property
    def at_hand(self) -> "EventValues | gpd.GeoDataFrame":
        """The frame if it was asked for, as it may have been edited; else the columns."""
        known: EventValues | gpd.GeoDataFrame = vars(self).get("events", self.told)
        return known


def locate_report(report: Report, lookup: PlaceLookup) -> LocatedReport:
    """The events of a report with place, shape and date.

    Names and phrases such as "15 km south-west of Idlib" are placed as `find_places` says;
    an entry in the report's ``places`` is final.
    """
    found = find_places(report, lookup)
    return LocatedReport(
        report,
        _values(report, found),
        found.places,
        tuple(found.findings),
        found.shapes,
        found.others,
    )


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


def _values(report: Report, known: ReportPlaces) -> EventValues:
    found = [_place_of(event, known.places) for event in report.events]
    drawn = {known.places[name]: shape for name, shape in known.shapes.items()}
    shapes = place_shapes({place for place in found if place is not None}, drawn)
    rows = [
        _row(report, event, place)
        for event, place in zip(report.events, found, strict=True)
    ]
    outlines = [
        None if place is None else without_lines(place, shapes[place]) for place in found
    ]
    return values_of_rows(rows, outlines)


def _place_of(event: EventEntry, places: dict[str, Place]) -> Place | None:
    if isinstance(event.place, Coordinates):
        at = event.place
        name = at.name or f"{at.lat:.4f}, {at.lon:.4f}"
        return given_place(name, at.lon, at.lat, at.uncertainty_km * 1000.0)
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
        "wounded": event.wounded,
        "taken": None if event.taken is None else str(event.taken),
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
        "place_matched": str(place.matched),
        "place_score": place.score,
    }
