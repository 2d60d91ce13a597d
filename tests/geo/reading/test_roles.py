"""Who did what to whom."""

import pytest

from conflictmap.geo.reading.actions import find_triggers
from conflictmap.geo.reading.parties import find_actors
from conflictmap.geo.reading.roles import ActorIndex, Roles, taken_type
from conflictmap.geo.reading.saying import find_sayings, speaker_of
from conflictmap.geo.reading.text import Document


def roles(text):
    document = Document(text)
    index = ActorIndex(document, find_actors(document, ()))
    found = index.roles_of(find_triggers(document)[0])
    return [actor.name for actor in found.initiators], [a.name for a in found.targets]


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("Gunmen attacked soldiers.", ["Gunmen"], ["soldiers"]),
        ("Soldiers were attacked by gunmen.", ["gunmen"], ["Soldiers"]),
        ("The village was attacked by gunmen on horses.", ["gunmen"], []),
        ("An ambush by rebels killed nobody.", ["rebels"], []),
        ("Rebels carried out a raid on the police.", ["Rebels"], ["police"]),
        (
            "Syrian and Russian jets flew two air strikes.",
            ["Syrian air force", "Russian air force"],
            [],
        ),
        ("Clashes erupted between rebels and soldiers.", ["rebels"], ["soldiers"]),
        ("The assault on soldiers by rebels went on.", ["rebels"], ["soldiers"]),
        ("The town was captured from rebels by the army.", ["army"], ["rebels"]),
        ("The town was captured from rebels backed by jets.", [], ["rebels", "jets"]),
        ("The city fell to government forces.", ["government forces"], []),
        ("A base attacked by rebels was lost.", ["rebels"], []),
        ("Troops came under attack.", [], ["Troops"]),
        ("Troops came under fire from rebels.", ["rebels"], ["Troops"]),
        ("Soldiers, residents said, shelled the hill.", ["Soldiers"], []),
        ("Police clashed with protesters.", ["Police"], ["protesters"]),
        ("Rebels left after soldiers shelled the hill.", ["soldiers"], []),
    ],
)
def test_voice_order_and_prepositions_say_who(text, who, whom):
    assert roles(text) == (who, whom)


def told_roles(text):
    document = Document(text)
    actors = find_actors(document, ())
    trigger = find_triggers(document)[0]
    saying = speaker_of(find_sayings(document, actors)[0], trigger.first)
    found = ActorIndex(document, actors).roles_of(trigger, saying)
    return [actor.name for actor in found.initiators], [a.name for a in found.targets]


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("The rebels said they had captured the hill.", ["rebels"], []),
        ("The rebels claimed to have captured the hill.", ["rebels"], []),
        ("Rebels attacked the post, the army said.", ["Rebels"], []),
        ("The army said rebels had attacked the post.", ["rebels"], []),
        ("According to residents, soldiers shelled the hill.", ["soldiers"], []),
        ("Islamic State claimed responsibility for the raid.", ["Islamic State"], []),
        ("The raid was claimed by Islamic State.", ["Islamic State"], []),
        ("The army claimed that rebels shelled the hill.", ["rebels"], []),
    ],
)
def test_who_says_so_acts_where_only_a_pronoun_says_who(text, who, whom):
    assert told_roles(text) == (who, whom)


def actor_of(side):
    text = {"government": "The army", "nonstate": "Rebels"}[side]
    return Roles(tuple(find_actors(Document(text), ())))


@pytest.mark.parametrize(
    ("side", "is_person", "sub_type"),
    [
        ("government", False, "Government regains territory"),
        ("nonstate", False, "Non-state actor overtakes territory"),
        ("government", True, "Arrests"),
        ("nonstate", True, "Abduction/forced disappearance"),
    ],
)
def test_who_takes_what_decides_the_type(side, is_person, sub_type):
    assert taken_type(actor_of(side), is_person=is_person) == sub_type


def test_a_place_taken_by_nobody_known_is_taken_by_a_non_state_actor():
    assert taken_type(Roles(), is_person=False) == "Non-state actor overtakes territory"


def test_a_foreign_state_takes_a_place_like_a_non_state_actor():
    roles = Roles(tuple(find_actors(Document("Then Turkish troops came."), ())))
    abroad = taken_type(roles, is_person=False, country_codes=["SY"])
    at_home = taken_type(roles, is_person=False, country_codes=["TR"])
    assert abroad == "Non-state actor overtakes territory"
    assert at_home == "Government regains territory"
