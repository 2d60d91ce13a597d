"""The index file: built once, whole or not at all, and rebuilt when it must be.

A stub of three places stands for the sources, so that a build takes milliseconds.
"""

import gc
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from conflictmap.data import GazetteerError, Kind
from conflictmap.geo import Gazetteer, PlaceLookup, index
from conflictmap.geo.rows import PlaceRow, settlement_radius_m
from conflictmap.geo.seal import seal_path
from conflictmap.geo.sources import shipped

STUB = """
import sys, time
from conflictmap.data.schema import Kind
from conflictmap.geo import index
from conflictmap.geo.sources import shipped
from conflictmap.geo.rows import PlaceRow

def read_divisions():
    return []

def read_places(divisions):
    with open(sys.argv[1], "a") as log:
        log.write("a build\\n")
    time.sleep(float(sys.argv[2]))
    yield PlaceRow("Hama", 36.76, 35.13, Kind.CITY, "SY", "10", 170017, 460602, 3000.0, "s")

shipped.read_divisions, shipped.read_places = read_divisions, read_places
opened = index.open_index()
print(opened.ask("SELECT name FROM places"))
opened.close()
"""


LIMIT = "resource.RLIMIT_FSIZE"


def rows(names=("Hama", "Idlib")):
    return [
        PlaceRow(name, 36.7 + i, 35.1, Kind.CITY, "SY", "10", i + 1, 9_000, 1_000.0, "test")
        for i, name in enumerate(names)
    ]


@pytest.fixture
def builds(monkeypatch, tmp_path):
    """An empty cache folder and stubs of the sources; the list of builds so far."""
    done = []

    def read_places(_divisions):
        done.append(index.index_path().name)
        return rows()

    monkeypatch.setenv("CONFLICTMAP_CACHE", str(tmp_path))
    monkeypatch.delenv("CONFLICTMAP_LAYERS", raising=False)
    monkeypatch.setattr(shipped, "read_places", read_places)
    monkeypatch.setattr(shipped, "read_divisions", list)
    return done


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "stub.py"
    path.write_text(STUB, "utf-8")
    return path


def start(script, cache, seconds, limit=None):
    """Start the script; with a limit, no file can grow beyond as many bytes."""
    command = [sys.executable, script, cache.parent / "log.txt", str(seconds)]
    if limit is not None:
        code = f"import os, resource, sys; resource.setrlimit({LIMIT}, ({limit}, {limit}))"
        run = f"{code}; os.execv(sys.argv[1], sys.argv[1:])"
        command = [sys.executable, "-c", run, *command]
    return subprocess.Popen(
        command,
        env={**os.environ, "CONFLICTMAP_CACHE": str(cache)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(path):
    deadline = time.monotonic() + 30
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.002)


def names_in(path=None):
    with closing(index.open_index(path)) as opened:
        return [name for (name,) in opened.ask("SELECT name FROM places")]


def files(folder, pattern):
    return sorted(path.name for path in folder.glob(pattern))


# Building


def test_the_index_is_built_once_and_then_opened(builds):
    assert names_in() == names_in() == ["Hama", "Idlib"]
    assert len(builds) == 1


def test_only_the_index_is_left_after_a_build(builds, tmp_path):
    names_in()
    (name,) = builds
    assert files(tmp_path, "*") == sorted(
        [name, f"{name}.seal", name.replace(".sqlite", ".lock")]
    )


def test_the_cache_folder_is_made_where_the_environment_says(builds, monkeypatch, tmp_path):
    folder = tmp_path / "a folder" / "100 % ünïcode #1?"
    monkeypatch.setenv("CONFLICTMAP_CACHE", str(folder))
    assert names_in() == ["Hama", "Idlib"]
    assert files(folder, "*.sqlite") == builds


def test_an_empty_variable_means_the_user_s_own_cache(monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_CACHE", "")
    empty = index.index_path()
    monkeypatch.delenv("CONFLICTMAP_CACHE")
    assert empty == index.index_path()
    assert empty.parent.name != ""
    assert empty.is_absolute()


def test_a_path_of_one_s_own_is_built_there(builds, tmp_path):
    path = tmp_path / "sub" / "mine.sqlite"
    assert names_in(path) == names_in(path) == ["Hama", "Idlib"]
    assert len(builds) == 1


@pytest.mark.usefixtures("builds")
def test_the_connection_cannot_write():
    with (
        closing(index.open_index()) as opened,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        opened.connection.execute("DELETE FROM places")


def test_without_a_terminal_one_line_says_what_takes_so_long(builds, capfd):
    names_in()
    assert capfd.readouterr().err == "Compiling the gazetteer (once) …\n"
    names_in()
    assert capfd.readouterr().err == ""
    assert len(builds) == 1


def test_a_build_that_fails_leaves_nothing(builds, monkeypatch, tmp_path):
    def read_places(_divisions):
        yield from rows()
        raise OSError("disk full")

    monkeypatch.setattr(shipped, "read_places", read_places)
    with pytest.raises(GazetteerError, match=r"cannot be built in .*disk full; free some"):
        index.open_index()
    assert files(tmp_path, "*.sqlite") == files(tmp_path, "*.partial") == builds == []
    assert gc.isenabled()


# Rebuilding


def flip_middle(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: path.write_bytes(path.read_bytes() + b"\0"),
        lambda path: path.write_bytes(b"not a database " * 1000),
        lambda path: path.write_bytes(bytes(100) + path.read_bytes()[100:]),
        flip_middle,
        lambda path: seal_path(path).unlink(),
        lambda path: seal_path(path).write_bytes(b"\xff"),
    ],
    ids=[
        *("empty", "a byte short", "half", "a byte long", "other", "no header"),
        *("a byte in the middle", "no seal", "a seal that is none"),
    ],
)
def test_a_damaged_index_is_rebuilt(damage, builds):
    names_in()
    damage(index.index_path())
    assert names_in() == ["Hama", "Idlib"]
    assert len(builds) == 2


@pytest.mark.parametrize(("days", "is_kept"), [(29, True), (31, False)])
def test_an_index_of_another_version_is_removed_when_unused_for_a_month(
    days, is_kept, builds, monkeypatch, tmp_path
):
    names_in()
    then = time.time() - days * 86_400
    for path in tmp_path.glob("gazetteer-*"):
        os.utime(path, (then, then))
    monkeypatch.setattr(index, "_fingerprint", lambda: "f" * 64)
    names_in()
    assert builds[1] == f"gazetteer-{'f' * 16}.sqlite"
    kept = sorted(builds) if is_kept else builds[1:]
    assert files(tmp_path, "*.sqlite") == kept
    assert files(tmp_path, "*.seal") == [f"{name}.seal" for name in kept]


def test_an_old_index_of_one_s_own_path_is_rebuilt(builds, monkeypatch, tmp_path):
    names_in(tmp_path / "mine.sqlite")
    monkeypatch.setattr(index, "_fingerprint", lambda: "f" * 64)
    names_in(tmp_path / "mine.sqlite")
    assert len(builds) == 2


def test_building_at_a_path_of_one_s_own_removes_no_other_index(builds, tmp_path):
    names_in()
    names_in(tmp_path / "mine.sqlite")
    assert files(tmp_path, "*.sqlite") == sorted([builds[0], "mine.sqlite"])


def test_a_file_that_is_no_index_is_never_overwritten(builds, tmp_path):
    path = tmp_path / "thesis.sqlite"
    path.write_bytes(b"years of work")
    with pytest.raises(GazetteerError, match="not a gazetteer's index, or a damaged one"):
        index.open_index(path)
    assert path.read_bytes() == b"years of work"
    assert builds == []


def test_a_database_of_something_else_is_never_overwritten(builds, tmp_path):
    path = tmp_path / "thesis.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE chapters (text TEXT)")
    before = path.read_bytes()
    with pytest.raises(GazetteerError, match="remove it or give a path"):
        index.open_index(path)
    assert path.read_bytes() == before
    assert builds == []


def test_what_a_killed_build_left_is_removed_by_the_next(builds, tmp_path):
    left = tmp_path / f"{index.index_path().name}.99999.partial"
    left.write_bytes(b"half an index")
    names_in()
    assert not left.exists()
    assert len(builds) == 1


# Where nothing can be written


@pytest.mark.usefixtures("builds")
def test_a_folder_that_cannot_be_made_is_an_error_that_says_what_to_do(
    monkeypatch, tmp_path
):
    (tmp_path / "file").touch()
    monkeypatch.setenv("CONFLICTMAP_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(
        GazetteerError, match="name a writable folder in the environment variable CONFLICT"
    ):
        index.open_index()


@pytest.mark.usefixtures("builds")
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_folder_without_permission_is_an_error_that_says_what_to_do(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(GazetteerError, match=r"Permission denied.*CONFLICTMAP_CACHE"):
        index.open_index()


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of resources")
def test_a_full_disk_is_an_error_that_says_what_to_do_and_leaves_nothing(script, tmp_path):
    cache = tmp_path / "cache"
    process = start(script, cache, 0, limit=10_000)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "GazetteerError: the gazetteer cannot be built in" in said
    assert "free some space" in said
    assert files(cache, "*.sqlite*") == []


# Processes


def test_two_processes_that_start_at_once_build_one_index_and_both_can_use_it(
    script, tmp_path
):
    both = [start(script, tmp_path / "cache", 0.5) for _ in range(2)]
    said = [process.communicate(timeout=60) for process in both]
    assert [out for out, _ in said] == ["[('Hama',)]\n"] * 2
    assert (tmp_path / "log.txt").read_text("utf-8") == "a build\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("delay_s", [0.0, 0.01, 0.03, 0.06, 0.1])
def test_a_build_that_is_killed_anywhere_does_no_harm(delay_s, script, tmp_path):
    cache, log = tmp_path / "cache", tmp_path / "log.txt"
    process = start(script, cache, 0)
    wait_for(log)
    time.sleep(delay_s)
    process.kill()
    process.communicate(timeout=30)
    out, _ = start(script, cache, 0).communicate(timeout=60)
    assert out == "[('Hama',)]\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_build_that_is_killed_leaves_nothing_that_is_taken_for_an_index(script, tmp_path):
    cache, log = tmp_path / "cache", tmp_path / "log.txt"
    process = start(script, cache, 60)
    wait_for(log)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    assert files(cache, "*.sqlite") == []
    assert len(files(cache, "*.partial")) == 1

    out, _ = start(script, cache, 0).communicate(timeout=60)  # nor is its lock in the way
    assert out == "[('Hama',)]\n"
    assert files(cache, "*.partial") == []


# Letting go


@pytest.mark.parametrize("face", [PlaceLookup, Gazetteer])
@pytest.mark.usefixtures("builds")
def test_a_lookup_that_is_no_longer_used_closes_its_file(face):
    made = face()
    (opened,) = getattr(made, "lookup", made)._indexes  # noqa: SLF001
    del made
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened.ask("SELECT 1")


@pytest.mark.usefixtures("builds")
def test_a_lookup_can_be_closed_twice():
    lookup = PlaceLookup()
    lookup.close()
    lookup.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        lookup.candidates("Hama")


# What is stored


def write_index(monkeypatch, places):
    divisions = [row for row in places if row.kind is Kind.ADMIN1]
    monkeypatch.setattr(shipped, "read_divisions", lambda: divisions)
    monkeypatch.setattr(shipped, "read_places", lambda _: iter(places))
    return PlaceLookup()


def town(name, population, names=()):
    return PlaceRow(
        name, 36.0, 35.0, Kind.TOWN, "SY", "10", 1, population, 1e3, "test", list(names)
    )


def province(name, code="10"):
    return PlaceRow(name, 36.0, 35.0, Kind.ADMIN1, "SY", code, None, None, 5e4, "test")


@pytest.mark.usefixtures("builds")
def test_a_division_takes_the_spellings_of_its_seat(monkeypatch):
    lookup = write_index(
        monkeypatch, [town("Hama", 9_000, ["Epiphania"]), province("Hama")]
    )
    kinds = [place.kind for place in lookup.candidates("Epiphania")]
    assert kinds == [Kind.TOWN, Kind.ADMIN1]


@pytest.mark.usefixtures("builds")
def test_a_hamlet_that_bears_the_division_s_name_is_not_its_seat(monkeypatch):
    places = [town("Kansas", 30), town("Wichita", 400_000), province("Kansas")]
    kinds = [place.kind for place in write_index(monkeypatch, places).candidates("Kansas")]
    assert kinds == [Kind.ADMIN1, Kind.TOWN]


@pytest.mark.usefixtures("builds")
def test_a_name_without_a_letter_is_stored_and_never_found(monkeypatch):
    lookup = write_index(monkeypatch, [town("…", 5), town("Idlib", 5, ["", "–"])])
    assert lookup.candidates("…") == lookup.candidates("–") == []
    assert lookup.suggest("Idlim", country_codes=["SY"]).name == "Idlib"


# The sources


@pytest.mark.parametrize(
    ("population", "radius_m"),
    [
        *((0, 1_000), (9_999, 1_000), (10_000, 2_000), (99_999, 2_000)),
        *((100_000, 3_000), (999_999, 3_000), (1_000_000, 5_000), (20_000_000, 5_000)),
    ],
)
def test_a_settlement_s_radius_follows_from_its_people(population, radius_m):
    assert settlement_radius_m(population) == radius_m


def test_no_division_has_an_empty_code():
    assert "" not in {row.admin1 for row in shipped.read_divisions()}
