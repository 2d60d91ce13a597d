"""What a map first shows: bounds in degrees WGS84, west > east across the antimeridian."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from ..data.schema import NOT_DRAWN, Precision
from ..geo.event_values import EventValues
from .event_values import are_among, are_missing

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["first_view"]

_AREAL: Final = 2  # of a shape's dimensions
_WORLD: Final = (-170.0, -60.0, 190.0, 75.0)


def first_view(
    events: EventValues, distances: Sequence[dict[str, Any]] = ()
) -> tuple[float, float, float, float]:
    """Bounds of what happened and of the distances; west > east across the antimeridian.

    All placed events if nothing happened; the world if nothing is placed. Outlines count
    whole, but for those of countries, which count by their centre.
    """
    placed = ~are_missing(events["lon"])
    happened = placed & ~are_among(events["status"], NOT_DRAWN)
    shown = happened if happened.any() else placed
    ends = np.array([point for distance in distances for point in distance["ends"]])
    outlined = shown & (shapely.get_dimensions(events.shapes) == _AREAL)
    outlined &= ~are_among(events["precision"], {Precision.COUNTRY})
    boxes = shapely.bounds(events.shapes[outlined])
    centres = np.stack([events.numbers("lon")[shown], events.numbers("lat")[shown]], 1)
    points = np.vstack([centres, boxes[:, :2], boxes[:, 2:], ends.reshape(-1, 2)])
    if not points.size:
        return _WORLD
    west, east = _narrowest(points[:, 0])
    south, north = points[:, 1].min(), points[:, 1].max()
    return tuple(round(float(value), 4) for value in (west, south, east, north))  # type: ignore[return-value]


def _narrowest(lons: "NDArray[np.float64]") -> tuple[float, float]:
    """The narrowest stretch of longitudes that holds all; west > east if it crosses 180."""
    import pandas as pd  # noqa: PLC0415

    turns = np.unique((pd.unique(lons) + 180.0) % 360.0 - 180.0)  # few of many
    gaps = np.diff(turns, append=turns[0] + 360.0)
    widest = int(np.argmax(gaps))
    return float(turns[(widest + 1) % turns.size]), float(turns[widest])
