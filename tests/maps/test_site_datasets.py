"""Data sets become maps beside those of reports."""

import csv
import json

import pytest
from click.testing import CliRunner

from conflictmap.data import write_events
from conflictmap.maps.cli import main
from conflictmap.maps.site import build_site, find_reports

ROW = {
    "id": "1",
    "date_start": "2031-03-04",
    "date_end": "2031-03-04",
    "date_prec": "1",
    "where_prec": "1",
    "where_coordinates": "Qasr Mithal town",
    "latitude": "35.4",
    "longitude": "36.9",
    "country": "Syria",
    "type_of_violence": "1",
    "side_a": "Blue Front",
    "side_b": "Green <b>Front</b>",
    "low": "2",
    "best": "3",
    "high": "5",
}


@pytest.fixture
def write(tmp_path):
    def write(name, *rows):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(ROW))
            writer.writeheader()
            writer.writerows({**ROW, "id": str(i), **row} for i, row in enumerate(rows))
        return path

    return write


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_data_set_becomes_a_map_with_its_title_and_publisher(write, lookup, tmp_path):
    result = build_site([write("made.csv", {}, {})], tmp_path / "site", lookup)
    assert result.problems == ()
    (built,) = result.maps
    assert (built.event_count, built.placed_count) == (2, 2)
    text = (tmp_path / "site" / "made.html").read_text("utf-8")
    assert "<title>UCDP GED: Syria, 2031</title>" in text
    assert "<b>Front" not in text
    index = result.index.read_text("utf-8")
    assert "UCDP GED: Syria, 2031" in index
    assert "Uppsala Conflict Data Program" in index


def test_the_same_data_set_gives_the_same_bytes(write, lookup, tmp_path):
    path = write("made.csv", {}, {"where_prec": "6"}, {"side_a": "Red Front"})
    first, second = (
        build_site([path], tmp_path / folder, lookup).maps[0].path.read_bytes()
        for folder in ("one", "two")
    )
    assert first == second


def test_a_data_set_stands_beside_a_report(write, shipped, lookup, tmp_path):
    paths = [shipped, write("made.csv", {})]
    result = build_site(paths, tmp_path / "site", lookup)
    assert [each.path.stem for each in result.maps] == [shipped.stem, "made"]


def test_rows_left_out_are_counted_by_reason_and_the_others_are_mapped(write, tmp_path):
    bad = {"latitude": "x"}
    path = write("made.csv", {}, bad, {"best": "x"}, bad, bad)
    result = run("build", path, "-o", tmp_path / "site")
    assert result.exit_code == 1
    assert "1 event, 1 on the map" in result.stderr
    reason = "left out: latitude or longitude is no number"
    assert f"{path}: row 3, and 2 more rows {reason}" in result.stderr
    assert f"{path}: row 4 left out: best is no number of people" in result.stderr


def test_a_table_without_places_is_told_what_was_expected(shipped, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("name,colour\nIdlib,red\n", "utf-8")
    result = run("build", path, shipped, "-o", tmp_path / "site")
    assert result.exit_code == 1
    assert f"{path}: no column says where its events were" in result.stderr
    assert "its columns are name, colour" in result.stderr
    assert (tmp_path / "site" / f"{shipped.stem}.html").is_file()


def test_the_columns_that_were_guessed_are_shown_and_can_be_set(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("x,y,a,b\n36.6,35.9,3,4\n", "utf-8")
    site = tmp_path / "site"
    shown = run("build", path, "-o", site).stderr
    assert "Columns taken for: lon=x, lat=y" in shown
    assert "Columns taken for" in (site / "other.html").read_text("utf-8")
    shown = run("build", path, "-o", site, "--column", "fatalities=b").stderr
    assert "fatalities=b" in shown


@pytest.mark.parametrize("column", ["lon", "=x"])
def test_a_column_needs_a_name_and_a_heading(write, column):
    result = run("build", write("made.csv", {}), "--column", column)
    assert result.exit_code == 2
    assert "expected NAME=HEADING, such as lon=X" in result.stderr


def test_data_sets_in_a_folder_are_not_looked_for(write):
    path = write("in/made.csv", {})
    assert find_reports([path.parent]) == ()
    assert find_reports([path]) == (path,)


@pytest.mark.parametrize("name", ["index.csv", "INDEX.csv.gz"])
def test_a_data_set_cannot_take_the_place_of_the_index(write, lookup, tmp_path, name):
    result = build_site([write(name, {})], tmp_path / "site", lookup)
    assert "cannot be called 'index'" in result.errors[0]


def test_a_data_set_and_a_report_of_one_name_do_not_overwrite_each_other(
    write, lookup, tmp_path
):
    report = tmp_path / "made.yaml"
    report.write_text("title: One\n", "utf-8")
    result = build_site([report, write("made.csv", {})], tmp_path / "site", lookup)
    assert [each.path.name for each in result.maps] == ["made.html"]
    assert "has the same name" in result.errors[0]


def test_points_of_anybodys_geojson_are_mapped(tmp_path):
    path = tmp_path / "made.geojson"
    points = [{"type": "Point", "coordinates": [36.6 + n / 10, 35.9]} for n in range(3)]
    features = [
        {"type": "Feature", "properties": {}, "geometry": point} for point in points
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    result = run("build", path, "-o", tmp_path / "site")
    assert "3 events, 3 on the map" in result.stderr


def test_a_place_that_is_not_found_is_told_with_its_row(tmp_path):
    path = tmp_path / "made.csv"
    path.write_text("place,country,date\nIdlib,Syria,2024-12-01\nQwxyz,Syria,2024-12-01\n")
    result = run("build", path, "-o", tmp_path / "site")
    assert result.exit_code == 1
    assert "1 event, 1 on the map" in result.stderr
    assert f"{path}: row 3 left out" in result.stderr


@pytest.mark.parametrize("ending", ["csv", "gpkg", "geojson"])
def test_an_export_of_ours_is_mapped_with_all_its_events(located, tmp_path, ending):
    path = write_events(located.events, tmp_path / f"made.{ending}")
    result = run("build", path, "-o", tmp_path / "site")
    assert f"{len(located.events)} events, " in result.stderr
    assert result.exit_code == 0
