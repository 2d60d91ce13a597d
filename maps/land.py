"""Land, borders and the names on them within the boxes of a map, from the tables.

A narrow map reads what touches its boxes, and cuts it. One of several continents is cut
from the whole tables, which are read, and their lines and the places of their names
found, once a process: the same map however often it is made, and after whatever others.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import shapely

from ..data import tables
from ..geo.arabic import country_names, place_name
from .landlines import Shapes, border_lines, land_of, name_spots

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["Land", "Name", "land_within", "touched", "vast_land_within"]

Boxes: TypeAlias = "Sequence[tables.Bounds]"
Name: TypeAlias = tuple[str, str | None, float, float, float]
"""In English; in Arabic; degrees east and north; width of the room there, degrees."""

_CUT_DEG: Final = 179.88
_LEAST_ROOM_DEG: Final = 0.05
_READ_DEG: Final = 10.0
"""Files are read in steps of this, so that pages of one region share what was read."""


@dataclass(frozen=True, slots=True)
class Land:
    """What is drawn within some boxes; degrees."""

    land: Shapes
    borders: Shapes
    inner: Shapes
    """Between divisions of one country."""
    disputed: Shapes
    countries: list[Name]
    divisions: list[Name]
    titles: dict[str, str]
    """What goes before a division's Arabic name, by code of the country, where known."""


def land_within(boxes: Boxes, countries: Collection[str]) -> Land:
    """The land in boxes, with divisions of some countries."""
    outlines = _clipped(tables.read_countries, boxes)
    all_divisions = _clipped(tables.read_divisions, boxes)
    divisions = all_divisions[all_divisions["country"].isin(countries)]
    disputed = _clipped(tables.read_disputed, boxes).geometry.to_numpy()
    return _drawn(outlines, divisions, np.array([*disputed, _claimed(all_divisions)]))


def vast_land_within(
    boxes: Boxes, bounds: tables.Bounds, countries: Collection[str] = ()
) -> Land:
    """The same of boxes round several continents, with divisions of these countries.

    Without any, of those that the bounds touch. Names stand where they do on whole
    shapes, even if these reach out of the boxes.
    """
    codes = sorted(countries or touched(bounds))
    world, parts = _world(), [_whole_country(code) for code in codes]
    inner = [part.inner for part in parts]
    return Land(
        land=_cut(world.land, boxes),
        borders=_cut(world.borders, boxes),
        inner=_cut(np.concatenate(inner) if inner else world.inner, boxes),
        disputed=_cut(world.disputed, boxes),
        countries=_inside(world.countries, boxes),
        divisions=[name for part in parts for name in _inside(part.divisions, boxes)],
        titles={code: title for part in parts for code, title in part.titles.items()},
    )


@cache
def _world() -> Land:
    """All land, without divisions: 10 MB."""
    outlines, divisions = _whole(tables.read_countries()), _all_divisions()
    disputed = tables.read_disputed().geometry.to_numpy()
    return _drawn(outlines, divisions[:0], np.array([*disputed, _claimed(divisions)]))


@cache
def _all_divisions() -> "gpd.GeoDataFrame":
    return _whole(tables.read_divisions())


@lru_cache(maxsize=64)
def _whole_country(code: str) -> Land:
    """The divisions of a country, and the lines between them."""
    every = _all_divisions()
    return _drawn(every[:0], every[every["country"] == code], np.array([], dtype=object))


def _drawn(
    outlines: "gpd.GeoDataFrame", divisions: "gpd.GeoDataFrame", disputed: Shapes
) -> Land:
    shapes, parts = outlines.geometry.to_numpy(), divisions.geometry.to_numpy()
    borders, _ = border_lines(shapes, _owners(outlines["code"]))
    _, inner = border_lines(parts, _owners(divisions["country"]))
    return Land(
        land=shapely.get_parts(land_of(shapes)),
        borders=shapely.get_parts(borders),
        inner=shapely.get_parts(inner),
        disputed=disputed,
        countries=_names(outlines, list(map(country_names().get, outlines["code"]))),
        divisions=_names(divisions, _division_names(divisions)),
        titles=_titles(divisions),
    )


def _clipped(read: Any, boxes: Boxes) -> "gpd.GeoDataFrame":  # noqa: ANN401
    """Rows of a table that have a part in a box, cut by it."""
    import pandas as pd  # noqa: PLC0415

    parts = []
    for box in boxes:
        frame = _near(read, box)
        shapes = shapely.clip_by_rect(frame.geometry.to_numpy(), *box)
        is_there = ~shapely.is_empty(shapes)
        parts.append(frame[is_there].set_geometry(shapes[is_there], crs=frame.crs))
    return parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)


def _near(read: Any, box: tables.Bounds) -> "gpd.GeoDataFrame":  # noqa: ANN401
    """Rows of a table whose own boxes touch one; pages of one region read a file once."""
    west, south, east, north = box
    frame, sides = _read_near(
        read,
        (
            max(-180.0, math.floor(west / _READ_DEG) * _READ_DEG),
            max(-90.0, math.floor(south / _READ_DEG) * _READ_DEG),
            min(180.0, math.ceil(east / _READ_DEG) * _READ_DEG),
            min(90.0, math.ceil(north / _READ_DEG) * _READ_DEG),
        ),
    )
    touches = (sides[0] <= east) & (sides[2] >= west)
    return frame[touches & (sides[1] <= north) & (sides[3] >= south)]


@lru_cache(maxsize=24)
def _read_near(
    read: Any,  # noqa: ANN401
    box: tables.Bounds,
) -> "tuple[gpd.GeoDataFrame, NDArray[np.float64]]":
    frame = _whole(read(box))
    return frame, shapely.bounds(frame.geometry.to_numpy()).reshape(-1, 4).T


def _whole(frame: "gpd.GeoDataFrame") -> "gpd.GeoDataFrame":
    """The shapes, which the tables cut at 179.9 degrees, drawn out to 180."""

    def stretched(points: "NDArray[np.float64]") -> "NDArray[np.float64]":
        lon = points[:, 0]
        points[:, 0] = np.where(np.abs(lon) > _CUT_DEG, np.copysign(180.0, lon), lon)
        return points

    shapes = frame.geometry.to_numpy()
    west, _, east, _ = shapely.bounds(shapes).reshape(-1, 4).T
    reach = np.maximum(-west, east) > _CUT_DEG
    if not reach.any():
        return frame
    shapes[reach] = shapely.transform(shapes[reach], stretched)
    return frame.set_geometry(shapes, crs=frame.crs)


def _cut(shapes: Shapes, boxes: Boxes) -> Shapes:
    return np.concatenate([shapely.clip_by_rect(shapes, *box) for box in boxes])


def _inside(names: list[Name], boxes: Boxes) -> list[Name]:
    return [
        name
        for name in names
        if any(
            west <= name[2] <= east and south <= name[3] <= north
            for west, south, east, north in boxes
        )
    ]


def _claimed(divisions: "gpd.GeoDataFrame") -> "BaseGeometry":
    """Borders of divisions that GeoNames and Natural Earth count to different countries."""
    owner, by_code = divisions["country"], divisions["code_country"]
    claimed = owner.notna() & by_code.notna() & (owner != by_code)
    sides = {*owner[claimed], *by_code[claimed]}
    near = divisions[owner.isin(sides)]
    lines, _ = border_lines(near.geometry.to_numpy(), _owners(claimed[near.index]))
    return lines


def touched(bounds: tables.Bounds) -> set[str]:
    """Codes of the countries that a view touches."""
    west, south, east, north = bounds
    if east > 180.0:
        west, east = (-180.0, 180.0) if east - west >= 360.0 else (west, east - 360.0)
    sides = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    codes: set[str] = set()
    for first, last in sides:
        found = _near(tables.read_countries, (first, south, last, north))
        box = shapely.box(first, south, last, north)
        is_there = shapely.intersects(found.geometry.to_numpy(), box)
        codes.update(found["code"][is_there].dropna())
    return codes


def _owners(column: "pd.Series[Any]") -> list[str]:
    return [str(code) for code in column]


def _division_names(frame: "gpd.GeoDataFrame") -> list[str | None]:
    owners = frame["code_country"].fillna(frame["country"])
    return [
        _arabic_name(owner, name, others)
        for owner, name, others in zip(owners, frame["name"], frame["names"], strict=True)
    ]


@lru_cache(maxsize=8192)
def _arabic_name(country: str, name: str, others: str) -> str | None:
    return place_name(country, name, others.split("|"))


def _titles(divisions: "gpd.GeoDataFrame") -> dict[str, str]:
    words = tables.load_arabic_names().titles
    kinds: dict[str, list[str]] = {}
    for code, kind in zip(divisions["country"], divisions["kind"], strict=True):
        if isinstance(code, str):
            kinds.setdefault(code, []).extend([kind] if isinstance(kind, str) else [])
    found = {
        code: words.get(code) or words.get(max(sorted(of), key=of.count, default=""))
        for code, of in sorted(kinds.items())
    }
    return {code: title for code, title in found.items() if title is not None}


def _names(frame: "gpd.GeoDataFrame", arabic: list[str | None]) -> list[Name]:
    """Names of the shapes that have room for one."""
    points, room = name_spots(frame.geometry.to_numpy())
    told = zip(
        frame["name"].tolist(),
        arabic,
        *points.T.round(3).tolist(),
        room.round(3).tolist(),
        strict=True,
    )
    return [name for name, wide in zip(told, room >= _LEAST_ROOM_DEG, strict=True) if wide]
