"""Events of a frame as the columns of a record, and those of many records in one frame.

Days are ISO 8601, missing values null, tuples lists. The disc of a place is left out, as
its centre and radius say all; other shapes are kept once a record, as WKB in hexadecimal.
EPSG:4326.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..data.schema import EVENT_COLUMNS
from .records import EventColumns, ReportRecord

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["KeptEvents", "columns_of", "gather_records", "rows_at"]

SHAPE: Final = "shape"
"""A column beside `EVENT_COLUMNS`: number of the shape in the record's; `_DISC`; null of
an event that is not placed."""

_DISC: Final = -1
_TUPLES: Final = frozenset({"initiators", "targets", "conflicts_with"})
_REPEATED: Final = frozenset(
    name
    for name, kind in EVENT_COLUMNS.items()
    if kind == "str" and name not in {"event_id", "summary", "quote", "taken"}
)
"""Texts that are the same in many rows."""


class KeptEvents(NamedTuple):
    """Records, and all their events."""

    records: tuple[ReportRecord, ...]
    """Without their events."""
    frame: "gpd.GeoDataFrame"
    """The events of the first record, of the second …: as `columns_of` was given them, but
    that texts which repeat are categoricals."""
    record_of: "NDArray[np.int64]"
    """The number of each event's record."""


def columns_of(events: "gpd.GeoDataFrame") -> tuple[EventColumns, tuple[str, ...]]:
    """Events as columns, and the shapes to which these refer.

    Parameters
    ----------
    events
        Columns of `EVENT_COLUMNS`, and geometry in EPSG:4326.
    """
    import pandas as pd  # noqa: PLC0415

    plain = pd.DataFrame(events)  # whose columns are at hand in half the time
    shapes, numbers = _shapes(plain, events.geometry.to_numpy())
    columns = {name: _plain(plain[name]) for name in EVENT_COLUMNS}
    return {**columns, SHAPE: numbers}, tuple(shapes)


def rows_at(
    frame: "gpd.GeoDataFrame", places: Sequence[int]
) -> tuple[Mapping[str, Any], ...]:
    """Some events of the frame of `KeptEvents`, each as `ReportRecord.rows` has it.

    Parameters
    ----------
    places
        Their positions, in any order.
    """
    import pandas as pd  # noqa: PLC0415

    some = pd.DataFrame(frame).take(list(places))
    columns = [_plain(some[name]) for name in EVENT_COLUMNS]
    rows = zip(*columns, strict=True)
    return tuple(dict(zip(EVENT_COLUMNS, row, strict=True)) for row in rows)


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


def gather_records(records: Iterable[ReportRecord]) -> KeptEvents:
    """The events of records in one frame, and the records without them.

    The records are read once, one after the other; none is held.
    """
    import geopandas as gpd  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    told: list[ReportRecord] = []
    counts: list[int] = []
    columns: dict[str, list[Any]] = {name: [] for name in EVENT_COLUMNS}
    shapes: list[bytes | None] = []
    discs: list[bool] = []
    known: dict[Any, Any] = {None: None}
    for record in records:
        count = len(record.events.get("event_id", ()))
        for name, values in columns.items():
            values.extend(_values(name, record.events.get(name, (None,) * count), known))
        own = [bytes.fromhex(shape) for shape in record.shapes]
        numbers = record.events.get(SHAPE, (None,) * count)
        discs += [number == _DISC for number in numbers]
        shapes += [None if n is None or n == _DISC else own[n] for n in numbers]
        told.append(replace(record, events={}, shapes=(), before=None))
        counts.append(count)
    frame = _frame(columns)
    geometry = np.array(gpd.GeoSeries.from_wkb(shapes), object)
    is_disc = np.array(discs, bool)
    geometry[is_disc] = _discs(frame, is_disc)
    return KeptEvents(
        tuple(told),
        gpd.GeoDataFrame(frame, geometry=geometry, crs="EPSG:4326"),
        np.repeat(np.arange(len(counts)), counts),
    )


def _values(name: str, values: Sequence[Any], known: dict[Any, Any]) -> Iterable[Any]:
    """A column's values; equal ones of those that repeat are one object."""
    if name in _TUPLES:
        values = [tuple(value or ()) for value in values]
    elif name not in _REPEATED:
        return values
    return map(known.setdefault, values, values)


def _frame(columns: dict[str, list[Any]]) -> "pd.DataFrame":
    """The frame of columns, of which each is let go as soon as it is taken over."""
    import pandas as pd  # noqa: PLC0415

    made = {}
    for name, dtype in EVENT_COLUMNS.items():
        is_repeated = name in _REPEATED
        made[name] = pd.Series(
            columns.pop(name), dtype="category" if is_repeated else dtype
        )
    return pd.DataFrame(made)
