"""Online map tiles: the one thing that a page may ask for, and only when it is told to."""

import re
from typing import Final

from ..data.errors import PayloadError

__all__ = ["check_tiles", "tile_origin"]

_PLACES: Final = ("{z}", "{x}", "{y}")
_ADDRESS: Final = re.compile(
    r"(https://(?:[a-z0-9-]+\.)*[a-z0-9-]+(?::[0-9]{1,5})?)/[^\s\"'<>\\]*", re.IGNORECASE
)
_EXAMPLE: Final = "https://tile.example.org/{z}/{x}/{y}.png"


def tile_origin(url: str) -> str:
    """Scheme, host and port of a tile address: what the page's policy lets pictures from.

    Parameters
    ----------
    url
        An https address; ``{z}``, ``{x}`` and ``{y}`` stand for zoom, column and row.

    Raises
    ------
    PayloadError
        If it is not that.
    """
    found = _ADDRESS.fullmatch(url)
    if found is None:
        raise PayloadError(
            f"tiles {url!r}: expected an https address of one server without user name or "
            f"spaces, as {_EXAMPLE}"
        )
    path = url[len(found[1]) :]
    missing = [place for place in _PLACES if place not in path]
    if missing:
        raise PayloadError(
            f"tiles {url!r}: {', '.join(missing)} is not in it; expected {{z}}, {{x}} and "
            f"{{y}} after the server's name, as {_EXAMPLE}"
        )
    other = re.findall(r"\{[^{}]*\}", path)
    unknown = [text for text in other if text not in _PLACES]
    if unknown:
        raise PayloadError(
            f"tiles {url!r}: {unknown[0]} is not known; put the value itself, or name one "
            "server without it"
        )
    return found[1].lower()


def check_tiles(url: str | None, attribution: str) -> None:
    """Refuse tiles that a page could not show, or would show without saying whose they are.

    Raises
    ------
    PayloadError
        If the address is not one, or no attribution is given for it, or only that.
    """
    if url is None:
        if attribution:
            raise PayloadError(
                f"tiles' attribution {attribution!r} without tiles: give their address too"
            )
        return
    tile_origin(url)
    if not attribution.strip():
        raise PayloadError(
            f"tiles {url!r} without an attribution: say whose work they are, as the "
            "server's terms ask, for example '© OpenStreetMap contributors'"
        )
