"""Pairs of happenings that are near in time and place, found without comparing all.

Each happening is in a block: a day, or the first and the last of a vague date, and a cell
of a grid or an area. Only those of one block, or of cells that touch, are paired.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from .happenings import Happenings
from .same_place import EARTH_M, REACH_M

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["near_pairs"]

_CELL_M: Final = REACH_M * 1.01
_MOST_PAIRS: Final = 2_000_000  # looked at at once: 200 MB
_ON, _FROM, _UNTIL = 0, 1, 2
"""Kinds of blocks: happenings of a day, vague ones that begin on it, that end on it."""
_SIDE_SHIFT: Final = 10
_DAY_SHIFT: Final = 30
_KIND_SHIFT: Final = 53
_MIDDLE: Final = 1 << (_SIDE_SHIFT - 1)
_DAY_ONE: Final = 719_528  # days before 1970 that a date can lie


def near_pairs(
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

    cells = np.floor(at * EARTH_M / _CELL_M).astype(np.int64)
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
