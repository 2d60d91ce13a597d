"""Tables of shapes, from a file or a database, as data sets.

Exports of our own are known by their columns and come back as they were. Of others, the
columns are guessed or given, as those of any table, and the shapes say where: points,
areas and lines, converted from the CRS that they are in.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

from .errors import ReportError
from .export_frames import events_from, is_events, join_names
from .own_events import own_dataset
from .plain_tables import plain_dataset
from .schema import EVENT_COLUMNS

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from .dataset import Dataset

__all__ = ["ShapeTable", "shape_dataset"]

_DEGREES: Final = "EPSG:4326"
_FITTING: Final = 0.5  # of the shapes must be on earth for their numbers to be degrees
_MIDNIGHT: Final = "T00:00:00"
_MOST_WHOLE: Final = 2.0**53


@dataclass(frozen=True, slots=True)
class ShapeTable:
    """What was read."""

    cells: "pd.DataFrame"
    """Values of any type, without the shapes; the index counts from 0."""
    shapes: "NDArray[np.object_] | None" = None
    """One a row, ``None`` where a row has none; without any, columns say where."""
    crs: Any = None
    """What the shapes are in, for pyproj; ``None``: it is not said."""
    wrong: dict[int, str] = field(default_factory=dict)
    """Rows, from 0, that are known to be no events, and why."""


def shape_dataset(
    table: ShapeTable, path: Path | str, columns: Mapping[str, str] | None = None
) -> "Dataset":
    """The events of a table, of ours or of anybody; its rows count from 1.

    Parameters
    ----------
    table
        What was read.
    path
        What messages call it; its name without the ending names the data set.
    columns
        Our names and the table's columns, for what the guess misses or mistakes; an
        export of our own is then read as a table of anybody.

    Raises
    ------
    ReportError
        If nothing says where its events were, `columns` names what is not there, or its
        coordinates are in an unknown CRS.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    cells = table.cells
    shapes = table.shapes
    if shapes is not None:
        shapes = _in_degrees(shapes, table.crs, str(path))
    if shapes is not None and not columns and is_events(cells.columns):
        told = {name: cells[name] for name in EVENT_COLUMNS if name in cells}
        frame = events_from(told, list(shapes), str(path), table.wrong)
        return own_dataset(frame, Path(path).stem, table.wrong)
    texts = {str(name): _texts(cells[name]) for name in cells}
    numbers = pd.RangeIndex(1, len(cells) + 1)
    numbered = pd.DataFrame(texts, index=cells.index).set_axis(numbers)
    is_row = ~np.isin(np.arange(len(cells)), [*table.wrong])
    dataset = plain_dataset(
        numbered[is_row], path, columns, None if shapes is None else shapes[is_row]
    )
    unread = [(row + 1, reason) for row, reason in table.wrong.items()]
    return replace(dataset, rejected=tuple(sorted([*dataset.rejected, *unread])))


def _in_degrees(
    shapes: "NDArray[np.object_]",
    crs: Any,  # noqa: ANN401  as pyproj has it
    where: str,
) -> "NDArray[np.object_]":
    """Shapes in EPSG:4326, without heights."""
    import geopandas as gpd  # noqa: PLC0415
    import shapely  # noqa: PLC0415
    from pyproj import CRS  # noqa: PLC0415
    from pyproj.exceptions import CRSError  # noqa: PLC0415

    flat: NDArray[np.object_] = shapely.force_2d(shapes)
    try:
        stated = None if crs is None else CRS.from_user_input(crs)
    except CRSError as err:
        raise ReportError(f"{where}: its CRS {crs!r} is not known: {err}") from err
    if stated is None or stated.is_engineering:
        _require_degrees(flat, where)
        return flat
    if stated != CRS.from_user_input(_DEGREES):
        flat = gpd.GeoSeries(flat, crs=stated).to_crs(_DEGREES).to_numpy()
    return flat


def _require_degrees(shapes: "NDArray[np.object_]", where: str) -> None:
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    bounds = shapely.bounds(shapes)
    bounds = bounds[~np.isnan(bounds).any(axis=1)]
    is_on_earth = (np.abs(bounds) <= (180.0, 90.0, 180.0, 90.0)).all(axis=1)
    if len(bounds) and is_on_earth.mean() < _FITTING:
        west, south = bounds[~is_on_earth][0, :2]
        raise ReportError(
            f"{where}: it does not say which CRS its coordinates are in, and they are no "
            f"degrees, such as {west:g}, {south:g}; expected longitudes and latitudes: "
            "convert it to EPSG:4326"
        )


def _texts(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """The cells of a column as texts; what is missing is "".

    Values that repeat are looked at once, and become categories.
    """
    import pandas as pd  # noqa: PLC0415

    values = column.astype("object").where(column.notna(), "").tolist()
    return pd.Series([*map(_text, values)], dtype="str").astype("category")


def _text(value: object) -> str:
    """A value as people write it in a table: 3 for 3.0, a day without midnight."""
    if isinstance(value, tuple | list) and all(isinstance(one, str) for one in value):
        return join_names(tuple(value))
    if isinstance(value, dict | list):
        return orjson.dumps(value).decode()
    if isinstance(value, float) and value.is_integer() and abs(value) < _MOST_WHOLE:
        return str(int(value))
    if isinstance(value, dt.date):
        return value.isoformat().removesuffix(_MIDNIGHT)
    return str(value)
