"""Alike spellings: the same consonants in a named country, a few edits if asked."""

import pytest

from conflictmap.data import Kind
from conflictmap.geo import Match, PlaceLookup
from conflictmap.geo.alike import AlikeKeys
from conflictmap.geo.compile import write_index
from conflictmap.geo.index import Index
from conflictmap.geo.rows import PlaceRow

SY = ["SY"]


def row(name, country="SY", number=1, names=()):
    return PlaceRow(
        name, 37.0, 35.0, Kind.TOWN, country, "10", number, 9_000, 1e3, "test", names
    )


@pytest.fixture
def keys_of(tmp_path):
    """A function that writes an index of some names in Syria, and reads its spellings."""
    opened = []

    def read(*names, country="SY"):
        path = tmp_path / f"{len(opened)}.sqlite"
        rows = [row(name, country, i) for i, name in enumerate(names, 1)]
        write_index(path, rows, dict, label="Testing")
        opened.append(Index(path))
        return AlikeKeys(opened)

    yield read
    for index in opened:
        index.close()


def found(alike):
    return [each.key for each in alike]


# Consonants


@pytest.mark.parametrize("name", ["manbidj", "menbij", "manbej", "minbij", "manbeej"])
def test_a_spelling_with_other_vowels_is_found(name, keys_of):
    assert found(keys_of("Manbij", "Idlib").with_skeleton(name, SY)) == ["manbij"]


@pytest.mark.parametrize("name", ["manbi", "manbajxyz", "xyz", "", "manbijiyan"])
def test_a_spelling_with_other_consonants_is_not_found(name, keys_of):
    assert "manbij" not in found(keys_of("Manbij").with_skeleton(name, SY))


def test_the_same_consonants_in_a_name_that_sounds_otherwise_are_not_enough(keys_of):
    assert found(keys_of("Sbarudo").with_skeleton("isabard", SY)) == []


def test_spellings_of_other_countries_are_not_found(keys_of):
    assert found(keys_of("Manbij", country="TR").with_skeleton("menbij", SY)) == []


@pytest.mark.parametrize("codes", [[], ["XX"], ["'; DROP TABLE spellings; --"]])
def test_without_a_known_country_consonants_find_nothing(codes, keys_of):
    assert found(keys_of("Manbij").with_skeleton("menbij", codes)) == []


def test_the_more_alike_of_two_spellings_comes_alone(keys_of):
    keys = keys_of("Jarabulus", "Jarbalus")
    assert found(keys.with_skeleton("jarablus", SY))[:1] == ["jarabulus"]


def test_the_spellings_of_several_indexes_are_found(keys_of):
    keys_of("Manbij")
    keys = keys_of("Menbaj")
    assert set(found(keys.with_skeleton("minbij", SY))) == {"manbij", "menbaj"}


def test_a_spelling_is_less_likely_right_where_few_names_are_known(keys_of):
    (few,) = keys_of("Manbij").with_skeleton("menbij", SY)
    (more,) = keys_of(*(f"Qarya {i}" for i in range(500))).with_skeleton("menbij", SY)
    assert 0 < few.known < more.known < 1
    assert few.chance == more.chance < 1


# Edits


@pytest.mark.parametrize("name", ["aleqpo", "alepop", "alepo", "xaleppo"])
def test_a_slip_of_the_pen_is_found(name, keys_of):
    assert found(keys_of("Aleppo", "Idlib").with_few_edits(name, SY)) == ["aleppo"]


@pytest.mark.parametrize("name", ["xlepqo", "alqzppo", "aleppington", "ppo", "", "al"])
def test_more_than_a_slip_is_not_found(name, keys_of):
    assert found(keys_of("Aleppo", "Idlib").with_few_edits(name, SY)) == []


def test_a_name_of_four_letters_may_only_differ_in_how_it_is_spelt(keys_of):
    keys = keys_of("Goma")
    assert found(keys.with_few_edits("gomaa", SY)) == ["goma"]
    assert found(keys.with_few_edits("guma", SY)) == ["goma"]
    assert found(keys.with_few_edits("gola", SY)) == []


def test_without_a_country_the_first_letter_must_be_right(keys_of):
    keys = keys_of("Aleppo")
    assert found(keys.with_few_edits("aleqpo", [])) == ["aleppo"]
    assert found(keys.with_few_edits("xaleppo", [])) == []


def test_at_most_eight_spellings_are_given(keys_of):
    keys = keys_of(*(f"Kafr Jann{letter}" for letter in "bcdfghjklmnp"))
    assert 1 <= len(keys.with_few_edits("kafrjannx", SY)) <= 8


# Suggestions


def test_the_most_alike_spelling_is_suggested(keys_of):
    assert keys_of("Aleppo", "Alep", "Idlib").most_alike("alepo", SY) == "aleppo"


@pytest.mark.parametrize("key", ["", "x", "qwertyuiop", "x" * 10_000, "%"])
@pytest.mark.parametrize("codes", [SY, []])
def test_nothing_is_suggested_for_what_is_like_nothing(key, codes, keys_of):
    assert keys_of("Aleppo").most_alike(key, codes) is None


# Through the look-up


@pytest.mark.parametrize(
    ("name", "country", "meant"),
    [
        *(("Manbidj", "SY", "Manbij"), ("Qameeshlee", "SY", "Al Qāmishlī")),
        *(("Ankarah", "TR", "Ankara"), ("Kramatorske", "UA", "Kramatorsk")),
        *(("Kieff", "UA", "Kyiv"), ("Ghazzeh", "PS", "Gaza"), ("Saana", "YE", "Sanaa")),
    ],
)
def test_consonants_are_enough_in_a_named_country_and_it_is_said(
    name, country, meant, lookup: PlaceLookup
):
    assert lookup.candidates(name) == []
    best = lookup.candidates(name, country_codes=[country])[0]
    assert (best.name, best.matched) == (meant, Match.SKELETON)
    assert best.score < 0.7


def test_an_equal_spelling_comes_before_alike_ones(lookup):
    every = lookup.candidates("Manbij", country_codes=["SY"], fuzzy=True)
    assert {place.matched for place in every} == {Match.EXACT}


def test_a_type_word_holds_for_alike_spellings_too(lookup):
    kinds = {p.kind for p in lookup.candidates("Aleqpo province", fuzzy=True)}
    assert kinds == {Kind.ADMIN1}
