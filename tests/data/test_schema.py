"""The vocabularies agree with each other and with the lists they are taken from."""

import numpy as np
import pandas as pd
import pytest

from conflictmap.data import EVENT_COLUMNS, EVENT_TYPES, Kind, Precision, Status, Verdict
from conflictmap.data.schema import (
    DIRECTIONS,
    EVENT_TYPE_OF,
    KIND_PRECISION,
    NOT_DRAWN,
    RELIABILITY,
    direction_azimuths,
    direction_half_angle_deg,
)

ACLED_SUB_EVENTS = 25
"""ACLED codebook 2024, table 2."""
OWN_SUB_EVENTS = ("Diplomacy", "Closure", "Troop movement", "Displacement")


def test_the_event_types_are_the_six_of_acled():
    assert list(EVENT_TYPES) == [
        "Battles",
        "Protests",
        "Riots",
        "Explosions/Remote violence",
        "Violence against civilians",
        "Strategic developments",
    ]


def test_a_sub_event_type_belongs_to_one_event_type():
    listed = [each for sub_types in EVENT_TYPES.values() for each in sub_types]
    assert len(listed) == len(set(listed)) == len(EVENT_TYPE_OF)


def test_acleds_sub_event_types_come_with_four_more():
    assert EVENT_TYPES["Strategic developments"][-4:] == OWN_SUB_EVENTS
    assert len(EVENT_TYPE_OF) == ACLED_SUB_EVENTS + len(OWN_SUB_EVENTS)


@pytest.mark.parametrize(
    ("sub_type", "event_type"),
    [
        ("Air/drone strike", "Explosions/Remote violence"),
        ("Armed clash", "Battles"),
        ("Attack", "Violence against civilians"),
        ("Mob violence", "Riots"),
        ("Diplomacy", "Strategic developments"),
    ],
)
def test_the_event_type_follows_from_the_sub_event_type(sub_type, event_type):
    assert EVENT_TYPE_OF[sub_type] == event_type


def test_every_kind_of_place_has_a_precision():
    assert set(KIND_PRECISION) == set(Kind)
    assert set(KIND_PRECISION.values()) <= set(Precision)


def test_what_is_planned_or_background_is_not_drawn():
    assert {Status.PLANNED, Status.BACKGROUND} == NOT_DRAWN


@pytest.mark.parametrize("vocabulary", [Kind, Precision, Status, Verdict])
def test_a_word_of_a_vocabulary_is_text_in_lower_case(vocabulary):
    for member in vocabulary:
        assert str(member) == member.value == member.name.lower()


def test_the_reliability_grades_are_a_to_f():
    assert "".join(RELIABILITY) == "ABCDEF"


# Compass points


def test_there_are_32_compass_points_each_once():
    assert len(DIRECTIONS) == len(set(DIRECTIONS)) == 32


@pytest.mark.parametrize(
    ("point", "azimuth_deg"),
    [
        ("N", 0),
        ("NbE", 11.25),
        ("NNE", 22.5),
        ("NE", 45),
        ("ENE", 67.5),
        ("E", 90),
        ("SEbE", 123.75),
        ("SE", 135),
        ("S", 180),
        ("SSW", 202.5),
        ("SW", 225),
        ("W", 270),
        ("NW", 315),
        ("NbW", 348.75),
    ],
)
def test_a_compass_point_has_its_azimuth(point, azimuth_deg):
    assert direction_azimuths([point]) == [azimuth_deg]


def test_compass_points_are_evenly_spaced():
    assert np.array_equal(direction_azimuths(list(DIRECTIONS)), np.arange(32) * 11.25)


@pytest.mark.parametrize(
    ("half_angle_deg", "count"), [(45.0, 4), (22.5, 4), (11.25, 8), (5.625, 16)]
)
def test_the_finer_a_compass_point_the_smaller_its_angle(half_angle_deg, count):
    # Wieczorek, Guo & Hijmans 2004: half the angle between the points of its own order
    angles = [direction_half_angle_deg(point) for point in DIRECTIONS]
    assert angles.count(half_angle_deg) == count


@pytest.mark.parametrize(
    ("point", "half_angle_deg"), [("S", 45.0), ("SE", 22.5), ("SSE", 11.25), ("SbE", 5.625)]
)
def test_a_compass_point_covers_the_angle_of_its_length(point, half_angle_deg):
    assert direction_half_angle_deg(point) == half_angle_deg


# Columns


def test_every_column_of_events_has_a_dtype_that_an_empty_frame_can_have():
    frame = pd.DataFrame(columns=list(EVENT_COLUMNS)).astype(EVENT_COLUMNS)
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == EVENT_COLUMNS
