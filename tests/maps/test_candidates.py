"""The candidates that were not chosen, in the page's data."""

import pytest

from conflictmap.data import Report
from conflictmap.geo import locate_report
from conflictmap.maps import About, MapOptions
from conflictmap.maps.payload import encode, report_payload


def event(name, place):
    return {"id": name, "type": "Attack", "summary": "s", "place": place}


@pytest.fixture
def candidates_of(lookup):
    """What a page says of the places of a report, by their labels, row by row."""

    def candidates_of(*places, country=("SY",), **fields):
        events = [event(f"e{number}", place) for number, place in enumerate(places)]
        report = Report(title="t", country=country, events=events, **fields)
        payload = report_payload(
            locate_report(report, lookup), lookup, MapOptions(max_towns=0), About()
        ).payload
        labels = payload["places"]["columns"]["label"]
        return [
            (payload["strings"][labels[int(number)]], others)
            for number, others in payload["candidates"].items()
        ]

    return candidates_of


def test_a_candidate_is_what_the_popup_tells_of_it(candidates_of):
    ((label, (province,)),) = candidates_of("Saraqib", "Idlib")
    assert label == "Idlib"
    assert province == {
        "name": "Idlib",
        "kind": "admin1",
        "country": "SY",
        "admin1": "Idlib",
        "lon": province["lon"],
        "lat": province["lat"],
    }
    assert 36.0 < province["lon"] < 37.0
    assert 35.0 < province["lat"] < 36.5


def test_the_division_of_a_candidate_is_named_and_not_coded(candidates_of):
    ((_, others),) = candidates_of("Blahodatne", country=("UA",))
    assert "Kherson" in {other["admin1"] for other in others}
    assert not any(other["admin1"].isdigit() for other in others)


def test_coordinates_that_bear_the_same_label_have_no_candidates(candidates_of):
    given = {"lon": 36.0, "lat": 33.0, "uncertainty_km": 1, "name": "Idlib"}
    assert len(candidates_of("Idlib", given)) == 1


def test_a_place_that_was_not_found_has_no_candidates(candidates_of):
    assert candidates_of("Nowhereville") == []


def test_a_place_that_an_analyst_fixed_has_no_candidates(candidates_of):
    assert candidates_of("Idlib", places={"Idlib": {"geonameid": 169389}}) == []


def test_places_of_the_shipped_report_tell_their_candidates(located, lookup):
    payload = report_payload(located, lookup, MapOptions(), About()).payload
    labels = [payload["strings"][n] for n in payload["places"]["columns"]["label"]]
    told = {labels[int(number)] for number in payload["candidates"]}
    assert told == {name for name in located.others if name in labels}
    assert "Idlib" in told
    assert '"candidates":{' in encode(payload)
