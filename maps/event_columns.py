"""An events frame as columns of numbers and tables of names: the page's schema 2.

Repeated words become numbers of a table: names, lists of parties, dates that are not
plain days, sources, places. Rows are sorted by their first day, those without one first.
Degrees are WGS84, longitude before latitude, in steps of 1e-5 (about a metre).
"""

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from ..data.errors import PayloadError
from ..data.schema import EVENT_COLUMNS, Precision
from ..geo.places import Match
from .basemap import pack

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    Codes = NDArray[np.int64]
    Shapes = NDArray[np.object_]

__all__ = ["EventTables", "event_tables", "event_texts", "in_order"]

STEPS: Final = frozenset({"start"})
"""Columns of events that never fall from row to row."""

_PRECISIONS: Final = [str(precision) for precision in Precision]
_POINT_LIKE: Final = frozenset({Precision.EXACT, Precision.SETTLEMENT})
_DEGREE: Final = 1e5
_DEGREE_M: Final = 111_195.0  # a degree of a great circle on the sphere of 6,371 km
_ROUND: Final = 0.05  # how far from a circle a disc may be, in radii: at 70° and 90 km
_PLACE_WORDS: Final = ("precision", "place", "place_name")
_PLACE_NUMBERS: Final = ("lon", "lat", "uncertainty_m")
_OF_PLACE: Final = (
    *(*_PLACE_WORDS, *_PLACE_NUMBERS, "kind", "country", "admin1"),
    *("place_source", "place_matched"),
)
_PLACE_NAMES: Final = {"name": "place_name", "kind": "kind", "source": "place_source"}
_COUNTS: Final = ("fatalities", "fatalities_low", "fatalities_high", "wounded")
_FIELDS: Final = {
    "id": "event_id",
    "summary": "summary",
    "quote": "quote",
    "said": "place",
    "taken": "taken",
    "source": "source_text",
}
_PLAIN_DATE: Final = re.compile(
    r"({day}|\.\.)?(/({day}|\.\.)?)?".format(day=r"\d{4}-\d\d-\d\d")
)
"""A date of which the first and the last day say all: a day, or two days."""
_MIXER: Final = np.uint64(0x9E3779B97F4A7C15)  # 2⁶⁴ over the golden ratio
_NAT: Final = np.iinfo(np.int64).min


class _Names:
    """A table of distinct names, each with its number."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}

    def numbers_of(self, names: Iterable[Hashable]) -> "Codes":
        return np.array(self.listed(names), dtype=np.int64)

    def listed(self, names: Iterable[Hashable]) -> list[int]:
        known = self.numbers
        return [known.setdefault(name, len(known)) for name in names]


@dataclass(frozen=True, slots=True)
class EventTables:
    """What `event_tables` makes of a frame."""

    header: dict[str, Any]
    """Tables of the payload: strings, parties, dates, types, statuses, sources …"""
    events: "dict[str, NDArray[Any]]"
    places: "dict[str, NDArray[Any]]"
    points: "NDArray[np.float64]"
    """Of the places: n × 2, lon, lat, degrees."""


def in_order(events: "gpd.GeoDataFrame") -> tuple["gpd.GeoDataFrame", "Codes"]:
    """Events in the order of the page, by first day, and their rows in the frame.

    Parameters
    ----------
    events
        Columns of `EVENT_COLUMNS`, and geometry in EPSG:4326. Columns that repeat may be
        categories.

    Raises
    ------
    PayloadError
        If a column is missing or the coordinates are not EPSG:4326.
    """
    _require_schema(events)
    days = _days(events["date_start"])
    order = np.argsort(days, kind="stable")
    return (events if (days[1:] >= days[:-1]).all() else events.iloc[order]), order


def event_tables(events: "gpd.GeoDataFrame", reports: Sequence[str] = ()) -> EventTables:
    """Columns of `EVENT_COLUMNS` as numbers and tables; events as `in_order` gives them.

    With the names of reports there is a column ``report``: each event's number among them
    and one; 0: none of them.
    """
    names = _Names()
    shapes = events.geometry.to_numpy()
    events = pd.DataFrame(events)  # whose columns are at hand in half the time
    places, areas, place_rows, points = _places(events, shapes, names)
    types, type_rows = _coded(events["sub_event_type"])
    statuses, status_rows = _coded(events["status"])
    sources, source_rows = _coded(events["publisher"])
    parties, sides = _parties(events, names)
    day0, dates, dated = _dates(events)
    columns = {
        **dated,
        "place": place_rows + 1,
        "type": type_rows,
        "status": status_rows,
        **sides,
        "claimed_by": _named(events["claimed_by"], names),
        "source": np.where(source_rows < 0, len(sources), source_rows),
        **({"report": _positions(events["report"], reports)} if reports else {}),
        **{name: _people(events[name]) for name in _COUNTS if events[name].notna().any()},
    }
    header = {
        "types": _typed(types, events, type_rows),
        "statuses": statuses,
        "precisions": _PRECISIONS,
        "sources": sources + [None] * bool((source_rows < 0).any()),
        "strings": list(names.numbers),
        "parties": parties,
        "dates": dates,
        "day0": day0,
        "areas": areas,
        "conflicts": _conflicts(events),
    }
    return EventTables(header, columns, places, points)


def _require_schema(events: "gpd.GeoDataFrame") -> None:
    missing = [name for name in EVENT_COLUMNS if name not in events.columns]
    if missing:
        raise PayloadError(
            f"the events have no column {missing[0]!r}: expected those of "
            "conflictmap.data.schema.EVENT_COLUMNS"
        )
    if events.crs is not None and events.crs.to_epsg() != 4326:
        raise PayloadError(
            f"the events are in {events.crs.name}: expected EPSG:4326; use "
            "events.to_crs(4326)"
        )


def _coded(column: "pd.Series[Any]") -> tuple[list[Any], "Codes"]:
    """Distinct values in order of appearance, and each row's number; -1: missing."""
    codes, values = pd.factorize(column)
    return list(values), codes.astype(np.int64)


def _coded_objects(column: "pd.Series[Any]") -> tuple[list[Any], "Codes"]:
    """The same of lists and tuples, of which those that rows share are looked at once."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _coded(column)
    values = column.to_numpy(object)
    ids = np.fromiter(map(id, values), dtype=np.int64, count=len(values))
    codes, distinct = pd.factorize(ids)
    return values[_first_rows(codes, len(distinct))].tolist(), codes


def _first_rows(codes: "Codes", count: int) -> "Codes":
    """The first row of each number below `count`."""
    first = np.full(count, -1)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return first


def _positions(column: "pd.Series[Any]", names: Sequence[str]) -> "Codes":
    """Each row's number among some names and one; 0: none of them."""
    values, codes = _coded(column)
    number = {name: n for n, name in enumerate(names, start=1)}
    return np.array([*(number.get(value, 0) for value in values), 0], dtype=np.int64)[codes]


def _named(column: "pd.Series[Any]", names: _Names) -> "Codes":
    """Each row's number in the table of names and one; 0: missing."""
    values, codes = _coded(column)
    numbers = np.append(names.numbers_of(values) + 1, 0)
    return numbers[codes]


def _typed(types: list[str], events: pd.DataFrame, rows: "Codes") -> list[tuple[str, str]]:
    """Sub-types and the event type of each, as its first event has it."""
    first = _first_rows(rows, len(types))
    return list(zip(types, events["event_type"].iloc[first].astype(str), strict=True))


def _days(column: "pd.Series[Any]") -> "Codes":
    """Days since 1970-01-01; NaT is the least number."""
    days: Codes = column.to_numpy("datetime64[D]").astype(np.int64)
    return days


def _dates(
    events: pd.DataFrame,
) -> tuple[int, list[str], "dict[str, NDArray[Any]]"]:
    """First day of all, dates in words of EDTF, and the columns start, span and date."""
    start, end = _days(events["date_start"]), _days(events["date_end"])
    known = np.concatenate([start[start != _NAT], end[end != _NAT]])
    day0 = int(known.min()) if known.size else 0
    first = np.where(start == _NAT, 0, start - day0 + 1)
    last = np.where(end == _NAT, 0, end - day0 + 1)
    texts, codes = _coded(events["date"])
    plain = [match is not None for match in map(_PLAIN_DATE.fullmatch, texts)]
    numbers = np.append(np.where(plain, 0, np.cumsum(np.logical_not(plain))), 0)
    columns = {
        "start": first,
        "span": np.where(end == _NAT, 0, last - first + 1),
        "date": numbers[codes].astype(np.int64),
    }
    dates = [text for text, is_plain in zip(texts, plain, strict=True) if not is_plain]
    return day0, dates, columns


def _parties(
    events: pd.DataFrame, names: _Names
) -> tuple[list[list[int]], "dict[str, Codes]"]:
    """Lists of parties as numbers of names, and the columns that refer to them."""
    lists = _Names()
    lists.numbers_of([()])
    columns = {}
    for side in ("initiators", "targets"):
        values, codes = _coded_objects(events[side])
        numbers = lists.numbers_of(map(tuple, values))
        columns[side] = np.append(numbers, 0)[codes]
    return [names.listed(parties) for parties in lists.numbers], columns


def _people(column: "pd.Series[Any]") -> "Codes":
    """Numbers of people and one; 0: not stated."""
    known: Codes = column.astype("Int64").fillna(-1).to_numpy(np.int64)
    return known + 1


def _conflicts(events: pd.DataFrame) -> list[list[int]]:
    """Rows that contradict others: the row, then those others."""
    told, codes = _coded_objects(events["conflicts_with"])
    rows = np.flatnonzero(np.array([*map(bool, told), False])[codes])
    if not rows.size:
        return []
    reports, _ = pd.factorize(events["report"])
    named = [told[code] for code in codes[rows].tolist()]
    near = np.flatnonzero(np.isin(reports, reports[rows]))
    others = {other for ids in named for other in ids}
    ids = events["event_id"].iloc[near].to_numpy(object)
    meant = np.fromiter(map(others.__contains__, ids), dtype=bool, count=len(ids))
    keys = zip(reports[near[meant]].tolist(), ids[meant].tolist(), strict=True)
    row_of = dict(zip(keys, near[meant].tolist(), strict=True))
    telling = zip(rows.tolist(), reports[rows].tolist(), named, strict=True)
    return [
        [row, *(row_of[report, other] for other in ids if (report, other) in row_of)]
        for row, report, ids in telling
    ]


def event_texts(
    events: "gpd.GeoDataFrame", missing: str | None
) -> "dict[str, NDArray[np.object_]]":
    """Texts by field, of the fields that any event has; of the others, `missing`."""
    texts = {}
    for field, name in _FIELDS.items():
        absent = events[name].isna().to_numpy()
        if field == "said":  # of an event that is placed, its place says it
            absent = absent | events["lon"].notna().to_numpy()
        if not absent.all():
            column = events[name].to_numpy(object)
            if absent.any():
                column = column.copy()
                column[absent] = missing
            texts[field] = column
    return texts


def _places(
    events: pd.DataFrame, shapes: "Shapes", names: _Names
) -> tuple[
    "dict[str, NDArray[Any]]", list[list[list[int]]], "Codes", "NDArray[np.float64]"
]:
    """Distinct places, outlines of areas, each event's place or -1, points of places."""
    rows, first = _distinct(events)
    distinct = events[[*_OF_PLACE]].iloc[first]
    described = (distinct["place_matched"] == Match.DESCRIBED).to_numpy(bool)
    vague = ~distinct["precision"].isin(_POINT_LIKE).to_numpy(bool) | described
    areas, area_of = _outlines(distinct, shapes[first], vague)
    label = distinct["place"].astype(object)
    label = label.where(label.notna(), distinct["place_name"].astype(object))
    precisions = {name: number for number, name in enumerate(_PRECISIONS)}
    columns = {
        "lon": np.rint((distinct["lon"].to_numpy() + 180.0) * _DEGREE).astype(np.int64),
        "lat": np.rint((distinct["lat"].to_numpy() + 90.0) * _DEGREE).astype(np.int64),
        "uncertainty_m": np.rint(distinct["uncertainty_m"].to_numpy()).astype(np.int64),
        "precision": distinct["precision"].map(precisions).to_numpy(np.int64),
        "described": described.astype(np.int64),
        "area": area_of,
        "label": names.numbers_of(label),
        **{
            name: _named(distinct[column].fillna(""), names) - 1
            for name, column in _PLACE_NAMES.items()
        },
        "country": _named(distinct["country"], names),
        "admin1": _named(distinct["admin1"], names),
    }
    return columns, areas, rows, distinct[["lon", "lat"]].to_numpy()


def _outlines(
    distinct: pd.DataFrame, shapes: "Shapes", vague: "NDArray[np.bool_]"
) -> tuple[list[list[list[int]]], "Codes"]:
    """Packed outlines, and each place's number among them and one; 0: none, or its disc."""
    area_of = np.zeros(len(distinct), dtype=np.int64)
    outlined = vague & (shapely.get_dimensions(shapes) >= 1)
    outlined[outlined] = ~_are_discs(distinct[outlined], shapes[outlined])
    areas: list[list[list[int]]] = []
    numbers: dict[bytes, int] = {}
    for place in np.flatnonzero(outlined):
        number = numbers.setdefault(shapely.to_wkb(shapes[place]), len(numbers))
        if number == len(areas):
            areas.append(pack(shapes[place]))
        area_of[place] = number + 1
    return areas, area_of


def _are_discs(places: pd.DataFrame, shapes: "Shapes") -> "NDArray[np.bool_]":
    """Whether shapes are no more than the disc of their place's uncertainty."""
    points, of = shapely.get_coordinates(shapes, return_index=True)
    lat = np.radians(places["lat"].to_numpy())[of]
    east = (points[:, 0] - places["lon"].to_numpy()[of]) * np.cos(lat)
    north = points[:, 1] - places["lat"].to_numpy()[of]
    radius = places["uncertainty_m"].to_numpy()[of] / _DEGREE_M
    off = np.abs(np.hypot(east, north) / radius - 1.0)
    worst = np.zeros(len(places))
    np.maximum.at(worst, of, off)
    return worst < _ROUND


def _distinct(events: pd.DataFrame) -> tuple["Codes", "Codes"]:
    """Each event's place by number, -1 without one; and the first row of each place."""
    placed = np.flatnonzero(events["lon"].notna().to_numpy())
    keys = [key[placed] for key in _place_keys(events)]
    mixed = np.zeros(len(placed), dtype=np.uint64)
    for key in keys:
        mixed = (mixed ^ key) * _MIXER
        mixed ^= mixed >> np.uint64(29)
    codes, kept = pd.factorize(mixed)
    first = _first_rows(codes, len(kept))
    if any((key != key[first][codes]).any() for key in keys):  # two places mixed to one
        codes, kept = pd.factorize(pd.MultiIndex.from_arrays(keys))
        first = _first_rows(codes, len(kept))
    numbers = np.full(len(events), -1, dtype=np.int64)
    numbers[placed] = codes
    return numbers, placed[first]


def _place_keys(events: pd.DataFrame) -> "list[NDArray[np.uint64]]":
    """Numbers for each row: equal places, equal numbers."""
    words = np.zeros(len(events), dtype=np.uint64)
    for name in _PLACE_WORDS:
        values, codes = _coded(events[name])
        words = words * np.uint64(len(values) + 1) + (codes + 1).astype(np.uint64)
    return [
        words,
        *(events[name].to_numpy(copy=True).view(np.uint64) for name in _PLACE_NUMBERS),
    ]
