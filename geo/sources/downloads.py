"""GeoNames' files of a country, fetched when a user asks for them, never by themselves.

A download goes on where it was cut, is checked, and appears whole or not at all. Nothing
is read from the files here.

References
----------
RFC 9110, sections 13.1.5 (If-Range) and 14 (ranges); the dumps' own readme.txt.
"""

import hashlib
import os
import re
import ssl
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from importlib.metadata import version
from pathlib import Path
from typing import Final, TypeAlias
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from ...data import tables
from ...data.errors import GazetteerError

__all__ = [
    "ALL_COUNTRIES",
    "GEONAMES_LICENCE",
    "GEONAMES_URL",
    "Progress",
    "download_country",
    "download_names",
]

GEONAMES_URL: Final = "https://download.geonames.org/export/dump"
GEONAMES_LICENCE: Final = (
    "GeoNames (https://www.geonames.org), licensed under CC BY 4.0: "
    "https://creativecommons.org/licenses/by/4.0/"
)
ALL_COUNTRIES: Final = "allCountries"

Progress: TypeAlias = Callable[[int, int | None], None]
"""Called with the bytes that are there and, if the server says so, those there will be."""

_TIMEOUT_S: Final = 30.0
_CHUNK: Final = 1 << 18
_LARGEST: Final = 2 << 30
"""Bytes of the largest file that is taken; all countries are 0.4 GB, packed."""
_LARGEST_UNPACKED: Final = 16 << 30


def download_country(
    code: str,
    folder: Path,
    *,
    progress: Progress | None = None,
    base_url: str = GEONAMES_URL,
) -> Path:
    """Path of the file of a country's places (``SY.zip``), which is fetched from GeoNames.

    Beside it lies its SHA-256 (``SY.zip.sha256``, as sha256sum writes it). The file's time
    is that of the server's version.

    Parameters
    ----------
    code
        ISO 3166-1 alpha-2, or "allCountries" for the whole world.
    folder
        Where to write; made if it is not there. A file of the same name is replaced.
    progress
        Called as the bytes come.
    base_url
        Another server with the same files.

    Raises
    ------
    GazetteerError
        If there is no such country or file, or the download fails or is damaged. What has
        come stays in ``SY.zip.part``, and the next call goes on from there.
    """
    code = _checked(code)
    return _download(f"{base_url}/{code}.zip", f"{code}.txt", Path(folder), progress)


def download_names(
    code: str,
    folder: Path,
    *,
    progress: Progress | None = None,
    base_url: str = GEONAMES_URL,
) -> Path:
    """Path of the file of a country's alternate names, which say their language.

    It lies in the subfolder ``alternatenames``, as on the server; otherwise as
    `download_country`, whose file holds the same names without their languages.
    """
    code, folder = _checked(code), Path(folder) / "alternatenames"
    if code == ALL_COUNTRIES:
        url = f"{base_url}/alternateNamesV2.zip"
        return _download(url, "alternateNamesV2.txt", folder, progress)
    return _download(
        f"{base_url}/alternatenames/{code}.zip", f"{code}.txt", folder, progress
    )


def _checked(code: str) -> str:
    if code.casefold() == ALL_COUNTRIES.casefold():
        return ALL_COUNTRIES
    upper = code.upper()
    is_code = re.fullmatch(r"[A-Z]{2}", upper) is not None
    if not is_code or upper not in {country.code for country in tables.load_countries()}:
        raise GazetteerError(
            f"{code[:40]!r} is no country: expected an ISO code such as SY, or "
            f"{ALL_COUNTRIES}"
        )
    return upper


def _download(url: str, member: str, folder: Path, progress: Progress | None) -> Path:
    import filelock  # noqa: PLC0415

    if not url.startswith(("https://", "http://")):
        raise GazetteerError(f"{url!r}: expected an address that begins with https://")
    target = folder / url.rpartition("/")[2]
    part = _Part(target.with_name(f"{target.name}.part"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(target.with_name(f"{target.name}.lock")):
            modified = _fetch(url, part, progress)
            _check_zip(part, member, url)
            _publish(part, target, modified)
    except OSError as err:
        raise GazetteerError(f"{target} cannot be written: {err}") from err
    return target


@dataclass(frozen=True, slots=True)
class _Part:
    """The bytes that have come, and beside them which version of the file they are of."""

    path: Path

    @property
    def version_path(self) -> Path:
        return self.path.with_name(f"{self.path.name}.version")

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def version(self) -> str:
        path = self.version_path
        return path.read_text("latin-1").partition("\n")[0] if path.exists() else ""

    def headers(self) -> dict[str, str]:
        """Headers that ask for the rest, if it is known what the part belongs to."""
        if not (self.size and self.version):
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": self.version}

    def is_continued_by(self, response: HTTPResponse) -> bool:
        """Whether a partial response holds the rest of this very version."""
        starts_there = re.match(
            rf"bytes {self.size}-", response.headers.get("Content-Range", "")
        )
        return starts_there is not None and _version(response) in ("", self.version)

    def begin(self, file_version: str) -> None:
        """Forget what has come, and note of which version the next bytes are."""
        self.discard()
        self.version_path.write_text(file_version, "latin-1")

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)
        self.version_path.unlink(missing_ok=True)


def _version(response: HTTPResponse) -> str:
    """What identifies the bytes: a strong entity tag, else when they changed, else ""."""
    tag = response.headers.get("ETag", "")
    if tag.startswith('"'):
        return tag
    return response.headers.get("Last-Modified", "")


def _fetch(url: str, part: _Part, progress: Progress | None) -> str:
    """The server's date of the file, after all of it has come."""
    try:
        with _start(url, part) as response:
            total = _total(response, part.size)
            _receive(url, response, part, total, progress)
            return response.headers.get("Last-Modified", "")
    except HTTPError as err:
        err.close()
        advice = "GeoNames has no such file" if err.code == 404 else "try again later"
        raise GazetteerError(
            f"{url}: the server answered {err.code} {err.reason}; {advice}"
        ) from err
    except (URLError, TimeoutError, ConnectionError, ssl.SSLError, HTTPException) as err:
        reason = getattr(err, "reason", None) or err
        raise GazetteerError(f"{url}: the download failed ({reason}){_kept(part)}") from err


def _start(url: str, part: _Part) -> HTTPResponse:
    """The response that brings the rest, or all anew; the part is made to fit it."""
    headers = part.headers()
    response = None
    try:
        response = _open(url, headers)
    except HTTPError as err:
        if not (headers and err.code == 416):  # 416: it has fewer bytes than we have
            raise
        err.close()
    if response is not None and response.status == 206:
        if headers and part.is_continued_by(response):
            return response
        response.close()
        response = None
    if response is None:
        response = _open(url, {})
    part.begin(_version(response))
    return response


def _open(url: str, headers: dict[str, str]) -> HTTPResponse:
    agent = f"conflictmap/{version('conflictmap')}"
    whole = {"User-Agent": agent, "Accept-Encoding": "identity", **headers}
    request = Request(url, headers=whole)  # noqa: S310  http or https: see _download
    response: HTTPResponse = urlopen(request, timeout=_TIMEOUT_S)  # noqa: S310
    return response


def _total(response: HTTPResponse, done: int) -> int | None:
    """Bytes of the whole file, or ``None`` if the server does not say."""
    length = response.headers.get("Content-Length", "")
    return done + int(length) if re.fullmatch("[0-9]{1,18}", length) else None


def _receive(
    url: str,
    response: HTTPResponse,
    part: _Part,
    total: int | None,
    progress: Progress | None,
) -> None:
    done = part.size
    with part.path.open("ab") as file:
        while True:
            if max(done, total or 0) > _LARGEST:
                raise GazetteerError(
                    f"{url}: more than {_LARGEST:,} bytes, which is no file of GeoNames"
                )
            if progress is not None:
                progress(done, total)
            chunk = response.read(_CHUNK)
            if not chunk:
                break
            file.write(chunk)
            done += len(chunk)
        file.flush()
        os.fsync(file.fileno())
    if total is not None and done != total:
        raise GazetteerError(
            f"{url}: the download was cut after {done:,} of {total:,} bytes{_kept(part)}"
        )


def _kept(part: _Part) -> str:
    if not part.size:
        return "; check the connection and run it again"
    return f"; {part.path} holds what has come: run it again, and it goes on from there"


def _check_zip(part: _Part, member: str, url: str) -> None:
    """Refuse what is no whole archive with the table, such as a portal's login page."""
    problem: str | None = None
    try:
        with zipfile.ZipFile(part.path) as archive:
            if member not in archive.namelist():
                problem = f"it holds no {member}"
            elif sum(info.file_size for info in archive.infolist()) > _LARGEST_UNPACKED:
                problem = "it is too large when unpacked"
            elif (damaged := archive.testzip()) is not None:
                problem = f"{damaged} in it is damaged"
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError) as err:
        problem = str(err)
    except (
        ValueError,
        EOFError,
        RuntimeError,
        OverflowError,
        zlib.error,
    ) as err:  # hostile archives
        problem = str(err)
    if problem is not None:
        part.discard()
        raise GazetteerError(
            f"{url}: what came is not GeoNames' archive ({problem}); it was thrown away, "
            "run it again"
        )


def _publish(part: _Part, target: Path, modified: str) -> None:
    """Put the file and its checksum in place; a crash leaves no wrong checksum behind."""
    with part.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with suppress(TypeError, ValueError, OverflowError):  # a server without a proper date
        time_s = parsedate_to_datetime(modified).timestamp()
        os.utime(part.path, (time_s, time_s))
    checksum = target.with_name(f"{target.name}.sha256")
    unfinished = checksum.with_name(f"{checksum.name}.part")
    unfinished.write_text(f"{digest}  {target.name}\n", "ascii")
    checksum.unlink(missing_ok=True)
    part.path.replace(target)
    unfinished.replace(checksum)
    part.version_path.unlink(missing_ok=True)
