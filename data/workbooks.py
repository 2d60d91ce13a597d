"""Tables in Excel workbooks (.xlsx), as columns of text.

Of a workbook the first sheet with cells is read, and others are named. A cell is what its
formula came to when the workbook was last saved; no formula is run.
"""

import zipfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .errors import MissingExtraError, ReportError
from .table_files import SAMPLE_ROWS, Table, blank_rows, column_names, require_distinct

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["WORKBOOK_ENDINGS", "Workbook", "open_workbook"]

WORKBOOK_ENDINGS: Final = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Workbook:
    """A sheet: how it begins, and how to read it."""

    path: Path
    first_row: tuple[str, ...]
    """The cells of the heading: the first row with two texts, else the first with any."""
    rows: "pd.DataFrame"
    """All rows below it as texts; columns count from 0, the index numbers the rows."""
    notes: tuple[str, ...]

    @property
    def sample(self) -> "pd.DataFrame":
        """The first rows."""
        return self.rows.head(SAMPLE_ROWS)

    def read(
        self, keep: Collection[str] | None = None, names: Sequence[str] | None = None
    ) -> Table:
        """The cells under the heading; see `TextTable.read`."""
        import pandas as pd  # noqa: PLC0415

        heading = column_names(self.first_row if names is None else names)
        require_distinct(heading, self.path)
        kept = [n for n, name in enumerate(heading) if keep is None or name in keep]
        cells = self.rows[~blank_rows(self.rows)][kept]
        cells.columns = pd.Index([heading[n] for n in kept])
        return Table(cells.astype("category"), notes=self.notes)


def open_workbook(path: Path) -> Workbook:
    """The first sheet with cells of a workbook.

    Raises
    ------
    ReportError
        If it is no workbook, or nothing is in it.
    MissingExtraError
        If openpyxl is not installed.
    OSError
        If it cannot be opened.
    """
    import pandas as pd  # noqa: PLC0415

    shared: dict[str, str] = {}  # a text that repeats is kept once
    with _sheets(path) as sheets:
        for number, sheet in enumerate(sheets):
            rows = [
                (n, texts)
                for n, cells in enumerate(sheet.iter_rows(values_only=True), start=1)
                if any(texts := [shared.setdefault(t, t) for t in map(_text, cells)])
            ]
            if rows:
                title, others = sheet.title, [each.title for each in sheets[number + 1 :]]
                break
        else:
            raise ReportError(f"{path}: nothing in it; expected a table with a heading")
    top = next((at for at, (_, texts) in enumerate(rows) if sum(map(bool, texts)) > 1), 0)
    first_row = rows[top][1]
    width = max(n for n, text in enumerate(first_row, start=1) if text)
    width = max(width, *(_width(texts) for _, texts in rows[top:]))
    below = rows[top + 1 :]
    frame = pd.DataFrame(
        [[*texts[:width], *[""] * (width - len(texts))] for _, texts in below],
        index=pd.Index([n for n, _ in below], dtype="int64"),
        columns=range(width),
        dtype="str",
    )
    heading = tuple(text.strip() for text in [*first_row, *[""] * width][:width])
    return Workbook(path, heading, frame, _notes(title, others))


def _width(texts: Sequence[str]) -> int:
    return max((n for n, text in enumerate(texts, start=1) if text), default=0)


def _notes(title: str, others: Sequence[str]) -> tuple[str, ...]:
    if not others:
        return ()
    unread = ", ".join(map(repr, others))
    return (f"Of the workbook only the sheet {title!r} is read, not {unread}.",)


@contextmanager
def _sheets(path: Path) -> "Iterator[list[Any]]":
    """The sheets of a workbook; those of charts are none."""
    try:
        from openpyxl import load_workbook  # noqa: PLC0415
        from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415
    except ImportError as err:
        raise MissingExtraError(
            f"{path}: an Excel workbook needs openpyxl: pip install 'conflictmap[xlsx]'"
        ) from err
    try:
        workbook = load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as err:
        raise ReportError(
            f"{path}: damaged, or no Excel workbook: {err}; save it as .xlsx or .csv"
        ) from err
    try:
        yield workbook.worksheets
    finally:
        workbook.close()


def _text(cell: object) -> str:
    """A cell as text: days as ISO 8601, whole numbers without decimals."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        is_day = cell.time() == time()
        return cell.date().isoformat() if is_day else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell)
