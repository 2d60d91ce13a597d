"""Rows of UCDP GED as events.

UCDP's codes and this project's differ; what is decided here, and why:

- **Type.** UCDP tells who fights whom, not how: one code covers clashes, shelling and air
  strikes, which ACLED parts. "Armed clash" would claim more than it says, so its own two
  types, state-based and non-state violence, stand as they are; one-sided violence is by
  definition deliberate and against civilians, and goes under ACLED's type of that name.
- **Who.** UCDP names two sides, not who attacked: both are initiators, and there are no
  targets. Only in one-sided violence the first side attacks the second.
- **Dates** are the day, the whole month or year, or the span between the first and the
  last possible day. A single day that ``date_prec`` calls inexact is marked "about".
- **Deaths.** ``best`` is the number, ``low`` and ``high`` the range, as they are given:
  in a few rows ``best`` lies outside.
- **Where.** The class and the radius follow from ``where_prec``, see `PLACES`.
- **Who says so.** The publisher is ``source_office``, the claimant ``source_original``
  where that is somebody else, the source's text ``source_article``. An event that UCDP
  put together from figures for several (``event_clarity`` 2) says so in its summary.
"""

from typing import TYPE_CHECKING, Any, Final

from .cells import mapped, repeated, taken
from .schema import EVENT_COLUMNS, Kind, Precision, Status

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["PLACES", "SOURCE", "event_columns"]

PLACES: Final[dict[int, tuple[Precision, Kind | None, float]]] = {
    1: (Precision.SETTLEMENT, None, 5_000.0),
    2: (Precision.REGION, None, 25_000.0),
    3: (Precision.ADMIN2, Kind.ADMIN2, 90_000.0),
    4: (Precision.ADMIN1, Kind.ADMIN1, 250_000.0),
    5: (Precision.REGION, Kind.REGION, 100_000.0),
    6: (Precision.COUNTRY, Kind.COUNTRY, 500_000.0),
    7: (Precision.REGION, Kind.WATER, 250_000.0),
}
"""By ``where_prec``: precision, kind (``None``: as its name says), radius in metres.

1, a named place: 5 km, the most that this project takes a town for. 2, near one: UCDP's
own 25 km. For areas UCDP gives a point and no extent. 3 and 4, divisions: a radius that
reaches from a point inside to every edge in nine of ten, measured on Syria's districts
and on the first-order divisions of the world. 5, part of a division, a road, a range;
6, a country; 7, a sea: conventions, which outlines replace where there are any.
"""

_KINDS: Final = {
    "city": Kind.CITY,
    "town": Kind.TOWN,
    "village": Kind.VILLAGE,
    "suburb": Kind.DISTRICT,
    "neighbourhood": Kind.DISTRICT,
    "airport": Kind.AIRPORT,
    "airbase": Kind.AIRPORT,
}
"""What a named place is, by the last word that UCDP gives it."""

_STATE_BASED, _NON_STATE, _ONE_SIDED = 1, 2, 3
_TYPES: Final = {
    _STATE_BASED: ("State-based violence", "State-based violence"),
    _NON_STATE: ("Non-state violence", "Non-state violence"),
    _ONE_SIDED: ("Violence against civilians", "One-sided violence"),
}
"""Event type and sub-event type by ``type_of_violence``."""

_AGGREGATED: Final = 2
_UNNAMED: Final = "an unnamed side"
SOURCE: Final = "UCDP GED"
_DAY_CODES: Final = 4_000_000  # more than there are days to the year 9999


def event_columns(values: "pd.DataFrame", report: str) -> "pd.DataFrame":
    """Events from the values of `ucdp_values`, in their order.

    Columns of `EVENT_COLUMNS`, and ``admin1_name``, the first-order division as UCDP calls
    it. Texts that repeat are categoricals; what only geography can tell (admin1,
    place_matched …) is null. The index counts from 0.
    """
    import pandas as pd  # noqa: PLC0415

    columns = {
        "report": repeated(report, len(values)),
        "event_id": values["id"].to_numpy(),
        "line": values.index,
        "status": repeated(str(Status.REPORTED), len(values)),
        "conflicts_with": _objects([()])[[0] * len(values)],
        **_type_columns(values),
        **_date_columns(values),
        **_place_columns(values),
        **_source_columns(values),
        "fatalities": values["best"].to_numpy(),
        "fatalities_low": values["low"].to_numpy(),
        "fatalities_high": values["high"].to_numpy(),
    }
    empty = pd.Series(None, index=range(len(values)), dtype="object")
    frame = pd.DataFrame({name: columns.get(name, empty) for name in EVENT_COLUMNS})
    is_text = {name: str(dtype) == "category" for name, dtype in frame.dtypes.items()}
    frame = frame.astype({n: d for n, d in EVENT_COLUMNS.items() if not is_text[n]})
    return frame.assign(admin1_name=values["adm_1"].array.remove_unused_categories())


def _objects(values: "list[Any]") -> "NDArray[np.object_]":
    """An array of the values as they are, tuples included."""
    import numpy as np  # noqa: PLC0415

    array = np.empty(len(values), object)
    for row, value in enumerate(values):
        array[row] = value
    return array


def _type_columns(values: "pd.DataFrame") -> dict[str, Any]:
    """Types, sides and summaries: each distinct combination is worded once."""
    keys = ["type_of_violence", "side_a", "side_b", "event_clarity"]
    groups = values.groupby(keys, observed=True, dropna=False, sort=False)
    rows = groups.ngroup().to_numpy()
    distinct = values[keys].drop_duplicates().astype("object")
    distinct = distinct.where(distinct.notna(), None).itertuples(index=False, name=None)
    worded = [_worded(int(kind), *rest) for kind, *rest in distinct]
    parts = [list(part) for part in zip(*worded, strict=True)] or [[]] * 5
    texts = ("event_type", "sub_event_type", "summary")
    return {
        **{name: _by_row(part, rows) for name, part in zip(texts, parts[:3], strict=True)},
        "initiators": _objects(parts[3])[rows],
        "targets": _objects(parts[4])[rows],
    }


def _worded(
    kind: int, side_a: str | None, side_b: str | None, clarity: float | None
) -> tuple[str, str, str, tuple[str, ...], tuple[str, ...]]:
    """Type, sub-type, summary, initiators and targets."""
    event_type, sub_type = _TYPES[kind]
    first, second = side_a or _UNNAMED, side_b or _UNNAMED
    if kind == _ONE_SIDED:
        summary = f"{first} against {second}"
        initiators, targets = _names(side_a), _names(side_b)
    else:
        summary = f"{first} – {second}"
        initiators, targets = (*_names(side_a), *_names(side_b)), ()
    if clarity == _AGGREGATED:
        summary += "; several events, which the sources do not tell apart"
    return event_type, sub_type, summary, tuple(dict.fromkeys(initiators)), targets


def _names(side: str | None) -> tuple[str, ...]:
    """The parties of a side, which UCDP parts by commas."""
    return tuple(name.strip() for name in (side or "").split(",") if name.strip())


def _by_row(words: "list[Any]", rows: "NDArray[Any]") -> "pd.Categorical":
    """A categorical of texts from the text of each number and the number of each row."""
    import pandas as pd  # noqa: PLC0415

    codes, distinct = pd.factorize(pd.Series(words, dtype="str"))
    return taken(pd.Index(distinct, dtype="str"), codes, rows)


def _date_columns(values: "pd.DataFrame") -> dict[str, Any]:
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    start = values["start"].to_numpy("datetime64[D]")
    end = values["end"].to_numpy("datetime64[D]")
    is_about = (start == end) & (values["date_prec"].to_numpy() > 1)
    numbers = (start.astype(np.int64) * _DAY_CODES + end.astype(np.int64)) * 2 + is_about
    rows, _ = pd.factorize(numbers)
    _, first = np.unique(rows, return_index=True)
    words = _edtf(start[first], end[first], is_about[first])
    return {
        "date": _by_row(words, rows),
        "date_start": start.astype("datetime64[s]"),
        "date_end": end.astype("datetime64[s]"),
    }


def _edtf(
    start: "NDArray[np.datetime64]",
    end: "NDArray[np.datetime64]",
    is_about: "NDArray[np.bool_]",
) -> list[str]:
    """EDTF of spans of days: the day, month or year that they fill, or both ends."""
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
    texts: list[str] = np.where(start == end, days, words).tolist()
    return texts


def _place_columns(values: "pd.DataFrame") -> dict[str, Any]:
    """Places as UCDP gives them; one without a name is called by its coordinates."""
    import numpy as np  # noqa: PLC0415

    lon, lat = values["lon"].to_numpy(), values["lat"].to_numpy()
    place, name = _names_of_places(values["where_coordinates"].array, lon, lat)
    where = values["where_prec"].to_numpy(np.int64)
    precisions = [str(PLACES[code][0]) for code in PLACES]
    return {
        "place": place,
        "place_name": name,
        "lon": lon,
        "lat": lat,
        "kind": _kinds(place, where),
        "country": values["code"].array.remove_unused_categories(),
        "precision": _by_row(precisions, where - 1),
        "uncertainty_m": np.array([radius_m for *_, radius_m in PLACES.values()])[
            where - 1
        ],
        "place_source": repeated(SOURCE, len(values)),
    }


def _names_of_places(
    named: "pd.Categorical", lon: "NDArray[np.float64]", lat: "NDArray[np.float64]"
) -> "tuple[pd.Categorical, pd.Categorical]":
    """Names as UCDP gives them, and with coordinates for missing ones; same categories."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    bare = np.flatnonzero(named.codes < 0)
    points = np.char.add(np.char.mod("%.4f, ", lat[bare]), np.char.mod("%.4f", lon[bare]))
    called = pd.Index(named.categories, dtype="str")
    texts = called.append(pd.Index(points, dtype="str")).unique()
    codes = named.codes.astype(np.int64)
    codes[bare] = texts.get_indexer(pd.Index(points, dtype="str"))
    every = pd.Categorical.from_codes(codes, texts).remove_unused_categories()
    return named.set_categories(every.categories), every


def _kinds(names: "pd.Categorical", where: "NDArray[np.int64]") -> "pd.Categorical":
    """What each place is: by its precision, or else by the last word of its name."""
    import numpy as np  # noqa: PLC0415

    last = [name.rpartition(" ")[2].casefold() for name in names.categories]
    by_name = [str(_KINDS.get(word, Kind.OTHER)) for word in [*last, ""]]
    by_code = [str(PLACES[code][1] or "") for code in PLACES]
    is_named = np.array([kind == "" for kind in by_code])[where - 1]
    rows = np.where(is_named, names.codes % len(by_name), len(by_name) + where - 1)
    return _by_row([*by_name, *by_code], rows)


def _source_columns(values: "pd.DataFrame") -> dict[str, Any]:
    """Who published, who says so if that is another, and what the source is called."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    publisher = mapped(values["source_office"].array, lambda each: [*map(_offices, each)])
    original = values["source_original"].array
    folded = [
        mapped(column, lambda each: [text.casefold() for text in each]).astype("object")
        for column in (publisher, original)
    ]
    is_same = np.asarray(pd.Series(folded[0]) == pd.Series(folded[1]))
    claimed_by = original.copy()
    claimed_by[is_same] = None
    article = values["source_article"].str.strip().str.replace('";"', "; ").str.strip('"')
    text = article.where(article != "", values["source_headline"].str.strip())
    return {
        "publisher": publisher,
        "claimed_by": claimed_by.remove_unused_categories(),
        "source_text": text.where(text != "", None).to_numpy(),
    }


def _offices(text: str) -> str | None:
    """Publishers, each once: UCDP names one for every article."""
    names = (name.strip() for name in text.split(";"))
    return ", ".join(dict.fromkeys(name for name in names if name)) or None
