"""What the cells of a table say: numbers, counts, days, texts.

Columns are categoricals of text: each distinct cell is looked at once.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["days_of", "mapped", "numbers_of", "repeated", "taken", "texts_of"]

_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9:.]{0,20}Z?)?"


def numbers_of(column: "pd.Series[Any]") -> "NDArray[np.float64]":
    """The number in each cell; NaN where there is none, or an infinite one."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    cells = column.array
    words = pd.Series(cells.categories, dtype="str").str.strip()
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

    cells = column.array
    words = pd.Series(cells.categories, dtype="str").str.strip()
    words = words.where(words.str.fullmatch(_DAY)).str.slice(0, 10)
    days = pd.to_datetime(words, format="%Y-%m-%d", errors="coerce")
    values = np.append(days.to_numpy("datetime64[s]"), np.datetime64("NaT", "s"))
    by_row: NDArray[np.datetime64] = values[cells.codes]
    return by_row


def texts_of(column: "pd.Series[Any]") -> "pd.Categorical":
    """The text of each cell without blanks round it; missing where there is none."""
    return mapped(column.array, lambda words: [word.strip() or None for word in words])


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
