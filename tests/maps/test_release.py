"""A careful release: what a report marks as sensitive is on no map, whatever field has it.

The pages are searched here by other means than those of ``leaks``: plain text in the
document and in every value of the payload, and numbers near a coordinate.
"""

import io
import json
import re
from datetime import date
from pathlib import Path

import pytest

from conflictmap.data import ReportError
from conflictmap.data.reports import make_report
from conflictmap.geo import Withheld, locate_report, release_report
from conflictmap.maps import About, find_leaks, render_map

EVENT = {"id": "a", "type": "Attack", "summary": "Fire.", "place": "Kafr Nabl"}
ELSEWHERE = {"id": "z", "type": "Attack", "summary": "s", "place": "Hama"}
HIDDEN = {"place": "division"}
LON, LAT = 36.56449, 35.61376  # of Kafr Nabl, which GeoNames calls Kafranbel


@pytest.fixture
def released(lookup):
    def release(events, *, as_of=None, **report):
        content = {"title": "A day", "country": ["SY"], "events": events, **report}
        located = locate_report(make_report(content), lookup)
        return release_report(located, lookup, as_of=as_of)

    return release


@pytest.fixture
def page(lookup):
    def render(result):
        return render_map(result.located, lookup, about=About(notes=result.notes))

    return render


def payload_of(document):
    return json.loads(re.search(r'id="payload">(.*?)</script>', document, re.DOTALL)[1])


def values_of(payload):
    """Every text and number of the payload but the basemap's labels."""
    towns = payload["basemap"]["towns"]
    named = [
        n for n, is_told in zip(towns["name"], towns["mentioned"], strict=True) if is_told
    ]
    pending, found = [{**payload, "basemap": named}], []
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending += [*value, *value.values()]
        elif isinstance(value, list):
            pending += value
        else:
            found.append(value)
    return found


def tells(document, *texts):
    values = values_of(payload_of(document))
    told = "\n".join(value for value in values if isinstance(value, str)).casefold()
    rest = re.sub(r'id="payload">.*?</script>', "", document, flags=re.DOTALL).casefold()
    return any(text.casefold() in told or text.casefold() in rest for text in texts)


def shows(document, lon, lat):
    numbers = [v for v in values_of(payload_of(document)) if isinstance(v, int | float)]
    return any(
        abs(number - degrees) < 0.002 or abs(number - steps) < 3
        for number in numbers
        for degrees, steps in (
            (lon, (lon + 180.0) * 1e5),
            (lat, (lat + 90.0) * 1e5),
            (lon, lon * 1e4),
            (lat, lat * 1e4),
        )
    )


def assert_clean(document, result, *texts):
    assert not tells(document, *texts)
    assert not shows(document, LON, LAT)
    assert find_leaks([("a.html", document.encode())], result.withheld) == []


# Nothing sensitive


def test_a_report_with_nothing_sensitive_is_released_as_it_is(located, lookup):
    result = release_report(located, lookup)
    assert result.located is located
    assert result.withheld == Withheld()
    assert result.notes == ()


def test_an_event_may_be_released_against_the_default(released):
    result = released(
        [{**EVENT, "sensitive": {"place": "release"}}], sensitive={"place": "country"}
    )
    assert result.located.events["place"].tolist() == ["Kafr Nabl"]


# Places


@pytest.mark.parametrize(
    ("sensitive", "label", "precision"),
    [
        ({"place": "division"}, "somewhere in Idlib, Syria", "admin1"),
        ({"place": "country"}, "somewhere in Syria", "country"),
        (
            {"place": "grid", "grid_deg": 0.1},
            "somewhere in the 0.1° cell round 35.65, 36.55",
            "region",
        ),
    ],
)
def test_a_place_is_shown_as_coarse_as_the_report_wants(
    sensitive, label, precision, released, page
):
    result = released([{**EVENT, "sensitive": sensitive}])
    (row,) = result.located.events.to_dict("records")
    assert row["place"] == label
    assert row["precision"] == precision
    assert row["geometry"].contains(row["geometry"].centroid)
    assert row["uncertainty_m"] > 5_000
    assert_clean(page(result), result, "kafr nabl", "kafranbel", "كفر نبل", "168661")


def test_a_withheld_place_is_not_on_the_map(released, page):
    result = released([{**EVENT, "sensitive": {"place": "withhold"}}, ELSEWHERE])
    row = result.located.events.to_dict("records")[0]
    assert row["place"] == "[place withheld]"
    assert row["geometry"] is None
    assert row["lon"] != row["lon"]  # NaN
    assert result.notes == ("The place of 1 event is not shown in this release.",)
    assert_clean(page(result), result, "kafr nabl", "kafranbel")


def test_the_cell_of_a_grid_holds_the_place_and_is_not_centred_on_it(released):
    result = released([{**EVENT, "sensitive": {"place": "grid", "grid_deg": 0.5}}])
    (shape,) = result.located.events.geometry
    assert [round(side, 9) for side in shape.bounds] == [36.5, 35.5, 37.0, 36.0]


def test_a_place_vaguer_than_a_cell_is_never_shown_sharper(released):
    event = {**EVENT, "place": {"lon": 36.6, "lat": 35.6, "uncertainty_km": 30}}
    result = released([{**event, "sensitive": {"place": "grid", "grid_deg": 0.01}}])
    assert result.located.events["place_name"].tolist() == ["Idlib"]


def test_a_place_as_coarse_as_wanted_stays_as_it_is(released):
    event = {**EVENT, "place": "Idlib province", "sensitive": HIDDEN}
    result = released([event])
    assert result.located.events["place"].tolist() == ["Idlib province"]
    assert result.notes == ()


def test_coordinates_are_coarsened_to_the_division_that_holds_them(released, page):
    at = {"lon": LON, "lat": LAT, "uncertainty_km": 0.2, "name": "Clinic 9"}
    result = released([{**EVENT, "place": at, "sensitive": HIDDEN}])
    assert result.located.events["place"].tolist() == ["somewhere in Idlib, Syria"]
    assert_clean(page(result), result, "clinic 9")


def test_a_place_that_is_not_found_is_not_named_either(released, page):
    event = {**EVENT, "place": "Qwxyz Farm", "sensitive": HIDDEN}
    result = released([event, ELSEWHERE])
    assert result.located.findings == ()
    assert not tells(page(result), "qwxyz")


def test_a_place_that_one_event_hides_is_shown_by_no_other(released, page):
    other = {"id": "b", "type": "Attack", "summary": "s", "place": "Kafranbel"}
    near = {"id": "c", "type": "Attack", "summary": "s", "place": "5 km south of Kafr Nabl"}
    result = released([{**EVENT, "sensitive": HIDDEN}, other, near])
    assert set(result.located.events["place"]) == {"somewhere in Idlib, Syria"}
    assert_clean(page(result), result, "kafr", "5 km south")


def test_a_described_place_is_not_told_by_what_it_is_described_from(released, page):
    event = {**EVENT, "summary": "South of Saraqib.", "place": "5 km south of Saraqib"}
    result = released([{**event, "sensitive": HIDDEN}], title="Fire near Saraqib")
    assert not tells(page(result), "saraqib")


def test_what_is_where_a_place_of_the_same_name_is_hidden_is_hidden_too(released):
    at = {"lon": 36.7, "lat": 35.7, "uncertainty_km": 1}
    events = [
        {**EVENT, "id": "b", "place": at},
        {**EVENT, "sensitive": HIDDEN},
        {**EVENT, "id": "c", "place": {**at, "name": "clinic of Kafr Nabl"}},
    ]
    result = released(events)
    assert set(result.located.events["place"]) == {"somewhere in Idlib, Syria"}


def test_other_places_stay_where_they_were(released):
    other = {"id": "b", "type": "Attack", "summary": "s", "place": "Saraqib"}
    result = released([{**EVENT, "sensitive": HIDDEN}, other])
    row = result.located.events.iloc[1]
    assert (row["place"], row["lon"], row["lat"]) == ("Saraqib", 36.80591, 35.86447)
    assert set(result.located.places) == {"Saraqib", "somewhere in Idlib, Syria"}


def test_a_division_named_like_the_town_does_not_fail_the_release(released, page):
    event = {**EVENT, "place": "Idlib", "summary": "In Idlib city.", "sensitive": HIDDEN}
    result = released([event], title="Fire on Idlib")
    assert result.located.report.title == "Fire on [place withheld]"
    assert "Idlib" not in result.withheld.texts
    assert result.withheld.points == ((36.63393, 35.93062),)
    document = page(result)
    assert not shows(document, 36.63393, 35.93062)
    assert find_leaks([("a.html", document.encode())], result.withheld) == []


def test_towns_of_the_basemap_are_those_of_any_map_of_what_is_shown(released, page, lookup):
    # a town left out of them, by a script that anybody can run, would be the one withheld
    hidden = payload_of(page(released([{**EVENT, "sensitive": HIDDEN}])))
    plain = locate_report(
        make_report(
            {
                "title": "t",
                "country": ["SY"],
                "events": [{**EVENT, "place": "Idlib province"}],
            }
        ),
        lookup,
    )
    open_map = payload_of(render_map(plain, lookup))
    assert hidden["basemap"] == open_map["basemap"]


# Every field


def told_in_every_field(name):
    return {
        "summary": f"Men fired at {name}.",
        "initiators": [f"{name} brigade"],
        "targets": ["children", f"people of {name}"],
        "claimed_by": f"council of {name}",
        "quote": f"we left {name} at dawn",
    }


@pytest.mark.parametrize("spelling", ["Kafr Nabl", "KAFRANBEL", "كفرنبل", "Kafr-Nabl"])
def test_no_field_of_an_event_tells_its_place(spelling, released, page):
    result = released([{**EVENT, **told_in_every_field(spelling), "sensitive": HIDDEN}])
    assert_clean(page(result), result, spelling, "kafr")
    event = result.located.report.events[0]
    assert event.summary == "Men fired at [place withheld]."
    assert event.initiators == ("[place withheld] brigade",)
    assert event.targets == ("children", "people of [place withheld]")
    assert event.claimed_by == "council of [place withheld]"
    assert event.quote is None


@pytest.mark.parametrize(
    "person", ["Abu X", "A+B (x)* [y]", "Amin", "أبو سليم", '<b onload="x">&', "O'Hara\\d"]
)
def test_no_field_of_another_event_tells_a_name(person, released, page):
    marked = {**EVENT, "place": "Saraqib", "sensitive": {"names": [person]}}
    other = {**EVENT, "id": "b", "place": "Hama", **told_in_every_field(person)}
    result = released([marked, other])
    document = page(result)
    assert not tells(document, person)
    assert find_leaks([("a.html", document.encode())], result.withheld) == []
    assert "Names are withheld where they could put people at risk." in result.notes
    assert "[name withheld]" in result.located.report.events[1].claimed_by


def test_the_id_of_an_event_tells_no_place_and_those_that_name_it_follow(released, page):
    events = [
        {**EVENT, "id": "kafr-nabl-1", "sensitive": HIDDEN, "conflicts_with": ["b"]},
        {"id": "b", "type": "Attack", "summary": "s", "conflicts_with": ["kafr-nabl-1"]},
        {"id": "event-1", "type": "Attack", "summary": "s"},
    ]
    result = released(events)
    assert result.located.events["event_id"].tolist() == ["event-1-a", "b", "event-1"]
    assert result.located.events["conflicts_with"].tolist() == [("b",), ("event-1-a",), ()]
    assert_clean(page(result), result, "kafr")


def test_an_event_whose_place_is_hidden_gets_an_id_that_tells_nothing(released):
    result = released([{**EVENT, "id": "kn-clinic", "sensitive": HIDDEN}, ELSEWHERE])
    assert result.located.events["event_id"].tolist() == ["event-1", "z"]


def test_title_publisher_and_address_tell_no_place(released, page):
    result = released(
        [{**EVENT, "sensitive": HIDDEN}],
        title="Fire on Kafranbel",
        source={"publisher": "Radio Kafr Nabl", "url": "https://a.org/%6Bafr%2Dnabl"},
    )
    source = result.located.report.source
    assert source.url is None
    assert result.located.events["publisher"].tolist() == ["Radio [place withheld]"]
    assert_clean(page(result), result, "kafr", "%6bafr")


def test_the_text_of_a_report_goes_whole_with_its_spans(released, page):
    text = "Men fired at Kafr Nabl. An unrelated sentence."
    event = {**EVENT, "quote": "Men fired", "spans": {"place": [13, 22]}}
    result = released(
        [{**event, "sensitive": HIDDEN}],
        text=text,
        reading="machine",
        read={"events": {"a": "0"}},
        places={"Kafr Nabl": {"geonameid": 168661}},
    )
    report = result.located.report
    assert report.text is None
    assert report.events[0].spans == {}
    assert report.events[0].quote == "Men fired"
    assert report.reading == "machine"
    assert "The text of the report is left out of this release." in result.notes
    document = page(result)
    assert payload_of(document)["text"] is None
    assert_clean(document, result, "kafr", "unrelated sentence")


def test_distances_from_or_to_a_hidden_place_are_left_out(released, page):
    result = released(
        [{**EVENT, "sensitive": HIDDEN}],
        distances=[
            {"from": "Kafranbel", "to": "Saraqib", "km": 35},
            {"from": "Hama", "to": "5 km south of Kafr Nabl", "km": 60},
            {"from": "Hama", "to": "Saraqib", "km": 88, "quote": "not from Kafr Nabl"},
        ],
    )
    (claim,) = result.located.report.distances
    assert (claim.start, claim.end, claim.quote) == ("Hama", "Saraqib", None)
    assert "Left out of this release: 2 stated distances." in result.notes
    assert_clean(page(result), result, "kafr")


def test_a_hidden_place_is_no_candidate_for_another_name(lookup):
    content = {
        "title": "t",
        "country": ["SY"],
        "events": [
            {**EVENT, "place": {"lon": LON, "lat": LAT, "uncertainty_km": 1}},
            {"id": "b", "type": "Attack", "summary": "s", "place": "Hama"},
        ],
    }
    content["events"][0]["sensitive"] = {"place": "withhold"}
    located = locate_report(make_report(content), lookup)
    kafr = lookup.by_geonameid(168661)
    located.others["Hama"] = (kafr, lookup.by_geonameid(170063))
    result = release_report(located, lookup)
    assert [place.geonameid for place in result.located.others["Hama"]] == [170063]


def test_a_place_whose_name_is_withheld_is_shown_as_its_division(released, page):
    result = released([EVENT], sensitive={"names": ["Kafr Nabl"]})
    assert result.located.events["place"].tolist() == ["somewhere in Idlib, Syria"]
    assert_clean(page(result), result, "kafr")


def test_no_coarser_place_has_a_name_that_is_withheld(released):
    result = released([{**EVENT, "place": "Idlib"}], sensitive={"names": ["Idlib"]})
    assert result.located.events["place"].tolist() == ["somewhere in Syria"]


def test_a_file_named_like_what_it_withholds_is_refused(lookup, tmp_path):
    content = {"title": "t", "country": ["SY"], "events": [{**EVENT, "sensitive": HIDDEN}]}
    report = make_report(content, tmp_path / "kafranbel-2024.yaml")
    with pytest.raises(ReportError, match="name of the file tells what"):
        release_report(locate_report(report, lookup), lookup)


# Events that are left out


def test_a_withheld_event_leaves_nothing_behind(released, page):
    hidden = {**EVENT, "id": "secret", "summary": "A convoy of doctors was shot at."}
    other = {**ELSEWHERE, "conflicts_with": ["secret"]}
    result = released([{**hidden, "sensitive": {"event": "withhold"}}, other])
    assert result.located.events["event_id"].tolist() == ["z"]
    assert result.located.events["conflicts_with"].tolist() == [()]
    assert result.notes == ("Left out of this release: 1 event.",)
    assert "A convoy of doctors was shot at." in result.withheld.texts
    document = page(result)
    assert payload_of(document)["conflicts"] in ([], [[0]])
    assert_clean(document, result, "secret", "convoy", "kafr")


def test_the_place_of_a_withheld_event_stays_where_another_shows_it(released):
    other = {**EVENT, "id": "b"}
    result = released([{**EVENT, "sensitive": {"event": "withhold"}}, other])
    assert result.located.events["place"].tolist() == ["Kafr Nabl"]
    assert result.withheld == Withheld()


def test_all_events_may_be_left_out(released):
    result = released([EVENT], title="Fire on Kafranbel", sensitive={"event": "withhold"})
    assert len(result.located.events) == 0
    assert result.located.report.title == "Fire on [place withheld]"
    assert result.notes == ("Left out of this release: 1 event.",)


@pytest.mark.parametrize(
    ("day", "published", "as_of", "count"),
    [
        ("2024-12-01", "2024-12-05", date(2024, 12, 14), 0),
        ("2024-12-01", "2024-12-05", date(2024, 12, 15), 1),
        ("2024-11-28/2024-12-01", None, date(2024, 12, 14), 0),
        ("2024-11-28/..", "2024-12-01", date(2024, 12, 15), 1),
        (None, "2024-12-01", date(2024, 12, 14), 0),
        (None, "2024-12-01", date(2024, 12, 15), 1),
        (None, None, date(2034, 12, 15), 0),
    ],
)
def test_an_event_is_released_the_stated_days_after_its_last(
    day, published, as_of, count, released
):
    event = {**EVENT, "date": day, "sensitive": {"delay_days": 14}}
    result = released([event], as_of=as_of, published=published)
    assert len(result.located.events) == count


def test_a_delay_needs_the_day_of_the_release(released):
    with pytest.raises(ReportError, match="give it: --as-of 2026-11-25"):
        released([EVENT], sensitive={"delay_days": 14})


def test_a_delay_of_an_event_goes_before_that_of_the_report(released):
    event = {**EVENT, "sensitive": {"delay_days": 0}}
    result = released([event], sensitive={"delay_days": 14})
    assert len(result.located.events) == 1


def test_the_map_says_how_many_places_are_coarser_and_what_is_left_out(released, page):
    grid = {"place": "grid", "grid_deg": 0.5}
    events = [
        {**EVENT, "sensitive": HIDDEN},
        {**EVENT, "id": "b"},
        {**EVENT, "id": "c", "place": "Hama", "sensitive": grid},
        {**EVENT, "id": "d", "sensitive": {"event": "withhold"}},
    ]
    result = released(events)
    assert payload_of(page(result))["notes"][:3] == [
        "The place of 1 event is shown only as a cell of a grid.",
        "The place of 2 events is shown only as the division that it lies in.",
        "Left out of this release: 1 event.",
    ]


def test_files_made_of_a_released_frame_tell_no_place(released, lookup):
    pytest.importorskip("pyarrow")
    result = released([{**EVENT, "sensitive": HIDDEN}, ELSEWHERE])
    report = make_report({"title": "t", "country": ["SY"], "events": [EVENT, ELSEWHERE]})
    for frame, is_open in (
        (result.located.events, False),
        (locate_report(report, lookup).events, True),
    ):
        parquet = io.BytesIO()
        frame.to_parquet(parquet)
        files = {
            "a.geojson": frame.to_json().encode(),
            "a.csv": frame.to_csv().encode(),
            "a.parquet": parquet.getvalue(),
        }
        leaks = find_leaks(files.items(), result.withheld)
        assert {leak.file for leak in leaks} == (set(files) if is_open else set())


def test_a_release_is_the_same_bytes_each_time(released, page):
    events = [{**EVENT, "sensitive": HIDDEN}]
    one, other = released(events), released(events)
    assert page(one) == page(other)
    assert one.withheld == other.withheld


@pytest.mark.parametrize("level", ["division", "country"])
def test_a_whole_report_is_released_without_any_of_its_places(level, report, lookup, page):
    content = {**report.model_dump(by_alias=True), "sensitive": {"place": level}}
    marked = make_report(content, Path("monday.yaml"))  # the file is named for its places
    located = locate_report(marked, lookup)
    result = release_report(located, lookup)
    document = page(result)
    assert find_leaks([("monday.html", document.encode())], result.withheld) == []
    assert len(result.withheld.points) > 5
    open_map = render_map(located, lookup).encode()
    found = {leak.what for leak in find_leaks([("monday.html", open_map)], result.withheld)}
    assert {f"{lon}, {lat}" for lon, lat in result.withheld.points} <= found
