"""Data sets of events that others have coded: every kind of table, through one entrance.

``read_dataset`` tells UCDP GED, ACLED and GDELT by their headings, and takes any other
table for one of events if it says where. How the codes of each become events is decided
in ``ucdp_events``, ``acled``, ``gdelt`` and ``plain_tables``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from .acled import is_acled, read_acled
from .coded_events import title_of
from .dataset import Dataset
from .errors import ReportError
from .gdelt import is_gdelt, read_gdelt
from .plain_tables import read_plain
from .row_problems import rejected_rows
from .table_files import TABLE_ENDINGS, TextTable, open_table, table_name
from .ucdp import UCDP_COLUMNS, is_ucdp, problems_of, require_columns, ucdp_values
from .ucdp_events import SOURCE, event_columns
from .workbooks import WORKBOOK_ENDINGS, Workbook, open_workbook

__all__ = ["DATASET_ENDINGS", "Dataset", "is_dataset", "read_dataset", "read_ucdp"]

GEO_ENDINGS: Final = (".geojson", ".json", ".gpkg", ".parquet")
OWN_ENDINGS: Final = (".csv", ".kml")
"""Of exports of our own, which come back as they were; KML of others is not read."""
DATASET_ENDINGS: Final = tuple(
    ending
    for ending in (*TABLE_ENDINGS, *WORKBOOK_ENDINGS, *GEO_ENDINGS, ".kml")
    if not ending.startswith((".txt", ".json"))
)
"""Endings that say that a file is a data set; see `is_dataset`."""
_FEATURES: Final = (b'"FeatureCollection"', b'"Feature"')
_HEAD: Final = 65_536
_PUBLISHER: Final = "Uppsala Conflict Data Program"
_NOTES: Final = (
    "Deaths are best estimates of UCDP GED (Uppsala Conflict Data Program).",
    "UCDP names two sides, not who attacked; only in one-sided violence the first did.",
)


def is_dataset(path: Path) -> bool:
    """Whether a file is a data set, by its ending.

    A .txt is an article. A .json may be a report: it is a data set if it begins as
    GeoJSON does.
    """
    name = path.name.lower()
    if name.endswith(".json") and path.is_file():
        with path.open("rb") as file:
            head = file.read(_HEAD)
        return any(word in head for word in _FEATURES)
    return name.endswith(DATASET_ENDINGS)


def read_dataset(
    source: Path | str, *, columns: Mapping[str, str] | None = None
) -> Dataset:
    """The events of a data set.

    Parameters
    ----------
    source
        A file: a table (.csv, .tsv, .tab, .txt, also in .gz or .zip; .xlsx), or one of
        shapes (.geojson, .json, .gpkg, .parquet); an export of ours, .kml too; or a
        database (postgresql://…).
    columns
        Our names and the table's headings, for what the guess misses or mistakes:
        ``{"lon": "X", "date": "When"}``. A table of UCDP GED, ACLED or GDELT is then read
        as any other.

    Raises
    ------
    ReportError
        If it is no table, says nowhere where its events were, or `columns` names what
        is not there.
    MissingExtraError
        If an optional package is missing that reads such files.
    OSError
        If it cannot be opened.
    """
    from .own_events import read_own  # noqa: PLC0415
    from .postgis import is_database, read_postgis  # noqa: PLC0415

    if is_database(source):
        return read_postgis(str(source), columns)
    path = Path(source)
    name = path.name.lower()
    if name.endswith(OWN_ENDINGS) and not columns:
        own = read_own(path)
        if own is not None:
            return own
    if name.endswith(GEO_ENDINGS):
        from .geofiles import read_geofile  # noqa: PLC0415

        return read_geofile(path, columns)
    return _read_table(_opened(path), columns or {})


def _read_table(table: TextTable | Workbook, columns: Mapping[str, str]) -> Dataset:
    """The events of a table of a known format, or of nobody's."""
    name, heading = table_name(table.path), table.first_row
    if columns:
        return read_plain(table, name, columns)
    if is_ucdp(heading):
        return _ucdp(table)
    if is_acled(heading):
        return read_acled(table, name)
    if is_gdelt(heading):
        return read_gdelt(table, name)
    return read_plain(table, name, columns)


def _opened(path: Path) -> TextTable | Workbook:
    name = path.name.lower()
    if name.endswith(WORKBOOK_ENDINGS):
        return open_workbook(path)
    if name.endswith(TABLE_ENDINGS):
        return open_table(path)
    raise ReportError(
        f"{path}: not a data set that is read: expected a file that ends in "
        f"{', '.join((*TABLE_ENDINGS, *WORKBOOK_ENDINGS, *GEO_ENDINGS))}, or postgresql://…"
    )


def read_ucdp(path: Path | str) -> Dataset:
    """The events of a file of UCDP GED.

    Raises
    ------
    ReportError
        If it is no table, or not one of UCDP GED; the message names what is missing.
    OSError
        If it cannot be opened.
    """
    return _ucdp(_opened(Path(path)))


def _ucdp(table: TextTable | Workbook) -> Dataset:
    require_columns(table.first_row, table.path)
    read = table.read(keep=UCDP_COLUMNS)
    values = ucdp_values(read.cells)
    reasons = problems_of(values)
    values = values[reasons.isna()]
    return Dataset(
        title=title_of(SOURCE, values),
        events=event_columns(values, table_name(table.path)),
        rejected=rejected_rows(reasons, read.too_long),
        publisher=_PUBLISHER,
        notes=(*_NOTES, *read.notes),
    )
