"""A reading as ``read --json`` prints it: the keys that scripts rely on, in their order.

Offsets are code points, end exclusive; degrees WGS84; metres. What is not known is
``None``. Keys that were added later stand at the end of each object.
"""

from collections.abc import Callable
from typing import Final

from ...data.schema import EVENT_TYPE_OF
from ..locatives import Locative, parse_locative
from ..places import Place
from .claim_checks import claim_json
from .event_spans import event_spans
from .model import EventRead, Reading, Toponym

__all__ = ["reading_json"]

_NO_PLACE: Final[dict[str, object]] = dict.fromkeys(
    ("lat", "lon", "kind", "country", "geonameid", "uncertainty_m", "score")
)
_DIGITS: Final = 6
_PHRASES_WITH: Final = " km", " kilomet", " mile", "between "


def reading_json(reading: Reading, article_id: str | float) -> dict[str, object]:
    """All that was read, as an object of plain values."""
    return {
        "id": article_id,
        "toponyms": [_toponym(toponym) for toponym in reading.toponyms],
        "events": [_event(event, reading) for event in reading.events],
        "distance_claims": [claim_json(claim) for claim in reading.claims],
        "countries": list(reading.countries),
    }


def _toponym(toponym: Toponym) -> dict[str, object]:
    start, end = toponym.span
    found: dict[str, object] = {"start": start, "end": end, "name": toponym.name}
    place = toponym.place
    if place is None:
        found |= _NO_PLACE
    else:
        found["lat"] = round(place.lat, _DIGITS)
        found["lon"] = round(place.lon, _DIGITS)
        found["kind"] = str(place.kind)
        found["country"] = place.country
        found["geonameid"] = place.geonameid
        found["uncertainty_m"] = place.uncertainty_m
        found["score"] = round(place.score, _DIGITS)
    found["metonym"] = toponym.is_metonym
    return found


def _event(event: EventRead, reading: Reading) -> dict[str, object]:
    start, end = event.trigger
    toponym = event.toponym
    at = _position(event, reading)
    return {
        "type": EVENT_TYPE_OF[event.sub_type],
        "sub_type": event.sub_type,
        "trigger": reading.text[start:end],
        "start": start,
        "end": end,
        "place": None if toponym is None else toponym.name,
        "place_start": None if toponym is None else toponym.span.start,
        "lat": None if at is None else round(at[1], _DIGITS),
        "lon": None if at is None else round(at[0], _DIGITS),
        "uncertainty_m": None if at is None else round(at[2], 1),
        "date": event.date,
        "initiators": [party.name for party in event.initiators],
        "targets": [party.name for party in event.targets],
        "status": event.status,
        "claimed_by": event.claimed_by and event.claimed_by.name,
        "fatalities": event.fatalities,
        "wounded": event.wounded,
        "taken": event.taken,
        "described": event.described,
        "spans": {part: list(span) for part, span in event_spans(event).items()},
    }


def _position(event: EventRead, reading: Reading) -> tuple[float, float, float] | None:
    """Longitude, latitude and radius in metres of where an event was, if known.

    What is so far from a place is not at that place. Of parts and surroundings ("northern
    Syria") the whole place is given, in which they lie: their shape is the map's.
    """
    place = None if event.toponym is None else event.toponym.place
    if place is None:
        return None
    phrase = event.described
    if phrase is not None and any(words in phrase for words in _PHRASES_WITH):
        locative = parse_locative(phrase)
        if locative is not None:
            return _offset(locative, place, _places_of(reading))
    return place.lon, place.lat, place.uncertainty_m


def _places_of(reading: Reading) -> Callable[[str], Place | None]:
    named = {toponym.name: toponym.place for toponym in reversed(reading.toponyms)}
    return named.get


def _offset(
    locative: Locative, place: Place, find: Callable[[str], Place | None]
) -> tuple[float, float, float] | None:
    from ..described.description import DoubtfulPlaceError  # noqa: PLC0415  needs shapely
    from ..described.resolve import resolve_locative  # noqa: PLC0415

    anchors = [find(name) for name in locative.anchors]
    if len(anchors) == 1:
        anchors = [place]
    known = [anchor for anchor in anchors if anchor is not None]
    if len(known) != len(anchors):
        return None
    try:
        found = resolve_locative(locative, known)
    except DoubtfulPlaceError:
        return None
    return found.lon, found.lat, found.uncertainty_m
