"""How long pages of N events take to be built, and how large they are, beside the peers.

Run ``python tests/bench/bench_peers.py N [--only NAME]... [--keep FOLDER]``. The events are
made up, always the same, and in memory in the form that a builder takes before its clock
runs; it stops when the file is written. The processor's time is told beside the clock's,
as it changes less when others use the machine. Every page shows 13 fields of an event in
a popup; ours also carries the other fields of ``EVENT_COLUMNS``. Builders run in turns, so
that the machine's drift falls on all alike; medians, and in brackets the fastest and the
slowest. A builder that takes long runs once, and one that would take too long not at all,
unless it is named. Peers are no dependencies of this project: those not installed are
named. ``bench_page.py`` opens the files that ``--keep`` leaves, called NAME-N.html.
"""

import argparse
import contextlib
import gc
import html
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_dump import noise, say
from made_events import PLAIN, columns_of, made_events

if TYPE_CHECKING:
    import folium
    import geopandas as gpd

    from conflictmap.geo import PlaceLookup

ROUNDS = 3
LONG_S = 12.0  # a builder slower than this is not run again
UNLIMITED = 10**9
CENTRE, ZOOM = (25.0, 45.0), 4  # latitude first, as folium wants it; all events in view


@dataclass(frozen=True, slots=True)
class Made:
    """The same events in the forms that builders take."""

    events: "gpd.GeoDataFrame"
    """All columns of the schema: what ours takes."""
    plain: "gpd.GeoDataFrame"
    """The 13 fields, and points."""
    columns: dict[str, list[Any]]
    """The 13 fields as lists."""


@dataclass(frozen=True, slots=True)
class Builder:
    """How a page is built, of how many events at most, and with which packages."""

    build: Callable[[Made, Path], None]
    most: int = UNLIMITED
    packages: tuple[str, ...] = ()


def make(count: int) -> Made:
    """Made-up events in every form."""
    import geopandas as gpd

    events = made_events(count)
    columns = columns_of(events)
    plain = gpd.GeoDataFrame(columns, geometry=events.geometry, crs=events.crs)
    return Made(events, plain, columns)


def conflictmap_page(made: Made, path: Path) -> None:
    """Our page: the one function that knows how it is made."""
    from conflictmap.maps import ConflictMap

    ConflictMap(made.events, _lookup()).save(path)


@cache
def _lookup() -> "PlaceLookup":
    """Opened once for all pages, as for a site."""
    from conflictmap.geo import PlaceLookup

    return PlaceLookup()


def orjson_file(made: Made, path: Path) -> None:
    """No page at all, only the 13 fields of the frame that ours starts from."""
    import orjson

    path.write_bytes(orjson.dumps(columns_of(made.events)))


def orjson_lists(made: Made, path: Path) -> None:
    """The same with the fields as lists before the clock runs: the floor."""
    import orjson

    path.write_bytes(orjson.dumps(made.columns))


def blank_map(**options: object) -> "folium.Map":
    """A folium map without tiles, of the part of the world where the events are."""
    import folium

    # without tiles clusters are told nowhere else how deep they go
    return folium.Map(CENTRE, zoom_start=ZOOM, tiles=None, maxZoom=18, **options)


def popups(made: Made) -> list[str]:
    """The fields of each event as a table in HTML, escaped."""
    rows = zip(*made.columns.values(), strict=True)
    return [
        "<table>"
        + "".join(
            f"<tr><th>{name}</th><td>{html.escape(str(value))}</td></tr>"
            for name, value in zip(PLAIN, row, strict=True)
        )
        + "</table>"
        for row in rows
    ]


def points(made: Made) -> Iterator[tuple[float, float]]:
    """Latitude and longitude, as folium wants them."""
    return zip(made.columns["lat"], made.columns["lon"], strict=True)


def folium_marker(made: Made, path: Path) -> None:
    import folium

    world = blank_map()
    for at, popup in zip(points(made), popups(made), strict=True):
        folium.Marker(at, popup=popup).add_to(world)
    world.save(path)


def folium_cluster(made: Made, path: Path) -> None:
    from folium.plugins import MarkerCluster

    world = blank_map()
    MarkerCluster([*points(made)], popups=popups(made)).add_to(world)
    world.save(path)


def folium_fast_cluster(made: Made, path: Path) -> None:
    from folium.plugins import FastMarkerCluster

    callback = """(row) => {
      const marker = L.marker([row[0], row[1]]);
      return marker.bindPopup(() => {
        const table = document.createElement("table");
        row[2].forEach((value, i) => {
          const line = table.insertRow();
          line.insertCell().textContent = NAMES[i];
          line.insertCell().textContent = String(value);
        });
        return table;
      });
    }""".replace("NAMES", str([*PLAIN]))
    fields = zip(*made.columns.values(), strict=True)
    rows = [[*at, [*row]] for at, row in zip(points(made), fields, strict=True)]
    world = blank_map()
    FastMarkerCluster(rows, callback=callback).add_to(world)
    world.save(path)


def folium_geojson(made: Made, path: Path) -> None:
    import folium

    world = blank_map(prefer_canvas=True)
    folium.GeoJson(
        made.plain,
        marker=folium.CircleMarker(radius=4),
        popup=folium.GeoJsonPopup([*PLAIN]),
    ).add_to(world)
    world.save(path)


def folium_timestamped(made: Made, path: Path) -> None:
    from folium.plugins import TimestampedGeoJson

    days = made.events["date_start"].dt.strftime("%Y-%m-%d")
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {"times": [day], "popup": popup, "icon": "circle"},
        }
        for (lat, lon), day, popup in zip(points(made), days, popups(made), strict=True)
    ]
    world = blank_map(prefer_canvas=True)
    TimestampedGeoJson(
        {"type": "FeatureCollection", "features": features},
        period="P1M",
        duration="P1M",
        auto_play=False,
        add_last_point=False,
    ).add_to(world)
    world.save(path)


def geopandas_explore(made: Made, path: Path) -> None:
    shown = made.plain.explore(
        column="event_type",
        tiles=None,
        tooltip=False,
        popup=[*PLAIN],
        prefer_canvas=True,
    )
    shown.save(path)


def pydeck_offline(made: Made, path: Path) -> None:
    import pandas as pd
    import pydeck

    layer = pydeck.Layer(
        "ScatterplotLayer",
        pd.DataFrame(made.columns),
        get_position=["lon", "lat"],
        get_fill_color=[144, 0, 0],
        get_radius=1000,
        radius_min_pixels=2,
        pickable=True,
    )
    view = pydeck.ViewState(latitude=CENTRE[0], longitude=CENTRE[1], zoom=ZOOM - 1)
    tooltip = {"text": "\n".join(f"{name}: {{{name}}}" for name in PLAIN)}
    deck = pydeck.Deck(
        layers=[layer],
        initial_view_state=view,
        map_provider=None,
        map_style=None,
        tooltip=tooltip,
    )
    deck.to_html(str(path), offline=True, open_browser=False, notebook_display=False)


def lonboard_map(made: Made, path: Path) -> None:
    from lonboard import Map, ScatterplotLayer

    layer = ScatterplotLayer.from_geopandas(
        made.plain, get_fill_color=[144, 0, 0], radius_min_pixels=2, pickable=True
    )
    Map(layer, basemap=None).to_html(path)


def kepler_map(made: Made, path: Path) -> None:
    import pandas as pd
    from keplergl import KeplerGl

    frame = pd.DataFrame(made.columns)
    KeplerGl(data={"events": frame}).save_to_html(file_name=str(path))


def plotly_map(made: Made, path: Path) -> None:
    import plotly.express as px

    # scatter_map, with WebGL, shows nothing without a style from the network
    figure = px.scatter_geo(made.columns, lat="lat", lon="lon", hover_data=[*PLAIN])
    figure.update_geos(visible=False, fitbounds="locations")
    figure.write_html(path, include_plotlyjs=True)


BUILDERS = {
    "orjson": Builder(orjson_file, packages=("orjson",)),
    "orjson-lists": Builder(orjson_lists, packages=("orjson",)),
    "conflictmap": Builder(conflictmap_page),
    "lonboard": Builder(lonboard_map, packages=("lonboard",)),
    "fast-cluster": Builder(folium_fast_cluster, packages=("folium",)),
    "kepler": Builder(kepler_map, packages=("keplergl",)),
    "plotly": Builder(plotly_map, packages=("plotly",)),
    "pydeck": Builder(pydeck_offline, packages=("pydeck",)),
    "geojson": Builder(folium_geojson, 100_000, ("folium",)),
    "timestamped": Builder(folium_timestamped, 100_000, ("folium",)),
    "explore": Builder(
        geopandas_explore, 100_000, ("geopandas", "mapclassify", "matplotlib")
    ),
    "cluster": Builder(folium_cluster, 10_000, ("folium",)),
    "marker": Builder(folium_marker, 10_000, ("folium",)),
}


def missing(packages: tuple[str, ...]) -> list[str]:
    """Those of some packages that are not installed."""
    absent = []
    for name in packages:
        try:
            version(name)
        except PackageNotFoundError:
            absent.append(name)
    return absent


def chosen(count: int, only: list[str]) -> dict[str, Builder]:
    """The builders to be run; says which are left out, and why."""
    taken: dict[str, Builder] = {}
    absent: list[str] = []
    for name, builder in BUILDERS.items():
        if only and name not in only:
            continue
        if lacking := missing(builder.packages):
            absent += lacking
            say(f"  {name}: left out, {', '.join(lacking)} not installed")
        elif count > builder.most and not only:
            say(f"  {name}: left out, takes too long beyond {builder.most:,} events")
        else:
            taken[name] = builder
    if absent:
        say(f"  to have them: pip install {' '.join(dict.fromkeys(absent))}")
    return taken


def run(builder: Builder, made: Made, path: Path) -> tuple[float, float]:
    """Seconds that one build takes, by the clock and of the processor."""
    gc.collect()
    start, start_cpu = time.perf_counter(), time.process_time()
    with contextlib.redirect_stdout(None):
        builder.build(made, path)
    return time.perf_counter() - start, time.process_time() - start_cpu


def warm_up(builders: dict[str, Builder], folder: Path) -> None:
    """Build few events with each, so that nothing is imported while the clock runs."""
    few, path = make(100), folder / "warm.html"
    for builder in builders.values():
        with contextlib.suppress(Exception):  # told of when it counts
            run(builder, few, path)
    path.unlink(missing_ok=True)


def compare(builders: dict[str, Builder], made: Made, folder: Path, rounds: int) -> None:
    """Build all in turns, and print the table."""
    count = len(made.events)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in builders}
    for _ in range(rounds):
        for name, builder in builders.items():
            if name in times and not (times[name] and max(times[name])[0] > LONG_S):
                try:
                    taken = run(builder, made, folder / f"{name}-{count}.html")
                except Exception as error:  # noqa: BLE001  the others still count
                    say(f"  {name}: failed, {type(error).__name__}: {error}"[:200])
                    del times[name]
                else:
                    times[name].append(taken)
    show(builders, times, folder, count)


def show(
    builders: dict[str, Builder],
    times: dict[str, list[tuple[float, float]]],
    folder: Path,
    count: int,
) -> None:
    """Print the table."""
    say(f"{'':14}{'build s':>9}{'(fastest to slowest, runs)':>28}{'cpu s':>9}{'MB':>9}")
    for name, runs in times.items():
        clock, cpu = zip(*runs, strict=True)
        spread = f"({min(clock):.3f} to {max(clock):.3f}, {len(clock)})"
        size = (folder / f"{name}-{count}.html").stat().st_size / 1e6
        packages = builders[name].packages or ("conflictmap",)
        versions = ", ".join(f"{package} {version(package)}" for package in packages)
        middle, middle_cpu = statistics.median(clock), statistics.median(cpu)
        say(f"{name:14}{middle:9.3f}{spread:>28}{middle_cpu:9.3f}{size:9.2f}  {versions}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("--only", action="append", default=[], choices=BUILDERS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the files here")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")  # what peers say of themselves
    say(f"{options.count:,} events")
    builders = chosen(options.count, options.only)
    made = make(options.count)
    noise()
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        warm_up(builders, folder)
        compare(builders, made, folder, options.rounds)
    noise()


if __name__ == "__main__":
    main()
