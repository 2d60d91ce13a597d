"""Regions, waters and roads: where they lie, against towns known to lie in or on them."""

import unicodedata

import numpy as np
import pytest
import shapely
from pyproj import Geod

from conflictmap.data import tables
from conflictmap.data.tables import _regions

GEOD = Geod(ellps="WGS84")
DEG_KM = 111.2
ON_THE_SHORE_DEG = 0.5  # half a degree: seas are simplified by up to 0.3°
ON_THE_COAST_DEG = 0.1  # Benghazi lies outside its own division's generalised outline
LINE_KM = 10
SCRIPTS = ("ARABIC", "CYRILLIC", "HEBREW")
TOWNS = {  # longitude, latitude: GeoNames
    "Abéché": (20.83, 13.83),
    "Aleppo": (37.16, 36.20),
    "Ariha": (36.61, 35.81),
    "Aswan": (32.90, 24.09),
    "Baghdad": (44.40, 33.34),
    "Bamako": (-8.00, 12.65),
    "Beirut": (35.50, 33.89),
    "Benghazi": (20.07, 32.12),
    "Bakhmut": (38.00, 48.60),
    "Bukavu": (28.86, -2.50),
    "Damascus": (36.29, 33.51),
    "Daraa": (36.10, 32.62),
    "Deir ez-Zor": (40.14, 35.34),
    "Donetsk": (37.80, 48.02),
    "Douma": (36.40, 33.57),
    "El Fasher": (25.35, 13.63),
    "Erbil": (44.01, 36.19),
    "Garowe": (48.48, 8.41),
    "Gaza": (34.47, 31.50),
    "Goma": (29.23, -1.68),
    "Gori": (44.11, 41.98),
    "Hama": (36.75, 35.13),
    "Hebron": (35.10, 31.53),
    "Homs": (36.72, 34.73),
    "Izium": (37.27, 49.21),
    "Jerusalem": (35.22, 31.78),
    "Kabul": (69.17, 34.53),
    "Kandahar": (65.70, 31.61),
    "Kharkiv": (36.23, 49.99),
    "Kherson": (32.61, 46.64),
    "Khartoum": (32.53, 15.55),
    "Kreminna": (38.22, 49.05),
    "Lashkar Gah": (64.36, 31.59),
    "Luhansk": (39.31, 48.57),
    "Majdal Shams": (35.77, 33.27),
    "Makhachkala": (47.50, 42.98),
    "Melitopol": (35.37, 46.85),
    "Mingora": (72.36, 34.77),
    "Miran Shah": (70.07, 33.00),
    "Mopti": (-4.19, 14.49),
    "Mosul": (43.12, 36.34),
    "Niamey": (2.11, 13.51),
    "Nyala": (24.88, 12.05),
    "Peshawar": (71.58, 34.01),
    "Quneitra": (35.82, 33.13),
    "Raqqa": (39.02, 35.95),
    "Sabha": (14.43, 27.04),
    "Saraqib": (36.80, 35.86),
    "Stepanakert": (46.75, 39.82),
    "Srinagar": (74.81, 34.09),
    "Tel Aviv": (34.78, 32.08),
    "Tibú": (-72.73, 8.64),
    "Tiraspol": (29.63, 46.84),
    "Tizi Ouzou": (4.05, 36.71),
    "Tripoli": (13.19, 32.89),
    "Tskhinvali": (43.97, 42.23),
    "Ziguinchor": (-16.27, 12.58),
}


@pytest.fixture(scope="module")
def regions():
    return tables.read_regions().set_index("name")


@pytest.fixture(scope="module")
def outlines():
    frame = tables.read_countries().dropna(subset="code")
    return dict(zip(frame["code"], frame.geometry, strict=True))


@pytest.mark.parametrize(
    ("region", "towns"),
    [
        ("Gaza Strip", ["Gaza"]),
        ("West Bank", ["Hebron"]),
        ("Golan Heights", ["Quneitra", "Majdal Shams"]),
        ("Donbas", ["Donetsk", "Luhansk", "Bakhmut"]),
        ("Sahel", ["Mopti", "Niamey", "El Fasher", "Khartoum"]),
        ("Darfur", ["El Fasher", "Nyala"]),
        ("Iraqi Kurdistan", ["Erbil"]),
        ("Eastern Ghouta", ["Douma"]),
        ("Syrian Jazira", ["Raqqa"]),
        ("Kivu", ["Goma", "Bukavu"]),
        ("Puntland", ["Garowe"]),
        ("North Caucasus", ["Makhachkala"]),
        ("South Ossetia", ["Tskhinvali"]),
        ("Nagorno-Karabakh", ["Stepanakert"]),
        ("Transnistria", ["Tiraspol"]),
        ("Kashmir", ["Srinagar"]),
        ("Swat Valley", ["Mingora"]),
        ("North Waziristan", ["Miran Shah"]),
        ("Kabylia", ["Tizi Ouzou"]),
        ("Cyrenaica", ["Benghazi"]),
        ("Tripolitania", ["Tripoli"]),
        ("Fezzan", ["Sabha"]),
        ("Casamance", ["Ziguinchor"]),
        ("Catatumbo", ["Tibú"]),
        ("Middle East", ["Damascus", "Baghdad", "Tel Aviv"]),
        ("Horn of Africa", ["Garowe"]),
    ],
)
def test_a_region_holds_its_towns(regions, region, towns):
    area = regions.loc[region].geometry
    away = [area.distance(shapely.Point(TOWNS[town])) for town in towns]
    assert max(away) < ON_THE_COAST_DEG


@pytest.mark.parametrize(
    ("region", "towns"),
    [
        ("Gaza Strip", ["Tel Aviv", "Hebron"]),
        ("West Bank", ["Tel Aviv", "Gaza"]),
        ("Golan Heights", ["Damascus", "Daraa", "Beirut"]),
        ("Donbas", ["Kharkiv", "Izium", "Melitopol"]),
        ("Darfur", ["Khartoum", "Abéché"]),
        ("Iraqi Kurdistan", ["Mosul", "Baghdad"]),
        ("Eastern Ghouta", ["Homs", "Daraa"]),
        ("Syrian Jazira", ["Aleppo", "Homs"]),
        ("South Ossetia", ["Gori"]),
        ("Swat Valley", ["Peshawar"]),
        ("Cyrenaica", ["Tripoli"]),
        ("Sahel", ["Tripoli", "Goma"]),
        ("Qalamoun", ["Homs", "Beirut"]),
    ],
)
def test_a_region_does_not_hold_its_neighbours_towns(regions, region, towns):
    area = regions.loc[region].geometry
    assert not any(area.intersects(shapely.Point(TOWNS[town])) for town in towns)


@pytest.mark.parametrize(
    ("line", "towns"),
    [
        ("Euphrates", ["Deir ez-Zor", "Raqqa"]),
        ("Tigris", ["Mosul", "Baghdad"]),
        ("Orontes", ["Hama", "Homs"]),
        ("Nile", ["Khartoum", "Aswan"]),
        ("Niger River", ["Bamako", "Niamey", "Mopti"]),
        ("Dnieper", ["Kherson"]),
        ("Siverskyi Donets", ["Izium"]),
        ("Helmand River", ["Lashkar Gah"]),
        ("Kabul River", ["Kabul", "Peshawar"]),
        ("M5", ["Aleppo", "Hama", "Homs", "Damascus", "Saraqib", "Daraa"]),
        ("M4", ["Ariha", "Saraqib", "Aleppo"]),
        ("M-03", ["Kharkiv", "Izium"]),
        ("M-14", ["Kherson", "Melitopol"]),
        ("P-66", ["Kreminna"]),
        ("Kabul-Kandahar highway", ["Kabul", "Kandahar"]),
        ("Salah al-Din Road", ["Gaza"]),
        ("Baghdad-Amman highway", ["Baghdad"]),
    ],
)
def test_a_line_passes_near_its_towns(regions, line, towns):
    away = [measure_km(regions.loc[line].geometry, TOWNS[town]) for town in towns]
    limit = 30 if line == "Kabul River" else LINE_KM  # Peshawar is 20 km off it
    assert max(away) < limit


@pytest.mark.parametrize(
    ("line", "town"), [("Euphrates", "Mosul"), ("M5", "Raqqa"), ("Dnieper", "Donetsk")]
)
def test_a_line_does_not_pass_where_it_should_not(regions, line, town):
    assert measure_km(regions.loc[line].geometry, TOWNS[town]) > 50


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("الجولان", "Golan Heights"),
        ("רצועת עזה", "Gaza Strip"),
        ("Донбас", "Donbas"),
        ("Bande de Gaza", "Gaza Strip"),
        ("خلیج فارس", "Persian Gulf"),
        ("Arabian Gulf", "Persian Gulf"),
        ("River Jordan", "Jordan River"),
        ("Euphrates River", "Euphrates"),
        ("Red Sea", "Red Sea"),
        ("Suwalki Gap", "Suwałki Gap"),
    ],
)
def test_a_region_is_found_by_any_of_its_names(name, region):
    (row,) = tables.read_regions(name=name).itertuples()
    assert row.name == region


def test_an_unknown_name_gives_no_rows_but_every_column():
    frame = tables.read_regions(name="Nowhere' OR 1=1")
    assert len(frame) == 0
    assert list(frame.columns) == [
        "name",
        "kind",
        "names",
        "countries",
        "lon",
        "lat",
        "radius_m",
        "geometry",
    ]


def test_bounds_and_name_can_be_combined():
    assert len(tables.read_regions((35.0, 32.0, 36.0, 34.0), name="Donbas")) == 0
    assert len(tables.read_regions((35.0, 32.0, 36.0, 34.0), name="Golan")) == 1


def test_names_are_unique_and_sorted(regions):
    assert regions.index.is_unique
    assert list(regions.index) == sorted(regions.index)


def test_no_name_of_a_region_is_blank_or_repeated(regions):
    for name, names in regions["names"].items():
        given = [name, *(names.split("|") if names else [])]
        assert all(each == each.strip() != "" for each in given), name
        assert len(given) == len(set(given)), name


def test_no_word_of_a_name_mixes_latin_cyrillic_arabic_and_hebrew(regions):
    for names in regions["names"]:
        for name in names.replace("|", " ").replace("-", " ").split():
            scripts = {unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()}
            assert len(scripts & {"LATIN", *SCRIPTS}) < 2, name


def test_every_geometry_is_valid_and_of_the_type_of_its_kind(regions):
    assert regions.crs == "EPSG:4326"
    assert set(regions["kind"]) == {"region", "water", "road"}
    assert regions.is_valid.all()
    assert not regions.is_empty.any()
    assert set(regions.geom_type) == {"MultiPolygon", "MultiLineString"}
    assert set(regions[regions["kind"] == "region"].geom_type) == {"MultiPolygon"}
    assert set(regions[regions["kind"] == "road"].geom_type) == {"MultiLineString"}


def test_every_region_has_countries_and_touches_them(regions, outlines):
    oceans = {"Atlantic Ocean", "Indian Ocean"}
    for row in regions.drop(index=list(oceans)).itertuples():
        codes = row.countries.split("|")
        assert len(codes) == len(set(codes)) > 0
        far = {  # outlying islets that the outlines leave out lie off every outline
            code
            for code in codes
            if shapely.distance(outlines[code], row.geometry) > ON_THE_SHORE_DEG
        }
        assert not far or row.Index in ISLETS, (row.Index, far)


ISLETS = {
    "Hanish Islands",
    "Kerch Bridge",  # the outlines draw Crimea in Russia, which holds it
    "Kerch Strait",
    "Kinburn Spit",
    "Kinmen",
    "Line of Actual Control",
    "Paracel Islands",
    "Perim Island",
    "Scarborough Shoal",
    "Second Thomas Shoal",
    "Senkaku Islands",
    "Siachen Glacier",  # which belongs to nobody in the outlines
    "Snake Island",
    "Spratly Islands",
}


def test_a_land_region_lies_in_the_countries_it_names(regions, outlines):
    land = regions[(regions["kind"] == "region") & ~regions.index.isin(ISLETS)]
    for row in land.itertuples():
        codes = row.countries.split("|")
        named = shapely.union_all([outlines[code] for code in codes])
        share = shapely.intersection(row.geometry, named).area / row.geometry.area
        assert share > 0.75, (row.Index, share)


def test_a_centre_lies_in_its_area_or_on_its_line(regions):
    points = shapely.points(regions["lon"], regions["lat"])
    away = shapely.distance(regions.geometry.to_numpy(), points)
    assert away.max() < 2e-5  # both are rounded to five decimals


def test_the_radius_reaches_the_furthest_vertex(regions):
    for row in regions.itertuples():
        lon, lat = shapely.get_coordinates(row.geometry).T
        away = GEOD.inv(np.full_like(lon, row.lon), np.full_like(lat, row.lat), lon, lat)
        assert away[2].max() == pytest.approx(row.radius_m, abs=1), row.Index


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"of": "SY:Atlantis"}, "no division 'Atlantis' of 'SY'"),
        ({"line": "SY:Atlantis, Hama"}, "no town 'Atlantis' of 'SY'"),
        ({"ring": "0 0, 2 2, 2 0, 0 2"}, "Self-intersection"),
    ],
)
def test_a_description_that_cannot_be_drawn_says_which_and_why(entry, reason):
    towns = tables.read_divisions(country="SY").assign(
        country="SY", names=[[]] * 15, population=1
    )
    places = _regions.Gazetteer(
        towns, tables.read_divisions(country="SY"), tables.read_countries((35, 32, 43, 38))
    )
    with pytest.raises(ValueError, match=reason) as caught:
        _regions.build_regions({"region": {"Wrong": entry}}, places)
    assert "regions.toml, [region] 'Wrong'" in str(caught.value)


def measure_km(shape, point):
    """Plane distance in km at the latitude of ``point``: within 1 % at these scales."""
    scale = np.cos(np.radians(point[1]))
    local = shapely.transform(shape, lambda each: (each - point) * [scale, 1.0])
    return local.distance(shapely.Point(0, 0)) * DEG_KM
