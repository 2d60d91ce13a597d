"""The events of a reading as rows of a table: what stands in it by the million.

Columns are called as in `EVENT_COLUMNS`, where they are the same; positions are those of
``read --json``: the place's point, or of what is so far from it, that. What is not known
is ``None``.
"""

from dataclasses import replace
from typing import Any, cast

from ...data.articles import Article
from ...data.edtf import parse_edtf
from ...data.schema import Kind
from ..places import Match, Place
from ..shapes import precision_of
from .as_json import reading_json
from .entries import report_content
from .model import EventRead, Reading

__all__ = ["event_rows"]


def event_rows(article: Article, reading: Reading) -> list[dict[str, Any]]:
    """A row an event, in the order of the text.

    ``start`` and ``end`` say where its trigger stands in the text, in code points;
    ``place_name`` and what follows it are of the place at (lon, lat). Degrees WGS84.
    """
    entries = report_content(article, reading).get("events", [])
    found = cast("list[dict[str, Any]]", reading_json(reading, article.id)["events"])
    return [
        {"report": str(article.id), "published": article.published, **_row(*parts)}
        for parts in zip(entries, found, reading.events, strict=True)
    ]


def _row(entry: dict[str, Any], found: dict[str, Any], event: EventRead) -> dict[str, Any]:
    """A row of the entry in a report, of the event in JSON and of what both are from."""
    interval = None if event.date is None else parse_edtf(event.date)
    place = _place(event, found)
    return {
        "event_id": entry["id"],
        "event_type": found["type"],
        "sub_event_type": found["sub_type"],
        **{name: entry.get(name) for name in ("summary", "quote", "date", "place")},
        "date_start": interval and interval.start,
        "date_end": interval and interval.end,
        "initiators": entry.get("initiators", []),
        "targets": entry.get("targets", []),
        **{name: entry.get(name) for name in ("status", "claimed_by")},
        **{name: entry.get(name) for name in ("fatalities", "wounded")},
        "taken": None if event.taken is None else str(event.taken),
        **{name: found[name] for name in ("trigger", "start", "end")},
        **({} if place is None else _place_columns(place, found)),
    }


def _place(event: EventRead, found: dict[str, Any]) -> Place | None:
    """The place at the event's position: the one that is named, or one described by it."""
    named = None if event.toponym is None else event.toponym.place
    lon, lat = found["lon"], found["lat"]
    if named is None or lon is None:
        return None
    if (round(named.lon, 6), round(named.lat, 6)) == (lon, lat):
        return named
    return replace(
        named,
        name=" ".join((event.described or named.name).split()),
        lon=lon,
        lat=lat,
        kind=Kind.OTHER,
        admin1=None,
        geonameid=None,
        uncertainty_m=found["uncertainty_m"],
        matched=Match.DESCRIBED,
        source=f"described from {named.name} ({named.source})",
    )


def _place_columns(place: Place, found: dict[str, Any]) -> dict[str, Any]:
    return {
        "place_name": place.name,
        **{name: found[name] for name in ("lon", "lat", "uncertainty_m")},
        "kind": str(place.kind),
        "country": place.country,
        "admin1": place.admin1,
        "geonameid": place.geonameid,
        "precision": str(precision_of(place)),
        "place_source": place.source,
        "place_matched": str(place.matched),
        "place_score": place.score,
    }
