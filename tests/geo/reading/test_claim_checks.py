"""Claims of a text against the geography."""

import pytest

from conflictmap.data.schema import Kind, Verdict
from conflictmap.geo import Match, Place
from conflictmap.geo.reading.claim_checks import check_claim, claim_json
from conflictmap.geo.reading.model import ClaimRead, Toponym
from conflictmap.geo.reading.text import Span


def toponym(name: str, lon: float | None = None, lat: float = 0.0) -> Toponym:
    if lon is None:
        return Toponym(Span(0, 0), name, name)
    place = Place(
        name=name,
        lon=lon,
        lat=lat,
        kind=Kind.CITY,
        country="SY",
        admin1=None,
        geonameid=None,
        population=None,
        uncertainty_m=0.0,
        score=1.0,
        matched=Match.EXACT,
        source="test",
    )
    return Toponym(Span(0, 0), name, name, (place,))


ALEPPO = toponym("Aleppo", 37.16117, 36.20124)
HAMA = toponym("Hama", 36.75783, 35.13179)


def claim(end: Toponym = HAMA, **stated: float | str | None) -> ClaimRead:
    values = {"km": None, "miles": None, "direction": None, **stated}
    return ClaimRead(span=Span(5, 26), start=ALEPPO, end=end, **values)  # type: ignore[arg-type]


def test_a_distance_by_road_is_told_from_the_straight_line() -> None:
    finding = check_claim(claim(km=140.0, direction="S"))
    assert finding is not None
    assert (finding.verdict, finding.direction_holds) == (Verdict.ROAD, True)


def test_miles_are_checked_with_the_precision_of_the_miles() -> None:
    finding = check_claim(claim(km=80 * 1.609344, miles=80.00000000001))
    assert finding is not None
    assert finding.claim == "Hama is 80 miles from Aleppo"


def test_a_direction_alone_is_checked() -> None:
    finding = check_claim(claim(direction="N"))
    assert finding is not None
    assert finding.verdict is Verdict.CONTRADICTS


def test_a_travel_time_alone_is_not_checked() -> None:
    assert check_claim(claim(minutes=120.0)) is None


def test_a_claim_on_an_unknown_place_is_not_checked() -> None:
    assert check_claim(claim(toponym("Nowhere"), km=140.0)) is None


def test_json_gives_what_was_measured() -> None:
    printed = claim_json(claim(km=140.0, direction="S"))
    assert printed == {
        "start": 5,
        "end": 26,
        "km": 140.0,
        "from": "Aleppo",
        "to": "Hama",
        "direction": "S",
        "geodesic_km": pytest.approx(124.15, abs=0.01),  # the geodesic of the two points
        "azimuth_deg": pytest.approx(197.2, abs=0.1),
        "circuity": pytest.approx(1.128, abs=0.001),
        "verdict": "road",
    }


def test_json_has_null_for_a_place_that_is_not_said() -> None:
    printed = claim_json(claim(toponym(""), km=140.0))
    assert (printed["to"], printed["verdict"]) == (None, None)
