"""The tables that are read as GeoDataFrames: outlines, disputed borders, regions."""

from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = [
    "Bounds",
    "read_countries",
    "read_disputed",
    "read_divisions",
    "read_regions",
]

Bounds: TypeAlias = tuple[float, float, float, float]
"""West, south, east, north in degrees; west > east crosses the antimeridian."""

_FOLDER: Final = Path(__file__).parent
_MOST_LON: Final = 180.0
_MOST_LAT: Final = 90.0


def read_countries(bounds: Bounds | None = None) -> "GeoDataFrame":
    """Outlines of the countries that touch ``bounds``, in the order of their codes.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, MultiPolygon. ``code`` (ISO alpha-2; null for the Siachen Glacier and
        the Spratly Islands, which belong to nobody here), ``name``, ``lon`` and ``lat``
        (a point inside, for a label only: the country's point is in
        ``load_countries``), ``radius_m`` (geodesic, from GeoNames' point to the
        furthest vertex).

    Raises
    ------
    ValueError
        If ``bounds`` are not degrees with south ≤ north.
    """
    return _read("countries.fgb", bounds, None, ["code", "name"])


def read_divisions(
    bounds: Bounds | None = None,
    *,
    country: str | None = None,
    code: str | None = None,
) -> "GeoDataFrame":
    """First-order divisions that touch ``bounds``, by country, code and name.

    Parameters
    ----------
    bounds
        Only divisions whose box touches these.
    country
        ISO alpha-2. Without ``code``: divisions drawn in the country or counted to it
        by GeoNames. With ``code``: only the latter, so ("UA", "11") is Crimea.
    code
        GeoNames' admin1 code without the country. Several rows carry the same code
        where Natural Earth is finer than GeoNames (France, Kosovo, the United Kingdom).

    Returns
    -------
    GeoDataFrame
        EPSG:4326, MultiPolygon. ``country`` (whose outline it lies in; null in the two
        outlines that belong to nobody), ``code`` (null where unknown), ``code_country``
        (GeoNames' country, to which the code belongs), ``name``, ``names`` (others,
        joined by "|"), ``kind`` (province, governorate …; null where unknown), ``lon``
        and ``lat`` (centroid, or a point inside), ``radius_m`` (geodesic, to the
        furthest vertex).

    Raises
    ------
    ValueError
        If ``bounds`` are not degrees with south ≤ north, or a code is not alphanumeric.
    """
    where = _where(country, code)
    return _read("divisions.fgb", bounds, where, ["country", "code", "name", "lon"])


def read_disputed(bounds: Bounds | None = None) -> "GeoDataFrame":
    """Disputed border lines that touch ``bounds``.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, MultiLineString. ``name`` (of the claim or line), ``left`` and
        ``right`` (Natural Earth's names of the countries on either side).

    Raises
    ------
    ValueError
        If ``bounds`` are not degrees with south ≤ north.
    """
    return _read("disputed.fgb", bounds, None, ["name", "left", "right"])


def read_regions(
    bounds: Bounds | None = None, *, name: str | None = None
) -> "GeoDataFrame":
    """Regions, waters and roads that reports name, by name.

    Parameters
    ----------
    bounds
        Only those whose box touches these.
    name
        Only those with exactly this ``name``, or with it among their ``names``.

    Returns
    -------
    GeoDataFrame
        EPSG:4326; MultiPolygon, or MultiLineString for rivers, canals and roads.
        ``name`` (unique), ``kind`` ("region", "water" or "road"), ``names`` (others,
        joined by "|", in the scripts that reports use), ``countries`` (ISO alpha-2,
        joined by "|", the main one first; never empty), ``lon`` and ``lat`` (a point
        half-way along a line, or in an area), ``radius_m`` (geodesic, from there to the
        furthest vertex).

    Raises
    ------
    ValueError
        If ``bounds`` are not degrees with south ≤ north.

    Notes
    -----
    Shapes are coarse: for placing a name, not for saying who holds a village. Unions of
    divisions and countries are simplified by up to 2 % of their size; lines lie within
    about 15 km of the real course; areas drawn by hand are good to a tenth of their size.
    """
    frame = _read("regions.fgb", bounds, None, ["name"])
    if name is None:
        return frame
    named = [
        name in (own, *others.split("|"))
        for own, others in zip(frame["name"], frame["names"], strict=True)
    ]
    return frame[named].reset_index(drop=True)


def _where(country: str | None, code: str | None) -> str | None:
    for value in (country, code):
        if value is not None and not value.isalnum():
            raise ValueError(
                f"{value!r} is not a code: expected letters and digits as in 'SY', '10'"
            )
    if code is not None:
        within = "" if country is None else f" AND code_country = '{country}'"
        return f"code = '{code}'{within}"
    if country is not None:
        return f"country = '{country}' OR code_country = '{country}'"
    return None


def _read(
    filename: str, bounds: Bounds | None, where: str | None, order: list[str]
) -> "GeoDataFrame":
    """Rows of a file; those of both halves if ``bounds`` cross the antimeridian."""
    # half a second, which load_countries never needs
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415
    import pyogrio  # noqa: PLC0415

    parts = [
        pyogrio.read_dataframe(_FOLDER / filename, bbox=box, where=where, fid_as_index=True)
        for box in _boxes(bounds)
    ]
    both = parts[0] if len(parts) == 1 else gpd.GeoDataFrame(pd.concat(parts))
    both = both[~both.index.duplicated()]
    return both.sort_values(order, na_position="last", ignore_index=True)


def _boxes(bounds: Bounds | None) -> list[Bounds | None]:
    if bounds is None:
        return [None]
    west, south, east, north = bounds
    on_earth = (
        abs(west) <= _MOST_LON
        and abs(east) <= _MOST_LON
        and abs(south) <= _MOST_LAT
        and abs(north) <= _MOST_LAT
    )
    if not (on_earth and south <= north):
        raise ValueError(
            f"{bounds!r} are not bounds: expected (west, south, east, north) in "
            "degrees, longitudes in [-180, 180] and south below north"
        )
    if west > east:
        return [(west, south, _MOST_LON, north), (-_MOST_LON, south, east, north)]
    return [bounds]
