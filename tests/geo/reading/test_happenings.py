"""What single sentences tell: type, place, day, parties, source, status and numbers.

All texts are of Sunday, 1 December 2024, and made for the tests.
"""

from collections.abc import Callable

import pytest

from conflictmap.geo.reading.model import EventRead

Told = Callable[[str], list[EventRead]]


def one(told: Told, text: str) -> EventRead:
    events = told(text)
    assert len(events) == 1, events
    return events[0]


def place(event: EventRead) -> str | None:
    return event.toponym.name if event.toponym else None


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Jets bombed Idlib on Friday.", "Air/drone strike"),
        ("A drone struck a convoy in Idlib.", "Air/drone strike"),  # not its movement
        ("A convoy was hit by a drone in Idlib.", "Air/drone strike"),
        ("A convoy arrived in Idlib.", "Troop movement"),
        ("Shelling hit Idlib on Friday.", "Shelling/artillery/missile attack"),
        ("A roadside bomb went off in Idlib.", "Remote explosive/landmine/IED"),
        ("A suicide bomber blew himself up in Idlib.", "Suicide bomb"),
        ("Rebels captured Hama on Friday.", "Non-state actor overtakes territory"),
        ("The Syrian army recaptured Hama.", "Government regains territory"),
        ("Rebels captured 12 soldiers in Hama.", "Abduction/forced disappearance"),
        ("Police arrested eight people in Hama.", "Arrests"),
        ("Rebels attacked soldiers in Hama.", "Armed clash"),
        ("Gunmen killed five people in Hama.", "Attack"),
        ("Gunmen attacked a school in Hama.", "Attack"),
        ("A school in Hama was attacked on Friday.", "Attack"),
        ("Thousands protested in Hama.", "Peaceful protest"),
        ("Reinforcements arrived in Hama.", "Troop movement"),
        ("Both sides signed a ceasefire in Hama.", "Agreement"),
    ],
)
def test_the_words_and_the_parties_decide_the_type(
    text: str, sub_type: str, told: Told
) -> None:
    assert one(told, text).sub_type == sub_type


def test_civil_objects_of_the_next_sentence_do_not_change_the_type(told: Told) -> None:
    text = "Fighting broke out in Aleppo. A market in Homs was closed."
    assert told(text)[0].sub_type == "Armed clash"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Jets bombed Idlib on Friday.", "bombed"),
        ("Rebels launched an attack on Hama.", "launched an attack"),
        ("Fighting broke out in Aleppo.", "Fighting broke out"),
        ("Shells hit a school in Hama, killing three.", "hit a school in Hama, killing"),
        ("Ten people were killed in shelling near Hama.", "killed in shelling"),
    ],
)
def test_the_trigger_is_the_words_that_tell(text: str, trigger: str, told: Told) -> None:
    found = text[slice(*one(told, text).trigger)]
    assert found.endswith(trigger)


def test_the_sentence_is_the_one_that_tells(told: Told) -> None:
    text = "It rained. Jets bombed Idlib on Friday. Roads were wet."
    spans = one(told, text).sentences
    assert [text[slice(*span)] for span in spans] == ["Jets bombed Idlib on Friday."]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Shelling hit Idlib, Hama and Homs.", ["Idlib", "Hama", "Homs"]),
        ("Rebels seized Hama and Suran on Friday.", ["Hama", "Suran"]),
        (
            "Air strikes on Idlib, Hama and the countryside of Aleppo went on.",
            ["Idlib", "Hama", "Aleppo"],
        ),
    ],
)
def test_a_list_gives_one_event_for_each_place(
    text: str, places: list[str], told: Told
) -> None:
    events = told(text)
    assert [place(event) for event in events] == places
    assert len({event.trigger for event in events}) == 1


def test_the_place_is_carried_over_from_the_sentence_before(told: Told) -> None:
    event = one(told, "Fighting went on in Aleppo. Shelling killed two people.")
    assert place(event) == "Aleppo"


def test_the_city_goes_back_to_the_city_named_before(told: Told) -> None:
    event = one(told, "Residents of Hama woke early. Shelling killed two in the city.")
    assert place(event) == "Hama"


@pytest.mark.parametrize(
    ("text", "edtf", "words"),
    [
        ("Jets bombed Idlib on Friday.", "2024-11-29", "on Friday"),
        ("On Saturday, jets bombed Idlib.", "2024-11-30", "On Saturday"),
        ("Jets bombed Idlib on 12 November 2024.", "2024-11-12", "on 12 November 2024"),
    ],
)
def test_the_day_is_read_with_its_words(
    text: str, edtf: str, words: str, told: Told
) -> None:
    event = one(told, text)
    assert event.date == edtf
    assert event.date_span is not None
    assert text[slice(*event.date_span)] == words


def test_without_a_day_there_is_no_date(told: Told) -> None:
    event = one(told, "Jets bombed Idlib.")
    assert (event.date, event.date_span) == (None, None)


@pytest.mark.parametrize(
    ("text", "initiators", "targets"),
    [
        ("Rebels attacked soldiers in Hama.", ["Rebels"], ["soldiers"]),
        ("Soldiers were attacked by rebels in Hama.", ["rebels"], ["Soldiers"]),
        ("Russian jets bombed Idlib.", ["Russian air force"], []),
        ("Turkey and Russia signed a truce in Hama.", ["Turkey", "Russia"], []),
    ],
)
def test_who_did_it_and_to_whom(
    text: str, initiators: list[str], targets: list[str], told: Told
) -> None:
    event = one(told, text)
    assert [party.name for party in event.initiators] == initiators
    assert [party.name for party in event.targets] == targets


def test_the_span_of_a_party_is_the_words_that_name_it(told: Told) -> None:
    text = "On Friday, Russian jets bombed Idlib."
    (party,) = one(told, text).initiators
    assert text[slice(*party.span)] == "Russian jets"


@pytest.mark.parametrize(
    ("text", "status", "speaker"),
    [
        ("Jets bombed Idlib.", "reported", None),
        ("The Syrian army said that it recaptured Hama.", "claimed", "Syrian army"),
        ("Rebels claimed that they had captured Hama.", "claimed", "Rebels"),
        ("Rebels denied that they had shelled Hama.", "denied", "Rebels"),
        (
            "According to the Syrian Observatory for Human Rights, jets bombed Idlib.",
            "reported",
            "Syrian Observatory for Human Rights",
        ),
    ],
)
def test_who_says_so_decides_the_status(
    text: str, status: str, speaker: str | None, told: Told
) -> None:
    event = one(told, text)
    assert event.status == status
    assert (event.claimed_by.name if event.claimed_by else None) == speaker


def test_what_is_yet_to_come_is_planned(told: Told) -> None:
    assert one(told, "Rebels plan to attack Hama on Monday.").status == "planned"


def test_a_plan_has_no_day_of_what_was_told_before(told: Told) -> None:
    done, planned = told("Rebels attacked Hama on Friday. They plan to attack Homs.")
    assert (done.date, planned.date) == ("2024-11-29", None)


@pytest.mark.parametrize(
    "text",
    [
        "In 2016, government forces recaptured Aleppo.",
        "Both sides signed a ceasefire in Idlib in March 2020.",
        "Jets bombed Idlib on 4 May 2024.",
    ],
)
def test_what_was_long_ago_is_background(text: str, told: Told) -> None:
    assert one(told, text).status == "background"


@pytest.mark.parametrize(
    "text",
    [
        "Rebels did not capture Hama.",
        "Rebels could capture Hama.",
        "They fear that rebels might attack Hama.",
        "The war has killed 300,000 people in Syria.",
        "Thousands of people were killed in Yemen since the war began in 2014.",
    ],
)
def test_what_did_not_happen_or_is_of_a_whole_war_is_no_event(
    text: str, told: Told
) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("Shells killed 12 people in Hama.", 12, None),
        ("Shells killed 12 people and wounded 30 in Hama.", 12, 30),
        ("Shells wounded 30 people in Hama.", 0, 30),
        ("Clashes in Hama left four soldiers dead.", 4, None),
        ("Shells hit Hama. Seven people were killed.", 7, None),
        ("Shells hit Hama.", None, None),
    ],
)
def test_the_dead_and_the_wounded_are_counted(
    text: str, killed: int | None, wounded: int | None, told: Told
) -> None:
    event = one(told, text)
    assert (event.fatalities, event.wounded) == (killed, wounded)


def test_the_number_of_dead_has_its_words(told: Told) -> None:
    text = "Shells hit Hama. Seven people were killed."
    span = one(told, text).fatalities_span
    assert span is not None
    assert text[slice(*span)] == "Seven people were killed"


def test_the_sentence_that_counts_the_dead_is_one_of_its_sentences(told: Told) -> None:
    text = "Shells hit Hama on Friday. The death toll rose to nine."
    event = one(told, text)
    assert event.fatalities == 9
    assert [text[slice(*span)] for span in event.sentences] == [
        "Shells hit Hama on Friday.",
        "The death toll rose to nine.",
    ]


def test_dead_belong_to_the_event_of_their_own_sentence(told: Told) -> None:
    events = told("Fighting broke out in Aleppo. Rebels shelled Homs, killing two people.")
    assert [(place(event), event.fatalities) for event in events] == [
        ("Aleppo", None),
        ("Homs", 2),
    ]


def test_nobody_dies_of_a_closure(told: Told) -> None:
    events = told("Shells killed nine people in Hama; Aleppo airport was closed.")
    assert [event.fatalities for event in events] == [9, None]


def test_an_outcome_after_a_noun_and_its_verb_is_theirs(told: Told) -> None:
    event = one(told, "The bombing struck a market in Aleppo on Friday, killing ten.")
    assert event.fatalities == 10


def test_how_many_towns_were_taken_is_kept(read):
    event = read(
        "Insurgents said that they captured at least five towns near Hama."
    ).events[0]
    assert (event.taken, event.sub_type) == (5, "Non-state actor overtakes territory")
