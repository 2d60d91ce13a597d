"""The gazetteer as a geopy geocoder: any town in any war, offline.

A face over ``lookup`` that everything which takes a geopy ``Geocoder`` can use, such as
``geopandas.tools.geocode(names, provider=Gazetteer)``. It never reaches the network.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from ..data import tables
from ..data.errors import GazetteerError
from ..data.schema import Kind
from .lookup import PlaceLookup
from .places import Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ..data.tables import Bounds
    from .online import OnlineService

__all__ = ["Gazetteer"]

_LONGEST_QUERY: Final = 1000


class _OfflineAdapter(BaseSyncAdapter):
    """An adapter that refuses every request: places come from a file."""

    def get_json(self, url: str, **_: object) -> NoReturn:
        raise GazetteerError(f"{url!r} was not fetched: the gazetteer works offline")

    get_text = get_json


class Gazetteer(Geocoder):
    """Offline geocoder over the shipped places (GeoNames and others).

    Parameters
    ----------
    country_codes
        Only places in these countries, ISO 3166-1 alpha-2, unless a call says otherwise;
        empty: in all.
    path
        The index file; by default the shipped places, compiled on first use (about 20 s).
    layers
        Index files of added places; by default those that the user added.
    online
        A service to ask for the names that are in none of these; by default none is.
    timeout, proxies, user_agent, ssl_context
        Taken for geopy's sake and without effect.

    Raises
    ------
    GazetteerError
        If the index cannot be built or read.

    Examples
    --------
    >>> place = Gazetteer().geocode("Hama")
    >>> round(place.latitude, 2), round(place.longitude, 2), place.raw["geonameid"]
    (35.13, 36.76, 170017)
    """

    def __init__(  # noqa: PLR0913  those of every geopy geocoder
        self,
        *,
        country_codes: str | Sequence[str] = (),
        path: Path | None = None,
        layers: Sequence[Path] | None = None,
        online: "OnlineService | None" = None,
        timeout: object = DEFAULT_SENTINEL,
        proxies: object = DEFAULT_SENTINEL,
        user_agent: str | None = None,
        ssl_context: object = DEFAULT_SENTINEL,
    ) -> None:
        super().__init__(
            timeout=timeout,
            proxies=proxies,
            user_agent=user_agent,
            ssl_context=ssl_context,
            adapter_factory=_OfflineAdapter,
        )
        self.country_codes = _codes(country_codes)
        self.lookup = PlaceLookup(path, layers=layers, online=online)
        self._division_name = lru_cache(maxsize=4096)(self.lookup.division_name)

    def geocode(  # noqa: PLR0913  one parameter a question
        self,
        query: str,
        *,
        exactly_one: bool = True,
        country_codes: str | Sequence[str] | None = None,
        near: tuple[float, float] | None = None,
        within: "Bounds | BaseGeometry | None" = None,
        featuretype: str | Sequence[str] | None = None,
        fuzzy: bool = False,
        limit: int = 10,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002  geopy's callers may give it
    ) -> Location | list[Location] | None:
        """Where a place name is; ``None`` if there is no such place.

        Parameters
        ----------
        query
            A name in any script; see `PlaceLookup.candidates`.
        exactly_one
            The likeliest place, or a list of the candidates, the likeliest first.
        country_codes
            Only places in these countries; ``None``: those of the geocoder.
        near
            (lon, lat): candidates lose half their weight at 100 km from here.
        within
            Only places in bounds (west, south, east, north) or a polygon, EPSG:4326.
        featuretype
            Only "settlement", "city", "state" or "country", as Nominatim has them, or
            kinds of `Kind` such as "airport".
        fuzzy
            Whether to take the most alike spellings when no spelling is equal.
        limit
            At most this many candidates.

        Returns
        -------
        Location or list of Location or None
            Its ``raw`` holds name, lon, lat, kind, country, admin1, geonameid,
            population, uncertainty_m, score, matched and source.

        Raises
        ------
        GeocoderQueryError
            If `query` is not text, empty, or longer than 1,000 characters, `near` is not
            on earth, or there is no such `featuretype`.
        """
        if not (isinstance(query, str) and query.strip()):  # type: ignore[redundant-expr]  # untyped callers
            raise GeocoderQueryError(f"{query!r} is not a place name: expected text")
        if len(query) > _LONGEST_QUERY:
            raise GeocoderQueryError(
                f"a place name has at most {_LONGEST_QUERY} characters, "
                f"this has {len(query)}"
            )
        codes = self.country_codes if country_codes is None else _codes(country_codes)
        try:
            places = self.lookup.candidates(
                query,
                country_codes=codes,
                near=near,
                within=within,
                kinds=_kinds(featuretype),
                fuzzy=fuzzy,
                limit=1 if exactly_one else limit,
            )
        except ValueError as err:
            raise GeocoderQueryError(str(err)) from err
        return self._answer(places, exactly_one=exactly_one)

    def geocode_together(
        self, names: Sequence[str], *, country: str | Sequence[str] | None = None
    ) -> list[Location | None]:
        """Where the names of one text are, each in the light of the others.

        Parameters
        ----------
        names
            In the order of the text; see `candidates_together`.
        country
            Where the text is about, ISO codes; ``None``: those of the geocoder.

        Returns
        -------
        list of Location or None
            As long as `names`.
        """
        from .together import candidates_together  # noqa: PLC0415  numpy

        codes = self.country_codes if country is None else _codes(country)
        found = candidates_together(names, self.lookup, country_codes=codes)
        return [self._location(places[0]) if places else None for places in found]

    def reverse(
        self,
        query: Point | str | Sequence[float],
        *,
        exactly_one: bool = True,
        limit: int = 10,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002  geopy's callers may give it
    ) -> Location | list[Location] | None:
        """The settlement nearest to a point; ``None`` if none lies within 200 km.

        Parameters
        ----------
        query
            Latitude before longitude, as everywhere in geopy.
        exactly_one
            The nearest settlement, or a list, the nearest first.
        limit
            At most this many.

        Raises
        ------
        GeocoderQueryError
            If `query` is not a point.
        """
        try:
            point = Point(query)
        except (TypeError, ValueError) as err:
            raise GeocoderQueryError(f"{query!r} is not a point: {err}") from err
        places = self.lookup.nearest(
            point.longitude, point.latitude, limit=1 if exactly_one else limit
        )
        return self._answer(places, exactly_one=exactly_one)

    def _answer(
        self, places: list[Place], *, exactly_one: bool
    ) -> Location | list[Location] | None:
        if not places:
            return None
        locations = [self._location(place) for place in places]
        return locations[0] if exactly_one else locations

    def _location(self, place: Place) -> Location:
        parts: list[str | None] = [place.name]
        if place.country is not None:
            if place.admin1 is not None:
                parts.append(self._division_name(place.country, place.admin1))
            parts.append(_country_names().get(place.country, place.country))
        address = ", ".join(dict.fromkeys(filter(None, parts)))
        return Location(address, Point(place.lat, place.lon, 0.0), place.to_dict())


def _codes(country_codes: str | Sequence[str]) -> tuple[str, ...]:
    codes = [country_codes] if isinstance(country_codes, str) else country_codes
    stripped = (code.strip().upper() for item in codes for code in item.split(","))
    return tuple(filter(None, stripped))


_FEATURE_TYPES: Final[dict[str, frozenset[Kind]]] = {
    "settlement": frozenset({Kind.CITY, Kind.TOWN, Kind.VILLAGE, Kind.DISTRICT}),
    "city": frozenset({Kind.CITY, Kind.TOWN, Kind.VILLAGE}),
    "state": frozenset({Kind.ADMIN1}),
    "country": frozenset({Kind.COUNTRY}),
    **{str(kind): frozenset({kind}) for kind in Kind if kind not in ("city", "country")},
}


def _kinds(featuretype: str | Sequence[str] | None) -> frozenset[Kind]:
    if featuretype is None:
        return frozenset()
    words = [featuretype] if isinstance(featuretype, str) else featuretype
    for word in words:
        if word not in _FEATURE_TYPES:
            known = ", ".join(_FEATURE_TYPES)
            raise ValueError(f"featuretype {word!r}: expected one of {known}")
    return frozenset[Kind]().union(*(_FEATURE_TYPES[word] for word in words))


@cache
def _country_names() -> dict[str, Any]:
    return {country.code: country.name for country in tables.load_countries()}
