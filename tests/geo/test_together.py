"""A report's names resolved together: places that go with each other win."""

import itertools
import tracemalloc

import pytest

from conflictmap.data import Kind
from conflictmap.geo import Match, PlaceLookup
from conflictmap.geo.places import Place
from conflictmap.geo.together import candidates_together


@pytest.fixture
def together(lookup: PlaceLookup):
    """A function that gives the likeliest place of each name, or ``None``."""

    def resolve(*names, **options):
        found = candidates_together(names, lookup, **options)
        return [places[0] if places else None for places in found]

    return resolve


def where(place):
    return (place.country, place.admin1)


# Parents


@pytest.mark.parametrize(
    ("name", "parent", "expected"),
    [
        *(("Springfield", "Illinois", "US IL"), ("Springfield", "Massachusetts", "US MA")),
        *(("Alexandria", "Louisiana", "US LA"), ("Alexandria", "Virginia", "US VA")),
        *(("London", "Ontario", "CA 08"), ("San Jose", "California", "US CA")),
        *(("Moscow", "Idaho", "US ID"), ("Odessa", "Texas", "US TX")),
        *(("San Jose", "Costa Rica", "CR 08"), ("Tripoli", "Lebanon", "LB 09")),
    ],
)
def test_a_parent_named_beside_a_place_says_where_it_is(name, parent, expected, together):
    for order in ((name, parent), (parent, name)):
        found = dict(zip(order, together(*order), strict=True))
        assert " ".join(where(found[name])) == expected


def test_a_parent_beside_a_name_says_more_than_one_far_away(together):
    names = ["Springfield", "Illinois", *["Hama"] * 8, "Massachusetts"]
    assert where(together(*names)[0]) == ("US", "IL")
    assert where(together(*reversed(names))[-1]) == ("US", "IL")


def test_a_state_or_a_country_is_told_by_its_city(together):
    assert together("Georgia", "Atlanta")[0].kind is Kind.ADMIN1
    assert together("Georgia", "Tbilisi")[0].kind is Kind.COUNTRY


# Neighbours


@pytest.mark.parametrize(
    ("names", "country"),
    [
        *((["Tripoli", "Beirut"], "LB"), (["Tripoli", "Benghazi"], "LY")),
        *((["Rafah", "Gaza City", "Khan Younis"], "PS"), (["Odessa", "Kherson"], "UA")),
        *((["Moscow", "Kyiv"], "RU"), (["Alexandria", "Cairo"], "EG")),
    ],
)
def test_namesakes_near_the_other_names_win(names, country, together):
    assert together(*names)[0].country == country


def test_the_other_names_make_an_answer_surer(together):
    (alone,) = together("Tripoli", country_codes=["LB"])
    assert together("Tripoli", "Zahle", country_codes=["LB"])[0].score > alone.score


def test_the_order_of_names_without_parents_does_not_matter(together):
    names = ["Hama", "Idlib", "Aleppo", "Tripoli"]
    answers = {
        tuple(sorted((name, p.geonameid) for name, p in zip(order, found, strict=True)))
        for order in itertools.permutations(names)
        for found in [together(*order)]
    }
    assert len(answers) == 1


# Countries


def test_places_in_the_named_countries_are_preferred(together):
    assert together("Tripoli", country_codes=["lb"])[0].country == "LB"
    assert together("Tripoli", country_codes=["LY"])[0].country == "LY"


def test_a_well_known_place_abroad_is_found_though_a_country_is_named(together):
    found = together("Salqin", "Berlin", "Beirut", country_codes=["SY"])
    assert [place.country for place in found] == ["SY", "DE", "LB"]


def test_a_small_place_abroad_is_not_found_when_a_country_is_named(together):
    assert together("Stratford-upon-Avon", country_codes=["SY"]) == [None]
    assert together("Stratford-upon-Avon")[0].country == "GB"


def test_alike_spellings_are_taken_only_in_a_named_country(together):
    assert together("Manbidj", "Hama")[0] is None
    (found, _) = together("Manbidj", "Hama", country_codes=["SY"])
    assert (found.name, found.matched) == ("Manbij", Match.SKELETON)


# What comes back


@pytest.mark.parametrize("codes", [[], ["SY"], ["XX"]])
def test_no_names_have_no_places(codes, lookup):
    assert candidates_together([], lookup, country_codes=codes) == []


@pytest.mark.parametrize("unknown", ["Qwertyuiop", "", "\0", "\ud800", "x" * 100_000])
def test_a_name_that_is_not_found_keeps_its_slot(unknown, together):
    found = together(unknown, "Hama", unknown, "Idlib")
    assert [place is None for place in found] == [True, False, True, False]
    assert together(unknown) == [None]


def test_a_repeated_name_has_one_answer(together):
    found = together("Hama", "Idlib", "Hama")
    assert found[0] == found[2]


@pytest.mark.parametrize("limit", [0, 1, 2, 5])
def test_at_most_as_many_places_as_asked_are_given_for_each_name(limit, lookup):
    for places in candidates_together(["Springfield", "Tripoli"], lookup, limit=limit):
        assert len(places) == len(set(places)) == limit


def test_scores_are_shares_of_one(lookup):
    for places in candidates_together(["Springfield", "Hama", "Rafah"], lookup, limit=99):
        scores = [place.score for place in places]
        assert all(0 <= score <= 1 for score in scores)
        assert sum(scores) <= 1 + 1e-4 * len(scores)  # each is rounded to four digits


def test_a_place_is_what_a_look_up_gives_but_for_the_score(lookup):
    ((together,),) = candidates_together(["Idlib"], lookup)
    (alone,) = lookup.candidates("Idlib", limit=1)
    for field in Place.__slots__:
        if field != "score":
            assert getattr(together, field) == getattr(alone, field), field


def test_300_names_are_resolved_in_little_memory(lookup):
    towns = lookup.towns((-180, -90, 180, 90), limit=300)
    names = [town.name for town in towns]
    tracemalloc.start()
    found = candidates_together(names, lookup)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found) == len(names) == 300
    assert all(found)
    assert peak < 250e6  # bytes; 60 MB measured


@pytest.mark.parametrize(
    "names",
    [
        ["London", "Paris"],
        ["London", "Washington"],
        ["Beirut", "Damascus", "Paris", "London"],
        ["Rome", "Athens"],
    ],
)
def test_world_cities_are_not_their_namesakes_near_each_other(names, lookup):
    for (place,) in candidates_together(names, lookup):
        assert place.population > 500_000


def test_spellings_of_one_name_do_not_support_each_other(lookup):
    ((alone,),) = candidates_together(["Hama"], lookup)
    both = candidates_together([" Hama ", "Hama", "HAMA"], lookup)
    assert [places[0].score for places in both] == [alone.score] * 3


def test_candidates_come_by_score(lookup):
    (places,) = candidates_together(["Springfield"], lookup, limit=99)
    scores = [place.score for place in places]
    assert scores == sorted(scores, reverse=True)


def test_more_names_than_a_text_has_are_resolved_in_parts(lookup):
    names = [f"Springfield {i}" for i in range(1200)] + ["Hama"]
    found = candidates_together(names, lookup)
    assert len(found) == 1201
    assert found[-1][0].geonameid == 170017


def test_one_name_is_not_taken_for_many(lookup):
    with pytest.raises(TypeError, match="'Hama' is one name: expected a list"):
        candidates_together("Hama", lookup)
