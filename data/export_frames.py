"""Frames of events before they are written and after they are read.

``plain_events`` gives every format the same frame to write, ``events_from`` makes the
frame again from what a format could keep. Both have exactly the columns and dtypes of
`EVENT_COLUMNS`: texts that repeat are no categoricals.
"""

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson

from .errors import ReportError
from .schema import EVENT_COLUMNS

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = [
    "events_from",
    "is_events",
    "join_names",
    "plain_events",
    "require_events",
    "split_names",
    "written_rows",
    "written_values",
]

_CORE: Final = frozenset(
    {"event_id", "sub_event_type", "status", "place", "lon", "lat", "uncertainty_m"}
)
_UNWRITABLE: Final = re.compile("[\0\ud800-\udfff]")
_PART_ROWS: Final = 50_000  # that are texts and numbers of Python's at a time
_REPLACEMENT: Final = "\ufffd"
_MIDNIGHT: Final = "T00:00:00"
_NOT_PLAIN: Final = re.compile(r"[;\[]|^\s|\s$|^$")


def is_events(columns: Iterable[object]) -> bool:
    """Whether a table with these columns is one of events that was written by us."""
    return frozenset(columns) >= _CORE


def require_events(
    columns: Iterable[object], where: object, others: tuple[str, ...] = ()
) -> None:
    """Raise if a table has not the columns of events, and these others.

    Raises
    ------
    ReportError
        If one is missing; the message lists those that are.
    """
    lacking = _CORE.union(others).difference(columns)
    if lacking:
        raise ReportError(
            f"{where}: no export of events: without the columns "
            f"{', '.join(sorted(lacking))}; expected a file that conflictmap exported"
        )


def plain_events(frame: "gpd.GeoDataFrame") -> "gpd.GeoDataFrame":
    """The events as every format writes them; other columns are left out.

    Columns and dtypes of `EVENT_COLUMNS`, geometry in EPSG:4326, ``None`` for an empty
    one, index from 0. NUL and lone surrogates, which no format can hold, are U+FFFD.

    Raises
    ------
    ReportError
        If a column is missing, or the geometry has no CRS.
    """
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    missing = [name for name in EVENT_COLUMNS if name not in frame.columns]
    if missing:
        raise ReportError(
            f"events without the column {missing[0]!r}; expected those of EVENT_COLUMNS"
        )
    if frame.crs is None:
        raise ReportError(
            "events whose geometry has no CRS; say which: frame.set_crs('EPSG:4326')"
        )
    shapes = frame.geometry.to_crs("EPSG:4326").to_numpy()
    columns = {name: _writable(frame[name], dtype) for name, dtype in EVENT_COLUMNS.items()}
    geometry = [None if shape is None or shape.is_empty else shape for shape in shapes]
    return gpd.GeoDataFrame(pd.DataFrame(columns), geometry=geometry, crs="EPSG:4326")


def events_from(
    columns: Mapping[str, "pd.Series[Any] | list[Any]"],
    geometry: list[Any],
    where: str,
    wrong: dict[int, str] | None = None,
) -> "gpd.GeoDataFrame":
    """The frame of events that a file holds.

    Parameters
    ----------
    columns
        By name: texts, numbers or days, or the texts of numbers and days; nulls of any
        kind. One that is not there is null throughout.
    geometry
        Shapes in EPSG:4326, ``None`` where there is none.
    where
        What messages call the file.
    wrong
        Gets the numbers of rows, from 0, that hold what an event cannot, and why; what
        they hold is null. Without it, such a row raises.

    Raises
    ------
    ReportError
        If the columns are none of events, or if a value is not what its column holds;
        the message says which and where.
    """
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    require_events(columns, where)
    nothing = [None] * len(geometry)
    made = {
        name: _restored(columns.get(name, nothing), dtype, _Cells(where, name, wrong))
        for name, dtype in EVENT_COLUMNS.items()
    }
    return gpd.GeoDataFrame(pd.DataFrame(made), geometry=geometry, crs="EPSG:4326")


def written_rows(
    events: "gpd.GeoDataFrame", told: Callable[[Any], Any] | None = None
) -> Iterator[tuple[Any, ...]]:
    """The rows of `plain_events` as `written_values`, without shapes, a part at a time.

    With `told`, each value is what that makes of it; equal ones are made once a part.
    """
    import pandas as pd  # noqa: PLC0415

    cells = pd.DataFrame(events[list(EVENT_COLUMNS)])
    for start in range(0, len(cells), _PART_ROWS):
        part = cells.iloc[start : start + _PART_ROWS]
        columns = [written_values(part[name]) for name in part]
        if told is not None:
            columns = [_told(values, told) for values in columns]
        yield from zip(*columns, strict=True)


def _told(values: list[Any], told: Callable[[Any], Any]) -> list[Any]:
    made = {value: told(value) for value in dict.fromkeys(values)}
    return [made[value] for value in values]


def written_values(column: "pd.Series[Any]") -> list[Any]:
    """A column of `plain_events` as texts, numbers and tuples; ``None`` where null.

    Days are ISO 8601, with a time of day only where there is one.
    """
    import numpy as np  # noqa: PLC0415

    if str(column.dtype).startswith("datetime64"):
        days = np.datetime_as_string(column.to_numpy("datetime64[s]")).tolist()
        return [None if day == "NaT" else day.removesuffix(_MIDNIGHT) for day in days]
    values: list[Any] = column.astype("object").where(column.notna(), None).tolist()
    return values


def join_names(names: tuple[str, ...]) -> str:
    """Names as one text for formats without lists: ``"Army; Police"``.

    A JSON array where a name could not be told from the separators.
    """
    if any(_NOT_PLAIN.search(name) for name in names):
        return orjson.dumps(names).decode()
    return "; ".join(names)


def split_names(text: str) -> tuple[str, ...]:
    """The names that `join_names` joined.

    Raises
    ------
    ValueError
        If it begins as a JSON array and is none.
    """
    if text.startswith("["):
        return tuple(orjson.loads(text))
    return tuple(name.strip() for name in text.split(";") if name.strip())


def _writable(column: "pd.Series[Any]", dtype: str) -> "pd.Series[Any]":
    """A column with the dtype of `EVENT_COLUMNS` and texts that can be written."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    if dtype == "object":
        distinct = {names: tuple(map(_cleaned, names)) for names in column}
        return pd.Series([distinct[names] for names in column], dtype="object")
    if dtype != "str":
        return column.astype(dtype).reset_index(drop=True)
    if isinstance(column.dtype, pd.CategoricalDtype):
        texts = np.array([*map(_cleaned, column.cat.categories), None], object)
        return pd.Series(texts[column.cat.codes.to_numpy()], dtype="str")
    values = zip(column.tolist(), column.notna().tolist(), strict=True)
    return pd.Series(
        [_cleaned(v) if is_text else None for v, is_text in values], dtype="str"
    )


def _cleaned(text: object) -> str:
    return _UNWRITABLE.sub(_REPLACEMENT, str(text))


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a column on their way to its dtype."""

    where: str
    name: str
    wrong: dict[int, str] | None

    def made(self, dtype: str, cells: list[Any]) -> Iterator[object]:
        """What each cell holds; the null of the dtype where there is none."""
        nothing = () if dtype == "object" else None
        for row, cell in enumerate(cells):
            try:
                yield nothing if cell is None else _CONVERTED[dtype](cell)
            except (ValueError, TypeError, OverflowError) as err:
                problem = f"{self.name}: {cell!r} is not what this column holds"
                if self.wrong is None:
                    raise ReportError(
                        f"{self.where}: event {row + 1}: {problem}; correct it or export "
                        "the events again"
                    ) from err
                self.wrong.setdefault(row, problem)
                yield nothing


def _restored(
    values: "pd.Series[Any] | list[Any]", dtype: str, about: _Cells
) -> "pd.Series[Any]":
    """A column as a format kept it with its dtype of `EVENT_COLUMNS`."""
    import pandas as pd  # noqa: PLC0415

    column = pd.Series(values, dtype=None if hasattr(values, "dtype") else "object")
    column = column.reset_index(drop=True)
    if dtype == str(column.dtype) != "object":
        return column
    is_typed = pd.api.types.is_numeric_dtype(column) or hasattr(column, "dt")
    if is_typed and dtype not in {"str", "object"}:
        with contextlib.suppress(ValueError, TypeError):  # else cell by cell
            return column.astype(dtype)
    cells = column.astype("object").where(column.notna(), None).tolist()
    return pd.Series(list(about.made(dtype, cells)), dtype=dtype)


def _day(cell: object) -> object:
    import numpy as np  # noqa: PLC0415

    return np.datetime64(str(cell), "s")


def _whole(cell: object) -> int:
    number = cell if isinstance(cell, int) else float(str(cell))
    if number != int(number):
        raise ValueError
    return int(number)


def _names(cell: object) -> tuple[str, ...]:
    names = split_names(cell) if isinstance(cell, str) else cell
    if not isinstance(names, Iterable) or not all(isinstance(n, str) for n in names):
        raise TypeError
    return tuple(names)


_CONVERTED: Final[dict[str, Callable[[Any], object]]] = {
    "str": str,
    "datetime64[s]": _day,
    "float64": float,
    "Int64": _whole,
    "object": _names,
}
