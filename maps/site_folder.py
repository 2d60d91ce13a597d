"""The folder of a site: what is in it, what may be written, what is taken away.

Files are written whole (``whole_files``). Beside the pages lies ``.conflictmap`` with a
record a report; ``manifest.json``, written last, says what the finished site is made of.
Only what a build of ours has written is ever removed.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import orjson

from ..data.errors import ConflictMapError
from ..data.whole_files import unfinished_files, whole_file, write_whole
from .records import ReportRecord, record_from_json, record_to_json

__all__ = ["SiteFolder"]

_OWN: Final = ".conflictmap"
_MANIFEST: Final = "manifest.json"
_UNFINISHED: Final = "unfinished"
_CLAIMS: Final = "files.json"
_SHARED: Final = (
    *("index.html", "feed.xml", "events.csv", "events.geojson", "places"),
    _MANIFEST,
)
"""What a site has beside the pages of reports."""
_OF_REPORT: Final = frozenset({"name", "key", "files"})
"""What the manifest says of each report, and more."""
_FORMAT: Final = 2


class SiteFolder:
    """A folder that a site is built in.

    Raises
    ------
    OSError
        If it cannot be made, or is a file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self._records = path / _OWN / "records"
        self.check: Callable[[str, bytes], None] | None = None
        """Is given every file's name and content before it is written, and may refuse."""
        self._unfinished = path / _OWN / _UNFINISHED
        self.is_doubtful = False
        """Whether the build before this one was not finished: pages may be of either."""

    def require_free(self, pages: Iterable[str]) -> None:
        """Raise if a build would replace what none has written.

        Of a build that was not finished it cannot be told what it wrote.

        Parameters
        ----------
        pages
            Names of the files that there will be beside those that all sites have.

        Raises
        ------
        ConflictMapError
            If there is such a file.
        """
        if self.is_unfinished:
            return
        manifest = self.manifest()
        if not manifest and (self.path / _OWN).exists():  # of another version
            return
        reports = manifest.get("reports", ())
        written = {name.casefold() for report in reports for name in report["files"]}
        for name in pages if manifest else (*_SHARED, *pages):
            path = self.path / name
            if name.casefold() not in written and os.path.lexists(path):
                raise ConflictMapError(
                    f"{path}: would be replaced, and no build of conflictmap wrote it; "
                    "nothing is written: choose another folder (-o), or move it away"
                )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other builds away from the folder, and marks it as unfinished meanwhile.

        After a build that was not finished, a page may be of other content than its
        record says: files are then compared with what they should be.

        Raises
        ------
        ConflictMapError
            If another build is at work here.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415

        self._own_folder(self._records)
        lock = FileLock(self.path / _OWN / "lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as err:
            raise ConflictMapError(
                f"{self.path}: another build is at work in this folder; wait until it has "
                "ended, or build into another folder (-o)"
            ) from err
        try:
            self.is_doubtful = self._unfinished.exists()
            self._unfinished.touch()
            yield
            self._unfinished.unlink()
        finally:
            lock.release()

    @property
    def is_unfinished(self) -> bool:
        """Whether the last build was not finished."""
        return self._unfinished.exists()

    def manifest(self) -> dict[str, Any]:
        """What the last finished build said of the site; empty if there is none."""
        try:
            found = orjson.loads((self.path / _MANIFEST).read_bytes())
        except (OSError, orjson.JSONDecodeError):
            return {}
        return found if _is_manifest(found) else {}

    def write_manifest(self, content: Mapping[str, Any]) -> None:
        """The last step of a build: from now on the site is what this says."""
        whole = orjson.dumps({"format": _FORMAT, **content}, option=orjson.OPT_INDENT_2)
        self.write(_MANIFEST, whole + b"\n")

    def record(self, name: str) -> ReportRecord | None:
        """What is kept of a report; null if nothing is, or other code wrote it."""
        try:
            return record_from_json(self._record_path(name).read_bytes())
        except OSError:
            return None

    def records(self, names: Iterable[str]) -> Iterator[ReportRecord]:
        """What is kept of reports, read as it is asked for."""
        for name in names:
            record = self.record(name)
            if record is None:
                raise ConflictMapError(
                    f"{self._record_path(name)} was changed while the site was built; "
                    "build it again with --force"
                )
            yield record

    def has_record(self, name: str) -> bool:
        """Whether something is kept of a report, whoever wrote it."""
        return self._record_path(name).is_file()

    def known(self) -> set[str]:
        """Names of the reports of which there is a record."""
        return {path.name.removesuffix(".json") for path in self._records.glob("*.json")}

    def write_page(self, record: ReportRecord, files: Mapping[str, bytes]) -> None:
        """A report's files, then its record: which speaks of nothing that is not there."""
        for name, content in files.items():
            self._write(name, content)
        write_whole(self._record_path(record.name), record_to_json(record))

    def write(self, name: str, content: str | bytes) -> str:
        """A file, by its name from the site's top folder; gives its SHA-256.

        Raises
        ------
        ConflictMapError
            If a folder on the way is a link to somewhere else.
        """
        content = content.encode() if isinstance(content, str) else content
        self._write(name, content)
        return hashlib.sha256(content).hexdigest()

    def _write(self, name: str, content: bytes) -> None:
        path = self.path / name
        self._own_folder(path.parent)
        if self.check is not None:
            self.check(name, content)
        write_whole(path, content)

    def write_through(self, name: str, write: Callable[[Path], object]) -> str:
        """A file that others' code writes to the path it is given; gives its SHA-256."""
        with whole_file(self.path / name) as unfinished:
            write(unfinished)
            if self.check is not None:
                self.check(name, unfinished.read_bytes())
            return _sha256(unfinished)

    def keep(self, name: str, content: bytes) -> None:
        """Keep a file of our own that is no part of the site."""
        write_whole(self.path / _OWN / name, content)

    def kept(self, name: str) -> bytes:
        """What was kept.

        Raises
        ------
        OSError
            If nothing was.
        """
        return (self.path / _OWN / name).read_bytes()

    def holds(self, name: str, digest: str) -> bool:
        """Whether a file is there, with this SHA-256."""
        try:
            return _sha256(self.path / name) == digest
        except OSError:
            return False

    def has(self, files: Mapping[str, str]) -> bool:
        """Whether all these files are there, by their names; with their SHA-256."""
        if not self.is_doubtful:
            return all((self.path / name).is_file() for name in files)
        return all(self.holds(name, digest) for name, digest in files.items())

    def claim(self, names: Iterable[str]) -> None:
        """Note files before they are written: so a later build knows whose they are."""
        self._keep_claims(self._claims().union(names))

    def leave_only(self, names: Iterable[str]) -> None:
        """Remove all files that builds have claimed here but for these."""
        left = set(names)
        spelled = {name.casefold(): name for name in left}
        for name in self._claims() - left:
            other = spelled.get(name.casefold())
            if other is None or not self._is_one(name, other):
                self.remove([name])
        self._keep_claims(left)

    def _is_one(self, name: str, other: str) -> bool:
        """Whether two names are of one file, as on disks on which capitals count not."""
        with suppress(OSError):
            return (self.path / name).samefile(self.path / other)
        return False

    def _claims(self) -> set[str]:
        try:
            noted = orjson.loads(self.kept(_CLAIMS))["files"]
            return {name for name in noted if isinstance(name, str)}
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
            return set()

    def _keep_claims(self, names: Iterable[str]) -> None:
        self.keep(_CLAIMS, orjson.dumps({"files": sorted(names)}))

    def forget(self, name: str) -> None:
        """Remove a report's files and its record."""
        record = self.record(name)
        self.remove([f"{name}.html"] if record is None else record.files)
        self._record_path(name).unlink(missing_ok=True)

    def remove(self, names: Iterable[str]) -> None:
        """Remove files that a build has written; those that are gone are gone."""
        for name in names:
            path = self.path / name
            if path.parent.resolve().is_relative_to(self.path.resolve()):
                path.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what builds left unfinished that were killed."""
        for folder in (self.path, self._records, *self.path.glob("*/")):
            if folder.is_dir() and not folder.is_symlink():
                for path in unfinished_files(folder):
                    path.unlink(missing_ok=True)

    def _record_path(self, name: str) -> Path:
        return self._records / f"{name}.json"

    def _own_folder(self, folder: Path) -> None:
        """Make a folder of the site that lies in it."""
        for step in (folder, *folder.parents):
            if step == self.path:
                break
            if step.is_symlink():
                raise ConflictMapError(
                    f"{step} is a link to {step.readlink()}: nothing is written outside of "
                    "the site's folder; remove the link"
                )
        folder.mkdir(parents=True, exist_ok=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_manifest(found: Any) -> bool:  # noqa: ANN401  JSON
    """Whether a build of ours wrote this, and nobody has cut it."""
    if not isinstance(found, dict) or found.get("format") != _FORMAT:
        return False
    reports, files = found.get("reports"), found.get("files")
    return (
        isinstance(files, dict)
        and isinstance(reports, list)
        and all(isinstance(one, dict) and one.keys() >= _OF_REPORT for one in reports)
    )
