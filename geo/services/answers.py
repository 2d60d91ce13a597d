"""What online geocoders answer, read as places: kind, country and extent, where they say.

The services describe a place each in its own way; those of OpenStreetMap, GeoNames,
OpenCage and Esri are understood, of others only name and coordinates. An answer is text
from a stranger: what is not of the expected type or range is left out.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np

from ...data import tables
from ...data.schema import Kind
from ..geodesy import distance_azimuth
from ..places import Match, Place

__all__ = ["ONLINE_SCORE", "parse_answer", "tidy_text"]

ONLINE_SCORE: Final = 0.5
"""Of every place from a service: none says how sure it is of the place that is meant."""

_Bounds: TypeAlias = tuple[float, float, float, float]

_LONGEST_NAME: Final = 200
_LEAST_M: Final = 100.0
_DEFAULT_M: Final = 10_000.0
_DEFAULTS_M: Final[dict[Kind, float]] = {
    Kind.AIRPORT: 2_000.0,
    Kind.DISTRICT: 30_000.0,
    Kind.ADMIN2: 30_000.0,
    Kind.ADMIN1: 100_000.0,
    Kind.REGION: 100_000.0,
    Kind.WATER: 100_000.0,
    Kind.COUNTRY: 500_000.0,
}
"""Radii where the service gives no extent: this project's convention, on the large side."""
_DEGREE_M: Final = 111_000.0

_KIND_WORDS: Final[dict[Kind, str]] = {
    # OpenStreetMap's values and keys, and GeoNames' feature codes and classes
    Kind.CITY: "city pplc",
    Kind.TOWN: "town municipality ppla",
    Kind.VILLAGE: "village hamlet isolated_dwelling ppl ppla2 ppla3 ppla4 pplf pplq p",
    Kind.DISTRICT: "district city_district suburb quarter neighbourhood neighborhood "
    "borough adm3 pplx",
    Kind.ADMIN1: "state province state_or_province governorate adm1",
    Kind.ADMIN2: "county state_district adm2",
    Kind.COUNTRY: "country pcli pcld pcls pclf pcl",
    Kind.AIRPORT: "aerodrome airport airfield airbase aeroway airp airb airf",
    Kind.REGION: "region island archipelago peninsula mountain_range valley plateau desert "
    "continent t l v u",
    Kind.WATER: "water river lake sea bay strait reservoir canal stream ocean wadi "
    "waterway h",
    Kind.FACILITY: "military barracks base naval_base bunker checkpoint prison hospital "
    "university police courthouse townhall embassy border_control refugee_site dam bridge "
    "port harbour power plant refinery works factory industrial mine quarry castle stadium "
    "place_of_worship school clinic marketplace bus_station man_made station s",
}
_KINDS: Final = {
    word: kind for kind, words in _KIND_WORDS.items() for word in words.split()
}
_NO_TOPONYM_WORDS: Final = (
    "highway road street shop tourism leisure office craft amenity building railway house "
    "postcode postal streetaddress streetname pointaddress poi r"
)
"""Types whose names are not what a report means: a café "Paris" in Damascus is no Paris."""


class _Facts(NamedTuple):
    """What one service says of a place, in the words of all."""

    name: object = None
    words: tuple[object, ...] = ()
    """Its types, the most telling first."""
    country: object = None
    bounds: tuple[object, ...] = ()
    """West, south, east, north; empty if not said."""


def parse_answer(address: object, lon: object, lat: object, raw: object) -> Place | None:
    """The place that a service's answer describes; ``None`` if it is none to be drawn.

    Its source is empty. It is none if it has no coordinates (or those of null island), no
    name, is a street, a shop or a house, or lies so near a pole for its extent that it
    has no disc.

    Parameters
    ----------
    address
        The service's one-line description, whose first part is the name if there is no
        other.
    lon, lat
        Degrees, WGS84.
    raw
        The service's answer as it came.
    """
    here = _point(lon, lat)
    facts = _facts(raw if isinstance(raw, Mapping) else {})
    kind = _kind(facts.words)
    name = tidy_text(facts.name) or tidy_text(address).partition(",")[0].strip()
    if here is None or kind is None or not name:
        return None
    uncertainty_m = _radius_m(here, _box(facts.bounds), kind)
    if kind is Kind.OTHER and uncertainty_m > _DEFAULT_M:
        kind = Kind.REGION
    country = _country(facts.country)
    has_outline = kind is Kind.COUNTRY and country is not None
    if not has_outline and 90.0 - abs(here[1]) <= uncertainty_m / _DEGREE_M:
        return None
    return Place(
        name=name,
        lon=here[0],
        lat=here[1],
        kind=kind,
        country=country,
        admin1=None,
        geonameid=None,
        population=None,
        uncertainty_m=uncertainty_m,
        score=ONLINE_SCORE,
        matched=Match.ONLINE,
        source="",
    )


def tidy_text(text: object) -> str:
    """Text on one line, without control characters and not too long; "" if it is none."""
    if not isinstance(text, str):
        return ""
    printable = (char if char.isprintable() else " " for char in text[: 4 * _LONGEST_NAME])
    return " ".join("".join(printable).split())[:_LONGEST_NAME].strip()


def _facts(raw: Mapping[str, Any]) -> _Facts:
    if isinstance(raw.get("properties"), Mapping):
        return _photon(raw["properties"])
    if isinstance(raw.get("components"), Mapping):
        return _opencage(raw["components"], raw.get("bounds"))
    if isinstance(raw.get("attributes"), Mapping):
        return _arcgis(raw["attributes"], raw.get("extent"))
    if "fcl" in raw or "fcode" in raw:
        box = _picked(raw.get("bbox"), "west", "south", "east", "north")
        words = (raw.get("fcode"), raw.get("fcl"))
        return _Facts(raw.get("name"), words, raw.get("countryCode"), box)
    return _nominatim(raw)


def _nominatim(raw: Mapping[str, Any]) -> _Facts:
    address = raw.get("address")
    country = address.get("country_code") if isinstance(address, Mapping) else None
    words = tuple(raw.get(key) for key in ("addresstype", "type", "class", "category"))
    south, north, west, east = _four(raw.get("boundingbox")) or (None,) * 4
    return _Facts(raw.get("name"), words, country, (west, south, east, north))


def _photon(said: Mapping[str, Any]) -> _Facts:
    key = said.get("osm_key")
    level = said.get("type") if key in ("place", "boundary") else None
    west, north, east, south = _four(said.get("extent")) or (None,) * 4
    words = (said.get("osm_value"), level, key)
    box = (west, south, east, north)
    return _Facts(said.get("name"), words, said.get("countrycode"), box)


def _opencage(said: Mapping[str, Any], bounds: object) -> _Facts:
    words = (said.get("_type"), said.get("_category"))
    corners = bounds if isinstance(bounds, Mapping) else {}
    low = _picked(corners.get("southwest"), "lng", "lat")
    high = _picked(corners.get("northeast"), "lng", "lat")
    return _Facts(None, words, said.get("country_code"), (*low, *high))


def _arcgis(said: Mapping[str, Any], extent: object) -> _Facts:
    box = _picked(extent, "xmin", "ymin", "xmax", "ymax")
    words = (said.get("Type"), said.get("Addr_type"))
    return _Facts(said.get("PlaceName"), words, said.get("Country"), box)


def _picked(mapping: object, *keys: str) -> tuple[object, ...]:
    return tuple(mapping.get(key) for key in keys) if isinstance(mapping, Mapping) else ()


def _four(values: object) -> tuple[object, ...] | None:
    return tuple(values) if isinstance(values, list) and len(values) == 4 else None


def _kind(words: tuple[object, ...]) -> Kind | None:
    """The kind that the types tell; ``None`` if no report means such a thing."""
    types = [re.sub(r"\W+", "_", w[:50].lower()) for w in words if isinstance(w, str)]
    for word in types:
        if word in _KINDS:
            return _KINDS[word]
    return None if set(_NO_TOPONYM_WORDS.split()) & set(types) else Kind.OTHER


def _number(value: object) -> float:
    """The number, also if it is written as text; NaN if it is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return float("nan")
    try:
        return float(value)
    except (ValueError, OverflowError):
        return float("nan")


def _point(lon: object, lat: object) -> tuple[float, float] | None:
    x, y = _number(lon), _number(lat)
    if not (abs(x) <= 180.0 and abs(y) <= 90.0) or x == y == 0.0:
        return None
    return x, y


def _box(values: tuple[object, ...]) -> _Bounds | None:
    numbers = tuple(_number(value) for value in values)
    if len(numbers) != 4:
        return None
    west, south, east, north = numbers
    is_box = max(abs(west), abs(east)) <= 180.0 and -90.0 <= south <= north <= 90.0
    return (west, south, east, north) if is_box else None


def _radius_m(here: tuple[float, float], box: _Bounds | None, kind: Kind) -> float:
    """Distance to the furthest corner of the extent, or what is usual; metres."""
    if box is None:
        return _DEFAULTS_M.get(kind, _DEFAULT_M)
    west, south, east, north = box
    corners_m, _ = distance_azimuth(
        *here, np.array([west, west, east, east]), np.array([south, north] * 2)
    )
    return round(max(float(corners_m.max()), _LEAST_M), 1)


def _country(code: object) -> str | None:
    return _codes().get(code.upper()) if isinstance(code, str) else None


@cache
def _codes() -> dict[str, str]:
    """ISO 3166-1 alpha-2 by itself and by alpha-3."""
    countries = tables.load_countries()
    return {key: c.code for c in countries for key in (c.code, c.iso3)}
