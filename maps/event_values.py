"""The columns of an events frame, taken out of it once, and what is asked of each.

A call of pandas takes as long as a look at a hundred values, so that of few rows the
columns are plain arrays; of many, pandas knows best. Degrees are WGS84.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from ..data.errors import PayloadError
from ..data.schema import EVENT_COLUMNS
from ..geo.event_values import Codes, Column, EventValues

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

__all__ = [
    "are_among",
    "are_missing",
    "coded",
    "coded_objects",
    "day_numbers",
    "distinct_rows",
    "filled",
    "first_rows",
    "in_order",
    "values_in_order",
    "values_of",
]

_FEW: Final = 500  # rows


def values_of(events: "gpd.GeoDataFrame | EventValues") -> EventValues:
    """The columns of a frame, its rows as they are."""
    if isinstance(events, EventValues):
        return events
    shapes = events.geometry.to_numpy()
    frame = pd.DataFrame(events)  # whose columns are at hand in half the time
    if len(frame) > _FEW:
        return EventValues(frame, shapes)
    columns = {name: _plain(frame[name], kind) for name, kind in EVENT_COLUMNS.items()}
    return EventValues(columns, shapes)


def _plain(column: "pd.Series[Any]", kind: str) -> "NDArray[Any]":
    """The values of a column; of times in a time zone, those in UTC.

    Whole numbers of which some are missing are objects: pandas would make floats of them.
    """
    wanted: Any = None
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        wanted = "datetime64[s]"
    elif kind == "Int64" and column.dtype.kind in "iu":
        wanted = object
    values: NDArray[Any] = column.to_numpy(wanted)
    return values


def values_in_order(
    events: "gpd.GeoDataFrame | EventValues",
) -> tuple[EventValues, Codes]:
    """`in_order`, with the columns of the ordered frame instead of the frame.

    Raises
    ------
    PayloadError
        As `in_order` does.
    """
    if not isinstance(events, EventValues):
        if len(events) > _FEW:
            ordered, order = in_order(events)
            return values_of(ordered), order
        _require_schema(events)
    values = values_of(events)
    order = np.argsort(day_numbers(values["date_start"]), kind="stable")
    return values.take(order), order


def in_order(events: "gpd.GeoDataFrame") -> tuple["gpd.GeoDataFrame", Codes]:
    """Events in the order of the page, by first day, and their rows in the frame.

    Parameters
    ----------
    events
        Columns of `EVENT_COLUMNS`, and geometry in EPSG:4326. Columns that repeat may be
        categories.

    Raises
    ------
    PayloadError
        If a column is missing or the coordinates are not EPSG:4326.
    """
    _require_schema(events)
    days = day_numbers(events["date_start"])
    order = np.argsort(days, kind="stable")
    return (events if (days[1:] >= days[:-1]).all() else events.iloc[order]), order


def _require_schema(events: "gpd.GeoDataFrame") -> None:
    known = set(events.columns)
    missing = [name for name in EVENT_COLUMNS if name not in known]
    if missing:
        raise PayloadError(
            f"the events have no column {missing[0]!r}: expected those of "
            "conflictmap.data.schema.EVENT_COLUMNS"
        )
    if events.crs is not None and events.crs.to_epsg() != 4326:
        raise PayloadError(
            f"the events are in {events.crs.name}: expected EPSG:4326; use "
            "events.to_crs(4326)"
        )


def day_numbers(column: Column) -> Codes:
    """Days since 1970-01-01; what is missing is the least number."""
    if column.dtype == object:
        column = filled(column, None)  # of what may be missing numpy knows None
    return np.asarray(column, dtype="datetime64[D]").astype(np.int64)


def are_missing(column: Column) -> "NDArray[np.bool_]":
    """Whether each value is missing."""
    return np.asarray(pd.isna(column))


def are_among(column: Column, wanted: Collection[str]) -> "NDArray[np.bool_]":
    """Whether each value is one of some words; what is missing is none."""
    if isinstance(column, np.ndarray):
        return np.array([value in wanted for value in column.tolist()], dtype=bool)
    found: NDArray[np.bool_] = column.isin(wanted).to_numpy(bool)
    return found


def filled(column: Column, instead: Any) -> Column:  # noqa: ANN401
    """The values, and something instead of those that are missing."""
    missing = are_missing(column)
    if not missing.any():
        return column
    values = np.array(column, dtype=object)
    values[missing] = instead
    return values


def coded(column: Column) -> tuple[list[Any], Codes]:
    """Distinct values in order of appearance, and each row's number; -1: missing."""
    if len(column) > _FEW or not isinstance(column, np.ndarray):
        codes, values = pd.factorize(column)
        return list(values), codes.astype(np.int64)
    numbers: dict[Any, int] = {}
    rows = [
        -1 if is_missing else numbers.setdefault(value, len(numbers))
        for value, is_missing in zip(column.tolist(), are_missing(column), strict=True)
    ]
    return list(numbers), np.array(rows, dtype=np.int64)


def coded_objects(column: Column) -> tuple[list[Any], Codes]:
    """The same of lists and tuples, of which those that rows share are looked at once."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return coded(column)
    values = np.asarray(column, dtype=object)
    ids = np.fromiter(map(id, values), dtype=np.int64, count=len(values))
    first, codes = distinct_rows(ids)
    return values[first].tolist(), codes


def distinct_rows(numbers: "NDArray[Any]") -> tuple[Codes, Codes]:
    """The first row of each distinct number, and which of these is each row's."""
    if len(numbers) > _FEW:
        codes, distinct = pd.factorize(numbers)
        return first_rows(codes, len(distinct)), codes
    values, codes = coded(numbers)
    return first_rows(codes, len(values)), codes


def first_rows(codes: Codes, count: int) -> Codes:
    """The first row of each number below `count`."""
    first = np.full(count, -1)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return first
