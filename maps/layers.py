"""Layers that any folium map can use."""

from typing import TYPE_CHECKING

from folium.map import Layer
from folium.template import Template

from .assets import page_assets
from .payload import encode, events_payload
from .renderer import RawElement

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["EventLayer"]


class EventLayer(Layer):
    """Conflict events as a layer of a ``folium.Map``.

    Marks by type, discs and outlines by precision, popups that say who says so.

    Parameters
    ----------
    events
        A frame as `locate_report` makes it: columns of `EVENT_COLUMNS`, EPSG:4326.
    name, overlay, control, show
        As in every folium layer.

    Raises
    ------
    PayloadError
        If a column is missing or the coordinates are not EPSG:4326.

    Examples
    --------
    >>> EventLayer(located.events).add_to(folium.Map())  # doctest: +SKIP
    """

    _template = Template(
        "{% macro html(this, kwargs) %}\n"
        '<script type="application/json" id="{{ this.get_name() }}">'
        "{{ this.data }}</script>\n"
        "{% endmacro %}\n"
        "{% macro script(this, kwargs) %}\n"
        "var {{ this.get_name() }} = L.conflictmap.layer(JSON.parse(\n"
        "  document.getElementById({{ this.get_name()|tojson }}).textContent));\n"
        "{% endmacro %}"
    )

    def __init__(
        self,
        events: "gpd.GeoDataFrame",
        *,
        name: str | None = None,
        overlay: bool = True,
        control: bool = True,
        show: bool = True,
    ) -> None:
        super().__init__(name=name, overlay=overlay, control=control, show=show)
        self._name = "EventLayer"
        payload = events_payload(events).payload
        self.bounds = payload["bounds"]
        self.data = encode(payload)

    def _get_self_bounds(self) -> list[list[float]]:
        west, south, east, north = self.bounds
        return [[south, west], [north, east]]

    def render(self, **kwargs: object) -> None:
        """Put the layer's script and styles once into the figure, then the layer."""
        header = self.get_root().header
        for name, text in page_assets():
            if name in {"events_css", "conflictmap_js"}:
                header.add_child(RawElement(text), name=name)
        super().render(**kwargs)
