"""A place's page in Chromium: readable without scripts, narrow, dark and on paper."""

import pytest

from conflictmap.maps.gathered_records import gather_records
from conflictmap.maps.place_pages import render_places
from conflictmap.maps.place_slugs import told_places
from conflictmap.maps.record_events import columns_of
from conflictmap.maps.records import ReportRecord
from conflictmap.maps.words_ar import ARABIC
from conflictmap.maps.words_en import ENGLISH


@pytest.fixture(scope="module")
def place_page(write_page):
    return write_page(ENGLISH)


@pytest.fixture(scope="module")
def arabic_page(write_page):
    return write_page(ARABIC)


@pytest.fixture(scope="module")
def write_page(located, tmp_path_factory):
    events, shapes = columns_of(located.events)
    told = {"title": "Report", "events": events, "shapes": shapes}
    kept = gather_records([ReportRecord("one", "one.yaml", "", **told)])
    aleppo = [place for place in told_places(kept.frame) if place.name == "Aleppo"]

    def write_page(say):
        path = tmp_path_factory.mktemp("places") / "place.html"
        ((_, content),) = render_places(kept, aleppo, say)
        path.write_text(content, "utf-8")
        return path

    return write_page


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


def test_in_arabic_it_fits_a_narrow_screen(open_map, arabic_page):
    page = open_map(arabic_page, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_in_arabic_terms_stand_to_the_right_of_what_they_mean(open_map, arabic_page):
    page = open_map(arabic_page)
    for row in page.locator("dl > div").all():
        term, words = (row.locator(name).bounding_box() for name in ("dt", "dd"))
        assert term["x"] >= words["x"] + words["width"]


def test_in_arabic_facts_begin_at_the_right_whatever_their_script(open_map, arabic_page):
    page = open_map(arabic_page)
    aligned = page.evaluate(
        "[...document.querySelectorAll('dd')].map((dd) => getComputedStyle(dd).direction)"
    )
    assert set(aligned) == {"rtl"}


def test_in_arabic_a_degree_sign_follows_its_number(open_map, arabic_page):
    page = open_map(arabic_page)
    lefts = page.evaluate("""() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (!walker.nextNode()?.data.includes("°")) {}
      const {data} = walker.currentNode;
      const left = (at) => {
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + 1);
        return range.getBoundingClientRect().left;
      };
      return [...data.matchAll("°")].map(({index}) => [left(index - 1), left(index)]);
    }""")
    assert len(lefts) == 2
    assert all(digit < sign for digit, sign in lefts)
