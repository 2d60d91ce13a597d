"""The code and styles that every page holds: Leaflet's, and the page's own.

Read, bundled and shortened once a process.
"""

import base64
import re
from functools import cache
from pathlib import Path
from typing import Final

from .policy import Source, source_of

__all__ = ["PAGE", "asset_sources", "page_assets"]

PAGE: Final = Path(__file__).parent / "page"

_PAGE_STYLES: Final = (
    *("page.css", "layers.css", "tools.css", "filters.css", "timeline.css"),
    *("panel.css", "changes.css", "list.css", "text.css", "reports.css", "tellings.css"),
    *("contrast.css", "print.css"),
)


@cache
def page_assets() -> tuple[tuple[str, str], ...]:
    """Names and elements of the page's head: Leaflet, the page's styles, its script."""
    return tuple(
        (name, f"<{element}>{content}</{element}>") for name, element, content in _assets()
    )


@cache
def asset_sources() -> tuple[Source, ...]:
    """What a policy names of `page_assets`."""
    return tuple(source_of(element, content) for _, element, content in _assets())


@cache
def _assets() -> tuple[tuple[str, str, str], ...]:
    """Name, kind of element, and what stands in it."""
    from rjsmin import jsmin  # noqa: PLC0415

    from .bundle import bundle  # noqa: PLC0415

    return (
        ("leaflet_css", "style", f"\n{_leaflet_css()}\n"),
        ("events_css", "style", _rules("events.css", "eventcard.css")),
        ("page_css", "style", _rules(*_PAGE_STYLES)),
        ("leaflet_js", "script", f"\n{_leaflet('leaflet.js')}\n"),
        ("conflictmap_js", "script", f"\n{jsmin(bundle(PAGE / 'main.js'))}\n"),
    )


def _rules(*filenames: str) -> str:
    return "\n" + "".join((PAGE / name).read_text("utf-8") for name in filenames)


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
