"""Places named before, to which "the city" and "there" go back."""

import re

import pytest

from conflictmap.data.schema import Kind
from conflictmap.geo.places import Match, Place
from conflictmap.geo.reading.coreference import Anaphor, anaphors, referent
from conflictmap.geo.reading.model import Toponym
from conflictmap.geo.reading.text import Document, Span
from conflictmap.geo.reading.where import EventPlaces

KINDS = {
    "Atria": Kind.COUNTRY,
    "Gamra": Kind.ADMIN1,
    "Dolna": Kind.CITY,
    "Fasha": Kind.VILLAGE,
}


def toponyms(text):
    return [
        Toponym(
            Span(*match.span()),
            match[0],
            match[0],
            (
                Place(
                    match[0],
                    0.0,
                    0.0,
                    KINDS[match[0]],
                    "XX",
                    None,
                    None,
                    None,
                    1e3,
                    1.0,
                    Match.EXACT,
                    "test",
                ),
            ),
        )
        for match in re.finditer("|".join(KINDS), text)
    ]


def where(text, trigger, *, carry=True):
    document = Document(text)
    start = text.index(trigger)
    words = document.word_span(Span(start, start + len(trigger)))
    found = EventPlaces(document, toponyms(text)).at(words, carry=carry)
    return [place.name for place in found]


BEFORE = "Rebels in Atria seized Dolna in Gamra and then Fasha. "


@pytest.mark.parametrize(
    ("sentence", "trigger", "place"),
    [
        ("Shelling began in the city.", "Shelling", "Dolna"),
        ("Shelling began there.", "Shelling", "Fasha"),
        ("Shelling began in the small village.", "Shelling", "Fasha"),
        ("Shelling was heard across the province.", "Shelling", "Gamra"),
        ("Protests spread through the country.", "Protests", "Atria"),
        ("They shot down a jet south of the city.", "shot down", "Dolna"),
    ],
)
def test_a_noun_goes_back_to_a_place_of_its_kind(sentence, trigger, place):
    assert where(BEFORE + sentence, trigger) == [place]


def test_the_provincial_capital_bears_the_name_of_its_province():
    text = "In Gamra, they seized two towns and entered the provincial capital."
    assert where(text, "entered") == ["Gamra"]


def test_nothing_is_carried_if_not_asked():
    assert where(BEFORE + "Shelling began in the city.", "Shelling", carry=False) == []


def test_the_last_setting_of_the_paragraph_is_carried_on():
    assert where("Rebels seized Dolna. Two men were killed.", "killed") == ["Dolna"]


def test_no_setting_is_carried_over_paragraphs():
    assert where("Rebels seized Dolna.\n\nTwo men were killed.", "killed") == []


@pytest.mark.parametrize(
    "text",
    [
        "There were clashes.",
        "He said there are clashes.",
        "They left the city of Dolna.",
        "They left a city.",
        "They left the Zibda city.",
    ],
)
def test_some_nouns_stand_for_nothing_before(text):
    document = Document(text)
    assert list(anaphors(document, document.sentences[0])) == []


def test_a_noun_with_adjectives_is_one_phrase():
    document = Document("They left the old provincial capital.")
    (anaphor,) = anaphors(document, document.sentences[0])
    assert document.slice(anaphor.first, anaphor.last) == "the old provincial capital"
    assert anaphor.is_capital


def test_a_noun_without_a_place_before_refers_to_nothing():
    assert referent(Anaphor(0, 2, ("city",)), 0, toponyms("Dolna")) is None


def test_a_place_too_far_back_is_forgotten():
    names = toponyms("Dolna " + "Atria " * 20)
    assert referent(Anaphor(0, 2, ("city",)), len(names), names) is None
