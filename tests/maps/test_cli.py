"""The command line: what scripts and people rely on."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from conflictmap.maps.cli import main
from conflictmap.maps.gazetteer_cli import gazetteer

ROOM_FOR_SUMMARY = 63  # of 80 columns, beside the longest name
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
        "  - {id: a, type: Attack, summary: s, place: Idlim}\n",
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
    assert "15 events, 13 on the map; stated distances: 2 road" in result.stderr
    assert f"Open {tmp_path / 'index.html'}" in result.stderr


def test_build_in_arabic_gives_pages_that_open_in_arabic(tmp_path, shipped):
    assert run("build", shipped, "--lang", "ar", "-o", tmp_path).exit_code == 0
    page = (tmp_path / f"{shipped.stem}.html").read_text("utf-8")
    assert '<html lang="ar">' in page
    assert '<html lang="ar">' in (tmp_path / "index.html").read_text("utf-8")


def test_build_in_a_language_that_pages_do_not_speak_is_a_wrong_call(shipped):
    result = run("build", shipped, "--lang", "fr")
    assert result.exit_code == 2
    assert "'fr' is not one of 'en', 'ar'" in result.stderr


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
        f"{unplaced}:4: event a: 'Idlim': no such place; did you mean 'Idlib'?"
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


def test_build_into_a_folder_that_cannot_be_made_says_what_was_expected(broken):
    result = run("build", broken, "-o", broken / "site")
    assert result.exit_code == 1
    assert (
        f"{broken / 'site'}: Not a directory; expected a folder that can be made"
        in result.stderr
    )


def test_build_for_a_day_that_is_none_is_told_what_a_day_is(broken, tmp_path):
    day = ("--release", "public", "--as-of", "1.12.2024")
    result = run("build", broken, "-o", tmp_path / "site", *day)
    assert result.exit_code == 2
    assert "'1.12.2024' is not a day: expected a date like 2024-12-01" in result.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--scheduler", "tcp://h:1"), "--scheduler is for --engine dask"),
        (("--engine", "serial", "--jobs", "2"), "--jobs is for --engine processes or dask"),
    ],
)
def test_build_with_an_option_of_another_engine_is_a_wrong_call(options, told, broken):
    result = run("build", broken, *options)
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize("command", ["build", "export"])
@pytest.mark.parametrize("typed", ["http://h/p.html", "postgres:/u:wr0ng@h/db", "sql://h"])
def test_an_address_that_is_none_of_a_database_is_told_what_one_is(
    command, typed, tmp_path
):
    result = run(command, typed, "-o", tmp_path / "out.csv")
    assert result.exit_code == 2
    assert f"{typed.split('/')[0]}/… is neither a path nor the" in result.stderr
    assert "expected postgresql://user@host/database?table=events" in result.stderr
    assert "wr0ng" not in result.stderr
    assert not (tmp_path / "out.csv").exists()


@pytest.fixture
def misspelt(tmp_path):
    """A folder of three reports with the same misspelling in ten events each."""
    folder = tmp_path / "desk"
    folder.mkdir()
    events = "".join(
        f"  - {{id: e{n}, type: Attack, summary: s, place: Idlim}}\n" for n in range(10)
    )
    for name in "abc":
        text = f"title: x\ncountry: [SY]\nevents:\n{events}"
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


MANY = "a.yaml:4: event e0: 'Idlim': no such place; did you mean 'Idlib'? (30 times, in 3"


def test_build_tells_a_misspelling_in_many_events_once_and_the_manifest_each(
    misspelt, tmp_path
):
    site = tmp_path / "site"
    result = run("build", misspelt, "-o", site)
    assert result.exit_code == 1
    told, rest = result.stderr.splitlines()[-2:]
    assert told == f"{misspelt / MANY} files)"
    assert rest == f"30 in all; {site / 'manifest.json'} lists each"
    entries = json.loads((site / "manifest.json").read_bytes())["reports"]
    assert [len(entry["problems"]) for entry in entries] == [10, 10, 10]


def test_check_tells_a_misspelling_in_many_events_once(misspelt):
    result = run("check", misspelt)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{misspelt / MANY} files)",
        "30 in all; check --json lists each",
    ]


def test_check_as_json_lists_each_problem_for_programs(misspelt):
    result = run("check", "--json", misspelt)
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)) == 30
    assert len(result.stderr.splitlines()) == 30


def test_control_characters_of_a_report_do_not_reach_the_terminal(tmp_path):
    path = tmp_path / "x.yaml"
    claim = '{from: "Homs \\e[2J", to: Aleppo, km: 140}'
    path.write_text(f"title: x\ncountry: [SY]\ndistances:\n  - {claim}\n", "utf-8")
    for command in (("check",), ("build", "-o", tmp_path / "site")):
        result = run(*command, path)
        assert "Homs \ufffd[2J" in result.stderr


@pytest.mark.parametrize("command", ["build", "export", "check", "geocode"])
def test_ctrl_c_ends_a_command_with_the_exit_code_that_shells_know(
    command, shipped, tmp_path, monkeypatch
):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("conflictmap.geo.lookup.PlaceLookup.__init__", stop)
    monkeypatch.setattr("conflictmap.maps.site.read_inputs", stop)
    options = ("-o", tmp_path / "out.csv") if command in {"build", "export"} else ()
    result = run(command, shipped, *options)
    assert result.exit_code == 130
    assert result.stderr.startswith("Stopped")
    assert ("the same command completes it" in result.stderr) == (command == "build")


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


@pytest.mark.parametrize("command", [*main.commands.values(), *gazetteer.commands.values()])
def test_the_list_of_commands_says_in_a_line_what_each_does(command):
    assert not command.get_short_help_str(ROOM_FOR_SUMMARY).endswith("...")


@pytest.mark.parametrize("command", ["build", "check", "geocode", "reverse", "gazetteer"])
def test_every_command_explains_itself(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "--" in result.stdout


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
