"""From events to the page's data block: the contract between Python and JavaScript.

One JSON object of columns (schema 1); ``maps/page/payload.js`` is its other half.
Degrees are WGS84, longitude before latitude; shapes are delta-coded integers.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import orjson
import pandas as pd
import shapely

from ..data import tables
from ..data.edtf import format_edtf
from ..data.errors import PayloadError
from ..data.schema import (
    EVENT_COLUMNS,
    NOT_DRAWN,
    RELIABILITY,
    Precision,
    Status,
    Verdict,
)
from ..geo.checks import number_words
from ..geo.events import check_dates, check_distances
from ..geo.geodesy import geodesic_line
from ..geo.places import Match
from .basemap import basemap_block, pack
from .options import PALETTE, MapOptions
from .spans import text_columns

if TYPE_CHECKING:
    import geopandas as gpd

    from ..data.reports import DistanceClaim, Report
    from ..geo.checks import Finding
    from ..geo.events import LocatedReport
    from ..geo.lookup import PlaceLookup

__all__ = ["encode", "events_payload", "report_payload"]

SCHEMA: Final = 1

_STATUS_WORDS: Final = {
    Status.REPORTED: "reported",
    Status.CLAIMED: "claimed by one side",
    Status.DENIED: "denied",
    Status.DISPUTED: "disputed: sources tell it differently",
    Status.CONFIRMED: "confirmed by independent sources",
    Status.PLANNED: "planned: had not happened when it was reported",
    Status.BACKGROUND: "background: recalled by the report",
}
_POINT_LIKE: Final = frozenset({Precision.EXACT, Precision.SETTLEMENT})
_AREA_WORDS: Final = {
    Precision.ADMIN2: "somewhere in this district",
    Precision.ADMIN1: "somewhere in this province",
    Precision.REGION: "somewhere in this area",
    Precision.COUNTRY: "somewhere in this country",
}
_LEAFLET: Final = {"text": "Leaflet, BSD 2-Clause", "url": "https://leafletjs.com/"}
_WORLD: Final = (-170.0, -60.0, 190.0, 75.0)


def encode(payload: dict[str, Any]) -> str:
    """JSON that cannot break out of a script element, ASCII-safe where HTML looks."""
    text = orjson.dumps(payload, option=orjson.OPT_SERIALIZE_NUMPY).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def report_payload(
    located: "LocatedReport", lookup: "PlaceLookup", options: MapOptions
) -> dict[str, Any]:
    """Everything that the map of one report shows."""
    report = located.report
    payload = events_payload(located.events)
    checked = list(check_distances(located))
    distances = [_distance(claim, finding, located) for claim, finding in checked]
    payload["distances"] = distances
    payload["bounds"] = bounds = _first_view(located.events, distances)
    payload["report"] = _report_block(report)
    payload |= text_columns(report, [claim for claim, _ in checked])
    payload["findings"] = [
        {"kind": finding.kind, "event": finding.event_id, "message": finding.message}
        for finding in (*located.findings, *check_dates(located))
        if finding.verdict is not Verdict.UNUSED  # for the analyst, not for readers
    ]
    mentioned = {
        (place.lon, place.lat): name
        for name, place in located.places.items()
        if place.kind in {"city", "town", "village"}
    }
    payload["basemap"] = basemap_block(
        bounds, mentioned, lookup, max_towns=options.max_towns
    )
    payload["notes"] = [tables.BORDERS_NOTE]
    sources = tables.load_attribution()
    payload["attribution"] = [
        *({"text": source.text, "url": source.url} for source in sources),
        _LEAFLET,
    ]
    return payload


def events_payload(events: "gpd.GeoDataFrame") -> dict[str, Any]:
    """What a layer of events needs: palette, places, areas and event columns.

    Parameters
    ----------
    events
        Columns of `EVENT_COLUMNS`, and geometry in EPSG:4326.

    Raises
    ------
    PayloadError
        If a column is missing or the coordinates are not EPSG:4326.
    """
    _require_schema(events)
    places, areas, place_rows = _places(events)
    groups, types, type_rows = _types(events["sub_event_type"], events["event_type"])
    statuses, status_rows = _coded(events["status"])
    return {
        "schema": SCHEMA,
        "report": _no_report(),
        "bounds": _first_view(events, []),
        "groups": groups,
        "types": types,
        "statuses": [
            {"name": status, "words": _STATUS_WORDS[Status(status)]} for status in statuses
        ],
        "places": places,
        "areas": areas,
        "events": _event_columns(events, place_rows, type_rows, status_rows),
    }


def _require_schema(events: "gpd.GeoDataFrame") -> None:
    missing = [name for name in EVENT_COLUMNS if name not in events.columns]
    if missing:
        raise PayloadError(
            f"the events have no column {missing[0]!r}: expected those of "
            "conflictmap.data.schema.EVENT_COLUMNS"
        )
    if events.crs is not None and events.crs.to_epsg() != 4326:
        raise PayloadError(
            f"the events are in {events.crs.name}: expected EPSG:4326; use "
            "events.to_crs(4326)"
        )


def _event_columns(
    events: "gpd.GeoDataFrame",
    place_rows: list[int | None],
    type_rows: list[int],
    status_rows: list[int],
) -> dict[str, Any]:
    ids = list(zip(events["report"], events["event_id"], strict=True))
    row_of = {key: row for row, key in enumerate(ids)}
    return {
        "id": _plain(events["event_id"]),
        "place": place_rows,
        "type": type_rows,
        "status": status_rows,
        "summary": _plain(events["summary"]),
        "quote": _plain(events["quote"]),
        "date": _plain(events["date"]),
        "date_words": [format_edtf(date) for date in _plain(events["date"])],
        "start": _days(events["date_start"]),
        "end": _days(events["date_end"]),
        "initiators": [list(names) for names in events["initiators"]],
        "targets": [list(names) for names in events["targets"]],
        "claimed_by": _plain(events["claimed_by"]),
        "attribution": [
            _attribution(claimed_by, publisher)
            for claimed_by, publisher in zip(
                _plain(events["claimed_by"]), _plain(events["publisher"]), strict=True
            )
        ],
        "fatalities": _plain(events["fatalities"]),
        "conflicts_with": [
            [row_of[report, other] for other in others if (report, other) in row_of]
            for (report, _), others in zip(ids, events["conflicts_with"], strict=True)
        ],
        "background": [status in NOT_DRAWN for status in events["status"]],
        "place_said": _plain(events["place"]),
    }


def _plain(column: "pd.Series[Any]") -> list[Any]:
    """A column's values, ``None`` where they are missing."""
    return list(column.astype(object).where(column.notna(), None))


def _days(column: "pd.Series[Any]") -> list[int | None]:
    days = column.to_numpy("datetime64[D]")
    known = ~np.isnat(days)
    counts = days.astype("int64").tolist()
    return [day if ok else None for day, ok in zip(counts, known, strict=True)]


def _attribution(claimed_by: str | None, publisher: str | None) -> str:
    if claimed_by is not None:
        return f"{claimed_by}, reported by {publisher}" if publisher else claimed_by
    if publisher is not None:
        return f"{publisher}, which names no other source"
    return "no source named"


def _coded(column: "pd.Series[Any]") -> tuple[list[str], list[int]]:
    """The distinct values in order of appearance, and each row's number among them."""
    codes, values = pd.factorize(column)
    return [str(value) for value in values], codes.tolist()


def _types(
    sub_types: "pd.Series[Any]", event_types: "pd.Series[Any]"
) -> tuple[list[dict[str, str]], list[dict[str, Any]], list[int]]:
    """Palette rows and types that occur, and each event's type."""
    names, rows = _coded(sub_types)
    first = event_types.groupby(sub_types.to_numpy(), sort=False).first()
    occurring = {_style_name(name) for name in event_types.unique()}
    styles = [style for style in PALETTE if style.name in occurring]
    numbers = {style.name: number for number, style in enumerate(styles)}
    groups = [
        {
            "name": style.name,
            "symbol": style.symbol,
            "light": style.light,
            "dark": style.dark,
        }
        for style in styles
    ]
    types = [{"name": name, "group": numbers[_style_name(first[name])]} for name in names]
    return groups, types, rows


def _style_name(event_type: str) -> str:
    known = {style.name for style in PALETTE}
    return event_type if event_type in known else "Other"


def _places(
    events: "gpd.GeoDataFrame",
) -> tuple[dict[str, list[Any]], list[list[list[int]]], list[int | None]]:
    """Distinct places, outlines of those that are areas, and each event's place."""
    keys = ["place", "place_name", "lon", "lat", "precision", "uncertainty_m"]
    placed = events[events["lon"].notna()]
    distinct = placed.drop_duplicates(keys)
    numbers = {
        key: number
        for number, key in enumerate(distinct[keys].itertuples(index=False, name=None))
    }
    rows = [numbers.get(key) for key in events[keys].itertuples(index=False, name=None)]
    areas: list[list[list[int]]] = []
    area_of: list[int | None] = []
    described = (distinct["place_matched"] == Match.DESCRIBED).tolist()
    for precision, is_described, geometry in zip(
        distinct["precision"], described, distinct.geometry, strict=True
    ):
        if geometry is None or (precision in _POINT_LIKE and not is_described):
            area_of.append(None)
        else:
            area_of.append(len(areas))
            areas.append(pack(geometry))
    radii = distinct["uncertainty_m"].tolist()
    columns = {
        "label": _plain(distinct["place"].fillna(distinct["place_name"])),
        "name": _plain(distinct["place_name"]),
        "lon": distinct["lon"].tolist(),
        "lat": distinct["lat"].tolist(),
        "kind": _plain(distinct["kind"]),
        "country": _plain(distinct["country"]),
        "admin1": _plain(distinct["admin1"]),
        "precision": _plain(distinct["precision"]),
        "precision_words": [
            _precision_words(Precision(precision), radius_m, is_described=is_described)
            for precision, radius_m, is_described in zip(
                distinct["precision"], radii, described, strict=True
            )
        ],
        "uncertainty_m": radii,
        "source": _plain(distinct["place_source"]),
        "area": area_of,
    }
    return columns, areas, rows


def _precision_words(precision: Precision, radius_m: float, *, is_described: bool) -> str:
    within = f"{radius_m / 1000.0:.3g} km"
    if is_described:
        return f"only described: somewhere in the outline, up to {within} from the mark"
    if precision is Precision.EXACT:
        return f"a single site, within {within} of the mark"
    if precision is Precision.SETTLEMENT:
        return f"a town: the true place lies within {within} of the mark"
    return f"{_AREA_WORDS[precision]}, up to {within} from the mark"


def _report_block(report: "Report") -> dict[str, Any]:
    reliability = report.source.reliability
    return {
        "title": report.title,
        "published": report.published and report.published.isoformat(),
        "publisher": report.source.publisher,
        "url": report.source.url,
        "reliability": reliability,
        "reliability_words": reliability and RELIABILITY[reliability],
        "machine_read": report.reading == "machine",
    }


def _no_report() -> dict[str, Any]:
    keys = "title published publisher url reliability reliability_words"
    return {**dict.fromkeys(keys.split(" ")), "title": "", "machine_read": False}


def _distance(
    claim: "DistanceClaim", finding: "Finding", located: "LocatedReport"
) -> dict[str, Any]:
    start, end = located.places[claim.start], located.places[claim.end]
    line = geodesic_line((start.lon, start.lat), (end.lon, end.lat))
    straight = f"straight line {finding.geodesic_km:.0f} km"
    stated = number_words(claim)
    label = straight if stated is None else f"stated {stated} · {straight}"
    return {
        "from": claim.start,
        "to": claim.end,
        "line": pack(shapely.LineString(line))[0],
        "ends": [[start.lon, start.lat], [end.lon, end.lat]],
        "mid": [round(float(x), 5) for x in line[len(line) // 2]],
        "stated_km": finding.stated_km,
        "geodesic_km": finding.geodesic_km,
        "circuity": finding.circuity,
        "tolerance_km": finding.tolerance_km,
        "azimuth_deg": finding.azimuth_deg,
        "direction": claim.direction,
        "direction_holds": finding.direction_holds,
        "verdict": str(finding.verdict),
        "label": label,
        "message": finding.message,
        "quote": claim.quote,
        "claimed_by": claim.claimed_by or located.report.source.publisher,
    }


def _first_view(
    events: "gpd.GeoDataFrame", distances: Sequence[dict[str, Any]]
) -> tuple[float, float, float, float]:
    """Bounds of what happened and of the distances; west > east across the antimeridian.

    All placed events if nothing happened; the world if nothing is placed.
    """
    placed = events[events["lon"].notna()]
    happened = placed[~placed["status"].isin(NOT_DRAWN)]
    shown = placed if happened.empty else happened
    if shown.empty and not distances:
        return _WORLD
    ends = [point for distance in distances for point in distance["ends"]]
    boxes = [
        geometry.bounds
        for geometry in shown.geometry[~shown["precision"].isin(["country"])]
    ]
    corners = [(x, y) for box in boxes for x, y in (box[:2], box[2:])]
    points = [*zip(shown["lon"], shown["lat"], strict=True), *corners, *ends]
    lons, lats = zip(*points, strict=True)
    west, east = _narrowest(lons)
    bounds = (west, min(lats), east, max(lats))
    return tuple(round(float(value), 4) for value in bounds)  # type: ignore[return-value]


def _narrowest(lons: Iterable[float]) -> tuple[float, float]:
    """The narrowest stretch of longitudes that holds all; west > east if it crosses 180."""
    turns = np.unique((np.asarray(list(lons)) + 180.0) % 360.0 - 180.0)
    gaps = np.diff(turns, append=turns[0] + 360.0)
    widest = int(np.argmax(gaps))
    return float(turns[(widest + 1) % turns.size]), float(turns[widest])
