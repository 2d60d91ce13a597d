"""Seals of files: a file that changed since it was written is noticed before it is read.

Beside a file stands ``NAME.seal`` with its SHA-256, size and time of change. While size
and time are as sealed the file is trusted; else it is read once and compared.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

__all__ = ["is_sound", "move_sealed", "remove_sealed", "seal_path", "sealed_digest"]


def seal_path(path: Path) -> Path:
    """Where the seal of a file is."""
    return path.with_name(f"{path.name}.seal")


def move_sealed(unfinished: Path, path: Path) -> None:
    """Give a finished file its place and its seal; it is there whole, or not at all."""
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    _write_seal(unfinished, seal_path(path))
    unfinished.replace(path)


def remove_sealed(path: Path) -> None:
    """Remove a file and its seal."""
    path.unlink(missing_ok=True)
    seal_path(path).unlink(missing_ok=True)


def is_sound(path: Path) -> bool:
    """Whether a file is byte for byte what was sealed.

    A file without a seal is not. Where the file was copied or touched and holds the same
    bytes, the seal is renewed if that is allowed.
    """
    try:
        digest, *stamp = seal_path(path).read_text("ascii").split()
        if stamp == _stamp(path):
            return True
        if _sha256(path) != digest:
            return False
    except (OSError, ValueError):
        return False
    with suppress(OSError):  # a folder that cannot be written: compared again next time
        _write_seal(path, seal_path(path), digest)
    return True


def sealed_digest(path: Path) -> str:
    """SHA-256 of a file in hexadecimal: from its seal while that holds, else computed."""
    with suppress(OSError, ValueError):
        digest, *stamp = seal_path(path).read_text("ascii").split()
        if stamp == _stamp(path):
            return digest
    return _sha256(path)


def _write_seal(path: Path, seal: Path, digest: str | None = None) -> None:
    text = " ".join([digest or _sha256(path), *_stamp(path)])
    unfinished = seal.with_name(f"{seal.name}.{os.getpid()}.partial")
    try:
        unfinished.write_text(text, "ascii")
        unfinished.replace(seal)
    finally:
        unfinished.unlink(missing_ok=True)


def _stamp(path: Path) -> list[str]:
    stat = path.stat()
    return [str(stat.st_size), str(stat.st_mtime_ns)]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
