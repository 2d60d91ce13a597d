"""Beneath the events: names in two scripts, and online tiles when they are asked for."""

import re
import struct
import zlib

import pytest

from conflictmap.maps import MapOptions, render_map

URL = "https://tile.example.org/{z}/{x}/{y}.png"
CREDIT = "© Example <img src=x onerror=window.pwned=1>"
LAYERS = 'role=button[name="Map layers"]'
RED = (200, 30, 30)


def png():
    """A tile of one colour."""
    rows = b"".join(b"\0" + bytes(RED) * 8 for _ in range(8))

    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    body = (
        chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.fixture(scope="module")
def tiled_map(located, lookup, tmp_path_factory):
    options = MapOptions(tiles=URL, tiles_attribution=CREDIT)
    path = tmp_path_factory.mktemp("tiled") / "map.html"
    path.write_text(render_map(located, lookup, options), "utf-8")
    return path


@pytest.fixture(scope="module")
def arabic_map(located, lookup, tmp_path_factory):
    path = tmp_path_factory.mktemp("arabic") / "map.html"
    path.write_text(render_map(located, lookup, MapOptions(lang="ar")), "utf-8")
    return path


@pytest.fixture
def open_tiled(open_map, tiled_map, watch):
    """Opens the map with tiles; says what it asked for beside itself."""

    def open_page(answer):
        asked = []
        watch.expected = ("request: https://tile.example.org/", "net::ERR_FAILED")

        def fulfil(route):
            asked.append(route.request.url)
            answer(route)

        def connect(page):
            page.context.set_offline(False)  # what is fulfilled here counts as network
            page.route(re.compile("^https?:"), fulfil)

        page = open_map(tiled_map, before=connect)
        return page, asked

    return open_page


def give(route):
    route.fulfill(body=png(), content_type="image/png")


def drawn(page, pane):
    """What is drawn in a pane, as a picture."""
    return page.locator(f".leaflet-{pane}-pane canvas").evaluate("(one) => one.toDataURL()")


def test_names_are_latin_at_first_and_arabic_when_asked_for(page):
    page.click(LAYERS)
    latin, arabic = page.get_by_label("Latin letters"), page.get_by_label("Arabic, where")
    assert latin.is_checked()
    seen = []
    for script in (arabic, latin, arabic, latin):
        script.check()
        seen.append(drawn(page, "cm-labels"))
    assert seen[0] == seen[2]
    assert seen[1] == seen[3]
    assert seen[0] != seen[1]


def test_an_arabic_page_has_arabic_names_at_first(open_map, arabic_map):
    page = open_map(arabic_map)
    page.click('role=button[name="طبقات الخريطة"]')
    assert page.get_by_label("بالعربية حيث تُعرف").is_checked()
    box = page.locator(".cm-layers-opener").bounding_box()
    frame = page.locator(".leaflet-container").bounding_box()
    assert box["x"] - frame["x"] < frame["width"] / 2  # where lines end


def test_the_control_works_by_keyboard(page):
    opener = page.locator(".cm-layers-opener")
    opener.focus()
    page.keyboard.press("Enter")
    assert opener.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("Arabic, where known").is_checked()
    page.keyboard.press("Escape")
    assert opener.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.className") == "cm-layers-opener"


def test_a_map_without_tiles_offers_none(page):
    page.click(LAYERS)
    assert page.get_by_label("Online map tiles").count() == 0


def test_tiles_are_not_asked_for_until_they_are_turned_on(open_tiled):
    page, asked = open_tiled(give)
    page.click(LAYERS)
    assert not page.get_by_label("Online map tiles").is_checked()
    assert "tile.example.org" in page.locator(".cm-layers-note").inner_text()
    assert asked == []


def test_tiles_show_under_the_events_and_nothing_else_is_asked_for(
    open_tiled, wait_until, decode
):
    page, asked = open_tiled(give)
    page.click(LAYERS)
    page.get_by_label("Online map tiles").check()
    wait_until(page, "document.querySelectorAll('img.leaflet-tile-loaded').length > 3")
    wait_until(
        page, "document.querySelector('img.leaflet-tile-loaded').style.opacity === '1'"
    )
    assert all(url.startswith("https://tile.example.org/") for url in asked)
    shot = page.locator(".leaflet-container").screenshot()
    pixels = decode(shot)
    red = sum(pixels[i : i + 3] == bytes(RED) for i in range(0, len(pixels), 4))
    assert red > len(pixels) / 4 / 2  # most of the map
    page.get_by_label("Online map tiles").uncheck()
    assert page.locator("img.leaflet-tile").count() == 0


def test_the_tiles_credit_is_shown_as_it_stands_while_they_are(open_tiled):
    page, _ = open_tiled(give)
    assert page.locator(".cm-layers-credit").count() == 0
    page.click(LAYERS)
    page.get_by_label("Online map tiles").check()
    assert page.locator(".cm-layers-credit").inner_text() == CREDIT
    assert page.evaluate("window.pwned === undefined")


def test_where_tiles_cannot_be_reached_the_page_says_so_and_keeps_its_land(open_tiled):
    page, _ = open_tiled(lambda route: route.abort())
    land = drawn(page, "cm-land")
    page.click(LAYERS)
    page.get_by_label("Online map tiles").check()
    page.get_by_text("The tiles cannot be reached.").first.wait_for()
    assert drawn(page, "cm-land") == land


def test_a_picture_from_another_server_is_refused(open_tiled, watch, wait_until):
    page, asked = open_tiled(give)
    watch.expected = (*watch.expected, "Content Security Policy", "request: https://other")
    page.evaluate(
        """() => {
          document.addEventListener("securitypolicyviolation",
            (event) => { window.refused = event.effectiveDirective; });
          new Image().src = "https://other.example.org/1/1/1.png";
        }"""
    )
    wait_until(page, "window.refused === 'img-src'")
    assert asked == []
