"""Which place an event is at, and where on a site the page of that place lies.

Places are told apart by their geonameid; those without one by name and coordinates.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..geo.names import fold
from .event_words import Row, clean

if TYPE_CHECKING:
    import geopandas as gpd

    from .records import ReportRecord

__all__ = [
    "PlaceKey",
    "Told",
    "place_column",
    "place_href",
    "place_hrefs",
    "place_key",
    "place_name",
    "place_slug",
    "told_by_place",
]

PlaceKey = int | tuple[str, int, int]
"""A geonameid; of a place without one its name, and lon and lat in steps of 1e-5°."""

_FOLDER: Final = "places"
_STEPS: Final = 100_000  # in a degree: about a metre
_NAME_LENGTH: Final = 40  # of a slug's readable part
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")


class Told(NamedTuple):
    """An event, and the report that tells of it."""

    record: "ReportRecord"
    row: Row


def told_by_place(records: Iterable["ReportRecord"]) -> dict[PlaceKey, list[Told]]:
    """The events of all reports that are placed, by place."""
    places: dict[PlaceKey, list[Told]] = {}
    for record in records:
        for row in record.rows:
            key = place_key(row)
            if key is not None:
                places.setdefault(key, []).append(Told(record, row))
    return places


def place_key(row: Row) -> PlaceKey | None:
    """What place an event is at; null: it is not placed."""
    if row.get("lon") is None or row.get("lat") is None:
        return None
    return _key(row.get("geonameid"), row.get("place_name"), row["lon"], row["lat"])


def _key(geonameid: Any, name: str | None, lon: float, lat: float) -> PlaceKey:  # noqa: ANN401  pandas' NA
    if isinstance(geonameid, int):
        return geonameid
    return name or "", round(lon * _STEPS), round(lat * _STEPS)


def place_name(told: Iterable[Told]) -> str:
    """The name of a place: of several the first in the alphabet, whatever comes later."""
    names = (clean(row.get("place_name") or "").strip() for _, row in told)
    return min(filter(None, names), default="Unnamed place")


def place_slug(key: PlaceKey, told: Iterable[Told]) -> str:
    """Lower-case ASCII letters, digits and hyphens: the place's page, without ``.html``.

    It ends in digits or a digest, so that none is a name that Windows keeps for itself.
    """
    readable = _NOT_SLUG.sub("-", fold(place_name(told)))[:_NAME_LENGTH].strip("-")
    if isinstance(key, int):
        number = str(key)
    else:
        number = hashlib.sha256(repr(key).encode("utf-8", "replace")).hexdigest()[:16]
    return f"{readable or 'place'}-{number}"


def place_href(slug: str) -> str:
    """Address of a place's page, from the site's top folder."""
    return f"{_FOLDER}/{slug}.html"


def place_hrefs(records: Iterable["ReportRecord"]) -> dict[PlaceKey, str]:
    """Addresses of the pages of all places, from the site's top folder."""
    places = told_by_place(records)
    return {key: place_href(place_slug(key, told)) for key, told in places.items()}


def place_column(
    hrefs: Mapping[PlaceKey, str], events: "gpd.GeoDataFrame"
) -> list[str | None]:
    """Addresses parallel to the places of the map of these events; null: no page.

    Parameters
    ----------
    hrefs
        As `place_hrefs` gives them.
    events
        Columns of `EVENT_COLUMNS`, in any order.
    """
    from .event_columns import event_tables, in_order  # noqa: PLC0415  of pandas

    ordered, _ = in_order(events)
    numbers = event_tables(ordered).events["place"].tolist()  # and one; 0: not placed
    columns = ("geonameid", "place_name", "lon", "lat")
    rows = zip(*(ordered[name].to_numpy(object) for name in columns), strict=True)
    place_of = dict(zip(numbers, rows, strict=True))  # any event of a place will do
    place_of.pop(0, None)
    return [hrefs.get(_key(*place_of[number])) for number in sorted(place_of)]
