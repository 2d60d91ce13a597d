"""Files of events that are lines between a head and an end, so that parts can be copied."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import geopandas as gpd

__all__ = ["LineFormat", "write_lines"]


@dataclass(frozen=True, slots=True)
class LineFormat:
    """What a file of events is put together from; an event's lines depend on it alone."""

    head: "Callable[[gpd.GeoDataFrame], bytes]"
    """Of all events: `EVENT_COLUMNS` and geometry in EPSG:4326."""
    lines: "Callable[[gpd.GeoDataFrame], Iterator[bytes]]"
    """Of each event of a frame of `plain_events`."""
    between: bytes
    end: bytes


def write_lines(form: LineFormat, events: "gpd.GeoDataFrame", path: Path) -> None:
    """Write the frame of `plain_events`."""
    with path.open("wb") as file:
        file.write(form.head(events))
        for number, line in enumerate(form.lines(events)):
            file.write(form.between if number else b"")
            file.write(line)
        file.write(form.end)
