"""Events of a frame as the rows of a record, and the frame of many records again.

Days are ISO 8601, missing values null, tuples lists. The disc of a place is left out, as
its centre and radius say all; other shapes are kept once a record, as WKB in hexadecimal.
EPSG:4326.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..data.schema import EVENT_COLUMNS

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from .records import ReportRecord

__all__ = ["frame_of", "rows_of"]

SHAPE: Final = "shape"
"""Key of a row beside `EVENT_COLUMNS`: number of its shape in the record's; `_DISC`; null
of an event that is not placed."""

_DISC: Final = -1
_TUPLES: Final = frozenset({"initiators", "targets", "conflicts_with"})
_REPEATED: Final = frozenset(
    name
    for name, kind in EVENT_COLUMNS.items()
    if kind == "str" and name not in {"event_id", "summary", "quote", "taken"}
)
"""Texts that are the same in many rows."""


def rows_of(
    events: "gpd.GeoDataFrame",
) -> tuple[tuple[Mapping[str, Any], ...], tuple[str, ...]]:
    """Events as rows, and the shapes to which they refer.

    Parameters
    ----------
    events
        Columns of `EVENT_COLUMNS`, and geometry in EPSG:4326.
    """
    import pandas as pd  # noqa: PLC0415

    plain = pd.DataFrame(events)  # whose columns are at hand in half the time
    shapes, numbers = _shapes(plain, events.geometry.to_numpy())
    columns = {name: _plain(plain[name]) for name in EVENT_COLUMNS}
    columns[SHAPE] = numbers
    names = tuple(columns)
    rows = zip(*columns.values(), strict=True)
    return tuple(dict(zip(names, row, strict=True)) for row in rows), tuple(shapes)


def _plain(column: "pd.Series[Any]") -> list[Any]:
    import pandas as pd  # noqa: PLC0415

    if column.name in _TUPLES:
        return [list(value) if isinstance(value, tuple | list) else [] for value in column]
    values = column.tolist()
    if str(column.dtype).startswith("datetime64"):
        return [None if value is pd.NaT else value.date().isoformat() for value in values]
    # of what is missing only a float is not equal to itself
    return [None if value is pd.NA or value != value else value for value in values]  # noqa: PLR0124


def _shapes(
    events: "pd.DataFrame", shapes: "NDArray[np.object_]"
) -> tuple[list[str], list[int | None]]:
    """Shapes as WKB, and the number of each event's; discs are told from the others."""
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    numbers = np.full(len(events), None, object)
    placed = events["lon"].notna().to_numpy() & ~(
        shapely.is_missing(shapes) | shapely.is_empty(shapes)
    )
    is_disc = placed.copy()
    is_disc[placed] = shapely.equals_exact(shapes[placed], _discs(events, placed), 0.0)
    numbers[is_disc] = _DISC
    known: dict[str, int] = {}
    for row in np.flatnonzero(placed & ~is_disc):
        content = shapely.to_wkb(shapes[row], hex=True)
        numbers[row] = known.setdefault(content, len(known))
    return list(known), numbers.tolist()


def _discs(events: "pd.DataFrame", wanted: "NDArray[np.bool_]") -> "NDArray[np.object_]":
    """The discs of some events: equal places share one."""
    import numpy as np  # noqa: PLC0415

    from ..geo.geodesy import discs  # noqa: PLC0415

    names = ("lon", "lat", "uncertainty_m")
    keys = np.stack([events[name].to_numpy(np.float64)[wanted] for name in names], axis=1)
    made = np.empty(len(keys), object)
    if not len(keys):
        return made
    distinct, number = np.unique(keys, axis=0, return_inverse=True)
    drawn = np.empty(len(distinct), object)
    drawn[:] = discs(*distinct.T)
    made[:] = drawn[number.ravel()]
    return made


def frame_of(records: Iterable["ReportRecord"]) -> "gpd.GeoDataFrame":
    """The events of records in one frame, in their order; as `rows_of` was given them.

    Texts that repeat are categoricals. The records are read once, one after the other.
    """
    import geopandas as gpd  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    columns: dict[str, list[Any]] = {name: [] for name in EVENT_COLUMNS}
    shapes: list[bytes | None] = []
    discs: list[bool] = []
    for record in records:
        known = [bytes.fromhex(shape) for shape in record.shapes]
        for name, values in columns.items():
            values.extend(_values(name, record.rows))
        numbers = [row[SHAPE] for row in record.rows]
        discs += [number == _DISC for number in numbers]
        shapes += [None if n is None or n == _DISC else known[n] for n in numbers]
    frame = pd.DataFrame(
        {
            name: pd.Series(
                columns.pop(name),
                dtype="category"
                if name in _REPEATED
                else dtype
                if dtype != "str"
                else None,
            )
            for name, dtype in EVENT_COLUMNS.items()
        }
    )
    texts = [n for n, dtype in EVENT_COLUMNS.items() if dtype == "str"]
    frame = frame.astype({name: "str" for name in texts if name not in _REPEATED})
    geometry = np.array(gpd.GeoSeries.from_wkb(shapes), object)
    is_disc = np.array(discs, bool)
    geometry[is_disc] = _discs(frame, is_disc)
    return gpd.GeoDataFrame(frame, geometry=geometry, crs="EPSG:4326")


def _values(name: str, rows: Sequence[Mapping[str, Any]]) -> Iterable[Any]:
    if name in _TUPLES:
        return (tuple(map(sys.intern, row[name])) for row in rows)
    if name in _REPEATED:
        return (row[name] and sys.intern(row[name]) for row in rows)
    return (row[name] for row in rows)
