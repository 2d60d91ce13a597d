"""Which files places come from, and what stands for all that they hold."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .index import index_path
from .layers import list_layers
from .seal import sealed_digest

if TYPE_CHECKING:
    from .lookup import PlaceLookup

__all__ = ["open_places", "place_files", "places_fingerprint"]


def place_files() -> tuple[Path, ...]:
    """The index files that ``PlaceLookup()`` opens: the shipped places', then the layers'.

    They may have yet to be compiled.
    """
    return (index_path(), *(layer.path for layer in list_layers()))


def open_places(paths: tuple[Path, ...]) -> "PlaceLookup":
    """The look-up in index files, as `place_files` gives them.

    Opened once a process, and once more when the file of a layer was replaced: the name
    of the shipped places' file says what is in it.

    Raises
    ------
    GazetteerError
        If one cannot be built or read.
    """
    return _opened(paths, tuple(map(_stamp, paths[1:])))


@lru_cache(maxsize=1)
def _opened(paths: tuple[Path, ...], stamps: tuple[object, ...]) -> "PlaceLookup":  # noqa: ARG001  a key
    from .lookup import PlaceLookup  # noqa: PLC0415

    return PlaceLookup(paths[0], layers=paths[1:])


def _stamp(path: Path) -> tuple[int, ...] | None:
    """Another one for each file that stands at a path; null: there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def places_fingerprint(paths: Iterable[Path]) -> str:
    """SHA-256, in hexadecimal, of what index files hold; their order counts.

    Nothing is opened: the name of the shipped places' file says what is in it, the
    digests of others are in their seals.
    """
    shipped = index_path()
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.name} ".encode())
        digest.update(b"" if path == shipped else sealed_digest(path).encode())
    return digest.hexdigest()
