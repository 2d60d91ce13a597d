"""A server of one folder for the browsers of this machine, and of nothing beside it.

It listens on the loopback address alone, answers only who asks for it by a name of this
machine (so that no page of the web can reach it through a name of its own), sends files
that lie in the folder, and tells open pages when they have become others.
"""

import os
import socketserver
import threading
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, unquote

import orjson

from .live_page import digest_of, live_page, notice_page

__all__ = ["HOST", "LiveServer", "LiveSite", "Told"]

HOST: Final = "127.0.0.1"

_LIVE: Final = "/.live"
_KEPT_ALIVE_S: Final = 15.0  # after which a connection without news is tried
_HTML: Final = "text/html; charset=utf-8"
_KINDS: Final = {
    ".html": _HTML,
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/atom+xml; charset=utf-8",
    ".png": "image/png",
}
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What open pages are told of a build."""

    title: str = ""
    lines: tuple[str, ...] = ()  # what could not be mapped
    notice: str = ""  # why there is no first page


@dataclass(frozen=True, slots=True)
class _Answer:
    status: HTTPStatus
    kind: str
    content: bytes


class LiveSite:
    """A folder of pages, and the news of it; for any number of threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._news = threading.Condition()
        self._count = 0
        self._told = Told(notice="The maps are being built.")
        self._is_closed = False

    @property
    def news(self) -> tuple[int, Told]:
        """How often there were news, and the last."""
        with self._news:
            return self._count, self._told

    def tell(self, told: Told) -> None:
        """Let all that wait go on: the site has been built."""
        with self._news:
            self._count, self._told = self._count + 1, told
            self._news.notify_all()

    def close(self) -> None:
        """Let all that wait go, for good."""
        with self._news:
            self._is_closed = True
            self._news.notify_all()

    def wait(self, count: int) -> bool:
        """Wait for news after the first `count`, or a while; whether the site is open."""
        with self._news:
            self._news.wait_for(
                lambda: self._is_closed or self._count > count, _KEPT_ALIVE_S
            )
            return not self._is_closed

    def answer(self, address: str) -> _Answer:
        """What is at a path of an address; pages without the script."""
        notice = self.news[1].notice
        if notice and address in {"/", "/index.html"}:
            return _page(HTTPStatus.OK, "conflictmap", notice)
        path = self._path(unquote("/index.html" if address == "/" else address))
        try:
            content = b"" if path is None else path.read_bytes()
        except OSError:
            path = None
        if path is None:
            text = "There is nothing of this name. If its report is back, so is this page."
            return _page(HTTPStatus.NOT_FOUND, "Not found", text)
        kind = _KINDS.get(path.suffix.lower(), "application/octet-stream")
        return _Answer(HTTPStatus.OK, kind, content)

    def _path(self, address: str) -> Path | None:
        """The file of a path; null: it is none, is hidden, or lies outside the folder."""
        root, *parts = address.split("/")
        if root or any(part.startswith(".") or not part for part in parts):
            return None
        try:
            path = self._folder.joinpath(*parts).resolve(strict=True)
        except (OSError, ValueError, RuntimeError):  # no file, a null, links in a ring
            return None
        is_inside = path.is_relative_to(self._folder)
        return path if is_inside and path.is_file() else None


def _page(status: HTTPStatus, title: str, text: str) -> _Answer:
    return _Answer(status, _HTML, notice_page(title, text))


class LiveServer(ThreadingHTTPServer):
    """Serves a `LiveSite` on the loopback address.

    Raises
    ------
    OSError
        If the port is in use, or may not be used.
    """

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # where it would share another's port

    def __init__(self, site: LiveSite, port: int) -> None:
        self.site = site
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """Where the site's first page is."""
        return f"http://{HOST}:{self.server_port}/"

    def server_bind(self) -> None:
        """Bind without asking the network for this machine's name."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def knows(self, host: str | None) -> bool:
        """Whether a Host header names this server."""
        name, _, port = (host or "").lower().partition(":")
        return name in {HOST, "localhost"} and port in (
            {str(self.server_port)} | ({""} if self.server_port == 80 else set())
        )

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that went away."""
        import sys  # noqa: PLC0415

        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: LiveServer
    timeout = 30.0  # seconds that a browser may be silent in the middle of a request
    server_version = "conflictmap"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer with a file, or with the news of one."""
        address, _, query = self.path.partition("?")
        if not self._is_for_us():
            return
        if address == _LIVE:
            self._follow(parse_qs(query))
        else:
            self.wfile.write(self._send(self.server.site.answer(address)))

    def do_HEAD(self) -> None:
        """Answer with what a GET would say of the file."""
        if self._is_for_us():
            self._send(self.server.site.answer(self.path.partition("?")[0]))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its name
        """Keep the terminal for the news of the reports."""

    def _is_for_us(self) -> bool:
        is_ours = self.server.knows(self.headers.get("Host"))
        if not is_ours:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "Not a name of this server")
        return is_ours

    def _send(self, answer: _Answer) -> bytes:
        """Send the head of an answer; gives what follows it."""
        content = answer.content
        if answer.kind == _HTML:
            content = live_page(content)
        self._send_head(answer.status, answer.kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return content

    def _send_head(self, status: HTTPStatus, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in _HEADERS.items():
            self.send_header(name, value)

    def _follow(self, query: dict[str, list[str]]) -> None:
        """Tell a page of each build what could not be mapped, and when it is another."""
        page, seen = (query.get(name, [""])[0] for name in ("page", "seen"))
        self._send_head(HTTPStatus.OK, "text/event-stream")
        self.end_headers()
        site, last, is_open = self.server.site, -1, True
        while is_open:
            count, told = site.news
            if digest_of(site.answer(page).content) != seen:
                self._event("reload", {})
                return
            if count == last:
                self.wfile.write(b":\n\n")
            else:
                self._event("problems", {"title": told.title, "lines": told.lines})
            last, is_open = count, site.wait(count)

    def _event(self, name: str, data: object) -> None:
        self.wfile.write(b"event: %s\ndata: %s\n\n" % (name.encode(), orjson.dumps(data)))
