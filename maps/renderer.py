"""A folium map that becomes one sealed HTML file.

``ConflictMap`` is a ``folium.Map``: other folium layers can be added to it, notebooks show
it, ``save`` writes it. What it writes is the document of ``document.py``, with what
folium's elements render in it.
"""

import re
from typing import TYPE_CHECKING, ClassVar, Final

import folium
from branca.element import Element, Figure
from folium.template import Template

from ..data.errors import PayloadError
from .document import (
    ASSET_MARKS,
    ZOOM,
    Document,
    centre_of,
    data_of,
    page_body,
    page_script,
    sealed,
)
from .options import About, MapOptions

if TYPE_CHECKING:
    import geopandas as gpd

    from ..geo.events import LocatedReport
    from ..geo.lookup import PlaceLookup
    from .payload import PageData

__all__ = ["ConflictMap", "RawElement"]

_RANDOM_ID: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
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

    def __init__(self, *, title: str, lang: str, data: "PageData") -> None:
        super().__init__(title=title, height="600px")
        self.lang = lang
        self.data = data
        self.header._children.clear()  # noqa: SLF001  the document has its own charset
        self._sealed: str | None = None

    def render(self, **kwargs: object) -> str:
        """The whole document.

        Raises
        ------
        PayloadError
            If a layer on the map needs a file from elsewhere.
        """
        if self._sealed is None:  # a second rendering would repeat folium's parts
            for child in self._children.values():
                child.render(**kwargs)  # into the three parts of the figure
            head, body, script = _stable(
                *(part.render(**kwargs) for part in (self.header, self.html, self.script))
            )
            document = Document(
                title=self.title,
                lang=self.lang,
                data=self.data,
                head=head,
                body=body,
                script=script,
            )
            self._sealed = sealed(document).decode()
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
        + page_body("{{ this.get_name() }}")
        + "{% endmacro %}\n"
        "{% macro script(this, kwargs) %}"
        + page_script(
            "{{ this.get_name() }}",
            "{{ this.location|tojson }}",
            "{{ this.options|tojavascript }}",
        )
        + "{% endmacro %}"
    )

    def __init__(
        self,
        located: "LocatedReport | gpd.GeoDataFrame",
        lookup: "PlaceLookup",
        options: MapOptions | None = None,
        about: About | None = None,
    ) -> None:
        options = options or MapOptions()
        data = data_of(located, lookup, options, about or About())
        super().__init__(location=centre_of(data), zoom_start=ZOOM, tiles=None)
        self._name = "ConflictMap"
        figure = SealedFigure(
            title=data.payload["report"]["title"], lang=options.lang, data=data
        )
        figure.add_child(self)
        for name, mark in ASSET_MARKS.items():
            figure.header.add_child(RawElement(mark), name=name)


def _stable(*parts: str) -> list[str]:
    """The parts of a document with stable ids in place of folium's random ones.

    Raises
    ------
    PayloadError
        If one loads something.
    """
    numbers: dict[str, str] = {}
    for part in parts:
        external = _EXTERNAL.search(part)
        if external is not None:
            raise PayloadError(
                f"a layer on the map loads {external[1]!r}: a sealed map holds all it "
                "shows; leave the layer out, or use EventLayer on a plain folium.Map"
            )
    return [
        _RANDOM_ID.sub(lambda match: numbers.setdefault(match[0], str(len(numbers))), part)
        for part in parts
    ]
