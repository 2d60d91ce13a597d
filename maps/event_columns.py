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

from ..data.schema import Precision
from ..geo.event_values import Codes, Column, EventValues, Shapes
from ..geo.places import Match
from .basemap import pack
from .event_values import (
    are_among,
    are_missing,
    coded,
    coded_objects,
    day_numbers,
    distinct_rows,
    filled,
    first_rows,
    in_order,
    values_of,
)

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

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

    def numbers_of(self, names: Iterable[Hashable]) -> Codes:
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


def event_tables(
    events: "gpd.GeoDataFrame | EventValues", reports: Sequence[str] = ()
) -> EventTables:
    """Columns of `EVENT_COLUMNS` as numbers and tables; events as `in_order` gives them.

    With the names of reports there is a column ``report``: each event's number among them
    and one; 0: none of them.
    """
    names = _Names()
    events = values_of(events)
    places, areas, place_rows, points = _places(events, names)
    types, type_rows = coded(events["sub_event_type"])
    statuses, status_rows = coded(events["status"])
    sources, source_rows = coded(events["publisher"])
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
        **_counts(events),
    }
    header = {
        "types": _typed(types, events["event_type"], type_rows),
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


def _positions(column: Column, names: Sequence[str]) -> Codes:
    """Each row's number among some names and one; 0: none of them."""
    values, codes = coded(column)
    number = {name: n for n, name in enumerate(names, start=1)}
    return np.array([*(number.get(value, 0) for value in values), 0], dtype=np.int64)[codes]


def _named(column: Column, names: _Names) -> Codes:
    """Each row's number in the table of names and one; 0: missing."""
    values, codes = coded(column)
    numbers = np.append(names.numbers_of(values) + 1, 0)
    return numbers[codes]


def _typed(types: list[str], column: Column, rows: Codes) -> list[tuple[str, str]]:
    """Sub-types and the event type of each, as its first event has it."""
    events = _at(column, first_rows(rows, len(types)))
    return list(zip(types, map(str, events), strict=True))


def _at(column: Column, rows: Codes) -> list[Any]:
    """The values of some rows."""
    some = column[rows] if isinstance(column, np.ndarray) else column.iloc[rows]
    values: list[Any] = some.tolist()
    return values


def _dates(
    events: EventValues,
) -> tuple[int, list[str], "dict[str, NDArray[Any]]"]:
    """First day of all, dates in words of EDTF, and the columns start, span and date."""
    start, end = day_numbers(events["date_start"]), day_numbers(events["date_end"])
    known = np.concatenate([start[start != _NAT], end[end != _NAT]])
    day0 = int(known.min()) if known.size else 0
    first = np.where(start == _NAT, 0, start - day0 + 1)
    last = np.where(end == _NAT, 0, end - day0 + 1)
    texts, codes = coded(events["date"])
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
    events: EventValues, names: _Names
) -> tuple[list[list[int]], dict[str, Codes]]:
    """Lists of parties as numbers of names, and the columns that refer to them."""
    lists = _Names()
    lists.numbers_of([()])
    columns = {}
    for side in ("initiators", "targets"):
        values, codes = coded_objects(events[side])
        numbers = lists.numbers_of(map(_listed, values))
        columns[side] = np.append(numbers, 0)[codes]
    return [names.listed(parties) for parties in lists.numbers], columns


def _listed(value: object) -> tuple[Any, ...]:
    """What a cell lists: tables that were read have arrays there, or nothing."""
    return tuple(value) if isinstance(value, tuple | list | np.ndarray) else ()


def _counts(events: EventValues) -> dict[str, Codes]:
    """Numbers of people and one, 0: not stated; of what is stated of any event."""
    counts = {}
    for name in _COUNTS:
        missing = are_missing(events[name])
        if not missing.all():
            numbers = pd.array(events[name], dtype="Int64").fillna(-1)
            counts[name] = numbers.to_numpy(np.int64) + 1
    return counts


def _conflicts(events: EventValues) -> list[list[int]]:
    """Rows that contradict others: the row, then those others."""
    values, codes = coded_objects(events["conflicts_with"])
    told = [*map(_listed, values)]
    rows = np.flatnonzero(np.array([*map(bool, told), False])[codes])
    if not rows.size:
        return []
    _, reports = coded(events["report"])
    named = [told[code] for code in codes[rows].tolist()]
    near = np.flatnonzero(np.isin(reports, reports[rows]))
    others = {other for ids in named for other in ids}
    row_of = {
        (report, own): row
        for report, own, row in zip(
            reports[near].tolist(),
            _at(events["event_id"], near),
            near.tolist(),
            strict=True,
        )
        if own in others
    }
    telling = zip(rows.tolist(), reports[rows].tolist(), named, strict=True)
    return [
        [row, *(row_of[report, other] for other in ids if (report, other) in row_of)]
        for row, report, ids in telling
    ]


def event_texts(events: EventValues, missing: str | None) -> dict[str, Shapes]:
    """Texts by field, of the fields that any event has; of the others, `missing`."""
    texts = {}
    for field, name in _FIELDS.items():
        absent = are_missing(events[name])
        if field == "said":  # of an event that is placed, its place says it
            absent = absent | ~are_missing(events["lon"])
        if not absent.all():
            texts[field] = np.array(events[name], dtype=object)
            texts[field][absent] = missing
    return texts


def _places(
    events: EventValues, names: _Names
) -> tuple["dict[str, NDArray[Any]]", list[list[list[int]]], Codes, "NDArray[np.float64]"]:
    """Distinct places, outlines of areas, each event's place or -1, points of places."""
    rows, first = _distinct(events)
    distinct = events.take(first, _OF_PLACE)
    described = are_among(distinct["place_matched"], {Match.DESCRIBED})
    vague = ~are_among(distinct["precision"], _POINT_LIKE) | described
    areas, area_of = _outlines(distinct, vague)
    said, named = (np.asarray(distinct[n], dtype=object) for n in ("place", "place_name"))
    label = np.where(are_missing(said), named, said)
    precisions, precision_rows = coded(distinct["precision"])
    numbers = np.array([*map(_PRECISIONS.index, precisions)], dtype=np.int64)
    columns = {
        "lon": np.rint((distinct.numbers("lon") + 180.0) * _DEGREE).astype(np.int64),
        "lat": np.rint((distinct.numbers("lat") + 90.0) * _DEGREE).astype(np.int64),
        "uncertainty_m": np.rint(distinct.numbers("uncertainty_m")).astype(np.int64),
        "precision": numbers[precision_rows],
        "described": described.astype(np.int64),
        "area": area_of,
        "label": names.numbers_of(label),
        **{
            name: _named(filled(distinct[column], ""), names) - 1
            for name, column in _PLACE_NAMES.items()
        },
        "country": _named(distinct["country"], names),
        "admin1": _named(distinct["admin1"], names),
    }
    points = np.stack([distinct.numbers("lon"), distinct.numbers("lat")], axis=1)
    return columns, areas, rows, points


def _outlines(
    distinct: EventValues, vague: "NDArray[np.bool_]"
) -> tuple[list[list[list[int]]], Codes]:
    """Packed outlines, and each place's number among them and one; 0: none, or its disc."""
    shapes = distinct.shapes
    area_of = np.zeros(len(distinct), dtype=np.int64)
    outlined = np.flatnonzero(vague & (shapely.get_dimensions(shapes) >= 1))
    areas: list[list[list[int]]] = []
    if not outlined.size:
        return areas, area_of
    numbers: dict[bytes, int] = {}
    for place in outlined[~_are_discs(distinct.take(outlined, _PLACE_NUMBERS))]:
        number = numbers.setdefault(shapely.to_wkb(shapes[place]), len(numbers))
        if number == len(areas):
            areas.append(pack(shapes[place]))
        area_of[place] = number + 1
    return areas, area_of


def _are_discs(places: EventValues) -> "NDArray[np.bool_]":
    """Whether shapes are no more than the disc of their place's uncertainty."""
    points, of = shapely.get_coordinates(places.shapes, return_index=True)
    lat, lon = places.numbers("lat")[of], places.numbers("lon")[of]
    east = (points[:, 0] - lon) * np.cos(np.radians(lat))
    north = points[:, 1] - lat
    radius = places.numbers("uncertainty_m")[of] / _DEGREE_M
    off = np.abs(np.hypot(east, north) / radius - 1.0)
    worst = np.zeros(len(places))
    np.maximum.at(worst, of, off)
    return worst < _ROUND


def _distinct(events: EventValues) -> tuple[Codes, Codes]:
    """Each event's place by number, -1 without one; and the first row of each place."""
    placed = np.flatnonzero(~are_missing(events["lon"]))
    keys = [key[placed] for key in _place_keys(events)]
    mixed = np.zeros(len(placed), dtype=np.uint64)
    for key in keys:
        mixed = (mixed ^ key) * _MIXER
        mixed ^= mixed >> np.uint64(29)
    first, codes = distinct_rows(mixed)
    if any((key != key[first][codes]).any() for key in keys):  # two places mixed to one
        codes, distinct = pd.factorize(pd.MultiIndex.from_arrays(keys))
        first = first_rows(codes, len(distinct))
    numbers = np.full(len(events), -1, dtype=np.int64)
    numbers[placed] = codes
    return numbers, placed[first]


def _place_keys(events: EventValues) -> "list[NDArray[np.uint64]]":
    """Numbers for each row: equal places, equal numbers."""
    words = np.zeros(len(events), dtype=np.uint64)
    for name in _PLACE_WORDS:
        values, codes = coded(events[name])
        words = words * np.uint64(len(values) + 1) + (codes + 1).astype(np.uint64)
    return [
        words,
        *(events.numbers(name).copy().view(np.uint64) for name in _PLACE_NUMBERS),
    ]
