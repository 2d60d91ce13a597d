"""The command ``serve``: it builds, follows its folder, says what is wrong, and stops."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager

import pytest

from conflictmap.maps.live_server import LiveSite
from conflictmap.maps.serve import rebuild

CODE = """
from conflictmap.maps.cli import main
from conflictmap.maps.serve_cli import serve
main.add_command(serve)
main()
"""
REPORT = """
title: First
country: [SY]
events: [{id: a, type: Attack, place: Idlib, summary: Shots were heard.}]
"""
BROKEN = "title: x\nevents: [{id: a}]\n"


def test_a_folder_without_reports_has_a_page_that_says_so(tmp_path):
    reports, output = tmp_path / "reports", tmp_path / "site"
    reports.mkdir()
    output.mkdir()
    site = LiveSite(output)
    site.tell(rebuild(reports, output))
    answer = site.answer("/")
    assert answer.status == 200
    assert b"There is no report (*.yaml)" in answer.content


@pytest.mark.usefixtures("lookup")
def test_a_broken_report_is_told_of_in_full(tmp_path):
    (tmp_path / "good.yaml").write_text(REPORT)
    (tmp_path / "x\x1b[2J.yaml").write_text(BROKEN)
    told = rebuild(tmp_path, tmp_path / "site")
    assert told.title == "1 report could not be mapped"
    assert "\ufffd[2J.yaml:2: events[0].type: missing" in told.lines[0]
    assert told.notice == ""


def test_a_site_that_cannot_be_written_is_told_of(tmp_path):
    (tmp_path / "x.yaml").write_text(REPORT)
    (tmp_path / "site").write_text("a file")
    told = rebuild(tmp_path, tmp_path / "site")
    assert told.title == "The site could not be built"
    assert len(told.lines) == 1


class Served:
    """The command in a process of its own."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [sys.executable, "-c", CODE, "serve", *map(str, arguments)],
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self.said = []

    def until(self, pattern):
        """The first line from now on that matches."""
        for line in self.process.stderr:
            self.said.append(line)
            if match := re.search(pattern, line):
                return match
        pytest.fail(f"{pattern!r} was not said: {''.join(self.said)}")

    def stop(self, how=signal.SIGINT):
        self.process.send_signal(how)
        return self.process.wait(timeout=20)


@contextmanager
def served(*arguments):
    one = Served(*arguments)
    timer = threading.Timer(60, one.process.kill)  # so that no test waits for ever
    timer.start()
    try:
        yield one
    finally:
        timer.cancel()
        one.process.kill()
        one.process.wait()
        one.process.stderr.close()


def get(address):
    host = address.removeprefix("http://").rstrip("/")
    connection = http.client.HTTPConnection(host, timeout=10)
    with closing(connection):
        connection.request("GET", "/")
        return connection.getresponse().read().decode()


@pytest.mark.usefixtures("lookup")
def test_the_command_follows_its_folder_and_leaves_nothing(tmp_path, monkeypatch):
    temporary, reports = tmp_path / "temporary", tmp_path / "reports"
    temporary.mkdir()
    reports.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with served(reports, "--port", 0) as command:
        address = command.until(r"served at (http://127\.0\.0\.1:\d+/)")[1]
        command.until("There is no report")
        assert "There is no report" in get(address)
        (reports / "x.yaml").write_text(REPORT)
        command.until("1 report, 1 built")
        assert "First" in get(address)
        (reports / "y.yaml").write_text(BROKEN)
        command.until("1 report could not be mapped")
        command.until("missing")
        assert list(temporary.iterdir())
        assert command.stop() == 0
        assert list(temporary.iterdir()) == []


def test_the_command_can_be_ended_from_outside(tmp_path):
    with served(tmp_path, "--port", 0) as command:
        command.until("There is no report")
        assert command.stop(signal.SIGTERM) == 0


def test_a_port_in_use_is_said_clearly(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with served(tmp_path, "--port", port) as command:
            command.until(rf"port {port} of 127\.0\.0\.1 cannot be used: .*--port 0")
            assert command.process.wait(timeout=20) == 1


def test_the_site_cannot_lie_where_the_reports_are(tmp_path):
    with served(tmp_path, "-o", tmp_path) as command:
        command.until("needs a folder of its own")
        assert command.process.wait(timeout=20) == 2


@pytest.mark.usefixtures("lookup")
def test_a_site_in_the_folder_of_the_reports_does_not_build_itself_for_ever(tmp_path):
    (tmp_path / "x.yaml").write_text(REPORT)
    with served(tmp_path, "-o", tmp_path / "site", "--port", 0) as command:
        command.until("1 report, 1 built")
        time.sleep(2.0)
        assert command.stop() == 0
        assert "1 report," not in command.process.stderr.read()
        assert (tmp_path / "site" / "x.html").is_file()
