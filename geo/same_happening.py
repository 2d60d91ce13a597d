"""Which happenings, as reports tell of them, may be one: the rules of a link.

Two tellings are linked if all of this holds; ACLED and UCDP merge reports of one event by
the same marks, place, day, kind and parties, and where they cannot tell, keep two.

- Place. Points: the centres are no further apart than the two radii together, at most
  15 km; of two settlements one lies within the other, as neighbouring villages are two
  places. An area only goes with itself: a strike in a province is not known to be the
  one on its capital.
- Days. The intervals overlap; a date that is about a day has a day more at both ends.
  More than three days are vague, and only go with as vague ones: they begin or end on
  the same day and share half of the days that they span together. A day within a month
  proves nothing.
- Type, as ``same_types`` says.
- Sides, as ``same_actors`` says: neither the initiators nor the targets are others. Of
  clashes and talks the two sides may stand in either order.
- One of the marks may be loose (a vague date, a wide area such as a province, a related
  type), and then an actor must be named by both. Two loose marks are too little.

Numbers are no mark: the toll of one attack is told in many ways.

References
----------
Donnay, Dunford, McGrath, Backer & Cunningham 2019, Integrating Conflict Event Data
(DOI 10.1177/0022002718777050): co-occurrence in space, time and type.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from .happenings import Happenings
from .same_actors import compare_sides
from .same_types import RELATED, SAME, has_no_direction, type_relations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Links", "are_one", "link_happenings"]

_REACH_M: Final = 15_000.0
_EARTH_M: Final = 6_371_008.8
"""Mean radius of a sphere: distances are within 0.6 % of those on the ellipsoid."""
_CELL_M: Final = _REACH_M * 1.01
_MOST_PAIRS: Final = 2_000_000  # looked at at once: 200 MB
_ON, _FROM, _UNTIL = 0, 1, 2
"""Kinds of blocks: happenings of a day, vague ones that begin on it, that end on it."""
_SIDE_SHIFT: Final = 10
_DAY_SHIFT: Final = 30
_KIND_SHIFT: Final = 53
_MIDDLE: Final = 1 << (_SIDE_SHIFT - 1)
_DAY_ONE: Final = 719_528  # days before 1970 that a date can lie


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of happenings that may be one, a row a pair."""

    first: "NDArray[np.int64]"  # row of `Happenings`, less than `second`
    second: "NDArray[np.int64]"
    score: "NDArray[np.int64]"
    """How much speaks for it: to be compared only."""


def link_happenings(told: Happenings) -> Links:
    """The pairs of happenings that may be one, sorted by their rows."""
    import numpy as np  # noqa: PLC0415

    relations = type_relations(told.types)
    at = _on_sphere(told.lon, told.lat)
    found = [np.empty(0, np.int64)]
    count = len(told.events)
    for first, second in _near_in_time_and_place(told, at):
        holds = relations[told.type[first], told.type[second]] > 0
        first, second = first[holds], second[holds]  # noqa: PLW2901
        holds = _is_same_place(told, at, first, second) & _overlap(told, first, second)
        first, second = first[holds], second[holds]  # noqa: PLW2901
        found.append(np.minimum(first, second) * count + np.maximum(first, second))
    first, second = np.divmod(np.unique(np.concatenate(found)), max(count, 1))
    holds, score = _judge(told, first, second)
    return Links(first[holds], second[holds], score[holds])


def are_one(told: Happenings) -> "NDArray[np.bool_]":
    """Whether the events of a row may be one happening, as they agree in all of it.

    They are not if it says too little, such as "a clash in Syria in May".
    """
    import numpy as np  # noqa: PLC0415

    rows = np.arange(len(told.events))
    return _judge(told, rows, rows)[0]


def _judge(
    told: Happenings, first: "NDArray[np.int64]", second: "NDArray[np.int64]"
) -> "tuple[NDArray[np.bool_], NDArray[np.int64]]":
    """Whether enough speaks for pairs near in time and place, and how much."""
    relations = type_relations(told.types)
    relation = relations[told.type[first], told.type[second]]
    is_vague = told.is_vague[first] | told.is_vague[second]
    is_wide = told.is_wide[first] | told.is_wide[second]
    loose = 1 * (relation == RELATED) + is_vague + is_wide
    agreement = _agreements(told, first, second)
    holds: NDArray[np.bool_] = (loose == 0) | ((loose == 1) & (agreement > 0))
    holds &= agreement >= 0
    return holds, 8 * (relation == SAME) + agreement + _alike(told, first, second)


def _alike(
    told: Happenings, first: "NDArray[np.int64]", second: "NDArray[np.int64]"
) -> "NDArray[np.int64]":
    """What else speaks for a pair, beside type and sides."""
    import numpy as np  # noqa: PLC0415

    is_here, is_then, is_as_many = (
        (column[first] == column[second]).astype(np.int64)
        for column in (told.lon, told.first_day, told.fatalities)
    )
    is_as_many &= told.fatalities[first] >= 0
    alike: NDArray[np.int64] = 2 * is_here + 2 * is_then + 3 * is_as_many
    return alike


def _is_same_place(
    told: Happenings,
    at: "NDArray[np.float64]",
    first: "NDArray[np.int64]",
    second: "NDArray[np.int64]",
) -> "NDArray[np.bool_]":
    import numpy as np  # noqa: PLC0415

    radii_m = told.radius_m[first], told.radius_m[second]
    both = told.is_settlement[first] & told.is_settlement[second]
    is_area = told.area[first] >= 0
    reach_m = np.minimum(np.where(both, np.maximum(*radii_m), sum(radii_m)), _REACH_M)
    chord = np.sqrt(((at[first] - at[second]) ** 2).sum(axis=1))
    away_m = 2.0 * _EARTH_M * np.arcsin(np.minimum(chord / 2.0, 1.0))
    is_near = away_m <= reach_m + 1.0  # a metre: rounding
    is_same: NDArray[np.bool_] = told.area[first] == told.area[second]
    is_same &= is_area | is_near
    return is_same


def _overlap(
    told: Happenings, first: "NDArray[np.int64]", second: "NDArray[np.int64]"
) -> "NDArray[np.bool_]":
    import numpy as np  # noqa: PLC0415

    starts = told.first_day[first], told.first_day[second]
    ends = told.last_day[first], told.last_day[second]
    shared = np.minimum(*ends) - np.maximum(*starts) + 1
    spanned = np.maximum(*ends) - np.minimum(*starts) + 1
    is_vague = told.is_vague[first]  # of a block all or none are
    overlap: NDArray[np.bool_] = np.where(is_vague, 2 * shared >= spanned, shared > 0)
    return overlap


def _agreements(
    told: Happenings, first: "NDArray[np.int64]", second: "NDArray[np.int64]"
) -> "NDArray[np.int64]":
    """-1: other sides; 0: it cannot be said; more: the same, the more the surer."""
    import numpy as np  # noqa: PLC0415

    by, on = told.initiators, told.targets
    agreement = _together(
        _compared(told, by[first], by[second], by_nature=True),
        _compared(told, on[first], on[second], by_nature=False),
    )
    either = np.array([has_no_direction(name) for name in told.types], bool)
    turns = np.flatnonzero(either[told.type[first]] & either[told.type[second]])
    one, other = first[turns], second[turns]
    turned = _together(
        _compared(told, by[one], on[other], by_nature=True),
        _compared(told, on[one], by[other], by_nature=True),
    )
    agreement[turns] = np.maximum(agreement[turns], turned)
    return agreement


def _compared(
    told: Happenings,
    one: "NDArray[np.int64]",
    other: "NDArray[np.int64]",
    *,
    by_nature: bool,
) -> "NDArray[np.int64]":
    """What `compare_sides` says of numbers of sides, each two asked once."""
    import numpy as np  # noqa: PLC0415

    sides = told.sides
    keys = np.minimum(one, other) * len(sides) + np.maximum(one, other)
    asked, number = np.unique(keys, return_inverse=True)
    pairs = (divmod(key, len(sides)) for key in asked.tolist())
    found = [compare_sides(sides[a], sides[b], by_nature=by_nature) for a, b in pairs]
    return np.array(found, np.int64)[number]


def _together(
    initiators: "NDArray[np.int64]", targets: "NDArray[np.int64]"
) -> "NDArray[np.int64]":
    import numpy as np  # noqa: PLC0415

    differ = np.minimum(initiators, targets) < 0
    return np.where(differ, -1, 4 * initiators + 2 * targets)


def _near_in_time_and_place(
    told: Happenings, at: "NDArray[np.float64]"
) -> "Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]":
    """Pairs of a block or of two that touch: some many times, all that may be linked."""
    import numpy as np  # noqa: PLC0415

    rows, keys = _blocks(told, at)
    order = np.argsort(keys, kind="stable")
    rows, keys = rows[order], keys[order]
    numbers = np.arange(len(keys))
    for step in _half_of_neighbours():
        low = numbers + 1 if step == 0 else np.searchsorted(keys, keys + step, "left")
        counts = np.searchsorted(keys, keys + step, "right") - low
        for part in _parts(counts):
            first = np.repeat(numbers[part], counts[part])
            before = np.cumsum(counts[part]) - counts[part]
            second = np.repeat(low[part] - before, counts[part]) + np.arange(len(first))
            yield rows[first], rows[second]


def _parts(counts: "NDArray[np.int64]") -> Iterator[slice]:
    """Slices of rows that have few enough pairs together, but those of a single row."""
    import numpy as np  # noqa: PLC0415

    chunk = np.cumsum(counts) // _MOST_PAIRS
    edges = [*np.flatnonzero(np.diff(chunk, prepend=-1)).tolist(), len(counts)]
    return (slice(*edge) for edge in pairwise(edges))


def _half_of_neighbours() -> list[int]:
    """What to add to a block's key for itself and for half of the cells round its own."""
    steps = (-1, 0, 1)
    keys = (
        (x << 2 * _SIDE_SHIFT) + (y << _SIDE_SHIFT) + z
        for x in steps
        for y in steps
        for z in steps
    )
    return sorted(key for key in keys if key >= 0)


def _blocks(
    told: Happenings, at: "NDArray[np.float64]"
) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Rows, some many times, and the key of the block of each: a day and a cell."""
    import numpy as np  # noqa: PLC0415

    cells = np.floor(at * _EARTH_M / _CELL_M).astype(np.int64)
    cells += _MIDDLE
    cell = (cells[:, 0] << 2 * _SIDE_SHIFT) + (cells[:, 1] << _SIDE_SHIFT) + cells[:, 2]
    is_area = told.area >= 0
    cell = np.where(is_area, told.area, cell)
    kind = np.where(is_area, _UNTIL + 1, 0)
    short, vague = np.flatnonzero(~told.is_vague), np.flatnonzero(told.is_vague)
    days = (told.last_day - told.first_day + 1)[short]
    of_day = np.repeat(short, days)
    since = np.arange(len(of_day)) - np.repeat(np.cumsum(days) - days, days)
    parts = (
        (of_day, told.first_day[of_day] + since, _ON),
        (vague, told.first_day[vague], _FROM),
        (vague, told.last_day[vague], _UNTIL),
    )
    keys = [
        ((kind[rows] + which) << _KIND_SHIFT)
        + ((day + _DAY_ONE) << _DAY_SHIFT)
        + cell[rows]
        for rows, day, which in parts
    ]
    return np.concatenate([rows for rows, *_ in parts]), np.concatenate(keys)


def _on_sphere(
    lon: "NDArray[np.float64]", lat: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """Points of the unit sphere, so that neither poles nor antimeridian are edges."""
    import numpy as np  # noqa: PLC0415

    across, up = np.radians(lon), np.radians(lat)
    flat = np.cos(up)
    return np.stack((flat * np.cos(across), flat * np.sin(across), np.sin(up)), axis=1)
