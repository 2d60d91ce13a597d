"""What can be wrong with a row of a data set, whoever coded it.

A problem is whether each row has it, and the reason that readers are told.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from .tables import read_countries

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = [
    "SWAPPED",
    "Problem",
    "count_problem",
    "date_problems",
    "first_reasons",
    "no_point",
    "place_problems",
    "rejected_rows",
    "repeated_id",
    "swapped_in_country",
]

Problem: TypeAlias = "tuple[pd.Series[bool], str]"

SWAPPED: Final = "latitude and longitude are swapped"
TOO_LONG: Final = "it has more cells than the heading"
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years that events may lie in; fixed, so that a table reads the same on any day."""

_MOST_PEOPLE: Final = 2**31
_POLAR_DEG: Final = 85.0
"""Where the web's maps end."""
_NEAR_DEG: Final = 2.0
"""How far from the box of its country an event may lie before its coordinates are taken
for swapped; only if they lie in the box the other way round."""


def first_reasons(
    problems: "Iterable[Problem]", index: "pd.Index[int]"
) -> "pd.Series[str]":
    """The first reason against each row; null if there is none."""
    import pandas as pd  # noqa: PLC0415

    reasons = pd.Series(None, index=index, dtype="object")
    for is_wrong, reason in problems:
        reasons[is_wrong & reasons.isna()] = reason
    return reasons


def rejected_rows(
    reasons: "pd.Series[str]", too_long: Iterable[int] = ()
) -> tuple[tuple[int, str], ...]:
    """Numbers of rows and why they are left out, in the order of the file."""
    wrong = reasons[reasons.notna()]
    pairs = zip(wrong.index.tolist(), wrong.tolist(), strict=True)
    return tuple(sorted({**dict.fromkeys(too_long, TOO_LONG), **dict(pairs)}.items()))


def repeated_id(ids: "pd.Series[str]") -> "Problem":
    """Whether a row's id is taken."""
    return ids.duplicated(), "its id is that of an earlier row"


def date_problems(values: "pd.DataFrame") -> "Iterator[Problem]":
    """Of the columns ``start`` and ``end``, in which NaT is nothing wrong."""
    start, end = values["start"], values["end"]
    yield end < start, "it ends before it begins"
    yield start.dt.year < FIRST_YEAR, f"it is dated before {FIRST_YEAR}"
    yield end.dt.year > LAST_YEAR, f"it is dated after {LAST_YEAR}"


def count_problem(
    count: "pd.Series[float]", is_blank: "pd.Series[bool]", name: str
) -> "Problem":
    """Whether what is stated is no number of people."""
    is_count = (count >= 0) & (count < _MOST_PEOPLE) & (count % 1 == 0)
    return ~(is_count | is_blank), f"{name} is no number of people"


def no_point(lon: "pd.Series[float]", lat: "pd.Series[float]") -> Problem:
    """Whether a coordinate is NaN."""
    return lon.isna() | lat.isna(), "latitude or longitude is no number"


def place_problems(lon: "pd.Series[float]", lat: "pd.Series[float]") -> "Iterator[Problem]":
    """Of coordinates in degrees, in which NaN is nothing wrong."""
    beyond = lat.abs() > 90
    yield beyond & (lat.abs() <= 180) & (lon.abs() <= 90), f"{SWAPPED}: no such latitude"
    yield beyond | (lon.abs() > 180), "latitude or longitude is not on earth"
    yield (lon == 0) & (lat == 0), "its coordinates are 0, 0, which stand for unknown ones"
    yield lat.abs() > _POLAR_DEG, "it is nearer to a pole than 5 degrees, beyond the map"


def swapped_in_country(
    lon: "pd.Series[float]", lat: "pd.Series[float]", code: "pd.Series[Any]"
) -> "Problem":
    """Whether a point lies off the box of its country, and in it the other way round."""
    is_wrong = lon.notna() & _is_swapped(lon.to_numpy(), lat.to_numpy(), code)
    return is_wrong, f"{SWAPPED}: so, it would be in another country"


def _is_swapped(
    lon: "NDArray[np.float64]", lat: "NDArray[np.float64]", code: "pd.Series[Any]"
) -> "NDArray[np.bool_]":
    import numpy as np  # noqa: PLC0415

    boxes = _boxes().reindex(code.array.categories).to_numpy(float)
    boxes = np.vstack([boxes, np.full(4, np.nan)])[code.array.codes]
    west, south, east, north = boxes.T
    is_off = (
        (lon < west - _NEAR_DEG)
        | (lon > east + _NEAR_DEG)
        | (lat < south - _NEAR_DEG)
        | (lat > north + _NEAR_DEG)
    )
    is_crossed = (lat >= west) & (lat <= east) & (lon >= south) & (lon <= north)
    crossed: NDArray[np.bool_] = is_off & is_crossed
    return crossed


@cache
def _boxes() -> "pd.DataFrame":
    """West, south, east and north of countries, by code."""
    outlines = read_countries()
    outlines = outlines[outlines["code"].notna()].set_index("code")
    boxes: pd.DataFrame = outlines.bounds
    return boxes
