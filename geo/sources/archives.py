"""Tables in files and in zip archives, as lines: streamed, and never unpacked to disk.

An archive is hostile until shown otherwise: a name in it that climbs, a member that would
grow beyond all measure, and one that needs a password are refused. Archives in archives
are not looked into.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from ...data.errors import GazetteerError

__all__ = ["HEAD_BYTES", "is_zip", "open_table", "read_lines"]

HEAD_BYTES: Final = 1 << 16
"""How much of a file's beginning tells its format."""

_LONGEST_LINE: Final = 1 << 20
_BUFFER: Final = 1 << 20
_MOST_MEMBERS: Final = 1000
_MOST_RATIO: Final = 100
_SMALL: Final = 1 << 20
"""Bytes that do no harm, however well they were packed."""
_TABLES: Final = (".txt", ".csv", ".tsv", ".tab")
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError)
_HOSTILE: Final = (ValueError, OSError, OverflowError, NotImplementedError, struct.error)


def read_lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; one that is longer than 1 MiB comes in pieces."""
    return iter(partial(stream.readline, _LONGEST_LINE), b"")


def is_zip(path: Path) -> bool:
    """Whether a file begins as a zip archive does."""
    with path.open("rb") as file:
        return file.read(4) in {b"PK\3\4", b"PK\5\6"}


@contextmanager
def open_table(path: Path, is_wanted: Callable[[bytes], bool]) -> Iterator[BinaryIO]:
    """The bytes of a file, or of the one table in a zip archive.

    Parameters
    ----------
    path
        The file.
    is_wanted
        Whether the beginning of a member (`HEAD_BYTES`) is that of a table that can be
        used; asked when there are several.

    Raises
    ------
    GazetteerError
        If the archive is damaged, refused, or does not hold exactly one table.
    """
    if not is_zip(path):
        with path.open("rb", _BUFFER) as file:
            yield file
        return
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(path))
            member = _find_member(path, archive, is_wanted)
            packed = stack.enter_context(archive.open(member))
        except (*_DAMAGE, *_HOSTILE) as err:
            raise _unreadable(path, err) from err
        try:
            # its own readline is in Python
            yield io.BufferedReader(packed, _BUFFER)  # type: ignore[type-var]
        except _DAMAGE as err:
            raise _unreadable(path, err) from err


def _unreadable(path: Path, err: Exception) -> GazetteerError:
    return GazetteerError(
        f"{path}: not a sound zip archive ({err}); fetch it again, or pack it again with "
        "deflate"
    )


def _find_member(
    path: Path, archive: zipfile.ZipFile, is_wanted: Callable[[bytes], bool]
) -> zipfile.ZipInfo:
    infos = archive.infolist()
    if len(infos) > _MOST_MEMBERS:
        raise GazetteerError(f"{path}: refused, it holds more than {_MOST_MEMBERS} files")
    for info in infos:
        _check_name(path, info.filename)
    tables = [info for info in infos if _is_table(info)]
    for info in tables:
        _check_member(path, info)
    if len(tables) > 1:
        tables = [info for info in tables if is_wanted(_head(archive, info))] or tables
    if len(tables) > 1:
        named_so = [t for t in tables if PurePosixPath(t.filename).stem == path.stem]
        tables = named_so or tables
    if len(tables) != 1:
        names = ", ".join(repr(info.filename[:80]) for info in (tables or infos)[:5])
        raise GazetteerError(
            f"{path}: expected one table ({', '.join(_TABLES)}) in the archive, found "
            f"{len(tables)} ({names or 'it is empty'}); unpack it and add the file"
        )
    return tables[0]


def _check_name(path: Path, name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if parts[0] == "" or ".." in parts or ":" in parts[0]:
        raise GazetteerError(
            f"{path}: refused, {name[:80]!r} in it leads out of the archive; GeoNames' own "
            "archives hold plain names"
        )


def _is_table(info: zipfile.ZipInfo) -> bool:
    inside = PurePosixPath(info.filename)
    return (
        not info.is_dir()
        and inside.suffix.lower() in _TABLES
        and inside.stem.lower() != "readme"
        and not inside.parts[0].startswith((".", "__"))
    )


def _check_member(path: Path, info: zipfile.ZipInfo) -> None:
    """Refuse what cannot be read safely; no more than is declared is ever read."""
    if info.flag_bits & 1:
        raise GazetteerError(
            f"{path}: {info.filename[:80]!r} needs a password; unpack it and add the file"
        )
    packed = min(info.compress_size, path.stat().st_size)
    if info.file_size > max(packed * _MOST_RATIO, _SMALL):
        raise GazetteerError(
            f"{path}: refused, {info.filename[:80]!r} would grow from {packed:,} to "
            f"{info.file_size:,} bytes; a table shrinks to a third or a tenth, not so far"
        )


def _head(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as file:
        return file.read(HEAD_BYTES)
