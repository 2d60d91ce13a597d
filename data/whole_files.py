"""Files that appear whole or not at all.

What is written goes to a file beside the one that is meant, onto the disk, and then takes
its name: whoever reads finds the old file or the new one, also after a crash.
"""

import contextlib
import filecmp
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

__all__ = ["unfinished_files", "whole_file", "write_whole"]

_UNFINISHED: Final = re.compile(r"\..+(\.\w+)\.[a-z0-9_]{8}\1", re.DOTALL)
"""Names that `whole_file` gives: ``.events.csv.x2_4k8aq.csv``."""


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """An empty file to write to, which becomes the one that is meant when the block ends.

    It lies in the same folder, is hidden, and has the same ending. A file of equal content
    is left alone. If the block raises, it is removed and what was there before stays.

    Raises
    ------
    OSError
        If the folder cannot be written to, or the disk is full.
    """
    handle, made = tempfile.mkstemp(
        prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent
    )
    os.close(handle)
    unfinished = Path(made)
    try:
        yield unfinished
        if _is_equal(unfinished, path):
            unfinished.unlink()
            return
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.chmod(0o644)
        unfinished.replace(path)
    except BaseException as err:
        unfinished.unlink(missing_ok=True)
        if isinstance(err, OSError):  # a full disk does not say of which file
            err.filename = str(path)
        raise


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file that appears whole or not at all; equal content is left alone.

    Text is written as UTF-8.

    Raises
    ------
    OSError
        If the folder cannot be written to, or the disk is full.
    """
    content = content.encode() if isinstance(content, str) else content
    with contextlib.suppress(OSError):
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return
    with whole_file(path) as unfinished:
        unfinished.write_bytes(content)


def unfinished_files(folder: Path) -> list[Path]:
    """What was left in a folder by whoever was killed while writing; not in those in it."""
    return [path for path in folder.glob(".*") if _UNFINISHED.fullmatch(path.name)]


def _is_equal(first: Path, second: Path) -> bool:
    with contextlib.suppress(OSError):
        return filecmp.cmp(first, second, shallow=False)
    return False
