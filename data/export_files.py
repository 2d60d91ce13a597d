"""Events as GeoPackage and as GeoParquet; the same events make the same bytes.

Shapes are written as they are: longitudes go on past 180 where a shape crosses the
antimeridian. GeoPackage has no lists, so names are joined by "; "; GeoParquet has.

References
----------
OGC GeoPackage 1.4; GeoParquet 1.1.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .errors import MissingExtraError, ReportError
from .export_frames import events_from, join_names
from .schema import EVENT_COLUMNS

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = [
    "LAYER",
    "arrow_table",
    "read_gpkg",
    "read_parquet",
    "write_gpkg",
    "write_parquet",
]

LAYER: Final = "events"
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

    lists = {
        name: events[name].map(join_names).astype("str")
        for name, dtype in EVENT_COLUMNS.items()
        if dtype == "object"
    }
    before = pyogrio.get_gdal_config_option(_CLOCK)
    pyogrio.set_gdal_config_options({_CLOCK: _NO_TIME})
    try:
        pyogrio.write_dataframe(
            events.assign(**lists),
            path,
            LAYER,
            "GPKG",
            geometry_type="Unknown",
            promote_to_multi=False,
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
    import pyogrio  # noqa: PLC0415

    try:
        frame = pyogrio.read_dataframe(path, LAYER)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as err:
        raise ReportError(f"{path}: no GeoPackage with a layer {LAYER!r}: {err}") from err
    return _events(frame, path)


def write_parquet(events: "gpd.GeoDataFrame", path: Path) -> None:
    """Write the frame of `plain_events`.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.
    """
    load_arrow().parquet.write_table(arrow_table(events), path, compression="zstd")


def arrow_table(events: "gpd.GeoDataFrame") -> Any:  # noqa: ANN401
    """The frame of `plain_events` as a table of pyarrow with GeoParquet's metadata.

    Its schema is that of `EVENT_COLUMNS`, whatever the events are.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.
    """
    import pandas as pd  # noqa: PLC0415

    arrow = load_arrow()
    types = {
        "str": arrow.string(),
        "datetime64[s]": arrow.timestamp("s"),
        "float64": arrow.float64(),
        "Int64": arrow.int64(),
        "object": arrow.list_(arrow.string()),
    }
    schema = arrow.schema([(name, types[dtype]) for name, dtype in EVENT_COLUMNS.items()])
    cells = pd.DataFrame(events[list(EVENT_COLUMNS)])
    table = arrow.Table.from_pandas(cells, schema, preserve_index=False)
    shape = events.geometry
    about = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {
            "geometry": {
                "encoding": "WKB",
                "geometry_types": sorted(shape.geom_type.dropna().unique()),
                "crs": shape.crs.to_json_dict(),
                **({"bbox": shape.total_bounds.tolist()} if shape.notna().any() else {}),
            }
        },
    }
    table = table.append_column("geometry", arrow.array(shape.to_wkb(), arrow.binary()))
    return table.replace_schema_metadata(
        {**table.schema.metadata, b"geo": json.dumps(about).encode()}
    )


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
    try:
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError as err:
        raise MissingExtraError(
            "GeoParquet (.parquet) needs pyarrow: pip install 'conflictmap[parquet]'"
        ) from err
    return pyarrow
