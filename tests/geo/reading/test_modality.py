"""Whether what is told of happened."""

import pytest

from conflictmap.geo.reading.actions import find_triggers
from conflictmap.geo.reading.modality import NOT_EVENTS, status_of
from conflictmap.geo.reading.text import Document


def statuses(text):
    document = Document(text)
    return [status_of(document, trigger) for trigger in find_triggers(document)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Troops attacked the village.", "reported"),
        ("Troops did not attack the village.", "negated"),
        ("Nobody attacked the village.", "negated"),
        ("Rebels failed to capture the town.", "negated"),
        ("Rebels could attack the village.", "hypothetical"),
        ("If rebels attack the village, all will leave.", "hypothetical"),
        ("The army wants to capture the town.", "hypothetical"),
        ("Troops will attack the village.", "planned"),
        ("The army plans to attack the village.", "planned"),
        ("The army vowed to retake the town.", "planned"),
        ("Troops began to shell the village.", "reported"),
        ("Rebels managed to capture the town.", "reported"),
        ("The army used the hill for attacks.", "hypothetical"),
        ("Rebels were able to capture the town.", "reported"),
        ("Rebels were not able to capture the town.", "negated"),
        ("The army continues to shell the village.", "reported"),
        ("Troops stopped short of attacking the village.", "negated"),
        ("There was no attack.", "negated"),
        ("Rebels attempted to capture the town.", "hypothetical"),
        ("The general feared an attack.", "hypothetical"),
        ("Before launching an attack, they prayed.", "hypothetical"),
        ("Rebels had captured the town.", "reported"),
        ("They are said to have captured the town.", "reported"),
        ("Two weeks before the raid, they met.", "another time"),
        ("The siege began after an attack.", "reported"),
        ("Days after a deadly attack, calm held.", "another time"),
    ],
)
def test_words_before_it_say_whether_it_happened(text, status):
    assert statuses(text)[0] == status


def test_an_aim_is_no_event_but_what_served_it_is():
    found = statuses("They launched a raid to capture the town.")
    assert found == ["reported", "hypothetical"]
    assert found[1] in NOT_EVENTS


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("An attack on the port is imminent.", "hypothetical"),
        ("The raid on the port was foiled.", "negated"),
        ("A raid on the port is planned for Friday.", "planned"),
        ("A ceasefire is expected to hold.", "planned"),
        ("The raid on the port was the third.", "reported"),
        ("The raid, which many said was planned, began.", "reported"),
    ],
)
def test_what_is_said_of_a_noun_says_whether_it_happened(text, status):
    assert statuses(text)[0] == status


def test_words_of_another_clause_do_not_count():
    assert statuses("They would not talk, and troops attacked the village.") == ["reported"]
