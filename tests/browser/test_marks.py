"""Marks stand where they should, and open what the report says."""

import math
from collections import Counter

import pytest

_STATE = """async () => {
  const map = window[document.querySelector(".leaflet-container").id];
  let layer;
  map.eachLayer((one) => { if (one.markAt) layer = one; });
  const frame = map.getContainer().getBoundingClientRect();
  const {lat, lng} = map.getCenter();
  const rows = [];
  for (let row = 0; row < layer.data.events.count; row += 1) {
    rows.push([(await layer.data.texts.of(row)).id, layer.markAt(row)]);
  }
  return {
    centre: [lng, lat], zoom: map.getZoom(), size: [frame.width, frame.height],
    corner: [frame.x, frame.y], marks: Object.fromEntries(rows),
  };
}"""

DAMASCUS = (36.29128, 33.5102)
STRATEGIC = {"light": (0x20, 0x86, 0x6A), "dark": (0x49, 0xB9, 0x8B)}
ALONE = "araghchi-in-damascus"
UNSEEN = dict.fromkeys(map(ord, "\u200e\u2068\u2069"))  # marks of direction


def mercator(lon, lat, zoom):
    """Pixels east and south of the world's corner: spherical Mercator, 256 px at zoom 0.

    Snyder, Map Projections: a working manual (1987), eq. 7-1 and 7-2.
    """
    world = 256 * 2**zoom
    northing = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return world * (lon / 360 + 0.5), world * (0.5 - northing / (2 * math.pi))


def expected(state, lon, lat):
    """Where a coordinate belongs, px of the window."""
    x, y = mercator(lon, lat, state["zoom"])
    x0, y0 = mercator(*state["centre"], state["zoom"])
    width, height = state["size"]
    left, top = state["corner"]
    return x - x0 + width / 2 + left, y - y0 + height / 2 + top


def at(state, event_id):
    """Where the page says that a mark stands, px of the window."""
    mark = state["marks"][event_id]
    return mark["x"] + state["corner"][0], mark["y"] + state["corner"][1]


def settled(page):
    """The state of the map once it does not move any more."""
    moving = "!!document.querySelector('.leaflet-zoom-anim, .leaflet-pan-anim')"
    for _ in range(500):
        if not page.evaluate(moving):
            return page.evaluate(_STATE)
        page.wait_for_timeout(20)
    return pytest.fail("the map did not come to rest in 10 s")


def colours_round(page, decode, x, y, half=9):
    """How often each colour occurs in the plate of a mark."""
    clip = {"x": x - half, "y": y - half, "width": 2 * half, "height": 2 * half}
    data = decode(page.screenshot(clip=clip))
    return Counter(zip(data[::4], data[1::4], data[2::4], strict=True))


def click_mark(page, event_id):
    page.mouse.click(*at(settled(page), event_id))
    page.wait_for_selector(".cm-card")
    return page.locator(".cm-card")


def choose(page, summary):
    page.locator(".cm-item").filter(has_text=summary).click()
    settled(page)  # the popup moves with the map: a click on it must wait


def turn_to(page, summary):
    """Choose a conflicting event in the open popup; it is shown once the map rests."""
    page.locator(".cm-card .cm-contradicted button", has_text=summary).click()
    settled(page)
    page.locator(".cm-card-summary", has_text=summary).wait_for()


def assert_stands(page, decode, colour):
    state = settled(page)
    x, y = expected(state, *DAMASCUS)
    shown = at(state, ALONE)
    assert math.dist((x, y), shown) < 1  # Leaflet rounds its origin to whole pixels
    seen = colours_round(page, decode, x, y)
    assert seen[colour] > 0.3 * seen.total()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_mark_stands_on_its_coordinate_in_its_groups_colour(
    open_map, shipped_map, decode, scheme
):
    page = open_map(shipped_map, color_scheme=scheme)
    assert_stands(page, decode, STRATEGIC[scheme])


def test_a_mark_stands_on_its_coordinate_on_a_fine_screen(open_map, shipped_map, decode):
    page = open_map(shipped_map, device_scale_factor=2)
    assert_stands(page, decode, STRATEGIC["light"])


def test_a_mark_stands_on_its_coordinate_after_zoom_and_pan(open_map, shipped_map, decode):
    page = open_map(shipped_map, reduced_motion="reduce")
    before = settled(page)
    page.locator(".leaflet-control-zoom-in").click()
    page.mouse.move(300, 540)
    page.mouse.down()
    page.mouse.move(600, 300, steps=4)
    page.mouse.up()
    after = settled(page)
    assert after["zoom"] == before["zoom"] + 1
    assert after["centre"] != before["centre"]
    assert_stands(page, decode, STRATEGIC["light"])


def test_clicking_a_mark_shows_what_the_report_says(page, report):
    event = next(event for event in report.events if event.id == "idlib-air-strikes")
    text = click_mark(page, event.id).inner_text().translate(UNSEEN)
    for said in (
        event.summary,
        event.type,
        "30 November 2024 – 1 December 2024",
        "Syrian army, reported by The National",
        "claimed by one side",
        "a town: the true place lies within 3 km of the mark",
        *event.initiators,
        *event.targets,
    ):
        assert said in text


def test_each_fanned_out_mark_opens_its_own_event(page, report):
    events = [event for event in report.events if event.place == "Aleppo"]
    assert len(events) == 5
    for event in events:
        assert event.summary in click_mark(page, event.id).inner_text()
        page.keyboard.press("Escape")
        page.wait_for_selector(".cm-card", state="detached")
        page.get_by_label("Show everything").click()  # the popup has moved the map


def test_fanned_out_marks_do_not_overlap(page):
    marks = list(settled(page)["marks"].values())
    points = [(mark["x"], mark["y"]) for mark in marks if mark]
    least = min(math.dist(a, b) for row, a in enumerate(points) for b in points[row + 1 :])
    assert least > 22  # the diameter of a mark


def test_an_event_of_a_province_says_that_it_is_an_area(page):
    text = click_mark(page, "hama-province-towns").inner_text()
    assert "somewhere in this province" in text
    assert "Hama province" in text


def test_both_numbers_of_a_distance_are_in_the_panel(page):
    page.locator("#cm-tab-checks").click()
    text = page.locator("#cm-distances li").first.inner_text()
    assert "140 km" in text
    assert "124.2 km" in text
    assert "as a road distance" in text


def test_choosing_a_distance_says_both_numbers(page):
    page.locator("#cm-tab-checks").click()
    page.locator("#cm-distances .cm-item").first.click()
    said = page.locator("#cm-live").text_content()
    assert "stated 140 km" in said
    assert "straight line 124.2 km" in said


def test_both_numbers_of_each_distance_are_on_the_map(page):
    plates = page.evaluate(
        """() => {
          const map = window[document.querySelector(".leaflet-container").id];
          let layer;
          map.eachLayer((one) => { if (one.plates) layer = one; });
          return layer.shown.map((plate) => plate.lines);
        }"""
    )
    assert sorted(plates) == [
        ["stated 140 km", "straight line 124 km"],
        ["stated 213 km", "straight line 185 km"],
    ]


def test_conflicting_events_lead_to_each_other(page):
    choose(page, "reinforcements had reached Hama")
    turn_to(page, "moving on the city")
    turn_to(page, "reinforcements")
    assert "reinforcements" in page.locator(".cm-card-summary").text_content()


def test_conflicting_events_stand_side_by_side(page):
    page.locator("#cm-tab-checks").click()
    sides = page.locator("#cm-contradictions li")
    assert sides.count() == 5
    boxes = [sides.nth(row).bounding_box() for row in (0, 1)]
    assert boxes[0]["y"] == boxes[1]["y"]
