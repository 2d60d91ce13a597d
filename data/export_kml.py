"""Events as KML 2.2 for Google Earth and its like: styled by type, in time.

A placemark an event. Every column is in its ExtendedData, which viewers show as a table;
there is no description, which they would show as HTML. What has not happened (planned,
background) is switched off at first. Shapes are cut at the antimeridian.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from .errors import ReportError
from .export_frames import join_names, written_rows
from .export_shapes import cut_shape, distinct_shapes
from .schema import EVENT_COLUMNS, NOT_DRAWN

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

__all__ = ["BEGAN", "JSON_MARK", "NAMESPACE", "write_kml"]

NAMESPACE: Final = "http://www.opengis.net/kml/2.2"
BEGAN: Final = "began"
"""The column of the longitude at which a shape began that was cut."""
JSON_MARK: Final = "json:"
"""Stands before a text that XML cannot hold, or that begins so itself, as JSON."""

_TYPES: Final = {"float64": "double", "Int64": "int"}
_COLOURS: Final = {
    "Battles": "fc8d56",
    "Explosions/Remote violence": "a874e1",
    "Violence against civilians": "ffbed4",
    "Protests": "9fc1ff",
    "Riots": "e6e154",
    "Strategic developments": "49b98b",
    "State-based violence": "fc8d56",
    "Non-state violence": "e6e154",
    "Other": "85909f",
}
"""rrggbb on a dark ground, such as pictures from above: those of the map's dark theme."""
_STYLES: Final = {kind: f"type-{number}" for number, kind in enumerate(_COLOURS, 1)}
_STYLE: Final = """<Style id="{name}">
<IconStyle><color>ff{colour}</color></IconStyle>
<LineStyle><color>ff{colour}</color><width>2</width></LineStyle>
<PolyStyle><color>40{colour}</color></PolyStyle>
</Style>
"""
_NO_XML: Final = dict.fromkeys({*range(0x20), 0xFFFE, 0xFFFF} - {0x9, 0xA, 0xD}, "\ufffd")
_REFERENCES: Final = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
_RING: Final = "<LinearRing><coordinates>{}</coordinates></LinearRing>"


def write_kml(events: "gpd.GeoDataFrame", path: Path) -> None:
    """Write the frame of `plain_events`."""
    rows, shapes = distinct_shapes(events.geometry.to_numpy())
    words = []
    for shape, began in map(cut_shape, shapes):
        marked = "" if began is None else _datum(BEGAN, str(began))
        words.append((marked, _geometry(shape) + "\n"))
    words.append(("", ""))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        _write_head(file)
        for row, values in zip(rows, written_rows(events), strict=True):
            event = dict(zip(EVENT_COLUMNS, values, strict=True))
            file.writelines(_placemark(event, *words[row]))
        file.write("</Document>\n</kml>\n")


def _write_head(file: IO[str]) -> None:
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    file.write(f'<kml xmlns="{NAMESPACE}">\n<Document>\n<name>Events</name>\n')
    for kind, name in _STYLES.items():
        red_last = "".join(_COLOURS[kind][at : at + 2] for at in (4, 2, 0))
        file.write(_STYLE.format(name=name, colour=red_last))
    file.write('<Schema name="event" id="event">\n')
    for name, dtype in {**EVENT_COLUMNS, BEGAN: "float64"}.items():
        kind = _TYPES.get(dtype, "string")
        file.write(f'<SimpleField type="{kind}" name="{name}"/>\n')
    file.write("</Schema>\n")


def _placemark(event: dict[str, Any], began: str, geometry: str) -> Iterator[str]:
    titles = (event["sub_event_type"], event["place_name"] or event["place"])
    title = ", ".join(text for text in titles if text)
    yield f"<Placemark>\n<name>{_shown(title)}</name>\n"
    if event["status"] in NOT_DRAWN:
        yield "<visibility>0</visibility>\n"
    if event["summary"]:
        yield f'<Snippet maxLines="2">{_shown(event["summary"])}</Snippet>\n'
    ends = (("begin", event["date_start"]), ("end", event["date_end"]))
    span = "".join(f"<{name}>{day}</{name}>" for name, day in ends if day)
    if span:
        yield f"<TimeSpan>{span}</TimeSpan>\n"
    style = _STYLES.get(event["event_type"], _STYLES["Other"])
    yield f'<styleUrl>#{style}</styleUrl>\n<ExtendedData><SchemaData schemaUrl="#event">\n'
    for name, value in event.items():
        if value is not None and value != ():
            text = join_names(value) if isinstance(value, tuple) else str(value)
            yield _datum(name, text)
    yield f"{began}</SchemaData></ExtendedData>\n{geometry}</Placemark>\n"


@lru_cache(maxsize=4096)  # most texts repeat
def _datum(name: str, text: str) -> str:
    if text.startswith(JSON_MARK) or text.translate(_NO_XML) != text:
        text = JSON_MARK + json.dumps(text)
    return f'<SimpleData name="{name}">{escape(text, _REFERENCES)}</SimpleData>\n'


def _shown(text: str) -> str:
    return escape(text.translate(_NO_XML), _REFERENCES)


def _geometry(shape: Any) -> str:  # noqa: ANN401  by its type
    """The element of a shape; a multiple or collection is a MultiGeometry."""
    if hasattr(shape, "geoms"):
        return f"<MultiGeometry>{''.join(map(_geometry, shape.geoms))}</MultiGeometry>"
    kind = shape.geom_type
    if kind == "Polygon":
        holes = (_RING.format(_points(hole)) for hole in shape.interiors)
        inner = "".join(f"<innerBoundaryIs>{hole}</innerBoundaryIs>" for hole in holes)
        outer = _RING.format(_points(shape.exterior))
        return f"<Polygon><outerBoundaryIs>{outer}</outerBoundaryIs>{inner}</Polygon>"
    if kind not in {"Point", "LineString"}:
        raise ReportError(f"a {kind} cannot be written as KML; expected points or polygons")
    return f"<{kind}><coordinates>{_points(shape)}</coordinates></{kind}>"


def _points(line: "BaseGeometry") -> str:
    return " ".join(f"{lon},{lat}" for lon, lat in line.coords)
