"""From index rows to ranked places: weights, merging of sources, scores.

A candidate's weight says how likely people mean it: how many live there, how close the
spelling is, how near it is to where the caller looks. Its score is the share of its
weight among all candidates, times the chance that a match of its sort is right at all.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..data.schema import SETTLEMENTS, Kind
from .names import drop_articles, fold
from .places import Match, Place, known_abroad
from .rows import COUNTRY_SEPARATOR

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["COLUMNS", "Candidate", "keep_within", "place_of", "rank", "unique"]

COLUMNS: Final = (
    "p.id, p.weight, p.name, p.lon, p.lat, p.kind, p.country, p.admin1, p.geonameid, "
    "p.population, p.uncertainty_m, p.source"
)
_ID, _WEIGHT, _NAME, _LON, _LAT, _KIND, _COUNTRY, _ADMIN1, _GEONAMEID = range(9)
_POPULATION, _RADIUS, _SOURCE = 9, 10, 11

_KINDS: Final = {str(kind): kind for kind in Kind}
_MANY_COUNTRIES: Final = 5
_NEAR_M: Final = 100_000.0
_LEAST_MERGE_M: Final = 3_000.0
_DEGREE_M: Final = 111_320.0


class Candidate(NamedTuple):
    """A place that a name may mean, and how it was found."""

    weight: float
    chance: float
    """That a match of this sort is right at all."""
    matched: Match
    layer: int
    row: tuple[Any, ...]
    """The columns of `COLUMNS`, and more."""

    @property
    def name(self) -> str:
        """The place's own name."""
        return str(self.row[_NAME])

    @property
    def kind(self) -> str:
        """What the place is, a value of `Kind`."""
        return str(self.row[_KIND])

    @property
    def key(self) -> tuple[int, int]:
        """Layer and number of the place."""
        return self.layer, self.row[_ID]

    @property
    def countries(self) -> list[str]:
        """Codes of the countries it lies in; of none for a sea."""
        return str(self.row[_COUNTRY]).split(COUNTRY_SEPARATOR)

    @property
    def is_known_abroad(self) -> bool:
        """Whether a report on another country can mean it, by `known_abroad`."""
        return known_abroad(self.kind, self.row[_POPULATION])

    @property
    def admin1(self) -> str | None:
        """GeoNames' code of its first-order division."""
        admin1: str | None = self.row[_ADMIN1]
        return admin1


def place_of(row: Sequence[Any], score: float, matched: Match) -> Place:
    """A place from a row that begins with the columns of `COLUMNS`."""
    geonameid = row[_GEONAMEID]
    return Place(
        row[_NAME],
        row[_LON],
        row[_LAT],
        _KINDS[row[_KIND]],
        _one_country(row[_COUNTRY]),
        row[_ADMIN1],
        geonameid,
        row[_POPULATION],
        row[_RADIUS],
        score,
        matched,
        row[_SOURCE] or f"GeoNames {geonameid}",
    )


def _one_country(countries: str) -> str | None:
    """The country of a place, or the main one of a region in a few."""
    if len(countries) == 2:  # a code
        return countries
    if not countries or countries.count(COUNTRY_SEPARATOR) >= _MANY_COUNTRIES:
        return None
    return countries.partition(COUNTRY_SEPARATOR)[0]


def unique(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates with each place once, as the closest match it has.

    Places of several sources are the same if their GeoNames id is, if they are the same
    country or division, or if they bear one name and lie no further apart than both may
    be off.
    """
    found = list(candidates)
    if len({candidate.key for candidate in found}) < len(found):
        best: dict[tuple[int, int], Candidate] = {}
        for candidate in found:
            known = best.get(candidate.key)
            if known is None or candidate.weight > known.weight:
                best[candidate.key] = candidate
        found = list(best.values())
    is_of_several = any(candidate.layer != found[0].layer for candidate in found)
    return _merge(found) if is_of_several else found


def _merge(candidates: list[Candidate]) -> list[Candidate]:
    """Candidates of several sources with each place once."""
    merged: list[Candidate] = []
    by_id: dict[int, int] = {}
    by_country: dict[str, list[int]] = {}
    without_id: dict[str, list[int]] = {}
    for candidate in sorted(candidates, key=lambda c: -c.layer):
        geonameid, country = candidate.row[_GEONAMEID], candidate.row[_COUNTRY]
        same = by_id.get(geonameid)
        if same is None:
            others = by_country if geonameid is None else without_id
            same = next(
                (
                    i
                    for i in others.get(country, ())
                    if merged[i].layer != candidate.layer
                    and _is_same(merged[i].row, candidate.row)
                ),
                None,
            )
        if same is not None:
            merged[same] = _merged(merged[same], candidate)
            continue
        by_country.setdefault(country, []).append(len(merged))
        if geonameid is None:
            without_id.setdefault(country, []).append(len(merged))
        else:
            by_id[geonameid] = len(merged)
        merged.append(candidate)
    return merged


def _merged(upper: Candidate, lower: Candidate) -> Candidate:
    """One candidate of two: the added source's word, the weight of the heavier."""
    is_outlined = lower.kind in {"country", "admin1"} and upper.row[_GEONAMEID] is not None
    kept, other = (lower, upper) if is_outlined else (upper, lower)
    closest = max(upper, lower, key=lambda candidate: candidate.chance)
    return kept._replace(
        weight=max(kept.weight, other.weight),
        chance=closest.chance,
        matched=closest.matched,
    )


def _is_same(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Whether rows of one country, not both of GeoNames, are the same place."""
    if one[_KIND] != other[_KIND] and not {one[_KIND], other[_KIND]} <= SETTLEMENTS:
        return False
    if one[_KIND] == "country":
        return True
    if one[_KIND] == "admin1" and one[_ADMIN1] and other[_ADMIN1]:
        return bool(one[_ADMIN1] == other[_ADMIN1])
    return _is_near(one, other) and _key(one) == _key(other)


def _is_near(one: Sequence[Any], other: Sequence[Any]) -> bool:
    from math import cos, hypot, radians  # noqa: PLC0415

    wide = (one[_LON] - other[_LON] + 180.0) % 360.0 - 180.0
    apart_m = _DEGREE_M * hypot(wide * cos(radians(one[_LAT])), one[_LAT] - other[_LAT])
    return bool(apart_m <= max(one[_RADIUS] + other[_RADIUS], _LEAST_MERGE_M))


def _key(row: Sequence[Any]) -> str:
    return drop_articles(fold(row[_NAME]))


def keep_within(
    candidates: list[Candidate],
    within: "tuple[float, float, float, float] | BaseGeometry",
) -> list[Candidate]:
    """Candidates whose point lies within bounds or a polygon, EPSG:4326."""
    if isinstance(within, list | tuple):
        if len(within) != 4:
            raise ValueError(
                f"{within!r} are not bounds: expected (west, south, east, north) in degrees"
            )
        west, south, east, north = within
        wide = (east - west) % 360.0 if east != west + 360.0 else 360.0
        return [
            candidate
            for candidate in candidates
            if south <= candidate.row[_LAT] <= north
            and (candidate.row[_LON] - west) % 360.0 <= wide
        ]
    import shapely  # noqa: PLC0415

    lon = [candidate.row[_LON] for candidate in candidates]
    lat = [candidate.row[_LAT] for candidate in candidates]
    inside = shapely.intersects_xy(within, lon, lat)
    return [c for c, is_inside in zip(candidates, inside, strict=True) if is_inside]


def rank(
    candidates: list[Candidate], near: tuple[float, float] | None, limit: int
) -> list[Place]:
    """The likeliest places first, with their scores."""
    if not candidates or limit < 1:
        return []
    weights = [candidate.weight for candidate in candidates]
    if near is not None:
        weights = _weights_near(candidates, near)
    if len(candidates) == 1:
        only = candidates[0]
        return [place_of(only.row, round(only.chance, 4), only.matched)]
    total = sum(weights)
    scored = [
        (-weight / total * candidate.chance, candidate.row[_ID], candidate)
        for weight, candidate in zip(weights, candidates, strict=True)
    ]
    best = sorted(scored)[:limit] if limit > 1 else [min(scored)]
    return [
        place_of(candidate.row, round(-score, 4), candidate.matched)
        for score, _, candidate in best
    ]


def _weights_near(candidates: list[Candidate], near: tuple[float, float]) -> list[float]:
    import numpy as np  # noqa: PLC0415

    from .geodesy import distance_azimuth  # noqa: PLC0415

    lons = np.array([candidate.row[_LON] for candidate in candidates])
    lats = np.array([candidate.row[_LAT] for candidate in candidates])
    weights = np.array([candidate.weight for candidate in candidates])
    distances_m, _ = distance_azimuth(*near, lons, lats)
    near_weights: list[float] = (weights / (1.0 + (distances_m / _NEAR_M) ** 2)).tolist()
    return near_weights
