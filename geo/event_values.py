"""Events as plain columns: what a page is made of without making a frame first.

Of ten events a frame takes longer to make, and to take apart again, than all else that is
done with them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from ..data.schema import EVENT_COLUMNS

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

__all__ = [
    "Codes",
    "Column",
    "EventValues",
    "Shapes",
    "joined_values",
    "values_of_rows",
]

Codes: TypeAlias = "NDArray[np.int64]"
Shapes: TypeAlias = "NDArray[np.object_]"
Column: TypeAlias = "pd.Series[Any] | NDArray[Any]"


@dataclass(frozen=True, slots=True)
class EventValues:
    """Events of which the columns are at hand."""

    columns: "pd.DataFrame | dict[str, NDArray[Any]]"
    """Those of `EVENT_COLUMNS`: arrays of numbers, days or objects, in which None, NaN or
    NA is missing; or a frame, which is quicker where rows are many."""
    shapes: Shapes
    """EPSG:4326; null: not placed."""

    def __len__(self) -> int:
        return len(self.shapes)

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def numbers(self, name: str) -> "NDArray[np.float64]":
        """A column of numbers; what is missing is NaN."""
        return np.asarray(self.columns[name], dtype=np.float64)

    def take(self, rows: Codes, names: Iterable[str] = EVENT_COLUMNS) -> "EventValues":
        """Some rows, in their order, and some of the columns."""
        columns, shapes = self.columns, self.shapes[rows]
        if isinstance(columns, dict):
            return EventValues({name: columns[name][rows] for name in names}, shapes)
        return EventValues(columns[[*names]].iloc[rows], shapes)

    def to_frame(self) -> "gpd.GeoDataFrame":
        """Columns of `EVENT_COLUMNS` in their types, and geometry in EPSG:4326."""
        import geopandas as gpd  # noqa: PLC0415

        columns = {name: _typed(self[name], kind) for name, kind in EVENT_COLUMNS.items()}
        columns["geometry"] = gpd.array.from_shapely(self.shapes, crs="EPSG:4326")
        return gpd.GeoDataFrame(columns, geometry="geometry", copy=False)


def joined_values(parts: Sequence[EventValues]) -> EventValues:
    """The events of the first, of the second …."""
    columns = {
        name: np.concatenate([np.asarray(part[name]) for part in parts])
        for name in EVENT_COLUMNS
    }
    return EventValues(columns, np.concatenate([part.shapes for part in parts]))


def values_of_rows(
    rows: "Sequence[Mapping[str, Any]]", shapes: "Sequence[Any]"
) -> EventValues:
    """Events of which each row says what it knows of the columns."""
    columns = {
        name: _array([row.get(name) for row in rows], kind)
        for name, kind in EVENT_COLUMNS.items()
    }
    return EventValues(columns, _array(shapes, "object"))


def _array(values: Sequence[Any], kind: str) -> "NDArray[Any]":
    if kind in {"object", "str", "Int64"}:
        return np.fromiter(values, dtype=object, count=len(values))
    return np.array(values, dtype=kind)


def _typed(column: Column, kind: str) -> Any:  # noqa: ANN401  an array of pandas
    """A column in its type at once: a call of pandas finds out for each what it is."""
    import pandas as pd  # noqa: PLC0415

    if kind == "Int64":
        missing = np.asarray(pd.isna(column), dtype=bool)
        numbers = np.where(missing, 0, column).astype(np.int64)
        return pd.arrays.IntegerArray(numbers, missing)
    if kind == "str":
        return pd.array(column, dtype=pd.StringDtype(na_value=np.nan))
    return column
