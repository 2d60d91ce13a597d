"""The candidates that were not chosen for the places of a page."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..geo.events import LocatedReport
    from ..geo.lookup import PlaceLookup
    from ..geo.places import Place
    from .event_columns import EventTables

__all__ = ["candidate_columns"]


def candidate_columns(
    located: "LocatedReport", tables: "EventTables", lookup: "PlaceLookup"
) -> dict[str, list[dict[str, Any]]]:
    """What else the name of a place may mean, by the place's number on the page.

    Places without such candidates have no entry. Degrees are WGS84, to a metre.
    """
    strings, places = tables.header["strings"], tables.places
    names = [strings[number] for number in places["label"]]
    sources = [strings[number] for number in places["source"]]
    return {
        str(number): [_candidate(other, lookup) for other in located.others[name]]
        for number, (name, source) in enumerate(zip(names, sources, strict=True))
        # not one of the same label whose coordinates the report gives
        if name in located.others and source == located.places[name].source
    }


def _candidate(place: "Place", lookup: "PlaceLookup") -> dict[str, Any]:
    admin1 = place.admin1
    if place.country is not None and admin1 is not None:
        admin1 = lookup.division_name(place.country, admin1)
    return {
        "name": place.name,
        "kind": str(place.kind),
        "country": place.country,
        "admin1": admin1,
        "lon": round(place.lon, 5),
        "lat": round(place.lat, 5),
    }
