"""The exports of a site's events, of which the parts of unchanged reports are copied.

Writing the lines of thousands of events takes longer than building the page of the one
report that has changed. So a list is kept of where each report's lines stand in a file;
while the file is what it was, they are taken from there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import orjson

from ..data.export_csv import CSV_LINES
from ..data.export_frames import plain_events
from ..data.export_geojson import GEOJSON_LINES
from ..data.export_lines import LineFormat

if TYPE_CHECKING:
    import geopandas as gpd

    from .gathered_records import KeptEvents
    from .site_folder import SiteFolder

__all__ = ["write_exports"]

_FORMATS: Final[Mapping[str, LineFormat]] = {
    "events.geojson": GEOJSON_LINES,
    "events.csv": CSV_LINES,
}
_KEPT: Final = "exports.json"
_FORMAT: Final = 1
_MANY: Final = 5_000  # events that are made lines of at a time


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines of one report, in the file as it was, or yet to be made."""

    identity: str
    """Equal if the lines are: the report's key, and how many events it has."""
    count: int
    place: tuple[int, int] | None
    """Where they begin in the file as it was, and their length in bytes."""


@dataclass(frozen=True, slots=True)
class _Export:
    """A file that is put together of parts."""

    form: LineFormat
    events: "gpd.GeoDataFrame"
    parts: Sequence[_Part]
    last: Path
    """The file as it was."""
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Gets where the parts stand in the new file, by their identity."""

    def write(self, path: Path) -> None:
        with path.open("wb") as file:
            file.write(self.form.head(self.events))
            for number, (part, content) in enumerate(self._contents()):
                file.write(self.form.between if number else b"")
                self.places[part.identity] = file.tell(), len(content)
                file.write(content)
            file.write(self.form.end)

    def _contents(self) -> Iterator[tuple[_Part, bytes]]:
        """Each part and its lines: copied from the file as it was, or made."""
        made = self._made()
        is_copied = any(part.place for part in self.parts)
        with self.last.open("rb") if is_copied else BytesIO() as old:
            for part in self.parts:
                if part.place is None:
                    yield part, self.form.between.join(islice(made, part.count))
                else:
                    start, length = part.place
                    old.seek(start)
                    yield part, old.read(length)

    def _made(self) -> Iterator[bytes]:
        """The lines of all events whose part is not copied."""
        starts = accumulate((part.count for part in self.parts), initial=0)
        positions: list[int] = []
        for part, start in zip(self.parts, starts, strict=False):
            if part.place is None:
                positions += range(start, start + part.count)
        for at in range(0, len(positions), _MANY):
            some = self.events.take(positions[at : at + _MANY])
            yield from self.form.lines(plain_events(some))


def write_exports(site: "SiteFolder", kept: "KeptEvents") -> dict[str, str]:
    """Write the files of all events; the SHA-256 of each by its name."""
    import numpy as np  # noqa: PLC0415

    counts = np.bincount(kept.record_of, minlength=len(kept.records)).tolist()
    known = _known_places(site)
    digests, told = {}, {}
    for name, form in _FORMATS.items():
        places = known.get(name, {})
        parts = [
            _Part(identity, count, places.get(identity))
            for record, count in zip(kept.records, counts, strict=True)
            if count and (identity := f"{record.key} {count}")
        ]
        export = _Export(form, kept.frame, parts, site.path / name)
        digests[name] = site.write_through(name, export.write)
        told[name] = {"sha256": digests[name], "places": export.places}
    site.keep(_KEPT, orjson.dumps({"format": _FORMAT, "files": told}))
    return digests


def _known_places(site: "SiteFolder") -> dict[str, dict[str, tuple[int, int]]]:
    """Where lines stand, of the files that are what they were when that was noted."""
    try:
        found = orjson.loads(site.kept(_KEPT))
        if found["format"] != _FORMAT:
            return {}
        return {
            name: {
                identity: (start, size) for identity, (start, size) in one["places"].items()
            }
            for name, one in found["files"].items()
            if site.holds(name, one["sha256"])
        }
    except (
        OSError,
        orjson.JSONDecodeError,
        AttributeError,
        KeyError,
        TypeError,
        ValueError,
    ):
        return {}
