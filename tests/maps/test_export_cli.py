"""The command ``export``: what goes into the file, what is told, what is refused."""

import shutil

import pandas as pd
import pytest
from click.testing import CliRunner

from conflictmap.data import EVENT_COLUMNS, read_events, write_events
from conflictmap.maps.build_cli import build
from conflictmap.maps.export_cli import export

LOST = """title: One
country: [SY]
events:
  - {id: e1, type: Arrests, place: Idlib, date: 2024-11-30, summary: s}
  - {id: e2, type: Arrests, place: Nowhere at all, date: 2024-11-30, summary: s}
"""
TABLE = "town,date,latitude,longitude,deaths\n"


def run(*arguments):
    return CliRunner().invoke(export, [str(argument) for argument in arguments])


@pytest.fixture
def to(tmp_path):
    return tmp_path / "out.geojson"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(f"{TABLE}Hama,2031-03-04,35.13,36.75,3\n", "utf-8")
    return path


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".parquet", ".csv", ".kml"])
def test_a_report_is_exported_as_the_library_would(ending, shipped, located, tmp_path):
    done = run(shipped, "-o", tmp_path / f"out{ending}")
    assert (done.exit_code, done.stdout) == (0, "")
    expected = write_events(located.events, tmp_path / f"same{ending}")
    assert (tmp_path / f"out{ending}").read_bytes() == expected.read_bytes()


def test_how_many_events_were_written_is_told(shipped, located, to):
    count, placed = len(located.events), located.events["lon"].notna().sum()
    told = f"{to}: {count} events, {placed} with a place\n"
    assert run(shipped, "-o", to).stderr == told


def test_several_sources_are_joined_in_their_order(shipped, table, located, tmp_path, to):
    (tmp_path / "note.txt").write_text("Rebels shelled Hama on 1 December 2024.\n", "utf-8")
    done = run(table, shipped, tmp_path / "note.txt", "-o", to)
    assert done.exit_code == 0
    reports = read_events(to)["report"].unique().tolist()
    assert reports == ["list", located.report.name, "note"]


def test_a_folder_is_searched_for_reports(shipped, tmp_path, to):
    folder = tmp_path / "desk"
    folder.mkdir()
    shutil.copy(shipped, folder / "one.yaml")
    (folder / "note.txt").write_text("Rebels shelled Hama.\n", "utf-8")
    assert run(folder, "-o", to).exit_code == 0
    assert set(read_events(to)["report"]) == {"one"}


def test_a_table_is_exported_with_shapes_and_how_it_was_understood_is_told(table, to):
    done = run(table, "-o", to)
    assert (
        f"{table}: columns taken for: lon=longitude, lat=latitude, date=date" in done.stderr
    )
    found = read_events(to)
    assert found["fatalities"].tolist() == [3]
    assert found.geometry.geom_type.tolist() == ["Polygon"]


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".parquet", ".csv", ".kml"])
def test_what_was_exported_can_be_exported_again(ending, shipped, located, tmp_path):
    first, again = tmp_path / f"first{ending}", tmp_path / "again.gpkg"
    run(shipped, "-o", first)
    assert run(first, "-o", again).exit_code == 0
    pd.testing.assert_frame_equal(
        read_events(again)[[*EVENT_COLUMNS]], pd.DataFrame(located.events[[*EVENT_COLUMNS]])
    )


@pytest.mark.parametrize(("options", "row"), [((), 2), (("--hxl",), 3)])
def test_an_edited_export_loses_only_the_row_that_was_made_wrong(
    options, row, shipped, located, tmp_path
):
    first, to = tmp_path / "first.csv", tmp_path / "out.gpkg"
    run(shipped, "-o", first, *options)
    told = str(located.events["precision"][0]).encode()
    first.write_bytes(first.read_bytes().replace(b",%b," % told, b",about right,", 1))
    done = run(first, "-o", to)
    assert done.exit_code == 1
    assert f"{first}: row {row} left out: its precision is none of exact" in done.stderr
    assert len(read_events(to)) == len(located.events) - 1


def test_rows_that_are_no_events_are_listed_and_the_others_written(table, to):
    with table.open("a") as file:
        file.write("Homs,soon,34.7,36.7,1\nNowhere at all,2031-03-05,,,1\n")
    done = run(table, "-o", to)
    assert done.exit_code == 1
    assert "row 3 left out: date is no date that can be read" in done.stderr
    assert "row 4 left out: it has no coordinates, and no place" in done.stderr
    assert len(read_events(to)) == 1


def test_places_that_are_not_found_are_told_as_build_tells_them(tmp_path, to):
    report = tmp_path / "a.yaml"
    report.write_text(LOST, "utf-8")
    done = run(report, "-o", to)
    assert done.exit_code == 1
    assert f"{to}: 2 events, 1 with a place\n" in done.stderr
    built = CliRunner().invoke(build, [str(report), "-o", str(tmp_path / "site")])
    line = built.stderr.splitlines()[-1]
    assert line.startswith(f"{report}:5: event e2: 'Nowhere at all': no such place")
    assert done.stderr.splitlines()[-1] == line
    assert len(read_events(to)) == 2


def test_what_many_reports_say_alike_is_told_once(tmp_path, to):
    for number in range(21):
        (tmp_path / f"r{number:02}.yaml").write_text(LOST, "utf-8")
    lines = run(tmp_path, "-o", to).stderr.splitlines()
    assert lines[-2].endswith("(21 times, in 21 files)")
    assert lines[-1].startswith("21 in all; the manifest.json of a site")


def test_a_report_that_cannot_be_read_costs_only_itself(shipped, located, tmp_path, to):
    bad = tmp_path / "bad.yaml"
    bad.write_text("title: [\n", "utf-8")
    done = run(bad, shipped, "-o", to)
    assert done.exit_code == 1
    assert str(bad) in done.stderr
    assert len(read_events(to)) == len(located.events)


def test_where_nothing_can_be_read_nothing_is_written(tmp_path, to):
    bad = tmp_path / "bad.yaml"
    bad.write_text("title: [\n", "utf-8")
    assert run(bad, "-o", to).exit_code == 1
    assert not to.exists()


def test_two_reports_of_one_name_are_not_mixed(shipped, located, tmp_path, to):
    other = tmp_path / "other" / shipped.name
    other.parent.mkdir()
    shutil.copy(shipped, other)
    done = run(shipped, other, "-o", to)
    assert done.exit_code == 1
    assert f"{other}: another source, {shipped}, has events" in done.stderr
    assert len(read_events(to)) == len(located.events)


def test_tags_are_written_on_request(shipped, tmp_path):
    path = tmp_path / "out.csv"
    assert run(shipped, "-o", path, "--hxl").exit_code == 0
    assert b"\r\n#meta+report," in path.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-o", "out.shp"], ".shp; expected .geojson, .gpkg, .parquet, .csv, .kml"),
        (["-o", "out"], "expected .geojson"),
        (["-o", "out.kml", "--hxl"], "HXL tags are written to .csv only"),
        (["-o", "none/out.csv"], "there is no folder 'none' to write it into"),
        (["-o", "."], "'.' is a directory"),
        (["-o", "postgres:/h/db"], "postgres:/… is neither a path nor the address"),
        (["-o", "postgresql://h/db"], "no table to write to"),
        (["-o", "postgresql://h/db?table=t", "--hxl"], "HXL tags are written to .csv only"),
        ([], "Missing option '-o'"),
    ],
)
def test_an_output_that_cannot_be_is_a_usage_error_before_anything_is_read(
    arguments, told, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.yaml").write_text("[", "utf-8")
    done = run("bad.yaml", *arguments)
    assert done.exit_code == 2
    assert told in done.stderr


def test_an_output_that_cannot_be_written_is_told_by_its_own_name(shipped, to, monkeypatch):
    def write(*_, **__):
        raise OSError(28, "No space left on device", f"{to}.part")

    monkeypatch.setattr("conflictmap.data.export.write_events", write)
    done = run(shipped, "-o", to)
    assert done.exit_code == 1
    assert f"{to}: cannot be written: No space left on device" in done.stderr


@pytest.mark.parametrize("link", [False, True])
def test_a_data_set_is_not_replaced_by_its_own_export(link, table, tmp_path):
    before = table.read_bytes()
    other = tmp_path / "same.csv"
    other.symlink_to(table)
    done = run(table, "-o", other if link else table)
    assert done.exit_code == 2
    assert "would be replaced, and it is read; choose another file" in done.stderr
    assert table.read_bytes() == before


def test_a_source_that_is_not_there_is_a_usage_error(to):
    done = run("nowhere.yaml", "-o", to)
    assert done.exit_code == 2
    assert "nowhere.yaml" in done.stderr


def test_an_empty_folder_is_a_usage_error(tmp_path, to):
    (tmp_path / "desk").mkdir()
    done = run(tmp_path / "desk", "-o", to)
    assert done.exit_code == 2
    assert "no report (*.yaml)" in done.stderr


def test_a_database_that_cannot_be_reached_costs_only_itself(shipped, to):
    done = run("postgresql://u:wr0ng@127.0.0.1:1/db?table=t", shipped, "-o", to)
    assert done.exit_code == 1
    assert "t: the database says: connection failed" in done.stderr
    assert "wr0ng" not in done.stderr
    assert to.exists()


def test_an_address_without_a_table_never_shows_its_password(shipped):
    done = run(shipped, "-o", "postgresql://u:wr0ng@127.0.0.1:1/db")
    assert done.exit_code == 2
    assert "wr0ng" not in done.output
