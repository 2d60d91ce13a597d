"""What the cells of a table say: numbers, counts, days, texts.

Columns are texts or categoricals of text: each distinct cell is looked at once.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = [
    "by_row",
    "categorical",
    "combined",
    "days_of",
    "is_blank",
    "long_texts",
    "mapped",
    "numbers_of",
    "objects",
    "plain_digits",
    "repeated",
    "stated",
    "taken",
    "texts_of",
]

_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9:.]{0,20}Z?)?"


_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫−", "01234567890123456789.-")
_WITH_COMMA: Final = {
    ".": r"[+-]?[0-9]{1,3},[0-9]+",
    "": r"[0-9]{1,3}(?:,[0-9]{3})+",
}
"""Numbers with commas, by what the comma stands for."""
_NOTHING: Final = frozenset(
    {"", "-", "–", "—", "?", "na", "n/a", "null", "none", "unknown"}
)


def categorical(column: "pd.Series[Any]") -> "pd.Categorical":
    """The cells of a column as a categorical of texts; missing stays missing."""
    import pandas as pd  # noqa: PLC0415

    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.array
    codes, distinct = pd.factorize(column)
    return pd.Categorical.from_codes(codes, pd.Index(distinct, dtype="str"))


def plain_digits(words: "pd.Series[str]") -> "pd.Series[str]":
    """Texts with European digits for Arabic and Persian ones."""
    other = ~words.str.isascii().fillna(value=True).astype(bool)
    if other.any():
        words = words.copy()
        words[other] = words[other].str.translate(_DIGITS)
    return words


def stated(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """The texts of a column; missing where a cell says that nothing is known."""
    import pandas as pd  # noqa: PLC0415

    said = mapped(
        categorical(column),
        lambda words: [
            None if word.strip().casefold() in _NOTHING else word.strip() for word in words
        ],
    )
    return pd.Series(said, index=column.index)


def numbers_of(
    column: "pd.Series[Any]", *, comma: str | None = None
) -> "NDArray[np.float64]":
    """The number in each cell; NaN where there is none, or an infinite one.

    Parameters
    ----------
    column
        Texts.
    comma
        What a comma is read as: "." before decimals (36,6339), "" between thousands
        (1,200); by default a number has none.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    cells = categorical(column)
    words = plain_digits(pd.Series(cells.categories, dtype="str").str.strip())
    if comma is not None:
        has_comma = words.str.fullmatch(_WITH_COMMA[comma]).fillna(value=False)
        words = words.mask(has_comma.astype(bool), words.str.replace(",", comma))
    values = pd.to_numeric(words, errors="coerce").to_numpy(np.float64)
    values = np.append(np.where(np.isfinite(values), values, np.nan), np.nan)
    by_row: NDArray[np.float64] = values[cells.codes]
    return by_row


def days_of(column: "pd.Series[Any]") -> "NDArray[np.datetime64]":
    """The day in each cell, datetime64[s]; NaT where there is none.

    ISO 8601, a time of day after it being left out: ``2016-01-31 00:00:00.000``.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    cells = categorical(column)
    words = pd.Series(cells.categories, dtype="str").str.strip()
    words = words.where(words.str.fullmatch(_DAY)).str.slice(0, 10)
    days = pd.to_datetime(words, format="%Y-%m-%d", errors="coerce")
    values = np.append(days.to_numpy("datetime64[s]"), np.datetime64("NaT", "s"))
    by_row: NDArray[np.datetime64] = values[cells.codes]
    return by_row


def is_blank(column: "pd.Series[Any]") -> "NDArray[np.bool_]":
    """Whether each cell is empty or blank, but not whether it is missing."""
    import numpy as np  # noqa: PLC0415

    cells = categorical(column)
    blank = np.array([*(not word.strip() for word in cells.categories), False])
    by_row: NDArray[np.bool_] = blank[cells.codes]
    return by_row


def texts_of(column: "pd.Series[Any]") -> "pd.Categorical":
    """The text of each cell without blanks round it; missing where there is none."""
    return mapped(
        categorical(column), lambda words: [word.strip() or None for word in words]
    )


def long_texts(column: "pd.Series[Any]") -> "pd.api.extensions.ExtensionArray":
    """The same of cells that seldom repeat, which need be no categorical."""
    import pandas as pd  # noqa: PLC0415

    if isinstance(column.dtype, pd.CategoricalDtype):
        return texts_of(column)
    words = column.str.strip()
    return words.where(words != "").array


def mapped(
    cells: "pd.Categorical", function: Callable[[list[str]], list[str | None]]
) -> "pd.Categorical":
    """The distinct texts of a categorical made into others; missing stays missing."""
    import pandas as pd  # noqa: PLC0415

    made = pd.Series(function(cells.categories.tolist()), dtype="str")
    codes, distinct = pd.factorize(made)
    return taken(pd.Index(distinct, dtype="str"), codes, cells.codes)


def taken(
    distinct: "pd.Index[str]", codes: "NDArray[Any]", rows: "NDArray[Any]"
) -> "pd.Categorical":
    """A categorical of texts, by the number of each row's; -1 is missing.

    Parameters
    ----------
    distinct
        The texts, each once.
    codes
        Numbers of texts, in the order that `rows` numbers them.
    rows
        A number each row.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    found = pd.Categorical.from_codes(np.append(codes, -1)[rows], distinct)
    return found.remove_unused_categories()


def repeated(text: str, count: int) -> "pd.Categorical":
    """A categorical of one text, in `count` rows."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    return taken(pd.Index([text], dtype="str"), np.array([0]), np.zeros(count, np.int64))


def by_row(words: "Sequence[str | None]", rows: "NDArray[Any]") -> "pd.Categorical":
    """A categorical of texts from the text of each number and the number of each row."""
    import pandas as pd  # noqa: PLC0415

    codes, distinct = pd.factorize(pd.Series(words, dtype="str"))
    return taken(pd.Index(distinct, dtype="str"), codes, rows)


def objects(values: "Sequence[Any]") -> "NDArray[np.object_]":
    """An array of the values as they are, tuples included."""
    import numpy as np  # noqa: PLC0415

    array = np.empty(len(values), object)
    for row, value in enumerate(values):
        array[row] = value
    return array


def combined(
    *columns: "pd.Categorical",
) -> "tuple[NDArray[np.int64], list[tuple[str | None, ...]]]":
    """A number for each distinct combination of texts, and the combinations in order.

    Returns
    -------
    tuple
        The number of each row's combination; the texts of each, ``None`` if missing.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    rows = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        codes = column.codes.astype(np.int64)
        rows, _ = pd.factorize(rows * (len(column.categories) + 1) + codes)
    _, first = np.unique(rows, return_index=True)
    words = [
        objects([*column.categories, None])[column.codes[first]].tolist()
        for column in columns
    ]
    return rows, list(zip(*words, strict=True))
