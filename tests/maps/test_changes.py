"""What changed between two builds of a report."""

import orjson
import pytest

from conflictmap.maps.changes import changes_between, changes_part

CLASH = {
    "event_id": "clash",
    "sub_event_type": "Armed clash",
    "date": "2024-11-29",
    "place": "Hama",
    "place_name": "Ḩamāh",
    "lon": 36.75783,
    "lat": 35.13179,
    "precision": "settlement",
    "uncertainty_m": 5000.0,
    "place_matched": "exact",
    "place_score": 0.9,
    "initiators": ["rebels", "a militia"],
    "targets": ["the army"],
    "status": "claimed",
    "claimed_by": "the ministry",
    "fatalities": 12,
    "fatalities_low": None,
    "fatalities_high": None,
    "wounded": None,
    "taken": None,
    "summary": "Rebels and the army fought.",
    "quote": "They fought.",
    "publisher": "The Gazette",
    "line": 7,
}
ATTACK = CLASH | {
    "event_id": "attack",
    "sub_event_type": "Attack",
    "summary": "Soldiers shot at a bus.",
}


def only_fields(before, after):
    (event,) = changes_between([before], [after]).changed
    return {field.name: (field.before, field.after) for field in event.fields}


def test_equal_rows_have_no_changes():
    changes = changes_between([CLASH, ATTACK], [ATTACK, CLASH])
    assert not changes
    assert changes.counts == {"added": 0, "changed": 0, "withdrawn": 0}


def test_each_event_is_counted_once():
    changes = changes_between(
        [CLASH, ATTACK],
        [CLASH | {"fatalities": 14}, ATTACK | {"event_id": "x", "summary": "?"}],
    )
    assert changes
    assert changes.counts == {"added": 1, "changed": 1, "withdrawn": 1}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sub_event_type", "Attack"),
        ("date", "2024-11-30"),
        ("place", "Hama city"),
        ("place_name", "Ḩamāh al Jadīdah"),
        ("status", "confirmed"),
        ("claimed_by", None),
        ("fatalities", 14),
        ("fatalities_low", 10),
        ("fatalities_high", 20),
        ("wounded", 3),
        ("taken", "2"),
        ("summary", "Rebels fought the army for an hour."),
        ("quote", None),
        ("publisher", "The Herald"),
        ("targets", ["the army", "the police"]),
    ],
)
def test_a_field_is_said_as_it_was_and_as_it_is(name, value):
    assert only_fields(CLASH, CLASH | {name: value}) == {name: (CLASH.get(name), value)}


@pytest.mark.parametrize(
    "same",
    [
        {"line": 70},
        {"place_score": 1.0},
        {"initiators": ["a militia", "rebels"]},
        {"summary": "Rebels and the army\n  fought."},
        {"lon": CLASH["lon"] + 1e-5},
        {"uncertainty_m": 5000.3},
    ],
    ids=lambda same: next(iter(same)),
)
def test_what_says_the_same_is_no_change(same):
    assert not changes_between([CLASH], [CLASH | same])


def test_none_is_not_zero():
    assert only_fields(CLASH | {"wounded": 0}, CLASH) == {"wounded": (0, None)}


def test_a_radius_is_said_with_its_class():
    vaguer = CLASH | {"precision": "admin1", "uncertainty_m": 70_400.0}
    assert only_fields(CLASH, vaguer) == {
        "precision": (["settlement", 5000], ["admin1", 70_400])
    }


def test_an_event_moves_only_from_a_position_to_a_position():
    there = CLASH | {"lon": 36.8}
    nowhere = CLASH | {"lon": None, "lat": None}
    assert changes_part(changes_between([CLASH], [there]))["moved"] == [
        {"id": "clash", "from": [36.75783, 35.13179], "to": [36.8, 35.13179], "area": False}
    ]
    lost = changes_between([CLASH], [nowhere])
    assert changes_part(lost)["moved"] == []
    assert only_fields(CLASH, nowhere)["coordinates"] == ([36.75783, 35.13179], None)


def test_both_sides_of_the_date_line_are_one_place():
    east, west = CLASH | {"lon": 180.0}, CLASH | {"lon": -180.0}
    assert not changes_between([east], [west])


def test_a_new_name_of_an_event_is_no_change():
    assert not changes_between([CLASH], [CLASH | {"event_id": "clash-in-hama"}])


def test_an_event_that_got_a_new_name_and_number_is_changed_under_the_new_name():
    renamed = CLASH | {"event_id": "clash-in-hama", "fatalities": 14}
    (event,) = changes_between([CLASH], [renamed]).changed
    assert (event.id, event.fields[0].name) == ("clash-in-hama", "fatalities")


def test_renumbered_events_are_told_apart_by_what_they_say():
    new = CLASH | {"summary": "A third thing."}
    changes = changes_between(
        [CLASH | {"event_id": "1"}, ATTACK | {"event_id": "2"}],
        [new | {"event_id": "1"}, CLASH | {"event_id": "2"}, ATTACK | {"event_id": "3"}],
    )
    assert changes.counts == {"added": 1, "changed": 0, "withdrawn": 0}
    assert changes.added == ("1",)


def test_an_event_whose_name_follows_its_date_is_found_again():
    redated = CLASH | {"event_id": "clash-2", "date": "2024-12-01"}
    changes = changes_between([CLASH], [redated])
    assert changes.counts == {"added": 0, "changed": 1, "withdrawn": 0}


def test_events_without_words_are_matched_by_name_alone():
    wordless = CLASH | {"summary": None}
    changes = changes_between([wordless], [wordless | {"event_id": "other"}])
    assert changes.counts == {"added": 1, "changed": 0, "withdrawn": 1}


def test_events_that_are_alike_are_matched_one_to_one_in_order():
    twins = [CLASH | {"event_id": name, "line": line} for line, name in enumerate("ab")]
    later = [CLASH | {"event_id": name} for name in "cde"]
    changes = changes_between(twins, later)
    assert changes.added == ("e",)
    assert changes.counts == {"added": 1, "changed": 0, "withdrawn": 0}


def test_a_withdrawn_event_keeps_its_words_place_and_teller():
    (gone,) = changes_part(changes_between([CLASH], []))["withdrawn"]
    assert gone == {
        "id": "clash",
        "sub_type": "Armed clash",
        "summary": "Rebels and the army fought.",
        "date": "2024-11-29",
        "place": "Hama",
        "lon": 36.75783,
        "lat": 35.13179,
        "area": False,
        "teller": "the ministry",
    }


@pytest.mark.parametrize(
    ("of_place", "is_area"),
    [
        ({"precision": "exact"}, False),
        ({"precision": "admin1"}, True),
        ({"place_matched": "described"}, True),
    ],
)
def test_a_withdrawn_event_says_whether_only_its_area_was_known(of_place, is_area):
    (gone,) = changes_part(changes_between([CLASH | of_place], []))["withdrawn"]
    assert gone["area"] is is_area


def test_the_part_is_the_same_json_for_the_same_rows():
    rows = (
        [CLASH, ATTACK],
        [ATTACK | {"lat": 35.0}, CLASH | {"event_id": "new", "date": None}],
    )
    first, second = (orjson.dumps(changes_part(changes_between(*rows))) for _ in range(2))
    assert first == second
    assert set(orjson.loads(first)) == {"added", "changed", "withdrawn", "moved"}
