"""Maps: from located reports to sealed HTML files, layers for folium, and sites."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .layers import EventLayer
    from .options import MapOptions
    from .renderer import ConflictMap, render_map
    from .site import build_site

_HOMES = {
    "ConflictMap": "renderer",
    "EventLayer": "layers",
    "MapOptions": "options",
    "build_site": "site",
    "render_map": "renderer",
}

__all__ = ["ConflictMap", "EventLayer", "MapOptions", "build_site", "render_map"]


def __getattr__(name: str) -> object:
    """The public name `name`, imported when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
