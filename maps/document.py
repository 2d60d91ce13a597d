"""One sealed HTML file: the document of a map, and what stands in it.

It holds everything it needs, opens from disk, may reach nothing (a
Content-Security-Policy forbids every connection and every script but its own, by hash),
and is the same bytes whenever and wherever it is made. `map_page` makes it of plain
texts; ``renderer.py`` of what folium's elements render, with the same pieces.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from markupsafe import escape

from ..geo.events import LocatedReport
from .assets import PAGE, asset_sources, page_assets
from .options import About, MapOptions
from .payload import PageData, encode, frame_payload, report_payload
from .policy import find_sources, policy_of

if TYPE_CHECKING:
    import geopandas as gpd

    from ..geo.lookup import PlaceLookup
    from .columns import Block

__all__ = [
    "ASSET_MARKS",
    "ZOOM",
    "Document",
    "centre_of",
    "data_of",
    "map_page",
    "page_body",
    "page_script",
    "render_map",
    "sealed",
]

ZOOM: Final = 7
"""Leaflet's zoom before the page has looked at its events."""

_MARK: Final = re.compile(r"<@(\w+)>")
"""Where something goes that is put in at the end; no escaped text looks like it."""
_DOCUMENT: Final = """\
<!DOCTYPE html>
<html lang="<@lang>">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="<@policy>">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title><@title></title>
<@head>
</head>
<body>
<@body>
<script type="application/json" id="payload"><@payload></script>
<@columns><script>
<@script>
</script>
<@texts></body>
</html>"""

# What folium makes of a map to which nothing is added.
_NAME: Final = "conflict_map_0"
_OPTIONS: Final = f"""\
{{
  "zoom": {ZOOM},
  "zoomControl": true,
  "preferCanvas": false,
}}"""

ASSET_MARKS: Final = {
    name: f"<@{name}>"
    for name in ("leaflet_css", "events_css", "page_css", "leaflet_js", "conflictmap_js")
}
"""Where in the head of a `Document` each of `page_assets` goes."""


@dataclass(frozen=True, slots=True)
class Document:
    """What the document of a map is made of."""

    title: str
    lang: str
    data: PageData
    head: str
    """Elements, and `ASSET_MARKS`."""
    body: str
    script: str


def render_map(
    located: "LocatedReport | gpd.GeoDataFrame",
    lookup: "PlaceLookup",
    options: MapOptions | None = None,
    about: About | None = None,
) -> str:
    """The sealed HTML document of a `ConflictMap`; the same text for the same input."""
    return map_page(located, lookup, options, about).decode()


def map_page(
    located: "LocatedReport | gpd.GeoDataFrame",
    lookup: "PlaceLookup",
    options: MapOptions | None = None,
    about: About | None = None,
) -> bytes:
    """The sealed HTML document of a `ConflictMap`, in UTF-8."""
    options = options or MapOptions()
    data = data_of(located, lookup, options, about or About())
    script = page_script(_NAME, json.dumps(centre_of(data)), _OPTIONS)
    return sealed(
        Document(
            title=data.payload["report"]["title"],
            lang=options.lang,
            data=data,
            head=_listed(*ASSET_MARKS.values(), ""),
            body=_listed(page_body(_NAME)),
            script=_listed(script),
        )
    )


def data_of(
    located: "LocatedReport | gpd.GeoDataFrame",
    lookup: "PlaceLookup",
    options: MapOptions,
    about: About,
) -> PageData:
    """The data of a report's page, or of a frame's."""
    if isinstance(located, LocatedReport):
        return report_payload(located, lookup, options, about)
    return frame_payload(located, lookup, options, about)


def centre_of(data: PageData) -> list[float]:
    """Latitude and longitude of the middle of a page's bounds, in degrees."""
    west, south, east, north = data.payload["bounds"]
    return [(south + north) / 2.0, (west + east) / 2.0]


def page_body(name: str) -> str:
    """The page's elements; `name` is the id of the map's."""
    return _body().replace("<@map>", name)


@cache
def _body() -> str:
    return (PAGE / "page.html").read_text("utf-8").rstrip("\n")


def page_script(name: str, centre: str, options: str) -> str:
    """The script that makes the map in the element `name`.

    Parameters
    ----------
    name
        A word of JavaScript.
    centre
        Latitude and longitude, as JavaScript.
    options
        Leaflet's for a map, as JavaScript.
    """
    return (
        f'\nvar {name} = L.map("{name}",\n'
        f"  {{center: {centre}, ...{options}}});\n"
        f'L.conflictmap.mount({name}, "payload");'
    )


def sealed(document: Document) -> bytes:
    """The document, with its data and a policy that allows only itself, in UTF-8."""
    element = f"<script>\n{document.script}\n</script>"
    sources = chain(asset_sources(), find_sources(document.head + document.body + element))
    data = document.data
    policy = policy_of(sources, data.payload.get("tiles"))
    fillings: dict[str, Iterable[bytes]] = {
        "lang": [escape(document.lang).encode()],
        "policy": [policy.encode()],
        "title": [escape(document.title).encode()],
        "head": _filled(document.head, _encoded_assets()),
        "body": [document.body.encode()],
        "payload": [encode(data.payload).encode()],
        "columns": _elements(data.columns),
        "script": [document.script.encode()],
        "texts": _elements(data.texts),
    }
    return b"".join(_filled(_DOCUMENT, fillings))


@cache
def _encoded_assets() -> dict[str, list[bytes]]:
    return {name: [element.encode()] for name, element in page_assets()}


def _filled(template: str, fillings: Mapping[str, Iterable[bytes]]) -> Iterator[bytes]:
    """The pieces of a template, with fillings in the places of their marks."""
    first, *rest = _MARK.split(template)  # text, name, text, name … text
    yield first.encode()
    for name, text in zip(rest[::2], rest[1::2], strict=True):
        yield from fillings[name]
        yield text.encode()


def _elements(blocks: "Iterable[Block]") -> Iterator[bytes]:
    for block in blocks:
        yield f'<script type="text/plain" id="{block.id}">'.encode()
        yield block.text.encode()
        yield b"</script>\n"


def _listed(*texts: str) -> str:
    """Texts as folium lists an element's children; the last of a map's head is empty."""
    return "".join(f"\n    {text}" for text in texts)
