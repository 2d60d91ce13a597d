"""Polygon layers of divisions: GeoJSON, GeoPackage and whatever else GDAL reads.

The names' columns and the level of a division are guessed from how such layers are
usually made (Who's On First, GADM, geoBoundaries, OCHA); both can be said instead.
"""

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...data.errors import GazetteerError
from ...data.schema import Kind
from ..rows import PlaceRow
from .dumps import Rejected

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

__all__ = ["REPAIRED", "read_polygons"]

REPAIRED: Final = "outlines that were invalid and have been repaired"

_LONGEST_NAME: Final = 200
_POLYGONAL: Final = 3, 6  # shapely's type ids of Polygon and MultiPolygon
_NAME_COLUMNS: Final = (
    # the first pattern of which a column is; of several levels the deepest
    r"name",
    r"shapename",
    r"adm(?:in)?(?P<level>\d)_?(?:en|name_en|name)",
    r"name_(?P<level>\d)",
    r"(?:nam|admin_?name|name_en|admin|title)",
)
_OTHER_NAMES: Final = (
    r"(?:alt_?|official_|short_|old_|local_|int_)names?",
    r"name[:_][a-z]{{2,3}}(?:[_-][a-z]{{2,4}})?",
    r"(?:alternate|other)_?names?",
    r"adm(?:in)?{level}_(?!pc$|id$)[a-z]{{2,3}}",
    r"adm(?:in)?{level}_?alt\d?_?[a-z]{{2}}",
    r"(?:var|nl_)name_{level}",
)
_KIND_COLUMNS: Final = (
    "placetype",
    "shapetype",
    "admin_level",
    "adm_level",
    "level",
    "type",
)
_KIND_WORDS: Final[dict[str, Kind]] = {
    word: kind
    for kind, words in (
        (Kind.COUNTRY, "country adm0 adm_0 dependency"),
        (Kind.ADMIN1, "region macroregion province governorate state oblast adm1 adm_1"),
        (Kind.ADMIN2, "county macrocounty district raion adm2 adm_2"),
        (Kind.DISTRICT, "localadmin subdistrict borough neighbourhood neighborhood"),
        (Kind.DISTRICT, "adm3 adm4 adm5 adm_3 adm_4 adm_5"),
        (Kind.VILLAGE, "locality"),
    )
    for word in words.split()
}
_LEVELS: Final = (Kind.COUNTRY, Kind.ADMIN1, Kind.ADMIN2, Kind.DISTRICT)
_OSM_LEVELS: Final = {
    "2": Kind.COUNTRY,
    "3": Kind.ADMIN1,
    "4": Kind.ADMIN1,
} | dict.fromkeys(("5", "6"), Kind.ADMIN2)


def read_polygons(
    path: Path,
    rejected: Rejected,
    noted: Rejected,
    *,
    kind: Kind | None = None,
    name_column: str | None = None,
) -> Iterator[PlaceRow]:
    """The areas of a file, each with its outline, a point in it and its radius.

    Parameters
    ----------
    path
        A file that GDAL reads; with several layers, all that hold areas.
    rejected
        Counts features without a name or an area.
    noted
        Counts outlines that had to be repaired.
    kind
        What the areas are; ``None``: as their columns say, else second-order divisions.
    name_column
        The column of the names; ``None``: guessed.

    Raises
    ------
    GazetteerError
        If the file cannot be read, has no such column, or no coordinates on earth.
    """
    for frame, layer in _frames(path):
        names = _name_columns(path, frame, name_column)
        kinds = _kinds(frame, kind, names[0], layer)
        outlines = _outlines(frame.geometry, rejected, noted)
        for number, outline in outlines:
            spellings = list(_spellings(frame, names, number - 1))
            if not spellings:
                rejected.add("no name", number)
                continue
            yield _row(spellings, kinds[number - 1], outline, path.name)


def _frames(path: Path) -> Iterator[tuple["GeoDataFrame", str]]:
    """The layers with areas, in degrees, and their names."""
    import geopandas as gpd  # noqa: PLC0415
    import pyogrio  # noqa: PLC0415
    from pyproj.exceptions import ProjError  # noqa: PLC0415
    from shapely.errors import ShapelyError  # noqa: PLC0415

    try:
        found = 0
        for layer, geometry in pyogrio.list_layers(path):
            if geometry is None or "Point" in geometry or "LineString" in geometry:
                continue
            found += 1
            with warnings.catch_warnings():  # of values that are not what they claim to be
                warnings.simplefilter("ignore", UserWarning)
                frame = pyogrio.read_dataframe(path, layer=layer, force_2d=True)
            if not isinstance(frame, gpd.GeoDataFrame):
                continue
            if frame.crs is not None:
                frame = frame.to_crs(4326)
            yield frame, str(layer)
    except (RuntimeError, ValueError, ProjError, ShapelyError) as err:
        raise GazetteerError(
            f"{path}: cannot be read as a layer of areas: {str(err)[:300]}"
        ) from err
    if not found:
        raise GazetteerError(f"{path}: expected a layer of polygons, found none")


def _name_columns(path: Path, frame: "GeoDataFrame", wanted: str | None) -> list[str]:
    """The column of the names, then those of further names."""
    columns = [str(column) for column in frame.columns if column != frame.geometry.name]
    if wanted is not None:
        if wanted not in columns:
            raise GazetteerError(
                f"{path}: no column {wanted!r}; there are {_shown(columns)}"
            )
        return [wanted, *_other_columns(columns, wanted)]
    for pattern in _NAME_COLUMNS:
        fitting = sorted(c for c in columns if re.fullmatch(pattern, c, re.IGNORECASE))
        if fitting:
            return [fitting[-1], *_other_columns(columns, fitting[-1])]
    raise GazetteerError(
        f"{path}: cannot tell which column has the names: {_shown(columns)}; say it with "
        "--name-column"
    )


def _other_columns(columns: Iterable[str], name: str) -> list[str]:
    level = _level(name) or r"\d"
    patterns = [pattern.format(level=level) for pattern in _OTHER_NAMES]
    return [
        column
        for column in columns
        if column != name
        and any(re.fullmatch(pattern, column, re.IGNORECASE) for pattern in patterns)
    ]


def _shown(columns: Sequence[str]) -> str:
    return ", ".join(repr(column[:40]) for column in columns[:30]) or "none"


def _level(text: str) -> str | None:
    """The level of a division in a column's or layer's name, such as ADM2_EN, NAME_1."""
    found = re.search(r"(?:adm(?:in)?_?|name_)(\d)(?!\d)", text, re.IGNORECASE)
    return found and found[1]


def _kinds(
    frame: "GeoDataFrame", kind: Kind | None, name_column: str, layer: str
) -> list[Kind]:
    level = _level(name_column) or _level(layer)
    usual = _LEVELS[min(int(level), 3)] if level else Kind.ADMIN2
    if kind is not None:
        return [kind] * len(frame)
    by_name = {str(column).casefold(): column for column in frame.columns}
    for heading in _KIND_COLUMNS:
        if heading not in by_name:
            continue
        values = [str(value).casefold() for value in frame[by_name[heading]]]
        levels = _OSM_LEVELS if heading == "admin_level" else {}
        kinds = [_KIND_WORDS.get(value) or levels.get(value) for value in values]
        if any(kinds):
            return [one or usual for one in kinds]
    return [usual] * len(frame)


def _outlines(
    shapes: Iterable["BaseGeometry | None"], rejected: Rejected, noted: Rejected
) -> Iterator[tuple[int, "BaseGeometry"]]:
    """Number (from 1) and outline of each feature that has an area on earth."""
    import shapely  # noqa: PLC0415

    for number, shape in enumerate(shapes, 1):
        outline = shape
        if outline is None or not shapely.is_valid_input(outline):
            rejected.add("no area", number)
            continue
        if not shapely.is_valid(outline):
            outline = _areas_of(shapely.make_valid(outline))
            noted.add(REPAIRED, number)
        if shapely.get_type_id(outline) not in _POLYGONAL or not shapely.area(outline) > 0:
            rejected.add("no area", number)
            continue
        west, south, east, north = shapely.bounds(outline)
        if west < -180.0 or east > 180.0 or south < -90.0 or north > 90.0:
            rejected.add("coordinates that are not degrees on earth", number)
            continue
        yield number, outline


def _areas_of(shape: "BaseGeometry") -> "BaseGeometry":
    """The polygons of what a repair may have left with lines and points."""
    import shapely  # noqa: PLC0415

    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.union_all([p for p in parts if shapely.get_dimensions(p) == 2])


def _spellings(frame: "GeoDataFrame", columns: Iterable[str], number: int) -> Iterator[str]:
    """Names in the columns of a row, the main one first; nothing if that is missing."""
    for i, column in enumerate(columns):
        value: Any = frame[column].iloc[number]
        found = re.split("[|;]", value) if isinstance(value, str) else []
        names = [name for name in map(str.strip, found) if 0 < len(name) <= _LONGEST_NAME]
        if i == 0 and not names:
            return
        yield from names


def _row(
    names: Sequence[str], kind: Kind, outline: "BaseGeometry", source: str
) -> PlaceRow:
    import shapely  # noqa: PLC0415

    from ..geodesy import distance_azimuth  # noqa: PLC0415

    centre = shapely.centroid(outline)
    if not shapely.covers(outline, centre):
        centre = shapely.point_on_surface(outline)
    lon, lat = shapely.get_coordinates(centre)[0].tolist()
    vertices = shapely.get_coordinates(outline)
    distances_m, _ = distance_azimuth(lon, lat, *vertices.T)
    return PlaceRow(
        name=names[0],
        lon=lon,
        lat=lat,
        kind=kind,
        country="",
        admin1=None,
        geonameid=None,
        population=None,
        uncertainty_m=float(distances_m.max().round()),
        source=source,
        names=names[1:],
        outline=shapely.to_wkb(outline),
    )
