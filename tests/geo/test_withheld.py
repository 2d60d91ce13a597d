"""What is withheld: found in every spelling that folds alike, and taken out whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.geo import Withheld
from conflictmap.geo.withheld import found_in, redacted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("men of ABU SALIM came", "Abu Salim"),
        ("men of Abu-Salim came", "Abu Salim"),
        ("abusalim.html", "Abu Salim"),
        ("Abū Sālim", "Abu Salim"),
        ("Абу Салим", "Abu Salim"),
        ("the Abu Salimites", "Abu Salim"),
        ("قصف على مدينة إِدْلِب أمس", "ادلب"),
        ("وبإدلب", "إدلب"),
        ("في حمص", "حمص"),
        ("وحمص", "حمص"),
        ("a C4, then", "C4"),
        ("A+B (x)* [y] fell", "A+B (x)* [y]"),
        ("O'Brien", "OBrien"),
    ],
)
def test_a_name_is_found_however_it_is_spelled(text, name):
    assert found_in(text, [name])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("nearly", "Ear"),  # fewer than four letters: as a word only
        ("محمصة", "حمص"),
        ("a b", "A. (B|C)"),
        ("anything", ".*"),
        ("aaaa", "a+b"),
    ],
)
def test_a_short_name_in_a_word_or_an_expression_in_a_name_finds_nothing(text, name):
    assert not found_in(text, [name])


def test_no_text_tells_nothing():
    assert not found_in(None, ["Abu Salim"])


def test_a_whole_word_is_taken_out_for_its_rest_would_tell_the_name():
    assert redacted("the famine", ["Amin"], Withheld()) == "the [name withheld]"


def test_an_arabic_word_is_taken_out_with_its_particle():
    text = redacted("قصف بإدلب أمس", (), Withheld(("ادلب",)))
    assert text == "قصف [place withheld] أمس"


def test_names_and_places_that_overlap_are_taken_out_once():
    text = redacted("Saraqib Brigade left", ["Saraqib Brigade"], Withheld(("Saraqib",)))
    assert text == "[name withheld] left"


def test_coordinates_near_a_withheld_point_are_taken_out():
    places = Withheld((), ((36.5645, -35.6138),))
    text = redacted("at 35.6138 S, 36.56 E, 12.50 m deep", (), places)
    assert text == "at [place withheld] S, [place withheld] E, 12.50 m deep"


def test_what_another_report_tells_openly_is_not_withheld_with_it():
    withheld = Withheld(("Abu Salim", "Saraqib"), ((1.0, 2.0), (3.0, 4.0)))
    left = withheld.but_for(["Clash in SARAQIB"], [(1.000001, 2.0)])
    assert left == Withheld(("Abu Salim",), ((3.0, 4.0),))


def test_what_two_reports_withhold_is_listed_once():
    both = Withheld(("a1", "b1"), ((1.0, 2.0),)) | Withheld(("b1", "c1"), ((1.0, 2.0),))
    assert both == Withheld(("a1", "b1", "c1"), ((1.0, 2.0),))


@given(
    before=st.text(max_size=20),
    after=st.text(max_size=20),
    name=st.sampled_from(["Abu Salim", "حمص", "Kafr-Nabl (north)", "Łódź", "C4"]),
)
def test_a_text_tells_no_name_that_was_taken_out_of_it(before, after, name):
    told = f"{before} {name} {after}"
    assert found_in(told, [name])
    assert not found_in(redacted(told, [name], Withheld()), [name])
