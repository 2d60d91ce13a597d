"""A folder of events: GeoParquet files, one a batch of articles, and what they are made of.

A part appears whole and knows its lines and their hash, so the parts themselves say what
is done. ``_conflictmap.json``, which readers of Parquet pass over, says from the beginning
which files and options the folder is of, and at the end that it is complete.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

from ..data.errors import ConflictMapError
from ..data.whole_files import unfinished_files, write_whole
from .event_parts import part_origin

if TYPE_CHECKING:
    from .read_batch import Batch

__all__ = ["ANEW", "EventFolder"]

ANEW: Final = "begin anew with --force, or give another folder"
_MANIFEST: Final = "_conflictmap.json"
_LOCK: Final = ".lock"
_PART: Final = re.compile(r"part-(\d{5,})-(\d{9,})-(\d{9,})\.parquet")


class EventFolder:
    """The folder of one run, however often it was stopped.

    Parameters
    ----------
    path
        Made if it is not there; else empty, or begun by this class.
    head
        What it is made of: ``made_by``, ``options`` by name, and ``inputs``, each with
        ``name`` and ``bytes``.
    """

    def __init__(self, path: Path, head: Mapping[str, Any]) -> None:
        self.path = path
        self._head = head
        self._parts: dict[tuple[int, int], Path] = {}

    @contextmanager
    def opened(self, *, force: bool) -> Iterator[None]:
        """Keep other runs away; then only whole parts of these files and options are in it.

        Parameters
        ----------
        force
            Whether to remove the parts that are there.

        Raises
        ------
        ConflictMapError
            If it holds something else, or another run is at work in it.
        OSError
            If it cannot be made or written to.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415

        _require_own(self.path)
        self.path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.path / _LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout as err:
            raise ConflictMapError(
                f"{self.path}: another run is writing into this folder; wait until it has "
                "ended, or give another folder (-o)"
            ) from err
        try:
            self._begin(force=force)
            yield
        finally:
            lock.release()

    def origin(self, batch: "Batch") -> Mapping[str, Any] | None:
        """What the part of a batch says of itself; ``None`` if it has yet to be written.

        Raises
        ------
        ConflictMapError
            If there is a part of these lines, but they were others then.
        """
        path = self._parts.get((batch.input, batch.numbers[0]))
        found = None if path is None else part_origin(path)
        if found is not None and found["sha256"] != batch.digest():
            raise ConflictMapError(
                f"{batch.label}: changed since its events were written to {path}; {ANEW}"
            )
        return found

    def write(self, batch: "Batch", content: bytes) -> None:
        """Write the part of a batch."""
        write_whole(self.path / self.name(batch), content)

    def name(self, batch: "Batch") -> str:
        """Number of the file of articles, first and last line: sorted as the lines are."""
        first, last = batch.numbers
        return f"part-{batch.input:05}-{first:09}-{last:09}.parquet"

    def finish(self, found: Mapping[str, Any]) -> None:
        """Say that the folder is complete, and what is in it."""
        self._write_manifest({**self._head, "is_complete": True, **found})

    def _begin(self, *, force: bool) -> None:
        for path in unfinished_files(self.path):
            path.unlink()
        parts = {
            (int(match[1]), int(match[2])): path
            for path in self.path.iterdir()
            if (match := _PART.fullmatch(path.name))
        }
        if force:
            for path in parts.values():
                path.unlink()
        elif (self.path / _MANIFEST).exists():
            before = _read_json(self.path / _MANIFEST)
            different = _difference(before, self._head)
            if different:
                raise ConflictMapError(f"{self.path}: was begun with {different}; {ANEW}")
            self._parts = parts
            return
        self._write_manifest({**self._head, "is_complete": False})

    def _write_manifest(self, content: Mapping[str, Any]) -> None:
        option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        write_whole(self.path / _MANIFEST, orjson.dumps(content, option=option))


def _require_own(folder: Path) -> None:
    """Nothing, or the error on a folder that is not for events."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ConflictMapError(
            f"{folder}: a file; events go into a folder of files: remove it, or give "
            "another name"
        )
    unfinished = {path.name for path in unfinished_files(folder)}
    others = {path.name for path in folder.iterdir()} - unfinished - {_LOCK}
    if others and _MANIFEST not in others:
        raise ConflictMapError(
            f"{folder}: holds other files, such as {min(others)!r}; expected an empty "
            "folder, or one that was begun by this command"
        )


def _read_json(path: Path) -> Mapping[str, Any]:
    try:
        found = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError:
        found = None
    return found if isinstance(found, dict) else {}


def _difference(before: Mapping[str, Any], now: Mapping[str, Any]) -> str | None:
    """What is not as it was, in words; ``None`` if nothing."""
    if before.get("made_by") != now["made_by"]:
        return f"another version: {before.get('made_by')}"
    for name, value in now["options"].items():
        if before["options"].get(name) != value:
            then = before["options"].get(name)
            return f"another value of {name}: {then!r}, and now it is {value!r}"
    sizes, sizes_now = (
        {one["name"]: one["bytes"] for one in head["inputs"]} for head in (before, now)
    )
    for name in {**sizes, **sizes_now}:
        if name not in sizes:
            return f"other files: {name} was not among them"
        if name not in sizes_now:
            return f"other files: {name} was among them"
        if sizes[name] != sizes_now[name]:
            return f"{name} of {sizes[name]} bytes, and now it has {sizes_now[name]}"
    return None if list(sizes) == list(sizes_now) else "the files in another order"
