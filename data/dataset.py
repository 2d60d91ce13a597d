"""What is known of a data set once it is read: its events, and the rows that are none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Dataset"]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Events that others have coded."""

    title: str
    events: "pd.DataFrame"
    """One row an event, in the file's order: columns of `EVENT_COLUMNS`, texts that
    repeat as categoricals, and ``admin1_name``, the first-order division as the data set
    calls it. What only geography can tell (admin1, place_matched …) is null; so are the
    coordinates of a place that is only named."""
    rejected: tuple[tuple[int, str], ...]
    """Rows that are no events: number, the heading being row 1, and why."""
    publisher: str | None
    """``None`` of a table that is nobody's format."""
    notes: tuple[str, ...] = ()
    """Sentences for readers, which belong on every map of it."""
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Of a table whose columns were guessed or given: our name, and its heading."""
    shapes: "NDArray[np.object_] | None" = None
    """Shapes that the data set itself gives, a row an event: polygons and lines in
    EPSG:4326, ``None`` where it gives none."""
    is_located: bool = False
    """Whether it is an export of ours: its events have their places and shapes already,
    null where they have none."""
