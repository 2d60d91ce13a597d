"""The server of a site: what it sends, to whom, and what it tells open pages."""

import http.client
import re
import socket
import threading
from contextlib import closing
from html import unescape

import pytest

from conflictmap.maps.live_page import digest_of, live_page
from conflictmap.maps.live_server import LiveServer, LiveSite, Told
from conflictmap.maps.policy import content_policy


@pytest.fixture
def folder(tmp_path):
    site = tmp_path / "site"
    (site / "places").mkdir(parents=True)
    (site / "index.html").write_text("<html><body>All</body></html>")
    (site / "a b.html").write_text("<html><body>One</body></html>")
    (site / "places" / "hama-1.html").write_text("<html><body>Hama</body></html>")
    (site / "events.csv").write_text("a,b\n")
    (site / ".conflictmap").mkdir()
    (site / ".conflictmap" / "lock").write_text("")
    (tmp_path / "secret.html").write_text("secret")
    (site / "link.html").symlink_to(tmp_path / "secret.html")
    (site / "inside.csv").symlink_to(site / "events.csv")
    return site


@pytest.fixture
def site(folder):
    site = LiveSite(folder)
    site.tell(Told("built"))
    return site


@pytest.fixture
def server(site):
    with LiveServer(site, 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.02])
        thread.start()
        yield server
        site.close()
        server.shutdown()
        thread.join()


def ask(server, path, method="GET", host=None):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    with closing(connection):
        connection.request(
            method, path, headers={"Host": host or f"127.0.0.1:{server.server_port}"}
        )
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def events_of(server, page, seen):
    """News as they come: name and data."""
    connection = socket.create_connection(("127.0.0.1", server.server_port), timeout=10)
    host = f"Host: 127.0.0.1:{server.server_port}"
    connection.sendall(
        f"GET /.live?page={page}&seen={seen} HTTP/1.0\r\n{host}\r\n\r\n".encode()
    )
    with connection, connection.makefile("r", encoding="utf-8") as lines:
        name = None
        for line in lines:
            if line.startswith("event: "):
                name = line.removeprefix("event: ").strip()
            elif line.startswith("data: "):
                yield name, line.removeprefix("data: ").strip()


@pytest.mark.parametrize(
    ("path", "kind", "text"),
    [
        ("/", "text/html", b"All"),
        ("/index.html", "text/html", b"All"),
        ("/a%20b.html", "text/html", b"One"),
        ("/places/hama-1.html?x=1", "text/html", b"Hama"),
        ("/events.csv", "text/csv", b"a,b\n"),
        ("/inside.csv", "text/csv", b"a,b\n"),
    ],
)
def test_files_of_the_site_are_sent(server, path, kind, text):
    status, headers, content = ask(server, path)
    assert status == 200
    assert headers["Content-Type"].startswith(kind)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert text in content


@pytest.mark.parametrize(
    "path",
    [
        *("/../secret.html", "/%2e%2e/secret.html", "/places/..%2f..%2fsecret.html"),
        *("/link.html", "//secret.html", "/places", "/places/", "/none.html", "/%00"),
        *("/.conflictmap/lock", "/places/../.conflictmap/lock", "secret.html"),
        "http://127.0.0.1/index.html",
    ],
)
def test_nothing_else_is_sent(server, path):
    status, _, content = ask(server, path)
    assert status == 404
    assert b"secret" not in content


def test_an_absolute_path_is_none_of_the_site(server, folder):
    assert ask(server, f"/{folder.parent}/secret.html")[0] == 404


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{}", "127.0.0.1", "", "[::1]"]
)
def test_who_asks_by_another_name_is_refused(server, host):
    status, _, content = ask(server, "/", host=host.format(server.server_port) or " ")
    assert status == 421
    assert b"All" not in content


def test_localhost_is_a_name_of_the_server(server):
    assert ask(server, "/", host=f"localhost:{server.server_port}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_written(server, method):
    assert ask(server, "/", method)[0] == 501


def test_a_head_has_the_length_of_the_page_and_no_page(server):
    status, headers, content = ask(server, "/", "HEAD")
    assert (status, content) == (200, b"")
    assert int(headers["Content-Length"]) == len(ask(server, "/")[2])


def test_the_server_listens_on_the_loopback_address_alone(server):
    assert server.socket.getsockname()[0] == "127.0.0.1"


def test_a_page_is_told_what_could_not_be_mapped(server, site):
    site.tell(Told("1 report could not be mapped", ("x.yaml:2: missing",)))
    news = events_of(server, "/a%2520b.html", digest_of(site.answer("/a b.html").content))
    name, data = next(news)
    assert name == "problems"
    assert data == '{"title":"1 report could not be mapped","lines":["x.yaml:2: missing"]}'


def test_a_page_is_loaded_anew_when_it_has_become_another(server, site, folder):
    news = events_of(server, "/", digest_of(site.answer("/").content))
    assert next(news)[0] == "problems"
    (folder / "index.html").write_text("<body>More</body>")
    site.tell(Told("built"))
    assert next(news)[0] == "reload"


def test_a_page_stays_when_another_has_changed(server, site, folder):
    news = events_of(server, "/", digest_of(site.answer("/").content))
    assert next(news)[0] == "problems"
    (folder / "a b.html").write_text("<body>More</body>")
    site.tell(Told("built"))
    assert next(news)[0] == "problems"


def test_a_page_that_has_gone_is_loaded_anew_and_comes_back(server, site, folder):
    gone = digest_of(site.answer("/later.html").content)
    news = events_of(server, "/later.html", gone)
    assert next(news)[0] == "problems"
    (folder / "later.html").write_text("<body>Later</body>")
    site.tell(Told("built"))
    assert next(news)[0] == "reload"


def test_a_sent_page_allows_the_script_and_its_own_server_and_no_more():
    style, script = "<style>a{}</style>", "<script>1</script>"
    policy = content_policy(style + script)
    page = f'<meta http-equiv="Content-Security-Policy" content="{policy}">{style}{script}'
    sent = live_page(f"<html><head>{page}</head><body></body></html>".encode()).decode()
    opened = unescape(re.search(r'Policy" content="([^"]*)"', sent)[1])
    live = re.search(r"<script data-seen=\"\w+\">.*?</script>", sent, re.DOTALL)[0]
    allowed = content_policy(style + script + live)
    assert sorted(opened.split("; ")) == sorted(
        [*allowed.split("; "), "connect-src 'self'"]
    )
    assert sent.endswith(f"{live}\n</body></html>")


def test_a_page_without_scripts_gets_a_policy_that_runs_this_one():
    page = (
        b'<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;">'
    )
    opened = unescape(re.search(rb'content="([^"]*)"', live_page(page))[1].decode())
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-\S+'; connect-src 'self'", opened
    )
