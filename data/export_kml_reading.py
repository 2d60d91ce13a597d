"""Events back from KML that ``export_kml`` wrote.

Entities are not expanded and nothing is fetched. KML of others is not read.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import ReportError
from .export_frames import events_from
from .export_kml import BEGAN, JSON_MARK, NAMESPACE
from .export_shapes import rejoin
from .schema import EVENT_COLUMNS

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["read_kml"]


def read_kml(path: Path, wrong: dict[int, str] | None = None) -> "gpd.GeoDataFrame":
    """The events of a file that ``write_kml`` wrote.

    Parameters
    ----------
    path
        The file.
    wrong
        Gets the numbers of events, from 0, that cannot be, and why. Without it, such an
        event raises.

    Raises
    ------
    ReportError
        If it is none, or holds what no event does.
    OSError
        If it cannot be opened.
    """
    from lxml import etree  # noqa: PLC0415

    columns: dict[str, list[str | None]] = {name: [] for name in EVENT_COLUMNS}
    declared: set[str] = set()
    geometry: list[BaseGeometry | None] = []
    tags = (_tag("Placemark"), _tag("SimpleField"))
    try:
        with path.open("rb") as file:
            for _, element in etree.iterparse(
                file, tag=tags, resolve_entities=False, load_dtd=False, huge_tree=True
            ):
                if element.tag == tags[1]:
                    declared.add(str(element.get("name")))
                    continue
                data = _data(element)
                for name, values in columns.items():
                    values.append(data.get(name))
                geometry.append(_event_shape(element, data.get(BEGAN)))
                element.clear()
    except (etree.XMLSyntaxError, ValueError) as err:
        raise ReportError(f"{path}: no KML that conflictmap exported: {err}") from err
    there = {name: values for name, values in columns.items() if name in declared}
    return events_from(there, geometry, str(path), wrong)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _data(placemark: Any) -> dict[str, str]:  # noqa: ANN401  lxml is untyped
    data = {}
    for element in placemark.iter(_tag("SimpleData")):
        text = element.text or ""
        if text.startswith(JSON_MARK):
            text = str(json.loads(text.removeprefix(JSON_MARK)))
        data[str(element.get("name"))] = text
    return data


def _event_shape(placemark: Any, began: str | None) -> "BaseGeometry | None":  # noqa: ANN401
    kinds = ("Point", "LineString", "Polygon", "MultiGeometry")
    found = next(placemark.iterchildren(*map(_tag, kinds)), None)
    if found is None:
        return None
    shape = _shape(found)
    return shape if began is None else rejoin(shape, float(began))


def _shape(element: Any) -> "BaseGeometry":  # noqa: ANN401
    import shapely  # noqa: PLC0415

    kind = element.tag.rpartition("}")[2]
    if kind == "MultiGeometry":
        return _multiple([_shape(part) for part in element])
    lines = [_points(one.text) for one in element.iter(_tag("coordinates"))]
    if kind == "Polygon":
        return shapely.Polygon(lines[0], lines[1:])
    return shapely.LineString(lines[0]) if kind == "LineString" else shapely.Point(lines[0])


def _multiple(parts: "list[BaseGeometry]") -> "BaseGeometry":
    import shapely  # noqa: PLC0415

    kinds = {part.geom_type for part in parts}
    makers: dict[str, Any] = {
        "Point": shapely.MultiPoint,
        "LineString": shapely.MultiLineString,
        "Polygon": shapely.MultiPolygon,
    }
    make = makers.get(kinds.pop()) if len(kinds) == 1 else None
    return shapely.GeometryCollection(parts) if make is None else make(parts)


def _points(text: str | None) -> "NDArray[np.float64]":
    """Longitudes and latitudes, shape (n, 2); heights, which viewers add, are left out."""
    import numpy as np  # noqa: PLC0415

    points = (text or "").split()
    width = points[0].count(",") + 1 if points else 2
    numbers = np.array(" ".join(points).replace(",", " ").split(), np.float64)
    return numbers.reshape(-1, width)[:, :2]
