"""The events of many records in one frame, made by reading the records once."""

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..data.schema import EVENT_COLUMNS
from .record_events import DISC, SHAPE, TUPLES, discs_of
from .records import ReportRecord

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["KeptEvents", "gather_records"]

_UNLIKE: Final = frozenset({"event_id", "summary", "quote"})
"""Texts that are another in nearly every row."""


class KeptEvents(NamedTuple):
    """Records, and all their events."""

    records: tuple[ReportRecord, ...]
    """Without their events."""
    frame: "gpd.GeoDataFrame"
    """The events of the first record, of the second …: as `columns_of` was given them, but
    that texts which repeat are categoricals."""
    record_of: "NDArray[np.int64]"
    """The number of each event's record."""


def gather_records(records: Iterable[ReportRecord]) -> KeptEvents:
    """The events of records in one frame, and the records without them.

    The records are read one after the other; of their events only columns are held.
    """
    import numpy as np  # noqa: PLC0415

    told: list[ReportRecord] = []
    counts: list[int] = []
    columns = _Columns()
    for record in records:
        counts.append(columns.add(record))
        told.append(replace(record, events={}, shapes=(), before=None))
    record_of = np.repeat(np.arange(len(counts)), counts)
    return KeptEvents(tuple(told), columns.frame(), record_of)


class _Columns:
    """The columns of a frame that grows."""

    def __init__(self) -> None:
        self._columns: dict[str, _Coded | list[Any]] = {
            name: [] if name in _UNLIKE else _Coded() for name in EVENT_COLUMNS
        }
        self._shapes = _Coded()  # WKB; `DISC` and null as they are

    def add(self, record: ReportRecord) -> int:
        """Add the events of a record; how many they are."""
        count = len(record.events.get("event_id", ()))
        nothing = (None,) * count
        for name, column in self._columns.items():
            values = record.events.get(name, nothing)
            column.extend(map(_as_tuple, values) if name in TUPLES else values)
        numbers = record.events.get(SHAPE, nothing)
        known: dict[int | None, Hashable] = dict(enumerate(record.shapes))
        known |= {None: None, DISC: DISC}
        self._shapes.extend(map(known.__getitem__, numbers))
        return count

    def frame(self) -> "gpd.GeoDataFrame":
        """The frame; a column is let go as soon as it is made."""
        import geopandas as gpd  # noqa: PLC0415
        import pandas as pd  # noqa: PLC0415

        made = {}
        for name, dtype in EVENT_COLUMNS.items():
            values = self._columns.pop(name)
            if isinstance(values, _Coded):
                made[name] = values.column(dtype)
            else:
                made[name] = pd.Series(values, dtype=dtype)
        frame = pd.DataFrame(made)
        geometry = self._shapes.shapes()
        is_disc = geometry == DISC
        geometry[is_disc] = discs_of(frame, is_disc)
        return gpd.GeoDataFrame(frame, geometry=geometry, crs="EPSG:4326")


def _as_tuple(names: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(names or ())


class _Coded:
    """A column in which values repeat: each distinct one once, and their numbers."""

    def __init__(self) -> None:
        self._numbers: defaultdict[Hashable, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._codes = array("i")

    def extend(self, values: Iterable[Hashable]) -> None:
        """Add values."""
        self._codes.extend(map(self._numbers.__getitem__, values))

    def column(self, dtype: str) -> "pd.Series[Any]":
        """The values, of a dtype of `EVENT_COLUMNS`; texts are a categorical."""
        import numpy as np  # noqa: PLC0415
        import pandas as pd  # noqa: PLC0415

        codes = np.array(self._codes)
        if dtype == "str":
            texts = sorted(text for text in self._numbers if isinstance(text, str))
            number: dict[Hashable, int] = {text: n for n, text in enumerate(texts)}
            places = np.array([number.get(text, -1) for text in self._numbers], np.int64)
            categories = pd.Index(texts, dtype="str")
            return pd.Series(pd.Categorical.from_codes(places[codes], categories))
        distinct = pd.Series([*self._numbers], dtype=dtype)
        return distinct.take(codes).reset_index(drop=True)

    def shapes(self) -> "NDArray[np.object_]":
        """The shapes of which the values are WKB; equal ones are one object.

        `DISC` and null as they are.
        """
        import numpy as np  # noqa: PLC0415
        import shapely  # noqa: PLC0415

        distinct = np.empty(len(self._numbers), object)
        distinct[:] = [
            shapely.from_wkb(value) if isinstance(value, str) else value
            for value in self._numbers
        ]
        shapes: NDArray[np.object_] = distinct[np.array(self._codes)]
        return shapes
