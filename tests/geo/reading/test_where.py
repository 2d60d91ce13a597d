"""Where an event happened, said by its own sentence."""

import re

import pytest

from conflictmap.data.schema import Kind
from conflictmap.geo.places import Match, Place
from conflictmap.geo.reading.model import Toponym
from conflictmap.geo.reading.text import Document, Span
from conflictmap.geo.reading.where import EventPlaces

KINDS = {
    "Atria": Kind.COUNTRY,
    "Borland": Kind.COUNTRY,
    "Gamra": Kind.ADMIN1,
    "Dolna": Kind.CITY,
    "Elmina": Kind.CITY,
    "Fasha": Kind.TOWN,
}
NAMES = (*KINDS, "Old Quarter", "Zibda")  # the last two are in no gazetteer


def toponym(text, start, name, *, is_metonym=False):
    places = ()
    if name in KINDS:
        kind = KINDS[name]
        places = (
            Place(
                name, 0.0, 0.0, kind, "XX", None, None, None, 1e3, 1.0, Match.EXACT, "test"
            ),
        )
    span = Span(start, start + len(name))
    assert text[span.start : span.end] == name
    return Toponym(span, name, name, places, is_metonym)


def where(text, trigger, *, carry=False, metonyms=()):
    document = Document(text)
    toponyms = [
        toponym(text, match.start(), match[0], is_metonym=match[0] in metonyms)
        for match in re.finditer(rf"\b(?:{'|'.join(NAMES)})\b", text)
    ]
    start = text.index(trigger)
    words = document.word_span(Span(start, start + len(trigger)))
    found = EventPlaces(document, toponyms).at(words, carry=carry)
    return [place.name for place in found]


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Two men were killed in Dolna on Friday.", "killed", "Dolna"),
        ("In Dolna, two men were killed by a mine.", "killed", "Dolna"),
        ("On Friday in Dolna, a mine killed two men.", "killed", "Dolna"),
        ("Jets carried out air strikes on Dolna.", "air strikes", "Dolna"),
        ("The capture of Dolna took a week.", "capture", "Dolna"),
        ("Rebels captured Dolna on Friday.", "captured", "Dolna"),
        ("Soldiers will patrol Dolna from Friday.", "patrol", "Dolna"),
        ("Dolna was captured by rebels.", "captured", "Dolna"),
        ("Dolna, which fell once before, was captured by rebels.", "captured", "Dolna"),
        ("Gunmen attacked Dolna, killing ten men.", "killing", "Dolna"),
        ("Students marched to Dolna.", "marched", "Dolna"),
        ("Shells fell north of Dolna.", "fell", "Dolna"),
        ("He was shot on the doorstep of his Dolna home.", "shot", "Dolna"),
        ("Police fired at a crowd in the war-torn capital Dolna.", "fired", "Dolna"),
        (
            "Guards patrolled the gates and lanes of the Old Quarter.",
            "patrolled",
            "Old Quarter",
        ),
        ("A man is still besieged in his Dolna home.", "besieged", "Dolna"),
        ("Clashes broke out between Unfound and Dolna.", "Clashes", "Dolna"),
        ("Dolna is still patrolled by police.", "patrolled", "Dolna"),
        ("The base at Dolna airport was hit by a rocket.", "hit", "Dolna"),
    ],
)
def test_a_phrase_says_where(text, trigger, place):
    assert where(text, trigger) == [place]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Two men were killed on Friday.", "killed"),
        ("Atria said that two men were wounded.", "said"),
        ("Fighters from Borland shot two men.", "shot"),
        (
            "The emir in Dolna, an old man, gave a speech and later someone was killed.",
            "killed",
        ),
        ("She captured the title in Dolna.", "captured"),
        ("Two men were killed, the president of Atria said.", "killed"),
    ],
)
def test_some_names_do_not_say_where(text, trigger):
    assert where(text, trigger) == []


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("A bomb exploded in Fasha in Gamra province.", "exploded", "Fasha"),
        ("A bomb exploded in Fasha, Gamra.", "exploded", "Fasha"),
        ("A bomb exploded in the Atria city of Dolna.", "exploded", "Dolna"),
        ("A bomb exploded in the Borland capital Elmina.", "exploded", "Elmina"),
        ("A bomb exploded in Atria's northern Gamra province.", "exploded", "Gamra"),
        ("A bomb exploded in the Zibda district of Dolna.", "exploded", "Zibda"),
        ("A bomb exploded in the Dolna district of Zibda.", "exploded", "Zibda"),
        ("A man in Fasha, 15 km (9 miles) south of Dolna, was killed.", "killed", "Fasha"),
    ],
)
def test_the_most_specific_place_is_taken(text, trigger, place):
    assert where(text, trigger) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "Clashes broke out in Dolna, Elmina and the countryside of Fasha.",
        "Clashes broke out in Dolna, in Elmina and near Fasha.",
        "Clashes shook Dolna, Elmina and Fasha.",
    ],
)
def test_all_places_of_a_list_are_taken(text):
    assert where(text, "Clashes") == ["Dolna", "Elmina", "Fasha"]


def test_a_country_between_commas_is_no_part_of_a_list():
    text = "A bomb exploded in Dolna, Atria, and wounded two."
    assert where(text, "exploded") == ["Dolna"]


def test_each_verb_has_the_place_of_its_own_clause():
    text = "Troops shelled Dolna, but rebels captured Elmina."
    assert where(text, "shelled") == ["Dolna"]
    assert where(text, "captured") == ["Elmina"]


def test_a_metonym_is_not_where_something_happened():
    text = "Atria bombed Fasha."
    assert where(text, "bombed", metonyms=("Atria",)) == ["Fasha"]


def test_where_people_serve_is_not_where_they_died():
    text = "Two men were killed, among them the commander of operations in Dolna."
    assert where(text, "killed") == []


def test_a_text_without_names_has_no_places():
    assert EventPlaces(Document("They were killed."), []).at(Span(2, 3)) == []


def test_the_order_of_toponyms_does_not_matter():
    text = "In Dolna a man died. In Elmina a man was shot."
    found = [toponym(text, text.index(name), name) for name in ("Elmina", "Dolna")]
    places = EventPlaces(Document(text), found)
    assert places.at(Span(11, 12))[0].name == "Elmina"


def test_a_long_list_costs_what_it_is_long():
    text = "killed in " + ", ".join(["Dolna"] * 3_000) + "."
    names = [toponym(text, match.start(), "Dolna") for match in re.finditer("Dolna", text)]
    document = Document(text)
    places = EventPlaces(document, names)
    for word in range(0, len(document.words), 10):
        assert len(places.at(Span(word, word + 1))) <= 24
