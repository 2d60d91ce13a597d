"""Events of a data set with shapes: the outline of what it names, or a disc.

A data set gives coordinates and says what they stand for; they stay as they are. What is
added here is the extent: the outline of a country and of a first-order division, which is
found by its name in the bundled tables. Districts and fuzzy areas, for which no outlines
ship, and divisions that are not found, are discs of the radius that the data set's reader
gives to that class; the radius of an outline reaches its furthest edge.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from ..data.cells import categorical, combined, repeated, taken
from ..data.dataset import Dataset
from ..data.schema import EVENT_COLUMNS, Precision
from ..data.tables import load_countries, read_countries, read_divisions
from .dataset_places import geocode_dataset
from .geodesy import discs, distance_azimuth
from .lookup import PlaceLookup
from .names import drop_articles, loosen, parse_name
from .places import Match

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["locate_dataset"]

_SCORE: Final = 1.0  # the data set's coders chose
_GENERALISED_M: Final = 10_000.0
"""How far a point of a division may lie outside its outline, which is generalised."""


def locate_dataset(
    dataset: Dataset, lookup: PlaceLookup | None = None
) -> "gpd.GeoDataFrame":
    """The events of a data set with shapes, in its order.

    Parameters
    ----------
    dataset
        As it was read. Rows that only name their places are looked for as by
        `geocode_dataset`, whose result also lists those that are not found.
    lookup
        Where to look for them.

    Returns
    -------
    GeoDataFrame
        Columns of `EVENT_COLUMNS`, and geometry in EPSG:4326: the shape that the data
        set gives; else the outline of a country or first-order division; else the
        geodesic disc of ``uncertainty_m`` round the point, for towns and what has no
        outline. Longitudes of discs go on past 180. Events at one place share one shape.
        ``place_matched`` is "analyst" where the data set's coders placed the event;
        ``admin1`` is GeoNames' code of the division that it names, null where the tables
        know none of that name.
    """
    import geopandas as gpd  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    dataset = geocode_dataset(dataset, lookup)
    events = dataset.events
    divisions = _divisions(events["country"])
    division = _division_rows(events, divisions)
    shapes, radii_m = _outlines(events, divisions, division)
    if dataset.shapes is not None:
        is_given = ~shapely.is_missing(dataset.shapes)
        shapes[is_given] = dataset.shapes[is_given]
        radii_m[is_given] = events["uncertainty_m"].to_numpy()[is_given]
    is_outlined = np.isfinite(radii_m)
    radius_m = np.where(is_outlined, radii_m, events["uncertainty_m"])
    shapes[~is_outlined] = _discs(
        events["lon"].to_numpy()[~is_outlined],
        events["lat"].to_numpy()[~is_outlined],
        radius_m[~is_outlined],
    )
    of_division, codes = pd.factorize(divisions["code"])
    is_coded = events["place_matched"].isna().to_numpy(bool)
    located = events.assign(
        admin1=_where_coded(
            is_coded,
            taken(pd.Index(codes, dtype="str"), of_division, division),
            events["admin1"],
        ),
        uncertainty_m=radius_m,
        place_matched=_where_coded(
            is_coded, repeated(str(Match.ANALYST), len(events)), events["place_matched"]
        ),
        place_score=np.where(is_coded, _SCORE, events["place_score"]),
    )
    return gpd.GeoDataFrame(located[list(EVENT_COLUMNS)], geometry=shapes, crs="EPSG:4326")


def _where_coded(
    is_coded: "NDArray[np.bool_]", coded: "pd.Categorical", found: "pd.Series[Any]"
) -> "pd.Categorical":
    """Texts of rows that the data set's coders placed, else those that were found."""
    if is_coded.all():
        return coded
    others = categorical(found)
    every = coded.categories.union(others.categories, sort=False)
    texts = coded.set_categories(every).copy()
    texts[~is_coded] = others.set_categories(every)[~is_coded]
    return texts.remove_unused_categories()


def _divisions(countries: "pd.Series[Any]") -> "gpd.GeoDataFrame":
    """Those of some countries, in the order of the tables."""
    divisions = read_divisions()
    named = countries.array.categories
    is_there = divisions["country"].isin(named) | divisions["code_country"].isin(named)
    return divisions[is_there].reset_index(drop=True)


def _division_rows(
    events: "pd.DataFrame", divisions: "gpd.GeoDataFrame"
) -> "NDArray[np.int64]":
    """The row of the division that each event names, -1 where there is none.

    Of a place that was looked up, it is the division that it was found in.
    """
    import numpy as np  # noqa: PLC0415

    columns = ("country", "admin1_name", "admin1")
    rows, asked = combined(*(categorical(events[name]) for name in columns))
    exact = _by_key(divisions, _key)
    loose = _by_key(divisions, _loose_key)
    codes = _by_code(divisions)
    found = [
        codes.get((country, code), -1)
        if code
        else exact.get((country, _key(name)), loose.get((country, _loose_key(name)), -1))
        if country and name
        else -1
        for country, name, code in asked
    ]
    return np.array(found, np.int64)[rows]


def _by_code(divisions: "gpd.GeoDataFrame") -> dict[tuple[str | None, str | None], int]:
    """Rows by country and GeoNames' code, -1 for a code that several have."""
    known: dict[tuple[str | None, str | None], int] = {}
    told = zip(*(divisions[n].tolist() for n in ("code_country", "code")), strict=True)
    for row, key in enumerate(told):
        if isinstance(key[1], str) and known.setdefault(key, row) != row:
            known[key] = -1
    return known


def _key(name: str) -> str:
    return drop_articles(parse_name(name).bare_key)


def _loose_key(name: str) -> str:
    return loosen(_key(name))


def _by_key(
    divisions: "gpd.GeoDataFrame", key_of: Callable[[str], str]
) -> dict[tuple[str, str], int]:
    """Rows by country and key, -1 for a key that several divisions of a country share."""
    known: dict[tuple[str, str], int] = {}
    columns = ("country", "code_country", "name", "names")
    told = zip(*(divisions[name].tolist() for name in columns), strict=True)
    for row, (country, code_country, name, others) in enumerate(told):
        spellings = [name, *(others.split("|") if isinstance(others, str) else ())]
        for key in {key_of(spelling) for spelling in spellings}:
            for code in {country, code_country}:
                if isinstance(code, str) and known.setdefault((code, key), row) != row:
                    known[code, key] = -1
    return known


def _outlines(
    events: "pd.DataFrame", divisions: "gpd.GeoDataFrame", division: "NDArray[np.int64]"
) -> "tuple[NDArray[np.object_], NDArray[np.float64]]":
    """The outline of each event, ``None`` for a disc; how far it reaches, metres."""
    import numpy as np  # noqa: PLC0415

    shapes = np.full(len(events), None, object)
    radii_m = np.full(len(events), np.nan)
    countries = _countries()
    country = countries.index.get_indexer(events["country"].astype("object"))
    for precision, frame, rows in (
        (Precision.ADMIN1, divisions, division),
        (Precision.COUNTRY, countries, country),
    ):
        asked = np.flatnonzero((events["precision"] == precision).to_numpy() & (rows >= 0))
        area = frame.iloc[rows[asked]]
        lon, lat = (events[name].to_numpy()[asked] for name in ("lon", "lat"))
        away_m, _ = distance_azimuth(area["lon"], area["lat"], lon, lat)
        reach_m = area["radius_m"].to_numpy()
        holds = away_m <= reach_m + _GENERALISED_M
        shapes[asked[holds]] = area.geometry.to_numpy()[holds]
        radii_m[asked[holds]] = (away_m + reach_m)[holds]
    return shapes, radii_m


def _countries() -> "gpd.GeoDataFrame":
    """Outlines by code, with the points of countries from which their radii are."""
    outlines = read_countries()
    outlines = outlines[outlines["code"].notna()].set_index("code")
    points = {country.code: (country.lon, country.lat) for country in load_countries()}
    outlines = outlines[outlines.index.isin(points)]
    lon, lat = zip(*(points[code] for code in outlines.index), strict=True)
    return outlines.assign(lon=lon, lat=lat)


def _discs(
    lon: "NDArray[np.float64]", lat: "NDArray[np.float64]", radius_m: "NDArray[np.float64]"
) -> "NDArray[np.object_]":
    """A disc each; of equal ones, one that they share."""
    import numpy as np  # noqa: PLC0415

    rows, first = _numbered(lon, lat, radius_m)
    made = np.empty(len(first), object)
    if len(first):
        made[:] = discs(lon[first], lat[first], radius_m[first])
    return made[rows]


def _numbered(
    *columns: "NDArray[Any]",
) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """A number for each distinct row of columns, and the first row of each number."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    rows = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        codes, distinct = pd.factorize(column)
        rows, _ = pd.factorize(rows * len(distinct) + codes)
    return rows, np.unique(rows, return_index=True)[1]
