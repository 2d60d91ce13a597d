"""Events of data sets as frames: what is the same of every data set's.

``values`` are frames of numbers, days and texts, a row an event, as the readers of data
sets make them: ``start`` and ``end`` (datetime64[s]), ``lon`` and ``lat`` in degrees.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from .cells import by_row, objects, repeated
from .schema import EVENT_COLUMNS, Status

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = [
    "date_columns",
    "edtf_of_spans",
    "event_frame",
    "names_of_places",
    "parties",
    "title_of",
]

_DAY_CODES: Final = 4_000_000  # more than there are days to the year 9999
_NO_DAY: Final = -1_000_000  # before the year 1
_LISTS: Final = ("initiators", "targets", "conflicts_with")


def event_frame(
    columns: Mapping[str, Any], report: str, lines: "pd.Index[int]"
) -> "pd.DataFrame":
    """Events with columns of `EVENT_COLUMNS`, and ``admin1_name``.

    Parameters
    ----------
    columns
        What is known; the others are null, the status "reported". ``admin1_name`` is the
        first-order division as the data set calls it.
    report
        The name of the data set.
    lines
        The number of each event's row.
    """
    import pandas as pd  # noqa: PLC0415

    count = len(lines)
    known = {
        "report": repeated(report, count),
        "line": lines,
        "status": repeated(str(Status.REPORTED), count),
        **{name: objects([()])[[0] * count] for name in _LISTS},
        **columns,
    }
    empty = pd.Series(None, index=range(count), dtype="object")
    frame = pd.DataFrame({name: known.get(name, empty) for name in EVENT_COLUMNS})
    is_text = {name: str(dtype) == "category" for name, dtype in frame.dtypes.items()}
    frame = frame.astype({n: d for n, d in EVENT_COLUMNS.items() if not is_text[n]})
    admin1_name = known.get("admin1_name")
    if admin1_name is None:
        admin1_name = pd.Categorical([None] * count, pd.Index([], dtype="str"))
    return frame.assign(admin1_name=admin1_name)


def date_columns(
    start: "NDArray[np.datetime64]",
    end: "NDArray[np.datetime64]",
    is_about: "NDArray[np.bool_]",
) -> dict[str, Any]:
    """``date``, ``date_start`` and ``date_end`` of spans of days; NaT: not stated."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    first_day, last_day = (days.astype("datetime64[D]") for days in (start, end))
    first, last = (
        np.where(np.isnat(days), _NO_DAY, days.astype(np.int64))
        for days in (first_day, last_day)
    )
    numbers = (first * _DAY_CODES + last) * 2
    rows, _ = pd.factorize(numbers + is_about)
    _, each = np.unique(rows, return_index=True)
    words = edtf_of_spans(first_day[each], last_day[each], is_about[each])
    return {
        "date": by_row(words, rows),
        "date_start": first_day.astype("datetime64[s]"),
        "date_end": last_day.astype("datetime64[s]"),
    }


def edtf_of_spans(
    start: "NDArray[np.datetime64]",
    end: "NDArray[np.datetime64]",
    is_about: "NDArray[np.bool_]",
) -> list[str | None]:
    """EDTF of spans of days: the day, month or year that they fill, or both ends.

    ``None`` of NaT; a day that is "about" ends in "~".
    """
    import numpy as np  # noqa: PLC0415

    first, last = np.datetime_as_string(start), np.datetime_as_string(end)
    words = np.char.add(np.char.add(first, "/"), last)
    for unit in ("M", "Y"):
        period = start.astype(f"datetime64[{unit}]")
        fills = (period.astype("datetime64[D]") == start) & (
            (period + 1).astype("datetime64[D]") == end + 1
        )
        words = np.where(fills, np.datetime_as_string(period), words)
    days = np.char.add(first, np.where(is_about, "~", ""))
    texts: list[str | None] = np.where(start == end, days, words).tolist()
    unknown = np.isnat(start)
    return [None if no else text for no, text in zip(unknown, texts, strict=True)]


def names_of_places(
    named: "pd.Categorical", lon: "NDArray[np.float64]", lat: "NDArray[np.float64]"
) -> "tuple[pd.Categorical, pd.Categorical]":
    """Names as they are given, and with coordinates for missing ones; same categories.

    Where the coordinates are missing too, so is the name.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    bare = np.flatnonzero((named.codes < 0) & ~np.isnan(lon))
    points = np.char.add(np.char.mod("%.4f, ", lat[bare]), np.char.mod("%.4f", lon[bare]))
    called = pd.Index(named.categories, dtype="str")
    texts = called.append(pd.Index(points, dtype="str")).unique()
    codes = named.codes.astype(np.int64)
    codes[bare] = texts.get_indexer(pd.Index(points, dtype="str"))
    every = pd.Categorical.from_codes(codes, texts).remove_unused_categories()
    return named.set_categories(every.categories), every


def parties(names: "pd.Categorical", mark: str) -> "NDArray[np.object_]":
    """Tuples of the names that a mark parts, each once, in order; rows share them."""
    split = (text.split(mark) for text in names.categories)
    lists = [
        tuple(dict.fromkeys(name.strip() for name in each if name.strip()))
        for each in split
    ]
    by_name: NDArray[np.object_] = objects([*lists, ()])[names.codes]
    return by_name


def title_of(source: str, values: "pd.DataFrame") -> str:
    """A title of what a data set is, where and when: ``"UCDP GED: Syria, 2016–2019"``.

    ``values`` has ``country``, a categorical of names, beside ``start`` and ``end``.
    """
    if values.empty:
        return source
    names = values["country"].value_counts()
    names = names[names > 0]
    where = ", ".join(names.index) if len(names) <= 3 else f"{len(names)} countries"
    first, last = values["start"].min().year, values["end"].max().year
    years = f"{first}" if first == last else f"{first}–{last}"
    return f"{source}: {where}, {years}" if where else f"{source}: {years}"
