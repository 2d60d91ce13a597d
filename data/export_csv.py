"""Events as CSV that spreadsheets open, and in which no cell runs as a formula.

UTF-8 with a byte order mark, without which Excel takes it for something else; names
joined by "; "; the shape last, as WKT, its longitudes going on past 180.

A cell that a spreadsheet may take for a formula gets an apostrophe in front, also where
it would become a cell of its own because the spreadsheet expects semicolons or tabs. An
empty text is an apostrophe; an empty cell is a missing one. Reading takes back exactly
what was added: a text that has apostrophes in such a place gets one more.

References
----------
OWASP, "CSV Injection"; HXL standard 1.1, hxlstandard.org.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .decoding import decode_text
from .errors import ReportError
from .export_frames import (
    events_from,
    is_events,
    join_names,
    require_events,
    written_rows,
)
from .export_lines import LineFormat, write_lines
from .export_shapes import DECIMALS, distinct_shapes
from .schema import EVENT_COLUMNS

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "CSV_LINES",
    "HXL_TAGS",
    "heading_rows",
    "read_csv",
    "safe_cell",
    "unsafe_cell",
    "write_csv",
]

_SHAPE: Final = "wkt"
_COLUMNS: Final = (*EVENT_COLUMNS, _SHAPE)
_LONGEST_HEADING: Final = 10_000
_STARTERS: Final = "=+\\-@＝＋－＠"
_INSIDE: Final = re.compile(rf"([;\t\r\n][\s\"]*)('*)(?=[{_STARTERS}])")
_INSIDE_SAFE: Final = re.compile(rf"([;\t\r\n][\s\"]*)'('*)(?=[{_STARTERS}])")
_FIRST: Final = re.compile(rf"'*(?:[\t\r\n]|[\s\"]*'*[{_STARTERS}]|\Z)")

HXL_TAGS: Final[dict[str, str]] = {
    "report": "#meta+report",
    "event_id": "#event+id",
    "event_type": "#event+type",
    "sub_event_type": "#event+subtype",
    "summary": "#description",
    "quote": "#description+quote",
    "date": "#date+occurred+edtf",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "place": "#loc+name+reported",
    "place_name": "#loc+name",
    "lon": "#geo+lon",
    "lat": "#geo+lat",
    "kind": "#loc+type",
    "country": "#country+code+v_iso2",
    "admin1": "#adm1+code+v_geonames",
    "geonameid": "#loc+code+v_geonames",
    "precision": "#geo+precision",
    "uncertainty_m": "#geo+uncertainty+m",
    "place_source": "#geo+source",
    "place_matched": "#geo+method",
    "place_score": "#geo+score",
    "initiators": "#group+initiator+list",
    "targets": "#group+target+list",
    "status": "#status+event",
    "claimed_by": "#meta+claimant",
    "fatalities": "#affected+killed",
    "fatalities_low": "#affected+killed+min",
    "fatalities_high": "#affected+killed+max",
    "wounded": "#affected+injured",
    "taken": "#affected+taken",
    "conflicts_with": "#event+id+conflicting+list",
    "publisher": "#meta+source",
    "source_text": "#meta+source+text",
    "line": "#meta+line",
    _SHAPE: "#geo+shape+wkt",
}
"""The tag of each column: HXL's hashtags, and its own attributes where it has them."""


def write_csv(events: "gpd.GeoDataFrame", path: Path, *, hxl: bool = False) -> None:
    """Write the frame of `plain_events`; with `hxl`, a row of tags below the heading."""
    write_lines(_TAGGED_LINES if hxl else CSV_LINES, events, path)


def _lines(events: "gpd.GeoDataFrame") -> Iterator[bytes]:
    rows, shapes = distinct_shapes(events.geometry.to_numpy())
    words = [*map(_wkt, shapes), ""]
    for cells, row in zip(written_rows(events, _cell), rows, strict=True):
        yield _line((*cells, words[row]))


def _line(cells: Iterable[str]) -> bytes:
    text: str = _TO_TEXT.writerow(cells)
    return text.encode()


class _Text:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


_TO_TEXT: Final = csv.writer(_Text())
_HEADING: Final = codecs.BOM_UTF8 + _line(_COLUMNS)
CSV_LINES: Final = LineFormat(lambda _: _HEADING, _lines, b"", b"")
_TAGGED_LINES: Final = replace(CSV_LINES, head=lambda _: _HEADING + _line(_tags(_COLUMNS)))


def heading_rows(path: Path) -> int:
    """How many rows stand above the events of a file that `write_csv` wrote.

    1, or 2 with HXL tags; 0 of any other file.

    Raises
    ------
    OSError
        If it cannot be opened.
    """
    with path.open("rb") as file:
        first, second = (file.readline(_LONGEST_HEADING) for _ in range(2))
    names = first.decode("utf-8-sig", "replace").split(",")
    names = [name.strip(' "\r\n') for name in names]
    if not is_events(names) or _SHAPE not in names:
        return 0
    return 2 if second.startswith(b"#") else 1


def read_csv(path: Path, wrong: dict[int, str] | None = None) -> "gpd.GeoDataFrame":
    """The events of a file that `write_csv` wrote, also if a spreadsheet saved it anew.

    Parameters
    ----------
    path
        The file.
    wrong
        Gets the numbers of events, from 0, that cannot be, and why. Without it, such an
        event raises.

    Raises
    ------
    ReportError
        If it is none of ours, or a cell is not what its column holds.
    """
    import pandas as pd  # noqa: PLC0415

    text = decode_text(path.read_bytes(), str(path))
    try:
        table = pd.read_csv(
            io.StringIO(text, newline=""), dtype="str", na_filter=False, header=None
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as err:
        raise ReportError(f"{path}: no table of comma-separated cells: {err}") from err
    heading = [name.strip() for name in table.iloc[0]]
    table = table.iloc[1:]
    table.columns = pd.Index(heading)
    if len(table) and table.iloc[0].tolist() == _tags(heading):
        table = table.iloc[1:]
    require_events(heading, path, (_SHAPE,))
    columns = {
        name: [unsafe_cell(cell) for cell in table[name].tolist()]
        for name in heading
        if name in EVENT_COLUMNS
    }
    return events_from(columns, _shapes(table[_SHAPE], str(path), wrong), str(path), wrong)


@lru_cache(maxsize=4096)  # most texts repeat
def safe_cell(text: str) -> str:
    """A text as a cell that no spreadsheet runs.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("Army; Police"), safe_cell("a;=b"), safe_cell("")
    ("'=1+1", 'Army; Police', "a;'=b", "'")
    """
    inside = _INSIDE.sub(r"\1'\2", text)
    return f"'{inside}" if _FIRST.match(inside) else inside


@lru_cache(maxsize=4096)
def unsafe_cell(cell: str) -> str | None:
    """The text of which `safe_cell` made a cell; ``None`` of an empty one."""
    if not cell:
        return None
    is_changed = cell.startswith("'") and _FIRST.match(cell, 1)
    return _INSIDE_SAFE.sub(r"\1\2", cell[1:] if is_changed else cell)


def _tags(heading: Iterable[str]) -> list[str]:
    return [HXL_TAGS.get(name, "") for name in heading]


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return safe_cell(join_names(value)) if value else ""
    if isinstance(value, str):
        return safe_cell(value)
    return "" if value is None else str(value)


def _wkt(shape: "BaseGeometry") -> str:
    import shapely  # noqa: PLC0415

    return shapely.to_wkt(shape, rounding_precision=DECIMALS, output_dimension=2)


def _shapes(
    cells: "pd.Series[str]", where: str, wrong: dict[int, str] | None
) -> "list[BaseGeometry | None]":
    """The shape of each cell; equal ones are one object."""
    import shapely  # noqa: PLC0415

    known: dict[str, BaseGeometry | None] = {"": None}
    shapes = []
    for row, cell in enumerate(cells.tolist()):
        try:
            if cell not in known:
                known[cell] = shapely.from_wkt(cell)
            shapes.append(known[cell])
        except shapely.errors.ShapelyError as err:
            problem = f"{_SHAPE}: {cell[:40]!r} is no shape: {err}"
            if wrong is None:
                raise ReportError(f"{where}: event {row + 1}: {problem}") from err
            wrong[row] = problem
            shapes.append(None)
    return shapes
