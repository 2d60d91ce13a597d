"""Events to a database and back, on a server that the tests start themselves.

Skipped aloud without Debian's postgresql and postgis; that is a failure where
CONFLICTMAP_REQUIRE_POSTGIS is set.
"""

# ruff: noqa: S608  the statements are the tests' own

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from click.testing import CliRunner

from conflictmap.data import EVENT_COLUMNS, MissingExtraError, ReportError, read_events
from conflictmap.data.postgis import is_database, read_postgis, write_postgis
from conflictmap.maps.export_cli import export

USER = "tester"
SECRET = "open sesame/@:%"  # noqa: S105  of this server alone


def programs():
    """The folder of the newest server's programs; ``None`` without server or PostGIS."""
    has_postgis = [*Path("/usr/share/postgresql").glob("*/extension/postgis.control")]
    versions = sorted((path.parents[1].name for path in has_postgis), key=float)
    folders = [Path("/usr/lib/postgresql") / version / "bin" for version in versions]
    there = [folder for folder in folders if (folder / "initdb").exists()]
    return there[-1] if there else None


def as_other(*command):
    """The command as a user that is not root, which the server refuses to run as."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, capture_output=True, cwd="/")


@pytest.fixture(scope="session")
def server():
    """The address of a database with PostGIS; its server speaks on a socket alone."""
    found = programs()
    if found is None:
        reason = "no postgresql with postgis in /usr/lib/postgresql: apt install postgis"
        if os.environ.get("CONFLICTMAP_REQUIRE_POSTGIS") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="conflictmap-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data, password = folder / "data", folder / "password"
    password.write_text(SECRET)
    password.chmod(0o644)
    options = f"-c listen_addresses= -c fsync=off -k {folder}"
    start = ("-D", data, "-l", folder / "log", "-w", "-o", options)
    try:
        as_other(
            *(found / "initdb", "-D", data, "-U", USER, "--no-sync", "-E", "UTF8"),
            *("--auth=scram-sha-256", f"--pwfile={password}", "--no-locale"),
        )
        as_other(found / "pg_ctl", *start, "start")
        address = f"postgresql://{USER}:{quote(SECRET, safe='')}@/postgres?host={folder}"
        run(address, "CREATE EXTENSION postgis")
        yield address
    finally:
        if (data / "postmaster.pid").exists():
            as_other(found / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def run(address, *statements):
    import psycopg

    with psycopg.connect(address) as connection:
        for statement in statements:
            rows = connection.execute(statement)
        return rows.fetchall() if rows.description else None


@pytest.fixture
def table(server):
    """The address of a table that is not there yet, and its name as SQL has it."""
    schema = '"My ""s"" %"'
    run(server, f"DROP SCHEMA IF EXISTS {schema} CASCADE", f"CREATE SCHEMA {schema}")
    name = quote('My "s" %.éve;nts')
    return f"{server}&table={name}", f'{schema}."éve;nts"'


def test_events_come_back_as_they_were(table, located):
    address, _ = table
    write_postgis(located.events, address)
    dataset = read_postgis(address)
    columns = [*EVENT_COLUMNS]
    pd.testing.assert_frame_equal(
        dataset.events[columns].astype(EVENT_COLUMNS),
        pd.DataFrame(located.events[columns]),
    )
    assert dataset.rejected == ()
    assert gpd.GeoSeries(dataset.shapes).tolist() == located.events.geometry.tolist()


def test_the_command_exports_to_a_table_and_from_one(table, shipped, located, tmp_path):
    address, _ = table
    for source, output in ((shipped, address), (address, str(tmp_path / "again.gpkg"))):
        done = CliRunner().invoke(export, [str(source), "-o", output])
        assert done.exit_code == 0, done.output
        assert "sesame" not in done.output
    again = read_events(tmp_path / "again.gpkg")
    pd.testing.assert_frame_equal(
        pd.DataFrame(again[[*EVENT_COLUMNS]]),
        pd.DataFrame(located.events[[*EVENT_COLUMNS]]),
    )


def test_texts_and_names_come_back_exactly(table, located):
    texts = [
        "",
        " ",
        "\\N",
        "\\.",
        "a\tb\nc\rd",
        '"{},"',
        "🏳️‍🌈 \u202e",
        "'; DROP TABLE x; --",
    ]
    frame = gpd.GeoDataFrame(pd.concat([located.events.head(1)] * len(texts)))
    frame = frame.assign(event_id=[f"e{n}" for n in range(len(texts))], quote=texts)
    frame["targets"] = [(text, "x") for text in texts]
    address, _ = table
    write_postgis(frame, address)
    dataset = read_postgis(address)
    assert dataset.events["quote"].tolist() == texts
    assert dataset.events["targets"].tolist() == [(text, "x") for text in texts]


def test_columns_have_the_types_of_the_database(table, located):
    address, name = table
    write_postgis(located.events, address)
    kinds = (
        f"SELECT pg_typeof(date_start), pg_typeof(targets), ST_SRID(geometry) FROM {name}"
    )
    assert run(address.split("&")[0], kinds)[0] == ("date", "text[]", 4326)


def test_a_table_of_events_is_replaced(table, located):
    address, _ = table
    write_postgis(located.events, address)
    write_postgis(located.events.head(2), address)
    assert len(read_postgis(address).events) == 2


def test_a_table_of_others_is_left_alone(table, located):
    address, name = table
    server = address.split("&")[0]
    run(server, f"CREATE TABLE {name} (mine text)", f"INSERT INTO {name} VALUES ('kept')")
    with pytest.raises(ReportError, match="none of events and is left alone"):
        write_postgis(located.events, address)
    assert run(server, f"SELECT mine FROM {name}") == [("kept",)]


def test_what_was_there_stays_when_writing_fails(table, located):
    address, name = table
    server = address.split("&")[0]
    write_postgis(located.events.head(2), address)
    run(server, f"CREATE VIEW used AS SELECT event_id FROM {name}")
    try:
        with pytest.raises(ReportError, match="other objects depend on it"):
            write_postgis(located.events, address)
    finally:
        run(server, "DROP VIEW used")
    assert len(read_postgis(address).events) == 2


def test_a_query_gives_the_rows_that_it_asks_for(table, located):
    address, name = table
    write_postgis(located.events, address)
    first = located.events["event_id"][0]
    sql = f"SELECT * FROM {name} WHERE event_id LIKE '{first[:3]}%' ORDER BY number; "
    found = read_postgis(f"{address.split('&')[0]}&sql={quote(sql)}")
    expected = located.events["event_id"].str.startswith(first[:3])
    assert (
        found.events["event_id"].tolist() == located.events["event_id"][expected].tolist()
    )


def test_a_query_can_change_nothing(table, located):
    address, name = table
    write_postgis(located.events, address)
    sql = f"WITH gone AS (DELETE FROM {name} RETURNING *) SELECT * FROM gone"
    with pytest.raises(ReportError, match="the database says"):
        read_postgis(f"{address.split('&')[0]}&sql={quote(sql)}")
    assert len(read_postgis(address).events) == len(located.events)


def test_a_table_of_others_is_read_as_any_table_in_the_order_of_its_key(table):
    address, name = table
    run(
        address.split("&")[0],
        f"CREATE TABLE {name} (n int PRIMARY KEY, town text, day date,"
        " deaths numeric, at timestamptz, shape geometry)",
        f"INSERT INTO {name} VALUES"
        " (2, 'Tell', '2031-04-05', 3, now(), ST_SetSRID(ST_Point(4e6, 4.1e6), 3857)),"
        " (1, 'Qasr', '2031-03-04', NULL, now(), NULL)",
    )
    dataset = read_postgis(address)
    assert dataset.events["place"].tolist() == ["Qasr", "Tell"]
    assert dataset.events["date"].tolist() == ["2031-03-04", "2031-04-05"]
    assert dataset.events["lon"].tolist()[1] == pytest.approx(35.93, abs=0.01)
    assert read_postgis(address, {"summary": "town"}).columns["summary"] == "town"


@pytest.mark.parametrize(
    ("columns", "values", "told"),
    [
        ("a geometry, b geometry", "NULL, NULL", r"2 columns of shapes \(a, b\)"),
        (
            "g geometry",
            "ST_SetSRID(ST_Point(1, 1), 4326)), (ST_SetSRID(ST_Point(1, 1), 3857)",
            "shapes in several systems",
        ),
    ],
)
def test_shapes_that_are_ambiguous_are_an_error(columns, values, told, table):
    address, name = table
    server = address.split("&")[0]
    run(server, f"CREATE TABLE {name} ({columns})", f"INSERT INTO {name} VALUES ({values})")
    with pytest.raises(ReportError, match=told):
        read_postgis(address)


def test_a_table_without_shapes_is_read_by_its_columns(table):
    address, name = table
    run(
        address.split("&")[0],
        f"CREATE TABLE {name} (town text, day date, lon float, lat float)",
        f"INSERT INTO {name} VALUES ('Qasr', '2031-03-04', 36.75, 35.13)",
    )
    assert read_postgis(address).events["lon"].tolist() == [36.75]


def test_a_disc_across_the_antimeridian_comes_back_as_it_was(table, located):
    disc = shapely.Point(179.9, -17.0).buffer(1.0)
    frame = located.events.head(1).set_geometry([disc], crs="EPSG:4326")
    address, _ = table
    write_postgis(frame, address)
    assert read_postgis(address).shapes[0] == disc


def test_a_database_without_postgis_is_an_error_that_says_what_to_do(server, located):
    with pytest.raises(ReportError, match="CREATE EXTENSION postgis"):
        write_postgis(
            located.events, f"{server.replace('/postgres?', '/template1?')}&table=x"
        )


def test_a_table_that_is_not_there_is_an_error(server):
    with pytest.raises(ReportError, match="nope: the database has no such table"):
        read_postgis(f"{server}&table=nope")


@pytest.mark.parametrize(
    "sql", ["SELEC 1", "SELECT 1/(length('')) AS x", "SELECT x FROM y"]
)
def test_a_query_that_fails_is_an_error_with_the_servers_words(server, sql):
    with pytest.raises(ReportError, match=r"query: the database says: \w+"):
        read_postgis(f"{server}&sql={quote(sql)}")


def test_a_wrong_password_is_an_error_that_does_not_show_it(server):
    wrong = server.replace(quote(SECRET, safe=""), "wr0ngpass")
    with pytest.raises(ReportError, match="password authentication failed") as caught:
        read_postgis(f"{wrong}&table=x")
    assert "wr0ngpass" not in str(caught.value)
    assert caught.value.__suppress_context__


# Addresses, for which no server is needed


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:wr0ng@127.0.0.1:1/db?table=t",
        "postgresql://u@127.0.0.1:1/db?table=t&password=wr0ng",
        "postgresql://u:wr0ng@127.0.0.1:x/db?table=t",
        "postgresql://u:a/wr0ng@host/db?table=t",
        "postgresql://u:a@wr0ng@host/db?table=t",
        "postgresql://u:wr0ng@127.0.0.1:1/wr0ng?table=t",
        "mysql://u:wr0ng@host/db?table=t",
        "postgresql://u:wr0ng@host/db",
    ],
)
@pytest.mark.parametrize("use", [read_postgis, lambda url: write_postgis(None, url)])
def test_no_message_shows_a_password(address, use, monkeypatch):
    monkeypatch.setattr("conflictmap.data.postgis.plain_events", lambda frame: frame)
    with pytest.raises(ReportError) as caught:
        use(address)
    assert "wr0ng" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://h/db", "neither table nor sql"),
        ("postgresql://h/db?table=t&sql=SELECT+1", "both table and sql"),
        ("nonsense", "not the address of a database"),
    ],
)
def test_an_address_that_says_too_little_or_too_much_is_an_error(address, told):
    with pytest.raises(ReportError, match=told):
        read_postgis(address)


def test_nothing_is_written_to_a_query(located):
    with pytest.raises(ReportError, match="no table to write to"):
        write_postgis(located.events, "postgresql://h/db?sql=SELECT+1")


@pytest.mark.parametrize(
    "source", ["postgresql://h/db", "postgres://h/db", "postgis://h/db"]
)
def test_a_database_is_known_by_its_address(source):
    assert is_database(source)
    assert not is_database(Path(source))


@pytest.mark.parametrize("package", ["sqlalchemy", "psycopg.sql"])
def test_without_the_packages_the_error_names_the_extra(package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=r"conflictmap\[postgis\]"):
        read_postgis("postgresql://h/db?table=t")
