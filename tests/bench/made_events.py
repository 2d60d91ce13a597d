"""Made-up conflict events for the benchmarks: any number, and always the same.

``made_events(count)`` is a frame as ``locate_report`` makes it: columns of
``EVENT_COLUMNS``, EPSG:4326. Points stand for all of them, as the peers draw nothing else.
Shaped after UCDP GED's events of Syria, of which nothing is used: a place for about eight
events and most of these in few places, eight of nine placed in a settlement, deaths of
which most are few, rows nearly but not quite in the order of their dates. Nothing here is
the name of a party or a publisher, or tells of anything that happened.
"""

import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from bench_dump import made_up_name, say

from conflictmap.data.schema import (
    EVENT_COLUMNS,
    EVENT_TYPE_OF,
    Kind,
    Precision,
    Status,
)

if TYPE_CHECKING:
    import geopandas as gpd

Objects = np.ndarray[Any, np.dtype[np.object_]]
Numbers = np.ndarray[Any, Any]

FIRST_DAY, DAYS = "2015-01-01", 3653
EVENTS_A_PLACE, LEAST_PLACES, MOST_PLACES = 8, 10, 20_000
EVENTS_A_REPORT = 10
LANDS = (  # how many of 100 places; ISO code; west, south, east, north in degrees
    (22, "SY", 35.8, 32.5, 41.8, 36.9),
    (20, "UA", 30.0, 46.6, 39.6, 51.2),
    (14, "IQ", 40.0, 30.2, 46.2, 36.8),
    (12, "YE", 43.0, 13.4, 50.0, 16.8),
    (12, "SD", 23.5, 10.4, 35.6, 18.6),
    (10, "CD", 26.0, -6.6, 30.6, 3.6),
    (10, "AF", 62.0, 31.2, 69.6, 36.4),
)
PRECISIONS = (  # of 100 places; kind; the radius round it, metres
    (4, Precision.EXACT, Kind.FACILITY, 300.0),
    (60, Precision.SETTLEMENT, Kind.VILLAGE, 1_000.0),
    (25, Precision.SETTLEMENT, Kind.TOWN, 3_000.0),
    (6, Precision.ADMIN2, Kind.ADMIN2, 25_000.0),
    (4, Precision.ADMIN1, Kind.ADMIN1, 80_000.0),
    (1, Precision.REGION, Kind.REGION, 60_000.0),
)
TYPES = (  # of 100 events; sub-event type; what a summary says of it
    (30, "Armed clash", "{a} and {b} exchanged fire"),
    (22, "Shelling/artillery/missile attack", "Shells of {a} hit {b}"),
    (16, "Air/drone strike", "Aircraft of {a} struck {b}"),
    (9, "Remote explosive/landmine/IED", "A device of {a} went off beside {b}"),
    (7, "Attack", "Gunmen of {a} attacked relatives of {b}"),
    (4, "Abduction/forced disappearance", "{a} took away men of {b}"),
    (4, "Peaceful protest", "A march against {a} and {b}"),
    (3, "Non-state actor overtakes territory", "{a} drove {b} out"),
    (2, "Suicide bomb", "A bomber of {a} struck a post of {b}"),
    (2, "Arrests", "{a} held suspected members of {b}"),
    (1, "Agreement", "{a} and {b} agreed to stop firing"),
)
STATUSES = (
    (70, Status.REPORTED),
    (15, Status.CLAIMED),
    (8, Status.CONFIRMED),
    (5, Status.DISPUTED),
    (2, Status.DENIED),
)
TAILS = (
    "near {p} {t}, {n} people said; log {i}",
    "outside {p} {t}; {n} houses damaged; log {i}",
    "on the road to {p} {t}; {n} families left; log {i}",
    "{t}, {n} km from {p}; log {i}",
    "{t}, for {n} minutes, at {p}; log {i}",
)
TIMES = ("at dawn", "by day", "at noon", "at dusk", "at night")
QUOTE = "They came {t} and left after {n} minutes, a resident of {p} said."
PLAIN = (
    *("event_id", "event_type", "sub_event_type", "date", "place_name", "lon", "lat"),
    *("precision", "status", "initiators", "targets", "fatalities", "summary"),
)
"""The fields that a popup shows, and that ``columns_of`` gives."""
REPEATED = (
    *("report", "event_type", "sub_event_type", "date", "place", "place_name", "kind"),
    *("country", "admin1", "precision", "place_source", "place_matched"),
    *("status", "claimed_by", "publisher"),
)
"""Columns that are categoricals, as in the frames of our reader of data sets."""


def made_events(count: int, *, seed: int = 7) -> "gpd.GeoDataFrame":
    """Events in the order in which they were reported; the same for the same arguments."""
    import geopandas as gpd

    rng = np.random.default_rng(seed)
    place = _places(rng, count)
    columns = place | _when(rng, count) | _what(rng, place["place_name"])
    columns |= _who_and_how(rng, columns)
    frame = pd.DataFrame({name: columns.get(name) for name in EVENT_COLUMNS}, copy=False)
    frame = frame.astype(EVENT_COLUMNS).astype(dict.fromkeys(REPEATED, "category"))
    points = gpd.points_from_xy(frame["lon"], frame["lat"])
    return gpd.GeoDataFrame(frame, geometry=points, crs="EPSG:4326")


def columns_of(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """The plain fields as lists; names of several parties joined, missing values None."""
    return {name: _plain(frame[name]) for name in PLAIN}


def _plain(column: "pd.Series[Any]") -> list[Any]:
    if column.dtype == "float64":
        return column.tolist()
    values = column.to_numpy(object, na_value=None)
    if column.name in {"initiators", "targets"}:
        return [", ".join(names) for names in values]
    return values.tolist()


def _draw(
    rng: np.random.Generator, table: Sequence[tuple[Any, ...]], count: int
) -> Numbers:
    """Row numbers of a table, as often as its first column says."""
    shares = np.array([row[0] for row in table], float)
    return rng.choice(len(table), count, p=shares / shares.sum())


def _objects(values: Sequence[Any]) -> Objects:
    """An array of the values as they are, to be taken from: no copy for a row."""
    array = np.empty(len(values), object)
    array[:] = values
    return array


def _tuples(values: Sequence[tuple[str, ...]]) -> Objects:
    array = np.empty(len(values), object)
    for row, value in enumerate(values):
        array[row] = value
    return array


def _places(rng: np.random.Generator, count: int) -> dict[str, Any]:
    """Place columns of all events: places drawn by rank, as a few have most events."""
    distinct = min(MOST_PLACES, max(LEAST_PLACES, count // EVENTS_A_PLACE))
    land, precise = _draw(rng, LANDS, distinct), _draw(rng, PRECISIONS, distinct)
    boxes = np.array([row[2:] for row in LANDS])[land]
    # places crowd together: a beta distribution, and the mean of two draws
    across, up = rng.beta(2.0, 2.0, distinct), rng.beta(2.0, 2.0, distinct)
    draw: Callable[[], float] = iter(rng.random(40 * distinct).tolist()).__next__
    names = _objects([made_up_name("WESTERN", draw)[0] for _ in range(distinct)])
    weights = 1.0 / (np.arange(distinct) + 12.0) ** 0.8
    row = rng.choice(distinct, count, p=weights / weights.sum())
    numbers = _objects([f"{number:02}" for number in range(1, 15)])
    return {
        "place": (said := names[row]),
        "place_name": said,
        "lon": np.round(boxes[:, 0] + across * (boxes[:, 2] - boxes[:, 0]), 5)[row],
        "lat": np.round(boxes[:, 1] + up * (boxes[:, 3] - boxes[:, 1]), 5)[row],
        "kind": _objects([str(row[2]) for row in PRECISIONS])[precise][row],
        "country": _objects([row[1] for row in LANDS])[land][row],
        "admin1": numbers[rng.integers(0, len(numbers), distinct)][row],
        "geonameid": 90_000_000 + row,
        "precision": _objects([str(row[1]) for row in PRECISIONS])[precise][row],
        "uncertainty_m": np.array([row[3] for row in PRECISIONS])[precise][row],
        "place_source": "made up",
        "place_matched": "exact",
        "place_score": np.round(0.5 + 0.5 * rng.beta(5.0, 1.0, distinct), 2)[row],
    }


def _when(rng: np.random.Generator, count: int) -> dict[str, Any]:
    """Dates and reports: each report tells of the six days before it."""
    reports = -(-count // EVENTS_A_REPORT)
    # as often as the days' weights say: a conflict has quiet months and loud ones
    wave = 1.2 + np.sin(np.arange(DAYS) / 97.0) + 0.6 * np.sin(np.arange(DAYS) / 23.0)
    published = np.sort(rng.choice(DAYS, reports, p=wave.clip(0.1) / wave.clip(0.1).sum()))
    report = np.arange(count) // EVENTS_A_REPORT
    first = (published[report] - rng.integers(0, 7, count)).clip(0)
    extra = np.where(rng.random(count) < 0.1, rng.integers(1, 5, count), 0)
    days = np.datetime64(FIRST_DAY) + np.arange(DAYS + 8)
    words = _objects(np.datetime_as_string(days).tolist())
    date = words[first]
    long = np.flatnonzero(extra)
    date[long] = date[long] + "/" + words[(first + extra)[long]]
    about = np.flatnonzero((rng.random(count) < 0.03) & (extra == 0))
    date[about] = date[about] + "~"
    stems = words[published].tolist()
    names = _objects([f"{day}-made-up-{n}" for n, day in enumerate(stems)])
    return {
        "report": names[report],
        "event_id": _objects([f"e{number:07}" for number in range(count)]),
        "date": date,
        "date_start": days[first],
        "date_end": days[first + extra],
        "publisher": _objects([f"Bulletin {n}" for n in range(1, 61)])[
            rng.integers(0, 60, reports)
        ][report],
        "line": 20 + 9 * (np.arange(count) % EVENTS_A_REPORT),
    }


def _what(rng: np.random.Generator, place_name: Objects) -> dict[str, Any]:
    """Types, parties and texts; no two summaries are the same."""
    count = place_name.size
    kind = _draw(rng, TYPES, count)
    parties = _objects([f"{name} Brigade" for name in _party_names(rng)])
    a, b = (np.minimum(rng.geometric(0.06, count), parties.size) - 1 for _ in "ab")
    deeds = _objects([[row[2].format(a=x, b="{b}") for x in parties] for row in TYPES])
    stories = np.array([[*row] for row in deeds], object)[kind, a]
    tails = _objects(TAILS)[rng.integers(0, len(TAILS), count)]
    times = _objects(TIMES)[rng.integers(0, len(TIMES), count)]
    number = rng.integers(2, 60, count).tolist()
    summary = [
        f"{story.replace('{b}', other)} {tail.format(p=place, t=time, n=n, i=i)}"
        for i, (story, other, tail, place, time, n) in enumerate(
            zip(stories, parties[b], tails, place_name, times, number, strict=True), 1
        )
    ]
    quote = np.full(count, None, object)
    for row in np.flatnonzero(rng.random(count) < 0.1).tolist():
        quote[row] = QUOTE.format(p=place_name[row], t=times[row], n=number[row])
    types = _objects([row[1] for row in TYPES])
    singles = _tuples([(name,) for name in parties])
    return {
        "event_type": _objects([EVENT_TYPE_OF[name] for name in types])[kind],
        "sub_event_type": types[kind],
        "summary": _objects(summary),
        "quote": quote,
        "initiators": _with_ally(rng, singles[a], parties),
        "targets": singles[b],
    }


def _party_names(rng: np.random.Generator) -> list[str]:
    draw: Callable[[], float] = iter(rng.random(4000).tolist()).__next__
    return sorted({made_up_name("WESTERN", draw)[0].split()[-1] for _ in range(80)})


def _with_ally(rng: np.random.Generator, names: Objects, parties: Objects) -> Objects:
    """One event of twelve has a second initiator."""
    rows = np.flatnonzero(rng.random(names.size) < 1 / 12)
    allies = _tuples([(name,) for name in parties])
    names = names.copy()
    names[rows] = names[rows] + allies[rng.integers(0, parties.size, rows.size)]
    return names


def _who_and_how(rng: np.random.Generator, columns: dict[str, Any]) -> dict[str, Any]:
    """Status, who claims it, the dead, and what contradicts it."""
    count = columns["event_id"].size
    status = _objects([str(row[1]) for row in STATUSES])[_draw(rng, STATUSES, count)]
    vouched = np.isin(status.astype(str), [Status.CLAIMED, Status.DENIED])
    claimed_by = np.full(count, None, object)
    claimed_by[vouched] = [names[0] for names in columns["initiators"][vouched]]
    fatalities = pd.array(rng.geometric(0.35, count) - 1, "Int64")
    fatalities[rng.random(count) < 0.3] = pd.NA
    conflicts = _tuples([()] * count)
    for row in np.flatnonzero(status == Status.DISPUTED).tolist():
        if row % EVENTS_A_REPORT:  # with the one before it in the same report
            conflicts[row] = (columns["event_id"][row - 1],)
    return {
        "status": status,
        "claimed_by": claimed_by,
        "fatalities": fatalities,
        "conflicts_with": conflicts,
    }


def main() -> None:
    """Print how long it takes, and how long a row is as JSON."""
    import orjson

    count = int(sys.argv[1])
    start = time.perf_counter()
    frame = made_events(count)
    seconds = time.perf_counter() - start
    size = len(orjson.dumps(columns_of(frame)))
    places = len(frame[["lon", "lat"]].drop_duplicates())
    say(
        f"{count:,} events in {places:,} places: {seconds:.1f} s, {size / count:.0f} B each"
    )
    say(frame.iloc[count // 2].to_string())


if __name__ == "__main__":
    main()
