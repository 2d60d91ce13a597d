"""The files that peers' pages ask the network for, served from disk.

They come from npm, into a folder of the reader's choice: ``install_line`` says how. A
file is found by its path in the npm package where the address names one, else by its own
name. What is not found is refused, and named at the end.
"""

import mimetypes
import re
from pathlib import Path
from typing import Any

PACKAGES = (
    "leaflet@1.9.3",
    "leaflet.markercluster@1.1.0",
    "leaflet.awesome-markers@2.0.5",
    "leaflet-timedimension@1.1.1",
    "iso8601-js-period@0.2.1",
    "moment@2.18.1",
    "jquery@3.7.1",
    "jquery-ui-dist@1.13.3",
    "bootstrap@5.2.2",
    "@fortawesome/fontawesome-free@6.2.0",
)
OTHER_NAMES = {
    "jquery-3.7.1.min.js": "jquery/dist/jquery.min.js",
    "iso8601.min.js": "iso8601-js-period/iso8601.js",
}
_IN_PACKAGE = re.compile(r"(?:/npm/|unpkg\.com/)((?:@[^/]+/)?[^/@]+)@[^/]*/([^?]+)")


def install_line(folder: Path) -> str:
    """What to run in a shell so that the files are there."""
    return f"npm install --prefix {folder} --ignore-scripts {' '.join(PACKAGES)}"


class CdnFiles:
    """Answers requests from a folder of npm packages; keeps what it could not answer."""

    def __init__(self, folder: Path) -> None:
        self.modules = folder / "node_modules"
        self.refused: set[str] = set()
        self._by_name: dict[str, Path] = {}
        for package in PACKAGES:
            root = self.modules / package.rpartition("@")[0]
            for path in sorted(root.rglob("*.*"), key=lambda path: len(path.parts)):
                if path.suffix in {".js", ".css", ".wasm", ".woff2"}:
                    self._by_name.setdefault(path.name.lower(), path)
        for name, inside in OTHER_NAMES.items():
            self._by_name[name] = self.modules / inside

    def find(self, url: str) -> Path | None:
        """The file that an address means, or ``None``."""
        if match := _IN_PACKAGE.search(url):
            path = self.modules / match[1] / match[2]
            for found in (path, path.with_name(f"{path.name}.js")):
                if found.is_file():
                    return found
        name = url.partition("?")[0].rpartition("/")[2].lower()
        path = self._by_name.get(name)
        return path if path is not None and path.is_file() else None

    def answer(self, route: Any) -> None:
        """Fulfil a request, or abort it."""
        url = route.request.url
        path = self.find(url)
        if path is None:
            self.refused.add(url.partition("?")[0])
            route.abort()
            return
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": kind}
        route.fulfill(body=path.read_bytes(), headers=headers)
