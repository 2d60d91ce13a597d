"""Maps: from located reports to sealed HTML files, layers for folium, and sites."""

from typing import TYPE_CHECKING

from ..data.exports import lazy_exports

if TYPE_CHECKING:
    from .document import render_map
    from .layers import EventLayer
    from .leaks import Leak, find_leaks, require_no_leaks
    from .options import About, MapOptions
    from .renderer import ConflictMap
    from .site import build_site

__all__ = [
    "About",
    "ConflictMap",
    "EventLayer",
    "Leak",
    "MapOptions",
    "build_site",
    "find_leaks",
    "render_map",
    "require_no_leaks",
]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "About": "options",
        "ConflictMap": "renderer",
        "EventLayer": "layers",
        "Leak": "leaks",
        "MapOptions": "options",
        "build_site": "site",
        "find_leaks": "leaks",
        "render_map": "document",
        "require_no_leaks": "leaks",
    },
)
