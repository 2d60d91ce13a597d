"""Data sets in files of shapes: GeoJSON, GeoPackage and GeoParquet, of anybody.

What becomes of their rows is decided in ``shape_tables``.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .errors import ReportError
from .export_files import LAYER, gpkg_layers, load_arrow, read_layer
from .export_geojson import feature_shapes, read_features
from .shape_tables import ShapeTable, shape_dataset

if TYPE_CHECKING:
    import pandas as pd

    from .dataset import Dataset

__all__ = ["read_geofile"]


def read_geofile(path: Path, columns: Mapping[str, str] | None = None) -> "Dataset":
    """The events of a file of shapes; rejected rows are features, counted from 1.

    Parameters
    ----------
    path
        Ends in .geojson, .json, .gpkg or .parquet.
    columns
        Our names and the file's columns, for what the guess misses or mistakes; an
        export of our own is then read as a file of anybody.

    Raises
    ------
    ReportError
        If it is no such file, says nowhere where its events were, or does not say what
        its coordinates are in and they are no degrees.
    MissingExtraError
        If it is .parquet and pyarrow is not installed.
    OSError
        If it cannot be opened.
    """
    ending = path.suffix.lower()
    if ending not in _READERS:
        raise ReportError(
            f"{path}: no file of shapes that is read; expected {', '.join(_READERS)}"
        )
    with path.open("rb"):
        pass
    return shape_dataset(_READERS[ending](path), path, columns)


def _read_geojson(path: Path) -> ShapeTable:
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    top, features = read_features(path)
    wrong: dict[int, str] = {}
    shapes = np.empty(len(features), object)
    shapes[:] = feature_shapes(features, str(path), wrong)
    properties = [feature["properties"] for feature in features]
    names = dict.fromkeys(name for each in properties for name in each)
    columns = {
        name: pd.Series([each.get(name) for each in properties], dtype="object")
        for name in names
    }
    ids = [feature.get("id") for feature in features]
    if "id" not in names and all(one is not None for one in ids):
        columns["id"] = pd.Series(ids, dtype="object")
    cells = pd.DataFrame(columns, index=pd.RangeIndex(len(features)))
    return ShapeTable(cells, shapes, _stated_crs(top), wrong)


def _stated_crs(top: Mapping[str, Any]) -> object:
    """The name in ``crs``, which GeoJSON had before RFC 7946."""
    crs = top.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    return properties.get("name") if isinstance(properties, dict) else None


def _read_gpkg(path: Path) -> ShapeTable:
    layers = gpkg_layers(path)
    if LAYER not in layers and len(layers) != 1:
        raise ReportError(
            f"{path}: {len(layers)} layers in it ({', '.join(layers)}); expected one, or "
            f"one that is called {LAYER!r}"
        )
    return _shape_table(read_layer(path, LAYER if LAYER in layers else layers[0]))


def _read_parquet(path: Path) -> ShapeTable:
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    arrow = load_arrow()
    try:
        about = arrow.parquet.read_schema(path).metadata or {}
        read = gpd.read_parquet if b"geo" in about else pd.read_parquet
        return _shape_table(read(path))
    except (ValueError, arrow.ArrowException) as err:
        raise ReportError(f"{path}: no Parquet: {err}") from err


def _shape_table(frame: "pd.DataFrame") -> ShapeTable:
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    frame = frame.reset_index(drop=True)
    if not isinstance(frame, gpd.GeoDataFrame):
        return ShapeTable(frame)
    shapes = frame.geometry.to_numpy()
    others = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    return ShapeTable(others, shapes, frame.crs)


_READERS: Final[dict[str, Callable[[Path], ShapeTable]]] = {
    ".geojson": _read_geojson,
    ".json": _read_geojson,
    ".gpkg": _read_gpkg,
    ".parquet": _read_parquet,
}
