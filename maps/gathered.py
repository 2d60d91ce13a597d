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
from ..geo.events import locate_report
from ..geo.reading.sources import load_report
from .page_tasks import finding_line
from .rejected_rows import rejected_lines

if TYPE_CHECKING:
    import geopandas as gpd

    from ..data.dataset import Dataset
    from ..geo.checks import Finding
    from ..geo.lookup import PlaceLookup

__all__ = ["Gathered", "columns_words", "gather_events", "locate_source"]

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
    frames: list[gpd.GeoDataFrame] = []
    reports: dict[str, str] = {}
    problems: list[str] = []
    notices: list[str] = []
    for source in sources:
        name = _DATABASE if is_database(source) else str(source)
        try:
            events, dataset, findings = _located(source, lookup, columns or {})
            _require_new_reports(events, name, reports)
        except (ConflictMapError, OSError) as err:
            problems.append(str(err))
            continue
        frames.append(events)
        problems += [finding_line(name, each) for each in findings if each.is_problem]
        if dataset is not None:
            problems += rejected_lines(name, dataset.rejected)
            notices += _notices(name, dataset)
    return Gathered(_joined(frames), tuple(problems), tuple(notices))


def locate_source(
    source: Path | str, lookup: "PlaceLookup", columns: Mapping[str, str]
) -> "tuple[gpd.GeoDataFrame, Dataset | None]":
    """The events of a source, and the data set that it is, if it is one.

    Raises
    ------
    ReportError
        If it cannot be read.
    OSError
        If it cannot be opened.
    """
    events, dataset, _ = _located(source, lookup, columns)
    return events, dataset


def _located(
    source: Path | str, lookup: "PlaceLookup", columns: Mapping[str, str]
) -> "tuple[gpd.GeoDataFrame, Dataset | None, tuple[Finding, ...]]":
    """As `locate_source`, and what was found of the places of a report."""
    dataset = _dataset(source, columns)
    if dataset is None:
        located = locate_report(load_report(Path(source), lookup), lookup)
        return located.events, None, tuple(located.findings)
    events = own_events(dataset)
    if events is not None:
        return events, dataset, ()
    dataset = geocode_dataset(dataset, lookup)
    return locate_dataset(dataset, lookup), dataset, ()


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
    events: "gpd.GeoDataFrame", name: str, reports: dict[str, str]
) -> None:
    """Raise if events are of a report that is there already: ids would mean two events."""
    here = events["report"].dropna().unique().tolist()
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


def _joined(frames: "list[gpd.GeoDataFrame]") -> "gpd.GeoDataFrame | None":
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    if not frames:
        return None
    plain = [plain_events(frame) for frame in frames]
    shapes = [shape for frame in plain for shape in frame.geometry]
    rows = pd.concat([pd.DataFrame(frame[[*EVENT_COLUMNS]]) for frame in plain])
    rows = rows.astype(EVENT_COLUMNS).reset_index(drop=True)
    return gpd.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4326")
