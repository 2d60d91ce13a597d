"""Who says so."""

import pytest

from conflictmap.geo.reading.actions import find_triggers
from conflictmap.geo.reading.parties import find_actors
from conflictmap.geo.reading.saying import find_sayings, speaker_of
from conflictmap.geo.reading.text import Document


def said(text):
    """Speaker and sense of what the last trigger tells of."""
    document = Document(text)
    sayings = find_sayings(document, find_actors(document, ()))
    trigger = find_triggers(document)[-1]
    found = speaker_of(sayings.get(trigger.sentence, ()), trigger.first)
    return None if found is None else (found.speaker.name, found.sense)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The army said rebels had shelled the post.", "army"),
        ("Rebels shelled the post, the army said.", "army"),
        ("Rebels shelled the post, said the army.", "army"),
        ("Rebels shelled the post, according to a local official.", "local official"),
        ('"We shelled the post," said Colonel Omar Saleh.', "Colonel Omar Saleh"),
        ("The ministry on Sunday said rebels had shelled the port.", "ministry"),
        ("The Northern Front (NF) said it had shelled the base.", "Northern Front"),
        ("The council, which has people there, says jets bombed a shop.", "council"),
        ("A witness told reporters that rebels had shelled the post.", "witness"),
        (
            "A spokesman for the northern governor said rebels had shelled it.",
            "spokesman for the northern governor",
        ),
        (
            "The Syrian Observatory (SOHR), a monitor, said jets had bombed it.",
            "Syrian Observatory for Human Rights",
        ),
        ("Its spokesman, Ali Saleh, said the group had shelled it.", "Ali Saleh"),
        ("The council, another aid group, said jets bombed a shop.", "council"),
        ('"They shelled us," the mayor was quoted by Reuters as saying.', "mayor"),
        ("Reuters quoted a nurse as saying that jets bombed a shop.", "Reuters"),
        ("Jets bombed a shop, the ministry was quoted as saying.", "ministry"),
        ("Jets bombed a shop, two residents said on Tuesday.", "residents"),
        ("According to the mayor, jets bombed a shop.", "mayor"),
        ("SOHR reported that jets bombed a shop.", "Syrian Observatory for Human Rights"),
    ],
)
def test_the_speaker_is_who_is_named_beside_the_verb(text, speaker):
    assert said(text) == (speaker, "said")


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("The rebels claimed they had captured the town.", "claimed"),
        ("The rebels claimed responsibility for the raid.", "claimed"),
        ("The raid was claimed by the rebels.", "claimed"),
        ("The ministry rejected reports that it had shelled the village.", "denied"),
        ("The ministry denied that its troops had shelled the village.", "denied"),
        ("The army confirmed that it had shelled the village.", "confirmed"),
    ],
)
def test_the_verb_says_how_it_was_said(text, sense):
    found = said(text)
    assert found is not None
    assert found[1] == sense


def test_a_pronoun_is_who_spoke_before():
    text = "The army said it was ready. It said rebels had shelled the post."
    assert said(text) == ("army", "said")


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled the post.",
        "Islamic State shelled the post.",
        "Nobody has claimed responsibility for the raid.",
        "No group has claimed responsibility for the raid.",
        "Jets believed to be theirs bombed a shop.",
        "Two reports of a raid came in.",
        "Rebels were said to have shelled the post.",
    ],
)
def test_what_nobody_is_named_for_has_no_speaker(text):
    assert said(text) is None
