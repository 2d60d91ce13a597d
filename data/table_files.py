"""Tables in CSV files, plain or packed, as columns of text.

``read_table`` answers what is in each cell; what a cell means is asked in ``cells`` and
by whoever knows the table. Rows that cannot be cells of the heading are told, not lost.
"""

import gzip
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .decoding import decode_text
from .errors import ReportError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TABLE_ENDINGS", "Table", "read_table", "table_name"]

TABLE_ENDINGS: Final = (".csv", ".csv.gz", ".zip")
"""Endings of files that are read as tables; a .zip holds one .csv."""

MAX_BYTES: Final = 2_000_000_000
_JUNK: Final = "__MACOSX/"
_SKIPPED: Final = re.compile(r"line (\d+): expected \d+ fields, saw \d+")


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table."""

    cells: "pd.DataFrame"
    """Text; categorical but for the columns of long texts. The index numbers the rows of
    the file, its heading being 1: as a spreadsheet does. Blank rows are left out."""
    too_long: tuple[int, ...]
    """Numbers of the rows with more cells than the heading, which are left out."""


def table_name(path: Path) -> str:
    """A file's name without its endings."""
    name = path.name
    for ending in TABLE_ENDINGS:
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return path.stem


def read_table(path: Path, *, long_texts: Iterable[str] = ()) -> Table:
    """The cells of a comma-separated file with a heading, in any encoding.

    Parameters
    ----------
    path
        A file that ends in one of `TABLE_ENDINGS`.
    long_texts
        Columns whose cells seldom repeat: they become text, the others categoricals.

    Raises
    ------
    ReportError
        If there is no table in the file; the message says where and what to do.
    """
    name = str(path)
    text = decode_text(_content(path), name)
    if not text.strip():
        raise ReportError(f"{name}: nothing in it; expected a table with a heading")
    heading, rows, too_long = _parsed(text, name, frozenset(long_texts))
    doubled = heading[heading.duplicated()]
    if len(doubled):
        raise ReportError(f"{name}: two columns are called {doubled[0]!r}; rename one")
    rows.columns = heading
    return Table(rows[~_is_blank(rows)], too_long)


def _parsed(
    text: str, name: str, long_texts: frozenset[str]
) -> "tuple[pd.Index[str], pd.DataFrame, tuple[int, ...]]":
    """The heading, the rows by their numbers, and the numbers of those left out.

    The heading is read as a row: pandas takes the first column of a table for row names
    if the first row has a cell more than its heading, and cells would change columns.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    content = io.BytesIO(text.encode())
    shape = {"header": None, "keep_default_na": False, "skip_blank_lines": False}
    try:
        heading = pd.read_csv(content, nrows=1, dtype="str", **shape).iloc[0].str.strip()
        types = {i: "str" if h in long_texts else "category" for i, h in heading.items()}
        content.seek(0)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", pd.errors.ParserWarning)
            rows = pd.read_csv(
                content, dtype=types, on_bad_lines="warn", low_memory=False, **shape
            )
    except pd.errors.ParserError as err:
        raise ReportError(f"{name}: no table of comma-separated cells: {err}") from err
    said = "\n".join(str(warning.message) for warning in caught)
    too_long = tuple(int(number) for number in _SKIPPED.findall(said))
    numbers = np.arange(1, len(rows) + len(too_long) + 1)
    rows.index = pd.Index(np.setdiff1d(numbers, too_long, assume_unique=True))
    return pd.Index(heading), rows.iloc[1:], too_long


def _is_blank(rows: "pd.DataFrame") -> "pd.Series[bool]":
    import pandas as pd  # noqa: PLC0415

    blank = pd.Series(data=True, index=rows.index)
    for name in rows:
        blank[blank] = rows.loc[blank, name].astype("str").str.strip() == ""
        if not blank.any():
            break
    return blank


def _content(path: Path) -> bytes:
    """The bytes of a table, unpacked."""
    name = path.name.lower()
    try:
        if name.endswith(".zip"):
            return _unzipped(path)
        with gzip.open(path) if name.endswith(".gz") else path.open("rb") as file:
            return _limited(file.read(MAX_BYTES + 1), path)
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError) as err:
        raise ReportError(f"{path}: damaged, cannot be unpacked: {err}") from err


def _unzipped(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        tables = [
            inside
            for inside in archive.infolist()
            if inside.filename.lower().endswith(".csv")
            and not inside.filename.startswith(_JUNK)
        ]
        if len(tables) != 1:
            raise ReportError(
                f"{path}: {len(tables)} CSV files in it; expected one: unpack it"
            )
        if tables[0].flag_bits & 1:
            raise ReportError(f"{path}: locked by a password: unpack it")
        with archive.open(tables[0]) as file:
            return _limited(file.read(MAX_BYTES + 1), path)


def _limited(content: bytes, path: Path) -> bytes:
    if len(content) > MAX_BYTES:
        raise ReportError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB; split it")
    return content
