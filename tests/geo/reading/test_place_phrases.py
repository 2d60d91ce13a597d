"""Places that a sentence only describes."""

from datetime import date

import pytest

from conflictmap.geo import PlaceLookup
from conflictmap.geo.reading.read import read_text

DAY = date(2024, 12, 2)


@pytest.fixture(scope="module")
def lookup():
    return PlaceLookup()


def described(text, lookup):
    reading = read_text(text, lookup, published=DAY, country_codes=["SY"])
    return [(event.toponym.name, event.described) for event in reading.events]


@pytest.mark.parametrize(
    ("text", "name", "phrase"),
    [
        (
            "Jets struck a village 15 km south-west of Idlib on Sunday.",
            "Idlib",
            "15 km south-west of Idlib",
        ),
        ("Rebels attacked a post in northern Syria.", "Syria", "northern Syria"),
        ("Troops shelled the outskirts of Aleppo.", "Aleppo", "outskirts of Aleppo"),
        ("Clashes broke out near Hama.", "Hama", "near Hama"),
        (
            "A mine killed two farmers in the southern countryside of Idlib.",
            "Idlib",
            "southern countryside of Idlib",
        ),
    ],
)
def test_what_makes_another_place_of_a_name_is_kept(text, name, phrase, lookup):
    assert described(text, lookup) == [(name, phrase)]


@pytest.mark.parametrize(
    "text",
    [
        "Shells fell in the northern city of Aleppo.",
        "Shells fell on Aleppo.",
        "Jets struck the western town of Idlib.",
        "Shells fell in the central Hama province.",
    ],
)
def test_what_only_says_more_of_the_named_place_is_not(text, lookup):
    assert [phrase for _, phrase in described(text, lookup)] == [None]


def test_a_distance_that_is_said_of_a_named_place_does_not_describe_the_event(lookup):
    text = "Shells fell on Saraqib, 15 km south-east of Idlib."
    assert described(text, lookup) == [("Saraqib", None)]
