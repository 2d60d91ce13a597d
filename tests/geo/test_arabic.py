"""Arabic names are chosen among spellings in Arabic letters of several languages."""

import pytest

from conflictmap.geo.arabic import arabic_name, country_names, place_name


@pytest.mark.parametrize(
    ("name", "others", "expected"),
    [
        ("Hamah", ["حماه", "حماة", "Hama"], "حماة"),
        ("Tehran", ["تهران", "تهرون", "طهران"], "طهران"),
        ("Diyala", ["بعقوبة", "ديالى"], "ديالى"),
        ("Al Qāmishlī", ["القامشلو", "القامشلي", "قامشلو"], "القامشلي"),
        ("Latakia", ["Al Lādhiqīyah", "al Ladhiqiyah", "لاذقية", "اللاذقية"], "اللاذقية"),
        ("Southern Darfur", ["South Darfur", "ولاية جنوب دارفور"], "جنوب دارفور"),
    ],
)
def test_of_several_spellings_the_one_that_sounds_alike_and_is_careful_is_taken(
    name, others, expected
):
    assert arabic_name(name, others) == expected


@pytest.mark.parametrize(
    "broken", ["د مشق", "ددددمشق", "دمةشق", "دِمَشق\u0650 2", "دەمەشق", "دمشق/الشام"]
)
def test_what_is_not_arabic_or_is_misspelt_is_no_name(broken):
    assert arabic_name("Dimashq", [broken]) is None


def test_vowel_marks_are_left_out():
    assert arabic_name("Tehran", ["طِهْران"]) == "طهران"


def test_a_name_that_sounds_like_none_of_the_others_is_not_taken():
    assert arabic_name("Gorgān", ["Gurgan", "اَستِر آباد"]) is None


def test_an_exonym_is_taken_when_another_latin_name_sounds_like_it():
    assert arabic_name("Aleppo", ["Halab", "Haleb", "حلب"]) == "حلب"


def test_every_country_has_an_arabic_name():
    names = country_names()
    assert len(names) == 250
    assert names["SY"] == "سوريا"
    assert names["US"] == "الولايات المتحدة"


def test_the_tables_know_better():
    assert place_name("IL", "Jerusalem", ["أورسالم", "Ursalim"]) == "القدس"
    assert place_name("UA", "Kharkiv", []) == "خاركيف"


def test_towns_come_with_their_arabic_names(lookup):
    towns = {town.name: town.arabic for town in lookup.towns((36, 34.5, 38, 36.5), limit=9)}
    assert towns["Aleppo"] == "حلب"
    assert towns["Idlib"] == "إدلب"
