"""The bytes of files of text, unpacked as they are read: plain, .gz, or one of a .zip."""

import codecs
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Final, cast

from .decoding import decode_text
from .errors import ReportError

__all__ = ["open_utf8"]

MAX_BYTES: Final = 4_000_000_000
_BLOCK: Final = 1 << 20
_JUNK: Final = "__MACOSX/"
_INSIDE: Final = (".csv", ".tsv", ".tab")


@contextmanager
def open_utf8(path: Path) -> Iterator[IO[bytes]]:
    """The content of a file as UTF-8 without a mark, whatever its encoding and packing.

    UTF-8 streams; other encodings are held in memory.

    Raises
    ------
    ReportError
        If it is damaged, locked, too large or no text.
    """
    try:
        with _opened(path) as file:
            mark = _utf8_mark(file, path)
        with _opened(path) as file:
            if mark is None:
                text = decode_text(file.read(), str(path))
                yield io.BytesIO(text.encode())
            else:
                file.read(mark)
                yield file
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError) as err:
        raise ReportError(f"{path}: damaged, cannot be unpacked: {err}") from err


def _utf8_mark(file: IO[bytes], path: Path) -> int | None:
    """The length of the mark before UTF-8; ``None`` if the file is something else."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    size = mark = 0
    try:
        for block in iter(partial(file.read, _BLOCK), b""):
            if not size:
                if block.startswith(b"%PDF-"):
                    return None
                mark = len(codecs.BOM_UTF8) * block.startswith(codecs.BOM_UTF8)
            size += len(block)
            if size > MAX_BYTES:
                raise ReportError(
                    f"{path}: larger than {MAX_BYTES // 1_000_000} MB; split it"
                )
            if b"\0" in block:
                return None
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return mark


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    name = path.name.lower()
    if name.endswith(".zip"):
        with zipfile.ZipFile(path) as archive, archive.open(_inside(archive, path)) as file:
            yield file
    elif name.endswith(".gz"):
        with gzip.open(path) as packed:
            yield cast("IO[bytes]", packed)
    else:
        with path.open("rb") as plain:
            yield plain


def _inside(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """The table in an archive."""
    tables = [
        inside
        for inside in archive.infolist()
        if inside.filename.lower().endswith(_INSIDE)
        and not inside.filename.startswith(_JUNK)
    ]
    if len(tables) != 1:
        raise ReportError(
            f"{path}: {len(tables)} tables ({', '.join(_INSIDE)}) in it; expected one: "
            "unpack it"
        )
    if tables[0].flag_bits & 1:
        raise ReportError(f"{path}: locked by a password: unpack it")
    return tables[0]
