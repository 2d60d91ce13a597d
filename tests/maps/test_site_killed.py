"""Builds that are killed: every file stays whole, and the next build completes the site.

CONFLICTMAP_KILLS says how often; a few by default.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from conflictmap.data import read_events
from conflictmap.maps.records import record_from_json

KILLS = int(os.environ.get("CONFLICTMAP_KILLS", "4"))
REPORTS = 12
REPORT = """title: Report {n}, told for the {turn}. time
published: 2024-12-01
country: [SY]
events:
  - {{id: e1, type: Attack, place: Idlib, date: 2024-11-30, fatalities: {turn}, summary: s}}
  - {{id: e2, type: Arrests, place: Homs, date: 2024-11-{day}, summary: "number {n}"}}
"""


def write_reports(folder, turn):
    folder.mkdir(exist_ok=True)
    for n in range(REPORTS):
        text = REPORT.format(n=n, turn=turn, day=10 + n)
        (folder / f"r{n}.yaml").write_text(text, "utf-8")


def start(reports, site, stderr=subprocess.DEVNULL):
    command = [sys.executable, "-m", "conflictmap.maps.cli", "build", str(reports)]
    return subprocess.Popen(
        [*command, "-o", str(site), "--jobs", "2"],
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        start_new_session=True,
    )


def is_whole(path):
    """Whether a file is a finished one of its kind."""
    content = path.read_bytes()
    if path.suffix == ".html":
        return content.rstrip().endswith(b"</html>")
    if path.suffix == ".json" and "records" in path.parts:
        return record_from_json(content) is not None
    if path.suffix in {".json", ".geojson"}:
        return isinstance(json.loads(content), dict)
    if path.suffix == ".xml":
        return ET.fromstring(content) is not None  # noqa: S314  our own
    if path.suffix == ".csv":
        return len(read_events(path)) > 0
    return path.name in {"lock", "unfinished"}


def visible(site):
    """Files that have their names; what a killed build was writing is hidden."""
    return [
        path
        for path in site.rglob("*")
        if path.is_file() and (not path.name.startswith("."))
    ]


def contents(site):
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in visible(site)}


@pytest.fixture
def clean(tmp_path):
    """Builds the same two states without a kill, into a folder of its own."""

    def clean(*turns):
        site = tmp_path / "clean"
        for turn in turns:
            write_reports(tmp_path / "reports", turn)
            assert start(tmp_path / "reports", site).wait() == 0
        return contents(site)

    return clean


def test_killed_builds_leave_whole_files_and_the_next_one_completes_them(tmp_path, clean):
    expected = clean(1, 2)
    reports, site = tmp_path / "reports", tmp_path / "site"
    write_reports(reports, 1)
    assert start(reports, site).wait() == 0
    write_reports(reports, 2)
    draw = random.Random(7)  # noqa: S311  no secret
    killed = 0
    for _ in range(KILLS):
        process = start(reports, site)
        time.sleep(draw.uniform(0.1, 3.0))
        os.killpg(process.pid, signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        for path in visible(site):
            assert is_whole(path), path
    assert start(reports, site).wait() == 0
    assert contents(site) == expected
    assert [path for path in site.rglob(".*.*.*") if path.is_file()] == []
    if KILLS:
        assert killed  # else nothing was tried


def workers_of(pid):
    """Processes of a session that are still there."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[3] == str(pid) and fields[0] != "Z":
            found.append(stat.parent.name)
    return found


@pytest.fixture
def at_work(tmp_path):
    """A build whose workers are starting."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("there is no /proc to see processes in")
    write_reports(tmp_path / "reports", 1)
    with (tmp_path / "told").open("wb") as told:
        process = start(tmp_path / "reports", tmp_path / "site", told)
    wait_until(lambda: len(workers_of(process.pid)) > 2)
    return process


def wait_until(is_so):
    for _ in range(200):
        if is_so():
            return
        time.sleep(0.05)
    pytest.fail("it did not become so in 10 s")


def test_ctrl_c_stops_a_build_with_its_workers_and_the_next_completes_it(
    at_work, tmp_path, clean
):
    os.killpg(at_work.pid, signal.SIGINT)
    assert at_work.wait(timeout=20) == 130
    wait_until(lambda: not workers_of(at_work.pid))
    for path in visible(tmp_path / "site"):
        assert is_whole(path), path
    assert start(tmp_path / "reports", tmp_path / "site").wait() == 0
    assert contents(tmp_path / "site") == clean(1)


def test_ctrl_c_while_workers_start_is_told_once(at_work, tmp_path):
    os.killpg(at_work.pid, signal.SIGINT)
    assert at_work.wait(timeout=20) == 130
    wait_until(lambda: not workers_of(at_work.pid))
    (line,) = (tmp_path / "told").read_text("utf-8").splitlines()
    assert line.startswith("Stopped; what is finished stays")


def test_the_workers_of_a_killed_build_end_too(at_work):
    at_work.kill()  # alone, as a system without memory does
    at_work.wait()
    wait_until(lambda: not workers_of(at_work.pid))
