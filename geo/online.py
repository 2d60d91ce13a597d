"""geopy's online services, asked as the gazetteer is, when a user switches one on.

Names are sent to a third party, slowly and once: every answer, and that there was none, is
kept in a file with the day on which it was fetched. Neither importing nor constructing
reaches the network, and without this class nothing of conflictmap asks a geocoder.

References
----------
Nominatim usage policy, https://operations.osmfoundation.org/policies/nominatim/.
"""

import inspect
import math
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..data.errors import GeocodingError
from ..data.schema import Kind
from .geodesy import distance_azimuth
from .places import Place
from .services.answer_file import LONGEST_DELAY_S, AnswerFile
from .services.answers import parse_answer, tidy_text

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ..data.tables import Bounds

__all__ = ["OnlineService"]

_OSM: Final = "© OpenStreetMap contributors, ODbL 1.0"
_ATTRIBUTIONS: Final[dict[str, str]] = {
    "nominatim": _OSM,
    "photon": _OSM,
    "pickpoint": _OSM,
    "openmapquest": _OSM,
    "opencage": f"{_OSM}, and others",
    "geonames": "GeoNames, CC BY 4.0",
    "arcgis": "Powered by Esri",
}
_PUBLIC_NOMINATIM: Final = "nominatim.openstreetmap.org"
_LEAST_DELAY_S: Final = 1.0
_TIMEOUT_S: Final = 10.0
_ASKED_FOR: Final = 10
_LONGEST_NAME: Final = 200
_LONGEST_AGENT: Final = 200
_NEAR_M: Final = 100_000.0

_MALFORMED: Final = (
    # what geopy raises, or warns of, when an answer is not of the form it expects
    *(LookupError, TypeError, ValueError, AttributeError, RecursionError, UserWarning),
)
_REASONS: Final[dict[str, str]] = {
    # by geopy's exceptions, the particular ones first; its texts may hold keys
    "GeocoderTimedOut": "it did not answer in time",
    "GeocoderQuotaExceeded": "the quota is used up: wait, or ask for less",
    "GeocoderAuthenticationFailure": "it refuses the credentials",
    "GeocoderInsufficientPrivileges": "it refuses the request: check user agent, account",
    "GeocoderUnavailable": "it cannot be reached: check the connection",
    "GeocoderParseError": "its answer cannot be read",
    "GeocoderQueryError": "it does not understand the query",
    "GeocoderServiceError": "it cannot be reached, or is in trouble",
}


class OnlineService:
    """One of geopy's geocoding services, asked as the gazetteer is.

    Parameters
    ----------
    service
        The name that geopy knows it by: "nominatim", "photon", "geonames", …
    user_agent
        What tells the service who asks: an application and a way to reach its user, such
        as "my-newsroom-map (me@example.org)".
    cache
        The file of answers; by default ``online.sqlite`` beside the gazetteer's index. To
        ask anew, remove it.
    min_delay_s
        Seconds between two requests of all processes that share the file; at least one
        for the public Nominatim.
    options
        What geopy's class takes: ``api_key``, ``username``, ``domain``, ``timeout`` …

    Raises
    ------
    GeocodingError
        If there is no such service, or the options are not what it needs.

    Notes
    -----
    What a service allows to be done with its answers, such as keeping them, its terms
    say; those of OpenStreetMap and GeoNames allow it.
    """

    def __init__(
        self,
        service: str,
        *,
        user_agent: str,
        cache: Path | None = None,
        min_delay_s: float = _LEAST_DELAY_S,
        **options: object,
    ) -> None:
        self._geocoder = _geocoder(service, user_agent, options)
        self.name = str(type(self._geocoder).__name__)
        key = service.strip().lower()
        host = str(options.get("domain") or "").strip("/ ").lower()
        if key == "nominatim" and host in ("", _PUBLIC_NOMINATIM):
            host, least_s = "", _LEAST_DELAY_S
        else:
            least_s = 0.0
        if not least_s <= min_delay_s <= LONGEST_DELAY_S:
            raise GeocodingError(
                f"min_delay_s={min_delay_s!r}: {self.name} is asked at most every "
                f"{least_s:g} s; expected {least_s:g} to {LONGEST_DELAY_S:g}"
            )
        self.attribution = _ATTRIBUTIONS.get(key, "see its terms of use")
        self._service = f"{key} {host}" if host else key
        self._min_delay_s = min_delay_s
        self._answers = AnswerFile(_default_cache() if cache is None else Path(cache))

    def candidates(  # noqa: PLR0913  as PlaceLookup's
        self,
        name: str,
        *,
        country_codes: Sequence[str] = (),
        near: tuple[float, float] | None = None,
        within: "Bounds | BaseGeometry | None" = None,
        kinds: Collection[Kind] = (),
        fuzzy: bool = False,  # noqa: ARG002  the services are so by themselves
        limit: int = 10,
    ) -> list[Place]:
        """Places that a name may mean, in the service's order; empty if there is none.

        Their ``matched`` is `Match.ONLINE`, their ``source`` names the service, whose the
        data are and the day on which they were fetched; population and GeoNames id are
        ``None`` and the score is that of a guess.

        Parameters
        ----------
        name
            In any script; of a longer text the first 200 characters.
        country_codes
            Only places in these countries, ISO 3166-1 alpha-2; empty: in all.
        near
            (lon, lat): nearer ones first, where the service ranks them alike.
        within
            Only places whose point is in these bounds or in this polygon, EPSG:4326.
        kinds
            Only places of these kinds; empty: of all.
        fuzzy
            Without effect.
        limit
            At most this many.

        Raises
        ------
        GeocodingError
            If the service fails, or its answers cannot be kept.
        ValueError
            If `near` is not on earth.
        """
        if near is not None and not (abs(near[0]) <= 180.0 and abs(near[1]) <= 90.0):
            raise ValueError(f"{near!r} is not a place: expected (lon, lat) in degrees")
        query = tidy_text(unicodedata.normalize("NFC", name[:_LONGEST_NAME]))
        countries = sorted({code.upper() for code in country_codes})
        if not query or limit < 1:
            return []
        found = [
            place
            for place in self._found(query, countries)
            if (not countries or place.country in countries)
            and (not kinds or place.kind in kinds)
            and (within is None or _is_in(place, within))
        ]
        return (found if near is None else _nearer_first(found, near))[:limit]

    def _found(self, query: str, countries: list[str]) -> list[Place]:
        key = (self._service, query.casefold(), ",".join(countries))
        answer = self._answers.get(key)
        if answer is None:
            self._answers.wait_for_turn(self._service, self._min_delay_s)
            places = self._ask(query, countries)
            answer = (datetime.now(UTC).date().isoformat(), places)
            self._answers.put(key, *answer)
        fetched, places = answer
        source = f"{self.name} ({self.attribution}), fetched {fetched}"
        return [replace(place, source=source) for place in places]

    def _ask(self, query: str, countries: list[str]) -> list[Place]:
        from geopy.exc import GeopyError  # noqa: PLC0415

        try:
            answers = self._geocoder.geocode(query, **self._questions(countries)) or ()
            places = [
                parse_answer(answer.address, answer.longitude, answer.latitude, answer.raw)
                for answer in answers[:_ASKED_FOR]
                if answer is not None
            ]
        except (GeopyError, OSError) as err:
            raise GeocodingError(f"{self.name}: {_reason(err)}") from err
        except _MALFORMED as err:
            raise GeocodingError(f"{self.name}: its answer cannot be read") from err
        return [place for place in places if place is not None]

    def _questions(self, countries: list[str]) -> dict[str, object]:
        """What this service can be asked beside the name."""
        known = inspect.signature(self._geocoder.geocode).parameters
        asked: dict[str, object] = {
            "exactly_one": False,
            "limit": _ASKED_FOR,
            "language": "en",
            "addressdetails": True,
            "out_fields": "*",
        }
        if countries and self.name != "HereV7":  # which wants alpha-3
            asked |= dict.fromkeys(("country_codes", "country", "countries"), countries)
        return {key: value for key, value in asked.items() if key in known}


def _default_cache() -> Path:
    from .index import index_path  # noqa: PLC0415

    return index_path().with_name("online.sqlite")


def _geocoder(service: str, user_agent: str, options: dict[str, object]) -> Any:  # noqa: ANN401
    """The geocoder that geopy knows by a name; it is not asked anything."""
    from geopy.exc import ConfigurationError, GeocoderNotFound  # noqa: PLC0415
    from geopy.geocoders import (  # noqa: PLC0415
        SERVICE_TO_GEOCODER,
        get_geocoder_for_service,
    )

    agent = str(user_agent or "").strip()
    if not (0 < len(agent) <= _LONGEST_AGENT and agent.isascii() and agent.isprintable()):
        raise GeocodingError(
            f"user_agent {str(user_agent)[:40]!r}: an online service must be told who "
            "asks; expected an application and a way to reach you, such as "
            "'my-newsroom-map (me@example.org)'"
        )
    try:
        found = get_geocoder_for_service(service.strip())
    except GeocoderNotFound as err:
        known = ", ".join(sorted(SERVICE_TO_GEOCODER))
        raise GeocodingError(
            f"{service[:40]!r} is no online service; expected one of {known}"
        ) from err
    try:
        return found(user_agent=agent, **{"timeout": _TIMEOUT_S, **options})
    except (ConfigurationError, TypeError, ValueError) as err:
        given = ", ".join(options) or "none"
        raise GeocodingError(
            f"{found.__name__} cannot be set up with the options {given}: {str(err)[:200]}"
        ) from err


def _reason(error: Exception) -> str:
    names = {base.__name__ for base in type(error).__mro__}
    return next((text for name, text in _REASONS.items() if name in names), "it failed")


def _is_in(place: Place, within: "Bounds | BaseGeometry") -> bool:
    if isinstance(within, tuple):
        west, south, east, north = within
        wide = 360.0 if east == west + 360.0 else (east - west) % 360.0
        return south <= place.lat <= north and (place.lon - west) % 360.0 <= wide
    import shapely  # noqa: PLC0415

    return bool(shapely.intersects_xy(within, place.lon, place.lat))


def _nearer_first(places: list[Place], near: tuple[float, float]) -> list[Place]:
    """Places by rank and distance: half the weight at 100 km, half at the second rank."""
    if not places:
        return []
    lons, lats = [p.lon for p in places], [p.lat for p in places]
    distances_m, _ = distance_azimuth(*near, lons, lats)
    weights = [
        1.0 / (rank * (1.0 + math.pow(far_m / _NEAR_M, 2)))
        for rank, far_m in enumerate(distances_m.tolist(), 1)
    ]
    order = sorted(range(len(places)), key=lambda i: -weights[i])
    return [places[i] for i in order]
