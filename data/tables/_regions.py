"""Regions, waters and roads that reports name, from the descriptions in regions.toml.

What a description may say is told at the head of regions.toml. Shapes are coarse: they
say where a name is, to a few kilometres for lines and a tenth of the size for areas
drawn by hand.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from . import _outlines

__all__ = ["Gazetteer", "build_regions"]

_CRS: Final = "EPSG:4326"
_GRID_DEG: Final = 1e-5
_SIMPLER: Final = 0.02
_MOST_SIMPLER_DEG: Final = 0.25
_SPECK: Final = 0.01
"""Parts below this share of the whole area are left out."""
_KM_PER_DEG: Final = 111.2
_SHORE_DEG: Final = 0.15
_BANK_DEG: Final = 0.03
_LEAST_SHARE: Final = 0.05
_LEAST_SHORE_SHARE: Final = 0.005
_MOST_OF_IT: Final = 0.5
_ANYWHERE: Final = "*"
_POINT: Final = re.compile(r"(-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)$")


class Gazetteer:
    """The towns, divisions and countries that a description can name."""

    def __init__(
        self, towns: pd.DataFrame, divisions: gpd.GeoDataFrame, countries: gpd.GeoDataFrame
    ) -> None:
        """Index the rows of the two tables, and ``towns``.

        These have ``country``, ``name``, ``names``, ``population``, ``lon`` and ``lat``.
        """
        known = countries.dropna(subset="code")
        self.countries = dict(zip(known["code"], known.geometry, strict=True))
        self._tree = shapely.STRtree(countries.geometry.to_numpy())
        self._outlines = countries.geometry.to_numpy()
        self._divisions = _index_divisions(divisions)
        self._towns = _index_towns(towns)

    def find_points(self, text: str) -> list[tuple[float, float]]:
        """Find the points of "SY:Aleppo, Hama, 36.72 34.73": longitude, latitude."""
        points = []
        country = ""
        for item in _split(text):
            found = _POINT.match(item)
            if found:
                points.append((float(found[1]), float(found[2])))
                continue
            country, name = _qualify(item, country)
            key = (country, _fold(name))
            if key not in self._towns:
                raise KeyError(f"{item!r}: no town {name!r} of {country!r} in GeoNames")
            points.append(self._towns[key])
        return points

    def find_area(self, text: str) -> shapely.Geometry:
        """Unite the countries and divisions of "UA:Donets'k, #14, MD"."""
        parts: list[shapely.Geometry] = []
        country = ""
        for item in _split(text):
            if item in self.countries:
                parts.append(self.countries[item])
                continue
            country, name = _qualify(item, country)
            key = (country, name if name.startswith("#") else _fold(name))
            if key not in self._divisions:
                raise KeyError(f"{item!r}: no division {name!r} of {country!r}")
            parts.extend(self._divisions[key])
        return shapely.union_all(parts)

    def find_land(self, shape: shapely.Geometry) -> shapely.Geometry:
        """Unite the countries that ``shape`` touches."""
        return shapely.union_all(self._outlines[self._tree.query(shape, "intersects")])


def build_regions(
    described: Mapping[str, Mapping[str, Mapping[str, Any]]], gazetteer: Gazetteer
) -> gpd.GeoDataFrame:
    """Make ``regions.fgb`` of regions.toml, whose tables are the kinds."""
    rows = []
    for kind, entries in described.items():
        for name, entry in entries.items():
            try:
                rows.append(_build_row(kind, name, entry, gazetteer))
            except (KeyError, ValueError, shapely.GEOSException) as err:
                raise ValueError(f"regions.toml, [{kind}] {name!r}: {err}") from err
    built = gpd.GeoDataFrame(rows, crs=_CRS)
    return built.sort_values(["name", "kind"], ignore_index=True)


def _build_row(
    kind: str, name: str, entry: Mapping[str, Any], gazetteer: Gazetteer
) -> dict[str, Any]:
    shape = _draw(entry, gazetteer)
    if shapely.is_empty(shape):
        raise ValueError("nothing is left of its shape")
    lon, lat = _find_centre(shape)
    shapes, lons, lats = np.array([shape]), np.array([lon]), np.array([lat])
    countries = entry.get("countries") or _find_countries(entry, shape, gazetteer)
    return {
        "name": name,
        "kind": kind,
        "names": "|".join(_name_others(kind, name, entry)),
        "countries": "|".join(_split(countries)),
        "lon": lon,
        "lat": lat,
        "radius_m": float(_outlines.measure_radii_m(shapes, lons, lats)[0]),
        "geometry": shape,
    }


def _name_others(kind: str, name: str, entry: Mapping[str, Any]) -> list[str]:
    """List the other names; a river is also "X River" and "River X"."""
    others = entry.get("names", "").split("|")
    if kind == "water" and "line" in entry and not name.endswith("Canal"):
        river = name.removesuffix(" River")
        others += [f"{river} River", f"River {river}"]
    return [other for other in dict.fromkeys(others) if other and other != name]


def _draw(entry: Mapping[str, Any], gazetteer: Gazetteer) -> shapely.Geometry:
    if "line" in entry:
        courses = entry["line"].split(";")
        lines = [gazetteer.find_points(course) for course in courses]
        return shapely.set_precision(shapely.MultiLineString(lines), _GRID_DEG)
    return _tidy(_draw_area(entry, gazetteer))


def _draw_area(entry: Mapping[str, Any], gazetteer: Gazetteer) -> shapely.Geometry:
    if "of" in entry:
        return gazetteer.find_area(entry["of"])
    if "around" in entry:
        drawn = _surround(gazetteer.find_points(entry["around"]), entry["km"])
    else:
        (text,) = (entry[key] for key in ("ring", "sea", "lake") if key in entry)
        drawn = shapely.Polygon(gazetteer.find_points(text))
        if not drawn.is_valid:
            raise ValueError(shapely.is_valid_reason(drawn))
    if "sea" in entry:
        return shapely.difference(drawn, gazetteer.find_land(drawn))
    if "lake" in entry:
        return drawn
    within = entry.get("within")
    if within == _ANYWHERE:
        return drawn
    land = gazetteer.find_area(within) if within else gazetteer.find_land(drawn)
    return shapely.intersection(drawn, land)


def _surround(points: list[tuple[float, float]], km: float) -> shapely.Geometry:
    """Buffer the hull of ``points``, true to scale at its middle latitude."""
    hull = shapely.MultiPoint(points).convex_hull
    scale = float(np.cos(np.radians(hull.centroid.y)))
    squeezed = shapely.transform(hull, lambda each: each * [scale, 1.0])
    buffered = squeezed.buffer(km / _KM_PER_DEG, quad_segs=4)
    return shapely.transform(buffered, lambda each: each / [scale, 1.0])


def _tidy(area: shapely.Geometry) -> shapely.Geometry:
    """Simplify in proportion to the size, leave specks out, round to a metre."""
    tolerance = min(_SIMPLER * float(np.sqrt(shapely.area(area))), _MOST_SIMPLER_DEG)
    simple = shapely.set_precision(shapely.simplify(area, tolerance), _GRID_DEG)
    parts = shapely.get_parts(simple)
    areas = shapely.area(parts)
    kept = parts[(areas > 0) & (areas >= _SPECK * areas.sum())]
    least = _SPECK * areas.sum()
    return shapely.MultiPolygon([_fill(each, least) for each in kept])


def _fill(part: shapely.Polygon, least: float) -> shapely.Polygon:
    """Fill the holes whose area is below ``least``."""
    holes = [hole for hole in part.interiors if shapely.Polygon(hole).area >= least]
    return shapely.Polygon(part.exterior, holes)


def _find_centre(shape: shapely.Geometry) -> tuple[float, float]:
    """Find a point on the longest line half-way along, or inside the area."""
    if isinstance(shape, shapely.MultiLineString):
        parts = shapely.get_parts(shape)
        longest = parts[np.argmax(shapely.length(parts))]
        middle = shapely.line_interpolate_point(longest, 0.5, normalized=True)
        return round(middle.x, 5), round(middle.y, 5)
    lon, lat = _outlines.find_centres(np.array([shape]))
    return round(float(lon[0]), 5), round(float(lat[0]), 5)


def _find_countries(
    entry: Mapping[str, Any], shape: shapely.Geometry, gazetteer: Gazetteer
) -> str:
    """List the countries, by area, with 5 % of it, or more than half of them in it.

    A line's are those along its banks; a sea's those with half a per cent of its shores.
    """
    reach = _BANK_DEG if "line" in entry else _SHORE_DEG if "sea" in entry else 0.0
    wide = shapely.buffer(shape, reach) if reach else shape
    shares = {}
    for code, outline in gazetteer.countries.items():
        shared = shapely.intersection(wide, outline).area
        if shared:
            shares[code] = (shared, shared / outline.area)
    total = sum(shared for shared, _ in shares.values())
    least = _LEAST_SHORE_SHARE if "sea" in entry else _LEAST_SHARE
    held = [
        (-shared, code)
        for code, (shared, of_country) in shares.items()
        if shared >= least * total or of_country > _MOST_OF_IT
    ]
    return ", ".join(code for _, code in sorted(held))


def _index_divisions(
    divisions: gpd.GeoDataFrame,
) -> dict[tuple[str, str], list[shapely.Geometry]]:
    """Index by country and "#code", and by country and folded name."""
    found: dict[tuple[str, str], list[shapely.Geometry]] = {}
    named: dict[tuple[str, str], list[shapely.Geometry]] = {}
    for row in divisions.itertuples():
        for country in dict.fromkeys([row.country, row.code_country]):
            found.setdefault((country, _fold(row.name)), []).append(row.geometry)
            for name in row.names.split("|"):
                named.setdefault((country, _fold(name)), []).append(row.geometry)
        code = (row.code_country, f"#{row.code}")
        found.setdefault(code, []).append(row.geometry)
    return {**named, **found}


def _index_towns(towns: pd.DataFrame) -> dict[tuple[str, str], tuple[float, float]]:
    """Index by country and folded name: the most populous of a name."""
    ranked = towns.sort_values(["population", "lon", "lat"], ascending=False)
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for row in ranked.itertuples():
        for name in (row.name, *row.names):
            found.setdefault((row.country, _fold(name)), (row.lon, row.lat))
    return found


def _split(text: str) -> Iterable[str]:
    return [item.strip() for item in text.split(",") if item.strip()]


def _qualify(item: str, country: str) -> tuple[str, str]:
    """Split "SY:Hama" in two; "Hama" alone is of the country named last."""
    code, colon, name = item.partition(":")
    return (code, name) if colon else (country, item)


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())
