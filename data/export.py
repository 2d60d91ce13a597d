"""Events written to files for other programs, and read back into an equal frame.

The ending of the file says how: GeoJSON, GeoPackage, GeoParquet, CSV or KML. Each keeps
every column of `EVENT_COLUMNS` and the shape; events that were not placed stay, without
a shape. Files appear whole or not at all, and the same events make the same bytes.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from .errors import ReportError
from .export_csv import read_csv, write_csv
from .export_files import read_gpkg, read_parquet, write_gpkg, write_parquet
from .export_frames import plain_events
from .export_geojson import read_geojson, write_geojson
from .export_kml import write_kml
from .export_kml_reading import read_kml
from .whole_files import whole_file

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    _Writer = Callable[[gpd.GeoDataFrame, Path], None]
    _Reader = Callable[[Path], gpd.GeoDataFrame]

__all__ = ["EXPORT_ENDINGS", "read_events", "require_export_ending", "write_events"]

_FORMATS: Final[dict[str, "tuple[_Writer, _Reader]"]] = {
    ".geojson": (write_geojson, read_geojson),
    ".gpkg": (write_gpkg, read_gpkg),
    ".parquet": (write_parquet, read_parquet),
    ".csv": (write_csv, read_csv),
    ".kml": (write_kml, read_kml),
}
EXPORT_ENDINGS: Final = tuple(_FORMATS)
"""Endings of the files that events can be exported to."""

_HXL_ENDING: Final = ".csv"


def write_events(frame: "gpd.GeoDataFrame", path: Path | str, *, hxl: bool = False) -> Path:
    """The path of a file to which the events were written.

    Parameters
    ----------
    frame
        Columns of `EVENT_COLUMNS`, which are written, and geometry with a CRS.
    path
        Ends in one of `EXPORT_ENDINGS`; its folder exists.
    hxl
        Whether CSV gets a row of HXL tags below its heading.

    Raises
    ------
    ReportError
        If nothing is written to files of this ending, or a column is missing.
    MissingExtraError
        If it is .parquet and pyarrow is not installed.
    OSError
        If it cannot be written; what was there before stays.
    """
    path = Path(path)
    ending = require_export_ending(path, hxl=hxl)
    events = plain_events(frame)
    with whole_file(path) as unfinished:
        if hxl:
            write_csv(events, unfinished, hxl=True)
        else:
            _FORMATS[ending][0](events, unfinished)
    return path


def read_events(path: Path | str) -> "gpd.GeoDataFrame":
    """The events of a file that `write_events` wrote.

    Returns
    -------
    GeoDataFrame
        Columns and dtypes of `EVENT_COLUMNS`; geometry in EPSG:4326, equal within 1e-7
        degrees to what was written, ``None`` where an event was not placed. Texts that
        repeat are texts, not categoricals.

    Raises
    ------
    ReportError
        If it is no such file, or holds what no event does.
    MissingExtraError
        If it is .parquet and pyarrow is not installed.
    OSError
        If it cannot be opened.
    """
    path = Path(path)
    ending = require_export_ending(path)
    with path.open("rb"):
        return _FORMATS[ending][1](path)


def require_export_ending(path: Path, *, hxl: bool = False) -> str:
    """The ending of a path, in lower case, if events are written to such files.

    Raises
    ------
    ReportError
        If they are not, or if no HXL tags can be in one; the message says what can be.
    """
    ending = path.suffix.lower()
    if ending not in EXPORT_ENDINGS:
        raise ReportError(
            f"{path}: events are not written to {ending or 'files without an ending'}; "
            f"expected {', '.join(EXPORT_ENDINGS)}"
        )
    if hxl and ending != _HXL_ENDING:
        raise ReportError(f"{path}: HXL tags are written to {_HXL_ENDING} only")
    return ending
