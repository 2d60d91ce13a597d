"""A place's page in Chromium: readable without scripts, narrow, dark and on paper."""

import pytest

from conflictmap.maps.gathered_records import gather_records
from conflictmap.maps.place_pages import render_places
from conflictmap.maps.place_slugs import told_places
from conflictmap.maps.record_events import columns_of
from conflictmap.maps.records import ReportRecord


@pytest.fixture(scope="module")
def place_page(located, tmp_path_factory):
    events, shapes = columns_of(located.events)
    told = {"title": "Report", "events": events, "shapes": shapes}
    kept = gather_records([ReportRecord("one", "one.yaml", "", **told)])
    path = tmp_path_factory.mktemp("places") / "place.html"
    aleppo = [place for place in told_places(kept.frame) if place.name == "Aleppo"]
    ((_, content),) = render_places(kept, aleppo)
    path.write_text(content, "utf-8")
    return path


def styled(page, selector, name):
    return page.evaluate(
        "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]",
        [selector, name],
    )


def test_its_own_style_is_the_one_that_its_policy_allows(open_map, place_page):
    page = open_map(place_page, java_script_enabled=False)
    assert page.title() == "Aleppo · 5 events"
    assert styled(page, "main", "maxWidth") == "768px"


def test_it_fits_a_narrow_screen(open_map, place_page):
    page = open_map(place_page, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_it_is_dark_where_the_reader_s_system_is(open_map, place_page):
    page = open_map(place_page, color_scheme="dark")
    assert styled(page, "body", "backgroundColor") == "rgb(23, 25, 28)"


def test_it_is_printed_in_black_on_white(open_map, place_page):
    page = open_map(place_page, color_scheme="dark")
    page.emulate_media(media="print")
    assert styled(page, "body", "backgroundColor") == "rgb(255, 255, 255)"


def test_its_links_are_large_enough_to_touch(open_map, place_page):
    page = open_map(place_page)
    for link in page.locator("nav a, h3 a").all():
        assert link.bounding_box()["height"] >= 24
