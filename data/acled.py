"""ACLED's tables as events.

ACLED's types are this project's, and its columns have their counterparts: ``actor1`` and
its associates are the initiators, ``actor2`` and its the targets, ``notes`` the summary,
``source`` the publisher. What is decided here:

- **Dates.** ``time_precision`` 2, "the week": the seven days round ``event_date``; 3, "the
  month": its calendar month.
- **Where.** ``geo_precision`` 1 is a settlement, 2 within 25 km of it, 3 the division.
- **Deaths** are the lowest number that sources tell, as everywhere here.

References
----------
ACLED, Codebook, 2023.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from .cell_dates import read_dates
from .cells import (
    by_row,
    combined,
    is_blank,
    long_texts,
    mapped,
    numbers_of,
    objects,
    repeated,
    texts_of,
)
from .coded_events import date_columns, event_frame, names_of_places, title_of
from .countries import country_codes
from .dataset import Dataset
from .place_precision import ACLED_CODES
from .row_problems import (
    Problem,
    count_problem,
    date_problems,
    first_reasons,
    no_point,
    place_problems,
    rejected_rows,
    repeated_id,
    swapped_in_country,
)
from .schema import Kind
from .type_words import type_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from .table_files import TextTable
    from .workbooks import Workbook

__all__ = ["is_acled", "read_acled"]

_SOURCE: Final = "ACLED"
_PUBLISHER: Final = "Armed Conflict Location & Event Data (ACLED)"
_NOTES: Final = (
    "Deaths are ACLED's: the lowest number that its sources tell.",
    "In battles ACLED's first actor is not always who attacked.",
    "ACLED's terms of use restrict who may be given its data.",
)
_REQUIRED: Final = (
    *("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1"),
    *("country", "latitude", "longitude"),
)
_OPTIONAL: Final = (
    *("time_precision", "geo_precision", "actor2", "assoc_actor_1", "assoc_actor_2"),
    *("admin1", "location", "source", "source_scale", "notes", "fatalities"),
)
_CODES: Final = ("time_precision", "geo_precision")
_WEEK, _MONTH = 2, 3
_HALF_WEEK: Final = 3
_REGION: Final = 3


def is_acled(heading: Iterable[str]) -> bool:
    """Whether a table has the columns that ACLED's are known by."""
    return frozenset(_REQUIRED) <= frozenset(map(str.casefold, heading))


def read_acled(table: "TextTable | Workbook", name: str) -> Dataset:
    """The events of a table of ACLED's.

    Raises
    ------
    ReportError
        If it is no table.
    """
    known = frozenset((*_REQUIRED, *_OPTIONAL))
    read = table.read(keep={h for h in table.first_row if h.casefold() in known})
    cells = read.cells.rename(columns=str.casefold)
    values = _values(cells)
    reasons = first_reasons(_problems(values), values.index)
    is_event = reasons.isna()
    values = values[is_event]
    return Dataset(
        title=title_of(_SOURCE, values),
        events=_events(values, cells[is_event], name),
        rejected=rejected_rows(reasons, read.too_long),
        publisher=_PUBLISHER,
        notes=(*_NOTES, *read.notes),
    )


def _column(cells: "pd.DataFrame", name: str, default: str = "") -> "pd.Series[Any]":
    import pandas as pd  # noqa: PLC0415

    if name in cells:
        return cells[name]
    return pd.Series(repeated(default, len(cells)), index=cells.index)


def _values(cells: "pd.DataFrame") -> "pd.DataFrame":
    """Numbers, days and texts, in the same rows; null is what cannot be read."""
    import pandas as pd  # noqa: PLC0415

    dates = read_dates(cells["event_date"])
    deaths = _column(cells, "fatalities")
    values: dict[str, Any] = {
        "id": cells["event_id_cnty"].astype("str").str.strip().fillna(""),
        "start": dates.start,
        "end": dates.end,
        "is_ambiguous": dates.is_ambiguous,
        "lon": numbers_of(cells["longitude"]),
        "lat": numbers_of(cells["latitude"]),
        "fatalities": numbers_of(deaths),
        "no_fatalities": is_blank(deaths),
        **{name: numbers_of(_column(cells, name, "1")) for name in _CODES},
        **{name: texts_of(cells[name]) for name in ("country", "event_type")},
        "sub_event_type": texts_of(cells["sub_event_type"]),
    }
    values["code"] = country_codes(values["country"])
    return pd.DataFrame(values, index=cells.index)


def _problems(values: "pd.DataFrame") -> "Iterator[Problem]":
    yield values["id"] == "", "it has no id"
    yield repeated_id(values["id"])
    yield values["is_ambiguous"], "event_date can be read two ways: write it as 2016-01-31"
    is_day = values["start"].notna() & (values["start"] == values["end"])
    yield ~is_day, "event_date is no day of the calendar (2016-01-31)"
    yield from date_problems(values)
    for name in _CODES:
        yield ~values[name].isin(ACLED_CODES), f"{name} is no code from 1 to 3"
    yield values["event_type"].isna() & values["sub_event_type"].isna(), "it has no type"
    yield no_point(values["lon"], values["lat"])
    yield from place_problems(values["lon"], values["lat"])
    yield swapped_in_country(values["lon"], values["lat"], values["code"])
    yield count_problem(values["fatalities"], values["no_fatalities"], "fatalities")


def _events(values: "pd.DataFrame", cells: "pd.DataFrame", name: str) -> "pd.DataFrame":
    import numpy as np  # noqa: PLC0415

    lon, lat = values["lon"].to_numpy(), values["lat"].to_numpy()
    place, place_name = names_of_places(texts_of(_column(cells, "location")), lon, lat)
    where = values["geo_precision"].to_numpy(np.int64)
    start, end = _widened(values)
    publisher = mapped(
        texts_of(_column(cells, "source")), lambda each: [*map(_names, each)]
    )
    columns: dict[str, Any] = {
        "event_id": values["id"].array,
        **_types(values),
        **date_columns(start, end, np.zeros(len(values), bool)),
        "initiators": _sides(cells, "actor1", "assoc_actor_1"),
        "targets": _sides(cells, "actor2", "assoc_actor_2"),
        "summary": long_texts(_column(cells, "notes")),
        "place": place,
        "place_name": place_name,
        "lon": lon,
        "lat": lat,
        "kind": by_row([str(Kind.OTHER), str(Kind.ADMIN1)], (where == _REGION).astype(int)),
        "country": values["code"].array.remove_unused_categories(),
        "precision": by_row([str(each[0]) for each in ACLED_CODES.values()], where - 1),
        "uncertainty_m": np.array([each[2] for each in ACLED_CODES.values()])[where - 1],
        "place_source": repeated(_SOURCE, len(values)),
        "publisher": publisher,
        "source_text": _source_texts(cells, publisher),
        "fatalities": values["fatalities"].to_numpy(),
        "admin1_name": texts_of(_column(cells, "admin1")),
    }
    return event_frame(columns, name, values.index)


def _types(values: "pd.DataFrame") -> "dict[str, pd.Categorical]":
    """Types and sub-event types as this project writes them."""
    keys = ("event_type", "sub_event_type")
    rows, told = combined(*(values[key].array for key in keys))
    pairs = [type_pair(*pair) for pair in told]
    return {key: by_row([pair[n] for pair in pairs], rows) for n, key in enumerate(keys)}


def _widened(
    values: "pd.DataFrame",
) -> "tuple[NDArray[np.datetime64], NDArray[np.datetime64]]":
    """First and last possible days, by ``time_precision``."""
    import numpy as np  # noqa: PLC0415

    day = values["start"].to_numpy("datetime64[D]")
    code = values["time_precision"].to_numpy()
    month = day.astype("datetime64[M]")
    start = np.where(code == _WEEK, day - _HALF_WEEK, day)
    end = np.where(code == _WEEK, day + _HALF_WEEK, day)
    start = np.where(code == _MONTH, month.astype("datetime64[D]"), start)
    end = np.where(code == _MONTH, (month + 1).astype("datetime64[D]") - 1, end)
    return start, end


def _sides(cells: "pd.DataFrame", actor: str, associates: str) -> "NDArray[np.object_]":
    """An actor and those with it, each once; rows with the same ones share a tuple."""
    rows, told = combined(*(texts_of(_column(cells, name)) for name in (actor, associates)))
    sides: NDArray[np.object_] = objects([_side(*pair) for pair in told])[rows]
    return sides


def _side(actor: str | None, associates: str | None) -> tuple[str, ...]:
    names = (actor or "", *(associates or "").split(";"))
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def _source_texts(cells: "pd.DataFrame", publisher: "pd.Categorical") -> "pd.Categorical":
    """What an event's source is called, with how wide it reaches: "Courier (National)"."""
    rows, told = combined(publisher, texts_of(_column(cells, "source_scale")))
    words = [f"{name} ({scale})" if name and scale else name for name, scale in told]
    return by_row(words, rows)


def _names(text: str) -> str | None:
    """Sources, each once: ACLED parts them by semicolons."""
    names = (name.strip() for name in text.split(";"))
    return ", ".join(dict.fromkeys(name for name in names if name)) or None
