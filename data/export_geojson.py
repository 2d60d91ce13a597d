"""Events as GeoJSON, RFC 7946: WGS84, no ``crs``, cut at the antimeridian.

A feature an event; its ``id`` is "REPORT/ID", its properties are `EVENT_COLUMNS`, names
arrays, days ISO 8601. An event that was not placed has no geometry. ``began``, a foreign
member, is where a shape began that was cut, so that it can be put together again.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

from .errors import ReportError
from .export_frames import events_from, written_values
from .export_shapes import circle_bounds, cut_shape, distinct_shapes, rejoin
from .schema import EVENT_COLUMNS

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

__all__ = ["geojson_events", "read_features", "read_geojson", "write_geojson"]

_BEGAN: Final = "began"
_TYPES: Final = frozenset({"FeatureCollection", "Feature"})


def write_geojson(events: "gpd.GeoDataFrame", path: Path) -> None:
    """Write the frame of `plain_events`."""
    rows, shapes = distinct_shapes(events.geometry.to_numpy())
    cut = [cut_shape(shape) for shape in shapes]
    members = [_shape_members(*each) for each in cut]
    bounds = circle_bounds([shape for shape, _ in cut])
    columns = [written_values(events[name]) for name in EVENT_COLUMNS]
    with path.open("wb") as file:
        head = {"type": "FeatureCollection", **({"bbox": bounds} if bounds else {})}
        file.write(orjson.dumps(head)[:-1] + b',"features":[\n')
        for number, values in enumerate(zip(*columns, strict=True)):
            feature = _feature(dict(zip(EVENT_COLUMNS, values, strict=True)))
            shape = members[rows[number]] if rows[number] >= 0 else {"geometry": None}
            file.write(b",\n" if number else b"")
            file.write(orjson.dumps({**feature, **shape}))
        file.write(b"\n]}\n")


def read_geojson(path: Path) -> "gpd.GeoDataFrame":
    """The events of a file that `write_geojson` wrote.

    Raises
    ------
    ReportError
        If it is none, or holds what no event does.
    OSError
        If it cannot be opened.
    """
    return geojson_events(read_features(path)[1], str(path))


def read_features(path: Path) -> tuple[Mapping[str, Any], list[dict[str, Any]]]:
    """The top object of a GeoJSON file, and its features, each with its properties.

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
    return top, features


def geojson_events(features: list[dict[str, Any]], where: str) -> "gpd.GeoDataFrame":
    """The events of features that `write_geojson` wrote.

    Raises
    ------
    ReportError
        If they are not of ours, or hold what no event does.
    """
    import shapely  # noqa: PLC0415

    properties = [feature["properties"] for feature in features]
    present = {name for each in properties for name in each}
    columns = {
        name: [each.get(name) for each in properties]
        for name in EVENT_COLUMNS
        if name in present or not features
    }
    known: dict[tuple[bytes, Any], BaseGeometry | None] = {}
    geometry = []
    for feature in features:
        key = (orjson.dumps(feature.get("geometry")), feature.get(_BEGAN))
        if key not in known:
            try:
                known[key] = _shape(*key)
            except (shapely.errors.ShapelyError, TypeError) as err:
                raise ReportError(
                    f"{where}: the geometry of {feature.get('id')!r} is no shape: {err}"
                ) from err
        geometry.append(known[key])
    return events_from(columns, geometry, where)


def _is_feature(one: object) -> bool:
    return isinstance(one, dict) and isinstance(one.get("properties"), dict)


def _shape(content: bytes, began: float | None) -> "BaseGeometry | None":
    import shapely  # noqa: PLC0415

    if content == b"null":
        return None
    shape = shapely.from_geojson(content)
    if shape.is_empty:
        return None
    return shape if began is None else rejoin(shape, began)


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
