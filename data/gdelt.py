"""GDELT's event tables as events.

GDELT 2.0 exports have 61 columns and no heading. They are coded by machine from the news,
sentence by sentence: one event is told many times, and what is told may be a threat, a
memory or a film. What is decided here:

- **Which rows.** Those whose CAMEO code is of protest (14), a show of force (15), coercion
  (17), assault (18), fighting (19) or mass violence (20). Others are counted, and left out.
- **Types** are ACLED's where the code means no more, else CAMEO's own words.
- **Where.** ``ActionGeo_Type`` 3 and 4 are cities, 2 and 5 first-order divisions, 1 a
  country, whose point says nothing of where.
- **Who says so.** The site of the first article that was read; its address is the source.

References
----------
Schrodt, CAMEO: Conflict and Mediation Event Observations, version 1.1b3, 2012; The GDELT
Event Database Data Format Codebook, version 2.0, 2015.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from .cameo import cameo_type
from .cell_dates import read_dates
from .cells import (
    by_row,
    categorical,
    combined,
    mapped,
    numbers_of,
    repeated,
    texts_of,
)
from .coded_events import date_columns, event_frame, names_of_places, parties, title_of
from .countries import country_codes
from .dataset import Dataset
from .place_precision import UCDP_CODES, Placing
from .row_problems import (
    Problem,
    date_problems,
    first_reasons,
    no_point,
    place_problems,
    rejected_rows,
    repeated_id,
)
from .schema import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from .table_files import TextTable
    from .workbooks import Workbook

__all__ = ["is_gdelt", "read_gdelt"]

_SOURCE: Final = "GDELT"
_PUBLISHER: Final = "GDELT Project"
_NOTE: Final = (
    "GDELT's events are coded by machine from the news: nobody has read them, and what "
    "several articles tell of may be here several times."
)
_ACTOR: Final = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code"),
    *("Religion2Code", "Type1Code", "Type2Code", "Type3Code"),
)
_GEO: Final = (
    *("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long"),
    "FeatureID",
)
_COLUMNS: Final = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{side}{name}" for side in (1, 2) for name in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
    *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
_USED: Final = (
    *("GLOBALEVENTID", "SQLDATE", "Actor1Name", "Actor2Name", "EventCode", "SOURCEURL"),
    *("ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_Lat", "ActionGeo_Long"),
)
_FOLDED: Final = frozenset(map(str.casefold, _USED))

_PLACES: Final[dict[int, Placing]] = {
    1: UCDP_CODES[6],
    2: UCDP_CODES[4],
    3: UCDP_CODES[1],
    4: UCDP_CODES[1],
    5: UCDP_CODES[4],
}
"""By ``ActionGeo_Type``: a country, a state of the US, a city there, a city, a division."""
_DIVISIONS: Final = frozenset({2, 5})


def is_gdelt(first_row: Sequence[str]) -> bool:
    """Whether a table begins as GDELT's do: with its heading, or with an event."""
    return _has_heading(first_row) or _is_event(first_row)


def _has_heading(first_row: Sequence[str]) -> bool:
    return _FOLDED.issubset(map(str.casefold, first_row))


def _is_event(row: Sequence[str]) -> bool:
    return (
        len(row) == len(_COLUMNS)
        and row[0].isdecimal()
        and len(row[1]) == len("20241130")
        and row[1].isdecimal()
        and row[1].startswith(row[3])
    )


def read_gdelt(table: "TextTable | Workbook", name: str) -> Dataset:
    """The events of a table of GDELT's.

    Raises
    ------
    ReportError
        If it is no table.
    """
    if _has_heading(table.first_row):
        keep = {heading for heading in table.first_row if heading.casefold() in _FOLDED}
        read = table.read(keep=keep)
    else:
        read = table.read(keep=frozenset(_USED), names=_COLUMNS)
    cells = read.cells.rename(columns=str.casefold)
    cells = cells.rename(columns={name.casefold(): name for name in _USED})
    is_told = _types(cells["EventCode"])["event_type"].notna()
    others = int((~is_told).sum())
    values = _values(cells[is_told])
    reasons = first_reasons(_problems(values), values.index)
    values = values[reasons.isna()]
    return Dataset(
        title=title_of(_SOURCE, values),
        events=_events(values, cells.loc[values.index], name),
        rejected=rejected_rows(reasons, read.too_long),
        publisher=_PUBLISHER,
        notes=(*_notes(others), *read.notes),
    )


def _notes(others: int) -> tuple[str, ...]:
    if not others:
        return (_NOTE,)
    left_out = f"{others:,} rows of GDELT tell of no protest, force or violence; left out."
    return _NOTE, left_out


def _values(cells: "pd.DataFrame") -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415

    dates = read_dates(cells["SQLDATE"])
    where = texts_of(cells["ActionGeo_FullName"])
    country = mapped(where, lambda names: [each.split(",")[-1].strip() for each in names])
    values: dict[str, Any] = {
        "id": cells["GLOBALEVENTID"].astype("str").str.strip().fillna(""),
        "start": dates.start,
        "end": dates.end,
        "where": numbers_of(cells["ActionGeo_Type"]),
        "lon": numbers_of(cells["ActionGeo_Long"]),
        "lat": numbers_of(cells["ActionGeo_Lat"]),
        "place": where,
        "country": country,
        "code": country_codes(country),
    }
    return pd.DataFrame(values, index=cells.index)


def _problems(values: "pd.DataFrame") -> "Iterator[Problem]":
    yield values["id"] == "", "it has no id"
    yield repeated_id(values["id"])
    is_day = values["start"].notna() & (values["start"] == values["end"])
    yield ~is_day, "SQLDATE is no day of the calendar (20160131)"
    yield from date_problems(values)
    yield ~values["where"].isin(_PLACES), "it has no place: ActionGeo_Type is not 1 to 5"
    yield no_point(values["lon"], values["lat"])
    yield from place_problems(values["lon"], values["lat"])


def _types(codes: "pd.Series[Any]") -> "dict[str, pd.Series[Any]]":
    """Types by CAMEO code; missing of codes that are left out."""
    import pandas as pd  # noqa: PLC0415

    said = categorical(codes)
    pairs = [cameo_type(code.strip()) for code in said.categories]
    return {
        key: pd.Series(
            by_row([None if p is None else p[n] for p in pairs], said.codes),
            index=codes.index,
        )
        for n, key in enumerate(("event_type", "sub_event_type"))
    }


def _events(values: "pd.DataFrame", cells: "pd.DataFrame", name: str) -> "pd.DataFrame":
    import numpy as np  # noqa: PLC0415

    lon, lat = values["lon"].to_numpy(), values["lat"].to_numpy()
    place, place_name = names_of_places(values["place"].array, lon, lat)
    rows = values["where"].to_numpy(np.int64) - 1
    placings = [*_PLACES.values()]
    actors = [texts_of(cells[f"Actor{side}Name"]) for side in (1, 2)]
    url = texts_of(cells["SOURCEURL"])
    is_division = np.isin(rows + 1, [*_DIVISIONS])
    columns: dict[str, Any] = {
        "event_id": values["id"].array,
        **{key: column.array for key, column in _types(cells["EventCode"]).items()},
        **date_columns(
            values["start"].to_numpy(), values["end"].to_numpy(), np.zeros(len(cells), bool)
        ),
        "initiators": parties(actors[0], ";"),
        "targets": parties(actors[1], ";"),
        "summary": _summaries(actors[0], actors[1], cells["EventCode"]),
        "place": place,
        "place_name": place_name,
        "lon": lon,
        "lat": lat,
        "kind": by_row([str(each[1] or Kind.CITY) for each in placings], rows),
        "country": values["code"].array.remove_unused_categories(),
        "precision": by_row([str(each[0]) for each in placings], rows),
        "uncertainty_m": np.array([each[2] for each in placings])[rows],
        "place_source": repeated(_SOURCE, len(values)),
        "publisher": mapped(url, lambda each: [*map(_site, each)]),
        "source_text": url,
        "admin1_name": _divisions(values["place"].array, is_division),
    }
    return event_frame(columns, name, values.index)


def _summaries(
    first: "pd.Categorical", second: "pd.Categorical", codes: "pd.Series[Any]"
) -> "pd.Categorical":
    """Who did what to whom, in GDELT's words, which are a machine's."""
    rows, told = combined(first, second, categorical(codes))
    words = []
    for one, other, code in told:
        pair = cameo_type((code or "").strip())
        sides = " – ".join(side for side in (one, other) if side) or "Nobody named"
        words.append(f"{sides}: {pair[1] if pair else ''} (CAMEO {code}, by machine)")
    return by_row(words, rows)


def _divisions(
    places: "pd.Categorical", is_division: "NDArray[np.bool_]"
) -> "pd.Categorical":
    """The first-order division that each place is ("Halab, Syria") or lies in."""
    own = mapped(places, lambda names: [_division(name, 2) for name in names])
    around = mapped(places, lambda names: [_division(name, 3) for name in names])
    rows, told = combined(own, around, by_row([None, "yes"], is_division.astype(int)))
    return by_row([one if what else other for one, other, what in told], rows)


def _division(name: str, parts: int) -> str | None:
    """What stands before the country in a name of so many parts."""
    names = [part.strip() for part in name.split(",")]
    return names[-2] or None if len(names) == parts else None


def _site(address: str) -> str | None:
    """The site of an address: ``"news.example"``; ``None`` if it is no address."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
