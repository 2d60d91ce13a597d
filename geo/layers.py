"""Places that a user added: layers over the shipped ones, each one sealed index file.

A layer is made from one source file and remembers how: when the code that makes indexes
has changed, or the file is damaged, it is made again from its source, if that is still
the same. Layers are the user's data and do not lie in the cache. What a source may be is
in ``formats``; how layers are merged at look-up time is in ``ranking``.
"""

import hashlib
import os
import re
import sqlite3
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from ..data.errors import GazetteerError
from ..data.schema import Kind
from .index import Index, open_index
from .layer_files import SUFFIX, Layer, read_layer, write_layer
from .seal import remove_sealed

__all__ = [
    "Layer",
    "add_layer",
    "downloads_folder",
    "layers_folder",
    "list_layers",
    "open_layers",
    "rebuild_layers",
    "remove_layer",
]

_NAME: Final = re.compile(r"\w[\w-]{0,63}")
_COUNTRY_FILE: Final = re.compile("[A-Z]{2}")
_RESERVED: Final = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)
_DOWNLOADS: Final = "downloads"


def layers_folder() -> Path:
    """Where the user's layers are, or will be.

    In the folder that the environment variable CONFLICTMAP_LAYERS names, else in
    ``layers`` of CONFLICTMAP_CACHE if that is set, else in the user's data folder.
    """
    if folder := os.environ.get("CONFLICTMAP_LAYERS"):
        return Path(folder)
    if cache := os.environ.get("CONFLICTMAP_CACHE"):
        return Path(cache) / "layers"
    from platformdirs import user_data_path  # noqa: PLC0415

    return Path(user_data_path("conflictmap", appauthor=False)) / "layers"


def downloads_folder() -> Path:
    """Where sources are kept that were fetched: a layer is made again from them."""
    return layers_folder() / _DOWNLOADS


def open_layers(paths: Sequence[Path] | None = None) -> list[Index]:
    """Open indexes of layers, in the order in which they were added.

    Parameters
    ----------
    paths
        The files; ``None``: the user's layers.

    Raises
    ------
    GazetteerError
        If a layer is damaged or was made by other code, and cannot be made again.
    """
    if paths is None:
        paths = [layer.path for layer in list_layers()]
    with ExitStack() as opened:
        indexes = []
        for path in paths:
            indexes.append(_open(path))
            opened.callback(indexes[-1].close)
        opened.pop_all()
    return indexes


def list_layers() -> list[Layer]:
    """The user's layers in the order in which they were added; also those with problems."""
    layers = map(read_layer, layers_folder().glob(f"*{SUFFIX}"))
    return sorted(layers, key=lambda layer: (layer.order, layer.name))


def add_layer(
    source: Path,
    *,
    name: str | None = None,
    kind: Kind | None = None,
    name_column: str | None = None,
    licence: str | None = None,
) -> Layer:
    """Make a layer of a file of places; it replaces the layer of the same name.

    Parameters
    ----------
    source
        A GeoNames dump or alternateNamesV2 (.txt or .zip), a table with name, lon and
        lat, or a layer of polygons.
    name
        Letters, digits, "_" and "-"; by default from the file's name.
    kind
        What polygons are; ``None``: as their columns say.
    name_column
        The column of polygons' names; ``None``: guessed.
    licence
        Under what the places may be used; ``None``: not known, or GeoNames'.

    Raises
    ------
    GazetteerError
        If nothing in the file can be used, or the layer cannot be written; what was there
        before stays.
    """
    source = Path(source).absolute()
    if not source.is_file():
        raise GazetteerError(f"{source}: no such file; expected a file of places")
    if name is not None:
        _check_name(name)
    with _locked():
        known = list_layers()
        wanted = name or _name_from(source)
        same = [layer for layer in known if layer.name.casefold() == wanted.casefold()]
        last = max((layer.order for layer in known), default=0)
        layer = Layer(
            name=same[0].name if same else wanted,
            path=layers_folder() / f"{same[0].name if same else wanted}{SUFFIX}",
            source=source,
            sha256=_sha256(source),
            kind=kind,
            name_column=name_column,
            licence=licence or "",
            order=(same[0].order if same else 0) or last + 1,
        )
        return _make(layer, f"Adding {layer.name}")


def remove_layer(name: str) -> Layer:
    """Remove a layer and, if it was fetched, its source; the layer that was there.

    Raises
    ------
    GazetteerError
        If there is no such layer, or it cannot be removed.
    """
    with _locked():
        layer = _find(name)
        remove_sealed(layer.path)
        if layer.source.parent == downloads_folder().absolute():
            layer.source.unlink(missing_ok=True)
            layer.source.with_name(f"{layer.source.name}.sha256").unlink(missing_ok=True)
        return layer


def rebuild_layers(
    on_problem: Callable[[str], None] | None = None,
) -> list[Layer]:
    """Make every layer again from its source, in order; those that could be.

    Parameters
    ----------
    on_problem
        Told of each layer whose source is gone or changed, and which stays as it is;
        ``None``: the first is an error.

    Raises
    ------
    GazetteerError
        If a layer cannot be made again and `on_problem` is not given.
    """
    made = []
    with _locked():
        for layer in list_layers():
            try:
                made.append(_make_again(layer, "Rebuilding"))
            except GazetteerError as err:
                if on_problem is None:
                    raise
                on_problem(str(err))
    return made


def _open(path: Path) -> Index:
    """Open a sound layer of this code's, which is made again if it is neither."""
    problem = read_layer(path).problem
    if problem:
        with _locked(path.parent):
            layer = read_layer(path)  # another process may have made it meanwhile
            if layer.problem:
                _make_again(layer, "Compiling again")
    return Index(path)


def _make_again(layer: Layer, doing: str) -> Layer:
    out = f"add it again (conflictmap gazetteer add FILE --name {layer.name}) or remove it"
    out += f" (conflictmap gazetteer remove {layer.name})"
    about = f"the layer {layer.name!r} ({layer.path})"
    is_because = f" {layer.problem}" if layer.problem else " cannot be made again"
    if layer.order == 0:  # nothing is known of it
        raise GazetteerError(f"{about}{is_because}; {out}")
    try:
        is_there = layer.source.is_file() and _sha256(layer.source) == layer.sha256
    except GazetteerError:
        is_there = False
    if not is_there:
        raise GazetteerError(
            f"{about}{is_because}, and its source {layer.source} is gone or changed; {out}"
        )
    return _make(layer, f"{doing} {layer.name}")


def _make(layer: Layer, label: str) -> Layer:
    """Write a layer; alternate names are looked up in what lies below it."""

    def below() -> list[Index]:
        lower = [other.path for other in list_layers() if other.order < layer.order]
        opened.append(open_index())
        opened.extend(open_layers(lower))
        return opened

    opened: list[Index] = []
    try:
        return write_layer(replace(layer, problem=""), below, label)
    finally:
        for index in opened:
            index.close()


def _find(name: str) -> Layer:
    layers = list_layers()
    for layer in layers:
        if layer.name.casefold() == name.casefold():
            return layer
    there = ", ".join(layer.name for layer in layers) or "none"
    raise GazetteerError(f"{name[:80]!r}: no such layer; there are: {there}")


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name) or _RESERVED.fullmatch(name):
        raise GazetteerError(
            f"{name[:80]!r} is no name for a layer: expected up to 64 letters, digits, "
            "'_' and '-', such as SY or field-notes"
        )


def _name_from(source: Path) -> str:
    """A layer's name from a file's: what cannot stand in one becomes "-".

    GeoNames calls a country's places and their alternate names alike (SY.zip).
    """
    from .sources.formats import Format, format_of  # noqa: PLC0415

    stem = unicodedata.normalize("NFC", source.stem)
    if _COUNTRY_FILE.fullmatch(stem) and format_of(source) is Format.ALTERNATES:
        stem = f"{stem}-names"
    name = re.sub(r"[^\w-]+", "-", stem).strip("-")[:64]
    return name if _NAME.fullmatch(name) and not _RESERVED.fullmatch(name) else "layer"


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as err:
        raise GazetteerError(f"{path}: cannot be read: {err.strerror or err}") from err


@contextmanager
def _locked(folder: Path | None = None) -> Iterator[None]:
    """The layers' folder to oneself; what cannot be written there is explained."""
    import filelock  # noqa: PLC0415  only changes need it

    folder = folder or layers_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # one object a file, so that a layer may be made again while another is made
        lock = filelock.FileLock(folder / ".lock", is_singleton=True)
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            print("Waiting for another process that adds places …", file=sys.stderr)  # noqa: T201
            lock.acquire()
        with lock:
            lock.release()
            _remove_leftovers(folder)
            yield
    except (OSError, sqlite3.Error) as err:
        raise GazetteerError(
            f"layers cannot be written in {folder}: {err}; free some space, or name a "
            "writable folder in the environment variable CONFLICTMAP_LAYERS"
        ) from err


def _remove_leftovers(folder: Path) -> None:
    """Remove what a process left that was killed; nobody else writes here now."""
    for pattern in ("*.partial", "*.scratch"):
        for leftover in folder.glob(pattern):
            with suppress(FileNotFoundError):
                leftover.unlink()
