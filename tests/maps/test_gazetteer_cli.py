"""``conflictmap gazetteer``: what is there, and more places in one command.

A stub of one place stands for the shipped sources; nothing is fetched.
"""

import json
import zipfile

import pytest
from click.testing import CliRunner

from conflictmap.data import Kind
from conflictmap.geo.rows import PlaceRow
from conflictmap.geo.sources import downloads, shipped
from conflictmap.maps.cli import main

SHIPPED = PlaceRow("Hama", 36.76, 35.13, Kind.CITY, "SY", "10", 170017, 460_602, 3e3, None)
IDLIB = "7\tIdlib\tIdlib\tIdlip\t35.93\t36.63\tP\tPPLA\tSY\t\t12\t\t\t\t9\t\t\t\t\n"


@pytest.fixture(autouse=True)
def _stub(monkeypatch, tmp_path):
    monkeypatch.setenv("CONFLICTMAP_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CONFLICTMAP_LAYERS", str(tmp_path / "layers"))
    monkeypatch.setattr(shipped, "read_places", lambda _: iter([SHIPPED]))
    monkeypatch.setattr(shipped, "read_divisions", list)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("name,lon,lat,country,admin1\nKafr X,36.6,35.9,SY,12\n", "utf-8")
    return path


@pytest.fixture
def fetched(monkeypatch):
    """Countries that would have been fetched; their file holds Idlib."""
    codes = []

    def download_country(code, folder, *, progress):
        codes.append(code)
        folder.mkdir(parents=True)
        with zipfile.ZipFile(folder / f"{code}.zip", "w") as archive:
            archive.writestr(f"{code}.txt", IDLIB)
        progress(0, 3 << 20)
        progress(3 << 20, 3 << 20)
        return folder / f"{code}.zip"

    monkeypatch.setattr(downloads, "download_country", download_country)
    return codes


def run(*arguments):
    return CliRunner().invoke(main, ["gazetteer", *map(str, arguments)])


def layers():
    return json.loads(run("info", "--json").stdout)["layers"]


def test_a_file_is_added_and_found(mine):
    result = run("add", mine)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "mine: 1 places, 1 spellings" in result.stderr
    found = CliRunner().invoke(main, ["geocode", "--json", "Kafr X"])
    assert json.loads(found.stdout)[0]["place"]["source"] == "mine.csv"


def test_lines_that_cannot_be_used_are_counted_and_shown_and_the_others_added(mine):
    mine.write_text(mine.read_text("utf-8") + ",1,2\n,3,4\nA,east,2\n", "utf-8")
    result = run("add", mine)
    assert result.exit_code == 1
    assert "not used: 2 (no name; first: line 3)" in result.stderr
    assert "not used: 1 (coordinates that are no numbers; first: line 5)" in result.stderr
    assert [layer["places"] for layer in layers()] == [1]


def test_names_of_unknown_places_are_no_failure(tmp_path):
    path = tmp_path / "alternateNamesV2.txt"
    path.write_text("1\t170017\tar\tحماة\n2\t5\ten\tX\n", "utf-8")
    result = run("add", path)
    assert result.exit_code == 0
    assert "noted: 1 (names of places that no source has; first: line 2)" in result.stderr


@pytest.mark.parametrize("typed", ["SY", "sy"])
def test_a_country_is_fetched_after_its_licence_and_size_are_shown(typed, fetched):
    result = run("add", typed)
    assert result.exit_code == 0
    assert fetched == ["SY"]
    said = result.stderr
    assert said.index("CC BY 4.0") < said.index("(3.0 MiB)") < said.index("SY: 1 places")
    assert [layer["name"] for layer in layers()] == ["SY"]


def test_a_file_comes_before_a_country_of_its_name(fetched, tmp_path):
    (tmp_path / "SY").write_text(IDLIB, "utf-8")
    assert run("add", "SY").exit_code == 0
    assert fetched == []


def test_what_is_neither_file_nor_country_is_a_wrong_call():
    result = run("add", "ZZ")
    assert result.exit_code == 2
    assert "'ZZ': no such file, and no country code; expected a file" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "exit_code", "message"),
    [
        (["add"], 2, "Missing argument"),
        (["add", "mine.csv", "mine.csv", "--name", "x"], 2, "--name is for one source"),
        (["add", "mine.csv", "--name", "../x"], 1, "is no name for a layer"),
        (
            ["add", "mine.csv", "--kind", "castle"],
            2,
            "'--kind': 'castle' is no kind; expected city",
        ),
        (["remove", "mine"], 1, "'mine': no such layer; there are: none"),
    ],
)
@pytest.mark.usefixtures("mine")
def test_a_mistake_is_explained(arguments, exit_code, message):
    result = run(*arguments)
    assert result.exit_code == exit_code
    assert message in result.stderr


def test_a_layer_is_named_and_removed(mine):
    run("add", mine, "--name", "field-notes", "--licence", "CC0")
    (layer,) = layers()
    assert (layer["name"], layer["licence"]) == ("field-notes", "CC0")
    result = run("remove", "field-notes", "nothing")
    assert result.exit_code == 1
    assert "Removed field-notes" in result.stderr
    assert layers() == []


def test_info_for_people_names_sources_and_licences(mine):
    run("add", mine)
    result = run("info")
    assert result.exit_code == 0
    assert "Shipped: 1 places, 1 spellings" in result.stdout
    assert "GeoNames (CC BY 4.0)" in result.stdout
    assert "licence: not stated" in result.stdout
    assert str(mine) in result.stdout


def test_info_without_layers_says_so(tmp_path):
    assert f"Added ({tmp_path / 'layers'}): nothing" in run("info").stdout


def test_info_gives_every_documented_key(mine):
    run("add", mine)
    told = json.loads(run("info", "--json").stdout)
    assert list(told) == ["shipped", "layers_folder", "layers"]
    assert list(told["shipped"]) == ["path", "bytes", "places", "spellings", "sources"]
    assert set(told["layers"][0]) >= {
        *("name", "path", "format", "source", "sha256", "places", "spellings", "rejected"),
        *("licence", "order", "problem"),
    }


def test_info_tells_of_a_damaged_layer_and_fails(mine, tmp_path):
    run("add", mine)
    (tmp_path / "layers" / "mine.sqlite").write_bytes(b"no layer")
    result = run("info")
    assert result.exit_code == 1
    assert "mine: is damaged" in result.stderr


def test_rebuild_makes_the_shipped_index_and_the_layers_anew(mine, tmp_path):
    run("add", mine)
    run("info")
    result = run("rebuild")
    assert result.exit_code == 0
    assert "mine: 1 places" in result.stderr
    assert len(list((tmp_path / "cache").glob("gazetteer-*.sqlite"))) == 1


def test_rebuild_of_a_layer_without_its_source_says_so_and_keeps_it(mine):
    run("add", mine)
    mine.unlink()
    result = run("rebuild")
    assert result.exit_code == 1
    assert "its source" in result.stderr
    assert len(layers()) == 1


def test_control_characters_of_a_source_do_not_reach_the_terminal(mine, tmp_path):
    path = mine.rename(tmp_path / "a\x1b[2Jb.csv")
    result = run("add", path, "--name", "x")
    assert result.exit_code == 0
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize("command", ["info", "add", "remove", "rebuild"])
def test_every_command_explains_itself(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout
