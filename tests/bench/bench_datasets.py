"""How fast tables become maps, and how much memory it takes.

Run ``python tests/bench/bench_datasets.py [--rows N] [TABLE]...``. Without a table, one of
a million rows (or N) is made, always the same: dates, places around real towns, of which
one row in fifty only names its town, deaths, parties, and notes of which no two are equal.
Nothing in it happened. Each step is timed, and the peak of the process's memory is told
after each; a step with several tables is best run in a process for each.
"""

import argparse
import csv
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from bench_dump import made_up_name, say

from conflictmap.data import read_dataset
from conflictmap.geo import PlaceLookup, locate_dataset
from conflictmap.geo.dataset_places import geocode_dataset

ROWS, PLACES, CHUNK = 1_000_000, 20_000, 100_000
TOWNS = (  # name, division, country, longitude, latitude
    ("Idlib", "Idlib", "Syria", 36.634, 35.931),
    ("Hama", "Hama", "Syria", 36.758, 35.132),
    ("Aleppo", "Aleppo", "Syria", 37.161, 36.201),
    ("Deir ez-Zor", "Deir ez-Zor", "Syria", 40.141, 35.336),
    ("Mosul", "Nineveh", "Iraq", 43.119, 36.335),
    ("Baqubah", "Diyala", "Iraq", 44.655, 33.75),
    ("Donetsk", "Donetsk", "Ukraine", 37.803, 48.023),
    ("Kharkiv", "Kharkiv", "Ukraine", 36.25, 49.981),
    ("Goma", "North Kivu", "DR Congo", 29.222, -1.679),
    ("Kabul", "Kabul", "Afghanistan", 69.172, 34.528),
)
HEADING = (
    *("Ref", "Date", "Place", "Province", "Country", "Longitude", "Latitude", "Type"),
    *("Actor", "Target", "Killed", "Injured", "Source", "Notes"),
)
TYPES = ("Armed clash", "Airstrike", "Shelling", "IED", "Kidnapping", "Sniping", "Arrest")
NAMED_ONLY = 50
"""One row in so many has no coordinates."""


def make_table(path: Path, rows: int, *, seed: int = 11) -> None:
    """Write a made-up table; the same bytes for the same arguments."""
    rng = np.random.default_rng(seed)
    draw = rng.random
    town = rng.integers(len(TOWNS), size=PLACES)
    names = [made_up_name("ARABIC", draw)[0] for _ in range(PLACES)]
    at = np.array([each[3:] for each in TOWNS])[town] + rng.normal(0, 0.3, (PLACES, 2))
    parties = [f"{made_up_name('ARABIC', draw)[0]} Front" for _ in range(300)]
    papers = [f"{made_up_name('ARABIC', draw)[0]} Post" for _ in range(200)]
    first_day = np.datetime64("2014-01-01")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADING)
        for start in range(0, rows, CHUNK):
            size = min(CHUNK, rows - start)
            place = (PLACES * rng.random(size) ** 2).astype(int)
            days = np.datetime_as_string(first_day + rng.integers(4_000, size=size))
            kind, side, other = (rng.integers(n, size=size) for n in (7, 300, 300))
            dead, hurt = rng.poisson(2, size), rng.poisson(4, size)
            paper = rng.integers(200, size=size)
            for n in range(size):
                p, number = place[n], start + n
                near, division, country, *_ = TOWNS[town[p]]
                lon, lat = at[p]
                bare = number % NAMED_ONLY == 0
                writer.writerow(
                    (
                        f"E{number}",
                        days[n],
                        near if bare else names[p],
                        division,
                        country,
                        "" if bare else f"{lon:.5f}",
                        "" if bare else f"{lat:.5f}",
                        TYPES[kind[n]],
                        parties[side[n]],
                        parties[other[n]],
                        dead[n],
                        hurt[n],
                        papers[paper[n]],
                        f"{TYPES[kind[n]]} near {names[p]}, {near}: witness {number} of it",
                    )
                )


def timed(step: str, function: Callable[[], Any]) -> Any:
    """What a function returns; how long it took and the peak of memory are printed."""
    start, cpu_start = time.perf_counter(), time.process_time()
    result = function()
    seconds, cpu_s = time.perf_counter() - start, time.process_time() - cpu_start
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    say(f"  {step:<8} {seconds:7.2f} s, {cpu_s:7.2f} s of CPU; peak {peak_mb:7,.0f} MB")
    return result


def measure(path: Path) -> None:
    """Print what each step from a table to a map takes."""
    from conflictmap.maps import render_map
    from conflictmap.maps.options import About

    say(f"{path.name}: {path.stat().st_size / 1e6:,.1f} MB")
    dataset = timed("read", lambda: read_dataset(path))
    with_places = len(dataset.events)
    lookup = PlaceLookup()
    dataset = timed("geocode", lambda: geocode_dataset(dataset, lookup))
    events = timed("locate", lambda: locate_dataset(dataset))
    about = About(title=dataset.title, notes=dataset.notes)
    text = timed("render", lambda: render_map(events, lookup, about=about))
    say(
        f"  {with_places:,} events read, {len(events):,} placed, {len(dataset.rejected):,} "
        f"rows left out; the map has {len(text) / 1e6:,.1f} MB"
    )


def main() -> None:
    """Measure the tables that are named, or a made-up one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="*", type=Path)
    parser.add_argument("--rows", type=int, default=ROWS)
    options = parser.parse_args()
    if options.tables:
        for path in options.tables:
            measure(path)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.csv"
        make_table(path, options.rows)
        measure(path)


if __name__ == "__main__":
    main()
