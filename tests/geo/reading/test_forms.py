"""Forms of words, and phrases found in any of them."""

import pytest

from conflictmap.geo.reading.forms import Form, PhraseIndex, noun_forms, verb_forms


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("attack", "attack attacks attacked attacking"),
        ("seize", "seize seizes seized seizing"),
        ("stab", "stab stabs stabbed stabbing"),
        ("open", "open opens opened opening"),
        ("carry", "carry carries carried carrying"),
        ("deploy", "deploy deploys deployed deploying"),
        ("storm", "storm storms stormed storming"),
        ("march", "march marches marched marching"),
        ("flee", "flee flees fled fleeing"),
    ],
)
def test_a_verb_has_its_regular_forms(verb, forms):
    assert list(verb_forms(verb, {"flee": "fled"})) == forms.split()


def test_irregular_forms_take_the_place_of_regular_ones():
    forms = verb_forms("strike", {"strike": "struck stricken"})
    assert "striked" not in forms
    assert forms["struck"] is Form.PAST


@pytest.mark.parametrize(
    ("noun", "plural"),
    [("raid", "raids"), ("clash", "clashes"), ("army", "armies"), ("convoy", "convoys")],
)
def test_a_noun_has_its_plural(noun, plural):
    assert noun_forms(noun) == (noun, plural)


def test_only_the_wanted_forms_of_a_verb_are_taken_up():
    index = PhraseIndex()
    index.add_verb("bomb", "air", {}, ["past"])
    assert index.find(["bomb"]) == []
    assert [match.form for match in index.find(["bombed"])] == [Form.PAST]


def test_the_first_meaning_of_a_phrase_stays():
    index = PhraseIndex()
    index.add_noun("raid", "own")
    index.add_noun("raid", "shipped")
    assert [match.meaning for match in index.find(["raid"])] == ["own"]


def test_finding_is_linear_in_the_words(index):
    words = ["air"] * 200_000
    assert index.find(words) == []


@pytest.fixture
def index():
    index = PhraseIndex()
    index.add_noun("air strike", "air")
    index.add_noun("strike", "strike")
    index.add_verb("take control of", "taken", {"take": "took taken"})
    return index


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("an air strike hit", [(1, 3, "air")]),
        ("air - strikes hit", [(0, 3, "air")]),
        ("two strikes", [(1, 2, "strike")]),
        ("they took control of it", [(1, 4, "taken")]),
        ("they took control", []),
        ("air", []),
    ],
)
def test_the_longest_phrase_is_found_in_any_form(index, text, found):
    matches = index.find(text.split())
    assert [(match.first, match.last, match.meaning) for match in matches] == found
