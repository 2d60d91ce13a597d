"""Which place an event is at, and where on a site the page of that place lies.

Places are told apart by their geonameid; those without one by name and coordinates.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..geo.names import fold
from .event_words import clean

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["PlaceKey", "ToldPlace", "place_column", "told_places"]

PlaceKey = int | tuple[str, int, int]
"""A geonameid; of a place without one its name, and lon and lat in steps of 1e-5°."""

_FOLDER: Final = "places"
_STEPS: Final = 100_000  # in a degree: about a metre
_NAME_LENGTH: Final = 40  # of a slug's readable part
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")


class ToldPlace(NamedTuple):
    """A place at which reports say that something happened."""

    key: PlaceKey
    name: str
    """The gazetteer's; of several the first in the alphabet, whatever comes later."""
    slug: str
    """Lower-case ASCII letters, digits and hyphens; unique in the site."""
    events: tuple[int, ...]
    """Positions in the frame, in its order."""

    @property
    def href(self) -> str:
        """Address of its page, from the site's top folder."""
        return f"{_FOLDER}/{self.slug}.html"


def told_places(events: "gpd.GeoDataFrame") -> list[ToldPlace]:
    """The places of all events that are placed, by slug.

    Parameters
    ----------
    events
        Columns of `EVENT_COLUMNS`, in any order.
    """
    positions: dict[PlaceKey, list[int]] = {}
    names: dict[PlaceKey, set[str]] = {}
    for position, (key, name) in enumerate(_keys(events)):
        if key is not None:
            positions.setdefault(key, []).append(position)
            names.setdefault(key, set()).add(name)
    places = []
    for key, found in positions.items():
        cleaned = (clean(name).strip() for name in names[key])
        name = min(filter(None, cleaned), default="Unnamed place")
        places.append(ToldPlace(key, name, _slug(key, name), tuple(found)))
    return sorted(places, key=lambda place: place.slug)


def _keys(events: "gpd.GeoDataFrame") -> Iterator[tuple[PlaceKey | None, str]]:
    """What place each event is at, null where it is not placed; and what that is called."""
    columns = ("geonameid", "place_name", "lon", "lat")
    cells = (events[name].to_numpy(object) for name in columns)
    for number, said, lon, lat in zip(*cells, strict=True):
        name = said if isinstance(said, str) else ""
        is_placed = lon == lon and lat == lat  # noqa: PLR0124  of NaN alone it is not
        yield (_key(number, name, lon, lat) if is_placed else None), name


def _key(geonameid: Any, name: str, lon: float, lat: float) -> PlaceKey:  # noqa: ANN401  pandas' NA
    if isinstance(geonameid, int):
        return geonameid
    return name, round(lon * _STEPS), round(lat * _STEPS)


def _slug(key: PlaceKey, name: str) -> str:
    """Ends in digits or a digest, so that none is a name that Windows keeps for itself."""
    readable = _NOT_SLUG.sub("-", fold(name))[:_NAME_LENGTH].strip("-")
    if isinstance(key, int):
        number = str(key)
    else:
        number = hashlib.sha256(repr(key).encode("utf-8", "replace")).hexdigest()[:16]
    return f"{readable or 'place'}-{number}"


def place_column(
    places: Iterable[ToldPlace], events: "gpd.GeoDataFrame"
) -> list[str | None]:
    """Addresses parallel to the places of the map of these events; null: no page.

    Parameters
    ----------
    places
        Those that have pages.
    events
        Columns of `EVENT_COLUMNS`, in any order.
    """
    from .event_columns import event_tables, in_order  # noqa: PLC0415  of pandas

    ordered, _ = in_order(events)
    numbers = event_tables(ordered).events["place"].tolist()  # and one; 0: not placed
    key_of: Mapping[int, PlaceKey | None] = {  # any event of a place will do
        number: key for number, (key, _) in zip(numbers, _keys(ordered), strict=True)
    }
    hrefs = {place.key: place.href for place in places}
    placed = sorted(number for number in key_of if number)
    return [
        hrefs.get(key) if (key := key_of[number]) is not None else None for number in placed
    ]
