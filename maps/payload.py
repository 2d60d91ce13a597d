"""From events to the page's data block: the contract between Python and JavaScript.

One JSON object of columns (schema 2), and blocks of columns and texts beside it where
there are many events; ``maps/page/payload.js`` is its other half.
Degrees are WGS84, longitude before latitude; shapes are delta-coded integers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import orjson
import shapely

from ..data import tables
from ..data.reports import Source
from ..data.schema import Verdict
from ..geo.event_values import EventValues
from ..geo.events import check_dates, check_distances
from ..geo.geodesy import geodesic_line
from .basemap import UNITS_PER_DEGREE, basemap_block, pack
from .candidates import candidate_columns
from .columns import Block, packed_table, packed_texts, plain_table, plain_texts
from .event_columns import STEPS, EventTables, event_tables, event_texts
from .event_values import values_in_order
from .options import PALETTE, STYLED_AS, About, MapOptions
from .spans import text_columns
from .symbols import outline
from .view import first_view

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from ..data.reports import DistanceClaim, Report
    from ..geo.checks import Finding
    from ..geo.events import LocatedReport
    from ..geo.lookup import PlaceLookup

__all__ = ["PageData", "encode", "events_payload", "frame_payload", "report_payload"]

SCHEMA: Final = 2
PACK_FROM: Final = 10_000
"""Events from which on compressing saves more than opening costs the page (90 ms)."""

_LEAFLET: Final = {"text": "Leaflet, BSD 2-Clause", "url": "https://leafletjs.com/"}


@dataclass(frozen=True, slots=True)
class PageData:
    """What a page holds of its events, in the order in which it is written."""

    payload: dict[str, Any]
    columns: tuple[Block, ...] = ()
    """Of a large page: needed for the first drawing, so before the page's script."""
    texts: Iterable[Block] = ()
    """Of a large page: opened when they are asked for, so last in the file; read once."""


def encode(payload: dict[str, Any]) -> str:
    """JSON that cannot break out of a script element, ASCII-safe where HTML looks."""
    text = orjson.dumps(payload, option=orjson.OPT_SERIALIZE_NUMPY).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def report_payload(
    located: "LocatedReport", lookup: "PlaceLookup", options: MapOptions, about: About
) -> PageData:
    """Everything that the map of one report shows."""
    report = located.report
    checked = list(check_distances(located))
    distances = [_distance(claim, finding, located) for claim, finding in checked]
    events, order = values_in_order(located.at_hand)
    data, event_columns = _page_data(events, distances=distances)
    payload = data.payload
    payload["distances"] = distances
    payload["candidates"] = candidate_columns(located, event_columns, lookup)
    payload["report"] = _report_block(report)
    _add_source(payload, report.source)
    payload |= text_columns(report, [claim for claim, _ in checked])
    _renumber(payload["spans"], order)
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
    _add_surroundings(payload, event_columns, mentioned, lookup, options)
    _add_parts(payload, about)
    return data


def frame_payload(
    events: "gpd.GeoDataFrame", lookup: "PlaceLookup", options: MapOptions, about: About
) -> PageData:
    """Everything that the map of a frame of events shows: of a dataset, of many reports.

    Parameters
    ----------
    events
        Columns of `EVENT_COLUMNS`, and geometry in EPSG:4326.
    """
    reports = [report["name"] for report in about.parts.get("reports", ())]
    data, event_columns = _page_data(values_in_order(events)[0], reports=reports)
    payload = data.payload
    payload["report"] |= {"title": about.title} | _source_fields(about.source)
    _add_source(payload, about.source)
    _add_surroundings(payload, event_columns, {}, lookup, options)
    _add_parts(payload, about)
    return data


def _add_parts(payload: dict[str, Any], about: About) -> None:
    payload["notes"] = [*about.notes, *payload["notes"]]
    payload |= about.parts


def _add_surroundings(
    payload: dict[str, Any],
    shown: EventTables,
    mentioned: dict[tuple[float, float], str],
    lookup: "PlaceLookup",
    options: MapOptions,
) -> None:
    """The basemap, online tiles if any, and whose work the map is made of."""
    countries = shown.places["country"]
    payload["basemap"] = basemap_block(
        payload["bounds"],
        mentioned,
        lookup,
        max_towns=options.max_towns,
        countries={payload["strings"][n - 1] for n in np.unique(countries[countries > 0])},
        near=shown.points,
    )
    if options.tiles is not None:
        payload["tiles"] = {"url": options.tiles, "attribution": options.tiles_attribution}
    payload["notes"] = [tables.BORDERS_NOTE]
    sources = tables.load_attribution()
    payload["attribution"] = [
        *({"text": source.text, "url": source.url} for source in sources),
        _LEAFLET,
    ]


def _renumber(spans: dict[str, list[Any]], order: "NDArray[np.int64]") -> None:
    """Let the spans of events refer to the page's rows instead of the report's."""
    row_of = np.empty(len(order), dtype=np.int64)
    row_of[order] = np.arange(len(order))
    spans["row"] = [
        int(row_of[row]) if kind == "event" else row
        for kind, row in zip(spans["kind"], spans["row"], strict=True)
    ]


def events_payload(events: "gpd.GeoDataFrame") -> PageData:
    """What a layer of events needs: palette, places, areas and event columns, as lists.

    Parameters
    ----------
    events
        Columns of `EVENT_COLUMNS`, and geometry in EPSG:4326.

    Raises
    ------
    PayloadError
        If a column is missing or the coordinates are not EPSG:4326.
    """
    return _page_data(values_in_order(events)[0], as_lists=True)[0]


def _page_data(
    events: EventValues,
    *,
    distances: Sequence[dict[str, Any]] = (),
    reports: Sequence[str] = (),
    as_lists: bool = False,
) -> tuple[PageData, EventTables]:
    """The payload of events in order; of many, columns and texts in blocks."""
    count = len(events)
    as_lists = as_lists or count < PACK_FROM
    texts: Iterable[Block] = ()
    if as_lists:
        told = plain_texts(event_texts(events, None))
    else:  # first, as others work at them
        told, texts = packed_texts(event_texts(events, ""), count, "cm-texts")
    shown = event_tables(events, reports)
    groups, types = _groups(shown.header["types"])
    payload = {
        "schema": SCHEMA,
        "report": _no_report(),
        "bounds": first_view(events, distances),
        **shown.header,
        "groups": groups,
        "types": types,
        "sources": [
            {"name": name, "url": None, "reliability": None}
            for name in shown.header["sources"]
        ],
        "texts": told,
    }
    first = []
    for name, columns, rows in (
        ("events", shown.events, count),
        ("places", shown.places, len(shown.points)),
    ):
        if as_lists:
            payload[name] = plain_table(columns, rows)
        else:
            payload[name], block = packed_table(columns, rows, f"cm-{name}", STEPS)
            first.append(block)
    return PageData(payload, tuple(first), texts), shown


def _groups(
    types: list[tuple[str, str]],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Event types that occur, in the palette's order, and each sub-type with its own."""
    styles = {style.name: style for style in PALETTE}
    names = {
        event if event in STYLED_AS or event in styles else "Other" for _, event in types
    }
    style_of = {name: styles[STYLED_AS.get(name, name)] for name in names}
    ordered = sorted(names, key=lambda name: (PALETTE.index(style_of[name]), name))
    groups = [
        {
            "name": name,
            "outline": outline(style_of[name].symbol),
            "light": style_of[name].light,
            "dark": style_of[name].dark,
        }
        for name in ordered
    ]
    return groups, [
        {"name": name, "group": ordered.index(event if event in names else "Other")}
        for name, event in types
    ]


def _report_block(report: "Report") -> dict[str, Any]:
    return {
        "title": report.title,
        "published": report.published and report.published.isoformat(),
        **_source_fields(report.source),
        "machine_read": report.reading == "machine",
    }


def _source_fields(source: Source) -> dict[str, Any]:
    return {
        "publisher": source.publisher,
        "url": source.url,
        "reliability": source.reliability,
    }


def _add_source(payload: dict[str, Any], source: Source) -> None:
    """What is known of the page's source, to the publisher of that name."""
    for publisher in payload["sources"]:
        if publisher["name"] == source.publisher:
            publisher |= {"url": source.url, "reliability": source.reliability}


def _no_report() -> dict[str, Any]:
    keys = ("title", "published", "publisher", "url", "reliability")
    return {**dict.fromkeys(keys), "title": "", "machine_read": False}


def _distance(
    claim: "DistanceClaim", finding: "Finding", located: "LocatedReport"
) -> dict[str, Any]:
    start, end = located.places[claim.start], located.places[claim.end]
    line = geodesic_line((start.lon, start.lat), (end.lon, end.lat))
    return {
        "from": claim.start,
        "to": claim.end,
        "line": _packed_line(line),
        "ends": [[start.lon, start.lat], [end.lon, end.lat]],
        "stated_km": finding.stated_km,
        "geodesic_km": finding.geodesic_km,
        "circuity": finding.circuity,
        "tolerance_km": finding.tolerance_km,
        "azimuth_deg": finding.azimuth_deg,
        "direction": claim.direction,
        "direction_holds": finding.direction_holds,
        "verdict": str(finding.verdict),
        "message": finding.message,
        "quote": claim.quote,
        "claimed_by": claim.claimed_by or located.report.source.publisher,
    }


def _packed_line(points: "NDArray[np.float64]") -> list[int]:
    """A line as `pack` has it; from a place to itself, that point twice."""
    packed = pack(shapely.LineString(points))
    if packed:
        return packed[0]
    east, north = np.rint(points[0] * UNITS_PER_DEGREE).astype(int).tolist()
    return [east, north, 0, 0]
