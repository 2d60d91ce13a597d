"""Which words tell of an event, and of which type."""

import pytest

from conflictmap.data.lexicon import load_lexicon
from conflictmap.data.schema import EVENT_TYPE_OF
from conflictmap.geo.reading.actions import TAKEN, find_triggers
from conflictmap.geo.reading.forms import Form
from conflictmap.geo.reading.text import Document


def types(text):
    return [trigger.sub_type for trigger in find_triggers(Document(text))]


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("The brigade ambushed a column on the ridge.", "Armed clash"),
        ("Students protested in the square.", "Peaceful protest"),
        ("Soldiers opened fire on protesters.", "Excessive force against protesters"),
        ("Police fired tear gas at protesters.", "Protest with intervention"),
        ("Youths threw stones at a patrol car.", "Violent demonstration"),
        ("A mob lynched two traders.", "Mob violence"),
        ("A sarin attack was reported.", "Chemical weapon"),
        ("Warplanes bombed the depot.", "Air/drone strike"),
        ("A bomber blew himself up at the gate.", "Suicide bomb"),
        ("Rockets hit the harbour.", "Shelling/artillery/missile attack"),
        ("A roadside bomb tore through the van.", "Remote explosive/landmine/IED"),
        ("A grenade attack was reported.", "Grenade"),
        ("Fighters raped two women.", "Sexual violence"),
        ("The men beheaded a trader.", "Attack"),
        ("The militia abducted two nurses.", "Abduction/forced disappearance"),
        ("A ceasefire took hold.", "Agreement"),
        ("Police arrested nine men.", "Arrests"),
        ("The brigade defected.", "Change to group/activity"),
        ("Engineers defused two mines.", "Disrupted weapons use"),
        ("The militia set up a base in the hills.", "Headquarters or base established"),
        ("Looters ransacked the shops.", "Looting/property destruction"),
        ("The army withdrew from the hill.", "Non-violent transfer of territory"),
        ("A mass grave was found.", "Other"),
        ("The envoy met with the king.", "Diplomacy"),
        ("The army closed the bridge.", "Closure"),
        ("Troops advanced towards the ridge.", "Troop movement"),
        ("Families fled.", "Displacement"),
        ("Rebels captured the village.", TAKEN),
    ],
)
def test_every_sub_event_type_has_words_that_tell_of_it(text, sub_type):
    assert sub_type in types(text)


def test_the_sentences_above_leave_out_no_type_but_the_two_of_places_taken():
    named = {entry["type"] for entry in load_lexicon("actions")["action"]}
    taken = {"Government regains territory", "Non-state actor overtakes territory"}
    assert set(EVENT_TYPE_OF) - named == taken
    assert named - set(EVENT_TYPE_OF) == {TAKEN}


@pytest.mark.parametrize(
    "text",
    [
        "He died of a heart attack.",
        "The union called a general strike.",
        "They agreed to strike a deal.",
        "The swimmer captured a gold medal.",
        "The parade is in March.",
        "Several burned trucks stood there.",
        "The occupied quarter was calm.",
    ],
)
def test_other_senses_of_a_word_tell_of_nothing(text):
    assert types(text) == []


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Jets attacked the post.", "Air/drone strike"),
        ("Mortars pounded the post.", "Shelling/artillery/missile attack"),
        ("A drone targeted the post.", "Air/drone strike"),
        ("A bomb killed three guards.", "Remote explosive/landmine/IED"),
        ("Gunmen attacked the post.", "Armed clash"),
        ("The coalition bombed the hills.", "Air/drone strike"),
    ],
)
def test_the_means_named_beside_it_decide(text, sub_type):
    assert types(text) == [sub_type]


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Soldiers fled to the border.", "Troop movement"),
        ("Thousands of residents fled to the border.", "Displacement"),
    ],
)
def test_who_flees_decides(text, sub_type):
    assert types(text) == [sub_type]


def test_took_with_a_name_after_it_takes_a_place():
    assert types("Rebels took Hama on Sunday.") == [TAKEN]
    assert types("The talks took place, and others took part.") == []


def test_nobody_who_flees_is_no_event():
    assert types("The bird fled its cage.") == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Rebels attack the post.", Form.BASE),
        ("The army attacks the post.", Form.THIRD),
        ("The army attacked the post.", Form.PAST),
        ("They were attacking the post.", Form.GERUND),
        ("A raid began.", Form.NOUN),
    ],
)
def test_the_form_of_the_word_is_told(text, form):
    assert find_triggers(Document(text))[0].form in {form, Form.NOUN}


def test_what_only_tells_of_an_outcome_is_minor():
    found = find_triggers(Document("A roadside bomb killed three guards."))
    assert [trigger.is_minor for trigger in found] == [False, True]


def test_a_generic_word_without_means_says_so():
    (bombing,) = find_triggers(Document("The bombing went on."))
    assert bombing.is_generic
