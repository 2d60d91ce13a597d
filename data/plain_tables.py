"""Tables of events in nobody's format: whoever keeps a list in a spreadsheet.

``plain_dataset`` takes the columns that are known or guessed (``column_guess``) for what
they hold. What is decided here, and why:

- **Where.** A point is taken as it is given. A table that does not say how exactly it
  knows its places is believed to name settlements, not houses: 5 km, and the map says so.
  Rows without coordinates keep the name of their place, and none is invented.
- **When.** A blank date is an unknown one; what is no date costs the row.
- **What.** Types are ACLED's where the table uses its words, else the table's own.
- **Who says so.** Nobody but the table, unless it names a source.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .cells import by_row, combined, long_texts, stated
from .coded_events import date_columns, event_frame, names_of_places, parties
from .column_guess import guess_columns
from .dataset import Dataset
from .plain_values import COUNTS, plain_problems, plain_values, told_in
from .row_problems import TOO_LONG, first_reasons, rejected_rows
from .schema import Status
from .shape_points import shape_points
from .table_files import (
    SAMPLE_ROWS,
    TextTable,
    column_names,
    require_distinct,
    table_name,
)
from .type_words import NO_TYPE, type_pair

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from .workbooks import Workbook

__all__ = ["plain_dataset", "read_plain"]

_PARTIES: Final = ("initiators", "targets")
_WORDS: Final = ("publisher", "claimed_by", "status")
_TEXTS: Final = ("source_text", "quote")
_ASSUMED: Final = (
    "The table does not say how exactly it knows its places: a point stands for a place "
    "of 5 km around it."
)


def read_plain(
    table: "TextTable | Workbook", name: str, columns: Mapping[str, str]
) -> Dataset:
    """The events of a table, of which only the columns are kept that hold something."""
    heading = column_names(table.first_row)
    require_distinct(heading, table.path)
    sample = table.sample.set_axis(heading, axis="columns")
    found = guess_columns(sample, columns, str(table.path))
    read = table.read(keep=frozenset(found.values()))
    dataset = _dataset(_without_tags(read.cells), name, found)
    return replace(
        dataset,
        rejected=tuple(
            sorted([*dataset.rejected, *((n, TOO_LONG) for n in read.too_long)])
        ),
        notes=(*dataset.notes, *read.notes),
    )


def _without_tags(cells: "pd.DataFrame") -> "pd.DataFrame":
    """The cells without a row of HXL tags below the heading."""
    first = cells.head(1).to_numpy(object).ravel()
    said = [cell.strip() for cell in first if isinstance(cell, str) and cell.strip()]
    is_tagged = bool(said) and all(cell.startswith("#") for cell in said)
    return cells.iloc[1:] if is_tagged else cells


def plain_dataset(
    cells: "pd.DataFrame",
    path: Path | str,
    columns: Mapping[str, str] | None = None,
    geometry: "NDArray[np.object_] | None" = None,
) -> Dataset:
    """The events of a table whose cells are texts already.

    Parameters
    ----------
    cells
        A column of texts or of categories of texts each, called by its heading; missing
        and "" are blank. The index numbers the rows as messages shall call them.
    path
        What messages call the table; its name without the ending names the data set.
    columns
        Our names and the headings, for what the guess misses or mistakes.
    geometry
        Shapes in EPSG:4326, one a row, which then say where events were instead of
        columns: points, or areas and lines, which `Dataset.shapes` keeps. Missing and
        empty ones are as blank coordinates.

    Raises
    ------
    ReportError
        If nothing says where its events were, or `columns` names what is not there.
    """
    found = guess_columns(
        cells.head(SAMPLE_ROWS), columns or {}, str(path), has_shapes=geometry is not None
    )
    return _dataset(cells, table_name(Path(path)), found, geometry)


def _dataset(
    cells: "pd.DataFrame",
    name: str,
    found: Mapping[str, str],
    geometry: "NDArray[np.object_] | None" = None,
) -> Dataset:
    points = None if geometry is None else shape_points(geometry)
    values, notes = plain_values(cells, found, points)
    reasons = first_reasons(plain_problems(values, found), values.index)
    is_event = reasons.isna().to_numpy(bool)
    values, cells = values[is_event], cells[is_event]
    if values["is_assumed"].any():
        notes = (*notes, _ASSUMED)
    return Dataset(
        title=name,
        events=_events(values, cells, found, name),
        rejected=rejected_rows(reasons),
        publisher=None,
        notes=notes,
        columns=dict(found),
        shapes=None if points is None else points.shapes[is_event],
    )


def _events(
    values: "pd.DataFrame", cells: "pd.DataFrame", found: Mapping[str, str], name: str
) -> "pd.DataFrame":
    """Events from values, and from the texts that need no reading."""
    lon, lat = values["lon"].to_numpy(), values["lat"].to_numpy()
    place, place_name = names_of_places(values["place"].array, lon, lat)
    place_name = place_name.copy()
    place_name[values["lon"].isna().to_numpy()] = None
    typed = _types(cells, found)
    columns: dict[str, Any] = {
        "event_id": values["id"].array,
        **typed,
        **_dates(values),
        "place": place,
        "place_name": place_name.remove_unused_categories(),
        "lon": lon,
        "lat": lat,
        "kind": values["kind"].array.remove_unused_categories(),
        "country": values["code"].array.remove_unused_categories(),
        "precision": values["precision"].array.remove_unused_categories(),
        "uncertainty_m": values["radius_m"].to_numpy(),
        "place_source": by_row([name, None], values["lon"].isna().to_numpy().astype(int)),
        **{count: values[count].to_numpy() for count in COUNTS},
        **{n: stated(cells[found[n]]).array for n in _WORDS if n in found},
        **{n: long_texts(cells[found[n]]) for n in _TEXTS if n in found},
        **{n: parties(stated(cells[found[n]]).array, ";") for n in _PARTIES if n in found},
        "admin1_name": values["admin1"].array.remove_unused_categories(),
    }
    columns["summary"] = _summaries(cells, found, typed["sub_event_type"])
    if "status" in found:
        columns["status"] = _statuses(columns["status"])
    return event_frame(columns, name, values.index)


def _types(cells: "pd.DataFrame", found: Mapping[str, str]) -> dict[str, Any]:
    """Types: each distinct pair is worded once."""
    names = ("event_type", "sub_event_type")
    told = [told_in(cells, found, name).array for name in names]
    rows, pairs = combined(*told)
    typed = [type_pair(*pair) for pair in pairs]
    return {name: by_row([p[n] for p in typed], rows) for n, name in enumerate(names)}


def _dates(values: "pd.DataFrame") -> dict[str, Any]:
    """Dates, as the table writes them where that is EDTF."""
    import numpy as np  # noqa: PLC0415

    start, end = values["start"].to_numpy(), values["end"].to_numpy()
    columns = date_columns(start, end, np.zeros(len(values), bool))
    edtf = values["edtf"].array
    if len(edtf.categories):
        date = columns["date"]
        every = date.categories.union(edtf.categories)
        date = date.set_categories(every).copy()
        written = edtf.set_categories(every)
        is_written = written.codes >= 0
        date[is_written] = written[is_written]
        columns["date"] = date.remove_unused_categories()
    return columns


def _summaries(
    cells: "pd.DataFrame", found: Mapping[str, str], sub_types: "pd.Categorical"
) -> "pd.api.extensions.ExtensionArray":
    """What each row says happened, or else no more than of what type it was."""
    import pandas as pd  # noqa: PLC0415

    untold = sub_types.copy()
    if NO_TYPE in untold.categories:
        untold[untold == NO_TYPE] = None
    if "summary" not in found:
        return untold.remove_unused_categories()
    said = pd.Series(long_texts(cells[found["summary"]]))
    is_bare = said.isna()
    if not is_bare.any():
        return said.array
    return said.astype("str").where(~is_bare, pd.Series(untold).astype("str")).array


def _statuses(said: "pd.Categorical") -> "pd.Categorical":
    """Statuses in this project's words; what is none is "reported"."""
    known = frozenset(map(str, Status))
    words = [
        word.casefold() if word.casefold() in known else str(Status.REPORTED)
        for word in said.categories
    ]
    return by_row([*words, str(Status.REPORTED)], said.codes % (len(words) + 1))
