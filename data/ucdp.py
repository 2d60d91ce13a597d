"""Rows of UCDP GED as values, and what is wrong with them.

GED is the Georeferenced Event Dataset; its columns and codes here are those of version 5
and later. What the values become as events
is in ``datasets``.

References
----------
Sundberg & Melander, Introducing the UCDP Georeferenced Event Dataset, Journal of Peace
Research 50(4), 2013, doi:10.1177/0022343313484347; and the data set's codebook.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .cells import categorical, days_of, is_blank, mapped, numbers_of, texts_of
from .countries import country_codes
from .errors import ReportError
from .row_problems import (
    SWAPPED,
    Problem,
    count_problem,
    date_problems,
    first_reasons,
    no_point,
    place_problems,
    repeated_id,
    swapped_in_country,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["UCDP_COLUMNS", "is_ucdp", "problems_of", "require_columns", "ucdp_values"]

_REQUIRED: Final = (
    *("id", "date_start", "date_end", "date_prec", "type_of_violence", "side_a", "side_b"),
    *("where_prec", "where_coordinates", "latitude", "longitude", "country"),
    *("low", "best", "high"),
)
_OPTIONAL: Final = (
    *("adm_1", "event_clarity", "source_article", "source_office", "source_headline"),
    *("source_original", "geom_wkt"),
)
UCDP_COLUMNS: Final = frozenset((*_REQUIRED, *_OPTIONAL))
"""Columns that are read."""

_LONG_TEXTS: Final = frozenset({"id", "source_article", "source_headline"})
"""Columns whose cells seldom repeat."""

_NAMED: Final = 4  # missing columns that a message names

_CODES: Final = {"where_prec": 7, "date_prec": 5, "type_of_violence": 3}
"""The largest code of columns whose codes count from 1."""
_DEATHS: Final = ("low", "best", "high")
_POINT: Final = re.compile(r"POINT ?Z? ?\( *([^\s()]+) +([^\s()]+)[^()]*\)", re.IGNORECASE)
_SAME_DEG: Final = 0.01


def is_ucdp(heading: Iterable[str]) -> bool:
    """Whether a table has all columns that UCDP GED is known by."""
    return frozenset(_REQUIRED) <= frozenset(heading)


def require_columns(columns: Iterable[str], path: Path) -> None:
    """Do nothing if a table has the columns of UCDP GED.

    Raises
    ------
    ReportError
        If one is missing; the message names it, the file, and what is expected.
    """
    known = frozenset(columns)
    missing = [name for name in _REQUIRED if name not in known]
    if missing:
        more = f" and {len(missing) - _NAMED:,} more" if len(missing) > _NAMED else ""
        raise ReportError(
            f"{path}: not a table of UCDP GED: it has no column "
            f"{', '.join(map(repr, missing[:_NAMED]))}{more}; expected "
            f"{', '.join(_REQUIRED)}"
        )


def ucdp_values(cells: "pd.DataFrame") -> "pd.DataFrame":
    """The cells as numbers, days and texts, in the same rows.

    Returns
    -------
    DataFrame
        ``id``; ``start`` and ``end`` (datetime64[s]); ``lon`` and ``lat`` (degrees);
        ``stated_lon`` and ``stated_lat`` (of ``geom_wkt``); ``code`` (of the country,
        ISO 3166-1 alpha-2); the columns of codes and deaths as float64; other columns as
        texts. Null is what is not said, and what cannot be read.
    """
    import pandas as pd  # noqa: PLC0415

    values: dict[str, Any] = {
        "id": cells["id"].astype("str").str.strip(),
        "start": days_of(cells["date_start"]),
        "end": days_of(cells["date_end"]),
        "lon": numbers_of(cells["longitude"]),
        "lat": numbers_of(cells["latitude"]),
    }
    values |= {name: numbers_of(cells[name]) for name in (*_CODES, *_DEATHS)}
    values |= {f"{name}_is_blank": is_blank(cells[name]) for name in _DEATHS}
    for name in ("side_a", "side_b", "where_coordinates", "country"):
        values[name] = texts_of(cells[name])
    values["code"] = country_codes(values["country"])
    values |= _optional_values(cells)
    return pd.DataFrame(values, index=cells.index)


def _optional_values(cells: "pd.DataFrame") -> dict[str, Any]:
    import pandas as pd  # noqa: PLC0415

    blank = pd.Series(pd.Categorical([""] * len(cells), [""]), index=cells.index)
    given = {name: cells.get(name, blank) for name in _OPTIONAL}
    points = given.pop("geom_wkt")
    values: dict[str, Any] = {"event_clarity": numbers_of(given.pop("event_clarity"))}
    for name, column in given.items():
        is_long = name in _LONG_TEXTS
        values[name] = column.astype("str") if is_long else texts_of(column)
    for group, name in ((1, "stated_lon"), (2, "stated_lat")):
        parts = mapped(categorical(points), partial(_parts, group=group))
        values[name] = numbers_of(pd.Series(parts))
    return values


def _parts(points: list[str], group: int) -> list[str | None]:
    found = (_POINT.fullmatch(point.strip()) for point in points)
    return [None if match is None else match[group] for match in found]


def problems_of(values: "pd.DataFrame") -> "pd.Series[str]":
    """Why each row cannot be an event, the first reason of several; null if it can."""
    return first_reasons(_problems(values), values.index)


def _problems(values: "pd.DataFrame") -> "Iterator[Problem]":
    yield values["id"] == "", "it has no id"
    yield repeated_id(values["id"])
    for name in ("start", "end"):
        yield values[name].isna(), f"date_{name} is no day of the calendar (2016-01-31)"
    yield from date_problems(values)
    for name, most in _CODES.items():
        is_code = values[name].isin(range(1, most + 1))
        yield ~is_code, f"{name} is no code from 1 to {most}"
    yield from _place_problems(values)
    for name in _DEATHS:
        yield count_problem(values[name], values[f"{name}_is_blank"], name)


def _place_problems(values: "pd.DataFrame") -> "Iterator[Problem]":
    lon, lat = values["lon"], values["lat"]
    yield no_point(lon, lat)
    yield from place_problems(lon, lat)
    stated = (values["stated_lon"], values["stated_lat"])
    known = stated[0].notna() & stated[1].notna()
    differs = known & ~(_is_near(lon, stated[0]) & _is_near(lat, stated[1]))
    is_crossed = _is_near(lon, stated[1]) & _is_near(lat, stated[0])
    yield differs & is_crossed, f"{SWAPPED}: geom_wkt has them the other way round"
    yield differs, "latitude and longitude are not those of geom_wkt"
    yield swapped_in_country(lon, lat, values["code"])


def _is_near(one: "pd.Series[float]", other: "pd.Series[float]") -> "pd.Series[bool]":
    return (one - other).abs() <= _SAME_DEG
