"""The command line: what scripts and people rely on."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from conflictmap.maps.cli import main

PLACE_KEYS = [
    *("name", "lon", "lat", "kind", "country", "admin1", "geonameid", "population"),
    *("uncertainty_m", "score", "matched", "source"),
]
FINDING_KEYS = {
    *("report", "kind", "claim", "verdict", "stated_km", "geodesic_km", "tolerance_km"),
    *("circuity", "azimuth_deg", "direction_holds", "message"),
}


def run(*arguments, **options):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text(
        "title: x\nevents:\n  - {id: a, type: Air strike, summary: s}\n", "utf-8"
    )
    return path


@pytest.fixture
def unplaced(tmp_path):
    path = tmp_path / "unplaced.yaml"
    path.write_text(
        "title: x\ncountry: [SY]\nevents:\n"
        "  - {id: a, type: Attack, summary: s, place: Idlb}\n",
        "utf-8",
    )
    return path


def test_build_without_reports_builds_the_shipped_ones(tmp_path, monkeypatch, shipped):
    monkeypatch.chdir(tmp_path)
    result = run("build")
    assert result.exit_code == 0
    assert (tmp_path / "site" / "index.html").is_file()
    assert (tmp_path / "site" / f"{shipped.stem}.html").is_file()


def test_build_says_what_it_wrote_and_what_to_open(tmp_path):
    result = run("build", "-o", tmp_path)
    assert result.stdout == ""
    assert "15 events, 12 on the map; stated distances: 2 road" in result.stderr
    assert f"Open {tmp_path / 'index.html'}" in result.stderr


def test_build_reports_a_broken_report_and_builds_the_others(tmp_path, shipped, broken):
    result = run("build", shipped, broken, "-o", tmp_path / "site")
    assert result.exit_code == 1
    assert f"{broken}:3: events[0].type: 'Air strike' is not an event type" in result.stderr
    assert "did you mean 'Air/drone strike'?" in result.stderr
    assert (tmp_path / "site" / f"{shipped.stem}.html").is_file()


def test_build_of_a_place_that_is_not_found_draws_the_rest_and_fails(tmp_path, unplaced):
    result = run("build", unplaced, "-o", tmp_path / "site")
    assert result.exit_code == 1
    assert (
        f"{unplaced}:4: event a: 'Idlb': no such place; did you mean 'Idlib'?"
        in result.stderr
    )
    assert (tmp_path / "site" / "unplaced.html").is_file()


def test_build_of_an_empty_folder_is_a_wrong_call(tmp_path):
    result = run("build", tmp_path)
    assert result.exit_code == 2
    assert "no report (*.yaml)" in result.stderr


def test_build_of_a_file_that_is_not_there_is_a_wrong_call(tmp_path):
    assert run("build", tmp_path / "none.yaml").exit_code == 2


def test_build_into_a_file_is_a_wrong_call(broken):
    assert run("build", "-o", broken).exit_code == 2


def test_check_of_the_shipped_report_finds_two_road_distances(shipped):
    result = run("check", "--json", shipped)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert [finding["verdict"] for finding in found] == ["road", "road"]
    assert [round(finding["geodesic_km"], 2) for finding in found] == [124.15, 184.93]
    assert [finding["direction_holds"] for finding in found] == [True, True]


def test_check_gives_every_documented_key(shipped):
    for finding in json.loads(run("check", "--json", shipped).stdout):
        assert set(finding) >= FINDING_KEYS


def test_check_in_words_prints_nothing_on_stdout(shipped):
    result = run("check", shipped)
    assert result.stdout == ""
    assert (
        "stated to be 140 km from Aleppo; in a straight line it is 124.15 km"
        in result.stderr
    )


def test_check_fails_when_a_place_is_not_found(unplaced):
    result = run("check", unplaced)
    assert result.exit_code == 1
    assert "no such place" in result.stderr


def test_check_fails_when_a_claim_is_contradicted(tmp_path):
    path = tmp_path / "x.yaml"
    claim = "{from: Aleppo, to: Hama, km: 140, direction: N}"
    path.write_text(f"title: x\ncountry: [SY]\ndistances:\n  - {claim}\n", "utf-8")
    result = run("check", path)
    assert result.exit_code == 1
    assert '"north" does not hold' in result.stderr


def test_check_of_a_broken_report_checks_the_others(shipped, broken):
    result = run("check", "--json", broken, shipped)
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)) == 2
    assert str(broken) in result.stderr


def test_geocode_is_right_nine_times():
    names = ["Idlib", "إدلب", "Aleppo", "Halab", "حلب", "Hama", "حماة", "Damascus", "دمشق"]
    result = run("geocode", "--json", *names)
    assert result.exit_code == 0
    ids = [answer["place"]["geonameid"] for answer in json.loads(result.stdout)]
    idlib, aleppo, hama, damascus = 169389, 170063, 170017, 170654
    assert ids == [idlib, idlib, *[aleppo] * 3, hama, hama, damascus, damascus]


def test_geocode_gives_every_documented_key_in_order():
    (answer,) = json.loads(run("geocode", "--json", "Hama").stdout)
    assert list(answer) == ["query", "place", "candidates"]
    assert list(answer["place"]) == PLACE_KEYS
    assert answer["candidates"][0] == answer["place"]


def test_geocode_reads_names_from_stdin():
    result = run("geocode", "--json", input="Idlib\n\nHama\n")
    assert [answer["query"] for answer in json.loads(result.stdout)] == ["Idlib", "Hama"]


def test_geocode_of_an_unknown_name_is_null_with_a_hint_and_fails():
    result = run("geocode", "--json", "--country", "SY", "Idlb")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [{"query": "Idlb", "place": None, "candidates": []}]
    assert "'Idlb': no such place; did you mean 'Idlib'?" in result.stderr


def test_geocode_fuzzy_takes_the_most_alike():
    result = run("geocode", "--json", "--fuzzy", "--country", "sy", "Idlb")
    place = json.loads(result.stdout)[0]["place"]
    assert (place["name"], place["matched"]) == ("Idlib", "fuzzy")


def test_geocode_prefers_places_near_a_point():
    result = run("geocode", "--json", "--near", "35.84,34.43", "Tripoli")
    assert json.loads(result.stdout)[0]["place"]["country"] == "LB"


def test_geocode_limits_the_candidates():
    result = run("geocode", "--json", "--limit", "2", "Tripoli")
    assert len(json.loads(result.stdout)[0]["candidates"]) == 2


def test_geocode_for_people_is_a_table():
    result = run("geocode", "Hama")
    assert "36.75783" in result.stdout
    assert "Ḩamāh" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--country", "Syria", "Hama"], "did you mean SY?"),
        (["--country", "ZZ", "Hama"], "expected ISO codes"),
        (["--near", "Hama", "Hama"], "expected LON,LAT"),
        (["--near", "200,0", "Hama"], "expected LON,LAT"),
        (["--limit", "0", "Hama"], "1<=x<=100"),
    ],
)
def test_a_wrong_option_says_what_was_expected(arguments, hint):
    result = run("geocode", *arguments)
    assert result.exit_code == 2
    assert hint in result.stderr


@pytest.mark.parametrize("command", ["build", "check", "geocode"])
def test_every_command_explains_itself(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "--" in result.stdout


def test_a_cache_that_cannot_be_written_is_explained(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    monkeypatch.setenv("CONFLICTMAP_CACHE", str(blocked / "cache"))
    result = run("geocode", "Hama")
    assert result.exit_code == 1
    assert "CONFLICTMAP_CACHE" in result.stderr


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from conflictmap.maps.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'folium', 'geopandas', 'pandas', 'numpy', 'shapely', 'geopy', 'pyproj',"
        " 'pydantic', 'jinja2', 'rich', 'sqlite3'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert result.stdout.splitlines()[-1] == "[]"


def test_geocode_does_not_import_the_map_libraries():
    code = (
        "import sys; from conflictmap.maps.cli import main\n"
        "try: main(['geocode', '--json', 'Hama'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'folium', 'geopandas', 'pandas', 'geopy'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert result.stdout.splitlines()[-1] == "[]"
