"""From a name to ranked places: look-ups in the gazetteer's index.

Candidates are ranked by how many people live there, how close the spelling is and how
near they are to where the caller looks; a score says how far a candidate is ahead of the
others. Ambiguity is never hidden: ask for more than one. The geopy face of this is in
``gazetteer``.
"""

import sqlite3
import weakref
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from ..data import tables
from ..data.errors import GazetteerError
from ..data.schema import Kind
from .geodesy import distance_azimuth
from .index import (
    TIER_ALTERNATE,
    TIER_ARTICLE_FREE,
    TIER_PRIMARY,
    index_path,
    open_index,
)
from .names import drop_articles, parse_name
from .places import Match, Place, Town

__all__ = ["PlaceLookup"]


_TIERS: Final[dict[int, tuple[Match, float, float]]] = {
    # how it was found, what its weight counts, the best score it can have
    TIER_PRIMARY: (Match.EXACT, 1.0, 1.0),
    TIER_ALTERNATE: (Match.ALTERNATE, 0.5, 0.95),
    TIER_ARTICLE_FREE: (Match.ARTICLE_FREE, 0.25, 0.85),
}
_WHOLE_NAME_FACTOR: Final = 4.0
_NEAR_M: Final = 100_000.0
_FUZZY_CUTOFF: Final = 75.0
_FUZZY_CUTOFF_ABROAD: Final = 85.0
_FUZZY_POWER: Final = 8
_LONGEST_NAME: Final = 200
_SETTLEMENTS: Final = ("city", "town", "village")

_COLUMNS: Final = (
    "p.name, p.lon, p.lat, p.kind, p.country, p.admin1, p.geonameid, p.population, "
    "p.uncertainty_m, p.source"
)


class _Candidate(NamedTuple):
    """A row of the index and how it was found; places are made of the best ones only."""

    place_id: int
    weight: float
    matched: Match
    best_score: float
    row: tuple[Any, ...]  # `_COLUMNS`

    @property
    def kind(self) -> str:
        return str(self.row[3])

    @property
    def admin1(self) -> str | None:
        admin1: str | None = self.row[5]
        return admin1


class PlaceLookup:
    """Places by name, by GeoNames id and by position.

    Parameters
    ----------
    path
        The index file; by default the shipped places, compiled on first use.

    Raises
    ------
    GazetteerError
        If the index cannot be built or read.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = index_path() if path is None else path
        self._index = open_index(path)
        self._finalizer = weakref.finalize(self, self._index.close)

    def close(self) -> None:
        """Let go of the index file; done by itself when the lookup is no longer used."""
        self._finalizer()

    def candidates(
        self,
        name: str,
        *,
        country_codes: Sequence[str] = (),
        near: tuple[float, float] | None = None,
        fuzzy: bool = False,
        limit: int = 10,
    ) -> list[Place]:
        """Places that a name may mean, the likeliest first; empty if there is none.

        Parameters
        ----------
        name
            In any script. "Hama province" asks for the division, "Hama city" for the
            town, "Hama, Syria" for places in Syria.
        country_codes
            Only places in these countries, ISO 3166-1 alpha-2; empty: in all.
        near
            (lon, lat): candidates lose half their weight at 100 km from here.
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
        name = name[:_LONGEST_NAME]
        countries = tuple(code.upper() for code in country_codes)
        found = self._named(name, countries)
        if not found and "," in name:
            found = self._named_within(name, countries)
        if not found and fuzzy:
            found = self._alike(name, countries)
        return _ranked(found, near, limit)

    def suggest(self, name: str, *, country_codes: Sequence[str] = ()) -> str | None:
        """The most alike name of a place, for a message; ``None`` if none is."""
        countries = tuple(code.upper() for code in country_codes)
        name = name[:_LONGEST_NAME]
        alike = self._alike(name, countries)
        if not alike and countries:
            alike = self._alike(name, (), cutoff=_FUZZY_CUTOFF_ABROAD)
        return _ranked(alike, None, 1)[0].name if alike else None

    def by_geonameid(self, geonameid: int) -> Place | None:
        """The place with a GeoNames id, or ``None``."""
        rows = self._ask(
            f"SELECT {_COLUMNS} FROM places p WHERE geonameid = ?",  # noqa: S608
            (geonameid,),
        )
        return _place(rows[0], 1.0, Match.IDENTIFIER) if rows else None

    def nearest(self, lon: float, lat: float, *, limit: int = 1) -> list[Place]:
        """Settlements nearest to a point, by geodesic distance; all within 200 km."""
        for reach_deg in (0.1, 0.5, 2.0):
            rows = self._settlements_around(lon, lat, reach_deg)
            if not rows:
                continue
            lons, lats = np.array([row[1:3] for row in rows]).T
            distances_m, _ = distance_azimuth(lon, lat, lons, lats)
            near_enough = distances_m <= reach_deg * 100_000.0
            if near_enough.sum() < limit and reach_deg < 2.0:
                continue
            order = np.argsort(distances_m, kind="stable")
            rows = [rows[i] for i in order if near_enough[i]][:limit]
            return [_place(row, 1.0, Match.POSITION) for row in rows]
        return []

    def towns(self, bounds: tables.Bounds, *, limit: int) -> list[Town]:
        """The most populous settlements within bounds (west ≤ east), largest first."""
        west, south, east, north = bounds
        rows = self._ask(
            "SELECT name, lon, lat, population FROM places "
            "WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? "
            "AND kind IN (?, ?, ?) ORDER BY population DESC, id LIMIT ?",
            (south, north, west, east, *_SETTLEMENTS, limit),
        )
        return [Town(*row) for row in rows]

    def division_name(self, country: str, admin1: str) -> str | None:
        """Name of a first-order division, or ``None``."""
        rows = self._ask(
            "SELECT name FROM places WHERE country = ? AND kind = 'admin1' "
            "AND admin1 = ? ORDER BY weight DESC, id LIMIT 1",
            (country, admin1),
        )
        return str(rows[0][0]) if rows else None

    def _ask(self, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        try:
            return self._index.execute(query, values).fetchall()
        except sqlite3.ProgrammingError:  # a closed lookup, not a damaged file
            raise
        except sqlite3.DatabaseError as err:
            raise GazetteerError(
                f"the gazetteer's index cannot be read: {err}; remove {self._path}, and it "
                "is compiled anew"
            ) from err

    def _settlements_around(
        self, lon: float, lat: float, reach_deg: float
    ) -> list[tuple[Any, ...]]:
        wide_deg = reach_deg / max(np.cos(np.radians(lat)), 0.01)
        return self._ask(
            f"SELECT {_COLUMNS} FROM places p WHERE lat BETWEEN ? AND ? "  # noqa: S608
            "AND min(abs(lon - ?), 360.0 - abs(lon - ?)) <= ? AND kind IN (?, ?, ?)",
            (lat - reach_deg, lat + reach_deg, lon, lon, wide_deg, *_SETTLEMENTS),
        )

    def _named(self, name: str, countries: tuple[str, ...]) -> list[_Candidate]:
        query = parse_name(name)
        found = self._with_key(query.key, countries)
        if not query.kinds:
            return found
        typed = [
            candidate
            for candidate in self._with_key(query.bare_key, countries)
            if candidate.kind in query.kinds
        ]
        whole = [
            candidate._replace(weight=candidate.weight * _WHOLE_NAME_FACTOR)
            for candidate in found
        ]
        return _unique(whole + typed)

    def _named_within(self, name: str, countries: tuple[str, ...]) -> list[_Candidate]:
        """Candidates for "Saraqib, Idlib province" or "Aleppo, Syria"."""
        head, _, rest = name.partition(",")
        rest = rest.strip()
        code = rest.upper()
        if code in _country_codes():
            return self._named(head, (code,)) if code in (countries or (code,)) else []
        parents = self.candidates(rest, country_codes=countries, limit=1)
        if not parents or parents[0].country is None:
            return []
        parent = parents[0]
        found = self._named(head, (parents[0].country,))
        if parent.kind is Kind.COUNTRY or parent.admin1 is None:
            return found
        return [c for c in found if c.admin1 == parent.admin1]

    def _with_key(self, key: str, countries: tuple[str, ...]) -> list[_Candidate]:
        if not key:
            return []
        bare = drop_articles(key)
        rows = self._rows((key,) if bare == key else (key, bare), countries)
        found = []
        for found_key, tier, place_id, weight, *row in rows:
            tier_found = tier if found_key == key else TIER_ARTICLE_FREE
            matched, factor, best_score = _TIERS[tier_found]
            found.append(
                _Candidate(place_id, weight * factor, matched, best_score, tuple(row))
            )
        return _unique(found)

    def _rows(
        self, keys: tuple[str, ...], countries: tuple[str, ...]
    ) -> list[tuple[Any, ...]]:
        where = f"n.key IN ({','.join('?' * len(keys))})"
        if countries:
            where += f" AND p.country IN ({','.join('?' * len(countries))})"
        return self._ask(
            f"SELECT n.key, n.tier, p.id, p.weight, {_COLUMNS} "  # noqa: S608
            f"FROM names n JOIN places p ON p.id = n.place WHERE {where}",
            (*keys, *countries),
        )

    def _alike(
        self, name: str, countries: tuple[str, ...], *, cutoff: float = _FUZZY_CUTOFF
    ) -> list[_Candidate]:
        """Places whose key is most like the name's, among those of the countries.

        Without a country, among the keys that begin with the same letter.
        """
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        query = parse_name(name)
        if not query.bare_key:
            return []
        keys = self._keys(query.bare_key[0], countries)
        best = process.extract(
            query.bare_key,
            keys,
            scorer=fuzz.ratio,
            limit=5,
            score_cutoff=cutoff,
        )
        return _unique(
            _less_alike(candidate, (ratio / 100.0) ** _FUZZY_POWER)
            for key, ratio, _ in best
            for candidate in self._with_key(key, countries)
            if not query.kinds or candidate.kind in query.kinds
        )

    def _keys(self, first: str, countries: tuple[str, ...]) -> list[str]:
        """The keys of the countries' places, or all that begin with a letter; sorted."""
        if countries:
            rows = self._ask(
                "SELECT keys FROM places "  # noqa: S608
                f"WHERE country IN ({','.join('?' * len(countries))})",
                countries,
            )
            return sorted({key for (keys,) in rows for key in keys.split("\n")})
        rows = self._ask(
            "SELECT DISTINCT key FROM names WHERE key >= ? AND key < ?",
            (first, chr(ord(first) + 1)),
        )
        return [key for (key,) in rows]


def _less_alike(candidate: _Candidate, likeness: float) -> _Candidate:
    return candidate._replace(
        matched=Match.FUZZY, weight=candidate.weight * likeness, best_score=likeness
    )


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(country.code for country in tables.load_countries())


def _place(row: Sequence[Any], score: float, matched: Match) -> Place:
    name, lon, lat, kind, country, admin1, geonameid, population, radius_m, source = row
    return Place(
        name=name,
        lon=lon,
        lat=lat,
        kind=Kind(kind),
        country=country,
        admin1=admin1,
        geonameid=geonameid,
        population=population,
        uncertainty_m=radius_m,
        score=score,
        matched=matched,
        source=source,
    )


def _unique(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Candidates with each place once, as the closest match it has."""
    best: dict[int, _Candidate] = {}
    for candidate in candidates:
        known = best.get(candidate.place_id)
        if known is None or candidate.weight > known.weight:
            best[candidate.place_id] = candidate
    return list(best.values())


def _ranked(
    candidates: list[_Candidate], near: tuple[float, float] | None, limit: int
) -> list[Place]:
    if not candidates:
        return []
    weights = [candidate.weight for candidate in candidates]
    if near is not None:
        lons, lats = np.array([candidate.row[1:3] for candidate in candidates]).T
        distances_m, _ = distance_azimuth(*near, lons, lats)
        weights = (weights / (1.0 + (distances_m / _NEAR_M) ** 2)).tolist()
    total = sum(weights)
    scored = [
        (-weight / total * candidate.best_score, candidate.place_id, candidate)
        for weight, candidate in zip(weights, candidates, strict=True)
    ]
    scored.sort()
    return [
        _place(candidate.row, round(-score, 4), candidate.matched)
        for score, _, candidate in scored[:limit]
    ]
