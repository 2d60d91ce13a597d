"""Maps: from located reports to sealed HTML files, layers for folium, and sites."""

from typing import TYPE_CHECKING

from ..data.exports import lazy_exports

if TYPE_CHECKING:
    from .layers import EventLayer
    from .options import About, MapOptions
    from .renderer import ConflictMap, render_map
    from .site import build_site

__all__ = ["About", "ConflictMap", "EventLayer", "MapOptions", "build_site", "render_map"]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "About": "options",
        "ConflictMap": "renderer",
        "EventLayer": "layers",
        "MapOptions": "options",
        "build_site": "site",
        "render_map": "renderer",
    },
)
