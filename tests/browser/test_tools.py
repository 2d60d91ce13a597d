"""The map's tools: toolbar, measuring, coordinates; and what a stated distance allows."""

import re
from collections import Counter
from pathlib import Path

import pytest

from conflictmap.geo.geodesy import distance_azimuth, offset

FIELDS = "document.querySelector('.cm-track-field, .cm-place-field')"
AXE = Path(__file__).parents[1] / "page" / "node_modules" / "axe-core" / "axe.min.js"
AXE_RUN = """async () => {
  const {violations} = await axe.run(".cm-map", {resultTypes: ["violations"]});
  return violations.map(({id, nodes}) => `${id}: ${nodes.map((one) => one.html)}`);
}"""
NO_CLIPBOARD = """
  Object.defineProperty(navigator, "clipboard", {value: undefined});
  document.execCommand = () => false;
"""
ALEPPO = (37.16117, 36.20124)
HAMA = (36.7578, 35.13179)
DAMASCUS = (36.29128, 33.5102)
TRACK = ((0.5, 0.8), (0.7, 0.8))  # shares of the map's width and height
LINE = (0x3F, 0x3A, 0x8C)
ACCENT = (0x0B, 0x57, 0xD0)
LEAST_TARGET = 24


@pytest.fixture
def page(open_map, shipped_map):
    return open_map(shipped_map, reduced_motion="reduce")


@pytest.fixture(scope="module")
def axe(require):
    if not AXE.is_file():
        require("axe-core is not installed: run npm ci in tests/page")
    return AXE.read_text("utf-8")


@pytest.fixture(scope="session")
def arabic_map(shipped_map, tmp_path_factory):
    """The shipped map with its interface in Arabic."""
    path = tmp_path_factory.mktemp("arabic") / "map.html"
    text = shipped_map.read_text("utf-8")
    path.write_text(
        re.sub("<html [^>]*>", '<html lang="ar" dir="rtl">', text, count=1), "utf-8"
    )
    return path


def on_map(page, expression, *args):
    """The value of an expression about `map`, the Leaflet map."""
    return page.evaluate(
        f"""(args) => {{
          const map = window[document.querySelector(".leaflet-container").id];
          return {expression};
        }}""",
        args,
    )


def view_of(page):
    return on_map(page, "[map.getCenter().lng, map.getCenter().lat, map.getZoom()]")


def pixel_of(page, lon, lat):
    """Where a position is in the window, px; whole."""
    x, y = on_map(
        page,
        """(({x, y}) => {
          const frame = map.getContainer().getBoundingClientRect();
          return [x + frame.x, y + frame.y];
        })(map.latLngToContainerPoint([args[1], args[0]]))""",
        lon,
        lat,
    )
    return round(x), round(y)


def position_at(page, x, y):
    """(lon, lat) under a point of the window."""
    return on_map(
        page,
        """(() => {
          const {x, y} = map.getContainer().getBoundingClientRect();
          const {lng, lat} = map.containerPointToLatLng([args[0] - x, args[1] - y]);
          return [lng, lat];
        })()""",
        x,
        y,
    )


def spot(page, across, down):
    """The point of the window at shares of the map's width and height, px."""
    frame = page.locator(".leaflet-container").bounding_box()
    return (
        round(frame["x"] + across * frame["width"]),
        round(frame["y"] + down * frame["height"]),
    )


def tool(page, name):
    """A button of the map."""
    return page.locator(".leaflet-container").get_by_role("button", name=name, exact=True)


def said(page):
    return page.locator("#cm-live").text_content()


def start_measuring(page):
    tool(page, "Measure distances").click()


def card(page):
    return page.locator(".cm-tool-card")


def colours_round(page, decode, x, y, half):
    clip = {"x": x - half, "y": y - half, "width": 2 * half, "height": 2 * half}
    data = decode(page.screenshot(clip=clip))
    return Counter(zip(data[::4], data[1::4], data[2::4], strict=True))


# The toolbar


def test_the_toolbars_buttons_have_names_and_tooltips(page):
    for name in ("Show everything", "Full screen", "Measure distances"):
        assert tool(page, name).get_attribute("title") == name


def test_all_of_the_tools_are_large_enough_to_hit(page):
    start_measuring(page)
    buttons = page.locator(".leaflet-bar :is(a, button), .cm-cards button")
    sizes = [box.bounding_box() for box in buttons.all()]
    assert len(sizes) == 8
    assert min(min(box["width"], box["height"]) for box in sizes) >= LEAST_TARGET


def test_everything_is_shown_again_after_zooming_and_panning(page):
    before = view_of(page)
    tool(page, "Zoom in").click()
    tool(page, "Zoom in").click()
    page.locator(".leaflet-container").focus()
    page.keyboard.press("ArrowLeft")
    assert view_of(page)[2] == before[2] + 2
    tool(page, "Show everything").click()
    assert view_of(page) == pytest.approx(before, abs=0.02)  # a pixel is 0.008 degree


def test_full_screen_is_entered_and_left(page, wait_until):
    button = tool(page, "Full screen")
    for pressed in ("true", "false"):
        button.click()
        wait_until(page, f"!!document.fullscreenElement === {pressed}")
        wait_until(
            page,
            f"document.querySelector('.cm-tools [title=\"Full screen\"]')"
            f".getAttribute('aria-pressed') === '{pressed}'",
        )


def test_a_frame_without_permission_offers_no_full_screen(
    open_map, shipped_map, tmp_path, watch
):
    watch.expected = ("request: ",)
    outer = tmp_path / "outer.html"
    outer.write_text(
        '<iframe sandbox="allow-scripts" width="900" height="600" '
        f'src="{shipped_map.as_uri()}"></iframe>',
        "utf-8",
    )
    frame = open_map(outer).frame_locator("iframe")
    frame.get_by_role("button", name="Measure distances").wait_for()
    assert frame.get_by_role("button", name="Full screen").count() == 0


def test_in_arabic_the_tools_stand_at_the_right_with_arabic_names(open_map, arabic_map):
    page = open_map(arabic_map)
    frame = page.locator(".leaflet-container").bounding_box()
    for name in ("تكبير", "تصغير", "عرض الكل", "ملء الشاشة", "قياس المسافات"):
        box = tool(page, name).bounding_box()
        assert box["x"] > frame["x"] + frame["width"] - 60
    assert "كم" in page.locator(".leaflet-control-scale-line").text_content()
    tool(page, "قياس المسافات").click()
    box = card(page).bounding_box()
    assert box["x"] > frame["x"] + frame["width"] / 2
    assert "انقر" in card(page).text_content()


def test_the_scale_bar_is_as_long_as_it_says(page):
    bar = page.locator(".leaflet-control-scale-line")
    kilometres = float(bar.text_content().removesuffix(" km"))
    frame = page.locator(".leaflet-container").bounding_box()
    y = frame["y"] + frame["height"] / 2
    middle = frame["x"] + frame["width"] / 2
    west, east = (position_at(page, middle + x, y) for x in (-50, 50))
    metres, _ = distance_azimuth(*west, *east)
    shown = bar.bounding_box()["width"] * metres[0] / 100 / 1000
    assert shown == pytest.approx(kilometres, rel=0.02)  # the width is a whole number of px


def test_axe_finds_no_fault_in_the_tools(page, axe):
    start_measuring(page)
    for shares in TRACK:
        page.mouse.click(*spot(page, *shares))
    page.mouse.click(*spot(page, 0.6, 0.6), button="right")
    assert card(page).count() == 2
    page.evaluate(axe)
    assert page.evaluate(AXE_RUN) == []


# Measuring


def test_clicked_points_are_measured_as_the_checks_measure(page):
    start_measuring(page)
    ends = []
    for place in (DAMASCUS, HAMA):
        page.mouse.click(*pixel_of(page, *place))
        set_at = re.search(r"Point \d set: (.*?), (.*?)\. ", said(page) + " ")
        ends += [float(set_at[2]), float(set_at[1])]
    metres, azimuths = distance_azimuth(*ends)
    assert metres[0] == pytest.approx(184_933, abs=2000)  # a pixel is 1 km
    leg = card(page).locator("li").text_content()
    assert leg == f"{metres[0] / 1000:.1f} km, azimuth {azimuths[0]:.1f}°, north"
    assert f"Total: {metres[0] / 1000:.1f} km" in card(page).text_content()
    assert leg in said(page)


def test_while_measuring_a_click_on_a_mark_chooses_nothing(page):
    start_measuring(page)
    damascus = pixel_of(page, *DAMASCUS)
    page.mouse.click(*damascus)
    assert "Point 1 set" in said(page)
    assert page.locator(".leaflet-popup").count() == 0
    page.keyboard.press("Escape")
    page.mouse.click(*damascus)
    assert page.locator(".leaflet-popup").count() == 1


def test_a_drag_while_measuring_moves_the_map_and_sets_no_point(page):
    start_measuring(page)
    tool(page, "Zoom in").click()
    before = view_of(page)
    page.mouse.move(*spot(page, 0.5, 0.8))
    page.mouse.down()
    page.mouse.move(*spot(page, 0.6, 0.6), steps=4)
    page.mouse.up()
    assert view_of(page) != before
    assert "Point 1" not in said(page)


def test_a_double_click_sets_one_point_and_does_not_zoom(page):
    start_measuring(page)
    before = view_of(page)
    page.mouse.dblclick(*spot(page, 0.6, 0.8))
    assert "Point 1 set" in said(page)
    assert view_of(page) == before


def test_measuring_by_keyboard_alone(page):
    button = tool(page, "Measure distances")
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    assert page.locator(".cm-crosshair").is_visible()
    page.keyboard.press("Enter")
    lon, lat, _ = view_of(page)
    assert f"Point 1 set: {lat:.5f}, {lon:.5f}." in said(page)
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert "from the last point" in said(page)
    page.keyboard.press("Enter")
    frame = page.locator(".leaflet-container").bounding_box()
    middle = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    metres, _ = distance_azimuth(
        *position_at(page, *middle), *position_at(page, middle[0] + 51, middle[1])
    )
    assert f"Total: {metres[0] / 1000:.2f} km" in said(page)
    page.keyboard.press("Backspace")
    assert "Point 2 removed" in said(page)
    assert card(page).locator("li").count() == 0
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-pressed") == "false"
    assert button.evaluate("node => node === document.activeElement")
    assert card(page).count() == 0


def test_at_the_edge_the_crosshair_moves_the_map(page):
    tool(page, "Measure distances").focus()
    page.keyboard.press("Enter")
    tool(page, "Zoom in").click()
    page.locator(".leaflet-container").focus()
    before = view_of(page)
    for _ in range(45):
        page.keyboard.press("ArrowDown")
    assert view_of(page)[1] < before[1]
    box = page.locator(".cm-crosshair").bounding_box()
    frame = page.locator(".leaflet-container").bounding_box()
    assert box["y"] <= frame["y"] + frame["height"] - 30


def test_the_measured_track_is_drawn_and_gone_at_the_end(page, decode):
    start_measuring(page)
    for shares in TRACK:
        page.mouse.click(*spot(page, *shares))
    page.mouse.move(*spot(page, 0.75, 0.9))
    label = (0x26, 0x28, 0x2B)
    point = spot(page, 0.55, 0.8)
    assert colours_round(page, decode, *point, 3)[label] >= 6  # 2 px high, 6 px long
    page.keyboard.press("Escape")
    assert colours_round(page, decode, *point, 3)[label] == 0


def test_a_measured_track_is_copied(open_map, shipped_map):
    page = open_map(shipped_map, permissions=["clipboard-read", "clipboard-write"])
    start_measuring(page)
    for shares in TRACK:
        page.mouse.click(*spot(page, *shares))
    tool(page, "Copy").click()
    card(page).get_by_text("Copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert len(copied) == 4
    assert card(page).locator("li").text_content() in copied[1]
    assert copied[3].startswith("Total: ")


def test_where_copying_is_refused_the_text_is_there_selected(open_map, shipped_map):
    page = open_map(shipped_map, before=lambda one: one.add_init_script(NO_CLIPBOARD))
    start_measuring(page)
    page.mouse.click(*spot(page, 0.5, 0.8))
    tool(page, "Copy").click()
    card(page).get_by_text("copy it with Ctrl+C").wait_for()
    selected = page.evaluate(
        f"{FIELDS}.value.slice({FIELDS}.selectionStart, {FIELDS}.selectionEnd)"
    )
    assert selected.splitlines()[-1].startswith("Total: ")
    assert page.evaluate(f"{FIELDS} === document.activeElement")


# Coordinates


def assert_is_at(page, text, x, y):
    """A text is the latitude and longitude under a point of the window, within a pixel."""
    lat, lon = map(float, text.split(", "))
    shown = pixel_of(page, lon, lat)
    assert re.fullmatch(r"-?\d+\.\d{5}, -?\d+\.\d{5}", text)
    assert max(abs(shown[0] - x), abs(shown[1] - y)) <= 1


def shown_position(page):
    return page.locator(".cm-place-field").input_value()


def test_the_pointers_coordinates_are_shown_latitude_first(page):
    point = spot(page, 0.5, 0.5)
    page.mouse.move(*point)
    readout = page.locator(".cm-readout")
    words, _, position = readout.text_content().partition(": ")
    assert words == "Latitude, longitude"
    assert_is_at(page, position, *point)
    page.mouse.move(point[0], 5)
    readout.wait_for(state="hidden")


def test_a_right_click_offers_the_coordinates_to_copy(open_map, shipped_map):
    page = open_map(shipped_map, permissions=["clipboard-read", "clipboard-write"])
    point = spot(page, 0.5, 0.5)
    page.mouse.click(*point, button="right")
    position = shown_position(page)
    assert_is_at(page, position, *point)
    assert re.search(r"\d+°\d\d′\d\d\.\d″N \d+°\d\d′\d\d\.\d″E", card(page).text_content())
    page.keyboard.press("Enter")  # Copy has the focus
    card(page).get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == position


def test_the_key_c_offers_the_middle_of_the_view_and_escape_goes_back(page):
    page.locator(".leaflet-container").focus()
    page.keyboard.press("c")
    lon, lat, _ = view_of(page)
    assert shown_position(page) == f"{lat:.5f}, {lon:.5f}"
    assert shown_position(page) in said(page)
    page.keyboard.press("Escape")
    assert card(page).count() == 0
    assert page.evaluate("document.activeElement.matches('.leaflet-container')")


def test_on_a_phone_a_long_press_offers_the_coordinates(open_map, shipped_map):
    page = open_map(shipped_map, width=360, height=740, has_touch=True, is_mobile=True)
    # what the browser sends then: a headless one sends it for no touch
    point = spot(page, 0.6, 0.6)
    on_map(
        page,
        """map.getContainer().dispatchEvent(new PointerEvent("contextmenu",
          {clientX: args[0], clientY: args[1], bubbles: true, pointerType: "touch"}))""",
        *point,
    )
    assert_is_at(page, shown_position(page), *point)
    box, frame = (page.locator(one).bounding_box() for one in (".cm-tool-card", ".cm-map"))
    assert box["x"] + box["width"] <= frame["x"] + frame["width"]


# What a stated distance allows


def around_aleppo(azimuth_deg, kilometres):
    lon, lat = offset(*ALEPPO, azimuth_deg, kilometres * 1000)
    return lon[0], lat[0]


def has_colour(page, decode, point, half, colour):
    """Whether a colour, or one that a thin line makes of it, is near a point."""
    seen = colours_round(page, decode, *point, half)
    return any(max(map(abs, map(int.__sub__, one, colour))) < 40 for one in seen)


def test_a_chosen_distance_draws_what_it_allows(page, decode):
    drawn = [
        (LINE, around_aleppo(165, 140), 3),  # the ring of 140 km
        (ACCENT, around_aleppo(135, 90), 8),  # the sides of the wedge, dashed
        (ACCENT, around_aleppo(225, 90), 8),
    ]
    page.locator("#cm-tab-checks").click()
    page.locator("#cm-distances .cm-item").first.click()
    spots = [(colour, pixel_of(page, *place), half) for colour, place, half in drawn]
    for colour, point, half in spots:
        assert has_colour(page, decode, point, half, colour)
    page.mouse.click(*pixel_of(page, *around_aleppo(90, 50)))  # nothing is there
    for colour, point, half in spots:
        assert not has_colour(page, decode, point, half, colour)
