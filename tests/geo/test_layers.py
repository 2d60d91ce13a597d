"""Added layers: listed, replaced, removed, made again; and never a wrong answer.

A stub of one place stands for the shipped sources, so that a layer takes milliseconds.
"""

import gc
import hashlib
import os
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing

import pytest
import shapely

from conflictmap.data import GazetteerError, Kind
from conflictmap.geo import PlaceLookup, layer_files, layers
from conflictmap.geo.layers import (
    add_layer,
    list_layers,
    open_layers,
    rebuild_layers,
    remove_layer,
)
from conflictmap.geo.place_files import open_places, place_files
from conflictmap.geo.rows import PlaceRow
from conflictmap.geo.seal import is_sound, seal_path
from conflictmap.geo.sources import shipped

SHIPPED = PlaceRow("Hama", 36.76, 35.13, Kind.CITY, "SY", "10", 170017, 460_602, 3e3, None)
SCRIPT = """
import sys
from pathlib import Path
from conflictmap.geo import layers
for source in sys.argv[1:]:
    layers.add_layer(Path(source))
print([layer.name for layer in layers.list_layers()])
"""


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    """An empty folder of layers, and one shipped place."""
    monkeypatch.setenv("CONFLICTMAP_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CONFLICTMAP_LAYERS", str(tmp_path / "layers"))
    monkeypatch.setattr(shipped, "read_places", lambda _: iter([SHIPPED]))
    monkeypatch.setattr(shipped, "read_divisions", list)
    return tmp_path / "layers"


@pytest.fixture
def lookup():
    made = []

    def make(**options):
        made.append(PlaceLookup(**options))
        return made[-1]

    yield make
    for one in made:
        one.close()


def table(path, *names, country="SY", admin1="10"):
    rows = [f"{name},{36.6 + i},35.9,{country},{admin1}\n" for i, name in enumerate(names)]
    path.write_text(f"name,lon,lat,country,admin1\n{''.join(rows)}", "utf-8")
    return path


def dump(*places):
    """Lines of a GeoNames dump: id, name and alternate names."""
    return "".join(
        f"{number}\t{name}\t{name}\t{names}\t35.93\t36.63\tP\tPPL\tSY\t\t12\t\t\t\t"
        f"1000\t\t\t\t2020-01-01\n"
        for number, name, names in places
    ).encode()


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def found(lookup, name, **options):
    return [place.name for place in lookup.candidates(name, **options)]


# Adding


def test_what_is_added_is_found(lookup, tmp_path):
    assert found(lookup(), "Kafr X") == []
    add_layer(table(tmp_path / "mine.csv", "Kafr X"))
    assert found(lookup(), "Kafr X") == ["Kafr X"]
    assert found(lookup(), "Hama") == ["Hama"]


def test_a_layer_says_all_that_is_known_of_it(folder, tmp_path):
    source = table(tmp_path / "mine.csv", "A", "B", "")
    layer = add_layer(source, licence="CC0")
    assert (layer.name, layer.path) == ("mine", folder / "mine.sqlite")
    assert (layer.format, layer.source, layer.licence) == ("table", source, "CC0")
    assert layer.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert (layer.places, layer.spellings, layer.order) == (2, 2, 1)
    assert layer.rejected == {"no name": (1, 4)}
    assert layer.problem == ""
    assert list_layers() == [layer]


def test_the_licence_of_geonames_is_known(tmp_path):
    path = tmp_path / "SY.txt"
    path.write_bytes(dump((1, "Idlib", "")))
    assert "CC BY 4.0" in add_layer(path).licence


def test_only_the_layer_its_seal_and_a_lock_are_left(folder, tmp_path):
    add_layer(table(tmp_path / "mine.csv", "A"))
    assert names(folder) == [".lock", "mine.sqlite", "mine.sqlite.seal"]


def test_layers_are_listed_in_the_order_in_which_they_were_added(tmp_path):
    for name in ("zulu", "alpha", "mike"):
        add_layer(table(tmp_path / f"{name}.csv", "A"))
    assert [layer.name for layer in list_layers()] == ["zulu", "alpha", "mike"]
    with_paths = open_layers()
    assert [index.path.stem for index in with_paths] == ["zulu", "alpha", "mike"]
    for index in with_paths:
        index.close()


@pytest.mark.parametrize("name", ["mine", "MINE"])
def test_adding_the_same_name_again_replaces_it_in_its_place(name, lookup, tmp_path):
    add_layer(table(tmp_path / "mine.csv", "Old"))
    add_layer(table(tmp_path / "other.csv", "Other"))
    add_layer(table(tmp_path / "new.csv", "New"), name=name)
    assert [layer.name for layer in list_layers()] == ["mine", "other"]
    assert found(lookup(), "Old") == []
    assert found(lookup(), "New") == ["New"]


@pytest.mark.parametrize(
    ("filename", "name"),
    [
        *(("SY.txt", "SY"), ("my places (2).csv", "my-places-2"), ("حماة.csv", "حماة")),
        *(("...csv", "layer"), ("con.csv", "layer"), ("x" * 90 + ".csv", "x" * 64)),
    ],
)
def test_a_layer_is_called_after_its_file(filename, name, tmp_path):
    assert add_layer(table(tmp_path / filename, "A")).name == name


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../up", "a/b", "a\\b", "nul", "-x", "x" * 65, "a\n", "a\0", "a b"],
)
def test_a_name_that_is_no_file_s_name_is_refused(name, folder, tmp_path):
    with pytest.raises(GazetteerError, match="is no name for a layer: expected"):
        add_layer(table(tmp_path / "mine.csv", "A"), name=name)
    assert not folder.exists()


def test_alternate_names_of_a_country_do_not_replace_the_country(tmp_path, lookup):
    (tmp_path / "SY.txt").write_bytes(dump((7, "Idlib", "")))
    add_layer(tmp_path / "SY.txt")
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", "1\t7\ten\tIdlip\t\t\t\t\t\t\n2\t170017\ten\tHamath\n")
    assert add_layer(tmp_path / "SY.zip").name == "SY-names"
    both = lookup()
    assert found(both, "Idlip") == ["Idlib"]
    assert found(both, "Hamath") == ["Hama"]
    assert found(both, "Hama") == ["Hama"]


def test_a_place_without_country_or_division_is_given_those_it_lies_in(lookup, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("name,lon,lat\nKafr X,36.75,35.2\nAtlantis,-40,35\n", "utf-8")
    add_layer(path)
    places = lookup()
    (kafr,) = places.candidates("Kafr X")
    assert (kafr.country, kafr.admin1) == ("SY", "10")
    (atlantis,) = places.candidates("Atlantis")
    assert (atlantis.country, atlantis.admin1) == (None, None)


def test_a_country_that_is_stated_is_not_overruled_by_the_position(lookup, tmp_path):
    add_layer(table(tmp_path / "mine.csv", "Kafr X", country="TR", admin1=""))
    (place,) = lookup().candidates("Kafr X")
    assert (place.country, place.admin1) == ("TR", None)


def test_an_outline_is_kept(tmp_path):
    square = shapely.box(36, 35, 37, 36)
    path = tmp_path / "areas.geojson"
    path.write_text(
        '{"type": "Feature", "properties": {"name": "Hama"}, "geometry": '
        f"{shapely.to_geojson(square)}}}",
        "utf-8",
    )
    add_layer(path, kind=Kind.ADMIN1)
    (index,) = open_layers()
    with closing(index):
        ((wkb, kind),) = index.ask(
            "SELECT wkb, kind FROM outlines JOIN places ON places.id = outlines.place"
        )
    assert shapely.from_wkb(wkb).equals(square)
    assert kind == "admin1"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "it is empty"),
        (b"name,lon,lat\n", r"no place in it can be used \(read as a table\); nothing was"),
        (b"name,lon,lat\nA,x,y\n", "are no numbers: 1 .first: line 2.; nothing was added"),
        (b"name,lon,lat\nA,35,100\nB,35,101\n", r"are they swapped\?: 2"),
        (b"town,x\n", "headings 'town', 'x'; expected name"),
        (b"\xff\xfen\0a\0", "it is UTF-16; save it as UTF-8"),
        (b"\x7fELF\0\0", "expected a GeoNames dump, alternateNamesV2, a table"),
        (b"{}", "cannot be read as a layer of areas|expected a layer of polygons"),
        (b"<OGRVRTDataSource/>", "XML is not read"),
        (b"PK\3\4", "not a sound zip archive"),
    ],
)
def test_a_file_in_which_nothing_can_be_used_adds_nothing(
    content, message, folder, tmp_path
):
    path = tmp_path / "mine.csv"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=message):
        add_layer(path)
    assert list_layers() == []
    assert names(folder) == [".lock"]


def test_a_failed_replacement_leaves_what_was_there(lookup, tmp_path):
    path = table(tmp_path / "mine.csv", "Old")
    add_layer(path)
    path.write_text("name,lon,lat\n", "utf-8")
    with pytest.raises(GazetteerError):
        add_layer(path)
    assert found(lookup(), "Old") == ["Old"]


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(GazetteerError, match="no such file"):
            add_layer(path)


# Merging


def test_a_place_of_two_sources_is_one_candidate(lookup, tmp_path):
    path = tmp_path / "SY.txt"
    path.write_bytes(dump((170017, "Hama", "")))
    add_layer(path)
    assert found(lookup(), "Hama") == ["Hama"]


# Removing and making again


def test_a_removed_layer_is_gone(lookup, folder, tmp_path):
    source = table(tmp_path / "mine.csv", "Kafr X")
    add_layer(source)
    assert remove_layer("MINE").name == "mine"
    assert list_layers() == []
    assert names(folder) == [".lock"]
    assert found(lookup(), "Kafr X") == []
    assert source.exists()


def test_a_source_that_was_fetched_goes_with_its_layer(folder):
    (folder / "downloads").mkdir(parents=True)
    source = table(folder / "downloads" / "SY.zip", "A")
    source.with_name("SY.zip.sha256").touch()
    add_layer(source)
    remove_layer("SY")
    assert list((folder / "downloads").iterdir()) == []


def test_removing_what_is_not_there_names_what_is(tmp_path):
    add_layer(table(tmp_path / "mine.csv", "A"))
    with pytest.raises(GazetteerError, match="'SY': no such layer; there are: mine"):
        remove_layer("SY")


def test_rebuilding_reads_every_source_again(lookup, tmp_path):
    for name in ("one", "two"):
        add_layer(table(tmp_path / f"{name}.csv", name))
    assert [layer.name for layer in rebuild_layers()] == ["one", "two"]
    assert found(lookup(), "two") == ["two"]


def test_rebuilding_leaves_a_layer_whose_source_changed_and_says_so(lookup, tmp_path):
    add_layer(table(tmp_path / "one.csv", "Old"))
    add_layer(table(tmp_path / "two.csv", "Two"))
    table(tmp_path / "one.csv", "New")
    problems = []
    assert [layer.name for layer in rebuild_layers(problems.append)] == ["two"]
    assert "'one'" in problems[0]
    assert "is gone or changed" in problems[0]
    assert found(lookup(), "Old") == ["Old"]


def flip(path, part):
    content = bytearray(path.read_bytes())
    content[int(len(content) * part)] ^= 1
    path.write_bytes(content)


def other_code(monkeypatch):
    monkeypatch.setattr(layer_files, "code_fingerprint", lambda: "other")


DAMAGE = {
    "a byte in the middle": lambda path: flip(path, 0.5),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "no seal": lambda path: seal_path(path).unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_layer_gives_no_answer_before_it_is_made_again(
    damage, lookup, capfd, tmp_path
):
    layer = add_layer(table(tmp_path / "mine.csv", *(f"Kafr {i}" for i in range(200))))
    damage(layer.path)
    (listed,) = list_layers()
    assert listed.problem == "is damaged"
    if listed.order:  # what it says of itself can still be read
        capfd.readouterr()
        assert found(lookup(), "Kafr 7") == ["Kafr 7"]
        assert "Compiling again mine …\n" in capfd.readouterr().err
        assert is_sound(layer.path)
    else:
        with pytest.raises(GazetteerError, match=r"'mine'.* is damaged; add it again"):
            lookup()


@pytest.mark.parametrize("content", [b"", b"nothing", b"SQLite format 3\0" + bytes(9000)])
def test_a_file_that_is_no_layer_is_an_error_with_two_ways_out(content, lookup, folder):
    folder.mkdir()
    (folder / "mine.sqlite").write_bytes(content)
    with pytest.raises(
        GazetteerError,
        match=r"add it again \(conflictmap gazetteer add FILE --name mine\) or remove it "
        r"\(conflictmap gazetteer remove mine\)",
    ):
        lookup()
    remove_layer("mine")
    assert found(lookup(), "Hama") == ["Hama"]


def test_no_flipped_bit_of_a_layer_is_ever_read(lookup, tmp_path):
    source = table(tmp_path / "mine.csv", "Kafr X")
    layer = add_layer(source)
    content = layer.path.read_bytes()
    source.unlink()
    for at in range(0, len(content), len(content) // 40):
        changed = bytearray(content)
        changed[at] ^= 0x20
        layer.path.write_bytes(changed)
        with pytest.raises(GazetteerError, match="is damaged"):
            lookup()


def test_a_layer_of_other_code_is_made_again_with_a_line_that_says_so(
    monkeypatch, lookup, capfd, tmp_path
):
    add_layer(table(tmp_path / "mine.csv", "Kafr X"))
    lookup()
    other_code(monkeypatch)
    assert "another version" in list_layers()[0].problem
    capfd.readouterr()
    assert found(lookup(), "Kafr X") == ["Kafr X"]
    assert capfd.readouterr().err == "Compiling again mine …\n"
    lookup()
    assert capfd.readouterr().err == ""


def test_a_polygon_layer_is_made_again_with_the_options_it_was_added_with(
    monkeypatch, tmp_path
):
    path = tmp_path / "areas.geojson"
    shape = shapely.to_geojson(shapely.box(36, 35, 37, 36))
    properties = '"properties": {"a": "no", "b": "X"}'
    path.write_text(f'{{"type": "Feature", {properties}, "geometry": {shape}}}', "utf-8")
    first = add_layer(path, kind=Kind.REGION, name_column="b", name="areas-2")
    other_code(monkeypatch)
    (again,) = rebuild_layers()
    assert again == first
    (index,) = open_layers()
    with closing(index):
        assert index.ask("SELECT name, kind FROM places") == [("X", "region")]


@pytest.mark.parametrize("change", ["gone", "changed"])
def test_a_layer_of_other_code_without_its_source_is_an_error_with_two_ways_out(
    change, monkeypatch, lookup, tmp_path
):
    source = table(tmp_path / "mine.csv", "Kafr X")
    add_layer(source)
    other_code(monkeypatch)
    source.unlink() if change == "gone" else table(source, "Kafr Y")
    with pytest.raises(
        GazetteerError,
        match=r"'mine' .* was made by another version .* its source .*mine.csv is gone or "
        r"changed; add it again .*gazetteer add FILE --name mine.* or remove it",
    ):
        lookup()
    add_layer(table(source, "Kafr Y"))
    assert found(lookup(), "Kafr Y") == ["Kafr Y"]


def test_a_lookup_that_fails_to_open_a_layer_closes_the_others(folder, lookup, tmp_path):
    add_layer(table(tmp_path / "one.csv", "A"))
    (folder / "two.sqlite").write_bytes(b"")
    with pytest.raises(GazetteerError):
        lookup()
    gc.collect()  # an open connection would warn, and warnings are errors


def test_index_files_of_one_s_own_can_be_given(lookup, tmp_path):
    layer = add_layer(table(tmp_path / "mine.csv", "Kafr X"))
    assert found(lookup(layers=[layer.path]), "Kafr X") == ["Kafr X"]
    assert found(lookup(layers=[]), "Kafr X") == []


# Where they are


def test_layers_are_no_cache(monkeypatch):
    monkeypatch.delenv("CONFLICTMAP_LAYERS")
    assert layers.layers_folder().parts[-2:] == ("cache", "layers")
    monkeypatch.delenv("CONFLICTMAP_CACHE")
    assert layers.layers_folder().is_absolute()
    assert "cache" not in str(layers.layers_folder()).lower()


def test_a_folder_that_cannot_be_made_is_an_error_that_says_what_to_do(
    monkeypatch, tmp_path
):
    source = table(tmp_path / "mine.csv", "A")
    monkeypatch.setenv("CONFLICTMAP_LAYERS", str(source / "layers"))
    with pytest.raises(
        GazetteerError, match=r"cannot be written in .*writable folder .*CONFLICTMAP_LAYERS"
    ):
        add_layer(source)
    assert list_layers() == []


def test_layers_in_a_folder_that_cannot_be_written_are_read(
    monkeypatch, folder, lookup, tmp_path
):
    add_layer(table(tmp_path / "mine.csv", "Kafr X"))
    monkeypatch.setattr(layers, "_locked", None)  # nothing asks for the lock
    assert found(lookup(), "Kafr X") == ["Kafr X"]
    assert folder.exists()


def test_a_disk_that_fills_up_is_an_error_that_says_what_to_do(monkeypatch, tmp_path):
    def fill(*_, **__):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(layer_files, "write_batches", fill)
    with pytest.raises(GazetteerError, match="disk is full; free some space"):
        add_layer(table(tmp_path / "mine.csv", "A"))


# Processes


def start(*sources, limit=None):
    """Add sources in a process; with a limit, no file can grow beyond as many bytes."""
    command = [sys.executable, "-c", SCRIPT, *map(str, sources)]
    if limit is not None:
        code = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, "
        run = f"{code}({limit}, {limit})); os.execv(sys.argv[1], sys.argv[1:])"
        command = [sys.executable, "-c", run, *command]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    )


def test_two_processes_that_add_at_once_do_each_other_no_harm(lookup, tmp_path):
    texts = [[f"{kind} {i}" for i in range(300)] for kind in ("Kafr", "Tell")]
    sources = [
        table(tmp_path / f"{i}.csv", *text[:100]) for i, text in enumerate(texts * 2)
    ]
    both = [start(*sources[:2]), start(*sources[2:])]
    for process in both:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    assert sorted(layer.order for layer in list_layers()) == [1, 2, 3, 4]
    assert found(lookup(), "Tell 7") == ["Tell 7"]


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of resources")
def test_a_full_disk_leaves_nothing_and_says_what_to_do(folder, tmp_path):
    process = start(table(tmp_path / "mine.csv", "A"), limit=10_000)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "GazetteerError: layers cannot be written in" in said
    assert "free some space" in said
    assert names(folder) == [".lock"]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("delay_s", [0.0, 0.01, 0.05, 0.1])
def test_a_process_that_is_killed_leaves_nothing_that_is_taken_for_a_layer(
    delay_s, folder, lookup, tmp_path
):
    big = table(tmp_path / "big.csv", *(f"Kafr {i}" for i in range(140)))
    process = start(*[big] * 50)
    deadline = time.monotonic() + 30
    while not list(folder.glob("*.partial")) and time.monotonic() < deadline:
        time.sleep(0.001)
    time.sleep(delay_s)
    process.kill()
    process.communicate(timeout=30)
    assert found(lookup(), "Kafr 7") in ([], ["Kafr 7"])
    add_layer(big)
    assert found(lookup(), "Kafr 7") == ["Kafr 7"]
    assert names(folder) == [".lock", "big.sqlite", "big.sqlite.seal"]


def test_a_layer_that_is_replaced_is_opened_again_in_the_same_process(tmp_path):
    found = []
    for name in ("Old", "Old", "New"):
        add_layer(table(tmp_path / "mine.csv", name))
        found.append(
            [bool(open_places(place_files()).candidates(n)) for n in ("Old", "New")]
        )
    assert found == [[True, False], [True, False], [False, True]]


def test_places_are_opened_once_while_their_files_stay(tmp_path):
    add_layer(table(tmp_path / "mine.csv", "Kafr X"))
    open_places(place_files())  # compiles the shipped places
    assert open_places(place_files()) is open_places(place_files())
