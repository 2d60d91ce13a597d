"""Writing an index: what is in it, that it is whole, and the same for the same places."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.data import Kind
from conflictmap.geo.compile import (
    CELL,
    LEAST_WEIGHT,
    TIER_ALTERNATE,
    TIER_PRIMARY,
    cell_of,
    forms_of,
    weight_by_population,
    write_index,
)
from conflictmap.geo.rows import PlaceRow, settlement_kind, settlement_radius_m
from conflictmap.geo.seal import is_sound

HAMA = PlaceRow(
    *("Ḩamāh", 36.76, 35.13, Kind.CITY, "SY", "10", 170017, 460_602, 3e3, None),
    names=("Hama", "حماة", "hama"),
)
RIVER = PlaceRow(
    *("The Euphrates", 40.9, 34.5, Kind.WATER, "IQ|SY|TR", None, None, None, 5e5, "r"),
    names=("al-Furat",),
    weight=5e6,
    outline=b"\1shape",
)
SLOW = """
import sys, time
from pathlib import Path
from conflictmap.data.schema import Kind
from conflictmap.geo.compile import write_index
from conflictmap.geo.rows import PlaceRow

def rows():
    for i in range(1, 10**9):
        yield PlaceRow(f"P{i}", 36.7, 35.1, Kind.TOWN, "SY", "10", i, 9, 1e3, "test")
        if i % 1_000 == 0:
            print(i, flush=True)

write_index(Path(sys.argv[1]), rows(), dict, label="Testing")
"""


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "test.sqlite"
    write_index(path, [HAMA, RIVER], lambda: {"a": 1}, label="Testing")
    return path


def ask(path, query):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


# What is in it


def test_a_place_is_stored_as_it_was_given(written):
    assert ask(written, "SELECT * FROM places WHERE id = 1") == [
        (1, *HAMA[:10], 460_602 + LEAST_WEIGHT)
    ]


def test_every_spelling_is_stored_by_its_key_with_its_form_and_tier(written):
    rows = ask(written, "SELECT key, form, tier FROM names WHERE place = 1")
    assert sorted(rows) == [
        ("hama", "", TIER_ALTERNATE),
        ("hamah", "", TIER_PRIMARY),
        ("حماه", "", TIER_ALTERNATE),
    ]


def test_a_spelling_with_an_article_keeps_its_form(written):
    rows = ask(written, "SELECT DISTINCT key, form FROM names WHERE place = 2")
    assert rows == [("euphrates", "the euphrates"), ("furat", "al furat")]


def test_a_place_in_several_countries_is_named_in_each(written):
    rows = ask(written, "SELECT country FROM names WHERE key = 'furat' ORDER BY 1")
    assert rows == [("IQ",), ("SY",), ("TR",)]


def test_spellings_are_kept_by_country_and_first_letter(written):
    assert ask(written, "SELECT * FROM spellings WHERE country = 'SY' ORDER BY 2") == [
        ("SY", "e", "euphrates"),
        ("SY", "f", "furat"),
        ("SY", "h", "hama\nhamah"),
        ("SY", "ح", "حماه"),
    ]


def test_only_a_place_with_an_outline_has_one(written):
    assert ask(written, "SELECT * FROM outlines") == [(2, b"\1shape")]


def test_what_is_told_of_the_source_is_kept(written):
    assert ask(written, "SELECT json FROM meta") == [('{"a":1}',)]


def test_a_weight_that_is_given_is_kept(written):
    assert ask(written, "SELECT weight FROM places WHERE id = 2") == [(5e6,)]


def test_weighing_may_add_spellings(tmp_path):
    def weigh(_row, forms):
        forms["hama city"] = TIER_ALTERNATE
        return 7.0

    write_index(tmp_path / "a", [HAMA], dict, label="Testing", weigh=weigh)
    assert ask(tmp_path / "a", "SELECT weight FROM places") == [(7.0,)]
    assert ("hamacity",) in ask(tmp_path / "a", "SELECT key FROM names")


def test_a_name_without_letters_is_stored_but_no_spelling(tmp_path):
    write_index(tmp_path / "a", [HAMA._replace(name="…", names=())], dict, label="Testing")
    assert ask(tmp_path / "a", "SELECT name FROM places") == [("…",)]
    assert ask(tmp_path / "a", "SELECT * FROM names") == []


def test_no_places_make_an_empty_index(tmp_path):
    write_index(tmp_path / "a", [], dict, label="Testing")
    assert ask(tmp_path / "a", "SELECT count(*) FROM places") == [(0,)]
    assert is_sound(tmp_path / "a")


def test_more_places_than_a_batch_are_all_stored(tmp_path):
    rows = (HAMA._replace(name=f"P{i}", names=(), geonameid=i) for i in range(10_001))
    write_index(tmp_path / "a", rows, dict, label="Testing")
    assert ask(tmp_path / "a", "SELECT count(*) FROM places") == [(10_001,)]
    assert ask(tmp_path / "a", "SELECT count(*) FROM names") == [(10_001,)]


# Forms, weights, cells


def test_the_name_s_own_spelling_is_primary_even_if_repeated():
    assert forms_of(HAMA._replace(names=("Hamah", "…", ""))) == {"hamah": TIER_PRIMARY}


@pytest.mark.parametrize(
    ("people", "weight", "expected"),
    [
        *(
            (None, None, LEAST_WEIGHT),
            (0, None, LEAST_WEIGHT),
            (9, 0.5, 0.5),
            (9, 0.0, 0.0),
        ),
        (9, None, LEAST_WEIGHT + 9),
    ],
)
def test_a_place_weighs_what_is_given_or_its_people(people, weight, expected):
    row = HAMA._replace(population=people, weight=weight)
    assert weight_by_population(row, {}) == expected


@pytest.mark.parametrize(
    ("people", "kind", "radius_m"),
    [
        *((0, Kind.VILLAGE, 1e3), (4_999, Kind.VILLAGE, 1e3), (5_000, Kind.TOWN, 1e3)),
        *((10_000, Kind.TOWN, 2e3), (100_000, Kind.CITY, 3e3), (1_000_000, Kind.CITY, 5e3)),
    ],
)
def test_people_say_kind_and_radius(people, kind, radius_m):
    assert (settlement_kind(people), settlement_radius_m(people)) == (kind, radius_m)


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_a_cell_holds_points_of_one_quarter_degree(lon, lat):
    row, column = divmod(cell_of(lon, lat), 1440)
    assert row == int((lat + 90) * 4)
    assert column == int((lon + 180) * 4) % 1440


@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90))
def test_the_cell_in_sql_is_that_of_python(lon, lat):
    with closing(sqlite3.connect(":memory:")) as connection:
        query = f"SELECT {CELL} FROM (SELECT ? AS lon, ? AS lat)"  # noqa: S608
        assert connection.execute(query, (lon, lat)).fetchone() == (cell_of(lon, lat),)


def test_both_sides_of_the_antimeridian_have_one_cell():
    assert cell_of(180.0, 10.0) == cell_of(-180.0, 10.0)


# Whole or not at all


def test_equal_places_make_equal_bytes(tmp_path):
    for name in ("a", "b"):
        rows = [HAMA._replace(geonameid=i, names=(f"N{i}", "ب")) for i in range(500)]
        write_index(tmp_path / name, [*rows, RIVER], lambda: {"x": 1}, label="Testing")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_equal_places_make_equal_bytes_whatever_the_hash_seed(tmp_path):
    code = SLOW.replace("10**9", "3_000")
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", code, tmp_path / seed],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


@pytest.mark.parametrize("at", [0, 1, 15_000])
def test_a_failing_source_leaves_nothing_and_what_was_there(at, tmp_path):
    def rows():
        yield from (HAMA._replace(geonameid=i, names=()) for i in range(at))
        raise ValueError("a broken source")

    path = tmp_path / "a"
    write_index(path, [HAMA], dict, label="Testing")
    before = path.read_bytes()
    with pytest.raises(ValueError, match="a broken source"):
        write_index(path, rows(), dict, label="Testing")
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a", "a.seal"]


def test_a_source_of_which_nothing_can_be_told_leaves_nothing(tmp_path):
    def meta():
        raise ValueError("no place")

    with pytest.raises(ValueError, match="no place"):
        write_index(tmp_path / "a", [HAMA], meta, label="Testing")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lines", [1, 12])
def test_a_killed_writer_leaves_no_index_and_the_next_one_cleans_up(lines, tmp_path):
    path = tmp_path / "a"
    command = [sys.executable, "-c", SLOW, path]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as run:
        for _ in range(lines):
            run.stdout.readline()
        time.sleep(0.01)
        os.kill(run.pid, signal.SIGKILL)
    assert not path.exists()
    write_index(path, [HAMA], dict, label="Testing")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a", "a.seal"]
    assert ask(path, "SELECT name FROM places") == [("Ḩamāh",)]


def test_what_is_done_is_said_in_one_line(tmp_path, capsys):
    write_index(tmp_path / "a", [HAMA], dict, label="Adding [red]x")
    assert capsys.readouterr().err == "Adding [red]x …\n"
