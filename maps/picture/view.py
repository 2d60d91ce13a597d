"""The part of the world that a picture shows: Web Mercator, fitted to what is reported."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from ...data.schema import NOT_DRAWN, Precision
from .lines import Box, Lines

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from ...data.tables import Bounds

__all__ = ["View", "fit_view"]

_MAX_LAT: Final = 85.0511287798066  # where Web Mercator's square ends
_TILE: Final = 256.0  # units, of the world at zoom 0
_CLOSEST: Final = 9.0  # zoom: a reader cannot look around
_PADDING: Final = 44.0  # units
_SLACK: Final = 12.0  # units round the frame within which shapes are kept
_SEAM_DEG: Final = 0.11  # the tables' outlines end 0.1 degrees from the antimeridian
_SAME: Final = 1e-6  # units
_WORLD_LONS: Final = (-170.0, 190.0)
_WORLD_LATS: Final = (-55.0, 75.0)
_SEMI_MAJOR_M: Final = 6378137.0  # WGS84
_ECCENTRICITY_2: Final = 6.69437999014e-3


@dataclass(frozen=True, slots=True)
class View:
    """What a frame of the picture shows.

    Longitudes run on: a frame across the antimeridian goes on past 180.
    """

    frame: Box  # units
    world: float  # width of the world in units
    lon: float  # degrees, in the middle of the frame
    v: float  # of the middle: 0 at the top of Web Mercator's square, 1 at its bottom

    @property
    def zoom(self) -> float:
        """As Leaflet counts."""
        return math.log2(self.world / _TILE)

    @property
    def lat(self) -> float:
        """Degrees, in the middle of the frame."""
        return math.degrees(math.atan(math.sinh((0.5 - self.v) * 2.0 * math.pi)))

    @property
    def units_per_m(self) -> float:
        """How long a metre is along the parallel in the middle of the frame, on WGS84."""
        lat = math.radians(self.lat)
        normal_m = _SEMI_MAJOR_M / math.sqrt(1.0 - _ECCENTRICITY_2 * math.sin(lat) ** 2)
        return self.world / (2.0 * math.pi * normal_m * math.cos(lat))

    @property
    def bounds(self) -> "Bounds":
        """West, south, east, north with west ≤ east, degrees; a little more than shown."""
        left, top, right, bottom = self.frame
        half = (right - left) / 2.0 + _SLACK
        lon = half / self.world * 360.0
        rise = ((bottom - top) / 2.0 + _SLACK) / self.world
        south, north = (
            math.degrees(math.atan(math.sinh((0.5 - v) * 2.0 * math.pi)))
            for v in (min(self.v + rise, 1.0), max(self.v - rise, 0.0))
        )
        return self.lon - lon, south, self.lon + lon, north

    @property
    def boxes(self) -> "list[Bounds]":
        """The same as one or more bounds of longitudes from -180 to 180."""
        west, south, east, north = self.bounds
        boxes = (
            (max(west + turn, -180.0), south, min(east + turn, 180.0), north)
            for turn in (0.0, -360.0, 360.0)
        )
        return [box for box in boxes if box[0] < box[2]]

    def project(self, points: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """Longitudes, taken as they are, and latitudes in units; shape (n, 2)."""
        left, top, right, bottom = self.frame
        u = (points[:, 0] - self.lon) / 360.0
        sines = np.sin(np.radians(np.clip(points[:, 1], -_MAX_LAT, _MAX_LAT)))
        v = 0.5 - np.log((1.0 + sines) / (1.0 - sines)) / (4.0 * np.pi)
        middle = [(left + right) / 2.0, (top + bottom) / 2.0]
        return np.column_stack([u, v - self.v]) * self.world + middle

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place is, in units: its copy that is nearest to the middle."""
        turned = self.lon + (lon - self.lon + 180.0) % 360.0 - 180.0
        x, y = self.project(np.array([[turned, lat]]))[0].tolist()
        return x, y

    def holds(self, at: tuple[float, float]) -> bool:
        """Whether a point, in units, is in the frame."""
        x, y = at
        left, top, right, bottom = self.frame
        return left <= x <= right and top <= y <= bottom

    def trace(self, shapes: Iterable[Any]) -> Lines:
        """Outlines of shapes in degrees, or lines, as far as they are near the frame."""
        geometries = np.asarray(list(shapes), object)
        west, south, east, north = self.bounds
        found = []
        for turn in (0.0, -360.0, 360.0):
            near = shapely.clip_by_rect(geometries, west + turn, south, east + turn, north)
            coordinates, begins = _rings(near)
            found.append((self.project(coordinates - [turn, 0.0]), begins))
        points, begins = (np.concatenate(column) for column in zip(*found, strict=True))
        return Lines(points, begins)

    def close_seam(self, lines: Lines) -> Lines:
        """Outlines of the tables, which end short of the antimeridian, drawn out to it."""
        x = lines.points[:, 0].copy()
        for seam in self._seams:
            x[np.abs(x - seam) < _SEAM_DEG / 360.0 * self.world] = seam
        return Lines(np.column_stack([x, lines.points[:, 1]]), lines.begins)

    def without_seam(self, lines: Lines) -> Lines:
        """Closed outlines without the strokes along the antimeridian."""
        begins = lines.begins.copy()
        for seam in self._seams:
            is_on = np.abs(lines.points[:, 0] - seam) < _SAME
            begins[1:] |= is_on[1:] & is_on[:-1]
        return Lines(lines.points, begins)

    @property
    def _seams(self) -> list[float]:
        """Where the antimeridian is, units."""
        lons = np.array([[lon, 0.0] for lon in (-540.0, -180.0, 180.0, 540.0)])
        seams: list[float] = self.project(lons)[:, 0].tolist()
        return seams


def _rings(geometries: Any) -> "tuple[NDArray[np.float64], NDArray[np.bool_]]":  # noqa: ANN401
    """Coordinates of every ring or line, and where each begins."""
    parts = shapely.get_parts(shapely.get_parts(geometries))
    kinds = shapely.get_type_id(parts)
    areas = shapely.orient_polygons(parts[kinds == shapely.GeometryType.POLYGON])
    lines = parts[kinds == shapely.GeometryType.LINESTRING]
    rings = np.concatenate([shapely.get_rings(areas), lines])
    coordinates, numbers = shapely.get_coordinates(rings, return_index=True)
    return coordinates, np.diff(numbers, prepend=-1).astype(bool)


def fit_view(
    events: "gpd.GeoDataFrame", ends: Sequence[tuple[float, float]], frame: Box
) -> View:
    """The view of what happened and of the ends of the stated distances.

    Of all placed events if nothing happened; of the world if nothing is placed.

    Parameters
    ----------
    events
        Geometry in EPSG:4326; ``lon`` is NaN where an event is not placed.
    ends
        (lon, lat) in degrees.
    frame
        Where in the picture, units.
    """
    points = _points_shown(events, ends)
    west, east = _narrowest(points[:, 0]) if len(points) else _WORLD_LONS
    lats = points[:, 1] if len(points) else _WORLD_LATS
    flat = View((0.0, 0.0, 0.0, 0.0), 1.0, 0.0, 0.0)
    edges = np.array([[0.0, np.max(lats)], [0.0, np.min(lats)]])
    top, bottom = flat.project(edges)[:, 1].tolist()
    left, ceiling, right, floor = frame
    worlds = [
        (room - 2.0 * _PADDING) / span
        for room, span in (
            (right - left, (east - west) / 360.0),
            (floor - ceiling, bottom - top),
        )
        if span > 0.0
    ]
    world = max(min([_TILE * 2.0**_CLOSEST, *worlds]), right - left)
    reach = min((floor - ceiling) / 2.0 / world, 0.5)
    v = min(max((top + bottom) / 2.0, reach), 1.0 - reach)  # no further than the world
    return View(frame, world, (west + east) / 2.0, v)


def _narrowest(lons: "NDArray[np.float64]") -> tuple[float, float]:
    """The narrowest stretch of longitudes that holds all; it goes on past 180."""
    turns = np.unique((lons + 180.0) % 360.0 - 180.0)
    gaps = np.diff(turns, append=turns[0] + 360.0)
    widest = int(np.argmax(gaps))
    west, east = float(turns[(widest + 1) % turns.size]), float(turns[widest])
    return west, east if east >= west else east + 360.0


def _points_shown(
    events: "gpd.GeoDataFrame", ends: Sequence[tuple[float, float]]
) -> "NDArray[np.float64]":
    placed = events[events["lon"].notna()]
    happened = placed[~placed["status"].isin(NOT_DRAWN)]
    shown = placed if happened.empty else happened
    vague = shown["precision"] == Precision.COUNTRY
    shapes = shown.geometry[vague if vague.all() else ~vague]
    found: list[NDArray[np.float64]] = [
        shapely.get_coordinates(shapes.to_numpy()),
        shown[["lon", "lat"]].to_numpy(float),
        np.array(ends, float).reshape(-1, 2),
    ]
    return np.concatenate(found)
