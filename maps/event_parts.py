"""Parts of a table of events: GeoParquet files that know what they were made of.

Each part is a whole GeoParquet file; a folder of them is a data set for pyarrow,
geopandas and what else reads Parquet. In each stands, as JSON under the key
``conflictmap``, which lines of which file it holds the events of.

References
----------
GeoParquet 1.1.0, https://geoparquet.org/releases/v1.1.0/.
"""

import io
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

from ..data.errors import MissingExtraError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["PART_COLUMNS", "part_bytes", "part_origin", "require_pyarrow"]

PART_COLUMNS: Final[dict[str, str]] = {
    "report": "text",  # id of the article; a number as text
    "event_id": "text",  # unique within the article
    "event_type": "text",
    "sub_event_type": "text",
    "summary": "text",
    "quote": "text",
    "date": "text",  # EDTF
    "date_start": "time",  # first possible day; null: open or unknown
    "date_end": "time",  # last possible day, inclusive
    "place": "text",  # as the article says it
    "place_name": "text",  # the gazetteer's name; null: not placed
    "lon": "number",  # degrees, WGS84
    "lat": "number",
    "kind": "text",
    "country": "text",
    "admin1": "text",
    "geonameid": "integer",
    "precision": "text",
    "uncertainty_m": "number",
    "place_source": "text",
    "place_matched": "text",
    "place_score": "number",
    "initiators": "texts",
    "targets": "texts",
    "status": "text",
    "claimed_by": "text",
    "fatalities": "integer",
    "wounded": "integer",
    "taken": "text",
    "published": "day",  # of the article
    "trigger": "text",  # the words that tell of the event
    "start": "integer",  # of the trigger in the article, in code points
    "end": "integer",
    "input": "text",  # the file of articles, as it was named
    "line": "integer",  # in it, from 1
}
"""Columns of a part beside ``geometry``; those of `EVENT_COLUMNS` mean the same."""

_GEOMETRY: Final = "geometry"
_ORIGIN: Final = b"conflictmap"


def require_pyarrow() -> None:
    """Nothing, if Parquet can be written.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415
    except ImportError as err:
        raise MissingExtraError(
            "writing Parquet needs pyarrow: install it with "
            "`pip install 'conflictmap[parquet]'`"
        ) from err


def part_bytes(rows: Sequence[Mapping[str, Any]], origin: Mapping[str, Any]) -> bytes:
    """A GeoParquet file: points, EPSG:4326; null where an event was not placed.

    Parameters
    ----------
    rows
        Values of `PART_COLUMNS`; what is missing is null.
    origin
        Plain values that `part_origin` gives back.
    """
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    known = {b"geo": _geo(), _ORIGIN: orjson.dumps(origin)}
    schema = _schema().with_metadata(known)
    arrays = []
    for name, kind in PART_COLUMNS.items():
        to_be = schema.field(name).type
        made_as = pa.date32() if kind == "time" else to_be
        arrays.append(pa.array([row.get(name) for row in rows], made_as).cast(to_be))
    arrays.append(pa.array(_points(rows), pa.binary()))
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
    return out.getvalue()


def part_origin(path: Path) -> dict[str, Any] | None:
    """What a part says that it was made of; ``None`` if it is no part, or damaged."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        known = pq.read_schema(path).metadata or {}
        found: dict[str, Any] = orjson.loads(known[_ORIGIN])
    except (OSError, pa.ArrowException, KeyError, ValueError):
        return None
    return found


def _points(rows: Sequence[Mapping[str, Any]]) -> list[bytes | None]:
    """Points as WKB."""
    import shapely  # noqa: PLC0415

    return [
        None
        if row.get("lon") is None
        else shapely.to_wkb(shapely.Point(row["lon"], row["lat"]))
        for row in rows
    ]


@cache
def _schema() -> "pa.Schema":
    import pyarrow as pa  # noqa: PLC0415

    types = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "number": pa.float64(),
        "integer": pa.int64(),
        "time": pa.timestamp("ms"),
        "day": pa.date32(),
    }
    fields = [pa.field(name, types[kind]) for name, kind in PART_COLUMNS.items()]
    return pa.schema([*fields, pa.field(_GEOMETRY, pa.binary())])


@cache
def _geo() -> bytes:
    """What GeoParquet says of its column; equal in all parts, so that they make one."""
    from pyproj import CRS  # noqa: PLC0415

    column = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "crs": CRS.from_epsg(4326).to_json_dict(),
    }
    return orjson.dumps(
        {"version": "1.1.0", "primary_column": _GEOMETRY, "columns": {_GEOMETRY: column}}
    )
