"""A folium map that becomes one sealed HTML file.

``ConflictMap`` is a ``folium.Map``: other folium layers can be added to it, notebooks show
it, ``save`` writes it. What it writes holds everything it needs, opens from disk, may
reach nothing (a Content-Security-Policy forbids every connection and every script but its
own, by hash), and is the same bytes whenever and wherever it is made.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

import folium
from branca.element import Element, Figure
from folium.template import Template
from rjsmin import jsmin

from ..data.errors import PayloadError
from ..geo.events import LocatedReport
from .bundle import bundle
from .columns import Block
from .options import About, MapOptions
from .payload import PageData, encode, frame_payload, report_payload
from .tiles import tile_origin

if TYPE_CHECKING:
    import geopandas as gpd

    from ..geo.lookup import PlaceLookup

__all__ = ["ConflictMap", "content_policy", "render_map"]

PAGE: Final = Path(__file__).parent / "page"

_PAGE_STYLES: Final = (
    *("page.css", "layers.css", "tools.css", "filters.css", "timeline.css"),
    *("panel.css", "changes.css", "list.css", "text.css", "reports.css", "tellings.css"),
    *("contrast.css", "print.css"),
)
_MARK: Final = re.compile(r"<@(\w+)>")
"""Where something goes that is put in at the end; no escaped text looks like it."""
_RANDOM_ID: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
_INLINE: Final = re.compile(
    r"<(script|style)(?![^>]*application/json)[^>]*>(.*?)</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
_EXTERNAL: Final = re.compile(
    r"""<(?:script|img|iframe|link|video|audio|source|embed|object)\b[^>]*?
        \b(?:src|href|data)\s*=\s*["']?((?!data:|\#)[^"'\s>]+)""",
    re.IGNORECASE | re.VERBOSE,
)


class RawElement(Element):
    """Text that is put on the page as it is, past Jinja."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_: object) -> str:
        """The text."""
        return self.text


class SealedFigure(Figure):
    """The document round a map, whose every rendering is sealed."""

    _template = Template(
        '<!DOCTYPE html>\n<html lang="{{ this.lang }}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="<@policy>">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        "<title>{{ this.title|e }}</title>\n"
        "{{ this.header.render(**kwargs) }}\n</head>\n<body>\n"
        "{{ this.html.render(**kwargs) }}\n"
        '<script type="application/json" id="payload"><@payload></script>\n'
        "<@columns><script>\n{{ this.script.render(**kwargs) }}\n</script>\n"
        "<@texts></body>\n</html>\n"
    )

    def __init__(self, *, title: str, lang: str, data: PageData) -> None:
        super().__init__(title=title, height="600px")
        self.lang = escape(lang, quote=True)
        self.data = data
        self.header._children.clear()  # noqa: SLF001  the template has its own charset
        self._sealed: str | None = None

    def render(self, **kwargs: object) -> str:
        """The whole document.

        Raises
        ------
        PayloadError
            If a layer on the map needs a file from elsewhere.
        """
        if self._sealed is None:  # a second rendering would repeat folium's parts
            self._sealed = _seal(super().render(**kwargs), self.data)
        return self._sealed


class ConflictMap(folium.Map):
    """The map of a report, or of any events: a ``folium.Map`` with its page round it.

    Parameters
    ----------
    located
        A report with its places found; or a frame of events, of a dataset or of many
        reports: columns of `EVENT_COLUMNS`, geometry in EPSG:4326; a million will do.
    lookup
        Where the towns of the basemap come from.
    options
        How the map is made.
    about
        What the page says of the events as a whole.

    Raises
    ------
    PayloadError
        If the events cannot be put on a page.

    Examples
    --------
    >>> from conflictmap import data, geo
    >>> lookup = geo.PlaceLookup()
    >>> report = data.read_report(data.shipped_reports()[0])
    >>> ConflictMap(geo.locate_report(report, lookup), lookup).save("map.html")
    """

    default_js: ClassVar[list[tuple[str, str]]] = []
    default_css: ClassVar[list[tuple[str, str]]] = []

    _template = Template(
        "{% macro header(this, kwargs) %}{% endmacro %}\n"
        "{% macro html(this, kwargs) %}"
        + (PAGE / "page.html").read_text("utf-8")
        + "{% endmacro %}\n"
        "{% macro script(this, kwargs) %}\n"
        "var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }},\n"
        "  {center: {{ this.location|tojson }}, ...{{ this.options|tojavascript }}});\n"
        'L.conflictmap.mount({{ this.get_name() }}, "payload");\n'
        "{% endmacro %}"
    )

    def __init__(
        self,
        located: "LocatedReport | gpd.GeoDataFrame",
        lookup: "PlaceLookup",
        options: MapOptions | None = None,
        about: About | None = None,
    ) -> None:
        options, about = options or MapOptions(), about or About()
        if isinstance(located, LocatedReport):
            data = report_payload(located, lookup, options, about)
        else:
            data = frame_payload(located, lookup, options, about)
        west, south, east, north = data.payload["bounds"]
        super().__init__(
            location=[(south + north) / 2.0, (west + east) / 2.0],
            zoom_start=7,
            tiles=None,
        )
        self._name = "ConflictMap"
        figure = SealedFigure(
            title=data.payload["report"]["title"], lang=options.lang, data=data
        )
        figure.add_child(self)
        for name, _ in page_assets():
            figure.header.add_child(RawElement(f"<@{name}>"), name=name)


def render_map(
    located: "LocatedReport | gpd.GeoDataFrame",
    lookup: "PlaceLookup",
    options: MapOptions | None = None,
    about: About | None = None,
) -> str:
    """The sealed HTML document of a `ConflictMap`; the same text for the same input."""
    made = ConflictMap(located, lookup, options, about)
    document: str = made.get_root().render()
    return document


@cache
def page_assets() -> tuple[tuple[str, str], ...]:
    """Names and elements of the page's head: Leaflet, the page's styles, its script."""
    return (
        ("leaflet_css", f"<style>\n{_leaflet_css()}\n</style>"),
        ("events_css", _style("events.css", "eventcard.css")),
        ("page_css", _style(*_PAGE_STYLES)),
        ("leaflet_js", f"<script>\n{_leaflet('leaflet.js')}\n</script>"),
        ("conflictmap_js", f"<script>\n{jsmin(bundle(PAGE / 'main.js'))}\n</script>"),
    )


def _style(*filenames: str) -> str:
    rules = "".join((PAGE / name).read_text("utf-8") for name in filenames)
    return f"<style>\n{rules}</style>"


def _leaflet_folder() -> Path:
    from xstatic.pkg import leaflet  # noqa: PLC0415

    return Path(leaflet.BASE_DIR)


def _leaflet(filename: str) -> str:
    text = (_leaflet_folder() / filename).read_text("utf-8").replace("\r\n", "\n")
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)


def _leaflet_css() -> str:
    def embedded(match: re.Match[str]) -> str:
        image = (_leaflet_folder() / match[1]).read_bytes()
        return f"url(data:image/png;base64,{base64.b64encode(image).decode()})"

    return re.sub(r"url\((images/[\w.-]+\.png)\)", embedded, _leaflet("leaflet.css"))


def _seal(document: str, data: PageData) -> str:
    """The document with stable ids, its data, and a policy that allows only itself."""
    external = _EXTERNAL.search(document)
    if external is not None:
        raise PayloadError(
            f"a layer on the map loads {external[1]!r}: a sealed map holds all it shows; "
            "leave the layer out, or use EventLayer on a plain folium.Map"
        )
    numbers: dict[str, str] = {}
    document = _RANDOM_ID.sub(
        lambda match: numbers.setdefault(match[0], str(len(numbers))), document
    )
    sources = dict.fromkeys([*_asset_sources(), *_sources(document)])
    fillings: dict[str, Iterable[str]] = {name: [text] for name, text in page_assets()}
    fillings |= {
        "policy": [_policy(sources, data.payload.get("tiles"))],
        "payload": [encode(data.payload)],
        "columns": _elements(data.columns),
        "texts": _elements(data.texts),
    }
    pieces = _MARK.split(document)  # text, name, text, name … text
    filled = (fillings[name] for name in pieces[1::2])
    for_each = zip(pieces[::2], chain(filled, [()]), strict=True)
    return "".join(piece for text, filling in for_each for piece in (text, *filling))


def _elements(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield f'<script type="text/plain" id="{block.id}">'
        yield block.text
        yield "</script>\n"


@cache
def _asset_sources() -> tuple[tuple[str, str], ...]:
    return tuple(_sources("".join(text for _, text in page_assets())))


def _sources(document: str) -> Iterator[tuple[str, str]]:
    """What stands in a document, "script" or "style", and its hash."""
    for match in _INLINE.finditer(document):
        digest = hashlib.sha256(match[2].encode()).digest()
        yield match[1].lower(), f"'sha256-{base64.b64encode(digest).decode()}'"


def content_policy(document: str, tiles: dict[str, str] | None = None) -> str:
    """A Content-Security-Policy for exactly the scripts and styles of a document.

    Pictures may come from the server of `tiles`, if there are any: from nowhere else.
    """
    return _policy(dict.fromkeys(_sources(document)), tiles)


def _policy(sources: Iterable[tuple[str, str]], tiles: dict[str, str] | None) -> str:
    pictures = ["data:", *([tile_origin(tiles["url"])] if tiles else [])]
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for element, source in sources:
        hashes[element].append(source)
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(hashes['script'])}",
            f"style-src {' '.join(hashes['style'])}",
            f"img-src {' '.join(pictures)}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
