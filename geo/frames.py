"""A column of place names geocoded: a frame in, a GeoDataFrame out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from .lookup import PlaceLookup
from .places import Place

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = ["PLACE_COLUMNS", "geocode_frame"]

PLACE_COLUMNS: Final[dict[str, str]] = {
    "place_name": "str",  # the gazetteer's name; null: not found
    "place_kind": "str",
    "place_country": "str",  # ISO 3166-1 alpha-2
    "place_admin1": "str",  # GeoNames' code of the first-order division
    "place_geonameid": "Int64",
    "place_uncertainty_m": "float64",
    "place_score": "float64",
    "place_matched": "str",
    "place_source": "str",
}
"""Columns that `geocode_frame` adds beside ``geometry``, and their dtypes."""


def geocode_frame(  # noqa: PLR0913  one parameter a question
    frame: "pd.DataFrame",
    column: str,
    *,
    country: str | Sequence[str] = (),
    country_column: str | None = None,
    fuzzy: bool = False,
    lookup: PlaceLookup | None = None,
) -> "gpd.GeoDataFrame":
    """A frame with the place of each row's name.

    Each distinct name is looked up once. Names that are not text, or not found, get an
    empty point and nulls, never a coordinate.

    Parameters
    ----------
    frame
        Any frame; it is copied.
    column
        The column of names.
    country
        Only places in these countries, ISO codes; empty: in all.
    country_column
        A column of ISO codes, a country a row; it goes before `country`.
    fuzzy
        Whether to take the most alike spellings when no spelling is equal.
    lookup
        Where to look; by default the shipped places and the user's layers.

    Returns
    -------
    GeoDataFrame
        The frame's columns and index, and `PLACE_COLUMNS`; geometry: points, EPSG:4326.

    Raises
    ------
    KeyError
        If the frame has no such column.
    ValueError
        If the frame has a column of `PLACE_COLUMNS` already.
    """
    import geopandas as gpd  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    taken = [name for name in PLACE_COLUMNS if name in frame.columns]
    if taken:
        raise ValueError(f"the frame has a column {taken[0]!r} already; rename it first")
    lookup = PlaceLookup() if lookup is None else lookup
    codes = (country,) if isinstance(country, str) else tuple(country)
    names = frame[column].tolist()
    countries = [codes] * len(names)
    if country_column is not None:
        given = frame[country_column].tolist()
        countries = [(code,) if isinstance(code, str) and code else codes for code in given]
    texts = [name if isinstance(name, str) else "" for name in names]
    asked = list(zip(texts, countries, strict=True))
    found = {
        key: _best(lookup, *key, fuzzy=fuzzy) for key in dict.fromkeys(asked) if key[0]
    }
    places = [found.get(key) for key in asked]
    points = np.full(len(places), shapely.Point(), object)
    is_found = np.array([place is not None for place in places], bool)
    found_at = np.array([(p.lon, p.lat) for p in places if p is not None])
    points[is_found] = shapely.points(found_at.reshape(-1, 2))
    columns = _columns(places).set_index(frame.index)
    return gpd.GeoDataFrame(
        frame.assign(**{name: columns[name] for name in columns}),
        geometry=points,
        crs="EPSG:4326",
    )


def _best(
    lookup: PlaceLookup, name: str, codes: tuple[str, ...], *, fuzzy: bool
) -> Place | None:
    found = lookup.candidates(name, country_codes=codes, fuzzy=fuzzy, limit=1)
    return found[0] if found else None


def _columns(places: Sequence[Place | None]) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415

    rows = [
        (None,) * len(PLACE_COLUMNS)
        if p is None
        else (
            *(p.name, str(p.kind), p.country, p.admin1, p.geonameid),
            *(p.uncertainty_m, p.score, str(p.matched), p.source),
        )
        for p in places
    ]
    return pd.DataFrame(rows, columns=list(PLACE_COLUMNS)).astype(PLACE_COLUMNS)
