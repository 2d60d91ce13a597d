"""Which places of two tellings may be one."""

import pytest

from conflictmap.data.schema import Kind
from conflictmap.geo.places import Match, Place
from conflictmap.geo.reading.model import Toponym
from conflictmap.geo.reading.same_places import (
    apart_km,
    is_one_within_other,
    is_smaller,
    may_be_same_place,
)
from conflictmap.geo.reading.text import Span


def named(
    name: str, kind: Kind, lon: float = 0.0, *, country: str = "AA", admin1: str = "north"
) -> Toponym:
    place = Place(
        name, lon, 0.0, kind, country, admin1, None, None, 1e3, 1.0, Match.EXACT, "test"
    )
    return Toponym(Span(0, len(name)), name, name, (place,))


ATRIA = named("Atria", Kind.COUNTRY, admin1="")
GAMRA = named("Gamra", Kind.ADMIN1)
DOLNA = named("Dolna", Kind.CITY)
FASHA = named("Fasha", Kind.VILLAGE, 0.04)
ELMINA = named("Elmina", Kind.TOWN, 1.0, admin1="south")
ABROAD = named("Borsk", Kind.TOWN, 1.0, country="BB")
UNKNOWN = Toponym(Span(0, 5), "Zibda", "Zibda")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (DOLNA, DOLNA, True),
        (DOLNA, FASHA, True),  # 4.4 km
        (DOLNA, ELMINA, False),
        (DOLNA, GAMRA, False),  # an area has no point
        (DOLNA, UNKNOWN, False),
        (UNKNOWN, UNKNOWN, True),
        (None, DOLNA, True),
        (DOLNA, None, True),
    ],
)
def test_near_places_may_be_one(
    one: Toponym | None, other: Toponym | None, *, expected: bool
) -> None:
    assert may_be_same_place(one, other) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (ATRIA, DOLNA, True),
        (DOLNA, ATRIA, True),
        (GAMRA, DOLNA, True),
        (ATRIA, GAMRA, True),
        (GAMRA, ELMINA, False),  # of another division
        (ATRIA, ABROAD, False),
        (DOLNA, ELMINA, False),
        (ATRIA, UNKNOWN, False),
        (None, DOLNA, False),
    ],
)
def test_a_place_is_within_its_country_and_division(
    one: Toponym | None, other: Toponym | None, *, expected: bool
) -> None:
    assert is_one_within_other(one, other) is expected


def test_the_distance_goes_the_shorter_way_round_the_earth() -> None:
    west, east = named("W", Kind.TOWN, -179.9), named("E", Kind.TOWN, 179.9)
    assert apart_km(west, east) == pytest.approx(22.2)


@pytest.mark.parametrize("other", [None, UNKNOWN, GAMRA])
def test_areas_and_unknown_places_have_no_distance(other: Toponym | None) -> None:
    assert apart_km(DOLNA, other) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (FASHA, DOLNA, True),
        (DOLNA, FASHA, False),
        (DOLNA, ATRIA, True),
        (UNKNOWN, DOLNA, True),  # it counts as village
        (None, DOLNA, False),
    ],
)
def test_a_village_is_smaller_than_a_city(
    one: Toponym | None, other: Toponym, *, expected: bool
) -> None:
    assert is_smaller(one, other) is expected
