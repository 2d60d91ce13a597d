"""The contract with the page."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
import shapely

from conflictmap.data import EVENT_COLUMNS, PayloadError, Report
from conflictmap.geo import locate_report
from conflictmap.maps import About, MapOptions
from conflictmap.maps import payload as payload_module
from conflictmap.maps.basemap import pack
from conflictmap.maps.options import PALETTE, STYLED_AS
from conflictmap.maps.payload import (
    encode,
    events_payload,
    frame_payload,
    report_payload,
)

GOLDEN = Path(__file__).parents[1] / "golden" / "payload.json"


@pytest.fixture(scope="module")
def payload(located, lookup):
    return report_payload(located, lookup, MapOptions(), About()).payload


def text_of(payload, field):
    """A field of the texts, by event id."""
    texts = dict(zip(payload["texts"]["fields"], payload["texts"]["columns"], strict=True))
    return dict(zip(texts["id"], texts[field], strict=True))


def row_of(payload, name):
    return list(text_of(payload, "id")).index(name)


def label_of(payload, place):
    return payload["strings"][payload["places"]["columns"]["label"][place]]


def place_called(payload, label):
    labels = [label_of(payload, n) for n in range(payload["places"]["count"])]
    return labels.index(label)


def unpack(ring):
    x = y = 0
    points = []
    for dx, dy in zip(ring[::2], ring[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / 10_000, y / 10_000))
    return points


def make(lookup, *events, **fields):
    report = Report(title="t", events=events, **fields)
    return report_payload(
        locate_report(report, lookup), lookup, MapOptions(), About()
    ).payload


def event(name="a", **fields):
    return {"id": name, "type": "Attack", "summary": "s", **fields}


def at(lon, lat, name="a"):
    return event(name, place={"lon": lon, "lat": lat, "uncertainty_km": 1})


def test_the_payload_is_the_golden_one(payload, request):
    shown = json.loads(encode({**payload, "basemap": None}))
    if request.config.getoption("--update-golden"):
        text = json.dumps(shown, indent=1, ensure_ascii=False)
        GOLDEN.write_text(text + "\n", "utf-8")
    assert shown == json.loads(GOLDEN.read_text("utf-8"))


def test_every_event_of_the_report_is_there_once(payload, report):
    assert sorted(text_of(payload, "id")) == sorted(event.id for event in report.events)


def test_a_distance_from_a_place_to_itself_is_its_point_twice(lookup):
    claim = {"from": "Aleppo", "to": "Halab", "km": 3}
    (distance,) = make(lookup, country=["SY"], distances=[claim])["distances"]
    (east, north), end = distance["ends"]
    assert [east, north] == end
    assert distance["line"] == [round(east * 10_000), round(north * 10_000), 0, 0]


def test_events_come_by_their_first_day_and_else_in_the_reports_order(payload, report):
    start = list(payload["events"]["columns"]["start"])
    assert start == sorted(start)
    order = [event.id for event in report.events]
    last = [
        name
        for name, day in zip(text_of(payload, "id"), start, strict=True)
        if day == start[-1]
    ]
    assert last == sorted(last, key=order.index)


def test_columns_are_as_long_as_the_table(payload):
    for table in (payload["events"], payload["places"]):
        assert {len(column) for column in table["columns"].values()} == {table["count"]}


def test_a_province_comes_as_its_outline(payload):
    area = payload["places"]["columns"]["area"][place_called(payload, "Hama province")]
    rings = payload["areas"][area - 1]
    outline = shapely.Polygon(unpack(max(rings, key=len)))
    assert outline.contains(shapely.Point(36.75783, 35.13179))


def test_a_town_comes_without_outline(payload):
    assert payload["places"]["columns"]["area"][place_called(payload, "Idlib")] == 0


def test_each_event_says_who_says_so(payload):
    claimants, sources = (
        payload["events"]["columns"][name] for name in ("claimed_by", "source")
    )
    struck, advance = (
        row_of(payload, "idlib-air-strikes"),
        row_of(payload, "aleppo-offensive"),
    )
    assert payload["strings"][claimants[struck] - 1] == "Syrian army"
    assert claimants[advance] == 0
    assert payload["sources"][sources[advance]] == {
        "name": "The National",
        "url": None,
        "reliability": "B",
    }


def test_conflicting_claims_name_each_other(payload):
    links = {row: set(others) for row, *others in payload["conflicts"]}
    assert links
    for row, others in links.items():
        assert all(row in links[other] for other in others)


def test_planned_and_background_events_keep_their_status(payload):
    status = [payload["statuses"][n] for n in payload["events"]["columns"]["status"]]
    faint = {
        name
        for name, word in zip(text_of(payload, "id"), status, strict=True)
        if word in {"planned", "background"}
    }
    assert faint == {
        "araghchi-to-ankara",
        "idlib-truce",
        "lebanon-ceasefire",
        "aleppo-2016",
    }


def test_a_distance_has_both_numbers(payload):
    first = payload["distances"][0]
    assert (first["stated_km"], first["verdict"]) == (140, "road")
    assert first["geodesic_km"] == pytest.approx(124.15, abs=0.01)


def test_a_distance_line_ends_at_its_places(payload):
    points = unpack(payload["distances"][0]["line"])
    # half a unit of the packed coordinates
    assert points[0] == pytest.approx((37.16117, 36.20124), abs=6e-5)
    assert points[-1] == pytest.approx((36.75783, 35.13179), abs=6e-5)


def test_the_first_view_holds_what_happened_but_not_what_is_planned(payload):
    west, south, east, north = payload["bounds"]
    assert west < 36.63393 < east
    assert south < 33.5103
    assert north > 36.2
    assert west > 32.9  # Ankara is a plan


def test_the_borders_say_whose_view_they_are(payload):
    assert any("one point of view" in note for note in payload["notes"])


def test_attribution_names_the_sources_of_places_and_borders(payload):
    words = " ".join(source["text"] for source in payload["attribution"])
    assert "GeoNames" in words
    assert "Natural Earth" in words
    assert "Leaflet" in words


def test_the_towns_that_the_report_names_are_labelled_as_it_calls_them(payload):
    towns = payload["basemap"]["towns"]
    named = {n for n, m in zip(towns["name"], towns["mentioned"], strict=True) if m}
    assert {"Idlib", "Aleppo", "Hama", "Damascus"} <= named


def test_the_text_comes_whole_with_the_spans_of_events_and_drawn_distances(lookup):
    lost = {"from": "Nowhereville", "to": "Hama", "km": 1, "quote": "text"}
    claim = {"from": "Aleppo", "to": "Hama", "km": 140, "quote": "140 km"}
    payload = make(
        lookup,
        event(quote="The"),
        text="The text says 140 km.",
        distances=[lost, claim],
        country=["SY"],
    )
    spans = payload["spans"]
    assert payload["text"] == "The text says 140 km."
    assert spans["kind"] == ["event", "distance"]
    assert spans["row"] == [0, 0]  # a place that is not found leaves nothing to draw
    assert len({len(column) for column in spans.values()}) == 1


def test_a_direction_without_distance_has_no_stated_number(lookup):
    claim = {"from": "Aleppo", "to": "Hama", "direction": "N"}
    (found,) = make(lookup, distances=[claim], country=["SY"])["distances"]
    assert (found["stated_km"], found["verdict"]) == (None, "contradicts")


def test_a_view_across_the_antimeridian_is_narrow(lookup):
    west, _, east, _ = make(lookup, at(179.5, 0), at(-179.5, 1, "b"))["bounds"]
    assert west == pytest.approx(179.5, abs=0.02)
    assert east == pytest.approx(-179.5, abs=0.02)


def test_a_report_without_events_shows_the_world(lookup):
    west, south, east, north = make(lookup)["bounds"]
    assert east - west == 360
    assert north - south > 120


def test_an_event_without_place_is_kept_and_not_placed(lookup):
    payload = make(lookup, event())
    assert payload["events"]["columns"]["place"].tolist() == [0]
    assert payload["places"]["count"] == 0


def test_a_place_that_is_not_found_is_told(lookup):
    payload = make(lookup, event(place="Idlb"), country=["SY"])
    (finding,) = payload["findings"]
    assert finding["event"] == "a"
    assert "did you mean 'Idlib'?" in finding["message"]


@pytest.mark.parametrize(
    "text", ["</script><img src=x>", "<!--<script>", "a&b", "\u2028\0\\"]
)
def test_no_text_can_end_the_script_element(lookup, text):
    encoded = encode(make(lookup, {**event(), "summary": text}))
    assert not set("<>&\n") & set(encoded)
    assert text_of(json.loads(encoded), "summary") == {"a": text}


def test_packing_loses_at_most_half_a_unit():
    ring = shapely.Polygon([(0.00004, 0), (10.12345, 0), (10, 9.99996)])
    (packed,) = pack(ring)
    for point, (lon, lat) in zip(unpack(packed), ring.exterior.coords[:3], strict=True):
        assert point == pytest.approx((lon, lat), abs=0.5e-4)


def test_a_part_that_shrinks_to_a_point_is_left_out():
    assert pack(shapely.Point(1, 1).buffer(1e-6)) == []


def test_holes_are_rings_too():
    ring = shapely.Point(0, 0).buffer(1).difference(shapely.Point(0, 0).buffer(0.5))
    assert len(pack(ring)) == 2


def test_lines_follow_the_geodesic_in_even_steps(payload):
    points = unpack(payload["distances"][1]["line"])
    steps = [shapely.Point(a).distance(shapely.Point(b)) for a, b in pairwise(points)]
    assert max(steps) == pytest.approx(min(steps), rel=0.02)  # degrees are not metres


def test_events_alone_need_every_column(located):
    with pytest.raises(PayloadError, match="no column 'summary'"):
        events_payload(located.events.drop(columns="summary"))


def test_events_alone_need_longitude_and_latitude(located):
    with pytest.raises(PayloadError, match="EPSG:4326"):
        events_payload(located.events.to_crs(3857))


def test_an_unknown_event_type_is_drawn_as_other(located):
    events = located.events[[*EVENT_COLUMNS, "geometry"]].copy()
    events["event_type"] = "Something new"
    groups = events_payload(events).payload["groups"]
    assert [group["name"] for group in groups] == ["Other"]


def test_a_data_sets_own_type_keeps_its_name_and_looks_like_a_group(located):
    events = located.events[[*EVENT_COLUMNS, "geometry"]].copy()
    events["event_type"] = "Non-state violence"
    (group,) = events_payload(events).payload["groups"]
    riots = next(style for style in PALETTE if style.name == "Riots")
    assert (group["name"], group["light"]) == ("Non-state violence", riots.light)


def test_the_palette_knows_what_data_sets_types_look_like():
    assert set(STYLED_AS.values()) <= {style.name for style in PALETTE}


def test_a_page_of_many_events_holds_its_columns_in_blocks(located, lookup, monkeypatch):
    monkeypatch.setattr(payload_module, "PACK_FROM", 5)
    plain = frame_payload(located.events.head(4), lookup, MapOptions(), About(title="few"))
    packed = frame_payload(located.events, lookup, MapOptions(), About(title="many"))
    assert not plain.columns
    assert [block.id for block in packed.columns] == ["cm-events", "cm-places"]
    assert [block.id for block in packed.texts] == packed.payload["texts"]["blocks"]
    assert packed.payload["report"]["title"] == "many"


def test_spans_refer_to_the_pages_rows(lookup):
    late = event("late", date="2024-12-01", quote="late")
    early = event("early", date="2024-11-01", quote="early")
    payload = make(lookup, late, early, text="late and early")
    names = list(text_of(payload, "id"))
    assert names == ["early", "late"]
    assert [names[row] for row in payload["spans"]["row"]] == ["late", "early"]


def test_the_frame_that_is_drawn_is_left_as_it_was(located):
    events = located.events.iloc[:]
    before = events.copy(deep=True)
    events_payload(events)
    assert events.equals(before)


def test_what_was_edited_in_a_report_s_frame_is_mapped(lookup):
    event = {"id": "e1", "type": "Attack", "summary": "s", "place": "Idlib"}
    report = Report(title="t", country=["SY"], events=[event])
    located = locate_report(report, lookup)
    located.events["status"] = "denied"
    payload = report_payload(located, lookup, MapOptions(), About()).payload
    assert payload["statuses"] == ["denied"]
