"""Who is named as an actor."""

import pytest

from conflictmap.data.lexicon import load_lexicon
from conflictmap.geo.reading.parties import find_actors
from conflictmap.geo.reading.text import Document


def actors(text):
    return [(actor.name, actor.side) for actor in find_actors(Document(text), ())]


@pytest.mark.parametrize(
    ("text", "name", "side"),
    [
        ("The Assad regime fell.", "Syrian army", "government"),
        ("HTS entered.", "Hayat Tahrir al-Sham", "nonstate"),
        ("Daesh withdrew.", "Islamic State", "nonstate"),
        ("Pro-Russian separatists withdrew.", "Pro-Russian separatists", "nonstate"),
        ("Then Chadian soldiers withdrew.", "Chadian soldiers", "government"),
        ("Two villagers left.", "villagers", "civilians"),
        ("Gunmen came.", "Gunmen", "nonstate"),
        ("The government forces left.", "government forces", "government"),
        ("The rebel fighters left.", "rebel fighters", "nonstate"),
        ("The opposition journalists left.", "opposition journalists", "civilians"),
        ("The riot police left.", "riot police", "government"),
        ("The U.S.-led coalition left.", "US-led coalition", "government"),
        ("SOHR spoke.", "Syrian Observatory for Human Rights", "source"),
    ],
)
def test_known_actors_have_one_name_and_others_their_words(text, name, side):
    assert actors(text) == [(name, side)]


def test_its_forces_are_those_of_who_was_named():
    found = actors("The SDF advanced. Its forces took the dam.")
    assert found == [("Syrian Democratic Forces", "nonstate")] * 2


def test_its_people_are_nobody_elses():
    found = actors("The SDF advanced. Its residents left.")
    assert found[1] == ("residents", "civilians")


def test_two_adjectives_share_a_noun():
    found = actors("Syrian and Russian jets flew over.")
    assert [name for name, _ in found] == ["Syrian air force", "Russian air force"]


def test_fighters_of_a_known_actor_are_that_actor():
    assert [name for name, _ in actors("Islamic State fighters came.")] == ["Islamic State"]


def test_actors_of_two_lines_are_two():
    assert [name for name, _ in actors("The army\n\nPolice left.")] == ["army", "Police"]


def test_a_repeated_word_makes_no_long_name():
    assert max(len(name) for name, _ in actors("rebel " * 1000)) < 30


def test_an_actor_in_an_adjective_is_none():
    assert actors("They shelled the rebel-held city.") == []


def test_a_party_has_the_span_of_its_words():
    document = Document("Then pro-Russian separatists left.")
    (actor,) = find_actors(document, ())
    party = actor.party(document)
    assert document.text[slice(*party.span)] == party.name == "pro-Russian separatists"


def test_sides_are_those_that_are_known():
    lists = load_lexicon("actors")
    sides = {actor["side"] for actor in lists["actor"]}
    assert sides <= {"government", "nonstate", "international", "source", "media"}
    assert set(lists["heads"]) == {"government", "nonstate", "civilians", "sources"}


def test_no_alias_stands_for_two_actors():
    aliases = [
        alias
        for actor in load_lexicon("actors")["actor"]
        for alias in set(actor["aliases"])
    ]
    assert len(aliases) == len(set(aliases))
