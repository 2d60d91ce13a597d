"""Events as GeoJSON, RFC 7946: WGS84, no ``crs``, cut at the antimeridian.

A feature an event; its ``id`` is "REPORT/ID", its properties are `EVENT_COLUMNS`, names
arrays, days ISO 8601. An event that was not placed has no geometry. ``began``, a foreign
member, is where a shape began that was cut, so that it can be put together again.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

from .errors import ReportError
from .export_frames import events_from, written_rows
from .export_lines import LineFormat, write_lines
from .export_shapes import (
    bounds_of_all,
    circle_bounds,
    cut_shape,
    distinct_shapes,
    rejoin,
)
from .schema import EVENT_COLUMNS

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "GEOJSON_LINES",
    "feature_shapes",
    "read_features",
    "read_geojson",
    "write_geojson",
]

_BEGAN: Final = "began"
_TYPES: Final = frozenset({"FeatureCollection", "Feature"})


def write_geojson(events: "gpd.GeoDataFrame", path: Path) -> None:
    """Write the frame of `plain_events`."""
    write_lines(GEOJSON_LINES, events, path)


def _head(events: "gpd.GeoDataFrame") -> bytes:
    bounds = bounds_of_all(events.geometry.to_numpy())
    top = {"type": "FeatureCollection", **({"bbox": bounds} if bounds else {})}
    return orjson.dumps(top)[:-1] + b',"features":[\n'


def _lines(events: "gpd.GeoDataFrame") -> Iterator[bytes]:
    rows, shapes = distinct_shapes(events.geometry.to_numpy())
    members = [*(_shape_members(*cut_shape(shape)) for shape in shapes), {"geometry": None}]
    for values, row in zip(written_rows(events), rows, strict=True):
        feature = _feature(dict(zip(EVENT_COLUMNS, values, strict=True)))
        yield orjson.dumps({**feature, **members[row]})


GEOJSON_LINES: Final = LineFormat(_head, _lines, b",\n", b"\n]}\n")


def read_geojson(path: Path) -> "gpd.GeoDataFrame":
    """The events of a file that `write_geojson` wrote.

    Raises
    ------
    ReportError
        If it is none, or holds what no event does.
    OSError
        If it cannot be opened.
    """
    _, features = read_features(path)
    properties = [feature["properties"] for feature in features]
    present = {name for each in properties for name in each}
    columns = {
        name: [each.get(name) for each in properties]
        for name in EVENT_COLUMNS
        if name in present or not features
    }
    return events_from(columns, feature_shapes(features, str(path)), str(path))


def read_features(path: Path) -> tuple[Mapping[str, Any], list[dict[str, Any]]]:
    """The top object of a GeoJSON file, and its features; each has properties.

    Raises
    ------
    ReportError
        If it is none.
    """
    try:
        top = orjson.loads(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as err:
        raise ReportError(f"{path}: no JSON: {err}; expected GeoJSON") from err
    if not isinstance(top, dict) or top.get("type") not in _TYPES:
        raise ReportError(f"{path}: no GeoJSON; expected a FeatureCollection")
    features = top.get("features") if top["type"] == "FeatureCollection" else [top]
    if not isinstance(features, list) or not all(_is_feature(one) for one in features):
        raise ReportError(
            f"{path}: not all of its features are objects with properties; expected "
            "GeoJSON as RFC 7946 describes it"
        )
    return top, [{**one, "properties": one["properties"] or {}} for one in features]


def feature_shapes(
    features: list[dict[str, Any]], where: str, wrong: dict[int, str] | None = None
) -> "list[BaseGeometry | None]":
    """The shape of each feature, put together again where `write_geojson` cut it.

    ``None`` where there is none. Equal ones are one object.

    Parameters
    ----------
    features
        Of `read_features`.
    where
        What messages call the file.
    wrong
        Gets the numbers, from 0, of those whose geometry is no shape, and why. Without
        it, such a feature raises.

    Raises
    ------
    ReportError
        If a geometry is no shape.
    """
    import shapely  # noqa: PLC0415

    known: dict[tuple[bytes, object], BaseGeometry | None] = {}
    shapes: list[BaseGeometry | None] = []
    for row, feature in enumerate(features):
        key = (orjson.dumps(feature.get("geometry")), str(feature.get(_BEGAN)))
        if key not in known:
            try:
                known[key] = _shape(key[0], feature.get(_BEGAN))
            except (shapely.errors.ShapelyError, TypeError) as err:
                problem = f"its geometry is no shape: {err}"
                if wrong is None:
                    raise ReportError(f"{where}: feature {row + 1}: {problem}") from err
                wrong[row] = problem
                shapes.append(None)
                continue
        shapes.append(known[key])
    return shapes


def _is_feature(one: object) -> bool:
    return isinstance(one, dict) and isinstance(one.get("properties", 0), dict | None)


def _shape(content: bytes, began: object) -> "BaseGeometry | None":
    import shapely  # noqa: PLC0415

    if content == b"null":
        return None
    shape = shapely.from_geojson(content)
    if shape.is_empty:
        return None
    return rejoin(shape, began) if isinstance(began, float) else shape


def _feature(properties: dict[str, Any]) -> dict[str, Any]:
    told = (properties["report"], properties["event_id"])
    name = "/".join(part for part in told if part)
    return {"type": "Feature", **({"id": name} if name else {}), "properties": properties}


def _shape_members(shape: "BaseGeometry", began: float | None) -> dict[str, Any]:
    import shapely  # noqa: PLC0415

    members: dict[str, Any] = {} if began is None else {_BEGAN: began}
    if shape.geom_type != "Point":
        members["bbox"] = circle_bounds([shape])
    return {**members, "geometry": orjson.Fragment(shapely.to_geojson(shape))}
