"""Names to places and back on the command line: what scripts and people rely on."""

import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from conflictmap.geo import PlaceLookup, online
from conflictmap.maps import console, geocode_cli
from conflictmap.maps.cli import main

PLACE_KEYS = [
    *("name", "lon", "lat", "kind", "country", "admin1", "geonameid", "population"),
    *("uncertainty_m", "score", "matched", "source"),
]


def run(*arguments, **options):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)


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
    result = run("geocode", "--json", "--country", "SY", "Idlim")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {"query": "Idlim", "place": None, "candidates": []}
    ]
    assert "'Idlim': no such place; did you mean 'Idlib'?" in result.stderr


def test_geocode_fuzzy_takes_the_most_alike():
    result = run("geocode", "--json", "--fuzzy", "--country", "sy", "Idlim")
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
        (["--country", "ZZ", "Hama"], "'--country': 'ZZ' is not a country code; expected"),
        (["--near", "Hama", "Hama"], "expected LON,LAT"),
        (["--near", "200,0", "Hama"], "expected LON,LAT"),
        (["--limit", "0", "Hama"], "1<=x<=100"),
    ],
)
def test_a_wrong_option_says_what_was_expected(arguments, hint):
    result = run("geocode", *arguments)
    assert result.exit_code == 2
    assert hint in result.stderr


def test_geocode_keeps_to_a_box_and_to_kinds():
    box = run("geocode", "--json", "--within", "35.4,34,36.2,34.9", "Tripoli")
    assert {p["country"] for p in json.loads(box.stdout)[0]["candidates"]} == {"LB"}
    kinds = run("geocode", "--json", "--type", "admin1,country", "--type", "Region", "Hama")
    assert {p["kind"] for p in json.loads(kinds.stdout)[0]["candidates"]} == {"admin1"}


def test_geocode_of_no_name_at_all_is_an_empty_array():
    assert run("geocode", "--json", input="\n  \n").stdout == "[]\n"


def test_geocode_reads_stdin_as_utf_8_whatever_it_holds():
    names = "\ufeffحماة\r\n".encode() + b"\xff\xfe\n" + b"x" * 30_000 + b"\n"
    result = run("geocode", "--json", input=names)
    queries = [answer["query"] for answer in json.loads(result.stdout)]
    assert queries[:2] == ["حماة", "\ufffd\ufffd"]
    assert max(map(len, queries)) == 10_000


def test_geocode_answers_before_all_names_are_read(monkeypatch):
    written = io.BytesIO()

    def names():
        yield "Hama"
        assert b'"query": "Hama"' in written.getvalue()
        yield "Idlib"

    monkeypatch.setattr(geocode_cli, "_read_names", names)
    monkeypatch.setattr(console.sys, "stdout", io.TextIOWrapper(written))
    main(["geocode", "--json"], standalone_mode=False)
    sys.stdout.flush()
    assert [a["query"] for a in json.loads(written.getvalue())] == ["Hama", "Idlib"]


def test_the_table_says_in_which_division_a_place_lies():
    result = run("geocode", "--country", "SY", "Manbij")
    assert "Aleppo, SY" in " ".join(result.stdout.split())


def test_many_names_come_in_several_tables(monkeypatch):
    monkeypatch.setattr(geocode_cli, "_NAMES_A_TABLE", 2)
    result = run("geocode", "--limit", "1", input="Hama\nIdlib\nAleppo\n")
    assert result.stdout.count("asked") == 2


def test_only_the_first_missing_names_come_with_a_hint(monkeypatch):
    monkeypatch.setattr(geocode_cli, "_MOST_HINTS", 1)
    result = run("geocode", "--country", "SY", "Idlim", "Idlim")
    assert result.stderr.count("no such place") == 2
    assert result.stderr.count("did you mean") == 1


def test_control_characters_in_a_name_do_not_reach_the_terminal(monkeypatch):
    monkeypatch.setattr(
        PlaceLookup, "candidates", lambda self, _name, **_: self.nearest(36.75, 35.13)
    )
    assert "\x1b" not in run("geocode", "a\x1b[2Jb").stdout


def test_geocode_asks_a_service_only_for_what_is_not_known(monkeypatch, tmp_path):
    monkeypatch.setattr(online, "_default_cache", lambda: tmp_path / "online.sqlite")
    asked = []

    def candidates(_self, name, **_options):
        asked.append(name)
        return PlaceLookup().nearest(36.75, 35.13)

    monkeypatch.setattr(online.OnlineService, "candidates", candidates)
    agent = ["--online", "nominatim", "--user-agent", "tests (me@example.org)"]
    result = run("geocode", "--json", *agent, "Hama", "Xyzzyx")
    assert result.exit_code == 0
    assert asked == ["Xyzzyx"]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--online", "nominatim"], "--online needs --user-agent"),
        (["--user-agent", "me"], "--user-agent is for --online"),
        (["--online", "nowhere", "--user-agent", "me"], "is no online service"),
        (["--within", "1,2,3"], "expected WEST,SOUTH,EAST,NORTH in degrees"),
        (["--within", "1,9,3,2"], "its south lies north of its north"),
        (["--type", "castle"], "'castle' is no kind; expected city, town"),
    ],
)
def test_a_wrong_call_of_geocode_says_what_was_expected(arguments, hint):
    result = run("geocode", *arguments, "Hama")
    assert result.exit_code == 2
    assert hint in result.stderr


def test_reverse_names_the_nearest_settlement_with_distance_and_direction():
    result = run("reverse", "36.75783,35.2")
    assert result.exit_code == 0
    assert result.stdout.startswith("36.75783,35.2: ")
    assert " km " in result.stdout
    assert result.stdout.endswith(", SY\n")


def test_reverse_gives_json():
    result = run("reverse", "--json", "36.75783,35.13179", "-70.5,41")
    first, second = json.loads(result.stdout)
    assert first["query"] == {"lon": 36.75783, "lat": 35.13179}
    assert list(first["place"]) == PLACE_KEYS
    assert first["place"]["geonameid"] == 170017
    assert first["distance_km"] < 1
    assert second["place"]["country"] == "US"
    assert second["direction"] in {"S", "SSW", "SW", "SSE", "SE"}


def test_reverse_far_from_everything_is_null_and_fails():
    result = run("reverse", "--json", "-120,-50")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {"query": {"lon": -120.0, "lat": -50.0}, "place": None}
    ]
    assert "-120,-50: no settlement within 200 km" in result.stderr


@pytest.mark.parametrize("point", ["Hama", "36.75", "35.1,136.7", "1,2,3", "nan,1"])
def test_reverse_of_what_is_no_point_is_a_wrong_call(point):
    result = run("reverse", point)
    assert result.exit_code == 2
    assert "expected LON,LAT in degrees, such as 36.75,35.13" in result.stderr


def test_a_cache_that_cannot_be_written_is_explained(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    monkeypatch.setenv("CONFLICTMAP_CACHE", str(blocked / "cache"))
    result = run("geocode", "Hama")
    assert result.exit_code == 1
    assert "CONFLICTMAP_CACHE" in result.stderr


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
