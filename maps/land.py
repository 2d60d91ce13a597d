"""Land, borders and the names on them within the boxes of a map, from the tables.

A narrow map reads what touches its boxes, and cuts it. One of several continents is cut
from the whole tables, which are read, and their lines and the places of their names
found, once a process: the same map however often it is made, and after whatever others.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import shapely

from ..data import tables
from ..geo.arabic import country_names, place_name
from .land_rows import Rows, cut_rows, cut_shapes, near_rows, whole_rows
from .landlines import Shapes, border_lines, land_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["Land", "Name", "land_within", "touched", "vast_land_within"]

Boxes: TypeAlias = "Sequence[tables.Bounds]"
Name: TypeAlias = tuple[str, str | None, float, float, float]
"""In English; in Arabic; degrees east and north; width of the room there, degrees."""

_LEAST_ROOM_DEG: Final = 0.05


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
    outlines = cut_rows(tables.read_countries, boxes)
    divisions = cut_rows(tables.read_divisions, boxes)
    disputed = cut_shapes(tables.read_disputed, boxes)
    drawn = divisions.where(_are_in(divisions["country"], countries))
    return _drawn(outlines, drawn, np.array([*disputed, _claimed(divisions)]))


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
    outlines, divisions = whole_rows(tables.read_countries()), _all_divisions()
    disputed = tables.read_disputed().geometry.to_numpy()
    return _drawn(outlines, _none_of(divisions), np.array([*disputed, _claimed(divisions)]))


@cache
def _all_divisions() -> Rows:
    return whole_rows(tables.read_divisions())


@lru_cache(maxsize=64)
def _whole_country(code: str) -> Land:
    """The divisions of a country, and the lines between them."""
    every = _all_divisions()
    drawn = every.where(every["country"] == code)
    return _drawn(_none_of(every), drawn, np.array([], dtype=object))


def _none_of(rows: Rows) -> Rows:
    return rows.where(np.zeros(len(rows), dtype=bool))


def _drawn(outlines: Rows, divisions: Rows, disputed: Shapes) -> Land:
    borders, _ = border_lines(outlines.shapes, outlines["code"])
    _, inner = border_lines(divisions.shapes, divisions["country"])
    return Land(
        land=shapely.get_parts(land_of(outlines.shapes)),
        borders=shapely.get_parts(borders),
        inner=shapely.get_parts(inner),
        disputed=disputed,
        countries=_names(outlines, list(map(country_names().get, outlines["code"]))),
        divisions=_names(divisions, _division_names(divisions)),
        titles=_titles(divisions),
    )


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


def _claimed(divisions: Rows) -> "BaseGeometry":
    """Borders of divisions that GeoNames and Natural Earth count to different countries."""
    owner, by_code = divisions["country"], divisions["code_country"]
    claimed = _are_known(owner) & _are_known(by_code) & (owner != by_code)
    near = _are_in(owner, {*owner[claimed], *by_code[claimed]})
    lines, _ = border_lines(divisions.shapes[near], claimed[near])
    return lines


def _are_known(codes: "NDArray[np.object_]") -> "NDArray[np.bool_]":
    return np.array([isinstance(code, str) for code in codes], dtype=bool)


def _are_in(codes: "NDArray[np.object_]", wanted: Collection[str]) -> "NDArray[np.bool_]":
    return np.array([code in wanted for code in codes], dtype=bool)


def touched(bounds: tables.Bounds) -> set[str]:
    """Codes of the countries that a view touches."""
    west, south, east, north = bounds
    if east > 180.0:
        west, east = (-180.0, 180.0) if east - west >= 360.0 else (west, east - 360.0)
    sides = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    codes: set[str] = set()
    for first, last in sides:
        view = (first, south, last, north)
        found, is_there = near_rows(tables.read_countries, view)
        doubtful = ~is_there
        is_there[doubtful] = shapely.intersects(found.shapes[doubtful], shapely.box(*view))
        codes.update(code for code in found["code"][is_there] if isinstance(code, str))
    return codes


def _division_names(divisions: Rows) -> list[str | None]:
    columns = (divisions[name] for name in ("code_country", "country", "name", "names"))
    return [
        _arabic_name(by_code if isinstance(by_code, str) else owner, name, others)
        for by_code, owner, name, others in zip(*columns, strict=True)
    ]


@lru_cache(maxsize=8192)
def _arabic_name(country: str, name: str, others: str) -> str | None:
    return place_name(country, name, others.split("|"))


def _titles(divisions: Rows) -> dict[str, str]:
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


def _names(rows: Rows, arabic: list[str | None]) -> list[Name]:
    """Names of the shapes that have room for one."""
    east, north, room = rows.found_spots().T
    told = zip(
        rows["name"].tolist(),
        arabic,
        *(column.round(3).tolist() for column in (east, north, room)),
        strict=True,
    )
    return [name for name, wide in zip(told, room >= _LEAST_ROOM_DEG, strict=True) if wide]
