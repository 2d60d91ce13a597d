"""Events as GeoPackage and as GeoParquet; the same events make the same bytes.

Shapes are written as they are: longitudes go on past 180 where a shape crosses the
antimeridian. GeoPackage has no lists, so names are joined by "; "; GeoParquet has.

References
----------
OGC GeoPackage 1.4; GeoParquet 1.1.
"""

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .errors import MissingExtraError, ReportError
from .export_frames import events_from, join_names
from .schema import EVENT_COLUMNS

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = [
    "LAYER",
    "gpkg_layers",
    "load_arrow",
    "read_gpkg",
    "read_layer",
    "read_parquet",
    "write_gpkg",
    "write_parquet",
]

LAYER: Final = "events"
_SHAPE: Final = "geometry"
_PART_ROWS: Final = 50_000  # that are written at a time
_SQLITE: Final = b"SQLite format 3\0"
_CLOCK: Final = "OGR_CURRENT_DATE"
_NO_TIME: Final = "2000-01-01T00:00:00.000Z"
"""Stands where GDAL writes when the file was made."""


def write_gpkg(events: "gpd.GeoDataFrame", path: Path) -> None:
    """Write the frame of `plain_events`.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    import pyogrio  # noqa: PLC0415

    before = pyogrio.get_gdal_config_option(_CLOCK)
    pyogrio.set_gdal_config_options({_CLOCK: _NO_TIME})
    try:
        for number, part in enumerate(_parts(events)):
            joined = {
                name: part[name].map(join_names).astype("str")
                for name, dtype in EVENT_COLUMNS.items()
                if dtype == "object"
            }
            pyogrio.write_dataframe(
                part.assign(**joined),
                path,
                LAYER,
                "GPKG",
                geometry_type="Unknown",
                promote_to_multi=False,
                append=number > 0,
            )
    except pyogrio.errors.DataSourceError as err:
        raise OSError(f"{path}: cannot be written: {err}") from err
    finally:
        pyogrio.set_gdal_config_options({_CLOCK: before})


def read_gpkg(path: Path) -> "gpd.GeoDataFrame":
    """The events of a file that `write_gpkg` wrote.

    Raises
    ------
    ReportError
        If it is none.
    """
    if LAYER not in gpkg_layers(path):
        raise ReportError(f"{path}: no layer {LAYER!r}; expected an export of events")
    return _events(read_layer(path, LAYER), path)


def gpkg_layers(path: Path) -> list[str]:
    """The names of a GeoPackage's layers.

    Raises
    ------
    ReportError
        If it is no GeoPackage.
    """
    import pyogrio  # noqa: PLC0415

    with path.open("rb") as file:
        if file.read(len(_SQLITE)) != _SQLITE:  # GDAL would try all that it knows
            raise ReportError(f"{path}: no GeoPackage; expected an SQLite file")
    with _reported(path):
        layers: list[str] = pyogrio.list_layers(path)[:, 0].tolist()
    return layers


def read_layer(path: Path, layer: str) -> "pd.DataFrame":
    """A layer of a GeoPackage; a GeoDataFrame if it has shapes.

    Raises
    ------
    ReportError
        If it cannot be read.
    """
    import pyogrio  # noqa: PLC0415

    with _reported(path):
        return pyogrio.read_dataframe(path, layer)


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    """Errors of GDAL as ours; its warnings are about what is not read."""
    from pyogrio import errors  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            yield
    except (errors.DataSourceError, errors.DataLayerError, errors.GeometryError) as err:
        raise ReportError(f"{path}: no GeoPackage that can be read: {err}") from err


def write_parquet(events: "gpd.GeoDataFrame", path: Path) -> None:
    """Write the frame of `plain_events`.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.
    """
    import pandas as pd  # noqa: PLC0415

    arrow = load_arrow()
    schema = _arrow_schema(arrow, events)
    with arrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for part in _parts(events):
            cells = pd.DataFrame(part[list(EVENT_COLUMNS)])
            shapes = arrow.array(part.geometry.to_wkb(), arrow.binary())
            types = schema.remove(len(EVENT_COLUMNS))
            table = arrow.Table.from_pandas(cells, types, preserve_index=False)
            writer.write_table(table.append_column(schema.field(_SHAPE), shapes))


def _arrow_schema(arrow: Any, events: "gpd.GeoDataFrame") -> Any:  # noqa: ANN401
    """That of `EVENT_COLUMNS`, whatever the events are, with GeoParquet's metadata."""
    import pandas as pd  # noqa: PLC0415

    types = {
        "str": arrow.string(),
        "datetime64[s]": arrow.timestamp("s"),
        "float64": arrow.float64(),
        "Int64": arrow.int64(),
        "object": arrow.list_(arrow.string()),
    }
    columns = [(name, types[dtype]) for name, dtype in EVENT_COLUMNS.items()]
    nothing = pd.DataFrame(events[list(EVENT_COLUMNS)].iloc[:0])
    table = arrow.Table.from_pandas(nothing, arrow.schema(columns), preserve_index=False)
    shapes = events.geometry
    about: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted(shapes.geom_type.dropna().unique()),
        "crs": shapes.crs.to_json_dict(),
    }
    if shapes.notna().any():
        about["bbox"] = shapes.total_bounds.tolist()
    geo = {"version": "1.1.0", "primary_column": _SHAPE, "columns": {_SHAPE: about}}
    metadata = {**table.schema.metadata, b"geo": json.dumps(geo).encode()}
    return table.schema.append(arrow.field(_SHAPE, arrow.binary())).with_metadata(metadata)


def _parts(events: "gpd.GeoDataFrame") -> "Iterator[gpd.GeoDataFrame]":
    """Some rows at a time; at least one part, which may be empty."""
    for start in range(0, max(len(events), 1), _PART_ROWS):
        yield events.iloc[start : start + _PART_ROWS]


def read_parquet(path: Path) -> "gpd.GeoDataFrame":
    """The events of a file that `write_parquet` wrote.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.
    ReportError
        If it is no GeoParquet, or none of ours.
    """
    import geopandas as gpd  # noqa: PLC0415

    arrow = load_arrow()
    try:
        frame = gpd.read_parquet(path)
    except (ValueError, arrow.ArrowException) as err:
        raise ReportError(f"{path}: no GeoParquet: {err}") from err
    return _events(frame, path)


def _events(frame: "gpd.GeoDataFrame", path: Path) -> "gpd.GeoDataFrame":
    columns = {name: frame[name] for name in EVENT_COLUMNS if name in frame}
    shapes = frame.geometry.to_numpy()
    return events_from(columns, list(shapes), str(path))


def load_arrow() -> Any:  # noqa: ANN401  an optional package
    """The package pyarrow, with its ``parquet``.

    Raises
    ------
    MissingExtraError
        If it is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError as err:
        raise MissingExtraError(
            "GeoParquet (.parquet) needs pyarrow: pip install 'conflictmap[parquet]'"
        ) from err
    return pyarrow
