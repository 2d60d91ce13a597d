"""Tables in text files, plain or packed, as columns of text.

``open_table`` answers how a table begins, and reads all of it; what a cell means is
asked in ``cells`` and by whoever knows the table. Rows that cannot be cells of the
heading are told, not lost. Tables of spreadsheets are read by ``workbooks``.
"""

import csv
import io
import re
import warnings
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .cells import categorical
from .errors import ReportError
from .unpacking import open_utf8

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "TABLE_ENDINGS",
    "Table",
    "TextTable",
    "blank_rows",
    "column_names",
    "open_table",
    "require_distinct",
    "table_name",
]

TABLE_ENDINGS: Final = (
    *(".csv", ".csv.gz", ".tsv", ".tsv.gz", ".tab", ".tab.gz", ".txt", ".txt.gz"),
    ".zip",
)
"""Endings of files that are read as tables of text; a .zip holds one."""

SAMPLE_ROWS: Final = 2_000
_CHUNK_ROWS: Final = 50_000
_MOST_DISTINCT: Final = 0.5  # of the rows of a sample; more are long texts
_DELIMITERS: Final = ",\t;|"
_HEAD: Final = 65_536
_SKIPPED: Final = re.compile(r"line (\d+): expected \d+ fields, saw \d+")
_SHAPE: Final[dict[str, Any]] = {
    "header": None,
    "index_col": False,
    "keep_default_na": False,
    "skip_blank_lines": False,
}
"""The heading is read as a row: pandas takes the first column of a table for row names if
the first row has a cell more than its heading, and cells would change columns."""


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table."""

    cells: "pd.DataFrame"
    """Text; columns whose cells repeat are categoricals. The index numbers the rows of
    the file, its heading being 1: as a spreadsheet does. Blank rows are left out."""
    too_long: tuple[int, ...] = ()
    """Numbers of the rows with more cells than the heading, which are left out."""
    notes: tuple[str, ...] = field(default=())
    """Sentences for readers on what was left unread."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A file of separated cells: how it begins, and how to read it."""

    path: Path
    delimiter: str
    first_row: tuple[str, ...]
    """The cells of the heading, without blanks round them."""
    sample: "pd.DataFrame"
    """The rows that follow, at most `SAMPLE_ROWS`, as texts; columns count from 0."""

    def read(
        self, keep: Collection[str] | None = None, names: Sequence[str] | None = None
    ) -> Table:
        """The cells under the heading.

        Parameters
        ----------
        keep
            The columns to keep; by default all.
        names
            What the columns are called if the first row is no heading.

        Raises
        ------
        ReportError
            If it is no table, or two columns have one name.
        """
        import pandas as pd  # noqa: PLC0415

        heading = column_names(self.first_row if names is None else names)
        require_distinct(heading, self.path)
        kept = [n for n, name in enumerate(heading) if keep is None or name in keep]
        rows, too_long = self._rows(kept, self._as_texts())
        cells = _numbered(rows, too_long).iloc[0 if names is not None else 1 :]
        cells = cells[~cells.pop("is_blank").to_numpy(bool)]
        cells.columns = pd.Index([heading[n] for n in kept])
        return Table(cells, too_long)

    def _as_texts(self) -> set[int]:
        """Numbers of the columns that pandas must not read as categoricals.

        It makes numbers of the categories of those that hold nothing else.
        """
        return {
            number for number, column in self.sample.items() if _is_long_or_number(column)
        }

    def _rows(
        self, kept: Sequence[int], as_texts: set[int]
    ) -> "tuple[pd.DataFrame, tuple[int, ...]]":
        """Columns by their numbers, and ``is_blank``; numbers of rows that are too long."""
        import pandas as pd  # noqa: PLC0415

        columns = range(len(self.first_row))
        parts = []
        with open_utf8(self.path) as file, warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", pd.errors.ParserWarning)
            try:
                for part in pd.read_csv(
                    file,
                    sep=self.delimiter,
                    dtype={n: "str" if n in as_texts else "category" for n in columns},
                    names=columns,
                    on_bad_lines="warn",
                    low_memory=False,
                    chunksize=_CHUNK_ROWS,
                    **_SHAPE,
                ):
                    numbers = _with_numbers(part)
                    if numbers:
                        return self._rows(kept, as_texts | numbers)
                    parts.append(_kept(part, kept))
            except pd.errors.ParserError as err:
                raise ReportError(
                    f"{self.path}: no table of comma-separated cells: {err}"
                ) from err
        said = "\n".join(str(warning.message) for warning in caught)
        return _joined(parts), tuple(int(number) for number in _SKIPPED.findall(said))


def table_name(path: Path) -> str:
    """A file's name without its endings."""
    name = path.name
    ending = max(
        (e for e in TABLE_ENDINGS if name.lower().endswith(e)), key=len, default=""
    )
    return name[: -len(ending)] if ending else path.stem


def open_table(path: Path) -> TextTable:
    """The beginning of a table of comma-, tab- or semicolon-separated cells.

    Any encoding; the ending is one of `TABLE_ENDINGS`.

    Raises
    ------
    ReportError
        If there is no table in the file; the message says where and what to do.
    OSError
        If it cannot be opened.
    """
    import pandas as pd  # noqa: PLC0415

    with open_utf8(path) as file:
        head = file.read(_HEAD).decode("utf-8", "ignore")
    if not head.strip():
        raise ReportError(f"{path}: nothing in it; expected a table with a heading")
    delimiter = _delimiter(head)
    with open_utf8(path) as file:
        try:
            rows = pd.read_csv(
                file,
                sep=delimiter,
                nrows=SAMPLE_ROWS,
                dtype="str",
                on_bad_lines="skip",
                **_SHAPE,
            )
        except (pd.errors.ParserError, pd.errors.EmptyDataError) as err:
            raise ReportError(f"{path}: no table of comma-separated cells: {err}") from err
    first_row = tuple(rows.iloc[0].fillna("").str.strip())
    return TextTable(path, delimiter, first_row, rows.iloc[1:])


def _delimiter(head: str) -> str:
    """What parts the cells of a heading: what parts it into most; the comma in doubt."""
    rows = io.StringIO(head.lstrip("\r\n"), newline="")
    counts = {}
    for mark in _DELIMITERS:
        rows.seek(0)
        counts[mark] = len(next(csv.reader(rows, delimiter=mark), ()))
    return max(counts, key=lambda mark: counts[mark])


def _is_long_or_number(column: "pd.Series[str]") -> bool:
    """Whether the cells of a column seldom repeat, or are numbers."""
    import pandas as pd  # noqa: PLC0415

    said = column[column.notna() & (column != "")]
    is_number = bool(pd.to_numeric(said, errors="coerce").notna().all())
    return is_number or (len(said) > 10 and said.nunique() > _MOST_DISTINCT * len(said))


def _with_numbers(part: "pd.DataFrame") -> set[int]:
    """Numbers of the columns of which pandas has made something else than texts."""
    import pandas as pd  # noqa: PLC0415

    return {
        number
        for number, column in part.items()
        if isinstance(column.dtype, pd.CategoricalDtype)
        and len(column.array.categories)
        and column.array.categories.dtype != "str"
    }


def _kept(part: "pd.DataFrame", kept: Sequence[int]) -> "pd.DataFrame":
    """Some columns, and ``is_blank``; texts that repeat are categoricals."""
    import pandas as pd  # noqa: PLC0415

    columns: dict[Any, pd.Series[Any]] = {number: part[number] for number in kept}
    for number, column in columns.items():
        if not isinstance(column.dtype, pd.CategoricalDtype):
            cells = categorical(column)
            if len(cells.categories) <= _MOST_DISTINCT * len(cells):
                columns[number] = pd.Series(cells, index=part.index)
    return pd.DataFrame({**columns, "is_blank": blank_rows(part)})


def column_names(cells: Iterable[str]) -> list[str]:
    """What columns are called: by their heading, else by their number from 1."""
    return [cell.strip() or f"column {n}" for n, cell in enumerate(cells, start=1)]


def require_distinct(heading: Sequence[str], path: Path) -> None:
    """Do nothing if no two columns have one name.

    Raises
    ------
    ReportError
        If two have; the message names it.
    """
    seen: set[str] = set()
    for name in heading:
        if name in seen:
            raise ReportError(f"{path}: two columns are called {name!r}; rename one")
        seen.add(name)


def _joined(parts: "list[pd.DataFrame]") -> "pd.DataFrame":
    """Parts of a table, one below the other; a column that is a text in one is one."""
    import pandas as pd  # noqa: PLC0415
    from pandas.api.types import union_categoricals  # noqa: PLC0415

    columns = {}
    for name in parts[0].columns:
        each = [part.pop(name) for part in parts]
        if all(isinstance(column.dtype, pd.CategoricalDtype) for column in each):
            columns[name] = union_categoricals(
                [_of_texts(column.array) for column in each], sort_categories=True
            )
        elif name == "is_blank":
            columns[name] = pd.concat(each, ignore_index=True)
        else:
            texts = [column.astype("str") for column in each]
            columns[name] = pd.concat(texts, ignore_index=True)
    return pd.DataFrame(columns)


def _of_texts(cells: "pd.Categorical") -> "pd.Categorical":
    """The same; of no categories at all, categories of texts."""
    categories = cells.categories
    return cells if len(categories) else cells.set_categories(categories.astype("str"))


def _numbered(rows: "pd.DataFrame", too_long: Sequence[int]) -> "pd.DataFrame":
    """Rows by their numbers in the file, of which some were left out."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    numbers = np.arange(1, len(rows) + len(too_long) + 1)
    rows.index = pd.Index(np.setdiff1d(numbers, too_long, assume_unique=True))
    return rows


def blank_rows(rows: "pd.DataFrame") -> "pd.Series[bool]":
    """Whether each row has no cell with a text."""
    import pandas as pd  # noqa: PLC0415

    blank = pd.Series(data=True, index=rows.index)
    for name in rows:
        blank[blank] = rows.loc[blank, name].astype("str").fillna("").str.strip() == ""
        if not blank.any():
            break
    return blank
