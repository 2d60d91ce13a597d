"""What ``read --json`` prints: the keys that scripts rely on, and what they hold."""

from dataclasses import replace

import orjson
import pytest

from conflictmap.data.schema import Kind
from conflictmap.geo import Match, Place
from conflictmap.geo.reading.as_json import reading_json
from conflictmap.geo.reading.model import ClaimRead, EventRead, Party, Reading, Toponym
from conflictmap.geo.reading.text import Span

TEXT = "Rebels shelled Hama, 140 km south of Aleppo, it was said."
TOPONYM_KEYS = [
    *("start", "end", "name", "lat", "lon", "kind", "country", "geonameid"),
    *("uncertainty_m", "score", "metonym"),
]
EVENT_KEYS = [
    *("type", "sub_type", "trigger", "start", "end", "place", "place_start", "lat", "lon"),
    *("uncertainty_m", "date", "initiators", "targets", "status", "claimed_by"),
    "fatalities",
]
CLAIM_KEYS = [
    *("start", "end", "km", "from", "to", "direction", "geodesic_km", "azimuth_deg"),
    *("circuity", "verdict"),
]


def toponym(name, lon, lat):
    start = TEXT.index(name)
    place = Place(
        name=name,
        lon=lon,
        lat=lat,
        kind=Kind.CITY,
        country="SY",
        admin1=None,
        geonameid=1,
        population=None,
        uncertainty_m=3000.0,
        score=0.9,
        matched=Match.EXACT,
        source="test",
    )
    return Toponym(Span(start, start + len(name)), name, name, (place,))


HAMA = toponym("Hama", 36.75783, 35.13179)
ALEPPO = toponym("Aleppo", 37.16117, 36.20124)
EVENT = EventRead(
    "Shelling/artillery/missile attack",
    Span(7, 14),
    HAMA,
    date="2024-12-01",
    initiators=(Party(Span(0, 6), "rebels"),),
)
CLAIM = ClaimRead(Span(21, 43), ALEPPO, HAMA, 140.0, None, "S")
READING = Reading(TEXT, ("SY",), (HAMA, ALEPPO), (EVENT,), (CLAIM,))


def event_json(**changes):
    reading = replace(READING, events=(replace(EVENT, **changes),))
    return reading_json(reading, "a")["events"][0]


def test_the_parts_come_in_their_order():
    keys = list(reading_json(READING, "a"))
    assert keys[:4] == ["id", "toponyms", "events", "distance_claims"]


@pytest.mark.parametrize(
    ("part", "keys"),
    [("toponyms", TOPONYM_KEYS), ("events", EVENT_KEYS), ("distance_claims", CLAIM_KEYS)],
)
def test_the_documented_keys_come_first_and_in_their_order(part, keys):
    assert list(reading_json(READING, "a")[part][0])[: len(keys)] == keys


@pytest.mark.parametrize("name", ["a", 7, 7.5])
def test_the_id_is_the_one_that_was_given(name):
    assert reading_json(READING, name)["id"] == name


def test_all_of_it_is_json():
    assert orjson.loads(orjson.dumps(reading_json(READING, "a")))["id"] == "a"


def test_an_event_says_its_two_types_and_its_words():
    event = event_json()
    assert (event["type"], event["trigger"]) == ("Explosions/Remote violence", "shelled")
    assert (event["place"], event["place_start"]) == ("Hama", TEXT.index("Hama"))


def test_an_event_lies_where_its_place_does():
    event = event_json()
    assert (event["lat"], event["lon"], event["uncertainty_m"]) == (
        35.13179,
        36.75783,
        3000,
    )


def test_an_event_without_a_place_has_no_coordinates():
    event = event_json(toponym=None)
    assert [event[key] for key in ("place", "place_start", "lat", "lon")] == [None] * 4


def test_a_name_without_a_place_has_no_coordinates():
    unknown = replace(HAMA, places=())
    found = reading_json(Reading(TEXT, toponyms=(unknown,)), "a")["toponyms"][0]
    assert (found["name"], found["lat"], found["geonameid"]) == ("Hama", None, None)
    assert found["metonym"] is False


def test_what_is_so_far_from_a_place_is_not_at_that_place():
    # 30 km on a meridian is 0.2704° of latitude at 35° N (WGS84: 110.94 km a degree)
    event = event_json(described="30 km south of Hama")
    assert event["lat"] == pytest.approx(35.13179 - 0.2704, abs=0.001)
    assert event["lon"] == pytest.approx(36.75783, abs=1e-5)
    assert event["uncertainty_m"] > 3000


def test_what_lies_between_two_places_is_half_way():
    event = event_json(described="between Hama and Aleppo")
    assert event["lat"] == pytest.approx((35.13179 + 36.20124) / 2, abs=0.01)


def test_what_is_so_far_from_an_unknown_place_has_no_coordinates():
    assert event_json(described="between Hama and Nowhere")["lat"] is None


def test_a_part_of_a_place_lies_within_the_whole():
    assert event_json(described="northern Hama")["uncertainty_m"] == 3000.0


def test_each_value_has_its_span():
    spans = event_json()["spans"]
    assert {part: TEXT[slice(*span)] for part, span in spans.items()} == {
        "trigger": "shelled",
        "place": "Hama",
        "initiators": "Rebels",
    }
