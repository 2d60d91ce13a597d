"""What the names of places are taken to mean."""

import pytest

from conflictmap.geo import PlaceLookup
from conflictmap.geo.places import Match
from conflictmap.geo.reading.model import Toponym
from conflictmap.geo.reading.text import Document
from conflictmap.geo.reading.toponyms import find_toponyms


def read(text: str, lookup: PlaceLookup, *countries: str) -> dict[str, Toponym]:
    reading = find_toponyms(Document(text), lookup, country_codes=countries)
    return {toponym.name: toponym for toponym in reading.toponyms}


@pytest.mark.parametrize(
    ("text", "name", "query", "kind"),
    [
        ("Shelling of Hama province went on.", "Hama", "Hama province", "admin1"),
        ("Shelling of Hama city went on.", "Hama", "Hama city", "city"),
        ("The province of Hama was shelled.", "Hama", "Hama province", "admin1"),
        ("The provinces of Hama and Homs fell.", "Hama", "Hama province", "admin1"),
        ("The town of Saraqib was shelled.", "Saraqib", "Saraqib town", "town"),
        ("They met in Monroe, La., today.", "La.", "Louisiana", "admin1"),
    ],
)
def test_the_query_says_what_kind_of_place_is_meant(
    text: str, name: str, query: str, kind: str, lookup: PlaceLookup
) -> None:
    toponym = read(text, lookup, "SY", "US")[name]
    assert toponym.place is not None
    assert (toponym.query, toponym.place.kind) == (query, kind)


def test_the_span_leaves_out_the_type_word(lookup: PlaceLookup) -> None:
    text = "They hold Hama province."
    toponym = read(text, lookup, "SY")["Hama"]
    assert text[slice(*toponym.span)] == toponym.name == "Hama"


def test_names_are_resolved_in_the_light_of_each_other(lookup: PlaceLookup) -> None:
    place = read("He left Alexandria, La., for Shreveport.", lookup, "US")[
        "Alexandria"
    ].place
    assert place is not None
    assert place.country == "US"


def test_a_toponym_has_at_most_three_runners_up(lookup: PlaceLookup) -> None:
    assert len(read("He lives in Springfield.", lookup, "US")["Springfield"].places) == 4


def test_alike_spellings_are_taken_in_the_countries_of_the_text(
    lookup: PlaceLookup,
) -> None:
    toponym = read("They took the town of Tabaqa.", lookup, "SY")["Tabaqa"]
    assert toponym.place is not None
    assert toponym.place.matched is Match.SKELETON


def test_a_known_airport_resolves_to_itself(lookup: PlaceLookup) -> None:
    text = "They took Tabqa military airport."
    place = read(text, lookup, "SY")["Tabqa military airport"].place
    assert place is not None
    assert place.kind == "airport"


def test_another_facility_lies_somewhere_round_the_town_in_its_name(
    lookup: PlaceLookup,
) -> None:
    found = read("They took Saraqib prison. Saraqib is quiet.", lookup, "SY")
    site, town = found["Saraqib prison"].place, found["Saraqib"].place
    assert site is not None
    assert town is not None
    assert (site.lon, site.lat) == (town.lon, town.lat)
    assert site.uncertainty_m > town.uncertainty_m
    assert (site.kind, site.matched) == ("facility", Match.DESCRIBED)


def test_a_hotel_without_a_known_name_has_no_place(lookup: PlaceLookup) -> None:
    assert read("They stormed Hotel Homs.", lookup, "SY")["Hotel Homs"].places == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Moscow said that it was over.", "Moscow"),
        ("Russia has repeatedly denied it.", "Russia"),
        ("Russia and Iran have been allies.", "Russia"),
        ("They accused Moscow of it.", "Moscow"),
        ("He praised Tehran’s support for them.", "Tehran"),
        ("The war between Israel and militants is over.", "Israel"),
        ("It was built by France.", "France"),
        ("They were spying for the United States.", "United States"),
        ("The Russia Defence Council met.", "Russia"),
    ],
)
def test_a_government_is_a_metonym(text: str, name: str, lookup: PlaceLookup) -> None:
    assert read(text, lookup)[name].is_metonym


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thousands marched in Moscow.", "Moscow"),
        ("Russia's army crossed the river.", "Russia"),
        ("He went to Damascus to say so.", "Damascus"),
        ("Moscow was hit by drones.", "Moscow"),
        ("The road between Damascus and Homs is cut.", "Damascus"),
        ("Rockets towards Israel resumed.", "Israel"),
    ],
)
def test_a_place_is_no_metonym(text: str, name: str, lookup: PlaceLookup) -> None:
    assert not read(text, lookup, "SY")[name].is_metonym


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Syrian jets struck. Syria denied it.", ("SY",)),
        ("Ukrainian troops left Kharkiv.", ("UA",)),
        ("Deputies drove to Ohio and Kentucky.", ("US",)),
        ("He lives in Alexandria, La., now.", ("US",)),
        ("Deputies in Edgar County left for Paris.", ("US",)),
        ("It rained.", ()),
        ("وصلت القوات إلى سوريا", ("SY",)),
    ],
)
def test_the_countries_are_those_that_the_text_speaks_of(
    text: str, countries: tuple[str, ...], lookup: PlaceLookup
) -> None:
    assert find_toponyms(Document(text), lookup).countries == countries


def test_given_countries_are_kept(lookup: PlaceLookup) -> None:
    reading = find_toponyms(Document("Syria denied it."), lookup, country_codes="ua")
    assert reading.countries == ("UA",)


def test_an_acting_power_does_not_outweigh_the_country_of_the_war(
    lookup: PlaceLookup,
) -> None:
    text = "The US and US jets struck in Somalia. Somali troops helped the US."
    assert find_toponyms(Document(text), lookup).countries[0] == "SO"
