"""A report's names, resolved together: places that go with each other win.

The most populous Alexandria is in Egypt; beside "Louisiana" it is not. Each candidate is
supported by the likeliest candidates of the other names: by those near it, in its division
or country, and most by one that names its division or country right beside it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .lookup import PlaceLookup, upper_codes
from .names import parse_name
from .places import Place
from .ranking import Candidate, place_of, unique

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["candidates_together"]

_MOST_CANDIDATES: Final = 20
_MOST_ROWS: Final = 1_500
"""Candidates that are weighed against each other: memory grows with their square."""
_FEWEST_CANDIDATES: Final = 3
_ROUNDS: Final = 3
_EARTH_KM: Final = 6_371.0
_NEAR_KM: Final = 40.0
_DIVISION_KM: Final = 200.0
_SAME_COUNTRY: Final = 0.02
_SAME_DIVISION: Final = 1.0
_BESIDE: Final = 25.0
"""How much more a parent counts that is named right beside a place."""
_ALONE: Final = 0.05
"""Support that every candidate has; the rest comes from the other names."""
_FADE: Final = 4.0
"""Names so many names apart support each other half as much as neighbours do."""
_POPULATION_POWER: Final = 0.55
_AT_HOME: Final = 30.0
"""How much likelier a place in the report's countries is than one abroad."""


def candidates_together(
    names: Sequence[str],
    lookup: PlaceLookup,
    *,
    country_codes: str | Sequence[str] = (),
    limit: int = 1,
) -> list[list[Place]]:
    """The places that each of a text's names may mean, the likeliest first.

    Parameters
    ----------
    names
        In the order of the text, repeated as they are repeated there: a name next to the
        name of its division is taken to lie in it.
    lookup
        Where to look.
    country_codes
        Where the text is about, ISO 3166-1 alpha-2: places there are preferred, and only
        there are small places and alike spellings taken.
    limit
        At most this many places a name.

    Returns
    -------
    list of list of Place
        As long as `names`; a name's list is empty if it is not found.

    Raises
    ------
    TypeError
        If `names` is one name.
    """
    if isinstance(names, str):
        raise TypeError(f"{names!r} is one name: expected a list of names")
    countries = upper_codes(country_codes)
    keys = [parse_name(name).key for name in names]
    name_of = dict(zip(reversed(keys), reversed(names), strict=True))
    most = _MOST_ROWS // _FEWEST_CANDIDATES
    ranked: dict[str, list[Place]] = {}
    for first in range(0, len(keys), most):  # a longer list is no one text
        some = [key for key in keys[first : first + most] if key not in ranked]
        distinct = list(dict.fromkeys(some))
        found = [_prior(name_of[key], lookup, countries) for key in distinct]
        ranked.update(
            zip(distinct, _ranked(found, _gaps(some, distinct), limit), strict=True)
        )
    return [ranked[key] for key in keys]


def _ranked(
    found: list[list[Candidate]], gaps: "NDArray[np.float64]", limit: int
) -> list[list[Place]]:
    """Each name's candidates as places, the likeliest first."""
    most = max(_MOST_ROWS // max(len(found), 1), _FEWEST_CANDIDATES)
    found = [candidates[: min(most, _MOST_CANDIDATES)] for candidates in found]
    if not any(found):
        return found  # type: ignore[return-value]  # empty lists
    ranked = []
    for candidates, chances in zip(found, _supported(found, gaps), strict=True):
        scores = [
            round(float(chance) * candidate.chance, 4)
            for chance, candidate in zip(chances, candidates, strict=True)
        ]
        order = sorted(range(len(scores)), key=lambda i: (-scores[i], i))[: max(limit, 0)]
        ranked.append(
            [place_of(candidates[i].row, scores[i], candidates[i].matched) for i in order]
        )
    return ranked


def _prior(name: str, lookup: PlaceLookup, countries: tuple[str, ...]) -> list[Candidate]:
    """Candidates by weight, those at home before those abroad."""
    found = lookup.found_as_spelled(name, ())
    if countries:
        at_home = set(countries)
        kept = []
        for candidate in found:
            if at_home & set(candidate.countries):
                kept.append(candidate._replace(weight=candidate.weight * _AT_HOME))
            elif candidate.is_known_abroad:
                kept.append(candidate)
        found = kept or lookup.found(name, countries)
    return sorted(unique(found), key=lambda c: (-c.weight, c.layer, c.row[0]))


def _gaps(names: Sequence[str], distinct: Sequence[str]) -> "NDArray[np.float64]":
    """How many names apart two names are at least; shape (n, n)."""
    number = {name: i for i, name in enumerate(distinct)}
    sequence = np.array([number[name] for name in names])
    positions = [np.flatnonzero(sequence == i) for i in range(len(distinct))]
    gaps = np.zeros((len(distinct), len(distinct)))
    for i, mine in enumerate(positions):
        for j in range(i):
            gap = np.abs(mine[:, None] - positions[j][None, :]).min()
            gaps[i, j] = gaps[j, i] = gap
    return gaps


def _supported(
    found: list[list[Candidate]], gaps: "NDArray[np.float64]"
) -> list["NDArray[np.float64]"]:
    """Chances of each name's candidates, given those of the others."""
    owners = np.repeat(np.arange(len(found)), [len(candidates) for candidates in found])
    rows = [candidate.row for candidates in found for candidate in candidates]
    weights = np.array([c.weight for candidates in found for c in candidates])
    prior = weights**_POPULATION_POWER
    chances = prior / _sums(prior, owners, len(found))
    ties = _ties(rows, owners, gaps)
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    for _ in range(_ROUNDS):
        # the best supporter among each other name's candidates, then all names together
        best = np.maximum.reduceat(ties * chances[None, :], starts, axis=1)
        support = _ALONE + best.sum(axis=1)
        chances = prior * support
        chances = chances / _sums(chances, owners, len(found))
    ends = np.cumsum([len(candidates) for candidates in found])[:-1]
    return np.split(chances, ends)


def _sums(
    values: "NDArray[np.float64]", owners: "NDArray[np.int64]", count: int
) -> "NDArray[np.float64]":
    return np.bincount(owners, values, count).astype(np.float64)[owners]


def _ties(
    rows: list[tuple[Any, ...]], owners: "NDArray[np.int64]", gaps: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """How much each candidate (column) supports each other (row); shape (m, m)."""
    lon, lat = np.radians(np.array([row[3:5] for row in rows], float)).T
    points = np.column_stack(
        [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]
    )
    apart_km = _EARTH_KM * np.arccos(np.clip(points @ points.T, -1.0, 1.0))
    country = _codes([row[6] for row in rows])
    division = _codes(
        [f"{row[6]}.{row[7]}" if row[7] else f"#{i}" for i, row in enumerate(rows)]
    )
    kind = np.array([row[5] for row in rows])
    same_country = country[:, None] == country[None, :]
    same_division = division[:, None] == division[None, :]
    is_area = np.isin(kind, ["country", "admin1"])
    near = 1.0 / (1.0 + (apart_km / _NEAR_KM) ** 2)
    near[:, is_area] = 0.0
    near[is_area, :] = 0.0
    in_division = _SAME_DIVISION / (1.0 + (apart_km / _DIVISION_KM) ** 2)
    in_division[is_area, :] = in_division[:, is_area] = _SAME_DIVISION
    ties = np.maximum(near, same_division * in_division)
    ties = np.maximum(ties, same_country * _SAME_COUNTRY)
    gap = gaps[np.ix_(owners, owners)]
    is_parent = (kind == "country")[None, :] & same_country
    is_parent |= (kind == "admin1")[None, :] & same_division
    ties = np.where(is_parent & (gap == 1) & ~is_area[:, None], ties * _BESIDE, ties)
    ties /= 1.0 + gap / _FADE
    ties[owners[:, None] == owners[None, :]] = 0.0
    supports: NDArray[np.float64] = ties
    return supports


def _codes(values: list[str]) -> "NDArray[np.intp]":
    _, codes = np.unique(np.array(values), return_inverse=True)
    return codes
