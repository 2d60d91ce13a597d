"""Events of many reports, articles and data sets in one frame.

``gather_events`` answers what they say happened and where, and what could not be read. A
source that cannot be used costs only itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..data.datasets import is_dataset, read_dataset
from ..data.errors import ConflictMapError, ReportError
from ..data.export_frames import plain_events
from ..data.own_events import own_events, read_own
from ..data.postgis import is_database
from ..data.schema import EVENT_COLUMNS
from ..geo.dataset_events import locate_dataset
from ..geo.dataset_places import geocode_dataset
from ..geo.event_values import EventValues, joined_values
from ..geo.events import locate_report
from ..geo.reading.sources import load_report
from .page_tasks import finding_line
from .rejected_rows import rejected_lines

if TYPE_CHECKING:
    import geopandas as gpd

    from ..data.dataset import Dataset
    from ..geo.lookup import PlaceLookup

__all__ = ["Gathered", "columns_words", "gather_events", "locate_data"]

_DATABASE: Final = "the database"


@dataclass(frozen=True, slots=True)
class Gathered:
    """Events of many sources."""

    events: "gpd.GeoDataFrame | None"
    """Columns of `EVENT_COLUMNS`, EPSG:4326, in the order of the sources; null: of none."""
    problems: tuple[str, ...]
    """A line each: sources that could not be used, rows that are no events, places that
    were not found."""
    notices: tuple[str, ...]
    """A line each: how the columns of a table were understood."""


def gather_events(
    sources: Iterable[Path | str],
    lookup: "PlaceLookup",
    columns: Mapping[str, str] | None = None,
) -> Gathered:
    """The events of sources, located.

    Parameters
    ----------
    sources
        Files, as `find_reports` gives them, and addresses of databases.
    lookup
        Where places come from.
    columns
        Of data sets: our names and their headings, as for `read_dataset`.
    """
    parts: list[EventValues | gpd.GeoDataFrame] = []
    reports: dict[str, str] = {}
    problems: list[str] = []
    notices: list[str] = []
    for source in sources:
        name = _DATABASE if is_database(source) else str(source)
        try:
            data = locate_data(source, lookup, columns or {})
            if data is None:
                located = locate_report(load_report(Path(source), lookup), lookup)
            told = located.told if data is None else data[0]
            _require_new_reports(told, name, reports)
        except (ConflictMapError, OSError) as err:
            problems.append(str(err))
            continue
        parts.append(told)
        if data is None:
            findings = (each for each in located.findings if each.is_problem)
            problems += [finding_line(name, finding) for finding in findings]
        else:
            problems += rejected_lines(name, data[1].rejected)
            notices += _notices(name, data[1])
    return Gathered(_joined(parts), tuple(problems), tuple(notices))


def locate_data(
    source: Path | str, lookup: "PlaceLookup", columns: Mapping[str, str]
) -> "tuple[gpd.GeoDataFrame, Dataset] | None":
    """The events of a data set, and what it is; null of a report or an article.

    Raises
    ------
    ReportError
        If it cannot be read.
    OSError
        If it cannot be opened.
    """
    dataset = _dataset(source, columns)
    if dataset is None:
        return None
    events = own_events(dataset)
    if events is not None:
        return events, dataset
    dataset = geocode_dataset(dataset, lookup)
    return locate_dataset(dataset, lookup), dataset


def _dataset(source: Path | str, columns: Mapping[str, str]) -> "Dataset | None":
    """The data set that a source is; ``None`` of reports and articles."""
    if is_database(source):
        return read_dataset(source, columns=columns)
    path = Path(source)
    own = None if columns else read_own(path)
    if own is not None or not is_dataset(path):
        return own
    return read_dataset(path, columns=columns)


def _require_new_reports(
    events: "EventValues | gpd.GeoDataFrame", name: str, reports: dict[str, str]
) -> None:
    """Raise if events are of a report that is there already: ids would mean two events."""
    import pandas as pd  # noqa: PLC0415

    told = pd.unique(pd.Series(events["report"], dtype="object"))
    here = [report for report in told if isinstance(report, str)]
    for report in here:
        if report in reports:
            raise ReportError(
                f"{name}: another source, {reports[report]}, has events of a report of the "
                f"same name, {report!r}; rename one file"
            )
    reports |= dict.fromkeys(here, name)


def _notices(name: str, dataset: "Dataset") -> Iterator[str]:
    if dataset.columns:
        yield f"{name}: columns taken for: {columns_words(dataset.columns)}"
    yield from (f"{name}: {note}" for note in dataset.notes)


def columns_words(columns: Mapping[str, str]) -> str:
    """Our names and a table's headings: ``"lon=X, date=When"``."""
    return ", ".join(f"{ours}={heading}" for ours, heading in columns.items())


def _joined(
    parts: "list[EventValues | gpd.GeoDataFrame]",
) -> "gpd.GeoDataFrame | None":
    """The events of all parts; reports in a row are made one frame at once."""
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    if not parts:
        return None
    frames: list[gpd.GeoDataFrame] = []
    values: list[EventValues] = []
    for part in [*parts, None]:
        if isinstance(part, EventValues):
            values.append(part)
            continue
        frames += [joined_values(values).to_frame()] if values else []
        frames += [] if part is None else [part]
        values = []
    plain = [plain_events(frame) for frame in frames]
    shapes = [shape for frame in plain for shape in frame.geometry]
    rows = pd.concat([pd.DataFrame(frame[[*EVENT_COLUMNS]]) for frame in plain])
    rows = rows.astype(EVENT_COLUMNS).reset_index(drop=True)
    return gpd.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4326")
