"""The divisions of Natural Earth with GeoNames' codes, and the countries they make up.

Natural Earth's ``fips`` is GeoNames' country-and-admin1 code for most countries, and
missing or stale for others: of the 3,461 divisions that have one and hold two towns or
more, 2,326 agree with the towns. The towns of GeoNames that lie in a division know
better: the code that most of them carry is the division's code.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from . import _division_names, _outlines

__all__ = [
    "Additions",
    "build_countries",
    "build_disputed",
    "build_divisions",
    "read_world_map",
    "vote_codes",
]

Additions: TypeAlias = Mapping[str, Mapping[str, Any]]
"""additions.toml."""

_CRS: Final = "EPSG:4326"
_MIN_VOTES: Final = 2
_MIN_FOREIGN_VOTES: Final = 5
_MIN_FOREIGN_SHARE: Final = 0.75
_NO_CODE: Final = ("", "00")
_EMPTY_LANDS: Final = ("AQ", "GL")


def read_world_map(
    path: Path, iso3_to_code: Mapping[str, str], additions: Additions
) -> gpd.GeoDataFrame:
    """Read Natural Earth's divisions, with ``country``: GeoNames' code, or ``None``.

    Natural Earth counts French Guiana, Guadeloupe, Martinique, Réunion, Mayotte,
    Svalbard and Bouvet to their states and leaves Northern Cyprus, Somaliland and some
    bases without a code; GeoNames, whose places this is joined to, gives each a code.
    """
    frame = pyogrio.read_dataframe(path, layer="states_provinces")
    codes = frame["gu_a3"].map({**iso3_to_code, **additions["units"]})
    keys = frame["iso_a2"] + "/" + frame["name"].fillna("")
    country = keys.map(additions["moved"]).fillna(codes).fillna(frame["iso_a2"])
    frame["country"] = [code or None for code in country]
    return frame


def build_divisions(
    world: gpd.GeoDataFrame,
    towns: pd.DataFrame,
    regions: Sequence[_division_names.Region],
    additions: Additions,
) -> gpd.GeoDataFrame:
    """Make ``divisions.fgb`` of ``read_world_map``.

    ``towns`` are GeoNames' places: ``country``, ``code`` (admin1), ``lon``, ``lat``.
    """
    shapes = world.geometry.to_numpy()
    codes = vote_codes(world, towns)
    owners = [None if pd.isna(code) else code for code in codes["code_country"]]
    kinds = additions["kinds"]
    named = _division_names.name_divisions(world, owners, regions, kinds)
    keys = [f"{owner}.{code}" for owner, code in zip(owners, codes["code"], strict=True)]
    names = _division_names.add_names(named, keys, additions["divisions"])
    lon, lat = _outlines.find_centres(shapes)
    columns = {
        "country": world["country"],
        "code": codes["code"],
        "code_country": owners,
        "name": [each.name for each in names],
        "names": ["|".join(each.others) for each in names],
        "kind": [each.kind for each in names],
        "lon": lon.round(5),
        "lat": lat.round(5),
        "radius_m": _outlines.measure_radii_m(shapes, lon, lat),
    }
    empty = world["country"].isin(_EMPTY_LANDS).to_numpy()
    outlines = _outlines.simplify(shapes, empty)
    built = gpd.GeoDataFrame(columns, geometry=outlines, crs=_CRS)
    order = ["country", "code", "name", "lon", "lat"]
    return built.sort_values(order, na_position="last", ignore_index=True)


def build_countries(
    divisions: gpd.GeoDataFrame,
    world: gpd.GeoDataFrame,
    points: Mapping[str, tuple[str, float, float]],
) -> gpd.GeoDataFrame:
    """Dissolve the divisions by country, so that both layers share every border.

    Natural Earth's own ``countries`` layer is not read: in this package it is the same
    coverage dissolved by ISO code (no country differs by 0.5 % of its area), without
    attributes for the units that have no code. ``points`` holds name, longitude and
    latitude by code; ``radius_m`` is measured from there over the unsimplified outline.
    """
    labels = divisions["country"].fillna(divisions["name"]).to_numpy()
    unsimplified = world["country"].fillna(world["admin"]).to_numpy()
    rows = []
    for label in sorted(set(labels)):
        parts = divisions.geometry.to_numpy()[labels == label]
        outline = shapely.coverage_union_all(parts)
        inside = _outlines.find_label(outline)
        name, lon, lat = points.get(label, (label, inside.x, inside.y))
        shapes = world.geometry.to_numpy()[unsimplified == label]
        centres = np.full(len(shapes), lon), np.full(len(shapes), lat)
        row = {
            "code": label if label in points else None,
            "name": name,
            "lon": round(inside.x, 5),
            "lat": round(inside.y, 5),
            "radius_m": _outlines.measure_radii_m(shapes, *centres).max(),
            "geometry": _outlines.to_multi(outline),
        }
        rows.append(row)
    return gpd.GeoDataFrame(rows, crs=_CRS)


def build_disputed(path: Path) -> gpd.GeoDataFrame:
    """Read Natural Earth's disputed border lines: ``name``, ``left``, ``right``."""
    frame = pyogrio.read_dataframe(path, layer="disputed_borders")
    frame = frame.rename(columns={"adm0_left": "left", "adm0_right": "right"})
    lines = frame.geometry.simplify(_outlines.LINE_TOLERANCE_DEG)
    built = gpd.GeoDataFrame(frame[["name", "left", "right"]], geometry=lines, crs=_CRS)
    built["wkb"] = built.geometry.to_wkb(hex=True)
    ordered = built.sort_values(["name", "left", "right", "wkb"], ignore_index=True)
    return ordered.drop(columns="wkb")


def vote_codes(world: gpd.GeoDataFrame, towns: pd.DataFrame) -> pd.DataFrame:
    """Find ``code`` and ``code_country`` of each division: GeoNames' admin1 key.

    The code most of the division's towns carry; else Natural Earth's ``fips``, if some
    town of the country carries it; else the code of its only town; else null. Towns of
    another country only count where they are nearly all there is (Crimea): elsewhere
    they are strays along the border.
    """
    inside = _locate(world, towns)
    own = inside["country"].to_numpy() == world["country"].to_numpy()[inside["row"]]
    home, foreign = _lead(inside[own]), _lead(inside[~own])
    totals = inside.groupby("row").size()
    share = foreign["votes"] / totals.reindex(foreign.index)
    held = (foreign["votes"] >= _MIN_FOREIGN_VOTES) & (share >= _MIN_FOREIGN_SHARE)
    chosen = pd.DataFrame(
        {"code": _read_fips(world, towns), "code_country": world["country"]}
    )
    chosen["code"] = chosen["code"].fillna(home["code"])
    chosen.update(home.loc[home["votes"] >= _MIN_VOTES, ["code"]])
    abroad = foreign.rename(columns={"country": "code_country"})
    chosen.update(abroad.loc[held, ["code", "code_country"]])
    return chosen


def _locate(world: gpd.GeoDataFrame, towns: pd.DataFrame) -> pd.DataFrame:
    """Find the ``row`` of the division that each town lies in, if any."""
    points = shapely.points(towns["lon"].to_numpy(), towns["lat"].to_numpy())
    tree = shapely.STRtree(world.geometry.to_numpy())
    town, row = tree.query(points, predicate="intersects")
    located: pd.DataFrame = towns.iloc[town][["country", "code"]]
    return located.assign(row=row)


def _lead(inside: pd.DataFrame) -> pd.DataFrame:
    """Find the commonest key of each row and its ``votes``; the first of equals."""
    coded = inside[~inside["code"].isin(_NO_CODE)]
    keys = ["row", "country", "code"]
    counts = coded.groupby(keys, as_index=False).agg(votes=("code", "size"))
    order = ["row", "votes", "country", "code"]
    ranked = counts.sort_values(order, ascending=[True, False, True, True])
    return ranked.drop_duplicates("row").set_index("row")


def _read_fips(world: gpd.GeoDataFrame, towns: pd.DataFrame) -> "pd.Series[Any]":
    """Take GeoNames' code from ``fips``, where some town of the country carries it."""
    known = set(zip(towns["country"], towns["code"], strict=True))
    codes = world["fips"].str[2:].fillna("")
    keys = zip(world["country"], codes, strict=True)
    return pd.Series([key[1] if key in known else None for key in keys], dtype=object)
