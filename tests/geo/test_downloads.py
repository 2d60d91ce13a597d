"""Country files come whole, go on where they were cut, and are checked.

The server is a thread of the test on the loopback interface: nothing leaves the machine.
"""

import hashlib
import io
import os
import random
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest

from conflictmap.data import GazetteerError
from conflictmap.geo.sources import downloads
from conflictmap.geo.sources.downloads import (
    GEONAMES_LICENCE,
    download_country,
    download_names,
)

CHANGED = "Sat, 21 Nov 2026 03:02:01 GMT"
CHANGED_S = 1795230121  # date -u -d '2026-11-21 03:02:01' +%s


def archive(member="SY.txt", seed=1, size=600_000):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as file:
        file.writestr(member, random.Random(seed).randbytes(size))  # noqa: S311
    return content.getvalue()


class Server:
    """A web server that can be told to misbehave."""

    def __init__(self):
        self.files = {"/SY.zip": archive()}
        self.etag = '"1"'
        self.changed = CHANGED
        self.has_ranges = True
        self.respects_if_range = True
        self.says_length = True
        self.cut_after = None  # bytes of each response, then the connection closes
        self.status = None
        self.requests = []
        self._httpd = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._httpd.server_port}"
        self._thread = threading.Thread(target=self._httpd.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self):
        self._httpd.shutdown()
        self._httpd.server_close()
        self._thread.join()

    def answer(self, path, headers):
        """Status, headers and body for a request."""
        body = self.files.get(path)
        if self.status or body is None:
            return self.status or 404, {}, b""
        about = {"ETag": self.etag, "Last-Modified": self.changed}
        about = {name: value for name, value in about.items() if value}
        wanted = headers.get("Range")
        same = headers.get("If-Range") in (self.etag, self.changed)
        if not (wanted and self.has_ranges and (same or not self.respects_if_range)):
            return 200, about, body
        start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        if start >= len(body):
            return 416, {"Content-Range": f"bytes */{len(body)}"}, b""
        about["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        return 206, about, body[start:]

    def _handler(server):  # noqa: N805  the handler's own self is another
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                server.requests.append(dict(self.headers))
                status, headers, body = server.answer(self.path, self.headers)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if server.says_length:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: server.cut_after])

            def log_message(self, *_):
                pass

        return Handler


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    server = Server()
    yield server
    server.close()


@pytest.fixture
def fetch(server, tmp_path):
    def fetch(code="SY", **options):
        return download_country(code, tmp_path, base_url=server.url, **options)

    return fetch


def cut(server, fetch, after):
    """Have a download break off, and leave the server well again."""
    server.cut_after = after
    with pytest.raises(GazetteerError, match="was cut"):
        fetch()
    server.cut_after = None


# A download


def test_a_country_file_is_what_the_server_has(server, fetch, tmp_path):
    assert fetch() == tmp_path / "SY.zip"
    assert (tmp_path / "SY.zip").read_bytes() == server.files["/SY.zip"]


def test_its_checksum_lies_beside_it_as_sha256sum_writes_it(server, fetch, tmp_path):
    fetch()
    digest = hashlib.sha256(server.files["/SY.zip"]).hexdigest()
    assert (tmp_path / "SY.zip.sha256").read_text() == f"{digest}  SY.zip\n"


def test_its_time_is_that_of_the_servers_version(fetch):
    assert fetch().stat().st_mtime == CHANGED_S


@pytest.mark.parametrize("changed", ["", "yesterday", "Sat, 99 Nov 9999 03:02:01 GMT"])
def test_a_server_without_a_proper_date_is_no_problem(server, fetch, changed):
    server.changed = changed
    assert fetch().exists()


def test_nothing_unfinished_stays(fetch, tmp_path):
    fetch()
    names = {path.name for path in tmp_path.iterdir()}
    assert names - {"SY.zip.lock"} == {"SY.zip", "SY.zip.sha256"}


def test_a_second_download_replaces_the_file_and_its_checksum(server, fetch, tmp_path):
    fetch()
    server.files["/SY.zip"], server.etag = archive(seed=2), '"2"'
    assert fetch().read_bytes() == server.files["/SY.zip"]
    digest = hashlib.sha256(server.files["/SY.zip"]).hexdigest()
    assert (tmp_path / "SY.zip.sha256").read_text().startswith(digest)


def test_the_folder_is_made(server, tmp_path):
    path = download_country("SY", tmp_path / "a" / "b", base_url=server.url)
    assert path.exists()


def test_a_code_may_be_written_small(fetch):
    assert fetch("sy").name == "SY.zip"


def test_the_whole_world_is_a_file_of_its_own(server, fetch):
    server.files["/allCountries.zip"] = archive("allCountries.txt")
    assert fetch("ALLcountries").name == "allCountries.zip"


@pytest.mark.parametrize(
    ("code", "path", "member"),
    [
        ("SY", "alternatenames/SY.zip", "SY.txt"),
        ("allCountries", "alternateNamesV2.zip", "alternateNamesV2.txt"),
    ],
)
def test_alternate_names_lie_in_a_folder_of_their_own(server, tmp_path, code, path, member):
    server.files[f"/{path}"] = archive(member)
    found = download_names(code, tmp_path, base_url=server.url)
    assert found == tmp_path / "alternatenames" / path.rpartition("/")[2]


def test_the_server_is_told_who_asks(server, fetch):
    fetch()
    assert server.requests[0]["User-Agent"].startswith("conflictmap/")


def test_progress_grows_from_nothing_to_the_whole(server, fetch):
    seen = []
    fetch(progress=lambda done, total: seen.append((done, total)))
    size = len(server.files["/SY.zip"])
    assert seen[0] == (0, size)
    assert seen[-1] == (size, size)
    assert all(before[0] < after[0] for before, after in pairwise(seen))


def test_a_server_that_says_no_length_is_read_to_its_end(server, fetch):
    server.says_length = False
    seen = []
    path = fetch(progress=lambda done, total: seen.append((done, total)))
    assert path.read_bytes() == server.files["/SY.zip"]
    assert seen[0] == (0, None)


def test_the_licence_names_its_text():
    assert "https://creativecommons.org/licenses/by/4.0/" in GEONAMES_LICENCE


# A connection that breaks


def test_a_cut_download_is_an_error_that_says_what_to_do(server, fetch):
    server.cut_after = 250_000
    with pytest.raises(GazetteerError, match=r"250,000 of 600,\d+ bytes.*run it again"):
        fetch()


def test_a_cut_download_leaves_no_country_file(server, fetch, tmp_path):
    cut(server, fetch, 250_000)
    assert not (tmp_path / "SY.zip").exists()
    assert (tmp_path / "SY.zip.part").stat().st_size == 250_000


def test_a_cut_download_leaves_the_older_file_alone(server, fetch):
    path = fetch()
    older = path.read_bytes()
    server.files["/SY.zip"], server.etag = archive(seed=2), '"2"'
    cut(server, fetch, 250_000)
    assert path.read_bytes() == older


def test_the_next_call_asks_for_the_rest_only(server, fetch):
    cut(server, fetch, 250_000)
    assert fetch().read_bytes() == server.files["/SY.zip"]
    assert server.requests[1]["Range"] == "bytes=250000-"
    assert server.requests[1]["If-Range"] == '"1"'


def test_progress_goes_on_where_it_was(server, fetch):
    cut(server, fetch, 250_000)
    seen = []
    fetch(progress=lambda done, total: seen.append((done, total)))
    assert seen[0] == (250_000, len(server.files["/SY.zip"]))


def test_a_download_may_be_cut_again_and_again(server, fetch):
    for _ in range(3):
        cut(server, fetch, 150_000)
    assert fetch().read_bytes() == server.files["/SY.zip"]


@pytest.mark.parametrize("etag", ["", 'W/"1"'])
def test_without_a_strong_tag_the_date_says_which_version_it_is(server, fetch, etag):
    server.etag = etag
    cut(server, fetch, 250_000)
    assert fetch().read_bytes() == server.files["/SY.zip"]
    assert server.requests[1]["If-Range"] == CHANGED


def test_without_tag_and_date_it_starts_over(server, fetch):
    server.etag = server.changed = ""
    cut(server, fetch, 250_000)
    assert fetch().read_bytes() == server.files["/SY.zip"]
    assert "Range" not in server.requests[1]


@pytest.mark.parametrize("respects", [True, False])
def test_two_versions_are_never_mixed(server, fetch, respects):
    cut(server, fetch, 250_000)
    server.files["/SY.zip"], server.etag = archive(seed=2), '"2"'
    server.respects_if_range = respects
    assert fetch().read_bytes() == server.files["/SY.zip"]


def test_a_server_without_ranges_sends_all_again(server, fetch):
    server.has_ranges = False
    cut(server, fetch, 250_000)
    assert fetch().read_bytes() == server.files["/SY.zip"]


def test_a_new_version_that_is_shorter_than_the_part_is_taken_whole(server, fetch):
    cut(server, fetch, 250_000)
    server.files["/SY.zip"], server.etag = archive(size=1000), '"2"'
    server.respects_if_range = False
    assert fetch().read_bytes() == server.files["/SY.zip"]


def test_a_part_of_unknown_origin_is_not_gone_on_with(server, fetch, tmp_path):
    (tmp_path / "SY.zip.part").write_bytes(b"something else")
    assert fetch().read_bytes() == server.files["/SY.zip"]


@pytest.mark.usefixtures("server")
def test_a_server_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(GazetteerError, match=r"failed .*check the connection"):
        download_country("SY", tmp_path, base_url="http://127.0.0.1:9")


def test_a_server_that_falls_silent_is_an_error(server, fetch, monkeypatch):
    monkeypatch.setattr(downloads, "_TIMEOUT_S", 0.05)
    release = threading.Event()
    answer = server.answer

    def stall(path, headers):
        release.wait(10)
        return answer(path, headers)

    server.answer = stall
    with pytest.raises(GazetteerError, match="timed out"):
        fetch()
    release.set()


# What is refused


@pytest.mark.parametrize("code", ["../x", "ZZ", "", "S", "SYR", "S/", "sy\n", "x" * 999])
def test_an_unknown_code_is_refused_before_anything_is_asked(server, fetch, code):
    with pytest.raises(GazetteerError, match="is no country: expected an ISO code") as err:
        fetch(code)
    assert server.requests == []
    assert len(str(err.value)) < 150


def test_a_country_without_a_file_is_an_error_that_says_so(fetch):
    with pytest.raises(GazetteerError, match=r"404 .*GeoNames has no such file"):
        fetch("UA")


def test_a_server_in_trouble_is_an_error_that_says_so(server, fetch):
    server.status = 503
    with pytest.raises(GazetteerError, match=r"503 .*try again later"):
        fetch()


def test_an_address_that_is_not_of_the_web_is_refused(tmp_path):
    with pytest.raises(GazetteerError, match="https://"):
        download_country("SY", tmp_path, base_url=tmp_path.as_uri())


def test_a_login_page_is_not_taken_for_the_file(server, fetch, tmp_path):
    server.files["/SY.zip"] = b"<html>Please log in</html>"
    with pytest.raises(GazetteerError, match="not GeoNames' archive"):
        fetch()
    assert {path.name for path in tmp_path.iterdir()} <= {"SY.zip.lock"}


def test_an_archive_of_something_else_is_refused(server, fetch):
    server.files["/SY.zip"] = archive("IQ.txt")
    with pytest.raises(GazetteerError, match=r"holds no SY\.txt"):
        fetch()


def test_damage_within_the_archive_is_noticed(server, fetch):
    content = bytearray(archive())
    content[300_000] ^= 1
    server.files["/SY.zip"] = bytes(content)
    with pytest.raises(GazetteerError, match=r"SY\.txt in it is damaged"):
        fetch()


def test_damage_to_packed_bytes_is_noticed(server, fetch):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("SY.txt", b"Hama\t" * 10_000)
    content = bytearray(packed.getvalue())
    content[40:60] = b"\xff" * 20
    server.files["/SY.zip"] = bytes(content)
    with pytest.raises(GazetteerError, match="not GeoNames' archive"):
        fetch()


@pytest.mark.parametrize("says_length", [True, False])
def test_more_than_the_largest_file_is_not_taken(
    server, fetch, monkeypatch, tmp_path, says_length
):
    server.says_length = says_length
    monkeypatch.setattr(downloads, "_LARGEST", 100_000)
    with pytest.raises(GazetteerError, match="more than 100,000 bytes"):
        fetch()
    assert not (tmp_path / "SY.zip").exists()


def test_an_archive_that_unpacks_to_too_much_is_refused(fetch, monkeypatch):
    monkeypatch.setattr(downloads, "_LARGEST_UNPACKED", 100_000)
    with pytest.raises(GazetteerError, match="too large when unpacked"):
        fetch()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_an_error(server, tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(GazetteerError, match="cannot be written"):
        download_country("SY", tmp_path, base_url=server.url)


def test_a_file_in_the_folders_place_is_an_error(server, tmp_path):
    (tmp_path / "a").write_text("")
    with pytest.raises(GazetteerError, match="cannot be written"):
        download_country("SY", tmp_path / "a", base_url=server.url)
