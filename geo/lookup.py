"""From a name to ranked places: look-ups in the shipped index and in added layers.

A name is looked for as it is spelled, then without articles, then by its consonants where
the country is known, then, if asked, by alike spellings; each way has its own chance to be
right. Ambiguity is never hidden: ask for more than one. How candidates are ranked is in
``ranking``; the geopy face of this is in ``gazetteer``.
"""

import weakref
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..data import tables
from ..data.schema import Kind
from .alike import Alike, AlikeKeys
from .compile import CELL, cell_of
from .index import Index, open_index
from .kept import Kept
from .layers import open_layers
from .names import NameQuery, drop_articles, fold, name_parts, parse_name
from .places import Match, Place, Town
from .positions import nearest_places, towns_within
from .ranking import COLUMNS, Candidate, keep_within, place_of, rank, unique
from .services.fallback import Fallback
from .spelled import candidates_like, candidates_spelled
from .suggestions import Suggestion, suggested

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from .online import OnlineService

__all__ = ["PlaceLookup", "upper_codes"]

_SETTLEMENTS: Final = frozenset({"city", "town"})
_WHOLE_NAME_FACTOR: Final = 4.0
_LONGEST_NAME: Final = 200
_MOST_COMMAS: Final = 4
_MOST_KEPT: Final = 2_000  # spellings; the places of one take some 3 kB


class PlaceLookup:
    """Places by name, by GeoNames id and by position.

    Parameters
    ----------
    path
        The index file; by default the shipped places, compiled on first use.
    layers
        Index files of added places; by default those that the user added.
    online
        A service to ask for the names that are in none of these; by default none is.

    Raises
    ------
    GazetteerError
        If an index cannot be built or read.
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        layers: Sequence[Path] | None = None,
        online: "OnlineService | None" = None,
    ) -> None:
        self._indexes: list[Index] = [open_index(path), *open_layers(layers)]
        self.paths = tuple(index.path for index in self._indexes)
        self._spellings = AlikeKeys(self._indexes)
        self._kept: Kept[tuple[str, tuple[str, ...]], list[Candidate]] = Kept(_MOST_KEPT)
        self._fallback = None if online is None else Fallback(online)
        self._finalizer = weakref.finalize(self, _close, self._indexes)

    def close(self) -> None:
        """Let go of the index files; done by itself when the lookup is no longer used."""
        self._finalizer()

    def candidates(  # noqa: PLR0913  one parameter a question
        self,
        name: str,
        *,
        country_codes: str | Sequence[str] = (),
        near: tuple[float, float] | None = None,
        within: "tables.Bounds | BaseGeometry | None" = None,
        kinds: Collection[Kind] = (),
        fuzzy: bool = False,
        limit: int = 10,
    ) -> list[Place]:
        """Places that a name may mean, the likeliest first; empty if there is none.

        Parameters
        ----------
        name
            In any script. "Hama province" asks for the division, "Hama city" for the
            town, "Hama, Syria" for places in Syria, "Tadmur/Palmyra" for either name.
        country_codes
            Only places in these countries, ISO 3166-1 alpha-2; empty: in all.
        near
            (lon, lat): candidates lose half their weight at 100 km from here.
        within
            Only places whose point is in these bounds or in this polygon, EPSG:4326.
        kinds
            Only places of these kinds; empty: of all.
        fuzzy
            Whether to take the most alike spellings when no key is equal.
        limit
            At most this many.

        Raises
        ------
        ValueError
            If `near` is not on earth.
        """
        if near is not None and not (abs(near[0]) <= 180.0 and abs(near[1]) <= 90.0):
            raise ValueError(f"{near!r} is not a place: expected (lon, lat) in degrees")
        countries = upper_codes(country_codes)
        found = self.found(name, countries, fuzzy=fuzzy)
        if kinds:
            found = [candidate for candidate in found if candidate.kind in kinds]
        if within is not None:
            found = keep_within(found, within)
        if not found and self._fallback is not None and not self._is_elsewhere(name):
            filters = {"country_codes": countries, "within": within, "kinds": kinds}
            return self._fallback.candidates(
                name, {**filters, "near": near, "limit": limit}
            )
        return rank(found, near, limit)

    def _is_elsewhere(self, name: str) -> bool:
        """Whether a name means something well known elsewhere: a café is not Paris."""
        return _is_well_known(self.found_as_spelled(name, ()))

    def found(
        self, name: str, countries: tuple[str, ...], *, fuzzy: bool = False
    ) -> list[Candidate]:
        """Unranked candidates for a name, in the countries (upper-case codes) or in all."""
        found = self.found_as_spelled(name, countries)
        if not found and countries and not self._is_elsewhere(name):
            found = self._alike(_queries(name), countries)
        if not found and 0 < name.count(",") <= _MOST_COMMAS:
            found = self._named_within(name[:_LONGEST_NAME], countries, self._alike_to)
        if not found and fuzzy:
            find = self._spellings.with_few_edits
            found = self._like(_queries(name)[0], countries, find, Match.FUZZY)
        return found if len(found) < 2 else unique(found)

    def found_as_spelled(self, name: str, countries: tuple[str, ...]) -> list[Candidate]:
        """Candidates whose spelling is the name's, articles and type words aside."""
        name = name[:_LONGEST_NAME]
        query = parse_name(name)
        found = self._named(query, countries)
        if found and query.bare_key == query.key:
            found = [*found, *self._seats(found)]
        if not found and 0 < name.count(",") <= _MOST_COMMAS:
            found = self._named_within(name, countries, self._named)
        return found or self._by_parts(name, countries)

    def _seats(self, found: list[Candidate]) -> list[Candidate]:
        """The towns for which divisions are named, if only these have the spelling."""
        if any(candidate.kind != "admin1" for candidate in found):
            return []
        return [
            seat._replace(matched=division.matched, chance=division.chance)
            for division in found
            for seat in self._with_form(fold(division.name), (division.countries[0],))
            if seat.kind in _SETTLEMENTS and seat.admin1 == division.admin1
        ]

    def _by_parts(self, name: str, countries: tuple[str, ...]) -> list[Candidate]:
        """Candidates for the names in a name: those of several, else of the first."""
        each = [self._named(query, countries) for query in _queries(name)[1:]]
        each = [found for found in each if found]
        seen = Counter(key for found in each for key in {c.key for c in found})
        several = [c for found in each for c in found if seen[c.key] > 1]
        return several or (each[0] if each else [])

    def suggest(
        self, name: str, *, country_codes: str | Sequence[str] = ()
    ) -> Suggestion | None:
        """The place with the most alike name, for a message; ``None`` if none is alike."""
        countries = upper_codes(country_codes)
        asked = drop_articles(parse_name(name[:_LONGEST_NAME]).bare_key)
        for codes in dict.fromkeys((countries, ())) if asked else ():
            key = self._spellings.most_alike(asked, codes)
            if key is not None:
                found = candidates_like(self._indexes, Alike(key, 1.0), codes, Match.FUZZY)
                return suggested(found, asked, key, countries)
        return None

    def by_geonameid(self, geonameid: int) -> Place | None:
        """The place with a GeoNames id, as the last added layer has it, or ``None``."""
        for index in reversed(self._indexes):
            rows = index.ask(
                f"SELECT {COLUMNS} FROM places p WHERE geonameid = ?",  # noqa: S608
                (geonameid,),
            )
            if rows:
                return place_of(rows[0], 1.0, Match.IDENTIFIER)
        return None

    def outline(self, place: Place) -> "BaseGeometry | None":
        """The shape that an added layer gives a place, EPSG:4326, or ``None``."""
        for index in reversed(self._indexes[1:]):
            rows = index.ask(
                "SELECT o.wkb FROM places p JOIN outlines o ON o.place = p.id "  # noqa: S608
                f"WHERE {CELL} = ? AND p.name = ? AND p.lon = ? AND p.lat = ?",
                (cell_of(place.lon, place.lat), place.name, place.lon, place.lat),
            )
            if rows:
                import shapely  # noqa: PLC0415

                outline: BaseGeometry = shapely.from_wkb(rows[0][0])
                return outline
        return None

    def nearest(self, lon: float, lat: float, *, limit: int = 1) -> list[Place]:
        """Settlements nearest to a point, by geodesic distance; all within 200 km."""
        return nearest_places(self._indexes, lon, lat, limit)

    def towns(self, bounds: tables.Bounds, *, limit: int) -> list[Town]:
        """The most populous settlements within bounds (west ≤ east), largest first."""
        return towns_within(self._indexes, bounds, limit)

    def division_name(self, country: str, admin1: str) -> str | None:
        """Name of a first-order division; ``None`` if none or several have the code."""
        for index in self._indexes:
            rows = index.ask(
                "SELECT name FROM places WHERE country = ? AND kind = 'admin1' "
                "AND admin1 = ? LIMIT 2",
                (country, admin1),
            )
            if rows:
                return str(rows[0][0]) if len(rows) == 1 else None
        return None

    def _named(self, query: NameQuery, countries: tuple[str, ...]) -> list[Candidate]:
        found = self._with_form(query.key, countries)
        if query.bare_key == query.key:
            return found
        typed = self._with_form(query.bare_key, countries)
        if query.kinds:
            typed = [candidate for candidate in typed if candidate.kind in query.kinds]
        whole = [
            candidate._replace(weight=candidate.weight * _WHOLE_NAME_FACTOR)
            for candidate in found
        ]
        return whole + typed

    def _named_within(
        self,
        name: str,
        countries: tuple[str, ...],
        find: "Callable[[NameQuery, tuple[str, ...]], list[Candidate]]",
    ) -> list[Candidate]:
        """Candidates for "Saraqib, Idlib province", "Aleppo, Syria" or "Austin, TX"."""
        head, _, rest = name.partition(",")
        query = parse_name(head)
        return [
            candidate
            for country, admin1 in self._parents(rest.strip(), countries)
            if not countries or country in countries
            for candidate in find(query, (country,))
            if admin1 is None or candidate.admin1 == admin1
        ]

    def _parents(
        self, name: str, countries: tuple[str, ...]
    ) -> list[tuple[str, str | None]]:
        """Country and division that the words after a comma may mean, each once."""
        code = name.upper()
        parents: list[tuple[str, str | None]] = []
        if code in _country_codes():
            parents.append((code, None))
        if len(code) == 2 and code.isalpha():  # GeoNames' codes of the states are usual
            parents.append(("US", code))
        for place in self.candidates(name, country_codes=countries, limit=1):
            if place.country is not None:
                is_country = place.kind is Kind.COUNTRY
                parents.append((place.country, None if is_country else place.admin1))
        return list(dict.fromkeys(parents))

    def _with_form(self, form: str, countries: tuple[str, ...]) -> list[Candidate]:
        """Candidates of which a spelling is `form`, or is without articles."""
        found = self._kept.answer(
            (form, countries), lambda: candidates_spelled(self._indexes, form, countries)
        )
        return [*found]

    def _alike_to(self, query: NameQuery, countries: tuple[str, ...]) -> list[Candidate]:
        if _is_well_known(self._named(query, ())):
            return []
        return self._alike([query], countries)

    def _alike(
        self, queries: Iterable[NameQuery], countries: tuple[str, ...]
    ) -> list[Candidate]:
        """Candidates with the consonants of a name, and nearly its spelling."""
        find = self._spellings.with_skeleton
        return [
            candidate
            for query in queries
            for candidate in self._like(query, countries, find, Match.SKELETON)
        ]

    def _like(
        self,
        query: NameQuery,
        countries: tuple[str, ...],
        find: "Callable[[str, Sequence[str]], list[Alike]]",
        matched: Match,
    ) -> list[Candidate]:
        """Candidates, of the kinds asked for, with the keys that are found to be alike."""
        if not query.bare_key:
            return []
        return [
            candidate
            for alike in find(drop_articles(query.bare_key), countries)
            for candidate in candidates_like(self._indexes, alike, countries, matched)
            if not query.kinds or candidate.kind in query.kinds
        ]


def upper_codes(country_codes: str | Sequence[str]) -> tuple[str, ...]:
    """Country codes in capitals; one may be given as text."""
    given = [country_codes] if isinstance(country_codes, str) else country_codes
    return tuple([code.upper() for code in given])


def _queries(name: str) -> list[NameQuery]:
    """What a name may ask for: itself, the names in it, each with articles parted."""
    name = name[:_LONGEST_NAME]
    queries = [parse_name(name), *map(parse_name, name_parts(name))]
    return list(dict.fromkeys([*queries, *(q.with_parted_article() for q in queries)]))


def _is_well_known(found: Iterable[Candidate]) -> bool:
    return any(c.matched is Match.EXACT and c.is_known_abroad for c in found)


def _close(indexes: Iterable[Index]) -> None:
    for index in indexes:
        index.close()


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(country.code for country in tables.load_countries())
