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
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .cells import days_of, mapped, numbers_of, texts_of
from .errors import ReportError
from .tables import load_countries, read_countries

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["LONG_TEXTS", "problems_of", "require_columns", "ucdp_values"]

_REQUIRED: Final = (
    *("id", "date_start", "date_end", "date_prec", "type_of_violence", "side_a", "side_b"),
    *("where_prec", "where_coordinates", "latitude", "longitude", "country"),
    *("low", "best", "high"),
)
_OPTIONAL: Final = (
    *("adm_1", "event_clarity", "source_article", "source_office", "source_headline"),
    *("source_original", "geom_wkt"),
)
LONG_TEXTS: Final = frozenset({"id", "source_article", "source_headline"})
"""Columns whose cells seldom repeat."""

_NAMED: Final = 4  # missing columns that a message names

_CODES: Final = {"where_prec": 7, "date_prec": 5, "type_of_violence": 3}
"""The largest code of columns whose codes count from 1."""
_DEATHS: Final = ("low", "best", "high")
_MOST_DEATHS: Final = 2**31
_POINT: Final = re.compile(r"POINT ?Z? ?\( *([^\s()]+) +([^\s()]+)[^()]*\)", re.IGNORECASE)
_SAME_DEG: Final = 0.01
_POLAR_DEG: Final = 85.0
"""Where the web's maps end."""
_NEAR_DEG: Final = 2.0
"""How far from the box of its country an event may lie before its coordinates are taken
for swapped; only if they lie in the box the other way round."""


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
            f"{path}: not a table of UCDP GED, the only data set that is read: it has no "
            f"column {', '.join(map(repr, missing[:_NAMED]))}{more}; expected "
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
        "id": cells["id"].str.strip().to_numpy(),
        "start": days_of(cells["date_start"]),
        "end": days_of(cells["date_end"]),
        "lon": numbers_of(cells["longitude"]),
        "lat": numbers_of(cells["latitude"]),
    }
    values |= {name: numbers_of(cells[name]) for name in (*_CODES, *_DEATHS)}
    values |= {
        f"{name}_is_blank": cells[name].array.isin(["", *_blanks(cells[name])])
        for name in _DEATHS
    }
    for name in ("side_a", "side_b", "where_coordinates", "country"):
        values[name] = texts_of(cells[name])
    values["code"] = mapped(values["country"], lambda names: [*map(country_code, names)])
    values |= _optional_values(cells)
    return pd.DataFrame(values, index=cells.index)


def _blanks(column: "pd.Series[Any]") -> list[str]:
    return [word for word in column.cat.categories if not word.strip()]


def _optional_values(cells: "pd.DataFrame") -> dict[str, Any]:
    import pandas as pd  # noqa: PLC0415

    blank = pd.Series(pd.Categorical([""] * len(cells), [""]), index=cells.index)
    given = {name: cells.get(name, blank) for name in _OPTIONAL}
    points = given.pop("geom_wkt")
    values: dict[str, Any] = {"event_clarity": numbers_of(given.pop("event_clarity"))}
    for name, column in given.items():
        is_long = name in LONG_TEXTS
        values[name] = column.astype("str").to_numpy() if is_long else texts_of(column)
    for group, name in ((1, "stated_lon"), (2, "stated_lat")):
        parts = mapped(points.array, partial(_parts, group=group))
        values[name] = numbers_of(pd.Series(parts))
    return values


def _parts(points: list[str], group: int) -> list[str | None]:
    found = (_POINT.fullmatch(point.strip()) for point in points)
    return [None if match is None else match[group] for match in found]


def problems_of(values: "pd.DataFrame") -> "pd.Series[str]":
    """Why each row cannot be an event, the first reason of several; null if it can."""
    import pandas as pd  # noqa: PLC0415

    reasons = pd.Series(None, index=values.index, dtype="object")
    for is_wrong, reason in _problems(values):
        reasons[is_wrong & reasons.isna()] = reason
    return reasons


def _problems(values: "pd.DataFrame") -> "Iterator[tuple[pd.Series[bool], str]]":
    yield values["id"] == "", "it has no id"
    yield values["id"].duplicated(), "its id is that of an earlier row"
    for name in ("start", "end"):
        yield values[name].isna(), f"date_{name} is no day of the calendar (2016-01-31)"
    yield values["end"] < values["start"], "it ends before it begins"
    for name, most in _CODES.items():
        is_code = values[name].isin(range(1, most + 1))
        yield ~is_code, f"{name} is no code from 1 to {most}"
    yield from _place_problems(values)
    for name in _DEATHS:
        count = values[name]
        is_count = (count >= 0) & (count < _MOST_DEATHS) & (count % 1 == 0)
        yield ~(is_count | values[f"{name}_is_blank"]), f"{name} is no number of people"


def _place_problems(values: "pd.DataFrame") -> "Iterator[tuple[pd.Series[bool], str]]":
    lon, lat = values["lon"], values["lat"]
    swapped = "latitude and longitude are swapped"
    yield lon.isna() | lat.isna(), "latitude or longitude is no number"
    beyond = lat.abs() > 90
    yield beyond & (lat.abs() <= 180) & (lon.abs() <= 90), f"{swapped}: no such latitude"
    yield beyond | (lon.abs() > 180), "latitude or longitude is not on earth"
    yield (lon == 0) & (lat == 0), "its coordinates are 0, 0, which stand for unknown ones"
    yield lat.abs() > _POLAR_DEG, "it is nearer to a pole than 5 degrees, beyond the map"
    stated = (values["stated_lon"], values["stated_lat"])
    known = stated[0].notna() & stated[1].notna()
    differs = known & ~(_is_near(lon, stated[0]) & _is_near(lat, stated[1]))
    is_crossed = _is_near(lon, stated[1]) & _is_near(lat, stated[0])
    yield differs & is_crossed, f"{swapped}: geom_wkt has them the other way round"
    yield differs, "latitude and longitude are not those of geom_wkt"
    yield _is_swapped_in_country(values), f"{swapped}: so, it would be in another country"


def _is_near(one: "pd.Series[float]", other: "pd.Series[float]") -> "pd.Series[bool]":
    return (one - other).abs() <= _SAME_DEG


def _is_swapped_in_country(values: "pd.DataFrame") -> "NDArray[np.bool_]":
    """Whether a point lies off the box of its country, and in it the other way round."""
    import numpy as np  # noqa: PLC0415

    outlines = read_countries()
    outlines = outlines[outlines["code"].notna()].set_index("code")
    boxes = outlines.bounds.reindex(values["code"].array.categories).to_numpy(float)
    boxes = np.vstack([boxes, np.full(4, np.nan)])[values["code"].array.codes]
    west, south, east, north = boxes.T
    lon, lat = values["lon"].to_numpy(), values["lat"].to_numpy()
    is_off = (
        (lon < west - _NEAR_DEG)
        | (lon > east + _NEAR_DEG)
        | (lat < south - _NEAR_DEG)
        | (lat > north + _NEAR_DEG)
    )
    is_crossed = (lat >= west) & (lat <= east) & (lon >= south) & (lon <= north)
    crossed: NDArray[np.bool_] = is_off & is_crossed
    return crossed


def country_code(name: str) -> str | None:
    """ISO code of a country as UCDP names it: ``"Yemen (North Yemen)"``; or ``None``."""
    parts = (name, *re.split(r"[(),]", name))
    codes = (_country_names().get(part.strip().casefold()) for part in parts)
    return next((code for code in codes if code is not None), None)


@cache
def _country_names() -> dict[str, str]:
    """Codes by name in lower case; the usual names have the last word."""
    countries = load_countries()
    codes = {name.casefold(): each.code for each in countries for name in each.names}
    return codes | {each.name.casefold(): each.code for each in countries}
