"""Events of a frame as the columns of a record, and as rows.

Days are ISO 8601, missing values null, tuples lists. The disc of a place is left out, as
its centre and radius say all; other shapes are kept once a record, as WKB in hexadecimal.
EPSG:4326.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..data.schema import EVENT_COLUMNS
from .records import EventColumns

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from ..geo.event_values import Column, EventValues

__all__ = ["DISC", "SHAPE", "TUPLES", "columns_of", "discs_of", "rows_at"]

SHAPE: Final = "shape"
"""A column beside `EVENT_COLUMNS`: number of the shape in the record's; `DISC`; null of
an event that is not placed."""

DISC: Final = -1
TUPLES: Final = frozenset({"initiators", "targets", "conflicts_with"})


def columns_of(
    events: "gpd.GeoDataFrame | EventValues",
) -> tuple[EventColumns, tuple[str, ...]]:
    """Events as columns, and the shapes to which these refer.

    Parameters
    ----------
    events
        Columns of `EVENT_COLUMNS`, and geometry in EPSG:4326; or the columns themselves.
    """
    from .event_values import values_of  # noqa: PLC0415  of pandas

    values = values_of(events)
    shapes, numbers = _shapes(values)
    columns = {name: _plain(name, values[name]) for name in EVENT_COLUMNS}
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
    columns = [_plain(name, some[name]) for name in EVENT_COLUMNS]
    rows = zip(*columns, strict=True)
    return tuple(dict(zip(EVENT_COLUMNS, row, strict=True)) for row in rows)


def _plain(name: str, column: "Column") -> list[Any]:
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    if name in TUPLES:
        return [list(value) if isinstance(value, tuple | list) else [] for value in column]
    if EVENT_COLUMNS[name].startswith("datetime64"):
        days = np.asarray(column, dtype="datetime64[D]").tolist()
        return [None if day is None else day.isoformat() for day in days]
    if EVENT_COLUMNS[name] == "float64":  # -0.0 and 0.0 are equal, but not once written
        column = np.asarray(column, dtype="float64") + 0.0
    # of what is missing only a float is not equal to itself
    return [
        None if value is pd.NA or value != value else value  # noqa: PLR0124
        for value in column.tolist()
    ]


def _shapes(events: "EventValues") -> tuple[list[str], list[int | None]]:
    """Shapes as WKB, and the number of each event's; discs are told from the others."""
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    shapes = events.shapes
    numbers = np.full(len(events), None, object)
    placed = ~np.isnan(events.numbers("lon")) & ~(
        shapely.is_missing(shapes) | shapely.is_empty(shapes)
    )
    is_disc = placed.copy()
    is_disc[placed] = shapely.equals_exact(shapes[placed], discs_of(events, placed), 0.0)
    numbers[is_disc] = DISC
    known: dict[str, int] = {}
    for row in np.flatnonzero(placed & ~is_disc):
        content = shapely.to_wkb(shapes[row], hex=True)
        numbers[row] = known.setdefault(content, len(known))
    return list(known), numbers.tolist()


def discs_of(
    events: "pd.DataFrame | EventValues", wanted: "NDArray[np.bool_]"
) -> "NDArray[np.object_]":
    """The discs of some events: equal places share one."""
    import numpy as np  # noqa: PLC0415

    from ..geo.geodesy import discs  # noqa: PLC0415

    names = ("lon", "lat", "uncertainty_m")
    keys = np.stack(
        [np.asarray(events[name], np.float64)[wanted] for name in names], axis=1
    )
    made = np.empty(len(keys), object)
    if not len(keys):
        return made
    distinct, number = np.unique(keys, axis=0, return_inverse=True)
    drawn = np.empty(len(distinct), object)
    drawn[:] = discs(*distinct.T)
    made[:] = drawn[number.ravel()]
    return made
